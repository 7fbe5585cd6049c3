"""True pairs spoiled in known ways: what the model of quality is fitted on, and measured by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from align.evidence import numbers

Pair = tuple[str, str]
#: Spoils the pair at a place of a list of pairs in document order; None where it can't be.
Damage = Callable[[Sequence[Pair], int, np.random.Generator], Pair | None]

_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\d-])")
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]{3,})(?: [A-Z][a-z]+)*")
#: Capitalised, and no names.
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September "
    "October November December President Minister Prime Vice".split()
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|can|could|should|has|have|had|did|does|do|must|may|might)\b(?! not)"
)
_KO_NEGATIONS = {
    "했다": "하지 않았다", "된다": "되지 않는다", "한다": "하지 않는다", "있다": "없다", "됐다": "되지 않았다",
    "이다": "이 아니다", "습니다": "지 않습니다", "였다": "이 아니었다",
}  # fmt: skip


#: The lines in which each opening of a Korean word stands, for the pairs that were spoiled last.
_INDEX: dict[int, dict[str, frozenset[int]]] = {}


def _one_side(pair: Pair, rng: np.random.Generator, spoil: Callable[[str], str | None]) -> Pair | None:
    side = int(rng.integers(2))
    text = spoil(pair[side])
    if text is None or text == pair[side]:
        return None
    return (text, pair[1]) if side == 0 else (pair[0], text)


def neighbour(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Take the English of one of the three lines before or behind."""
    places = [k for k in range(max(at - 3, 0), min(at + 4, len(pairs))) if pairs[k][1] != pairs[at][1]]
    return (pairs[at][0], pairs[int(rng.choice(places))][1]) if places else None


