"""Number words of both languages and the values of numerals written with them.

Libraries that were looked at first:

- word2number reads one English number that is cut out already, without ordinals, fractions or offsets;
- num2words writes numbers out, which is the other way;
- quantulum3 finds units with a trained classifier (scikit-learn) and knows no Korean;
- dateparser resolves dates against today, where a translation keeps what is written, and takes milliseconds a date;
- Babel parses numbers and dates that are cut out already, in the form that it writes itself;
- kiwipiepy's analyser tags Korean numerals, at a few hundred sentences a second.

Hence these tables.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: Digits with thousands separators and decimals. Possessive: a run of any length is read once.
PLAIN = r"[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+"
#: The same from a digit that is in the middle neither of a word nor of a number.
FIRST = r"[0-9](?<![A-Za-z0-9].)[0-9]*+(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+"
#: Characters of the longest numeral that is read: longer runs of digits are keys, not values.
LONGEST = 30

LARGE = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
SMALL = {"십": 10, "백": 100, "천": 1000}
SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
NATIVE_ONES = {
    "한": 1, "하나": 1, "첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "네": 4, "넷": 4, "넉": 4, "다섯": 5,
    "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
NATIVE_TENS = {
    "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
#: Two neighbouring numbers in one word.
NATIVE_RANGES = {"한두": (1, 2), "두세": (2, 3), "서너": (3, 4), "너덧": (4, 5), "네댓": (4, 5), "대여섯": (5, 6)}
#: Days counted in one word. 하루 and 보름 are vaguer than their figures.
DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10,
    "보름": 15, "열하루": 11, "열이틀": 12, "열사흘": 13, "열나흘": 14, "스무날": 20,
}  # fmt: skip

ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
#: What may follow digits: `3.5bn`; single letters only after a currency sign.
SHORT_SCALES = SCALES | {
    "mln": 10**6, "bln": 10**9, "trln": 10**12, "bn": 10**9, "mn": 10**6, "tn": 10**12, "k": 10**3, "m": 10**6,
    "b": 10**9, "t": 10**12,
}  # fmt: skip
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        1,
    )
} | {
    word: 10 * value
    for value, word in enumerate(
        "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split(), 2
    )
}
MULTIPLES = {
    "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "triple": 3, "tripled": 3,
    "triples": 3, "tripling": 3, "quadruple": 4, "quadrupled": 4, "twofold": 2, "threefold": 3, "fourfold": 4,
    "fivefold": 5, "sixfold": 6, "tenfold": 10,
}  # fmt: skip
#: Denominators in words.
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100,
}  # fmt: skip
#: The least that a vague number can mean.
VAGUE = {
    **{"tens of": 10, "dozens of": 10, "scores of": 10},
    **{"hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12},
    **{
        f"{many} of {words}": many_size * size
        for many, many_size in {"tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 10**3}.items()
        for words, size in {"thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12}.items()
    },
    **{f"{some} {word}": size for some in ("several", "few", "many") for word, size in SCALES.items()},
}
DECADES = {
    word: str(10 * tens)
    for tens, words in enumerate(
        [
            "teen teens teenage teenager teenagers",
            "twenties twentysomething twentysomethings",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties",
        ],
        1,
    )
    for word in words.split()
}
#: Characters that are a fraction.
VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}

_NAME = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Za-z]{0,7}-$")
_KOREAN_PART = re.compile(rf"({PLAIN}|[일이삼사오육칠팔구])?([십백천]?)([만억조경]?)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def digits_value(digits: str) -> Decimal:
    """Return the value of digits with or without thousands separators."""
    return Decimal(digits.replace(",", ""))


def is_year(digits: str) -> bool:
    """Tell whether digits without a unit are more likely a year than anything else."""
    return len(digits) == 4 and digits.isdigit() and 1500 <= int(digits) < 2100


def is_in_name(text: str, start: int) -> bool:
    """Tell whether the digits at `start` belong to a name: KF-21, COVID-19, Su-35."""
    return text[start - 1] == "-" and _NAME.search(text, max(0, start - 9), start) is not None


def korean_value(text: str) -> Decimal:
    """Return the value of digits or Sino-Korean digits mixed with 십, 백, 천, 만, 억, 조, 경.

    Sums within a myriad, myriads added up.
    """
    total, myriad = Decimal(0), Decimal(0)
    for digits, small, large in _KOREAN_PART.findall(text.replace(" ", "")):
        if not (digits or small or large):
            continue
        if digits or small:
            count = 1 if not digits else SINO[digits] if digits in SINO else digits_value(digits)
            myriad += count * Decimal(SMALL.get(small, 1))
        if large:
            total += (myriad or Decimal(1)) * LARGE[large]
            myriad = Decimal(0)
    return total + myriad


def roman_value(text: str) -> int | None:
    """Return the value of a Roman numeral in lower case up to a few hundred, or None where it is none."""
    total, last = 0, 0
    for letter in reversed(text):
        value = _ROMAN.get(letter, 0)
        total += value if value >= last else -value
        last = max(last, value)
    return total if text and to_roman(total) == text else None


def to_roman(value: int) -> str:
    """Return a Roman numeral in lower case."""
    text = ""
    for size, letters in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
                          (1, "i")):  # fmt: skip
        while value >= size:
            text += letters
            value -= size
    return text
