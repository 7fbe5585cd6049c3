"""Many runs of Hangul as one tree of jamo, in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.evidence.names.jamo import MOST_JAMO, jamo_and_ends


class HangulTrie:
    """Runs of Hangul, sorted, with equal beginnings as one node: each beginning is compared once.

    Row r is a run and column l its jamo l. A node is the first of the rows that begin alike, up to a level;
    `until[r, l]` is the row after the last of them, `ends[r, l]` says which syllable ends there (0: none),
    `owners[r]` which run of the input it is, `lengths[r]` how many jamo it has. Runs of different `groups` (runs,)
    share no node; the roots are the numbers of the groups.
    """

    def __init__(self, korean: Sequence[str], groups: NDArray[np.intp]) -> None:
        size = len(korean)
        runs = [jamo_and_ends(text) for text in korean]
        symbols, ends = b"".join([run[0] for run in runs]), b"".join([run[1] for run in runs])
        order = np.frombuffer(symbols, dtype=f"S{MOST_JAMO}").argsort(kind="stable")
        self.owners = order[groups[order].argsort(kind="stable")]
        self._roots = groups[self.owners]
        grid = np.frombuffer(symbols, dtype=np.uint8).reshape(size, MOST_JAMO)[self.owners]
        self.ends = np.frombuffer(ends, dtype=np.uint8).reshape(size, MOST_JAMO)[self.owners]
        self.lengths = np.count_nonzero(grid, axis=1)
        self.longest = longest = int(self.lengths.max(initial=0))
        self.grid = grid = grid[:, :longest].astype(np.intp)
        fresh = np.ones((size, longest), dtype=bool)
        fresh[1:] = np.logical_or.accumulate(grid[1:] != grid[:-1], axis=1)
        fresh[1:] |= (self._roots[1:] != self._roots[:-1])[:, None]
        rows = np.arange(size)[:, None]
        self._node = np.maximum.accumulate(np.where(fresh, rows, 0), axis=0)
        following = np.where(fresh, rows, size)[::-1]
        self.until = np.full((size, longest), size)
        self.until[:-1] = np.minimum.accumulate(following, axis=0)[::-1][1:]
        levels, opened = (fresh & (grid > 0)).T.nonzero()
        stops = levels.searchsorted(np.arange(longest + 1)).tolist()
        self._opened = [opened[start:stop] for start, stop in pairwise(stops)]

    def children(self, level: int, nodes: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the nodes below nodes of the level above, which are sorted, and the index of the parent of each."""
        rows = self._opened[level]
        above = self._node[rows, level - 1] if level else self._roots[rows]
        first = nodes.searchsorted(above)
        many = nodes.searchsorted(above, side="right") - first
        return rows.repeat(many), _ranges(first, many)

    def rows(self, nodes: NDArray[np.intp], levels: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the rows below nodes, as indices of the nodes and rows."""
        many = self.until[nodes, levels] - nodes
        return np.arange(nodes.size).repeat(many), _ranges(nodes, many)


def _ranges(first: NDArray[np.intp], many: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return first, first + 1, ... for each range, one after the other."""
    stops = many.cumsum()
    return np.asarray(np.arange(stops[-1] if stops.size else 0) - (stops - many - first).repeat(many))
