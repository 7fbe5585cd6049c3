"""Corpus files: any text goes through unharmed, and a file appears whole or not at all."""

import io
import json
import math
import os
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align import AlignedPair, Alignment, Bead, InputError, OptionError, OutputError, Sentence, Span, corpus


def pair(**changes):
    values = {
        "pair_id": "p",
        "ko": "가.",
        "en": "A.",
        "kind": "1-1",
        "probability": 0.9876,
        "similarity": -0.25,
        "ko_role": "body",
        "en_role": "body",
        "ko_index": Span(0, 1),
        "en_index": Span(2, 3),
        "crossing": False,
    }
    return AlignedPair(**values | changes)


def tsv(rows):
    stream = io.StringIO(newline="")
    corpus.write_tsv(rows, stream)
    return stream.getvalue()


def through_tsv(rows, path):
    path.write_text(tsv(rows), "utf-8", newline="")
    return corpus.read_tsv(path)


# UTF-8 can't hold half of a surrogate pair, and a text that was read never does.
any_text = st.text(st.characters(exclude_categories=["Cs"]))
spans = st.tuples(st.integers(0, 10**6), st.integers(0, 4)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
pairs = st.builds(
    AlignedPair,
    pair_id=any_text,
    ko=any_text,
    en=any_text,
    kind=st.sampled_from(["1-1", "2-1", "0-1"]),
    probability=st.integers(0, 10_000).map(lambda number: number / 10_000),
    similarity=st.integers(-10_000, 10_000).map(lambda number: number / 10_000),
    ko_role=st.sampled_from(["headline", "body", ""]),
    en_role=st.sampled_from(["headline", "body", ""]),
    ko_index=spans,
    en_index=spans,
    crossing=st.booleans(),
)


@given(st.lists(pairs, max_size=4))
def test_any_rows_round_trip_through_tsv(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("tsv") / "corpus.tsv"
    assert through_tsv(rows, path) == rows


@pytest.mark.parametrize(
    "text",
    [
        "a\tb",
        "a\nb",
        "a\r\nb",
        'say "no"',
        '"',
        "\\t",
        "a\\",
        "NA",
        "nan",
        "",
        " ",
        "1.0",
        "a\0b",
        "\x85\u2028",
        "#",
        "\ufeff",
    ],
)
def test_awkward_texts_round_trip(tmp_path, text):
    rows = [pair(ko=text, en=text, pair_id=text), pair()]
    assert through_tsv(rows, tmp_path / "corpus.tsv") == rows


@given(st.lists(pairs, max_size=3))
def test_a_row_is_a_line_with_as_many_tabs_as_the_header(rows):
    lines = tsv(rows).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(rows) + 1
    assert {line.count("\t") for line in lines} == {len(corpus.COLUMNS) - 1}


@given(any_text)
def test_escape_is_undone(text):
    field = corpus.escape(text)
    assert not set(field) & set("\t\n\r\0")
    assert corpus.unescape(field) == text


def test_tsv_as_documented():
    assert tsv([pair(ko='"탭\t"', crossing=True)]) == (
        "pair_id\tko\ten\tkind\tprobability\tsimilarity\tko_role\ten_role\tko_index\ten_index\tcrossing\n"
        'p\t"탭\\t"\tA.\t1-1\t0.9876\t-0.2500\tbody\tbody\t0:1\t2:3\ttrue\n'
    )


def test_frame_holds_numbers():
    frame = corpus.to_frame([pair(probability=1 / 3)])
    assert tuple(frame.columns) == corpus.COLUMNS
    assert math.isclose(frame["probability"][0], 0.3333)
    assert frame["crossing"][0] == False  # noqa: E712  (numpy's own bool)
    assert tuple(corpus.to_frame([]).columns) == corpus.COLUMNS


def test_further_columns_are_left_out(tmp_path):
    path = tmp_path / "corpus.tsv"
    lines = tsv([pair()]).splitlines()
    path.write_text(f"{lines[0]}\tnote\n{lines[1]}\tgood\n", "utf-8")
    assert corpus.read_tsv(path) == [pair()]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda text: text.replace("similarity", "likeness"), "no column similarity"),
        (lambda text: text.replace("0.9876", "high"), r"line 2: .*high"),
        (lambda text: text.replace("0:1", "zero"), "line 2"),
        (lambda text: text.replace("false", "maybe"), r"line 2: 'maybe'"),
        (lambda text: "", "can't be read as a TSV corpus"),
    ],
)
def test_a_damaged_tsv_is_named_with_its_line(tmp_path, damage, message):
    path = tmp_path / "corpus.tsv"
    path.write_text(damage(tsv([pair()])), "utf-8")
    with pytest.raises(InputError, match=message) as caught:
        corpus.read_tsv(path)
    assert str(path) in str(caught.value)


