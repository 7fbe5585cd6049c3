"""The command line: the only module that prints and exits.

Exit codes: 0 done, 2 wrong usage, 1 anything else, with one line on standard error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from align.errors import HanalignError, OutputError

if TYPE_CHECKING:
    from align.bitext import Alignment

#: Columns of a table that no terminal shows.
_PLAIN_WIDTH = 100

app = typer.Typer(
    help="Korean-English bilingual text alignment: article pairs in, scored parallel corpora out.",
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """Corpus formats, as `align.corpus.FORMATS`."""

    tsv = "tsv"
    jsonl = "jsonl"
    beads = "beads"


Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    code = _run(list(arguments))
    try:
        sys.stdout.flush()
    except OSError:
        code = code or 1
        _silence(sys.stdout)
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    # Read here, so that an error in the options themselves can be traced too.
    is_debugging = "--debug" in arguments
    try:
        code = app(arguments, prog_name="hanalign", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        _silence(sys.stdout)
        return 1
    except HanalignError as error:
        if is_debugging:
            raise
        return _fail(str(error), 1)
    except OSError as error:
        if is_debugging:
            raise
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}", 1)
    except Exception as error:
        # Usage errors are of Click's classes or of Typer's copies of them, as the version may be.
        if hasattr(error, "format_message"):
            return _fail(f"{error.format_message()} See hanalign --help.", int(getattr(error, "exit_code", 2)))
        if is_debugging:
            raise
        return _fail(f"unexpected {type(error).__name__}: {error}; --debug shows where, please report it", 1)


def _fail(message: str, code: int) -> int:
    print("hanalign:", " ".join(message.split()), file=sys.stderr)
    return code


def _silence(stream: TextIO) -> None:
    """Let the interpreter's last flush of a stream that nobody reads go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print("hanalign", version("hanalign"))
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def align(
    ko: Annotated[str, typer.Argument(metavar="KO", help="Korean page, text or HTML; - is standard input.")],
    en: Annotated[str, typer.Argument(metavar="EN", help="English page, text or HTML; - is standard input.")],
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="Write a corpus file; - is standard output.")
    ] = None,
    format: Annotated[
        Format | None, typer.Option(help="Corpus format; by default as the name of the output says, else tsv.")
    ] = None,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="The files hold one sentence a line, kept as they are.")
    ] = False,
    nulls: Annotated[
        bool, typer.Option("--nulls", help="Keep sentences without a counterpart (beads keeps them always).")
    ] = False,
    swap: Annotated[bool, typer.Option("--swap", help="The first file is the English one.")] = False,
    debug: Debug = False,
) -> None:
    """Align a Korean page with its English counterpart.

    Prints a table; with --output or --format writes a corpus.
    """
    if ko == en == "-":
        raise typer.BadParameter("KO and EN can't both be standard input.")
    if swap:
        ko, en = en, ko
    is_corpus = output is not None or format is not None
    if output is not None:
        _check_output(output, (ko, en))
    alignment = _align(ko, en, sentences)
    if is_corpus:
        _write(alignment, output or "-", format or _format_of(output), nulls)
    else:
        _show(alignment, nulls)


def _check_output(output: str, inputs: Sequence[str]) -> None:
    from align.corpus import check_writable

    for path in inputs:
        if (
            "-" not in (path, output)
            and Path(path).exists()
            and Path(output).exists()
            and os.path.samefile(path, output)
        ):
            raise OutputError(f"{output}: is one of the pages and would be lost; choose another name")
    check_writable(output)


def _align(ko: str, en: str, has_sentences: bool) -> Alignment:
    from align.pipeline import Aligner
    from align.read import read_sentences

    pair_id = "stdin" if ko == "-" else Path(ko).stem
    if has_sentences:
        source, target = read_sentences(ko), read_sentences(en)
        return Aligner().align_sentences(source, target, pair_id=pair_id)
    return Aligner().align_files(ko, en, pair_id=pair_id)


def _format_of(output: str | None) -> Format:
    suffix = Path(output or "").suffix.removeprefix(".")
    return next((format for format in Format if format.value == suffix), Format.tsv)


def _write(alignment: Alignment, output: str, format: Format, nulls: bool) -> None:
    from align.corpus import write, writing

    # A corpus is UTF-8 with bare line feeds wherever it goes.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    with writing(output) as stream:
        write([alignment], stream, format.value, nulls=nulls)


def _show(alignment: Alignment, nulls: bool) -> None:
    from rich.console import Console

    from align.table import table_of

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    console = Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or _PLAIN_WIDTH))
    console.print(table_of(alignment, nulls=nulls))
