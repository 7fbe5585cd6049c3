"""Which words are common: English ones that a capital letter does not make names, Korean ones that name nothing."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

from align.errors import ModelError

#: Words of grammar are among so many.
_FREQUENT = 250
_ENDINGS = ("'s", "’s", "s", "es", "d", "ed", "ing", "ly", "er", "ers")


def is_common_form(word: str, common: Collection[str]) -> bool:
    """Whether a small-letter word is in a list, as it is or without an ending: `cities`, `planned`, `making`."""
    if word in common:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            doubled = len(stem) > 3 and stem[-1] == stem[-2]
            if stem in common or stem + "e" in common or (doubled and stem[:-1] in common):
                return True
            if stem[-1] == "i" and stem[:-1] + "y" in common:
                return True
    return False


@cache
def _in_order(name: str) -> tuple[str, ...]:
    path = files("align.evidence.names") / name
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"{path}: the list of words can't be read ({error}); reinstall hanalign") from error
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def common_words() -> frozenset[str]:
    """Return the bundled list, in small letters. Raises ModelError where its file is missing."""
    return frozenset(_in_order("common_words.tsv"))


@cache
def frequent_words() -> frozenset[str]:
    """Return the most frequent of them, which hold all words of grammar. Raises ModelError as above."""
    return frozenset(_in_order("common_words.tsv")[:_FREQUENT])


@cache
def korean_words() -> frozenset[str]:
    """Return the bundled list of Korean words, without particles. Raises ModelError as above."""
    return frozenset(_in_order("korean_words.tsv"))
