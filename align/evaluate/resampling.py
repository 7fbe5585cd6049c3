"""sacrebleu's tests where their draws don't fit in memory: the same draws, a few at a time, with the same results.

sacrebleu makes all draws at once: 1,000 resamples of 100,000 segments take 10 GB for chrF++. The generator gives the
same stream in parts, so that nothing changes but the memory.

Loads sacrebleu, so that it is imported only where something is scored.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sacrebleu.significance import Result, _compute_p_value, estimate_ci

from align.evaluate.metrics import Rows, SharedMetric

#: Trials of one draw of the generator: a mask takes a bit of a 32-bit number each, and what is left of the last
#: number is thrown away, so that only multiples of 32 continue the stream.
_TRIALS = 32


def paired_test(
    systems: Mapping[str, Sequence[str]], metrics: Mapping[str, SharedMetric], test: str, samples: int
) -> tuple[dict[str, Any], dict[str, list[Result]]]:
    """Return what sacrebleu's `PairedTest` does: signatures and results of all systems by the names of metrics."""
    signatures, found = {}, {}
    first, *others = systems.values()
    for metric in metrics.values():
        base, *rows = (metric.rows(hypotheses) for hypotheses in (first, *others))
        scores = [metric._aggregate_and_compute(one) for one in (base, *rows)]
        name = scores[0].name
        values = [float(score.score) for score in scores]
        found[name] = (_bootstrap if test == "bs" else _randomise)(metric, base, rows, values, samples)
        signature = metric.get_signature()
        signature.update("seed", str(_seed()).lower())
        signature.update(test, samples)
        signatures[name] = signature
    return signatures, found


def score_with_interval(hypotheses: Sequence[str], metric: SharedMetric, samples: int) -> tuple[Any, float, float]:
    """Return the score of a system, and mean and half width of its bootstrap interval."""
    rows = metric.rows(hypotheses)
    mean, interval = estimate_ci(_resampled(metric, rows, samples))
    metric.n_bootstrap, metric.seed = samples, str(_seed()).lower()
    return metric._aggregate_and_compute(rows), mean, interval


def _seed() -> int | None:
    seed = os.environ.get("SACREBLEU_SEED", "12345")
    return None if seed.lower() == "none" else int(seed)


def _resampled(metric: SharedMetric, rows: Rows, samples: int) -> Any:
    generator = np.random.default_rng(_seed())
    counts = np.array(rows, dtype="float32")
    scores = []
    for _ in range(samples):
        drawn = generator.choice(len(counts), size=len(counts), replace=True)
        scores.append(metric._compute_score_from_stats(counts[drawn].sum(0)).score)
    return np.array(scores)


def _bootstrap(
    metric: SharedMetric, base: Rows, rows: Sequence[Rows], values: Sequence[float], samples: int
) -> list[Result]:
    # One seed, one stream: every system is resampled at the same places.
    before = _resampled(metric, base, samples)
    results = [Result(values[0], None, *estimate_ci(before))]
    for one, value in zip(rows, values[1:], strict=True):
        after = _resampled(metric, one, samples)
        differences = np.abs(after - before)
        p_value = _compute_p_value(differences - differences.mean(), abs(values[0] - value))
        results.append(Result(value, p_value, *estimate_ci(after)))
    return results


def _randomise(
    metric: SharedMetric, base: Rows, rows: Sequence[Rows], values: Sequence[float], samples: int
) -> list[Result]:
    results = [Result(values[0])]
    for one, value in zip(rows, values[1:], strict=True):
        # Sums of these are exact: counts, or lengths of references in fractions.
        first, second = np.array(base, dtype=float), np.array(one, dtype=float)
        total = first.sum(0) + second.sum(0)
        generator = np.random.default_rng(_seed() or None)
        differences = []
        for start in range(0, samples, _TRIALS):
            size = (min(_TRIALS, samples - start), len(first))
            chosen = generator.integers(2, size=size, dtype=bool)
            sums = second.sum(0) + chosen @ (first - second)
            for mixed in sums:
                both = (metric._aggregate_and_compute([part.tolist()]).score for part in (mixed, total - mixed))
                differences.append(next(both) - next(both))
        p_value = _compute_p_value(np.abs(np.array(differences)), abs(values[0] - value))
        results.append(Result(value, p_value))
    return results