def test_a_missing_tsv(tmp_path):
    with pytest.raises(InputError, match=r"none\.tsv"):
        corpus.read_tsv(tmp_path / "none.tsv")


@given(st.lists(pairs, max_size=3))
def test_jsonl_holds_an_object_a_line(rows):
    stream = io.StringIO()
    corpus.write_jsonl(rows, stream)
    records = [json.loads(line) for line in stream.getvalue().split("\n")[:-1]]
    assert [tuple(record) for record in records] == [corpus.COLUMNS] * len(rows)
    assert [(r["ko"], r["en"], Span(*r["ko_index"]), r["crossing"]) for r in records] == [
        (row.ko, row.en, row.ko_index, row.crossing) for row in rows
    ]


def alignment():
    return Alignment(
        pair_id="p",
        source_sentences=(Sentence("가."), Sentence("나.")),
        target_sentences=(Sentence("A."), Sentence("B."), Sentence("C.")),
        beads=(
            Bead(Span(0, 1), Span(0, 2), 0.98126, 0.5),
            Bead(Span(1, 2), Span(2, 2), 0.5),
            Bead(Span(2, 2), Span(2, 3), 0.25),
        ),
    )


def written(format, **options):
    stream = io.StringIO()
    corpus.write([alignment()], stream, format, **options)
    return stream.getvalue()


def test_beads_are_written_as_vecalign_does():
    assert written("beads") == "[0]:[0, 1]:0.9813\n[1]:[]:0.5000\n[]:[2]:0.2500\n"


@pytest.mark.parametrize(("format", "header"), [("tsv", 1), ("jsonl", 0)])
def test_nulls_are_written_where_asked(format, header):
    assert written(format).count("\n") == 1 + header
    assert written(format, nulls=True).count("\n") == 3 + header


def test_writing_makes_the_whole_file(tmp_path):
    path = tmp_path / "out.tsv"
    with corpus.writing(path) as stream:
        stream.write("새\n")
        assert not path.exists()
    assert path.read_bytes() == "새\n".encode()
    assert os.listdir(tmp_path) == ["out.tsv"]


def test_a_new_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "usual").write_text("")
    with corpus.writing(tmp_path / "new"):
        pass
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_an_old_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "out.tsv"
    path.write_text("old")
    path.chmod(0o640)
    with corpus.writing(path) as stream:
        stream.write("new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_text() == "new"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_write_leaves_the_old_file(tmp_path, error):
    path = tmp_path / "out.tsv"
    path.write_text("old")

    def half():
        with corpus.writing(path) as stream:
            stream.write("half")
            raise error

    with pytest.raises(error):
        half()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.tsv"]


def test_text_that_is_none_is_named(tmp_path):
    with pytest.raises(OutputError, match=r"out\.tsv"), corpus.writing(tmp_path / "out.tsv") as stream:
        stream.write("\ud800")
    assert os.listdir(tmp_path) == []


def test_places_that_can_not_be_written(tmp_path):
    with pytest.raises(OutputError, match="is a directory"):
        corpus.check_writable(tmp_path)
    with pytest.raises(OutputError, match="there is no directory"):
        corpus.check_writable(tmp_path / "none" / "out.tsv")
    corpus.check_writable(tmp_path / "out.tsv")
    corpus.check_writable("-")
    assert os.listdir(tmp_path) == []


def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.tsv", tmp_path / "link.tsv"
    real.write_text("before", "utf-8")
    link.symlink_to(real)
    with corpus.writing(link) as stream:
        stream.write("after")
    assert link.is_symlink()
    assert real.read_text("utf-8") == "after"


def test_a_pipe_is_written_to_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    with corpus.writing(pipe) as stream:
        stream.write("through")
    reader.join()
    assert read == ["through"]
    assert pipe.is_fifo()


def test_an_unknown_format_is_refused_before_anything_is_written():
    stream = io.StringIO()
    with pytest.raises(OptionError, match="'xml'; give one of tsv, jsonl, beads"):
        corpus.write([], stream, "xml")
    assert stream.getvalue() == ""
