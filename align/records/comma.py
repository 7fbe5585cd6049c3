"""CSV as RFC 4180 has it: commas, quotation marks around what needs them, doubled inside; lines end in a line feed."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from align.errors import InputError, OutputError
from align.records.cells import cell
from align.records.streams import LONGEST_LINE, Source, writing_text
from align.records.table import Record, check_names

_SPECIAL = re.compile('[",\r\n]')


def read(source: Source) -> tuple[tuple[str, ...], Iterator[tuple[int, Record]], str]:
    """Return columns, numbered records and what the numbers count. Raises as `align.records.reading`."""
    rows = _rows(source)
    found = next(rows, None)
    if found is None:
        raise InputError(f"{source.name}: is empty; name its columns in the first line")
    number, header = found
    columns = tuple(header)
    check_names(columns, f"{source.name}, line {number}")
    return columns, _records(source, rows, columns), "line"


def _rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    # The module has one limit for the whole process, of 131,072 characters unless it is told otherwise.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    rows = csv.reader((line for _, line in source.lines()), strict=True)
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(f"{source.name}, line {number}: is no CSV ({error}); mend its quotation marks") from error
        if row:
            yield number, row


def _records(
    source: Source, rows: Iterator[tuple[int, list[str]]], columns: tuple[str, ...]
) -> Iterator[tuple[int, Record]]:
    for number, row in rows:
        if len(row) != len(columns):
            raise InputError(
                f"{source.name}, line {number}: has {len(row)} fields where the header has {len(columns)}; "
                'a text with a comma stands in "quotation marks"'
            )
        yield number, dict(zip(columns, row, strict=True))


def _line(fields: list[str]) -> str:
    # The module's writer leaves a lone carriage return without the quotation marks that its reader wants.
    if fields == [""]:
        return '""\n'
    return ",".join(['"' + f.replace('"', '""') + '"' if _SPECIAL.search(f) else f for f in fields]) + "\n"


@contextmanager
def write(path: str | Path, columns: tuple[str, ...]) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open a CSV for writing. Raises as `align.records.writing`; a CSV can't hold a NUL."""
    number = 0

    def field(value: object, column: str) -> str:
        text = value if isinstance(value, str) else cell(value, column, f"{path}, record {number}")
        if "\0" in text:
            raise OutputError(f"{path}, record {number}: column {column} holds a NUL, which CSV can't; write JSONL")
        return text

    with writing_text(path) as stream:

        def add(record: Mapping[str, object]) -> None:
            nonlocal number
            number += 1
            stream.write(_line([field(record.get(column), column) for column in columns]))

        stream.write(_line([field(column, column) for column in columns]))
        yield add
