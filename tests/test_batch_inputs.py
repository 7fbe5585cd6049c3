"""Inputs of a build: manifests, directories, archives; what is wrong with one pair, and with all of it."""

from __future__ import annotations

import csv
import io
import json
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.batch.layout import language_of, pair_names
from align.batch.source import open_source
from align.corpus import escape
from align.errors import InputError

KO, EN = "정부가 예산안을 확정했다.", "The government set the budget."


def entries(given, tmp_path):
    spool = tmp_path / "spool"
    spool.mkdir(exist_ok=True)
    return list(open_source(given, spool).entries())


def texts(entry):
    return tuple(page.text for page in entry.pages())


# Manifests


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def manifests(tmp_path):
    """The same two pairs in each format: one with text, one with paths."""
    write(tmp_path / "2.ko.txt", KO)
    write(tmp_path / "2.en.html", f"<html><body><p>{EN}</p></body></html>")
    tsv = f"id\tko\ten\turl\ttitle_ko\na\t{KO}\\n둘.\t{EN}\\nTwo.\thttps://a.example/1\t제목\nb\t2.ko.txt\t2.en.html\t\t\n"
    csv = f'id,ko,en,url,title_ko\na,"{KO}\n둘.","{EN}\nTwo.",https://a.example/1,제목\nb,2.ko.txt,2.en.html,,\n'
    records = [
        {"id": "a", "ko": f"{KO}\n둘.", "en": f"{EN}\nTwo.", "url": "https://a.example/1", "title_ko": "제목"},
        {"id": "b", "ko": "2.ko.txt", "en": "2.en.html"},
    ]
    jsonl = "\n".join(json.dumps(record) for record in records)
    return [
        write(tmp_path / "m.tsv", tsv), write(tmp_path / "m.csv", csv), write(tmp_path / "m.jsonl", jsonl),
        write(tmp_path / "bom.tsv", "\ufeff" + tsv.replace("\n", "\r\n")),
    ]  # fmt: skip


def test_manifests_of_all_formats_say_the_same(manifests, tmp_path):
    for manifest in manifests:
        source = open_source(manifest, tmp_path)
        assert (source.columns, source.count) == (("url",), 2)
        first, second = source.entries()
        assert texts(first) == (f"제목\n\n{KO}\n둘.", f"{EN}\nTwo.")
        assert (first.id, first.fields) == ("a", ("https://a.example/1",))
        assert texts(second) == (KO, f"<html><body><p>{EN}</p></body></html>")
        assert second.fields == ("",)


def test_titles_are_not_put_twice(tmp_path):
    manifest = write(tmp_path / "m.jsonl", json.dumps({"id": 1, "ko": f"제목\n{KO}", "en": EN, "title_ko": "제목"}))
    (entry,) = entries(manifest, tmp_path)
    assert (entry.id, texts(entry)[0]) == ("1", f"제목\n{KO}")


def test_records_may_hold_title_and_body(tmp_path):
    record = {
        "id": "x",
        "ko": {"title": "제목", "body": KO},
        "en": {"body": EN},
        "views": 3,
        "tags": ["가"],
        "none": None,
    }
    source = open_source(write(tmp_path / "m.jsonl", json.dumps(record)), tmp_path)
    (entry,) = source.entries()
    assert texts(entry) == (f"제목\n\n{KO}", EN)
    assert dict(zip(source.columns, entry.fields, strict=True)) == {"views": "3", "tags": '["가"]', "none": ""}


def test_columns_of_records_are_collected(tmp_path):
    records = [{"ko": KO, "en": EN, "date": "2022"}, {"ko": KO, "en": EN, "source": "s"}]
    source = open_source(write(tmp_path / "m.jsonl", "\n".join(map(json.dumps, records))), tmp_path)
    assert source.columns == ("date", "source")
    assert [(entry.id, entry.fields) for entry in source.entries()] == [("1", ("2022", "")), ("2", ("", "s"))]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("m.tsv", f"id\tko\ten\na\t{KO}\n", "line 2: has 2 fields, the header 3"),
        ("m.tsv", f"id\tko\ten\na\t{KO}\t \n", "line 2: en is empty"),
        ("m.jsonl", '{"ko": 1\n', "line 1: is no JSON"),
        ("m.jsonl", "[1]\n", "line 1: is no object"),
        ("m.jsonl", "[" * 100_000 + "\n", "line 1: is no JSON"),
    ],
)
def test_a_bad_record_is_named_and_stops_nothing(tmp_path, name, text, expected):
    good = {"m.tsv": f"b\t{KO}\t{EN}\n", "m.csv": "", "m.jsonl": json.dumps({"id": "b", "ko": KO, "en": EN})}
    first, *rest = entries(write(tmp_path / name, text + good[name]), tmp_path)
    assert expected in first.error
    with pytest.raises(InputError, match=r"line \d"):
        first.pages()
    assert [entry.id for entry in rest] == (["b"] if good[name] else [])


