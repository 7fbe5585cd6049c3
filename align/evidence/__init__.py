"""Hard evidence in a sentence: values that a translation keeps whatever its words."""

from align.evidence.marks import Mark, marks
from align.evidence.names import Name, NameTable, match_names, missing_names, names, unheard_names
from align.evidence.numbers import numbers
from align.evidence.quantities import Comparison, Quantity, compare, quantities

__all__ = [
    "Comparison",
    "Mark",
    "Name",
    "NameTable",
    "Quantity",
    "compare",
    "marks",
    "match_names",
    "missing_names",
    "names",
    "numbers",
    "quantities",
    "unheard_names",
]
