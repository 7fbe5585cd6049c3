"""A raw page of text becomes an Article."""

from __future__ import annotations

import re

from align.bitext import ALIGNED_ROLES, Article, Block, Language, Role, Span
from align.clean.glued import byline_stop, credit_start
from align.clean.lines import Line, lines_of, shape_of
from align.clean.phrases import load
from align.clean.roles import roles_of
from align.errors import InputError
from align.options import CleanOptions
from align.shadow import shadow_of

_SIGNED = re.compile(r"기자|특파원|@")
_DEFAULT = CleanOptions()


def clean_text(raw: str, language: Language, *, id: str = "", options: CleanOptions = _DEFAULT) -> Article:
    """Give every line of a page its role.

    Blocks cover all of `raw` but white space, in order: one block a line, and blocks of their own
    for bylines in front of a lead and photo credits behind a caption.

    Raises InputError where no line belongs to an article.
    """
    shadow = shadow_of(raw)
    phrases = load(options.chrome_phrases)
    lines = lines_of(shadow.text)
    for line in lines:
        line.shape = shape_of(line.text, language, phrases)
    roles = roles_of(lines, language)
    if not any(role in ALIGNED_ROLES for role in roles):
        where = f" {id}" if id else ""
        raise InputError(
            f"page{where} holds no article: none of its {len(lines)} lines is more than navigation, notices or "
            "white space; check that the page is not a login wall or an empty crawl"
        )
    blocks: list[Block] = []
    for line, role in zip(lines, roles, strict=True):
        for start, stop, part in _parts(line, role, language):
            span = Span(shadow.to_raw(start), shadow.to_raw(stop))
            blocks.append(Block(span, part))
    return Article(id, language, raw, tuple(blocks))


def _parts(line: Line, role: Role, language: Language) -> list[tuple[int, int, Role]]:
    """Split a line where a byline is glued to it."""
    if role == "body" and (size := byline_stop(line.text, language)):
        middle = line.start + size
        return [(line.start, line.start + len(line.text[:size].rstrip()), "byline"), (middle, line.stop, role)]
    if role == "caption" or (role == "body" and _SIGNED.search(line.text[-60:])):
        cut = credit_start(line.text, language, any_words=role == "caption")
        if cut is None:
            return [(line.start, line.stop, role)]
        stop = line.start + len(line.text[:cut].rstrip())
        return [(line.start, stop, role), (line.start + cut, line.stop, "byline")]
    return [(line.start, line.stop, role)]
