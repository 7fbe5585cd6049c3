"""Which words of a pair support each other: what a reviewer looks at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from align.bitext import Score, Span
from align.score.words import Floats, word_spans

#: Support below which words are not linked.
LINKED = 0.4


@dataclass(frozen=True, slots=True)
class Group:
    """Words of both sides that say the same, with how strongly the weakest of them is linked, 0 to 1."""

    ko: tuple[Span, ...]
    en: tuple[Span, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The score of a pair, and the groups of words that speak for it, in the order of the Korean side."""

    score: Score
    groups: tuple[Group, ...]


def groups(ko: str, en: str, table: Floats) -> tuple[Group, ...]:
    """Return the groups of linked words from `table` (Korean words, English words), each word in one group at most.

    Every word is linked to the best of the other side where their support reaches LINKED and is not far below
    the best that the other has; linked words are one group.
    """
    left, right = word_spans(ko), word_spans(en)
    if not table.size:
        return ()
    best_left, best_right = table.max(axis=1, keepdims=True), table.max(axis=0, keepdims=True)
    is_linked = (table >= LINKED) & (((table == best_left) & (table >= 0.8 * best_right)) | (
        (table == best_right) & (table >= 0.8 * best_left)
    ))  # fmt: skip
    out = []
    seen = np.zeros(len(left), bool)
    for k in range(len(left)):
        if seen[k] or not is_linked[k].any():
            continue
        rows, columns = np.zeros(len(left), bool), is_linked[k].copy()
        while True:
            grown = is_linked[:, columns].any(axis=1)
            if (grown == rows).all():
                break
            rows, columns = grown, is_linked[grown].any(axis=0)
        seen |= rows
        block = np.where(is_linked, table, 0.0)[np.ix_(rows, columns)]
        strength = float(min(block.max(axis=1).min(), block.max(axis=0).min()))
        out.append(
            Group(
                tuple(left[i] for i in np.flatnonzero(rows)), tuple(right[j] for j in np.flatnonzero(columns)), strength
            )
        )
    return tuple(out)
