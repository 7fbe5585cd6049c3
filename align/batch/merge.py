"""From finished shards to the corpus: duplicates across all of it, splits, files, figures. One pass, restartable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.batch.figures import Figures
from align.batch.output import CorpusFiles, LineFile
from align.batch.rows import REJECT_COLUMNS, ROW_COLUMNS, reject_line, with_split
from align.batch.shards import KEPT, Marker, Shards
from align.batch.splits import Splits
from align.batch.work import Setup
from align.corpus import escape
from align.dedupe import KEPT as NO_DUPLICATE
from align.dedupe import Duplicates, find_duplicates
from align.errors import OutputError


@dataclass(frozen=True)
class Totals:
    """Sums over the markers of all shards."""

    pairs: int
    rejected_pairs: int
    rows: int
    sentences: tuple[int, int]
    linked: tuple[int, int]


@dataclass(frozen=True)
class Merged:
    """What the merge wrote: files in the work folder, and what they hold.

    `splits` are (name, pairs with rows, rows), as asked for.
    """

    corpus: Sequence[LineFile]
    rejects: LineFile
    figures: Figures
    totals: Totals
    splits: tuple[tuple[str, int, int], ...]


def merge(
    setup: Setup, count: int, columns: tuple[str, ...], work: Path, report: Callable[[int], None] = lambda shard: None
) -> Merged:
    """Merge the shards 0 to `count` into `corpus.tsv` (or its parts) and `rejects.tsv` in the folder `work`.

    `report` is told the number of each shard when it has passed. Memory is about 50 bytes a row, and the sketches
    where there are near duplicates, on disk and mapped.
    """
    shards, splits = setup.shards(), Splits(setup.options.split)
    markers = [_marker(shards, number) for number in range(count)]
    totals = _totals(markers)
    found, names = _duplicates(setup, shards, markers, splits, work)
    figures = Figures(columns)
    split_column = ("split",) if splits.names else ()
    header = "\t".join((*ROW_COLUMNS, *split_column, *map(escape, columns)))
    corpus = CorpusFiles(work, header, setup.options.rows_per_file)
    rejects = LineFile(work / "rejects.tsv", "\t".join((*REJECT_COLUMNS, *map(escape, columns))))
    split_pairs, split_rows = dict.fromkeys(splits.names, 0), dict.fromkeys(splits.names, 0)
    place = 0
    for number, marker in enumerate(markers):
        of = found.of[place : place + marker.kept].tolist()
        exact = found.exact[place : place + marker.kept].tolist()
        place += marker.kept
        own_splits = {escape(pair_id): splits.of(pair_id) for pair_id, _ in marker.pairs} if splits.names else {}
        seen: set[str] = set()
        k = 0
        for kind, line in shards.lines(number):
            if kind != KEPT:
                rejects.write(line)
                pair_id, stage, reason, rest = line.split("\t", 3)
                figures.reject(f"{pair_id}\t{rest}", stage, reason)
                continue
            if of[k] == NO_DUPLICATE:
                figures.keep(line)
                if own_splits:
                    split = own_splits[line.split("\t", 1)[0]]
                    split_rows[split] += 1
                    seen.add(line.split("\t", 1)[0])
                    line = with_split(line, split)
                corpus.write(line)
            else:
                reason = f"{'duplicate' if exact[k] else 'near_duplicate'}({names[of[k]]})"
                rejects.write(reject_line(line, "dedupe", reason))
                figures.reject(line, "dedupe", reason)
            k += 1
        for pair_id in seen:
            split_pairs[own_splits[pair_id]] += 1
        report(number)
    corpus.close()
    rejects.close()
    return Merged(
        corpus.files, rejects, figures, totals,
        tuple((name, split_pairs[name], split_rows[name]) for name, _ in setup.options.split),
    )  # fmt: skip


def _marker(shards: Shards, number: int) -> Marker:
    marker = shards.marker(number)
    if marker is None:
        raise RuntimeError(f"shard {number} is not there, though its batch is done")
    return marker


def _totals(markers: Iterable[Marker]) -> Totals:
    totals = [0] * 7
    for one in markers:
        values = (len(one.pairs), one.rejected_pairs, one.kept + one.rejected - one.rejected_pairs)
        totals = [a + b for a, b in zip(totals, (*values, *one.sentences, *one.linked), strict=True)]
    return Totals(totals[0], totals[1], totals[2], (totals[3], totals[4]), (totals[5], totals[6]))


def _duplicates(
    setup: Setup, shards: Shards, markers: Sequence[Marker], splits: Splits, work: Path
) -> tuple[Duplicates, dict[int, str]]:
    """Return the duplicates among the kept rows of all shards, and the pair ids of the rows that they duplicate."""
    rows = sum(marker.kept for marker in markers)
    keys = np.zeros(rows, np.uint64)
    priority = np.zeros(rows, np.int8)
    path = work / "sketches.bin"
    shape = (rows, setup.permutations)
    # Of the size of the corpus, and read here and there only: left to the page cache.
    sketches = _mapped(path, shape) if rows and setup.permutations else np.zeros(shape, np.uint16)
    place = 0
    for number, marker in enumerate(markers):
        own = slice(place, place + marker.kept)
        keys[own], sketches[own] = shards.keys(number)
        priority[own] = np.repeat(
            [splits.rank(pair_id) for pair_id, _ in marker.pairs], [kept for _, kept in marker.pairs]
        )
        place += marker.kept
    found = find_duplicates(keys, sketches, setup.options.dedupe, priority)
    del sketches
    path.unlink(missing_ok=True)
    return found, _names(np.unique(found.of[found.of != NO_DUPLICATE]), markers)


def _mapped(path: Path, shape: tuple[int, int]) -> NDArray[np.uint16]:
    try:
        with open(path, "wb") as stream:
            # Room is taken now: a disk that is full would end the process where it is written to.
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(stream.fileno(), 0, shape[0] * shape[1] * 2)
            else:
                stream.truncate(shape[0] * shape[1] * 2)
        # As a plain array: it stays mapped, and is indexed faster than a memmap.
        return np.memmap(path, np.uint16, "r+", shape=shape).view(np.ndarray)
    except OSError as error:
        raise OutputError(
            f"{path}: writing failed ({error.strerror}); make room and run again, what is finished is kept"
        ) from error


def _names(rows: NDArray[np.int64], markers: Sequence[Marker]) -> dict[int, str]:
    """Return the pair ids of rows, given ascending."""
    names: dict[int, str] = {}
    wanted = iter(rows.tolist())
    row, place = next(wanted, None), 0
    for marker in markers:
        for pair_id, kept in marker.pairs:
            place += kept
            while row is not None and row < place:
                names[row] = pair_id
                row = next(wanted, None)
    return names
