"""A name, as both languages give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from align.bitext import Span

NameKind = Literal["name", "person", "family", "acronym", "known", "word", "latin", "hanja", "hangul"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name, or in Korean a word that may be one.

    `kind` is, in English: name (capitalised words), person (with a Korean family name), family (a Korean family
    name alone), acronym, known (country, people, institution of the gazetteer), word (a common word with a capital
    inside of a sentence, a name only where the other language spells it out); in Korean: latin (Latin script),
    hanja, known (countries side by side, months), hangul (any word). `span` holds character offsets into the text.
    `keys` compare by equality: `country:US`, `family:이`, `latin:nato`. `sounds` compare by ear: small Latin letters
    of the whole name and then of its words, or the word of Hangul that the name opens.
    `weight`, 0 to 1, is how likely the capitals mean a name at all.
    """

    text: str
    span: Span
    kind: NameKind
    keys: frozenset[str]
    sounds: tuple[str, ...] = ()
    weight: float = 1.0
