"""`hanalign align`: two pages in, a table or a corpus out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.cli.console import (
    ChromePhrases,
    Debug,
    Normalize,
    Splitter,
    SplitterOption,
    clean_options,
    print_table,
    segment_options,
    spare,
    write_utf8,
)

if TYPE_CHECKING:
    from align.bitext import Alignment
    from align.options import CleanOptions, SegmentOptions


class Format(StrEnum):
    """Corpus formats, as `align.corpus.FORMATS`."""

    tsv = "tsv"
    jsonl = "jsonl"
    beads = "beads"


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
    explain: Annotated[
        bool, typer.Option("--explain", help="Colour the words that support each other; show quality and reasons.")
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
    if is_corpus and explain:
        raise typer.BadParameter("--explain is for the table; hanalign quality writes quality and reasons of a corpus.")
    if output is not None:
        _check_output(output, (ko, en))
    options = clean_options(chrome_phrases), segment_options(splitter, normalize)
    alignments = _align(ko, en, sentences, *options)
    if is_corpus:
        _write(alignments, output or "-", format or _format_of(output), nulls)
    else:
        for alignment in alignments:
            _show(alignment, nulls, explain)


def _check_output(output: str, inputs: Sequence[str]) -> None:
    from align.corpus import check_writable

    spare(inputs, output)
    check_writable(output)


def _align(
    ko: str, en: str, has_sentences: bool, clean_options: CleanOptions, segment_options: SegmentOptions
) -> Iterable[Alignment]:
    from align.pipeline import Aligner
    from align.read import read_sentences
    from align.sources import holds_many, pair_pages, read_pages

    if has_sentences:
        source, target = read_sentences(ko), read_sentences(en)
        return [Aligner().align_sentences(source, target, pair_id="stdin" if ko == "-" else Path(ko).stem)]
    if holds_many(ko) and holds_many(en):
        pairs = pair_pages(read_pages(ko), read_pages(en))
        aligner = Aligner(clean_options=clean_options, segment_options=segment_options)
        return (aligner.align_pages(*pair) for pair in pairs)
    aligner = Aligner(clean_options=clean_options, segment_options=segment_options)
    return [aligner.align_files(ko, en, pair_id="stdin" if ko == "-" else None)]


def _format_of(output: str | None) -> Format:
    suffix = Path(output or "").suffix.removeprefix(".")
    return next((format for format in Format if format.value == suffix), Format.tsv)


def _write(alignments: Iterable[Alignment], output: str, format: Format, nulls: bool) -> None:
    from align.corpus import write, writing

    write_utf8()
    with writing(output) as stream:
        write(alignments, stream, format.value, nulls=nulls)


def _show(alignment: Alignment, nulls: bool, explain: bool) -> None:
    from align.table import table_of

    explainer = None
    if explain:
        from align.score import Scorer

        explainer = Scorer().explain
    print_table(table_of(alignment, nulls=nulls, explain=explainer))
