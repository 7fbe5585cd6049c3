"""Hard evidence in a sentence: values that a translation keeps whatever its words.

Names are in `align.evidence.names`: their tables are only for those who compare names.
"""

from align.evidence.marks import Mark, marks
from align.evidence.numbers import numbers
from align.evidence.quantities import Comparison, Quantity, compare, quantities

__all__ = ["Comparison", "Mark", "Quantity", "compare", "marks", "numbers", "quantities"]
