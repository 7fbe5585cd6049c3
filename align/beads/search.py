"""From two sides to beads: the path model on a document that is searched whole, or along a corridor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from align.beads.corridor import Tile, corridor, without_gaps
from align.beads.features import NULL_FEATURES, Features, bead_features
from align.beads.lattice import MATCHES, Doubles, Lattice, most_expected, posteriors
from align.beads.model import (
    Context,
    PathModel,
    Weights,
    first_context,
    lattice,
    load_model,
    scores,
    second_context,
    with_context,
)
from align.beads.moved import crossing, rematch
from align.beads.side import Side
from align.bitext import Bead, Span
from align.options import AlignOptions

#: Cells (source times target sentences) up to which a document is searched whole.
WHOLE = 60_000
#: Share of the sentences of a body that are linked, of the side with the greater one: up to the first, pages tell two
#: stories, from the second on one. (Train pages: .57 and more; pages that have nothing to do with each other: at most
#: .29.)
RELATED = (0.2, 0.4)
#: Sentences of a body below which it says nothing about that.
FEWEST = 5
#: Target sentences that a tile of a long document may span; what lies between its ends is left out beyond that.
WIDEST = 2_000

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Solution:
    """The beads of a document or of one of its roles, by place in the sides that were given.

    `beads` are `(i, j, a, b, probability)`; `alone_source` (n,) and `alone_target` (m,) tell how
    probable it is that a sentence stands in no match bead.
    """

    beads: list[tuple[int, int, int, int, float]]
    alone_source: Doubles
    alone_target: Doubles


def align_beads(
    source: Side, target: Side, model: PathModel | None = None, options: AlignOptions | None = None
) -> tuple[Bead, ...]:
    """Return the beads of a document, null beads included, in the order of the source.

    Every sentence stands in exactly one bead; no bead holds two roles, or reaches over a gap in a side's
    positions. Raises ModelError where the bundled model is damaged and none is given.
    """
    model, options = model or load_model(), options or AlignOptions()
    n, m = len(source), len(target)
    alone_source, alone_target = np.ones(n), np.ones(m)
    beads: list[Bead] = []
    solutions = list(_solutions(source, target, model, options))
    related = _related(source, solutions)
    for rows, columns, solution in solutions:
        if source.roles[rows[0]] != "body":
            solution = _less_sure(solution, related, options.worth)
        alone_source[rows], alone_target[columns] = solution.alone_source, solution.alone_target
        for i, j, a, b, probability in solution.beads:
            spans = Span(int(rows[i]), int(rows[i]) + a), Span(int(columns[j]), int(columns[j]) + b)
            beads.append(Bead(*spans, min(probability, 1.0), _cosine(source, target, *spans)))
    out_of_order = crossing([(bead.source.start, bead.target.start) for bead in beads])
    beads = [replace(bead, crossing=k in out_of_order) for k, bead in enumerate(beads)]
    return _with_nulls(beads, alone_source, alone_target)


def _related(source: Side, solutions: Sequence[tuple[Ints, Ints, Solution]]) -> float:
    """Return how probable it is, by their bodies, that both sides tell one story: 0 to 1, and 1 where a body is short.

    Two headlines are mostly each other's, whatever they say: that a body is linked has to be seen in itself.
    """
    for rows, columns, solution in solutions:
        if source.roles[rows[0]] == "body" and min(len(rows), len(columns)) >= FEWEST:
            linked = max(1 - solution.alone_source.mean(), 1 - solution.alone_target.mean())
            low, high = RELATED
            return float(np.clip((linked - low) / (high - low), 0, 1))
    return 1.0


def _less_sure(solution: Solution, factor: float, worth: float) -> Solution:
    """Return a solution whose beads are less probable by a factor; those that fall below `worth` are left out."""
    if factor == 1:
        return solution
    beads = [(*bead[:4], bead[4] * factor) for bead in solution.beads if bead[4] * factor >= worth]
    alone = (1 - factor * (1 - side) for side in (solution.alone_source, solution.alone_target))
    return Solution(beads, *alone)


def _solutions(
    source: Side, target: Side, model: PathModel, options: AlignOptions
) -> Iterator[tuple[Ints, Ints, Solution]]:
    """Yield the solution of each role that both sides have, or of the whole where a document is long."""
    if not len(source) or not len(target):
        return
    if len(source) * len(target) > WHOLE:
        columns = np.arange(len(target))
        tiles = corridor(source.encoding.vectors, target.encoding.vectors, options.band)
        if max(tile.right - tile.left for tile in tiles) > WIDEST:
            columns = without_gaps(tiles, WIDEST // 2)
            target = target.take(columns)
            tiles = corridor(source.encoding.vectors, target.encoding.vectors, options.band)
        yield np.arange(len(source)), columns, _solve_long(source, target, tiles, model, options)
        return
    features = bead_features(source, target)
    for role in sorted(({*source.roles.tolist()} & {*target.roles.tolist()}) - {""}):
        rows, columns = np.flatnonzero(source.roles == role), np.flatnonzero(target.roles == role)
        yield rows, columns, _solve_whole(select(features, rows, columns), role, model, options)


def select(features: Features, rows: Ints, columns: Ints) -> Features:
    """Return the features of the beads among some source and some target sentences."""
    if len(rows) == len(features.source_nulls) and len(columns) == len(features.target_nulls):
        return features
    cut = np.ix_(rows, columns)
    return Features(
        features.matches[:, :, cut[0], cut[1]],
        features.possible[:, cut[0], cut[1]],
        features.source_nulls[rows],
        features.target_nulls[columns],
    )


def _solve_whole(features: Features, role: str, model: PathModel, options: AlignOptions) -> Solution:
    context = first_context(features.source_nulls, features.target_nulls)
    first = lattice(scores(features, model.first, role, options.max_bead), model.first, context)
    context = second_context(context, posteriors(first)[0], first)
    base = scores(features, model.second, role, options.max_bead)
    final = lattice(base, model.second, context)
    if final.shape[0] == final.shape[1]:
        # Whether the lines are parallel decides much there: the second pass tells it better than the first.
        context = second_context(context, posteriors(final)[0], final)
        final = lattice(base, model.second, context)
    return _finish(final, model, options)


def _solve_long(source: Side, target: Side, tiles: list[Tile], model: PathModel, options: AlignOptions) -> Solution:
    """Solve along a corridor: the features come tile by tile, the sums over paths run through all tiles."""
    width = max(tile.right - tile.left for tile in tiles) + 1
    n, m = len(source), len(target)
    lo = np.zeros(n + 1, np.int64)
    profiles = [np.full((size, len(NULL_FEATURES)), -np.inf, np.float32) for size in (n, m)]
    plain = [np.full((n + 1, len(MATCHES), width), -np.inf, np.float32) for _ in range(2)]
    for tile in tiles:
        lo[tile.top + 1 : tile.bottom + 1] = tile.left
        # A bead that ends in the tile may begin up to three sentences before it.
        top, left = max(tile.top - 3, 0), max(tile.left - 3, 0)
        features = bead_features(source.part(top, tile.bottom), target.part(left, tile.right))
        for profile, piece, start, stop in (
            (profiles[0], features.source_nulls, top, tile.bottom),
            (profiles[1], features.target_nulls, left, tile.right),
        ):
            profile[start:stop] = np.maximum(profile[start:stop], piece)
        for table, weights in zip(plain, (model.first, model.second), strict=True):
            piece = scores(features, weights, "body", options.max_bead).matches[:, tile.top - top :, tile.left - left :]
            table[tile.top + 1 : tile.bottom + 1, :, 1 : piece.shape[2] + 1] = piece.transpose(1, 0, 2)
    context = first_context(*profiles)

    def add_context(weights: Weights, context: Context) -> Lattice:
        return with_context(
            Lattice(plain.pop(0), profiles[0] @ weights.nulls, profiles[1] @ weights.nulls, lo), weights, context
        )

    first = add_context(model.first, context)
    context = second_context(context, posteriors(first)[0], first)
    del first
    return _finish(add_context(model.second, context), model, options)


def _finish(final: Lattice, model: PathModel, options: AlignOptions) -> Solution:
    n, m = final.shape
    posterior, _ = posteriors(final)
    alone_source, alone_target = _alone(posterior, final.lo, m)
    found = []
    free_source, free_target = np.ones(n, bool), np.ones(m, bool)
    for i, j, a, b in most_expected(posterior, options.worth, final.lo, m):
        found.append((i, j, a, b, float(posterior[i + a, MATCHES.index((a, b)), j + b - final.lo[i + a]])))
        free_source[i : i + a] = free_target[j : j + b] = False
    if options.rematch:
        found += rematch(final, free_source, free_target, model.moved, options.worth)
    return Solution(found, alone_source, alone_target)


def _alone(posterior: NDArray[np.float32], lo: Ints, m: int) -> tuple[Doubles, Doubles]:
    """Return the probability that a sentence stands in no match bead: (n,) and (m,)."""
    n, width = len(posterior) - 1, posterior.shape[2]
    by_row = posterior.sum(axis=2, dtype=np.float64)
    by_column = np.zeros((len(MATCHES), m + width + 1))
    for row in range(n + 1):
        by_column[:, lo[row] : lo[row] + width] += posterior[row]
    linked_source, linked_target = np.zeros(n), np.zeros(m)
    for t, (a, b) in enumerate(MATCHES):
        for step in range(min(a, n)):
            linked_source[: n - step] += by_row[1 + step :, t]
        for step in range(min(b, m)):
            linked_target[: m - step] += by_column[t, 1 + step : m + 1]
    return np.clip(1 - linked_source, 0, 1), np.clip(1 - linked_target, 0, 1)


def _cosine(source: Side, target: Side, left: Span, right: Span) -> float:
    u = source.encoding.vectors[slice(*left)].sum(axis=0)
    v = target.encoding.vectors[slice(*right)].sum(axis=0)
    return float(u @ v / max(float(np.sqrt((u @ u) * (v @ v))), 1e-6))


def _with_nulls(beads: list[Bead], alone_source: Doubles, alone_target: Doubles) -> tuple[Bead, ...]:
    """Return the beads in source order, with a null bead for each sentence that stands in none.

    A target sentence of its own follows the bead that holds the target sentence before it.
    """
    n, m = len(alone_source), len(alone_target)
    by_source = {bead.source.start: bead for bead in beads}
    linked = np.zeros(m + 1, bool)
    linked[m] = True
    for bead in beads:
        linked[slice(*bead.target)] = True
    out: list[Bead] = []
    at = left = 0  # how far the source was told, and the target: where an empty side stands

    def follow(j: int) -> int:
        while not linked[j]:
            out.append(Bead(Span(at, at), Span(j, j + 1), float(alone_target[j])))
            j += 1
        return j

    left = follow(0)
    while at < n:
        if at not in by_source:
            out.append(Bead(Span(at, at + 1), Span(left, left), float(alone_source[at])))
            at += 1
        else:
            bead = by_source[at]
            out.append(bead)
            at = bead.source.stop
            left = follow(bead.target.stop)
    return tuple(out)
