"""Sentences that the monotone path left over on both sides, matched again in any order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.beads.lattice import MATCHES, Lattice, most_expected, posteriors
from align.bitext import Span

#: A pair of runs is looked at when some bead of it is at least this likely against null beads (log odds).
_HOPEFUL = -1.0


@dataclass(frozen=True, slots=True)
class MovedWeights:
    """How the odds that two left-over runs have something in common become odds out of order.

    `scale` times the log odds that the path model gives the two runs on their own, plus `bias`: what
    breaking the order costs, once for each block.
    """

    scale: float
    bias: float


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
    sources, targets = _runs(free_source), _runs(free_target)
    pairs = {pair: _block(lattice, *pair, weights) for pair in _hopeful(lattice, sources, targets)}
    found: list[tuple[int, int, int, int, float]] = []
    while pairs:
        source, target = max(pairs, key=lambda pair: (pairs[pair].probability, pair))
        block = pairs.pop((source, target))
        beads = [
            (source.start + i, target.start + j, a, b, block.probability * float(block.posterior[i + a, t, j + b]))
            for i, j, a, b in most_expected(block.posterior * block.probability, worth)
            for t in [MATCHES.index((a, b))]
        ]
        beads = [bead for bead in beads if bead[4] >= worth]
        if not beads:
            continue
        found += beads
        left_source = _without(source, [Span(i, i + a) for i, _, a, _, _ in beads])
        left_target = _without(target, [Span(j, j + b) for _, j, _, b, _ in beads])
        others = {pair for pair in pairs if source in pair or target in pair}
        runs_source, runs_target = {s for s, _ in pairs}, {t for _, t in pairs}
        for pair in others:
            del pairs[pair]
        fresh = _hopeful(lattice, left_source, sorted(runs_target - {target} | {*left_target}))
        fresh |= _hopeful(lattice, sorted(runs_source - {source}), left_target)
        pairs.update({pair: _block(lattice, *pair, weights) for pair in fresh})
    return found


def _runs(free: NDArray[np.bool_]) -> list[Span]:
    """Return the longest runs of free sentences."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    return [Span(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def _without(run: Span, taken: list[Span]) -> list[Span]:
    """Return what is left of a run."""
    edges = [run.start, *(edge for span in sorted(taken) for edge in span), run.stop]
    return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _hopeful(lattice: Lattice, sources: Sequence[Span], targets: Sequence[Span]) -> set[tuple[Span, Span]]:
    """Return the pairs of runs that hold a 1-1 bead worth a look."""
    n, m = lattice.shape
    target_of = np.full(m + 1, -1)
    for k, run in enumerate(targets):
        target_of[run.start + 1 : run.stop + 1] = k
    pairs = set()
    for run in sources:
        ends = np.arange(run.start + 1, run.stop + 1)
        columns = lattice.lo[ends, None] + np.arange(lattice.width)
        inside = np.minimum(columns, m)
        odds = lattice.matches[ends, 0] - lattice.source_nulls[ends - 1, None]
        odds = odds - np.concatenate([[0.0], lattice.target_nulls])[inside]
        good = (odds > _HOPEFUL) & (columns <= m) & (target_of[inside] >= 0)
        pairs |= {(run, targets[k]) for k in set(target_of[inside[good]].tolist())}
    return pairs


@dataclass(frozen=True, slots=True)
class _Block:
    probability: float
    posterior: NDArray[np.float32]


def _block(lattice: Lattice, source: Span, target: Span, weights: MovedWeights) -> _Block:
    """Return how probable it is that two runs have a bead in common, and given that, where."""
    part = _part(lattice, source, target)
    posterior, total = posteriors(part)
    nothing = float(part.source_nulls.sum() + part.target_nulls.sum())
    gain = max(total - nothing, 1e-12)
    log_odds = gain + float(np.log(-np.expm1(-gain)))
    probability = 1 / (1 + np.exp(-np.clip(weights.scale * log_odds + weights.bias, -50, 50)))
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
    k = tops[-1] if tops else None
    while k is not None:
        kept.add(k)
        k = back[k]
    return set(range(len(links))) - kept
