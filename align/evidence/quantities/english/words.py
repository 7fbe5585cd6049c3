"""Quantities written in words in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from align.evidence.quantities.dates import ENGLISH_RELATIVE, MONTHS, SHORT, WEEKDAYS
from align.evidence.quantities.english import calendar
from align.evidence.quantities.english.digits import read_scaled, with_rest
from align.evidence.quantities.numerals import (
    DECADES,
    MULTIPLES,
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
    TENS,
    VAGUE,
    VULGAR,
    roman_value,
)
from align.evidence.quantities.quantity import Kind, Reading, Value, canonical
from align.evidence.quantities.trie import any_of

_NUMBERS = ONES | TENS
_SIZES = SCALES | {"dozen": 12}
_LENGTHS = {
    f"{'an' if unit == 'hour' else 'a'} {name}": (Decimal(size), unit)
    for name, size, unit in (
        ("hour", 1, "hour"), ("day", 1, "day"), ("week", 1, "week"), ("month", 1, "month"), ("year", 1, "year"),
        ("decade", 10, "year"), ("century", 100, "year"),
    )
}  # fmt: skip

#: Words that are a quantity by themselves.
_FIXED: dict[str, tuple[Kind, Value, str]] = {
    **{word: ("relative", value, "") for word, value in ENGLISH_RELATIVE.items()},
    **{word: ("ordinal", Decimal(value), "") for word, value in ORDINALS.items()},
    **{word: ("multiple", Decimal(value), "") for word, value in MULTIPLES.items()},
    **{word: ("decade", value, "") for word, value in DECADES.items()},
    **{word: ("fraction", f"{above}/{below}", "") for word, (above, below) in VULGAR.items()},
    **{word: ("vague", Decimal(value), "") for word, value in VAGUE.items()},
    "noon": ("time", "12:00", ""),
    "midnight": ("time", "00:00", ""),
    "half": ("fraction", "1/2", ""),
    "halves": ("fraction", "1/2", ""),
    "half an hour": ("measure", Decimal("0.5"), "hour"),
    "half hour": ("measure", Decimal("0.5"), "hour"),
    "half a year": ("measure", Decimal("0.5"), "year"),
    "half a decade": ("measure", Decimal(5), "year"),
    "half a century": ("measure", Decimal(50), "year"),
    "half century": ("measure", Decimal(50), "year"),
    "fortnight": ("measure", Decimal(2), "week"),
    **{
        f"{article} {word}": ("fraction", f"1/{PARTS[word]}", "")
        for article in ("a", "one")
        for word in ("third", "quarter", "fourth", "fifth", "sixth", "eighth", "tenth")
    },
}
#: Beginnings of numbers, with how many of their characters are a word of it: `a` of `a million`.
_SCALED = {
    f"{first} {size}": len(first)
    for first in ("a", "half a", "half")
    for size in _SIZES
}  # fmt: skip
_GUARDS = dict.fromkeys([*_FIXED, *_NUMBERS, *_SCALED, "dozen", *MONTHS, *WEEKDAYS], "(?![a-z])")
_GUARDS |= dict.fromkeys(_LENGTHS, "(?![a-z-])")
#: `a third of`, but not `a third man`.
_GUARDS |= {
    word: r"(?=\sof|\sthe|[.,;]|\s?$)" for word in _FIXED if word.startswith("a ") and _FIXED[word][0] == "fraction"
}

#: The character before a word, and the word.
WORDS = re.compile(rf"[^a-z0-9](?:(?P<word>{any_of(_GUARDS, _GUARDS)})|(?P<roman>[ivxl]{{1,7}})(?![a-z]))")
#: Two point seven, one-point-67.
_POINT = re.compile(rf"[\s-]point[\s-]({any_of(ONES)}(?:[\s-]{any_of(ONES)}){{0,5}}|[0-9]{{1,6}})(?![a-z0-9])")
_NEXT_WORD = re.compile(rf"[\s-](and\s)?({any_of([*_NUMBERS, *_SIZES])})(?![a-z])")
_PART_AFTER = re.compile(rf"[\s-]({any_of(PARTS)})(?![a-z])")
_ORDINAL_AFTER = re.compile(rf"[\s-]({any_of(ORDINALS)})(?![a-z])")


def read_word(low: str, raw: str, match: re.Match[str], found: list[Reading]) -> int:
    """Read the words that `match` of WORDS has found, append what they are, and return where they end."""
    group = match.lastgroup or ""
    start, stop = match.span(group)
    word = match[group]
    if group == "roman":
        return _roman(low, raw, start, stop, word, found)
    if word not in _READERS:
        word = word.replace("-", " ")
    return _READERS[word](low, raw, start, stop, word, found)


def _fixed(low: str, raw: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    kind, value, unit = _FIXED[word]
    found.append(Reading(kind, value, unit, start, stop))
    return stop


def _scaled(low: str, raw: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    return _number(low, raw, start, start + _SCALED[word], "half" if word.startswith("half") else "a", found)


def _number(low: str, raw: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    """Read a number in words, as far as they make one: `two hundred and fifty thousand`, not `two three`."""
    value, stop, last, scaled = _phrase(low, stop, word)
    if not scaled and (point := _POINT.match(low, stop)):
        decimals = "".join(str(ONES.get(digit, digit)) for digit in re.split(r"[\s-]", point[1]))
        return read_scaled(low, start, point.end(), "words", value + Decimal(f"0.{decimals}"), found)
    if not scaled:
        if last == 10 and (ordinal := _ORDINAL_AFTER.match(low, stop)) and ORDINALS[ordinal[1]] < 10:
            found.append(Reading("ordinal", value + ORDINALS[ordinal[1]], "", start, ordinal.end()))
            return ordinal.end()
        part = _PART_AFTER.match(low, stop)
        if part and part[1].endswith("s") and value < PARTS[part[1]]:
            found.append(Reading("fraction", f"{canonical(value)}/{PARTS[part[1]]}", "", start, part.end()))
            return part.end()
    return read_scaled(low, start, stop, "words", value, found)


def _phrase(low: str, stop: int, first: str) -> tuple[Decimal, int, int, bool]:
    """Return the value of number words that begin with `first`, and where they end.

    Also what the last word leaves open (10: a unit, 100: tens, 1: a scale, 0: nothing), and whether a scale was read.
    """
    total, below, last = Decimal(0), Decimal(1), 1
    if first == "dozen":
        below, last = Decimal(12), 0
    elif first == "half":
        below = Decimal("0.5")
    elif first != "a":
        below, last = Decimal(_NUMBERS[first]), 10 if first in TENS else 1
    scaled = False
    while word := _NEXT_WORD.match(low, stop):
        name = word[2]
        if name in _SIZES:
            size = _SIZES[name]
            if (
                word[1]
                or last == 0
                or (size <= 100 and below >= 100)
                or (size > 100 and total and total <= size * below)
            ):
                break
            if size == 12:
                below, last, scaled = below * size, 0, True
            elif size == 100:
                below, last, scaled = below * size, 100, True
            else:
                total, below, last, scaled = total + below * size, Decimal(0), 100, True
        elif last == 10 and name in ONES and 0 < ONES[name] < 10 and not word[1]:
            below, last = below + ONES[name], 1
        elif last == 100 and (word[1] or low[word.start()] == " "):
            below, last = below + _NUMBERS[name], 10 if name in TENS else 1
        else:
            break
        stop = word.end()
    return total + below, stop, last, scaled


def _month(low: str, raw: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    return calendar.read_month(low, raw, start, stop, word, found)


def _weekday(low: str, raw: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    if word not in SHORT or (raw[start].isupper() and low[stop] == "." and not low.endswith("the ", 0, start)):
        found.append(Reading("weekday", str(WEEKDAYS[word]), "", start, stop))
    return stop


def _length(low: str, raw: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    """Read `a year`, `an hour and a half`."""
    size, unit = _LENGTHS[word]
    value, unit, stop = with_rest(low, stop, Decimal(1), unit, size)
    found.append(Reading("measure", value, unit, start, stop))
    return stop


def _roman(low: str, raw: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    """Read a Roman numeral after a name: `World War II`; I, V, X and L alone are mostly letters."""
    value = roman_value(word)
    if value and raw[start:stop].isupper() and low[start - 1] == " ":
        name = raw[max(0, start - 20) : start - 1].rpartition(" ")[2]
        if name[:1].isupper() and name.isalpha() and (len(word) > 1 or name == "War"):
            found.append(Reading("ordinal", Decimal(value), "", start, stop))
    return stop


_READERS: dict[str, Callable[[str, str, int, int, str, list[Reading]], int]] = {
    **dict.fromkeys(_FIXED, _fixed),
    **dict.fromkeys([*_NUMBERS, "dozen"], _number),
    **dict.fromkeys(_SCALED, _scaled),
    **dict.fromkeys(MONTHS, _month),
    **dict.fromkeys(WEEKDAYS, _weekday),
    **dict.fromkeys(_LENGTHS, _length),
}
