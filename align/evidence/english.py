"""Reader of the quantities in English text.

The text is read in lower case; capitals decide only where a month, a weekday or a Roman numeral needs one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from align.evidence import money, units
from align.evidence.dates import CAPITAL, ENGLISH_RELATIVE, MONTHS, WEEKDAYS
from align.evidence.numerals import (
    LONGEST,
    MULTIPLES,
    ONES,
    ORDINALS,
    PARTS,
    PLAIN,
    SCALES,
    SHORT_SCALES,
    TENS,
    VULGAR,
    digits_value,
    roman_value,
)
from align.evidence.quantity import Kind, Reading, canonical, date_value


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))  # type: ignore[call-overload]


_Unit = tuple[str, str, Decimal]
_ONE = Decimal(1)


def _after() -> tuple[re.Pattern[str], dict[str, _Unit]]:
    table: dict[str, _Unit] = {word: ("measure", code, _ONE) for word, code in units.ENGLISH.items()}
    table |= {word: ("money", code, _ONE) for word, code in money.ENGLISH.items()}
    table |= {word: ("money", code, Decimal("0.01")) for word, code in money.ENGLISH_CENTS.items()}
    table |= dict.fromkeys(["%", "percent", "per cent", "pct"], ("percent", "", _ONE))
    table |= dict.fromkeys(
        ["percentage point", "percentage points", "percent point", "percent points", "percentage-point", "pp"],
        ("point", "", _ONE),
    )
    table |= dict.fromkeys(["basis point", "basis points", "basis-point", "bp", "bps"], ("point", "", Decimal("0.01")))
    table |= dict.fromkeys(["times", "fold"], ("multiple", "", _ONE))
    table |= dict.fromkeys(["st", "nd", "rd", "th"], ("ordinal", "", _ONE))
    table |= dict.fromkeys(["a.m.", "am", "a.m", "p.m.", "pm", "p.m", "o'clock", "o’clock"], ("hour", "", _ONE))
    table |= dict.fromkeys(["s", "'s", "’s"], ("decade", "", _ONE))
    words = [word for word in table if word[-1].isalpha()]
    others = [word for word in table if not word[-1].isalpha()]
    return re.compile(rf"[\s-]?+(?:({_any(words)})(?![a-z])|({_any(others)}))"), table


_AFTER, _UNITS = _after()
_NUMERAL = rf"{PLAIN}"
_SCALE = re.compile(rf"[\s-]?+({_any(SHORT_SCALES)})(?![a-z])")
_MONTH = _any(MONTHS)
_WORDS = {**ONES, **TENS}

_MASTER = re.compile(
    rf"""
    (?P<skip>(?:https?://|www\.)\S++)
    |(?<![a-z0-9])(?:
        (?P<date>[12][0-9]{{3}}[./-](?:1[0-2]|0?[1-9])[./-](?:3[01]|[12][0-9]|0?[1-9])(?![0-9.]*[0-9]))
        |(?P<slashed>(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])(?:/(?:[12][0-9]{{3}}|[0-9]{{2}}))?+(?![0-9/]))
        |(?P<number>{PLAIN}|(?<![.])\.[0-9]++)
    )
    |(?P<vulgar>[½⅓⅔¼¾])
    |(?<![a-z])(?:
        (?P<month>(?:{_MONTH})(?![a-z]))
        |(?P<words>(?:{_any(_WORDS)})(?![a-z])|an?\s(?={_any([*SCALES, "dozen"])})
            |half[\s-](?:an?\s)?(?={_any([*SCALES, "dozen"])})|dozen(?![a-z]))
        |(?P<vague>(?:(?:tens|dozens|scores|hundreds|thousands)\sof\s)?(?:hundreds|thousands|millions|billions|trillions)
            (?![a-z])|(?:dozens|scores|tens)\sof(?![a-z]))
        |(?P<relative>(?:{_any(ENGLISH_RELATIVE)})(?![a-z]))
        |(?P<ordinal>(?:{_any(ORDINALS)})(?![a-z]))
        |(?P<multiple>(?:{_any(MULTIPLES)})(?![a-z]))
        |(?P<part>(?:half|halves)(?![a-z])|an?[\s-](?:third|quarter|fifth|tenth)(?=\sof))
        |(?P<weekday>(?:{_any(WEEKDAYS)})(?![a-z]))
        |(?P<clock>(?:noon|midnight)(?![a-z]))
        |(?P<decade>(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)(?![a-z]))
        |(?P<roman>[ivxl]{{1,7}}(?![a-z]))
    )
    """,
    re.VERBOSE,
)
_NEXT_WORD = re.compile(rf"[\s-](and\s)?({_any([*_WORDS, *SCALES, 'dozen'])})(?![a-z])")
_AND_A_HALF = re.compile(r"\sand\sa\shalf(?![a-z])|\s?½")
_PART_AFTER = re.compile(rf"[\s-]({_any(PARTS)})(?![a-z])")
_ORDINAL_AFTER = re.compile(rf"[\s-]({_any(ORDINALS)})(?![a-z])")
_MIXED = re.compile(r"(?:[\s-]([1-9])/([2-9])|([½⅓⅔¼¾]))(?![0-9])")
_SIMPLE_FRACTION = re.compile(r"/([0-9]{1,3})(?![0-9/])")
_TO = re.compile(
    rf"(?:\s?[-–~]\s?|\s(?:to|or)\s|(\sand\s))(?:(us|hk|a|c|nz|s)?[$€£¥₩]\s?)?(?:({PLAIN})|({_any(ONES)})(?![a-z]))"
)
_CLOCK = re.compile(r":([0-5][0-9])(?![0-9])")
_HALVES = re.compile(r"\s?([ap])\.?m(?:\.|(?![a-z]))")
_DAY_AFTER_MONTH = re.compile(
    r"\.?\s(3[01]|[12][0-9]|0?[1-9])(?![0-9:/%]|,[0-9]{3}|\.[0-9])(?:st|nd|rd|th)?+(?:,?\s([12][0-9]{3})(?![0-9,]))?+"
)
_YEAR_AFTER_MONTH = re.compile(r"\.?,?\s(?:of\s)?([12][0-9]{3})(?![0-9,])")
_MONTH_AFTER_DAY = re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH})(?![a-z])\.?(?:,?\s([12][0-9]{{3}})(?![0-9,]))?+")
_HEDGES = re.compile(
    r"(?:about|around|some|nearly|almost|approximately|roughly|than|over|at least|close to|up to|at most|estimated"
    r"|(?:much|many) as|under|below)\s"
    r"(?:an?\s)?(?:[$€£¥₩]|us\$)?$"
)
_SCALE_VALUES = {**SHORT_SCALES, "dozen": 12}
_VAGUE = {
    "tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12,
}  # fmt: skip
_DECADES = {
    word: str(value)
    for value, word in zip(
        range(20, 100, 10), "twenties thirties forties fifties sixties seventies eighties nineties".split(), strict=True
    )
}

_Found = list[Reading]


def lower(text: str) -> str:
    """Return a text in lower case and of the same length."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def read(text: str) -> _Found:
    """Return the quantities of an English text (composed, half-width), in order. Linear in the text."""
    found: _Found = []
    low = lower(text)
    at = 0
    search = _MASTER.search
    while match := search(low, at):
        group = match.lastgroup
        at = _READERS[group](low, match, found, text) if group in _READERS else match.end()
    return found


def _number(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    """Read digits, with what stands before and after them."""
    numeral, (start, stop) = match.group(), match.span()
    if len(numeral) > LONGEST:
        return stop
    value = digits_value(numeral)
    follows = low[stop : stop + 1]
    if follows == ":" and (clock := _CLOCK.match(low, stop)) and numeral.isdigit() and value < 25:
        return _time(low, start, clock.end(), int(value), int(clock[1]), found)
    if follows == ":" and (score := re.compile(r":([0-9]{1,3})(?![0-9:])").match(low, stop)):
        found.append(Reading("score", f"{canonical(value)}-{score[1]}", "", start, score.end()))
        return score.end()
    if follows == "/" and (below := _SIMPLE_FRACTION.match(low, stop)):
        if int(below[1]) > value:
            found.append(Reading("fraction", f"{canonical(value)}/{int(below[1])}", "", start, below.end()))
            return below.end()
    elif mixed := _MIXED.match(low, stop):
        above, under = (int(mixed[1]), int(mixed[2])) if mixed[1] else VULGAR[mixed[3]]
        if above < under:
            value, stop = value + Decimal(above) / under, mixed.end()
    if numeral.isdigit() and value <= 31 and (month := _MONTH_AFTER_DAY.match(low, stop)) and value:
        name = month[1]
        if name not in CAPITAL or text[month.start(1)].isupper():
            year = int(month[2]) if month[2] else None
            found.append(Reading("date", date_value(year, MONTHS[name], int(value)), "", start, month.end()))
            return month.end()
    return _scaled(low, start, stop, numeral, value, found)


def _scaled(low: str, start: int, stop: int, numeral: str, value: Decimal, found: _Found) -> int:
    """Read the scale and the unit after a number, or the other end of a range."""
    sign = money.sign_before(low, start)
    scale = _SCALE.match(low, stop)
    if scale and (scale[1] not in ("m", "k") or sign):
        value, stop = value * SHORT_SCALES[scale[1]], scale.end()
    else:
        scale = None
    if half := _AND_A_HALF.match(low, stop):
        value, stop = value + Decimal("0.5") * (SHORT_SCALES[scale[1]] if scale else 1), half.end()
    code, begin = sign or ("", start)
    if begin and low[begin - 1] in "-−–" and not low[max(0, begin - 2) : begin - 1].strip(" (\"'“"):
        value, begin = -value, begin - 1
    elif low.endswith(("minus ", "negative "), max(0, begin - 9), begin):
        value = -value
    if (second := _TO.match(low, stop)) and (
        end := _range(low, begin, numeral, value, scale is not None, code, second, found)
    ):
        return end
    about = bool(_HEDGES.search(low, max(0, begin - 18), begin)) if begin else False
    unit = _AFTER.match(low, stop)
    if unit is None or code:
        if code:
            found.append(Reading("money", value, code, begin, stop, about))
        elif numeral.isdigit() and len(numeral) == 4 and 1500 <= value < 2100 and scale is None:
            found.append(Reading("date", numeral, "", begin, stop, about))
        else:
            found.append(Reading("number", value, "", begin, stop, about))
        return stop
    return _with_unit(low, begin, stop, unit, numeral, value, about, found)


def _with_unit(
    low: str, start: int, stop: int, unit: re.Match[str], numeral: str, value: Decimal, about: bool, found: _Found
) -> int:
    name = unit[1] or unit[2]
    kind, code, size = _UNITS[name]
    end = unit.end()
    if kind == "hour":
        if numeral.isdigit() and value <= 24:
            return _time(low, start, stop, int(value), 0, found)
        kind, end = "number", stop
    elif kind == "decade":
        if numeral.isdigit() and len(numeral) in (2, 4) and numeral.endswith("0"):
            found.append(Reading("decade", numeral, "", start, end))
            return end
        kind, end = "number", stop
    elif kind == "ordinal" and low[stop : stop + 1] in " -":
        kind, end = "number", stop
    elif code == "second" and low[stop] == " " and name == "second":
        kind, code, end = "number", "", stop
    if kind == "measure" and code == "celsius" and low.startswith(" fahrenheit", end):
        code, end = "fahrenheit", end + len(" fahrenheit")
    if kind == "measure" and low.startswith((" below zero", " below freezing"), end):
        value = -value
    if code == "year" and low.startswith((" old", "-old"), end):
        end += 4
    found.append(Reading(kind, value * size if size != 1 else value, code, start, end, about))  # type: ignore[arg-type]
    return end


def _range(
    low: str, start: int, numeral: str, value: Decimal, scaled: bool, code: str, second: re.Match[str], found: _Found
) -> int:
    """Read the other end of a range, or of a score; return where it ends, or 0 where there is none."""
    if second[1] and not low.endswith("between ", 0, start):
        return 0
    digits = second[3]
    if (digits and len(digits) > LONGEST) or (second[4] and not numeral.isalpha()):
        return 0
    other = digits_value(digits) if digits else Decimal(ONES[second[4]])
    coefficient, stop = other, second.end()
    factor = _ONE
    scale = _SCALE.match(low, stop)
    if scale and (scale[1] not in ("m", "k") or code):
        factor, stop = Decimal(SHORT_SCALES[scale[1]]), scale.end()
    dash = second.group().strip()[0] in "-–~"
    if not scaled and value < coefficient and factor != 1:
        value *= factor
    other *= factor
    unit = None if code else _AFTER.match(low, stop)
    if value >= other:
        if (
            dash
            and unit is None
            and not code
            and factor == 1
            and value < 300
            and digits
            and digits.isdigit()
            and numeral.isdigit()
        ):
            found.append(Reading("score", f"{canonical(value)}-{digits}", "", start, stop))
            return stop
        return 0
    kind, size = "", _ONE
    if unit:
        kind, code, size = _UNITS[unit[1] or unit[2]]
        if kind == "decade" or (kind == "ordinal"):
            return 0
        if kind in ("percent", "point"):
            code = kind
        if kind == "hour":
            return 0
        stop = unit.end()
    found.append(Reading("range", f"{canonical(value * size)}~{canonical(other * size)}", code, start, stop))
    return stop


def _time(low: str, start: int, stop: int, hour: int, minute: int, found: _Found) -> int:
    half = _HALVES.match(low, stop)
    unit = "half-day"
    if half:
        unit, stop = "", half.end()
        if hour <= 12:
            hour = hour % 12 + (12 if half[1] == "p" else 0)
    elif hour > 12 or hour == 0:
        unit = ""
    elif low.startswith((" o'clock", " o’clock"), stop):
        stop += 8
    found.append(Reading("time", f"{hour % 24:02d}:{minute:02d}", unit, start, stop))
    return stop


def _words(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    """Read a number in words, as far as they make one: `two hundred and fifty thousand`, not `two three`."""
    start, stop = match.span("words")
    first = match["words"].rstrip(" -")
    total, below, last = Decimal(0), Decimal(0), 10**15
    half = first.startswith("half")
    if first == "dozen":
        below, last = Decimal(12), 0
    elif half or first in ("a", "an"):
        below, last = Decimal("0.5") if half else _ONE, 1
        stop = match.end() - 1
    else:
        below, last = Decimal(_WORDS[first]), 10 if first in TENS else 1
    scale_seen = False
    while word := _NEXT_WORD.match(low, stop):
        name = word[2]
        if name in _SCALE_VALUES:
            size = _SCALE_VALUES[name]
            if word[1] or (size > 100 and total and total < size) or (size in (12, 100) and below >= 100):
                break
            if size in (12, 100):
                below *= size
            else:
                total, below = total + below * size, Decimal(0)
            last, scale_seen = 100, True
        elif last == 10 and name in ONES and 0 < ONES[name] < 10 and not word[1]:
            below, last = below + ONES[name], 1
        elif last == 100 and (below == 0 or below % 100 == 0) and (word[1] or low[word.start()] == " "):
            below, last = below + _WORDS[name], 10 if name in TENS else 1
        else:
            break
        stop = word.end()
    value = total + below
    if not scale_seen:
        if last == 10 and (ordinal := _ORDINAL_AFTER.match(low, stop)) and ORDINALS[ordinal[1]] < 10:
            found.append(Reading("ordinal", value + ORDINALS[ordinal[1]], "", start, ordinal.end()))
            return ordinal.end()
        if value <= 20 and (part := _PART_AFTER.match(low, stop)):
            below_line = PARTS[part[1]]
            plural = part[1].endswith("s") or part[1] == "halves"
            if value < below_line and (plural or value == 1):
                found.append(Reading("fraction", f"{canonical(value)}/{below_line}", "", start, part.end()))
                return part.end()
    return _scaled(low, start, stop, "words", value, found)


def _month(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    name, (start, stop) = match["month"], match.span("month")
    day = _DAY_AFTER_MONTH.match(low, stop)
    if name in CAPITAL and not text[start].isupper():
        return stop
    if name == "may" and not day and (start == 0 or text[start - 2 : start - 1] in '.!?"“”'):
        return stop
    month = MONTHS[name]
    if day:
        year = int(day[2]) if day[2] else None
        found.append(Reading("date", date_value(year, month, int(day[1])), "", start, day.end()))
        return day.end()
    year_after = _YEAR_AFTER_MONTH.match(low, stop)
    if year_after:
        found.append(Reading("date", date_value(int(year_after[1]), month), "", start, year_after.end()))
        return year_after.end()
    found.append(Reading("date", date_value(None, month), "", start, stop))
    return stop


def _date(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    found.append(Reading("date", date_value(*map(int, re.findall("[0-9]+", match.group()))), "", *match.span()))
    return match.end()


def _slashed(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    parts = [int(part) for part in re.findall("[0-9]+", match.group())]
    month, day = parts[:2]
    if len(parts) == 2 and month < day <= 10:
        found.append(Reading("fraction", f"{month}/{day}", "", *match.span()))
    else:
        year = None if len(parts) == 2 else parts[2] if parts[2] > 99 else parts[2] + (2000 if parts[2] < 50 else 1900)
        found.append(Reading("date", date_value(year, month, day), "", *match.span()))
    return match.end()


def _vague(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    value = 1
    for word in match["vague"].split():
        value *= _VAGUE.get(word) or SCALES.get(word, 1)
    found.append(Reading("vague", Decimal(value), "", *match.span("vague")))
    return match.end()


def _part(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    start, stop = match.span("part")
    word = match["part"]
    if word.startswith("a"):
        found.append(Reading("fraction", f"1/{PARTS[re.split('[ -]', word)[1]]}", "", start, stop))
    elif low.startswith((" an hour", "-hour", " hour"), stop):
        found.append(Reading("measure", Decimal("0.5"), "hour", start, stop))
    elif low.startswith((" a year", "-year"), stop):
        found.append(Reading("measure", Decimal("0.5"), "year", start, stop))
    else:
        found.append(Reading("fraction", "1/2", "", start, stop))
    return stop


def _weekday(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    name, (start, stop) = match["weekday"], match.span("weekday")
    if name not in CAPITAL or text[start].isupper():
        found.append(Reading("weekday", str(WEEKDAYS[name]), "", start, stop))
    return stop


def _roman(low: str, match: re.Match[str], found: _Found, text: str) -> int:
    """Read a Roman numeral after a name: `World War II`, `Elizabeth I`; I, V, X and L alone are mostly letters."""
    start, stop = match.span("roman")
    name = match["roman"]
    value = roman_value(name)
    if value and text[start:stop].isupper() and low[start - 1 : start] == " ":
        before = text[max(0, start - 20) : start - 1].rpartition(" ")[2]
        if before[:1].isupper() and before.isalpha() and (len(name) > 1 or before == "War"):
            found.append(Reading("ordinal", Decimal(value), "", start, stop))
    return stop


def _word(kind: Kind, value: Callable[[str], str | Decimal]) -> Callable[[str, re.Match[str], _Found, str], int]:
    """Return a reader of a word that is a quantity by itself."""

    def read_word(low: str, match: re.Match[str], found: _Found, text: str) -> int:
        group = match.lastgroup or 0
        found.append(Reading(kind, value(match.group(group)), "", *match.span(group)))
        return match.end()

    return read_word


_READERS: dict[str | None, Callable[[str, re.Match[str], _Found, str], int]] = {
    "number": _number,
    "words": _words,
    "month": _month,
    "date": _date,
    "slashed": _slashed,
    "vague": _vague,
    "vulgar": _word("fraction", lambda word: "/".join(map(str, VULGAR[word]))),
    "relative": _word("relative", ENGLISH_RELATIVE.__getitem__),
    "ordinal": _word("ordinal", lambda word: Decimal(ORDINALS[word])),
    "multiple": _word("multiple", lambda word: Decimal(MULTIPLES[word])),
    "part": _part,
    "weekday": _weekday,
    "clock": _word("time", lambda word: "12:00" if word == "noon" else "00:00"),
    "decade": _word("decade", _DECADES.__getitem__),
    "roman": _roman,
}
