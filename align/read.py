"""Files in, text out: the encoding is found, and whatever is no text is refused with its place.

The encoding is found by a cascade of strict decoders rather than by a statistical detector such as
charset-normalizer. Korean pages are UTF-8 or CP949 (a superset of EUC-KR), and hardly any CP949 text is valid UTF-8,
so that the order decides alone. A detector guesses anew for every file, mistakes short CP949 files for other
East Asian encodings, and can't tell where the first bad byte stands.
"""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path

from align.errors import DecodingError, InputError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Bytes at the start of a page in which its markup may name the encoding (HTML standard, 13.2.3.2, doubled).
_HEAD = 2048
_CHARSET = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
#: What pages call by a narrower name than they mean (WHATWG Encoding standard).
_WIDER = {"euc_kr": "cp949", "iso8859-1": "cp1252", "ascii": "cp1252"}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)
#: A text may hold one NUL in this many bytes, and three in any case, before it counts as binary.
_NUL_SPACING = 1000
#: English as old Windows programs save it: single typographic marks, accented letters within words.
_WINDOWS_MARKS = re.compile(
    rb"(?:[\x00-\x7f]|[\x85\x91-\x97\xa0](?![\x80-\xff]{2})|(?<=[A-Za-z])[\xe0-\xf6\xf8-\xfc](?![\x80-\xff]))*+"
)


def read_text(path: str | Path) -> str:
    """Return the text of a file; `-` is standard input.

    Raises InputError where there is no file, no text or no leave to read it, and DecodingError as `decode`.
    """
    name = "standard input" if str(path) == "-" else str(path)
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file; check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{name}: is a directory; name a file in it") from error
    except OSError as error:
        raise InputError(f"{name}: can't be read ({error.strerror}); check the path and its permissions") from error
    return decode(raw, name)


def read_sentences(path: str | Path) -> list[str]:
    """Return the lines of a file, one sentence each, as they are but for the line end (LF or CR LF).

    Blank lines stay as empty strings, so that item `i` is line `i + 1`. Raises as `read_text`.
    """
    lines = [line.removesuffix("\r") for line in read_text(path).split("\n")]
    if not lines[-1]:
        lines.pop()
    return lines


def is_html(text: str) -> bool:
    """Whether a page begins as HTML does; a text about markup doesn't."""
    return _HTML.match(text) is not None


def decode(raw: bytes, name: str) -> str:
    """Return bytes as text; `name` says in messages where they come from.

    In order: a byte order mark (UTF-8, UTF-16, UTF-32), UTF-8, the encoding that HTML names in its head, CP949,
    Windows-1252 where its only traces are typographic marks and accented letters. Line ends stay as they are; a mark
    is left out, and so are stray NULs (at most three, or one in a thousand bytes).

    Raises InputError where the bytes are empty, white space or binary, and DecodingError with line and byte offset
    where they are text in none of these encodings.
    """
    if not raw:
        raise InputError(f"{name}: is empty; was it written?")
    text = _decode(raw, name)
    if not text.strip():
        raise InputError(f"{name}: holds nothing but white space; was it written?")
    return text


def _decode(raw: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding).replace("\0", "")
            except UnicodeDecodeError as error:
                raise _failure(raw, name, len(mark) + error.start, encoding) from error
    nuls = raw.count(0)
    if nuls > max(3, len(raw) // _NUL_SPACING):
        raise InputError(
            f"{name}: is a binary file ({nuls} NUL bytes, the first at offset {raw.index(0)}); "
            "give plain text or HTML, and UTF-16 only with its byte order mark"
        )
    # A NUL may stand inside a character of two bytes, so that it has to go before decoding.
    clean = raw.replace(b"\0", b"") if nuls else raw
    try:
        return clean.decode("utf-8")
    except UnicodeDecodeError as error:
        failure = error
    declared = _declared(clean)
    for encoding in ([declared] if declared else []) + ["cp949"]:
        try:
            text = clean.decode(encoding)
        except UnicodeDecodeError as error:
            # The encoding that got furthest is the one that was meant.
            failure = max(failure, error, key=lambda one: one.start)
            continue
        if encoding != "cp949" or _is_korean(text):
            return text
    if _WINDOWS_MARKS.fullmatch(clean):
        return clean.decode("cp1252")
    offset = [place for place, byte in enumerate(raw) if byte][failure.start]
    raise _failure(raw, name, offset, "UTF-8 or CP949") from failure


def _declared(raw: bytes) -> str | None:
    """Codec that the head of an HTML page names, if Python knows it; Unicode ones have had their turn."""
    found = _CHARSET.search(raw[:_HEAD])
    if not found:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii")).name
        # Refuses the codecs that map bytes to bytes, such as `hex`.
        b" ".decode(codec)
    except (LookupError, UnicodeDecodeError):
        return None
    return None if codec.startswith("utf") else _WIDER.get(codec, codec)


def _is_korean(text: str) -> bool:
    """Whether text read as CP949 is: syllables that EUC-KR lacks are rare, but all that Windows quotes can make."""
    wide = [character for character in text if character > "\x7f"]
    # Python's EUC-KR spells a syllable out in eight bytes where the standard has no code for it.
    rare = sum(len(character.encode("euc_kr", "ignore")) != 2 for character in wide)
    return 2 * rare <= len(wide)


def _failure(raw: bytes, name: str, offset: int, encoding: str) -> DecodingError:
    line = raw.count(b"\n", 0, offset) + 1
    byte = f"byte 0x{raw[offset]:02x}" if offset < len(raw) else "end of file"
    return DecodingError(
        f"{name}, line {line}, byte offset {offset}: {byte} is no {encoding} text; "
        "save the file as UTF-8, or repair it there"
    )
