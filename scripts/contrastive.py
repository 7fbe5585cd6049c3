"""The two losses that train the bundled encoder, with their gradients in the token vectors.

Both are symmetric InfoNCE (van den Oord et al. 2018; Radford et al. 2021): each text must tell its own
translation from those of all other texts of the batch, and the other way round. They differ in what makes two
texts similar: the cosine of the sums of their token vectors, or coverage, the weighted mean of each
token's best cosine in the other text (late interaction, Khattab & Zaharia 2020).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a batch of texts, one text after the other: text i owns `ids[offsets[i]:offsets[i + 1]]`."""

    ids: Ints
    offsets: Ints

    @classmethod
    def of(cls, texts: list[list[int]]) -> Tokens:
        sizes = np.array([len(text) for text in texts], np.int64)
        flat = np.fromiter((token for text in texts for token in text), np.int64, int(sizes.sum()))
        return cls(flat, np.concatenate([[0], np.cumsum(sizes)]))

    @property
    def owners(self) -> Ints:
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def matrix(self, vocabulary: int) -> sparse.csr_matrix:
        """Return the counts of tokens in texts: (texts, vocabulary)."""
        ones = np.ones(len(self.ids), np.float32)
        return sparse.csr_matrix((ones, self.ids, self.offsets), shape=(len(self.offsets) - 1, vocabulary))


def _normed(vectors: Floats) -> tuple[Floats, Floats]:
    norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _TINY)
    return vectors / norms, norms


def _through_norm(gradient: Floats, unit: Floats, norms: Floats) -> Floats:
    return (gradient - unit * (gradient * unit).sum(axis=1, keepdims=True)) / norms


def mask_repeats(similar: Floats, names: Ints, lowest: float) -> None:
    """Keep texts that stand in a batch more than once from being each other's negatives: in place."""
    order = np.argsort(names, kind="stable")
    ordered = names[order]
    edges = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1], [True]]))
    for start, stop in pairwise(edges):
        if stop - start > 1:
            same = order[start:stop]
            own = similar[same, same].copy()
            similar[np.ix_(same, same)] = lowest
            similar[same, same] = own


def sum_loss(
    source: Floats, target: Floats, temperature: float, names: tuple[Ints, Ints] | None = None
) -> tuple[float, Floats, Floats]:
    """Return the loss of two (batch, d) arrays of text vectors, and its gradients in both."""
    left, left_norms = _normed(source)
    right, right_norms = _normed(target)
    similar = left @ right.T
    # Less the largest possible cosine, so that no exponential overflows.
    similar -= 1
    similar /= temperature
    for side in names or ():
        mask_repeats(similar, side, -60.0)
    own = np.exp((np.einsum("bd,bd->b", left, right) - 1) / temperature)
    similar = np.exp(similar, out=similar)
    rows, columns = similar.sum(axis=1), similar.sum(axis=0)
    loss = float((np.log(rows / own) + np.log(columns / own)).mean() / 2)
    similar *= 1 / rows[:, None] + 1 / columns[None, :]
    scale = 1 / (2 * len(source) * temperature)
    gradient_left = (similar @ right - 2 * right) * scale
    gradient_right = (similar.T @ left - 2 * left) * scale
    return loss, _through_norm(gradient_left, left, left_norms), _through_norm(gradient_right, right, right_norms)


def _best(cosines: Floats, tokens: Tokens) -> tuple[Floats, Ints]:
    """Return each row's largest cosine within each text, and which column it stands in: (rows, texts) both."""
    sizes = np.diff(tokens.offsets)
    columns = tokens.offsets[:-1, None] + np.minimum(np.arange(sizes.max()), sizes[:, None] - 1)
    spread = cosines[:, columns]
    place = spread.argmax(axis=2)
    best = np.take_along_axis(spread, place[:, :, None], axis=2)[:, :, 0]
    return best, columns[np.arange(len(columns)), place]


def _softmax(logits: Floats) -> Floats:
    exp = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exp / exp.sum(axis=1, keepdims=True)


def coverage_loss(
    source: Floats, target: Floats, near: Tokens, far: Tokens, temperature: float
) -> tuple[float, Floats, Floats]:
    """Return the loss of a batch of small texts, and its gradients in the vectors of their tokens.

    `source` and `target` are (tokens, d), the vectors of the tokens that `near` and `far` list; no text may be
    empty. The weight of a token is its norm.
    """
    left, left_norms = _normed(source)
    right, right_norms = _normed(target)
    cosines = left @ right.T
    near_owner, far_owner = near.owners, far.owners
    near_total = np.add.reduceat(left_norms[:, 0], near.offsets[:-1])
    far_total = np.add.reduceat(right_norms[:, 0], far.offsets[:-1])
    near_best, near_at = _best(cosines, far)
    far_best, far_at = _best(np.ascontiguousarray(cosines.T), near)
    near_cover = np.add.reduceat(left_norms * near_best, near.offsets[:-1], axis=0) / near_total[:, None]
    far_cover = np.add.reduceat(right_norms * far_best, far.offsets[:-1], axis=0) / far_total[:, None]

    logits = (near_cover + far_cover.T) / (2 * temperature)
    rows, columns = _softmax(logits), _softmax(logits.T).T
    size = len(logits)
    loss = float(-(np.log(np.diag(rows) + _TINY) + np.log(np.diag(columns) + _TINY)).mean() / 2)
    slope = (rows + columns - 2 * np.eye(size, dtype=np.float32)) / (4 * size * temperature)

    near_slope = slope[near_owner] / near_total[near_owner, None]
    far_slope = slope.T[far_owner] / far_total[far_owner, None]
    in_cosines = np.zeros_like(cosines)
    np.put_along_axis(in_cosines, near_at, (near_slope * left_norms).astype(np.float32), axis=1)
    other = np.zeros_like(cosines.T)
    np.put_along_axis(other, far_at, (far_slope * right_norms).astype(np.float32), axis=1)
    in_cosines += other.T
    in_left_norm = (near_slope * (near_best - near_cover[near_owner])).sum(axis=1, keepdims=True)
    in_right_norm = (far_slope * (far_best - far_cover[far_owner])).sum(axis=1, keepdims=True)
    return (
        loss,
        _through_norm(in_cosines @ right, left, left_norms) + in_left_norm * left,
        _through_norm(in_cosines.T @ left, right, right_norms) + in_right_norm * right,
    )
