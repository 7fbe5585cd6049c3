"""Words of English with a capital: where they stand, and what each is wherever it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from align.evidence.names.common_words import common_words, frequent_words, is_common_form
from align.evidence.names.gazetteer import gazetteer
from align.evidence.names.jamo import letters

#: Latin letters; \u00d7 and \u00f7 are signs.
_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
#: A word with a capital: U.S., KF-21, O'Neil, al-Qaeda, iPhone, AT&T.
_CAPITALISED = re.compile(
    rf"\b(?:(?:[A-Z]\.){{2,}}[A-Z]?"
    rf"|(?:[a-z0-9]{{1,3}}-?)?[A-Z\u00c0-\u00d6\u00d8-\u00de][{_LETTER}0-9]*(?:[-'’.](?=[{_LETTER}0-9])[{_LETTER}0-9]+|&[A-Z]+)*)"
)
#: What is cut off a word: she's, they've, SUVs.
_SHORTENED = re.compile("(?:['’](?:s|d|m|t|ll|re|ve|S)|(?<=[A-Z0-9]{2})s)$")
#: What stands before a word that opens a sentence, a quotation or an item.
_OPENING = re.compile(r"(?:^|[.!?:;…]|[\"“”‘'(\[–—-])[\s\"“”‘’'(\[]*$")
#: Titles end a name and mark what follows as one.
TITLES = frozenset(
    "mr mrs ms dr rep sen gen gov president prime minister chairman chairwoman chief secretary king queen prince "
    "princess judge justice mayor professor lt col sgt capt adm maj rev sir lady pope director ambassador coach "
    "captain".split()
)
#: Capitalised words of the calendar, numbers and endings of names.
CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "christmas easter thanksgiving a.m p.m am pm a.d b.c gmt est kst i ok tv one two three four five six "
    "seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety inc corp co "
    "ltd jr st ave province county city district township village ward".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is wherever it stands: a common one, a Korean family name (which Hangul ones), an acronym.

    `letters` are its plain small letters, `key` these and its digits.
    """

    lower: str
    letters: str
    key: str
    common: bool
    family: frozenset[str]
    acronym: bool


@dataclass(slots=True)
class Token:
    """A word with a capital, without `'s` or `'ve`, and where it stands."""

    text: str
    start: int
    stop: int
    word: Word


def latin_key(word: str) -> str:
    """Return what two spellings of a Latin word share: `KF-21` and `kf21` give `kf21`."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word).lower() if c.isalnum())


@lru_cache(maxsize=50_000)
def word_of(text: str) -> Word:
    """Return what a word is."""
    lower = text.lower().strip(".")
    plain = text.replace(".", "").replace("&", "")
    acronym = len(plain) > 1 and plain.isupper() and (len(plain) <= 5 or "." in text)
    parts = [part for part in re.split("[-'’&.]", lower) if len(part) > 1]
    common = (
        not CALENDAR.isdisjoint((lower, lower.removesuffix("s")))
        or lower in TITLES
        or all(is_common_form(part, common_words()) for part in parts)
    )
    family = gazetteer().families.get(lower, frozenset()) if text[1:].islower() else frozenset()
    return Word(lower, letters(text), latin_key(text), common, family, acronym)


@cache
def no_names() -> frozenset[str]:
    """Return the words, in small letters, that a capital never makes a name."""
    return CALENDAR | TITLES | frequent_words()


def is_plain_word(text: str) -> bool:
    """Whether a Latin word is a common English one and not written like an acronym."""
    word = word_of(text)
    return word.common and not word.acronym


@lru_cache(maxsize=50_000)
def _shortened(word: str) -> str:
    return _SHORTENED.sub("", word)


def capitalised(text: str) -> list[Token]:
    """Return the words with a capital, in order."""
    tokens = []
    for match in _CAPITALISED.finditer(text):
        word = _shortened(match.group())
        start = match.start()
        tokens.append(Token(word, start, start + len(word), word_of(word)))
    return tokens


def opens(text: str, token: Token) -> bool:
    """Whether a word has its capital for standing first."""
    return bool(_OPENING.search(text, max(0, token.start - 12), token.start))
