"""Where pages come from: files of text, HTML or Markdown, JSONL records, directories of one page each."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from align.errors import InputError
from align.read import read_text

_SUFFIXES = (".txt", ".html", ".htm", ".md")
_MARKDOWN = (
    (re.compile(r"\A---\n.*?\n---\n", re.DOTALL), ""),
    (re.compile(r"^(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE), ""),
    (re.compile(r"[ \t]+#+[ \t]*$|^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


class Page(NamedTuple):
    """The raw text of a page; `id` pairs it with its counterpart, `name` says in messages where it comes from."""

    id: str
    name: str
    text: str


def holds_many(path: str | Path) -> bool:
    """Whether a path may hold more than one page: a directory, or JSONL records."""
    return Path(path).suffix == ".jsonl" or Path(path).is_dir()


def read_pages(path: str | Path) -> list[Page]:
    """Return the pages at a path, at least one; `-` is standard input.

    A directory holds one page a file (.txt, .html, .htm, .md), taken in order of name. A JSONL record has a `body`,
    and may have a `title` and an `id`; otherwise its line number is its id.

    Raises InputError, naming file and line, where there is none or one can't be read; DecodingError as `read_text`.
    """
    where = Path(path)
    if where.suffix == ".jsonl" and not where.is_dir():
        return _records(where)
    if not where.is_dir():
        text = read_text(path)
        return [Page(_id(where), str(path), plain_text(text) if where.suffix == ".md" else text)]
    files = sorted(file for file in where.iterdir() if file.suffix.lower() in _SUFFIXES)
    if not files:
        raise InputError(f"{path}: holds no page; name a directory with files in {', '.join(_SUFFIXES)}")
    return [page for file in files for page in read_pages(file)]


def _id(path: Path) -> str:
    """Return the name of a page: that of its folder where the file is called after its language."""
    folder = path.resolve().parent.name
    return folder if path.stem.lower() in ("ko", "en") and folder else path.stem


def read_page(path: str | Path) -> Page:
    """Return the one page at a path. Raises InputError where there are more, and as `read_pages`."""
    if Path(path).is_dir():
        raise InputError(f"{path}: is a directory; name a file in it")
    pages = read_pages(path)
    if len(pages) > 1:
        raise InputError(f"{path}: holds {len(pages)} pages; give them with those of the other side, or one alone")
    return pages[0]


def pair_pages(source: Sequence[Page], target: Sequence[Page]) -> list[tuple[Page, Page]]:
    """Return the pages of both sides with the same id, in the order of the first. Raises InputError for one alone."""
    by_id = {page.id: page for page in target}
    own = {page.id for page in source}
    for side, others in ((source, by_id.keys()), (target, own)):
        if lone := next((page for page in side if page.id not in others), None):
            raise InputError(f"{lone.name}: has no counterpart; both sides need a page named {lone.id}")
    if len(own) < len(source) or len(by_id) < len(target):
        raise InputError(f"{source[0].name}: two pages of one side have the same name; give each its own")
    return [(page, by_id[page.id]) for page in source]


def plain_text(markdown: str) -> str:
    """Return Markdown as text: marks of headings, emphasis, links and code away, lines as they are."""
    for pattern, kept in _MARKDOWN:
        markdown = pattern.sub(kept, markdown)
    return markdown


def _records(path: Path) -> list[Page]:
    pages = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            pages.append(_record(line, f"{path}, line {number}", number))
    return pages


def _record(line: str, name: str, number: int) -> Page:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(f"{name}: is no JSON ({error}); give one object a line") from error
    if not isinstance(record, dict) or not isinstance(record.get("body"), str):
        raise InputError(f"{name}: has no text in body; give an object with body, and title and id if there are any")
    title = record.get("title") or ""
    return Page(str(record.get("id", number)), name, f"{title}\n\n{record['body']}" if title else record["body"])
