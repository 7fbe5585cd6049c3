"""What the commands share: options of the same meaning, and ways to print."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.errors import OutputError

if TYPE_CHECKING:
    from rich.table import Table

    from align.options import CleanOptions, SegmentOptions

#: What to do about a table that names its sides otherwise.
COLUMN_ADVICE = "name the two sides with --ko-column and --en-column"
#: Columns of a table that no terminal shows.
_PLAIN_WIDTH = 100


class Splitter(StrEnum):
    """Sentence splitters, as in `SegmentOptions`."""

    own = "own"
    kiwi = "kiwi"


ChromePhrases = Annotated[
    str | None,
    typer.Option("--chrome-phrases", metavar="FILE", help="Further lines to leave out, one each; * goes on."),
]
SplitterOption = Annotated[Splitter, typer.Option("--splitter", help="Who cuts Korean; kiwi needs hanalign[kiwi].")]
Normalize = Annotated[
    bool, typer.Option("--normalize", help="Store text composed, half-width, with plain quotation marks.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def clean_options(chrome_phrases: str | None) -> CleanOptions:
    """Return the options that a file of chrome phrases gives."""
    from align.clean import read_phrases
    from align.options import CleanOptions
    from align.read import read_text

    return CleanOptions(read_phrases(read_text(chrome_phrases)) if chrome_phrases else ())


def segment_options(splitter: Splitter, normalize: bool) -> SegmentOptions:
    """Return the options that the command line gives."""
    from align.options import SegmentOptions

    return SegmentOptions(splitter=splitter.value, normalize=normalize)


def spare(inputs: Sequence[str], output: str) -> None:
    """Refuse to write over what is read. Raises OutputError."""
    for path in inputs:
        if (
            "-" not in (path, output)
            and Path(path).exists()
            and Path(output).exists()
            and os.path.samefile(path, output)
        ):
            raise OutputError(f"{output}: is read as well, and would be lost; choose another name")


def print_table(table: Table) -> None:
    """Print a table as wide as the terminal is, or of one width where there is none."""
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    columns = os.environ.get("COLUMNS", "")
    width = None if sys.stdout.isatty() or columns.isdecimal() else _PLAIN_WIDTH
    Console(width=width).print(table)


def write_utf8() -> None:
    """Make standard output hold what a corpus file holds wherever it goes: UTF-8 with bare line feeds."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
