"""Korean or English, told by script."""

from __future__ import annotations

import re
from collections.abc import Iterable

from align.errors import LanguageError

_HANGUL = re.compile(r"[가-힣ᄀ-ᇿㄱ-ㆎ]")
_LATIN = re.compile(r"[A-Za-z]")
#: Letters below which a side is too short to judge: `KF-21` is a fine Korean headline.
_FEWEST = 20
#: Characters that are looked at, evenly over a text: more tell nothing new.
_MOST = 3000


def hangul_share(texts: Iterable[str]) -> float | None:
    """Return the share of Hangul among Hangul and Latin letters, 0 to 1; None where there are too few to tell.

    A Latin letter counts a third: an English word takes about three times the letters of a Korean one.
    """
    text = " ".join(texts)
    text = text[:: len(text) // _MOST + 1]
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    return hangul / (hangul + latin / 3) if hangul + latin >= _FEWEST else None


def check_languages(ko: Iterable[str], en: Iterable[str]) -> None:
    """Raise LanguageError where the sides are swapped, or both in one language. Mixed and short texts pass."""
    source, target = hangul_share(ko), hangul_share(en)
    if source is not None and source < 0.1 and target is not None and target > 0.6:
        raise LanguageError(
            "the Korean side is English and the English side Korean; swap them "
            "(hanalign align: add --swap, or leave it out)"
        )
    if target is not None and target > 0.6:
        raise LanguageError("the English side is in Korean; give its English counterpart")
    if source is not None and source < 0.1:
        raise LanguageError("the Korean side is in English; give its Korean counterpart")
