"""Numbers that tell a right bead from a wrong one, for all beads of a document at once.

For a bead of `a` source and `b` target sentences everything comes from sums over its sentences, or from
maxima over them, so that a table for (a, b) costs a few additions on the table for (1, 1).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from align.beads.lattice import MATCHES
from align.beads.side import Side
from align.encode import Encoding

Table = NDArray[np.float32]

#: Characters of English to one of Korean, spaces left out (measured on news; textbooks have less).
EXPANSION = 2.05
#: Partners that a margin is taken over (Artetxe & Schwenk 2019, with k = 4).
NEIGHBOURS = 4

MATCH_FEATURES = (
    "cosine", "margin", "rival", "coverage_source", "coverage_target", "coverage_least", "coverage_margin",
    "coverage_rival", "length", "length_squared", "gain", "gain_coverage", "weakest", "weakest_coverage",
    "numbers_agree", "numbers_source_only", "numbers_target_only", "numbers_clash", "quotes_differ", "questions_differ",
)  # fmt: skip
NULL_FEATURES = ("bias", "best_margin", "best_coverage", "best_coverage_margin", "short", "has_number", "not_body")

#: The longest side of a bead.
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Features:
    """Features of every bead of a source of `n` and a target of `m` sentences.

    `matches` is (types, features, n, m), the bead ending with source sentence i and target sentence j;
    `possible` (types, n, m) tells which of them exist. `source_nulls` is (n, features), `target_nulls` (m, features).
    """

    matches: Table
    possible: NDArray[np.bool_]
    source_nulls: Table
    target_nulls: Table


def _back(table: Table, steps: int, axis: int, fill: float) -> Table:
    """Return the table moved `steps` on along an axis, so that each cell sees the one `steps` before it."""
    if steps == 0:
        return table
    out = np.full_like(table, fill)
    size = table.shape[axis]
    if steps < size:
        to, since = [slice(None)] * table.ndim, [slice(None)] * table.ndim
        to[axis], since[axis] = slice(steps, None), slice(0, size - steps)
        out[tuple(to)] = table[tuple(since)]
    return out


def _sums(table: Table, axis: int) -> list[Table]:
    """Return the sums of the last 1, 2, 3 and 4 cells along an axis."""
    out = [table]
    for steps in range(1, _LONGEST):
        out.append(out[-1] + _back(table, steps, axis, 0.0))
    return out


def _extremes(table: Table, axis: int, *, least: bool = False) -> list[Table]:
    """Return the greatest (or least) of the last 1, 2, 3 and 4 cells along an axis."""
    out = [table]
    for steps in range(1, _LONGEST):
        moved = _back(table, steps, axis, np.inf if least else -np.inf)
        out.append(np.minimum(out[-1], moved) if least else np.maximum(out[-1], moved))
    return out


def _nearest_mean(table: Table, axis: int) -> Table:
    """Return the mean of the largest NEIGHBOURS cells along an axis."""
    size = table.shape[axis]
    if size <= NEIGHBOURS:
        return np.asarray(table.mean(axis=axis))
    top = np.partition(table, size - NEIGHBOURS, axis=axis)
    return np.asarray(np.take(top, range(size - NEIGHBOURS, size), axis=axis).mean(axis=axis))


@dataclass(frozen=True, slots=True)
class _Rivals:
    """The largest cell of each row up to a column, and from a column on."""

    before: Table
    after: Table

    @classmethod
    def of(cls, table: Table) -> _Rivals:
        """Prepare for a table (n, m)."""
        after = np.full_like(table, -1.0)
        after[:, :-1] = np.maximum.accumulate(table[:, :0:-1], axis=1)[:, ::-1]
        return cls(np.maximum.accumulate(table, axis=1), after)

    def beside(self, size: int) -> Table:
        """Return, for each (i, j), the largest cell of row i outside the `size` cells that end with j; -1 if none."""
        return np.maximum(_back(self.before, size, 1, -1.0), self.after)


def _back_span(vectors: Table) -> list[Table]:
    """Return the norms (n,) of the sums of the last 1 to 4 rows."""
    return [np.sqrt(np.einsum("nd,nd->n", run, run)) for run in _sums(vectors, 0)]


@dataclass(frozen=True, slots=True)
class _Coverage:
    """How much of each side's tokens finds a partner on the other side.

    Late interaction (Khattab & Zaharia 2020, section 3.3) on static vectors: over a sentence's tokens,
    the sum of weight times the best cosine among the tokens of the other side. `source[b - 1]` (n, m) holds it for
    source sentence i against the b targets that end with j, `target[a - 1]` (n, m) for target sentence j
    against the a sources that end with i. The weights (n,) and (m,) are what full coverage would be.
    """

    source: list[Table]
    target: list[Table]
    source_weight: Table
    target_weight: Table


def _coverage(source: Encoding, target: Encoding) -> _Coverage:
    near, left = _own_tokens(source)
    far, right = _own_tokens(target)
    similar = np.maximum(source.tokens[near] @ target.tokens[far].T, 0.0)
    weight_left = _weights(source, near, left)
    weight_right = _weights(target, far, right)
    best_left = _extremes(_segment_max(np.ascontiguousarray(similar.T), right, target.offsets), 0)
    best_right = _extremes(_segment_max(similar, left, source.offsets), 0)
    return _Coverage(
        [weight_left @ best.T for best in best_left],
        [best @ weight_right.T for best in best_right],
        weight_left.sum(axis=1),
        weight_right.sum(axis=1),
    )


def _own_tokens(encoding: Encoding) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of the token table that a side uses, and its token ids as places among those."""
    used = np.zeros(len(encoding.tokens), bool)
    used[encoding.ids] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[encoding.ids]


