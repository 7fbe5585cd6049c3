"""What the report of a build shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from align.batch.figures import BANDS, Figures, Sample
from align.batch.summary import Summary
from align.report import render

#: Lines of the longest tables.
_MOST = 50


def report(summary: Summary, figures: Figures) -> str:
    """Return the report of a build as HTML that opens offline."""
    values = summary.values
    rejects, kinds, sources = (_mapping(values[name]) for name in ("rejects", "kinds", "sources"))
    total = sum(count for counts in rejects.values() for count in _mapping(counts).values())
    return render(
        "build.html",
        values=values,
        figures=figures,
        share=_share,
        rejects=[
            (stage, reason, count, _share(count, total))
            for stage, counts in rejects.items()
            for reason, count in list(_mapping(counts).items())[:_MOST]
        ],
        kinds=[(kind, rows, _share(rows, summary.rows)) for kind, rows in kinds.items()],
        splits=[(name, one["pairs"], one["rows"]) for name, one in _mapping(values["splits"]).items()],
        source_name=figures.source_name,
        sources=[(name, *one.values()) for name, one in list(sources.items())[:_MOST]],
        band_name="Quality" if figures.quality.counts else "Probability",
        samples=[(bound, _upper(bound), _cells(rows)) for bound, rows in figures.samples()],
        rejected=[(name, _cells(rows)) for name, rows in figures.rejected_samples()],
        asked=[(name, "" if value is None else str(value)) for name, value in _mapping(values["asked"]).items()],
        files=[(name, one["rows"], one["sha256"]) for name, one in _mapping(values["files"]).items()],
    )


def _mapping(value: object) -> Mapping[str, Any]:
    assert isinstance(value, Mapping)
    return value


def _upper(bound: float) -> float:
    return next((upper for upper in BANDS if upper > bound), 1.0)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _cells(rows: Iterable[Sample]) -> list[tuple[str, ...]]:
    return [(row.pair_id, row.ko, row.en, row.kind, row.probability[:4], row.quality[:4], row.reason) for row in rows]
