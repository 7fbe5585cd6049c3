"""`hanalign clean` and `hanalign segment`: one page, and what is found in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from align.cli.console import (
    ChromePhrases,
    Debug,
    Normalize,
    Splitter,
    SplitterOption,
    clean_options,
    print_table,
    segment_options,
    write_utf8,
)
from align.errors import InputError

if TYPE_CHECKING:
    from align.bitext import Article, Span

#: Share of Hangul above which a page is Korean: English ones quote some, Korean ones much English.
_KOREAN_SHARE = 0.3


class PageFormat(StrEnum):
    """How the parts of a page are printed."""

    table = "table"
    jsonl = "jsonl"


class PageLanguage(StrEnum):
    """Languages of a page."""

    ko = "ko"
    en = "en"


Page = Annotated[str, typer.Argument(metavar="PAGE", help="Page, text or HTML; - is standard input.")]
PartsFormat = Annotated[PageFormat, typer.Option("--format", help="A table, or a JSON object a line.")]
LanguageOption = Annotated[PageLanguage | None, typer.Option("--language", help="By default told by the script.")]


def clean(
    page: Page,
    format: PartsFormat = PageFormat.table,
    language: LanguageOption = None,
    chrome_phrases: ChromePhrases = None,
    debug: Debug = False,
) -> None:
    """Show which parts of a page are story, and which are not.

    Offsets count characters of the page, or of the text that a reader of the HTML sees.
    """
    article = _article(page, language, chrome_phrases)
    _show_parts([_part(block.role, block.span, article.raw[slice(*block.span)]) for block in article.blocks], format)


def segment(
    page: Page,
    format: PartsFormat = PageFormat.table,
    language: LanguageOption = None,
    splitter: SplitterOption = Splitter.own,
    normalize: Normalize = False,
    chrome_phrases: ChromePhrases = None,
    debug: Debug = False,
) -> None:
    """Show the sentences of a page.

    Offsets count characters of the page, or of the text that a reader of the HTML sees.
    """
    from align.segment import segment as sentences_of

    sentences = sentences_of(_article(page, language, chrome_phrases), segment_options(splitter, normalize))
    _show_parts([_part(one.role, one.span, one.text) | {"paragraph": one.paragraph} for one in sentences], format)


def _article(page: str, language: PageLanguage | None, chrome_phrases: str | None) -> Article:
    from align.clean import clean_html, clean_text
    from align.language import hangul_share
    from align.read import is_html
    from align.sources import read_page

    text = read_page(page).text
    share = hangul_share([text])
    if language is None and share is None:
        raise InputError(
            f"{'standard input' if page == '-' else page}: too short to tell its language; give --language ko or en"
        )
    is_korean = language == "ko" if language else (share or 0) > _KOREAN_SHARE
    read = clean_html if is_html(text) else clean_text
    return read(text, "ko" if is_korean else "en", id=page, options=clean_options(chrome_phrases))


def _part(role: str, span: Span, text: str) -> dict[str, object]:
    return {"role": role, "start": span.start, "stop": span.stop, "text": " ".join(text.split())}


def _show_parts(parts: Sequence[dict[str, object]], format: PageFormat) -> None:
    if format == PageFormat.jsonl:
        write_utf8()
        for part in parts:
            print(json.dumps(part, ensure_ascii=False))
        return
    from align.table import page_table

    print_table(page_table(parts))
