"""The words of many texts, each looked up once in the encoder, and how well two texts' words support each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from align.bitext import Span
from align.encode import Encoder

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_WORD = re.compile(r"\S+")
#: Words of a text beyond which no more are looked at: what is longer is no sentence.
LONGEST = 400


def word_spans(text: str) -> list[Span]:
    """Return the places of the words of a text: runs without white space, at most LONGEST."""
    return [Span(*match.span()) for match, _ in zip(_WORD.finditer(text), range(LONGEST), strict=False)]


class Lexicon:
    """The distinct words of a batch of texts, encoded once, and the tokens of each text."""

    def __init__(self, texts: Iterable[str], encoder: Encoder) -> None:
        words: dict[str, int] = {}
        split = {text: [words.setdefault(word, len(words)) for word in _words(text)] for text in dict.fromkeys(texts)}
        encoding = encoder.encode(list(words))
        rows = np.fromiter(chain.from_iterable(split.values()), np.int64)
        starts = np.cumsum([0, *map(len, split.values())])
        sizes = np.diff(encoding.offsets)[rows]
        ends = np.concatenate([[0], np.cumsum(sizes)])
        where = np.arange(ends[-1]) + np.repeat(encoding.offsets[rows] - ends[:-1], sizes)
        owners = np.repeat(np.arange(len(rows)), sizes)
        self._vectors = encoding.tokens
        self._ids = encoding.ids[where]
        self._weights = encoding.weights[self._ids]
        self._word_weights = np.bincount(owners, self._weights, minlength=len(rows)).astype(np.float32)
        self._owners = owners - np.repeat(np.repeat(starts[:-1], np.diff(starts)), sizes)
        #: The first and the last + 1 word and token of each text.
        self._places = {
            text: (*spans, *places)
            for text, spans, places in zip(
                split, pairwise(starts.tolist()), pairwise(ends[starts].tolist()), strict=True
            )
        }

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of one of the texts."""
        first, last, start, stop = self._places[text]
        return Tokens(
            self._vectors[self._ids[start:stop]],
            self._weights[start:stop],
            self._owners[start:stop],
            self._word_weights[first:last],
        )


def _words(text: str) -> list[str]:
    return text.split()[:LONGEST]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The `t` tokens of a text: unit vectors (t, d), weights (t,), the word of each, and the weight of each word."""

    vectors: Floats
    weights: Floats
    owners: Ints
    word_weights: Floats

    @property
    def words(self) -> int:
        """Return the number of words."""
        return len(self.word_weights)

    def by_word(self, values: Floats) -> Floats:
        """Return the weighted mean over each word's tokens of `values` (t,): (words,); 1 for a word without weight."""
        weight = self.word_weights
        total = np.bincount(self.owners, self.weights * values, minlength=self.words)
        return np.where(weight > 0, total / np.maximum(weight, 1e-6), 1.0).astype(np.float32)

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
    run, start, last = 0.0, 0, -3
    alone = np.flatnonzero(uncovered)
    for k, weight in zip(alone.tolist(), weights[alone].tolist(), strict=True):
        if k - last > 2:
            run, start = 0.0, k
        run, last = run + weight, k
        if run > best:
            best, where = run, Span(start, k + 1)
    return (best / total if total > 0 else 0.0), where
