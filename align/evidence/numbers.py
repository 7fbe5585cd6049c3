"""Numbers of a sentence as values that compare across the languages.

`1억1천만 달러`, `$110 million` and `110,000,000` all give 110000000. Digits and number words with
their units are read; a Korean number written in syllables alone (`이`, `만`) is not, since most such
syllables are no numbers.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_KO_LARGE = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
_KO_SMALL = {"십": 10, "백": 100, "천": 1000}
_EN_SCALE = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mln": 10**6, "bln": 10**9, "trln": 10**12,
}  # fmt: skip
_EN_NUMBERS = {
    word: value
    for value, words in enumerate(
        [
            "one|first",
            "two|second|twice",
            "three|third",
            "four|fourth",
            "five|fifth",
            "six|sixth",
            "seven|seventh",
            "eight|eighth",
            "nine|ninth",
            "ten|tenth",
            "eleven|eleventh",
            "twelve|twelfth|dozen",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        1,
    )
    for word in words.split("|")
} | {
    tens: 10 * value
    for value, tens in enumerate(["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 3)
}
_KO_NATIVE = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "첫": 1, "둘": 2, "셋": 3, "넷": 4, "스무": 20,
}  # fmt: skip
_MONTHS = {
    name: month
    for month, names in enumerate(
        [
            "Jan|January",
            "Feb|February",
            "Mar|March",
            "Apr|April",
            "May",
            "Jun|June",
            "Jul|July",
            "Aug|August",
            "Sep|Sept|September",
            "Oct|October",
            "Nov|November",
            "Dec|December",
        ],
        1,
    )
    for name in names.split("|")
}
#: English words with a value. Months only with a capital: `may` and `march` are verbs.
_EN_WORDS = {form: value for word, value in _EN_NUMBERS.items() for form in (word, word.capitalize())} | _MONTHS

_HANGUL = re.compile("[가-힣]")
# Possessive, and never from the middle of a number: time stays linear in the text.
_PLAIN = r"(?<!\d)\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+"
_KO_NUMBER = re.compile(rf"{_PLAIN}(?:\s?[십백천]?[만억조경]|[십백천])(?:\s?(?:{_PLAIN})?+[십백천]?+[만억조경]?+)*+")
_KO_PART = re.compile(rf"({_PLAIN})?([십백천]?)([만억조경]?)")
#: Characters of the longest number that is read: longer runs of digits are keys, not values.
_LONGEST = 30
_KO_COUNT = re.compile(
    r"(다섯|여섯|일곱|여덟|아홉|스무|한|두|세|네|열|첫|둘|셋|넷)\s?"
    r"(?:번째|째|명|개월|개|살|달|배|가지|차례|곳|나라|사람|시간|시|해|군데|마리|건|쪽|대|편)"
)
_EN_NUMBER = re.compile(
    rf"(?<![a-z0-9.])({_PLAIN})(?:[\s-]?(hundred|thousand|million|billion|trillion|mln|bln|trln)\b)?", re.IGNORECASE
)
_LETTERS = re.compile("[A-Za-z]+")


def _value(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _korean_value(text: str) -> Decimal:
    """Return the value of digits mixed with 십, 백, 천, 만, 억, 조: sums within a myriad, myriads added up."""
    total, myriad = Decimal(0), Decimal(0)
    for digits, small, large in _KO_PART.findall(text.replace(" ", "")):
        if not (digits or small or large):
            continue
        if digits or small:
            myriad += (_value(digits) if digits else Decimal(1)) * _KO_SMALL.get(small, 1)
        if large:
            total += (myriad or Decimal(1)) * _KO_LARGE[large]
            myriad = Decimal(0)
    return total + myriad


def _key(value: Decimal) -> str:
    return format(value.normalize(), "f")


def numbers(text: str) -> frozenset[str]:
    """Return the values of the numbers in a Korean or English text, each as a plain decimal string.

    Months give their number. Never raises, whatever the text.
    """
    text = unicodedata.normalize("NFKC", text)
    found: set[str] = set()
    if _HANGUL.search(text):
        for match in _KO_NUMBER.finditer(text):
            if len(match.group()) <= _LONGEST:
                found.add(_key(_korean_value(match.group())))
        text = _KO_NUMBER.sub(" ", text)
        for match in _KO_COUNT.finditer(text):
            if not _HANGUL.match(text, match.start() - 1) or not match.start():
                found.add(str(_KO_NATIVE[match.group(1)]))
    else:
        words = _LETTERS.findall(text)
        if not _EN_WORDS.keys().isdisjoint(words):
            for word, after in zip(words, [*words[1:], ""], strict=True):
                if word in _EN_WORDS:
                    found.add(str(_EN_WORDS[word] * _EN_SCALE.get(after, 1)))
    for digits, scale in _EN_NUMBER.findall(text):
        if len(digits) <= _LONGEST:
            found.add(_key(_value(digits) * _EN_SCALE.get(scale.lower(), 1)))
    return frozenset(found)
