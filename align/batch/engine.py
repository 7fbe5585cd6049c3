"""`build`: article pairs in, a corpus in a folder out, however often it is interrupted."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from multiprocessing import current_process
from pathlib import Path
from typing import TYPE_CHECKING

from align.batch.asked import asked_of, hash_of, signature_of
from align.batch.merge import merge
from align.batch.output import publish
from align.batch.shards import write_whole
from align.batch.show import report as render_report
from align.batch.source import Source, open_source
from align.batch.state import OUTPUTS, Folder, State, check_same
from align.batch.summary import Summary, summarise
from align.batch.work import Batch, PairScorer, Setup
from align.batch.workers import Done, Loss, Workers
from align.errors import OptionError
from align.options import AlignOptions, BuildOptions, CleanOptions, SegmentOptions

if TYPE_CHECKING:
    from align.pipeline import Aligner


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is. `phase` is `align`, then `merge`.

    Pairs and rows are those so far, of an earlier run too; `pairs_before` were finished when this one began.
    `rows` have passed the filters; duplicates are found at the end. `loss` tells of a worker that died just now.
    """

    phase: str
    pairs: int
    total: int
    pairs_before: int
    rows: int
    rejected: int
    rejected_pairs: int
    loss: Loss | None = None


@dataclass(frozen=True, slots=True)
class Build:
    """What came of a build. `was_complete` where there was nothing left to do."""

    folder: Path
    summary: Summary
    was_complete: bool


def make_aligner(align: AlignOptions, clean: CleanOptions, segment: SegmentOptions) -> Aligner:
    """Return the aligner of a worker."""
    from align.pipeline import Aligner

    return Aligner(options=align, clean_options=clean, segment_options=segment)


def make_scorer() -> PairScorer:
    """Return the scorer of a worker."""
    from align.score import Scorer

    return Scorer()


