"""Which names of English sentences stand in which Korean sentences, for a whole document at once.

Known names agree by their keys (미국 and U.S.), Latin words by their letters, all others by sound
(`align.evidence.transliterate`), where a word in Hangul may go on with particles and titles after the name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from align.bitext import Language
from align.evidence.names import PARTICLES, TITLES, Name, names
from align.evidence.transliterate import letters, transliterator

Table = NDArray[np.float32]

#: Nats above chance at which a pair of strings is as likely a match as not, and nats to e times the odds.
_EVEN, _SLOPE = 7.5, 1.0
#: Pairs that score less are not looked at.
_LEAST = 2.0
#: What it costs, in nats, when the Hangul goes on after the name with a known noun, or with anything else.
_NOUN_COST, _TAIL_COST = 0.5, 5.0
#: What it costs when a syllable stands before the name: 친푸틴.
_HEAD_COST = 2.0
#: ... and when it is one syllable alone,
_SHORT_COST = 3.0
#: ... unless a title after it says that it is a name: 시 주석.
_TITLE_GAIN = 3.5
#: Strength of agreement by less than the whole name.
_PART_OF_LATIN, _FAMILY, _FAMILY_OF_PERSON, _GIVEN, _LINKED = 0.8, 0.9, 0.6, 0.9, 0.85
#: Strength from which a name counts as found, and below which nothing is left of it.
FOUND, _FAINT = 0.5, 0.1

_HEADS = frozenset("친반대전구신탈비주북남동서미한중일러재방")
_NOUNS = (
    "시 주 군 도 강 산 호 사 당 인 어 제 발 행 섬 항 팀 그룹 측 식 형 급 파 계 족 교 주의 정부 정권 지역 "
    "공항 대학 대학교 은행 전자 자동차 지방 반도 해협 해 만 현 성 구 동 읍 면 리 역 궁 상 배 컵 전 전투 "
    "전쟁 사태 사건 게이트 법 법안 증시 지수 주가 유가 시장 시민 주민 국민 국제공항 시내 북부 남부 동부 "
    "서부 중부 출신 제품 거리 대로 광장 다리 성당 신문 방송 통신 타임스 포스트 대회 오픈 협정 조약 회담 "
    "선언 의정서 호텔 병원 재단 연구소 박물관 미술관"
).split()
_LONGEST_FIRST = sorted({*TITLES, *_NOUNS}, key=len, reverse=True)
_PARTICLE_SET = frozenset(PARTICLES)


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


@lru_cache(maxsize=50_000)
def _tail_cost(tail: str) -> float:
    """Return what it costs, in nats, that a word goes on like this after a name."""
    if not tail or tail in _PARTICLE_SET:
        return 0.0
    for noun in _LONGEST_FIRST:
        if tail.startswith(noun):
            rest = tail[len(noun) :]
            if not rest or rest in _PARTICLE_SET:
                return _NOUN_COST
    return _TAIL_COST


@lru_cache(maxsize=4096)
def _names(text: str, language: Language) -> tuple[Name, ...]:
    return tuple(name for name in names(text, language) if not (name.keys and all(map(_is_elsewhere, name.keys))))


def _is_elsewhere(key: str) -> bool:
    """Whether a key is a value of `align.evidence` already: dates and money."""
    return key.startswith(("month:", "currency:"))


def _hear(sounds: Sequence[str], words: Sequence[tuple[str, bool]]) -> Table:
    """Return how strongly each sound of English names is heard at the opening of each word: (sounds, words).

    A word comes with whether it is a single syllable before a title.
    """
    strength = np.zeros((len(sounds), len(words)), dtype=np.float32)
    heard = [(word, place, 0.0) for place, (word, _) in enumerate(words)]
    heard += [(w[1:], place, _HEAD_COST) for place, (w, _) in enumerate(words) if len(w) > 2 and w[0] in _HEADS]
    found = transliterator().matches([word for word, _, _ in heard], sounds, _LEAST)
    for run, sound, syllables, nats in zip(*(column.tolist() for column in found), strict=True):
        word, place, cost = heard[run]
        cost += _tail_cost(word[syllables:])
        if syllables == 1:
            cost += -_TITLE_GAIN if words[place][1] else _SHORT_COST
        value = 1.0 / (1.0 + math.exp((_EVEN + cost - nats) / _SLOPE))
        if value > strength[sound, place]:
            strength[sound, place] = value
    return strength


def _key_strength(name: Name, keys: frozenset[str]) -> float:
    """Return how strongly an English name agrees with the keys of a Korean one."""
    shared = name.keys & keys
    if not shared:
        return 0.0
    if any(not key.startswith(("family:", "latin:")) for key in shared):
        return 1.0
    if any(key.startswith("latin:") for key in shared):
        return _PART_OF_LATIN if " " in name.text else 1.0
    return _FAMILY if name.kind == "family" else _FAMILY_OF_PERSON


class _Rows:
    """The distinct names of the English sentences, where they stand, and their sounds."""

    def __init__(self, target: Sequence[Sequence[Name]]) -> None:
        rows: dict[tuple[str, frozenset[str]], int] = {}
        self.names: list[Name] = []
        cells = []
        for j, sentence in enumerate(target):
            for name in sentence:
                row = rows.setdefault((name.text.lower(), name.keys), len(rows))
                if row == len(self.names):
                    self.names.append(name)
                cells.append((row, j, name.weight))
        self.present = np.zeros((len(rows), len(target)), dtype=np.float32)
        for row, j, weight in cells:
            self.present[row, j] = max(self.present[row, j], weight)
        self.sounds: dict[str, int] = {}
        for name in self.names:
            for sound in name.sounds:
                self.sounds.setdefault(sound, len(self.sounds))


class _Words:
    """The distinct words of Hangul of the Korean sentences, and where each of their occurrences stands."""

    def __init__(self, source: Sequence[Sequence[Name]]) -> None:
        words: dict[tuple[str, bool], int] = {}
        places: list[int] = []
        starts: list[int] = []
        filled: list[int] = []
        for i, sentence in enumerate(source):
            before = len(places)
            for name in sentence:
                if name.kind == "hangul":
                    titled = any(key.startswith("titled:") for key in name.keys)
                    places.append(words.setdefault((name.sounds[0], titled), len(words)))
            if len(places) > before:
                starts.append(before)
                filled.append(i)
        self.words = tuple(words)
        self._places, self._starts, self._filled = np.array(places, dtype=np.intp), starts, filled
        self._sentences = len(source)

    def by_sentence(self, strength: Table) -> Table:
        """Return the greatest strength in each sentence, of strengths by word: (rows, words) to (rows, sentences)."""
        out = np.zeros((len(strength), self._sentences), dtype=np.float32)
        if self._starts and len(strength):
            out[:, self._filled] = np.maximum.reduceat(strength[:, self._places], self._starts, axis=1)
        return out


def _link(rows: _Rows, strength: Table) -> None:
    """Let a name of one word be heard where a longer name with that word is: after Xi Jinping, Xi is 시진핑."""
    longer: dict[str, list[str]] = {}
    for name in rows.names:
        ends = name.text.split()
        if len(ends) > 1 and name.sounds:
            for end in (ends[0], ends[-1]):
                longer.setdefault(end.lower(), []).append(name.sounds[0])
    for name in rows.names:
        for sound in longer.get(name.text.lower(), ()):
            if name.sounds:
                row = strength[rows.sounds[name.sounds[0]]]
                np.maximum(row, _LINKED * strength[rows.sounds[sound]], out=row)


def _heard(name: Name, sounds: dict[str, int], strength: Table) -> Table:
    """Return how strongly a name is heard in each sentence, from the strengths of its sounds: (sentences,)."""
    tables = [strength[sounds[sound]] for sound in name.sounds]
    if name.kind == "person":
        return np.asarray(np.maximum(tables[0], _GIVEN * tables[-1]))
    whole = sum(len(sound) >= len(letters(name.text)) for sound in name.sounds)
    out: Table = np.max(tables[:whole], axis=0)
    if parts := tables[whole:]:
        # One of several words is nearly as good as all: a translation drops first names.
        np.maximum(out, 0.75 * np.max(parts, axis=0) + 0.25 * np.mean(parts, axis=0), out=out)
    return out


def _presence(rows: _Rows, source: Sequence[Sequence[Name]]) -> Table:
    """Return the strength with which each English name is found in each Korean sentence: (names, sentences)."""
    words = _Words(source)
    strength = _hear(tuple(rows.sounds), words.words)
    _link(rows, strength)
    by_sentence = words.by_sentence(strength)
    present = np.zeros((len(rows.names), len(source)), dtype=np.float32)
    for row, name in enumerate(rows.names):
        if name.sounds:
            present[row] = _heard(name, rows.sounds, by_sentence)
    keyed: dict[frozenset[str], list[int]] = {}
    for i, sentence in enumerate(source):
        for found in sentence:
            if found.keys:
                keyed.setdefault(found.keys, []).append(i)
    for keys, sentences in keyed.items():
        for row, name in enumerate(rows.names):
            if value := _key_strength(name, keys):
                np.maximum.at(present[row], sentences, value)
    return present


def _unmatched(rows: _Rows, source: Sequence[Sequence[Name]]) -> tuple[list[str], Table]:
    """Return the certain names of the Korean sentences that no English sentence has: texts, (names, sentences)."""
    texts: dict[frozenset[str], str] = {}
    cells: list[tuple[frozenset[str], int]] = []
    for i, sentence in enumerate(source):
        for name in sentence:
            certain = frozenset(key for key in name.keys if not key.startswith(("titled:", "family:")))
            if certain and not any(_key_strength(other, certain) for other in rows.names):
                texts.setdefault(certain, name.text)
                cells.append((certain, i))
    order = {keys: row for row, keys in enumerate(texts)}
    present = np.zeros((len(texts), len(source)), dtype=np.float32)
    for keys, i in cells:
        present[order[keys], i] = 1.0
    return list(texts.values()), present


def match_names(korean: Sequence[str], english: Sequence[str]) -> NameTable:
    """Find out which names of `m` English sentences stand in which of `n` Korean ones.

    Months and currencies are left to the dates and the money. Never raises, whatever the text.
    """
    source = [_names(text, "ko") for text in korean]
    rows = _Rows([_names(text, "en") for text in english])
    texts, only_source = _unmatched(rows, source)
    in_source = np.concatenate([_presence(rows, source), only_source])
    in_source[in_source < _FAINT] = 0.0
    in_target = np.concatenate([rows.present, np.zeros((len(texts), len(english)), dtype=np.float32)])
    many = max(len(korean), len(english), 1)
    often = np.maximum(1.0, (np.sum(in_source > FOUND, axis=1) + np.sum(in_target > 0, axis=1)) / 2.0)
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

    The span of a name is one of its own side: the Korean side where `kind` is `latin`, else the English one.
    Never raises, whatever the text.
    """
    source, target = _names(ko, "ko"), _names(en, "en")
    rows = _Rows([target])
    found = _presence(rows, [source])[:, 0] >= FOUND
    missing = [name for name, hit in zip(rows.names, found.tolist(), strict=True) if not hit]
    for name in source:
        if name.kind == "latin" and not any(_key_strength(other, name.keys) for other in target):
            key = next(iter(sorted(name.keys))).partition(":")[2]
            if key not in letters(en):
                missing.append(name)
    return tuple(missing)
