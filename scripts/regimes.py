"""Documents with gold beads: pages with hand-made gold, and aligned lines cut up and merged at random.

Shared by `train_aligner.py`, `benchmark.py` and the tests that hold the quality floors.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import numpy as np

from align.bitext import ALIGNED_ROLES, Language, Role, Span

Link = tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence and the ids of what it tells; units of both sides that share an id belong together.

    A `soft` unit may go on the one before.
    """

    text: str
    ids: frozenset[int]
    role: Role = "body"
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Both sides of an article."""

    id: str
    source: tuple[Unit, ...]
    target: tuple[Unit, ...]

    @property
    def beads(self) -> list[Link]:
        """Gold beads with text on both sides, in source order; groups that are not contiguous are left out."""
        group: dict[int, int] = {}

        def root(key: int) -> int:
            while group.setdefault(key, key) != key:
                key = group[key]
            return key

        for unit in self.source + self.target:
            first, *rest = sorted(unit.ids)
            for other in rest:
                group[root(other)] = root(first)
        sides: list[dict[int, list[int]]] = []
        for units in (self.source, self.target):
            members: dict[int, list[int]] = {}
            for place, unit in enumerate(units):
                members.setdefault(root(min(unit.ids)), []).append(place)
            sides.append(members)
        links = []
        for key, places in sides[0].items():
            others = sides[1].get(key)
            if others and _contiguous(places) and _contiguous(others):
                links.append((Span(places[0], places[-1] + 1), Span(others[0], others[-1] + 1)))
        return links


def _contiguous(places: list[int]) -> bool:
    return places[-1] - places[0] + 1 == len(places)


def fold(text: str) -> str:
    """Return the text in NFC, every run of white space as one space: the form in which gold is compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def page_order(page: str, strings: Sequence[str]) -> list[int]:
    """Return the indices of gold strings in the order in which they cover the page.

    Raises ValueError where they don't cover it.
    """
    page = fold(page)
    left: dict[str, list[int]] = {}
    for index, string in enumerate(strings):
        left.setdefault(fold(string), []).append(index)
    by_start: dict[str, list[str]] = {}
    for string in sorted(left, key=len, reverse=True):
        by_start.setdefault(string[:1], []).append(string)
    order: list[int] = []
    at = 0
    while at < len(page):
        if page[at] == " ":
            at += 1
            continue
        here = next((s for s in by_start.get(page[at], []) if left[s] and page.startswith(s, at)), None)
        if here is None:
            raise ValueError(f"no gold string at {page[at : at + 40]!r}")
        order.append(left[here].pop(0))
        at += len(here)
    return order


def read_units(folder: Path, language: Language) -> list[Unit]:
    """Read the gold sentences of a page, of all roles, in any order."""
    lines = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Unit(text, frozenset([k]), line["role"]) for k, line in enumerate(lines) for text in line[language]]


def read_page(folder: Path, roles: Sequence[Role] = ALIGNED_ROLES) -> Document:
    """Read a page pair with gold: its sentences of the given roles, in the order of each page."""
    sides = []
    for language in get_args(Language):
        units = read_units(folder, language)
        page = (folder / f"{language}.txt").read_text(encoding="utf-8-sig")
        ordered = [units[i] for i in page_order(page, [unit.text for unit in units])]
        sides.append(tuple(unit for unit in ordered if unit.role in roles))
    return Document(folder.name, sides[0], sides[1])


def read_pages(folder: Path) -> list[Document]:
    """Read every page pair below a folder."""
    return [read_page(gold.parent) for gold in sorted(folder.glob("*/gold.jsonl"))]


def read_lines(path: Path, size: int = 25) -> list[Document]:
    """Read a file of `ko<TAB>en` lines, cut into articles of `size` lines."""
    # Lines end with a line feed alone: texts may hold what else ends a line.
    rows = [line.split("\t") for line in path.read_bytes().decode("utf-8").split("\n") if line]
    return [
        Document(
            f"{path.stem}-{start // size:03}",
            tuple(Unit(row[0], frozenset([k])) for k, row in enumerate(rows[start : start + size])),
            tuple(Unit(row[1], frozenset([k])) for k, row in enumerate(rows[start : start + size])),
        )
        for start in range(0, len(rows), size)
    ]


def concatenate(documents: Iterable[Document], id: str = "long") -> Document:
    """Return all documents as one."""
    source: list[Unit] = []
    target: list[Unit] = []
    base = 0
    for document in documents:
        for units, side in ((source, document.source), (target, document.target)):
            units += [Unit(u.text, frozenset(k + base for k in u.ids), u.role) for u in side]
        base += 1 + max(k for u in document.source + document.target for k in u.ids)
    return Document(id, tuple(source), tuple(target))


def _drop(units: Sequence[Unit], share: float, rng: np.random.Generator) -> list[Unit]:
    kept = [unit for unit in units if rng.random() >= share]
    return kept or [units[int(rng.integers(len(units)))]]


