"""Hard evidence in a sentence: values that a translation keeps whatever its words."""

from align.evidence.compare import Comparison, compare
from align.evidence.marks import Mark, marks
from align.evidence.numbers import numbers
from align.evidence.quantities import quantities
from align.evidence.quantity import Quantity

__all__ = ["Comparison", "Mark", "Quantity", "compare", "marks", "numbers", "quantities"]
