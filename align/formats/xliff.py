"""XLIFF: documents on their way through translation, 1.2 (transitional) and 2.0, both written and read.

Consecutive rows of one article (`pair_id`) are a `file`, each row is a unit with a running number for its id, source
and target. The other columns are properties of the column's name in the form that TSV has: in 1.2 `prop`s in a
`prop-group`, in 2.0 `meta`s of the metadata module; `note` is a note. An empty value is left out. The first file names
all columns, so that they come back in order, and what made the corpus, if that is known. A control character is
`<x id="1" ctype="x-control" equiv-text="U+000B"/>` in 1.2, and `<cp hex="000B"/>`, which the standard has for it, in
2.0.

In files from elsewhere: source and target may be the other way round; elements that hold text (`g`, `mrk`, `pc`) are
kept as text, other inline codes are left out; in 2.0 each segment is a row; a unit's id comes as `unit_id` unless it
is a running number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.errors import InputError
from align.formats import xmltext
from align.formats.report import Notes
from align.options import FormatOptions
from align.records.cells import cell
from align.records.streams import Source
from align.records.table import Record

if TYPE_CHECKING:
    from lxml import etree

_SPACES = {"1.2": "urn:oasis:names:tc:xliff:document:1.2", "2.0": "urn:oasis:names:tc:xliff:document:2.0"}
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CODES = ("bpt", "ept", "it", "ph", "x", "bx", "ex", "sub", "sc", "ec", "sm", "em", "cp")
_OTHERS = ("xliff", "header", "metadata")
#: Name of the file where rows have no article.
_NO_ARTICLE = "corpus"


@contextmanager
def write(
    path: str | Path, columns: tuple[str, ...], options: FormatOptions, notes: Notes
) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open an XLIFF file for writing, which may be packed (.gz). Raises OutputError where it can't be written."""
    dialect = (_Second if options.xliff_version == "2.0" else _First)(columns, options, notes)
    number = 0
    with xmltext.writing(path) as stream, stream.element(dialect.name("xliff"), dialect.root, nsmap=dialect.namespaces):
        files = _Files(stream, dialect)

        def add(record: Mapping[str, object]) -> None:
            nonlocal number
            number += 1
            values = {column: cell(record.get(column), column, f"{path}, unit {number}") for column in columns}
            files.put(values.get("pair_id", _NO_ARTICLE), values)

        with files.inner:
            yield add
            files.close(_NO_ARTICLE)


class _Files:
    """The `file` elements of a document, one after the other, as they are needed."""

    def __init__(self, stream: Any, dialect: _First) -> None:
        self.stream = stream
        self.dialect = dialect
        self.count = self.units = 0
        self.article: str | None = None
        self.inner = ExitStack()

    def put(self, article: str, values: Mapping[str, str]) -> None:
        if article != self.article:
            self._end()
            self._begin(article)
        self.units += 1
        self.stream.write("\n", self.dialect.unit(self.units, values))

    def close(self, article: str) -> None:
        if not self.count:
            self._begin(article)
        self._end()
        self.stream.write("\n")

    def _begin(self, article: str) -> None:
        self.article = article
        self.count += 1
        self.units = 0
        self.stream.write("\n")
        self.inner.enter_context(self.stream.element(self.dialect.name("file"), self.dialect.file(article, self.count)))
        if (head := self.dialect.head(self.count == 1)) is not None:
            self.stream.write("\n", head)
        if self.dialect.body:
            self.stream.write("\n")
            self.inner.enter_context(self.stream.element(self.dialect.name(self.dialect.body)))

    def _end(self) -> None:
        if self.count:
            self.stream.write("\n")
        self.inner.close()


