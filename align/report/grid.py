"""A small table of texts, some of them in bold, as Markdown, LaTeX or for a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

_MARKDOWN = re.compile(r"([\\|*_`<>\[\]])")
_LATEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "|": r"\textbar{}",
    "±": r"$\pm$", "μ": r"$\mu$", "<": r"\textless{}", ">": r"\textgreater{}",
} | {character: f"\\{character}" for character in "&%$#_{}"}  # fmt: skip
#: A name could move the cursor, or break a row.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of a table, in bold where it is the best of its column; `note` goes below it where there is room."""

    text: str
    is_best: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells under named columns, one for each; all but the first `names` columns are numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    names: int = 1


def to_markdown(grid: Grid) -> str:
    """Return a table of Markdown (GitHub's), ending in a line feed."""

    def row(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    def shown(cell: Cell) -> str:
        text = _markdown(cell.text)
        return " ".join(filter(None, (f"**{text}**" if cell.is_best else text, _markdown(cell.note))))

    head = row([_markdown(name) for name in grid.columns])
    rule = row(["---" if place < grid.names else "---:" for place in range(len(grid.columns))])
    body = "".join(row([shown(cell) for cell in cells]) for cells in grid.rows)
    title = f"{_markdown(grid.title)}\n\n" if grid.title else ""
    return title + head + rule + body


def to_latex(grid: Grid) -> str:
    """Return a tabular of LaTeX, with the rules of the package booktabs, ending in a line feed."""

    def row(cells: Sequence[str]) -> str:
        return f"  {' & '.join(cells)} \\\\\n"

    def shown(cell: Cell) -> str:
        text = latex(cell.text)
        return " ".join(filter(None, (f"\\textbf{{{text}}}" if cell.is_best else text, latex(cell.note))))

    title = f"% {_CONTROL.sub(' ', grid.title)}\n" if grid.title else ""
    return (
        f"{title}\\begin{{tabular}}{{{'l' * grid.names}{'r' * (len(grid.columns) - grid.names)}}}\n  \\toprule\n"
        + row([latex(name) for name in grid.columns])
        + "  \\midrule\n"
        + "".join(row([shown(cell) for cell in cells]) for cells in grid.rows)
        + "  \\bottomrule\n\\end{tabular}\n"
    )


def to_rich(grid: Grid) -> Table:
    """Return a table for a terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, title=_CONTROL.sub(" ", grid.title) or None, title_justify="left")
    for place, name in enumerate(grid.columns):
        table.add_column(
            Text(_CONTROL.sub(" ", name)), justify="left" if place < grid.names else "right", overflow="fold"
        )
    for cells in grid.rows:
        table.add_row(
            *(
                Text(_CONTROL.sub(" ", cell.text), "bold" if cell.is_best else "")
                + (f"\n{cell.note}" if cell.note else "")
                for cell in cells
            )
        )
    return table


def latex(text: str) -> str:
    """Return text as LaTeX shows it."""
    return "".join(_LATEX.get(character, character) for character in _CONTROL.sub(" ", text))


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _CONTROL.sub(" ", text))
