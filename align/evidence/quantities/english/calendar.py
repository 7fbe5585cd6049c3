"""Dates and times of day in English."""

from __future__ import annotations

import re

from align.evidence.quantities.dates import CAPITAL, MONTHS, SHORT
from align.evidence.quantities.quantity import Reading, date_value
from align.evidence.quantities.trie import any_of

_MONTH = any_of(MONTHS)
_NUMERIC = re.compile(
    r"([12][0-9]{3})[./-](1[0-2]|0?[1-9])[./-](3[01]|[12][0-9]|0?[1-9])(?![0-9]|\.[0-9])"
    r"|(1[0-2]|0?[1-9])/(3[01]|[12][0-9]|0?[1-9])(?:/([12][0-9]{3}|[0-9]{2}))?+(?![0-9/])"
)
_CLOCK = re.compile(r":([0-5][0-9])(?![0-9:])")
_HALVES = re.compile(r"\s?([ap])\.?m(?:\.|(?![a-z]))")
_DAY = r"(3[01]|[12][0-9]|0?[1-9])(?![0-9:/%]|,[0-9]{3}|\.[0-9])"
_DAY_AFTER_MONTH = re.compile(rf"\.?\s{_DAY}(?:st|nd|rd|th)?+(?:,?\s([12][0-9]{{3}})(?![0-9,]))?+")
#: The other day of a span, or of two: not `and 3 others`.
_SECOND_DAY = re.compile(
    rf"(?:\s?[-–]\s?|\s(?:to|through)\s|\s(?:and|or)\s(?=[0-9]++(?!\s?[a-z$]))){_DAY}(?:,?\s([12][0-9]{{3}})(?![0-9,]))?+"
)
_YEAR_AFTER_MONTH = re.compile(r"\.?,?\s(?:of\s)?([12][0-9]{3})(?![0-9,]*[0-9])")
_MONTH_AFTER_DAY = re.compile(
    rf"(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH})(?![a-z])\.?(?:,?\s([12][0-9]{{3}})(?![0-9,]*[0-9]))?+"
)


def read_numeric(low: str, start: int, found: list[Reading]) -> int:
    """Read 2022-11-20, 11/20/2022 or 9/11; return where it ends, or 0 where there is none."""
    date = _NUMERIC.match(low, start)
    if date is None:
        return 0
    year, month, day, us_month, us_day, us_year = date.groups()
    if year:
        value = date_value(int(year), int(month), int(day))
    elif us_year is None and int(us_month) < int(us_day) <= 10:
        found.append(Reading("fraction", f"{int(us_month)}/{int(us_day)}", "", start, date.end()))
        return date.end()
    else:
        full = None if us_year is None else int(us_year)
        if full is not None and full < 100:
            full += 2000 if full < 50 else 1900
        value = date_value(full, int(us_month), int(us_day))
    found.append(Reading("date", value, "", start, date.end()))
    return date.end()


def read_day_first(low: str, raw: str, start: int, stop: int, day: int, found: list[Reading]) -> int:
    """Read 20 November 2022, the day being read already; return where it ends, or 0 where there is none."""
    month = _MONTH_AFTER_DAY.match(low, stop)
    if month is None or not 1 <= day <= 31 or (month[1] in CAPITAL | SHORT and not raw[month.start(1)].isupper()):
        return 0
    year = int(month[2]) if month[2] else None
    found.append(Reading("date", date_value(year, MONTHS[month[1]], day), "", start, month.end()))
    return month.end()


def read_month(low: str, raw: str, start: int, stop: int, name: str, found: list[Reading]) -> int:
    """Read what goes with the name of a month: Nov. 20, 2022, or November 2022."""
    if name in CAPITAL | SHORT and not raw[start].isupper():
        return stop
    day = _DAY_AFTER_MONTH.match(low, stop)
    if name == "may" and not day and (start < 2 or low[start - 2] in '.!?"“”'):
        return stop
    if name in SHORT and not day and low[stop] != ".":
        return stop
    month = MONTHS[name]
    if day:
        year = int(day[2]) if day[2] else None
        found.append(Reading("date", date_value(year, month, int(day[1])), "", start, day.end()))
        if year is None and (second := _SECOND_DAY.match(low, day.end())):
            year = int(second[2]) if second[2] else None
            found.append(Reading("date", date_value(year, month, int(second[1])), "", second.start(1), second.end()))
            return second.end()
        return day.end()
    if year_after := _YEAR_AFTER_MONTH.match(low, stop):
        found.append(Reading("date", date_value(int(year_after[1]), month), "", start, year_after.end()))
        return year_after.end()
    found.append(Reading("date", date_value(None, month), "", start, stop))
    return stop


def read_clock(low: str, start: int, stop: int, hour: int, found: list[Reading]) -> int:
    """Read 3:30 p.m. or 15:30; return where it ends, or 0 where there is none."""
    clock = _CLOCK.match(low, stop)
    return read_time(low, start, clock.end(), hour, int(clock[1]), found) if clock and hour <= 24 else 0


def read_time(low: str, start: int, stop: int, hour: int, minute: int, found: list[Reading]) -> int:
    """Read the half of the day after a time, append it, and return where it ends."""
    unit = "half-day"
    if half := _HALVES.match(low, stop):
        unit, stop = "", half.end()
        if hour <= 12:
            hour = hour % 12 + (12 if half[1] == "p" else 0)
    elif hour > 12 or hour == 0:
        unit = ""
    elif low.startswith((" o'clock", " o’clock"), stop):
        stop += len(" o'clock")
    found.append(Reading("time", f"{hour % 24:02d}:{minute:02d}", unit, start, stop))
    return stop
