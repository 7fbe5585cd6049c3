"""The language of a side: script shares tell Korean and English apart, py3langid the rest on request."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from align.bitext import Language
from align.errors import OptionError

_SCRIPTS = {
    "Hangul": re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb]"),
    "Latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]"),
    "Han": re.compile("[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]"),
    "Kana": re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]"),
}
#: Letters that say as much as one syllable of Hangul; a Han character says more, and headlines are full of them.
_LATIN_PER_SYLLABLE = 3
#: Syllables below which a side is too short to judge: `KF-21` is a fine Korean headline.
_FEWEST = 3.0
#: Share of Hangul from which a text is Korean, whatever the rest.
_PLAIN = 0.34
#: Letters below which py3langid isn't asked, and the probability from which it is believed: it errs on short texts.
_LANGID_FEWEST = 30
_LANGID_SURE = 0.95


def script_shares(text: str) -> dict[str, float]:
    """Return the shares of Hangul, Latin, Han, Kana and Other among the letters of a text, each 0 to 1.

    A Latin letter counts a third of any other; the shares add up to 1. Empty where there are fewer than three
    syllables' worth of letters.
    """
    counts = {name: float(len(pattern.findall(text))) for name, pattern in _SCRIPTS.items()}
    counts["Other"] = max(0.0, sum(map(str.isalpha, text)) - sum(counts.values()))
    counts["Latin"] /= _LATIN_PER_SYLLABLE
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items()} if total >= _FEWEST else {}


def foreign_script(text: str, language: Language, least: float) -> str | None:
    """Return the script that most of a side is in, where its own script has less than the share `least`.

    Korean is Hangul, with the Han characters that stand among it; English is Latin. None where the side is in its
    own script, or too short to tell.
    """
    if language == "en" and text.isascii():
        return None
    # Shares are counted where the answer isn't plain: no other script can have more letters than there are characters.
    if language == "ko" and len(_SCRIPTS["Hangul"].findall(text)) >= max(least, _PLAIN) * len(text):
        return None
    shares = script_shares(text)
    if not shares:
        return None
    own = shares["Latin"] if language == "en" else shares["Hangul"] + (shares["Han"] if shares["Hangul"] else 0.0)
    # A line of Chinese or Japanese with one Korean name stays foreign.
    if own >= least and not (language == "ko" and shares["Han"] + shares["Kana"] > 2 * shares["Hangul"]):
        return None
    return max((name for name in shares if name != {"ko": "Hangul", "en": "Latin"}[language]), key=shares.__getitem__)


def foreign_language(text: str) -> str | None:
    """Return the code of the language (ISO 639-1) that py3langid is sure a text in Latin script is in, not English.

    None where it is English, doubtful or too short. Raises OptionError where py3langid isn't installed.
    """
    rank = _ranker()
    if sum(map(str.isalpha, text)) < _LANGID_FEWEST:
        return None
    ranked = rank(text)
    code, best = ranked[0]
    if code == "en":
        return None
    # The scores are logarithms of probabilities but for their sum.
    probability = 1 / math.fsum(math.exp(score - best) for _, score in ranked)
    return code if probability >= _LANGID_SURE else None


def _ranker() -> Callable[[str], list[tuple[str, float]]]:
    try:
        from py3langid import rank
    except ImportError as error:
        raise OptionError(
            "the filter langid needs py3langid; install it (pip install 'hanalign[langid]') or leave the filter off"
        ) from error
    ranker: Callable[[str], list[tuple[str, float]]] = rank
    return ranker
