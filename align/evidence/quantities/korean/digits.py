"""Numbers written with digits in Korean, and what they count."""

from __future__ import annotations

import re
from decimal import Decimal

from align.evidence.quantities import money, units
from align.evidence.quantities.korean import calendar
from align.evidence.quantities.korean.counters import AFTER, COUNTERS, Counter
from align.evidence.quantities.korean.patterns import NUMBER, number
from align.evidence.quantities.numerals import (
    FIRST,
    LONGEST,
    PLAIN,
    VULGAR,
    digits_value,
    is_in_name,
    is_year,
    korean_value,
)
from align.evidence.quantities.quantity import Reading, canonical, date_value

#: Where a number begins: not in the middle of a word or of another number.
DIGITS = re.compile(number(FIRST))

_PARTS = re.compile(r"\s?분의\s?([0-9]+)(?![0-9])")
_BELOW_LINE = re.compile(r"/([2-9]|10|100)(?![0-9/])")
_JOINED = re.compile(r"\s?[~∼〜–:대-]\s?[0-9]")
_TO = re.compile(rf"\s?[~∼〜–-]\s?({NUMBER})")
#: 3대1, but 20대 3명 are three in their twenties.
_AGAINST = re.compile(r"(?:\s?대\s?|:)([0-9]{1,3})(?![0-9]|\s?[명인개살세월일건곳·])")
_HEAD = re.compile(PLAIN)
_HALF = re.compile(r"\s?반(?![가-힣])|\s?반(?=[을이의은만에짜])")
_REST = re.compile(r"\s?([0-9]{1,2})(?![0-9.,]|\s?[가-힣]?[명개초분일])")
_CENTIMETERS = re.compile(r"\s?([0-9]{1,2})\s?(?:센티미터|센티|㎝|cm)")
_MONTHS = re.compile(r"\s?([0-9]{1,2})\s?개월")
_MINUTES = re.compile(r"\s?([0-9]{1,2})분(?!의)")
_BATTING = re.compile(r"\s?([0-9])푼(?:\s?([0-9])리)?")
_HEDGE_AFTER = re.compile(r"\s?(?:가량|정도|안팎|남짓|쯤|이상|넘|가까이|이하|미만|꼴)")
_HEDGE_BEFORE = re.compile("(?:약|거의|최소|최대|대략|무려|근)\\s?$")
_MOST_WEEKS = 1000
_MINUS = ("영하", "마이너스", "영하 ", "마이너스 ")
_ARTICLE_OF = ("법", "헌", "헌장", "규칙", "령", "조약", "협약", "조례")


def read_digits(text: str, match: re.Match[str], found: list[Reading]) -> int:
    """Read the number that `match` of DIGITS has found, append what it is, and return where it ends."""
    numeral, (start, stop) = match.group(), match.span()
    if len(numeral) > LONGEST:
        return stop
    if end := calendar.read_numeric(text, start, numeral, found):
        return end
    bare = numeral[-1].isdigit() and ("," in numeral or numeral.replace(".", "").isdigit())
    value = digits_value(numeral) if bare and _HEAD.fullmatch(numeral) else korean_value(numeral)
    if (below := _BELOW_LINE.match(text, stop)) and numeral.isdigit() and value < int(below[1]):
        found.append(Reading("fraction", f"{numeral}/{below[1]}", "", start, below.end()))
        return below.end()
    if text[stop] in VULGAR:
        above, under = VULGAR[text[stop]]
        value, stop = value + Decimal(above) / under, stop + 1
    if parts := _PARTS.match(text, stop):
        if value and len(parts[1]) < LONGEST:
            found.append(Reading("fraction", f"{parts[1]}/{canonical(value)}", "", start, parts.end()))
        return parts.end()
    if _JOINED.match(text, stop) and (end := _two_numbers(text, start, stop, numeral, value, found)):
        return end
    before = text[max(0, start - 6) : start]
    last = before[-1:]
    if last == "제" and not "가" <= before[-2:-1] <= "힣":
        plain = _HEAD.match(numeral)
        size = plain.end() if plain else len(numeral)
        found.append(Reading("ordinal", digits_value(numeral[:size]), "", start - 1, start + size))
        return start + size
    if (
        numeral[:-1].isdigit()
        and numeral[-1] == "조"
        and before.rstrip().endswith(_ARTICLE_OF)
        and not AFTER.match(text, stop)
    ):
        found.append(Reading("ordinal", digits_value(numeral[:-1]), "", start, stop))
        return stop
    if last == "-" and is_in_name(text, start):
        found.append(Reading("number", value, "name", start, stop))
        return stop
    about = _HEDGE_BEFORE.search(before) is not None
    if last and (last in money.SIGNS or last == " ") and (sign := money.sign_before(text, start)):
        found.append(Reading("money", value, sign[0], sign[1], stop, about))
        return stop
    if last in ("-", "−") and not before[-2:-1].strip(" ("):
        value, start = -value, start - 1
    elif before.endswith(_MINUS):
        value = -value
    return read_counted(text, start, stop, numeral, value, found, before=before, about=about)


