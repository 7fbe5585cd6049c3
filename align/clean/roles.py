"""Roles of the lines of a page, from their shapes and places.

A page is read as: chrome of the site, headline, decks, stamps and bylines, story, tail. What
decides is where the story begins and ends; inside it a line has to look like chrome to be
dropped, outside it a line has to look like part of the article to be kept.
"""

from __future__ import annotations

import re

from align.bitext import Language, Role
from align.clean import patterns
from align.clean.authors import mark_authors
from align.clean.captions import has_credit, picture_score, reports, tells_on
from align.clean.glued import credit_start
from align.clean.lines import LONG, TITLE, Line
from align.clean.phrases import key_of
from align.clean.voice import AROUND, mark_notices, stems, story_stems
from align.clean.zones import headline, is_paragraph, story_start, tail_start

_DECK = {"ko": 60, "en": 110}  # the longest subhead inside a story, in characters
#: How much longer than a title a deck is that stands behind stamps and shares nothing with the story.
_LATE_DECK = {"ko": 1.5, "en": 2.0}
_LINK = 100  # the longest title of another story, in characters
_BOX = 24  # chrome of more characters than this has the title above it for its heading
#: Who speaks in the next line of a broadcast.
_SPEAKER = re.compile(r"[가-힣]{2,4}\s?[/ㆍ·|]\s?[가-힣A-Za-z ]{2,20}$")
_ARROWS = frozenset("▶▷►☞")  # point to another page, or stand over a table


def roles_of(lines: list[Line], language: Language, head: int | None = None) -> list[Role]:
    """Return one role a line, in order; `head` is the index of the headline where it is known."""
    mark_notices(lines, language)
    above = 0 if head is None else head + 1
    body = above + story_start(lines[above:], language)
    tail = tail_start(lines, body, language)
    body = min(body, tail)
    story = story_stems(lines[body:], language) if body else set()
    if head is None:
        head = headline(lines, body, language, story)
    roles: list[Role] = ["chrome"] * len(lines)
    _assign_head(lines, roles, head, body, language, story)
    _assign_story(lines, roles, head, body, tail, language)
    for i in range(tail, len(lines)):
        roles[i] = _tail_role(lines[i])
    mark_authors(lines, roles, body, tail)
    for i, line in enumerate(lines):
        if line.shape == "footer" and roles[i] == "chrome":
            roles[i] = "footer"
    return roles


def _assign_head(
    lines: list[Line], roles: list[Role], head: int | None, body: int, language: Language, story: set[str]
) -> None:
    if head is None:
        for i in range(body):
            if lines[i].shape == "byline":
                roles[i] = "byline"
            elif len(lines[i].text) >= TITLE[language] and has_credit(lines[i].text, language):
                roles[i] = "caption"
        return
    roles[head] = "headline"
    if head and lines[head - 1].shape == "title" and _is_kicker(lines[head - 1].text):
        roles[head - 1] = "deck"
    for i in range(head):
        text = lines[i].text
        if lines[i].shape in ("title", "prose") and len(text) >= TITLE[language] and has_credit(text, language):
            roles[i] = "caption" if len(stems(text, language) & story) > 1 else "chrome"
    met = False
    for i in range(head + 1, body):
        met = met or lines[i].shape in ("stamp", "byline", "menu")
        beside = lines[max(i - 1, 0) : i + 3]
        if any(line.shape == "stamp" for line in beside) and (
            patterns.names_author_and_place(lines[i].text)
            or (lines[i].shape in ("title", "prose") and _is_name(lines[i].text))
        ):
            roles[i] = "byline"
        elif i + 1 < len(lines) and lines[i + 1].shape == "credit" and _may_be_pictured(lines[i], language):
            roles[i] = "caption"
        else:
            is_news = roles[i - 1] == "deck" or len(stems(lines[i].text, language) & story) > 1
            roles[i] = _head_role(lines[i], lines[head], met, language, is_news=is_news)


_NO_NAMES = frozenset(
    ("a an the in on at from with this that these more top latest related open view how what why who when where "
    "share save all other our your my new live watch read listen see get together sponsored presented").split()
)  # fmt: skip
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "de", "in", "at", "on"))


def _is_name(text: str) -> bool:
    """Whether a line of few words could be the name of a writer or an office: capital letters at all of them."""
    words = text.rstrip(".").split()
    if not words or words[0].casefold() in _NO_NAMES:
        return False
    if not 1 <= len(words) <= 6 or len(text) > 50 or not text[0].isupper() or any(map(str.isdigit, text)):
        return False
    if patterns.STAMP_WORDS.fullmatch(text):
        return False
    return all(word[0].isupper() or word in _SMALL_WORDS for word in words) and not text.endswith(":")


