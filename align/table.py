"""An alignment, or the parts of a page, as a table that a person can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from align.bitext import ALIGNED_ROLES, AlignedPair, Alignment

if TYPE_CHECKING:
    from align.score import Explanation, Group

    Explain = Callable[[str, str], Explanation]

#: Least probability of a colour, best first.
_COLOURS = ((0.9, "green"), (0.7, "yellow"), (0.0, "red"))
#: Colours of linked words, told apart on light and dark ground.
_PALETTE = ("green", "cyan", "magenta", "yellow", "blue", "red", "bright_green", "bright_cyan", "bright_magenta")
#: A page could move the cursor or rename the window.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def table_of(alignment: Alignment, *, nulls: bool = False, explain: Explain | None = None) -> Table:
    """Return the rows of an alignment as a table: Korean, English, bead type, probability.

    Green rows are right in about 97 of 100 cases, red ones deserve a look; `×` marks beads out of order.
    With `explain`, words that support each other have one colour, and quality and reasons stand below the text.
    """
    table = Table(box=box.HORIZONTALS, show_lines=True, expand=True, title=_title(alignment), title_justify="left")
    table.add_column("Korean", ratio=5, overflow="fold")
    table.add_column("English", ratio=7, overflow="fold")
    table.add_column("bead", no_wrap=True)
    table.add_column("prob.", justify="right", no_wrap=True)
    for row in alignment.rows(nulls=nulls):
        table.add_row(*_cells(row, explain))
    return table


def explanation_table(ko: str, en: str, explanation: Explanation) -> Table:
    """Return a pair as a table whose words have the colour of the words that support them; reasons stand below.

    Words without support are dim.
    """
    table = Table(box=box.HORIZONTALS, expand=True, show_header=False)
    table.add_column(ratio=1, overflow="fold")
    for text in _linked(ko, en, explanation.groups):
        table.add_row(text)
    table.add_row(_verdict(explanation))
    return table


def _verdict(explanation: Explanation) -> Text:
    score = explanation.score
    line = Text(f"quality {score.quality:.2f}", next(name for least, name in _COLOURS if score.quality >= least))
    return line.append("  " + _plain("; ".join(map(str, score.reasons))), "default") if score.reasons else line


def _linked(ko: str, en: str, groups: Iterable[Group]) -> tuple[Text, Text]:
    """Return both sides with the words of a group in one colour; the colours come around again."""
    left, right = Text(_plain(ko), "dim"), Text(_plain(en), "dim")
    for k, group in enumerate(groups):
        style = f"not dim {_PALETTE[k % len(_PALETTE)]}"
        for text, spans in ((left, group.ko), (right, group.en)):
            for span in spans:
                text.stylize(style, span.start, span.stop)
    return left, right


def page_table(parts: Iterable[Mapping[str, object]]) -> Table:
    """Return the blocks or sentences of a page as a table: role, text. What never enters a corpus is dim."""
    table = Table(box=None, expand=True)
    table.add_column("role", no_wrap=True)
    table.add_column("text", ratio=1, overflow="fold")
    for part in parts:
        label, style = ("cyan", "") if part["role"] in ALIGNED_ROLES else ("dim", "dim")
        table.add_row(Text(str(part["role"]), label), Text(_plain(str(part["text"])), style))
    return table


def _title(alignment: Alignment) -> Text:
    linked = [bead for bead in alignment.beads if not bead.is_null]
    alone = [
        sum((bead.source if side == "ko" else bead.target).size for bead in alignment.beads if bead.is_null)
        for side in ("ko", "en")
    ]
    return Text(
        f"{alignment.pair_id}: {len(linked)} beads of {len(alignment.source_sentences)} Korean and "
        f"{len(alignment.target_sentences)} English sentences; {alone[0]} Korean and {alone[1]} English unlinked"
    )


def _cells(row: AlignedPair, explain: Explain | None) -> Iterable[Text]:
    colour = next(name for least, name in _COLOURS if row.probability >= least)
    is_null = not (row.ko and row.en)
    style = "dim" if is_null else ("bold" if "headline" in (row.ko_role, row.en_role) else "")
    if explain and not is_null:
        explanation = explain(row.ko, row.en)
        left, right = _linked(row.ko, row.en, explanation.groups)
        yield left
        yield Text("\n").join([right, _verdict(explanation)])
    else:
        yield Text(_plain(row.ko), style)
        yield Text(_plain(row.en), style)
    yield Text(row.kind + (" ×" if row.crossing else ""), "magenta" if row.crossing else "")
    yield Text(f"{row.probability:.2f}", "dim" if is_null else colour)


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)