def build(
    given: str | Path,
    out: str | Path,
    options: BuildOptions | None = None,
    align_options: AlignOptions | None = None,
    clean_options: CleanOptions | None = None,
    segment_options: SegmentOptions | None = None,
    *,
    is_fresh: bool = False,
    aligner: Callable[[], Aligner] | None = None,
    scorer: Callable[[], PairScorer] | None = make_scorer,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Build:
    """Build a corpus from article pairs: a manifest, a directory, an archive, or `-` for JSONL on standard input.

    Writes corpus.tsv, rejects.tsv, summary.json and report.html to the folder `out`, and its state to `out/.build`.
    A build that was interrupted goes on; one that is complete is left alone. The result depends neither on the
    number of processes nor on interruptions. `is_fresh` replaces what is there. `aligner` and `scorer` are importable
    functions, called once in each process; without a scorer rows get no quality. `on_progress` is called in between.
    Workers read the script that calls this anew, so that the call has to stand below `if __name__ == "__main__"`.

    Raises InputError where the input can't be told, OptionError where the folder holds a build of other options or
    input, OutputError where it can't be written or another build is at work there, ModelError where models are
    damaged. Whatever is wrong with one pair is in rejects.tsv instead.
    """
    if getattr(current_process(), "_inheriting", False):
        raise OptionError('a worker called build when it read the script; put the call below if __name__ == "__main__"')
    options = options or BuildOptions()
    parts = align_options or AlignOptions(), clean_options or CleanOptions(), segment_options or SegmentOptions()
    aligner = aligner or partial(make_aligner, *parts)
    folder = Folder(Path(out))
    _check_apart(given, folder.path)
    with folder.locked():
        source = open_source(given, folder.state_folder)
        asked = asked_of(source, options, aligner().signature, scorer().signature if scorer else "none")
        # Not before the input is known to be one: what is there may have taken a night.
        if is_fresh:
            folder.clear()
        before = folder.read()
        if before:
            check_same(before, asked, folder.path)
            if before.is_complete and (summary := _finished(folder)):
                folder.clean()
                return Build(folder.path, summary, was_complete=True)
        # Shards are numbered by the batch size of the first run.
        state = State(asked, before.batch_size if before else options.batch_size)
        folder.shards.mkdir(exist_ok=True)
        folder.write(state)
        setup = Setup(folder.shards, hash_of(asked), options, aligner, scorer)
        progress = _align(source, setup, state.batch_size, on_progress)
        summary = _publish(folder, source, setup, asked, state.batch_size, progress, on_progress)
        folder.write(State(asked, state.batch_size, is_complete=True))
        folder.clean()
        return Build(folder.path, summary, was_complete=False)


def _check_apart(given: str | Path, out: Path) -> None:
    """Raise OptionError where the output would become part of the input, or overwrite it."""
    inside = out.resolve()
    source = Path(given).resolve()
    if source.parent == inside and any(source.match(pattern) for pattern in OUTPUTS):
        raise OptionError(f"{given}: is what the build itself writes to {out}; choose another folder")
    if Path(given).is_dir() and Path(given).resolve() in (inside, *inside.parents):
        raise OptionError(f"{out}: lies in the input {given}, which it would change; choose a folder outside")


def _finished(folder: Folder) -> Summary | None:
    """Return the summary of a complete build; None where a file of it is gone."""
    try:
        values = json.loads((folder.path / "summary.json").read_text("utf-8"))
        names = [*values["files"], "report.html"]
        return Summary.of(values) if all((folder.path / name).is_file() for name in names) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _align(source: Source, setup: Setup, size: int, on_progress: Callable[[Progress], None]) -> Progress:
    """Work on the batches that are not done yet; return how far that brought the build."""
    options, shards = setup.options, setup.shards()
    counts = {"pairs": 0, "rows": 0, "rejected": 0, "rejected_pairs": 0}
    todo: set[int] = set()
    for number in range(-(-source.count // size)):
        if marker := shards.marker(number):
            _add(counts, len(marker.pairs), marker.kept, marker.rejected, marker.rejected_pairs)
        else:
            todo.add(number)
    before = counts["pairs"]

    def now(phase: str, loss: Loss | None = None) -> Progress:
        return Progress(
            phase, counts["pairs"], source.count, before, counts["rows"], counts["rejected"],
            counts["rejected_pairs"], loss,
        )  # fmt: skip

    on_progress(now("align"))
    jobs = min(options.jobs or _cores(), max(len(todo), 1))
    for event in Workers(setup, jobs, options.timeout).run(_batches(source, size, todo)):
        if isinstance(event, Done):
            marker = event.marker
            _add(counts, len(marker.pairs), marker.kept, marker.rejected, marker.rejected_pairs)
        on_progress(now("align", event if isinstance(event, Loss) else None))
    return now("align")


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _add(counts: dict[str, int], pairs: int, rows: int, rejected: int, rejected_pairs: int) -> None:
    for name, value in (("pairs", pairs), ("rows", rows), ("rejected", rejected), ("rejected_pairs", rejected_pairs)):
        counts[name] += value


def _batches(source: Source, size: int, todo: set[int]) -> Iterator[Batch]:
    entries = source.entries() if todo else iter(())
    number = 0
    while batch := tuple(islice(entries, size)):
        if number in todo:
            yield Batch(number, batch)
        number += 1


def _publish(
    folder: Folder,
    source: Source,
    setup: Setup,
    asked: dict[str, object],
    size: int,
    progress: Progress,
    on_progress: Callable[[Progress], None],
) -> Summary:
    """Merge the shards, write all files, move them to their places."""
    work = folder.state_folder / "merge"
    work.mkdir(exist_ok=True)

    def passed(shard: int) -> None:
        on_progress(replace(progress, phase="merge", pairs=min((shard + 1) * size, source.count)))

    shards = -(-source.count // size)
    merged = merge(setup, shards, source.columns, work, passed)
    summary = summarise(signature_of(asked), asked, merged)
    text = json.dumps(summary.values, ensure_ascii=False, indent=1) + "\n"
    write_whole(work / "summary.json", text.encode("utf-8", "replace"))
    write_whole(work / "report.html", render_report(summary, merged.figures).encode("utf-8", "replace"))
    for path in folder.outputs():
        path.unlink()
    names = [*(file.path.name for file in merged.corpus), "rejects.tsv", "report.html", "summary.json"]
    publish([work / name for name in names], folder.path)
    return summary