class _First:
    """Names and places of things in XLIFF 1.2."""

    body = "body"

    def __init__(self, columns: tuple[str, ...], options: FormatOptions, notes: Notes) -> None:
        self.columns = columns
        self.options = options
        self.notes = notes
        self.namespaces: dict[str | None, str] = {None: _SPACES["1.2"]}
        self.root = {"version": "1.2"}
        self.further = [column for column in columns if column not in ("ko", "en", "pair_id", "note")]

    def name(self, local_name: str) -> str:
        return f"{{{self.namespaces[None]}}}{local_name}"

    def child(self, parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
        from lxml import etree

        element = etree.SubElement(parent, name, attributes)
        element.text = text
        return element

    def element(self, name: str, **attributes: str) -> etree._Element:
        # Without a name space of its own, which would be said again for each: it is written in the root's.
        from lxml import etree

        return etree.Element(name, attributes)

    def file(self, article: str, number: int) -> dict[str, str]:
        return {
            "original": xmltext.plain(article, self.notes), "source-language": self.options.source_lang,
            "target-language": self.options.target_lang, "datatype": "plaintext",
        }  # fmt: skip

    def head(self, is_first: bool) -> etree._Element | None:
        if not is_first:
            return None
        head = self.element("header")
        self.properties(head, self.about())
        attributes = {"tool-id": "hanalign", "tool-name": "hanalign", "tool-version": xmltext.tool_version()}
        self.child(head, "tool", **attributes)
        return head

    def about(self) -> list[tuple[str, str]]:
        """Return the properties of the corpus as a whole."""
        signature = [(xmltext.SIGNATURE, self.options.signature)] if self.options.signature else []
        return [(xmltext.COLUMNS, json.dumps(self.columns)), *signature]

    def properties(self, parent: etree._Element, pairs: list[tuple[str, str]]) -> None:
        if pairs:
            group = self.child(parent, "prop-group")
            for name, value in pairs:
                attributes = {"prop-type": xmltext.plain(name, self.notes)}
                self.child(group, "prop", xmltext.plain(value, self.notes), **attributes)

    def unit(self, number: int, values: Mapping[str, str]) -> etree._Element:
        unit = self.element("trans-unit", id=str(number))
        unit.set(_XML_SPACE, "preserve")
        xmltext.fill(self.child(unit, "source"), values["ko"], self.code)
        xmltext.fill(self.child(unit, "target"), values["en"], self.code)
        self.properties(unit, [(column, values[column]) for column in self.further if values[column]])
        if values.get("note"):
            self.child(unit, "note", xmltext.plain(values["note"], self.notes))
        return unit

    def code(self, name: str, number: int) -> etree._Element:
        return self.element("x", **{"id": str(number), "ctype": xmltext.CONTROL, "equiv-text": name})


class _Second(_First):
    """Names and places of things in XLIFF 2.0."""

    body = ""

    def __init__(self, columns: tuple[str, ...], options: FormatOptions, notes: Notes) -> None:
        super().__init__(columns, options, notes)
        self.namespaces = {None: _SPACES["2.0"], "mda": _METADATA}
        self.root = {"version": "2.0", "srcLang": options.source_lang, "trgLang": options.target_lang}

    def file(self, article: str, number: int) -> dict[str, str]:
        return {"id": f"f{number}", "original": xmltext.plain(article, self.notes)}

    def head(self, is_first: bool) -> etree._Element | None:
        return self._metadata(self.about()) if is_first else None

    def _metadata(self, pairs: list[tuple[str, str]]) -> etree._Element:
        from lxml import etree

        data = etree.Element(f"{{{_METADATA}}}metadata", nsmap={"mda": _METADATA})
        group = etree.SubElement(data, f"{{{_METADATA}}}metaGroup")
        for name, value in pairs:
            meta = etree.SubElement(group, f"{{{_METADATA}}}meta", type=xmltext.plain(name, self.notes))
            meta.text = xmltext.plain(value, self.notes)
        return data

    def unit(self, number: int, values: Mapping[str, str]) -> etree._Element:
        unit = self.element("unit", id=str(number))
        unit.set(_XML_SPACE, "preserve")
        if pairs := [(column, values[column]) for column in self.further if values[column]]:
            unit.append(self._metadata(pairs))
        if values.get("note"):
            self.child(self.child(unit, "notes"), "note", xmltext.plain(values["note"], self.notes))
        segment = self.child(unit, "segment")
        xmltext.fill(self.child(segment, "source"), values["ko"], self.code)
        xmltext.fill(self.child(segment, "target"), values["en"], self.code)
        return unit

    def code(self, name: str, number: int) -> etree._Element:
        return self.element("cp", hex=name.removeprefix("U+"))


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
