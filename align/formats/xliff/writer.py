"""XLIFF written as a stream: the same rows in the two dialects."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.formats import xmltext
from align.formats.report import Notes
from align.options import FormatOptions
from align.records.cells import cell

if TYPE_CHECKING:
    from lxml import etree

_SPACES = {"1.2": "urn:oasis:names:tc:xliff:document:1.2", "2.0": "urn:oasis:names:tc:xliff:document:2.0"}
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
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
