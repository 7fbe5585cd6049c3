"""Where the marks of a chart stand: the arithmetic of histograms and scatter plots, in pixels of an SVG."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 240
#: Room around the plot for the numbers of the axes: left, right, top, bottom.
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 12, 42
#: Cells of a scatter plot; points of one cell are drawn as one dot, so that a report doesn't grow with the corpus.
COLUMNS, ROWS = 96, 40


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` on pixels from `start` to `stop`; `ticks` are values to name."""

    low: float
    high: float
    start: float
    stop: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Return the pixel of a value, to a tenth."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.stop - self.start), 1)

    def label(self, tick: float) -> str:
        """Return a tick as text: `0.5`, `20`, `15,000`."""
        return f"{tick:,.6g}" if abs(tick) < 1e6 else f"{tick:.6g}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a histogram: its pixels, the values from `low` to `high`, and how many there are."""

    x: float
    y: float
    width: float
    height: float
    low: str
    high: str
    count: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of a scatter plot: its middle, its opacity (0 to 1) and how many points it stands for."""

    x: float
    y: float
    opacity: float
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars over the values, counts upwards; `count` values are drawn, their `mean` and `median` beside."""

    x: Axis
    y: Axis
    bars: tuple[Bar, ...]
    count: int
    mean: float
    median: float


@dataclass(frozen=True, slots=True)
class Scatter:
    """Dots of pairs of values; `count` pairs are drawn."""

    x: Axis
    y: Axis
    dots: tuple[Dot, ...]
    count: int


def histogram(
    values: Iterable[float], bins: int = 25, low: float | None = None, high: float | None = None
) -> Histogram | None:
    """Return the bars of equal width over `low` to `high`, by default over all values; None for no values.

    Values outside go into the first or last bar; those that are no finite number are left out.
    """
    drawn = sorted(value for value in map(float, values) if math.isfinite(value))
    if not drawn:
        return None
    first, last = _range(drawn[0] if low is None else low, drawn[-1] if high is None else high)
    width = (last - first) / bins
    # Divided first, as 0.6 / 0.05 is less than 12.
    counts = Counter(min(max(int((value - first) / (last - first) * bins), 0), bins - 1) for value in drawn)
    x = _axis(first, last, LEFT, WIDTH - RIGHT)
    y = _axis(0, max(counts.values()), HEIGHT - BOTTOM, TOP)
    bars = []
    for place, count in sorted(counts.items()):
        start, stop = first + place * width, first + (place + 1) * width
        left, top = x.place(start), y.place(count)
        size = round(max(x.place(stop) - left - 1, 0.5), 1), round(y.start - top, 1)
        bars.append(Bar(left, top, *size, f"{start:,.4g}", f"{stop:,.4g}", count))
    middle = (drawn[(len(drawn) - 1) // 2] + drawn[len(drawn) // 2]) / 2
    return Histogram(x, y, tuple(bars), len(drawn), math.fsum(drawn) / len(drawn), middle)


def scatter(xs: Sequence[float], ys: Sequence[float]) -> Scatter | None:
    """Return the dots of pairs of values, as many on either side; None where no pair is finite.

    Points that fall together make one dot, the stronger the more they are. Raises ValueError for unequal lengths.
    """
    pairs = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
    pairs = [pair for pair in pairs if all(map(math.isfinite, pair))]
    if not pairs:
        return None
    columns, rows = zip(*pairs, strict=True)
    x = _axis(min(columns), max(columns), LEFT, WIDTH - RIGHT)
    y = _axis(min(rows), max(rows), HEIGHT - BOTTOM, TOP)
    cell_width, cell_height = (x.stop - x.start) / COLUMNS, (y.start - y.stop) / ROWS
    cells = Counter(
        (
            min(int((x.place(a) - x.start) / cell_width), COLUMNS - 1),
            min(int((y.start - y.place(b)) / cell_height), ROWS - 1),
        )
        for a, b in pairs
    )
    most = math.log1p(max(cells.values()))
    dots = tuple(
        Dot(
            round(x.start + (column + 0.5) * cell_width, 1),
            round(y.start - (row + 0.5) * cell_height, 1),
            round(0.25 + 0.75 * math.log1p(count) / most, 2),
            count,
        )
        for (column, row), count in sorted(cells.items())
    )
    return Scatter(x, y, dots, len(pairs))


def _range(low: float, high: float) -> tuple[float, float]:
    """Widen a range that is too narrow for its numbers to be told apart."""
    if high - low > 1e-9 * max(abs(low), abs(high), 1):
        return low, high
    room = max(0.5, 1e-6 * abs(low))
    return low - room, high + room


def _axis(low: float, high: float, start: float, stop: float) -> Axis:
    """Return an axis with about five ticks at round numbers."""
    low, high = _range(low, high)
    step = 10.0 ** math.floor(math.log10((high - low) / 5))
    step = next(step * factor for factor in (1, 2, 5, 10) if (high - low) / (step * factor) <= 6)
    first = math.ceil(low / step - 1e-9)
    ticks = []
    while (tick := round(first * step, 12)) <= high + step * 1e-9:
        ticks.append(tick)
        first += 1
    return Axis(low, high, start, stop, tuple(ticks))
