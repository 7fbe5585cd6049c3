"""What can be told of a pair of texts without knowing what they say."""

from __future__ import annotations

import re

from align.bitext import Span

#: Characters of English news to one of Korean, spaces left out (1,997 lines of professionally translated news).
_EN_PER_KO = 2.05
#: Korean characters added to both sides before they are compared: short texts vary more.
_SMOOTHING = 6.0

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
#: Elements of HTML that pages leave behind; `<T>` in a text about programs is none.
_ELEMENTS = """
    a abbr article aside audio b big blockquote body br button caption center code col colgroup dd del div dl dt em
    embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li
    link main map mark meta nav noscript object ol option p param picture pre q s samp script section select small
    source span strike strong style sub sup table tbody td textarea tfoot th thead title tr tt u ul var video wbr
"""
#: Tags and comments, entities, template and shortcode marks, escapes of JSON and scripts, style rules.
_MARKUP = re.compile(
    rf"</?(?:(?i:{'|'.join(_ELEMENTS.split())})|[a-z]{{1,10}}:[a-z]{{1,20}})(?:\s[^<>]{{0,300}})?/?>|<!--|-->"
    r"|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});"
    r"|\{\{|\}\}|\[/?[a-z]{1,12}(?:\s[a-z_]{1,20}=[^\]]{0,200})?\](?=.{0,400}\[/)|\[/[a-z]{1,12}\]"
    r"|\\u[0-9a-fA-F]{4}|\bfunction\s?\(|\{\s?[a-z-]{2,30}\s?:[^{}]{1,200};\s?\}"
)
#: What all of it has at least one of.
_MARKS = re.compile(r"[<>&{}\[\\]|function")
_NGRAM = {"ko": 4, "en": 6}
_PROBES = 12
#: n-grams below which repetition is chance.
_FEWEST_NGRAMS = 12


def visible(text: str) -> int:
    """Return the characters of a text without its white space."""
    return sum(map(len, text.split()))


def letters(text: str) -> int:
    """Return how many letters a text has."""
    return sum(map(str.isalpha, text))


def length_ratio(ko: str, en: str) -> float:
    """Return how long the English side is against what the Korean side makes one expect; 1 is as expected.

    Above 0. Six Korean characters and their English counterpart are added, so that short texts come near to 1.
    """
    return ratio_of_lengths(visible(ko), visible(en))


def ratio_of_lengths(ko: int, en: int) -> float:
    """Return `length_ratio` of texts with so many characters without white space."""
    return (en / _EN_PER_KO + _SMOOTHING) / (ko + _SMOOTHING)


def symbol_share(letters: int, visible: int) -> float:
    """Return the share of visible characters that are no letters: 0 to 1, and 1 in a blank text."""
    return 1 - letters / visible if visible else 1.0


def markup(text: str) -> list[Span]:
    """Return where a text holds what only markup has: tags, entities, template marks, escapes; character offsets."""
    if not _MARKS.search(text):
        return []
    return [Span(*match.span()) for match in _MARKUP.finditer(text)]


def copied_share(ko: str, en: str) -> float:
    """Return how much of the side with fewer letters stands in the other word for word, 0 to 1.

    Counted in letters of words without digits, case aside; 0 where a side has no word.
    """
    # Only what is written alike can be copied, and most Korean text has no Latin letter in it, English no Hangul.
    if not _LATIN.search(ko) and not _HANGUL.search(en):
        return 0.0
    sides = [_WORD.findall(text.casefold()) for text in (ko, en)]
    sizes = [sum(map(len, words)) for words in sides]
    if not sizes[0] or not sizes[1]:
        return 0.0
    short = 0 if sizes[0] < sizes[1] else 1
    known = set(sides[1 - short])
    return sum(len(word) for word in sides[short] if word in known) / sizes[short]


def may_repeat(text: str, language: str) -> bool:
    """Whether at least two of twelve n-grams, taken evenly, occurred before in the text.

    A text with half of its n-grams repeated fails once in 300 times, an ordinary one passes hardly ever, at a tenth of
    the time that `repeated_share` takes.
    """
    n = _NGRAM[language]
    total = len(text) - n + 1
    if total < _FEWEST_NGRAMS:
        return False
    places = [(total - 1) * k // _PROBES for k in range(1, _PROBES + 1)]
    return sum(text.find(text[place : place + n], 0, place + n - 1) >= 0 for place in places) > 1


def repeated_share(text: str, language: str) -> float:
    """Return the share of character n-grams that occurred before in the text, 0 to 1.

    n is 4 in Korean and 6 in English; 0 where there are fewer than 12.
    """
    n = _NGRAM[language]
    total = len(text) - n + 1
    if total < _FEWEST_NGRAMS:
        return 0.0
    return 1 - len({text[i : i + n] for i in range(total)}) / total
