"""Names in Korean: Latin-script words, Hanja, and every word of Hangul, since Korean does not mark its names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from align.bitext import Span
from align.evidence.names.common_words import korean_words
from align.evidence.names.english_words import is_plain_word, latin_key
from align.evidence.names.gazetteer import MOST_SYLLABLES, gazetteer
from align.evidence.names.hanja import hanja
from align.evidence.names.jamo import letters
from align.evidence.names.name import Name

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_LATIN = re.compile(
    rf"[{_LETTER}](?:[{_LETTER}0-9]|[-'’&.](?=[{_LETTER}0-9]))*|[0-9]{{1,3}}[{_LETTER}](?:[{_LETTER}0-9]|[-&](?=[A-Z0-9]))*"
)
#: Units, addresses and lone letters.
_NO_NAME = re.compile(
    r"(?:[a-z]|\d+[a-z]{0,2}|[ap]\.?m|km|kg|cm|mm|ml|\d*[kmgt]?wh?|\d+[a-z]b|vs|www.*|https?|com|co|kr|net|org)"
)
HANGUL = re.compile("[가-힣]+")
_MONTH = re.compile("(?<![0-9])(1[0-2]|[1-9])월")

#: Titles, which follow a name.
TITLES = (
    "씨 양 군 대통령 총리 부총리 장관 차관 의원 대표 원내대표 후보 위원장 부위원장 위원 회장 부회장 사장 "
    "부사장 교수 시장 지사 감독 코치 선수 당선인 당선자 비서관 수석 실장 국장 과장 팀장 검사 판사 변호사 "
    "부장 대변인 이사장 이사 총재 총장 청장 본부장 행장 기자 작가 박사 행정관 대사 장군 사령관 소장 중장 "
    "대장 원장 전 前 현 신임 내정자 최고위원 사무총장 의장 부의장 주석 국방위원장 국무위원장 여사 "
    "목사 신부 스님 연구원 연구위원 센터장 단장 전무 상무 옹 부대변인 특사 특보 명예회장 배우 가수 주장 "
    "하사 병장 상병 일병 이병 중사 상사 경사 경위 경감 경정 총경 소방관 소방경 명장 셰프 시인 소설가 모 "
    "부시장 부지사 도지사 구청장 군수 총무"
).split()
_TITLE = "(?:" + "|".join(sorted(TITLES, key=len, reverse=True)) + ")"
#: Countries by one syllable each, side by side: 한·미·일.
_COUPLED = re.compile("(?<![가-힣])[한미중일북남러영독불](?:[·ㆍ∙・‧･-][한미중일북남러영독불])+(?![가-힣])")
_COUNTRIES = {
    "한": "KR", "미": "US", "중": "CN", "일": "JP", "북": "KP", "남": "KR", "러": "RU", "영": "GB", "독": "DE",
    "불": "FR",
}  # fmt: skip
_TITLES = frozenset(TITLES)
#: Verbs, adjectives and words of grammar are no names.
_VERB = re.compile(
    ".+(?:[했였았었겠있없됐]다|[한된같]다|[하되있없]는|[했였았었]던|하고|하며|하여|해서|하기|하지|하면|되고|되어|됐고|했고|했지만|하지만|"
    "시키고|시킨|시켰다|습니다|합니다|됩니다|입니다|으려고|하려고|하려는|하는데|했는데|한다는|된다는|했다고|한다고|된다고|에서만|때문에|이라고)"
)
#: Particles and endings that follow a name.
PARTICLES = frozenset(
    "에게서는 에게서 으로부터 로부터 에서는 에서도 에서의 에서만 이라고 이라는 이라며 이었다 이란 이라도 "
    "이라면 이라 에게는 에게도 에게 에서 에는 에도 에만 에의 으로는 으로도 으로서 으로써 으로 로는 로도 "
    "로서 로써 까지 부터 보다 처럼 만큼 마다 조차 마저 밖에 한테서 한테 께서는 께서도 께서 께 이나 이든 "
    "이며 이고 이자 이다 이었던 였다 였던 인데 인지 입니다 라고 라는 라며 라면 라도 이여 와의 과의 와는 "
    "과는 와도 과도 하고 이랑 랑 은 는 이 가 을 를 의 에 와 과 도 만 로 나 든 며 고 자 다 란 야 여 라 뿐 "
    "인 임 들 들은 들이 들을 들의 들에게 들과 들도".split()
)
#: One syllable, or three that may be a full name, before a title.
_PARTICLE = "(?:" + "|".join(sorted(PARTICLES, key=len, reverse=True)) + ")"
_TITLED = re.compile(
    rf"(?<![가-힣])([가-힣](?:[가-힣]{{2}})?)(?:\s?\([^)]{{0,30}}\)\s?|\s){_TITLE}{_PARTICLE}?(?![가-힣])"
)
#: Last syllables of words of three that no given name ends in.
_NO_GIVEN = frozenset("로의에라된한는을를들와과도만던할")
#: Of these, what ends too many names: 콘돌리자, 캐롤라인, 류블랴나.
_ENDS_OF_NAMES = frozenset("나 인 자 라 야 여 고 다 란 든 며 들 만 임 뿐 이나 이란 이라 라도".split())
_LONGEST_PARTICLE = max(map(len, PARTICLES))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word of Hangul without its particle, at least two syllables of it: `부산에서` gives `부산`."""
    for size in range(min(_LONGEST_PARTICLE, len(word) - 2), 0, -1):
        if word[-size:] in PARTICLES:
            return word[:-size]
    return word


