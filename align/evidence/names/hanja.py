"""Hanja in Korean headlines read as what they stand for: 美 the United States, 與 the ruling party, 前 former.

A headline uses some hundred and fifty characters as abbreviations, so a table decides (`hanja.tsv`, the longest
entry first); any other character is left alone. The library `hanja` gives the sound of 9,000 characters (美 미), but
not what a headline means by it (미국).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from align.bitext import Span
from align.evidence.names.gazetteer import read_table

_HANJA = re.compile("[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Hanja:
    """Hanja that stand for something: sound in Hangul, meaning in Korean and English, key of a name or ``.

    `span` holds character offsets into the text.
    """

    text: str
    span: Span
    reading: str
    korean: str
    english: str
    key: str


@cache
def _table() -> dict[str, tuple[str, str, str, str]]:
    return {
        characters: (reading, korean, english, "" if key == "-" else key)
        for characters, reading, korean, english, key in read_table("hanja.tsv", 5)
    }


def hanja(text: str) -> tuple[Hanja, ...]:
    """Return the Hanja of a Korean text that stand for something, in order; never raises, whatever the text."""
    found = []
    for run in _HANJA.finditer(text):
        place = run.start()
        while place < run.end():
            for stop in range(run.end(), place, -1):
                if stop - place <= 3 and (entry := _table().get(text[place:stop])):
                    found.append(Hanja(text[place:stop], Span(place, stop), *entry))
                    place = stop
                    break
            else:
                place += 1
    return tuple(found)


def spelled_out(text: str) -> str:
    """Return the text with its Hanja replaced by the Korean words they stand for: `美·中 정상` `미국·중국 정상`.

    A character that has no entry stays. Text without Hanja comes back as it is.
    """
    if not _HANJA.search(text):
        return text
    out, last = [], 0
    for found in hanja(text):
        out += [text[last : found.span.start], found.korean]
        # 美의회 reads 미국 의회, but 對美 stays one word with its neighbours of one syllable.
        if len(found.korean) > 1 and text[found.span.stop : found.span.stop + 1].isalnum():
            out.append(" ")
        last = found.span.stop
    return "".join([*out, text[last:]])
