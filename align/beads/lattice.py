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
    """Flat indices of the cells one bead back from a row (direction -1) or one bead on (direction 1).

    `cells` index a table of padded rows, `ends` the scores of the beads that end in those cells. Where the
    corridor runs straight, both are those of row 0 moved on.
    """

    def __init__(self, lattice: Lattice, direction: int) -> None:
        self._lo = lattice.lo
        self._width = lattice.width
        self._rows = np.array([a for a, _ in MATCHES]) * direction
        self._columns = np.array([b for _, b in MATCHES]) * direction
        self._ahead = direction * MARGIN
        self._last_score = lattice.matches.size - 1
        self._straight = self._columns_from(np.zeros(len(MATCHES), np.int64))
        self._straight_cells = self._cells(self._straight)
        self._straight_ends = self._ends(self._straight)

    def _columns_from(self, shift: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(np.clip(np.arange(self._width) + (self._columns + shift)[:, None], -1, self._width))

    def _cells(self, columns: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray((self._rows[:, None] + MARGIN) * (self._width + 2) + columns + 1)

    def _ends(self, columns: NDArray[np.int64]) -> NDArray[np.int64]:
        types = len(MATCHES)
        return np.asarray((self._rows * types + np.arange(types))[:, None] * self._width + columns)

    def _bends(self, row: int) -> NDArray[np.int64] | None:
        """Return the columns seen from a row where the corridor bends, None where it runs straight."""
        last = len(self._lo) - 1
        if self._lo[min(max(row + self._ahead, 0), last)] == self._lo[row]:
            return None
        return self._columns_from(self._lo[row] - self._lo[np.clip(row + self._rows, 0, last)])

    def cells(self, row: int) -> NDArray[np.int64]:
        """Return the cells one bead away from each cell of a row: (types, width)."""
        columns = self._bends(row)
        cells = self._straight_cells if columns is None else self._cells(columns)
        return cells + row * (self._width + 2)

    def in_blocks(self, size: int = 64) -> Iterator[tuple[slice, NDArray[np.int64]]]:
        """Yield runs of rows with their cells: (rows, types, width)."""
        stop, stride = len(self._lo), self._width + 2
        for first in range(0, stop, size):
            rows = np.arange(first, min(first + size, stop))
            if self._lo[max(first - MARGIN, 0)] == self._lo[rows[-1]]:
                cells = self._straight_cells + (rows * stride)[:, None, None]
            else:
                cells = np.stack([self.cells(int(row)) for row in rows])
            yield slice(first, first + size), cells

    def ends(self, row: int) -> NDArray[np.int64]:
        """Return where the scores of the beads stand that end in `cells(row)`.

        Where a cell is outside, so that its sum is -inf, any score will do.
        """
        columns = self._bends(row)
        ends = self._straight_ends if columns is None else self._ends(columns)
        return np.minimum(ends + row * len(MATCHES) * self._width, self._last_score)


def _table(lattice: Lattice) -> Doubles:
    return np.full((len(lattice.lo) + 2 * MARGIN, lattice.width + 2), -np.inf)


def _shifted(row: Doubles, shift: int) -> Doubles:
    """Return a row as seen from one that starts `shift` columns further right."""
    if shift == 0:
        return row
    out = np.full_like(row, -np.inf)
    if abs(shift) < len(row):
        if shift > 0:
            out[:-shift] = row[shift:]
        else:
            out[-shift:] = row[:shift]
    return out


def _logsumexp(terms: Doubles) -> Doubles:
    """Return the log of the sum of exponentials down each column; `terms` is used up."""
    top = np.maximum(terms.max(axis=0), -1e300)  # a column of -inf alone must not become nan
    terms -= top
    np.exp(terms, out=terms)
    return np.asarray(np.log(terms.sum(axis=0)) + top)


def _chains(lattice: Lattice) -> Doubles:
    """Return, for each row, the score of dropping all targets up to each column: (n + 1, width)."""
    m = len(lattice.target_nulls)
    sums = np.concatenate([[0.0], np.cumsum(lattice.target_nulls)])
    return np.asarray(sums[np.minimum(lattice.lo[:, None] + np.arange(lattice.width), m)])


def _entering(lattice: Lattice, row: int, no_drop: Doubles) -> Doubles:
    """Return the score of entering each cell of a row by a 1-0 bead, or by being the start."""
    if row == 0:
        start = np.full(lattice.width, -np.inf)
        start[0] = 0.0
        return start
    above = _shifted(no_drop[row - 1 + MARGIN, 1:-1], int(lattice.lo[row] - lattice.lo[row - 1]))
    return np.asarray(above + lattice.source_nulls[row - 1])


@np.errstate(divide="ignore")
def _forward(lattice: Lattice) -> tuple[Doubles, float]:
    """Return a padded table of the log sums of all paths from the start, and the log sum of the complete ones."""
    n, m = lattice.shape
    every, no_drop = _table(lattice), _table(lattice)
    steps, flat, chains = _Steps(lattice, -1), every.reshape(-1), _chains(lattice)
    terms = np.empty((len(MATCHES) + 1, lattice.width))
    for i in range(n + 1):
        np.add(flat[steps.cells(i)], lattice.matches[i], out=terms[:-1])
        terms[-1] = _entering(lattice, i, no_drop)
        # Between two matches 1-0 comes before 0-1: a 1-0 bead may enter only where none was dropped yet.
        here = no_drop[i + MARGIN, 1:-1] = _logsumexp(terms)
        every[i + MARGIN, 1:-1] = np.logaddexp.accumulate(here - chains[i]) + chains[i]
    return every, float(every[n + MARGIN, 1 + m - lattice.lo[n]])


@np.errstate(divide="ignore")
def _backward(lattice: Lattice) -> Doubles:
    """Return the log sums of all paths from each cell to the end, where the bead before was not 0-1: (n + 1, width)."""
    n, m = lattice.shape
    free = _table(lattice)
    steps, flat, chains = _Steps(lattice, 1), free.reshape(-1), _chains(lattice)
    scores = lattice.matches.reshape(-1)
    terms = np.empty((len(MATCHES) + 1, lattice.width))
    for i in range(n, -1, -1):
        # A bead's score stands where the bead ends, one bead ahead, like the sums that follow it.
        np.add(flat[steps.cells(i)], scores[steps.ends(i)], out=terms[:-1])
        terms[-1] = -np.inf
        if i == n:
            terms[-1, m - int(lattice.lo[n])] = 0.0
        here = _logsumexp(terms)
        dropping = np.logaddexp.accumulate((here + chains[i])[::-1])[::-1] - chains[i]
        if i < n:
            below = _shifted(free[i + 1 + MARGIN, 1:-1], int(lattice.lo[i] - lattice.lo[i + 1]))
            dropping = np.logaddexp(dropping, below + lattice.source_nulls[i])
        free[i + MARGIN, 1:-1] = dropping
    return free[MARGIN : MARGIN + n + 1, 1:-1]


def posteriors(lattice: Lattice) -> tuple[NDArray[np.float32], float]:
    """Return the probability of every match bead, shaped as `Lattice.matches`, and the log sum of all paths."""
    every, total = _forward(lattice)
    after = _backward(lattice) - total
    steps, flat = _Steps(lattice, -1), every.reshape(-1)
    out = np.empty_like(lattice.matches)
    for rows, cells in steps.in_blocks():
        out[rows] = np.exp(flat[cells] + lattice.matches[rows] + after[rows, None])
    return out, total


def best_path(lattice: Lattice) -> list[tuple[int, int, int, int]]:
    """Return the match beads of the best path (Viterbi), each as `(i, j, a, b)`: where it starts, and its sizes."""
    n, m = lattice.shape
    best, no_drop = _table(lattice), _table(lattice)
    steps, flat, chains = _Steps(lattice, -1), best.reshape(-1), _chains(lattice)
    choice = np.empty((n + 1, lattice.width), np.int8)
    terms = np.empty((len(MATCHES) + 1, lattice.width))
    for i in range(n + 1):
        np.add(flat[steps.cells(i)], lattice.matches[i], out=terms[:-1])
        terms[-1] = _entering(lattice, i, no_drop)
        choice[i] = terms.argmax(axis=0)
        here = no_drop[i + MARGIN, 1:-1] = terms.max(axis=0)
        best[i + MARGIN, 1:-1] = np.maximum.accumulate(here - chains[i]) + chains[i]
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
