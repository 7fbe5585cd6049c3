"""The encoder's losses: gradients against finite differences."""

import numpy as np
import pytest

pytest.importorskip("scipy")
from contrastive import Tokens, coverage_loss, mask_repeats, sum_loss


def _difference(function, array, index, step=1e-3):
    up, down = array.copy(), array.copy()
    up[index] += step
    down[index] -= step
    return (function(up) - function(down)) / (2 * step)


def test_sum_loss_gradient():
    rng = np.random.default_rng(0)
    source, target = rng.normal(size=(2, 6, 5))
    names = np.array([0, 1, 1, 2, 3, 4])
    _, left, right = sum_loss(source, target, 0.2, (names, names))
    for index in [(0, 0), (1, 3), (5, 4)]:
        assert left[index] == pytest.approx(
            _difference(lambda x: sum_loss(x, target, 0.2, (names, names))[0], source, index), abs=1e-5
        )
        assert right[index] == pytest.approx(
            _difference(lambda x: sum_loss(source, x, 0.2, (names, names))[0], target, index), abs=1e-5
        )


def test_coverage_loss_gradient():
    rng = np.random.default_rng(1)
    near, far = Tokens.of([[0, 1, 2], [3], [4, 5]]), Tokens.of([[0, 1], [2, 3, 4], [5, 6]])
    source, target = rng.normal(size=(6, 8)), rng.normal(size=(7, 8))
    _, left, right = coverage_loss(source, target, near, far, 0.3)
    for index in [(0, 0), (3, 2), (5, 7)]:
        assert left[index] == pytest.approx(
            _difference(lambda x: coverage_loss(x, target, near, far, 0.3)[0], source, index, 1e-4), abs=1e-4
        )
        assert right[index] == pytest.approx(
            _difference(lambda x: coverage_loss(source, x, near, far, 0.3)[0], target, index, 1e-4), abs=1e-4
        )


def test_repeated_texts_are_no_negatives():
    similar = np.zeros((3, 3))
    mask_repeats(similar, np.array([7, 8, 7]), -60.0)
    assert similar.tolist() == [[0, 0, -60], [0, 0, 0], [-60, 0, 0]]


def test_tokens_keep_their_text():
    tokens = Tokens.of([[5, 6], [7]])
    assert tokens.owners.tolist() == [0, 0, 1]
    assert tokens.matrix(8).toarray()[0].tolist() == [0, 0, 0, 0, 0, 1, 1, 0]
