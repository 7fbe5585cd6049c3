"""Lines of a page and the shape of each, seen alone: prose, title, menu, stamp, byline ..."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from align.bitext import Language
from align.clean import patterns
from align.clean.offers import is_command, speaks_of_page
from align.clean.phrases import Phrases, key_of

#: What a line looks like by itself (`caption` by markup alone). Its role follows from shape and place.
Shape = Literal[
    "prose", "title", "bullet", "marked", "menu", "chrome", "related", "stamp", "byline", "credit",
    "footer", "email", "caption",
]  # fmt: skip

#: A sentence that holds none of these is no copyright line, contact, time stamp or byline.
_SIGNS = (
    *"ⓒ©@|#:",
    *("(c)", "전재", "재배포", "opyright", "ights reserved", "ights Reserved", "COPYRIGHT", "저작권", "무단"),
    *(
        "뉴스 ",
        "기자",
        "구독",
        "로그인",
        "클릭",
        "글자",
        "회원님",
        "팔로우",
        "내려받",
        "다운로드",
        "알림",
        "주세요",
        "유료",
    ),
    *("전용", "복사", "저장", "보도자료", "inbox", "contributed", "subscriber", "new tab", "external"),
    *("약관", "댓글", "Terms of", "Privacy Policy", "sign ", "Sign ", "log in", "Log in"),
)
_SIGN_ENDS = ("here.", "below.", "below:", "below!", "here!", "here:")
_SHORT = 100
_WIDE_SPACE = re.compile(r"\s{2,}|\t")
_LAUGHS = "ㅋㅎㅠㅜ"
_END_SIGNS = " ♦◆■●∎▪◼⬛"  # behind the last word of a story
_CLOSERS = "\"'”’)]』」》>〉"

#: From this many characters on a line is prose, whatever else it looks like.
LONG = {"ko": 110, "en": 190}
#: From this many characters on a line is a title rather than a label.
TITLE = {"ko": 12, "en": 30}
#: A single sentence of fewer characters does not prove that the story has begun or goes on.
SUBSTANTIAL = {"ko": 40, "en": 80}


@dataclass(slots=True)
class Line:
    """One non-empty line: offsets into the shadow text, trimmed; `gap`: a blank line stands before it."""

    start: int
    stop: int
    text: str
    gap: bool
    shape: Shape = "title"

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as running text."""
        return self.shape == "prose"


def lines_of(text: str) -> list[Line]:
    """Return the non-empty lines of a text."""
    lines: list[Line] = []
    previous = offset = 0
    for found in text.splitlines(keepends=True):
        trimmed = found.strip()
        if trimmed:
            start = offset + len(found) - len(found.lstrip())
            gap = start - previous > 1 and (text.count("\n", previous, start) > 1 or "\r\r" in text[previous:start])
            previous = start + len(trimmed)
            lines.append(Line(start, previous, trimmed, gap))
        offset += len(found)
    return lines


def ends_sentence(text: str, language: Language) -> bool:
    """Whether a line ends as sentences do: terminal punctuation, or a Korean final ending."""
    core = text[-12:].rstrip(_END_SIGNS).rstrip(_CLOSERS)
    if core.endswith(":") and len(text) >= SUBSTANTIAL[language]:
        return True
    if core.endswith((".", "?", "!")):
        return not core.endswith("..") or len(text) >= LONG[language] // 2
    if language == "ko" and text[-1] in _LAUGHS and len(text) >= SUBSTANTIAL["ko"] // 2:
        return True
    return language == "ko" and core.endswith("다") and len(text) >= 66


def shape_of(text: str, language: Language, phrases: Phrases) -> Shape:
    """Return the shape of a line from its text alone; short lines recur on every page of a site and are remembered."""
    return _short_shape(text, language, phrases) if len(text) <= _SHORT else _shape(text, language, phrases)


