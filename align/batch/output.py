"""Files of a finished build: written in the state folder, moved to their place when all are whole."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Sequence
from io import BufferedWriter
from pathlib import Path

from align.errors import OutputError

#: Bytes collected before they are hashed and written.
_BUFFER = 1 << 20


class LineFile:
    """A text file of lines, hashed while it is written; gzip where its name says so.

    The same lines give the same bytes: no time and no name goes into the compressed file. Raises OutputError.
    """

    def __init__(self, path: Path, header: str) -> None:
        self.path = path
        self.rows = 0
        self._sha256 = hashlib.sha256()
        self._pending: list[str] = [header]
        self._size = 0
        try:
            self._file: BufferedWriter = open(path, "wb")  # noqa: SIM115 - closed by close
        except OSError as error:
            raise _failure(path, error) from error
        self._gzip = None
        if path.suffix == ".gz":
            self._gzip = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=self._file, mtime=0)

    def write(self, line: str) -> None:
        """Add a line, given without its end."""
        self._pending.append(line)
        self._size += len(line)
        self.rows += 1
        if self._size > _BUFFER:
            self._flush()

    def _flush(self) -> None:
        if not self._pending:
            return
        raw = ("\n".join(self._pending) + "\n").encode("utf-8", "replace")
        self._pending, self._size = [], 0
        self._sha256.update(raw)
        try:
            (self._gzip or self._file).write(raw)
        except OSError as error:
            raise _failure(self.path, error) from error

    def close(self) -> None:
        """Put everything on the disk."""
        self._flush()
        try:
            if self._gzip:
                self._gzip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise _failure(self.path, error) from error

    @property
    def sha256(self) -> str:
        """Hash of the lines, before compression."""
        return self._sha256.hexdigest()


class CorpusFiles:
    """`corpus.tsv`, or `corpus-00001.tsv.gz` and on with `rows_per_file` rows each."""

    def __init__(self, folder: Path, header: str, rows_per_file: int) -> None:
        self._folder, self._header, self._rows_per_file = folder, header, rows_per_file
        self.files: list[LineFile] = []
        self._open()

    def _open(self) -> None:
        name = f"corpus-{len(self.files) + 1:05d}.tsv.gz" if self._rows_per_file else "corpus.tsv"
        self.files.append(LineFile(self._folder / name, self._header))

    def write(self, line: str) -> None:
        """Add a row, in the next file where one is full."""
        if self._rows_per_file and self.files[-1].rows == self._rows_per_file:
            self.files[-1].close()
            self._open()
        self.files[-1].write(line)

    def close(self) -> None:
        """Put everything on the disk."""
        self.files[-1].close()


def publish(paths: Sequence[Path], folder: Path) -> None:
    """Move finished files to the folder, in order. Raises OutputError."""
    for path in paths:
        try:
            os.replace(path, folder / path.name)
        except OSError as error:
            raise _failure(folder / path.name, error) from error


def _failure(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: writing failed ({error.strerror}); make room and run again, what is finished is kept")
