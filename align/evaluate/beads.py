"""Beads against gold: strict and lax precision, recall and F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from align.bitext import Bead, Span

Link = tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class PRF:
    """Counts behind a precision and a recall: right among found, found again among gold."""

    right: int
    found: int
    hit: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the found that is right, 0 to 1; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 to 1; 0 where there is no gold."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: PRF) -> PRF:
        return PRF(self.right + other.right, self.found + other.found, self.hit + other.hit, self.gold + other.gold)


def _linked(beads: Iterable[Link]) -> list[Link]:
    return [(Span(*s), Span(*t)) for s, t in beads if s[1] > s[0] and t[1] > t[0]]


def strict(found: Iterable[Link], gold: Iterable[Link]) -> PRF:
    """Count beads with text on both sides that are right in full (Vecalign's strict measure)."""
    a, b = set(_linked(found)), set(_linked(gold))
    return PRF(len(a & b), len(a), len(a & b), len(b))


def lax(found: Iterable[Link], gold: Iterable[Link]) -> PRF:
    """Count beads with text on both sides that overlap, on both sides, with one of the other alignment."""
    a, b = set(_linked(found)), set(_linked(gold))

    def touched(one: set[Link], other: set[Link]) -> int:
        cells = {(i, j) for s, t in other for i in range(*s) for j in range(*t)}
        return sum(any((i, j) in cells for i in range(*s) for j in range(*t)) for s, t in one)

    return PRF(touched(a, b), len(a), touched(b, a), len(b))


def nulls(found: Iterable[Link], gold: Iterable[Link], n: int, m: int) -> PRF:
    """Count the sentences of both sides, `n` and `m` of them, that stand in no bead with text on both sides."""

    def alone(beads: Iterable[Link]) -> set[tuple[int, int]]:
        left = {(0, i) for i in range(n)} | {(1, j) for j in range(m)}
        for s, t in _linked(beads):
            left -= {(0, i) for i in range(*s)} | {(1, j) for j in range(*t)}
        return left

    a, b = alone(found), alone(gold)
    return PRF(len(a & b), len(a), len(a & b), len(b))


def by_kind(found: Iterable[Link], gold: Iterable[Link]) -> dict[str, PRF]:
    """Count as `strict` does, for each bead type."""
    a, b = set(_linked(found)), set(_linked(gold))

    def kinds(beads: set[Link]) -> Counter[str]:
        return Counter(f"{s.size}-{t.size}" for s, t in beads)

    right, there, wanted = kinds(a & b), kinds(a), kinds(b)
    return {k: PRF(right[k], there[k], right[k], wanted[k]) for k in sorted(there | wanted)}


def calibration(beads: Sequence[Bead], right: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error of bead probabilities, 0 to 1.

    Equal-width bins, each weighted with its beads (Guo et al. 2017, section 2). 0 for no beads.
    """
    if not beads:
        return 0.0
    said, was = np.array([b.probability for b in beads]), np.array(right, float)
    which = np.minimum((said * bins).astype(int), bins - 1)
    return float(
        sum(abs(said[which == k].mean() - was[which == k].mean()) * (which == k).mean() for k in set(which.tolist()))
    )
