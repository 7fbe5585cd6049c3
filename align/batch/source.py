"""The input of a build, whatever it is: pairs in a fixed order, and an identity that tells when it changed."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from align.batch.archive import tar_members, zip_members
from align.batch.entries import Entry, File, Place, as_tar
from align.batch.layout import LAYOUTS, pair_names
from align.batch.manifest import SUFFIXES, Manifest
from align.errors import InputError, OutputError


@dataclass(frozen=True)
class Source:
    """Article pairs in order.

    `entries()` yields them anew at each call. `columns` are carried to the rows. `count` is how many pairs there are,
    and `identity` a hash of ids, carried fields and texts, or sizes and times of files.
    """

    name: str
    columns: tuple[str, ...]
    count: int
    identity: str
    entries: Callable[[], Iterator[Entry]]


def open_source(given: str | Path, spool: Path) -> Source:
    """Look through an input: a manifest, a directory, an archive, or `-` for JSONL on standard input.

    `spool` is a folder for what can be read only once: standard input, and the contents of a compressed tar.
    Raises InputError where the input is missing, of no known kind, or holds no pair.
    """
    if str(given) == "-":
        manifest = Manifest(_spooled(spool / "input.jsonl"), name="standard input", suffix=".jsonl")
        return _from_manifest("standard input", manifest)
    path = Path(given)
    if not path.exists():
        raise InputError(f"{path}: no such file or directory; check the path")
    if path.is_dir():
        return _from_names(str(path), {name: File(str(path / name)) for name in _files(path)})
    if path.suffix.lower() in SUFFIXES:
        return _from_manifest(str(path), Manifest(path))
    if zipfile.is_zipfile(path):
        return _from_names(str(path), dict(zip_members(path)))
    if as_tar(path):
        # Named after the archive as it is now: one that was changed is unpacked anew.
        status = path.stat()
        mark = blake2b(f"{path.resolve()}:{status.st_size}:{status.st_mtime_ns}".encode(), digest_size=8).hexdigest()
        return _from_names(str(path), dict(tar_members(path, spool / f"input-{mark}.tar")))
    raise InputError(
        f"{path}: is no input that can be told; give a manifest ({', '.join(SUFFIXES)}), a zip or tar archive, "
        f"or a directory with {'; '.join(LAYOUTS)}"
    )


def _files(folder: Path) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise InputError(f"{error.filename}: can't be read ({error.strerror}); check its permissions")

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            yield Path(parent, name).relative_to(folder).as_posix()


def _from_names(name: str, places: dict[str, Place]) -> Source:
    pairs = pair_names(places, name)

    def entries() -> Iterator[Entry]:
        for pair in pairs:
            if pair.error:
                yield Entry(pair.id, None, None, error=f"{name}: {pair.error}")
            else:
                yield Entry(pair.id, places[pair.ko], places[pair.en])

    return _source(name, (), entries)


def _from_manifest(name: str, manifest: Manifest) -> Source:
    manifest.scan()
    return _source(name, manifest.columns, manifest.entries)


def _source(name: str, columns: tuple[str, ...], entries: Callable[[], Iterator[Entry]]) -> Source:
    digest, count = blake2b("\0".join(columns).encode(), digest_size=16), 0
    for entry in entries():
        digest.update(entry.mark().encode("utf-8", "surrogateescape") + b"\n")
        count += 1
    return Source(name, columns, count, digest.hexdigest(), entries)


def _spooled(path: Path) -> Path:
    part = path.with_suffix(".part")
    try:
        with open(part, "wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except OSError as error:
        raise OutputError(f"{path}: writing failed ({error.strerror}); make room and run again") from error
    return path
