"""Where quotations and brackets open and close in a run of text."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile("[\"“”‘’'「」『』《》〈〉()\\[\\]（）]")
_CLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "(": ")", "[": "]"}
_OPENING = {close: opening for opening, close in _CLOSING.items()}
_BEFORE_CLOSING = frozenset(".,?!…;:")


class Quotation(NamedTuple):
    """An outermost quotation or bracket: offsets of its two marks."""

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
        opening = _reading(text, i, mark, stack)
        if opening is None:
            continue
        if opening:
            if len(stack) < 8:
                stack.append((i, mark))
            continue
        wanted = _OPENING.get(mark, mark)
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][1] == wanted:
                start = stack[depth][0]
                del stack[depth:]
                if i - start <= limit:
                    while found and found[-1].start > start:
                        found.pop()
                    found.append(Quotation(start, i, wanted))
                break
    return found


def _reading(text: str, i: int, mark: str, stack: list[tuple[int, str]]) -> bool | None:
    """Whether a mark opens (True), closes (False) or is an apostrophe or a unit sign (None)."""
    if mark in _CLOSING:
        if mark == "‘" and i + 1 < len(text) and text[i + 1].isdigit() and not _has_open(stack, "‘"):
            return True
        return True
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if mark == "’" or mark == "'":
        if _is_word(before) and _is_word(after):
            return None if after.isascii() else False
        if mark == "’":
            return False if _has_open(stack, "‘") else None
    if mark in _OPENING:
        return False
    is_open = _has_open(stack, mark)
    if mark == '"' and before.isdigit() and not is_open:
        return None
    starts = before.isspace() or before in "([{‘“「『-–—:·/,…=<〈《" or (not before.isascii() and not before.isalnum())
    ends = after.isspace() or after in ".,?!;:)]}…-–—"
    if is_open:
        return not (ends or not starts or before in _BEFORE_CLOSING) if mark == '"' else (starts and not ends)
    return (not after.isspace() and (starts or not before.isascii() or mark == '"')) or None


def _has_open(stack: list[tuple[int, str]], mark: str) -> bool:
    return any(opening == mark for _, opening in stack)


def _is_word(char: str) -> bool:
    return char.isalnum()


def last_inside(text: str, stop: int) -> str:
    """Return the last character inside a quotation that ends before `stop`, closing marks left out."""
    return text[max(0, stop - 5) : stop].rstrip("\"'”’」』》〉)]")[-1:]
