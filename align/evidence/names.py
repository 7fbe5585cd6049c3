"""Names of a sentence, in a form that compares across the languages.

English: runs of capitalised words that are no common words. Korean: Latin-script words, Hanja, and every word in
Hangul, since Korean does not mark its names; `align.evidence.name_table` finds out which of them an English
name sounds like.

Libraries looked at: spaCy, stanza and kiwipiepy recognise names with models of tens to hundreds of megabytes, at
some hundred sentences a second, and none says which English name a Korean one is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from align.bitext import Language, Span
from align.evidence.common_words import common_words, is_common_form
from align.evidence.gazetteer import MOST_SYLLABLES, MOST_WORDS, gazetteer
from align.evidence.hanja import hanja
from align.evidence.transliterate import letters

NameKind = Literal["name", "person", "family", "acronym", "known", "latin", "hanja", "hangul"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name, or in Korean a word that may be one.

    `kind` is: name (capitalised words), person (with a Korean family name), family (a Korean family name
    alone), acronym, known (country, people, institution of the gazetteer), and on the Korean side latin (Latin
    script), hanja, hangul (any word). `span` holds character offsets into the text.
    `keys` compare by equality: `country:US`, `family:이`, `latin:nato`.
    `sounds` compare by ear: small Latin letters of the whole name and of its words, or the run of Hangul that
    the name opens. `weight`, 0 to 1, is how likely the other language is to have the name at all.
    """

    text: str
    span: Span
    kind: NameKind
    keys: frozenset[str]
    sounds: tuple[str, ...] = ()
    weight: float = 1.0


_LATIN = "A-Za-z\u00c0-\u024f"
#: A word: U.S., KF-21, O'Neil, al-Qaeda, iPhone, AT&T.
_WORD = re.compile(rf"(?:[A-Z]\.){{2,}}[A-Z]?|[{_LATIN}0-9]+(?:[-'’&.](?=[{_LATIN}0-9])[{_LATIN}0-9]+)*")
_HAS_CAPITAL = re.compile("[A-Z\u00c0-\u00de]")
_OPENING = re.compile(r"(?:^|[.!?:;…]|[\"“”‘'(\[–—-])[\s\"“”‘’'(\[]*$")
_POSSESSIVE = re.compile("['’]s$")
#: Words inside of a foreign name that are written small.
_PARTICLES = frozenset("bin ibn al el de del della di da du la le van von der den ter dos das ben abu y".split())
#: Words that open a place name, common in themselves: they belong to the name as a whole only.
_OPENERS = frozenset(
    "new north south east west san santa saint st los las el la port fort mount mt lake cape rio de".split()
)
#: Titles end a name and mark what follows as one.
_TITLES = frozenset(
    "mr mrs ms dr rep sen gen gov president prime minister chairman chairwoman chief secretary king queen "
    "prince princess judge justice mayor professor lt col sgt capt adm maj rev sir lady pope director "
    "ambassador coach captain".split()
)
#: Months, weekdays and other capitalised words of the calendar: `align.evidence` reads them as dates.
_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon "
    "tue wed thu fri sat sun christmas easter thanksgiving a.m p.m am pm a.d b.c gmt est kst i".split()
)
#: Family names that are far more often something else when they stand alone.
_RARELY_FAMILY = frozenset(
    "so no do in an go oh you back bark sun un me gong won yen ha ra jo chi ok my moo mo je ye ma seal "
    "hong lie one jun way pan soon son song min main man".split()
)

