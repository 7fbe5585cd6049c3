"""All monotone paths over beads: their best one, their sum, and what share of it runs through each bead.

A path walks from (0, 0) to (n, m) in match beads `(a, b)` and in null beads 1-0 and 0-1. Between two
matches the 1-0 beads come before the 0-1 beads, so that no alignment is counted twice. The score of a
path is the sum of its beads' scores: a semi-Markov conditional random field (Sarawagi & Cohen 2004),
whose sums take forward-backward and whose best path takes Viterbi.

Rows are positions of the source, columns of the target; row `i` holds the columns `lo[i]` to
`lo[i] + width - 1`. A short document is searched whole (`lo` all 0, width m + 1), a long one along a
corridor. Within a row 0-1 beads form a chain, which `accumulate` of numpy's ufuncs walks in C: there is
no Python loop over cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Sizes (source, target) of match beads, in the order of the score arrays.
MATCHES: tuple[tuple[int, int], ...] = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2), (2, 3), (3, 2),
)  # fmt: skip

#: Rows of -inf before the first and after the last row of a table: the longest bead reaches no further.
MARGIN = 4
_A, _B = np.array(MATCHES).T

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Scores of every bead of a document.

    `matches` is (n + 1, types, width): `matches[i, t, c]` scores the bead of type `MATCHES[t]` that
    ends before source sentence `i` and before target sentence `lo[i] + c`; impossible ones are -inf.
    `source_nulls` (n,) and `target_nulls` (m,) score the 1-0 and 0-1 beads. `lo` (n + 1,) never falls.
    """

    matches: NDArray[np.float32]
    source_nulls: Doubles
    target_nulls: Doubles
    lo: NDArray[np.int64]

    @property
    def width(self) -> int:
        """Columns held for each row."""
        return int(self.matches.shape[2])

    @property
    def shape(self) -> tuple[int, int]:
        """Sentences of the source and of the target."""
        return len(self.source_nulls), len(self.target_nulls)


class _Steps:
    """Flat indices, in a table of padded rows, of the cells one bead back from each cell.

    Where the corridor runs straight they are those of row 0 moved on.
    """

    def __init__(self, lattice: Lattice) -> None:
        self._lo = lattice.lo
        self._width = lattice.width
        self._straight = self._cells(np.zeros(len(MATCHES), np.int64))

    def _cells(self, shift: NDArray[np.int64]) -> NDArray[np.int64]:
        columns = np.clip(np.arange(self._width) + (shift - _B)[:, None], -1, self._width)
        return np.asarray((MARGIN - _A)[:, None] * (self._width + 2) + columns + 1)

    def __call__(self, row: int) -> NDArray[np.int64]:
        """Return the cells one bead back from each cell of a row: (types, width)."""
        start = row * (self._width + 2)
        if self._lo[max(row - MARGIN, 0)] == self._lo[row]:
            return self._straight + start
        return self._cells(self._lo[row] - self._lo[np.maximum(row - _A, 0)]) + start

    def in_blocks(self, size: int = 64) -> Iterator[tuple[slice, NDArray[np.int64]]]:
        """Yield runs of rows with their cells: (rows, types, width)."""
        stop, stride = len(self._lo), self._width + 2
        for first in range(0, stop, size):
            rows = np.arange(first, min(first + size, stop))
            if self._lo[max(first - MARGIN, 0)] == self._lo[rows[-1]]:
                cells = self._straight + (rows * stride)[:, None, None]
            else:
                cells = np.stack([self(int(row)) for row in rows])
            yield slice(first, first + size), cells