def read_counted(
    text: str,
    start: int,
    stop: int,
    numeral: str,
    value: Decimal,
    found: list[Reading],
    *,
    before: str = "",
    about: bool = False,
) -> int:
    """Read the counter after a number, append the reading, and return where it ends."""
    after = AFTER.match(text, stop)
    if after is None:
        about = about or _HEDGE_AFTER.match(text, stop) is not None
        found.append(Reading("number", value, "", start, stop, about))
        return stop
    counter, end = COUNTERS[after[2]], after.end()
    about = about or bool(after[1]) or _HEDGE_AFTER.match(text, end) is not None
    kind, unit, size = counter
    if kind == "each":
        return end
    if (
        kind in calendar.CALENDAR
        and not after[1]
        and (done := calendar.CALENDAR[kind](text, start, end, numeral, found))
    ):
        return done
    if kind == "century":
        # The 21st century, but three centuries.
        value, kind, unit = (value * 100, "measure", "year") if not numeral[0].isdigit() else (value, "ordinal", "")
    elif kind == "decade":
        if numeral.isdigit():
            found.append(Reading("decade", numeral, "", start, end))
        return end
    elif kind == "tenth":
        kind, value, end = _tenths(text, end, value)
        stop = end
    elif kind in ("year", "month", "day", "hour"):
        kind, unit = "measure", kind
    if unit == "week" and value >= _MOST_WEEKS:
        # 612만 주 are shares.
        kind, unit, end = "number", "", stop
    if kind == "measure":
        unit = units.SPEEDS.get(unit, unit) if "속" in before[-4:] else unit
        value, unit, end = _with_rest(text, end, value, unit)
    elif kind == "number":
        if after[2] == "대" and numeral in calendar.AGES:
            found.append(Reading("decade", numeral, "", start, end))
            return end
        end = stop
    found.append(Reading(kind, value * size if size != 1 else value, unit, start, end, about))  # type: ignore[arg-type]
    return end


def _two_numbers(text: str, start: int, stop: int, numeral: str, value: Decimal, found: list[Reading]) -> int:
    """Read a range, a score or a time of day, two numbers that belong together; return its end, or 0."""
    if end := calendar.read_clock(text, start, stop, numeral, found):
        return end
    if score := _AGAINST.match(text, stop):
        found.append(Reading("score", f"{canonical(value)}-{score[1]}", "", start, score.end()))
        return score.end()
    second = _TO.match(text, stop)
    if second is None or len(second[1]) > LONGEST:
        return 0
    other, end = korean_value(second[1]), second.end()
    after = AFTER.match(text, end)
    if after is None and other <= value < 200 and "-" in second.group():
        found.append(Reading("score", f"{canonical(value)}-{canonical(other)}", "", start, end))
        return end
    counter, last = (COUNTERS[after[2]], after.end()) if after else (Counter("number"), end)
    if counter.kind == "day" and max(value, other) <= 31:
        found.append(Reading("date", date_value(day=int(value)), "", start, stop))
        found.append(Reading("date", date_value(day=int(other)), "", second.start(1), last))
        return last
    if counter.kind == "year" and is_year(numeral) and is_year(second[1]):
        found.append(Reading("date", numeral, "", start, stop))
        found.append(Reading("date", second[1], "", second.start(1), last))
        return last
    # In 2~3억 the unit counts for both; in 500~1천 it does not.
    head = _HEAD.match(second[1])
    coefficient = digits_value(head.group()) if head else Decimal(1)
    if numeral[-1].isdigit() and value < coefficient:
        value *= other / coefficient
    unit = counter.kind if counter.kind in ("percent", "point", "year", "month", "day", "hour") else counter.unit
    low, high = canonical(value * counter.size), canonical(other * counter.size)
    found.append(Reading("range", f"{low}~{high}", unit, start, last))
    return last


def _with_rest(text: str, end: int, value: Decimal, unit: str) -> tuple[Decimal, str, int]:
    """Add what goes on a measure: 2년 반, 1년 6개월, 3시간 30분, 12초89, 6m30."""
    if half := _HALF.match(text, end):
        return value + Decimal("0.5"), unit, half.end()
    if unit == "m" and (rest := _CENTIMETERS.match(text, end)):
        return value + Decimal(int(rest[1])) / 100, unit, rest.end()
    if unit in ("second", "m") and value == value.to_integral_value() and (rest := _REST.match(text, end)):
        return value + Decimal(f"0.{rest[1]}"), unit, rest.end()
    if unit == "year" and (months := _MONTHS.match(text, end)):
        return 12 * value + int(months[1]), "month", months.end()
    if unit == "hour" and (minutes := _MINUTES.match(text, end)):
        return 60 * value + int(minutes[1]), "minute", minutes.end()
    return value, unit, end


def _tenths(text: str, end: int, value: Decimal) -> tuple[str, Decimal, int]:
    """Read 할, 푼 and 리: 3할 is 30 percent, a batting average of 3할4푼1리 is .341."""
    if batting := _BATTING.match(text, end):
        return "number", (100 * value + 10 * int(batting[1]) + int(batting[2] or 0)) / 1000, batting.end()
    return "percent", 10 * value, end
