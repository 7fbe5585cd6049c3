"""Record files: every format gives back what it was given, and says where a file is wrong."""

import gzip
import io
import json
import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import InputError, OptionError, OutputError, corpus, records
from align.errors import DecodingError

CORPUS = ("pair_id", "ko", "en", "note")
CUT = gzip.compress(b"ko\ten\n" + os.urandom(100_000).hex().encode() + b"\ta\n")[:50_000]
TEXT_SUFFIXES = (".tsv", ".csv", ".jsonl", ".tsv.gz", ".csv.gz", ".jsonl.gz")
ALL_SUFFIXES = (*TEXT_SUFFIXES, ".ndjson", ".parquet")


def write(path, columns, rows, format=None):
    with records.writing(path, columns, format) as add:
        for row in rows:
            add(row)


def read(path, format=None):
    with records.reading(path, format) as table:
        return table.columns, list(table)


def file(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# Round trips

any_text = st.text(st.characters(exclude_categories=["Cs"]))
no_nul = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
one_line = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\t\n"))
numbers = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers(-(2**53), 2**53))


def rows_of(values, columns=CORPUS):
    return st.lists(st.fixed_dictionaries(dict.fromkeys(columns, values)), max_size=4)


def names_of(values):
    return st.lists(
        values.filter(lambda name: name and name[0] != "\ufeff" and name[-1] != "\r"),
        min_size=1, max_size=4, unique=True,
    )  # fmt: skip


def comes_back(folder, suffix, columns, rows):
    path = folder / f"out{suffix}"
    write(path, columns, rows)
    assert read(path) == (tuple(columns), rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("records")


@given(rows=rows_of(any_text), further=names_of(any_text))
def test_a_corpus_in_tsv_holds_any_text_under_any_name(folder, rows, further):
    further = [name for name in further if name not in CORPUS]
    rows = [row | {name: f"{name}\\" for name in further} for row in rows]
    comes_back(folder, ".tsv", (*CORPUS, *further), rows)


@given(data=st.data(), columns=names_of(one_line))
def test_raw_tsv_holds_any_line(folder, data, columns):
    comes_back(folder, ".tsv", columns, data.draw(rows_of(one_line, columns)))


@given(data=st.data(), columns=names_of(no_nul))
def test_csv_holds_any_text_but_nul(folder, data, columns):
    comes_back(folder, ".csv", columns, data.draw(rows_of(no_nul, columns)))


@given(data=st.data(), columns=names_of(any_text))
def test_jsonl_holds_any_value(folder, data, columns):
    values = st.one_of(any_text, numbers, st.booleans(), st.lists(st.integers(), max_size=2))
    rows = data.draw(rows_of(values, columns).filter(bool))
    comes_back(folder, ".jsonl", columns, rows)


@settings(max_examples=40)
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "pair_id": any_text,
                "ko": any_text,
                "en": any_text,
                "quality": st.one_of(st.none(), st.floats(allow_nan=False)),
                "crossing": st.booleans(),
                "ko_index": st.lists(st.integers(0, 9), min_size=2, max_size=2),
            }
        ),
        min_size=1,
        max_size=4,
    )
)
def test_parquet_holds_text_and_types(folder, rows):
    if all(row["quality"] is None for row in rows):
        rows[0]["quality"] = 0.5
    comes_back(folder, ".parquet", tuple(rows[0]), rows)


AWKWARD = ["a\tb", "a\nb", "a\r\nb", 'say "no"', '"', "\\t", "a\\", "NA", "nan", "", " ", "1.0", "\x85\u2028", "=1+1"]


@pytest.mark.parametrize("suffix", ALL_SUFFIXES)
def test_awkward_texts_in_every_format(tmp_path, suffix):
    rows = [dict.fromkeys(CORPUS, text) for text in AWKWARD]
    comes_back(tmp_path, suffix, CORPUS, rows)


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".parquet"])
def test_no_records_but_columns(tmp_path, suffix):
    comes_back(tmp_path, suffix, CORPUS, [])


