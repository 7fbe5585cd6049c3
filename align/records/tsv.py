"""TSV: a header of names, then one record a line, tabs between, nothing quoted.

Two dialects, told by the header:

- A *corpus* has the columns `pair_id`, `ko` and `en` (`corpus.KEY_COLUMNS`), and any others. Backslash, tab, line
  feed, carriage return and NUL are written as `\\\\`, `\\t`, `\\n`, `\\r` and `\\0`, in names of columns too, so that
  it holds any text.
- Any other table is *raw*: a backslash is a backslash, in reading and in writing, so that a table from elsewhere
  comes out as it went in. It can hold no tab, line feed or NUL; writing one is an error.

A file whose header ends in a carriage return has CR LF at the ends of its lines. Blank lines are passed over, unless
there is one column only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from align.corpus import KEY_COLUMNS, escape, unescape
from align.errors import InputError, OutputError
from align.records.cells import cell
from align.records.streams import Source, writing_text
from align.records.table import Record, check_names

_FORBIDDEN = {"\t": "a tab", "\n": "a line feed", "\0": "a NUL"}


def is_corpus(columns: tuple[str, ...]) -> bool:
    """Whether these are the columns of a corpus, whose fields are escaped."""
    return set(KEY_COLUMNS) <= set(columns)


def read(source: Source) -> tuple[tuple[str, ...], Iterator[tuple[int, Record]], str]:
    """Return columns, numbered records and what the numbers count. Raises as `align.records.reading`."""
    lines = source.lines()
    _, header = next(lines, (0, ""))
    end = "\r\n" if header.endswith("\r\n") else "\n"
    if not header:
        raise InputError(f"{source.name}: is empty; name its columns in the first line")
    if not header.strip():
        raise InputError(f"{source.name}, line 1: has no header; name the columns there")
    columns = tuple(header.removesuffix(end).split("\t"))
    has_escapes = is_corpus(columns)
    if has_escapes:
        columns = tuple(map(unescape, columns))
    check_names(columns, f"{source.name}, line 1")
    return columns, _records(source, lines, columns, end, has_escapes), "line"


def _records(
    source: Source, lines: Iterator[tuple[int, str]], columns: tuple[str, ...], end: str, has_escapes: bool
) -> Iterator[tuple[int, Record]]:
    width = len(columns)
    for number, line in lines:
        line = line.removesuffix(end)
        if not line and width > 1:
            continue
        fields = line.split("\t")
        if len(fields) != width:
            hint = "write a tab in a text as \\t" if has_escapes else "use CSV if texts hold tabs or line ends"
            raise InputError(
                f"{source.name}, line {number}: has {len(fields)} fields where the header has {width}; {hint}"
            )
        if has_escapes and "\\" in line:
            fields = [unescape(field) for field in fields]
        yield number, dict(zip(columns, fields, strict=True))


@contextmanager
def write(path: str | Path, columns: tuple[str, ...]) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open a TSV for writing. Raises as `align.records.writing`."""
    has_escapes = is_corpus(columns)
    number = 1

    def field(value: object, column: str) -> str:
        text = value if isinstance(value, str) else cell(value, column, f"{path}, line {number}")
        if has_escapes:
            return escape(text)
        for character, name in _FORBIDDEN.items():
            if character in text:
                raise OutputError(
                    f"{path}, line {number}: column {column} holds {name}, which a TSV without the columns "
                    f"{', '.join(KEY_COLUMNS)} can't; write CSV or JSONL"
                )
        return text

    with writing_text(path) as stream:

        def add(record: Mapping[str, object]) -> None:
            nonlocal number
            number += 1
            stream.write("\t".join([field(record.get(column), column) for column in columns]) + "\n")

        header = [field(column, column) for column in columns]
        if header[-1].endswith("\r"):
            raise OutputError(f"{path}: the last column ends in a carriage return; give it another name")
        stream.write("\t".join(header) + "\n")
        yield add
