"""Marks that a translation keeps: quotation marks, questions, exclamations, bullets, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from align.bitext import Span
from align.shadow import shadow_of

MarkKind = Literal["quote", "question", "exclamation", "bullet", "url", "email"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a sentence, equal across the languages where `kind` and `value` are.

    `value` is the address of a url or email in lower case, without `http://` and a closing slash; `double` or
    `single` for the two kinds of quotation marks; the number of a numbered bullet (`1`, `a`), or empty.
    `span` holds character offsets into the text as given; that of a quote covers the quotation with its marks.
    """

    kind: MarkKind
    value: str
    span: Span
    text: str


_ADDRESS = re.compile(
    r"(?P<url>(?<![A-Za-z0-9])(?:https?://|www\.)[^\s<>\"“”'‘’()\[\]가-힣]{3,})"
    r"|(?P<email>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}+\.){1,8}+(?<=\.)[A-Za-z]{2,24}+)"
)
_BULLET = re.compile(
    r"\s*+(?:(?P<sign>[•·∙ㆍ▲△▶▷►◆◇■□●○◦★☆※✓✔➤➔→*]|[-–—](?=\s))"
    r"|(?P<circled>[①-⑳])"
    r"|\(?(?P<number>[0-9]{1,2}|[a-hA-H]|[가나다라마바사아](?=[.)]\s))[.)](?=\s))"
)
_MARK = re.compile(
    '(?P<open>[“„«『《「〈‘])|(?P<close>[”»』》」〉]|(?<![A-Za-z0-9])’|’(?![A-Za-z0-9]))|(?P<plain>")'
    r"|(?P<apostrophe>'(?![A-Za-z0-9])|(?<![A-Za-z0-9.,!?)%])')|(?P<ask>[?!]++)"
)
_SINGLE = frozenset("「〈‘」〉’'")


def marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a Korean or English text, in the order of the text.

    A quotation mark without its partner, as in a sentence cut from a longer quotation, covers itself alone.
    Apostrophes inside words are none. Never raises, and takes time linear in the text.
    """
    shadow = shadow_of(text)
    reading = shadow.text
    found: list[tuple[MarkKind, str, int, int]] = []
    at = 0
    if (bullet := _BULLET.match(reading)) and bullet.lastgroup:
        name = bullet[bullet.lastgroup]
        value = (
            ""
            if bullet.lastgroup == "sign"
            else str(ord(name) - ord("①") + 1)
            if len(name) == 1 and name in _CIRCLED
            else name.lower()
        )
        found.append(
            ("bullet", value, bullet.start() + len(bullet.group()) - len(bullet.group().lstrip()), bullet.end())
        )
        at = bullet.end()
    addresses = _addresses(reading)
    found += addresses
    found += _quotes_and_ends(reading, at, [(start, stop) for _, _, start, stop in addresses])
    out = []
    for kind, value, start, stop in sorted(found, key=lambda mark: mark[2:]):
        span = Span(shadow.to_raw(start), shadow.to_raw(stop))
        out.append(Mark(kind, value, span, text[span.start : span.stop]))
    return tuple(out)


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def _addresses(text: str) -> list[tuple[MarkKind, str, int, int]]:
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    found: list[tuple[MarkKind, str, int, int]] = []
    for match in _ADDRESS.finditer(text):
        kind: MarkKind = "url" if match["url"] else "email"
        address = match.group().rstrip(".,;:!?…") if kind == "url" else match.group()
        value = address.lower().split("://")[-1].removeprefix("www.").rstrip("/")
        found.append((kind, value, match.start(), match.start() + len(address)))
    return found


def _quotes_and_ends(text: str, at: int, taken: list[tuple[int, int]]) -> list[tuple[MarkKind, str, int, int]]:
    """Return quotations, questions and exclamations outside the `taken` intervals, which are in order."""
    found: list[tuple[MarkKind, str, int, int]] = []
    opened: dict[str, list[int]] = {"single": [], "double": []}
    addresses = iter([*taken, (len(text) + 1, len(text) + 1)])
    start, stop = next(addresses)
    for match in _MARK.finditer(text, at):
        place = match.start()
        while place >= stop:
            start, stop = next(addresses)
        if place >= start:
            continue
        mark = match.group()
        if match.lastgroup == "ask":
            if "?" in mark:
                found.append(("question", "", place, match.end()))
            if "!" in mark:
                found.append(("exclamation", "", place, match.end()))
            continue
        size = "single" if mark in _SINGLE else "double"
        waiting = opened[size]
        if match.lastgroup == "open" or (match.lastgroup != "close" and not waiting):
            waiting.append(place)
        elif waiting:
            found.append(("quote", size, waiting.pop(), place + 1))
        elif mark not in "’'":
            found.append(("quote", size, place, place + 1))
    for size, places in opened.items():
        found += [("quote", size, place, place + 1) for place in places if text[place] != "'"]
    return found
