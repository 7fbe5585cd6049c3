"""`hanalign build`: thousands of article pairs in, a corpus in a folder out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Annotated, get_args, get_type_hints

import typer

from align.cli.console import ChromePhrases, Debug, Normalize, Splitter, SplitterOption, clean_options, segment_options
from align.options import BuildOptions, DedupeOptions, FilterOptions

if TYPE_CHECKING:
    from align.batch import Build, Progress

#: Exit code where the corpus is complete, but some pairs are in rejects.tsv instead.
SOME_REJECTED = 3
#: Seconds between two lines of --log-json that tell of nothing but progress.
_LOG_EVERY = 1.0
_FILTERS = FilterOptions()
_OFF = ("off", "none")


def build(
    given: Annotated[
        str, typer.Argument(metavar="INPUT", help="Manifest (TSV, CSV, JSONL), directory, zip or tar; - is JSONL.")
    ],
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="Folder of the corpus.")],
    jobs: Annotated[int, typer.Option(help="Processes; 0 is one a core.")] = 0,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over, whatever the folder holds.")] = False,
    split: Annotated[
        str, typer.Option(metavar="NAME=SHARE,…", help="Split by article: train=.98,dev=.01,test=.01.")
    ] = "",
    min_probability: Annotated[
        str, typer.Option(metavar="P", help=f"Least probability of a bead ({_FILTERS.min_probability}); off for any.")
    ] = "",
    min_quality: Annotated[
        str, typer.Option(metavar="Q", help=f"Least quality of a row ({_FILTERS.min_quality}); off for any.")
    ] = "",
    filter: Annotated[
        list[str] | None, typer.Option("--filter", metavar="NAME=VALUE", help="Any other filter; off turns it off.")
    ] = None,
    near: Annotated[
        str,
        typer.Option(
            "--near",
            metavar="SIMILARITY",
            help=f"Near duplicates are as alike ({DedupeOptions().near}); off keeps them.",
        ),
    ] = "",
    keep_duplicates: Annotated[bool, typer.Option("--keep-duplicates", help="Keep exact and near ones.")] = False,
    rows_per_file: Annotated[int, typer.Option(help="Write corpus-00001.tsv.gz and on with as many rows.")] = 0,
    timeout: Annotated[float, typer.Option(help="Seconds that a pair may take; 0 for any.")] = 600,
    batch_size: Annotated[int, typer.Option(help="Pairs between two points to go on from.")] = 32,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Tell progress as JSON lines on standard error.")
    ] = False,
    splitter: SplitterOption = Splitter.own,
    normalize: Normalize = False,
    chrome_phrases: ChromePhrases = None,
    debug: Debug = False,
) -> None:
    """Build a corpus from many article pairs.

    Writes corpus.tsv, rejects.tsv (what was left out, and why), summary.json and report.html. A build that was
    interrupted goes on when called again. Exit code 3: complete, but some pairs were rejected.
    """
    dedupe = DedupeOptions()
    if near:
        dedupe = replace(dedupe, near=_number("--near", near))
    if keep_duplicates:
        dedupe = replace(dedupe, exact=False, near=None)
    options = BuildOptions(
        filters=_filters(filter or [], min_probability, min_quality),
        dedupe=dedupe,
        split=_split(split),
        rows_per_file=rows_per_file,
        jobs=jobs,
        batch_size=batch_size,
        timeout=timeout,
    )
    parts = clean_options(chrome_phrases), segment_options(splitter, normalize)

    from align.batch import build as build_corpus

    started = time.monotonic()
    with _watcher(log_json) as watch:
        done = build_corpus(
            given, output, options, clean_options=parts[0], segment_options=parts[1], is_fresh=fresh, on_progress=watch
        )
    _report(done, time.monotonic() - started, log_json)
    if done.summary.rejected_pairs:
        raise typer.Exit(SOME_REJECTED)


def _number(name: str, value: str) -> float | None:
    if value.lower() in _OFF:
        return None
    try:
        return float(value)
    except ValueError:
        raise typer.BadParameter(f"{name} is {value!r}; give a number, or off.") from None


def _filters(given: list[str], min_probability: str, min_quality: str) -> FilterOptions:
    pairs = [one.partition("=")[::2] for one in given]
    pairs += [
        (name, value) for name, value in (("min_probability", min_probability), ("min_quality", min_quality)) if value
    ]
    kinds = get_type_hints(FilterOptions)
    changes: dict[str, object] = {}
    for written, value in pairs:
        name = written.replace("-", "_")
        if name not in kinds:
            names = ", ".join(one.name for one in fields(FilterOptions))
            raise typer.BadParameter(f"there is no filter {written!r}; give one of {names}, as NAME=VALUE.")
        if kinds[name] is bool:
            if value.lower() not in ("on", "off"):
                raise typer.BadParameter(f"the filter {name} is {value!r}; give on or off.")
            changes[name] = value.lower() == "on"
            continue
        number = _number(f"the filter {name}", value)
        if number is not None and int in get_args(kinds[name]):
            if not number.is_integer():
                raise typer.BadParameter(f"the filter {name} is {value!r}; give a whole number, or off.")
            changes[name] = int(number)
        else:
            changes[name] = number
    return replace(_FILTERS, **changes)  # type: ignore[arg-type]


def _split(given: str) -> tuple[tuple[str, float], ...]:
    shares = []
    for one in given.split(",") if given else []:
        name, _, share = one.partition("=")
        try:
            shares.append((name.strip(), float(share)))
        except ValueError:
            raise typer.BadParameter(f"--split {one!r} is no NAME=SHARE; give train=.98,dev=.01,test=.01.") from None
    return tuple(shares)


@contextmanager
def _watcher(log_json: bool) -> Iterator[Callable[[Progress], None]]:
    """Give the function that is told of progress: a bar on a terminal, JSON lines where asked for, else nothing."""
    if log_json:
        yield _Log()
    elif sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield _say_losses


def _say_losses(progress: Progress) -> None:
    if loss := progress.loss:
        told = f"rejected {loss.culprit}" if loss.culprit else "its batch is tried again"
        print(f"hanalign: a worker {loss.how}; {told}", file=sys.stderr)


class _Log:
    """Progress as JSON lines: each change of phase, each loss, and one line a second."""

    def __init__(self) -> None:
        self._phase, self._last, self._started = "", 0.0, time.monotonic()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        is_news = progress.phase != self._phase or progress.loss or progress.pairs == progress.total
        if is_news or now - self._last >= _LOG_EVERY:
            self._phase, self._last = progress.phase, now
            _log("progress", seconds=round(now - self._started, 3), **asdict(progress))


def _log(event: str, **values: object) -> None:
    print(json.dumps({"event": event} | values, ensure_ascii=False), file=sys.stderr, flush=True)


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(), TextColumn("{task.fields[found]}"),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="", found="")
        started = 0.0

        def watch(progress: Progress) -> None:
            nonlocal started
            started = started or time.monotonic()
            own, seconds = progress.pairs - progress.pairs_before, time.monotonic() - started
            if progress.loss:
                bar.console.print(f"a worker {progress.loss.how}", markup=False)
            bar.update(
                task, description="aligning" if progress.phase == "align" else "writing", total=progress.total,
                completed=progress.pairs,
                rate=f"{own / seconds:.0f}/s" if progress.phase == "align" and seconds > 1 else "",
                found=f"{progress.rows:,} rows, {progress.rejected:,} rejected",
            )  # fmt: skip

        yield watch


def _report(done: Build, seconds: float, log_json: bool) -> None:
    summary = done.summary
    if log_json:
        _log(
            "done", seconds=round(seconds, 3), folder=str(done.folder), was_complete=done.was_complete,
            pairs=summary.pairs, rejected_pairs=summary.rejected_pairs, rows=summary.rows,
            rejected_rows=summary.rejected_rows, signature=summary.signature,
        )  # fmt: skip
        return
    was = "was complete already: " if done.was_complete else ""
    pairs = f"{summary.pairs:,} pairs, {summary.rejected_pairs:,} of them rejected"
    rows = f"{summary.rows:,} rows, {summary.rejected_rows:,} rejected"
    print(f"{done.folder}: {was}{pairs}; {rows} (rejects.tsv says why, report.html shows both)")
