"""Pages from files, records and directories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align.errors import InputError
from align.sources import Page, holds_many, pair_pages, plain_text, read_page, read_pages


def test_files_and_directories(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("둘째", encoding="utf-8")
    (tmp_path / "a.md").write_text("# 첫째", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("no page", encoding="utf-8")
    assert [(page.id, page.text) for page in read_pages(tmp_path)] == [("a", "첫째"), ("b", "둘째")]
    assert read_page(tmp_path / "b.txt").text == "둘째"
    assert holds_many(tmp_path)
    assert not holds_many(tmp_path / "b.txt")


def test_records(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    records = [{"id": "x", "title": "제목", "body": "본문이다."}, {"body": "둘째다."}]
    path.write_text("\n".join(json.dumps(record) for record in records) + "\n\n", encoding="utf-8")
    assert holds_many(path)
    assert [(page.id, page.text) for page in read_pages(path)] == [("x", "제목\n\n본문이다."), ("2", "둘째다.")]
    with pytest.raises(InputError, match="holds 2 pages"):
        read_page(path)


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", "line 2: is no JSON"), ("[1]", "line 2: has no text in body"), ('{"body": 3}', "line 2: has no text")],
)
def test_bad_records(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(f'{{"body": "a"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_pages(path)


def test_directory_without_pages(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no page"):
        read_pages(tmp_path)
    with pytest.raises(InputError, match="is a directory"):
        read_page(tmp_path)


def test_pairs_by_id() -> None:
    ko = [Page("b", "ko/b.txt", ""), Page("a", "ko/a.txt", "")]
    en = [Page("a", "en/a.txt", ""), Page("b", "en/b.txt", "")]
    assert [(source.name, target.name) for source, target in pair_pages(ko, en)] == [
        ("ko/b.txt", "en/b.txt"),
        ("ko/a.txt", "en/a.txt"),
    ]
    with pytest.raises(InputError, match=r"ko/a\.txt: has no counterpart"):
        pair_pages(ko, en[1:])
    with pytest.raises(InputError, match=r"en/b\.txt: has no counterpart"):
        pair_pages(ko[1:], en)
    with pytest.raises(InputError, match="same name"):
        pair_pages([*ko, ko[0]], en)


def test_markdown_becomes_text() -> None:
    markdown = (
        "---\ntitle: x\n---\n# Island *school* closes\n\n> It **had** one [pupil](https://a.example) and a `bell`.\n"
        "![The bell](b.png)\n\n---\n- snake_case_name\n"
    )
    text = plain_text(markdown)
    assert text.split("\n") == [
        "Island school closes", "", "It had one pupil and a bell.", "The bell", "", "", "- snake_case_name", "",
    ]  # fmt: skip


def test_a_file_called_after_its_language_is_known_by_its_folder(tmp_path):
    folder = tmp_path / "article-7"
    folder.mkdir()
    for name in ("ko.txt", "story.txt"):
        (folder / name).write_text("정부가 내년 예산안을 확정했다.", "utf-8")
    assert read_page(folder / "ko.txt").id == "article-7"
    assert read_page(folder / "story.txt").id == "story"
