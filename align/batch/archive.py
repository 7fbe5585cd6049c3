"""Zip and tar archives, read in place: nothing is unpacked under a name that the archive chose."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import stat
import tarfile
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from align.batch.entries import LARGEST_MEMBER, TarMember, ZipMember
from align.batch.layout import is_page
from align.errors import InputError, OutputError

#: How many times larger than the archive its contents may be. Text packs to a tenth, repetitive markup to a fiftieth.
MOST_PACKED = 200
#: Bytes below which no archive is a bomb, however well it packs.
_HARMLESS = 64 << 20
_CHUNK = 1 << 20
#: Flag of a zip member whose name is UTF-8; others are read as CP437.
_UTF8_NAME = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_REFUSED = "pack it again with plain files alone"


def zip_members(path: Path) -> dict[str, ZipMember]:
    """Return the pages of a zip archive by name.

    Raises InputError where it is damaged or encrypted, or where a name climbs out or is absolute, a member is a link
    or the contents are out of all proportion to the archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise InputError(f"{path}: can't be read as a zip archive ({error}); get it again") from error
    members = {}
    for info in infos:
        name = _checked(_name(info), path)
        if info.is_dir():
            continue
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise InputError(f"{path}: {name} is a link or a device; {_REFUSED}")
        if info.flag_bits & 1:
            raise InputError(f"{path}: {name} is encrypted; pack it again without a password")
        _check_size(info.file_size, name, path)
        if is_page(name):
            if name in members:
                raise InputError(f"{path}: holds {name} twice; {_REFUSED}")
            members[name] = ZipMember(str(path), info.filename, info.CRC)
    # Members that share their bytes make a bomb without any of them packing well.
    _check_packing(sum(info.file_size for info in infos), path.stat().st_size, path)
    return members


def tar_members(path: Path, spool: Path) -> dict[str, TarMember]:
    """Return the pages of a tar archive by name.

    A compressed one is unpacked first, as a whole, to the file `spool` (it can't be read from the middle); a spool
    that is there already is used. Raises InputError as `zip_members`.
    """
    data = path
    if (opened := _compressed(path)) is not None:
        data = spool
        if not spool.exists():
            _unpack(opened, spool, path)
    members = {}
    try:
        with tarfile.open(data, "r:") as archive:
            for info in archive:
                name = _checked(info.name, path)
                if info.isdir():
                    continue
                if not info.isreg() or info.issparse():
                    raise InputError(f"{path}: {name} is a link, a device or sparse; {_REFUSED}")
                _check_size(info.size, name, path)
                if is_page(name):
                    # As tar does: the last of one name is the valid one.
                    members[name] = TarMember(str(path), str(data), name, info.offset_data, info.size, info.mtime)
                # tarfile keeps every header that it has seen.
                archive.members = []  # type: ignore[attr-defined]
    except (OSError, tarfile.TarError, EOFError, ValueError) as error:
        raise InputError(f"{path}: can't be read as a tar archive ({error}); get it again") from error
    return members


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name as it was meant: without the mark of UTF-8, Korean Windows writes CP949."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    for encoding in ("utf-8", "cp949"):
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode(encoding)
    return info.filename


def _checked(name: str, path: Path) -> str:
    """Return a member's name with `/` and without `./`; refuse one that leads out of the archive."""
    plain = name.replace("\\", "/")
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in parts or "\0" in plain:
        raise InputError(f"{path}: the name {name!r} leads out of the archive; {_REFUSED}")
    return "/".join(parts)


def _check_size(size: int, name: str, path: Path) -> None:
    if size > LARGEST_MEMBER and is_page(name):
        raise InputError(f"{path}: {name} has {size >> 20} MB; a page has at most {LARGEST_MEMBER >> 20}, leave it out")


def _check_packing(unpacked: int, packed: int, path: Path) -> None:
    if unpacked > _HARMLESS and unpacked > MOST_PACKED * max(packed, 1):
        raise InputError(
            f"{path}: unpacks to more than {MOST_PACKED} times its {packed} bytes, as no text does; "
            "it is damaged or made to fill the disk"
        )


def _compressed(path: Path) -> BinaryIO | None:
    """Open the contents of a compressed file, told by its first bytes; None for a plain one."""
    with open(path, "rb") as stream:
        head = stream.read(6)
    if head.startswith(b"\x1f\x8b"):
        return gzip.open(path)  # type: ignore[return-value]
    if head.startswith(b"BZh"):
        return bz2.open(path)  # type: ignore[return-value]
    if head == b"\xfd7zXZ\0":
        return lzma.open(path)  # type: ignore[return-value]
    return None


def _unpack(stream: BinaryIO, spool: Path, path: Path) -> None:
    packed, unpacked = path.stat().st_size, 0
    part = spool.with_suffix(".part")
    try:
        with stream, open(part, "wb") as out:
            while True:
                try:
                    chunk = stream.read(_CHUNK)
                except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
                    raise InputError(f"{path}: can't be unpacked ({error}); get it again") from error
                if not chunk:
                    break
                unpacked += len(chunk)
                _check_packing(unpacked, packed, path)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, spool)
    except OSError as error:
        raise OutputError(f"{spool}: writing failed ({error.strerror}); make room and run again") from error
    finally:
        part.unlink(missing_ok=True)
