"""Record files: tables with named columns as streams, one record at a time, in constant memory.

| format | suffixes | values | |
|---|---|---|---|
| `tsv` | `.tsv` | text | one record a line, tabs between, nothing quoted; see `align.records.tsv` |
| `csv` | `.csv` | text | RFC 4180: commas, `"` around what needs it, doubled inside |
| `jsonl` | `.jsonl`, `.ndjson` | as in JSON | one object a line |
| `parquet` | `.parquet` | typed | needs `hanalign[parquet]` |

The text formats are UTF-8, with or without a byte order mark, and may be compressed: `.gz` behind the suffix.
`-` is standard input or output. What the text formats make of a value that is no text: `align.records.cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from align.errors import OptionError
from align.records import comma, jsonl, parquet, streams, tsv
from align.records.table import Table

__all__ = ["FORMATS", "SUFFIXES", "Table", "Write", "format_of", "reading", "writing"]

Write = Callable[[Mapping[str, object]], None]

_MODULES = {"tsv": tsv, "csv": comma, "jsonl": jsonl, "parquet": parquet}
FORMATS = tuple(_MODULES)
SUFFIXES = {".tsv": "tsv", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}


def format_of(path: str | Path, format: str | None = None) -> str:
    """Return the format of a record file: the one given, or as its name says.

    Raises OptionError, with what is known, where there is no such format or the name says none.
    """
    if format is not None:
        if format not in FORMATS:
            raise OptionError(f"there is no record format {format!r}; give one of {', '.join(FORMATS)}")
        found = format
    else:
        suffix = Path(str(path).lower().removesuffix(".gz")).suffix
        if suffix not in SUFFIXES:
            name = "standard input or output" if str(path) == "-" else str(path)
            raise OptionError(
                f"{name}: the name doesn't tell the format; give one of {', '.join(FORMATS)}, "
                f"or a name that ends in {', '.join(SUFFIXES)} (and .gz)"
            )
        found = SUFFIXES[suffix]
    if found == "parquet" and streams.is_compressed(path):
        raise OptionError(f"{path}: Parquet is compressed inside; leave out the .gz")
    return found


@contextmanager
def reading(path: str | Path, format: str | None = None) -> Iterator[Table]:
    """Open a record file; `-` is standard input. The table holds for the length of the `with` block.

    The values of TSV and CSV are text, those of JSONL and Parquet as stored; each record has all columns of the
    table, in its order, None where JSONL has no such key. JSONL has no header: its columns are the keys of the first
    1,000 records, in order of appearance.

    Raises OptionError as `format_of`, or where an extra is missing, and InputError, on opening or while records are
    taken, with file and line (Parquet: record): no file, empty, no header, names that are empty or occur twice, rows
    with too few or too many fields, bad JSON or quoting, bytes that are no UTF-8, NULs, lines of more than 64 MiB,
    damaged compression.
    """
    try:
        found = format_of(path, format)
    except OptionError:
        # A file that isn't there comes first: its name may be a slip.
        with streams.reading(path):
            raise
    with streams.reading(path) as source:
        yield Table(*_MODULES[found].read(source), name=source.name, format=found)


@contextmanager
def writing(path: str | Path, columns: Sequence[str], format: str | None = None) -> Iterator[Write]:
    """Open a record file for writing that appears whole or not at all; `-` is standard output.

    The block gets a function that takes one record at a time. A key that is no column is left out, a column that a
    record lacks is empty (JSONL, Parquet: null).

    Raises OptionError as `format_of`, where an extra is missing, and for no columns, empty ones, or one twice;
    OutputError where the file can't be written, or the format can't hold a value.
    """
    found = format_of(path, format)
    names = tuple(columns)
    if not names or "" in names or len(set(names)) < len(names) or any(n.startswith("\ufeff") for n in names):
        raise OptionError(
            f"{path}: {', '.join(map(repr, names)) or 'none'} can't be columns; give each a name of its own"
        )
    with _MODULES[found].write(path, names) as write:
        yield write
