"""What is measured: beads against gold, translations against references.

Beads: `strict`, `lax`, `nulls`, `by_kind`, `calibration`. Translations: `translation_scores`, which loads sacrebleu
when it is called; `realign` fits a translation that is cut into other sentences to those of its reference.
"""

from align.evaluate.beads import PRF, Link, by_kind, calibration, lax, nulls, strict

__all__ = ["PRF", "Link", "by_kind", "calibration", "lax", "nulls", "strict"]
