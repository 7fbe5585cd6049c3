"""Sums over paths and best paths, against brute force."""

import numpy as np
import pytest

from align.beads.lattice import MATCHES, Lattice, best_path, most_expected, path_score, posteriors


def _random(n, m, rng, lo=None, width=None):
    lo = np.zeros(n + 1, np.int64) if lo is None else lo
    width = width or m + 1
    matches = np.full((n + 1, len(MATCHES), width), -np.inf, np.float32)
    for i in range(n + 1):
        for t, (a, b) in enumerate(MATCHES):
            for c in range(width):
                j = lo[i] + c
                if a <= i and b <= j <= m:
                    matches[i, t, c] = rng.normal()
    return Lattice(matches, rng.normal(size=n), rng.normal(size=m), lo)


def _paths(lattice):
    """Every path inside the corridor, as (score, match beads)."""
    n, m = lattice.shape
    out = []

    def inside(i, j):
        return lattice.lo[i] <= j < lattice.lo[i] + lattice.width

    def walk(i, j, dropped, score, beads):
        if not inside(i, j):
            return
        if (i, j) == (n, m):
            out.append((score, tuple(beads)))
            return
        if i < n and not dropped:
            walk(i + 1, j, False, score + lattice.source_nulls[i], beads)
        if j < m:
            walk(i, j + 1, True, score + lattice.target_nulls[j], beads)
        for t, (a, b) in enumerate(MATCHES):
            if i + a <= n and j + b <= m and inside(i + a, j + b):
                bead = float(lattice.matches[i + a, t, j + b - lattice.lo[i + a]])
                walk(i + a, j + b, False, score + bead, [*beads, (i, j, a, b)])

    walk(0, 0, False, 0.0, [])
    return out


def _check(lattice):
    paths = _paths(lattice)
    total = np.logaddexp.reduce([score for score, _ in paths])
    expected = np.zeros_like(lattice.matches, dtype=np.float64)
    for score, beads in paths:
        for i, j, a, b in beads:
            expected[i + a, MATCHES.index((a, b)), j + b - lattice.lo[i + a]] += np.exp(score - total)
    posterior, found_total = posteriors(lattice)
    assert found_total == pytest.approx(total, abs=1e-5)
    np.testing.assert_allclose(posterior, expected, atol=1e-5)
    best_score, best = max(paths)
    assert best_path(lattice) == list(best)
    assert path_score(lattice, best) == pytest.approx(best_score, abs=1e-5)


@pytest.mark.parametrize("seed", range(12))
def test_whole_document_against_brute_force(seed):
    rng = np.random.default_rng(seed)
    n, m = rng.integers(1, 6, 2)
    _check(_random(int(n), int(m), rng))


@pytest.mark.parametrize("seed", range(12))
def test_corridor_against_brute_force(seed):
    rng = np.random.default_rng(seed)
    n, width = int(rng.integers(3, 7)), int(rng.integers(3, 5))
    lo = np.concatenate([[0], np.cumsum(rng.integers(0, 2, n))])
    m = int(lo[-1] + rng.integers(0, width))
    lattice = _random(n, m, rng, lo, width)
    if not _paths(lattice):
        pytest.skip("no path through this corridor")
    _check(lattice)


def test_no_alignment_is_counted_twice():
    """Two dropped sentences on each side and nothing else: one path, not six."""
    lattice = Lattice(
        np.full((3, len(MATCHES), 3), -np.inf, np.float32), np.zeros(2), np.zeros(2), np.zeros(3, np.int64)
    )
    _, total = posteriors(lattice)
    assert total == pytest.approx(0.0)


def test_most_expected_follows_the_probabilities():
    posterior = np.zeros((3, len(MATCHES), 3), np.float32)
    posterior[1, 0, 1] = 0.9
    posterior[2, 0, 2] = 0.3
    assert most_expected(posterior, 0.4) == [(0, 0, 1, 1)]
    assert most_expected(posterior, 0.2) == [(0, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize("seed", range(8))
def test_most_expected_is_the_best_sum(seed):
    rng = np.random.default_rng(seed)
    posterior = np.where(rng.random((4, len(MATCHES), 4)) < 0.1, rng.random((4, len(MATCHES), 4)), 0).astype(np.float32)
    for t, (a, b) in enumerate(MATCHES):
        posterior[:a, t] = 0
        posterior[:, t, :b] = 0
    gains = Lattice(np.where(posterior > 0, posterior - 0.3, -np.inf), np.zeros(3), np.zeros(3), np.zeros(4, np.int64))

    def gain(beads):
        return sum(posterior[i + a, MATCHES.index((a, b)), j + b] - 0.3 for i, j, a, b in beads)

    assert gain(most_expected(posterior, 0.3)) == pytest.approx(max(score for score, _ in _paths(gains)), abs=1e-5)
