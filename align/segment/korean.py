"""Korean sentences: candidate stops by one pattern, each decided from its neighbourhood."""

from __future__ import annotations

import re

from align.segment.quotes import last_inside

#: Terminal punctuation with the marks that close behind it, at white space or glued to what follows.
STOP = re.compile(
    r"(?:[.?!]+|[。？！])[\"'”’˝)\]」』》〉]*(?=\s|$)"
    r"|(?<=[다요죠까음함됨임])[.?!](?=[가-힣\"“‘'(\[「『A-Z\d▲△◇■])|[?!](?=[가-힣])"
)

_LATIN_BEFORE = re.compile(r"[A-Za-z.]{1,12}$")
_DATE_BEFORE = re.compile(r"(?:^|[^\d])\d{1,4}(?:\.\s?\d{1,2}){1,2}$|(?:^|\s)['’]?\d{1,2}$|\d{4}$")
_ABBREVIATION_WORDS = """
    mr mrs ms dr prof st no vol vs inc co corp ltd jr sr gen rep sen jan feb mar apr jun jul aug sep sept oct nov
    dec etc e.g i.e u.s u.k u.n
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
#: What takes up a quotation behind its closing mark, glued or after a space.
_TAKES_UP = re.compile(
    r"\s*(?:이?라(?:고|며|면서|는|던|던가|더니|든지|지만|도|거나|는데|서)?(?=[\s,.]|$)|"
    r"이?란(?=\s)|[고며](?=[\s,])|면서|하고|하며|하는|하면서|했|한다|"
    r"며|는(?=\s)|다(?:고|며|면서|는)|냐(?:고|며|는)|자(?:고|며|는)|등(?=[\s의을이,])|"
    r"(?:이?라?고\s)?(?:말|밝|전|강조|설명|덧붙|주장|지적|호소|토로|반문|답|물었|묻|외쳤|"
    r"외치|썼|쓴|적었|적은)(?:했|혔|하|하며|한|였|이))"
)
_PARTICLES = re.compile(r"\s*(?:은|는|이|가|을|를|의|에|에서|와|과|도|만|로|으로)(?=\s)")


def is_stop(text: str, start: int, stop: int, stops_at_end: int) -> bool:
    """Whether the candidate `text[start:stop]` ends a sentence. `stops_at_end` is the length of the text."""
    if stop >= stops_at_end:
        return True
    marks = text[start:stop]
    if marks.startswith("..") or (start and text[start - 1] == "…"):
        return False
    before = text[start - 1] if start else " "
    if before.isspace():
        return False
    after = text[stop]
    if not after.isspace():
        return not (marks[0] in "?!" and _TAKES_UP.match(text, stop, stop + 12)) and not (
            before in "음함됨임" and after.isdigit()
        )
    if marks[-1] not in ".?!。？！" and _TAKES_UP.match(text, stop, min(len(text), stop + 16)):
        return False
    if marks[0] != ".":
        return not (marks[-1] in ")]" and _PARTICLES.match(text, stop, stop + 8))
    if before.isdigit():
        return not _DATE_BEFORE.search(text, max(0, start - 14), start)
    if before.isascii() and before.isalpha():
        return not _is_latin_abbreviation(text, start)
    return not _is_numbering(text, start, before)


def _is_latin_abbreviation(text: str, start: int) -> bool:
    found = _LATIN_BEFORE.search(text, max(0, start - 12), start)
    token = found.group() if found else ""
    return (
        token.lower() in _ABBREVIATIONS
        or (len(token) == 1 and token.isupper())
        or (len(token) > 2 and token[-2] == ".")
    )


def _is_numbering(text: str, start: int, before: str) -> bool:
    """Whether the stop belongs to a list sign in front of a line: `가.`, `나.`"""
    return before in "가나다라마바사아자차카타파하" and (start == 1 or text[start - 2].isspace()) and start <= 3


def goes_on(text: str, start: int, stop: int) -> bool:
    """Whether the sentence goes on behind a quotation `text[start:stop]`, marks included."""
    inner = last_inside(text, stop)
    if stop >= len(text):
        return inner not in ".?!…"
    after = text[stop]
    if not after.isspace():
        return after not in ".?!\"”’'])"
    if inner not in ".?!…":
        return True
    return _TAKES_UP.match(text, stop, min(len(text), stop + 16)) is not None
