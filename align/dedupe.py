"""Exact and near duplicates across a whole corpus, in arrays: no text and no Python object is held for a row.

A row is described by 8 bytes (its normalised text, hashed) and a MinHash sketch of the character n-grams of both
sides (Broder, "On the resemblance and containment of documents", 1997), made by rensa, of which the lower 16 bits of
each value are kept (b-bit MinHash: Li and König, WWW 2010, section 3). Locality-sensitive hashing by bands of a
sketch (Leskovec et al., "Mining of massive datasets", 3.4) is done by sorting one band at a time, so that the index
of 2 million rows takes 32 MB, where a hash table for each band takes gigabytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from align.options import DedupeOptions

Keys = NDArray[np.uint64]
Sketches = NDArray[np.uint16]

#: Kept rows have this in `Duplicates.of`.
KEPT = -1

_NOT_WORD = re.compile(r"[\W_]+")
#: Characters of an n-gram: a Korean syllable says about as much as two letters.
_NGRAM = {"ko": 3, "en": 6}
_SEED = 1
#: Part of the pairs just at the threshold that must be compared.
_RECALL = 0.99
#: Sketches that are looked at together.
_CHUNK = 16384
_MIX = np.uint64(0x9E3779B97F4A7C15)


def normalise(text: str) -> str:
    """Return what two texts that differ in case, spacing, width and punctuation alone have in common."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def describe(rows: Sequence[tuple[str, str]], permutations: int = 128) -> tuple[Keys, Sketches]:
    """Return the keys (n,) and sketches (n, permutations) of rows, each the text of both sides.

    Rows with the same key are exact duplicates, but for one chance in 2**64 a pair. Any order of calls, and any
    grouping of rows, gives a row the same values. 0 permutations give keys alone.
    """
    from rensa import RMinHash

    sides = [(normalise(ko), normalise(en)) for ko, en in rows]
    keys = np.array(
        [int.from_bytes(blake2b(f"{ko}\0{en}".encode("utf-8", "replace"), digest_size=8).digest()) for ko, en in sides],
        np.uint64,
    )
    if not sides or not permutations:
        return keys, np.zeros((len(sides), permutations), np.uint16)
    hashes: list[Keys] = []
    offsets = np.zeros(len(sides) + 1, np.uint64)
    parts = [(_shingles([ko for ko, _ in sides], _NGRAM["ko"])), (_shingles([en for _, en in sides], _NGRAM["en"]))]
    for i in range(len(sides)):
        # A syllable and a letter are never the same character, so that the sides need no mark of their own.
        for values, starts in parts:
            hashes.append(values[starts[i] : starts[i + 1]])
        offsets[i + 1] = offsets[i] + np.uint64(len(hashes[-1]) + len(hashes[-2]))
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(hashes), offsets, permutations, _SEED)
    return keys, np.array(matrix.to_rows(), np.uint32).astype(np.uint16)


def _shingles(texts: Sequence[str], n: int) -> tuple[Keys, NDArray[np.int64]]:
    """Hash the n-grams of texts: values (k,) and starts (len(texts) + 1,). A text has at least one, padded."""
    padded = "".join(text.ljust(n, "\0") for text in texts)
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    sizes = np.array([max(len(text), n) for text in texts], np.int64)
    stops = np.cumsum(sizes)
    hashes = np.zeros(len(codes), np.uint64)
    for k in range(n):
        hashes[: len(codes) - k] = (hashes[: len(codes) - k] + codes[k:]) * _MIX
        hashes ^= hashes >> np.uint64(29)
    # The last n - 1 n-grams of a text reach into the next.
    inside = np.ones(len(codes), bool)
    for k in range(1, n):
        inside[stops - k] = False
    return hashes[inside], np.concatenate([[0], np.cumsum(sizes - n + 1)])


