"""Translations against references: scores of sacrebleu with their signatures, for all, for groups, for segments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from align.bitext import Language
from align.errors import InputError, OptionError
from align.evaluate.doubts import doubts, language_of
from align.evaluate.lengths import check_lengths
from align.evaluate.realign import realign
from align.evaluate.results import GroupScores, MetricScore, SegmentScore, SystemScores, TranslationScores
from align.options import TranslationOptions

if TYPE_CHECKING:
    from align.evaluate.metrics import SharedMetric

#: Told of what is under way, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]

Texts = Sequence[str]

#: Upper ends of the groups of `by_length`, in words of the first reference.
LENGTHS = (5, 10, 15, 20, 30, 50)


def translation_scores(
    systems: Texts | Mapping[str, Texts],
    references: Texts | Sequence[Texts],
    *,
    source: Texts | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    options: TranslationOptions | None = None,
    progress: Progress | None = None,
) -> TranslationScores:
    """Return the scores of translations, the same numbers and signatures as sacrebleu's command line gives.

    `systems` are the segments of one translation, or of several by name; the first is the baseline that the others are
    compared with. `references` are the segments of one reference, or several references. `source` has the segments
    that were translated, as many as the references; it serves to warn, and is shown beside. `groups` gives each segment
    a value in each of some columns; each value gets scores of its own, in the order of the values. White space at the
    ends of segments doesn't count.

    Raises InputError where there is nothing to score or lengths differ, OptionError where a tokenizer isn't installed.
    """
    options = options or TranslationOptions()
    report = progress or (lambda what, done, total: None)
    wanted = _references(references)
    found = _systems(systems)
    if options.realign:
        found = _realigned(found, wanted, report)
    _check(found, wanted, source, groups or {})
    language: Language = options.language or language_of(wanted[0]) or _by_any_letter(wanted[0])
    return _scored(found, wanted, source, groups or {}, language, options, report)


def by_length(reference: Texts) -> list[str]:
    """Return the group of each segment by the words of its reference, split at spaces: `1-5` to `over 50`."""
    names = [f"{low + 1}-{high}" for low, high in zip((0, *LENGTHS), LENGTHS, strict=False)]
    names = ["0", *names, f"over {LENGTHS[-1]}"]
    limits = (0, *LENGTHS)
    return [names[sum(len(text.split()) > limit for limit in limits)] for text in reference]


def _references(references: Texts | Sequence[Texts]) -> list[list[str]]:
    lone = [text for text in references if isinstance(text, str)]
    several = [lone] if len(lone) == len(references) else references
    found = [[text.rstrip() for text in reference] for reference in several]
    if not found or not found[0]:
        raise InputError("there are no references; give at least one segment")
    return found


def _systems(systems: Texts | Mapping[str, Texts]) -> dict[str, list[str]]:
    named = systems if isinstance(systems, Mapping) else {"translation": systems}
    if not named:
        raise InputError("there are no translations; give at least one")
    # Lists of their own: statistics are kept for each by its identity.
    return {name: [text.rstrip() for text in texts] for name, texts in named.items()}


def _realigned(systems: Mapping[str, Texts], references: Sequence[Texts], report: Progress) -> dict[str, list[str]]:
    found = {}
    for number, (name, texts) in enumerate(systems.items()):
        report("realign", number, len(systems))
        for reference in references[1:]:
            check_lengths("reference 2", reference, "reference 1", references[0])
        found[name] = realign(texts, *references)
    report("realign", len(systems), len(systems))
    return found


def _check(
    systems: Mapping[str, Texts],
    references: Sequence[Texts],
    source: Texts | None,
    groups: Mapping[str, Sequence[str]],
) -> None:
    for number, reference in enumerate(references[1:], 2):
        check_lengths(f"reference {number}", reference, "reference 1", references[0])
    for name, texts in systems.items():
        check_lengths(name, texts, "the reference", references[0])
    count = len(references[0])
    if source is not None and len(source) != count:
        raise InputError(f"the source has {len(source):,} segments where the reference has {count:,}; give as many")
    for column, values in groups.items():
        if len(values) != count:
            raise InputError(f"{column} has {len(values):,} values for {count:,} segments; give one for each")


def _by_any_letter(texts: Texts) -> Language:
    """Tell the language of texts with few letters: any Hangul makes them Korean."""
    return "ko" if any("가" <= character <= "힣" for text in texts for character in text) else "en"


def _scored(
    systems: Mapping[str, list[str]],
    references: Sequence[list[str]],
    source: Texts | None,
    groups: Mapping[str, Sequence[str]],
    language: Language,
    options: TranslationOptions,
    report: Progress,
) -> TranslationScores:
    from align.evaluate.metrics import extract, metrics_of, tokenizer_of

    tokenizer, lack = (options.tokenizer, "") if options.tokenizer else tokenizer_of(language)
    warnings = [lack] if lack and "bleu" in options.metrics else []
    warnings += doubts(systems, references, source, language)
    metrics = metrics_of(options, tokenizer)
    total = len(references[0])
    extract(metrics, list(systems.values()), references, lambda done: report("score", done, total))
    scores, test, samples = _compared(systems, metrics, options, report)
    if options.realign:
        scores = tuple(_with_document(one, systems[one.name], references, options) for one in scores)
    segments, signatures = _segments(systems, references, source, metrics, tokenizer, options)
    return TranslationScores(
        language=language,
        count=total,
        references=len(references),
        systems=scores,
        test=test,
        samples=samples,
        groups=tuple(_groups(systems, metrics, groups)),
        segments=segments,
        segment_signatures=signatures,
        warnings=tuple(warnings),
    )


def _compared(
    systems: Mapping[str, list[str]], metrics: Mapping[str, SharedMetric], options: TranslationOptions, report: Progress
) -> tuple[tuple[SystemScores, ...], str, int]:
    """Return the scores of all systems, the test that was made and its samples."""
    from align.evaluate.significance import SAMPLES, compare, score_of, with_interval

    def on_sample(done: int, total: int) -> None:
        report("resample", done, total)

    if len(systems) > 1 and options.test != "none":
        samples = options.samples or SAMPLES[options.test]
        return compare(systems, metrics, options.test, samples, on_sample), options.test, samples
    samples = (options.samples or SAMPLES["bs"]) if options.confidence else 0
    if samples and len(systems) > 1:
        raise OptionError("intervals of several systems come with their comparison; give test bs")
    scores = []
    for name, texts in systems.items():
        one = [
            with_interval(texts, metric, samples, on_sample) if samples > 1 else score_of(metric, texts)
            for metric in metrics.values()
        ]
        scores.append(SystemScores(name, tuple(one)))
    return tuple(scores), "none", samples


def _with_document(
    scores: SystemScores, hypotheses: Texts, references: Sequence[Texts], options: TranslationOptions
) -> SystemScores:
    """Add chrF++ of the whole text as one segment, in which cuts have no part."""
    from align.evaluate.metrics import metrics_of

    metric = metrics_of(TranslationOptions(metrics=("chrf++",), lowercase=options.lowercase), "")["chrf++"]
    score = metric.corpus_score([_joined(hypotheses)], [[_joined(reference)] for reference in references])
    whole = MetricScore(f"{score.name} (document)", float(score.score), str(metric.get_signature()))
    return SystemScores(scores.name, (*scores.scores, whole))


def _joined(texts: Texts) -> str:
    return " ".join(filter(None, (text.strip() for text in texts)))


def _groups(
    systems: Mapping[str, list[str]], metrics: Mapping[str, SharedMetric], groups: Mapping[str, Sequence[str]]
) -> Iterator[GroupScores]:
    for column, values in groups.items():
        members: dict[str, list[int]] = {}
        for place, value in enumerate(values):
            members.setdefault(value, []).append(place)
        for value, places in sorted(members.items(), key=lambda member: _natural(member[0])):
            scores: dict[str, dict[str, float]] = {}
            for name, texts in systems.items():
                scores[name] = {}
                for metric in metrics.values():
                    rows = metric.rows(texts)
                    score = metric._aggregate_and_compute([rows[place] for place in places])
                    scores[name][score.name] = float(score.score)
            yield GroupScores(column, value, len(places), scores)


def _natural(value: str) -> list[tuple[bool, int, str]]:
    """Return a key that sorts numbers within texts by their value, and before letters."""
    parts = [part for part in re.split(r"(\d+)", value) if part]
    return [(False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts]


def _segments(
    systems: Mapping[str, list[str]],
    references: Sequence[list[str]],
    source: Texts | None,
    metrics: Mapping[str, SharedMetric],
    tokenizer: str,
    options: TranslationOptions,
) -> tuple[dict[str, tuple[SegmentScore, ...]], dict[str, str]]:
    """Return the scores of segments by system, and the signatures of their metrics."""
    from align.evaluate.metrics import bleu

    if not options.segments:
        return {}, {}
    scorers = dict(metrics)
    if "bleu" in scorers:
        scorers["bleu"] = bleu(tokenizer, options.lowercase, for_segments=True)
        scorers["bleu"].num_refs = len(references)
    found = {}
    signatures: dict[str, str] = {}
    for name, texts in systems.items():
        columns: dict[str, list[float]] = {}
        for key, scorer in scorers.items():
            scores = [scorer._compute_score_from_stats(row) for row in metrics[key].rows(texts)]
            columns[scores[0].name] = [float(score.score) for score in scores]
            signatures[scores[0].name] = str(scorer.get_signature())
        found[name] = tuple(
            SegmentScore(
                number,
                text,
                reference,
                dict(zip(columns, values, strict=True)),
                _length_ratio(text, reference),
                source[number - 1] if source else "",
            )
            for number, (text, reference, *values) in enumerate(
                zip(texts, references[0], *columns.values(), strict=True), 1
            )
        )
    return found, signatures


def _length_ratio(hypothesis: str, reference: str) -> float | None:
    wanted = sum(map(len, reference.split()))
    return sum(map(len, hypothesis.split())) / wanted if wanted else None
