"""The figures of a corpus, as they come out."""

from __future__ import annotations

from dataclasses import dataclass

from align.stats.sketch import Histogram

#: Shares at which quantiles are given.
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Side:
    """One language: rows with text in it, characters (code points) and words (between white space).

    `quantiles` are characters a row, at SHARES; None where no row has text.
    """

    rows: int
    characters: int
    words: int
    quantiles: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Characters of the English side over those of the Korean, in rows with both; quantiles at SHARES."""

    histogram: Histogram
    quantiles: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of numbers: how many of the rows with two texts hold one, and their mean; `missing` rows hold none."""

    name: str
    count: int
    missing: int
    mean: float | None
    histogram: Histogram


@dataclass(frozen=True, slots=True)
class Group:
    """The rows with one value of a grouping column; None where they have no articles, probability or quality.

    The means are over the rows with two texts. `articles` is an estimate, within about 3 %, where `is_exact` is false
    (from 2,048 on).
    """

    name: str
    rows: int
    articles: int | None
    is_exact: bool
    ko_characters: int
    en_characters: int
    probability: float | None
    quality: float | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a corpus.

    `articles` is the number of different `pair_id`s, None without that column. `duplicates` are rows whose two texts
    both stood in a row before. Either is an estimate where `is_exact` is false (from 262,144 different ones on, within
    0.3 %). `null_rows` have no text on one side or both. `kinds`, `ko_roles`, `en_roles` and `reasons` are (name,
    rows), most frequent first; `reasons` counts a row once for each of its reasons. `crossing` is None without that
    column. `groups` are (column, groups), largest first.
    """

    rows: int
    columns: tuple[str, ...]
    articles: int | None
    duplicates: int
    is_exact: bool
    null_rows: int
    crossing: int | None
    kinds: tuple[tuple[str, int], ...]
    ko_roles: tuple[tuple[str, int], ...]
    en_roles: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    ko: Side
    en: Side
    ratio: Ratio
    measures: tuple[Measure, ...]
    groups: tuple[tuple[str, tuple[Group, ...]], ...]

    @property
    def duplicate_share(self) -> float:
        """Duplicates as a share of the rows, 0 to 1."""
        return self.duplicates / self.rows if self.rows else 0.0