@lru_cache(maxsize=50_000)
def name_part(word: str) -> str:
    """Return a word of Hangul without its particle where it may be a name: `콘돌리자` and `김정은` stay as they are."""
    if len(word) == 3 and word[0] in gazetteer().family_names:
        return word
    for size in range(min(_LONGEST_PARTICLE, len(word) - 2), 0, -1):
        if word[-size:] in PARTICLES and word[-size:] not in _ENDS_OF_NAMES:
            return word[:-size]
    return word


@cache
def _openings() -> frozenset[str]:
    """Return the first two syllables of the known names, and those of one."""
    table = gazetteer()
    return frozenset(name[:2] for name in (*table.whole, *table.korean))


@lru_cache(maxsize=50_000)
def word_keys(word: str) -> frozenset[str]:
    """Return the keys of the known name that a word opens with, the longest, and of a family name with its title."""
    table = gazetteer()
    found: frozenset[str] = frozenset()
    longest = min(len(word), MOST_SYLLABLES) if not _openings().isdisjoint((word[:1], word[:2])) else 0
    for size in range(longest, 0, -1):
        whole = table.whole.get(word[:size])
        if whole and (size == len(word) or word[size:] in PARTICLES):
            found |= whole
    for size in range(longest, 1, -1):
        if known := table.korean.get(word[:size]):
            found |= known
            break
    if len(word) == 2 and word[0] in table.family_names and word[1] == "모":
        found |= {f"family:{word[0]}"}
    if word[0] in table.family_names and len(word) > 1 and stem(word)[1:] in _TITLES and stem(word) not in _TITLES:
        found |= {f"family:{word[0]}"}
    return found


def is_full_name(word: str) -> bool:
    """Whether a word of Hangul may be a Korean name of a family and two syllables, by its form."""
    known = gazetteer().family_names
    return len(word) == 3 and word[0] in known and word[-1] not in _NO_GIVEN and may_be_name(word)


def before_titles(text: str) -> frozenset[str]:
    """Return the words of one syllable, and of three that may be a full name, that stand before a title."""
    return frozenset(word for word in _TITLED.findall(text) if len(word) == 1 or is_full_name(word))


def _keys_here(word: str, titled: frozenset[str]) -> frozenset[str]:
    if word in titled and word[0] in gazetteer().family_names:
        return word_keys(word) | {f"family:{word[0]}"}
    return word_keys(word)


@lru_cache(maxsize=50_000)
def may_be_name(word: str, *, listed: bool = True) -> bool:
    """Whether a word of Hangul may be a name: two syllables or more, no verb, and, with `listed`, no common word."""
    return len(word) > 1 and not _VERB.fullmatch(word) and not (listed and stem(word) in korean_words())


@lru_cache(maxsize=50_000)
def _alone(word: str) -> tuple[frozenset[str], bool]:
    """Return the keys of a word wherever it stands, and whether it may be a name."""
    return word_keys(word), may_be_name(word)


def hangul_words(text: str) -> tuple[list[str], list[tuple[str, frozenset[str]]], frozenset[str]]:
    """Return the distinct words of Hangul that may be names, those that have keys, and those before a title."""
    titled = before_titles(text)
    candidates, keyed = [], []
    for word in dict.fromkeys(HANGUL.findall(text)):
        keys, may_be = _alone(word)
        if may_be or word in titled:
            candidates.append(word)
        if word in titled:
            keys = _keys_here(word, titled)
        if keys:
            keyed.append((word, keys))
    return candidates, keyed, titled


def certain_names(text: str) -> Iterator[Name]:
    """Yield the Latin words and the Hanja of a Korean text that are names."""
    for match in _LATIN.finditer(text):
        word = match.group()
        key = latin_key(word)
        if len(key) > 1 and not _NO_NAME.fullmatch(word.lower()) and not is_plain_word(word):
            known = gazetteer().english
            keys = known.get(word) or known.get(word.upper()) or frozenset()
            yield Name(word, Span(*match.span()), "latin", keys | {f"latin:{key}"}, (letters(word),))
    for match in _COUPLED.finditer(text):
        keys = frozenset(f"country:{_COUNTRIES[syllable]}" for syllable in match.group() if syllable in _COUNTRIES)
        yield Name(match.group(), Span(*match.span()), "known", keys)
    for found in hanja(text):
        if found.key:
            yield Name(found.text, found.span, "hanja", frozenset((found.key,)))


def korean_names(text: str) -> Iterator[Name]:
    """Yield what may be names in a Korean text: first what is certain, then all words of Hangul."""
    yield from certain_names(text)
    for month in _MONTH.finditer(text):
        yield Name(month.group(), Span(*month.span()), "known", frozenset((f"month:{month.group(1)}",)))
    titled = before_titles(text)
    for match in HANGUL.finditer(text):
        word, start = match.group(), match.start()
        name = name_part(word)
        yield Name(name, Span(start, start + len(name)), "hangul", _keys_here(word, titled), (word,))
