"""Counts of what would not fit in memory: histograms, quantiles and distinct items in a bounded space.

Nothing is drawn at random: the same records give the same figures, in any order.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many values fall between neighbouring edges; the last bin includes its upper edge.

    There is one more edge than counts. `below` and `above` count the values outside the edges.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    below: int = 0
    above: int = 0


class Bins:
    """A histogram in the making."""

    def __init__(self, edges: Sequence[float]) -> None:
        self.edges = tuple(edges)
        # The first slot is below all edges, the last one above.
        self._slots = [0] * (len(self.edges) + 1)

    def add(self, value: float) -> None:
        """Count a value."""
        place = len(self.edges) - 1 if value == self.edges[-1] else bisect_right(self.edges, value)
        self._slots[place] += 1

    def histogram(self) -> Histogram:
        """Return the counts so far."""
        return Histogram(self.edges, tuple(self._slots[1:-1]), self._slots[0], self._slots[-1])


class Quantiles:
    """Quantiles of values above 0, each within 1 % of the true one.

    DDSketch (Masson, Rim and Lee, VLDB 2019, section 2): values are counted in bins whose edges grow by a factor.
    """

    #: Relative error, and the factor that it asks for.
    ERROR = 0.01
    _FACTOR = math.log((1 + ERROR) / (1 - ERROR))
    #: Values beyond count as these, which bounds the number of bins to about 2,800.
    _LOW, _HIGH = 1e-12, 1e12

    def __init__(self) -> None:
        self._bins: dict[int, int] = {}
        self._count = 0

    def add(self, value: float) -> None:
        """Count a value, 0 or more."""
        place = math.ceil(math.log(min(max(value, self._LOW), self._HIGH)) / self._FACTOR)
        self._bins[place] = self._bins.get(place, 0) + 1
        self._count += 1

    def at(self, share: float) -> float | None:
        """Return the value below which a share (0 to 1) of the values lies; None where there are none."""
        if not self._count:
            return None
        rank, seen, place = share * (self._count - 1), 0, 0
        for place in sorted(self._bins):
            seen += self._bins[place]
            if seen > rank:
                break
        return 2 * math.exp(place * self._FACTOR) / (math.exp(self._FACTOR) + 1)


class Distinct:
    """Number of different items, and of repetitions: exact up to `limit` different ones, then an estimate.

    Distinct sampling (Gibbons, VLDB 2001): only items whose hash is below a threshold are counted, and the threshold
    is halved whenever they become too many. The standard error is 1 / sqrt(limit / 2) of the figure at most.
    """

    def __init__(self, limit: int = 2**18) -> None:
        self._limit = limit
        self._threshold = 2**64
        self._counts: dict[int, int] = {}

    def add(self, item: str) -> None:
        """Count an item."""
        code = int.from_bytes(blake2b(item.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        if code >= self._threshold:
            return
        self._counts[code] = self._counts.get(code, 0) + 1
        while len(self._counts) > self._limit:
            self._threshold //= 2
            self._counts = {code: count for code, count in self._counts.items() if code < self._threshold}

    @property
    def is_exact(self) -> bool:
        """Whether no item had to be left out."""
        return self._threshold == 2**64

    @property
    def distinct(self) -> int:
        """Number of different items."""
        return len(self._counts) * (2**64 // self._threshold)

    @property
    def repeated(self) -> int:
        """Number of items that had been there before."""
        return (sum(self._counts.values()) - len(self._counts)) * (2**64 // self._threshold)