def bands_of(threshold: float, permutations: int) -> tuple[int, int]:
    """Return bands and rows a band: the longest bands that find 99 % of the pairs just at the threshold."""
    for rows in range(permutations, 1, -1):
        bands = permutations // rows
        if 1 - (1 - threshold**rows) ** bands >= _RECALL:
            return bands, rows
    return permutations, 1


@dataclass(frozen=True, slots=True)
class Duplicates:
    """For each row (n,): the row that it duplicates, or KEPT; and whether it is an exact duplicate of that."""

    of: NDArray[np.int64]
    exact: NDArray[np.bool_]


def find_duplicates(
    keys: Keys, sketches: Sketches, options: DedupeOptions | None = None, priority: NDArray[np.int8] | None = None
) -> Duplicates:
    """Return which rows duplicate which others.

    Of duplicates, the one with the least `priority` (n,) is kept, by default and among equals the first. No two kept
    rows are exact duplicates, or share a band of their sketches and are estimated as alike as `options.near`.
    `sketches` (n, permutations) may be a memory map. Deterministic; memory is about 40 bytes a row beside them.
    """
    options = options or DedupeOptions()
    n = len(keys)
    of = np.full(n, KEPT, np.int64)
    exact = np.zeros(n, bool)
    rank = np.arange(n) if priority is None else np.lexsort((np.arange(n), priority))
    if options.exact:
        pairs, groups = _groups(keys, rank)
        of[pairs[:, 1]] = pairs[:, 0]
        for group in groups:
            of[group[1:]] = group[0]
        exact = of != KEPT
    if options.near is not None and n:
        bands, rows = bands_of(options.near, sketches.shape[1])
        for band in range(bands):
            alive = rank[of[rank] == KEPT]
            pairs, groups = _groups(_band_keys(sketches, band * rows, rows), alive)
            _drop_near_pairs(pairs, sketches, options.near, of)
            for group in groups:
                _drop_near(group, sketches, options.near, of)
    return Duplicates(of, exact)


def _band_keys(sketches: Sketches, start: int, rows: int) -> Keys:
    keys = np.zeros(len(sketches), np.uint64)
    for first in range(0, len(sketches), _CHUNK):
        part = keys[first : first + _CHUNK]
        for values in np.asarray(sketches[first : first + _CHUNK, start : start + rows]).T:
            part += values
            part *= _MIX
            part ^= part >> np.uint64(31)
    return keys


def _groups(keys: Keys, among: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    """Return the groups of two rows (k, 2), and those of more, with one key; each in the order of `among`."""
    own = keys[among]
    order = np.argsort(own, kind="stable")
    ordered = own[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(own) else np.zeros(0, int)
    sizes = np.diff(np.append(starts, len(own)))
    two = starts[sizes == 2]
    pairs = among[order[np.stack([two, two + 1], axis=1)]]
    several = np.flatnonzero(sizes > 2)
    return pairs, [among[order[starts[i] : starts[i] + sizes[i]]] for i in several]


def _drop_near_pairs(pairs: NDArray[np.int64], sketches: Sketches, threshold: float, of: NDArray[np.int64]) -> None:
    """Drop the second row of each pair (k, 2) that is near to the first."""
    first, second = pairs.T
    is_near = _similarities(sketches, first, second) >= threshold
    of[second[is_near]] = first[is_near]


def _drop_near(group: NDArray[np.int64], sketches: Sketches, threshold: float, of: NDArray[np.int64]) -> None:
    """Keep the first of a group, drop what is near to it, and go on with the rest."""
    while len(group) > 1:
        first, others = group[0], group[1:]
        is_near = _similarities(sketches, np.broadcast_to(first, len(others)), others) >= threshold
        of[others[is_near]] = first
        group = others[~is_near]


def _similarities(sketches: Sketches, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the estimated similarity of the rows `left` (k,) to the rows `right` (k,), few at a time."""
    found = np.empty(len(left))
    for start in range(0, len(left), _CHUNK):
        part = slice(start, start + _CHUNK)
        found[part] = (sketches[left[part]] == sketches[right[part]]).mean(axis=1)
    return found
