"""Hard evidence in a sentence: values that a translation keeps whatever its words."""

from align.evidence.marks import Mark, marks
from align.evidence.names import Name, NameComparison, compare_names, names
from align.evidence.numbers import numbers
from align.evidence.quantities import Comparison, Quantity, compare, quantities

__all__ = [
    "Comparison",
    "Mark",
    "Name",
    "NameComparison",
    "Quantity",
    "compare",
    "compare_names",
    "marks",
    "names",
    "numbers",
    "quantities",
]
