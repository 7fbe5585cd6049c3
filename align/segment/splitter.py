"""Sentence spans of running text: the part that both languages share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from types import ModuleType
from typing import Literal

from align.bitext import Language, Span
from align.segment import english, kiwi, korean
from align.segment.quotes import Quotation, quotations
from align.shadow import shadow_of

_LANGUAGES: dict[Language, ModuleType] = {"ko": korean, "en": english}
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: A remark on how something was said belongs to the sentence before it.
_ASIDE = re.compile(
    r"\s*[\[(](?:laugh(?:s|ing|ter)?|smiles?|applause|cheers|sighs?|pauses?|웃음|일동 웃음|박수|한숨|침묵|미소)[\])]",
    re.IGNORECASE,
)
_QUOTE_LIMIT = 600
_NEAR = 40
#: So many spaces may stand in front of a closing mark, in characters.
_GAP = 2
#: Stops from which a quotation of more than half the limit is none.
_MANY = 5
#: What may stand in front of a quotation that begins a sentence: dashes, marks of questions and answers.
_NO_WORDS = " \t\u00a0\u3000\"'“‘([-–—―:QA."


def split(
    text: str, language: Language, *, quote_limit: int = _QUOTE_LIMIT, splitter: Literal["own", "kiwi"] = "own"
) -> list[Span]:
    """Return the sentences of running text as trimmed spans, in order; white space alone lies between them.

    A sentence ends at its terminal punctuation or with its line. A quotation inside a sentence
    keeps it together, up to `quote_limit` characters. `splitter` is who cuts Korean.
    """
    return [span for span, _ in pieces(text, language, quote_limit, splitter)]


def pieces(
    text: str, language: Language, quote_limit: int, splitter: Literal["own", "kiwi"]
) -> Iterator[tuple[Span, bool]]:
    """Yield the sentences of running text as `split` does, each with whether it may go on the one before."""
    is_soft = _LANGUAGES[language].is_soft
    is_kiwi = splitter == "kiwi" and language == "ko"
    shadow = shadow_of(text)
    shifted = bool(shadow.shadow_cuts)
    for match in _LINE.finditer(shadow.text):
        line = match.group()
        offset = match.start()
        size = len(line)
        start = 0
        soft = False
        ends = kiwi.cuts(line, quote_limit) if is_kiwi else cuts(line, language, quote_limit)
        for cut in (*ends, size):
            piece = line[start:cut]
            bare = piece.strip()
            if bare:
                first = offset + start
                if bare is not piece:
                    first += len(piece) - len(piece.lstrip())
                last = first + len(bare)
                yield Span(shadow.to_raw(first), shadow.to_raw(last)) if shifted else Span(first, last), soft
            soft = cut < size and is_soft(line, cut)
            start = cut


def cuts(line: str, language: Language, quote_limit: int) -> list[int]:
    """Return the offsets inside a line behind which a new sentence begins."""
    rules = _LANGUAGES[language]
    candidates = [m.span() for m in rules.STOP.finditer(line)]
    if not candidates or candidates[0][1] >= len(line):
        return []
    protected = _closed([start for start, _ in candidates], quotations(line, quote_limit), quote_limit)
    found: list[int] = []
    size = len(line)
    sentence = 0
    k = 0
    for start, stop in candidates:
        while k < len(protected) and protected[k].stop < start:
            k += 1
        if k < len(protected) and protected[k].start < start:
            inside = protected[k]
            if stop < inside.stop <= stop + _GAP and line[stop : inside.stop].isspace():
                stop = inside.stop + 1  # a closing mark behind a space
            if _keeps(line, inside, sentence, rules) and (
                stop <= inside.stop or rules.goes_on(line, inside.start, inside.stop + 1)
            ):
                continue
        if (aside := _ASIDE.match(line, stop)) is not None:
            stop = aside.end()
        if stop < size and rules.is_stop(line, start, stop, sentence):
            found.append(stop)
            sentence = stop
    return found


def _closed(stops: list[int], quotations: list[Quotation], quote_limit: int) -> list[Quotation]:
    """Return the quotations but for those that are long and hold many sentences: two marks that are no pair."""
    return [
        quotation
        for quotation in quotations
        if 2 * (quotation.stop - quotation.start) <= quote_limit
        or bisect_left(stops, quotation.stop) - bisect_left(stops, quotation.start) < _MANY
    ]


def _keeps(line: str, quotation: tuple[int, int, str], sentence: int, rules: ModuleType) -> bool:
    """Whether a quotation holds its sentence together: words of it stand before or behind."""
    start, stop, _ = quotation
    before = line[max(sentence, start - _NEAR) : start].strip(_NO_WORDS)
    return bool(before) or bool(rules.goes_on(line, start, stop + 1))
