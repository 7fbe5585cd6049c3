"""The one method that the aligner asks of an encoder, and what it returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoding:
    """Vectors of `n` texts, and of the tokens that they are made of.

    `vectors` is (n, d): the sum of a text's token vectors, so that the vector of a run of texts is
    the sum of theirs. `tokens` is (t, d): a unit vector for each distinct token, `weights` (t,) its
    norm before. `ids` (k,) holds the tokens of all texts one after the other, as rows of `tokens`;
    text `i` owns `ids[offsets[i]:offsets[i + 1]]`.
    """

    vectors: Floats
    tokens: Floats
    weights: Floats
    ids: Ints
    offsets: Ints

    def __len__(self) -> int:
        return len(self.vectors)

    def select(self, start: int, stop: int) -> Encoding:
        """Return the encoding of the texts `start` to `stop` alone; the token table is shared."""
        first, last = self.offsets[start], self.offsets[stop]
        return Encoding(
            self.vectors[start:stop],
            self.tokens,
            self.weights,
            self.ids[first:last],
            self.offsets[start : stop + 1] - first,
        )

    def take(self, indices: Ints) -> Encoding:
        """Return the encoding of the texts at `indices` (m,), in that order; the token table is shared."""
        sizes = np.diff(self.offsets)[indices]
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        where = np.arange(offsets[-1]) + np.repeat(self.offsets[indices] - offsets[:-1], sizes)
        return Encoding(self.vectors[indices], self.tokens, self.weights, self.ids[where], offsets)


class Encoder(Protocol):
    """Anything that turns texts of both languages into vectors of one space."""

    @property
    def signature(self) -> str:
        """Name and version of the model, for the signature of an alignment."""
        ...

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Encode texts, each on its own."""
        ...
