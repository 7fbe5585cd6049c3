"""Corpora in other formats: what is exported comes back, whatever stands in it, and what can't be is told."""

import gzip
import hashlib
import json
import os
import random
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import InputError, OptionError, OutputError, corpus, formats, records
from align.formats import sheet
from align.options import FormatOptions

COLUMNS = (*corpus.COLUMNS, "quality", "reasons", "url", "a name: with <signs> & \t")
#: Formats that hold all columns, with the options to write them.
WHOLE = {
    "tmx": FormatOptions(),
    "xliff": FormatOptions(),
    "xliff-2": FormatOptions("ko-KR", "en-US", "2.0"),
    "jsonl": FormatOptions(),
    "parquet": FormatOptions(),
    "csv": FormatOptions(),
    "xlsx": FormatOptions(),
    "huggingface": FormatOptions(),
}


def row(**changes):
    values = {
        "pair_id": "기사 1", "ko": "가.", "en": "A.", "kind": "1-1", "probability": "0.9876", "similarity": "-0.2500",
        "ko_role": "body", "en_role": "body", "ko_index": "0:1", "en_index": "2:3", "crossing": "false",
        "quality": "0.5000", "reasons": "number_mismatch(3|4); omission", "url": "https://a.example/?b=1&c=2",
        "a name: with <signs> & \t": "",
    }  # fmt: skip
    return values | changes


def write(path, rows, columns=COLUMNS):
    with records.writing(path, columns) as add:
        for one in rows:
            add(one)
    return path


def read(path):
    with records.reading(path) as table:
        return list(table)


def exported(source, output, to, options=None):
    with records.reading(source) as table:
        return formats.export(table, output, to, options)


def out(folder, name):
    """A path for a format; a folder that is written must not be there."""
    return folder / {"xliff-2": "out.xlf", "huggingface": f"hf{len(os.listdir(folder))}"}.get(name, f"out.{name}")


def round_trip(folder, name, rows, columns=COLUMNS):
    """Export a corpus, import it again, and return both as bytes, and the notes on the way."""
    options = WHOLE[name]
    before, after, middle = folder / "before.tsv", folder / "after.tsv", out(folder, name)
    write(before, rows, columns)
    first = exported(before, middle, name.removesuffix("-2"), options)
    second = formats.import_([middle], after, options=options)
    assert first.rows == second.rows == len(rows)
    assert second.notes == ()
    return before.read_bytes(), after.read_bytes(), first.notes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("formats")


any_text = st.text(st.characters(exclude_categories=["Cs"]))
legal_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t\r\n")
)
numbers = st.integers(0, 10_000).map(lambda number: f"{number / 10_000:.4f}")


signed = numbers.map(lambda number: f"-{number}"[number == "0.0000" :])


def rows_of(others):
    return st.lists(
        st.fixed_dictionaries(
            {
                "pair_id": others.filter(bool), "ko": any_text, "en": any_text,
                "kind": st.sampled_from(["1-1", "2-1", ""]), "probability": numbers, "similarity": signed,
                "ko_role": others, "en_role": st.just(""), "ko_index": st.sampled_from(["0:1", "3:5", ""]),
                "en_index": st.just("12:12"), "crossing": st.sampled_from(["true", "false", ""]),
                "quality": st.one_of(st.just(""), numbers), "reasons": others, "url": others,
                "a name: with <signs> & \t": others,
            }
        ),
        min_size=1,
        max_size=3,
    )  # fmt: skip


@settings(max_examples=50)
@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff-2"])
@given(rows=rows_of(legal_text))
def test_xml_gives_back_the_corpus_to_the_byte(folder, name, rows):
    before, after, notes = round_trip(folder, name, rows)
    assert before == after
    assert notes == ()


@settings(max_examples=25)
@pytest.mark.parametrize("name", ["jsonl", "parquet", "xlsx", "huggingface"])
@given(rows=rows_of(any_text))
def test_tables_give_back_the_corpus_to_the_byte(folder, name, rows):
    before, after, notes = round_trip(folder, name, rows)
    assert before == after
    assert notes == ()


