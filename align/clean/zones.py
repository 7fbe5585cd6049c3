"""Where on a page the headline stands, the story begins and the story ends."""

from __future__ import annotations

import re
from collections import Counter
from operator import attrgetter

from align.bitext import Language
from align.clean import patterns
from align.clean.captions import has_credit
from align.clean.lines import LONG, SUBSTANTIAL, TITLE, Line
from align.clean.voice import AROUND, stems, story_stems

#: A story may leave this share of its running text behind a copyright line or signature, as notes.
_LEFT_OVER = 0.12
_LOOK_AHEAD = 8
#: How much a paragraph speaks for the story, at most, and other lines against its going on.
_MOST_FOR = 3.0
_AGAINST = {"title": 0.7, "marked": 0.7, "byline": 0.7, "credit": 0.3, "chrome": 1.0, "bullet": 0.0, "caption": 0.0}
#: A paragraph that comes back to the words of the story counts for more, behind lines that speak against it.
_RETURNS = 1.6
_AND_MORE = 0.8
#: A heading and a line of an offer weigh so much; the last paragraph of a page is of the story in spite of them.
_SMALL_BOX = 1.6
#: How much lines between two paragraphs may weigh: an offer in the midst of a story can be long.
_MOST_AGAINST = 3.2
#: ... while one line by itself is an advertisement or a subhead.
_FIRST_AGAINST = 0.5
_SUBHEAD = 0.35
#: So many titles may follow a line that ends in a colon.
_LONGEST_LIST = 12
#: What a title gains by being printed twice, as sites do over players and in menus that scroll along.
_REPEATED = 0.8
#: What a title gains by sharing words with its story, in full where so many of its words return.
_TOPIC = 1.4
_ON_TOPIC = 0.35
#: At most so many captions, and notices or decks in whole sentences, stand before a story.
_CAPTIONS = 12
_NOTICES = 3
_SHARE = re.compile(
    r"글자|글씨|공유|댓글|스크랩|프린트|인쇄|북마크|저장|좋아요|듣기|재생|카카오|페이스북|URL|가가|"
    r"share|print|text|comment|save|facebook|tweet|e-?mail|link|listen|aa\b|font|copied|play|bookmark|\bA[-+]",
    re.IGNORECASE,
)
_SIGNS_OF_NEWS = re.compile(r"[\"“”「」『』…,:?]|\.\.\.|[‘'](?=\S)(?<!\w.)")
#: What a line of two sentences loses.
_TOLD = 0.6
#: So much better a later line has to be; or so near to the first, where chrome parts them and more words return.
_AHEAD = 0.5
_CLOSE = -0.5
#: Magazines print a sign behind the last word of a story.
_END_SIGN = re.compile(r"[.!?”\"]\s?[♦◆■●∎▪◼⬛]$")
_LABEL = re.compile(r"^[\[<【][^\]>】]{1,12}[\]>】]\s?")
_BREADCRUMB = re.compile(r"\s[>›»/|]\s|^[^\w“”‘’\"']|\d{4}")
#: What stands over a headline to say of which kind the story is.
_KICKER = re.compile(
    r"(?:특집|기획|시리즈|연재|칼럼|사설|기고|시론|인터뷰|스토리|이슈|리포트|르포|\d회|[①-⑳])\W*$"
    r"|^(?:special|series|interview|opinion|analysis|feature|cover|exclusive|review|profile|column|guest)\b.{0,30}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:About\s[A-Z]|.{1,30}\s(?:소개|개요)$|회사\s?소개|기업\s?소개|Forward-Looking|"
    r"Notes? to [Ee]ditors)"
)


def story_start(lines: list[Line], language: Language) -> int:
    """Return the index of the first line of running text that is no caption, or the number of lines.

    Running text with menus, or a title and a time stamp, close behind it is a notice of the site
    or a deck.
    """
    if len(lines) <= 3 and not any(is_paragraph(line, language) for line in lines):
        return len(lines)
    prose = [i for i, line in enumerate(lines) if line.is_prose]
    if prose and _is_question_title(lines, prose[0], language):
        del prose[0]
    told = [i for i in prose[:_CAPTIONS] if not has_credit(lines[i].text, language, any_words=True)] or prose
    for i in told[: _NOTICES + 1]:
        if len(lines[i].text) >= LONG[language] * 2 or not _head_goes_on(lines, i, prose, language):
            return i
    return told[0] if told else len(lines)


