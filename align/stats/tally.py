"""The figures of a corpus, as they are counted."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from align.stats.figures import SHARES, Group, Measure, Ratio, Side, Statistics
from align.stats.sketch import Bins, Distinct, Quantiles

#: Columns whose values divide a corpus; without a source, the host of a `url` is one.
GROUPINGS = ("split", "source", "stage")

_UNIT = tuple(k / 20 for k in range(21))
_COSINE = tuple(k / 10 for k in range(-10, 11))
#: English has about twice the characters of Korean; two bins are a factor of the square root of two.
_RATIO = tuple(2 ** (k / 4) for k in range(-8, 21))
_MEASURES = {"probability": _UNIT, "similarity": _COSINE, "quality": _UNIT}

#: Most values of a grouping that are told apart, and of a column that are counted.
_MOST_GROUPS = 200
_MOST_NAMES = 1000
_OTHERS = "(others)"
_NONE = "(none)"
#: A reason as `Reason` is written, `name` or `name(detail)`, behind the end of another.
_REASON = re.compile(r"(?:^|;\s*)([\w-]+)(?=\(|;|$)")


def summarise(records: Iterable[Mapping[str, object]], *, ko: str = "ko", en: str = "en") -> Statistics:
    """Return the figures of records, taken once; `ko` and `en` name the columns of the two sides.

    Numbers may be text, as in a TSV. A column that some records lack is empty in these.
    """
    tally = Tally(ko=ko, en=en)
    for record in records:
        tally.add(record)
    return tally.statistics()


class Tally:
    """The figures of a corpus in the making: add the records, ask for the statistics at any time."""

    def __init__(self, *, ko: str = "ko", en: str = "en") -> None:
        self._names = (ko, en)
        self._rows = self._null_rows = self._crossing = 0
        self._columns: dict[str, None] = {}
        self._articles, self._texts = Distinct(), Distinct()
        self._counts = {name: Counter[str]() for name in ("kind", "ko_role", "en_role", "reasons")}
        self._sides = (_Side(), _Side())
        self._ratio, self._ratios = Bins(_RATIO), Quantiles()
        self._measures = {name: _Measure(Bins(edges)) for name, edges in _MEASURES.items()}
        self._groups: dict[str, dict[str, _Group]] = {}

    def add(self, record: Mapping[str, object]) -> None:
        """Count a record."""
        self._rows += 1
        if not record.keys() <= self._columns.keys():
            self._columns |= dict.fromkeys(record)
        ko, en = (_text(record.get(name)) for name in self._names)
        self._sides[0].add(ko)
        self._sides[1].add(en)
        self._texts.add(f"{len(ko)} {ko}{en}")
        # A null bead has a similarity of 0 by definition, which says nothing about the corpus.
        is_null = not (ko.strip() and en.strip())
        if not is_null:
            self._ratio.add(len(en) / len(ko))
            self._ratios.add(len(en) / len(ko))
        else:
            self._null_rows += 1
        if "pair_id" in record:
            self._articles.add(_text(record["pair_id"]))
        self._crossing += record.get("crossing") in (True, "true")
        for name in ("kind", "ko_role", "en_role"):
            if value := _text(record.get(name)):
                _count(self._counts[name], value)
        for reason in dict.fromkeys(_REASON.findall(_text(record.get("reasons")) or _text(record.get("reason")))):
            _count(self._counts["reasons"], reason)
        numbers = {name: None if is_null else _number(record[name]) for name in _MEASURES if name in record}
        for name, number in numbers.items():
            self._measures[name].add(number)
        for column, value in _groupings(record):
            self._group(column, value).add(record.get("pair_id"), ko, en, numbers)

    def _group(self, column: str, value: str) -> _Group:
        groups = self._groups.setdefault(column, {})
        if value not in groups:
            value = value if len(groups) < _MOST_GROUPS else _OTHERS
        return groups.setdefault(value, _Group())

    def statistics(self) -> Statistics:
        """Return the figures so far."""
        has_articles = "pair_id" in self._columns
        return Statistics(
            rows=self._rows,
            columns=tuple(self._columns),
            articles=self._articles.distinct if has_articles else None,
            duplicates=self._texts.repeated,
            is_exact=self._articles.is_exact and self._texts.is_exact,
            null_rows=self._null_rows,
            crossing=self._crossing if "crossing" in self._columns else None,
            kinds=_ranked(self._counts["kind"]),
            ko_roles=_ranked(self._counts["ko_role"]),
            en_roles=_ranked(self._counts["en_role"]),
            reasons=_ranked(self._counts["reasons"]),
            ko=self._sides[0].frozen(),
            en=self._sides[1].frozen(),
            ratio=Ratio(self._ratio.histogram(), tuple(map(self._ratios.at, SHARES))),
            measures=tuple(
                measure.frozen(name, self._rows - self._null_rows)
                for name, measure in self._measures.items()
                if name in self._columns
            ),
            groups=tuple((column, _frozen(groups)) for column, groups in self._groups.items()),
        )


@dataclass(slots=True)
class _Side:
    rows: int = 0
    characters: int = 0
    words: int = 0
    lengths: Quantiles = field(default_factory=Quantiles)

    def add(self, text: str) -> None:
        words = len(text.split())
        if words:
            self.rows += 1
            self.characters += len(text)
            self.words += words
            self.lengths.add(len(text))

    def frozen(self) -> Side:
        return Side(self.rows, self.characters, self.words, tuple(map(self.lengths.at, SHARES)))


@dataclass(slots=True)
class _Mean:
    count: int = 0
    total: float = 0.0

    def add(self, number: float | None) -> None:
        if number is not None:
            self.count += 1
            self.total += number

    @property
    def value(self) -> float | None:
        return self.total / self.count if self.count else None


@dataclass(slots=True)
class _Measure:
    bins: Bins
    mean: _Mean = field(default_factory=_Mean)

    def add(self, number: float | None) -> None:
        if number is not None:
            self.bins.add(number)
            self.mean.add(number)

    def frozen(self, name: str, rows: int) -> Measure:
        return Measure(name, self.mean.count, rows - self.mean.count, self.mean.value, self.bins.histogram())


@dataclass(slots=True)
class _Group:
    rows: int = 0
    ko_characters: int = 0
    en_characters: int = 0
    # Small, as there may be many groups.
    articles: Distinct = field(default_factory=lambda: Distinct(2048))
    probability: _Mean = field(default_factory=_Mean)
    quality: _Mean = field(default_factory=_Mean)

    def add(self, pair_id: object, ko: str, en: str, numbers: Mapping[str, float | None]) -> None:
        self.rows += 1
        self.ko_characters += len(ko)
        self.en_characters += len(en)
        if pair_id is not None:
            self.articles.add(_text(pair_id))
        self.probability.add(numbers.get("probability"))
        self.quality.add(numbers.get("quality"))

    def frozen(self, name: str) -> Group:
        return Group(
            name,
            self.rows,
            self.articles.distinct or None,
            self.articles.is_exact,
            self.ko_characters,
            self.en_characters,
            self.probability.value,
            self.quality.value,
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _number(value: object) -> float | None:
    if isinstance(value, str | int | float):
        try:
            number = float(value)
        except ValueError:
            return None
        return number if math.isfinite(number) else None
    return None


def _count(counter: Counter[str], name: str) -> None:
    counter[name if name in counter or len(counter) < _MOST_NAMES else _OTHERS] += 1


def _ranked(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _frozen(groups: Mapping[str, _Group]) -> tuple[Group, ...]:
    frozen = (group.frozen(name) for name, group in groups.items())
    return tuple(sorted(frozen, key=lambda group: (-group.rows, group.name)))


def _groupings(record: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    for column in GROUPINGS:
        if column in record:
            yield column, _text(record[column]) or _NONE
    if "source" not in record and "url" in record:
        yield "host", _host(_text(record["url"])) or _NONE


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
