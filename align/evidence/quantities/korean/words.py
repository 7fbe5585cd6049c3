"""Quantities written in words in Korean."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from align.evidence.quantities.dates import KOREAN_RELATIVE, KOREAN_WEEKDAYS
from align.evidence.quantities.korean.counters import AFTER, COUNTERS, PLAIN_COUNTERS
from align.evidence.quantities.korean.digits import read_counted
from align.evidence.quantities.numerals import DAYS, NATIVE_ONES, NATIVE_RANGES, NATIVE_TENS, VULGAR, korean_value
from align.evidence.quantities.quantity import Kind, Reading, Value
from align.evidence.quantities.trie import any_of

#: Words that are a quantity by themselves, and what must follow where they begin other words.
_FIXED: dict[str, tuple[Kind, Value, str]] = {
    **{word: ("relative", value, "") for word, value in KOREAN_RELATIVE.items()},
    **{f"{day}요일": ("weekday", str(number), "") for day, number in KOREAN_WEEKDAYS.items()},
    **{f"{day})": ("weekday", str(number), "") for day, number in KOREAN_WEEKDAYS.items()},
    **{word: ("measure", Decimal(days), "day") for word, days in DAYS.items()},
    **{word: ("range", f"{low}~{high}", "") for word, (low, high) in NATIVE_RANGES.items()},
    **{word: ("fraction", f"{above}/{below}", "") for word, (above, below) in VULGAR.items()},
    **dict.fromkeys(["첫", "첫째", "첫번째", "첫 번째"], ("ordinal", Decimal(1), "")),
    **{f"{ten}십대": ("decade", f"{number}0", "") for number, ten in enumerate(["", *"이삼사오육칠팔구"], 1)},
    **{f"{ten}십 대": ("decade", f"{number}0", "") for number, ten in enumerate(["", *"이삼사오육칠팔구"], 1)},
    "일주일": ("measure", Decimal(1), "week"),
    "절반": ("fraction", "1/2", ""),
    "반토막": ("fraction", "1/2", ""),
    "반 토막": ("fraction", "1/2", ""),
    "환갑": ("measure", Decimal(60), "year"),
    "칠순": ("measure", Decimal(70), "year"),
    "팔순": ("measure", Decimal(80), "year"),
    "구순": ("measure", Decimal(90), "year"),
    "반년": ("measure", Decimal("0.5"), "year"),
    "반세기": ("measure", Decimal(50), "year"),
    "정오": ("time", "12:00", ""),
    "자정": ("time", "00:00", ""),
    "열에": ("number", Decimal(10), ""),
}
_GUARDS = {
    "올": r"(?=\s(?:[0-9]|상반기|하반기|해|한\s해|봄|여름|가을|겨울|초|연말|들어|시즌))",
    "오늘": "(?!날)",
    "내주": r"(?=\s|[에부])",
    "내달": "(?![리려렸린])",
    "그제": "(?!서)",
    "금주": "(?![령가를])",
    "보름": "(?![달날])",
    "자정": r"(?!\s?(?:노력|작용|능력|결의))",
    "다음 주": "(?![자소])",
    "이번 주": "(?![자소])",
    "전년": "(?!도)",
    "모레": r"(?=\s|[까부에는])",
    "열에": r"(?=\s(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|한|두|세|네)(?:[은이을의도\s]|꼴))",
    "정오": "(?!표)",
    **dict.fromkeys(NATIVE_RANGES, r"(?=\s)"),
}

#: Before a noun, and alone: 두 명, 둘.
_BEFORE = [word for word in NATIVE_ONES if word not in ("첫", "하나", "둘", "셋", "넷")]
_ALONE = [word for word in NATIVE_ONES if word not in ("첫", "한", "두", "세", "석", "네", "넉")]
_TENS = any_of(word for word in NATIVE_TENS if word != "스무")
#: Counters that may stand right after a native number, without a space; 세대, 한편 and 열병 are words of their own.
_CLOSE = any_of("명 달 번째 째 개월 개 가지 사람 차례 시간 살".split())
_FAR = any_of({*PLAIN_COUNTERS, *"배 달 살 시간 번째 시 주 해 개월 주일 분 년 주기 세기".split()})
_SINO_COUNTERS = any_of(
    [*"명여년개세살%톤배번건분초평점원엔", *"달러 유로 위안 마리 퍼센트 킬로 미터 가구 시간 가지 리터".split()]
)
_SINO = "[일이삼사오육칠팔구]"

_FIRST = "".join(sorted({word[0] for word in (*_FIXED, *NATIVE_TENS, *NATIVE_ONES, *"일이삼사오육칠팔구십백천만억수")}))

#: The character before a word, and the word. Most words are told by their first syllable to be none.
WORDS = re.compile(
    rf"""[^가-힣](?=[{_FIRST}])(?:
        (?P<fixed>{any_of(_FIXED, _GUARDS)})
        |(?P<native>
            (?:{_TENS}{any_of(_BEFORE)}|스무)(?=\s|{_CLOSE})
            |{_TENS}{any_of(_ALONE)}(?=\s|[은는이가을를도의로에과와,.]|{_CLOSE})
            |(?:{_TENS}|{any_of([*_BEFORE, "둘", "셋", "넷"])})
                (?=\s?{_CLOSE}|\s{_FAR}|[배번](?=[은는이가을를도의로에\s]))
            |(?:두|세|다섯|여섯|일곱|여덟|아홉)(?=\s[가-힣])
            |(?:서른|마흔|예순|일흔|여든|아흔)(?=\s[가-힣]|[은이을에])
            |(?:둘|셋|넷|다섯|여섯|일곱|여덟|아홉)(?=[은이을의도과중\s])
        )
        |(?P<parts>[이삼사오육칠팔구십]분의\s?[일이삼사오육칠팔구])
        |(?P<sino>(?!만일)(?:{_SINO}[십백천만억]|[십백천](?={_SINO}|[만억])|[십백천](?=여|\s|명(?![하했한할함해])|원)|만(?=여|\s|{_SINO}))
            [일이삼사오육칠팔구십백천만억]{{0,8}}+(?=여?\s?(?:{_SINO_COUNTERS}|대[\s가를의에로])|여\s|\s일\s))
        |(?P<mixed>만[1-9][천백](?:[1-9]백)?)
        |(?P<vague>수(?:[십백천](?:[만억]|조(?=\s?[원달]))?|만(?=\s?[명개원달년가])|억|조(?=\s?[원달])))
    )""",
    re.VERBOSE,
)


def read_word(text: str, match: re.Match[str], found: list[Reading]) -> int:
    """Read the words that `match` of WORDS has found, append what they are, and return where they end."""
    group = match.lastgroup or ""
    start, stop = match.span(group)
    return _READERS[group](text, start, stop, match[group], found)


def _fixed(text: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    if word[-1] == ")":
        if text[start - 1] != "(":
            return stop
        stop -= 1
    kind, value, unit = _FIXED[word]
    found.append(Reading(kind, value, unit, start, stop))
    return stop


def _native(text: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    tens = next((ten for ten in NATIVE_TENS if word.startswith(ten)), "")
    value = Decimal(NATIVE_TENS.get(tens, 0) + NATIVE_ONES.get(word[len(tens) :], 0))
    after = AFTER.match(text, stop)
    # 세 분 are three people; no other counter of theirs is an hour of the day.
    if after is None or after[2] == "분" or (after[2] == "배" and value == 1):
        found.append(Reading("number", value, "", start, stop))
        return stop
    if COUNTERS[after[2]].kind == "hour":
        return read_counted(text, start, stop, str(value), value, found)
    return read_counted(text, start, stop, word, value, found)


def _sino(text: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    return read_counted(text, start, stop, word, korean_value(word), found)


def _parts(text: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    below, above = (korean_value(part.strip()) for part in word.split("분의"))
    found.append(Reading("fraction", f"{above}/{below}", "", start, stop))
    return stop


def _vague(text: str, start: int, stop: int, word: str, found: list[Reading]) -> int:
    found.append(Reading("vague", korean_value(word[1:]), "", start, stop))
    return stop


_READERS: dict[str, Callable[[str, int, int, str, list[Reading]], int]] = {
    "fixed": _fixed,
    "native": _native,
    "sino": _sino,
    "mixed": _sino,
    "parts": _parts,
    "vague": _vague,
}
