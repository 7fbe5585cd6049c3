"""Which names of English sentences stand in which Korean sentences, for a whole document at once.

Known names agree by their keys (미국 and U.S.), Latin words by their letters, all others by sound
(`align.evidence.names.transliterate`), where a word in Hangul may go on with particles and titles after the name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from align.evidence.names.english import english_names
from align.evidence.names.hearing import Table, hear
from align.evidence.names.jamo import letters
from align.evidence.names.korean import certain_names, hangul_words, stem
from align.evidence.names.name import Name

#: Strength of agreement by less than the whole name.
_PART_OF_LATIN, _FAMILY, _FAMILY_OF_PERSON, _GIVEN, _LINKED, _SEAT = 0.8, 0.9, 0.6, 0.9, 0.85, 0.6
#: Strength from which a name counts as found, and below which nothing is left of it.
FOUND, _FAINT = 0.5, 0.1
#: Strength below which a name is missing from a single pair: of two sentences that are paired already less is enough.
_MAY_BE_THERE = 0.2


@dataclass(frozen=True, slots=True)
class NameTable:
    """Agreement of names between `n` Korean and `m` English sentences, over the `k` names of the document.

    `names` are as first written, `weights` (k,) are above 0, rarer names heavier. `in_source` (k, n) is the strength,
    0 to 1, with which a name is found in a Korean sentence, `in_target` (k, m) in an English one.
    `agree` (n, m) adds up weight times both strengths; `source_total` (n,) and `target_total` (m,) are
    the most that a sentence can agree in. `source_found` and `target_found` leave out the names that stand nowhere
    in the other language, about which the document says nothing.
    """

    names: tuple[str, ...]
    weights: Table
    in_source: Table
    in_target: Table
    agree: Table
    source_total: Table
    target_total: Table
    source_found: Table
    target_found: Table


def _is_elsewhere(name: Name) -> bool:
    """Whether a name is a value of `align.evidence` already: dates and money."""
    return bool(name.keys) and all(key.startswith(("month:", "currency:")) for key in name.keys)


@lru_cache(maxsize=4096)
def _english(text: str) -> tuple[Name, ...]:
    return tuple(name for name in english_names(text) if not _is_elsewhere(name))


@dataclass(frozen=True, slots=True)
class _Korean:
    """What a Korean sentence may name: words of Hangul, told apart by a title after them, and keys with their texts."""

    words: tuple[tuple[str, bool], ...]
    keys: dict[frozenset[str], str]
    certain: tuple[Name, ...]


@lru_cache(maxsize=4096)
def _korean(text: str) -> _Korean:
    certain = tuple(certain_names(text))
    candidates, keyed, titled = hangul_words(text)
    texts = {name.keys: name.text for name in certain} | {keys: stem(word) for word, keys in keyed}
    return _Korean(tuple((word, len(word) == 1 and word in titled) for word in candidates), texts, certain)


def _seat_or_country(key: str) -> str:
    """Return the key of the country of a seat of government, and of the seat of a country; other keys as they are."""
    kind, _, code = key.partition(":")
    return {"seat": "country:", "country": "seat:"}.get(kind, kind + ":") + code


def _key_strength(name: Name, keys: frozenset[str]) -> float:
    """Return how strongly an English name agrees with the keys of a Korean one."""
    shared = name.keys & keys
    if not shared:
        # Washington for the United States.
        return _SEAT if any(_seat_or_country(key) in keys for key in name.keys) else 0.0
    if any(not key.startswith(("family:", "latin:")) for key in shared):
        return 1.0
    if any(key.startswith("latin:") for key in shared):
        return _PART_OF_LATIN if " " in name.text else 1.0
    return _FAMILY if name.kind == "family" else _FAMILY_OF_PERSON


class _Rows:
    """The distinct names of the English sentences, where they stand, and their sounds."""

    def __init__(self, target: Sequence[Sequence[Name]], source: Sequence[_Korean]) -> None:
        wanted = frozenset(key for sentence in source for keys in sentence.keys for key in keys)
        rows: dict[tuple[str, frozenset[str]], int] = {}
        self.names: list[Name] = []
        cells = []
        for j, sentence in enumerate(target):
            for name in sentence:
                if not name.sounds and name.kind == "word" and wanted.isdisjoint(name.keys):
                    continue
                row = rows.setdefault((name.text.lower(), name.keys), len(rows))
                if row == len(self.names):
                    self.names.append(name)
                cells.append((row, j, name.weight))
        self.present = np.zeros((len(rows), len(target)), dtype=np.float32)
        for row, j, weight in cells:
            self.present[row, j] = max(self.present[row, j], weight)


class _Words:
    """The distinct words of Hangul of the Korean sentences, and where each of their occurrences stands."""

    def __init__(self, source: Sequence[_Korean]) -> None:
        words: dict[tuple[str, bool], int] = {}
        places: list[int] = []
        starts: list[int] = []
        filled: list[int] = []
        for i, sentence in enumerate(source):
            if sentence.words:
                starts.append(len(places))
                filled.append(i)
                places += [words.setdefault(word, len(words)) for word in sentence.words]
        self.words = tuple(words)
        self._places, self._starts, self._filled = np.array(places, dtype=np.intp), starts, filled
        self._sentences = len(source)

    def by_sentence(self, strength: Table) -> Table:
        """Return the greatest strength in each sentence, of strengths by word: (rows, words) to (rows, sentences)."""
        out = np.zeros((len(strength), self._sentences), dtype=np.float32)
        if self._starts and len(strength):
            out[:, self._filled] = np.maximum.reduceat(strength[:, self._places], self._starts, axis=1)
        return out


def _link(names: Sequence[Name], sounds: dict[str, int], strength: Table) -> None:
    """Let a name of one word be heard where a longer name with that word is: after Xi Jinping, Xi is 시진핑."""
    longer: dict[str, list[str]] = {}
    for name in names:
        ends = name.text.split()
        if len(ends) > 1:
            for end in (ends[0], ends[-1]):
                longer.setdefault(end.lower(), []).append(name.sounds[0])
    for name in names:
        row = strength[sounds[name.sounds[0]]]
        for sound in longer.get(name.text.lower(), ()):
            np.maximum(row, _LINKED * strength[sounds[sound]], out=row)


def _heard(name: Name, sounds: dict[str, int], strength: Table) -> Table:
    """Return how strongly a name is heard in each sentence, from the strengths of its sounds: (sentences,)."""
    if len(name.sounds) == 1:
        return np.asarray(strength[sounds[name.sounds[0]]])
    tables = [strength[sounds[sound]] for sound in name.sounds]
    if name.kind == "person":
        return np.asarray(np.maximum(np.max(tables[:-1], axis=0), _GIVEN * tables[-1]))
    whole = sum(len(sound) >= len(letters(name.text)) for sound in name.sounds)
    out: Table = np.max(tables[:whole], axis=0)
    if parts := tables[whole:]:
        # One of several words is nearly as good as all: a translation drops first names.
        np.maximum(out, 0.75 * np.max(parts, axis=0) + 0.25 * np.mean(parts, axis=0), out=out)
    return out


def _presence(rows: _Rows, source: Sequence[_Korean]) -> tuple[Table, dict[frozenset[str], str]]:
    """Return the strength of each English name in each Korean sentence, and the Korean keys that no English name has.

    The strengths are (names, sentences).
    """
    present = np.zeros((len(rows.names), len(source)), dtype=np.float32)
    by_key: dict[str, list[int]] = {}
    for row, name in enumerate(rows.names):
        for key in name.keys:
            for either in {key, _seat_or_country(key)}:
                by_key.setdefault(either, []).append(row)
    keyed: dict[frozenset[str], list[int]] = {}
    for i, sentence in enumerate(source):
        for keys in sentence.keys:
            keyed.setdefault(keys, []).append(i)
    unknown: dict[frozenset[str], str] = {}
    for keys, sentences in keyed.items():
        candidates = {row for key in keys for row in by_key.get(key, ())}
        for row in candidates:
            value = _key_strength(rows.names[row], keys)
            line = present[row]
            line[sentences] = np.maximum(line[sentences], value)
        if not candidates:
            unknown[keys] = source[sentences[0]].keys[keys]

    # A country that is found by its key needs no hearing.
    heard = [
        row for row, name in enumerate(rows.names) if name.sounds and not (name.kind == "known" and present[row].any())
    ]
    sounds: dict[str, int] = {}
    for row in heard:
        for sound in rows.names[row].sounds:
            sounds.setdefault(sound, len(sounds))
    words = _Words(source)
    strength = hear(tuple(sounds), words.words)
    _link([rows.names[row] for row in heard], sounds, strength)
    by_sentence = words.by_sentence(strength)
    for row in heard:
        np.maximum(present[row], _heard(rows.names[row], sounds, by_sentence), out=present[row])
    return present, unknown


def _unmatched(unknown: dict[frozenset[str], str], source: Sequence[_Korean]) -> tuple[list[str], Table]:
    """Return the certain names of the Korean sentences that no English sentence has: texts, (names, sentences)."""
    named = {keys: text for keys, text in unknown.items() if not all(map(_is_doubtful, keys))}
    present = np.zeros((len(named), len(source)), dtype=np.float32)
    for row, keys in enumerate(named):
        present[row] = [keys in sentence.keys for sentence in source]
    return list(named.values()), present


def _is_doubtful(key: str) -> bool:
    """Whether a key says too little to make a Korean word a name."""
    return key.startswith(("family:", "month:", "currency:"))


def match_names(korean: Sequence[str], english: Sequence[str]) -> NameTable:
    """Find out which names of `m` English sentences stand in which of `n` Korean ones.

    Months and currencies are left to the dates and the money. Never raises, whatever the text.
    """
    source = [_korean(text) for text in korean]
    rows = _Rows([_english(text) for text in english], source)
    present, unknown = _presence(rows, source)
    texts, only_source = _unmatched(unknown, source)
    in_source = np.concatenate([present, only_source])
    in_source[in_source < _FAINT] = 0.0
    in_target = np.concatenate([rows.present, np.zeros((len(texts), len(english)), dtype=np.float32)])
    many = max(len(korean), len(english), 1)
    often = np.maximum(1.0, (np.sum(in_source > FOUND, axis=1) + np.sum(in_target > 0, axis=1)) / 2.0)
    real = [name.kind != "word" for name in rows.names] + [True] * len(texts)
    # A common word is a name only where it is spelled out.
    in_target[~(np.array(real, dtype=bool) | (in_source.max(axis=1, initial=0.0) > FOUND))] = 0.0
    weights = (np.log1p(many / often) / math.log1p(many)).astype(np.float32)
    heavy_source, heavy_target = weights[:, None] * in_source, weights[:, None] * in_target
    both = (in_source.max(axis=1, initial=0.0) > FOUND) & (in_target.max(axis=1, initial=0.0) > 0)
    return NameTable(
        names=(*(name.text for name in rows.names), *texts),
        weights=weights,
        in_source=in_source,
        in_target=in_target,
        agree=in_source.T @ heavy_target,
        source_total=heavy_source.sum(axis=0),
        target_total=heavy_target.sum(axis=0),
        source_found=heavy_source[both].sum(axis=0),
        target_found=heavy_target[both].sum(axis=0),
    )


def missing_names(ko: str, en: str) -> tuple[Name, ...]:
    """Return the names of one side that find no partner on the other: English names, then Korean Latin words.

    Korea is never missing: a Korean text takes it for granted. Neither is what stands in brackets, which says again
    what stands before (인공지능(AI), World Health Organization (WHO)) or names an agency (CNN), nor the US of US$.

    The span of a name is one of its own side: the Korean side where `kind` is `latin`, else the English one.
    Never raises, whatever the text.
    """
    source, target = _korean(ko), _english(en)
    rows = _Rows([target], [source])
    present, unknown = _presence(rows, [source])
    missing = [
        name
        for name, strength in zip(rows.names, present[:, 0].tolist(), strict=True)
        if strength < _MAY_BE_THERE
        and name.kind != "word"
        and "country:KR" not in name.keys
        and not _is_bracketed(en, name)
        and en[name.span.stop : name.span.stop + 1] != "$"
    ]
    missing += [
        name for name in source.certain if name.kind == "latin" and name.keys in unknown and not _is_bracketed(ko, name)
    ]
    return tuple(missing)


def _is_bracketed(text: str, name: Name) -> bool:
    return text[name.span.start - 1 : name.span.start] == "(" and text[name.span.stop : name.span.stop + 1] == ")"
