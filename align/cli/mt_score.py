"""`hanalign mt-score`: translations and references in, scores with their signatures out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.cli.console import Debug, print_table, write_utf8
from align.errors import OptionError, OutputError

if TYPE_CHECKING:
    from align.cli.mt_inputs import Inputs
    from align.evaluate import TranslationScores
    from align.evaluate.translation import Progress
    from align.options import TranslationOptions


class ScoreFormat(StrEnum):
    """Forms of the scores, as `align.report.scores.FORMATS`."""

    table = "table"
    tsv = "tsv"
    json = "json"
    markdown = "markdown"
    latex = "latex"


class RecordFormat(StrEnum):
    """Formats of a table on standard input."""

    tsv = "tsv"
    csv = "csv"
    jsonl = "jsonl"


class Paired(StrEnum):
    """Ways to compare systems."""

    bs = "bs"
    ar = "ar"
    none = "none"


class Target(StrEnum):
    """Languages of translations."""

    ko = "ko"
    en = "en"


_SUFFIXES = {".json": "json", ".tsv": "tsv", ".md": "markdown", ".tex": "latex"}
_STAGES = {"score": "Scoring segments", "resample": "Resampling", "realign": "Cutting anew"}


def mt_score(
    hypotheses: Annotated[
        list[str],
        typer.Argument(metavar="HYP...", help="Translations, a segment a line, or tables; - is standard input."),
    ],
    ref: Annotated[list[str] | None, typer.Option("--ref", metavar="FILE", help="Reference; repeat for more.")] = None,
    src: Annotated[str | None, typer.Option("--src", metavar="FILE", help="What was translated.")] = None,
    hyp_column: Annotated[
        list[str] | None, typer.Option("--hyp-column", metavar="NAME", help="Column of a table HYP; repeat for more.")
    ] = None,
    ref_column: Annotated[
        list[str] | None,
        typer.Option("--ref-column", metavar="NAME", help="Column of the table --ref, or without it of HYP."),
    ] = None,
    src_column: Annotated[
        str | None, typer.Option("--src-column", metavar="NAME", help="Column with what was translated.")
    ] = None,
    input_format: Annotated[
        RecordFormat | None, typer.Option("--input-format", help="Format of a table on standard input.")
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option(
            "--metrics",
            help="Some of bleu,chrf,chrf++,ter, or all. [default: bleu,chrf,chrf++, and ter with --segments]",
        ),
    ] = None,
    language: Annotated[Target | None, typer.Option("--language", help="By default told by the script.")] = None,
    tokenize: Annotated[
        str | None,
        typer.Option("--tokenize", help="Of BLEU: 13a, ko-mecab, char, intl, none. [default: that of the language]"),
    ] = None,
    lowercase: Annotated[bool, typer.Option("--lowercase", help="Ignore case.")] = False,
    paired: Annotated[
        Paired, typer.Option("--paired", help="Compare with the first HYP by bootstrap, or approximate randomisation.")
    ] = Paired.bs,
    samples: Annotated[int, typer.Option("--samples", help="0 for 1000 resamples or 10000 trials.")] = 0,
    confidence: Annotated[bool, typer.Option("--confidence", help="A bootstrap interval for a lone HYP.")] = False,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="COLUMN", help="Scores for each value of a column, or by length; repeat for more."
        ),
    ] = None,
    realign: Annotated[
        bool, typer.Option("--realign", help="Cut each HYP anew, into the sentences of the reference.")
    ] = False,
    segments: Annotated[
        str | None, typer.Option("--segments", metavar="FILE", help="Write the scores of segments (.tsv, .jsonl, ...).")
    ] = None,
    worst_first: Annotated[bool, typer.Option("--worst-first", help="Sort --segments, the worst first.")] = False,
    html: Annotated[str | None, typer.Option("--html", metavar="FILE", help="Write a report.")] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", help="Write the scores to a file.")] = None,
    format: Annotated[
        ScoreFormat | None, typer.Option("--format", help="By default as the output is named, else table.")
    ] = None,
    digits: Annotated[int, typer.Option("--digits", min=0, max=10, help="Digits of a table.")] = 1,
    debug: Debug = False,
) -> None:
    """Score translations against references, with the numbers and signatures of sacrebleu.

    Files are plain text, a segment a line, or tables (TSV, CSV, JSONL, Parquet) with a column named by --hyp-column.
    Several HYP are compared with the first.
    """
    from align.cli.mt_inputs import Request, read_inputs
    from align.evaluate.translation import translation_scores

    request = Request(
        hypotheses, ref or (), src, hyp_column or (), ref_column or (), src_column, by or (), input_format
    )
    read = [*hypotheses, *(ref or ()), *([src] if src else [])]
    if read.count("-") > 1:
        raise typer.BadParameter("only one file can be standard input.")
    if "-" in (segments, html):
        raise typer.BadParameter("--segments and --html need a file; standard output is for the scores.")
    _check_outputs([path for path in (output, segments, html) if path], read)
    options = _options(metrics, language, tokenize, lowercase, paired, samples, confidence, segments, html, realign)
    if segments:
        from align.records import format_of

        format_of(segments)
    inputs = read_inputs(request)
    groups = _groups(inputs, by or (), realign)
    if not realign:
        _check_lengths(inputs)
    with _progress() as progress:
        scores = translation_scores(
            inputs.systems,
            list(inputs.references.values()),
            source=inputs.source,
            groups=groups,
            options=options,
            progress=progress,
        )
    for warning in scores.warnings:
        print("hanalign: warning:", " ".join(warning.split()), file=sys.stderr)
    if segments:
        _write_segments(segments, scores, groups, worst_first, has_source=inputs.source is not None)
    if html:
        from align.corpus import writing
        from align.report.scores import to_html

        with writing(html) as stream:
            stream.write(to_html(scores, digits))
    _show(scores, output, format, digits)


def _options(
    metrics: str | None,
    language: Target | None,
    tokenizer: str | None,
    lowercase: bool,
    paired: Paired,
    samples: int,
    confidence: bool,
    segments: str | None,
    html: str | None,
    realign: bool,
) -> TranslationOptions:
    from align.options import TRANSLATION_METRICS, TranslationOptions

    names: tuple[str, ...] = TranslationOptions().metrics
    if metrics == "all" or (metrics is None and segments):
        names = TRANSLATION_METRICS
    elif metrics is not None:
        names = tuple(name.strip().lower() for name in metrics.split(","))
    return TranslationOptions(
        metrics=names,
        language=language.value if language else None,
        tokenizer=tokenizer,
        lowercase=lowercase,
        test=paired.value,
        samples=samples,
        confidence=confidence,
        segments=bool(segments or html),
        realign=realign,
    )


def _check_outputs(outputs: Sequence[str], inputs: Sequence[str]) -> None:
    from align.corpus import check_writable

    files = [path for path in outputs if path != "-"]
    if len({os.path.realpath(path) for path in files}) < len(files):
        raise OptionError(f"{files[0]}: can't hold two outputs; give --output, --segments and --html a file each")
    for output in outputs:
        for path in inputs:
            exist = "-" not in (path, output) and Path(path).exists() and Path(output).exists()
            if exist and os.path.samefile(path, output):
                raise OutputError(f"{output}: is read as well, and would be lost; choose another name")
        check_writable(output)


def _groups(inputs: Inputs, by: Sequence[str], realign: bool) -> dict[str, list[str]]:
    from align.cli.mt_inputs import LENGTH
    from align.evaluate import by_length

    reference = next(iter(inputs.references.values()))
    groups = {column: by_length(reference) if column == LENGTH else inputs.groups[column] for column in by}
    for column, values in groups.items():
        if realign and len(values) != len(reference):
            raise OptionError(f"--by {column}: is of the translation; with --realign it has to be of the reference")
    return groups


def _check_lengths(inputs: Inputs) -> None:
    """Check here what is checked again later, with the names of files."""
    from align.evaluate import check_lengths

    (name, reference), *others = inputs.references.items()
    for other, texts in [*others, *inputs.systems.items()]:
        check_lengths(other, texts, name, reference)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show on a terminal what is under way."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES[stage], total=total)
            if done == total or done % max(total // 200, 1) == 0:
                bars.update(tasks[stage], completed=done, total=total)

        yield show


def _write_segments(
    path: str, scores: TranslationScores, groups: dict[str, list[str]], is_worst_first: bool, *, has_source: bool
) -> None:
    from align import records
    from align.report.scores import segment_columns, segment_records

    with records.writing(path, segment_columns(scores, groups, has_source=has_source)) as write:
        for record in segment_records(scores, groups, is_worst_first=is_worst_first):
            write(record)


def _show(scores: TranslationScores, output: str | None, format: ScoreFormat | None, digits: int) -> None:
    from align.corpus import writing
    from align.report.grid import to_rich
    from align.report.scores import grids, notes, to_text

    chosen = format.value if format else _SUFFIXES.get(Path(output or "").suffix.lower(), "table")
    if output is None and chosen == "table":
        for grid in grids(scores, digits):
            print_table(to_rich(grid))
        for note in notes(scores):
            print(note)
        return
    write_utf8()
    with writing(output or "-") as stream:
        stream.write(to_text(scores, chosen, digits))