@settings(max_examples=50)
@given(rows=rows_of(legal_text), ko=legal_text)
def test_csv_gives_back_the_corpus_to_the_byte(folder, rows, ko):
    rows = [{name: value.replace("\0", "") for name, value in one.items()} for one in rows]
    before, after, _ = round_trip(folder, "csv", [one | {"ko": ko} for one in rows])
    assert before == after


AWKWARD = [
    "=1+1", '=HYPERLINK("http://a.example")', "+1", "-1", "@SUM(A1)", "#N/A", "TRUE", "1", "1e5", "2024-01-01",
    "'quoted", "<b>&amp;</b>", "]]>", " both ends ", "a\nb", "a\r\nb\rc", "\t", "_x000D_", "_x005F_x000D_",
    "a\x0bb\x00c\x1f", "\x85\u2028", "\ufffe\uffff", "\\n", '"', "가나다", "𠀀🙂", "nan", "null",
]  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_awkward_texts_come_back(tmp_path, name):
    rows = [row(ko=text, en=text) for text in AWKWARD if name != "csv" or "\0" not in text]
    before, after, _ = round_trip(tmp_path, name, rows)
    assert before == after


@pytest.mark.parametrize("name", WHOLE)
def test_null_beads_and_empty_columns_come_back(tmp_path, name):
    empty = dict.fromkeys(COLUMNS, "")
    rows = [row(ko="", kind="0-1"), row(en=""), empty | {"pair_id": "x", "ko": "가"}]
    before, after, _ = round_trip(tmp_path, name, rows)
    assert before == after


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "jsonl"])
def test_a_corpus_without_rows(tmp_path, name):
    before, after, _ = round_trip(tmp_path, name, [])
    assert before == after


@pytest.mark.parametrize("name", WHOLE)
def test_columns_that_formats_have_a_place_for(tmp_path, name):
    columns = ("url", "pair_id", "ko", "en", "note", "tuid", "unit_id", "split", "id")
    rows = [dict.fromkeys(columns, "x"), dict.fromkeys(columns, "y") | {"note": "a\nb", "split": "dev"}]
    before, after, _ = round_trip(tmp_path, name, rows, columns)
    assert before == after or name == "huggingface"
    # The files of the splits come in order of name, rows and columns as they were.
    assert sorted(before.splitlines()) == sorted(after.splitlines())


@pytest.mark.parametrize("name", WHOLE)
def test_a_table_from_elsewhere_gets_an_article(tmp_path, name):
    source = write(tmp_path / "news.tsv", [{"ko": "C:\\n", "en": "A"}], ("ko", "en"))
    middle = out(tmp_path, name)
    exported(source, middle, name.removesuffix("-2"), WHOLE[name])
    formats.import_([middle], tmp_path / "after.tsv", options=WHOLE[name])
    (found,) = read(tmp_path / "after.tsv")
    assert (found["ko"], found["en"]) == ("C:\\n", "A")
    assert found["pair_id"]


@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff-2"])
def test_control_characters_outside_the_text_are_replaced_and_counted(tmp_path, name):
    rows = [row(url="a\x01b\x02", ko="\x01"), row(reasons="\x0c")]
    _, _, notes = round_trip(tmp_path, name, rows)
    assert [count for _, count in notes] == [3]
    found = read(tmp_path / "after.tsv")
    assert (found[0]["url"], found[0]["ko"], found[1]["reasons"]) == ("a\ufffdb\ufffd", "\x01", "\ufffd")


@pytest.mark.parametrize("to", ["tmx", "xliff", "csv", "jsonl"])
def test_packed_files(tmp_path, to):
    source = write(tmp_path / "a.tsv", [row()])
    exported(source, tmp_path / f"a.{to}.gz", to)
    assert gzip.decompress((tmp_path / f"a.{to}.gz").read_bytes())[:1] in (b"<", b"p", b"{")
    formats.import_([tmp_path / f"a.{to}.gz"], tmp_path / "b.tsv.gz")
    assert read(tmp_path / "b.tsv.gz") == read(source)


