"""Which names of English sentences stand in which Korean sentences, for a whole document at once.

Known names agree by their keys (미국 and U.S.), Latin words by their letters, all others by sound
(`align.evidence.names.transliterate`), where a word in Hangul may go on with particles and titles after the name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align.evidence.names.presence import Block, Table, distinct, presence
from align.evidence.names.sides import Korean, english_side, korean_side

#: Strength from which a name counts as found, and below which nothing is left of it.
FOUND, _FAINT = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class NameTable:
    """Agreement of names between `n` Korean and `m` English sentences, over the `k` names of the document.

    `names` are as first written, `weights` (k,) are above 0, rarer names heavier. `in_source` (k, n) is the strength,
    0 to 1, with which a name is found in a Korean sentence, `in_target` (k, m) in an English one.
    `agree` (n, m) adds up weight times both strengths; `source_total` (n,) and `target_total` (m,) are
    the most that a sentence can agree in. `source_found` and `target_found` leave out the names that stand nowhere
    in the other language, about which the document says nothing.
    """

    names: tuple[str, ...]
    weights: Table
    in_source: Table
    in_target: Table
    agree: Table
    source_total: Table
    target_total: Table
    source_found: Table
    target_found: Table


def _unmatched(unknown: dict[frozenset[str], str], source: Sequence[Korean]) -> tuple[list[str], Table]:
    """Return the certain names of the Korean sentences that no English sentence has: texts, (names, sentences)."""
    named = {keys: text for keys, text in unknown.items() if not all(map(_is_doubtful, keys))}
    present = np.zeros((len(named), len(source)), dtype=np.float32)
    for row, keys in enumerate(named):
        present[row] = [keys in sentence.keys for sentence in source]
    return list(named.values()), present


def _is_doubtful(key: str) -> bool:
    """Whether a key says too little to make a Korean word a name."""
    return key.startswith(("family:", "month:", "currency:"))


def match_names(korean: Sequence[str], english: Sequence[str]) -> NameTable:
    """Find out which names of `m` English sentences stand in which of `n` Korean ones.

    Months and currencies are left to the dates and the money. Never raises, whatever the text.
    """
    source = [korean_side(text) for text in korean]
    names, places = distinct((english_side(text).names for text in english), source)
    (found,) = presence([Block(names, source)])
    texts, only_source = _unmatched(found.unknown, source)
    in_source = np.concatenate([found.strength, only_source])
    in_source[in_source < _FAINT] = 0.0
    in_target = np.zeros((len(in_source), len(english)), dtype=np.float32)
    for column, weights in enumerate(places):
        in_target[list(weights), column] = list(weights.values())
    many = max(len(korean), len(english), 1)
    often = np.maximum(1.0, (np.sum(in_source > FOUND, axis=1) + np.sum(in_target > 0, axis=1)) / 2.0)
    real = [name.kind != "word" for name in names] + [True] * len(texts)
    # A common word is a name only where it is spelled out.
    in_target[~(np.array(real, dtype=bool) | (in_source.max(axis=1, initial=0.0) > FOUND))] = 0.0
    weight = (np.log1p(many / often) / math.log1p(many)).astype(np.float32)
    heavy_source, heavy_target = weight[:, None] * in_source, weight[:, None] * in_target
    both = (in_source.max(axis=1, initial=0.0) > FOUND) & (in_target.max(axis=1, initial=0.0) > 0)
    return NameTable(
        names=(*(name.text for name in names), *texts),
        weights=weight,
        in_source=in_source,
        in_target=in_target,
        agree=in_source.T @ heavy_target,
        source_total=heavy_source.sum(axis=0),
        target_total=heavy_target.sum(axis=0),
        source_found=heavy_source[both].sum(axis=0),
        target_found=heavy_target[both].sum(axis=0),
    )