def _head_goes_on(lines: list[Line], i: int, prose: list[int], language: Language) -> bool:
    """Whether the head of the page goes on behind a line of running text; `prose`: where running text stands."""
    title = False
    for line in lines[i + 1 : i + 1 + _LOOK_AHEAD]:
        if line.is_prose and not has_credit(line.text, language) and len(line.text) >= SUBSTANTIAL[language]:
            return False
        if line.shape == "stamp" or (line.shape == "byline" and "@" not in line.text and title):
            return any(j > i and len(lines[j].text) >= SUBSTANTIAL[language] for j in prose)
        if is_site_menu(line):
            return len(prose) >= 3 and prose[-2] > i
        title = title or line.shape == "title"
    return False


def _is_question_title(lines: list[Line], i: int, language: Language) -> bool:
    """Whether the first line of running text is a title that ends in ? or !."""
    text = lines[i].text
    ends = text.rstrip("\"'”’)]』」").endswith(("?", "!"))
    return ends and len(text) < LONG[language] and i + 1 < len(lines)


def tail_start(lines: list[Line], body: int, language: Language) -> int:
    """Return the index of the first line behind the story."""
    count = len(lines)
    if body >= count:
        first = next((i for i, line in enumerate(lines) if line.shape == "title"), count)
        return next((i for i in range(first + 1, count) if lines[i].shape in ("footer", "related", "email")), count)
    weight = [len(line.text) if line.is_prose and len(line.text) >= SUBSTANTIAL[language] else 0 for line in lines]
    final = _final_line(lines, weight, body)
    final = _list_of_teasers(lines, weight, body, final)
    if _has_chrome(lines):
        final = min(final, _weighed_end(lines, body, final, language))
    last = max((i + 1 for i in range(body, final) if weight[i]), default=body + 1)
    end = next((i for i in range(last, final) if _opens_tail(lines, i, final)), final)
    if not _has_chrome(lines):
        return end
    near = last
    listed = lines[last - 1].shape != "title" and patterns.opens_list(lines[last - 1].text)
    while near < end and (lines[near].is_prose or _is_row(lines[near]) or (listed and lines[near].shape == "title")):
        listed = listed or patterns.opens_list(lines[near].text)
        near += 1
    while end > near and not is_paragraph(lines[end - 1], language) and not _is_row(lines[end - 1]):
        end -= 1
    return end


def _final_line(lines: list[Line], weight: list[int], body: int) -> int:
    """Index of the first copyright line, address or signature with hardly any running text behind it."""
    total = rest = sum(weight[body:])
    about = max((i for i in range(body, len(lines) - 1) if weight[i + 1] and _ABOUT.match(lines[i].text)), default=-1)
    for i in range(body, len(lines)):
        rest -= weight[i]
        line = lines[i]
        ends = line.shape in ("footer", "email") or (line.shape == "byline" and "@" in line.text)
        if i > body and i > about and ends and rest <= _LEFT_OVER * total:
            return i
        if i > body and _END_SIGN.search(line.text[-4:]) and rest <= 3 * _LEFT_OVER * total:
            return i + 1
    return len(lines)


def _list_of_teasers(lines: list[Line], weight: list[int], body: int, final: int) -> int:
    """Index of a heading behind which two paragraphs or more stand, each right under a title; else `final`."""
    first = final
    teasers = 0
    for i in range(final - 1, body, -1):
        if weight[i]:
            if lines[i - 1].shape != "title" or lines[i].gap:
                break
            teasers += 1
        if lines[i].shape == "related" and teasers != 1 and not _heads_text(lines, i):
            first = i
    return first


def _weighed_end(lines: list[Line], body: int, final: int, language: Language) -> int:
    """Index behind which titles and chrome outweigh all running text, rows of tables and lists kept."""
    best = total = 0.0
    end = body + 1
    against = 0.0
    story: set[str] = set()
    listed = 0
    for i in range(body, final):
        line = lines[i]
        listed = _LONGEST_LIST if patterns.opens_list(line.text) else listed - 1
        if line.is_prose:
            size = len(line.text) / SUBSTANTIAL[language]
            gain = min(size, _MOST_FOR) if size > 1 else min(2 * size, 1.0)
            if total < best:
                story = story or story_stems(lines[body:end], language)
                shared = len(stems(line.text, language) & story)
                if shared > 2 or (shared > 1 and lines[i - 1].shape != "title"):
                    gain *= _RETURNS + _AND_MORE * (shared > 2)
            if size > 1 and i + 1 == final and against <= _SMALL_BOX:
                gain = max(gain, against)
            total, against = total + gain, 0.0
        elif not (line.shape == "title" and listed > 0):
            is_subhead = line.shape in ("title", "marked") and i + 1 < final and is_paragraph(lines[i + 1], language)
            cost = _SUBHEAD if is_subhead else _AGAINST["chrome" if line.shape in AROUND else line.shape]
            if not against:
                cost = min(cost, _FIRST_AGAINST)
            cost = min(cost, _MOST_AGAINST - against)
            total, against = total - cost, against + cost
        if total >= best:
            best, end = total, i + 1
    # Rows may have a heading or two of their own.
    i = end
    while i < min(final, end + 3) and lines[i].shape not in AROUND:
        i += 1
        if _is_row(lines[i - 1]):
            end = i
    return end