def test_nothing_is_read_behind_a_wrong_quotation_mark(tmp_path):
    text = f'id,ko,en\na,{KO},{EN}\nb,"{KO}" x,{EN}\nc,{KO},{EN}\n'
    first, second = entries(write(tmp_path / "m.csv", text), tmp_path)
    assert not first.error
    assert "line 3: is no CSV" in second.error
    assert "the rest can't be read" in second.error


def test_a_line_that_is_no_utf8_is_named(tmp_path):
    path = tmp_path / "m.tsv"
    path.write_bytes(b"id\tko\ten\na\t" + KO.encode("cp949") + b"\tEnglish\nb\t" + KO.encode() + b"\tEnglish\n")
    first, second = entries(path, tmp_path)
    assert "line 2: is no UTF-8 text" in first.error
    assert texts(second)[0] == KO


def test_an_id_used_twice_is_refused(tmp_path):
    lines = [json.dumps({"id": "a", "ko": KO, "en": EN})] * 2
    first, second = entries(write(tmp_path / "m.jsonl", "\n".join(lines)), tmp_path)
    assert not first.error
    assert "line 2: the id a was used before" in second.error


def test_a_missing_page_is_named_when_it_is_read(tmp_path):
    (entry,) = entries(write(tmp_path / "m.tsv", "id\tko\ten\na\tko/1.txt\ten/1.txt\n"), tmp_path)
    with pytest.raises(InputError, match=r"ko/1\.txt: no such file"):
        entry.pages()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("m.tsv", "id\tkorean\ten\na\tb\tc\n", "has no column ko but id, korean, en"),
        ("m.tsv", "id\tko\ten\n", "holds no record"),
        ("m.tsv", "", "holds no record"),
        ("m.csv", f'id,ko,en\na,"{KO}" x,{EN}\n', r"holds no record that can be used \(line 2: is no CSV"),
        ("m.jsonl", "\n", "holds no record"),
        ("m.csv", "id,ko,en,quality\na,b,c,d\n", "the column quality is one that a corpus has"),
        ("notes.doc", "what", "is no input that can be told; give a manifest"),
    ],
)
def test_inputs_without_use_are_refused(tmp_path, name, text, message):
    with pytest.raises(InputError, match=message):
        open_source(write(tmp_path / name, text), tmp_path)


def test_a_missing_input_is_named(tmp_path):
    with pytest.raises(InputError, match="no such file or directory"):
        open_source(tmp_path / "none", tmp_path)


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1), st.text()), min_size=1, max_size=4))
def test_text_comes_back_from_every_format(tmp_path_factory, drawn):
    # With a line end in front, no text is taken for a path.
    texts_ = [("\nㄱ" + ko, "\nx" + en, name) for ko, en, name in drawn]
    folder = tmp_path_factory.mktemp("round")
    tsv = "id\tko\ten\tname\n" + "".join("\t".join(map(escape, (str(k), *row))) + "\n" for k, row in enumerate(texts_))
    jsonl = "".join(
        json.dumps(dict(zip(("id", "ko", "en", "name"), (k, *row), strict=True))) + "\n" for k, row in enumerate(texts_)
    )
    for path in (write_raw(folder / "m.tsv", tsv), write_raw(folder / "m.jsonl", jsonl)):
        source = open_source(path, folder)
        found = [(entry.ko.text, entry.en.text, *entry.fields) for entry in source.entries()]
        assert found == texts_
    with open(folder / "m.csv", "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows([("id", "ko", "en", "name"), *((str(k), *row) for k, row in enumerate(texts_))])
    source = open_source(folder / "m.csv", folder)
    assert [(entry.ko.text, entry.en.text, *entry.fields) for entry in source.entries()] == texts_


def write_raw(path, text):
    path.write_bytes(text.encode("utf-8"))
    return path


# Directories


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("7.ko.txt", ("ko", "7")), ("7_en.html", ("en", "7")), ("a/7-KR.txt", ("ko", "a/7")),
        ("ko/7.txt", ("ko", "7")), ("news/en/2022/7.txt", ("en", "news/2022/7")), ("Korean/7.md", ("ko", "7")),
        ("7/ko.html", ("ko", "7")), ("a/7/english.txt", ("en", "a/7")), ("ko/7.ko.txt", ("ko", "7")),
        ("ko/7.en.txt", (None, "7")), ("7.txt", (None, "7")), ("readme.md", (None, "readme")),
        ("v1.2.ko.txt", ("ko", "v1.2")), ("tokyo.txt", (None, "tokyo")),
    ],
)  # fmt: skip
def test_languages_are_told_from_names(name, expected):
    assert language_of(name) == expected