def test_more_records_than_a_batch(tmp_path):
    rows = [{"n": number, "half": number / 2, "none": None} for number in range(25_000)]
    write(tmp_path / "out.parquet", ("n", "half", "none"), rows)
    assert read(tmp_path / "out.parquet")[1] == rows


# TSV in particular


def test_what_align_writes_is_read(tmp_path):
    from test_corpus import pair

    rows = [pair(ko="탭\t\\n", en='"A"', crossing=True), pair()]
    with corpus.writing(tmp_path / "c.tsv") as stream:
        corpus.write_tsv(rows, stream)
    columns, found = read(tmp_path / "c.tsv")
    assert columns == corpus.COLUMNS
    assert [(row["ko"], row["en"], row["crossing"]) for row in found] == [
        (r.ko, r.en, str(r.crossing).lower()) for r in rows
    ]
    # And what is written back is the same to the byte.
    write(tmp_path / "d.tsv", columns, found)
    assert (tmp_path / "c.tsv").read_bytes() == (tmp_path / "d.tsv").read_bytes()


def test_typed_records_become_the_tsv_that_align_writes(tmp_path):
    from test_corpus import pair

    rows = [pair(probability=0.98, similarity=-0.25), pair(probability=1.0, crossing=True)]
    with corpus.writing(tmp_path / "c.tsv") as stream:
        corpus.write_tsv(rows, stream)
    with corpus.writing(tmp_path / "c.jsonl") as stream:
        corpus.write_jsonl(rows, stream)
    columns, found = read(tmp_path / "c.jsonl")
    write(tmp_path / "d.tsv", columns, found)
    assert (tmp_path / "c.tsv").read_bytes() == (tmp_path / "d.tsv").read_bytes()


def test_a_foreign_tsv_comes_out_as_it_went_in(tmp_path):
    content = b'ko\ten\tnote\n\\t\\\\\tC:\\new\t"\n\xea\xb0\x80\t\t\r\n'
    path = file(tmp_path, "in.tsv", content)
    columns, rows = read(path)
    assert rows == [{"ko": "\\t\\\\", "en": "C:\\new", "note": '"'}, {"ko": "가", "en": "", "note": "\r"}]
    write(tmp_path / "out.tsv", columns, rows)
    assert (tmp_path / "out.tsv").read_bytes() == content


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "a\0b"])
def test_a_foreign_tsv_can_not_hold_every_text(tmp_path, text):
    with pytest.raises(OutputError, match=r"out\.tsv, line 3: column en .*write CSV or JSONL"):
        write(tmp_path / "out.tsv", ("ko", "en"), [{"ko": "가", "en": "A"}, {"ko": "가", "en": text}])
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["x.tsv", "x.csv"])
def test_line_ends_and_marks_of_windows(tmp_path, name):
    between = "\t" if name == "x.tsv" else ","
    lines = [between.join(fields) for fields in (("ko", "en"), ("가", "A"), (), ("나", "B"))]
    path = file(tmp_path, name, "\ufeff" + "\r\n".join(lines))
    assert read(path) == (("ko", "en"), [{"ko": "가", "en": "A"}, {"ko": "나", "en": "B"}])


def test_a_lone_empty_value_is_a_record(tmp_path):
    for suffix in (".tsv", ".csv"):
        comes_back(tmp_path, suffix, ("only",), [{"only": ""}, {"only": "a"}, {"only": ""}])


# Values


def test_values_as_text(tmp_path):
    row = {
        "none": None, "yes": True, "four": 0.5, "more": 1 / 3, "whole": 7, "ko_index": [3, 5], "list": [3, 5],
        "object": {"가": [1]}, "day": date(2024, 2, 29),
    }  # fmt: skip
    write(tmp_path / "out.csv", tuple(row), [row])
    assert list(read(tmp_path / "out.csv")[1][0].values()) == [
        "", "true", "0.5000", repr(1 / 3), "7", "3:5", "[3,5]", '{"가":[1]}', "2024-02-29",
    ]  # fmt: skip


