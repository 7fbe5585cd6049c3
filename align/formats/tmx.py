"""TMX 1.4: translation memories. https://www.gala-global.org/tmx-14b

Each row is a `tu` with a `tuv` for either language; its other columns are `prop`s of the column's name, in the form
that TSV has, but for `tuid`, which is an attribute, and `note`. An empty value is left out. The header names all
columns, so that they come back in order, and what made the corpus, if that is known.

In files from elsewhere: other languages are passed over, `hi` is kept as text, other inline codes are left out, a
`prop` of a `tuv` is called `ko_NAME` or `en_NAME`, and of a property that is there more than once each stands on a
line of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from align.formats import xmltext
from align.formats.report import Notes
from align.options import FormatOptions
from align.records.cells import cell
from align.records.streams import Source
from align.records.table import Record

if TYPE_CHECKING:
    from lxml import etree

_CODES = ("bpt", "ept", "it", "ph", "ut", "sub")


@contextmanager
def write(
    path: str | Path, columns: tuple[str, ...], options: FormatOptions, notes: Notes
) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open a TMX file for writing, which may be packed (.gz). Raises OutputError where it can't be written."""
    from lxml import etree

    further = [column for column in columns if column not in ("ko", "en")]
    number = 0
    with xmltext.writing(path) as stream, stream.element("tmx", version="1.4"):
        header = etree.Element(
            "header",
            {
                "creationtool": "hanalign", "creationtoolversion": xmltext.tool_version(), "o-tmf": "hanalign",
                "segtype": "sentence", "datatype": "plaintext", "adminlang": "en", "srclang": options.source_lang,
            },
        )  # fmt: skip
        _property(header, xmltext.COLUMNS, json.dumps(columns))
        if options.signature:
            _property(header, xmltext.SIGNATURE, xmltext.plain(options.signature, notes))
        stream.write(header)

        def add(record: Mapping[str, object]) -> None:
            nonlocal number
            number += 1
            place = f"{path}, unit {number}"
            unit = etree.Element("tu")
            for column in further:
                value = cell(record.get(column), column, place)
                if value and column == "tuid":
                    unit.set("tuid", xmltext.plain(value, notes))
                elif value and column == "note":
                    etree.SubElement(unit, "note").text = xmltext.plain(value, notes)
                elif value:
                    _property(unit, xmltext.plain(column, notes), xmltext.plain(value, notes))
            for column, language in (("ko", options.source_lang), ("en", options.target_lang)):
                variant = etree.SubElement(unit, "tuv")
                xmltext.set_language(variant, language)
                xmltext.fill(etree.SubElement(variant, "seg"), cell(record.get(column), column, place), _code)
            stream.write("\n", unit)

        with stream.element("body"):
            yield add
            stream.write("\n")


def _property(parent: etree._Element, name: str, value: str) -> None:
    from lxml import etree

    etree.SubElement(parent, "prop", type=name).text = value


def _code(name: str, number: int) -> etree._Element:
    from lxml import etree

    code = etree.Element("ph", type=xmltext.CONTROL)
    code.text = name
    return code


def read(
    source: Source, options: FormatOptions, notes: Notes
) -> tuple[tuple[str, ...], Iterator[tuple[int, Record]], str]:
    """Return columns, numbered records and what the numbers count; the file is read twice, first for the columns.

    Raises InputError, with the line, where it is no TMX.
    """
    raw = source.seekable()
    named: tuple[str, ...] = ()
    found: dict[str, None] = {}
    for event, element in xmltext.elements(source, raw, "tmx", ["tu"], ["header"]):
        if event == "end" and xmltext.local(element) == "header":
            named = xmltext.named_columns(next((c.text for c in element if c.get("type") == xmltext.COLUMNS), None))
        elif event == "end":
            found |= dict.fromkeys(_record(element, options) or ())
    columns = tuple(dict.fromkeys((*(named or ("ko", "en")), *found)))

    def records() -> Iterator[tuple[int, Record]]:
        number = 0
        for event, element in xmltext.elements(source, raw, "tmx", ["tu"]):
            if event == "start":
                continue
            number += 1
            if (record := _record(element, options, notes)) is not None:
                yield number, record

    return columns, records(), "unit"


def _record(unit: etree._Element, options: FormatOptions, notes: Notes | None = None) -> Record | None:
    """Return the row that a unit is, None where it has neither language."""
    tuid = unit.get("tuid")
    pairs = [("tuid", tuid)] if tuid else []
    variants = []
    for child in unit:
        name = xmltext.local(child)
        if name == "tuv":
            variants.append((xmltext.language_of(child), child))
        elif name in ("prop", "note"):
            pairs.append((xmltext.column_of(child.get("type")) if name == "prop" else name, child.text or ""))
    texts = {}
    for side, wanted in (("ko", options.source_lang), ("en", options.target_lang)):
        variant = _variant(variants, wanted)
        for child in variant if variant is not None else ():
            name = xmltext.local(child)
            if name == "seg":
                texts[side], has_lost = xmltext.text_of(child, _is_code, _character)
                if has_lost and notes:
                    notes.add(xmltext.CODES_LEFT_OUT)
            elif name in ("prop", "note"):
                pairs.append((f"{side}_{child.get('type') or name}", child.text or ""))
    if not texts:
        if notes:
            notes.add(xmltext.NO_TEXT)
        return None
    return {"ko": "", "en": "", **texts} | xmltext.joined(pairs)


def _variant(variants: list[tuple[str, etree._Element]], wanted: str) -> etree._Element | None:
    """Return the variant in a language: exactly that one rather than with another region, the first of several."""
    fitting = [(code.lower() != wanted.lower(), one) for code, one in variants if xmltext.is_language(code, wanted)]
    return min(fitting, key=lambda item: item[0])[1] if fitting else None


def _is_code(element: etree._Element) -> bool:
    return xmltext.local(element) in _CODES


def _character(element: etree._Element) -> str:
    return xmltext.character_of(element.text) if element.get("type") == xmltext.CONTROL else ""
