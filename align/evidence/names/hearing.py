"""How strongly the sound of an English name is heard in words of Hangul, which may go on after the name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from align.evidence.names.jamo import spoken
from align.evidence.names.korean import PARTICLES, TITLES
from align.evidence.names.transliterate import transliterator

#: Nats above chance at which a pair of strings is as likely a match as not, and nats to e times the odds.
_EVEN, _SLOPE = 5.5, 1.0
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
_HEADS = frozenset("친반대전구신탈비주북남동서미한중일러재방")
_NOUNS = (
    "시 주 군 도 강 산 호 사 당 인 어 제 발 행 섬 항 팀 그룹 측 식 형 급 파 계 족 교 주의 정부 정권 지역 "
    "공항 대학 대학교 은행 전자 자동차 지방 반도 해협 해 만 현 성 구 동 읍 면 리 역 궁 상 배 컵 전 전투 "
    "전쟁 사태 사건 게이트 법 법안 증시 지수 주가 유가 시장 시민 주민 국민 국제공항 시내 북부 남부 동부 "
    "서부 중부 출신 제품 거리 대로 광장 다리 성당 신문 방송 통신 타임스 포스트 대회 오픈 협정 조약 회담 "
    "선언 의정서 호텔 병원 재단 연구소 박물관 미술관"
).split()
_AFTER_NAMES = frozenset((*TITLES, *_NOUNS))
_LONGEST_NOUN = max(map(len, _AFTER_NAMES))


@lru_cache(maxsize=50_000)
def tail_cost(tail: str) -> float:
    """Return what it costs, in nats, that a word goes on like this after a name."""
    if not tail or tail in PARTICLES:
        return 0.0
    for size in range(1, min(len(tail), _LONGEST_NOUN) + 1):
        if tail[:size] in _AFTER_NAMES and (size == len(tail) or tail[size:] in PARTICLES):
            return _NOUN_COST
    return _TAIL_COST


@lru_cache(maxsize=50_000)
def _runs(word: str) -> tuple[tuple[str, float], ...]:
    """Return what a name may be heard in: a word, without its head, and as it is spoken; each with what it costs."""
    runs = [(word, 0.0)]
    if len(word) > 2 and word[0] in _HEADS:
        runs.append((word[1:], _HEAD_COST))
    if (said := spoken(word)) != word:
        runs.append((said, 0.0))
    return tuple(runs)


def hear(
    sounds: Sequence[str], words: Sequence[tuple[str, bool]], groups: tuple[Sequence[int], Sequence[int]]
) -> tuple[list[int], list[int], list[float]]:
    """Return how strongly sounds of English names are heard at the opening of words: sounds, words, strengths.

    The three lists are as long as each other; strengths are 0 to 1, what is not heard is left out, and what is
    heard in two ways is there twice. A word comes with whether it is a single syllable before a title. `groups`
    gives a number to each sound, in ascending order, and to each word: only those of one number are compared.
    """
    runs: list[str] = []
    places: list[int] = []
    costs: list[float] = []
    for place, (word, _) in enumerate(words):
        for run, cost in _runs(word):
            runs.append(run)
            places.append(place)
            costs.append(cost)
    of_sounds, of_words = groups
    who, which, taken, nats = transliterator().matches(
        runs, sounds, _LEAST, groups=([of_words[place] for place in places], of_sounds)
    )
    found, strengths = [], []
    for run, syllables, score in zip(who.tolist(), taken.tolist(), nats.tolist(), strict=True):
        place = places[run]
        cost = costs[run] + tail_cost(runs[run][syllables:])
        if syllables == 1:
            cost += -_TITLE_GAIN if words[place][1] else _SHORT_COST
        found.append(place)
        strengths.append(1.0 / (1.0 + math.exp((_EVEN + cost - score) / _SLOPE)))
    return which.tolist(), found, strengths
