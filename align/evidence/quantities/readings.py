"""The quantities of a sentence, in either language."""

from __future__ import annotations

import re

from align.bitext import Language, Span
from align.evidence.quantities import english, korean
from align.evidence.quantities.quantity import Quantity, Reading
from align.shadow import shadow_of

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
#: Numbers of addresses and of coded characters are none.
_NOT_TEXT = re.compile(r"(?:https?://|www\.)\S++|&#[0-9]{1,7};")


def _is_korean(text: str) -> bool:
    """Tell Korean from English: an English word takes about three times the letters of a Korean one.

    Hangul takes 3 bytes a character: where that makes a third of a text, there is no need to count.
    """
    if not _HANGUL.search(text):
        return False
    if 3 * (len(text.encode("utf-8", "surrogatepass")) - len(text)) > 2 * len(text):
        return True
    return 3 * len(_HANGUL.findall(text)) >= len(_LATIN.findall(text))


def _lower(text: str) -> str:
    """Return a text in lower case and of the same length."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def readings(text: str, language: Language | None = None) -> list[Reading]:
    """Return the quantities of a composed, half-width text, in its order; offsets count from 1.

    Numbers and words are searched for apart, as each alone is found fast; what begins first is read first.
    """
    if "://" in text or "www." in text or "&#" in text:
        text = _NOT_TEXT.sub(lambda match: " " * len(match.group()), text)
    is_korean = language == "ko" if language else _is_korean(text)
    # A word begins after a character.
    raw = " " + text + " "
    found: list[Reading] = []
    low = raw if is_korean else _lower(raw)
    find_digits = (korean if is_korean else english).DIGITS.search
    find_words = (korean if is_korean else english).WORDS.search
    digits, words = find_digits(low), find_words(low)
    while digits or words:
        if words is None or (digits is not None and digits.start() <= words.start()):
            assert digits is not None
            at = korean.read_digits(low, digits, found) if is_korean else english.read_digits(low, raw, digits, found)
        else:
            at = korean.read_word(low, words, found) if is_korean else english.read_word(low, raw, words, found)
        if digits and digits.start() < at:
            digits = find_digits(low, at)
        if words and words.start() < at - 1:
            words = find_words(low, at - 1)
    return found


def quantities(text: str, language: Language | None = None) -> tuple[Quantity, ...]:
    """Return numbers, money, measures, dates and times of a Korean or English text, in the order of the text.

    Without `language` the script decides. Offsets are those of `text` as given, whatever its normal form.
    Never raises, and takes time linear in the text. Numerals of more than 30 characters are left out.
    """
    shadow = shadow_of(text)
    found = []
    for kind, value, unit, start, stop, about in readings(shadow.text, language):
        span = Span(shadow.to_raw(start - 1), shadow.to_raw(stop - 1))
        found.append(Quantity(kind, value, unit, span, text[span.start : span.stop], about))
    return tuple(found)
