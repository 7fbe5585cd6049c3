"""Where quotations and brackets open and close in a run of text."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile("[\"“”˝‘’'「」『』《》〈〉()\\[\\]]")
_CLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "(": ")", "[": "]"}
_OPENING = {close: opening for opening, close in _CLOSING.items()}
#: Writers mix typographic and plain marks: one closes the other.
_STANDS_FOR = {"”": ('"', "˝"), '"': ("“",), "’": ("'",), "'": ("‘",), "˝": ("“", '"')}
#: Nobody writes these inside their own kind: the outer one was never closed, or never opened.
_NEVER_NESTED = frozenset("“\"˝‘'")
_DEEPEST = 8
#: Closing marks, and spaces that some writers put in front of them.
_BEHIND = "\"'”’˝」』》〉)] "


class Quotation(NamedTuple):
    """An outermost quotation or bracket: offsets of its two marks, and the opening mark."""

    start: int
    stop: int
    mark: str


def quotations(text: str, limit: int) -> list[Quotation]:
    """Return the outermost quotations and brackets of a text, in order, in linear time.

    One that is longer than `limit` characters, or never closes, counts as absent, and so do its
    marks: what stands in it is read as if it stood alone.
    """
    found: list[Quotation] = []
    stack: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        i, mark = match.start(), match.group()
        opens = _opens(text, i, mark, stack)
        if opens is None:
            continue
        if opens:
            if len(stack) == _DEEPEST:
                del stack[0]
            stack.append((i, mark))
            continue
        depth = _partner(stack, mark)
        if depth is None:
            continue
        start, opening = stack[depth]
        del stack[depth:]
        if i - start > limit:
            continue
        inner = len(found)
        while inner and found[inner - 1].start > start:
            inner -= 1
        if opening in _NEVER_NESTED and any(quotation.mark == opening for quotation in found[inner:]):
            continue
        del found[inner:]
        found.append(Quotation(start, i, opening))
    return found


def _partner(stack: list[tuple[int, str]], mark: str) -> int | None:
    """Depth of the innermost open mark that `mark` closes: its own kind first."""
    for wanted in ((_OPENING.get(mark, mark),), _STANDS_FOR.get(mark, ())):
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][1] in wanted:
                return depth
    return None


def _opens(text: str, i: int, mark: str, stack: list[tuple[int, str]]) -> bool | None:
    """Whether a mark opens (True), closes (False), or is an apostrophe or a unit sign (None)."""
    if mark in _CLOSING:
        return True
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if mark in "’'" and before.isalnum() and after.isalnum() and (mark == "’" or before.isascii()):
        return None if after.isascii() else False
    if mark in _OPENING:
        return False
    if mark == '"' and before.isascii() and before.isalnum() and after.isascii() and after.islower():
        return None
    if mark in '"˝' and before.isdigit() and _partner(stack, mark) is None:
        return None
    starts = before.isspace() or before in "([{‘“「『-–—:·/,…=<〈《" or not (before.isascii() or before.isalnum())
    ends = after.isspace() or after in ".,?!;:)]}…-–—"
    if _partner(stack, mark) is not None:
        return starts and not ends and before not in ".,?!…;:"
    if mark == "'" and before.isalnum():
        return True if not before.isascii() and not after.isspace() else None
    return True if not after.isspace() else None


def last_inside(text: str, stop: int) -> str:
    """Return the last character inside a quotation that ends before `stop`, closing marks left out."""
    return text[max(0, stop - 5) : stop].rstrip(_BEHIND)[-1:]
