"""Names and notes of authors that stand in the story: at its end, or beside it as cards."""

from __future__ import annotations

import re

from align.bitext import Role
from align.clean import patterns
from align.clean.lines import Line
from align.clean.phrases import key_of

_NOTES = 3  # so many paragraphs from its end, a story may go over into notes on its author and outlet
_NAME = 30  # the longest name of an author, in characters
_CONTACT = 160  # the longest line that says how to reach an author, in characters
_BYLINE = 60  # the longest byline that is searched for names, in characters
_SPEAKS = re.compile(r"\b(?:said|says|told|asked|asks|added)\b|했다|말한다")
_FULL_NAME = re.compile(
    r"[가-힣]{3}(?=\s?[가-힣]{2,10}[은는]\s)|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,2}(?=\s(?:is|was|has|writes|covers)\s)"
)


def mark_authors(lines: list[Line], roles: list[Role], body: int, tail: int) -> None:
    """Give names of authors that are printed again, and notes on them, the role of bylines; chrome to what follows.

    The story is `lines[body:tail]`.
    """
    authors = [lines[i].text for i, role in enumerate(roles) if role == "byline" and len(lines[i].text) < _BYLINE]
    words = {word for author in authors for word in key_of(author).split()}
    for i, line in enumerate(lines):
        if roles[i] in ("body", "deck") and line.shape == "title" and len(line.text) <= _NAME:
            own = key_of(line.text).split()
            roles[i] = "byline" if len(own) > 1 and words.issuperset(own) else roles[i]
    told = [i for i in range(body, tail) if lines[i].is_prose]
    for i in told[2:][-_NOTES:]:
        text = lines[i].text
        covers = patterns.COVERS.match(text) and words.issuperset(key_of(text.split()[0]).split())
        reaches = "@" in text and len(text) < _CONTACT and patterns.EMAIL.search(text) is not None
        if covers or reaches or _opens_with(text, authors):
            roles[i] = "byline"
            roles[i + 1 : tail] = ["chrome" for _ in range(i + 1, tail)]
            return
    if tail - body > 2:
        last = lines[tail - 1].text
        found = _FULL_NAME.match(last)
        if patterns.is_author_note(last) or (found is not None and any(found.group() in name for name in authors)):
            roles[tail - 1] = "byline"


def _opens_with(text: str, authors: list[str]) -> bool:
    """Whether a line tells of an author: it begins with the full name, and lets nobody speak."""
    for author in authors:
        name = " ".join(patterns.bare_name(author).split())
        if " " in name and text.startswith(f"{name} ") and not _SPEAKS.search(text):
            return True
    return False
