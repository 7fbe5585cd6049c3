"""Shards: what one batch of pairs gave, on disk, whole or not at all.

A shard is three files. `N.rows` has a line for each row in order, `K` before one to be kept and `R` before a reject;
`N.keys` the keys and sketches of the kept ones; `N.done` the marker, written last: signature, sizes and counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from align.dedupe import Keys, Sketches
from align.errors import OutputError

KEPT, REJECTED = "K", "R"


@dataclass(frozen=True, slots=True)
class Marker:
    """What a finished shard says of itself.

    `pairs` holds the id of each pair and how many of its rows passed the filters. `rejected_pairs` gave no row.
    `sentences` are those of the Korean and English side, `linked` those of them that stand in rows.
    """

    signature: str
    pairs: tuple[tuple[str, int], ...]
    kept: int
    rejected: int
    rejected_pairs: int
    sentences: tuple[int, int]
    linked: tuple[int, int]
    rows_size: int = 0
    keys_size: int = 0


class Shards:
    """The shards of one build in a folder; those of another signature count as absent."""

    def __init__(self, folder: Path, signature: str, permutations: int) -> None:
        self._folder = folder
        self._signature = signature
        self._permutations = permutations

    def _path(self, number: int, suffix: str) -> Path:
        return self._folder / f"{number:06d}.{suffix}"

    def marker(self, number: int) -> Marker | None:
        """Return the marker of a shard, or None where it is missing, damaged, cut short or of another build."""
        try:
            values = json.loads(self._path(number, "done").read_text("utf-8"))
            values["pairs"] = tuple((str(pair_id), int(rows)) for pair_id, rows in values["pairs"])
            marker = Marker(**{**values, "sentences": tuple(values["sentences"]), "linked": tuple(values["linked"])})
            sizes = self._path(number, "rows").stat().st_size, self._path(number, "keys").stat().st_size
        except (OSError, ValueError, TypeError, KeyError):
            return None
        is_whole = sizes == (marker.rows_size, marker.keys_size)
        return marker if is_whole and marker.signature == self._signature else None

    def write(self, number: int, lines: Sequence[str], keys: Keys, sketches: Sketches, marker: Marker) -> None:
        """Write a shard; its marker appears when all else is safe on the disk. Raises OutputError."""
        rows = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
        described = keys.tobytes() + sketches.tobytes()
        values = asdict(marker) | {"signature": self._signature, "rows_size": len(rows), "keys_size": len(described)}
        write_whole(self._path(number, "rows"), rows)
        write_whole(self._path(number, "keys"), described)
        write_whole(self._path(number, "done"), json.dumps(values, ensure_ascii=False).encode("utf-8", "replace"))

    def lines(self, number: int) -> Iterator[tuple[str, str]]:
        """Yield the lines of a shard: KEPT or REJECTED, and the line without its end."""
        with open(self._path(number, "rows"), encoding="utf-8", newline="\n") as stream:
            for line in stream:
                yield line[0], line[1:-1]

    def keys(self, number: int) -> tuple[Keys, Sketches]:
        """Return keys (n,) and sketches (n, permutations) of the kept rows of a shard."""
        raw = self._path(number, "keys").read_bytes()
        n = len(raw) // (8 + 2 * self._permutations)
        keys = np.frombuffer(raw, np.uint64, n)
        return keys, np.frombuffer(raw, np.uint16, offset=8 * n).reshape(n, self._permutations)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it there once it is on the disk. Raises OutputError."""
    part = path.with_name(f"{path.name}.part")
    try:
        with open(part, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"{path}: writing failed ({error.strerror}); make room and run again, what is finished is kept"
        ) from error