def test_values_as_json(tmp_path):
    row = {"day": date(2024, 2, 29), "nan": float("nan")}
    write(tmp_path / "out.jsonl", tuple(row), [row])
    assert read(tmp_path / "out.jsonl")[1] == [{"day": "2024-02-29", "nan": None}]


@pytest.mark.parametrize(
    ("suffix", "value"),
    [
        (".jsonl", float("inf")), (".jsonl", b"x"), (".tsv", b"x"), (".csv", object()), (".csv", [b"x"]),
        (".csv", "\0"), (".tsv", "\ud800"), (".jsonl", "\ud800"), (".parquet", "\ud800"), (".parquet", object()),
    ],
)  # fmt: skip
def test_values_that_a_format_can_not_hold(tmp_path, suffix, value):
    with pytest.raises(OutputError, match=f"out{suffix}"):
        write(tmp_path / f"out{suffix}", ("a",), [{"a": value}])
    assert os.listdir(tmp_path) == []


def test_a_column_of_parquet_has_one_type(tmp_path):
    rows = [{"a": 1}] * 10_000 + [{"a": "x"}]
    with pytest.raises(OutputError, match=r"records 10001 to 10001: the values of column a"):
        write(tmp_path / "out.parquet", ("a",), rows)
    assert os.listdir(tmp_path) == []


def test_keys_that_are_no_columns_and_columns_without_a_key(tmp_path):
    for suffix, empty in ((".tsv", ""), (".csv", ""), (".jsonl", None), (".parquet", None)):
        write(tmp_path / f"out{suffix}", ("a", "b"), [{"a": "1", "c": "3"}, {"a": "1", "b": "2"}])
        assert read(tmp_path / f"out{suffix}")[1] == [{"a": "1", "b": empty}, {"a": "1", "b": "2"}]


# Names and formats


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.tsv", "tsv"), ("a.csv.gz", "csv"), ("A.JSONL.GZ", "jsonl"), ("a.ndjson", "jsonl"), ("a.parquet", "parquet"),
        ("a.b.tsv", "tsv"),
    ],
)  # fmt: skip
def test_the_name_tells_the_format(name, format):
    assert records.format_of(name) == format


@pytest.mark.parametrize("name", ["a", "a.txt", "-", "a.gz", "tsv", ".tsv"])
def test_a_name_that_tells_none(name):
    with pytest.raises(OptionError, match=r"tsv, csv, jsonl, parquet.*\.ndjson"):
        records.format_of(name)
    assert records.format_of(name, "csv") == "csv"


def test_a_format_that_there_is_not():
    with pytest.raises(OptionError, match="'xml'; give one of tsv, csv, jsonl, parquet"):
        records.format_of("a.tsv", "xml")
    with pytest.raises(OptionError, match=r"leave out the \.gz"):
        records.format_of("a.parquet.gz")


@pytest.mark.parametrize("columns", [(), ("a", ""), ("a", "a"), ("\ufeffa",)])
def test_columns_need_names(tmp_path, columns):
    with pytest.raises(OptionError, match="give each a name of its own"):
        write(tmp_path / "a.tsv", columns, [])


def test_packed_files_do_not_depend_on_the_time(tmp_path):
    write(tmp_path / "a.tsv.gz", ("a",), [{"a": "x" * 1000}])
    packed = (tmp_path / "a.tsv.gz").read_bytes()
    assert gzip.decompress(packed) == b"a\n" + b"x" * 1000 + b"\n"
    assert packed[3:8] == bytes(5)


# Streams


def test_records_come_before_the_file_ends(tmp_path):
    inner, outer = os.pipe()
    with os.fdopen(outer, "w") as pipe:
        pipe.write("a\tb\n1\t2\n")
        pipe.flush()
        with records.reading(f"/dev/fd/{inner}", "tsv") as table:
            assert next(iter(table)) == {"a": "1", "b": "2"}
    os.close(inner)


