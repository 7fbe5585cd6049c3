"""Excel workbooks (.xlsx), through openpyxl: one sheet, the columns in its first row.

Text stays text, whatever it begins with: no cell is a formula. Control characters are `_x000B_`, as Office Open XML
has it (ECMA-376, part 1, 22.4.2.4), and a text that looks like one is escaped likewise.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from align.corpus import check_writable, typed, writing_bytes
from align.errors import InputError, OptionError, OutputError
from align.formats.report import Notes
from align.options import FormatOptions
from align.records.cells import cell
from align.records.streams import Source
from align.records.table import Record, check_names

#: What Excel can hold: rows of a sheet with the header, columns, characters (UTF-16 code units) of a cell.
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
#: Bytes that the shared texts of a workbook may unpack to: they are held in memory.
_MOST_SHARED = 2**30

_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TEXT_WIDTH, _WIDTH = 60, 12


@contextmanager
def write(
    path: str | Path, columns: tuple[str, ...], options: FormatOptions
) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open a workbook for writing. Raises OutputError where a sheet can't hold the rows, the columns or a text."""
    _require()
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    if len(columns) > MOST_COLUMNS:
        raise OutputError(f"{path}: an Excel sheet holds {MOST_COLUMNS:,} columns at most; write CSV or Parquet")
    check_writable(path)
    book = Workbook(write_only=True)
    book.properties.creator = "hanalign"
    book.properties.description = _SPECIAL.sub("\ufffd", options.signature) or None
    sheet = book.create_sheet("corpus")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _TEXT_WIDTH if column in ("ko", "en") else _WIDTH
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    row = 0

    def one(value: object, column: str) -> object:
        if value is None or value == "":
            return None
        if isinstance(value, bool | int) or (isinstance(value, float) and abs(value) < float("inf")):
            return value
        place = f"{path}, row {row}"
        text = _SPECIAL.sub(lambda found: f"_x{ord(found[0]):04X}_", cell(value, column, place))
        if len(text.encode("utf-16-le", "surrogatepass")) > 2 * MOST_CHARACTERS:
            raise OutputError(
                f"{place}: column {column} holds more than the {MOST_CHARACTERS:,} characters of an Excel cell; "
                "write CSV or JSONL"
            )
        made = WriteOnlyCell(sheet, value=text)
        # Otherwise what begins with an equals sign is a formula, and "#N/A" an error.
        made.data_type = "s"
        if text[0] == "=":
            made.quotePrefix = True
        if column in ("ko", "en"):
            made.alignment = wrapped
        return made

    def add(record: Mapping[str, object]) -> None:
        nonlocal row
        row += 1
        if row > MOST_ROWS:
            raise OutputError(
                f"{path}: an Excel sheet holds {MOST_ROWS - 1:,} rows below its header, and there are more; "
                "write CSV or Parquet, or divide the corpus"
            )
        values = typed(record, f"{path}, row {row}")
        sheet.append([one(values.get(column), column) for column in columns])

    header: list[Any] = [one(column, "") for column in columns]
    for made in header:
        made.font = bold
    row += 1
    sheet.append(header)
    try:
        yield add
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{row}"
        with writing_bytes(path) as stream:
            book.save(stream)
    except BaseException:
        # Otherwise its own temporary file complains when it goes.
        with suppress(Exception):
            sheet.close()
        raise


def read(
    source: Source, options: FormatOptions, notes: Notes
) -> tuple[tuple[str, ...], Iterator[tuple[int, Record]], str]:
    """Return columns, numbered records of the first sheet, and what the numbers count.

    Formulas count as their last value. Raises InputError where it is no workbook or has no header.
    """
    _require()
    from openpyxl import load_workbook

    raw = source.seekable()
    try:
        _check_size(source, raw)
        book = load_workbook(raw, read_only=True, data_only=True)
        sheet: Any = book.worksheets[0]
        # Some programs write a wrong extent.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        header = next(rows, ())
    except InputError:
        raise
    except Exception as error:
        raise InputError(
            f"{source.name}: can't be read as an Excel workbook ({error}); save it as .xlsx again"
        ) from error
    names = [_value(name) for name in header]
    while names and names[-1] is None:
        names.pop()
    if not names:
        raise InputError(f"{source.name}: the first row of its first sheet is empty; name the columns there")
    columns = tuple("" if name is None else str(name) for name in names)
    check_names(columns, f"{source.name}, row 1")

    def records() -> Iterator[tuple[int, Record]]:
        number = 1
        while True:
            number += 1
            try:
                row = next(rows, None)
            except Exception as error:
                raise InputError(
                    f"{source.name}, row {number}: can't be read ({error}); save the workbook again"
                ) from error
            if row is None:
                return
            values = [_value(value) for value in row]
            if any(value is not None for value in values[len(columns) :]):
                raise InputError(f"{source.name}, row {number}: has a cell beyond the header; name its column")
            if any(value is not None for value in values):
                values += [None] * (len(columns) - len(values))
                yield number, dict(zip(columns, values[: len(columns)], strict=True))

    return columns, records(), "row"


def _value(value: object) -> object:
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)


def _check_size(source: Source, raw: Any) -> None:
    with zipfile.ZipFile(raw) as archive:
        for entry in archive.infolist():
            if entry.filename.endswith("sharedStrings.xml") and entry.file_size > _MOST_SHARED:
                raise InputError(f"{source.name}: unpacks to more than 1 GiB of texts; save it as CSV")
    raw.seek(0)


def _require() -> None:
    try:
        import openpyxl  # noqa: F401
    except ImportError as error:
        raise OptionError("Excel workbooks need openpyxl; run pip install 'hanalign[xlsx]'") from error
