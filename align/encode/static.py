"""The bundled encoder: one vector a subword, their sum the vector of a text.

Subwords come from a SentencePiece unigram model shared by both languages, vectors from contrastive
training on sentence pairs and dictionaries (`scripts/train_encoder.py`). There is no context and no
order, which is what makes it fast, and additive: merging sentences is adding their vectors. The norm
of a subword's vector is its learned weight.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Encoding, Floats
from align.errors import ModelError

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

#: Texts summed at a time: bounds the memory that the token vectors of a long document take.
_CHUNK = 4096
#: Characters of a word that is kept, at most, and words kept, some 15 MB.
_WORD, _KEPT = 24, 50_000
#: Tokens of a short text, at most.
_SHORT = 8


def normalise(text: str) -> str:
    """Return the form of a text that the encoder sees: NFKC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


class StaticEncoder:
    """Sums of subword vectors.

    `vectors` is (v, d) int8, `scales` (v,) float32: a subword's vector is `vectors[i] * scales[i]`.
    """

    def __init__(
        self, pieces: SentencePieceProcessor, vectors: NDArray[np.int8], scales: Floats, signature: str
    ) -> None:
        self._pieces = pieces
        self._vectors = vectors
        self._scales = scales
        self.signature = signature
        self._known: dict[str, list[int]] = {}

    @classmethod
    def from_folder(cls, folder: Path) -> StaticEncoder:
        """Load a trained encoder; the vectors are memory-mapped.

        Raises ModelError when a file is missing or the parts don't belong together.
        """
        from sentencepiece import SentencePieceProcessor

        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            pieces = SentencePieceProcessor(model_file=str(folder / "pieces.model"))
            # As a plain array: it stays mapped, and is indexed faster than a memmap.
            vectors = np.load(folder / "vectors.npy", mmap_mode="r").view(np.ndarray)
            scales = np.load(folder / "scales.npy")
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(f"{folder}: can't load the encoder ({error}); reinstall hanalign") from error
        if not len(vectors) == len(scales) == pieces.get_piece_size():
            raise ModelError(f"{folder}: vectors and subwords don't belong together; reinstall hanalign")
        return cls(pieces, vectors, scales, f"static-{card['hash'][:8]}")

    def _ids(self, text: str) -> list[int]:
        """Return the subwords of a text, and keep those of a word: words come back, sentences don't."""
        # One by one: a list would go to a pool of threads, whose start costs more than an article's sentences.
        ids: list[int] = self._pieces.encode(normalise(text))
        if len(text) <= _WORD and " " not in text:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[text] = ids
        return ids

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Encode texts, each on its own; an empty text has the zero vector and no tokens."""
        pieces = [self._known.get(text) or self._ids(text) for text in texts]
        offsets = np.zeros(len(texts) + 1, np.int64)
        np.cumsum([len(p) for p in pieces], out=offsets[1:])
        flat = np.fromiter(chain.from_iterable(pieces), np.int64, int(offsets[-1]))
        used = np.zeros(len(self._scales), bool)
        used[flat] = True
        distinct = np.flatnonzero(used)
        rows = np.empty(len(self._scales), np.int64)
        rows[distinct] = np.arange(len(distinct))
        ids = rows[flat]
        tokens = self._vectors[distinct] * self._scales[distinct, None]
        weights = np.sqrt(np.einsum("td,td->t", tokens, tokens))
        vectors = np.zeros((len(texts), tokens.shape[1]), np.float32)
        sizes = np.diff(offsets)
        for start in range(0, len(texts), _CHUNK):
            stop = min(start + _CHUNK, len(texts))
            # Words, of which most have few tokens, are summed one size at a time: reduceat takes several times as long.
            for size in range(1, _SHORT + 1):
                owners = np.flatnonzero(sizes[start:stop] == size) + start
                if len(owners):
                    first, *others = (tokens[ids[offsets[owners] + place]] for place in range(size))
                    # The first is added last, as reduceat does it: the same sum to the last bit.
                    vectors[owners] = first + sum(others[1:], others[0]) if others else first
            owners = np.flatnonzero(sizes[start:stop] > _SHORT) + start
            if len(owners):
                run = ids[offsets[start] : offsets[stop]][np.repeat(sizes[start:stop] > _SHORT, sizes[start:stop])]
                vectors[owners] = np.add.reduceat(tokens[run], np.cumsum(sizes[owners]) - sizes[owners])
        return Encoding(vectors, tokens / np.maximum(weights, 1e-6)[:, None], weights, ids, offsets)


@cache
def load_encoder() -> StaticEncoder:
    """Load the bundled encoder, once a process. Raises ModelError where its files are damaged."""
    with as_file(files("align") / "models" / "encoder") as folder:
        return StaticEncoder.from_folder(folder)