def stranger(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Take the English of any other line."""
    other = int(rng.integers(len(pairs)))
    return (pairs[at][0], pairs[other][1]) if pairs[other][1] != pairs[at][1] else None


def lookalike(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Take another line whose English has a number of the Korean."""
    named = _numbers_of(tuple(en for _, en in pairs))
    own = numbers(pairs[at][0])
    places = [k for k, there in enumerate(named) if own & there and pairs[k][1] != pairs[at][1]]
    return (pairs[at][0], pairs[int(rng.choice(places))][1]) if places else None


@lru_cache(maxsize=2)
def _numbers_of(texts: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(map(numbers, texts))


def truncation(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Cut half of one side, more often its end than its beginning."""

    def cut(text: str) -> str | None:
        words = text.split()
        if len(words) < 4:
            return None
        keep = max(1, round(len(words) * rng.uniform(0.4, 0.6)))
        return " ".join(words[:keep] if rng.random() < 0.7 else words[-keep:])

    return _one_side(pairs[at], rng, cut)


def clause(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Drop a quarter to a third of the words from the middle of one side."""

    def drop(text: str) -> str | None:
        words = text.split()
        if len(words) < 8:
            return None
        size = round(len(words) * rng.uniform(0.25, 0.4))
        start = int(rng.integers(1, len(words) - size))
        return " ".join(words[:start] + words[start + size :])

    return _one_side(pairs[at], rng, drop)


def extra(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Add a neighbour's sentence to one side."""
    if at + 1 == len(pairs):
        return None
    side = int(rng.integers(2))
    both = f"{pairs[at][side]} {pairs[at + 1][side]}"
    return (both, pairs[at][1]) if side == 0 else (pairs[at][0], both)


def number(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Change one number that both sides have in the same digits: a digit, or its size.

    A number that the other side lacks, rounds or says in words contradicts nothing when it changes.
    """
    shared = set.intersection(*({m.group().replace(",", "") for m in _NUMBER.finditer(text)} for text in pairs[at]))

    def change(text: str) -> str | None:
        found = [m for m in _NUMBER.finditer(text) if m.group().replace(",", "") in shared]
        if not found:
            return None
        match = found[int(rng.integers(len(found)))]
        value = match.group()
        if rng.random() < 0.3 and "." not in value:
            new = value + "0"
        else:
            places = [k for k, c in enumerate(value) if c.isdigit()]
            k = places[int(rng.integers(len(places)))]
            digit = str((int(value[k]) + int(rng.integers(1, 10))) % 10)
            new = value[:k] + ("1" if digit == "0" and k == 0 else digit) + value[k + 1 :]
        return None if new == value else text[: match.start()] + new + text[match.end() :]

    return _one_side(pairs[at], rng, change)


def name(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Put another line's name in place of an English name that the Korean side has.

    It has it where some opening of a Korean word stands in the lines with that name and in hardly any other.
    """
    ko, en = pairs[at]
    found = [m for m in _NAME.finditer(en) if _is_told(m.group(), ko, pairs)]
    if not found:
        return None
    match = found[int(rng.integers(len(found)))]
    for _ in range(20):
        other = pairs[int(rng.integers(len(pairs)))][1]
        names = [m.group() for m in _NAME.finditer(other) if m.group().split()[0] not in _NO_NAMES]
        names = [n for n in names if not set(n.split()) & set(en.split())]
        if names:
            return ko, en[: match.start()] + names[int(rng.integers(len(names)))] + en[match.end() :]
    return None


def _is_told(name: str, ko: str, pairs: Sequence[Pair]) -> bool:
    if name.split()[0] in _NO_NAMES:
        return False
    inside = [k for k, (_, en) in enumerate(pairs) if name in en]
    if len(inside) < 2:
        return False
    return any(
        len(places := _lines_with(word[:size], pairs)) <= 1.5 * len(inside)
        and sum(k in places for k in inside) >= 0.75 * len(inside)
        for word in re.findall("[가-힣]{2,}", ko)
        for size in range(2, min(len(word), 5) + 1)
    )


def _lines_with(opening: str, pairs: Sequence[Pair]) -> frozenset[int]:
    key = id(pairs)
    if key not in _INDEX:
        index: dict[str, set[int]] = {}
        for k, (ko, _) in enumerate(pairs):
            for word in re.findall("[가-힣]{2,}", ko):
                for size in range(2, min(len(word), 5) + 1):
                    index.setdefault(word[:size], set()).add(k)
        _INDEX.clear()
        _INDEX[key] = {opening: frozenset(places) for opening, places in index.items()}
    return _INDEX[key][opening]


def negation(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Negate one side."""
    ko, en = pairs[at]
    if rng.random() < 0.5:
        denied = _AUXILIARY.sub(lambda m: f"{m.group()} not", en, count=1)
        return (ko, denied) if denied != en else None
    for plain, turned in _KO_NEGATIONS.items():
        if plain in ko and "않" not in ko:
            at_last = ko.rindex(plain)
            return ko[:at_last] + turned + ko[at_last + len(plain) :], en
    return None


def copy(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Leave one side untranslated."""
    ko, en = pairs[at]
    return (ko, ko) if rng.random() < 0.5 else (en, en)


def salad(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Shuffle the words of one side."""

    def shuffle(text: str) -> str | None:
        words = text.split()
        return " ".join(words[k] for k in rng.permutation(len(words))) if len(words) > 5 else None

    return _one_side(pairs[at], rng, shuffle)


def wrong_language(pairs: Sequence[Pair], at: int, rng: np.random.Generator) -> Pair | None:
    """Replace one side by a text in the language of the other, or by one in none."""
    ko, en = pairs[at]
    other = pairs[int(rng.integers(len(pairs)))]
    draw = rng.random()
    if draw < 0.4:
        return ko, other[0]
    if draw < 0.8:
        return other[1], en
    letters = "aeiouaeioustrnlmkdpgvb"
    words = ["".join(rng.choice(list(letters), int(rng.integers(2, 10)))) for _ in en.split()]
    return ko, " ".join(words)


DAMAGES: dict[str, Damage] = {
    "neighbour": neighbour,
    "stranger": stranger,
    "lookalike": lookalike,
    "truncation": truncation,
    "clause": clause,
    "extra": extra,
    "number": number,
    "name": name,
    "negation": negation,
    "copy": copy,
    "salad": salad,
    "wrong language": wrong_language,
}

#: How much all pairs spoiled in a way count beside the other ways, however many there are.
WEIGHTS = {
    "neighbour": 2.0, "stranger": 1.0, "lookalike": 1.0, "truncation": 2.0, "clause": 1.0, "extra": 1.0,
    "number": 1.5, "name": 1.5, "negation": 0.5, "copy": 0.5, "salad": 0.5, "wrong language": 0.5,
}  # fmt: skip


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a file of `ko<TAB>en` lines, those with a blank side left out."""
    pairs = [line.split("\t")[:2] for line in path.read_bytes().decode("utf-8").split("\n") if "\t" in line]
    return [(ko, en) for ko, en in pairs if ko.strip() and en.strip()]


def damaged(pairs: Sequence[Pair], kind: str, seed: int = 1) -> dict[int, Pair]:
    """Return the pairs that can be spoiled in a way, by place; pairs are in document order."""
    rng = np.random.default_rng([seed, *kind.encode()])
    out = {at: DAMAGES[kind](pairs, at, rng) for at in range(len(pairs))}
    return {at: pair for at, pair in out.items() if pair is not None}
