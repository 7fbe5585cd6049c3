"""Which part of the corpus an article belongs to, told from its id alone."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b


class Splits:
    """Splits by article, stable under growth: an article stays where it is, whatever else is added.

    Smaller splits take the lower hashes, and win where rows are near duplicates across splits: a row that stands in
    test and in train is dropped from train. Of equal ones, the one named later wins.
    """

    def __init__(self, shares: Sequence[tuple[str, float]]) -> None:
        order = sorted(range(len(shares)), key=lambda place: (shares[place][1], -place))
        self.names = tuple(shares[place][0] for place in order)
        self._bounds: list[int] = []
        total = 0.0
        for place in order:
            total += shares[place][1]
            self._bounds.append(round(total * 2**64))
        if self._bounds:
            # Shares add up to 1 but for rounding.
            self._bounds[-1] = 2**64

    def rank(self, pair_id: str) -> int:
        """Return the place in `names` of the split of an article; the least one wins. 0 where there are no splits."""
        if not self._bounds:
            return 0
        value = int.from_bytes(blake2b(pair_id.encode("utf-8", "replace"), digest_size=8, person=b"split").digest())
        return next(place for place, bound in enumerate(self._bounds) if value < bound)

    def of(self, pair_id: str) -> str:
        """Return the name of the split of an article; empty where there are no splits."""
        return self.names[self.rank(pair_id)] if self.names else ""
