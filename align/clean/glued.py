"""Bylines glued to text: datelines and bylines in front of a lead, photo credits behind a caption."""

from __future__ import annotations

import re

from align.bitext import Language
from align.clean import patterns

_LAST_STOP_KO = re.compile(r"[.?!다습\]”\"’]\s*(?=\S)")
_MAX_CREDIT = 90


def byline_stop(text: str, language: Language) -> int:
    """Return how many characters in front of a line are a byline or dateline, white space included; 0 if none."""
    first, second = patterns.LEAD_BYLINE_KO, patterns.LEAD_BYLINE_EN
    match = first.match(text) or second.match(text)
    if match is None or match.end() >= len(text):
        return 0
    return match.end()


def credit_start(text: str, language: Language) -> int | None:
    """Return where the photo credit at the end of a caption begins, or None."""
    pattern = patterns.CREDIT_KO if language == "ko" else patterns.CREDIT_EN
    tail = max(0, len(text) - _MAX_CREDIT)
    for match in _BREAK.finditer(text, tail):
        start = match.end()
        if start < len(text) and start >= 8 and pattern.fullmatch(text, start):
            return start
    return None


#: A credit starts after a sentence, a bracketed remark or a noun, at white space or at its own bracket.
_BREAK = re.compile(
    r"(?<=[.?!”\"’)\]다습])\s+|(?<=[.?!”\"’다])(?=[/\[(<ⓒ©])|\s+(?=[/\[(<ⓒ©])|\s+(?=[Pp]hoto\b|"
    r"Photograph|Courtesy|사진|자료)"
)