#: Korean titles, which follow a name.
TITLES = (
    "씨 양 군 대통령 총리 부총리 장관 차관 의원 대표 원내대표 후보 위원장 부위원장 위원 회장 부회장 사장 "
    "부사장 교수 시장 지사 감독 코치 선수 당선인 당선자 비서관 수석 실장 국장 과장 팀장 검사 판사 변호사 "
    "부장 대변인 이사장 이사 총재 총장 청장 본부장 행장 기자 작가 박사 행정관 대사 장군 사령관 소장 중장 "
    "대장 원장 전 前 현 신임 내정자 최고위원 사무총장 의장 부의장 주석 국방위원장 국무위원장 노동당 여사 "
    "목사 신부 스님 연구원 연구위원 센터장 단장 전무 상무 옹 부대변인 특사 특보 명예회장 배우 가수 주장 "
    "하사 병장 상병 일병 이병 중사 상사 경사 경위 부시장 부지사 도지사 구청장 군수 총무"
).split()
_TITLE = "(?:" + "|".join(sorted(TITLES, key=len, reverse=True)) + ")"
_TITLE_AFTER = re.compile(rf"(?:\s?\([^)]*\))?\s?{_TITLE}")
_HANGUL = re.compile("[가-힣]+")
#: Particles and endings that follow a name, longest first.
PARTICLES = (
    "에게서는 에게서 으로부터 로부터 에서는 에서도 에서의 에서만 이라고 이라는 이라며 이었다 이란 이라도 "
    "이라면 이라 에게는 에게도 에게 에서 에는 에도 에만 에의 으로는 으로도 으로서 으로써 으로 로는 로도 "
    "로서 로써 까지 부터 보다 처럼 만큼 마다 조차 마저 밖에 한테서 한테 께서는 께서도 께서 께 이나 이든 "
    "이며 이고 이자 이다 이었던 였다 였던 인데 인지 입니다 라고 라는 라며 라면 라도 이여 와의 과의 와는 "
    "과는 와도 과도 하고 이랑 랑 은 는 이 가 을 를 의 에 와 과 도 만 로 나 든 며 고 자 다 란 야 여 라 뿐 "
    "인 임 들 들은 들이 들을 들의 들에게 들과 들도"
).split()
_STEM = re.compile("^(.{2,}?)(?:" + "|".join(sorted(PARTICLES, key=len, reverse=True)) + ")$")


