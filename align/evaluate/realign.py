"""A translation cut into other sentences than its reference, cut anew to fit.

Minimum edit distance segmentation: of all ways to cut the stream of the translation's words into as many segments as
the reference has, the one whose segments need the fewest edits in all (Matusov, Leusch, Bender, Ney 2005, Evaluating
machine translation output with automatic sentence segmentation, section 3; their tool is mwerSegmenter).

Edits are counted in units that serve both languages: Hangul syllables, other words whole, marks of punctuation, case
aside. Korean words, which carry their particles, differ too often to anchor anything. Cuts fall between words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.evaluate.corridor import corridor

Ints = NDArray[np.int64]

_UNIT = re.compile(r"[가-힣]|[^\W가-힣]+|[^\w\s]|_+")
_END = re.compile(r"[.?!…。]\W*$")
#: More than any number of edits, times any number of segments.
_NEVER = 2**61


class _Stream(NamedTuple):
    """A text as units; `word` is the word of each, `cuts` and `ends` say where a word, and a sentence, may begin.

    Both have a place for the end of the text.
    """

    units: Ints
    word: Ints
    cuts: NDArray[np.bool_]
    ends: NDArray[np.bool_]


def realign(hypotheses: Sequence[str], *references: Sequence[str]) -> list[str]:
    """Return a translation as segments that fit those of its references, all cut in the same places.

    The words of `hypotheses`, however it is cut, are kept in order, joined by one space; a segment without a
    counterpart is empty. Of cuts with equally many edits, those at ends of the translation's own lines and behind
    full stops and their like are taken.

    Time grows with the product of both lengths up to about 7,000 units, memory with the length times the number of
    segments. In longer texts a corridor around runs that occur once on both sides is searched.

    Raises ValueError where references have different lengths, or there is none.
    """
    count = len(references[0]) if references else 0
    if not references or any(len(reference) != count for reference in references):
        raise ValueError("references have to be there, and of one length")
    words = [word for line in hypotheses for word in line.split()]
    if not count or not words:
        return [""] * count
    numbers: dict[str, int] = {}
    stream = _stream(hypotheses, numbers)
    wanted = [[_numbered(_units(text), numbers) for text in reference] for reference in references]
    cuts = _segment(stream, wanted)
    places = [int(stream.word[cut]) if cut < len(stream.units) else len(words) for cut in cuts]
    return [" ".join(words[start:stop]) for start, stop in pairwise(places)]


def _units(text: str) -> list[str]:
    return _UNIT.findall(text.casefold())


def _numbered(units: Iterable[str], numbers: dict[str, int]) -> Ints:
    return np.array([numbers.setdefault(unit, len(numbers)) for unit in units], dtype=np.int64)


def _stream(lines: Sequence[str], numbers: dict[str, int]) -> _Stream:
    units: list[str] = []
    word: list[int] = []
    cuts: list[bool] = []
    ends: list[bool] = []
    count = 0
    for line in lines:
        is_first = True
        for text in line.split():
            # A word of nothing but invisible characters is a unit all the same, so that it is kept.
            parts = _units(text) or [text]
            units += parts
            word += [count] * len(parts)
            cuts += [True] + [False] * (len(parts) - 1)
            ends += [is_first] + [False] * (len(parts) - 1)
            is_first = _END.search(text) is not None
            count += 1
    return _Stream(_numbered(units, numbers), np.array(word), np.array([*cuts, True]), np.array([*ends, True]))


def _segment(stream: _Stream, references: Sequence[Sequence[Ints]]) -> list[int]:
    """Return the cuts as places in the stream, from 0 to its length."""
    rows = corridor(stream.units, np.concatenate([np.zeros(0, np.int64), *references[0]]))
    whole = [(0, len(stream.units))] * len(rows)
    # A corridor may hold no place to cut at: in a text without spaces, or one that is nothing like its reference.
    return _search(stream, references, rows) or _search(stream, references, whole)


def _search(stream: _Stream, references: Sequence[Sequence[Ints]], rows: Sequence[tuple[int, int]]) -> list[int]:
    """Return the best cuts within rows of places, one row before each unit of the first reference and one at the end.

    Costs are edits times `step`, plus one for each cut within a sentence, so that these decide between equals alone.
    Empty where no path stays within the rows.
    """
    size, count = len(stream.units), len(references[0])
    step = count + 1
    costs = np.full(size + 1, _NEVER)
    costs[0] = 0
    price = np.where(stream.cuts, np.where(stream.ends, 0, 1), _NEVER)
    origins: list[tuple[int, NDArray[np.int32]]] = []
    row = 0
    for k in range(count):
        last = row + len(references[0][k])
        start, stop = rows[row][0], rows[last][1]
        # Cells outside the corridor are never read again: it only moves on.
        before = costs[start : stop + 1]
        best, origin = _through(before, stream.units[start:stop], references[0][k], rows[row : last + 1], start, step)
        for reference in references[1:]:
            whole = [(start, stop)] * (len(reference[k]) + 1)
            other, other_origin = _through(before, stream.units[start:stop], reference[k], whole, start, step)
            is_better = other < best
            best, origin = np.where(is_better, other, best), np.where(is_better, other_origin, origin)
        best = np.minimum(best + (price[start : stop + 1] if k < count - 1 else 0), _NEVER)
        costs[:] = _NEVER
        costs[start : stop + 1] = best
        origins.append((start, origin.astype(np.int32)))
        row = last
    if costs[size] >= _NEVER:
        return []
    cuts = [size]
    for offset, begun in reversed(origins):
        cuts.append(int(begun[cuts[-1] - offset]))
    return cuts[::-1]


def _through(
    before: Ints, units: Ints, reference: Ints, rows: Sequence[tuple[int, int]], offset: int, step: int
) -> tuple[Ints, Ints]:
    """Return the costs at each place after one segment of the reference, and where the segment began.

    `before` are the costs at each place in front of it, those of the stream from `offset` on.
    """
    costs, origin = before.copy(), np.arange(offset, offset + len(before))
    climb = np.arange(len(before)) * step
    start, stop = rows[0][0] - offset, rows[0][1] - offset
    costs[:start], costs[stop + 1 :] = _NEVER, _NEVER
    _insert(costs, origin, climb, start, stop)
    for unit, (low, high) in zip(reference, rows[1:], strict=True):
        start, stop = low - offset, high - offset
        # Down: the unit is missing. Across: it stands for the unit of the stream, the same or another.
        down = costs[start : stop + 1] + step
        across = costs[start:stop] + np.where(units[start:stop] == unit, 0, step)
        is_across = across <= down[1:]
        from_across = origin[start:stop][is_across]
        costs[:start] = _NEVER
        costs[start : stop + 1] = down
        costs[start + 1 : stop + 1][is_across] = across[is_across]
        origin[start + 1 : stop + 1][is_across] = from_across
        _insert(costs, origin, climb, start, stop)
    return costs, origin


def _insert(costs: Ints, origin: Ints, climb: Ints, start: int, stop: int) -> None:
    """Let units of the stream that the reference lacks pass, in place."""
    window = slice(start, stop + 1)
    level = costs[window] - climb[window]
    lowest = np.minimum.accumulate(level)
    source = np.maximum.accumulate(np.where(level == lowest, np.arange(len(level)), 0))
    costs[window] = lowest + climb[window]
    origin[window] = origin[window][source]