@pytest.mark.parametrize(
    "names",
    [
        ["a.ko.txt", "a.en.txt", "b.ko.txt", "b.en.txt"],
        ["ko/a.txt", "en/a.html", "ko/b.txt", "en/b.txt"],
        ["a/ko.html", "a/en.html", "b/ko.txt", "b/en.htm"],
    ],
)
def test_layouts(tmp_path, names):
    for name in [*names, ".DS_Store", "notes.pdf"]:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / "in" / name, KO if "ko" in name else EN)
    found = entries(tmp_path / "in", tmp_path)
    assert [(entry.id, texts(entry)) for entry in found] == [("a", (KO, EN)), ("b", (KO, EN))]


def test_names_taken_apart_by_macos_are_the_same():
    (pair,) = pair_names([unicodedata.normalize("NFD", "ko/기사.txt"), "en/기사.txt"], "in")
    assert (pair.id, pair.error) == ("기사", "")


def test_what_has_no_counterpart_is_named():
    names = ["ko/a.txt", "en/a.txt", "ko/b.txt", "en/c.txt", "ko/d.txt", "ko/d.html", "en/d.txt", "readme.md"]
    errors = {pair.id: pair.error for pair in pair_names(names, "in")}
    assert errors["a"] == ""
    assert errors["b"] == "ko/b.txt: has no English counterpart"
    assert errors["c"] == "en/c.txt: has no Korean counterpart"
    assert "ko/d.html and ko/d.txt: are both the Korean page of d" in errors["d"]
    assert "tells no language" in errors["readme.md"]


def test_an_unknown_layout_lists_those_known(tmp_path):
    write(tmp_path / "one.txt", KO)
    write(tmp_path / "two.txt", EN)
    with pytest.raises(InputError, match=r"X\.ko\.txt with X\.en\.txt; ko/X\.txt with en/X\.txt; X/ko\.html"):
        open_source(tmp_path, tmp_path)


# Archives


def make_zip(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def make_tar(path, members, mode="w"):
    with tarfile.open(path, mode) as archive:
        for member, content in members:
            info = tarfile.TarInfo(member) if isinstance(member, str) else member
            raw = content.encode()
            info.size = len(raw) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(raw) if info.isreg() else None)
    return path


MEMBERS = [("x/ko/1.txt", KO), ("x/en/1.md", f"# {EN}"), ("x/notes.pdf", "%PDF"), ("__MACOSX/x/ko/1.txt", "")]


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_archives_are_read_in_place(tmp_path, kind):
    path = tmp_path / f"pages.{kind}"
    if kind == "zip":
        make_zip(path, MEMBERS)
    else:
        make_tar(path, MEMBERS, {"tar": "w"}.get(kind, f"w:{kind[4:]}"))
    before = sorted(tmp_path.iterdir())
    (entry,) = entries(path, tmp_path)
    assert (entry.id, texts(entry)) == ("x/1", (KO, EN))
    assert {one.name for one in set(tmp_path.iterdir()) - set(before)} <= {"spool"}


