"""XLIFF of either version read as a stream, from whatever tool it comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError
from align.formats import xmltext
from align.formats.report import Notes
from align.options import FormatOptions
from align.records.streams import Source
from align.records.table import Record

if TYPE_CHECKING:
    from lxml import etree

_CODES = ("bpt", "ept", "it", "ph", "x", "bx", "ex", "sub", "sc", "ec", "sm", "em", "cp")
_OTHERS = ("xliff", "header", "metadata")


def read(
    source: Source, options: FormatOptions, notes: Notes
) -> tuple[tuple[str, ...], Iterator[tuple[int, Record]], str]:
    """Return columns, numbered records and what the numbers count; the file is read twice, first for the columns.

    Raises InputError, with the line, where it is no XLIFF, or of two other languages.
    """
    raw = source.seekable()
    named: tuple[str, ...] = ()
    found: dict[str, None] = {}

    def rows(notes: Notes) -> Iterator[Record]:
        nonlocal named
        article, units, sides, swapped = "", 0, ("", ""), False
        for event, element in xmltext.elements(source, raw, "xliff", ["file", "trans-unit", "unit"], _OTHERS):
            name = xmltext.local(element)
            if event == "start" and name == "xliff":
                sides = (element.get("srcLang") or "", element.get("trgLang") or "")
            elif event == "start" and name == "file":
                article, units = element.get("original", Path(source.name).name), 0
                sides = (element.get("source-language") or sides[0], element.get("target-language") or sides[1])
                swapped = _is_swapped(sides, options, f"{source.name}, line {element.sourceline}")
            elif event == "end" and name in ("header", "metadata") and xmltext.local(element.getparent()) == "file":
                named = named or xmltext.named_columns(dict(_properties(element)).get(xmltext.COLUMNS))
            elif event == "end" and name in ("trans-unit", "unit"):
                units += 1
                for texts, lost in _texts(element):
                    notes.add(xmltext.CODES_LEFT_OUT, lost)
                    ko, en = reversed(texts) if swapped else texts
                    yield {"pair_id": article, "ko": ko, "en": en} | xmltext.joined(_further(element, str(units)))

    for record in rows(Notes()):
        found |= dict.fromkeys(record)
    columns = tuple(dict.fromkeys((*named, "ko", "en", *found)))
    if named and "pair_id" not in named:
        columns = tuple(column for column in columns if column != "pair_id")
    return columns, enumerate(rows(notes), 1), "unit"


def _is_swapped(sides: tuple[str, str], options: FormatOptions, place: str) -> bool:
    """Whether the source is English and the target Korean; a target that isn't named is taken to be the other one."""
    wanted = (options.source_lang, options.target_lang)
    for languages, swapped in ((sides, False), (sides[::-1], True)):
        fits = [xmltext.is_language(one, other) or not one for one, other in zip(languages, wanted, strict=True)]
        if all(fits) and any(languages):
            return swapped
    raise InputError(
        f"{place}: is in {sides[0] or 'no language'} and {sides[1] or 'no language'}, not {wanted[0]} and {wanted[1]}; "
        "name the languages by --source-lang and --target-lang"
    )


def _texts(unit: etree._Element) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield source and target of each segment, and how many of the two lost inline codes."""
    for segment in [unit, *(child for child in unit if xmltext.local(child) == "segment")]:
        sides = {xmltext.local(child): child for child in segment if xmltext.local(child) in ("source", "target")}
        if sides:
            texts = [
                xmltext.text_of(sides[side], _is_code, _character) if side in sides else ("", False)
                for side in ("source", "target")
            ]
            yield (texts[0][0], texts[1][0]), texts[0][1] + texts[1][1]


def _further(unit: etree._Element, number: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of all that a unit says beside its texts."""
    if (name := unit.get("id") or number) != number:
        yield "unit_id", name
    for child in unit:
        if xmltext.local(child) == "note":
            yield "note", child.text or ""
        elif xmltext.local(child) == "notes":
            yield from (("note", note.text or "") for note in child if xmltext.local(note) == "note")
        elif xmltext.local(child) in ("prop-group", "metadata"):
            yield from _properties(child)


def _properties(parent: etree._Element) -> Iterator[tuple[str, str]]:
    for element in parent.iter():
        if xmltext.local(element) in ("prop", "meta"):
            yield xmltext.column_of(element.get("prop-type") or element.get("type")), element.text or ""


def _is_code(element: etree._Element) -> bool:
    return xmltext.local(element) in _CODES


def _character(element: etree._Element) -> str:
    if xmltext.local(element) == "cp":
        return xmltext.character_of(f"U+{(element.get('hex') or '').upper():0>4}")
    return xmltext.character_of(element.get("equiv-text")) if element.get("ctype") == xmltext.CONTROL else ""