def _reversed(lattice: Lattice) -> Lattice:
    """Return the lattice of the document read backwards: what follows a bead there comes before it."""
    n, m = lattice.shape
    lo, width = lattice.lo, lattice.width
    matches = np.full_like(lattice.matches, -np.inf)
    for t, (a, b) in enumerate(MATCHES):
        if a > n:
            continue
        # Row i, column c of both views: the bead that starts there, and where its score stands.
        starts, ends = matches[a:, t][::-1, ::-1], lattice.matches[a:, t]
        if lo[0] == lo[-1]:
            starts[:, : max(width - b, 0)] = ends[:, b:]
        else:
            columns = np.arange(width) + (b + lo[: n + 1 - a] - lo[a:])[:, None]
            inside = (columns >= 0) & (columns < width)
            starts[inside] = np.take_along_axis(ends, columns.clip(0, width - 1), axis=1)[inside]
    return Lattice(matches, lattice.source_nulls[::-1], lattice.target_nulls[::-1], m + 1 - width - lo[::-1])


def _tables(lattice: Lattice, count: int) -> Doubles:
    return np.full((count, len(lattice.lo) + 2 * MARGIN, lattice.width + 2), -np.inf)


def _shifted(rows: Doubles, shift: int) -> Doubles:
    """Return rows as seen from one that starts `shift` (0 or more) columns further right."""
    if shift == 0:
        return rows
    out = np.full_like(rows, -np.inf)
    out[:, : max(rows.shape[1] - shift, 0)] = rows[:, shift:]
    return out


def _logsumexp(terms: Doubles) -> Doubles:
    """Return the log of the sum of exponentials over the middle axis; `terms` is used up."""
    top = np.maximum(terms.max(axis=1), -1e300)  # a column of -inf alone must not become nan
    terms -= top[:, None]
    np.exp(terms, out=terms)
    return np.asarray(np.log(terms.sum(axis=1)) + top)


def _chains(lattice: Lattice) -> Doubles:
    """Return, for each row, the score of dropping all targets up to each column: (n + 1, width)."""
    sums = np.concatenate([[0.0], np.cumsum(lattice.target_nulls)])
    columns = lattice.lo[:, None] + np.arange(lattice.width)
    return np.asarray(sums[columns.clip(0, len(lattice.target_nulls))])


def _walk(
    lattices: Sequence[Lattice], *, best: bool = False, backwards: bool = False
) -> tuple[Doubles, Doubles, NDArray[np.int8]]:
    """Walk lattices of one shape and corridor, all at once, row by row.

    Returns padded tables `(every, no_drop)` of the log sums of all paths to each cell, or with `best` of the
    score of the best one, `no_drop` without those whose last bead is 0-1; and, with `best`, how each cell
    was entered: (lattices, n + 1, width). Between two matches the 1-0 beads come first, or last with `backwards`,
    which makes a difference where the corridor has room for one order only.
    """
    lattice = lattices[0]
    n, _ = lattice.shape
    every, no_drop = _tables(lattice, len(lattices)), _tables(lattice, len(lattices))
    flat, steps = every.reshape(len(lattices), -1), _Steps(lattice)
    matches = lattice.matches[:, None] if len(lattices) == 1 else np.stack([one.matches for one in lattices], axis=1)
    chains = np.stack([_chains(one) for one in lattices], axis=1)
    nulls = np.stack([one.source_nulls for one in lattices], axis=1)
    choice = np.zeros((len(lattices), n + 1 if best else 0, lattice.width), np.int8)
    terms = np.empty((len(lattices), len(MATCHES) + 1, lattice.width))
    reduce = np.maximum if best else np.logaddexp
    for i in range(n + 1):
        np.add(flat[:, steps(i)], matches[i], out=terms[:, :-1])
        terms[:, -1] = -np.inf
        if i == 0:
            terms[range(len(lattices)), -1, [-int(one.lo[0]) for one in lattices]] = 0.0
        else:
            table = every if backwards else no_drop
            above = _shifted(table[:, i - 1 + MARGIN, 1:-1], int(lattice.lo[i] - lattice.lo[i - 1]))
            above = above + nulls[i - 1, :, None]
            if not backwards:
                terms[:, -1] = above
        if best:
            choice[:, i] = terms.argmax(axis=1)
        here = no_drop[:, i + MARGIN, 1:-1] = terms.max(axis=1) if best else _logsumexp(terms)
        here = reduce.accumulate(here - chains[i], axis=1) + chains[i]
        every[:, i + MARGIN, 1:-1] = reduce(here, above) if backwards and i else here
    return every, no_drop, choice


