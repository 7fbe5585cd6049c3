"""What `hanalign mt-score` reads: segments a line, or columns of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from align.errors import InputError, OptionError

#: The column of groups that is no column: the length of the reference.
LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line names: files, and columns of those that are tables."""

    hypotheses: Sequence[str]
    references: Sequence[str] = ()
    source: str | None = None
    hypothesis_columns: Sequence[str] = ()
    reference_columns: Sequence[str] = ()
    source_column: str | None = None
    by: Sequence[str] = ()
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Segments of all systems and references by name, of the source, and the groups of segments by column."""

    systems: dict[str, list[str]]
    references: dict[str, list[str]]
    source: list[str] | None = None
    groups: dict[str, list[str]] = field(default_factory=dict)


def read_inputs(request: Request) -> Inputs:
    """Return what a request names, each file read once.

    References without a file, the source column and the groups stand in the first table there is: that of the
    references, or that of the first translation. Raises InputError and OptionError, naming file and column.
    """
    home = _home(request)
    wanted = _wanted(request, home)
    tables = {path: read_columns(path, columns, request.format) for path, columns in wanted.items()}
    systems: dict[str, list[str]] = {}
    for path in request.hypotheses:
        if path not in tables:
            _add(systems, path, _lines(path), "translation")
            continue
        for column in request.hypothesis_columns:
            name = column if len(request.hypotheses) == 1 else f"{path}:{column}"
            _add(systems, name, tables[path][column], "translation")
    references: dict[str, list[str]] = {}
    for path in request.references or [home or ""]:
        if path not in tables:
            _add(references, path, _lines(path), "reference")
            continue
        for column in request.reference_columns:
            _add(references, f"{_shown(path)}:{column}", tables[path][column], "reference")
    source = None
    if request.source_column:
        source = tables[request.source or home or ""][request.source_column]
    elif request.source:
        source = _lines(request.source)
    groups = {column: tables[home or ""][column] for column in request.by if column != LENGTH}
    return Inputs(systems, references, source, groups)


def read_columns(path: str, columns: Mapping[str, Sequence[str]], format: str | None = None) -> dict[str, list[str]]:
    """Return columns of a table as texts, by the keys of `columns`: of each key the first of its names that is there.

    A null is an empty text. Raises as `align.records.reading`, and InputError for a column that isn't there.
    """
    from align import records

    with records.reading(path, format if path == "-" else None) as table:
        names = {
            key: next((name for name in candidates if name in table.columns), "") for key, candidates in columns.items()
        }
        missing = [key for key, name in names.items() if not name]
        if missing:
            raise InputError(
                f"{table.name}: there is no column {', '.join(missing)}; it has {', '.join(table.columns)}"
            )
        found: dict[str, list[str]] = {key: [] for key in names}
        for record in table:
            for key, name in names.items():
                value = record[name]
                found[key].append("" if value is None else str(value))
    return found


def _home(request: Request) -> str | None:
    """Return the table that has the columns for which no file is named, if there is one."""
    if request.references:
        tables = [path for path in request.references if _is_table(path, request)]
        if tables:
            return tables[0]
    return next((path for path in request.hypotheses if _is_table(path, request)), None)


def _is_table(path: str, request: Request) -> bool:
    from align.records import SUFFIXES

    if path == "-":
        return request.format is not None
    return Path(path.lower().removesuffix(".gz")).suffix in SUFFIXES


def _wanted(request: Request, home: str | None) -> dict[str, dict[str, Sequence[str]]]:
    """Return the columns to read of each table, with the names that each may go by."""
    wanted: dict[str, dict[str, Sequence[str]]] = {}

    def want(path: str | None, columns: Sequence[str], option: str) -> None:
        if path is None or not _is_table(path, request):
            raise OptionError(f"{option} names a column, but there is no table; give a .tsv, .csv or .jsonl")
        wanted.setdefault(path, {}).update({column: (column,) for column in columns})

    _check_columns(request.hypotheses, request.hypothesis_columns, "--hyp-column", request)
    _check_columns(request.references, request.reference_columns, "--ref-column", request)
    for path in request.hypotheses:
        if _is_table(path, request):
            want(path, request.hypothesis_columns, "--hyp-column")
    for path in request.references:
        if _is_table(path, request):
            want(path, request.reference_columns, "--ref-column")
    if not request.references:
        if not request.reference_columns:
            raise OptionError("there is no reference; give --ref FILE, or --ref-column with a table")
        want(home, request.reference_columns, "--ref-column")
    if request.source:
        _check_columns(
            [request.source], [request.source_column] if request.source_column else [], "--src-column", request
        )
    if request.source_column:
        want(request.source or home, [request.source_column], "--src-column")
    for column in request.by:
        if column == LENGTH:
            continue
        want(home, [], f"--by {column}")
        # The role of the side that is scored is what is meant by its role.
        sides = [f"{side}_{column}" for side in request.reference_columns[:1]]
        wanted[home or ""][column] = (column, *sides)
    return wanted


def _check_columns(paths: Sequence[str], columns: Sequence[str], option: str, request: Request) -> None:
    """Raise OptionError for a table of which no column is named, and for a column without a table."""
    tables = [path for path in paths if _is_table(path, request)]
    if tables and not columns:
        from align import records

        with records.reading(tables[0], request.format if tables[0] == "-" else None) as table:
            raise OptionError(f"{table.name}: is a table; name its column with {option}: {', '.join(table.columns)}")
    if columns and paths and not tables:
        raise OptionError(
            f"{option} names a column, but {_shown(paths[0])} is no table; give a .tsv, .csv, .jsonl or .parquet, "
            "or --input-format for standard input"
        )


def _lines(path: str) -> list[str]:
    from align.read import read_sentences

    return read_sentences(path)


def _shown(path: str) -> str:
    return "standard input" if path == "-" else path


def _add(named: dict[str, list[str]], name: str, texts: list[str], kind: str) -> None:
    if _shown(name) in named:
        raise OptionError(f"{_shown(name)}: is named twice as a {kind}; give each once")
    named[_shown(name)] = texts
