"""What is measured: beads against gold, translations against references.

Beads: `strict`, `lax`, `nulls`, `by_kind`, `calibration`. Translations: `translation_scores`, which loads sacrebleu
when it is called; `realign` fits a translation that is cut into other sentences to those of its reference.
"""

from align.evaluate.beads import PRF, Link, by_kind, calibration, lax, nulls, strict
from align.evaluate.lengths import check_lengths
from align.evaluate.realign import realign
from align.evaluate.results import (
    GroupScores,
    MetricScore,
    SegmentScore,
    SystemScores,
    TranslationScores,
    is_error,
    worst_first,
)
from align.evaluate.translation import by_length, translation_scores

__all__ = [
    "PRF",
    "GroupScores",
    "Link",
    "MetricScore",
    "SegmentScore",
    "SystemScores",
    "TranslationScores",
    "by_kind",
    "by_length",
    "calibration",
    "check_lengths",
    "is_error",
    "lax",
    "nulls",
    "realign",
    "strict",
    "translation_scores",
    "worst_first",
]
