"""Files that should have the same number of lines, and where they part where they don't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from align.errors import InputError

#: Lines that have to resemble each other better when shifted, and the furthest shift that is tried.
_WINDOW, _FURTHEST = 3, 8
#: Similarity that a shift has to add over the window.
_GAIN = 0.5
#: Similarity from which a line is in its place.
_ALIKE = 0.8


def check_lengths(name: str, hypotheses: Sequence[str], reference_name: str, reference: Sequence[str]) -> None:
    """Raise InputError where a translation and its reference differ in length.

    The message names both counts and the first line that seems to be missing in the shorter one.
    """
    if len(hypotheses) == len(reference):
        return
    (short, shorter), (long, longer) = sorted(
        ((name, hypotheses), (reference_name, reference)), key=lambda named: len(named[1])
    )
    place = first_missing(shorter, longer)
    text = " ".join(longer[place].split())
    raise InputError(
        f"{name} has {len(hypotheses):,} segments where {reference_name} has {len(reference):,}; the first without "
        f"a counterpart in {short} seems to be line {place + 1:,} of {long} ({text[:60] or 'which is empty'}); "
        "make them line by line the same, or let --realign cut the translation anew"
    )


def first_missing(shorter: Sequence[str], longer: Sequence[str]) -> int:
    """Return the index of the first of `longer` that `shorter`, a text in the same language, seems to lack.

    It is where the next lines resemble those further on more than their own; the end of `shorter` where all fit.
    Similarity is that of character bigrams (Dice 1945), as good for Korean as for English.
    """
    furthest = min(len(longer) - len(shorter), _FURTHEST)
    for i, text in enumerate(shorter):
        own = _dice(text, longer[i])
        if own > _ALIKE:
            continue
        for shift in range(1, furthest + 1):
            if _dice(text, longer[i + shift]) <= own:
                continue
            lines = range(i, min(i + _WINDOW, len(shorter)))
            here = sum(_dice(shorter[j], longer[j]) for j in lines)
            there = sum(_dice(shorter[j], longer[j + shift]) for j in lines)
            if there > here + _GAIN:
                return i
    return len(shorter)


@lru_cache(maxsize=256)
def _bigrams(text: str) -> Counter[str]:
    folded = "".join(text.casefold().split())
    return Counter(folded[i : i + 2] for i in range(len(folded) - 1))


def _dice(text: str, other_text: str) -> float:
    """Return the share of bigrams that two texts have in common, 0 to 1; 1 for two empty ones."""
    one, other = _bigrams(text), _bigrams(other_text)
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0
