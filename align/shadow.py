"""A text as the rules read it, with the way back to the offsets of the raw text.

Pages come decomposed (macOS file names and pastes), in full-width characters, with NUL and
zero-width characters. Rules are written once, for composed half-width text: they run on the
shadow, and every offset they find is led back to the raw text, which is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

#: Characters of width and kind one that rules should not have to know: full-width ASCII, white
#: space look-alikes, invisible marks. One for one, so that offsets stay.
_SAME_WIDTH: dict[int, int | str] = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
_SAME_WIDTH |= dict.fromkeys(
    (*range(9), *range(14, 28), 0x7F, 0xA0, *range(0x2000, 0x2010), 0x202F, 0x2060, 0x3000, 0xFEFF), " "
)
_SAME_WIDTH[0xFF61] = "。"
_ODD = re.compile("[\uff01-\uff5e\uff61\x00-\x08\x0e-\x1b\x7f\xa0\u2000-\u200f\u202f\u2060\u3000\ufeff]")

#: Runs that composition may shorten, jamo syllables first. Everything else is longer than none.
_CLUSTER = re.compile("[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|.[\u0300-\u036f\u3099\u309a]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shadow:
    """`text` is composed (NFC) and half-width; `starts` is empty where both texts are of one length.

    Otherwise `shadow_cuts` and `raw_cuts` hold the ends of the runs that composition shortened,
    in order, as offsets into either text.
    """

    text: str
    shadow_cuts: tuple[int, ...] = ()
    raw_cuts: tuple[int, ...] = ()

    def to_raw(self, offset: int) -> int:
        """Return the raw offset of a shadow offset, in logarithmic time."""
        if not self.shadow_cuts:
            return offset
        i = bisect_left(self.shadow_cuts, offset + 1)
        if i == 0:
            return offset
        return self.raw_cuts[i - 1] + offset - self.shadow_cuts[i - 1]


def shadow_of(raw: str) -> Shadow:
    """Return the shadow of a text, in linear time; for ASCII text it is the text itself."""
    if raw.isascii() and not _ODD.search(raw):
        return Shadow(raw)
    text = raw
    shadow_cuts: tuple[int, ...] = ()
    raw_cuts: tuple[int, ...] = ()
    if not unicodedata.is_normalized("NFC", raw):
        text, shadow_cuts, raw_cuts = _composed(raw)
    if _ODD.search(text):
        text = text.translate(_SAME_WIDTH)
    return Shadow(text, shadow_cuts, raw_cuts)


def _composed(raw: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Compose run by run and note where lengths drift apart.

    What a run shortens is made up by nothing, so a run that composition lengthens (a few
    letters of Indic scripts) or that reaches over its end is left as it is.
    """
    pieces: list[str] = []
    shrink: list[int] = []
    raw_cuts: list[int] = []
    done = 0
    for match in _CLUSTER.finditer(raw):
        run = match.group()
        composed = unicodedata.normalize("NFC", run)
        if len(composed) >= len(run):
            continue
        pieces += (raw[done : match.start()], composed)
        done = match.end()
        shrink.append(len(run) - len(composed))
        raw_cuts.append(done)
    pieces.append(raw[done:])
    shadow_cuts = tuple(r - lost for r, lost in zip(raw_cuts, accumulate(shrink), strict=True))
    return "".join(pieces), shadow_cuts, tuple(raw_cuts)
