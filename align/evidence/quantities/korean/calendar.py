"""Dates and times of day in Korean."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from align.evidence.quantities.dates import KOREAN_HALVES
from align.evidence.quantities.korean.counters import AFTER
from align.evidence.quantities.quantity import Reading, date_value

_NUMERIC = re.compile(
    r"([12][0-9]{3})(?:[./-]\s?(1[0-2]|0?[1-9])[./-]\s?(3[01]|[12][0-9]|0?[1-9])|\.(1[0-2]|0[1-9]))(?![0-9]|\.[0-9])"
)
_DOTTED = re.compile(r"(1[0-2]|[1-9])[·ㆍ‧](3[01]|[12][0-9]|[1-9])(?![0-9])")
_SEPTEMBER_11 = re.compile(r"9\.?11(?=\s?(?:테러|사태))")
_CLOCK = re.compile(r":([0-5][0-9])(?![0-9])")
_MONTH_DAY = re.compile(r"\s?(1[0-2]|0?[1-9])월(?:\s?(3[01]|[12][0-9]|0?[1-9])일)?+")
_DAY = re.compile(r"\s?(3[01]|[12][0-9]|0?[1-9])일")
_MINUTES = re.compile(r"\s?(?:([0-5]?[0-9])분|(반)(?![가-힣]|$)|(반)(?=[에이까부은쯤경께]|$))")
#: After 일 and 년, a length of time.
_LASTING = re.compile(
    r"간|\s?(?:동안|만에|만이|째|가량|정도|이내|넘|남짓|안팎|연속|이상|(?:내|치|새|뒤|후|전|앞)(?![가-힣])"
    r"|(?:내|뒤|후|전|앞)(?=[에의부까로인]))"
)
#: After 년 behind four digits, years rather than a year.
_AGO = re.compile(r"간|\s?(?:동안|전[의에\s]|된|넘|묵)")
#: Where one follows, '10년 is no short year but the beginning of a quotation.
_QUOTE = re.compile("['’]")
#: With 대, decades of an age.
AGES = frozenset(str(age) for age in range(10, 100, 10))


def read_numeric(text: str, start: int, numeral: str, found: list[Reading]) -> int:
    """Read 2022.11.20, 2022-11-20, 2006.07 or 9·11; return where it ends, or 0 where there is none."""
    follows = text[start + len(numeral) : start + len(numeral) + 1]
    if len(numeral) >= 4 and (numeral[4:5] == "." or (len(numeral) == 4 and follows and follows in "./-")):
        if date := _NUMERIC.match(text, start):
            year, month, day, month_only = date.groups()
            value = date_value(int(year), int(month or month_only), int(day) if day else None)
            found.append(Reading("date", value, "", start, date.end()))
            return date.end()
    elif follows and follows in "·ㆍ‧" and (date := _DOTTED.match(text, start)):
        return _read_dotted(text, start, date, found)
    elif _SEPTEMBER_11.match(text, start):
        found.append(Reading("date", date_value(None, 9, 11), "", start, start + len(numeral)))
        return start + len(numeral)
    return 0


def _read_dotted(text: str, start: int, date: re.Match[str], found: list[Reading]) -> int:
    """Read 9·11, a date, or the first of 10·20대, 7·8월, 1·2위; return where it ends."""
    after = AFTER.match(text, date.end())
    if after is None:
        found.append(Reading("date", date_value(None, int(date[1]), int(date[2])), "", start, date.end()))
        return date.end()
    if after[2] == "월":
        found.append(Reading("date", date_value(None, int(date[1])), "", start, date.end(1)))
    elif after[2] == "대" and date[1] in AGES:
        found.append(Reading("decade", date[1], "", start, date.end(1)))
    else:
        found.append(Reading("number", Decimal(date[1]), "", start, date.end(1)))
    return date.end(1)


def read_clock(text: str, start: int, stop: int, numeral: str, found: list[Reading]) -> int:
    """Read 15:30; return where it ends, or 0 where there is none."""
    clock = _CLOCK.match(text, stop)
    if clock is None or not numeral.isdigit() or int(numeral) > 24:
        return 0
    return _time(text, start, clock.end(), int(numeral), int(clock[1]), found, exact=True)


def _year(text: str, start: int, stop: int, numeral: str, found: list[Reading]) -> int:
    if not numeral.isdigit() or len(numeral) not in (2, 4) or (len(numeral) == 4 and not "1" <= numeral[0] <= "2"):
        return 0
    year = int(numeral)
    month = _MONTH_DAY.match(text, stop)
    if len(numeral) == 2:
        if not month and (text[start - 1] not in "'’‘" or _QUOTE.search(text, stop, stop + 40)):
            return 0
        year += 2000 if year < 50 else 1900
    elif not 1000 <= year < 2200 or (not month and _AGO.match(text, stop)):
        return 0
    if month:
        value = date_value(year, int(month[1]), int(month[2]) if month[2] else None)
        found.append(Reading("date", value, "", start, month.end()))
        return month.end()
    found.append(Reading("date", date_value(year), "", start, stop))
    return stop


def _month(text: str, start: int, stop: int, numeral: str, found: list[Reading]) -> int:
    if not numeral.isdigit() or not 1 <= int(numeral) <= 12:
        return 0
    day = _DAY.match(text, stop)
    end = day.end() if day else stop
    found.append(Reading("date", date_value(None, int(numeral), int(day[1]) if day else None), "", start, end))
    return end


def _day(text: str, start: int, stop: int, numeral: str, found: list[Reading]) -> int:
    if not numeral.isdigit() or not 1 <= int(numeral) <= 31 or _LASTING.match(text, stop):
        return 0
    found.append(Reading("date", date_value(day=int(numeral)), "", start, stop))
    return stop


def _hour(text: str, start: int, stop: int, numeral: str, found: list[Reading]) -> int:
    if not numeral.isdigit() or len(numeral) > 2 or int(numeral) > 24:
        return 0
    minutes = _MINUTES.match(text, stop)
    end = minutes.end() if minutes else stop
    minute = 0 if not minutes else int(minutes[1]) if minutes[1] else 30
    return _time(text, start, end, int(numeral), minute, found)


def _time(
    text: str, start: int, stop: int, hour: int, minute: int, found: list[Reading], *, exact: bool = False
) -> int:
    """Append a time of day with the 오전 or 오후 before it; without one only 24 hours are `exact`."""
    window = text[max(0, start - 3) : start]
    before = window.rstrip()
    name = before[-2:] if before[-2:] in KOREAN_HALVES else before[-1:]
    unit = ""
    if name in KOREAN_HALVES:
        start -= len(window) - len(before) + len(name)
        if name == "밤" and (hour < 6 or hour == 12):
            hour %= 12
        elif hour <= 12 and not (name == "낮" and hour in (11, 12)):
            hour = hour % 12 + KOREAN_HALVES[name]
    elif not exact and hour <= 12:
        unit = "half-day"
    found.append(Reading("time", f"{hour % 24:02d}:{minute:02d}", unit, start, stop))
    return stop


#: Readers of what may be a date; each returns where it ends, or 0 where it is a length of time.
CALENDAR: dict[str, Callable[[str, int, int, str, list[Reading]], int]] = {
    "year": _year,
    "month": _month,
    "day": _day,
    "hour": _hour,
}
