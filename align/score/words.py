"""The words of many texts, each looked up once in the encoder, and how well two texts' words support each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from align.bitext import Span
from align.encode import Encoder, Encoding

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_WORD = re.compile(r"\S+")
#: Words of a text beyond which no more are looked at: what is longer is no sentence.
LONGEST = 400


def word_spans(text: str) -> list[Span]:
    """Return the places of the words of a text: runs without white space, at most LONGEST."""
    return [Span(*match.span()) for match, _ in zip(_WORD.finditer(text), range(LONGEST), strict=False)]


class Lexicon:
    """The distinct words of a batch of texts, encoded once."""

    def __init__(self, texts: Iterable[str], encoder: Encoder) -> None:
        self._words = {word: k for k, word in enumerate(dict.fromkeys(chain.from_iterable(map(_words, texts))))}
        self.encoding: Encoding = encoder.encode(list(self._words))

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of one of the texts."""
        rows = np.array([self._words[word] for word in _words(text)], np.int64)
        offsets = self.encoding.offsets
        sizes = offsets[rows + 1] - offsets[rows]
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        where = np.arange(total) + np.repeat(offsets[rows] - (ends - sizes), sizes)
        ids = self.encoding.ids[where]
        return Tokens(
            self.encoding.tokens[ids], self.encoding.weights[ids], np.repeat(np.arange(len(rows)), sizes), len(rows)
        )


def _words(text: str) -> list[str]:
    return text.split()[:LONGEST]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The `t` tokens of a text: unit vectors (t, d), weights (t,), and the word (0 to `words` - 1) of each."""

    vectors: Floats
    weights: Floats
    owners: Ints
    words: int

    def by_word(self, values: Floats) -> Floats:
        """Return the weighted mean over each word's tokens of `values` (t,): (words,); 1 for a word without weight."""
        weight = self.word_weights
        total = np.bincount(self.owners, self.weights * values, minlength=self.words)
        return np.where(weight > 0, total / np.maximum(weight, 1e-6), 1.0).astype(np.float32)

    @property
    def word_weights(self) -> Floats:
        """Return how much each word weighs: (words,)."""
        return np.bincount(self.owners, self.weights, minlength=self.words).astype(np.float32)

    @property
    def sum(self) -> Floats:
        """Return the vector of the text: (d,)."""
        return np.asarray(self.weights @ self.vectors)


def similarities(source: Tokens, target: Tokens) -> Floats:
    """Return the cosine of each source token with each target token, 0 where negative: (s, t)."""
    return np.asarray(np.maximum(source.vectors @ target.vectors.T, 0.0))


def links(source: Tokens, target: Tokens) -> Floats:
    """Return how well each source word and each target word support each other, 0 to 1: (words, words).

    The best pair of their tokens, weighed by how much of both words those tokens are, so that a shared
    particle links nothing.
    """
    table = np.zeros((source.words, target.words), np.float32)
    if not table.size or not len(source.weights) or not len(target.weights):
        return table
    left = source.weights / np.maximum(source.word_weights[source.owners], 1e-6)
    right = target.weights / np.maximum(target.word_weights[target.owners], 1e-6)
    value = similarities(source, target) * np.sqrt(left)[:, None] * np.sqrt(right)[None]
    np.maximum.at(table, (source.owners[:, None], target.owners[None]), value)
    return table


def longest_run(uncovered: Sequence[bool] | NDArray[np.bool_], weights: Floats) -> tuple[float, Span]:
    """Return the greatest weight of words in a row that are uncovered, as a share of all, and their place.

    A single covered word between uncovered ones doesn't end a run, but doesn't count either.
    """
    best, where = 0.0, Span(0, 0)
    total = float(weights.sum())
    run, start, gap, last = 0.0, 0, 2, 0
    for k, is_uncovered in enumerate(uncovered):
        if is_uncovered:
            if gap > 1:
                run, start = 0.0, k
            run, gap, last = run + float(weights[k]), 0, k + 1
            if run > best:
                best, where = run, Span(start, last)
        else:
            gap += 1
    return (best / total if total > 0 else 0.0), where
