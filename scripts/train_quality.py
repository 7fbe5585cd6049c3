#!/usr/bin/env python3
"""Fit the model of quality on true pairs and the same pairs spoiled, and write it to `align/models/quality.json`.

True pairs: news articles and textbook sentences that `--held-out`, an encoder trained without them, has not seen
(the bundled one would make them look too easy), and the gold beads of the train pages but the public ones.
Each is spoiled in every way of `damage.py` that suits it; all true pairs together weigh as much as all spoiled
ones, so that a probability of one half means what it says on such a mix.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from damage import DAMAGES, WEIGHTS, Pair, damaged, read_pairs
from numpy.typing import NDArray
from regimes import read_pages
from scipy.optimize import minimize

from align.encode import StaticEncoder
from align.score.features import FEATURES
from align.score.model import QualityModel
from align.score.scorer import features_of

ROOT = Path(__file__).resolve().parent.parent
Doubles = NDArray[np.float64]


def page_pairs(folder: Path) -> list[Pair]:
    """Return the gold beads of pages in page order, those of the public gold set left out."""
    public = {path.name for path in (ROOT / "corpora" / "pages").iterdir() if path.is_dir()}
    out = []
    for page in read_pages(folder):
        if page.id not in public:
            for left, right in page.beads:
                ko, en = page.source[slice(*left)], page.target[slice(*right)]
                out.append((" ".join(unit.text for unit in ko), " ".join(unit.text for unit in en)))
    return out


def merged(pairs: Sequence[Pair]) -> list[Pair]:
    """Return lines that stand together as one pair, two by two."""
    return [(f"{a[0]} {b[0]}", f"{a[1]} {b[1]}") for a, b in zip(pairs[::4], pairs[1::4], strict=False)]


def training_set(
    corpora: Sequence[tuple[float, Sequence[Pair]]], encoder: StaticEncoder
) -> tuple[Doubles, Doubles, Doubles]:
    """Return features (pairs, features), truth (pairs,) and weights (pairs,) that sum to one half for each truth.

    Each corpus comes with how much it counts beside the others, whatever its size.
    """
    features, truth, weights = [], [], []
    for weight, pairs in corpora:
        features.append(features_of(pairs, encoder))
        truth.append(np.ones(len(pairs)))
        weights.append(np.full(len(pairs), weight / len(pairs)))
        for kind in DAMAGES:
            bad = list(damaged(pairs, kind, seed=5).values())
            if not bad:
                continue
            features.append(features_of(bad, encoder))
            truth.append(np.zeros(len(bad)))
            weights.append(np.full(len(bad), weight * WEIGHTS[kind] / len(bad)))
    x, y, w = np.concatenate(features).astype(float), np.concatenate(truth), np.concatenate(weights)
    for value in (0, 1):
        w[y == value] *= 0.5 / w[y == value].sum()
    return x, y, w


def fit(x: Doubles, y: Doubles, w: Doubles, units: int, ridge: float, iterations: int, seed: int) -> QualityModel:
    """Return the perceptron that maximises the likelihood less a ridge penalty, by L-BFGS."""
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-3)
    z = np.clip((x - mean) / scale, -6, 6)
    rng = np.random.default_rng(seed)
    shape = (len(FEATURES) + 1, units)
    start = np.concatenate([rng.normal(0, 0.3, shape).reshape(-1), rng.normal(0, 0.3, units + 1)])

    def parts(vector: Doubles) -> tuple[Doubles, Doubles]:
        return vector[: shape[0] * units].reshape(shape), vector[shape[0] * units :]

    def objective(vector: Doubles) -> tuple[float, Doubles]:
        hidden, out = parts(vector)
        h = np.tanh(z @ hidden[:-1] + hidden[-1])
        logit = h @ out[:-1] + out[-1]
        loss = (
            w @ (np.logaddexp(0, logit) - y * logit) + ridge * (hidden[:-1] ** 2).sum() + ridge * (out[:-1] ** 2).sum()
        )
        error = w * (1 / (1 + np.exp(-logit)) - y)
        back = error[:, None] * out[:-1] * (1 - h * h)
        slope_hidden = np.concatenate([z.T @ back + 2 * ridge * hidden[:-1], back.sum(axis=0, keepdims=True)])
        slope_out = np.concatenate([h.T @ error + 2 * ridge * out[:-1], [error.sum()]])
        return float(loss), np.concatenate([slope_hidden.reshape(-1), slope_out])

    result = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    print(f"  loss {result.fun:.4f} after {result.nit} iterations")
    hidden, out = parts(result.x)
    return QualityModel(*(part.astype(np.float32) for part in (mean, scale, hidden, out)))


def average(models: Sequence[QualityModel]) -> QualityModel:
    """Return the perceptron whose output, before the logistic function, is the mean of several."""
    out = [model.out[:-1] / len(models) for model in models]
    bias = np.mean([model.out[-1:] for model in models], axis=0)
    hidden = np.concatenate([model.hidden for model in models], axis=1)
    return QualityModel(models[0].mean, models[0].scale, hidden, np.concatenate([*out, bias]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--held-out", type=Path, required=True, help="encoder trained without news_2000 and jhe_dev")
    parser.add_argument("--out", type=Path, default=ROOT / "align" / "models" / "quality.json")
    parser.add_argument("--units", type=int, default=16)
    parser.add_argument("--ridge", type=float, default=1e-3)
    parser.add_argument("--iterations", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=4, help="perceptrons whose outputs are averaged")
    options = parser.parse_args()

    encoder = StaticEncoder.from_folder(options.held_out)
    news = read_pairs(options.data / "train" / "news_2000.tsv")
    corpora = [
        (1.5, news),
        (0.25, merged(news)),
        (1.0, read_pairs(options.data / "train" / "jhe_dev.tsv")),
        (1.0, page_pairs(options.data / "train" / "pages")),
    ]
    x, y, w = training_set(corpora, encoder)
    print(f"{int(y.sum())} true pairs, {int((1 - y).sum())} spoiled ones")
    model = average(
        [fit(x, y, w, options.units, options.ridge, options.iterations, seed) for seed in range(options.seeds)]
    )
    options.out.write_text(json.dumps(model.to_table(), indent=1) + "\n", encoding="utf-8")
    print(f"wrote {options.out}")


if __name__ == "__main__":
    main()
