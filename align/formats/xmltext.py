"""XML as translation tools exchange it: written and read as a stream, in constant memory.

What comes from elsewhere is not trusted: no DTD or entity is resolved, nothing is fetched, and a file that declares
entities of its own is refused.

XML 1.0 has no way to write most control characters. Within text, one of them is an inline code that names it, such as
`<ph type="x-control">U+000B</ph>`; elsewhere (properties, names) U+FFFD stands for it, and the report counts it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from align.errors import InputError
from align.formats.report import Notes
from align.records.streams import Source, writing_packed
from align.records.table import Record

if TYPE_CHECKING:
    from lxml import etree

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMED = re.compile(r"U\+([0-9A-F]{4,6})")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

REPLACED = "control characters outside the text, which XML can't hold, became U+FFFD"
NO_TEXT = "units have no text in either language and were left out"
CODES_LEFT_OUT = "texts lost inline codes (tags of a document); their text was kept"

#: Names of what hanalign itself writes: the list of columns, what made them, and a code that is a control character.
COLUMNS = "x-columns"
SIGNATURE = "x-signature"
CONTROL = "x-control"

#: Builds the inline code that stands for a character: takes its name, U+000B, and a number within the text, from 1.
CodeFor = Callable[[str, int], "etree._Element"]


def plain(text: str, notes: Notes) -> str:
    """Return a text for an attribute or property; what XML can't hold is replaced, and counted."""
    clean, count = _ILLEGAL.subn("\ufffd", text)
    notes.add(REPLACED, count)
    return clean


def fill(element: etree._Element, text: str, code_for: CodeFor) -> None:
    """Put a text into an element; inline codes stand for what XML can't hold."""
    if not _ILLEGAL.search(text):
        element.text = text
        return
    last: etree._Element | None = None
    start = 0
    for number, found in enumerate([*_ILLEGAL.finditer(text), None], 1):
        piece = text[start : found.start() if found else None]
        if last is None:
            element.text = piece
        else:
            last.tail = piece
        if found:
            last = code_for(f"U+{ord(found[0]):04X}", number)
            element.append(last)
            start = found.end()


def character_of(name: str | None) -> str:
    """Return the character that a name such as U+000B stands for, empty if it is no such name."""
    found = _NAMED.fullmatch(name or "")
    code = int(found[1], 16) if found else 0x110000
    return chr(code) if found and code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def text_of(
    element: etree._Element, is_code: Callable[[etree._Element], bool], decode: Callable[..., str]
) -> tuple[str, bool]:
    """Return the text within an element, and whether inline codes were left out.

    `is_code` tells elements whose content is no text; `decode` gives the character that one stands for, or nothing.
    """
    from lxml import etree

    parts = [element.text or ""]
    has_lost = False
    for child in element:
        if isinstance(child.tag, str):
            if is_code(child):
                character = decode(child)
                parts.append(character)
                has_lost |= not character
            else:
                inner, inner_lost = text_of(child, is_code, decode)
                parts.append(inner)
                has_lost |= inner_lost
        elif child.tag is etree.Entity:
            # Nobody says what it stands for.
            parts.append(child.text)
        parts.append(child.tail or "")
    return "".join(parts), has_lost


def named_columns(listed: str | None) -> tuple[str, ...]:
    """Return the columns that a file lists as JSON, none if it doesn't do so properly."""
    try:
        names = json.loads(listed or "null")
    except (ValueError, RecursionError):
        return ()
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        return ()
    return tuple(dict.fromkeys(names)) if {"ko", "en"} <= set(names) else ()


def column_of(name: str | None) -> str:
    """Return the column that a property becomes; one that has no name, or that of a text, gets another."""
    return f"prop_{name or ''}".rstrip("_") if name in (None, "", "ko", "en") else str(name)


def joined(pairs: Iterable[tuple[str, str]]) -> Record:
    """Return properties as a record; values of the same name stand each on a line of its own."""
    record: Record = {}
    for name, value in pairs:
        record[name] = f"{record[name]}\n{value}" if name in record else value
    return record


@cache
def tool_version() -> str:
    """Return the version of hanalign that files name as their maker."""
    try:
        return version("hanalign")
    except PackageNotFoundError:
        return "unknown"


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def language_of(element: etree._Element) -> str:
    """Return the language that an element says it is in, if it does."""
    return element.get(_XML_LANG) or element.get("lang") or ""


def set_language(element: etree._Element, language: str) -> None:
    """Say which language an element is in."""
    element.set(_XML_LANG, language)


@lru_cache
def is_language(code: str, wanted: str) -> bool:
    """Whether a language code is the wanted one, or one of both is the other with a region: ko and ko-KR."""
    left, right = (f"{one.replace('_', '-').lower()}-" for one in (code, wanted))
    return len(left) > 1 and (left.startswith(right) or right.startswith(left))


@contextmanager
def writing(path: str | Path) -> Iterator[Any]:
    """Open an XML file that appears whole or not at all, as an `lxml.etree.xmlfile` behind its declaration."""
    from lxml import etree

    with writing_packed(path) as raw:
        with etree.xmlfile(raw, encoding="utf-8") as stream:
            stream.write_declaration()
            yield stream
        raw.write(b"\n")


def elements(
    source: Source, raw: BinaryIO, root: str, names: Sequence[str], others: Sequence[str] = ()
) -> Iterator[tuple[str, etree._Element]]:
    """Yield `start` and `end` of the elements with one of the names, in document order, whatever their namespace.

    After the end of one of `names` it is emptied, and what lies before it is dropped; not so for `others`. Raises
    InputError, with the line, where the file is no XML, has another root, or declares entities.
    """
    parser = _parser(raw)
    try:
        for _, first in parser:
            _check_root(source, first, root)
            break
        # Only what is asked for crosses from the parser's own memory, which is where the time goes.
        parser = _parser(raw, *names, *others)
        for event, element in parser:
            yield event, element
            if event == "end" and local(element) in names:
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except SyntaxError as error:
        # The error itself may say no more than that there is no further element.
        faults = [(fault.line, fault.message) for fault in parser.error_log]
        if not faults:
            raise InputError(f"{source.name}: is empty or no XML; was it written?") from error
        line, message = faults[-1]
        raise InputError(f"{source.name}, line {line}: is no XML ({message}); repair it there") from error
    except (EOFError, zlib.error, OSError) as error:
        raise InputError(f"{source.name}: can't be read ({error}); get the file again") from error


def _parser(raw: BinaryIO, *names: str) -> etree.iterparse:
    from lxml import etree

    raw.seek(0)
    tags = [f"{{*}}{name}" for name in names] or None
    return etree.iterparse(
        raw, ("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _check_root(source: Source, element: etree._Element, root: str) -> None:
    if local(element) != root:
        raise InputError(
            f"{source.name}: its root is {local(element)}, not {root}; give --from if it is another format"
        )
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.entities()), None) is not None:
        raise InputError(f"{source.name}: declares entities, which a file from elsewhere may not; write them out")
