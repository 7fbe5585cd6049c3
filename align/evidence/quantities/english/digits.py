"""Numbers written with digits in English, and what they count."""

from __future__ import annotations

import re
from decimal import Decimal

from align.evidence.quantities import money
from align.evidence.quantities.english import calendar
from align.evidence.quantities.english.counters import AFTER, SCALE, counter_of
from align.evidence.quantities.numerals import (
    FIRST,
    LONGEST,
    ONES,
    PLAIN,
    SCALES,
    SHORT_SCALES,
    VULGAR,
    digits_value,
    is_in_name,
    is_year,
)
from align.evidence.quantities.quantity import Reading, canonical
from align.evidence.quantities.trie import any_of

#: Where a number begins: not in the middle of a word or of another number. A decimal may begin with its point.
DIGITS = re.compile(FIRST)

_MIXED = re.compile(r"(?:[\s-]([1-9])/([2-9])|([½⅓⅔¼¾]))(?![0-9])")
_BELOW_LINE = re.compile(r"/([0-9]{1,3})(?![0-9/])")
_SCORE = re.compile(r":([0-9]{1,3})(?![0-9:])")
_TO = re.compile(
    rf"(?:-to-|\s?[-–~]\s?|\s(?:to|or)\s|(\sand\s))(?:(?:us|hk|a|c|nz|s)?[$€£¥₩]\s?)?(?:({PLAIN})|({any_of(ONES)})(?![a-z]))"
)
_AND_A_HALF = re.compile(r"\sand\sa\shalf(?![a-z])|\s?½|-and-a-half(?![a-z])")
_INCHES = re.compile(r"[\s-](1[01]|[0-9])(?:[\s-]?inch(?:es)?)?(?![0-9a-z,]|\.[0-9])")
_MONTHS = re.compile(r"(?:\sand)?\s(1[01]|[1-9]|" + any_of(ONES) + r")[\s-]months?(?![a-z])")
_MINUTES = re.compile(r"(?:\sand)?\s([1-5]?[0-9]|" + any_of(ONES) + r")[\s-]minutes?(?![a-z])")
_BELOW_ZERO = re.compile(r"\sbelow\s(?:zero|freezing)(?![a-z])")
_HEDGES = re.compile(
    r"(?:about|around|some|nearly|almost|approximately|roughly|than|over|at least|close to|up to|at most|estimated"
    r"|(?:much|many) as|under|below)\s(?:an?\s)?(?:[$€£¥₩]|us\$)?$"
)
_HEDGE_AFTER = re.compile(r"-odd(?![a-z])| or (?:so|more|less)(?![a-z])|-plus(?![a-z])|\+")


def read_digits(low: str, raw: str, match: re.Match[str], found: list[Reading]) -> int:
    """Read the number that `match` of DIGITS has found, append what it is, and return where it ends.

    `low` is the text in lower case, `raw` the same with its capitals.
    """
    numeral, (start, stop) = match.group(), match.span()
    if len(numeral) > LONGEST:
        return stop
    follows = low[stop : stop + 1]
    whole = numeral.isdigit()
    if (follows in ("/", "-") or numeral[4:5] == ".") and (end := calendar.read_numeric(low, start, found)):
        return end
    value = digits_value(numeral)
    before = low[start - 1]
    if before == "." and whole and not low[start - 2].isalnum() and low[start - 2] != ".":
        value, start = value.scaleb(-len(numeral)), start - 1
        before = low[start - 1]
    if follows == ":":
        if whole and value <= 24 and (end := calendar.read_clock(low, start, stop, int(value), found)):
            return end
        if score := _SCORE.match(low, stop):
            found.append(Reading("score", f"{canonical(value)}-{score[1]}", "", start, score.end()))
            return score.end()
    elif follows == "/" and (below := _BELOW_LINE.match(low, stop)):
        if int(below[1]) > value:
            found.append(Reading("fraction", f"{canonical(value)}/{int(below[1])}", "", start, below.end()))
            return below.end()
    elif whole and (mixed := _MIXED.match(low, stop)):
        above, under = (int(mixed[1]), int(mixed[2])) if mixed[1] else VULGAR[mixed[3]]
        if above < under:
            value, stop = value + Decimal(above) / under, mixed.end()
    if whole and value <= 31 and (end := calendar.read_day_first(low, raw, start, stop, int(value), found)):
        return end
    if before == "-" and is_in_name(raw, start):
        found.append(Reading("number", value, "name", start, stop))
        return stop
    return read_scaled(low, start, stop, numeral, value, found)


