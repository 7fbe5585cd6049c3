"""Reader of the quantities in Korean text.

One pattern finds where a quantity begins, one reads the unit after a number. Sino-Korean number words are read
only before a counter, native ones only as words of their own: 이, 일, 만 and 사 mostly mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from align.evidence import money, units
from align.evidence.dates import KOREAN_HALVES, KOREAN_RELATIVE, KOREAN_WEEKDAYS
from align.evidence.numerals import (
    DAYS,
    LONGEST,
    NATIVE_ONES,
    NATIVE_RANGES,
    NATIVE_TENS,
    PLAIN,
    VULGAR,
    digits_value,
    korean_value,
)
from align.evidence.quantity import Kind, Reading, canonical, date_value

#: A large unit that begins another word is none: 3조항, 5경기, 10만큼.
_MYRIAD, _HUNDRED_MILLION, _TRILLION = "만(?!큼)", "억", "조(?![각항직])"
_BELOW = "(?:[0-9]{1,3}[십백])*+(?:[0-9]{1,3}(?![0-9,]))?+"
#: Digits with 천, 백, 십: what is counted in myriads.
_COUNT = rf"{PLAIN}(?:[십백천]{_BELOW})?+"
_TAIL = rf"(?:{_COUNT}|\s(?:[0-9],?[0-9]{{2,3}}(?![0-9,년월])|{PLAIN}[백천]{_BELOW}))"
_IN_MYRIADS = rf"(?:\s?(?:{_COUNT}|[십백천])\s?{_MYRIAD})"
_IN_HUNDRED_MILLIONS = rf"(?:\s?(?:{_COUNT}|[십백천])\s?{_HUNDRED_MILLION})"
_NUMBER = (
    rf"{_COUNT}(?:\s?(?:(?:{_TRILLION}|경(?=[\s0-9원달])){_IN_HUNDRED_MILLIONS}?+{_IN_MYRIADS}?+"
    rf"|{_HUNDRED_MILLION}{_IN_MYRIADS}?+|{_MYRIAD}){_TAIL}?+)?+"
)

#: What follows a number and says no more than that things are counted.
_COUNTERS = (
    "명 인조 인승 개국 개 마리 대 곳 사람 나라 차례 가지 가구 건 군데 번 쪽 편 판 장 권 채 척 송이 그루 켤레 쌍 줄 잔 "
    "병 끼 집 자루 시즌 경기 골 표 석 점 차선 층 세트 아이 여성 남성 딸 아들 형제 자매 정상 팀 기관 학교 업체 회사 "
    "부문 후보 도시 단계"
).split()
_ORDINALS = ["번째", "째", "위", "차", "세기", "분기", "주년", "등", "세대"]

#: What a single syllable must not be followed by, where it would begin another word.
_GUARDS = {
    "원": "칙장내주민인자력심활정형소", "엔": "진지터트", "도": "시로착전움서심민내입약", "평": "균화가양생론등소범",
    "배": "럴송우경치출포급상터구심후제열", "초": "등반기중", "분": "기의야석쟁리단노", "주": "요택식민장년최",
    "시": "즌간리민장내설도", "세": "기대트션력계금", "위": "안원한치성기반험해협촉", "차": "례량로이선별관장원지트",
    "등": "급록산장", "일": "본부반정", "년": "", "월": "드급세", "대": "통학회", "번": "지", "건": "물강설",
    "기": "업관자", "장": "관교군", "호": "주텔", "회": "의사장원", "표": "현", "점": "유", "석": "유", "달": "러",
    "살": "인", "판": "사매", "집": "단중", "쪽": "", "층": "", "킬로": "", "센티": "", "나노": "", "동": "",
}  # fmt: skip
_Unit = tuple[str, str, Decimal]
_ONE = Decimal(1)


def _after() -> tuple[re.Pattern[str], dict[str, _Unit]]:
    table: dict[str, _Unit] = {word: ("number", "", _ONE) for word in _COUNTERS}
    table |= {word: ("ordinal", "", _ONE) for word in _ORDINALS}
    table |= {word: ("measure", code, _ONE) for word, code in units.KOREAN.items()}
    table |= {word: ("money", code, _ONE) for word, code in money.KOREAN.items()}
    table |= {word: ("money", code, Decimal("0.01")) for word, code in money.KOREAN_CENTS.items()}
    table |= dict.fromkeys(["%", "퍼센트", "프로"], ("percent", "", _ONE))
    table |= dict.fromkeys(["%포인트", "% 포인트", "퍼센트포인트", "퍼센트 포인트", "%p", "%P"], ("point", "", _ONE))
    table |= dict.fromkeys(["bp", "베이시스포인트"], ("point", "", Decimal("0.01")))
    table |= {"배": ("multiple", "", _ONE), "개월": ("measure", "month", _ONE)}
    table |= {"개월간": ("measure", "month", _ONE), "시간": ("measure", "hour", _ONE), "년대": ("decade", "", _ONE)}
    table |= {"년": ("year", "", _ONE), "월": ("month", "", _ONE), "일": ("day", "", _ONE), "시": ("hour", "", _ONE)}
    alternatives = []
    for word in sorted(table, key=lambda word: (-len(word), word)):
        guard = f"(?![{_GUARDS[word]}])" if _GUARDS.get(word) else ""
        if word[-1].isascii() and word[-1].isalpha():
            guard = "(?![A-Za-z])"
        if word == "프로":
            guard = "(?![가-힣])"
        alternatives.append(re.escape(word) + guard)
    return re.compile(rf"(여)?+\s?+({'|'.join(alternatives)})"), table


_AFTER, _UNITS = _after()
_ONES = "한|두|둘|세|셋|석|네|넷|넉|다섯|여섯|일곱|여덟|아홉"
_NATIVE_NUMBER = rf"(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:{_ONES}|하나)?+|스무|{_ONES}"
#: Counters that may stand right after a native number, without a space; 세대, 한편 and 열병 are words of their own.
_CLOSE = "명|달|번째|째|개월|개|가지|사람|차례|시간|살"
_FAR = "|".join(
    sorted(
        {*_COUNTERS, "배", "달", "살", "시간", "번째", "시", "주", "해", "개월", "주일", "분", "년", "남자", "여자"},
        key=lambda word: -len(word),
    )
)
_SINO_COUNTER = "|".join(
    (
        "명 여 원 달러 엔 유로 위안 년 개 마리 세 살 퍼센트 % 킬로 미터 톤 배 번 가구 대 건 분 초 시간 평 가지 리터 만 억 "
        "조"
    ).split()
)

#: Words that are the beginning of others.
_WORD_GUARDS = {
    "올": r"(?=\s)",
    "오늘": "(?!날)",
    "내주": r"(?=\s|[에부])",
    "전년": "(?!도)",
    "모레": r"(?=\s|[까부에는])",
}
_WORDS = "|".join(
    word + _WORD_GUARDS.get(word, "") for word in sorted(KOREAN_RELATIVE, key=lambda word: (-len(word), word))
)

_MASTER = re.compile(
    rf"""
    (?P<skip>https?://\S++|www\.\S++)
    |(?<![A-Za-z0-9])(?:
        (?P<date>[12][0-9]{{3}}(?:[./-]\s?(?:1[0-2]|0?[1-9])[./-]\s?(?:3[01]|[12][0-9]|0?[1-9])|\.(?:1[0-2]|0[1-9]))
            (?![0-9.]*[0-9]))
        |(?P<dotted>(?:1[0-2]|[1-9])[·ㆍ‧](?:3[01]|[12][0-9]|[1-9])(?![0-9]))
        |(?P<number>{_NUMBER})
    )
    |(?P<vulgar>[½⅓⅔¼¾])
    |(?<![가-힣])(?:
        (?P<pair>{"|".join(NATIVE_RANGES)})\s
        |(?P<first>첫)
        |(?P<native>{_NATIVE_NUMBER})(?=\s?(?:{_CLOSE})|\s(?:{_FAR})|[배번](?=[은는이가을를도의로에 ]))
        |(?P<parts>[이삼사오육칠팔구십]분의\s?[일이삼사오육칠팔구])
        |(?P<vague>수(?:십|백|천)(?:[만억]|조(?=\s?[원달]))?|수만(?=\s?[명개원달년가])|수억|수조(?=\s?[원달]))
        |(?P<sino>[일이삼사오육칠팔구]?[십백천만억](?:[일이삼사오육칠팔구십백천만억]{{0,8}}))(?=여?\s?(?:{_SINO_COUNTER}))
        |(?P<alone>둘|셋|넷)(?=[은는이을도의중\s])
        |(?P<some>두|세|다섯|여섯|일곱|여덟|아홉|스무)(?=\s[가-힣])
        |(?P<days>하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름)
        |(?P<week>일주일)
        |(?P<half>절반|반년)
        |(?P<weekday>[월화수목금토일]요일)
        |(?P<clock>정오|자정)
        |(?P<relative>{_WORDS})
        |(?P<nth>제\s?[0-9]{{1,4}}(?![0-9]))
    )
    |\((?P<short_weekday>[월화수목금토일])\)
    """,
    re.VERBOSE,
)
_MONTH_DAY = re.compile(r"\s?(1[0-2]|0?[1-9])월(?:\s?(3[01]|[12][0-9]|0?[1-9])일)?+")
_DAY = re.compile(r"\s?(3[01]|[12][0-9]|0?[1-9])일")
_MINUTES = re.compile(r"\s?(?:([0-5]?[0-9])분|(반)(?![가-힣]))")
_HALF = re.compile(r"\s?반(?![가-힣])")
_LASTING = re.compile(r"간|\s?(?:동안|만에|만이|째|가량|정도|이내|내|치|넘|남짓|안팎|연속|뒤|후|전|앞|이상)")
_PARTS = re.compile(r"\s?분의\s?([0-9]+)(?![0-9])")
_HEAD = re.compile(PLAIN)
_JOINED = re.compile(r"\s?[~∼〜–:대-]\s?[0-9]")
_TO = re.compile(rf"\s?[~∼〜–-]\s?({_NUMBER})")
_AGAINST = re.compile(r"(?:\s?대\s?|:)([0-9]{1,3})(?![0-9])")
_CLOCK = re.compile(r":([0-5][0-9])(?![0-9])")
_HEDGE_AFTER = re.compile(r"\s?(?:가량|정도|안팎|남짓|쯤|이상|넘|가까이|이하|미만)")
_HEDGES_BEFORE = ("약", "거의", "최소", "최대", "대략", "무려", "근", "육박")
_MINUS = ("영하", "마이너스")

_Found = list[Reading]


def read(text: str) -> _Found:
    """Return the quantities of a Korean text (composed, half-width), in order. Linear in the text."""
    found: _Found = []
    at = 0
    search = _MASTER.search
    while match := search(text, at):
        group = match.lastgroup
        at = _READERS[group](text, match, found) if group in _READERS else match.end()
    return found


def _number(text: str, match: re.Match[str], found: _Found) -> int:
    """Read digits, with what stands before and after them."""
    numeral, (start, stop) = match.group(), match.span()
    if len(numeral) > LONGEST:
        return stop
    value = (
        digits_value(numeral)
        if numeral[-1].isdigit() and numeral.replace(",", "").replace(".", "").isdigit()
        else korean_value(numeral)
    )
    if parts := _PARTS.match(text, stop):
        if value and len(parts[1]) < LONGEST:
            found.append(Reading("fraction", f"{parts[1]}/{canonical(value)}", "", start, parts.end()))
        return parts.end()
    before = text[max(0, start - 6) : start]
    if _JOINED.match(text, stop) and (end := _two_numbers(text, start, stop, numeral, value, found)):
        return end
    unit = _AFTER.match(text, stop)
    sign = money.sign_before(text, start) if before and before[-1] in _SIGNS_OR_SPACE else None
    about = bool(before) and any(hedge in before for hedge in _HEDGES_BEFORE)
    if sign:
        found.append(Reading("money", value, sign[0], sign[1], stop, about))
        return stop
    if before and ((before[-1] in "-−" and not before[-2:-1].strip(" (")) or before.rstrip().endswith(_MINUS)):
        value, start = -value, start - 1 if before[-1] in "-−" else start
    if unit is None:
        about = about or _HEDGE_AFTER.match(text, stop) is not None
        found.append(Reading("number", value, "", start, stop, about))
        return stop
    return _with_unit(text, start, unit, numeral, value, before, about, found)


_SIGNS_OR_SPACE = frozenset((*money.SIGNS, " "))


def _two_numbers(text: str, start: int, stop: int, numeral: str, value: Decimal, found: _Found) -> int:
    """Read a range, a score or a time of day, two numbers that belong together; return its end, or 0."""
    if clock := _CLOCK.match(text, stop):
        if numeral.isdigit() and int(numeral) < 25:
            return _time(text, start, clock.end(), int(numeral), int(clock[1]), found, exact=True)
        return 0
    if score := _AGAINST.match(text, stop):
        found.append(Reading("score", f"{canonical(value)}-{score[1]}", "", start, score.end()))
        return score.end()
    second = _TO.match(text, stop)
    if second is None or len(second[1]) > LONGEST:
        return 0
    other, end = korean_value(second[1]), second.end()
    unit = _AFTER.match(text, end)
    if unit is None and value > other and value < 200 and "-" in second.group():
        found.append(Reading("score", f"{canonical(value)}-{canonical(other)}", "", start, end))
        return end
    # In 2~3억 the unit counts for both; in 500~1천 it does not.
    head = _HEAD.match(second[1])
    coefficient = digits_value(head.group()) if head else _ONE
    factor = other / coefficient if numeral[-1].isdigit() and value < coefficient else _ONE
    kind, code, size = _UNITS[unit[2]] if unit else ("number", "", _ONE)
    if kind == "day" and value <= 31 and other <= 31:
        last = unit.end() if unit else end
        found.append(Reading("date", date_value(day=int(value)), "", start, stop))
        found.append(Reading("date", date_value(day=int(other)), "", second.start(1), last))
        return unit.end() if unit else end
    code = kind if kind in ("percent", "point", "year", "month", "day", "hour") else code
    low, high = value * factor * size, other * size
    found.append(Reading("range", f"{canonical(low)}~{canonical(high)}", code, start, unit.end() if unit else end))
    return unit.end() if unit else end


def _with_unit(
    text: str, start: int, unit: re.Match[str], numeral: str, value: Decimal, before: str, about: bool, found: _Found
) -> int:
    kind, code, size = _UNITS[unit[2]]
    stop = unit.end()
    about = about or bool(unit[1])
    if kind in _CALENDAR and not about:
        end = _CALENDAR[kind](text, start, stop, numeral, value, found)
        if end:
            return end
    if kind in ("year", "month", "day", "hour"):
        kind, code = "measure", kind
    if kind == "measure" and (half := _HALF.match(text, stop)):
        value, stop = value + Decimal("0.5"), half.end()
    if kind == "decade":
        if numeral.isdigit():
            found.append(Reading("decade", numeral, "", start, stop))
        return stop
    about = about or _HEDGE_AFTER.match(text, stop) is not None
    if kind == "number":
        if unit[2] == "대" and len(numeral) == 2 and numeral[1] == "0" and text[stop : stop + 1] != "의":
            found.append(Reading("decade", numeral, "", start, stop))
            return stop
        stop = unit.start()
    found.append(Reading(kind, value * size if size != 1 else value, code, start, stop, about))  # type: ignore[arg-type]
    return stop


def _year(text: str, start: int, stop: int, numeral: str, value: Decimal, found: _Found) -> int:
    month = _MONTH_DAY.match(text, stop)
    if not numeral.isdigit() or not (
        len(numeral) == 4 or (len(numeral) == 2 and (month or text[start - 1 : start] in "'’‘"))
    ):
        return 0
    if len(numeral) == 2 and not month and (start == 0):
        return 0
    year = int(numeral)
    if len(numeral) == 2:
        year += 2000 if year < 50 else 1900
    elif not 1000 <= year <= 2999:
        return 0
    if month:
        day = int(month[2]) if month[2] else None
        found.append(Reading("date", date_value(year, int(month[1]), day), "", start, month.end()))
        return month.end()
    found.append(Reading("date", date_value(year), "", start, stop))
    return stop


def _month(text: str, start: int, stop: int, numeral: str, value: Decimal, found: _Found) -> int:
    if not numeral.isdigit() or not 1 <= int(numeral) <= 12:
        return 0
    day = _DAY.match(text, stop)
    end = day.end() if day else stop
    found.append(Reading("date", date_value(None, int(numeral), int(day[1]) if day else None), "", start, end))
    return end


def _day(text: str, start: int, stop: int, numeral: str, value: Decimal, found: _Found) -> int:
    if not numeral.isdigit() or not 1 <= int(numeral) <= 31 or _LASTING.match(text, stop):
        return 0
    found.append(Reading("date", date_value(day=int(numeral)), "", start, stop))
    return stop


def _hour(text: str, start: int, stop: int, numeral: str, value: Decimal, found: _Found) -> int:
    if value > 24 or value != int(value):
        return 0
    minutes = _MINUTES.match(text, stop)
    end = minutes.end() if minutes else stop
    minute = 0 if not minutes else 30 if minutes[2] else int(minutes[1])
    return _time(text, start, end, int(value), minute, found)


def _time(text: str, start: int, stop: int, hour: int, minute: int, found: _Found, *, exact: bool = False) -> int:
    before = text[max(0, start - 3) : start].rstrip()
    name = before[-2:] if before[-2:] in KOREAN_HALVES else before[-1:]
    unit = ""
    if name in KOREAN_HALVES:
        start -= len(text[max(0, start - 3) : start]) - len(before) + len(name)
        if name == "밤" and (hour < 6 or hour == 12):
            hour %= 12
        elif name == "낮" and hour in (11, 12):
            pass
        elif hour <= 12:
            hour = hour % 12 + KOREAN_HALVES[name]
    elif not exact and hour <= 12:
        unit = "half-day"
    found.append(Reading("time", f"{hour % 24:02d}:{minute:02d}", unit, start, stop))
    return stop


_CALENDAR: dict[str, Callable[[str, int, int, str, Decimal, _Found], int]] = {
    "year": _year, "month": _month, "day": _day, "hour": _hour,
}  # fmt: skip


def _native(text: str, match: re.Match[str], found: _Found) -> int:
    word, (start, stop) = match.group(match.lastgroup or 0), match.span(match.lastgroup or 0)
    tens = next((ten for ten in NATIVE_TENS if word.startswith(ten)), "")
    ones = word[len(tens) :]
    value = Decimal(NATIVE_TENS.get(tens, 0) + NATIVE_ONES.get(ones, 0))
    unit = _AFTER.match(text, stop)
    if unit is None or unit[2] in ("분", "해"):
        found.append(Reading("number", value, "", start, stop))
        return stop
    return _with_unit(text, start, unit, word, value, "", False, found)


def _sino(text: str, match: re.Match[str], found: _Found) -> int:
    word, (start, stop) = match.group("sino"), match.span("sino")
    unit = _AFTER.match(text, stop)
    if unit is None:
        return stop
    return _with_unit(text, start, unit, word, korean_value(word), "", False, found)


def _date(text: str, match: re.Match[str], found: _Found) -> int:
    found.append(Reading("date", date_value(*map(int, re.findall("[0-9]+", match.group()))), "", *match.span()))
    return match.end()


def _dotted(text: str, match: re.Match[str], found: _Found) -> int:
    month, day = map(int, re.findall("[0-9]+", match.group()))
    found.append(Reading("date", date_value(None, month, day), "", *match.span()))
    return match.end()


def _pair(text: str, match: re.Match[str], found: _Found) -> int:
    low, high = NATIVE_RANGES[match["pair"]]
    found.append(Reading("range", f"{low}~{high}", "", *match.span("pair")))
    return match.end()


def _word(
    kind: Kind, value: Callable[[str], str | Decimal], unit: str = ""
) -> Callable[[str, re.Match[str], _Found], int]:
    """Return a reader of a word that is a quantity by itself."""

    def read_word(text: str, match: re.Match[str], found: _Found) -> int:
        group = match.lastgroup or 0
        start, stop = match.span(group)
        found.append(Reading(kind, value(match.group(group)), unit, start, stop))
        return match.end()

    return read_word


def _parts(word: str) -> str:
    below, above = (str(korean_value(part.strip())) for part in word.split("분의"))
    return f"{above}/{below}"


def _half(text: str, match: re.Match[str], found: _Found) -> int:
    if match.group() == "절반":
        found.append(Reading("fraction", "1/2", "", *match.span()))
    else:
        found.append(Reading("measure", Decimal("0.5"), "year", *match.span()))
    return match.end()


_READERS: dict[str | None, Callable[[str, re.Match[str], _Found], int]] = {
    "number": _number,
    "nth": _word("ordinal", lambda word: Decimal(word[1:].strip())),
    "date": _date,
    "dotted": _dotted,
    "vulgar": _word("fraction", lambda word: "/".join(map(str, VULGAR[word]))),
    "pair": _pair,
    "first": _word("ordinal", lambda word: Decimal(1)),
    "native": _native,
    "alone": _native,
    "some": _native,
    "sino": _sino,
    "parts": _word("fraction", _parts),
    "vague": _word("vague", lambda word: korean_value(word[1:])),
    "days": _word("measure", lambda word: Decimal(DAYS[word]), "day"),
    "week": _word("measure", lambda word: Decimal(1), "week"),
    "half": _half,
    "weekday": _word("weekday", lambda word: str(KOREAN_WEEKDAYS[word[0]])),
    "short_weekday": _word("weekday", lambda word: str(KOREAN_WEEKDAYS[word])),
    "clock": _word("time", lambda word: "12:00" if word == "정오" else "00:00"),
    "relative": _word("relative", KOREAN_RELATIVE.__getitem__),
}
