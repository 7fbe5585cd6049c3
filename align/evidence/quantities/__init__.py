"""Numbers, money, measures, dates and times of a sentence as values that compare across the languages."""

from align.evidence.quantities.compare import Comparison, compare
from align.evidence.quantities.quantity import Quantity
from align.evidence.quantities.readings import quantities

__all__ = ["Comparison", "Quantity", "compare", "quantities"]
