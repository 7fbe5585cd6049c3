"""Where the path of a long document can run: a corridor around the path of its coarser versions.

Multi-level search as in Vecalign (Thompson & Koehn 2019, section 3.3), after Salvador & Chan's FastDTW
(2007): runs of sentences become blocks, blocks of blocks, until the document is short enough to be searched
whole; each level's path bounds the next. Since vectors add, a block's vector is the sum of its
sentences'. Time and memory are linear in length.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.beads.lattice import MATCHES, Lattice, best_path
from align.encode.base import Floats

Ints = NDArray[np.int64]

#: Rows that share one range of columns.
TILE = 64
#: Blocks of a side at the coarsest level, at most.
_COARSEST = 160
#: How much coarser each level is than the one below.
_FACTOR = 4
#: Half-width of the corridor at coarse levels, in blocks.
_HALF = 20


@dataclass(frozen=True, slots=True)
class Tile:
    """Source sentences `top` to `bottom`, to be searched against target sentences `left` to `right`."""

    top: int
    bottom: int
    left: int
    right: int


def _pool(vectors: Floats, size: int) -> Floats:
    if size == 1:
        return vectors
    return np.asarray(np.add.reduceat(vectors, np.arange(0, len(vectors), size), axis=0))


def _unit(vectors: Floats) -> Floats:
    centred = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    centred = centred - centred.mean(axis=0)
    return np.asarray(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6))


def _path(source: Floats, target: Floats, tiles: list[Tile]) -> list[tuple[int, int]]:
    """Return the cells (i, j) of the best path of blocks along the tiles."""
    n, m = len(source), len(target)
    source, target = _unit(source), _unit(target)
    width = max(tile.right - tile.left for tile in tiles) + 1
    matches = np.full((n + 1, len(MATCHES), width), -np.inf, np.float32)
    lo = np.zeros(n + 1, np.int64)
    for tile in tiles:
        cosines = source[tile.top : tile.bottom] @ target[tile.left : tile.right].T
        spread = max(float(cosines.std()), 1e-3)
        lo[tile.top + 1 : tile.bottom + 1] = tile.left
        matches[tile.top + 1 : tile.bottom + 1, 0, 1 : cosines.shape[1] + 1] = cosines / spread
    lo[0] = tiles[0].left
    # A dropped block costs half a standard deviation of the cosine of two blocks: enough to prefer a weak
    # match to two drops, too little to force a wrong one.
    path = best_path(Lattice(matches, np.full(n, -0.5), np.full(m, -0.5), lo))
    return [(i, j) for i, j, _, _ in path]


def _tiles(path: list[tuple[int, int]], scale: int, n: int, m: int, half: int) -> list[Tile]:
    """Return the tiles around a path of blocks of `scale` units, for sides of n and m units."""
    rows = np.array([0] + [i * scale for i, _ in path] + [(i + 1) * scale for i, _ in path[-1:]] + [n])
    columns = np.array([0] + [j * scale for _, j in path] + [(j + 1) * scale for _, j in path[-1:]] + [m])
    rows, columns = np.minimum(rows, n), np.minimum(columns, m)
    tiles = []
    for top in range(0, n, TILE):
        bottom = min(top + TILE, n)
        first = int(np.searchsorted(rows, top, side="right")) - 1
        last = int(np.searchsorted(rows, bottom, side="left"))
        left, right = int(columns[first]) - half, int(columns[min(last, len(columns) - 1)]) + half + scale
        tiles.append(Tile(top, bottom, max(0, left), min(m, right)))
    tiles[0] = Tile(0, tiles[0].bottom, 0, tiles[0].right)
    tiles[-1] = Tile(tiles[-1].top, n, tiles[-1].left, m)
    return _rising(tiles)


def _rising(tiles: list[Tile]) -> list[Tile]:
    """Return tiles whose ends never fall back: a monotone path can't use what lies behind."""
    out: list[Tile] = []
    for tile in tiles:
        before = out[-1] if out else tile
        out.append(Tile(tile.top, tile.bottom, max(tile.left, before.left), max(tile.right, before.right)))
    return out


def without_gaps(tiles: list[Tile], side: int) -> Ints:
    """Return the target sentences within `side` of an end of their tile.

    A tile is long where the target goes on without the source: its middle has no counterpart.
    """
    kept = np.zeros(tiles[-1].right, bool)
    for tile in tiles:
        kept[tile.left : tile.left + side] = True
        kept[max(tile.left, tile.right - side) : tile.right] = True
    return np.flatnonzero(kept)


def corridor(source: Floats, target: Floats, half: int) -> list[Tile]:
    """Return tiles that cover the source in order, and the part of the target that each may match.

    `source` (n, d) and `target` (m, d) are sentence vectors; `half` is the least distance, in
    sentences, between the coarse path and the edge of a tile.
    """
    n, m = len(source), len(target)
    size = 1
    while max(n, m) / size > _COARSEST:
        size *= _FACTOR
    blocks = -(-n // size), -(-m // size)
    tiles = [Tile(0, blocks[0], 0, blocks[1])]
    while size > 1:
        path = _path(_pool(source, size), _pool(target, size), tiles) or [(0, 0)]
        size //= _FACTOR
        tiles = _tiles(path, _FACTOR, -(-n // size), -(-m // size), half if size == 1 else _HALF)
    return tiles
