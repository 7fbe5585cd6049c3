"""A raw page, text or HTML, becomes an Article."""

from __future__ import annotations

import re
from dataclasses import replace

from align.bitext import ALIGNED_ROLES, Article, Block, Language, Role, Span
from align.clean.glued import byline_stop, credit_start, signature_start
from align.clean.lines import LONG, Line, lines_of, shape_of
from align.clean.markup import MarkedLine, read_markup
from align.clean.phrases import key_of, load
from align.clean.printed import printed_metadata
from align.clean.roles import roles_of
from align.clean.tables import mark_fields, mark_rows, mark_summary
from align.errors import InputError
from align.options import CleanOptions
from align.shadow import Shadow, shadow_of

#: Menus, comments and lists of links never hold more of a page's running text than this.
_MOST_IN_MENUS = 0.4
#: Between the title of an article and the names of site and section, in the title of the page.
_SEPARATOR = re.compile(r"\s*(?:\s[-–—·:]{1,2}\s|[|｜>»<«])\s*")
_SHORTEST_TITLE = 8
_LETTER = 60  # a sentence of more characters above a heading is a paragraph
#: Roles of the lines to which bylines and credits are glued.
_SPLIT = frozenset(("body", "caption"))
_DEFAULT = CleanOptions()


def clean_text(raw: str, language: Language, *, id: str = "", options: CleanOptions = _DEFAULT) -> Article:
    """Give every line of a page its role.

    Blocks cover all of `raw` but white space, in order: one block a line, and blocks of their own
    for bylines in front of a lead and photo credits behind a caption.

    Raises InputError where no line belongs to an article.
    """
    shadow = shadow_of(raw)
    lines = _shaped(shadow, language, options)
    return _article(raw, shadow, lines, roles_of(lines, language), language, id)


def clean_html(html: str, language: Language, *, id: str = "", options: CleanOptions = _DEFAULT) -> Article:
    """Give every visible line of an HTML page its role.

    `Article.raw` is the text that a reader sees, one line a block element; offsets lead into it.
    The markup says which lines are captions, headings, links, menus; the rest is decided as in
    `clean_text`. The headline is the title in the head of the page, put first where the page
    itself lost it. `Article.metadata` is what else the head says; date and author as printed where it is silent.

    Raises InputError where no line belongs to an article.
    """
    document = read_markup(html)
    marked = document.lines
    head = _title_line(marked, document.title)
    if head is None:
        head = _top_heading(marked, document.title)
    if head is None and document.title:
        marked = [MarkedLine(document.title, 0, False, False, False, True), *marked]
        head = 0
    raw = "\n".join("\n" * line.gap + line.text for line in marked)
    shadow = shadow_of(raw)
    lines = _shaped(shadow, language, options)
    if len(lines) == len(marked):
        _apply_markup(lines, marked, head, language)
    else:
        head = None
    roles = roles_of(lines, language, head)
    article = _article(raw, shadow, lines, roles, language, id)
    return replace(article, metadata=printed_metadata(lines, roles, document.metadata))


def _title_line(marked: list[MarkedLine], title: str) -> int | None:
    """Index of the line that prints the title of the page; links and menus that repeat it do not count."""
    keys = [
        key
        for part in (title, *_SEPARATOR.split(title))
        if len(key := key_of(part)) >= _SHORTEST_TITLE or part is title
    ]
    return next((i for key in keys if key and (i := _line_of(marked, key)) is not None), None)


def _top_heading(marked: list[MarkedLine], title: str) -> int | None:
    """Index of the only heading that has most words of the title of the page: sites shorten titles."""
    words = set(key_of(title).split())
    found = [
        i
        for i, line in enumerate(marked)
        if line.is_heading
        and not (line.is_chrome or line.links)
        and 2 * len(words & set(key_of(line.text).split())) > len(words) > 1
    ]
    if len(found) != 1 or any(map(_is_told, marked[: found[0]])):
        return None  # a letter greets its readers above its heading
    return found[0]


def _is_told(line: MarkedLine) -> bool:
    return len(line.text) > _LETTER and line.text.endswith((".", "!", "?")) and not line.is_chrome


def _line_of(marked: list[MarkedLine], key: str) -> int | None:
    for i, line in enumerate(marked):
        if line.links or line.is_chrome:
            continue
        found = key_of(line.text)
        alike = found.startswith(key) or key.startswith(found)
        if alike and len(key) < 2 * len(found) < 4 * len(key):
            return i
    return None


def _apply_markup(lines: list[Line], marked: list[MarkedLine], head: int | None, language: Language) -> None:
    """Let the markup overrule the shapes of lines, menus only where they hold but a small part of the text."""
    prose = sum(len(line.text) for line in lines if line.is_prose)
    hidden = sum(len(line.text) for line, mark in zip(lines, marked, strict=True) if line.is_prose and mark.is_chrome)
    trusts_menus = hidden < _MOST_IN_MENUS * prose
    for i, (line, mark) in enumerate(zip(lines, marked, strict=True)):
        if i == head or line.shape in ("byline", "footer", "email", "related", "stamp"):
            continue
        is_link = mark.links > 0.7 * len(mark.text) and len(mark.text) < LONG[language]
        if is_link or (mark.is_chrome and trusts_menus):
            line.shape = "chrome"
        elif mark.is_caption and line.shape != "credit":
            line.shape = "caption"
        elif mark.is_heading and line.shape in ("title", "prose"):
            line.shape = "marked"


def _shaped(shadow: Shadow, language: Language, options: CleanOptions) -> list[Line]:
    phrases = load(options.chrome_phrases)
    lines = lines_of(shadow.text)
    for line in lines:
        line.shape = shape_of(line.text, language, phrases)
    mark_rows(lines)
    mark_fields(lines)
    mark_summary(lines, language)
    return lines


def _article(raw: str, shadow: Shadow, lines: list[Line], roles: list[Role], language: Language, id: str) -> Article:
    if not any(role in ALIGNED_ROLES for role in roles):
        where = f"{id}: " if id else "the page "
        raise InputError(
            f"{where}holds no article: none of its {len(lines)} lines is more than navigation, notices or "
            "white space; check that the page is not a login wall or an empty crawl"
        )
    blocks: list[Block] = []
    shifted = bool(shadow.shadow_cuts)
    for line, role in zip(lines, roles, strict=True):
        parts = _parts(line, role, language) if role in _SPLIT else [(line.start, line.stop, role)]
        for start, stop, part in parts:
            span = Span(shadow.to_raw(start), shadow.to_raw(stop)) if shifted else Span(start, stop)
            blocks.append(Block(span, part))
    return Article(id, language, raw, tuple(blocks))


def _parts(line: Line, role: Role, language: Language) -> list[tuple[int, int, Role]]:
    """Split a line where bylines are glued to it: offsets into the shadow text, trimmed, and roles."""
    text = line.text
    first = byline_stop(text, language)
    last = len(text)
    if role == "caption":
        last = credit_start(text, language, any_words=True) or last
    else:
        last = signature_start(text, language) or last
    if last <= first:
        last = len(text)
    if not first and last == len(text):
        return [(line.start, line.stop, role)]
    pieces: tuple[tuple[int, int, Role], ...] = ((0, first, "byline"), (first, last, role), (last, len(text), "byline"))
    return [
        (line.start + start, line.start + start + len(text[start:stop].rstrip()), part)
        for start, stop, part in pieces
        if stop > start
    ]
