"""What the path model knows of one side of a document, computed once for each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.bitext import Role
from align.encode import Encoding
from align.evidence import numbers

_QUOTES = frozenset('"“”「」『』«»')


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of one side, as arrays over its `n` sentences.

    `lengths` are characters without spaces. `marks` (n, 2) tells where a quotation mark and a question mark stand,
    `soft` (n,) which sentences may go on the one before. `numbers` holds the values named in each sentence.
    `roles` and `positions` tell what may be joined: sentences of one role whose positions follow one another; what
    has no role is never linked.
    """

    encoding: Encoding
    lengths: NDArray[np.float64]
    marks: NDArray[np.bool_]
    soft: NDArray[np.bool_]
    numbers: tuple[frozenset[str], ...]
    roles: NDArray[np.str_]
    positions: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def of(
        cls, texts: Sequence[str], roles: Sequence[Role], encoding: Encoding, soft: Sequence[bool] | None = None
    ) -> Side:
        """Describe the sentences of one side, one role and one encoded text for each. A blank text has no role."""
        return cls(
            encoding=encoding,
            lengths=np.array([len(text) - text.count(" ") for text in texts], np.float64),
            marks=np.array([(not _QUOTES.isdisjoint(t), "?" in t) for t in texts], bool).reshape(-1, 2),
            soft=np.array(soft, bool) if soft is not None else np.zeros(len(texts), bool),
            numbers=tuple(numbers(text) for text in texts),
            roles=np.array([r if t.strip() else "" for t, r in zip(texts, roles, strict=True)], np.str_),
            positions=np.arange(len(texts)),
        )

    def take(self, indices: NDArray[np.int64]) -> Side:
        """Return the sentences at `indices` (ascending) as a side of their own; they keep their positions."""
        return Side(
            encoding=self.encoding.take(indices),
            lengths=self.lengths[indices],
            marks=self.marks[indices],
            soft=self.soft[indices],
            numbers=tuple(self.numbers[i] for i in indices),
            roles=self.roles[indices],
            positions=self.positions[indices],
        )

    def part(self, start: int, stop: int) -> Side:
        """Return the sentences `start` to `stop` as a side of their own; they keep their positions."""
        return Side(
            encoding=self.encoding.select(start, stop),
            lengths=self.lengths[start:stop],
            marks=self.marks[start:stop],
            soft=self.soft[start:stop],
            numbers=self.numbers[start:stop],
            roles=self.roles[start:stop],
            positions=self.positions[start:stop],
        )
