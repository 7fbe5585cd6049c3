"""Names in Hangul that the English side lacks.

Foreign words are told by their syllables: 파트루셰프 is no Korean word, whatever it means.

A word is scored by the log-odds of its syllables in foreign words against Korean ones (naive Bayes, the first syllable
apart from the others). What scores high, is no everyday loanword and sounds like no word of the English side is a
name that the English side lacks.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from itertools import pairwise

from align.bitext import Span
from align.evidence.names.gazetteer import gazetteer, read_table
from align.evidence.names.hearing import tail_cost
from align.evidence.names.jamo import letters, spoken
from align.evidence.names.korean import before_titles, korean_names, may_be_name
from align.evidence.names.name import Name
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


def unheard_names(ko: str, en: str) -> tuple[Name, ...]:
    """Return the words of a Korean text that look like names and sound like nothing in the English one.

    They are foreign words, and full Korean names before a title. Their weight, 0 to 1, is how surely they are names.
    Those that the gazetteer knows are not among them. Never raises, whatever the text.
    """
    families = gazetteer().families
    english = {key for word in _LATIN.findall(en) for key in families.get(word.lower(), ())}
    titled = {word for word in before_titles(ko) if len(word) > 1}
    candidates = []
    for name in korean_names(ko):
        if name.kind != "hangul" or len(name.text) < 2 or not may_be_name(name.sounds[0]):
            continue
        if not name.keys:
            odds = foreignness(name.text)
            if odds >= FOREIGN and not is_loanword(name.text):
                candidates.append((name, odds))
        elif name.keys == {f"family:{name.text[0]}"} and name.sounds[0] in titled and name.text[0] not in english:
            candidates.append((name, _PERSON))
    if not candidates:
        return ()
    words = [name.sounds[0] for name, _ in candidates]
    words += [spoken(word) for word in words]
    who, _, taken, nats = transliterator().matches(words, _sounds(en), _ALIKE)
    heard = set()
    for place, syllables, score in zip(who.tolist(), taken.tolist(), nats.tolist(), strict=True):
        if syllables > 1 and score - tail_cost(words[place][syllables:]) >= _ALIKE:
            heard.add(place % len(candidates))
    return tuple(
        Name(name.text, Span(*name.span), "hangul", name.keys, name.sounds, 1.0 / (1.0 + math.exp(2.0 - odds)))
        for place, (name, odds) in enumerate(candidates)
        if place not in heard
    )
