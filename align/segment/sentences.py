"""The units of an article: sentences where text runs, lines elsewhere."""

from __future__ import annotations

import re

from align.bitext import Article, Sentence, Span
from align.options import SegmentOptions
from align.segment.normal import normalized
from align.segment.splitter import pieces

_DEFAULT = SegmentOptions()
_RUNNING = frozenset(("body", "caption"))
_LIST_ITEM = re.compile(r"[-‐–•·∙‧▲△▼▽▶▷※*＊■□◆◇●○ㅇ]")


def segment(article: Article, options: SegmentOptions = _DEFAULT) -> tuple[Sentence, ...]:
    """Return every unit of the page in order, chrome included, each with the role of its block.

    Body and captions are cut into sentences; headlines, decks, bylines, list items and chrome are
    one unit a line. `Sentence.paragraph` is the index of the block.
    """
    raw = article.raw
    sentences: list[Sentence] = []
    for paragraph, block in enumerate(article.blocks):
        start, stop = block.span
        role = block.role
        text = raw[start:stop]
        if role not in _RUNNING or _LIST_ITEM.match(text):
            stored = normalized(text) if options.normalize else " ".join(text.split())
            sentences.append(Sentence(stored, role, paragraph, block.span))
            continue
        for (first, last), soft in pieces(text, article.language, options.quote_limit, options.splitter):
            found = text[first:last]
            stored = normalized(found) if options.normalize else " ".join(found.split())
            sentences.append(Sentence(stored, role, paragraph, Span(start + first, start + last), soft))
    return tuple(sentences)
