"""Which rows of a corpus are worth keeping, and why the others are not."""

from align.filters.filters import Filter, Filters, Row, Side
from align.filters.languages import script_shares
from align.filters.measures import copied_share, length_ratio, markup, repeated_share

__all__ = [
    "Filter",
    "Filters",
    "Row",
    "Side",
    "copied_share",
    "length_ratio",
    "markup",
    "repeated_share",
    "script_shares",
]
