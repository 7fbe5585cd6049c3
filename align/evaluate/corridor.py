"""Where in a long stream the units of a reference can stand, so that not every pair of places has to be tried."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

#: Pairs of places up to which all are tried.
WHOLE = 5 * 10**7
#: Units of a run that occurs once on either side, and so anchors it.
_RUN = 6
#: Places that are tried before and behind what the anchors leave open.
_SLACK = 400
#: The most places that are tried on either side of the straight way, where no anchor is near.
_WIDEST = 12_000


def corridor(stream: Ints, reference: Ints) -> list[tuple[int, int]]:
    """Return the first and the last place of the stream for each place of the reference, ends included.

    Both only go up; the first row begins at 0, the last one ends at the end. Between anchors all is open, and `_SLACK`
    around, so that a wrong anchor does little harm.
    """
    size, count = len(stream), len(reference)
    if size * count <= WHOLE:
        return [(0, size)] * (count + 1)
    rows = []
    points = [(0, 0), *_anchors(stream, reference), (count, size)]
    for (i, j), (i_next, j_next) in pairwise(points):
        for row in range(i, i_next):
            middle = j + (j_next - j) * (row - i) // (i_next - i)
            low = max(j - _SLACK, middle - _WIDEST, 0)
            high = min(j_next + _SLACK, middle + _WIDEST, size)
            rows.append((low, high))
    rows.append((max(size - _SLACK, 0), size))
    return _rising(rows)


def _rising(rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    lows = np.minimum.accumulate([low for low, _ in rows][::-1])[::-1]
    highs = np.maximum.accumulate([high for _, high in rows])
    lows[0] = 0
    return [(int(low), int(high)) for low, high in zip(lows, highs, strict=True)]


def _anchors(stream: Ints, reference: Ints) -> list[tuple[int, int]]:
    """Return places of reference and stream at which the same run begins, both rising: the longest such series.

    Runs that occur once on either side, in the longest rising order (patience, as in Bram Cohen's diff). Those far
    from the straight way are chance: a text that says the same twice, of which one side lost a copy each.
    """
    places = dict(_single_runs(stream))
    slope = len(stream) / len(reference)
    found = ((i, places[run]) for run, i in _single_runs(reference) if run in places)
    pairs = sorted((i, j) for i, j in found if abs(j - i * slope) <= _WIDEST)
    tails: list[int] = []
    ends: list[int] = []
    behind: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        behind.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(j)
            ends.append(index)
        else:
            tails[place], ends[place] = j, index
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = behind[index]
    # A run at the very start would repeat the corner.
    return [pair for pair in reversed(chain) if pair[0] > 0]


def _single_runs(units: Ints) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the runs that occur once, with their places."""
    values = units.tolist()
    seen: dict[tuple[int, ...], int] = {}
    for i in range(len(values) - _RUN + 1):
        run = tuple(values[i : i + _RUN])
        seen[run] = -1 if run in seen else i
    return ((run, i) for run, i in seen.items() if i >= 0)