# Typed formats


def test_numbers_of_a_corpus_are_numbers_where_a_format_has_them(tmp_path):
    source = write(tmp_path / "a.tsv", [row(probability="1.0000", quality="", crossing="true")])
    expected = {
        "probability": 1.0, "similarity": -0.25, "quality": None, "crossing": True, "ko_index": [0, 1],
        "en_index": [2, 3], "kind": "1-1",
    }  # fmt: skip
    for to in ("jsonl", "parquet"):
        exported(source, tmp_path / f"a.{to}", to)
        (found,) = read(tmp_path / f"a.{to}")
        assert {name: found[name] for name in expected} == expected
    # As align writes them itself.
    from test_corpus import pair

    with corpus.writing(tmp_path / "b.jsonl") as stream:
        corpus.write_jsonl([pair()], stream)
    assert {k: type(v) for k, v in json.loads((tmp_path / "b.jsonl").read_text()).items()}.items() <= {
        k: type(v) for k, v in read(tmp_path / "a.jsonl")[0].items()
    }.items()


@pytest.mark.parametrize("to", ["jsonl", "parquet", "xlsx", "huggingface"])
def test_a_value_that_is_none_of_its_column(tmp_path, to):
    source = write(tmp_path / "a.tsv", [row(), row(quality="good")])
    with pytest.raises(InputError, match=r"(record|row) [23]: column quality holds 'good'"):
        exported(source, tmp_path / "b", to)
    assert os.listdir(tmp_path) == ["a.tsv"]


def test_corpora_are_imported_as_typed_too(tmp_path):
    source = write(tmp_path / "a.tsv", [row()])
    exported(source, tmp_path / "a.tmx", "tmx")
    formats.import_([tmp_path / "a.tmx"], tmp_path / "a.jsonl")
    assert read(tmp_path / "a.jsonl")[0]["ko_index"] == [0, 1]
    formats.import_([tmp_path / "a.jsonl"], tmp_path / "b.tsv")
    assert (tmp_path / "b.tsv").read_bytes() == source.read_bytes()


# Excel


def test_no_cell_of_a_workbook_is_a_formula(tmp_path):
    exported(write(tmp_path / "a.tsv", [row(ko=text) for text in AWKWARD]), tmp_path / "a.xlsx", "xlsx")
    import openpyxl

    cells = [cell for line in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert {cell.data_type for cell in cells if cell.value in ("=1+1", "#N/A")} == {"s"}
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert {type(cell.value) for cell in cells if cell.column_letter == "E"} == {str, float}


def test_a_sheet_has_a_last_row(tmp_path, monkeypatch):
    assert sheet.MOST_ROWS == 2**20
    monkeypatch.setattr(sheet, "MOST_ROWS", 3)
    exported(write(tmp_path / "a.tsv", [row()] * 2), tmp_path / "a.xlsx", "xlsx")
    with pytest.raises(OutputError, match=r"b\.xlsx: an Excel sheet holds 2 rows below its header"):
        exported(write(tmp_path / "a.tsv", [row()] * 3), tmp_path / "b.xlsx", "xlsx")
    assert sorted(os.listdir(tmp_path)) == ["a.tsv", "a.xlsx"]


def test_a_cell_holds_so_many_characters(tmp_path):
    exported(write(tmp_path / "a.tsv", [row(ko="가" * 32_767)]), tmp_path / "a.xlsx", "xlsx")
    for text in ("가" * 32_768, "𠀀" * 16_384):
        write(tmp_path / "a.tsv", [row(), row(ko=text)])
        with pytest.raises(OutputError, match="row 3: column ko holds more than the 32,767 characters"):
            exported(tmp_path / "a.tsv", tmp_path / "b.xlsx", "xlsx")


def workbook(path, *rows):
    import openpyxl

    book = openpyxl.Workbook()
    for one in rows:
        book.active.append(one)
    book.save(path)
    return path


def test_a_workbook_from_elsewhere(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["한국어", "영어", None], ["가", 3, None], [None, None, None], ["나", "B"])
    formats.import_([path], tmp_path / "a.tsv", ko="한국어", en="영어")
    assert read(tmp_path / "a.tsv") == [
        {"pair_id": "a", "ko": "가", "en": "3"},
        {"pair_id": "a", "ko": "나", "en": "B"},
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([[]], "the first row of its first sheet is empty"),
        ([["ko", "en"], ["가", "A", "?"]], "row 2: has a cell beyond the header"),
        ([["ko", None, "en"]], "row 1: column 2 of 3 has no name"),
        ([["ko", "english"]], "no column en among ko, english"),
    ],
)
def test_workbooks_that_are_no_corpus(tmp_path, rows, message):
    with pytest.raises(InputError, match=message):
        formats.import_([workbook(tmp_path / "a.xlsx", *rows)], tmp_path / "a.tsv")


