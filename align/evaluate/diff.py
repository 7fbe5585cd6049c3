"""Word by word, where a translation and its reference differ."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal, NamedTuple


class Piece(NamedTuple):
    """A run of words that stands in `both`, in the `reference` alone or in the `hypothesis` alone."""

    where: Literal["both", "reference", "hypothesis"]
    text: str


def diff(reference: str, hypothesis: str) -> list[Piece]:
    """Return the runs of words, split at white space, in reading order; of a change, the reference's words go first.

    Ratcliff and Obershelp's longest common runs (difflib), so that a run reads well rather than being shortest.
    """
    wanted, found = reference.split(), hypothesis.split()
    pieces = []
    for _, i, j, k, m in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if wanted[i:j] == found[k:m]:
            pieces.append(Piece("both", " ".join(wanted[i:j])))
            continue
        if i < j:
            pieces.append(Piece("reference", " ".join(wanted[i:j])))
        if k < m:
            pieces.append(Piece("hypothesis", " ".join(found[k:m])))
    return pieces


def marked(pieces: Iterable[Piece]) -> str:
    """Return a difference as wdiff and `git diff --word-diff` write it: `[-reference-] {+hypothesis+} both`."""
    marks = {"both": "{}", "reference": "[-{}-]", "hypothesis": "{{+{}+}}"}
    return " ".join(marks[piece.where].format(piece.text) for piece in pieces)
