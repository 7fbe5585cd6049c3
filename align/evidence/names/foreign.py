"""Names in Hangul that the English side lacks.

Foreign words are told by their syllables: 파트루셰프 is no Korean word, whatever it means.

A word is scored by the log-odds of its syllables in foreign words against Korean ones (naive Bayes, the first syllable
apart from the others). What scores high, is no everyday loanword and sounds like no word of the English side is a
name that the English side lacks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from align.bitext import Span
from align.evidence.names.gazetteer import gazetteer, read_table
from align.evidence.names.hearing import tail_cost
from align.evidence.names.jamo import letters, spoken
from align.evidence.names.korean import HANGUL, may_be_name, name_part, word_keys
from align.evidence.names.name import Name
from align.evidence.names.sides import korean_side
from align.evidence.names.transliterate import transliterator

#: Log-odds, in nats, from which a word is taken for foreign.
FOREIGN = 3.0
#: Nats above chance, less what goes on after the name, at which an English word may be meant.
_ALIKE = 2.0
#: What a Korean name before a title counts as, in nats.
_PERSON = 4.0
_LATIN = re.compile(
    "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f][A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f'’-]*"
)


@cache
def _syllables() -> tuple[dict[str, float], dict[str, float]]:
    """Return the log-odds of syllables that open a word, and of others, in nats."""
    opening: dict[str, float] = {}
    inner: dict[str, float] = {}
    for syllable, first, other in read_table("foreign_syllables.tsv", 3):
        opening[syllable], inner[syllable] = int(first) / 10, int(other) / 10
    return opening, inner


@cache
def _loanwords() -> frozenset[str]:
    return frozenset(word for (line,) in read_table("loanwords.tsv", 1) for word in line.split())


@lru_cache(maxsize=50_000)
def foreignness(word: str) -> float:
    """Return the log-odds, in nats, that a word of Hangul without its particle is foreign; 0 for the empty word."""
    opening, inner = _syllables()
    return opening.get(word[:1], 0.0) + sum(inner.get(syllable, 0.0) for syllable in word[1:])


@lru_cache(maxsize=50_000)
def is_loanword(word: str) -> bool:
    """Whether a word opens with an everyday loanword of three syllables or more, or is one of two."""
    loanwords = _loanwords()
    return word in loanwords or any(word[:size] in loanwords for size in range(3, len(word)))


def _sounds(english: str) -> list[str]:
    """Return the words of an English text, and neighbours with a capital as one, in small letters."""
    words = [match.group() for match in _LATIN.finditer(english)]
    joined = [one + other for one, other in pairwise(words) if other[:1].isupper()]
    parts = [part for word in words if "-" in word for part in word.split("-")]
    return [sound for sound in dict.fromkeys(map(letters, (*words, *joined, *parts))) if len(sound) > 1]


@lru_cache(maxsize=50_000)
def _odds(word: str) -> float:
    """Return the log-odds, in nats, that a word that nothing is known of is a foreign name; 0 where it is none."""
    name = name_part(word)
    if len(name) < 2 or not may_be_name(word) or word_keys(word) or is_loanword(name):
        return 0.0
    odds = foreignness(name)
    return odds if odds >= FOREIGN else 0.0


def _suspects(ko: str, en: str) -> Iterator[Name]:
    """Yield the words of a Korean text that look like names of which nothing is known."""
    titled = korean_side(ko).titled
    english: frozenset[str] | None = None
    for match in HANGUL.finditer(ko):
        word = match.group()
        if word not in titled:
            odds, keys = _odds(word), frozenset[str]()
        elif len(word) > 1 and word_keys(word) <= (family := {f"family:{word[0]}"}):
            english = _families(en) if english is None else english
            odds, keys = _PERSON if word[0] not in english else 0.0, frozenset(family)
        else:
            continue
        if odds:
            text, start = name_part(word), match.start()
            weight = 1.0 / (1.0 + math.exp(2.0 - odds))
            yield Name(text, Span(start, start + len(text)), "hangul", keys, (word,), weight)


def _families(en: str) -> frozenset[str]:
    """Return the Korean family names, in Hangul, that words of an English text may be."""
    families = gazetteer().families
    return frozenset(key for word in _LATIN.findall(en) for key in families.get(word.lower(), ()))


def unheard(pairs: Sequence[tuple[str, str]]) -> list[tuple[Name, ...]]:
    """Return the words of each Korean text that look like names and sound like nothing in its English one.

    They are foreign words, and full Korean names before a title. Their weight, 0 to 1, is how surely they are names.
    Those that the gazetteer knows are not among them. Never raises, whatever the texts.
    """
    suspects = [tuple(_suspects(ko, en)) for ko, en in pairs]
    runs: list[str] = []
    meant: list[tuple[int, str]] = []
    sounds: list[str] = []
    places: list[int] = []
    for place, (names, (_, en)) in enumerate(zip(suspects, pairs, strict=True)):
        if names:
            for word in {name.sounds[0] for name in names}:
                said = spoken(word)
                runs += (word,) if said == word else (word, said)
                meant += [(place, word)] * (1 + (said != word))
            here = _sounds(en)
            sounds += here
            places += [place] * len(here)
    who, _, taken, nats = transliterator().matches(runs, sounds, _ALIKE, groups=([place for place, _ in meant], places))
    heard = {
        meant[run]
        for run, syllables, score in zip(who.tolist(), taken.tolist(), nats.tolist(), strict=True)
        if syllables > 1 and score - tail_cost(runs[run][syllables:]) >= _ALIKE
    }
    return [
        tuple(name for name in names if (place, name.sounds[0]) not in heard) for place, names in enumerate(suspects)
    ]
