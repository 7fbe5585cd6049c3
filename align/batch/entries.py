"""One article pair that waits to be read: where its two pages are, and what goes with its rows."""

from __future__ import annotations

import os
import tarfile
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Protocol

from align.bitext import Language
from align.errors import InputError
from align.read import decode, read_text
from align.sources import Page, plain_text

#: File names that hold a page, as in `align.sources`.
PAGE_SUFFIXES = (".txt", ".html", ".htm", ".md")
#: Bytes above which a page in an archive is refused: the largest news page is a thousandth of it.
LARGEST_MEMBER = 64 << 20


class Place(Protocol):
    """Where a page is. Small and picklable: the page is read by the process that aligns it."""

    @property
    def name(self) -> str:
        """The place as messages name it."""
        ...

    def read(self) -> str:
        """Return the text. Raises InputError, naming the place."""
        ...

    def mark(self) -> str:
        """Return what changes when the page does, for the identity of the input."""
        ...


@dataclass(frozen=True, slots=True)
class Inline:
    """A page whose text stands in the manifest itself."""

    name: str
    text: str

    def read(self) -> str:
        return self.text

    def mark(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class File:
    """A page in a file of its own."""

    path: str

    @property
    def name(self) -> str:
        return self.path

    def read(self) -> str:
        return _plain(self.path, read_text(self.path))

    def mark(self) -> str:
        try:
            status = os.stat(self.path)
        except OSError:
            return "missing"
        return f"{status.st_size}:{status.st_mtime_ns}"


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A page in a zip archive."""

    archive: str
    member: str
    check: int

    @property
    def name(self) -> str:
        return f"{self.archive}: {self.member}"

    def read(self) -> str:
        try:
            # A header may say less than there is: never more is unpacked than a page may have.
            with _zip(self.archive).open(self.member) as stream:
                raw = stream.read(LARGEST_MEMBER + 1)
        except (OSError, KeyError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
            raise InputError(f"{self.name}: can't be unpacked ({error}); repair the archive") from error
        except Exception as error:
            if type(error).__module__ not in ("zlib", "lzma", "_lzma"):
                raise
            raise InputError(f"{self.name}: can't be unpacked ({error}); repair the archive") from error
        if len(raw) > LARGEST_MEMBER:
            raise InputError(f"{self.name}: unpacks to more than {LARGEST_MEMBER >> 20} MB; leave it out")
        return _plain(self.member, decode(raw, self.name))

    def mark(self) -> str:
        return f"{self.check:08x}"


@dataclass(frozen=True, slots=True)
class TarMember:
    """A page in an uncompressed tar archive: `data`, the bytes from `offset` on. `archive` is what the user gave."""

    archive: str
    data: str
    member: str
    offset: int
    size: int
    modified: float

    @property
    def name(self) -> str:
        return f"{self.archive}: {self.member}"

    def read(self) -> str:
        try:
            with open(self.data, "rb") as stream:
                stream.seek(self.offset)
                raw = stream.read(self.size)
        except OSError as error:
            raise InputError(f"{self.name}: can't be read ({error.strerror}); check the archive") from error
        if len(raw) < self.size:
            raise InputError(f"{self.name}: is cut short; get the whole archive")
        return _plain(self.member, decode(raw, self.name))

    def mark(self) -> str:
        return f"{self.size}:{self.modified}"


@lru_cache(maxsize=4)
def _zip(archive: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(archive)


def _plain(name: str, text: str) -> str:
    return plain_text(text) if PurePosixPath(name).suffix.lower() == ".md" else text


@dataclass(frozen=True, slots=True)
class Entry:
    """One article pair of the input.

    `titles` (Korean, English) are put above a page that doesn't begin with them. `fields` are the carried columns, in
    the order of `Source.columns`. `error` says why a pair can't be read at all; its places are None then.
    """

    id: str
    ko: Place | None
    en: Place | None
    titles: tuple[str, str] = ("", "")
    fields: tuple[str, ...] = field(default=())
    error: str = ""

    def pages(self) -> tuple[Page, Page]:
        """Read both pages. Raises InputError or DecodingError, naming the place."""
        if self.ko is None or self.en is None:
            raise InputError(self.error)
        return self._page(self.ko, "ko", self.titles[0]), self._page(self.en, "en", self.titles[1])

    def _page(self, place: Place, language: Language, title: str) -> Page:
        text = place.read()
        if title and not text.lstrip().startswith(title):
            text = f"{title}\n\n{text}"
        return Page(self.id, place.name, text)

    def mark(self) -> str:
        """Return what changes when anything of the pair does."""
        places = [place.mark() if place else "" for place in (self.ko, self.en)]
        return "\0".join((self.id, *places, *self.titles, *self.fields, self.error))


def as_tar(path: Path) -> bool:
    """Whether a file is a tar archive, compressed or not."""
    try:
        return tarfile.is_tarfile(path)
    except (OSError, EOFError):
        return False