def _shape(text: str, language: Language, phrases: Phrases) -> Shape:
    size = len(text)
    if size >= LONG[language]:
        is_note = size < 500 and (patterns.NOTE.match(text) or (size < 400 and _is_notice(text, language)))
        return "footer" if is_note else "prose"
    sentence = ends_sentence(text, language)
    if sentence and size >= SUBSTANTIAL[language] and _is_plain_sentence(text, phrases):
        return "prose"
    found = patterns.find_copyright(text)
    is_told = sentence and (size >= 80 or text[0] == "(")
    if found and (found.start() < 3 or not is_told or patterns.RESERVED.search(text)):
        is_credit = found.group() in "ⓒ©" and text[: found.start()].rstrip().endswith(".") and size < LONG[language]
        return "title" if is_credit and not patterns.RIGHTS.search(text) else "footer"
    if not sentence and patterns.is_imprint(text):
        return "footer"
    if patterns.is_sent_out(text):
        return "footer"
    if size <= 220 and speaks_of_page(text):
        return "related" if phrases.family(key_of(text)) == "related" else "chrome"
    if patterns.TIP_LINE.match(text) or patterns.SHORT_CODE.match(text):
        return "chrome"
    if patterns.FIGURE.match(text):
        return "caption"
    if patterns.KIND_OF_TEXT.match(text):
        return "chrome"
    if patterns.is_licence(text) or patterns.END_MARK.match(text) or patterns.ATTACHED.search(text):
        return "footer"
    if patterns.CONTACT.match(text) and not sentence:
        return "footer"
    if patterns.NOTE.match(text):
        known = phrases.family(key_of(text))
        return known if known else "stamp" if patterns.is_stamp(text) else "footer"
    if "@" in text and size <= 100 and patterns.is_stamped_byline(text):
        return "byline"
    if "@" in text and (found := patterns.EMAIL.search(text)) and size - len(found.group()) <= 8:
        return "byline" if patterns.is_byline(text, language) else "email"
    if patterns.BROADCAST_MARK.match(text):
        return "chrome"
    if patterns.is_byline(text, language):
        return "byline"
    shape = _listed(text, language, phrases, sentence)
    if shape:
        return shape
    if patterns.SPEAKER_MARK.match(text):
        return "byline"
    if patterns.BULLET.match(text) and not patterns.CREDIT_LINE.match(text):
        return "prose" if sentence and text[0].isdigit() and size >= SUBSTANTIAL[language] else "bullet"
    if patterns.MARKED.match(text) and not sentence:
        return "marked"
    if sentence:
        return "prose"
    if patterns.CREDIT_LINE.match(text):
        return "credit"
    return "title"


def _is_notice(text: str, language: Language) -> bool:
    """Whether a long line is a copyright notice; a sentence is one if its sign isn't that of a credit at its end."""
    found = patterns.find_copyright(text)
    if found is None or not ends_sentence(text, language):
        return found is not None
    return found.group() in "ⓒ©" and found.start() < len(text) - 60


_short_shape = lru_cache(maxsize=4096)(_shape)


def _asks(text: str, sentence: bool) -> bool:
    """Whether a line asks the reader to do something on the page; the plain style of news never does."""
    if text[-1] in "”\"’'" or (text.endswith("다.") and not text.endswith("니다.")):
        return False
    return patterns.requests(text) or (not sentence and patterns.offers(text))


def _is_plain_sentence(text: str, phrases: Phrases) -> bool:
    """Whether a line that ends as a sentence holds no sign of anything else: the quick way for most lines."""
    if (
        text.endswith(_SIGN_ENDS)
        or any(map(text.__contains__, _SIGNS))
        or not (text[0].isalnum() or text[0] in "“\"‘'")
    ):
        return False
    return not (patterns.opens_notice(text) or phrases.opens(key_of(text[:40])))


def _listed(text: str, language: Language, phrases: Phrases, sentence: bool) -> Shape | None:
    """Shapes of what is known to stand around articles: phrases, menus, stamps, tags, links."""
    if patterns.is_stamp(text):
        return "stamp"
    if patterns.LABELLED_LINK.match(text) or patterns.LINK_COLON.match(text) or patterns.COUNTER.match(text):
        return "chrome"
    if not sentence and (
        patterns.TICKER.match(text)
        or patterns.QUOTATION.match(text)
        or ("." in text and patterns.FILE_NAME.search(text))
    ):
        return "chrome"
    if patterns.is_table_row(text):
        return None
    if "기자" in text and patterns.REPORTER_LINK.search(text):
        return "chrome"
    if len(text) <= 90 and _asks(text, sentence):
        return "chrome"
    key = key_of(text)
    if not key:
        return "chrome" if not sentence and (len(text) <= 3 or not any(map(str.isalnum, text))) else None
    family = phrases.family(key)
    if family and (not sentence or " " in key or family == "chrome"):
        whole = phrases.exact.get(key) is not None
        if whole or not sentence or patterns.NOTICE_WORDS.search(text) or len(key) <= LONG[language] // 3:
            return family
    if sentence:
        return None
    if is_command(text):
        return "chrome"
    if patterns.HASHTAGS.match(text):
        return "chrome"
    if len(text) <= 90 and phrases.menu_share(text) > 0.5:
        return "menu"
    items = _WIDE_SPACE.split(text) if "  " in text or "\t" in text else ()
    if len(items) >= 3 and max(map(len, items)) <= 16:
        return "menu"
    if text.count("|") + text.count("·") + text.count(" > ") >= 3 and max(map(len, re.split(r"[|·>]", text))) <= 14:
        return "menu"
    return None
