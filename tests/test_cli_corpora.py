"""Export, import and stats as their users meet them: real processes."""

import json
import os
import subprocess

import pytest
from test_cli import COMMAND, EN, ENVIRONMENT, KO, ROOT, fails, hanalign, succeeds


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A corpus file as align writes it, null beads included."""
    path = tmp_path_factory.mktemp("corpora") / "corpus.tsv"
    succeeds("align", KO, EN, "--nulls", "-o", path)
    return path


@pytest.mark.parametrize("to", ["tmx", "parquet", "xlsx", "huggingface"])
def test_there_and_back_again(tmp_path, corpus, to):
    out = tmp_path / f"out.{to}"
    assert succeeds("export", corpus, "--to", to, "-o", out) == ""
    if to == "huggingface":
        out = out.rename(tmp_path / "folder")
    assert succeeds("import", out, "-o", tmp_path / "back.tsv") == ""
    assert (tmp_path / "back.tsv").read_bytes() == corpus.read_bytes()


def test_moses_there_and_back(tmp_path, corpus):
    succeeds("export", corpus, "--to", "moses", "-o", tmp_path / "out")
    assert sorted(os.listdir(tmp_path)) == ["out.en", "out.ko"]
    rows = [line.split("\t") for line in succeeds("import", tmp_path / "out.ko", tmp_path / "out.en").splitlines()]
    assert rows[0] == ["pair_id", "ko", "en"]
    assert [fields[1:3] for fields in rows] == [
        line.split("\t")[1:3] for line in corpus.read_text("utf-8").splitlines()
    ]


@pytest.mark.parametrize("to", ["tmx", "jsonl", "xlsx"])
def test_standard_streams(corpus, to):
    command = ("export", "-", "--input-format", "tsv", "--to", to)
    done = hanalign(*command, input=corpus.read_bytes()) if to not in ("parquet", "xlsx") else None
    if done is None:
        # Bytes, which the other tests take for text.
        raw = subprocess.run(
            [*COMMAND, *command], input=corpus.read_bytes(), capture_output=True, env=ENVIRONMENT, check=True
        )
        content = raw.stdout
    else:
        assert (done.returncode, done.stderr) == (0, "")
        content = done.stdout.encode()
    assert succeeds("import", "-", "--from", to, input=content).encode() == corpus.read_bytes()


def test_languages_and_versions(tmp_path, corpus):
    codes = ("--source-lang", "ko-KR", "--target-lang", "en-US")
    text = succeeds("export", corpus, "--to", "tmx", *codes)
    assert text.count('xml:lang="en-US"') == text.count("<tu>") > 5
    text = succeeds("export", corpus, "--to", "xliff", "--xliff-version", "2.0", *codes)
    assert 'version="2.0" srcLang="ko-KR" trgLang="en-US"' in text
    (tmp_path / "a.xlf").write_text(text, "utf-8")
    assert succeeds("import", tmp_path / "a.xlf").encode() == corpus.read_bytes()


def test_what_became_different_is_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"pair_id": "p", "ko": "가\n나", "en": "A", "url": "\u0001\u0002"}), "utf-8")
    done = hanalign("export", path, "--to", "moses", "-o", tmp_path / "out")
    assert done.returncode == 0
    assert done.stderr == "hanalign: note: line breaks within texts became spaces: 1\n"
    done = hanalign("export", path, "--to", "tmx")
    assert done.stderr.startswith("hanalign: note: control characters outside the text")
    assert done.stderr.endswith(": 2\n")
    assert done.stdout.endswith("</tmx>\n")


def test_tables_with_other_names(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text("Korean,English\n가,A\n", "utf-8")
    rows = succeeds("import", path, "--ko-column", "Korean", "--en-column", "English")
    assert rows == "pair_id\tko\ten\nterms\t가\tA\n"
    assert json.loads(succeeds("stats", path, "--ko-column", "Korean", "--en-column", "English", "--json"))["rows"] == 1


def test_stats_for_people_and_machines(corpus):
    table = succeeds("stats", corpus)
    assert "\x1b" not in table
    assert table.startswith(f"{corpus}: ")
    figures = json.loads(succeeds("stats", "-", "--json", "--input-format", "tsv", input=corpus.read_bytes()))
    assert figures["rows"] == corpus.read_text("utf-8").count("\n") - 1
    assert sum(count for _, count in figures["kinds"]) == figures["rows"] > 10
    assert figures["articles"] == 1
    assert f"{figures['ko']['characters']:,}" in table


# Wrong usage and bad input


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "a.tsv"), "--to"),
        (("export", "a.tsv", "--to", "docx"), "docx"),
        (("export", "a.tsv", "--to", "moses"), "can't go to standard output"),
        (("export", "a.tsv", "--to", "huggingface"), "can't go to standard output"),
        (("export", "a.tsv", "--to", "xliff", "--xliff-version", "3"), "3"),
        (("import",), "Missing argument"),
        (("stats",), "Missing argument"),
    ],
)
def test_wrong_usage(arguments, message):
    assert message in fails(*arguments, code=2)


def test_files_that_can_not_be_read_or_told(tmp_path):
    assert "none.tsv: no such file" in fails("stats", tmp_path / "none.tsv")
    assert "none.tmx: no such file" in fails("import", tmp_path / "none.tmx")
    assert "none.docx: no such file" in fails("export", "--to", "tmx", tmp_path / "none.docx")
    (tmp_path / "a.docx").touch()
    assert "doesn't tell the format" in fails("export", "--to", "tmx", tmp_path / "a.docx")
    (tmp_path / "a.docx").unlink()
    (tmp_path / "bad.tmx").write_text("<tmx>", "utf-8")
    assert "bad.tmx, line 1: is no XML" in fails("import", tmp_path / "bad.tmx")
    (tmp_path / "bad.tsv").write_text("ko\ten\n가\n", "utf-8")
    for command in (("export", "--to", "jsonl"), ("import",), ("stats",)):
        assert "bad.tsv, line 2: has 1 fields" in fails(*command, tmp_path / "bad.tsv", *_to(command, tmp_path))
    assert sorted(os.listdir(tmp_path)) == ["bad.tmx", "bad.tsv"]


def _to(command, folder):
    """Output elsewhere: what was written to standard output before an error is there."""
    return () if command[0] == "stats" else ("-o", folder / "out.tsv")


def test_the_input_is_not_written_over(tmp_path, corpus):
    path = tmp_path / "a.csv"
    succeeds("export", corpus, "--to", "csv", "-o", path)
    before = path.read_bytes()
    assert "would be lost" in fails("export", path, "--to", "csv", "-o", path)
    assert "would be lost" in fails("import", path, "-o", path)
    assert path.read_bytes() == before
    assert "no directory" in fails("export", corpus, "--to", "tmx", "-o", tmp_path / "none" / "a.tmx")


def test_a_workbook_that_fails_leaves_one_line(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("ko\ten\n" + "가\tA\n" * 100 + "나\n", "utf-8")
    assert "line 102" in fails("export", path, "--to", "xlsx", "-o", tmp_path / "a.xlsx")
    assert os.listdir(tmp_path) == ["a.tsv"]


def test_a_reader_that_leaves(corpus):
    process = subprocess.Popen(
        [*COMMAND, "export", corpus, "--to", "tmx"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1