def test_files_that_are_no_workbook(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(InputError, match=r"a\.xlsx: can't be read as an Excel workbook"):
        formats.import_([tmp_path / "a.xlsx"], tmp_path / "a.tsv")


# Moses


def test_moses_is_two_files_of_as_many_lines(tmp_path):
    rows = [row(ko="가\n나", en="A\u2028B"), row(ko="", en="C\\n"), row(ko="다\r\n", en=" D\t")]
    report = exported(write(tmp_path / "a.tsv", rows), tmp_path / "out", "moses")
    assert (tmp_path / "out.ko").read_bytes().decode() == "가 나\n\n다 \n"
    assert (tmp_path / "out.en").read_bytes().decode() == "A B\nC\\n\n D\t\n"
    assert report.notes == (("line breaks within texts became spaces", 3),)
    formats.import_([tmp_path / "out.en", tmp_path / "out.ko"], tmp_path / "b.tsv")
    assert [(r["pair_id"], r["ko"], r["en"]) for r in read(tmp_path / "b.tsv")] == [
        ("out", "가 나", "A B"), ("out", "", "C\\n"), ("out", "다 ", " D\t"),
    ]  # fmt: skip


def test_moses_files_are_named_by_language(tmp_path):
    options = FormatOptions("ko-KR", "en-US")
    exported(write(tmp_path / "a.tsv", [row()]), tmp_path / "v1.2.gz", "moses", options)
    assert sorted(os.listdir(tmp_path)) == ["a.tsv", "v1.2.en-US.gz", "v1.2.ko-KR.gz"]
    paths = [tmp_path / "v1.2.ko-KR.gz", tmp_path / "v1.2.en-US.gz"]
    formats.import_(paths, tmp_path / "b.tsv", options=options)
    assert [(r["pair_id"], r["ko"]) for r in read(tmp_path / "b.tsv")] == [("v1.2", "가.")]
    # Of other names, the first is Korean.
    (tmp_path / "x").write_text("가\n")
    (tmp_path / "y").write_text("A")
    formats.import_([tmp_path / "x", tmp_path / "y"], tmp_path / "b.tsv", format="moses")
    assert [(r["ko"], r["en"]) for r in read(tmp_path / "b.tsv")] == [("가", "A")]


def test_moses_files_that_do_not_fit(tmp_path):
    for name, text in (("a.ko", "가\n나\n"), ("a.en", "A\n"), ("b.ko", "가\n")):
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"a\.ko has 2 lines, .*a\.en 1; line by line"):
        formats.import_([tmp_path / "a.ko", tmp_path / "a.en"], tmp_path / "out.tsv")
    with pytest.raises(InputError, match=r"b\.ko: has no counterpart"):
        formats.import_([tmp_path / "a.ko", tmp_path / "a.en", tmp_path / "b.ko"], tmp_path / "out.tsv")
    with pytest.raises(OptionError, match="not standard output"):
        exported(write(tmp_path / "a.tsv", [row()]), "-", "moses")
    assert not (tmp_path / "out.tsv").exists()


# Data sets of Hugging Face


