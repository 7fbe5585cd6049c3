"""Sentences that the monotone path left over on both sides, matched again in any order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.beads.lattice import MATCHES, Doubles, Lattice

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MovedWeights:
    """How the odds of a bead against null beads become its odds out of order.

    `scale` times the odds plus `bias`, plus `joined` where the bead goes on where one found before
    stopped, on both sides.
    """

    scale: float
    bias: float
    joined: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """Beads among left-over sentences: where they start, their type, and their log odds against null beads."""

    source: Ints
    target: Ints
    kind: Ints
    odds: Doubles

    def take(self, which: NDArray[np.bool_]) -> Candidates:
        """Return the candidates where `which` is true."""
        return Candidates(self.source[which], self.target[which], self.kind[which], self.odds[which])


def _runs(free: NDArray[np.bool_]) -> Ints:
    """Return, for each position 0 to n, how many free sentences in a row end there."""
    places = np.arange(len(free) + 1)
    last_taken = np.maximum.accumulate(np.concatenate([[0], np.where(free, 0, places[1:])]))
    return np.asarray(places - last_taken)


def candidates(lattice: Lattice, free_source: NDArray[np.bool_], free_target: NDArray[np.bool_]) -> Candidates:
    """List the beads of a lattice that hold free sentences only."""
    runs_source, runs_target = _runs(free_source), _runs(free_target)
    rows = np.flatnonzero(runs_source)
    a, b = np.array(MATCHES).T
    m = len(free_target)
    columns = lattice.lo[rows, None] + np.arange(lattice.width)
    room = np.where(columns <= m, runs_target[np.minimum(columns, m)], 0)
    fits = (runs_source[rows, None, None] >= a[:, None]) & (room[:, None, :] >= b[:, None])
    fits &= np.isfinite(lattice.matches[rows])
    row, kind, column = np.nonzero(fits)
    stop_source = rows[row]
    stop_target = columns[row, column]
    start_source, start_target = stop_source - a[kind], stop_target - b[kind]
    drops_source = np.concatenate([[0.0], np.cumsum(lattice.source_nulls)])
    drops_target = np.concatenate([[0.0], np.cumsum(lattice.target_nulls)])
    odds = (
        lattice.matches[stop_source, kind, column]
        - (drops_source[stop_source] - drops_source[start_source])
        - (drops_target[stop_target] - drops_target[start_target])
    )
    return Candidates(start_source, start_target, kind, np.asarray(odds, np.float64))


def _mass(start: Ints, size: Ints, weight: Doubles, length: int) -> Doubles:
    """Return, for each candidate, the largest sum of weights over the candidates that share one of its sentences."""
    at = np.zeros(length)
    for step in range(int(size.max())):
        np.add.at(at, (start + step)[size > step], weight[size > step])
    best = at[start]
    for step in range(1, int(size.max())):
        longer = size > step
        best[longer] = np.maximum(best[longer], at[(start + step)[longer]])
    return np.asarray(best)


def rematch(
    lattice: Lattice,
    free_source: NDArray[np.bool_],
    free_target: NDArray[np.bool_],
    weights: MovedWeights,
    worth: float,
) -> list[tuple[int, int, int, int, float]]:
    """Match what is free on both sides, the surest first; beads as `(i, j, a, b, probability)`.

    A bead's probability is its odds among all beads that share a sentence with it, and among leaving the
    sentences alone. Beads below `worth` are left out.
    """
    a, b = np.array(MATCHES).T
    left = candidates(lattice, free_source, free_target)
    n, m = len(free_source), len(free_target)
    follows = np.zeros(len(left.odds), bool)
    found: list[tuple[int, int, int, int, float]] = []
    ends: set[tuple[int, int]] = set()
    starts: set[tuple[int, int]] = set()
    while len(left.odds):
        logits = weights.scale * left.odds + weights.bias + weights.joined * follows
        weight = np.exp(np.minimum(logits, 30.0))
        size_source, size_target = a[left.kind], b[left.kind]
        rivals = _mass(left.source, size_source, weight, n) + _mass(left.target, size_target, weight, m) - weight
        probability = weight / (1 + rivals)
        taken_source, taken_target = np.zeros(n, bool), np.zeros(m, bool)
        before = len(found)
        for k in np.argsort(-probability, kind="stable"):
            if probability[k] < worth:
                break
            i, j, x, y = int(left.source[k]), int(left.target[k]), int(size_source[k]), int(size_target[k])
            if taken_source[i : i + x].any() or taken_target[j : j + y].any():
                continue
            taken_source[i : i + x] = taken_target[j : j + y] = True
            found.append((i, j, x, y, float(probability[k])))
            ends.add((i + x, j + y))
            starts.add((i, j))
        if len(found) == before:
            break
        gone = _touches(left.source, size_source, taken_source) | _touches(left.target, size_target, taken_target)
        left = left.take(~gone)
        follows = np.array(
            [
                (i, j) in ends or (i + a[t], j + b[t]) in starts
                for i, j, t in zip(left.source.tolist(), left.target.tolist(), left.kind.tolist(), strict=True)
            ],
            bool,
        )
    return found


def _touches(start: Ints, size: Ints, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    before = np.concatenate([[0], np.cumsum(taken)])
    return np.asarray(before[start + size] > before[start])


def crossing(links: Sequence[tuple[int, int]]) -> set[int]:
    """Return the indices of the fewest links to take away so that the rest run in one order.

    `links` holds the starts (source, target) of beads that don't overlap. Longest increasing
    subsequence by patience sorting: time n log n.
    """
    order = sorted(range(len(links)), key=lambda k: links[k])
    tails: list[int] = []
    tops: list[int] = []
    back: dict[int, int | None] = {}
    for k in order:
        pile = bisect_left(tails, links[k][1])
        back[k] = tops[pile - 1] if pile else None
        if pile == len(tails):
            tails.append(links[k][1])
            tops.append(k)
        else:
            tails[pile] = links[k][1]
            tops[pile] = k
    kept: set[int] = set()
    k = tops[-1] if tops else None
    while k is not None:
        kept.add(k)
        k = back[k]
    return set(range(len(links))) - kept
