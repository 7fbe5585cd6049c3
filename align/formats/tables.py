"""JSONL, Parquet, CSV and TSV: record files, with numbers as such where the format has them.

In reading, a column `translation` of objects with `ko` and `en`, as data sets of Hugging Face have it, gives two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from align import records
from align.corpus import typed
from align.errors import InputError
from align.records import Table

_TYPED = ("jsonl", "parquet")
TRANSLATION = "translation"


@contextmanager
def write(path: str | Path, columns: tuple[str, ...], format: str) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open a record file for writing; in JSONL and Parquet the numbers of a corpus are numbers."""
    number = 0
    with records.writing(path, columns, format) as add:

        def add_typed(record: Mapping[str, object]) -> None:
            nonlocal number
            number += 1
            add(typed(record, f"{path}, record {number}"))

        yield add_typed if format in _TYPED else add


@contextmanager
def read(path: str | Path, format: str | None) -> Iterator[Table]:
    """Open a record file for reading. Raises as `align.records.reading`."""
    with records.reading(path, format) as table:
        if TRANSLATION in table.columns and not {"ko", "en"} & set(table.columns):
            at = table.columns.index(TRANSLATION)
            columns = (*table.columns[:at], "ko", "en", *table.columns[at + 1 :])
            yield Table(columns, _flat(table), "record", name=table.name, format=table.format)
        else:
            yield table


def _flat(table: Table) -> Iterator[tuple[int, dict[str, object]]]:
    for number, record in enumerate(table, 1):
        texts = record.pop(TRANSLATION)
        if not isinstance(texts, dict) or not {"ko", "en"} <= texts.keys():
            raise InputError(f"{table.place}: translation has no ko and en; give it both")
        yield number, record | {"ko": texts["ko"], "en": texts["en"]}
