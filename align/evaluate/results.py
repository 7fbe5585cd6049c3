"""What the scoring of translations returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from align.bitext import Language
from align.evaluate.diff import Piece, diff


@dataclass(frozen=True, slots=True)
class MetricScore:
    """One metric of one system.

    `metric` is sacrebleu's name: `BLEU`, `chrF2`, `chrF2++`, `TER`. `score` is 0 to 100, TER 0 upwards and the lower
    the better. `detail` is what sacrebleu adds, such as the precisions of BLEU. `mean` and `interval` are of the
    bootstrap: the true score is within `mean` plus or minus `interval` in 95 of 100 cases. `p_value` is the chance of a
    difference from the first system this large, were both the same.
    """

    metric: str
    score: float
    signature: str
    detail: str = ""
    mean: float | None = None
    interval: float | None = None
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class SystemScores:
    """The scores of one system, in the order of the metrics asked for."""

    name: str
    scores: tuple[MetricScore, ...]


@dataclass(frozen=True, slots=True)
class GroupScores:
    """Scores over the segments with one value in a column; `scores` by system, then by metric."""

    column: str
    value: str
    segments: int
    scores: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """One segment of one system.

    `number` counts from 1, as lines do. `scores` are by sacrebleu's names of metrics, sentence BLEU with effective
    order. `length_ratio` is that of the characters, white space apart, of hypothesis and first reference; None where
    that is empty.
    """

    number: int
    hypothesis: str
    reference: str
    scores: Mapping[str, float]
    length_ratio: float | None
    source: str = ""

    @property
    def diff(self) -> list[Piece]:
        """Word by word, what hypothesis and first reference share and what one of them has alone."""
        return diff(self.reference, self.hypothesis)


@dataclass(frozen=True, slots=True)
class TranslationScores:
    """Scores of one or more translations against the same references.

    The first of `systems` is the baseline of the `test` (`bs`, `ar` or `none`). `segments`, by system, is empty unless
    asked for; `segment_signatures` are then those of its metrics. `warnings` say what may be wrong with the input.
    """

    language: Language
    count: int
    references: int
    systems: tuple[SystemScores, ...]
    test: str = "none"
    samples: int = 0
    groups: tuple[GroupScores, ...] = ()
    segments: Mapping[str, tuple[SegmentScore, ...]] = field(default_factory=dict)
    segment_signatures: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def metrics(self) -> tuple[str, ...]:
        """Names of the metrics, in order."""
        return tuple(score.metric for score in self.systems[0].scores)

    @property
    def signatures(self) -> dict[str, str]:
        """Signature of each metric: quote it with the score."""
        return {score.metric: score.signature for score in self.systems[0].scores}

    def best(self, metric: str) -> float:
        """Return the best score of any system by a metric."""
        scores = [score.score for system in self.systems for score in system.scores if score.metric == metric]
        return min(scores) if is_error(metric) else max(scores)


def is_error(metric: str) -> bool:
    """Whether less is better by a metric."""
    return metric == "TER"


def main_metric(segments: Sequence[SegmentScore]) -> str:
    """Return the metric that segments are ranked by: chrF2++ where there is one, else their first."""
    return "chrF2++" if "chrF2++" in segments[0].scores else next(iter(segments[0].scores))


def worst_first(segments: Sequence[SegmentScore]) -> list[SegmentScore]:
    """Return segments from the worst to the best by their main metric, equal ones in their order."""
    if not segments:
        return []
    metric = main_metric(segments)
    sign = -1 if is_error(metric) else 1
    return sorted(segments, key=lambda one: sign * one.scores[metric])
