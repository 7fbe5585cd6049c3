#!/usr/bin/env python3
"""Compare aligners on the same input in one run: quality, speed, memory.

Pages with gold beads, sentences and roles given, and the regimes of `regimes.py`, from `--data`: the public
gold set in `corpora/` by default, or a folder with `dev/pages` and `dev/news_dev1000.tsv`. Aligners that aren't
installed are left out (`pip install -e '.[benchmark]'`; hunalign where a binary is on PATH). Every aligner runs
in a process of its own, one thread; times are comparable within a run only.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from benchmark_build import compare_builds
from benchmark_pages import compare_pages
from benchmark_quality import compare_quality
from benchmark_segmentation import compare_segmentation
from regimes import REGIMES, Document, Link, read_lines, read_pages, regime

from align import Aligner, Bead
from align.bitext import Sentence, Span
from align.evaluate import PRF, by_kind, calibration, lax, nulls, strict

ROOT = Path(__file__).resolve().parent.parent
Align = Callable[[Document], list[Link]]


def _texts(document: Document) -> tuple[list[str], list[str]]:
    return [unit.text for unit in document.source], [unit.text for unit in document.target]


def hanalign() -> Callable[[Document], list[Bead]]:
    aligner = Aligner()

    def align(document: Document) -> list[Bead]:
        source, target = (
            [Sentence(unit.text, unit.role, k, Span(0, len(unit.text)), unit.soft) for k, unit in enumerate(side)]
            for side in (document.source, document.target)
        )
        return list(aligner.align_segmented(source, target).beads)

    return align


def _from_lists(pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Link]:
    return [(Span(min(s), max(s) + 1), Span(min(t), max(t) + 1)) for s, t in pairs if len(s) and len(t)]


def gale_church() -> Align:
    """Rust implementation from PyPI."""
    import galechurch

    def align(document: Document) -> list[Link]:
        lines = galechurch.align(*_texts(document)).to_pharaoh_lines()
        sides = [
            [[int(k) for k in side.strip("[]").split(",") if k.strip()] for side in line.split(":")] for line in lines
        ]
        return _from_lists([(s, t) for s, t in sides])

    return align


def nltk_gale_church() -> Align:
    from nltk.translate.gale_church import align_blocks

    def align(document: Document) -> list[Link]:
        sizes = [[len(text) for text in side] for side in _texts(document)]
        links: dict[int, set[int]] = {}
        for s, t in align_blocks(*sizes):
            links.setdefault(s, set()).add(t)
        groups: list[tuple[set[int], set[int]]] = []
        for s in sorted(links):
            if groups and groups[-1][1] & links[s]:
                groups[-1][0].add(s)
                groups[-1][1].update(links[s])
            else:
                groups.append(({s}, set(links[s])))
        return _from_lists([(sorted(s), sorted(t)) for s, t in groups])

    return align


def vecalign_on_our_vectors() -> Align:
    """Vecalign's dynamic program (sentweave from PyPI) on the vectors of the bundled encoder."""
    import sentweave

    from align.encode import load_encoder

    class Adapter:
        def encode(self, texts: Sequence[str], **_: object) -> np.ndarray:
            vectors = load_encoder().encode(list(texts)).vectors
            return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)

    def align(document: Document) -> list[Link]:
        result = sentweave.align(*_texts(document), encoder=Adapter())
        return _from_lists([(a.src_indices, a.tgt_indices) for a in result.alignments])

    return align


def hunalign() -> Align:
    binary = shutil.which("hunalign")

    def align(document: Document) -> list[Link]:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in ("empty.dic", "source", "target")]
            paths[0].write_text("")
            for path, texts in zip(paths[1:], _texts(document), strict=True):
                path.write_text("\n".join(texts) + "\n", encoding="utf-8")
            done = subprocess.run(
                [str(binary), "-realign", *map(str, paths)], capture_output=True, text=True, check=True
            )
        rungs = [tuple(map(int, line.split("\t")[:2])) for line in done.stdout.splitlines()]
        return [(Span(a, c), Span(b, d)) for (a, b), (c, d) in pairwise(rungs) if c > a and d > b]

    return align


