"""`hanalign export`, `hanalign import` and `hanalign stats`: whole corpora, in and out of other formats."""

from __future__ import annotations

import dataclasses
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from align.cli.console import COLUMN_ADVICE, Debug, print_table, spare, write_utf8

if TYPE_CHECKING:
    from align.formats import Report

InputFormat = Annotated[
    str | None, typer.Option("--input-format", help="tsv, csv, jsonl or parquet; by default as the name says.")
]


class ExportFormat(StrEnum):
    """Formats to export to, as `align.formats.FORMATS`."""

    tmx = "tmx"
    xliff = "xliff"
    moses = "moses"
    jsonl = "jsonl"
    parquet = "parquet"
    csv = "csv"
    xlsx = "xlsx"
    huggingface = "huggingface"


class XliffVersion(StrEnum):
    """Versions of XLIFF, as `FormatOptions.xliff_version`."""

    first = "1.2"
    second = "2.0"


SourceLanguage = Annotated[str, typer.Option("--source-lang", help="Language code of the Korean side, such as ko-KR.")]
TargetLanguage = Annotated[str, typer.Option("--target-lang", help="Language code of the English side, such as en-US.")]


def export(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS", help="TSV, CSV, JSONL or Parquet; - is standard input.")],
    to: Annotated[ExportFormat, typer.Option("--to", help="What to write.")],
    output: Annotated[
        str, typer.Option("-o", "--output", help="File, or folder for huggingface; moses adds .ko and .en.")
    ] = "-",
    source_lang: SourceLanguage = "ko",
    target_lang: TargetLanguage = "en",
    xliff_version: Annotated[
        XliffVersion, typer.Option("--xliff-version", help="Version to write.")
    ] = XliffVersion.first,
    input_format: InputFormat = None,
    debug: Debug = False,
) -> None:
    """Write a corpus in the format of another tool.

    TMX and XLIFF for translators, Moses for trainers, tables, workbooks, and data sets of Hugging Face. All
    columns go along, but for moses, which holds the texts alone.
    """
    from align import formats, records
    from align.options import FormatOptions

    if output == "-" and to in (ExportFormat.moses, ExportFormat.huggingface):
        raise typer.BadParameter(f"{to.value} can't go to standard output; name it with --output.")
    spare([corpus], output)
    options = FormatOptions(source_lang, target_lang, xliff_version.value, formats.signature_of(corpus))
    with records.reading(corpus, input_format) as table:
        _tell(formats.export(table, output, to.value, options))


def import_(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="TMX, XLIFF, XLSX, CSV, TSV, JSONL, Parquet, .ko and .en, or a folder."),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", help="Corpus: .tsv, .csv, .jsonl or .parquet; - is standard output.")
    ] = "-",
    format: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="Format of the files; by default as the name says.")
    ] = None,
    output_format: Annotated[
        str | None, typer.Option("--output-format", help="By default as the name says; tsv on standard output.")
    ] = None,
    source_lang: SourceLanguage = "ko",
    target_lang: TargetLanguage = "en",
    ko_column: Annotated[str, typer.Option("--ko-column", help="Column of the Korean side.")] = "ko",
    en_column: Annotated[str, typer.Option("--en-column", help="Column of the English side.")] = "en",
    debug: Debug = False,
) -> None:
    """Make one corpus of files in other formats.

    Rows get the name of their file as pair_id where it says no other. The two files of moses are named by language,
    or given Korean first.
    """
    from align import formats
    from align.options import FormatOptions

    spare(files, output)
    report = formats.import_(
        files, output, format=format, output_format=output_format or ("tsv" if output == "-" else None),
        options=FormatOptions(source_lang, target_lang), ko=ko_column, en=en_column,
    )  # fmt: skip
    _tell(report)


def _tell(report: Report) -> None:
    for what, count in report.notes:
        print(f"hanalign: note: {what}: {count:,}", file=sys.stderr)


def stats(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS", help="TSV, CSV, JSONL or Parquet; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
    ko_column: Annotated[str, typer.Option("--ko-column", help="Column of the Korean side.")] = "ko",
    en_column: Annotated[str, typer.Option("--en-column", help="Column of the English side.")] = "en",
    input_format: InputFormat = None,
    debug: Debug = False,
) -> None:
    """Show what a corpus holds.

    Rows, articles, bead types, roles, lengths, scores, exact duplicates, reasons, sources and splits.
    """
    from align import records
    from align.stats import summarise

    with records.reading(corpus, input_format) as table:
        table.require(ko_column, en_column, advice=COLUMN_ADVICE)
        statistics = summarise(table, ko=ko_column, en=en_column)
        name = table.name
    if as_json:
        write_utf8()
        print(json.dumps(dataclasses.asdict(statistics), ensure_ascii=False, indent=1))
    else:
        from align.stats.show import statistics_table

        print_table(statistics_table(statistics, name))
