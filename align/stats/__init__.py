"""What a corpus looks like in numbers, whoever made it: counted in one pass, in bounded memory."""

from align.stats.figures import Group, Measure, Ratio, Side, Statistics
from align.stats.sketch import Histogram
from align.stats.tally import Tally, summarise

__all__ = ["Group", "Histogram", "Measure", "Ratio", "Side", "Statistics", "Tally", "summarise"]
