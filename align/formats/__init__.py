"""Corpora in the formats of other tools: translation memories, bitexts, spreadsheets, data sets.

`export` and `import_` stream: memory does not grow with the corpus. All columns go through, by the ways that the
module of each format describes; Moses holds the text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

from align import records
from align.corpus import typed
from align.errors import InputError, OptionError
from align.formats import folder, moses, sheet, tables, tmx, xliff
from align.formats.provenance import signature_of
from align.formats.report import Notes, Report
from align.options import FormatOptions
from align.records import SUFFIXES, Table, streams
from align.records.table import Record

__all__ = ["FORMATS", "Report", "export", "format_of", "import_", "signature_of"]

FORMATS = ("tmx", "xliff", "moses", "jsonl", "parquet", "csv", "xlsx", "huggingface")
_SUFFIXES = SUFFIXES | {".tmx": "tmx", ".xlf": "xliff", ".xliff": "xliff", ".xlsx": "xlsx"}
#: Record formats that tell numbers from text.
_TYPED = ("jsonl", "parquet")
_WRITERS = {"tmx": tmx.write, "xliff": xliff.write, "moses": moses.write}
_READERS = {"tmx": tmx.read, "xliff": xliff.read, "xlsx": sheet.read}

_Add = Callable[[Mapping[str, object]], None]


def export(table: Table, output: str | Path, to: str, options: FormatOptions | None = None) -> Report:
    """Write a corpus in one of FORMATS; what is written appears whole or not at all.

    Raises OptionError for another format or a missing extra, InputError where the table has no `ko` and `en` or can't
    be read, and OutputError where the output can't be written or the format can't hold a value.
    """
    options = options or FormatOptions()
    if to not in FORMATS:
        raise OptionError(f"there is no format {to!r} to export to; give one of {', '.join(FORMATS)}")
    table.require("ko", "en")
    notes = Notes()
    with _writing(to, output, table.columns, options, notes) as add:
        for record in table:
            add(record)
            notes.rows += 1
    return notes.report()


def _writing(
    to: str, output: str | Path, columns: tuple[str, ...], options: FormatOptions, notes: Notes
) -> AbstractContextManager[_Add]:
    if to in _WRITERS:
        return _WRITERS[to](output, columns, options, notes)
    if to == "xlsx":
        return sheet.write(output, columns, options)
    if to == "huggingface":
        return folder.write(output, columns, options)
    return tables.write(output, columns, to)


def format_of(path: str | Path, options: FormatOptions | None = None) -> str:
    """Return the format of a file to import, as its name says; a folder is `huggingface`.

    Raises OptionError, with what is known, where it says none, and InputError where it says none and there is no such
    file.
    """
    plain = Path(str(path).lower().removesuffix(".gz"))
    if plain.suffix in _SUFFIXES:
        return _SUFFIXES[plain.suffix]
    if Path(path).is_dir():
        return "huggingface"
    if moses.is_file(path, options or FormatOptions()):
        return "moses"
    name = "standard input" if str(path) == "-" else str(path)
    if str(path) != "-" and not Path(path).exists():
        raise InputError(f"{path}: no such file; check the path")
    raise OptionError(
        f"{name}: the name doesn't tell the format; give one of tsv, {', '.join(FORMATS)}, or a name that ends in "
        f"{', '.join(_SUFFIXES)}, .ko or .en"
    )


def import_(
    paths: Sequence[str | Path],
    output: str | Path,
    *,
    format: str | None = None,
    output_format: str | None = None,
    options: FormatOptions | None = None,
    ko: str = "ko",
    en: str = "en",
) -> Report:
    """Write files of any of FORMATS, or TSV, as one corpus; `-` is standard input or output.

    The corpus has `pair_id`, the name of the file where it says no other, `ko`, `en`, and all columns of all files.
    `ko` and `en` name the columns of the two sides in tables from elsewhere. Moses files are given both, named by
    language or else Korean first.

    Raises OptionError where a format isn't known, InputError where a file can't be read, and OutputError.
    """
    options = options or FormatOptions()
    written = records.format_of(output, output_format)
    parts = _parts([str(path) for path in paths], format, options)
    notes = Notes()
    with ExitStack() as stack:
        # A lone one may be standard input, which can be read only once.
        first = stack.enter_context(_reading(parts[0], options, notes, ko, en)) if len(parts) == 1 else None
        columns = dict.fromkeys(first.columns if first else ())
        for part in parts if not first else ():
            with _reading(part, options, Notes(), ko, en) as table:
                columns |= dict.fromkeys(table.columns)
        names = tuple(columns) if "pair_id" in columns else ("pair_id", *columns)
        add = stack.enter_context(records.writing(output, names, written))
        for part in parts:
            with nullcontext(first) if first else _reading(part, options, notes, ko, en) as table:
                for record in table:
                    row = {"pair_id": part.name, **record}
                    # Excel has no whole numbers, text formats no numbers at all.
                    add(typed(row, table.place) if written in _TYPED or part.format == "xlsx" else row)
                    notes.rows += 1
    return notes.report()


class _Part(NamedTuple):
    """Files that are read as one table; `name` is the article of rows that name none."""

    paths: tuple[str, ...]
    format: str
    name: str


def _parts(paths: Sequence[str], format: str | None, options: FormatOptions) -> list[_Part]:
    if format not in (None, "tsv", *FORMATS):
        raise OptionError(f"there is no format {format!r} to import; give one of tsv, {', '.join(FORMATS)}")
    if not paths:
        raise OptionError("there is nothing to import; name a file")
    if "-" in paths and len(paths) > 1:
        raise OptionError("standard input can't be one of several files; import it alone")
    formats = [format or format_of(path, options) for path in paths]
    parts = [_Part((path,), one, _stem(path)) for path, one in zip(paths, formats, strict=True) if one != "moses"]
    texts = [path for path, one in zip(paths, formats, strict=True) if one == "moses"]
    return parts + [_Part(pair, "moses", _stem(pair[0])) for pair in moses.pairs_of(texts, options)]


def _stem(path: str) -> str:
    name = Path(path).name.removesuffix(".gz")
    return "stdin" if path == "-" else Path(name).stem or name


@contextmanager
def _reading(part: _Part, options: FormatOptions, notes: Notes, ko: str, en: str) -> Iterator[Table]:
    """Open a part as a table with `ko` and `en`."""
    with ExitStack() as stack:
        if part.format in _READERS:
            source = stack.enter_context(streams.reading(part.paths[0]))
            columns, rows, unit = _READERS[part.format](source, options, notes)
            table = Table(columns, rows, unit, name=source.name, format=part.format)
        elif part.format == "moses":
            table = stack.enter_context(moses.read((part.paths[0], part.paths[1])))
        elif part.format == "huggingface":
            table = stack.enter_context(folder.read(part.paths[0]))
        else:
            table = stack.enter_context(tables.read(part.paths[0], part.format))
        if (ko, en) != ("ko", "en"):
            table.require(ko, en)
            table = _renamed(table, {ko: "ko", en: "en"})
        table.require("ko", "en")
        yield table


def _renamed(table: Table, names: Mapping[str, str]) -> Table:
    columns = tuple(names.get(column, column) for column in table.columns)
    if len(set(columns)) < len(columns):
        raise InputError(f"{table.name}: has a column {' or '.join(names.values())} beside the one named; rename it")

    def rows() -> Iterator[tuple[int, Record]]:
        for number, record in enumerate(table, 1):
            yield number, {names.get(column, column): value for column, value in record.items()}

    return Table(columns, rows(), "record", name=table.name, format=table.format)
