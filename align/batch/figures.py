"""The figures of a corpus in the making, counted while its lines pass by, in bounded memory."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, repeat
from urllib.parse import urlsplit

from align.batch.rows import EN, KIND, KO, KO_INDEX, PROBABILITY, QUALITY, ROW_COLUMNS
from align.corpus import unescape
from align.filters import length_ratio

#: Lower bounds of the bands of quality that samples are taken from, and rows sampled of all bands together.
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.97)
SAMPLES = 30
#: Rejects sampled of each reason.
PER_REASON = 3
#: Most sources, reasons and bead types that are told apart; the others are summed up.
_MOST_NAMES = 1000
_OTHERS = "(others)"
_NUMBER = re.compile(r"(?<![\w-])(?:0x[0-9a-f]+|\d[\d,.]*)")
_REASON = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Sample:
    """A row to look at."""

    pair_id: str
    ko: str
    en: str
    kind: str
    probability: str
    quality: str
    reason: str


@dataclass(slots=True)
class Values:
    """Numbers with few different values, counted exactly."""

    counts: Counter[float] = field(default_factory=Counter)

    def add(self, value: float) -> None:
        self.counts[value] += 1

    def histogram(self, low: float, high: float, bins: int) -> list[int]:
        """Return how many values fall into bins of equal width; those outside `low` to `high` in the outer ones."""
        found = [0] * bins
        for value, count in self.counts.items():
            found[min(max(int((value - low) / (high - low) * bins), 0), bins - 1)] += count
        return found

    def mean(self) -> float | None:
        """Return the mean; None where there is no value."""
        total = self.counts.total()
        return math.fsum(value * count for value, count in self.counts.items()) / total if total else None

    def all(self) -> Iterator[float]:
        """Yield each value as often as it was counted, ascending."""
        return chain.from_iterable(repeat(value, self.counts[value]) for value in sorted(self.counts))


@dataclass(slots=True)
class SourceFigures:
    """What one source gave."""

    pairs: int = 0
    rows: int = 0
    rejects: int = 0
    quality: float = 0.0


class Figures:
    """Counts of the rows and rejects of a build.

    `columns` are the carried ones: `source`, or the host of `url`, divides the corpus in sources.
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.probability, self.quality, self.length_ratio = Values(), Values(), Values()
        self.kinds: Counter[str] = Counter()
        self.rejects: dict[str, Counter[str]] = {}
        self.sources: dict[str, SourceFigures] = {}
        self._place = next((columns.index(name) for name in ("source", "url") if name in columns), None)
        self._is_url = self._place is not None and columns[self._place] == "url"
        self._last_pair = ""
        self._bands: list[list[tuple[int, Sample]]] = [[] for _ in BANDS]
        self._reasons: dict[str, list[tuple[int, Sample]]] = {}

    @property
    def source_name(self) -> str | None:
        """What divides the corpus in sources: `source`, `host`, or None where nothing does."""
        return None if self._place is None else "host" if self._is_url else "source"

    def keep(self, line: str) -> None:
        """Count a row of corpus.tsv (without split)."""
        fields = line.split("\t")
        probability, quality = float(fields[PROBABILITY]), fields[QUALITY]
        self.probability.add(probability)
        if quality:
            self.quality.add(float(quality))
        self.length_ratio.add(round(math.log2(length_ratio(fields[KO], fields[EN])), 2))
        _count(self.kinds, fields[KIND])
        if (source := self._source(fields, len(ROW_COLUMNS))) is not None:
            source.rows += 1
            source.quality += float(quality or 0)
        value = float(quality) if quality else probability
        band = max(place for place, bound in enumerate(BANDS) if value >= bound)
        _sample(self._bands[band], SAMPLES, fields, "")

    def reject(self, row: str, stage: str, reason: str) -> None:
        """Count a reject; `row` is its line as in corpus.tsv."""
        fields = row.split("\t")
        name = _REASON.match(reason) if stage in ("filter", "dedupe") else None
        counts = self.rejects.setdefault(stage, Counter())
        key = name.group() if name else _general(reason)
        _count(counts, key)
        if (source := self._source(fields, len(ROW_COLUMNS))) is not None:
            source.rejects += 1
        if fields[KIND]:
            _sample(self._reasons.setdefault(f"{stage}: {key}", []), PER_REASON, fields, reason)

    def _source(self, fields: list[str], first: int) -> SourceFigures | None:
        if self._place is None:
            return None
        value = unescape(fields[first + self._place])
        name = (_host(value) if self._is_url else value) or "(none)"
        if name not in self.sources and len(self.sources) >= _MOST_NAMES:
            name = _OTHERS
        source = self.sources.setdefault(name, SourceFigures())
        if fields[0] != self._last_pair:
            self._last_pair = fields[0]
            source.pairs += 1
        return source

    def samples(self) -> list[tuple[float, list[Sample]]]:
        """Return (lower bound, rows) of the bands of quality, least first."""
        filled = [(bound, heap) for bound, heap in zip(BANDS, self._bands, strict=True) if heap]
        left, found = SAMPLES, []
        # The smallest first, so that what a band lacks goes to the others.
        for place, (bound, heap) in enumerate(sorted(filled, key=lambda band: len(band[1]))):
            share = min(left // (len(filled) - place), len(heap))
            left -= share
            found.append((bound, _ordered(heapq.nlargest(share, heap, key=lambda item: item[0]))))
        return sorted(found, key=lambda band: band[0])

    def rejected_samples(self) -> list[tuple[str, list[Sample]]]:
        """Return (stage and reason, rows) of the rejects, by name."""
        return [(name, _ordered(heap)) for name, heap in sorted(self._reasons.items())]


def _sample(heap: list[tuple[int, Sample]], most: int, fields: list[str], reason: str) -> None:
    """Keep the rows with the lowest hash: the same ones wherever they stand."""
    own = f"{fields[0]}\t{fields[KO_INDEX]}".encode("utf-8", "replace")
    value = -int.from_bytes(blake2b(own, digest_size=8, person=b"sample").digest())
    if len(heap) < most or value > heap[0][0]:
        sample = Sample(
            unescape(fields[0]), unescape(fields[KO]), unescape(fields[EN]), fields[KIND], fields[PROBABILITY],
            fields[QUALITY], reason or unescape(fields[QUALITY + 1]),
        )  # fmt: skip
        (heapq.heappush if len(heap) < most else heapq.heappushpop)(heap, (value, sample))


def _ordered(heap: list[tuple[int, Sample]]) -> list[Sample]:
    return [sample for _, sample in sorted(heap, key=lambda item: (item[1].quality, -item[0]))]


def _count(counts: Counter[str], name: str) -> None:
    counts[name if name in counts or len(counts) < _MOST_NAMES else _OTHERS] += 1


def _general(message: str) -> str:
    """Return a message without what differs from pair to pair: its place before, numbers, the advice behind."""
    what = message.split(";")[0].split(" (")[0]
    what = what.split(":")[0] if what.startswith("unexpected ") else what.rsplit(": ", 1)[-1]
    return _NUMBER.sub("N", what)[:80]


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
