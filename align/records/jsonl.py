"""JSONL: one JSON object a line, its keys the columns."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from align.errors import InputError, OutputError
from align.records.streams import Source, writing_text
from align.records.table import Record, check_names

#: Records whose keys are the columns; further ones may lack some, but have no others.
_AHEAD = 1000


def read(source: Source) -> tuple[tuple[str, ...], Iterator[tuple[int, Record]], str]:
    """Return columns, numbered records and what the numbers count. Raises as `align.records.reading`."""
    records = _objects(source)
    ahead = list(islice(records, _AHEAD))
    if not ahead:
        raise InputError(f"{source.name}: holds no record; give one JSON object a line")
    columns = tuple(dict.fromkeys(chain.from_iterable(record for _, record in ahead)))
    check_names(columns, source.name)
    if not columns:
        raise InputError(f"{source.name}: its objects are empty; give them the columns as keys")
    return columns, _records(source, chain(ahead, records), columns), "line"


def _objects(source: Source) -> Iterator[tuple[int, Record]]:
    for number, line in source.lines():
        if not line.strip():
            continue
        place = f"{source.name}, line {number}"
        try:
            record = json.loads(line, object_pairs_hook=_object)
        except _TwiceError as error:
            raise InputError(f"{place}: key {error} occurs twice; give each value a name of its own") from error
        except RecursionError as error:
            raise InputError(f"{place}: is nested too deep; give one flat object a line") from error
        except ValueError as error:
            raise InputError(f"{place}: is no JSON ({error}); give one object a line") from error
        if not isinstance(record, dict):
            raise InputError(f"{place}: is JSON, but no object; give one object a line, with the columns as keys")
        if "\\ud" in line or "\\uD" in line:
            _check_text(record, place)
        yield number, record


class _TwiceError(Exception):
    """A key that an object has twice."""


def _object(pairs: list[tuple[str, object]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return record


def _check_text(record: Record, place: str) -> None:
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{place}: {error.object[error.start]!r} is half of a surrogate pair and no text; repair it there"
        ) from error


def _records(
    source: Source, objects: Iterator[tuple[int, Record]], columns: tuple[str, ...]
) -> Iterator[tuple[int, Record]]:
    for number, record in objects:
        full = {column: record.get(column) for column in columns}
        if not record.keys() <= full.keys():
            new = ", ".join(name for name in record if name not in full)
            raise InputError(
                f"{source.name}, line {number}: has {new}, which the first {_AHEAD:,} records lack; "
                "give it to the first record, with null if need be"
            )
        yield number, full


@contextmanager
def write(path: str | Path, columns: tuple[str, ...]) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open a JSONL file for writing. Raises as `align.records.writing`.

    A number that is none (NaN) is null, as JSON has no word for it; an infinite one is an error. Dates are ISO 8601.
    """
    number = 0
    with writing_text(path) as stream:

        def add(record: Mapping[str, object]) -> None:
            nonlocal number
            number += 1
            values = {column: record.get(column) for column in columns}
            for column, value in values.items():
                if isinstance(value, float) and math.isnan(value):
                    values[column] = None
            try:
                line = json.dumps(values, ensure_ascii=False, allow_nan=False, default=_plain)
            except (TypeError, ValueError) as error:
                raise OutputError(f"{path}, line {number}: can't be JSON ({error}); leave the value out") from error
            stream.write(line + "\n")

        yield add


def _plain(value: object) -> object:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no JSON")
