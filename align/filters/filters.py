"""The filters of a corpus: each has a name, a threshold in `FilterOptions`, and a reason for what it drops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from align.bitext import AlignedPair, Language, Reason, Score, Span
from align.filters.languages import foreign_language, foreign_script
from align.filters.measures import copied_share, length, length_ratio, letters, markup, repeated_share, symbol_share
from align.options import FilterOptions

#: Takes a row, its score and the options; yields the reasons to drop it.
Filter = Callable[[AlignedPair, Score | None, FilterOptions], Iterable[Reason]]


def _sides(pair: AlignedPair) -> tuple[tuple[Language, str], tuple[Language, str]]:
    return ("ko", pair.ko), ("en", pair.en)


def _about(name: str, detail: str, language: Language, start: int, stop: int) -> Reason:
    span = Span(start, stop)
    return Reason(name, detail, ko=span if language == "ko" else None, en=span if language == "en" else None)


def _probability(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.min_probability is not None and pair.probability < options.min_probability:
        yield Reason("probability", f"{pair.probability:.2f}")


def _quality(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.min_quality is not None and score is not None and score.quality < options.min_quality:
        yield Reason("quality", f"{score.quality:.2f}")


def _letters(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.min_letters is None:
        return
    for language, text in _sides(pair):
        if (count := letters(text)) < options.min_letters:
            yield _about("letters", f"{language}: {count}", language, 0, len(text))


def _length(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.max_length is None:
        return
    for language, text in _sides(pair):
        if len(text) > options.max_length:
            yield _about("length", f"{language}: {len(text)}", language, 0, len(text))


def _length_ratio(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.max_length_ratio is None:
        return
    ratio = length_ratio(pair.ko, pair.en)
    if not 1 / options.max_length_ratio <= ratio <= options.max_length_ratio:
        yield Reason("length_ratio", f"{length(pair.ko)}|{length(pair.en)}")


def _language(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.min_language is not None:
        for language, text in _sides(pair):
            if script := foreign_script(text, language, options.min_language):
                yield _about("wrong_language", f"{language}: {script}", language, 0, len(text))
                return
    # Hangul is Korean and nothing else, so that only the side in Latin script is left to tell.
    if options.langid and (code := foreign_language(pair.en)):
        yield _about("wrong_language", f"en: {code}", "en", 0, len(pair.en))


def _symbols(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.max_symbols is None:
        return
    for language, text in _sides(pair):
        if (share := symbol_share(text)) > options.max_symbols:
            yield _about("symbols", f"{language}: {share:.2f}", language, 0, len(text))


def _markup(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.max_markup is None:
        return
    for language, text in _sides(pair):
        found = markup(text)
        if len(found) > options.max_markup:
            yield _about("markup", text[slice(*found[0])][:40], language, *found[0])


def _copied(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.max_copied is not None and (share := copied_share(pair.ko, pair.en)) > options.max_copied:
        yield Reason("copied", f"{share:.2f}")


def _repeated(pair: AlignedPair, score: Score | None, options: FilterOptions) -> Iterator[Reason]:
    if options.max_repeated is None:
        return
    for language, text in _sides(pair):
        if (share := repeated_share(text, language)) > options.max_repeated:
            yield _about("repeated", f"{language}: {share:.2f}", language, 0, len(text))


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
        return tuple(reason for check in self.filters for reason in check(pair, score, self.options))