def _weights(encoding: Encoding, rows: NDArray[np.int64], ids: NDArray[np.int64]) -> Table:
    """Return the weight of each token in each sentence: (sentences, tokens)."""
    owners = np.repeat(np.arange(len(encoding)), np.diff(encoding.offsets))
    flat = np.bincount(owners * len(rows) + ids, minlength=len(encoding) * len(rows))
    return np.asarray(flat.reshape(len(encoding), -1) * encoding.weights[rows], np.float32)


def _segment_max(similar: Table, ids: NDArray[np.int64], offsets: NDArray[np.int64]) -> Table:
    """Return, for each sentence, the largest of its tokens' rows: (sentences, columns); 0 for a sentence of none."""
    out = np.zeros((len(offsets) - 1, similar.shape[1]), np.float32)
    owners = np.flatnonzero(np.diff(offsets))
    if len(owners):
        out[owners] = np.maximum.reduceat(similar[ids], offsets[owners], axis=0)
    return out


def _values(source: Side, target: Side) -> tuple[Table, Table]:
    """Return which sentence names which value, (n, values) and (m, values); a value weighs less the more name it."""
    count = Counter(chain.from_iterable(chain(source.numbers, target.numbers)))
    place = {value: k for k, value in enumerate(count)}
    weight = np.array([1 / np.sqrt(c) for c in count.values()], np.float32)
    tables = []
    for side in (source, target):
        table = np.zeros((len(side), len(place)), np.float32)
        for i, named in enumerate(side.numbers):
            table[i, [place[value] for value in named]] = 1.0
        tables.append(table * weight)
    return tables[0], tables[1]


def _ratio(part: Table, whole: Table) -> Table:
    return np.asarray(part / np.maximum(whole, 1e-6), np.float32)


def _contiguous(side: Side) -> NDArray[np.bool_]:
    """Return whether the last 1 to 4 sentences stand together in one role: (4, n)."""
    joined = np.zeros(len(side), bool)
    joined[1:] = (side.roles[1:] == side.roles[:-1]) & (np.diff(side.positions) == 1)
    out = np.ones((_LONGEST, len(side)), bool)
    for size in range(1, _LONGEST):
        out[size] = out[size - 1] & _back(joined, size - 1, 0, 0)
    return out


