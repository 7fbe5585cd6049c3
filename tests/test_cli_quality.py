"""`hanalign quality` and `hanalign explain` as real processes."""

import csv
import io
import json

from test_cli import fails, hanalign, succeeds

GOOD = ("정부가 예산안을 확정했다.", "The government finalized the budget bill.")
BAD = ("정부가 예산안을 확정했다.", "The cat slept on the sofa all day long.")


def rows(text):
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def corpus(tmp_path, pairs=(GOOD, BAD), header="id\tko\ten"):
    path = tmp_path / "pairs.tsv"
    path.write_text("\n".join([header, *(f"{k}\t{ko}\t{en}" for k, (ko, en) in enumerate(pairs))]) + "\n", "utf-8")
    return path


def test_adds_quality_and_reasons_to_the_columns_there_are(tmp_path):
    found = rows(succeeds("quality", corpus(tmp_path), "--output-format", "tsv"))
    assert list(found[0]) == ["id", "ko", "en", "quality", "reasons"]
    assert [row["id"] for row in found] == ["0", "1"]
    assert float(found[0]["quality"]) > 0.5 > float(found[1]["quality"])
    assert found[1]["reasons"]


def test_leaves_out_what_is_below_the_least_quality(tmp_path):
    out = tmp_path / "good.jsonl"
    assert succeeds("quality", corpus(tmp_path), "--min", "0.5", "-o", out) == ""
    (record,) = map(json.loads, out.read_text("utf-8").splitlines())
    assert (record["ko"], record["en"]) == GOOD


def test_columns_can_be_named(tmp_path):
    path = corpus(tmp_path, header="id\tsource\ttarget")
    assert "source" in (message := fails("quality", path, "--ko-column", "korean", "--en-column", "target"))
    assert message.startswith(f"hanalign: {path}: no column korean among")
    assert message.endswith("name the two sides with --ko-column and --en-column")
    assert len(rows(succeeds("quality", path, "--ko-column", "source", "--en-column", "target"))) == 2


def test_reads_standard_input(tmp_path):
    text = corpus(tmp_path).read_text("utf-8")
    assert len(rows(succeeds("quality", "-", "--input-format", "tsv", input=text))) == 2
    assert "format" in fails("quality", "-", input=text)


def test_a_bad_row_is_named_and_nothing_is_written(tmp_path):
    path, out = corpus(tmp_path), tmp_path / "out.tsv"
    path.write_text(path.read_text("utf-8") + "2\tonly one\n", "utf-8")
    assert "4" in fails("quality", path, "-o", out)
    assert not out.exists()


def test_min_outside_its_range_is_wrong_usage(tmp_path):
    assert hanalign("quality", corpus(tmp_path), "--min", "2").returncode == 2


def test_explain_shows_both_sentences_and_the_quality():
    text = succeeds("explain", *GOOD)
    assert GOOD[0] in text
    assert GOOD[1] in text
    assert "quality" in text
    assert "misaligned" in succeeds("explain", *BAD)


def test_a_bad_row_on_the_way_to_standard_output_is_named_in_one_line(tmp_path):
    path = corpus(tmp_path)
    path.write_text(path.read_text("utf-8") + "2\tonly one\n", "utf-8")
    done = hanalign("quality", path, "--output-format", "tsv")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"hanalign: {path}, line 4: ")
    assert done.stdout.startswith("id\tko\ten\tquality\treasons\n")


def test_a_side_that_json_says_is_nothing_is_empty(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"ko": "안녕하세요 여러분.", "en": null}\n{"ko": "안녕하세요 여러분."}\n', "utf-8")
    for record in map(json.loads, succeeds("quality", path).splitlines()):
        assert (record["quality"], record["reasons"]) == (0, "empty(en)")


def test_the_corpus_is_not_overwritten_by_its_better_half(tmp_path):
    path = corpus(tmp_path)
    before = path.read_bytes()
    assert "would be lost; choose another name" in fails("quality", path, "--min", "0.5", "-o", path)
    assert path.read_bytes() == before
