"""What is done to one batch of pairs, in whichever process: align, score, filter, describe, write the shard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from align.batch.entries import Entry
from align.batch.rows import pair_reject_line, reasons_text, reject_line, row_line
from align.batch.shards import KEPT, REJECTED, Marker, Shards
from align.bitext import AlignedPair, Score
from align.dedupe import describe
from align.errors import InputError, LanguageError, ModelError, OptionError
from align.filters import Filters
from align.options import BuildOptions

if TYPE_CHECKING:
    from align.pipeline import Aligner


class PairScorer(Protocol):
    """Anything that tells how good pairs of texts are; `align.score.Scorer` is one."""

    @property
    def signature(self) -> str:
        """Everything that a score depends on."""
        ...

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        """Return a score for each pair of a Korean and an English text."""
        ...


@dataclass(frozen=True)
class Setup:
    """What a worker needs to begin; it is sent to another process, so that the factories are importable functions.

    `make_scorer` is None where rows get no quality.
    """

    folder: Path
    signature: str
    options: BuildOptions
    make_aligner: Callable[[], Aligner]
    make_scorer: Callable[[], PairScorer] | None

    @property
    def permutations(self) -> int:
        """Length of the sketches; 0 where near duplicates aren't looked for."""
        return self.options.dedupe.permutations if self.options.dedupe.near is not None else 0

    def shards(self) -> Shards:
        """Return the shards of this build."""
        return Shards(self.folder, self.signature, self.permutations)


@dataclass(frozen=True, slots=True)
class Batch:
    """Neighbouring pairs of the input. `rejected` tells which (by place) killed a worker, and how."""

    number: int
    entries: tuple[Entry, ...]
    rejected: Mapping[int, str] = field(default_factory=dict)


class Bench:
    """Models loaded, ready to work on batches."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._aligner = setup.make_aligner()
        self._scorer = setup.make_scorer() if setup.make_scorer else None
        self._filters = Filters(setup.options.filters)
        self._shards = setup.shards()

    def work(self, batch: Batch, begin: Callable[[int], None]) -> Marker:
        """Work on a batch and write its shard; `begin` is told the place of each pair before it is touched.

        A pair that fails is rejected and stops nothing. Raises OptionError and ModelError, which would fail every
        pair, and OutputError where the shard can't be written.
        """
        result = _Result()
        for place, entry in enumerate(batch.entries):
            begin(place)
            if place in batch.rejected:
                result.reject_pair(entry, "worker", batch.rejected[place])
            else:
                self._pair(entry, result)
        keys, sketches = describe(result.texts, self._setup.permutations)
        marker = result.marker(self._setup.signature)
        self._shards.write(batch.number, result.lines, keys, sketches, marker)
        return marker

    def _pair(self, entry: Entry, result: _Result) -> None:
        try:
            pages = entry.pages()
        except InputError as error:
            return result.reject_pair(entry, "read", str(error))
        try:
            alignment = self._aligner.align_pages(*pages, pair_id=entry.id)
            rows = list(alignment.rows())
            scores: Sequence[Score | None] = [None] * len(rows)
            if self._scorer and rows:
                scores = self._scorer.score([(row.ko, row.en) for row in rows])
            lines, texts = self._lines(rows, scores, entry)
        except (OptionError, ModelError):
            raise
        except LanguageError as error:
            return result.reject_pair(entry, "language", str(error))
        except InputError as error:
            return result.reject_pair(entry, "clean", str(error))
        except MemoryError:
            return result.reject_pair(entry, "worker", "out of memory")
        except Exception as error:
            return result.reject_pair(entry, "align", f"unexpected {type(error).__name__}: {error}; please report it")
        if not rows:
            return result.reject_pair(entry, "align", "nothing_linked")
        result.lines += lines
        result.texts += texts
        result.pairs.append((entry.id, len(texts)))
        result.sentences[0] += len(alignment.source_sentences)
        result.sentences[1] += len(alignment.target_sentences)
        result.linked[0] += sum(row.ko_index.size for row in rows)
        result.linked[1] += sum(row.en_index.size for row in rows)
        return None

    def _lines(
        self, rows: Sequence[AlignedPair], scores: Sequence[Score | None], entry: Entry
    ) -> tuple[list[str], list[tuple[str, str]]]:
        """Return the lines of a shard for the rows of a pair, and the texts of those that pass the filters."""
        lines, texts = [], []
        for row, score in zip(rows, scores, strict=True):
            line = row_line(row, score, entry.fields)
            if reasons := self._filters.reasons(row, score):
                lines.append(REJECTED + reject_line(line, "filter", reasons_text(reasons)))
            else:
                lines.append(KEPT + line)
                texts.append((row.ko, row.en))
        return lines, texts


@dataclass(slots=True)
class _Result:
    """What the pairs of a batch gave so far."""

    lines: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    pairs: list[tuple[str, int]] = field(default_factory=list)
    rejected_pairs: int = 0
    sentences: list[int] = field(default_factory=lambda: [0, 0])
    linked: list[int] = field(default_factory=lambda: [0, 0])

    def reject_pair(self, entry: Entry, stage: str, reason: str) -> None:
        self.lines.append(REJECTED + pair_reject_line(entry.id, stage, reason, entry.fields))
        self.pairs.append((entry.id, 0))
        self.rejected_pairs += 1

    def marker(self, signature: str) -> Marker:
        return Marker(
            signature=signature,
            pairs=tuple(self.pairs),
            kept=len(self.texts),
            rejected=len(self.lines) - len(self.texts),
            rejected_pairs=self.rejected_pairs,
            sentences=(self.sentences[0], self.sentences[1]),
            linked=(self.linked[0], self.linked[1]),
        )
