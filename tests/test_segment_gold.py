"""Boundary F1 on the gold text in corpora/segmentation, as a floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.segment import split

GOLD = Path(__file__).parent.parent / "corpora" / "segmentation"


def paragraphs(path: Path) -> list[tuple[str, set[int]]]:
    """Return running text and the offsets of its sentence ends, the last one left out, by paragraph."""
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        text, ends = "", []
        for line in block.splitlines():
            glued = line.startswith("+")
            text += line[1:] if glued else " " * bool(text) + line
            ends.append(len(text))
        found.append((text, set(ends[:-1])))
    return found


@pytest.mark.parametrize(("language", "floor"), [("ko", 0.99), ("en", 0.99)])
def test_boundaries(language: str, floor: float) -> None:
    right = said = true = 0
    for text, gold in paragraphs(GOLD / f"{language}.txt"):
        ends = {span.stop for span in split(text, language)} - {len(text)}  # type: ignore[arg-type]
        right, said, true = right + len(ends & gold), said + len(ends), true + len(gold)
    assert true > 300
    assert 2 * right / (said + true) >= floor
