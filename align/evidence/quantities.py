"""The quantities of a sentence, in either language."""

from __future__ import annotations

import re

from align.bitext import Language, Span
from align.evidence import english, korean
from align.evidence.quantity import Quantity, Reading
from align.shadow import shadow_of

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")


def _language(text: str) -> Language:
    """Tell Korean from English: an English word takes about three times the letters of a Korean one."""
    if not _HANGUL.search(text):
        return "en"
    return "ko" if 3 * len(_HANGUL.findall(text)) >= len(_LATIN.findall(text)) else "en"


def readings(text: str, language: Language | None = None) -> list[Reading]:
    """Return the quantities of a composed, half-width text, with offsets into it."""
    return korean.read(text) if (language or _language(text)) == "ko" else english.read(text)


def quantities(text: str, language: Language | None = None) -> tuple[Quantity, ...]:
    """Return numbers, money, measures, dates and times of a Korean or English text, in the order of the text.

    Without `language` the script decides. Offsets are those of `text` as given, whatever its normal form.
    Never raises, and takes time linear in the text. Numerals of more than 30 characters are left out.
    """
    shadow = shadow_of(text)
    found = []
    for kind, value, unit, start, stop, about in readings(shadow.text, language):
        span = Span(shadow.to_raw(start), shadow.to_raw(stop))
        found.append(Quantity(kind, value, unit, span, text[span.start : span.stop], about))
    return tuple(found)