ALIGNERS: dict[str, tuple[Callable[[], Callable], bool]] = {
    "hanalign": (hanalign, True),
    "Vecalign's program, our vectors": (vecalign_on_our_vectors, importlib.util.find_spec("sentweave") is not None),
    "hunalign -realign": (hunalign, shutil.which("hunalign") is not None),
    "Gale-Church (galechurch)": (gale_church, importlib.util.find_spec("galechurch") is not None),
    "Gale-Church (NLTK)": (nltk_gale_church, importlib.util.find_spec("nltk") is not None),
}


@dataclass(frozen=True)
class Result:
    """What one aligner made of one set of documents."""

    strict: PRF
    lax: PRF
    nulls: PRF
    kinds: dict[str, PRF]
    seconds: float
    pairs: int
    megabytes: float
    error: float | None
    sure: tuple[int, int] | None


def measure(name: str, documents: Sequence[Document]) -> Result:
    """Align documents and count. Times leave out loading: one document is aligned before."""
    align = ALIGNERS[name][0]()
    align(documents[0])
    started = time.perf_counter()
    found = [align(document) for document in documents]
    seconds = time.perf_counter() - started
    total = [PRF(0, 0, 0, 0)] * 3
    kinds: dict[str, PRF] = {}
    beads: list[Bead] = []
    right: list[bool] = []
    for document, result in zip(documents, found, strict=True):
        links = [(b.source, b.target) if isinstance(b, Bead) else b for b in result]
        gold = document.beads
        sizes = len(document.source), len(document.target)
        counts = strict(links, gold), lax(links, gold), nulls(links, gold, *sizes)
        total = [a + b for a, b in zip(total, counts, strict=True)]
        for kind, count in by_kind(links, gold).items():
            kinds[kind] = kinds.get(kind, PRF(0, 0, 0, 0)) + count
        own = [b for b in result if isinstance(b, Bead) and not b.is_null]
        wanted = set(gold)
        beads += own
        right += [(b.source, b.target) in wanted for b in own]
    sure = [r for b, r in zip(beads, right, strict=True) if b.probability >= 0.9]
    return Result(
        *total,
        kinds,
        seconds,
        sum(max(len(d.source), len(d.target)) for d in documents),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        calibration(beads, right) if beads else None,
        (sum(sure), len(sure)) if beads else None,
    )


def _alone(name: str, documents: Sequence[Document]) -> Result:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (name, documents))


def sets(data: Path, seed: int) -> dict[str, list[Document]]:
    """Return the sets of documents found below a folder, by name."""
    if (data / "pages").is_dir():
        pages = read_pages(data / "pages")
        return {"pages": pages} | {name: regime(pages, name, seed) for name in (*REGIMES, "long") if name != "clean"}
    lines = read_lines(data / "dev" / "news_dev1000.tsv")
    out = {"pages": read_pages(data / "dev" / "pages")}
    out |= {name: regime(lines, name, seed) for name in (*REGIMES, "long")}
    north = data / "dev" / "nk_news_dev1000.tsv"
    return out | {"north": regime(read_lines(north), "standard", seed)} if north.exists() else out


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def compare(data: Path, names: Sequence[str], chosen: Sequence[str], seed: int) -> None:
    documents = {k: v for k, v in sets(data, seed).items() if not chosen or k in chosen}
    results = {(name, kind): _alone(name, part) for kind, part in documents.items() for name in names}
    kinds = list(documents)
    print("Strict F1 over beads with text on both sides\n")
    print(_table(["aligner", *kinds], [[n, *(f"{results[n, k].strict.f1:.3f}" for k in kinds)] for n in names]))
    print("Lax F1 / null F1\n")
    print(
        _table(
            ["aligner", *kinds],
            [[n, *(f"{results[n, k].lax.f1:.3f} / {results[n, k].nulls.f1:.3f}" for k in kinds)] for n in names],
        )
    )
    print("Time, as a multiple of hanalign's / peak memory in MB; last column: hanalign's sentence pairs a second\n")
    own = "hanalign" if "hanalign" in names else names[0]
    rows = []
    for n in names:
        cells = [
            f"{results[n, k].seconds / results[own, k].seconds:.2f} / {results[n, k].megabytes:.0f}" for k in kinds
        ]
        rate = sum(results[n, k].pairs for k in kinds) / sum(results[n, k].seconds for k in kinds)
        rows.append([n, *cells, f"{rate:,.0f}"])
    print(_table(["aligner", *kinds, "pairs a second"], rows))
    if "hanalign" in names:
        print("hanalign: strict F1 by bead type (gold beads), and calibration\n")
        types = sorted({t for k in kinds for t, count in results["hanalign", k].kinds.items() if count.gold})
        rows = []
        for k in kinds:
            r = results["hanalign", k]
            cells = [f"{r.kinds[t].f1:.2f} ({r.kinds[t].gold})" if t in r.kinds else "" for t in types]
            sure = f"{r.sure[0] / max(r.sure[1], 1):.3f} of {r.sure[1]}" if r.sure else ""
            rows.append([k, *cells, sure, f"{r.error:.3f}" if r.error is not None else ""])
        print(_table(["set", *types, "right at p >= .9", "calibration error"], rows))


