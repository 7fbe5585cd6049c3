"""The command line: the only part that prints and exits.

One module for each family of commands; `COMMANDS` is the order in which `hanalign --help` lists them.
Exit codes: 0 done, 3 a build is complete but some pairs were rejected, 2 wrong usage, 1 anything else, with one line
on standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, TextIO

import typer

from align.cli.build import build
from align.cli.corpora import export, import_, stats
from align.cli.mt_score import mt_score
from align.cli.pages import clean, segment
from align.cli.pairs import align
from align.cli.quality import explain, quality
from align.errors import HanalignError

COMMANDS: dict[str, Callable[..., None]] = {
    "align": align,
    "build": build,
    "clean": clean,
    "segment": segment,
    "quality": quality,
    "explain": explain,
    "export": export,
    "import": import_,
    "stats": stats,
    "mt-score": mt_score,
}

app = typer.Typer(
    help="Korean-English bilingual text alignment: article pairs in, scored parallel corpora out.",
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
            return _fail(_usage(error), int(getattr(error, "exit_code", 2)))
        if is_debugging:
            raise
        return _fail(f"unexpected {type(error).__name__}: {error}; --debug shows where, please report it", 1)


def _usage(error: Exception) -> str:
    """Return what a usage error says, and where the options of its command are told."""
    message: str = error.format_message()  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "hanalign"
    return f"{message.replace('Value error, ', '').strip().rstrip('.')}. See {command} --help."


def _fail(message: str, code: int) -> int:
    print("hanalign:", " ".join(message.split()), file=sys.stderr)
    return code


def _silence(stream: TextIO) -> None:
    """Let the interpreter's last flush of a stream that nobody reads go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print("hanalign", version("hanalign"))
        except PackageNotFoundError:
            print("hanalign unknown: run from a folder without being installed")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
