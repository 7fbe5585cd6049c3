"""Lines of a build's files: how rows and rejects are written, the same in every process."""

from __future__ import annotations

from collections.abc import Sequence

from align.bitext import AlignedPair, Reason, Score
from align.corpus import COLUMNS, escape

#: Columns of corpus.tsv before those carried over from the manifest; `split` stands behind them where one was asked.
ROW_COLUMNS = (*COLUMNS, "quality", "reasons")
#: Columns of rejects.tsv before those carried over. The text columns are empty where a whole pair was rejected. Stages
#: are, in the order of the work: read, clean, language, align, worker, filter, dedupe.
REJECT_COLUMNS = ("pair_id", "stage", "reason", *ROW_COLUMNS[1:])

PROBABILITY, QUALITY, KIND = (ROW_COLUMNS.index(name) for name in ("probability", "quality", "kind"))
KO, EN, KO_INDEX = (ROW_COLUMNS.index(name) for name in ("ko", "en", "ko_index"))


def row_line(row: AlignedPair, score: Score | None, carried: Sequence[str]) -> str:
    """Return a row as a line of corpus.tsv, without split and line end."""
    return "\t".join(
        (
            escape(row.pair_id), escape(row.ko), escape(row.en), row.kind,
            f"{row.probability:.4f}", f"{row.similarity:.4f}", row.ko_role, row.en_role,
            f"{row.ko_index.start}:{row.ko_index.stop}", f"{row.en_index.start}:{row.en_index.stop}",
            "true" if row.crossing else "false",
            f"{score.quality:.4f}" if score else "", escape(reasons_text(score.reasons)) if score else "",
            *map(escape, carried),
        )
    )  # fmt: skip


def reasons_text(reasons: Sequence[Reason]) -> str:
    """Return reasons as one field holds them."""
    return "; ".join(map(str, reasons))


def reject_line(row: str, stage: str, reason: str) -> str:
    """Return the line of rejects.tsv for a line of corpus.tsv."""
    pair_id, rest = row.split("\t", 1)
    return f"{pair_id}\t{stage}\t{escape(reason)}\t{rest}"


def pair_reject_line(pair_id: str, stage: str, reason: str, carried: Sequence[str]) -> str:
    """Return the line of rejects.tsv for a pair that gave no row."""
    return "\t".join((escape(pair_id), stage, escape(reason), *[""] * (len(ROW_COLUMNS) - 1), *map(escape, carried)))


def with_split(row: str, split: str) -> str:
    """Return a line of corpus.tsv with the name of its split, before the carried columns."""
    fields = row.split("\t", len(ROW_COLUMNS))
    return "\t".join((*fields[: len(ROW_COLUMNS)], split, *fields[len(ROW_COLUMNS) :]))
