"""Statistics as tables and bars for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from align.stats.figures import SHARES, Group, Ratio, Side, Statistics
from align.stats.sketch import Histogram

#: Cells of the longest bar, and what a bar's last cell may hold.
_WIDTH = 40
_EIGHTHS = " ▏▎▍▌▋▊▉"
#: Lines of a list that is long; the rest is summed up.
_MOST = 12
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def statistics_table(statistics: Statistics, name: str) -> Table:
    """Return the figures of the corpus `name` as one table under the other, for a terminal of any width."""
    blocks = Table.grid()
    for block in _blocks(statistics, name):
        if blocks.row_count:
            blocks.add_row("")
        blocks.add_row(block)
    return blocks


def _blocks(figures: Statistics, name: str) -> Iterator[RenderableType]:
    yield _head(figures, name)
    yield _sides(figures)
    if figures.kinds:
        yield _counts("bead type", figures.kinds, figures.rows)
    if figures.ko_roles or figures.en_roles:
        yield _roles(figures)
    for measure in figures.measures:
        missing = f", {measure.missing:,} rows without" if measure.missing else ""
        mean = f"mean {measure.mean:.3f}{missing}" if measure.mean is not None else "no row has one"
        yield _bars(f"{measure.name} ({mean})", measure.histogram)
    if any(figures.ratio.histogram.counts) or figures.ratio.histogram.below or figures.ratio.histogram.above:
        yield _bars("characters of English to one of Korean", figures.ratio.histogram)
    if figures.reasons:
        yield _counts("reason", figures.reasons, figures.rows)
    for column, groups in figures.groups:
        yield _groups(column, groups)


def _head(figures: Statistics, name: str) -> Text:
    about = "" if figures.is_exact else "about "
    parts = [_many(figures.rows, "row")]
    if figures.articles is not None:
        parts.append(about + _many(figures.articles, "article"))
    duplicates = _many(figures.duplicates, "exact duplicate")
    parts.append(f"{about}{duplicates} ({figures.duplicate_share:.1%})")
    if figures.null_rows:
        parts.append(f"{figures.null_rows:,} with an empty side")
    if figures.crossing:
        parts.append(f"{figures.crossing:,} crossing")
    return Text(f"{_plain(name)}: {', '.join(parts)}", "bold")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _sides(figures: Statistics) -> Table:
    first, *others = (f"{share:.0%}" for share in SHARES)
    table = _table("", "with\ntext", "characters", "words", f"length:\n{first}", *others)
    for label, side in (("Korean", figures.ko), ("English", figures.en)):
        table.add_row(label, f"{side.rows:,}", f"{side.characters:,}", f"{side.words:,}", *_lengths(side))
    table.add_row("English/Korean", "", _quotient(figures.en.characters, figures.ko.characters),
                  _quotient(figures.en.words, figures.ko.words), *_ratios(figures.ratio))  # fmt: skip
    return table


def _lengths(side: Side) -> Iterator[str]:
    return ("" if length is None else f"{length:,.0f}" for length in side.quantiles)


def _ratios(ratio: Ratio) -> Iterator[str]:
    return ("" if value is None else f"{value:.2f}" for value in ratio.quantiles)


def _quotient(over: int, under: int) -> str:
    return f"{over / under:.2f}" if under else ""


def _counts(label: str, counts: Sequence[tuple[str, int]], rows: int) -> Table:
    table = _table(label, "rows", "share", "")
    most = max(count for _, count in counts)
    for name, count in _shortened(counts):
        table.add_row(_plain(name), f"{count:,}", f"{count / rows:.1%}", _bar(min(count, most), most))
    return table


def _shortened(counts: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    yield from counts[:_MOST]
    if rest := counts[_MOST:]:
        yield f"{len(rest)} more", sum(count for _, count in rest)


def _roles(figures: Statistics) -> Table:
    ko, en = dict(figures.ko_roles), dict(figures.en_roles)
    table = _table("role", "Korean", "English")
    for name in list(dict.fromkeys([*ko, *en]))[:_MOST]:
        table.add_row(_plain(name), f"{ko.get(name, 0):,}", f"{en.get(name, 0):,}")
    return table


def _bars(title: str, histogram: Histogram) -> Table:
    edges = histogram.edges
    lines = [
        (f"{low:.2f} to {high:.2f}", count)
        for low, high, count in zip(edges, edges[1:], histogram.counts, strict=False)
    ]
    if histogram.below:
        lines.insert(0, (f"below {edges[0]:.2f}", histogram.below))
    if histogram.above:
        lines.append((f"above {edges[-1]:.2f}", histogram.above))
    filled = [place for place, (_, count) in enumerate(lines) if count] or [0]
    most = max(count for _, count in lines)
    table = _table(title, "rows", "")
    for label, count in lines[filled[0] : filled[-1] + 1]:
        table.add_row(label, f"{count:,}", _bar(count, most))
    return table


def _bar(count: int, most: int) -> Text:
    # A bin that isn't empty shows at least a line.
    eighths = max(round(count / most * _WIDTH * 8), 1) if count else 0
    return Text("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip(), "cyan")


def _groups(column: str, groups: Sequence[Group]) -> Table:
    table = _table(column, "rows", "articles", "Korean characters", "English characters", "probability", "quality")
    for group in groups[: 2 * _MOST]:
        table.add_row(
            _plain(group.name), f"{group.rows:,}", _articles(group),
            f"{group.ko_characters:,}", f"{group.en_characters:,}", _mean(group.probability), _mean(group.quality),
        )  # fmt: skip
    if rest := groups[2 * _MOST :]:
        table.add_row(f"{len(rest)} more", f"{sum(group.rows for group in rest):,}")
    return table


def _articles(group: Group) -> str:
    return "" if group.articles is None else f"{'' if group.is_exact else '~'}{group.articles:,}"


def _mean(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _table(label: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(label, no_wrap=True, min_width=14)
    for column in columns:
        # A number that loses its last digit would be another number; a bar may lose its end.
        if column:
            table.add_column(column, justify="right", overflow="fold")
        else:
            table.add_column(column, no_wrap=True, overflow="crop")
    return table


def _plain(text: str) -> Text:
    return Text(_CONTROL.sub(" ", text), overflow="ellipsis")
