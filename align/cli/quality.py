"""`hanalign quality` and `hanalign explain`: how good pairs are, and why."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import typer

from align.cli.console import COLUMN_ADVICE, Debug, print_table, spare

#: Rows scored at a time: memory stays the same however many there are.
_BATCH = 500


def quality(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS", help="TSV, CSV, JSONL or Parquet; - is standard input.")],
    output: Annotated[str, typer.Option("-o", "--output", help="Where the rows go; - is standard output.")] = "-",
    ko_column: Annotated[str, typer.Option("--ko-column", help="Column of the Korean side.")] = "ko",
    en_column: Annotated[str, typer.Option("--en-column", help="Column of the English side.")] = "en",
    input_format: Annotated[str | None, typer.Option("--input-format", help="By default as the name says.")] = None,
    output_format: Annotated[str | None, typer.Option("--output-format", help="By default as the name says.")] = None,
    least: Annotated[float, typer.Option("--min", help="Leave out rows of a lower quality.", min=0, max=1)] = 0.0,
    debug: Debug = False,
) -> None:
    """Score every pair of a corpus: the columns quality and reasons are added to its own.

    Quality is the calibrated chance, 0 to 1, that both sides translate each other whole.
    """
    from align.records import reading, writing
    from align.score import Scorer

    spare([corpus], output)
    scorer = Scorer()
    with reading(corpus, format=input_format) as table:
        table.require(ko_column, en_column, advice=COLUMN_ADVICE)
        columns = [*table.columns, *(name for name in ("quality", "reasons") if name not in table.columns)]
        # Standard output has no name that would tell: what goes in as text comes out in the same form.
        kind = output_format or (table.format.replace("parquet", "jsonl") if output == "-" else None)
        with writing(output, columns, format=kind) as write:
            rows = iter(table)
            while batch := list(islice(rows, _BATCH)):
                pairs = [(_text(row[ko_column]), _text(row[en_column])) for row in batch]
                for row, score in zip(batch, scorer.score(pairs), strict=True):
                    if score.quality >= least:
                        write(row | {"quality": round(score.quality, 4), "reasons": "; ".join(map(str, score.reasons))})


def _text(value: object) -> str:
    return "" if value is None else str(value)


def explain(
    ko: Annotated[str, typer.Argument(metavar="KO_SENTENCE")],
    en: Annotated[str, typer.Argument(metavar="EN_SENTENCE")],
    debug: Debug = False,
) -> None:
    """Show which words of a Korean and an English sentence support each other, and what speaks against the pair."""
    from align.score import Scorer
    from align.table import explanation_table

    scorer = Scorer()
    print_table(explanation_table(ko, en, scorer.explain(ko, en)))
