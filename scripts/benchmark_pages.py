"""From raw pages to beads: roles by character, and strict F1 beside that with gold sentences: `benchmark.py --raw`.

Beads are compared by their text, white space left out, since a raw page may be cut into other sentences.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from regimes import Unit, page_order, read_page, read_units

from align import Aligner, Alignment
from align.bitext import ALIGNED_ROLES, Language, Role
from align.clean import clean_text
from align.evaluate import PRF

Bead = tuple[str, str]


@dataclass(frozen=True)
class Roles:
    """Characters of pages, white space left out: all, those of the right role, chrome let in, story left out."""

    all: int = 0
    right: int = 0
    leaked: int = 0
    lost: int = 0

    def __add__(self, other: Roles) -> Roles:
        return Roles(self.all + other.all, self.right + other.right, self.leaked + other.leaked, self.lost + other.lost)


def roles_of(folder: Path, language: Language) -> Roles:
    """Compare the roles that cleaning gives the characters of a page with the gold ones."""
    page = (folder / f"{language}.txt").read_text(encoding="utf-8-sig")
    units = read_units(folder, language)
    gold = [
        unit.role
        for k in page_order(page, [unit.text for unit in units])
        for unit in [units[k]]
        for _ in _letters(unit.text)
    ]
    found = [
        block.role
        for block in clean_text(page, language).blocks
        for _ in _letters(page[slice(*block.span)])
    ]  # fmt: skip
    pairs = list(zip(gold, found, strict=True))
    return Roles(
        len(pairs),
        sum(a == b for a, b in pairs),
        sum(b in ALIGNED_ROLES and a not in ALIGNED_ROLES for a, b in pairs),
        sum(a in ALIGNED_ROLES and b not in ALIGNED_ROLES for a, b in pairs),
    )


def _letters(text: str) -> list[str]:
    return [letter for letter in unicodedata.normalize("NFC", text) if not letter.isspace()]


def _text(texts: Sequence[str]) -> str:
    return "".join(_letters("".join(texts)))


def _found(alignment: Alignment) -> set[Bead]:
    return {(_text([row.ko]), _text([row.en])) for row in alignment.rows()}


def _count(found: set[Bead], gold: set[Bead]) -> PRF:
    right = len(found & gold)
    return PRF(right, len(found), right, len(gold))


def compare_pages(folders: dict[str, Path]) -> None:
    """Print a row for each folder of pages."""
    aligner = Aligner()
    print(f"{'pages':<10}{'':>5}{'roles':>9}{'leaked':>9}{'lost':>9}{'raw F1':>9}{'given F1':>10}")
    for name, folder in folders.items():
        raw = given = PRF(0, 0, 0, 0)
        roles = Roles()
        paths = [gold.parent for gold in sorted(folder.glob("*/gold.jsonl"))]
        for path in paths:
            document = read_page(path)
            sides: list[Sequence[Unit]] = [document.source, document.target]
            texts = [[unit.text for unit in side] for side in sides]
            gold = {(_text(texts[0][slice(*s)]), _text(texts[1][slice(*t)])) for s, t in document.beads}
            pages = [(path / f"{language}.txt").read_text(encoding="utf-8-sig") for language in get_args(Language)]
            raw += _count(_found(aligner.align_texts(*pages)), gold)
            wanted: list[list[Role]] = [[unit.role for unit in side] for side in sides]
            given += _count(_found(aligner.align_sentences(*texts, *wanted)), gold)
            roles += roles_of(path, "ko") + roles_of(path, "en")
        shares = (count / max(roles.all, 1) for count in (roles.right, roles.leaked, roles.lost))
        print(
            f"{name:<10}{len(paths):>5}"
            + "".join(f"{share:>9.4f}" for share in shares)
            + f"{raw.f1:>9.3f}{given.f1:>10.3f}"
        )
