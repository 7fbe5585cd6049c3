#!/usr/bin/env python3
"""Measure `hanalign build`: pairs a second, CPU seconds, memory, by number of pairs and of processes.

Articles of 25 sentence pairs are drawn from gold beads: `dev/news_dev1000.tsv` below `--data` where it is there, else
the pages in `corpora/`. `--distinct` joins two draws in each sentence, so that hardly any row repeats another, which
is the hardest case for the memory that finding duplicates takes. `--lines` links line to line and scores nothing: what
is left is the cost of the build itself, which large numbers of pairs can be measured with.

Times are comparable within a run only; CPU seconds (user) are less disturbed by what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from align.batch import build
from align.bitext import Alignment, Bead, Sentence, Span
from align.options import BuildOptions
from align.sources import Page

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = 25
#: Wall and CPU seconds; milliseconds of CPU a pair, in all and in the parent alone; megabytes of either.
COLUMNS = (
    "pairs", "jobs", "seconds", "pairs/s", "CPU s", "ms a pair", "ms parent", "MB parent", "MB worker",
    "rows", "rejected",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """One build: wall and CPU seconds, those of the parent alone, kilobytes of it and of its largest worker, rows."""

    pairs: int
    jobs: int
    wall: float
    cpu: float
    serial: float
    parent: int
    worker: int
    rows: int
    rejected: int


def read_pool(data: Path) -> list[tuple[str, str]]:
    """Return the sentence pairs that articles are drawn from."""
    lines = data / "dev" / "news_dev1000.tsv"
    if lines.exists():
        found = [line.split("\t")[:2] for line in lines.read_text("utf-8").splitlines()]
        return [(ko, en) for ko, en in found if ko and en]
    pool = []
    for gold in sorted((ROOT / "corpora" / "pages").glob("*/gold.jsonl")):
        for line in gold.read_text("utf-8").splitlines():
            bead = json.loads(line)
            if bead["role"] == "body" and bead["ko"] and bead["en"]:
                pool.append((" ".join(bead["ko"]), " ".join(bead["en"])))
    return pool


def write_manifest(path: Path, pool: Sequence[tuple[str, str]], pairs: int, is_distinct: bool, seed: int = 1) -> None:
    """Write a JSONL manifest of articles drawn from the pool: the first ones of a longer manifest are the same."""
    with open(path, "w", encoding="utf-8") as stream:
        for number in range(pairs):
            draw = random.Random(f"{seed}:{number}")
            drawn = draw.choices(pool, k=SENTENCES)
            if is_distinct:
                others = draw.choices(pool, k=SENTENCES)
                drawn = [
                    (f"{ko.rstrip('.')}, {other_ko}", f"{en.rstrip('.')}, and {other_en}")
                    for (ko, en), (other_ko, other_en) in zip(drawn, others, strict=True)
                ]
            record = {
                "id": f"{number:07d}",
                "ko": "\n\n".join(ko for ko, _ in drawn),
                "en": "\n\n".join(en for _, en in drawn),
                "source": f"site-{draw.randrange(10)}",
            }
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


class LineAligner:
    """Links line to line."""

    signature = "lines"

    def align_pages(self, ko: Page, en: Page, *, pair_id: str | None = None) -> Alignment:
        """Take each paragraph of both pages for a sentence, and those at the same place for a bead."""
        sides = [
            tuple(Sentence(text, "body", k, Span(0, len(text))) for k, text in enumerate(page.text.split("\n\n")))
            for page in (ko, en)
        ]
        beads = tuple(Bead(Span(k, k + 1), Span(k, k + 1), 0.9, 0.5) for k in range(min(map(len, sides))))
        return Alignment(pair_id or ko.id, sides[0], sides[1], beads, self.signature)


def _measure(connection: Connection, manifest: str, out: str, jobs: int, is_plain: bool) -> None:
    options = BuildOptions(jobs=jobs, split=(("train", 0.98), ("dev", 0.01), ("test", 0.01)))
    started = time.perf_counter()
    if is_plain:
        done = build(manifest, out, options, aligner=LineAligner, scorer=None)  # type: ignore[arg-type]
    else:
        done = build(manifest, out, options)
    wall = time.perf_counter() - started
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    summary = done.summary
    connection.send(
        Run(summary.pairs, jobs, wall, own.ru_utime + workers.ru_utime, own.ru_utime, own.ru_maxrss, workers.ru_maxrss,
            summary.rows, summary.rejected_rows)
    )  # fmt: skip


def measure(manifest: Path, jobs: int, is_plain: bool = False) -> Run:
    """Build a corpus in a fresh process and return what it took."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder:
        process = context.Process(target=_measure, args=(theirs, str(manifest), f"{folder}/out", jobs, is_plain))
        process.start()
        theirs.close()
        run: Run = ours.recv()
        process.join()
    return run


def compare_builds(
    data: Path, sizes: Sequence[int], jobs: Sequence[int], is_distinct: bool = False, is_plain: bool = False
) -> None:
    """Print a table over numbers of pairs and of processes."""
    pool = read_pool(data)
    kind = "distinct sentences" if is_distinct else "sentences drawn anew for each article"
    work = "linked line to line, not scored" if is_plain else "everything on"
    print(f"{SENTENCES} sentence pairs an article, {kind}, {work}\n")
    print("".join(f"{name:>14}" for name in COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            manifest = Path(folder) / f"{size}.jsonl"
            write_manifest(manifest, pool, size, is_distinct)
            for processes in jobs:
                run = measure(manifest, processes, is_plain)
                print("".join(f"{value:>14}" for value in _cells(run)), flush=True)
            manifest.unlink()


def _cells(run: Run) -> tuple[str, ...]:
    each = 1000 / run.pairs
    return (
        f"{run.pairs:,}", str(run.jobs), f"{run.wall:.1f}", f"{run.pairs / run.wall:.1f}", f"{run.cpu:.1f}",
        f"{run.cpu * each:.1f}", f"{run.serial * each:.1f}", f"{run.parent / 1024:.0f}", f"{run.worker / 1024:.0f}",
        f"{run.rows:,}", f"{run.rejected:,}",
    )  # fmt: skip


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=ROOT / "corpora", help="folder with dev/news_dev1000.tsv")
    parser.add_argument("--pairs", type=int, nargs="+", default=[1000], help="numbers of article pairs")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="numbers of processes")
    parser.add_argument("--distinct", action="store_true", help="let hardly any row repeat another")
    parser.add_argument("--lines", action="store_true", help="neither align nor score: the cost of the build itself")
    options = parser.parse_args()
    compare_builds(options.data, options.pairs, options.jobs, options.distinct, options.lines)


if __name__ == "__main__":
    main()
