"""Roles of the lines of a page, from their shapes and places.

A page is read as: chrome of the site, headline, decks, stamps and bylines, story, tail. What
decides is where the story begins and ends; inside it a line has to look like chrome to be
dropped, outside it a line has to look like part of the article to be kept.
"""

from __future__ import annotations

import re

from align.bitext import Language, Role
from align.clean import patterns
from align.clean.lines import LONG, SUBSTANTIAL, Line
from align.clean.phrases import key_of

_TITLE = {"ko": 12, "en": 30}  # characters that make a title out of a label
_DECK = {"ko": 60, "en": 110}  # the longest subhead inside a story
_QUOTES = re.compile(r"[\"“”「」『』]|[‘'](?=\S)(?<!\w.)")
_CAPTION_KO = re.compile(
    r"(?:고|어|아|여|해|져|려)\s?있다\.?$|있는 모습(?:이다)?\.?$|모습\.?$|보인다\.?$|전경\.?$|조감도\.?$|장면\.?$"
    r"|(?:기념|악수|포즈|인사|발언|답변|참석)\S{0,8}\s?(?:촬영|하고|취하고)\s?(?:하고\s)?있다\.?$"
)
_VISUAL_KO = re.compile(
    r"보인다\.$|(?:서|앉아|누워|펼쳐져|늘어서|놓여|걸려|세워져|모여|줄지어|전시돼|전시되어) 있다\.$"
    r"|(?:바라보|걷|들|올라오|내려오|타|나르|지나|살펴보|둘러보|내려다보|기다리|연주하|"
    r"시연하|노래하|춤추|인사하|손을 흔들|취하|입장하|답하|웃|뛰|달리)"
    r"고 있다\.$|모습이?다?\.$"
)
_VISUAL_EN = re.compile(
    r"^(?!(?:He|She|They|It|I|We|You|This|That|There|For|In|At|On|But|And|If|As|When)\b)(?!.*\b(?:will|"
    r"would|said|has|have|had|to be|may|can)\b)(?:[\w.,’'-]+\s){1,9}?(?:covers?|comes|"
    r"come|looks?|walks?|stands?|sits?|"
    r"holds|poses?|waits?|wears?|shakes?|sings?|gathers?|climbs?|rides?|overlooks?|displays?|"
    r"performs?|delivers?|celebrates?|"
    r"greets?|stretch(?:es)?|lines?|rises?|overlook|pulls?|carr(?:y|ies)|dances?|plays?|bows?|waves?|hugs?|cheers?)\s"
    r"(?:[\w.,’'-]+\s){0,14}(?:in|at|on|near|off|outside|during|after|before|over|toward|with|of)\s"
)
_SECOND_SENTENCE = re.compile(r"[a-z]{3}[.?!]\s+[A-Z]")
_CAPTION_EN = re.compile(
    r"^(?:This|These|In this|A file|File)\b.{0,40}\b(?:photo|image|picture|photograph|"
    r"file)\b|\bpose[sd]?\b.{0,40}\b(?:photo|camera)"
    r"|\b(?:is|are) (?:seen|pictured|shown)\b|^(?:From left|Pictured|Seen here)\b|\((?:left|"
    r"right|center|C|L|R)\)|,\s(?:left|right|center|second from (?:left|right)),"
)


def roles_of(lines: list[Line], language: Language) -> list[Role]:
    """Return one role a line, in order."""
    body = _story_start(lines, language)
    tail = _tail_start(lines, body, language)
    head = _headline(lines, min(body, tail), language)
    roles: list[Role] = ["chrome"] * len(lines)
    _assign_head(lines, roles, head, min(body, tail), language)
    _assign_story(lines, roles, head, body, tail, language)
    for i in range(tail, len(lines)):
        roles[i] = _tail_role(lines[i])
    for i in range(len(lines)):
        if lines[i].shape == "footer" and roles[i] == "chrome":
            roles[i] = "footer"
    return roles


def has_credit(text: str, language: Language) -> bool:
    """Whether a line ends in a photo credit."""
    from align.clean.glued import credit_start

    return credit_start(text, language) is not None