@np.errstate(divide="ignore")
def posteriors(lattice: Lattice) -> tuple[NDArray[np.float32], float]:
    """Return the probability of every match bead, shaped as `Lattice.matches`, and the log sum of all paths.

    Forward-backward, where backward is forward through the document read backwards.
    """
    n, m = lattice.shape
    if lattice.lo[0] == lattice.lo[-1]:
        before, after = _walk([lattice, _reversed(lattice)])[0]
    else:
        (before,), _, _ = _walk([lattice])
        (after,), _, _ = _walk([_reversed(lattice)], backwards=True)
    total = float(before[n + MARGIN, 1 + m - lattice.lo[n]])
    follow = after[MARGIN : MARGIN + n + 1, 1:-1][::-1, ::-1] - total
    flat = before.reshape(-1)
    out = np.empty_like(lattice.matches)
    for rows, cells in _Steps(lattice).in_blocks():
        out[rows] = np.exp(flat[cells] + lattice.matches[rows] + follow[rows, None])
    return out, total


def best_path(lattice: Lattice) -> list[tuple[int, int, int, int]]:
    """Return the match beads of the best path (Viterbi), each as `(i, j, a, b)`: where it starts, and its sizes."""
    n, m = lattice.shape
    (best,), (no_drop,), (choice,) = _walk([lattice], best=True)
    path: list[tuple[int, int, int, int]] = []
    i, j, may_drop = n, m, True
    while (i, j) != (0, 0):
        column = j - int(lattice.lo[i])
        if may_drop and not no_drop[i + MARGIN, column + 1] >= best[i + MARGIN, column + 1] - 1e-9:
            j -= 1
            continue
        kind = int(choice[i, column])
        if kind == len(MATCHES):
            i, may_drop = i - 1, False
            continue
        a, b = MATCHES[kind]
        i, j, may_drop = i - a, j - b, True
        path.append((i, j, a, b))
    return path[::-1]


def path_score(lattice: Lattice, path: Sequence[tuple[int, int, int, int]]) -> float:
    """Return the score of the path with these match beads and null beads for all the rest."""
    source, target = lattice.source_nulls.copy(), lattice.target_nulls.copy()
    score = 0.0
    for i, j, a, b in path:
        source[i : i + a] = target[j : j + b] = 0.0
        score += float(lattice.matches[i + a, MATCHES.index((a, b)), j + b - int(lattice.lo[i + a])])
    return score + float(source.sum() + target.sum())


def most_expected(
    posterior: NDArray[np.float32], worth: float, lo: NDArray[np.int64] | None = None, m: int | None = None
) -> list[tuple[int, int, int, int]]:
    """Return the path whose match beads have the largest sum of probability above `worth`.

    Maximum expected accuracy instead of the one best path: the beads of many good paths outvote a single
    one. `posterior` (n + 1, types, width) holds the probabilities of match beads; `lo` and `m` are those of
    its lattice, which is searched whole where they are not given.
    """
    n = len(posterior) - 1
    m = posterior.shape[2] - 1 if m is None else m
    lo = np.zeros(n + 1, np.int64) if lo is None else lo
    row, kind, column = np.nonzero(posterior > worth)
    sizes = np.array(MATCHES)[kind]
    stops = np.stack([row, lo[row] + column], axis=1)
    starts = stops - sizes
    if (starts[1:] >= stops[:-1]).all():
        # The beads worth linking don't get in each other's way: no better path.
        return [(*start, *size) for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)]
    gains = np.where(posterior > worth, posterior - worth, -np.inf).astype(np.float32)
    return best_path(Lattice(gains, np.zeros(n), np.zeros(m), lo))
