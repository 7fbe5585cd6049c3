"""Which rows of a corpus are worth keeping, and why the others are not."""

from align.filters.filters import Filter, Filters
from align.filters.measures import copied_share, length_ratio, markup, repeated_share, symbol_share

__all__ = ["Filter", "Filters", "copied_share", "length_ratio", "markup", "repeated_share", "symbol_share"]