def test_a_data_set_has_a_file_for_each_split_and_a_card(tmp_path):
    columns = (*corpus.COLUMNS, "split")
    rows = [row(split=split, ko=split) for split in ("train", "dev", "train", "test", "", "Hold out!")]
    exported(write(tmp_path / "a.tsv", rows, columns), tmp_path / "set", "huggingface")
    files = {path.stem: read(path) for path in sorted((tmp_path / "set" / "data").iterdir())}
    assert {name: len(found) for name, found in files.items()} == {
        "hold_out": 1, "test": 1, "train": 2, "unassigned": 1, "validation": 1,
    }  # fmt: skip
    assert files["validation"][0]["translation"] == {"ko": "dev", "en": "A."}
    assert files["validation"][0]["split"] == "dev"
    assert files["train"][0]["probability"] == 0.9876
    card = (tmp_path / "set" / "README.md").read_text("utf-8")
    for line in ("- ko\n- en\n", "  - split: validation\n    path: data/validation.parquet\n", "| train | 2 |", "n<1K"):
        assert line in card
    assert "# license: name it here" in card
    assert "To be named by whoever publishes" in card


def test_splits_of_one_data_set_have_the_same_types(tmp_path):
    columns = (*corpus.COLUMNS, "quality", "split")
    rows = [row(split="train"), row(split="test", quality="", crossing="", ko_index="", probability="")]
    exported(write(tmp_path / "a.tsv", rows, columns), tmp_path / "set", "huggingface")
    import pyarrow.parquet

    train, test = (
        pyarrow.parquet.read_schema(tmp_path / "set" / "data" / f"{name}.parquet") for name in ("train", "test")
    )
    assert train == test


def test_a_data_set_from_elsewhere(tmp_path):
    folder = tmp_path / "set" / "data"
    folder.mkdir(parents=True)
    for name, ko in (("train-00000-of-00002", "가"), ("train-00001-of-00002", "나"), ("test-00000-of-00001", "다")):
        (folder / f"{name}.jsonl").write_text(json.dumps({"id": ko, "translation": {"en": "A", "ko": ko}}), "utf-8")
    formats.import_([tmp_path / "set"], tmp_path / "a.tsv")
    assert [(r["id"], r["ko"], r["en"], r["split"], r["pair_id"]) for r in read(tmp_path / "a.tsv")] == [
        ("다", "다", "A", "test", "set"), ("가", "가", "A", "train", "set"), ("나", "나", "A", "train", "set"),
    ]  # fmt: skip


def test_a_data_set_that_lacks_a_side(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"translation": {"ko": "가", "en": "A"}}\n{"translation": {"ko": "가"}}', "utf-8"
    )
    with pytest.raises(InputError, match=r"a\.jsonl, line 2: translation has no ko and en"):
        formats.import_([tmp_path / "a.jsonl"], tmp_path / "a.tsv")


def test_folders_that_are_in_the_way(tmp_path):
    source = write(tmp_path / "a.tsv", [row()])
    (tmp_path / "empty").mkdir()
    exported(source, tmp_path / "empty", "huggingface")
    with pytest.raises(OutputError, match="is there already"):
        exported(source, tmp_path / "empty", "huggingface")
    with pytest.raises(OutputError, match="there is no directory"):
        exported(source, tmp_path / "none" / "set", "huggingface")
    (tmp_path / "other").mkdir()
    with pytest.raises(InputError, match="holds no data"):
        formats.import_([tmp_path / "other"], tmp_path / "b.tsv")
    write(tmp_path / "c.tsv", [{"translation": "x", "ko": "가", "en": "A"}], ("translation", "ko", "en"))
    with pytest.raises(OutputError, match="column translation is in the way"):
        exported(tmp_path / "c.tsv", tmp_path / "set", "huggingface")
    many = [row(split=f"s{number}") for number in range(65)]
    with pytest.raises(OutputError, match="more than 64 values"):
        exported(write(tmp_path / "d.tsv", many, (*COLUMNS, "split")), tmp_path / "set", "huggingface")
    assert sorted(os.listdir(tmp_path)) == ["a.tsv", "c.tsv", "d.tsv", "empty", "other"]