def _story_start(lines: list[Line], language: Language) -> int:
    """Index of the first line of running text that is no caption; the number of lines if none is."""
    for i, line in enumerate(lines):
        if line.is_prose and not has_credit(line.text, language) and not _is_question_title(lines, i, language):
            return i
    for i, line in enumerate(lines):
        if line.is_prose and not _is_question_title(lines, i, language):
            return i
    return len(lines)


def _is_question_title(lines: list[Line], i: int, language: Language) -> bool:
    """Whether a line that ends in ? or ! is a title: a single sentence followed by shorter matter or prose."""
    text = lines[i].text
    core = text.rstrip("\"'”’)]』」")
    if not core.endswith(("?", "!")) or len(text) >= LONG[language] or i + 1 >= len(lines):
        return False
    return not any(line.is_prose for line in lines[:i])


def _tail_start(lines: list[Line], body: int, language: Language) -> int:
    """Index of the first line after the story."""
    count = len(lines)
    if body >= count:
        shapes = ("footer", "related", "email")
        titles = [i for i, line in enumerate(lines) if line.shape == "title"]
        first = titles[0] if titles else count
        return next((i for i in range(first + 1, count) if lines[i].shape in shapes), count)
    weight = [len(line.text) if line.is_prose and len(line.text) >= SUBSTANTIAL[language] else 0 for line in lines]
    total = sum(weight[body:])
    rest = total
    final = count
    for i in range(body, count):
        rest -= weight[i]
        if i > body and _is_final(lines[i]) and rest <= 0.12 * total:
            final = i
            break
    last = final
    while last > body and not weight[last - 1] and not _goes_on(lines[last - 1]):
        last -= 1
    return next((i for i in range(max(last, body + 1), final) if _opens_tail(lines[i])), final)


def _is_final(line: Line) -> bool:
    return line.shape in ("footer", "email") or (line.shape == "byline" and "@" in line.text)


def _opens_tail(line: Line) -> bool:
    return line.shape in ("related", "menu", "chrome", "stamp", "footer", "email", "byline")


def _goes_on(line: Line) -> bool:
    """Whether a line without much text is still the story's: a short sentence, a table, a list."""
    return line.is_prose or line.shape == "bullet"


def _headline(lines: list[Line], stop: int, language: Language) -> int | None:
    """Index of the headline among the lines before the story, or None.

    The first line that is long enough for a title, unless menus follow it: those belong to the
    head of the site, and so does what stands above them.
    """
    best, best_score = None, -0.5
    for i in range(stop):
        line = lines[i]
        if line.shape not in ("title", "prose", "marked") or has_credit(line.text, language):
            continue
        size = min(len(line.text) / _TITLE[language], 1.4)
        score = 1.0 + size - 0.06 * i
        after = lines[i + 1 : min(i + 6, stop)]
        if any(_is_site_menu(other) for other in after[:3]):
            score -= 1.2
        if any(other.shape in ("stamp", "byline") for other in after):
            score += 0.5
        if _QUOTES.search(line.text) or any(c in line.text for c in "…,:?") or "..." in line.text:
            score += 0.4
        if line.gap:
            score += 0.2
        if any(other.shape in ("stamp", "byline") for other in lines[max(0, i - 3) : i]) and best is not None:
            score -= 0.8
        if score > best_score + 0.5:
            best, best_score = i, score
    return best


_SHARE = re.compile(
    r"글자|글씨|공유|댓글|스크랩|프린트|인쇄|북마크|저장|좋아요|듣기|재생|카카오|페이스북|URL|가가|"
    r"share|print|text|comment|save|facebook|tweet|e-?mail|link|listen|aa\b|font|copied|play|bookmark|\bA[-+]",
    re.IGNORECASE,
)


def _is_site_menu(line: Line) -> bool:
    return line.shape == "menu" and not _SHARE.search(line.text)


