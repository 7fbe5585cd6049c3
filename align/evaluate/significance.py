"""Whether systems differ by more than chance: sacrebleu's paired tests and intervals.

Loads sacrebleu, so that it is imported only where something is scored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sacrebleu.significance import PairedTest

from align.evaluate import resampling
from align.evaluate.metrics import SharedMetric
from align.evaluate.results import MetricScore, SystemScores

#: Samples that sacrebleu takes by default.
SAMPLES = {"bs": 1000, "ar": 10_000}
#: Bytes that the draws of a test may take at once. Above, they are made a few at a time, with the same result.
_ROOM = 2**30

OnSample = Callable[[int, int], None]


def compare(
    systems: Mapping[str, Sequence[str]],
    metrics: Mapping[str, SharedMetric],
    test: str,
    samples: int,
    on_sample: OnSample = lambda done, total: None,
) -> tuple[SystemScores, ...]:
    """Return the scores of systems, each compared with the first by a paired test.

    `test` is `bs`, paired bootstrap resampling (Koehn 2004), or `ar`, paired approximate randomisation (Riezler and
    Maxwell 2005); the draws are those of `sacrebleu --paired-bs` and `--paired-ar`, the seed that of the environment
    variable SACREBLEU_SEED, 12345 without it. The metrics hold the statistics of these very systems. `on_sample` is
    told how many scores of resamples are computed, and of about how many.
    """
    # Bootstrap resamples the first system once for its interval, and again beside each other one.
    resampled = 2 * (len(systems) - 1) + (test == "bs")
    _count_samples(metrics, resampled * samples * len(metrics), on_sample)
    try:
        return _tested(systems, metrics, test, samples)
    finally:
        for metric in metrics.values():
            metric.on_score = None


def _tested(
    systems: Mapping[str, Sequence[str]], metrics: Mapping[str, SharedMetric], test: str, samples: int
) -> tuple[SystemScores, ...]:
    found: Mapping[str, Sequence[object]]
    if _room(systems, metrics, test, samples) <= _ROOM:
        run = PairedTest(list(systems.items()), metrics, None, test_type=test, n_samples=samples)
        signatures, found = run()
    else:
        signatures, found = resampling.paired_test(systems, metrics, test, samples)
    names = [name for name in found if name != "System"]
    scored = []
    for place, (system, hypotheses) in enumerate(systems.items()):
        details = [score_of(metric, hypotheses).detail for metric in metrics.values()]
        scores = tuple(
            _from_result(name, found[name][place], str(signatures[name]), detail)
            for name, detail in zip(names, details, strict=True)
        )
        scored.append(SystemScores(system, scores))
    return tuple(scored)


def _from_result(name: str, result: object, signature: str, detail: str) -> MetricScore:
    score, p_value, mean, interval = (getattr(result, key) for key in ("score", "p_value", "mean", "ci"))
    optional = (None if value is None else float(value) for value in (mean, interval, p_value))
    return MetricScore(name, float(score), signature, detail, *optional)


def with_interval(
    hypotheses: Sequence[str],
    metric: SharedMetric,
    samples: int,
    on_sample: OnSample = lambda done, total: None,
) -> MetricScore:
    """Return the score of a lone system with its bootstrap interval, as `sacrebleu --confidence` does."""
    _count_samples({"": metric}, samples, on_sample)
    try:
        if _room({"": hypotheses}, {"": metric}, "bs", samples) <= _ROOM:
            score = metric.corpus_score(hypotheses, None, n_bootstrap=samples)
            mean, interval = score._mean, score._ci
        else:
            score, mean, interval = resampling.score_with_interval(hypotheses, metric, samples)
    finally:
        metric.on_score = None
    signature = str(metric.get_signature())
    return MetricScore(score.name, float(score.score), signature, score._verbose, float(mean), float(interval))


def score_of(metric: SharedMetric, hypotheses: Sequence[str]) -> MetricScore:
    """Return the score of one system by one metric that holds its statistics."""
    score = metric.corpus_score(hypotheses, None)
    return MetricScore(score.name, float(score.score), str(metric.get_signature()), score._verbose)


def _count_samples(metrics: Mapping[str, SharedMetric], total: int, on_sample: OnSample) -> None:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        on_sample(min(done, total), total)

    for metric in metrics.values():
        metric.on_score = count


def _room(systems: Mapping[str, Sequence[str]], metrics: Mapping[str, SharedMetric], test: str, samples: int) -> int:
    """Return the bytes that sacrebleu's own draws take: indices and float32 rows, or two masks and their integers."""
    hypotheses = next(iter(systems.values()))
    widest = max(len(metric.rows(hypotheses)[0]) for metric in metrics.values())
    return samples * len(hypotheses) * (8 + 4 * widest if test == "bs" else 10)
