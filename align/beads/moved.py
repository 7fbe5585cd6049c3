"""Sentences that the monotone path left over on both sides, matched again in any order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from align.beads.lattice import MATCHES, Lattice, most_expected, posteriors
from align.bitext import Span

Ints = NDArray[np.int64]

#: A pair of runs is looked at when some bead of it is at least this likely against null beads (log odds).
_HOPEFUL = -1.0
#: Sentences of a run, at most: a pair of runs is searched whole.
_LONGEST = 200
#: Target runs that are tried for a source run: more only where a page repeats itself.
_TRIED = 8
#: Sentences of a side that is a headline rather than a story.
SHORT = 3


@dataclass(frozen=True, slots=True)
class MovedWeights:
    """How the odds that two left-over runs have something in common become odds out of order.

    `scale` times the log odds that the path model gives the two runs on their own, plus `bias`: what
    breaking the order costs, once for each block; `short_bias` instead where a side has SHORT sentences or
    fewer, as headlines follow no order.
    """

    scale: float
    bias: float
    short_bias: float


def rematch(
    lattice: Lattice,
    free_source: NDArray[np.bool_],
    free_target: NDArray[np.bool_],
    weights: MovedWeights,
    worth: float,
) -> list[tuple[int, int, int, int, float]]:
    """Match runs of free sentences, the surest pair of runs first; beads as `(i, j, a, b, probability)`.

    Each pair of runs is a small document for the path model. What a pair leaves over is matched on.
    Beads below the probability `worth` are left out.
    """
    sources, targets = _Runs(free_source), _Runs(free_target)
    bias = weights.short_bias if min(lattice.shape) <= SHORT else weights.bias
    blocks: dict[tuple[int, int], _Block] = {}
    queue: list[tuple[float, int, int]] = []

    def consider(ends: Ints, among: Ints | None = None) -> None:
        for pair in _hopeful(lattice, sources, targets, ends, among):
            block = _block(lattice, sources.spans[pair[0]], targets.spans[pair[1]], weights.scale, bias)
            if block.probability >= worth:
                blocks[pair] = block
                heappush(queue, (-block.probability, *pair))

    consider(np.flatnonzero(sources.of >= 0))
    found: list[tuple[int, int, int, int, float]] = []
    while queue:
        _, s, t = heappop(queue)
        block = blocks.pop((s, t))
        if s in sources.gone or t in targets.gone:
            continue
        source, target = sources.spans[s], targets.spans[t]
        likely = block.posterior * np.float32(block.probability)
        beads = [
            (source.start + i, target.start + j, a, b, float(likely[i + a, MATCHES.index((a, b)), j + b]))
            for i, j, a, b in most_expected(likely, worth)
        ]
        if not beads:
            continue
        found += beads
        fresh_sources = sources.split(s, [Span(i, i + a) for i, _, a, _, _ in beads])
        fresh_targets = targets.split(t, [Span(j, j + b) for _, j, _, b, _ in beads])
        consider(sources.ends(fresh_sources))
        seen = _rows_that_see(lattice, target)
        consider(seen[(sources.of[seen] >= 0) & ~np.isin(sources.of[seen], fresh_sources)], np.array(fresh_targets))
    return found


class _Runs:
    """Runs of free sentences of a side, numbered; `of` (n + 1,) tells which one a sentence is in that ends there."""

    def __init__(self, free: NDArray[np.bool_]) -> None:
        edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
        self.spans: list[Span] = []
        self.gone: set[int] = set()
        self.of = np.full(len(free) + 1, -1)
        for start, stop in edges.reshape(-1, 2).tolist():
            for at in range(start, stop, _LONGEST):
                self._add(Span(at, min(at + _LONGEST, stop)))

    def _add(self, span: Span) -> int:
        self.of[span.start + 1 : span.stop + 1] = len(self.spans)
        self.spans.append(span)
        return len(self.spans) - 1

    def split(self, run: int, taken: list[Span]) -> list[int]:
        """Replace a run by what is left of it, and return the numbers of the pieces."""
        span = self.spans[run]
        self.gone.add(run)
        self.of[span.start + 1 : span.stop + 1] = -1
        edges = [span.start, *(edge for part in sorted(taken) for edge in part), span.stop]
        return [self._add(Span(a, b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]

    def ends(self, runs: list[int]) -> Ints:
        """Return the positions where the sentences of some runs end."""
        spans = [self.spans[run] for run in runs]
        return np.concatenate([np.arange(0), *(np.arange(s.start + 1, s.stop + 1) for s in spans)])


def _rows_that_see(lattice: Lattice, target: Span) -> Ints:
    """Return the rows of a lattice whose columns hold some of a run of targets."""
    first = np.searchsorted(lattice.lo, target.start + 2 - lattice.width, side="left")
    last = np.searchsorted(lattice.lo, target.stop, side="right")
    return np.arange(max(int(first), 1), int(last))


def _hopeful(lattice: Lattice, sources: _Runs, targets: _Runs, ends: Ints, among: Ints | None) -> list[tuple[int, int]]:
    """Return the pairs of runs that hold a 1-1 bead worth a look: for each source run the best few.

    `ends` are the rows to look at, `among` the target runs, all of them where it is None.
    """
    m = lattice.shape[1]
    columns = lattice.lo[ends, None] + np.arange(lattice.width)
    inside = np.minimum(columns, m)
    odds = lattice.matches[ends, 0] - lattice.source_nulls[ends - 1, None]
    odds = odds - np.concatenate([[0.0], lattice.target_nulls])[inside]
    run = targets.of[inside]
    good = (odds > _HOPEFUL) & (columns <= m) & (run >= 0)
    if among is not None:
        good &= np.isin(run, among)
    row, column = np.nonzero(good)
    best: dict[int, dict[int, float]] = {}
    for s, t, value in zip(
        sources.of[ends[row]].tolist(), run[row, column].tolist(), odds[row, column].tolist(), strict=True
    ):
        own = best.setdefault(s, {})
        own[t] = max(own.get(t, value), value)
    return [(s, t) for s, own in best.items() for t in sorted(own, key=lambda t: (-own[t], t))[:_TRIED]]


@dataclass(frozen=True, slots=True)
class _Block:
    probability: float
    posterior: NDArray[np.float32]


def _block(lattice: Lattice, source: Span, target: Span, scale: float, bias: float) -> _Block:
    """Return how probable it is that two runs have a bead in common, and given that, where."""
    part = _part(lattice, source, target)
    posterior, total = posteriors(part)
    nothing = float(part.source_nulls.sum() + part.target_nulls.sum())
    gain = max(total - nothing, 1e-12)
    log_odds = gain + float(np.log(-np.expm1(-gain)))
    probability = 1 / (1 + np.exp(-np.clip(scale * log_odds + bias, -50, 50)))
    return _Block(float(probability), posterior / np.float32(max(-np.expm1(-gain), 1e-6)))


def _part(lattice: Lattice, source: Span, target: Span) -> Lattice:
    """Return the lattice of two runs alone."""
    rows = np.arange(source.start, source.stop + 1)
    columns = np.arange(target.start, target.stop + 1) - lattice.lo[rows, None]
    outside = (columns < 0) | (columns >= lattice.width)
    kinds = np.arange(len(MATCHES))[:, None]
    matches = lattice.matches[rows[:, None, None], kinds, np.clip(columns, 0, lattice.width - 1)[:, None, :]]
    matches[np.broadcast_to(outside[:, None, :], matches.shape)] = -np.inf
    for t, (a, b) in enumerate(MATCHES):
        matches[:a, t] = -np.inf
        matches[:, t, :b] = -np.inf
    return Lattice(
        matches,
        lattice.source_nulls[source.start : source.stop],
        lattice.target_nulls[target.start : target.stop],
        np.zeros(len(rows), np.int64),
    )


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
    last = tops[-1] if tops else None
    while last is not None:
        kept.add(last)
        last = back[last]
    return set(range(len(links))) - kept
