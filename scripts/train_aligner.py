#!/usr/bin/env python3
"""Fit the path model's weights on gold paths, and write them to `align/models/path.json`.

The likelihood of the gold path is exact (forward-backward), its maximum found by L-BFGS. Documents: the
train pages except those of the public gold set in `corpora/`, also cut up and thinned out, and news articles
in all regimes. The bundled encoder has seen the news articles, which would make them look too easy: they
are encoded by `--held-out`, an encoder trained without them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from regimes import Document, noncrossing, read_lines, read_pages, regime
from scipy.optimize import minimize

from align.beads.features import MATCH_FEATURES, Features, bead_features
from align.beads.lattice import MATCHES, Doubles, Lattice, most_expected, path_score, posteriors
from align.beads.model import (
    GROUPS,
    ROLES,
    Context,
    PathModel,
    Weights,
    first_context,
    group_of,
    lattice,
    scores,
    second_context,
)
from align.beads.moved import MovedWeights, rematch
from align.beads.search import select
from align.beads.side import Side
from align.encode import Encoder, StaticEncoder, load_encoder
from align.evaluate import PRF
from align.options import AlignOptions

#: How much an article of each regime counts; a page counts `--page-weight`.
REGIME_WEIGHTS = {
    "clean": 1.0, "standard": 0.5, "hard": 0.5, "sparse": 0.5, "headlines": 0.5, "moved": 0.5, "longer": 0.5,
    "oversplit": 0.5,
}  # fmt: skip

ROOT = Path(__file__).resolve().parent.parent
_A, _B = np.array(MATCHES).T
_WORTH = AlignOptions().worth


@dataclass(frozen=True)
class Example:
    """One role of one document: its features, the match beads of its gold path, and those out of order."""

    document: str
    role: str
    features: Features
    path: tuple[tuple[int, int, int, int], ...]
    crossing: frozenset[tuple[int, int, int, int]]
    weight: float
    context: Context

    @property
    def lattice_for(self) -> Callable[[Weights], Lattice]:
        return lambda weights: lattice(scores(self.features, weights, self.role), weights, self.context)


def side(units: Sequence, encoder: Encoder) -> Side:
    texts = [unit.text for unit in units]
    return Side.of(texts, [unit.role for unit in units], encoder.encode(texts), [unit.soft for unit in units])


#: Features that an ablation leaves out, by the beginning of their names.
WITHOUT: list[str] = []


def examples(documents: Sequence[Document], encoder: Encoder, weight: float) -> Iterator[Example]:
    """Turn documents into examples, one for each role that both sides have."""
    left_out = [k for k, name in enumerate(MATCH_FEATURES) if name.startswith(tuple(WITHOUT))]
    for document in documents:
        if not document.source or not document.target:
            continue
        source, target = side(document.source, encoder), side(document.target, encoder)
        features = bead_features(source, target)
        features.matches[:, left_out] = 0.0
        for role in sorted({*source.roles.tolist()} & {*target.roles.tolist()}):
            rows, columns = np.flatnonzero(source.roles == role), np.flatnonzero(target.roles == role)
            part = select(features, rows, columns)
            row, column = ({int(k): place for place, k in enumerate(side)} for side in (rows, columns))
            links = [b for b in document.beads if b[0].start in row and b[1].start in column]
            beads = {b: (row[b[0].start], column[b[1].start], b[0].size, b[1].size) for b in links}
            allowed = {
                b: bead
                for b, bead in beads.items()
                if bead[2:] in MATCHES
                and part.possible[MATCHES.index(bead[2:]), bead[0] + bead[2] - 1, bead[1] + bead[3] - 1]
            }
            straight = noncrossing(list(allowed))
            context = first_context(part.source_nulls, part.target_nulls)
            yield Example(
                document.id,
                role,
                part,
                tuple(allowed[b] for b in straight),
                frozenset(allowed[b] for b in allowed if b not in straight),
                weight,
                context,
            )


def loss(example: Example, weights: Weights) -> tuple[float, Doubles]:
    """Return the negative log likelihood of the gold path and its gradient."""
    features = example.features
    table = example.lattice_for(weights)
    posterior, total = posteriors(table)
    excess = posterior[1:, :, 1:].transpose(1, 0, 2).astype(np.float64)
    for i, j, a, b in example.path:
        excess[MATCHES.index((a, b)), i + a - 1, j + b - 1] -= 1
    _, n, m = excess.shape
    null_source, null_target = np.zeros(n), np.zeros(m)
    grouped = np.zeros((len(GROUPS), len(MATCH_FEATURES)))
    for t, (a, b) in enumerate(MATCHES):
        for step in range(min(a, n)):
            null_source[: n - step] -= excess[t].sum(axis=1)[step:]
        for step in range(min(b, m)):
            null_target[: m - step] -= excess[t].sum(axis=0)[step:]
        grouped[group_of(a, b)] += features.matches[t].reshape(len(MATCH_FEATURES), -1) @ excess[t].reshape(-1)
    mass = excess.sum(axis=(1, 2))
    roles = np.array([mass.sum() if role == example.role else 0.0 for role in ROLES])
    context = example.context
    gradient = np.concatenate(
        [
            grouped.reshape(-1),
            mass,
            roles,
            features.source_nulls.T @ null_source + features.target_nulls.T @ null_target,
            context.source * null_source.sum() + context.target * null_target.sum(),
            context.source * (mass @ (_A > 1)) + context.target * (mass @ (_B > 1)),
        ]
    )
    return total - path_score(table, example.path), gradient


_EXAMPLES: list[Example] = []


def _part(task: tuple[Doubles, int, int]) -> tuple[float, Doubles]:
    vector, start, step = task
    weights = Weights.from_vector(vector)
    value, gradient = 0.0, np.zeros_like(vector)
    for example in _EXAMPLES[start::step]:
        one, slope = loss(example, weights)
        value += example.weight * one
        gradient += example.weight * slope
    return value, gradient


def scale(data: Sequence[Example]) -> Doubles:
    """Return the spread of every feature, so that one regularisation suits them all."""
    spread = {name: np.ones(shape) for name, shape in Weights.shapes().items()}
    cells = np.concatenate([e.features.matches[0].reshape(len(MATCH_FEATURES), -1) for e in data], axis=1)
    merges = np.concatenate([e.features.matches[1].reshape(len(MATCH_FEATURES), -1) for e in data], axis=1)
    spread["matches"][0] = cells.std(axis=1)
    spread["matches"][1:] = merges.std(axis=1)
    spread["nulls"] = np.concatenate([e.features.source_nulls for e in data]).std(axis=0)
    flat = np.concatenate([spread[name].reshape(-1) for name in Weights.shapes()])
    return np.where(flat < 1e-6, 1.0, flat)


def fit(data: list[Example], start: Doubles, ridge: float, iterations: int) -> Doubles:
    """Return the weights that maximise the likelihood of the gold paths less a ridge penalty."""
    global _EXAMPLES
    _EXAMPLES = data
    spread = scale(data)
    jobs = multiprocessing.cpu_count()
    # Forked: the examples are shared, not sent.
    with multiprocessing.get_context("fork").Pool(jobs) as pool:

        def objective(vector: Doubles) -> tuple[float, Doubles]:
            parts = pool.map(_part, [(vector / spread, k, jobs) for k in range(jobs)])
            value = sum(part[0] for part in parts) + 0.5 * ridge * float(vector @ vector)
            return value, sum(part[1] for part in parts) / spread + ridge * vector

        result = minimize(
            objective, start * spread, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 20}
        )
    print(f"  loss {result.fun:.1f} after {result.nit} iterations")
    return np.asarray(result.x / spread)


def with_second_context(data: Sequence[Example], weights: Weights) -> list[Example]:
    out = []
    for example in data:
        table = example.lattice_for(weights)
        context = second_context(example.context, posteriors(table)[0], table)
        out.append(replace(example, context=context))
    return out


def fit_moved(data: Sequence[Example], weights: Weights) -> MovedWeights:
    """Return the weights of beads out of order that give the best strict F1, by grid search."""
    prepared = []
    for example in data:
        table = example.lattice_for(weights)
        n, m = table.shape
        found = most_expected(posteriors(table)[0], _WORTH)
        free_source, free_target = np.ones(n, bool), np.ones(m, bool)
        for i, j, a, b in found:
            free_source[i : i + a] = free_target[j : j + b] = False
        if free_source.any() and free_target.any():
            prepared.append((table, free_source, free_target, set(found), {*example.path, *example.crossing}))

    def f1(choice: MovedWeights) -> float:
        count = PRF(0, 0, 0, 0)
        for table, free_source, free_target, found, gold in prepared:
            every = found | {bead[:4] for bead in rematch(table, free_source, free_target, choice, _WORTH)}
            count += PRF(len(every & gold), len(every), len(every & gold), len(gold))
        return count.f1

    biases = (-7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0)
    none = MovedWeights(1.0, -1e9, -1e9)
    best = max((MovedWeights(*choice, -1e9) for choice in product((0.6, 0.8, 1.0), biases)), key=f1)
    best = max((replace(best, short_bias=bias) for bias in biases), key=f1)
    print(f"  beads out of order: F1 {f1(none):.4f} without, {f1(best):.4f} with {best}")
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--encoder", type=Path, help="folder of an encoder; default: the bundled one")
    parser.add_argument("--held-out", type=Path, required=True, help="folder of an encoder trained without news_2000")
    parser.add_argument("--out", type=Path, default=ROOT / "align" / "models" / "path.json")
    parser.add_argument("--ridge", type=float, default=0.3)
    parser.add_argument("--iterations", type=int, default=150)
    parser.add_argument("--without", action="append", default=[], help="ablation: features that begin so, e.g. names")
    parser.add_argument("--page-weight", type=float, default=3.0)
    options = parser.parse_args()
    WITHOUT.extend(options.without)

    encoder = StaticEncoder.from_folder(options.encoder) if options.encoder else load_encoder()
    held_out = StaticEncoder.from_folder(options.held_out)
    public = {folder.name for folder in (ROOT / "corpora" / "pages").iterdir() if folder.is_dir()}
    pages = [page for page in read_pages(options.data / "train" / "pages") if page.id not in public]
    news = read_lines(options.data / "train" / "news_2000.tsv")
    data = list(examples(pages, encoder, options.page_weight))
    for name, seed in product(("standard", "hard", "sparse", "headlines", "moved", "oversplit"), (11, 12)):
        data += examples(regime(pages, name, seed), encoder, options.page_weight / 6)
    for name, weight in REGIME_WEIGHTS.items():
        data += examples(regime(news, name, 7), held_out, weight)
    print(f"{len(data)} examples, {sum(len(e.path) for e in data)} beads")

    size = sum(int(np.prod(shape)) for shape in Weights.shapes().values())
    print("first pass")
    first = fit(data, np.zeros(size), options.ridge, options.iterations)
    data = with_second_context(data, Weights.from_vector(first))
    print("second pass")
    second = Weights.from_vector(fit(data, first, options.ridge, options.iterations))
    model = PathModel(Weights.from_vector(first), second, fit_moved(data, second), "")
    options.out.write_text(json.dumps(model.to_table(), indent=1) + "\n", encoding="utf-8")
    print(f"wrote {options.out}")


if __name__ == "__main__":
    main()