def bead_features(source: Side, target: Side) -> Features:
    """Return the features of all beads between two sides of at least one sentence each.

    Memory is about 800 bytes for each of the n * m cells: long documents come in pieces.
    """
    n, m = len(source), len(target)
    dots = source.encoding.vectors @ target.encoding.vectors.T
    norm_source, norm_target = _back_span(source.encoding.vectors), _back_span(target.encoding.vectors)
    cover = _coverage(source.encoding, target.encoding)
    dots_by_a = [_sums(rows, 1) for rows in _sums(dots, 0)]
    covered_source = [_sums(table, 0) for table in cover.source]
    covered_target = [_sums(table, 1) for table in cover.target]
    weight_source, weight_target = _sums(cover.source_weight, 0), _sums(cover.target_weight, 0)
    length_source = [np.log(np.maximum(run, 1.0)) for run in _sums(source.lengths.astype(np.float32), 0)]
    length_target = [np.log(np.maximum(run, 1.0)) for run in _sums(target.lengths.astype(np.float32), 0)]

    cosine: dict[tuple[int, int], Table] = {}
    by_source: dict[tuple[int, int], Table] = {}
    by_target: dict[tuple[int, int], Table] = {}
    cover_both: dict[tuple[int, int], Table] = {}
    for a, b in MATCHES:
        norms = norm_source[a - 1][:, None] * norm_target[b - 1]
        cosine[a, b] = _ratio(dots_by_a[a - 1][b - 1], norms)
        by_source[a, b] = _ratio(covered_source[b - 1][a - 1], weight_source[a - 1][:, None])
        by_target[a, b] = _ratio(covered_target[a - 1][b - 1], weight_target[b - 1])
        cover_both[a, b] = (by_source[a, b] + by_target[a, b]) / 2

    sizes = range(1, _LONGEST + 1)
    near_source = {a: _nearest_mean(cosine[a, 1], 1)[:, None] for a in sizes}
    near_target = {b: _nearest_mean(cosine[1, b], 0) for b in sizes}
    near_cover_source = {a: _nearest_mean(cover_both[a, 1], 1)[:, None] for a in sizes}
    near_cover_target = {b: _nearest_mean(cover_both[1, b], 0) for b in sizes}
    rival_source = {a: _Rivals.of(cosine[a, 1]) for a in sizes}
    rival_target = {b: _Rivals.of(cosine[1, b].T) for b in sizes}
    rival_cover_source = {a: _Rivals.of(cover_both[a, 1]) for a in sizes}
    rival_cover_target = {b: _Rivals.of(cover_both[1, b].T) for b in sizes}
    named_source, named_target = _values(source, target)
    named_by_a, named_by_b = _extremes(named_source, 0), _extremes(named_target, 0)
    marks_by_a = _extremes(source.marks.astype(np.float32), 0)
    marks_by_b = _extremes(target.marks.astype(np.float32), 0)
    together_source, together_target = _contiguous(source), _contiguous(target)
    same_role = (source.roles[:, None] == target.roles) & (target.roles != "")

    matches = np.zeros((len(MATCHES), len(MATCH_FEATURES), n, m), np.float32)
    possible = np.empty((len(MATCHES), n, m), bool)
    for t, (a, b) in enumerate(MATCHES):
        both = cover_both[a, b]
        total_source = named_by_a[a - 1].sum(axis=1)[:, None]
        total_target = named_by_b[b - 1].sum(axis=1)
        agree = np.sqrt(named_by_a[a - 1]) @ np.sqrt(named_by_b[b - 1]).T
        left_source, left_target = total_source - agree, total_target - agree
        length = (length_target[b - 1] - length_source[a - 1][:, None] - np.log(EXPANSION)).clip(-2, 2)
        differ = marks_by_a[a - 1][:, None, :] != marks_by_b[b - 1][None]
        tables = (
            cosine[a, b],
            cosine[a, b] - (near_source[a] + near_target[b]) / 2,
            cosine[a, b] - np.maximum(rival_source[a].beside(b), rival_target[b].beside(a).T),
            by_source[a, b],
            by_target[a, b],
            np.minimum(by_source[a, b], by_target[a, b]),
            both - (near_cover_source[a] + near_cover_target[b]) / 2,
            both - np.maximum(rival_cover_source[a].beside(b), rival_cover_target[b].beside(a).T),
            np.abs(length),
            length**2,
            cosine[a, b] - _best_part(cosine, a, b) if a + b > 2 else 0.0,
            _gain(by_source, by_target, a, b) if a + b > 2 else 0.0,
            _weakest(cosine, cosine, a, b) if a + b > 2 else 0.0,
            _weakest(by_source, by_target, a, b) if a + b > 2 else 0.0,
            np.minimum(agree, 3.0),
            np.minimum(left_source, 2.0),
            np.minimum(left_target, 2.0),
            np.minimum(np.minimum(left_source, left_target), 2.0),
            differ[..., 0],
            differ[..., 1],
        )
        for f, table in enumerate(tables):
            matches[t, f] = table
        possible[t] = same_role & together_source[a - 1][:, None] & together_target[b - 1]
        possible[t, : a - 1] = False
        possible[t, :, : b - 1] = False

    margin, cover_margin = matches[0, 1], matches[0, 6]
    best = [
        np.stack(
            [
                np.ones(len(side)),
                margin.max(axis=axis),
                cover_both[1, 1].max(axis=axis),
                cover_margin.max(axis=axis),
                1 / np.sqrt(np.maximum(side.lengths, 1.0)),
                [bool(named) for named in side.numbers],
                side.roles != "body",
            ],
            axis=1,
        ).astype(np.float32)
        for side, axis in ((source, 1), (target, 0))
    ]
    return Features(matches, possible, best[0], best[1])


def _best_part(table: dict[tuple[int, int], Table], a: int, b: int) -> Table:
    """Return the best score of the bead with one sentence less, at either end of either side."""
    parts = []
    if a > 1:
        parts += [table[a - 1, b], _back(table[a - 1, b], 1, 0, -1.0)]
    if b > 1:
        parts += [table[a, b - 1], _back(table[a, b - 1], 1, 1, -1.0)]
    return np.maximum.reduce(parts)


def _gain(by_source: dict[tuple[int, int], Table], by_target: dict[tuple[int, int], Table], a: int, b: int) -> Table:
    """Return how much more of the other side is covered thanks to the least useful sentence at an end of the bead."""
    gains = []
    if a > 1:
        part = by_target[a - 1, b]
        gains.append(by_target[a, b] - np.maximum(part, _back(part, 1, 0, 0.0)))
    if b > 1:
        part = by_source[a, b - 1]
        gains.append(by_source[a, b] - np.maximum(part, _back(part, 1, 1, 0.0)))
    return np.minimum.reduce(gains)


def _weakest(
    alone_source: dict[tuple[int, int], Table], alone_target: dict[tuple[int, int], Table], a: int, b: int
) -> Table:
    """Return the least score of a single sentence of the merged side, or sides, against the whole other side."""
    least = []
    if a > 1:
        least.append(_extremes(alone_source[1, b], 0, least=True)[a - 1])
    if b > 1:
        least.append(_extremes(alone_target[a, 1], 1, least=True)[b - 1])
    return np.minimum.reduce(least)
