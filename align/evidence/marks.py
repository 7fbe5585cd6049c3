"""Marks that a translation keeps: quotation marks, questions, exclamations, bullets, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_MARK = re.compile("(?P<open>[“„«『《「〈‘])|(?P<close>[”»』》」〉’])|(?P<plain>[\"'])|(?P<ask>[?!]++)")
#: '90s, '22년.
_SHORT_YEAR = re.compile("[0-9](?:0s|[0-9]년)")
_SINGLE = frozenset("「〈‘」〉’'")


def marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a Korean or English text, in the order of the text.

    A quotation mark without its partner, as in a sentence cut from a longer quotation, covers itself alone.
    Apostrophes are none. Never raises, and takes time linear in the text.
    """
    shadow = shadow_of(text)
    bullets = _bullets(shadow.text)
    addresses = _addresses(shadow.text)
    taken = [(start, stop) for _, _, start, stop in addresses]
    found = bullets + addresses + _quotes_and_ends(shadow.text, bullets[0][3] if bullets else 0, taken)
    out = []
    for kind, value, start, stop in sorted(found, key=lambda mark: mark[2:]):
        span = Span(shadow.to_raw(start), shadow.to_raw(stop))
        out.append(Mark(kind, value, span, text[span.start : span.stop]))
    return tuple(out)


_Found = tuple[MarkKind, str, int, int]


def _bullets(text: str) -> list[_Found]:
    """Return the bullet that a text begins with, if any."""
    bullet = _BULLET.match(text)
    if bullet is None or bullet.lastgroup is None:
        return []
    name = bullet[bullet.lastgroup]
    value = {"sign": "", "circled": str(ord(name[0]) - ord("①") + 1)}.get(bullet.lastgroup, name.lower())
    start = bullet.end() - len(bullet.group().lstrip())
    return [("bullet", value, start, bullet.end())]


def _addresses(text: str) -> list[_Found]:
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    found: list[_Found] = []
    for match in _ADDRESS.finditer(text):
        kind: MarkKind = "url" if match["url"] else "email"
        address = match.group().rstrip(".,;:!?…") if kind == "url" else match.group()
        value = address.lower().split("://")[-1].removeprefix("www.").rstrip("/")
        found.append((kind, value, match.start(), match.start() + len(address)))
    return found


def _quotes_and_ends(text: str, at: int, taken: Iterable[tuple[int, int]]) -> list[_Found]:
    """Return quotations, questions and exclamations from `at` on, outside the `taken` intervals, which are in order."""
    found: list[_Found] = []
    opened: dict[str, list[int]] = {"single": [], "double": []}
    addresses = iter([*taken, (len(text) + 1, len(text) + 1)])
    start, stop = next(addresses)
    for match in _MARK.finditer(text, at):
        place, mark = match.start(), match.group()
        while place >= stop:
            start, stop = next(addresses)
        if place >= start:
            continue
        if match.lastgroup == "ask":
            kinds: tuple[tuple[str, MarkKind], ...] = (("?", "question"), ("!", "exclamation"))
            found += [(kind, "", place, match.end()) for sign, kind in kinds if sign in mark]
            continue
        size = "single" if mark in _SINGLE else "double"
        waiting = opened[size]
        role = match.lastgroup if mark not in "'’" else _apostrophe(text, place, waiting=bool(waiting))
        if role == "open" or (role == "plain" and not waiting):
            waiting.append(place)
        elif role and waiting:
            found.append(("quote", size, waiting.pop(), place + 1))
        elif role and mark not in "'’":
            found.append(("quote", size, place, place + 1))
    for size, places in opened.items():
        found += [("quote", size, place, place + 1) for place in places if text[place] != "'"]
    return found


def _apostrophe(text: str, place: int, *, waiting: bool) -> str:
    """Tell what an apostrophe is: `open`, `close`, or empty where it is none of both."""
    before, after = text[place - 1 : place] if place else " ", text[place + 1 : place + 2] or " "
    if waiting and not before.isspace() and not (after.isascii() and after.isalnum()):
        return "close"
    opens = text[place] == "'" and not after.isspace() and not (before.isascii() and before.isalnum())
    return "open" if opens and before not in ".,!?)%" and not _SHORT_YEAR.match(text, place + 1) else ""