def _is_kicker(text: str) -> bool:
    return text.startswith(("[", "<", "【")) and len(text) >= 8 and not text.endswith(("]", ">", "】"))


def _may_be_pictured(line: Line, language: Language) -> bool:
    """Whether a line with a credit of its own below may be a caption."""
    if line.is_prose and tells_on(line.text) and picture_score(line.text, language) < 1:
        return False
    return line.shape in ("title", "prose") and TITLE[language] <= len(line.text) < LONG[language]


def _head_role(line: Line, title: Line, met: bool, language: Language, *, is_news: bool) -> Role:
    """Role of a line between headline and story; `met`: behind a stamp or byline; `is_news`: it tells of the same."""
    text = line.text
    if line.shape == "title" and text[0] not in "[(/<©ⓒ" and has_credit(text, language):
        return "caption"
    if line.shape == "byline" or (line.shape == "credit" and len(text) < 60) or patterns.is_signature(text):
        return "byline"
    if patterns.is_author_note(text) and len(text) < LONG[language]:
        return "byline"
    if line.shape in AROUND or text[0] in _ARROWS or patterns.is_table_row(text):
        return "chrome"
    if (
        line.shape == "caption"
        or has_credit(text, language, any_words=met)
        or (text[0] in "▲△▼◀" and text.endswith("."))
    ):
        return "caption"
    if key_of(title.text) == key_of(text):
        return "caption" if met else "chrome"
    is_news = is_news or any(sign in text for sign in '“”‘’…"')
    if len(text) < TITLE[language] * (_LATE_DECK[language] if met and not is_news else 0.6) and not text.startswith(
        "'"
    ):
        return "chrome"
    if met and (line.is_prose or picture_score(text, language) >= 3):
        return "caption"
    return "deck"


def _assign_story(
    lines: list[Line], roles: list[Role], head: int | None, body: int, tail: int, language: Language
) -> None:
    listing = False
    litter = _litter(lines, body, tail)
    title = key_of(lines[head].text) if head is not None else ""
    word = max(lines[head].text.split(), key=len) if head is not None else ""
    for i in range(body, tail):
        line = lines[i]
        if line.shape == "related":
            listing = True
            continue
        if listing and (is_paragraph(line, language) or _leaves_list(lines, i)):
            listing = False
        if listing or i in litter:
            continue
        # The longest word is looked for before the whole is folded: few lines hold it.
        if title and len(line.text) < LONG[language] * 2 and word in line.text and key_of(line.text).startswith(title):
            roles[i] = "caption" if has_credit(line.text, language) else "chrome"
            continue
        # A picture stands either above the lead or in it.
        pictured = head is not None and not (i == body and "caption" in roles[:body])
        roles[i] = _story_role(lines, i, range(body, tail), language, pictured=pictured)


def _litter(lines: list[Line], body: int, tail: int) -> set[int]:
    """Indices of titles that stand with chrome between two paragraphs: boxes of links and offers inside a story.

    A title by itself over a paragraph is a subhead, even below an advertisement.
    """
    found = {i for i in range(body + 1, tail) if lines[i].shape == "title" and _LENGTH.match(lines[i - 1].text)}
    run: list[int] = []
    for i in range(body, tail):
        if lines[i].shape in ("title", "marked") or lines[i].shape in AROUND:
            run.append(i)
            continue
        titles = [k for k in run if lines[k].shape == "title" and not patterns.is_table_row(lines[k].text)]
        alone = len(titles) == 1 and titles[0] != i - 1
        alone = alone and (len(run) > 2 or len(lines[titles[0] + 1].text) > _BOX)
        if alone or (len(titles) == len(run) and _are_links(lines, titles, i)):
            found.update(titles)
        if len(titles) < len(run) and len(titles) > 1:
            over = titles.pop() if titles[-1] == i - 1 and not lines[i - 1].text[0].islower() else None
            found.update(titles)
            if over is not None and lines[over - 1].shape not in AROUND:
                found.add(over)
        run.clear()
    return found


#: The length of a film, over its title.
_LENGTH = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?/\s?\d{1,2}:\d{2})?$")


def _are_links(lines: list[Line], titles: list[int], after: int) -> bool:
    """Whether titles between two paragraphs are those of other stories: several, long, and announced by nothing."""
    first = titles[0] - 1 if titles else 0
    return (
        len(titles) > 1
        and first >= 0
        and lines[first].is_prose
        and lines[after].is_prose
        and not patterns.opens_list(lines[first].text)
        and all(
            len(lines[k].text.split()) > 3
            and len(lines[k].text) < _LINK
            and ". " not in lines[k].text
            and lines[k].text[-1] not in ":,;)"
            and not lines[k].text[0].islower()
            for k in titles
        )
    )


