"""The filters of a corpus: each has a name, a threshold in `FilterOptions`, and a reason for what it drops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from align.bitext import AlignedPair, Language, Reason, Score, Span
from align.filters.languages import foreign_language, foreign_script
from align.filters.measures import (
    copied_share,
    letters,
    markup,
    may_repeat,
    ratio_of_lengths,
    repeated_share,
    symbol_share,
    visible,
)
from align.options import FilterOptions

#: Share of repeated n-grams from which a few of them tell that there are many.
_PROBED = 0.4


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row; `letters` and `visible` characters are counted once for all filters."""

    language: Language
    text: str
    letters: int
    visible: int

    @classmethod
    def of(cls, language: Language, text: str) -> Side:
        """Count the characters of a text."""
        return cls(language, text, letters(text), visible(text))

    def reason(self, name: str, detail: str, span: Span | None = None) -> Reason:
        """Return a reason that is about a part of this side, by default all of it."""
        span = span or Span(0, len(self.text))
        return Reason(name, detail, **{self.language: span})


@dataclass(frozen=True, slots=True)
class Row:
    """What a filter sees; `score` is None where rows have none."""

    pair: AlignedPair
    score: Score | None
    ko: Side
    en: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """Korean and English side."""
        return self.ko, self.en


#: Takes a row and the options; yields the reasons to drop it.
Filter = Callable[[Row, FilterOptions], Iterable[Reason]]


def _probability(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.min_probability is not None and row.pair.probability < options.min_probability:
        yield Reason("probability", f"{row.pair.probability:.2f}")


def _quality(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.min_quality is not None and row.score is not None and row.score.quality < options.min_quality:
        yield Reason("quality", f"{row.score.quality:.2f}")


def _letters(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.min_letters is None:
        return
    for side in row.sides:
        if side.letters < options.min_letters:
            yield side.reason("letters", f"{side.language}: {side.letters}")


def _length(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.max_length is None:
        return
    for side in row.sides:
        if len(side.text) > options.max_length:
            yield side.reason("length", f"{side.language}: {len(side.text)}")


def _length_ratio(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.max_length_ratio is None:
        return
    ratio = ratio_of_lengths(row.ko.visible, row.en.visible)
    if not 1 / options.max_length_ratio <= ratio <= options.max_length_ratio:
        yield Reason("length_ratio", f"{row.ko.visible}|{row.en.visible}")


def _language(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.min_language is not None:
        for side in row.sides:
            if script := foreign_script(side.text, side.language, options.min_language):
                yield side.reason("wrong_language", f"{side.language}: {script}")
                return
    # Hangul is Korean and nothing else, so that only the side in Latin script is left to tell.
    if options.langid and (code := foreign_language(row.en.text)):
        yield row.en.reason("wrong_language", f"en: {code}")


def _symbols(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.max_symbols is None:
        return
    for side in row.sides:
        if (share := symbol_share(side.letters, side.visible)) > options.max_symbols:
            yield side.reason("symbols", f"{side.language}: {share:.2f}")


def _markup(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.max_markup is None:
        return
    for side in row.sides:
        found = markup(side.text)
        if len(found) > options.max_markup:
            yield side.reason("markup", side.text[slice(*found[0])][:40], found[0])


def _copied(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.max_copied is not None and (share := copied_share(row.ko.text, row.en.text)) > options.max_copied:
        yield Reason("copied", f"{share:.2f}")


def _repeated(row: Row, options: FilterOptions) -> Iterator[Reason]:
    if options.max_repeated is None:
        return
    for side in row.sides:
        # All n-grams are looked at where some are found again.
        if options.max_repeated >= _PROBED and not may_repeat(side.text, side.language):
            continue
        if (share := repeated_share(side.text, side.language)) > options.max_repeated:
            yield side.reason("repeated", f"{side.language}: {share:.2f}")


class Filters:
    """All filters, in the order in which their reasons are given: what is wrong with the text first, then scores.

    A row is kept where none has a reason. Raises OptionError where `langid` is on and py3langid isn't installed.
    """

    filters: tuple[Filter, ...] = (
        _language, _letters, _symbols, _markup, _copied, _repeated, _length, _length_ratio, _probability, _quality,
    )  # fmt: skip

    def __init__(self, options: FilterOptions | None = None) -> None:
        self.options = options or FilterOptions()
        if self.options.langid:
            foreign_language("")

    def reasons(self, pair: AlignedPair, score: Score | None = None) -> tuple[Reason, ...]:
        """Return why a row should be dropped; empty where it should be kept. `score` is None where there is none."""
        row = Row(pair, score, Side.of("ko", pair.ko), Side.of("en", pair.en))
        return tuple(reason for check in self.filters for reason in check(row, self.options))
