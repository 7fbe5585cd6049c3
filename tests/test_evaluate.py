"""Strict, lax and null counts on a hand-worked example, and calibration."""

import pytest

from align.bitext import Bead, Span
from align.evaluate import PRF, by_kind, calibration, lax, nulls, strict

S = Span
GOLD = [(S(0, 1), S(0, 1)), (S(1, 3), S(1, 2)), (S(3, 3), S(2, 3)), (S(3, 4), S(3, 4))]
FOUND = [(S(0, 1), S(0, 1)), (S(1, 2), S(1, 2)), (S(3, 4), S(2, 3))]


def test_strict():
    assert strict(FOUND, GOLD) == PRF(1, 3, 1, 3)
    assert strict(FOUND, GOLD).f1 == pytest.approx(1 / 3)
    assert strict(GOLD, GOLD).f1 == 1.0


def test_lax_takes_overlap_on_both_sides():
    assert lax(FOUND, GOLD) == PRF(2, 3, 2, 3)


def test_nulls_count_sentences():
    """Gold leaves target 2 alone; found leaves source 2 and target 3 alone."""
    assert nulls(FOUND, GOLD, 4, 4) == PRF(0, 2, 0, 1)
    assert nulls(GOLD, GOLD, 4, 4).f1 == 1.0


def test_by_kind():
    assert by_kind(FOUND, GOLD)["1-1"] == PRF(1, 3, 1, 2)
    assert by_kind(FOUND, GOLD)["2-1"] == PRF(0, 0, 0, 1)


def test_nothing_found_is_no_error():
    assert strict([], GOLD).f1 == 0.0
    assert strict([], []).precision == 0.0
    assert calibration([], []) == 0.0


def test_calibration_error():
    sure = [Bead(S(k, k + 1), S(k, k + 1), 0.9) for k in range(10)]
    assert calibration(sure, [True] * 9 + [False]) == pytest.approx(0.0)
    assert calibration(sure, [True] * 10) == pytest.approx(0.1)
    assert calibration([*sure, Bead(S(10, 11), S(10, 11), 0.2)], [True] * 9 + [False, True]) == pytest.approx(0.8 / 11)
