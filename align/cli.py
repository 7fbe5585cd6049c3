"""The command line: the only module that prints and exits.

Exit codes: 0 done, 2 wrong usage, 1 anything else, with one line on standard error.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from align.errors import HanalignError, InputError, OutputError

if TYPE_CHECKING:
    from rich.table import Table

    from align.bitext import Alignment, Article, Span
    from align.options import CleanOptions, SegmentOptions

#: Columns of a table that no terminal shows.
_PLAIN_WIDTH = 100
#: Share of Hangul above which a page is Korean: English ones quote some, Korean ones much English.
_KOREAN_SHARE = 0.3

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


class PageFormat(StrEnum):
    """How the parts of a page are printed."""

    table = "table"
    jsonl = "jsonl"


class PageLanguage(StrEnum):
    """Languages of a page."""

    ko = "ko"
    en = "en"


class Splitter(StrEnum):
    """Sentence splitters, as in `SegmentOptions`."""

    own = "own"
    kiwi = "kiwi"


Page = Annotated[str, typer.Argument(metavar="PAGE", help="Page, text or HTML; - is standard input.")]
ChromePhrases = Annotated[
    str | None,
    typer.Option("--chrome-phrases", metavar="FILE", help="Further lines to leave out, one each; * goes on."),
]
SplitterOption = Annotated[Splitter, typer.Option("--splitter", help="Who cuts Korean; kiwi needs hanalign[kiwi].")]
Normalize = Annotated[
    bool, typer.Option("--normalize", help="Store text composed, half-width, with plain quotation marks.")
]
PartsFormat = Annotated[PageFormat, typer.Option("--format", help="A table, or a JSON object a line.")]
LanguageOption = Annotated[PageLanguage | None, typer.Option("--language", help="By default told by the script.")]


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
    splitter: SplitterOption = Splitter.own,
    normalize: Normalize = False,
    chrome_phrases: ChromePhrases = None,
    debug: Debug = False,
) -> None:
    """Align a Korean page with its English counterpart.

    Pages are text, HTML, Markdown, JSONL records with title and body, or two directories with files of the same names.
    Prints a table; with --output or --format writes a corpus.
    """
    if ko == en == "-":
        raise typer.BadParameter("KO and EN can't both be standard input.")
    if swap:
        ko, en = en, ko
    is_corpus = output is not None or format is not None
    if output is not None:
        _check_output(output, (ko, en))
    options = _clean_options(chrome_phrases), _segment_options(splitter, normalize)
    alignments = _align(ko, en, sentences, *options)
    if is_corpus:
        _write(alignments, output or "-", format or _format_of(output), nulls)
    else:
        for alignment in alignments:
            _show(alignment, nulls)


@app.command()
def clean(
    page: Page,
    format: PartsFormat = PageFormat.table,
    language: LanguageOption = None,
    chrome_phrases: ChromePhrases = None,
    debug: Debug = False,
) -> None:
    """Show which parts of a page are story, and which are not.

    Offsets count characters of the page, or of the text that a reader of the HTML sees.
    """
    article = _article(page, language, chrome_phrases)
    _show_parts([_part(block.role, block.span, article.raw[slice(*block.span)]) for block in article.blocks], format)


@app.command()
def segment(
    page: Page,
    format: PartsFormat = PageFormat.table,
    language: LanguageOption = None,
    splitter: SplitterOption = Splitter.own,
    normalize: Normalize = False,
    chrome_phrases: ChromePhrases = None,
    debug: Debug = False,
) -> None:
    """Show the sentences of a page.

    Offsets count characters of the page, or of the text that a reader of the HTML sees.
    """
    from align.segment import segment as sentences_of

    sentences = sentences_of(_article(page, language, chrome_phrases), _segment_options(splitter, normalize))
    _show_parts([_part(one.role, one.span, one.text) | {"paragraph": one.paragraph} for one in sentences], format)


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


def _clean_options(chrome_phrases: str | None) -> CleanOptions:
    from align.clean import read_phrases
    from align.options import CleanOptions
    from align.read import read_text

    return CleanOptions(read_phrases(read_text(chrome_phrases)) if chrome_phrases else ())


def _segment_options(splitter: Splitter, normalize: bool) -> SegmentOptions:
    from align.options import SegmentOptions

    return SegmentOptions(splitter=splitter.value, normalize=normalize)


def _align(
    ko: str, en: str, has_sentences: bool, clean_options: CleanOptions, segment_options: SegmentOptions
) -> Iterable[Alignment]:
    from align.pipeline import Aligner
    from align.read import read_sentences
    from align.sources import holds_many, pair_pages, read_pages

    pair_id = "stdin" if ko == "-" else Path(ko).stem
    if has_sentences:
        source, target = read_sentences(ko), read_sentences(en)
        return [Aligner().align_sentences(source, target, pair_id=pair_id)]
    if holds_many(ko) and holds_many(en):
        pairs = pair_pages(read_pages(ko), read_pages(en))
        aligner = Aligner(clean_options=clean_options, segment_options=segment_options)
        return (aligner.align_pages(*pair) for pair in pairs)
    aligner = Aligner(clean_options=clean_options, segment_options=segment_options)
    return [aligner.align_files(ko, en, pair_id=pair_id)]


def _format_of(output: str | None) -> Format:
    suffix = Path(output or "").suffix.removeprefix(".")
    return next((format for format in Format if format.value == suffix), Format.tsv)


def _write(alignments: Iterable[Alignment], output: str, format: Format, nulls: bool) -> None:
    from align.corpus import write, writing

    _write_utf8()
    with writing(output) as stream:
        write(alignments, stream, format.value, nulls=nulls)


def _article(page: str, language: PageLanguage | None, chrome_phrases: str | None) -> Article:
    from align.clean import clean_html, clean_text
    from align.language import hangul_share
    from align.read import is_html
    from align.sources import read_page

    text = read_page(page).text
    share = hangul_share([text])
    if language is None and share is None:
        raise InputError(
            f"{'standard input' if page == '-' else page}: too short to tell its language; give --language ko or en"
        )
    is_korean = language == "ko" if language else (share or 0) > _KOREAN_SHARE
    read = clean_html if is_html(text) else clean_text
    return read(text, "ko" if is_korean else "en", id=page, options=_clean_options(chrome_phrases))


def _part(role: str, span: Span, text: str) -> dict[str, object]:
    return {"role": role, "start": span.start, "stop": span.stop, "text": " ".join(text.split())}


def _show_parts(parts: Sequence[dict[str, object]], format: PageFormat) -> None:
    if format == PageFormat.jsonl:
        _write_utf8()
        for part in parts:
            print(json.dumps(part, ensure_ascii=False))
        return
    from align.table import page_table

    _print_table(page_table(parts))


def _show(alignment: Alignment, nulls: bool) -> None:
    from align.table import table_of

    _print_table(table_of(alignment, nulls=nulls))


def _print_table(table: Table) -> None:
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    columns = os.environ.get("COLUMNS", "")
    width = None if sys.stdout.isatty() or columns.isdecimal() else _PLAIN_WIDTH
    Console(width=width).print(table)


def _write_utf8() -> None:
    """Make standard output hold what a corpus file holds wherever it goes: UTF-8 with bare line feeds."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