def _merge(units: Sequence[Unit], two: float, three: float, rng: np.random.Generator) -> list[Unit]:
    merged, at = [], 0
    while at < len(units):
        draw = rng.random()
        size = 3 if draw < three else 2 if draw < two + three else 1
        run = [units[at]]
        while len(run) < size and at + len(run) < len(units) and units[at + len(run)].role == run[0].role:
            run.append(units[at + len(run)])
        merged.append(Unit(" ".join(u.text for u in run), frozenset().union(*(u.ids for u in run)), run[0].role))
        at += len(run)
    return merged


def cut_up(document: Document, rng: np.random.Generator, *, drop: float, two: float, three: float) -> Document:
    """Drop a share of the lines of each side, then merge shares of what is left by two and by three."""
    sides = [_merge(_drop(side, drop, rng), two, three, rng) for side in (document.source, document.target)]
    return Document(document.id, tuple(sides[0]), tuple(sides[1]))


def thin_out(document: Document, rng: np.random.Generator, keep: float = 0.2) -> Document:
    """Keep a share of the source, at least one line: headlines against a body."""
    return Document(document.id, tuple(_drop(document.source, 1 - keep, rng)), document.target)


def headlines(document: Document, rng: np.random.Generator) -> Document:
    """Keep one to three source lines, in any order: headline and decks without their story."""
    places = rng.permutation(len(document.source))[: int(rng.integers(1, 4))]
    return Document(document.id, tuple(document.source[k] for k in places), document.target)


def move_block(document: Document, rng: np.random.Generator) -> Document:
    """Move 2 to 4 source lines that stand together at least 3 places away, never parting a bead."""
    n = len(document.source)
    tied = [bool(document.source[i - 1].ids & document.source[i].ids) for i in range(1, n)]
    tied_by_target = {
        i for unit in document.target for i in range(1, n)
        if unit.ids & document.source[i - 1].ids and unit.ids & document.source[i].ids
    }  # fmt: skip
    free = [i == 0 or i == n or not (tied[i - 1] or i in tied_by_target) for i in range(n + 1)]
    moves = [
        (start, start + size, to)
        for size in (2, 3, 4)
        for start in range(n - size + 1)
        if free[start] and free[start + size]
        for to in range(n + 1)
        if free[to] and (to <= start - 3 or to >= start + size + 3)
    ]
    if not moves:
        return document
    start, stop, to = moves[int(rng.integers(len(moves)))]
    units = list(document.source)
    block = units[start:stop]
    rest = units[:start] + units[stop:]
    at = to if to < start else to - len(block)
    return Document(document.id, tuple(rest[:at] + block + rest[at:]), document.target)


#: Where a splitter may be in doubt: behind a quotation, a comma, a semicolon.
_DOUBTFUL = re.compile(r"(?<=[”\"'’,;:])\s+(?=\S)")


def oversplit(document: Document, rng: np.random.Generator) -> Document:
    """Cut a fifth of the lines in two at a doubtful place; those boundaries are soft, and a tenth of the others."""
    sides = []
    for units in (document.source, document.target):
        cut: list[Unit] = []
        for unit in units:
            places = [m for m in _DOUBTFUL.finditer(unit.text) if 12 <= m.start() <= len(unit.text) - 12]
            is_soft = rng.random() < 0.1
            if places and rng.random() < 0.2:
                place = places[int(rng.integers(len(places)))]
                cut.append(replace(unit, text=unit.text[: place.start()], soft=is_soft))
                cut.append(replace(unit, text=unit.text[place.end() :], soft=True))
            else:
                cut.append(replace(unit, soft=is_soft))
        sides.append(tuple(cut))
    return Document(document.id, sides[0], sides[1])


def _standard(document: Document, rng: np.random.Generator) -> Document:
    return cut_up(document, rng, drop=0.06, two=0.08, three=0.02)


def _hard(document: Document, rng: np.random.Generator) -> Document:
    return cut_up(document, rng, drop=0.15, two=0.10, three=0.03)


REGIMES: dict[str, Callable[[Document, np.random.Generator], Document]] = {
    "clean": lambda document, rng: document,
    "standard": _standard,
    "hard": _hard,
    "sparse": thin_out,
    "headlines": headlines,
    "moved": lambda document, rng: move_block(_standard(document, rng), rng),
    "oversplit": oversplit,
}


def regime(documents: Sequence[Document], name: str, seed: int = 1) -> list[Document]:
    """Return the documents cut up as a regime asks.

    `long` is all of them as one, standard; `longer` runs of four, standard.
    """
    rng = np.random.default_rng([seed, *name.encode()])
    if name == "long":
        return [_standard(concatenate(documents), rng)]
    if name == "longer":
        runs = [documents[k : k + 4] for k in range(0, len(documents), 4)]
        return [_standard(concatenate(run, run[0].id), rng) for run in runs]
    return [REGIMES[name](document, rng) for document in documents]


def noncrossing(beads: Sequence[Link]) -> list[Link]:
    """Return the most beads that run in the same order on both sides (the fewest crossing ones taken away)."""
    beads = sorted(beads)
    best: list[list[Link]] = []
    for k, bead in enumerate(beads):
        before = [best[h] for h in range(k) if beads[h][1].stop <= bead[1].start]
        best.append([*max(before, key=len, default=[]), bead])
    return max(best, key=len, default=[])
