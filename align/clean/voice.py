"""Who speaks: the story, or the page to its reader; and what the story is about.

Both are told from the page itself rather than from lists: most news is told in a plain voice, so that
a line that says `you` or ends in -니다 beside menus is a notice; and the words of a headline return in its story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from align.bitext import Language
from align.clean import patterns
from align.clean.lines import LONG, SUBSTANTIAL, Line

#: Shapes of what stands around an article.
AROUND = frozenset(("menu", "chrome", "related", "stamp", "footer", "email"))
#: A story may speak to its reader in this share of its lines and still count as told in a plain voice.
_MOST_ADDRESSED = 0.25
_POLITE = re.compile(r"(?:니다|[가-힣]요|시오)[.!]?[)”\"’']?$")
#: Parts of the words for persons: most lines hold none.
_PERSONS = (
    "you",
    "You",
    "our",
    "Our",
    "We ",
    "We’",
    "We'",
    " we",
    "—we",
    "(we",
    " us",
    "(us",
    "YOU",
    "OUR",
    "WE ",
    " US",
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|you[’'](?:re|ll|ve)|our|us)\b", re.IGNORECASE)
_I = (" I ", " I’", " I'", "I’m ", "I’ve ", "I'm ", "I've ")
#: The outlet speaks; `you` alone is anybody.
_OUTLET = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
#: Somebody of the story speaks.
_TELLS = re.compile(r"\b(?:said|says|told|asked|asks)\b")
_QUOTE = re.compile('[“"]')
_PERSON = re.compile(r"\b(?:you|your|we|our|us)(?:[’'](?:re|ll|ve|d))?\b", re.IGNORECASE)
#: ... in person at all in this share.
_MOST_IN_PERSON = 0.3
#: A line that shares so few of its words with the story is not of it.
_IN_COMMON = {"ko": 0.25, "en": 0.16}
#: A turn of an interview is quoted, too.
_TURN = re.compile(r"(?:[QA]\s?\d{0,2}[.:)]|[문답][.:)]|[―—–-]\s?|[가-힣]{2,4}\s?:\s)")
#: Features say `you` of anybody; a page that does speaks of itself.
_OF_THE_PAGE = re.compile(
    r"\b(?:e-?mails?|newsletters?|subscri\w+|privacy|inbox|accounts?|app|cookies?|advert\w*|ads|comments?|sign|log|"
    r"reporters?|newsroom|tips|regist\w+|members?\w*|(?:web)?site|page|articles?|stories|journalis\w+|donat\w+|follow|free|download|click)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*(?:[”\"]|$)")
#: The beginning of a word, which inflection and particles leave alone.
_STEM = {"ko": re.compile(r"(?<!\w)(?:[가-힣]{2}|[A-Za-z0-9]{2,5})"), "en": re.compile(r"([a-z0-9]{3,5})\w*")}
#: Words that any story holds.
_COMMON = frozenset(
    ("the and for with from that this are was were has have not who how why what when about says said more after over "
     "can could you your our they them their his her its she him been than into out also all some any")
    .split()
)  # fmt: skip
#: As much of a story is compared with titles, in characters.
_STORY = 6000


def addresses_reader(text: str, language: Language) -> bool:
    """Whether a line speaks to its reader, outside of quotations."""
    if language == "ko":
        return _POLITE.search(text[-12:]) is not None and text[0] not in "“\"‘'" and not _TURN.match(text)
    if not any(map(text.__contains__, _PERSONS)) or not _SECOND_PERSON.search(text) or _TURN.match(text):
        return False
    spoken = _QUOTED.sub(" ", text)
    return _SECOND_PERSON.search(spoken) is not None and _OF_THE_PAGE.search(spoken) is not None


def mark_notices(lines: list[Line], language: Language) -> None:
    """Give lines the shape of chrome where they speak to the reader, on a page told plainly.

    Offers are known by themselves; other lines by what they stand beside, or by how little they share with the story.
    """
    told = [line for line in lines if line.shape == "prose"]
    least = SUBSTANTIAL[language]
    long = [line for line in told if len(line.text) >= least]
    speaking = [line for line in told if _in_person(line.text, language)]
    addressed = {id(line) for line in speaking if language == "ko" or addresses_reader(line.text, language)}
    for line in speaking:
        if id(line) in addressed and len(line.text) < LONG[language] * 2 and patterns.OFFERED.search(line.text):
            line.shape = "chrome"
    if len(long) < 3 or sum(id(line) in addressed for line in long) > _MOST_ADDRESSED * len(long):
        return
    _mark_strangers(lines, long, speaking, addressed if language == "en" else set(), language)
    # Notices stand together: one beside chrome is chrome to the next.
    for order in (lines, lines[::-1]):
        beside = order is not lines
        for line in order:
            if id(line) in addressed and beside and len(line.text) < LONG[language] * 2:
                line.shape = "chrome"
            beside = line.shape in AROUND or (beside and line.shape == "title")
    if language == "en":
        _mark_titles(lines)


def _mark_strangers(
    lines: list[Line], long: list[Line], speaking: list[Line], addressed: set[int], language: Language
) -> None:
    """Give lines the shape of chrome that speak in persons of which the story does not, of none of its things.

    Between two paragraphs a line is of the story unless it names things of a page, too (`addressed`); a quotation is.
    """
    apart = {id(line) for line in speaking}
    least = len(lines) - 1
    strangers = [
        line
        for i, line in enumerate(lines)
        if (id(line) in apart or (language == "ko" and line.shape == "title" and _in_person(line.text, language)))
        and len(line.text) < LONG[language] * 2
        and (id(line) in addressed or not (0 < i < least and lines[i - 1].shape == lines[i + 1].shape == "prose"))
        and not _QUOTE.search(line.text)
        and (language == "ko" or id(line) in addressed or _OUTLET.search(line.text))
        and not _TELLS.search(line.text)
    ]
    if not strangers:
        return
    told = sum(id(line) in apart or (language == "en" and _says_i(line.text)) for line in long)
    if told > _MOST_IN_PERSON * len(long):
        return
    story = story_stems((line for line in long if id(line) not in apart), language)
    for line in strangers:
        own = stems(line.text, language)
        if len(own & story) <= len(own) * _IN_COMMON[language]:
            line.shape = "chrome"


def _in_person(text: str, language: Language) -> bool:
    """Whether a line says `we` or `you`, or is told politely, outside of quotations and interviews."""
    if text[0] in "“\"‘'「":
        return False
    if language == "ko":
        return _POLITE.search(text[-12:]) is not None and not _TURN.match(text)
    if not any(map(text.__contains__, _PERSONS)) or not _PERSON.search(text) or _TURN.match(text):
        return False
    return _PERSON.search(_QUOTED.sub(" ", text)) is not None


def _says_i(text: str) -> bool:
    """Whether somebody says `I` before the first quotation of a line, if there is any."""
    told = _QUOTE.split(text, 1)[0] if any(map(text.__contains__, _I)) or text.startswith("I ") else ""
    return told.startswith("I ") or any(map(told.__contains__, _I))


def _mark_titles(lines: list[Line]) -> None:
    """Give titles the shape of chrome that say `you` beside chrome, once the story has begun."""
    begun = False
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        begun = begun or (before.is_prose and len(before.text) >= SUBSTANTIAL["en"])
        if begun and line.shape == "title" and (before.shape in AROUND or after.shape in AROUND):
            line.shape = "chrome" if _SECOND_PERSON.search(line.text) else "title"


def stems(text: str, language: Language) -> set[str]:
    """Return the beginnings of the words of a text, common words left out."""
    return set(_STEM[language].findall(text.lower())) - _COMMON


def story_stems(lines: Iterable[Line], language: Language) -> set[str]:
    """Return the stems of the running text that comes first."""
    read = 0
    told: list[str] = []
    for line in lines:
        if line.shape == "prose":
            told.append(line.text[:_STORY])
            read += len(line.text)
            if read >= _STORY:
                break
    return stems("\n".join(told), language)
