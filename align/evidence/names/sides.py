"""What a sentence may name, in the form in which names are compared: once for each text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from align.evidence.names.english import english_names
from align.evidence.names.korean import certain_names, hangul_words, stem
from align.evidence.names.name import Name

#: Sentences kept: a document is compared as a whole, then pair by pair.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Korean:
    """What a Korean sentence may name.

    `words` are those of Hangul, told apart by whether they are a syllable before a title, `titled` all words before a
    title, `keys` those of known names, with their texts, `certain` the names in Latin script and in Hanja.
    """

    words: tuple[tuple[str, bool], ...]
    titled: frozenset[str]
    keys: dict[frozenset[str], str]
    certain: tuple[Name, ...]


@lru_cache(maxsize=_KEPT)
def korean_side(text: str) -> Korean:
    """Return what a Korean sentence may name."""
    certain = tuple(certain_names(text))
    candidates, keyed, titled = hangul_words(text)
    texts = {name.keys: name.text for name in certain} | {keys: stem(word) for word, keys in keyed}
    return Korean(tuple((word, len(word) == 1 and word in titled) for word in candidates), titled, texts, certain)


@lru_cache(maxsize=_KEPT)
def english_side(text: str) -> tuple[Name, ...]:
    """Return the names of an English sentence, but those that are quantities: months and currencies."""
    return tuple(name for name in english_names(text) if not _is_quantity(name))


def _is_quantity(name: Name) -> bool:
    return bool(name.keys) and all(key.startswith(("month:", "currency:")) for key in name.keys)
