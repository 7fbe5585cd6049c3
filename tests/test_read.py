"""Bytes become text, or an error that says where they don't."""

import io
import os
import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import DecodingError, InputError
from align.read import decode, is_html, read_sentences, read_text

KOREAN = "한국은행은 기준금리를 동결했다.\r\n“물가가 안정됐다”고 말했다.\n"
ENGLISH = 'The bank kept its rate.\n"Prices are stable," it said.\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949", "euc-kr"])
def test_encodings_of_korean(encoding):
    assert decode(KOREAN.encode(encoding), "ko.txt") == KOREAN


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_of_either_order(mark, encoding):
    assert decode(mark + KOREAN.encode(encoding), "ko.txt") == KOREAN


def test_cp949_syllables_outside_euc_kr():
    text = "똠방각하가 펲시를 샀다고 전했다."
    with pytest.raises(UnicodeDecodeError):
        text.encode("cp949").decode("euc_kr")
    assert decode(text.encode("cp949"), "ko.txt") == text


@given(st.text())
def test_utf_8_is_never_taken_for_anything_else(text):
    # A mark of another encoding can't begin UTF-8 text; NULs and white space have rules of their own.
    if text.replace("\0", "").strip() and "\0" not in text:
        assert decode(text.encode(), "x").removeprefix("\ufeff") == text.removeprefix("\ufeff")


#: Every character of two bytes in EUC-KR: syllables, Hanja, full-width forms, signs.
STANDARD = "".join(
    bytes((lead, trail)).decode("euc_kr", "ignore") for lead in range(0xA1, 0xFF) for trail in range(0xA1, 0xFF)
)


@given(st.text(st.sampled_from(STANDARD + "abc. \n"), min_size=1))
def test_euc_kr_is_read_unless_it_is_utf_8_too(text):
    raw = text.encode("euc_kr")
    try:
        expected = raw.decode("utf-8")
    except UnicodeDecodeError:
        expected = text
    if expected.strip():
        assert decode(raw, "x") == expected


def test_encoding_named_by_html():
    page = '<html><head><meta charset="shift_jis"></head><body>日本語</body></html>'
    assert decode(page.encode("shift_jis"), "x") == page
    older = '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><p>똠방각하</p>'
    assert decode(older.encode("cp949"), "x") == older


@pytest.mark.parametrize("name", ["hex", "nothing", "utf-16", "euc-kr"])
def test_encoding_named_wrongly_by_html(name):
    page = f'<meta charset="{name}"><p>한국은행은 동결했다.</p>'
    assert decode(page.encode("utf-8"), "x") == page
    assert decode(page.encode("cp949"), "x") == page


def test_windows_quotes_and_accents_in_english_are_no_korean():
    for text in ("It’s fine, isn’t it?", "A “fine” café – naïve…"):
        assert decode(text.encode("cp1252"), "x") == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_undecodable_bytes_are_named_with_their_place(encoding):
    good = KOREAN.encode(encoding)
    with pytest.raises(DecodingError) as caught:
        decode(good + b"ab\xff\xffcd\n" + good, "page.txt")
    assert f"page.txt, line 3, byte offset {len(good) + 2}: byte 0xff " in str(caught.value)


def test_offset_of_a_bad_byte_counts_marks_and_nuls():
    with pytest.raises(DecodingError, match=r"line 1, byte offset 5: byte 0xff"):
        decode(b"a\0b\0c\xff", "x")
    with pytest.raises(DecodingError, match=r"line 2, byte offset 6: "):
        decode(b"\xff\xfea\0\n\0" + b"\x00\xd8" + b"a\0", "x")
    with pytest.raises(DecodingError, match=r"line 1, byte offset 3: byte 0xff"):
        decode(b"\xef\xbb\xbf\xff", "x")


def test_a_character_cut_off_at_the_end():
    with pytest.raises(DecodingError, match="byte offset 9"):
        decode("한국은행".encode()[:-1], "x")


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n", "\u3000\u00a0\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_to_read(raw):
    with pytest.raises(InputError, match=r"^page\.txt: (is empty|holds nothing but white space)"):
        decode(raw, "page.txt")


def test_stray_nuls_are_left_out():
    assert decode(b"one\0two\n", "x") == "onetwo\n"
    assert decode((b"a" * 999 + b"\0") * 50, "x") == "a" * 999 * 50


@pytest.mark.parametrize(
    "raw",
    [
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00>",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10",
        random.Random(0).randbytes(4096),
        ENGLISH.encode("utf-16-le"),
    ],
    ids=["program", "picture", "noise", "utf-16 without a mark"],
)
def test_binary_is_refused(raw):
    with pytest.raises(InputError, match=r"^page\.bin: is a binary file \(\d+ NUL bytes, the first at offset \d+\)"):
        decode(raw, "page.bin")


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.txt: no such file"):
        read_text(tmp_path / "nowhere.txt")


def test_directory(tmp_path):
    with pytest.raises(InputError, match="is a directory"):
        read_text(tmp_path)


def test_a_file_in_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match=r"can't be read \(Not a directory\)"):
        read_text(tmp_path / "file" / "x")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_no_permission(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(InputError, match="can't be read"):
        read_text(path)


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(KOREAN.encode("cp949"))))
    assert read_text("-") == KOREAN
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(InputError, match="standard input: is empty"):
        read_text("-")


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"a\nb\n", ["a", "b"]),
        (b"a\nb", ["a", "b"]),
        (b"a\r\n\r\nb\r\n", ["a", "", "b"]),
        (b" a \n\n\n", [" a ", "", ""]),
        (b"\xef\xbb\xbfa\x0bb\rc\n", ["a\x0bb\rc"]),
        ("가\u2028나\n다".encode(), ["가\u2028나", "다"]),
        ("가\n나\n".encode("utf-16"), ["가", "나"]),
    ],
)
def test_sentences_are_lines_as_they_are(tmp_path, raw, lines):
    path = tmp_path / "sentences.txt"
    path.write_bytes(raw)
    assert read_sentences(path) == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n<!DOCTYPE html>\n<html>", True),
        ('<?xml version="1.0"?><!-- saved --><html lang="ko">', True),
        ("<head><title>x", True),
        ("<meta charset=euc-kr>", True),
        ("<p> 태그는 문단이다.", False),
        ("본문 <html>", False),
        ("<header", False),
        ("", False),
    ],
)
def test_html_is_told_by_its_beginning(text, expected):
    assert is_html(text) is expected