# All of them


@pytest.mark.parametrize("to", formats.FORMATS)
def test_an_export_that_fails_leaves_nothing(tmp_path, to):
    source = tmp_path / "a.tsv"
    source.write_bytes(write(source, [row()] * 3).read_bytes() + b"cut off\n")
    with pytest.raises(InputError, match="line 5: has 1 fields"):
        exported(source, tmp_path / "out", to)
    assert os.listdir(tmp_path) == ["a.tsv"]


@pytest.mark.parametrize("to", formats.FORMATS)
def test_a_table_needs_both_sides(tmp_path, to):
    source = write(tmp_path / "a.tsv", [{"ko": "가", "english": "A"}], ("ko", "english"))
    with pytest.raises(InputError, match="no column en among ko, english"):
        exported(source, tmp_path / "out", to)
    assert os.listdir(tmp_path) == ["a.tsv"]


def test_several_files_become_one_corpus(tmp_path):
    source = write(tmp_path / "a.tsv", [row()])
    exported(source, tmp_path / "b.tmx", "tmx")
    write(tmp_path / "c.csv", [{"ko": "다", "en": "C", "note": "new"}], ("ko", "en", "note"))
    exported(source, tmp_path / "d", "moses")
    paths = [tmp_path / name for name in ("b.tmx", "c.csv", "d.ko", "d.en")]
    report = formats.import_(paths, tmp_path / "all.tsv")
    found = read(tmp_path / "all.tsv")
    assert report.rows == len(found) == 3
    assert list(found[0]) == [*COLUMNS, "note"]
    assert [one["pair_id"] for one in found] == ["기사 1", "c", "d"]
    assert [one["note"] for one in found] == ["", "new", ""]


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.tmx", "tmx"), ("a.TMX.gz", "tmx"), ("a.xlf", "xliff"), ("a.xliff", "xliff"), ("a.xlsx", "xlsx"),
        ("a.ko", "moses"), ("a.en.gz", "moses"), ("a.tsv", "tsv"), ("a.ndjson", "jsonl"), (".", "huggingface"),
    ],
)  # fmt: skip
def test_names_tell_the_format(name, format):
    assert formats.format_of(name) == format


def test_formats_that_there_are_not(tmp_path):
    source = write(tmp_path / "a.tsv", [row()])
    with pytest.raises(OptionError, match="'docx' to export to; give one of tmx, xliff"):
        exported(source, tmp_path / "b", "docx")
    (tmp_path / "a.docx").touch()
    with pytest.raises(OptionError, match=r"a\.docx: the name doesn't tell .*\.xliff"):
        formats.import_([tmp_path / "a.docx"], tmp_path / "b.tsv")
    with pytest.raises(InputError, match=r"b\.docx: no such file"):
        formats.import_([tmp_path / "b.docx"], tmp_path / "b.tsv")
    with pytest.raises(OptionError, match="'docx' to import"):
        formats.import_([source], tmp_path / "b.tsv", format="docx")
    with pytest.raises(OptionError, match="nothing to import"):
        formats.import_([], tmp_path / "b.tsv")
    with pytest.raises(OptionError, match="standard input can't be one of several"):
        formats.import_(["-", source], tmp_path / "b.tsv", format="tsv")


@pytest.mark.parametrize(
    ("source", "target"), [("korean", "en"), ("ko", "e"), ("ko", "ko"), ("ko KR", "en"), ("", "en")]
)
def test_languages_have_codes(source, target):
    with pytest.raises(OptionError, match="language"):
        FormatOptions(source, target)


