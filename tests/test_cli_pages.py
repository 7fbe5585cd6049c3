"""Options on how pages are read, cleaned and cut, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align.cli import main

KO = """등대지기 40년, 마지막 불을 켜다
남도의 한 섬에서 등대를 지켜 온 장한별씨가 지난달 30일 마지막 불을 켰다. 그는 “고마웠다”고 말했다.
오늘의 한마디는 여기까지
그는 스물한 살에 섬에 들어와 네 번의 태풍과 두 번의 정전을 겪었다고 했다."""
EN = """Keeper lights the lamp for the last time after 40 years
Jang Han-byeol, who has kept a lighthouse on a southern island, lit its lamp for the last time. "Thank you," he said.
He came to the island when he was 21, and has lived through four typhoons and two blackouts."""


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err


def rows(out: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in out.splitlines()]


def test_further_phrases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, phrases = tmp_path / "ko.txt", tmp_path / "phrases.txt"
    page.write_text(KO, encoding="utf-8")
    phrases.write_text("# ours\n\n오늘의 한마디*\n", encoding="utf-8")
    roles = []
    for more in ([], ["--chrome-phrases", phrases]):
        _, out, _ = run(capsys, "clean", page, "--format", "jsonl", *more)
        roles.append([row["role"] for row in rows(out)])
    assert [kinds[2] for kinds in roles] == ["deck", "chrome"]


def test_normalised_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "ko.txt"
    page.write_text(KO, encoding="utf-8")
    _, out, _ = run(capsys, "segment", page, "--normalize", "--format", "jsonl")
    assert rows(out)[2]["text"] == '그는 "고마웠다"고 말했다.'


def test_unknown_splitter_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "segment", tmp_path / "ko.txt", "--splitter", "best")
    assert code == 2
    assert "best" in err


def test_two_directories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("ko", KO), ("en", EN)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text, encoding="utf-8")
        (tmp_path / name / "b.md").write_text(f"# {text}", encoding="utf-8")
    code, out, err = run(capsys, "align", tmp_path / "ko", tmp_path / "en", "--format", "jsonl")
    assert (code, err) == (0, "")
    found = rows(out)
    assert {row["pair_id"] for row in found} == {"a", "b"}
    assert all(not row["ko"].startswith("#") for row in found)


def test_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("ko", KO), ("en", EN)):
        title, body = text.split("\n", 1)
        record = json.dumps({"id": "x", "title": title, "body": body})
        (tmp_path / f"{name}.jsonl").write_text(record + "\n", encoding="utf-8")
    code, out, _ = run(capsys, "align", tmp_path / "ko.jsonl", tmp_path / "en.jsonl", "--format", "jsonl")
    assert code == 0
    assert rows(out)[0]["pair_id"] == "x"
    assert rows(out)[0]["ko_role"] == "headline"


def test_a_directory_with_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    code, _, err = run(capsys, "align", tmp_path, tmp_path / "en.txt")
    assert code == 1
    assert "is a directory" in err