def _opens_tail(lines: list[Line], i: int, final: int) -> bool:
    shape = lines[i].shape
    if shape == "related" and _heads_text(lines, i):
        return i + 2 >= final
    if shape in ("related", "footer", "email", "byline"):
        return True
    if shape in ("menu", "chrome", "stamp"):
        return not any(line.text.endswith(".") and line.is_prose for line in lines[i + 1 : min(i + 3, final)])
    return False


def _heads_text(lines: list[Line], i: int) -> bool:
    """Whether what follows a heading is told in sentences rather than titles."""
    return all(line.is_prose and line.text.endswith(".") for line in lines[i + 1 : i + 3])


def _has_chrome(lines: list[Line]) -> bool:
    """Whether a page shows anything but an article: plain text needs no suspicion."""
    return any(line.shape in ("menu", "chrome", "stamp", "footer", "related", "byline") for line in lines)


def _is_row(line: Line) -> bool:
    return line.shape in ("bullet", "caption") or patterns.is_table_row(line.text)


def is_paragraph(line: Line, language: Language) -> bool:
    """Whether a line is running text rather than a title that ends in a question mark."""
    return line.is_prose and (len(line.text) >= SUBSTANTIAL[language] or line.text.endswith("."))


def headline(lines: list[Line], stop: int, language: Language, story: set[str]) -> int | None:
    """Return the index of the headline among the lines before `stop`, or None; `story` holds the stems behind it.

    The first line that is long enough for a title, unless menus follow it, which belong to the head of
    the site as does what stands above them, or unless a later one has more words in common with the story.
    """
    best, best_score, best_shared, parted = None, -0.5, 0, False
    printed = Counter(map(attrgetter("text"), lines))
    for i in range(stop):
        line = lines[i]
        parted = parted or line.shape in AROUND
        if line.shape not in ("title", "prose", "marked") or patterns.is_table_row(line.text):
            continue
        if has_credit(line.text, language):
            continue
        after = lines[i + 1 : min(i + 6, stop)]
        score = 1.0 + min(len(line.text) / TITLE[language], 1.4) - min(0.06 * i, 0.9)
        score -= 1.2 * any(map(is_site_menu, after[:3]))
        score += 0.5 * any(other.shape in ("stamp", "byline") for other in after)
        score -= _TOLD * (". " in line.text)
        score += _REPEATED * (printed[line.text] > 1)
        shared = 0
        if story:
            own = stems(_LABEL.sub("", line.text), language)
            shared = len(own & story)
            if shared > 1:
                score += _TOPIC * min(shared / len(own) / _ON_TOPIC, 1.0) * min(len(line.text) / TITLE[language], 1.0)
        score += 0.4 * bool(_SIGNS_OF_NEWS.search(line.text)) + 0.2 * line.gap
        if best is not None and any(other.shape in ("stamp", "byline") for other in lines[max(0, i - 3) : i]):
            score -= 0.8
        apart = best is not None and parted and shared > best_shared
        if score > best_score + (_CLOSE if apart else _AHEAD):
            best, best_score, best_shared, parted = i, score, shared, False
    if best is not None:
        return _first_of_titles(lines, best, story, language)
    return next((i for i in range(stop) if patterns.LABELLED_LINK.match(lines[i].text)), None)


def _first_of_titles(lines: list[Line], best: int, story: set[str], language: Language) -> int:
    """Return the first of the titles right above a headline that tells of the same: the rest are decks."""
    first = best
    for i in range(best - 1, max(best - 4, -1), -1):
        text = lines[i].text
        own = stems(text, language)
        if lines[i].shape not in ("title", "prose") or text[0] in "[<【" or len(text) < TITLE[language] // 2:
            break
        if _BREADCRUMB.search(text) or _KICKER.search(text) or len(text.split()) < 2:
            break
        shared = len(own & story)
        if not shared:
            break
        is_alike = shared * 3 >= len(own) and len(text) > 0.8 * TITLE[language] and len(text.split()) > 3
        if (shared > 1 and shared * 4 >= len(own)) or is_alike:
            first = i
    return first


def is_site_menu(line: Line) -> bool:
    """Whether a line is a menu of sections rather than a share bar."""
    return line.shape == "menu" and not _SHARE.search(line.text)
