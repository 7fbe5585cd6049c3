"""`hanalign export`, `hanalign import` and `hanalign stats`: whole corpora, in and out of other formats."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer

from align.cli.console import Debug, print_table, write_utf8

InputFormat = Annotated[
    str | None, typer.Option("--input-format", help="tsv, csv, jsonl or parquet; by default as the name says.")
]


def stats(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS", help="TSV, CSV, JSONL or Parquet; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
    ko_column: Annotated[str, typer.Option("--ko-column", help="Column of the Korean side.")] = "ko",
    en_column: Annotated[str, typer.Option("--en-column", help="Column of the English side.")] = "en",
    input_format: InputFormat = None,
    debug: Debug = False,
) -> None:
    """Show what a corpus holds: rows, bead types, roles, lengths, scores, duplicates, sources and splits."""
    from align import records
    from align.stats import summarise

    with records.reading(corpus, input_format) as table:
        table.require(ko_column, en_column)
        statistics = summarise(table, ko=ko_column, en=en_column)
        name = table.name
    if as_json:
        write_utf8()
        print(json.dumps(dataclasses.asdict(statistics), ensure_ascii=False, indent=1))
    else:
        from align.stats.show import statistics_table

        print_table(statistics_table(statistics, name))
