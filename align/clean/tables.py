"""Lines whose neighbours say what they are: rows of tables, points of a summary.

Rows are neighbouring lines cut by tabs into the same number of cells, with figures in them.
"""

from __future__ import annotations

from itertools import groupby

from align.bitext import Language
from align.clean import patterns
from align.clean.lines import SUBSTANTIAL, Line

#: A cell holds a figure or a few words; longer ones are columns of a layout.
_CELL = 40
#: A summary has so many points at most.
_MOST_POINTS = 6


def mark_rows(lines: list[Line]) -> None:
    """Give the rows of tables the shape of list items, so that they are neither menus nor titles."""
    for cells, group in groupby(lines, key=lambda line: line.text.count("\t")):
        rows = list(group) if cells else []
        if len(rows) < 2 or not all(_is_data(line.text) for line in rows[1:]):
            continue
        for line in rows:
            line.shape = "bullet"


def mark_summary(lines: list[Line], language: Language) -> None:
    """Give the short sentences under a label such as `Key points` the shape of titles: they are decks."""
    for i, line in enumerate(lines):
        if len(line.text) > _CELL or line.is_prose or not patterns.is_summary(line.text):
            continue
        line.shape = "chrome"
        for item in lines[i + 1 : i + 1 + _MOST_POINTS]:
            if len(item.text) > 1.5 * SUBSTANTIAL[language] or item.shape not in ("prose", "title", "bullet"):
                break
            item.shape = "title"


def _is_data(text: str) -> bool:
    cells = text.split("\t")
    figures = sum(any(map(str.isdigit, cell)) for cell in cells)
    return figures > 0 and 2 * figures >= len(cells) - 1 and max(map(len, cells)) <= _CELL
