"""What a build did, as one JSON object: the provenance of the corpus beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from align.batch.figures import Figures
from align.batch.merge import Merged

#: Bins of the histograms: probability and quality from 0 to 1, length ratio as its base-2 logarithm from -2 to 2.
_BINS, _RATIO_RANGE = 20, (-2.0, 2.0)


@dataclass(frozen=True)
class Summary:
    """The figures that a caller asks first, and all of them as they stand in summary.json."""

    signature: str
    pairs: int
    rejected_pairs: int
    rows: int
    rejected_rows: int
    values: Mapping[str, object]

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Summary:
        """Return the summary that summary.json holds."""
        pairs, rows = values["pairs"], values["rows"]
        if not isinstance(pairs, Mapping) or not isinstance(rows, Mapping):
            raise TypeError("pairs and rows are no objects")
        return cls(
            str(values["signature"]), int(pairs["total"]), int(pairs["rejected"]), int(rows["kept"]),
            int(rows["rejected"]), values,
        )  # fmt: skip


def summarise(signature: str, asked: Mapping[str, object], merged: Merged) -> Summary:
    """Return the summary of a merged build; nothing in it depends on time, place or number of processes."""
    totals, figures = merged.totals, merged.figures
    kept = sum(file.rows for file in merged.corpus)
    files = [*merged.corpus, merged.rejects]
    return Summary.of(
        {
            "signature": signature,
            "asked": dict(asked),
            "pairs": {
                "total": totals.pairs,
                "aligned": totals.pairs - totals.rejected_pairs,
                "rejected": totals.rejected_pairs,
            },
            "rows": {"total": totals.rows, "kept": kept, "rejected": totals.rows - kept},
            "sentences": {
                "ko": totals.sentences[0],
                "en": totals.sentences[1],
                "ko_linked": totals.linked[0],
                "en_linked": totals.linked[1],
            },
            "splits": {name: {"pairs": pairs, "rows": rows} for name, pairs, rows in merged.splits},
            "rejects": {stage: dict(counts.most_common()) for stage, counts in sorted(figures.rejects.items())},
            "kinds": dict(figures.kinds.most_common()),
            "probability": _distribution(figures, "probability", 0.0, 1.0),
            "quality": _distribution(figures, "quality", 0.0, 1.0),
            "length_ratio_log2": _distribution(figures, "length_ratio", *_RATIO_RANGE),
            "sources": {
                name: {
                    "pairs": one.pairs,
                    "rows": one.rows,
                    "rejects": one.rejects,
                    "quality": round(one.quality / one.rows, 4) if one.rows else None,
                }
                for name, one in sorted(figures.sources.items(), key=lambda item: (-item[1].rows, item[0]))
            },
            "files": {file.path.name: {"rows": file.rows, "sha256": file.sha256} for file in files},
        }
    )


def _distribution(figures: Figures, name: str, low: float, high: float) -> dict[str, object]:
    values = getattr(figures, name)
    mean = values.mean()
    return {
        "mean": None if mean is None else round(mean, 4),
        "low": low,
        "high": high,
        "bins": values.histogram(low, high, _BINS),
    }
