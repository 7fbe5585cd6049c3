"""Numbers that tell a right bead from a wrong one, for all beads of a document at once.

For a bead of `a` source and `b` target sentences everything comes from sums over its sentences, or from
maxima over them, so that a table for (a, b) costs a few additions on the table for (1, 1).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from align.beads.lattice import MATCHES
from align.beads.side import Side
from align.encode import Encoding

Table = NDArray[np.float32]
_Kind = TypeVar("_Kind", bound=np.generic)

#: Characters of English to one of Korean, spaces left out (measured on news; textbooks have less).
EXPANSION = 2.05
#: Partners that a margin is taken over (Artetxe & Schwenk 2019, with k = 4).
NEIGHBOURS = 4

MATCH_FEATURES = (
    "cosine", "margin", "rival", "coverage_source", "coverage_target", "coverage_least", "coverage_margin",
    "coverage_rival", "length", "length_squared", "gain", "gain_coverage", "weakest", "weakest_coverage",
    "numbers_agree", "numbers_source_only", "numbers_target_only", "numbers_clash",
    "quotes_differ", "questions_differ", "soft_inside", "soft_start",
)  # fmt: skip
NULL_FEATURES = (
    "bias",
    "best_margin",
    "best_coverage",
    "best_coverage_margin",
    "short",
    "has_number",
    "not_body",
    "soft",
)

#: Tokens below this share of a side's mean weight don't count for coverage.
_LIGHT = 0.2
#: Cells of a table of sentences by tokens, at most.
_TABLE = 4_000_000
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


#: Axes of a table: its last two.
_ROWS, _COLUMNS = -2, -1


def _back(table: Table, steps: int, axis: int, fill: float) -> Table:
    """Return the table moved `steps` on along one of its last axes, so that each cell sees the one `steps` before."""
    out = np.full_like(table, fill)
    size = table.shape[axis]
    if steps < size:
        to, since = slice(steps, None), slice(0, size - steps)
        if axis == _ROWS:
            out[..., to, :] = table[..., since, :]
        else:
            out[..., to] = table[..., since]
    return out


def _sums(table: Table, axis: int) -> Table:
    """Return the sums of the last 1, 2, 3 and 4 cells along an axis, stacked in front."""
    out = [table]
    for steps in range(1, _LONGEST):
        out.append(out[-1] + _back(table, steps, axis, 0.0))
    return np.stack(out)


def _greatest(table: Table, axis: int) -> Table:
    """Return the greatest of the last 1, 2, 3 and 4 cells along an axis, stacked in front."""
    out = [table]
    for steps in range(1, _LONGEST):
        out.append(np.maximum(out[-1], _back(table, steps, axis, -np.inf)))
    return np.stack(out)


def _nearest_mean(table: Table, axis: int) -> Table:
    """Return the mean of the largest NEIGHBOURS cells along an axis, which stays with one cell."""
    size = table.shape[axis]
    if size <= NEIGHBOURS:
        return np.asarray(table.mean(axis=axis, keepdims=True))
    top = np.partition(table, size - NEIGHBOURS, axis=axis)
    best = top[..., size - NEIGHBOURS :, :] if axis == _ROWS else top[..., size - NEIGHBOURS :]
    return np.asarray(best.mean(axis=axis, keepdims=True))


def _beside(table: Table, axis: int) -> Table:
    """Return the largest cell outside the last 1, 2, 3 and 4 cells along an axis, stacked in front; -1 if none."""
    before = np.maximum.accumulate(table, axis=axis)
    after = np.flip(np.maximum.accumulate(np.flip(table, axis), axis=axis), axis)
    beyond = np.full_like(table, -1.0)
    if axis == _ROWS:
        beyond[..., :-1, :] = after[..., 1:, :]
    else:
        beyond[..., :-1] = after[..., 1:]
    return np.stack([np.maximum(_back(before, size, axis, -1.0), beyond) for size in range(1, _LONGEST + 1)])


@dataclass(frozen=True, slots=True)
class _Coverage:
    """How much of each side's tokens finds a partner on the other side.

    Late interaction (Khattab & Zaharia 2020, section 3.3) on static vectors: over a sentence's tokens,
    the sum of weight times the best cosine among the tokens of the other side. `source` (4, n, m) holds in
    [b - 1, i, j] that of source sentence i against the b targets that end with j, `target` (4, n, m) in
    [a - 1, i, j] that of target sentence j against the a sources that end with i. The weights (n,) and (m,)
    are what full coverage would be.
    """

    source: Table
    target: Table
    source_weight: Table
    target_weight: Table


def _coverage(source: Encoding, target: Encoding) -> _Coverage:
    near, far = _Tokens.of(source), _Tokens.of(target)
    similar = np.maximum(source.tokens[near.rows] @ target.tokens[far.rows].T, 0.0)
    best_left = _greatest(_segment_max(np.ascontiguousarray(similar.T), far), _ROWS)
    best_right = _greatest(_segment_max(similar, near), _ROWS)
    return _Coverage(
        near.weigh(best_left, source.weights).swapaxes(1, 2),
        far.weigh(best_right, target.weights),
        near.totals(source.weights),
        far.totals(target.weights),
    )


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of a side that weigh something: rows of the token table, and each sentence's as places among them."""

    rows: NDArray[np.int64]
    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, encoding: Encoding) -> _Tokens:
        """Leave out the lightest tokens: a quarter of the running text, a fiftieth of its weight."""
        weights = encoding.weights[encoding.ids]
        heavy = weights >= _LIGHT * (weights.mean() if len(weights) else 0.0)
        ids = encoding.ids[heavy]
        used = np.zeros(len(encoding.tokens), bool)
        used[ids] = True
        offsets = np.concatenate([[0], np.cumsum(heavy)])[encoding.offsets]
        return cls(np.flatnonzero(used), (np.cumsum(used) - 1)[ids], offsets)

    @property
    def _owners(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def weigh(self, best: Table, weights: Table) -> Table:
        """Return the weighted sums over each sentence's tokens of `best` (4, rows, tokens): (4, rows, sentences)."""
        n, size = len(self.offsets) - 1, len(self.rows)
        owners = self._owners
        step = max(1, _TABLE // max(size, 1))
        pieces = []
        for start in range(0, n, step):
            stop = min(start + step, n)
            inside = slice(self.offsets[start], self.offsets[stop])
            cells = (owners[inside] - start) * size + self.ids[inside]
            counts = np.bincount(cells, minlength=(stop - start) * size).reshape(stop - start, size)
            pieces.append(best @ np.asarray(counts * weights[self.rows], np.float32).T)
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces, axis=2)

    def totals(self, weights: Table) -> Table:
        """Return the weight of all tokens of each sentence: (sentences,)."""
        every = weights[self.rows][self.ids]
        return np.bincount(self._owners, every, minlength=len(self.offsets) - 1).astype(np.float32)


def _segment_max(similar: Table, tokens: _Tokens) -> Table:
    """Return, for each sentence, the largest of its tokens' rows: (sentences, columns); 0 for a sentence of none."""
    out = np.zeros((len(tokens.offsets) - 1, similar.shape[1]), np.float32)
    owners = np.flatnonzero(np.diff(tokens.offsets))
    if len(owners):
        out[owners] = np.maximum.reduceat(similar[tokens.ids], tokens.offsets[owners], axis=0)
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


def _contiguous(side: Side) -> NDArray[np.bool_]:
    """Return whether the last 1 to 4 sentences stand together in one role: (4, n)."""
    joined = np.zeros(len(side), bool)
    joined[1:] = (side.roles[1:] == side.roles[:-1]) & (np.diff(side.positions) == 1)
    out = np.ones((_LONGEST, len(side)), bool)
    out[1] = joined
    for size in range(2, _LONGEST):
        out[size] = out[size - 1] & _back(joined, size - 1, _COLUMNS, 0)
    return out


def _by_row(run: NDArray[_Kind]) -> NDArray[_Kind]:
    """Return what holds of source runs (4, n), so that it meets all target runs: (4, 1, n, 1)."""
    return run[:, None, :, None]


def _by_column(run: NDArray[_Kind]) -> NDArray[_Kind]:
    """Return what holds of target runs (4, m), so that it meets all source runs: (1, 4, 1, m)."""
    return run[None, :, None, :]


def bead_features(source: Side, target: Side) -> Features:
    """Return the features of all beads between two sides of at least one sentence each.

    Works on tables (4, 4, n, m): the last a source sentences up to i against the last b target sentences
    up to j. Memory is about 2 kB for each of the n * m cells: long documents come in pieces.
    """
    by_a = np.array([a - 1 for a, _ in MATCHES])
    by_b = np.array([b - 1 for _, b in MATCHES])
    cosine = _cosines(source.encoding.vectors, target.encoding.vectors)
    cover_source, cover_target = _covered(source.encoding, target.encoding)
    cover = np.asarray((cover_source + cover_target) / 2, np.float32)
    single = (0, 0)

    gain = _least_of_merged(
        cover_target[1:] - _shorter(cover_target, _ROWS), cover_source[:, 1:] - _shorter(cover_source, _COLUMNS)
    )
    best_part = np.full_like(cosine, -1.0)
    best_part[1:] = _shorter(cosine, _ROWS)
    best_part[:, 1:] = np.maximum(best_part[:, 1:], _shorter(cosine, _COLUMNS))
    best_part[single] = cosine[single]
    tables = (
        cosine,
        _margin(cosine),
        _lead(cosine),
        cover_source,
        cover_target,
        np.minimum(cover_source, cover_target),
        _margin(cover),
        _lead(cover),
        *_length(source, target),
        cosine - best_part,
        gain,
        _least_of_merged(*_alone(cosine, cosine)),
        _least_of_merged(*_alone(cover_source, cover_target)),
        *_numbers(source, target),
        *_marks(source, target),
        *_soft(source, target),
    )
    matches = np.empty((len(MATCHES), len(MATCH_FEATURES), len(source), len(target)), np.float32)
    for f, table in enumerate(tables):
        matches[:, f] = table[by_a, by_b]
    same_role = (source.roles[:, None] == target.roles) & (target.roles != "")
    together = _by_row(_contiguous(source)) & _by_column(_contiguous(target))
    margins = matches[0, MATCH_FEATURES.index("margin")], matches[0, MATCH_FEATURES.index("coverage_margin")]
    return Features(
        matches,
        (together & same_role)[by_a, by_b],
        _null_features(source, cover[single], *margins, axis=_COLUMNS),
        _null_features(target, cover[single], *margins, axis=_ROWS),
    )


def _cosines(source: Table, target: Table) -> Table:
    dots = _sums(_sums(source @ target.T, _ROWS), _COLUMNS).swapaxes(0, 1)
    runs = _sums(source, _ROWS), _sums(target, _ROWS)
    left, right = (np.sqrt(np.einsum("and,and->an", run, run)) for run in runs)
    return np.asarray(dots / np.maximum(_by_row(left) * _by_column(right), 1e-6))


def _covered(source: Encoding, target: Encoding) -> tuple[Table, Table]:
    """Return the shares of the source runs and of the target runs that the other run covers, 0 to 1."""
    cover = _coverage(source, target)
    left, right = (_sums(weight, _COLUMNS) for weight in (cover.source_weight, cover.target_weight))
    of_source = _sums(cover.source, _ROWS) / np.maximum(_by_row(left), 1e-6)
    of_target = _sums(cover.target, _COLUMNS).swapaxes(0, 1) / np.maximum(_by_column(right), 1e-6)
    return np.asarray(of_source, np.float32), np.asarray(of_target, np.float32)


def _margin(table: Table) -> Table:
    """Return how far each bead is above the nearest single sentences of either side ."""
    return np.asarray(table - (_nearest_mean(table[:, :1], _COLUMNS) + _nearest_mean(table[:1], _ROWS)) / 2)


def _lead(table: Table) -> Table:
    """Return how far each bead is above the best single sentence beside it, on either side."""
    beside_target = _beside(table[:, 0], _COLUMNS).swapaxes(0, 1)
    beside_source = _beside(table[0], _ROWS)
    return np.asarray(table - np.maximum(beside_target, beside_source))


def _length(source: Side, target: Side) -> tuple[Table, Table]:
    left, right = (
        np.log(np.maximum(_sums(side.lengths.astype(np.float32), _COLUMNS), 1.0)) for side in (source, target)
    )
    ratio = (_by_column(right) - _by_row(left) - np.float32(np.log(EXPANSION))).clip(-2, 2)
    return np.abs(ratio), ratio * ratio


def _numbers(source: Side, target: Side) -> tuple[Table, Table, Table, Table]:
    """Return the weight of the values that both runs name, that one names alone, and that stand against each other."""
    named_source, named_target = (_greatest(table, _ROWS) for table in _values(source, target))
    agree = np.sqrt(named_source)[:, None] @ np.sqrt(named_target)[None].swapaxes(2, 3)
    left = np.minimum(_by_row(named_source.sum(axis=2)) - agree, 2.0)
    right = np.minimum(_by_column(named_target.sum(axis=2)) - agree, 2.0)
    return np.minimum(agree, 3.0), left, right, np.minimum(left, right)


def _marks(source: Side, target: Side) -> tuple[Table, Table]:
    """Return whether one run has quotation marks and the other none; likewise question marks."""
    left, right = (_greatest(side.marks.astype(np.float32), _ROWS) for side in (source, target))
    quotes, questions = (_by_row(left[..., k]) != _by_column(right[..., k]) for k in (0, 1))
    return quotes, questions


def _soft(source: Side, target: Side) -> tuple[Table, Table]:
    """Return how many doubtful boundaries both runs join, and at how many they begin."""
    inside, starts = [], []
    for side in (source, target):
        soft = side.soft.astype(np.float32)
        upto = _sums(soft, _COLUMNS)
        first = np.stack([_back(soft, size, _COLUMNS, 0.0) for size in range(_LONGEST)])
        inside.append(upto - first)
        starts.append(first)
    return _by_row(inside[0]) + _by_column(inside[1]), _by_row(starts[0]) + _by_column(starts[1])


def _shorter(table: Table, axis: int) -> Table:
    """Return, for each run of 2 to 4 on a side, the best score of that run without its first or its last sentence."""
    part = table[:-1] if axis == _ROWS else table[:, :-1]
    return np.maximum(part, _back(part, 1, axis, -1.0))


def _alone(of_source: Table, of_target: Table) -> tuple[Table, Table]:
    """Return, for runs of 2 to 4, the least score of one of their sentences against the whole other run."""
    least_source = -_greatest(-of_source[0], _ROWS)
    least_target = -_greatest(-of_target[:, 0], _COLUMNS).swapaxes(0, 1)
    return least_source[1:], least_target[:, 1:]


def _least_of_merged(merged_source: Table, merged_target: Table) -> Table:
    """Return the lesser of what holds of the source run if merged, and of the target run likewise; else 0."""
    shape = (_LONGEST, _LONGEST, *merged_source.shape[2:])
    out = np.full(shape, np.inf, np.float32)
    out[1:] = merged_source
    out[:, 1:] = np.minimum(out[:, 1:], merged_target)
    out[0, 0] = 0.0
    return out


def _null_features(side: Side, cover: Table, margin: Table, cover_margin: Table, *, axis: int) -> Table:
    return np.stack(
        [
            np.ones(len(side)),
            margin.max(axis=axis),
            cover.max(axis=axis),
            cover_margin.max(axis=axis),
            1 / np.sqrt(np.maximum(side.lengths, 1.0)),
            np.fromiter(map(bool, side.numbers), float, len(side)),
            side.roles != "body",
            side.soft,
        ],
        axis=1,
    ).astype(np.float32)
