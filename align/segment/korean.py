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
_DATE_BEFORE = re.compile(r"(?:^|[^\d])\d{1,4}(?:\.\s?\d{1,2}){1,2}$|(?<!\d)(?:19|20)\d\d$")
_ABBREVIATION_WORDS = """
    mr mrs ms dr prof st no vol vs inc co corp ltd jr sr gen rep sen jan feb mar apr jun jul aug sep sept oct nov
    dec etc e.g i.e u.s u.k u.n
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
#: What takes up a quotation behind its closing mark, glued or after a space.
_TAKES_UP = re.compile(
    r"\s*(?:이?라(?:고|며|면서|는|던|던가|더니|든지|지만|도|거나|는데|서)?(?=[\s,.]|$)|"
    r"이?란(?=\s)|[고며](?=[\s,])|면서|하고|하며|하는|"
    r"하면서|했|한다|는(?=\s)|다(?:고|며|면서|는)|냐(?:고|며|는)|자(?:고|며|는)|등(?=[\s의을이,])"
    r"|(?:말|설명|강조|주장|지적|반문|대답|호소|토로)(?:했|한다|하며|하면서|하고)|답했|"
    r"답하며|밝혔|밝히|전했|덧붙|물었|되물|되뇌|외쳤|외치|적었|"
    r"썼다|소리쳤|소리치|중얼|속삭)"
)
#: A second quotation right behind, itself taken up: ‘가자!’ ‘어서!’라며.
_NEXT_TAKEN_UP = re.compile(r"\s[“‘\"'][^“”‘’\"'\n]{1,60}[”’\"'](?=[가-힣])")
_PARTICLES = re.compile(r"\s*(?:은|는|이|가|을|를|의|에|에서|와|과|도|만|로|으로)(?=\s)")


_LIST_SIGNS = frozenset("가나다라마바사아자차카타파하")


def is_stop(text: str, start: int, stop: int, sentence: int) -> bool:
    """Whether the candidate `text[start:stop]`, not the end of the text, ends the sentence begun at `sentence`."""
    marks = text[start:stop]
    if marks.startswith("..") or (marks[0] == "." and start and text[start - 1] == "…"):
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
        numbers_a_list = start - sentence < 6 and text[sentence:start].strip().isdigit()
        is_date = _DATE_BEFORE.search(text, max(0, start - 14), start) or text[stop : stop + 3].lstrip()[:1].isdigit()
        return not (numbers_a_list or is_date)
    if before.isascii() and before.isalpha():
        return not _is_latin_abbreviation(text, start)
    return not (before in _LIST_SIGNS and not text[sentence : start - 1].strip())


def _is_latin_abbreviation(text: str, start: int) -> bool:
    found = _LATIN_BEFORE.search(text, max(0, start - 12), start)
    token = found.group() if found else ""
    return (
        token.lower() in _ABBREVIATIONS
        or (len(token) == 1 and token.isupper())
        or (len(token) > 2 and token[-2] == ".")
    )


#: Boundaries that could as well be none: behind a quotation that asks or tells, a number, a Latin word, glued marks.
_SOFT = re.compile(r"[.?!。？！][\"'”’˝」』]+$|[\dA-Za-z]\.$")


def is_soft(text: str, cut: int) -> bool:
    """Whether the boundary at `cut` is in doubt."""
    return _SOFT.search(text, max(0, cut - 5), cut) is not None or (text[cut - 1] in "?!" and not text[cut].isspace())


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
    if _TAKES_UP.match(text, stop, stop + 16):
        return True
    return inner in "?!" and _NEXT_TAKEN_UP.match(text, stop, stop + 80) is not None
