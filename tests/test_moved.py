"""Beads out of order."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.beads.lattice import MATCHES, Lattice
from align.beads.moved import MovedWeights, crossing, rematch

WEIGHTS = MovedWeights(scale=1.0, bias=-2.0, short_bias=-2.0)


def _lattice(n, m, good):
    """1-1 beads only: odds of 8 for those in `good`, of -8 for the rest."""
    matches = np.full((n + 1, len(MATCHES), m + 1), -np.inf, np.float32)
    matches[1:, 0, 1:] = -8
    for i, j in good:
        matches[i + 1, 0, j + 1] = 8
    return Lattice(matches, np.zeros(n), np.zeros(m), np.zeros(n + 1, np.int64))


def test_finds_a_moved_block():
    lattice = _lattice(6, 6, [(0, 4), (1, 5)])
    free_source, free_target = np.array([1, 1, 0, 0, 0, 0], bool), np.array([0, 0, 0, 0, 1, 1], bool)
    found = rematch(lattice, free_source, free_target, WEIGHTS, 0.4)
    assert sorted(bead[:4] for bead in found) == [(0, 4, 1, 1), (1, 5, 1, 1)]
    assert all(0.9 < bead[4] <= 1 for bead in found)


def test_leaves_what_is_taken_and_what_does_not_fit():
    lattice = _lattice(4, 4, [(0, 3)])
    taken = np.array([0, 0, 0, 1], bool)
    assert rematch(lattice, np.ones(4, bool), ~taken, WEIGHTS, 0.4) == []
    assert rematch(_lattice(4, 4, []), np.ones(4, bool), np.ones(4, bool), WEIGHTS, 0.4) == []


def test_what_a_block_leaves_over_is_matched_again():
    """One run of four: its first half belongs before, its second half behind."""
    lattice = _lattice(4, 9, [(0, 7), (1, 8), (2, 0), (3, 1)])
    free_target = np.array([1, 1, 0, 0, 0, 0, 0, 1, 1], bool)
    found = rematch(lattice, np.ones(4, bool), free_target, WEIGHTS, 0.4)
    assert sorted(bead[:2] for bead in found) == [(0, 7), (1, 8), (2, 0), (3, 1)]


def test_the_order_costs_something():
    lattice = _lattice(2, 2, [])
    lattice.matches[1, 0, 2] = 1.0
    free_source, free_target = np.array([1, 0], bool), np.array([0, 1], bool)
    assert rematch(lattice, free_source, free_target, MovedWeights(1.0, 0.0, 0.0), 0.4)
    assert not rematch(lattice, free_source, free_target, MovedWeights(1.0, -6.0, -6.0), 0.4)


@given(st.permutations(range(6)), st.integers(0, 6))
def test_crossing_takes_the_fewest(order, size):
    links = list(enumerate(order))[:size]
    gone = crossing(links)
    kept = [link for k, link in enumerate(links) if k not in gone]
    assert kept == sorted(kept, key=lambda link: link[1])
    longest = max(
        len(some) for r in range(len(links) + 1) for some in combinations(links, r)
        if [t for _, t in some] == sorted(t for _, t in some)
    )  # fmt: skip
    assert len(kept) == longest


def test_crossing_of_nothing():
    assert crossing([]) == set()
    assert crossing([(0, 5)]) == set()
    assert len(crossing([(0, 5), (1, 0)])) == 1


@pytest.mark.parametrize("probability", [0.4])
def test_below_worth_is_left_out(probability):
    lattice = _lattice(2, 2, [])
    lattice.matches[1, 0, 2] = 0.0
    free_source, free_target = np.array([1, 0], bool), np.array([0, 1], bool)
    assert rematch(lattice, free_source, free_target, MovedWeights(1.0, -3.0, -3.0), probability) == []


def test_order_costs_less_where_a_side_is_a_few_headlines():
    lattice = _lattice(2, 2, [])
    lattice.matches[1, 0, 2] = 1.0
    free_source, free_target = np.array([1, 0], bool), np.array([0, 1], bool)
    assert rematch(lattice, free_source, free_target, MovedWeights(1.0, -6.0, 0.0), 0.4)