@pytest.mark.parametrize("name", ["../../ko/1.txt", "/etc/ko/1.txt", "C:\\ko\\1.txt", "ko\\..\\..\\1.txt"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_lead_out_are_refused(tmp_path, name, kind):
    path = (make_zip if kind == "zip" else make_tar)(tmp_path / f"bad.{kind}", [(name, KO), ("en/1.txt", EN)])
    with pytest.raises(InputError, match="leads out of the archive"):
        open_source(path, tmp_path)


@pytest.mark.parametrize("type", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(tmp_path, type):
    info = tarfile.TarInfo("ko/1.txt")
    info.type, info.linkname = type, "/etc/passwd"
    path = make_tar(tmp_path / "bad.tar", [(info, ""), ("en/1.txt", EN)])
    with pytest.raises(InputError, match="is a link, a device or sparse"):
        open_source(path, tmp_path)


def test_links_in_zips_are_refused(tmp_path):
    info = zipfile.ZipInfo("ko/1.txt")
    info.external_attr = 0o120777 << 16
    with pytest.raises(InputError, match="is a link or a device"):
        open_source(make_zip(tmp_path / "bad.zip", [(info, "/etc/passwd")]), tmp_path)


def test_bombs_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("align.batch.archive._HARMLESS", 1 << 20)
    bomb = [("ko/1.txt", "가" * (1 << 22)), ("en/1.txt", EN)]
    with pytest.raises(InputError, match="more than 200 times"):
        open_source(make_zip(tmp_path / "bomb.zip", bomb), tmp_path)
    with pytest.raises(InputError, match="more than 200 times"):
        open_source(make_tar(tmp_path / "bomb.tar.gz", bomb, "w:gz"), tmp_path)
    assert [path.name for path in tmp_path.glob("input-*")] == []


def test_a_page_larger_than_any_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("align.batch.archive.LARGEST_MEMBER", 1000)
    for path in (
        make_zip(tmp_path / "a.zip", [("ko/1.txt", "가" * 999)]),
        make_tar(tmp_path / "a.tar", [("ko/1.txt", "가" * 999)]),
    ):
        with pytest.raises(InputError, match="a page has at most"):
            open_source(path, tmp_path)


def test_a_member_that_unpacks_to_more_than_it_says_is_rejected(tmp_path, monkeypatch):
    path = make_zip(tmp_path / "a.zip", [("ko/1.txt", KO * 100), ("en/1.txt", EN)])
    monkeypatch.setattr("align.batch.entries.LARGEST_MEMBER", 1000)
    (entry,) = entries(path, tmp_path)
    with pytest.raises(InputError, match="unpacks to more than"):
        entry.pages()


def test_names_of_korean_windows_are_read(tmp_path):
    path = make_zip(tmp_path / "a.zip", [("ko/xxxx.txt", KO), ("en/xxxx.txt", EN)])
    path.write_bytes(path.read_bytes().replace(b"xxxx", "기사".encode("cp949")))
    (entry,) = entries(path, tmp_path)
    assert (entry.id, texts(entry)) == ("기사", (KO, EN))


def test_damaged_archives_are_named(tmp_path):
    whole = make_zip(tmp_path / "a.zip", MEMBERS).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) - 30])
    with pytest.raises(InputError, match=r"cut\.zip"):
        open_source(tmp_path / "cut.zip", tmp_path)
    packed = make_tar(tmp_path / "a.tar.gz", [(f"{k}.ko.txt", KO * k) for k in range(200)], "w:gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(InputError, match=r"cut\.tar\.gz: can't be unpacked"):
        open_source(tmp_path / "cut.tar.gz", tmp_path)
    broken = bytearray(whole)
    broken[45] ^= 0xFF
    (tmp_path / "broken.zip").write_bytes(broken)
    (entry,) = entries(tmp_path / "broken.zip", tmp_path)
    with pytest.raises(InputError, match=r"broken\.zip: x/ko/1\.txt: can't be unpacked"):
        entry.pages()


def test_encrypted_members_are_refused(tmp_path):
    raw = bytearray(make_zip(tmp_path / "a.zip", [("ko/1.txt", KO)]).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    (tmp_path / "secret.zip").write_bytes(raw)
    with pytest.raises(InputError, match="is encrypted"):
        open_source(tmp_path / "secret.zip", tmp_path)


# Identity


def test_identity_follows_the_contents(tmp_path):
    manifest = write(tmp_path / "m.jsonl", json.dumps({"id": "a", "ko": KO, "en": EN}))
    first = open_source(manifest, tmp_path).identity
    copy = write(tmp_path / "copy.jsonl", manifest.read_text("utf-8"))
    assert open_source(copy, tmp_path).identity == first
    write(copy, json.dumps({"id": "a", "ko": KO, "en": EN + "!"}))
    assert open_source(copy, tmp_path).identity != first


def test_identity_notices_changed_pages(tmp_path):
    write(tmp_path / "1.ko.txt", KO)
    page = write(tmp_path / "1.en.txt", EN)
    first = open_source(tmp_path, tmp_path).identity
    assert open_source(tmp_path, tmp_path).identity == first
    write(page, EN + "!")
    assert open_source(tmp_path, tmp_path).identity != first