@pytest.mark.parametrize("format", records.FORMATS)
def test_standard_streams(format):
    code = (
        "import sys; from align import records\n"
        "with records.reading('-', sys.argv[1]) as table, records.writing('-', table.columns, sys.argv[1]) as add:\n"
        "    for record in table: add(record)"
    )
    stream = io.BytesIO()
    rows = [{"pair_id": "p", "ko": "가\t", "en": "A\n"}] * 3
    if format == "parquet":
        import pyarrow
        import pyarrow.parquet

        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), stream)
    elif format == "jsonl":
        stream.write("".join(json.dumps(row) + "\n" for row in rows).encode())
    else:
        body = "p\t가\\t\tA\\n\n" if format == "tsv" else 'p,가\t,"A\n"\n'
        stream.write(("pair_id,ko,en\n".replace(",", "\t" if format == "tsv" else ",") + body * 3).encode())
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", code, format], input=stream.getvalue(), capture_output=True, env=environment, check=True
    )
    assert done.stderr == b""
    if format == "parquet":
        assert pyarrow.parquet.read_table(io.BytesIO(done.stdout)).to_pylist() == rows
    else:
        assert done.stdout.decode() == stream.getvalue().decode().replace("\\uac00", "가")


def test_memory_does_not_grow_with_the_file(tmp_path):
    import tracemalloc

    def peak(rows):
        path = tmp_path / "big.tsv.gz"
        tracemalloc.start()
        write(path, CORPUS, ({"pair_id": str(n), "ko": "가" * 100, "en": "a" * 200} for n in range(rows)))
        with records.reading(path) as table, records.writing(tmp_path / "big.csv", table.columns) as add:
            for record in table:
                add(record)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    small = peak(500)
    assert peak(5000) < small + 100_000


