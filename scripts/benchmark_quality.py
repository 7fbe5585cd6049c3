"""How well quality tells true pairs from spoiled ones, and whether its probabilities hold: `benchmark.py --quality`.

Every true pair is set against the same pair spoiled in one way of `damage.py`. For calibration all true pairs
together weigh as much as all spoiled ones, as in `train_quality.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from damage import DAMAGES, WEIGHTS, damaged, read_pairs
from numpy.typing import NDArray

from align.score import Scorer

Floats = NDArray[np.float64]
BINS = 10
#: The diagram, in pixels of an SVG: its side, and the room for its numbers.
_SIDE, _ROOM = 320, 48


def area_under_curve(good: Floats, bad: Floats) -> float:
    """Return the chance that a good pair scores above a bad one, ties counting half (Mann-Whitney U), 0 to 1."""
    _, inverse, counts = np.unique(np.concatenate([good, bad]), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[: len(good)].sum() - len(good) * (len(good) + 1) / 2) / (len(good) * len(bad)))


@dataclass(frozen=True)
class Bin:
    """Pairs of about one quality: the mean quality, how often they are right, and their share of all."""

    said: float
    right: float
    share: float


def reliability(said: Floats, right: Floats, weights: Floats) -> list[Bin]:
    """Return the bins of equal width that hold a pair."""
    which = np.minimum((said * BINS).astype(int), BINS - 1)
    bins = []
    for k in sorted(set(which.tolist())):
        w = np.where(which == k, weights, 0.0)
        bins.append(Bin(float(w @ said / w.sum()), float(w @ right / w.sum()), float(w.sum() / weights.sum())))
    return bins


def calibration_error(bins: list[Bin]) -> float:
    """Return the expected calibration error (Guo et al. 2017, section 2), 0 to 1."""
    return sum(one.share * abs(one.said - one.right) for one in bins)


def compare_quality(data: Path, picture: Path) -> None:
    """Print one row for each file and kind of damage, and write the reliability diagram as SVG."""
    scorer = Scorer()
    diagrams = {}
    print(f"{'pairs':<16}{'damage':<16}{'n':>6}{'AUC':>8}")
    for name in ("news_dev1000", "jhe_eval720"):
        pairs = read_pairs(data / "dev" / f"{name}.tsv")
        good = np.array([score.quality for score in scorer.score(pairs)])
        said, right, weights = [good], [np.ones(len(good))], [np.full(len(good), 1 / len(good))]
        for kind in DAMAGES:
            spoiled = damaged(pairs, kind)
            if not spoiled:
                continue
            bad = np.array([score.quality for score in scorer.score(list(spoiled.values()))])
            print(f"{name:<16}{kind:<16}{len(bad):>6}{area_under_curve(good[list(spoiled)], bad):>8.3f}")
            said.append(bad)
            right.append(np.zeros(len(bad)))
            weights.append(np.full(len(bad), WEIGHTS[kind] / len(bad)))
        total = sum(float(w.sum()) for w in weights[1:])
        weights[1:] = [w / total for w in weights[1:]]
        bins = reliability(*(np.concatenate(part) for part in (said, right, weights)))
        print(f"{name:<16}{'expected calibration error':<22}{calibration_error(bins):>20.3f}")
        diagrams[name] = bins
    picture.write_text(diagram(diagrams), encoding="utf-8")
    print(f"wrote {picture}")


def diagram(files: dict[str, list[Bin]]) -> str:
    """Return reliability diagrams side by side as SVG: what was said against what was right, area for the share."""
    width, height = len(files) * (_SIDE + _ROOM) + _ROOM, _SIDE + 2 * _ROOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
        ' font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for k, (name, bins) in enumerate(files.items()):
        left, bottom = _ROOM + k * (_SIDE + _ROOM), _ROOM + _SIDE
        parts += [
            f'<rect x="{left}" y="{_ROOM}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>',
            f'<path d="M{left} {bottom}L{left + _SIDE} {_ROOM}" stroke="#bbb" stroke-dasharray="4"/>',
            f'<text x="{left}" y="{_ROOM - 12}">{name}: calibration error {calibration_error(bins):.3f}</text>',
            f'<text x="{left + _SIDE / 2}" y="{bottom + 34}" text-anchor="middle">quality said</text>',
            f'<text transform="translate({left - 30} {_ROOM + _SIDE / 2}) rotate(-90)">right</text>',
        ]
        for tick in (0, 0.5, 1):
            parts += [
                f'<text x="{left + tick * _SIDE}" y="{bottom + 16}" text-anchor="middle">{tick:g}</text>',
                f'<text x="{left - 6}" y="{bottom - tick * _SIDE + 4}" text-anchor="end">{tick:g}</text>',
            ]
        for one in bins:
            x, y = left + one.said * _SIDE, bottom - one.right * _SIDE
            radius = 3 + 30 * np.sqrt(one.share)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2b6cb0" fill-opacity=".5"/>')
    return "\n".join([*parts, "</svg>", ""])