def test_columns_of_other_names(tmp_path):
    write(tmp_path / "a.csv", [{"source": "가", "target": "A", "en": "x"}], ("source", "target", "en"))
    formats.import_([tmp_path / "a.csv"], tmp_path / "b.tsv", ko="source", en="en")
    assert read(tmp_path / "b.tsv") == [{"pair_id": "a", "ko": "가", "target": "A", "en": "x"}]
    with pytest.raises(InputError, match="has a column ko or en beside"):
        formats.import_([tmp_path / "a.csv"], tmp_path / "b.tsv", ko="source", en="target")
    with pytest.raises(InputError, match="no column korean"):
        formats.import_([tmp_path / "a.csv"], tmp_path / "b.tsv", ko="korean")


@pytest.mark.parametrize(
    ("to", "module", "extra"), [("xlsx", "openpyxl", "xlsx"), ("huggingface", "pyarrow", "parquet")]
)
def test_extras_say_how_to_get_them(tmp_path, monkeypatch, to, module, extra):
    source = write(tmp_path / "a.tsv", [row()])
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, f"{module}.parquet", None)
    with pytest.raises(OptionError, match=rf"pip install 'hanalign\[{extra}\]'"):
        exported(source, tmp_path / "out", to)
    assert os.listdir(tmp_path) == ["a.tsv"]


@pytest.mark.parametrize("to", [to for to in formats.FORMATS if to not in ("moses", "huggingface")])
def test_damaged_files_are_read_or_named(tmp_path, to):
    rows = [row(ko=f"{n}번째 문장.", en=f"Sentence {n}.") for n in range(20)]
    path = tmp_path / f"a.{to}"
    exported(write(tmp_path / "a.tsv", rows), path, to)
    content = path.read_bytes()
    chance = random.Random(to)
    outcomes = set()
    for _ in range(25):
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 3, 20])):
            place, size = chance.randrange(len(damaged)), chance.choice([0, 1, 50])
            damaged[place : place + size] = chance.choice([b"", b"<", b'"', b"\t", b"\0", b"\xff", b"\n", bytes(50)])
        path.write_bytes(damaged)
        try:
            formats.import_([path], tmp_path / "b.tsv")
            outcomes.add("read")
        except InputError as error:
            outcomes.add("named" if str(path) in str(error) else str(error))
    assert "named" in outcomes
    assert outcomes <= {"named", "read"}


def test_what_made_the_corpus_goes_along(tmp_path):
    source = write(tmp_path / "corpus.tsv.gz", [row()])
    summary = {
        "signature": "hanalign:9 & more",
        "files": {"corpus.tsv.gz": {"sha256": hashlib.sha256(gzip.decompress(source.read_bytes())).hexdigest()}},
    }
    assert formats.signature_of(source) == ""
    (tmp_path / "summary.json").write_text(json.dumps(summary), "utf-8")
    assert formats.signature_of(source) == "hanalign:9 & more"
    options = FormatOptions(signature=formats.signature_of(source))
    for to, name in (("tmx", "a.tmx"), ("xliff", "a.xlf"), ("huggingface", "set"), ("xlsx", "a.xlsx")):
        exported(source, tmp_path / name, to, options)
        formats.import_([tmp_path / name], tmp_path / "b.tsv.gz")
        assert (tmp_path / "b.tsv.gz").read_bytes() == source.read_bytes()
    assert '<prop type="x-signature">hanalign:9 &amp; more</prop>' in (tmp_path / "a.tmx").read_text("utf-8")
    assert '<prop prop-type="x-signature">hanalign:9 &amp; more</prop>' in (tmp_path / "a.xlf").read_text("utf-8")
    assert "aligned by hanalign (`hanalign:9 & more`)." in (tmp_path / "set" / "README.md").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"hanalign:9 &amp; more" in archive.read("docProps/core.xml")


def test_a_corpus_that_was_changed_has_no_signature(tmp_path):
    source = write(tmp_path / "corpus.tsv", [row()])
    for summary in ("", "[]", '{"signature": "x"}', '{"signature": "x", "files": {"corpus.tsv": {"sha256": "0"}}}'):
        (tmp_path / "summary.json").write_text(summary, "utf-8")
        assert formats.signature_of(source) == ""
    assert formats.signature_of("-") == formats.signature_of(tmp_path / "none.tsv") == ""
