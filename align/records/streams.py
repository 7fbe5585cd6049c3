"""Bytes and lines below the formats: standard streams, compression, UTF-8, and where a line stands."""

from __future__ import annotations

import gzip
import io
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from align.corpus import writing_bytes
from align.errors import DecodingError, InputError

#: Bytes of the longest line; a text of this length is a damaged file, or an attack by compression.
LONGEST_LINE = 64 * 2**20

_BOM = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_GZIP = b"\x1f\x8b"
#: As fast as the default level to read, and half the time to write for a tenth more bytes.
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Source:
    """A file open for reading; `name` says in messages where it comes from."""

    name: str
    raw: BinaryIO

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield number, from 1, and text of each line, with its line feed; a byte order mark is left out.

        Raises InputError for NULs, damaged compression and endless lines, DecodingError where bytes are no UTF-8.
        """
        offset = 0
        number = 0
        while line := self._line(number + 1):
            number += 1
            size = len(line)
            if number == 1:
                line = self._without_mark(line)
                offset = size - len(line)
            if b"\0" in line:
                raise InputError(f"{self.name}, line {number}: holds a NUL; give plain text in UTF-8")
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError as error:
                raise DecodingError(
                    f"{self.name}, line {number}, byte offset {offset + error.start}: byte "
                    f"0x{line[error.start]:02x} is no UTF-8 text; save the file as UTF-8, or repair it there"
                ) from error
            offset += len(line)
            if text:
                yield number, text

    def seekable(self) -> BinaryIO:
        """Return the file in a form that can be read more than once: itself, or a copy of a pipe on disk."""
        if self.raw.seekable():
            return self.raw
        copy = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - gone with its last reader
        shutil.copyfileobj(self.raw, copy)
        copy.seek(0)
        return copy

    def _line(self, number: int) -> bytes:
        try:
            line = self.raw.readline(LONGEST_LINE + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(
                f"{self.name}, line {number}: damaged compression ({error}); get the file again"
            ) from error
        except OSError as error:
            raise _unreadable(self.name, error) from error
        if len(line) > LONGEST_LINE:
            raise InputError(f"{self.name}, line {number}: is longer than 64 MiB; is this one record a line?")
        return line

    def _without_mark(self, line: bytes) -> bytes:
        if line.startswith(_GZIP):
            raise InputError(f"{self.name}: is compressed by gzip; give it a name that ends in .gz, or unpack it")
        if line.startswith(_WIDE_MARKS):
            raise InputError(f"{self.name}: is UTF-16 text; save it as UTF-8")
        return line.removeprefix(_BOM)


def is_compressed(path: str | Path) -> bool:
    """Whether the name of a file says that it is compressed."""
    return str(path).lower().endswith(".gz")


@contextmanager
def reading(path: str | Path) -> Iterator[Source]:
    """Open a file, unpacked if its name ends in .gz; `-` is standard input. Raises InputError where it can't be."""
    if str(path) == "-":
        yield Source("standard input", sys.stdin.buffer)
        return
    name = str(path)
    try:
        raw = cast(BinaryIO, gzip.open(path)) if is_compressed(path) else open(path, "rb")  # noqa: SIM115
    except OSError as error:
        raise _unreadable(name, error) from error
    with raw:
        yield Source(name, raw)


def _unreadable(name: str, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(f"{name}: no such file; check the path")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{name}: is a directory; name a file in it")
    return InputError(f"{name}: can't be read ({error.strerror or error}); check the path and its permissions")


@contextmanager
def writing_text(path: str | Path) -> Iterator[TextIO]:
    """Open a UTF-8 file for writing, with bare line feeds, as `writing_packed` does."""
    with writing_packed(path) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        try:
            yield stream
        finally:
            # The file below is closed by its own opener, standard output by nobody.
            stream.detach()


@contextmanager
def writing_packed(path: str | Path) -> Iterator[BinaryIO]:
    """Open a binary file for writing, packed if its name ends in .gz. Raises as `corpus.writing`.

    What is packed depends on the bytes alone, not on time or name.
    """
    with writing_bytes(path) as raw:
        if not is_compressed(path):
            yield raw
            return
        packed = gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0)
        yield cast(BinaryIO, packed)
        packed.close()
