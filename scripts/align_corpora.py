"""Align the article pairs in corpora/pages: a table of each on the terminal, all of them in out/demo.tsv."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from align import Aligner
from align.corpus import write, writing
from align.table import table_of

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "out" / "demo.tsv"


def main() -> None:
    aligner = Aligner()
    pages = sorted((ROOT / "corpora" / "pages").glob("*/ko.txt"))
    alignments = [aligner.align_files(ko, ko.with_name("en.txt"), pair_id=ko.parent.name) for ko in pages]

    console = Console()
    if not console.is_terminal:
        console.width = 100
    for alignment in alignments:
        console.print(table_of(alignment), "")

    OUTPUT.parent.mkdir(exist_ok=True)
    with writing(OUTPUT) as stream:
        write(alignments, stream)
    rows = sum(not bead.is_null for alignment in alignments for bead in alignment.beads)
    console.print(f"{rows} aligned rows of {len(alignments)} article pairs are in {OUTPUT.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