def read_scaled(low: str, start: int, stop: int, numeral: str, value: Decimal, found: list[Reading]) -> int:
    """Read the scale and the counter after a number, or the other end of a range; return where it ends."""
    sign = money.sign_before(low, start)
    half = _AND_A_HALF.match(low, stop)
    if half and SCALE.match(low, half.end()):
        # Four-and-a-half million, but a million and a half.
        value, stop = value + Decimal("0.5"), half.end()
    scale = SCALE.match(low, stop)
    if scale and (len(scale[1]) > 1 or sign):
        value, stop = value * SHORT_SCALES[scale[1]], scale.end()
    else:
        scale = None
    if half := _AND_A_HALF.match(low, stop):
        size = SHORT_SCALES[scale[1]] if scale else _scale_of(value) if numeral == "words" else 1
        value, stop = value + Decimal(size) / 2, half.end()
    code, begin = sign or ("", start)
    if low[begin - 1] in "-−–" and not low[max(0, begin - 2) : begin - 1].strip(" (\"'“"):
        value, begin = -value, begin - 1
    elif low.endswith(("minus ", "negative "), 0, begin) and not low.endswith("plus or minus ", 0, begin):
        value = -value
    if (second := _TO.match(low, stop)) and (
        end := _range(low, begin, numeral, value, scale is not None, code, second, found)
    ):
        return end
    about = _HEDGES.search(low, max(0, begin - 18), begin) is not None
    if hedge := _HEDGE_AFTER.match(low, stop):
        about, stop = True, hedge.end() if low[stop] == "-" else stop
    if code:
        found.append(Reading("money", value, code, begin, stop, about))
        return stop
    after = AFTER.match(low, stop)
    if after:
        return _counted(low, begin, stop, after, numeral, value, found, about=about)
    if is_year(numeral) and scale is None and value > 0:
        found.append(Reading("date", numeral, "", begin, stop, about))
    else:
        found.append(Reading("number", value, "", begin, stop, about))
    return stop


def _counted(
    low: str, start: int, stop: int, after: re.Match[str], numeral: str, value: Decimal, found: list[Reading],
    *, about: bool,
) -> int:  # fmt: skip
    """Read the counter after a number, append the reading, and return where it ends."""
    kind, unit, size = counter_of(after)
    end, name = after.end(), after[1]
    if kind == "hour":
        if numeral.isdigit() and value <= 24:
            return calendar.read_time(low, start, stop, int(value), 0, found)
        kind, end = "number", stop
    elif kind == "decade":
        if numeral.isdigit() and len(numeral) in (2, 4) and numeral.endswith("0"):
            found.append(Reading("decade", numeral, "", start, end))
            return end
        kind, end = "number", stop
    elif (kind == "ordinal" and low[stop] in " -") or (name == "second" and low[stop] == " "):
        kind, unit, end = "number", "", stop
    if kind == "measure":
        value, unit, end = with_rest(low, end, value, unit, size)
        size = Decimal(1)
    found.append(Reading(kind, value * size if size != 1 else value, unit, start, end, about))  # type: ignore[arg-type]
    return end


def with_rest(low: str, end: int, value: Decimal, unit: str, size: Decimal) -> tuple[Decimal, str, int]:
    """Add what goes on a measure: 7-foot-4, a year and six months, five degrees below zero."""
    value *= size
    if unit == "foot" and (inches := _INCHES.match(low, end)):
        return 12 * value + int(inches[1]), "inch", inches.end()
    if unit == "celsius":
        if low.startswith(" fahrenheit", end):
            unit, end = "fahrenheit", end + len(" fahrenheit")
        if below := _BELOW_ZERO.match(low, end):
            return -value, unit, below.end()
        return value, unit, end
    if unit == "year":
        if low.startswith((" old", "-old"), end):
            return value, unit, end + len(" old")
        if months := _MONTHS.match(low, end):
            return 12 * value + _small(months[1]), "month", months.end()
    if unit == "hour" and (minutes := _MINUTES.match(low, end)):
        return 60 * value + _small(minutes[1]), "minute", minutes.end()
    if half := _AND_A_HALF.match(low, end):
        return value + size / 2, unit, half.end()
    return value, unit, end


def _scale_of(value: Decimal) -> int:
    """Return the scale that a number in words ends with: a million of a million and a half."""
    return next((size for size in sorted(SCALES.values(), reverse=True) if value and value % size == 0), 1)


def _small(word: str) -> int:
    return int(word) if word.isdigit() else ONES[word]


def _range(
    low: str, start: int, numeral: str, value: Decimal, scaled: bool, code: str, second: re.Match[str],
    found: list[Reading],
) -> int:  # fmt: skip
    """Read the other end of a range, or of a score; return where it ends, or 0 where there is none."""
    if second[1] and not low.endswith("between ", 0, start):
        return 0
    digits, word = second[2], second[3]
    if (digits and len(digits) > LONGEST) or (word and numeral[0].isdigit()):
        return 0
    other = digits_value(digits) if digits else Decimal(ONES[word])
    coefficient, stop, factor = other, second.end(), Decimal(1)
    scale = SCALE.match(low, stop)
    if scale and (len(scale[1]) > 1 or code):
        factor, stop = Decimal(SHORT_SCALES[scale[1]]), scale.end()
    other *= factor
    if not scaled and value < coefficient:
        value *= factor
    after = None if code else AFTER.match(low, stop)
    if value >= other:
        if after or code or factor != 1 or scaled:
            return 0
        joint = second.group().lstrip()
        dashed = joint[0] in "-–~" and value < 300 and (numeral + (digits or "")).isdigit()
        said = joint.startswith(("to ", "-to-")) and not low.endswith("from ", 0, start)
        if dashed or said:
            found.append(Reading("score", f"{canonical(value)}-{canonical(other)}", "", start, stop))
            return stop
        return 0
    size = Decimal(1)
    if not after and not code and digits and is_year(numeral) and is_year(digits):
        found.append(Reading("date", numeral, "", start, start + len(numeral)))
        found.append(Reading("date", digits, "", second.start(2), second.end(2)))
        return stop
    if after:
        kind, code, size = counter_of(after)
        if kind in ("decade", "ordinal", "hour"):
            return 0
        code = kind if kind in ("percent", "point") else code
        stop = after.end()
    found.append(Reading("range", f"{canonical(value * size)}~{canonical(other * size)}", code, start, stop))
    return stop
