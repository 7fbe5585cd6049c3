"""Metrics of sacrebleu over the statistics of segments, which are extracted once.

Every score comes from sacrebleu's own classes: of the corpus, of a group, of a segment, of a resample. What is added
here is that the statistics behind them are shared, and extracted a block of segments at a time, so that the n-grams
of references never stand in memory all at once.

Loads sacrebleu, so that it is imported only where something is scored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from align.bitext import Language
from align.errors import OptionError
from align.options import TranslationOptions

#: Statistics of segments: a row of counts each, whose sum over segments is that of the corpus.
Rows = list[list[float]]

#: Segments whose references are in memory at once.
_BLOCK = 500
#: Counts of chrF at the start of a row of chrF++: three for each character order.
_CHARACTER_COUNTS = 3 * CHRF.CHAR_ORDER

_MECAB = "pip install 'hanalign[ko]'"


class SharedMetric(Metric):
    """A metric that takes statistics that are there already, and tells of each score that is computed from them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.extracted: list[tuple[Sequence[str], Rows]] = []
        self.on_score: Callable[[], None] | None = None

    def rows(self, hypotheses: Sequence[str]) -> Rows:
        """Return the statistics of hypotheses that `extract` was given: these very ones, not their like."""
        return next(rows for known, rows in self.extracted if known is hypotheses)

    def _extract_corpus_statistics(self, hypotheses: Sequence[str], references: Any) -> Any:
        if references is None and any(known is hypotheses for known, _ in self.extracted):
            return self.rows(hypotheses)
        return super()._extract_corpus_statistics(hypotheses, references)

    def _compute_score_from_stats(self, stats: Any) -> Any:
        if self.on_score:
            self.on_score()
        return super()._compute_score_from_stats(stats)  # type: ignore[safe-super]


class _BLEU(SharedMetric, BLEU):
    pass


class _CHRF(SharedMetric, CHRF):
    pass


class _TER(SharedMetric, TER):
    pass


def metrics_of(options: TranslationOptions, tokenizer: str) -> dict[str, SharedMetric]:
    """Return the metrics asked for, by the names of the options. Raises OptionError where a tokenizer isn't there."""
    make: dict[str, Callable[[], SharedMetric]] = {
        "bleu": lambda: bleu(tokenizer, options.lowercase),
        "chrf": lambda: _CHRF(lowercase=options.lowercase),
        "chrf++": lambda: _CHRF(word_order=2, lowercase=options.lowercase),
        "ter": _TER,
    }
    return {name: make[name]() for name in options.metrics}


def bleu(tokenizer: str, lowercase: bool = False, *, for_segments: bool = False) -> SharedMetric:
    """Return BLEU; `for_segments` leaves out n-gram orders that a short segment lacks (effective order).

    Raises OptionError where the tokenizer isn't installed.
    """
    try:
        # The check for tokenized input, which `force` silences, is done on the whole input, by `doubts`.
        return _BLEU(tokenize=tokenizer, lowercase=lowercase, effective_order=for_segments, force=True)
    except (RuntimeError, AssertionError, ImportError) as error:
        hint = _MECAB if tokenizer == "ko-mecab" else "see sacrebleu's documentation"
        raise OptionError(f"tokenizer {tokenizer} isn't installed, or its dictionary isn't; {hint}") from error


def tokenizer_of(language: Language) -> tuple[str, str]:
    """Return the tokenizer of BLEU for a language, and a warning where it is not the one that should be used."""
    if language == "en":
        return "13a", ""
    try:
        bleu("ko-mecab")
    except OptionError:
        return "char", (
            "BLEU is of characters (tok:char), because ko-mecab isn't installed; it can't be compared with BLEU of "
            f"words: {_MECAB}"
        )
    return "ko-mecab", ""


def extract(
    metrics: Mapping[str, SharedMetric],
    systems: Sequence[Sequence[str]],
    references: Sequence[Sequence[str]],
    on_block: Callable[[int], None] = lambda done: None,
) -> None:
    """Extract the statistics of all systems for all metrics; `on_block` is told how many segments are done.

    All systems and references have the same number of segments, at least one.
    """
    for metric in metrics.values():
        metric.extracted = [(hypotheses, []) for hypotheses in systems]
    count = len(references[0])
    # With several references, either may choose another one as the best.
    is_shared = len(references) == 1 and {"chrf", "chrf++"} <= metrics.keys()
    for start in range(0, count, _BLOCK):
        block = slice(start, start + _BLOCK)
        for name, metric in metrics.items():
            if name == "chrf" and is_shared:
                continue
            metric._ref_cache = metric._cache_references([reference[block] for reference in references])
            for hypotheses, rows in metric.extracted:
                rows += metric._extract_corpus_statistics(hypotheses[block], None)
            metric._ref_cache = None
        on_block(min(start + _BLOCK, count))
    if is_shared:
        metrics["chrf"].num_refs = 1
        for (_, rows), (_, both) in zip(metrics["chrf"].extracted, metrics["chrf++"].extracted, strict=True):
            rows += [row[:_CHARACTER_COUNTS] for row in both]