def _assign_head(lines: list[Line], roles: list[Role], head: int | None, body: int, language: Language) -> None:
    if head is None:
        for i in range(body):
            if lines[i].shape == "byline":
                roles[i] = "byline"
            elif has_credit(lines[i].text, language) and len(lines[i].text) >= _TITLE[language]:
                roles[i] = "caption"
        return
    roles[head] = "headline"
    if head and lines[head - 1].shape == "title" and _is_kicker(lines[head - 1].text):
        roles[head - 1] = "deck"
    met = False
    for i in range(head + 1, body):
        line = lines[i]
        if line.shape in ("stamp", "byline", "menu"):
            met = True
        roles[i] = _head_role(line, lines[head], met, language)


def _is_kicker(text: str) -> bool:
    return text.startswith(("[", "<", "【")) and len(text) >= 8 and not text.endswith(("]", ">", "】"))


def _head_role(line: Line, headline: Line, met: bool, language: Language) -> Role:
    text = line.text
    if line.shape == "byline" or (line.shape == "credit" and len(text) < 60) or patterns.is_signature(text):
        return "byline"
    if line.shape in ("menu", "chrome", "related", "stamp", "footer", "email"):
        return "chrome"
    if has_credit(text, language) or (line.is_prose and met):
        return "caption"
    if key_of(headline.text) == key_of(text):
        return "caption" if met else "chrome"
    if len(text) < _TITLE[language] * 0.6 and not _QUOTES.search(text):
        return "chrome"
    if met and _looks_like_caption(text, language):
        return "caption"
    return "deck"


def _looks_like_caption(text: str, language: Language) -> bool:
    return bool((_CAPTION_KO if language == "ko" else _CAPTION_EN).search(text))


def _is_bare_caption(text: str, language: Language) -> bool:
    """Whether a paragraph of one short sentence describes a picture."""
    if len(text) > LONG[language] * 0.65 or text[-1] != "." or _QUOTES.search(text):
        return False
    if language == "ko":
        return bool(_VISUAL_KO.search(text)) and "다. " not in text
    return bool(_VISUAL_EN.match(text)) and not _SECOND_SENTENCE.search(text)


def _assign_story(
    lines: list[Line], roles: list[Role], head: int | None, body: int, tail: int, language: Language
) -> None:
    listing = False
    title = key_of(lines[head].text) if head is not None else None
    for i in range(body, tail):
        line = lines[i]
        if listing and (line.is_prose or (line.gap and lines[i - 1].shape != "related")):
            listing = False
        if line.shape == "related":
            listing = True
            continue
        if listing:
            continue
        if title and key_of(line.text)[: len(title)] == title and len(line.text) < LONG[language] * 2:
            roles[i] = "caption" if has_credit(line.text, language) else "chrome"
            continue
        roles[i] = _story_role(lines, i, tail, language)


def _story_role(lines: list[Line], i: int, tail: int, language: Language) -> Role:
    line = lines[i]
    text = line.text
    if line.shape in ("menu", "chrome", "stamp", "footer"):
        return "chrome"
    if line.shape in ("byline", "email", "credit"):
        return "byline"
    if line.shape == "bullet":
        return "body"
    if has_credit(text, language) and len(text) < 400:
        return "caption"
    if line.is_prose:
        return "caption" if _is_bare_caption(text, language) else "body"
    following = next((lines[j] for j in range(i + 1, tail) if lines[j].shape not in ("menu", "chrome", "stamp")), None)
    ends_ko = language == "ko" and text.endswith("다") and len(text) > 36
    if following is None or len(text) > _DECK[language] or ends_ko:
        return "body"
    if line.shape == "marked":
        return "body" if text[0] in "▶▷►☞" and not following.is_prose else "deck"
    before = lines[i - 1] if i else None
    if sum(map(str.isdigit, text)) * 3 > len(text):
        return "body"
    if following.is_prose or following.shape == "bullet":
        return "deck" if before is None or before.shape != "title" or line.gap else "body"
    return "body"


def _tail_role(line: Line) -> Role:
    if line.shape in ("footer", "email"):
        return "footer"
    if line.shape == "byline":
        return "byline"
    return "chrome"