# Errors, with their place


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.tsv", "", "is empty"),
        ("x.csv", "", "is empty"),
        ("x.jsonl", "", "holds no record"),
        ("x.jsonl", "\n \n", "holds no record"),
        ("x.jsonl", "{}\n", "objects are empty"),
        ("x.parquet", "", "can't be read as Parquet"),
        ("x.parquet", "ko\ten\n", "can't be read as Parquet"),
        ("x.tsv", "\nko\ten\n", "line 1: has no header"),
        ("x.tsv", " \n", "line 1: has no header"),
        ("x.tsv", "ko\ten\tko\n", "line 1: column ko occurs twice"),
        ("x.csv", "ko,en,ko\n", "line 1: column ko occurs twice"),
        ("x.jsonl", '{"a": 1}\n{"ko": 1, "ko": 2}', "line 2: key ko occurs twice"),
        ("x.tsv", "ko\t\ten\n", "line 1: column 2 of 3 has no name"),
        ("x.csv", ",ko\n", "line 1: column 1 of 2 has no name"),
        ("x.tsv", "ko\ten\n가\tA\n나\n", "line 3: has 1 fields where the header has 2; use CSV"),
        ("x.tsv", "ko\ten\n가\tA\tB\n", "line 2: has 3 fields where the header has 2"),
        ("x.tsv", "pair_id\tko\ten\n가\n", r"line 2: has 1 fields where the header has 3; write a tab"),
        ("x.csv", "ko,en\n가,A\n나\n", "line 3: has 1 fields where the header has 2"),
        ("x.csv", 'ko,en\n"가\n나",A\n1,2,3\n', "line 4: has 3 fields where the header has 2"),
        ("x.csv", 'ko,en\n가,A\n"나,B\n다,C\n', "line 3: is no CSV"),
        ("x.csv", 'ko,en\n"가"x,A\n', "line 2: is no CSV"),
        ("x.jsonl", '{"a": 1}\n{"a": \n', "line 2: is no JSON"),
        ("x.jsonl", '{"a": 1}\n[1]\n', "line 2: is JSON, but no object"),
        ("x.jsonl", '[{"a": 1}]', "line 1: is JSON, but no object"),
        ("x.jsonl", '{"a": "\\ud800"}', "line 1: .* half of a surrogate pair"),
        ("x.jsonl", '{"a": ' + "[" * 100_000, "line 1: is nested too deep"),
        ("x.jsonl", '{"a": 1}\n' * 1000 + '{"b": 1}\n', "line 1001: has b, which the first 1,000"),
        ("x.tsv", "ko\ten\n가\tA\0\n", "line 2: holds a NUL"),
        ("x.csv", "ko,en\n가,\0\n", "line 2: holds a NUL"),
        ("x.jsonl", '{"a": "\0"}', "line 1: holds a NUL"),
        ("x.tsv", "ko\ten\n가\t나\n".encode("utf-16"), "is UTF-16"),
        ("x.tsv", gzip.compress(b"ko\ten\n"), "is compressed by gzip"),
        ("x.tsv.gz", b"ko\ten\n", "line 1: damaged compression"),
        ("x.tsv.gz", CUT, "line 2: damaged"),
    ],
)  # fmt: skip
def test_bad_files_are_named_with_the_place(tmp_path, name, content, message):
    path = file(tmp_path, name, content)
    with pytest.raises(InputError, match=message) as caught:
        read(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(("name", "between"), [("x.tsv", "\t"), ("x.csv", ","), ("x.jsonl", None)])
def test_bytes_that_are_no_text(tmp_path, name, between):
    line = between.join(("ko", "en")) if between else '{"a": 1}'
    path = file(tmp_path, name, f"\ufeff{line}\n".encode() + "가나".encode("cp949") + b"\n")
    offset = 3 + len(line) + 1
    with pytest.raises(DecodingError, match=f"{name}, line 2, byte offset {offset}: byte 0xb0 is no UTF-8"):
        read(path)


def test_a_damaged_parquet_file(tmp_path):
    path = tmp_path / "x.parquet"
    write(path, ("a",), [{"a": os.urandom(30).hex()} for _ in range(2000)])
    content = bytearray(path.read_bytes())
    content[1000:2000] = bytes(1000)
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.parquet: can't be read as Parquet"):
        read(path)


def test_an_endless_line(tmp_path, monkeypatch):
    monkeypatch.setattr("align.records.streams.LONGEST_LINE", 1000)
    path = file(tmp_path, "x.tsv", "a\n" + "x" * 2000 + "\n")
    with pytest.raises(InputError, match="line 2: is longer"):
        read(path)


def test_a_csv_holds_a_long_text(tmp_path):
    comes_back(tmp_path, ".csv", ("a",), [{"a": "가" * 200_000}])


def test_no_such_file(tmp_path):
    for name in ("none.tsv", "none.csv.gz", "none.parquet"):
        with pytest.raises(InputError, match=f"{name}: no such file"):
            read(tmp_path / name)
    with pytest.raises(InputError, match="is a directory"):
        read(tmp_path, "tsv")


def test_required_columns(tmp_path):
    path = file(tmp_path, "x.tsv", "ko\tenglish\n")
    with records.reading(path) as table:
        table.require("ko")
        with pytest.raises(
            InputError, match=r"x\.tsv: no column en, url among ko, english; name them in the first line"
        ):
            table.require("ko", "en", "url")


def test_the_place_of_a_record(tmp_path):
    path = file(tmp_path, "x.csv", 'a\n"1\n2"\n3\n')
    with records.reading(path) as table:
        assert [(table.place, record["a"]) for record in table] == [
            (f"{path}, line 2", "1\n2"),
            (f"{path}, line 4", "3"),
        ]


def test_parquet_without_pyarrow(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(OptionError, match=r"pip install 'hanalign\[parquet\]'"):
        write(tmp_path / "x.parquet", ("a",), [])
    with pytest.raises(OptionError, match=r"pip install 'hanalign\[parquet\]'"):
        read(file(tmp_path, "y.parquet", b"PAR1"))


def test_an_interrupted_write_leaves_nothing(tmp_path):
    def half(suffix):
        with records.writing(tmp_path / f"x{suffix}", ("a",)) as add:
            add({"a": "1"})
            raise KeyboardInterrupt

    for suffix in ALL_SUFFIXES:
        with pytest.raises(KeyboardInterrupt):
            half(suffix)
        assert os.listdir(tmp_path) == []
