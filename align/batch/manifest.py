"""Manifests: one article pair a record, as TSV, CSV or JSONL."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from align.batch.entries import PAGE_SUFFIXES, Entry, File, Inline, Place
from align.corpus import COLUMNS, unescape
from align.errors import InputError

SUFFIXES = (".tsv", ".csv", ".jsonl")
#: Columns that the pages are made of; all others are carried to the rows.
PAGE_COLUMNS = ("id", "ko", "en", "title_ko", "title_en")
#: Columns of the corpus that a manifest can't carry, because the build writes its own.
_TAKEN = frozenset((*COLUMNS, "quality", "reasons", "split", "stage", "reason"))
#: Characters of the longest path that is looked for on the disk; a page is longer, or has more than one line.
_LONGEST_PATH = 1024

Record = dict[str, str]


class Manifest:
    """A manifest on disk, read as a stream as often as needed.

    `ko` and `en` hold the text of a page, or the path of its file, relative to the manifest: what names a page file
    (`.txt`, `.html`, `.htm`, `.md`) or an existing file is a path. In TSV, line ends and tabs of a text are written as
    in a corpus (`\\\\n`, `\\\\t`). In JSONL a page may be an object with `title` and `body`.
    """

    def __init__(self, path: Path, *, name: str | None = None, suffix: str | None = None) -> None:
        self._path = path
        self._name = name or str(path)
        self._folder = path.parent if name is None else Path()
        self._suffix = suffix or path.suffix.lower()
        self.columns: tuple[str, ...] = ()

    def scan(self) -> None:
        """Find the carried columns. Raises InputError where the header, or every record, lacks `ko` or `en`."""
        columns: dict[str, None] = {}
        complaint = ""
        for line, record in self._records():
            if isinstance(record, str):
                complaint = complaint or f" that can be used (line {line}: {record})"
            else:
                columns.update(dict.fromkeys(record))
                if self._suffix != ".jsonl":
                    break
        if not columns:
            raise InputError(f"{self._name}: holds no record{complaint}; give one article pair a line")
        if missing := [column for column in ("ko", "en") if column not in columns]:
            raise InputError(
                f"{self._name}: has no column {' and '.join(missing)} but {', '.join(columns)}; "
                f"a manifest has id, ko and en, as text or paths"
            )
        self.columns = tuple(column for column in columns if column not in PAGE_COLUMNS)
        if taken := [column for column in self.columns if column in _TAKEN]:
            raise InputError(f"{self._name}: the column {taken[0]} is one that a corpus has; give it another name")

    def entries(self) -> Iterator[Entry]:
        """Yield the pairs in the order of the manifest; what can't be used has an error."""
        seen: set[int] = set()
        for number, (line, record) in enumerate(self._records(), 1):
            place = f"{self._name}, line {line}"
            if isinstance(record, str):
                yield Entry(f"line {line}", None, None, fields=("",) * len(self.columns), error=f"{place}: {record}")
                continue
            entry = self._entry(record, number, place)
            # 8 bytes of each id: enough to tell a hundred million apart.
            key = hash(entry.id)
            if key in seen:
                error = f"{place}: the id {entry.id} was used before; give each pair its own"
                entry = Entry(entry.id, None, None, fields=entry.fields, error=error)
            seen.add(key)
            yield entry

    def _entry(self, record: Record, number: int, place: str) -> Entry:
        fields = tuple(record.get(column, "") for column in self.columns)
        own_id = record.get("id", "").strip() or str(number)
        for side in ("ko", "en"):
            if not record.get(side, "").strip():
                return Entry(own_id, None, None, fields=fields, error=f"{place}: {side} is empty; give text or a path")
        titles = record.get("title_ko", "").strip(), record.get("title_en", "").strip()
        ko, en = (self._place(record[side], f"{place}, {side}") for side in ("ko", "en"))
        return Entry(own_id, ko, en, titles, fields)

    def _place(self, value: str, place: str) -> Place:
        if len(value) < _LONGEST_PATH and "\n" not in value and "\0" not in value:
            path = self._folder / value.strip()
            if path.suffix.lower() in PAGE_SUFFIXES or _is_file(path):
                return File(str(path))
        return Inline(place, value)

    def _records(self) -> Iterator[tuple[int, Record | str]]:
        """Yield line numbers (of the last line of a record) and records, or what is wrong with them."""
        try:
            with open(self._path, encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
                read = {".tsv": _read_tsv, ".csv": _read_csv, ".jsonl": _read_jsonl}[self._suffix]
                yield from read(stream)
        except OSError as error:
            raise InputError(f"{self._name}: can't be read ({error.strerror}); check the path") from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


#: Half of a surrogate pair: what a byte that is no UTF-8 is read as.
_NO_CHARACTER = re.compile("[\ud800-\udfff]")


def _is_text(text: str) -> bool:
    return text.isascii() or not _NO_CHARACTER.search(text)


_NO_TEXT = "is no UTF-8 text; save the manifest as UTF-8"


def _read_tsv(stream: TextIO) -> Iterator[tuple[int, Record | str]]:
    header = [unescape(name).strip() for name in _line(stream.readline()).split("\t")]
    for number, raw in enumerate(stream, 2):
        line = _line(raw)
        if not line:
            continue
        fields = line.split("\t")
        if not _is_text(line):
            yield number, _NO_TEXT
        elif len(fields) != len(header):
            yield number, f"has {len(fields)} fields, the header {len(header)}; write tabs in a text as \\t"
        else:
            yield number, dict(zip(header, map(unescape, fields), strict=True))


def _line(raw: str) -> str:
    return raw.removesuffix("\n").removesuffix("\r")


def _read_csv(stream: TextIO) -> Iterator[tuple[int, Record | str]]:
    # A whole page may stand in one field.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    rows = csv.reader(stream, strict=True)
    header = [name.strip() for name in next(rows, [])]
    while True:
        try:
            fields = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            # Where a quotation mark is wrong, nothing tells which record the next line belongs to.
            yield rows.line_num, f"is no CSV ({error}); check the quotation marks there, the rest can't be read"
            return
        if not fields:
            continue
        if not all(map(_is_text, fields)):
            yield rows.line_num, _NO_TEXT
        elif len(fields) != len(header):
            yield rows.line_num, f"has {len(fields)} fields, the header {len(header)}; quote fields with commas"
        else:
            yield rows.line_num, dict(zip(header, fields, strict=True))


def _read_jsonl(stream: TextIO) -> Iterator[tuple[int, Record | str]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        if not _is_text(line):
            yield number, _NO_TEXT
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"is no JSON ({error}); give one object a line"
            continue
        yield number, _flat(record) if isinstance(record, dict) else "is no object; give one with id, ko and en"


def _flat(record: dict[str, object]) -> Record:
    flat: Record = {}
    for name, value in record.items():
        if name in ("ko", "en") and isinstance(value, dict):
            flat[name] = _text(value.get("body", ""))
            flat.setdefault(f"title_{name}", _text(value.get("title", "")))
        else:
            flat[name] = _text(value)
    # JSON can name half of a surrogate pair, which no file can hold.
    return {name: value.encode("utf-8", "replace").decode("utf-8") for name, value in flat.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