def _capitalised(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        if word:
            yield match, word


@lru_cache(maxsize=50_000)
def _is_common(word: str) -> bool:
    lower = word.lower().strip(".")
    return (
        lower in _CALENDAR
        or lower in _TITLES
        or all(is_common_form(part, common_words()) for part in re.split("[-'’&.]", lower) if len(part) > 1)
    )


def _is_acronym(word: str) -> bool:
    plain = word.replace(".", "").replace("&", "")
    return len(plain) > 1 and plain.isupper() and (len(plain) <= 5 or "." in word)


@dataclass(slots=True)
class _Token:
    """An English word: where it stands, without `'s`, and what it may be."""

    word: str
    start: int
    stop: int
    opens: bool
    capital: bool
    common: bool


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match, word in _capitalised(text):
        capital = bool(_HAS_CAPITAL.search(word))
        opens = capital and bool(_OPENING.search(text, max(0, match.start() - 12), match.start()))
        start = match.start()
        tokens.append(_Token(word, start, start + len(word), opens, capital, capital and _is_common(word)))
    return tokens


#: Months that are other words too; a month has a day, a year or one of these before it.
_OTHER_MONTHS = frozenset(("May", "March", "Mar"))
_BEFORE_MONTH = re.compile(r"(?:\d|\b(?:in|of|last|next|this|since|by|until|early|late|mid|every|from))[\s-]+$")
_AFTER_MONTH = re.compile(r"\.?\s+\d")


def _dated(text: str, month: _Token) -> bool:
    before = text[max(0, month.start - 10) : month.start].lower()
    return bool(_BEFORE_MONTH.search(before) or _AFTER_MONTH.match(text, month.stop))


def _known(text: str, tokens: list[_Token], place: int) -> tuple[int, frozenset[str]]:
    """Return how many tokens from a place on are a known name, and its keys; 0 where none."""
    table = gazetteer().english
    for count in range(min(MOST_WORDS, len(tokens) - place), 0, -1):
        part = tokens[place : place + count]
        if any(text[a.stop : b.start] != " " for a, b in pairwise(part)):
            continue
        name = " ".join(token.word for token in part)
        keys = table.get(name) or table.get(name + ".")
        if keys and name in _OTHER_MONTHS and not _dated(text, part[0]):
            continue
        if keys and (part[0].capital or name in table):
            return count, keys
    return 0, frozenset()


def _joined(text: str, first: _Token, second: _Token) -> bool:
    """Whether two tokens may belong to one name: only a space, or an initial's full stop, is between them."""
    between = text[first.stop : second.start]
    return between == " " or (between == ". " and len(first.word) == 1)


def _english(text: str) -> Iterator[Name]:
    tokens = _tokens(text)
    families = gazetteer().families
    place = 0
    while place < len(tokens):
        token = tokens[place]
        count, keys = _known(text, tokens, place)
        if count:
            last = tokens[place + count - 1]
            name = text[token.start : last.stop]
            if (
                count == 1
                and token.word in ("North", "South")
                and place + 1 < len(tokens)
                and tokens[place + 1].capital
            ):
                pass  # North Dakota
            else:
                sounds = (letters(name),) if _is_acronym(name) or not _is_common(token.word) else ()
                yield Name(name, Span(token.start, last.stop), "known", keys, sounds)
                place += count
                continue
        family = token.word.lower() in families and token.capital and token.word[1:].islower()
        if not token.capital or (token.common and not family) or not letters(token.word):
            place += 1
            continue
        # The run: names, small particles between names, initials.
        stop = place + 1
        while stop < len(tokens) and stop - place < MOST_WORDS and _joined(text, tokens[stop - 1], tokens[stop]):
            after = tokens[stop]
            if (
                after.capital
                and (not after.common or after.word.lower() in families)
                and not _known(text, tokens, stop)[0]
            ):
                stop += 1
            elif (
                after.word in _PARTICLES and stop + 1 < len(tokens) and tokens[stop + 1].capital
                and not tokens[stop + 1].common and text[after.stop : tokens[stop + 1].start] == " "
            ):  # fmt: skip
                stop += 2
            else:
                break
        run = tokens[place:stop]
        yield from _run(text, tokens, place, run)
        place = stop


def _run(text: str, tokens: list[_Token], place: int, run: list[_Token]) -> Iterator[Name]:
    """Yield the name that a run of capitalised tokens is, if it is one."""
    families = gazetteer().families
    first, last = run[0], run[-1]
    name, span = text[first.start : last.stop], Span(first.start, last.stop)
    words = [letters(token.word) for token in run]
    plain = "".join(words)
    if len(run) == 1:
        lower = first.word.lower()
        before = tokens[place - 1] if place else None
        titled = (
            before is not None and before.word.lower() in _TITLES and text[before.stop : first.start] in (" ", ". ")
        )
        if lower in families and not _is_acronym(first.word):
            if lower in _RARELY_FAMILY and not titled:
                if first.common:
                    return
            elif first.common and first.opens and not titled:
                return
            keys = frozenset(f"family:{hangul}" for hangul in families[lower])
            yield Name(name, span, "family", keys, (plain,), 1.0 if titled or not first.opens else 0.6)
            return
        if len(_latin_key(first.word)) < 2 or first.common:
            return
        if _is_acronym(first.word) or any(character.isdigit() for character in first.word):
            yield Name(name, span, "acronym", frozenset({f"latin:{_latin_key(first.word)}"}), (plain,), 0.6)
            return
        weight = 1.0 if not first.opens or titled else 0.8
        yield Name(name, span, "name", frozenset({f"latin:{_latin_key(first.word)}"}), (plain,), weight)
        return
    keys = frozenset({f"latin:{_latin_key(name)}"} | {f"latin:{_latin_key(t.word)}" for t in run if len(t.word) > 2})
    for family, given in ((0, slice(1, None)), (-1, slice(0, -1))):
        hangul = families.get(run[family].word.lower())
        rest = "".join(words[given])
        if hangul and 2 <= len(run) <= 3 and _is_given(run[given]):
            keys |= {f"family:{syllable}" for syllable in hangul}
            yield Name(name, span, "person", keys, (words[family] + rest, rest))
            return
    if all(token.common for token in run):
        return
    opener = tokens[place - 1].word if place and _joined(text, tokens[place - 1], first) else ""
    wholes = [plain] + ([letters(opener) + plain] if opener.lower() in _OPENERS else [])
    parts = [w for w, t in zip(words, run, strict=True) if len(w) > 2 and t.capital and not t.common]
    yield Name(name, span, "name", keys, (*wholes, *parts))


_GIVEN = re.compile("[A-Z][a-z]+(?:-?[A-Za-z][a-z]+)?$")


def _is_given(tokens: list[_Token]) -> bool:
    """Whether tokens look like a Korean given name: Jong-un, Sukyeol, Suk Yeol."""
    return all(_GIVEN.match(token.word) for token in tokens) and sum(len(token.word) for token in tokens) <= 13


def _latin_key(word: str) -> str:
    """Return what two spellings of a Latin word share: `KF-21` and `kf21`."""
    return "".join(c for c in unicodedata.normalize("NFKD", word).lower() if c.isalnum())


_NOT_NAMES_LATIN = re.compile(
    r"(?:[a-z]|\d+[a-z]{0,2}|[ap]\.?m|km|kg|cm|mm|ml|[kmg]w|vs|www.*|https?|com|co|kr|net|org)$"
)


@lru_cache(maxsize=50_000)
def korean_keys(run: str) -> frozenset[str]:
    """Return the keys of the known name that a run of Hangul opens with, the longest; `whole` ones only alone."""
    table = gazetteer()
    found: frozenset[str] = frozenset()
    stem = _STEM.match(run)
    for whole in (run, stem.group(1) if stem else "", run[:-1]):
        if whole in table.whole and (whole == run or run[len(whole) :] in PARTICLES):
            found |= table.whole[whole]
    for size in range(min(len(run), MOST_SYLLABLES), 1, -1):
        if keys := table.korean.get(run[:size]):
            return found | keys
    return found


def _korean(text: str) -> Iterator[Name]:
    for match in _WORD.finditer(text):
        word = match.group()
        key = _latin_key(word)
        if letters(word) and not _NOT_NAMES_LATIN.match(word.lower()) and len(key) > 1:
            keys = gazetteer().english.get(word) or gazetteer().english.get(word.upper()) or frozenset()
            yield Name(word, Span(*match.span()), "latin", keys | {f"latin:{key}"}, (letters(word),))
    for found in hanja(text):
        if found.key:
            yield Name(found.text, found.span, "hanja", frozenset({found.key}), ())
    families = gazetteer().family_names
    for match in _HANGUL.finditer(text):
        run = match.group()
        stem = _STEM.match(run)
        size = len(stem.group(1)) if stem else len(run)
        keys = korean_keys(run)
        titled = _TITLE_AFTER.match(text, match.end())
        if titled and len(run) == 1:
            keys |= {f"titled:{run}"}
        inside = len(run) > 1 and _TITLE_AFTER.fullmatch(run[1:size])
        if run[0] in families and (inside or (titled and len(run) in (1, 3))):
            keys |= {f"family:{run[0]}"}
        yield Name(run[:size], Span(match.start(), match.start() + size), "hangul", keys, (run,))


def names(text: str, language: Language) -> tuple[Name, ...]:
    """Return the names of an English text, or what may be names in a Korean one, in order of place.

    Never raises, whatever the text; the spans are exact: `text[name.span.start : name.span.stop] == name.text`.
    """
    found = _korean(text) if language == "ko" else _english(text)
    return tuple(sorted(found, key=lambda name: name.span))