def _leaves_list(lines: list[Line], i: int) -> bool:
    """Whether a blank line ends a list of links: not where blank lines stand between its items, too."""
    return lines[i].gap and lines[i - 1].shape != "related" and not lines[i - 1].gap


def _story_role(lines: list[Line], i: int, story: range, language: Language, *, pictured: bool) -> Role:
    """Role of a line of the story; `pictured`: captions without a credit may occur, as on a page with a headline."""
    line = lines[i]
    text = line.text
    if line.shape in ("byline", "email", "credit"):
        return "byline"
    if line.shape in AROUND:
        return "chrome"
    if line.shape == "title" and _SPEAKER.match(text) and i + 1 < story.stop and lines[i + 1].text[0] in "“\"‘'[":
        return "byline"
    if line.shape == "caption":
        return "caption"
    if line.shape == "bullet" and _is_numbered_subhead(lines, i, story, language):
        return "deck"
    if line.shape == "bullet":
        return "caption" if text[0] in "▲△▼◀" and has_credit(text, language) else "body"
    if i + 1 < story.stop and lines[i + 1].shape == "credit" and _may_be_pictured(line, language):
        return "body" if reports(text) else "caption"
    if has_credit(text, language):
        return "body" if reports(text[: credit_start(text, language)]) else "caption"
    if i == story.start and len(story) > 2 and patterns.is_author_note(text):
        return "byline"
    if line.is_prose:
        is_picture = pictured and picture_score(text, language) >= _least_score(lines, i, story, language)
        return "caption" if is_picture else "body"
    return _subhead_or_row(lines, i, story.stop, language)


_NUMBERED = re.compile(r"(?:제?\d{1,2}[.)]|[①-⑳])\s?\S")


def _is_numbered_subhead(lines: list[Line], i: int, story: range, language: Language) -> bool:
    """Whether a number stands before a few words over a paragraph, not over the next item of a list."""
    text = lines[i].text
    if len(text) > _DECK[language] // 2 or text[-1] in ".,;:" or not _NUMBERED.match(text) or i + 1 >= story.stop:
        return False
    return lines[i + 1].is_prose and (i == story.start or lines[i - 1].shape != "bullet")


def _least_score(lines: list[Line], i: int, story: range, language: Language) -> int:
    """Least picture score of a caption: lower in front of the lead and between long paragraphs."""
    if i + 1 >= story.stop or not lines[i + 1].is_prose:
        return 4
    if i == story.start:
        return 2 if language == "ko" else 3
    long = LONG[language] * 1.3
    return 3 if len(lines[i - 1].text) > long and len(lines[i + 1].text) > long else 4


def _subhead_or_row(lines: list[Line], i: int, tail: int, language: Language) -> Role:
    """Role of a short line without an end: a subhead stands over a paragraph, a row beside others."""
    line = lines[i]
    text = line.text
    if line.shape == "title" and not text.endswith(":") and has_credit(text, language, any_words=True):
        return "caption"
    is_item = text[0].islower() or ":" in text[:24]
    if line.shape == "title" and not is_item and len(text) >= TITLE[language] and picture_score(text, language) >= 3:
        return "caption"
    following = next((lines[j] for j in range(i + 1, tail) if lines[j].shape not in AROUND), None)
    if following is None and text[0] in _ARROWS:
        return "chrome"
    if following is None or len(text) > _DECK[language] or text.endswith((":", ",", ";")) or text[0].islower():
        return "body"
    if line.shape == "marked":
        if any(other.shape == "marked" and other.text[0] == text[0] for other in (lines[i - 1], lines[i + 1])):
            return "body"
        if text[0] not in _ARROWS:
            return "deck"
        return "body" if patterns.is_table_row(following.text) or following.shape == "bullet" else "chrome"
    if sum(map(str.isdigit, text)) * 3 > len(text):
        return "body"
    if following.is_prose or following.shape == "bullet":
        if language == "ko" and text.endswith("다") and len(text) > _DECK["ko"] * 0.6:
            return "body"
        return "deck" if i == 0 or lines[i - 1].shape != "title" or line.gap else "body"
    return "body"


def _tail_role(line: Line) -> Role:
    if line.shape in ("footer", "email"):
        return "footer"
    if line.shape == "byline":
        return "byline"
    if line.shape in ("title", "prose", "bullet", "marked"):
        if patterns.is_author_note(line.text):
            return "byline"
        if patterns.is_contact(line.text):
            return "footer"
    return "chrome"