def _bible(data: Path) -> tuple[list[str], list[str]]:
    folder = data / "docs" / "bible_krv_web"
    sides: tuple[list[str], list[str]] = ([], [])
    for path in sorted(folder.glob("*.ko.txt")):
        for side, name in zip(sides, (path, path.with_name(path.name.replace(".ko.", ".en."))), strict=True):
            side += [" ".join(part.split()) for part in name.read_text(encoding="utf-8").split("\n\n") if part.strip()]
    return sides


def _time_long(task: tuple[list[str], list[str]]) -> tuple[float, float, int]:
    aligner = Aligner()
    started = time.perf_counter()
    beads = aligner.align_sentences(*task).beads
    right = sum(b.kind == "1-1" for b in beads)
    return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, right


def scale(data: Path) -> None:
    """Align the first half of a long document, then the whole: time and memory must be linear."""
    ko, en = _bible(data)
    rows = []
    for share in (0.25, 0.5, 1.0):
        n, m = int(len(ko) * share), int(len(en) * share)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, megabytes, right = pool.apply(_time_long, ((ko[:n], en[:m]),))
        rows.append([f"{n:,} x {m:,}", f"{seconds:.1f}", f"{n / seconds:,.0f}", f"{megabytes:,.0f}", f"{right:,}"])
    print(_table(["sentences", "seconds", "sentences a second", "peak MB", "1-1 beads"], rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "corpora")
    parser.add_argument("--aligner", action="append", choices=list(ALIGNERS), default=[])
    parser.add_argument("--set", action="append", default=[], help="pages, clean, standard, hard, sparse, moved, long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", action="store_true", help="time a long document at growing length instead")
    parser.add_argument("--segmentation", action="store_true", help="compare sentence splitters instead")
    parser.add_argument("--raw", action="store_true", help="from raw pages: roles, and beads beside gold sentences")
    parser.add_argument("--build", action="store_true", help="time hanalign build instead")
    parser.add_argument("--quality", action="store_true", help="tell true pairs from spoiled ones instead")
    parser.add_argument("--picture", type=Path, default=Path("reliability.svg"), help="diagram of --quality")
    options = parser.parse_args()
    # The processes that do the work take this over: one thread each.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if options.segmentation:
        compare_segmentation(options.data)
        return
    if options.raw:
        folders = {"train": options.data / "train" / "pages", "dev": options.data / "dev" / "pages"}
        compare_pages({k: v for k, v in folders.items() if v.is_dir()} | {"public": ROOT / "corpora" / "pages"})
        return
    if options.quality:
        compare_quality(options.data, options.picture)
        return
    if options.build:
        compare_builds(options.data, [200, 1000], [1, 2])
        return
    if options.scale:
        scale(options.data)
        return
    names = options.aligner or [name for name, (_, there) in ALIGNERS.items() if there]
    compare(options.data, names, options.set, options.seed)


if __name__ == "__main__":
    main()
