"""Bead features against their definitions, worked out bead by bead."""

import numpy as np
import pytest

from align.beads.features import _LIGHT, EXPANSION, MATCH_FEATURES, NULL_FEATURES, bead_features
from align.beads.lattice import MATCHES
from align.beads.side import Side
from align.encode import Encoding

WORDS = 12


class TinyEncoder:
    """Words `w0` to `w11`, each with a random vector; Korean and English share them."""

    signature = "tiny"

    def __init__(self, seed=0):
        self.table = np.random.default_rng(seed).normal(size=(WORDS, 5)).astype(np.float32)

    def encode(self, texts):
        ids = [[int(word[1:]) for word in text.split() if word.startswith("w")] for text in texts]
        offsets = np.concatenate([[0], np.cumsum([len(i) for i in ids])]).astype(np.int64)
        weights = np.linalg.norm(self.table, axis=1)
        vectors = np.array([self.table[i].sum(axis=0) if i else np.zeros(5) for i in ids], np.float32)
        flat = np.array([k for i in ids for k in i], np.int64)
        return Encoding(vectors, self.table / weights[:, None], weights.astype(np.float32), flat, offsets)


def _sides(seed=0, n=6, m=7, roles=None):
    rng = np.random.default_rng(seed)
    texts = [
        [" ".join(f"w{k}" for k in rng.integers(0, WORDS, rng.integers(2, 6))) for _ in range(size)] for size in (n, m)
    ]
    roles = roles or (["body"] * n, ["body"] * m)
    encoder = TinyEncoder()
    return texts, [Side.of(part, role, encoder.encode(part)) for part, role in zip(texts, roles, strict=True)]


def _value(features, name, t, i, j):
    return features.matches[t, MATCH_FEATURES.index(name), i, j]


def _heavy(texts, table):
    """Words of a side that weigh at least _LIGHT of the mean of its running text."""
    norms = np.linalg.norm(table, axis=1)
    words = [int(w[1:]) for text in texts for w in text.split()]
    return {k for k in words if norms[k] >= _LIGHT * norms[words].mean()}


def _cover(one, other, table, heavy, other_heavy):
    """Weighted mean, over the heavy words of one text, of the best cosine among those of the other."""
    unit = table / np.linalg.norm(table, axis=1, keepdims=True)
    a = [k for k in (int(w[1:]) for w in one.split()) if k in heavy]
    b = [k for k in (int(w[1:]) for w in other.split()) if k in other_heavy]
    if not a or not b:
        return 0.0
    weights = np.linalg.norm(table[a], axis=1)
    return float((weights * np.maximum(unit[a] @ unit[b].T, 0).max(axis=1)).sum() / weights.sum())


@pytest.mark.parametrize("t", range(len(MATCHES)))
def test_cosine_coverage_and_length_of_every_bead(t):
    (ko, en), (source, target) = _sides()
    table = TinyEncoder().table
    features = bead_features(source, target)
    heavy = _heavy(ko, table), _heavy(en, table)
    assert len(heavy[0]) < WORDS
    a, b = MATCHES[t]
    for i in range(a - 1, len(ko)):
        for j in range(b - 1, len(en)):
            left, right = " ".join(ko[i - a + 1 : i + 1]), " ".join(en[j - b + 1 : j + 1])
            u, v = (table[[int(w[1:]) for w in text.split()]].sum(axis=0) for text in (left, right))
            cosine = u @ v / (np.linalg.norm(u) * np.linalg.norm(v))
            assert _value(features, "cosine", t, i, j) == pytest.approx(cosine, abs=1e-4)
            assert _value(features, "coverage_source", t, i, j) == pytest.approx(
                _cover(left, right, table, *heavy), abs=1e-4
            )
            assert _value(features, "coverage_target", t, i, j) == pytest.approx(
                _cover(right, left, table, *heavy[::-1]), abs=1e-4
            )
            sizes = (len("".join(text.split())) for text in (right, left))
            ratio = np.log(next(sizes)) - np.log(next(sizes)) - np.log(EXPANSION)
            assert _value(features, "length", t, i, j) == pytest.approx(abs(np.clip(ratio, -2, 2)), abs=1e-4)
            assert features.possible[t, i, j]


def test_beads_that_begin_before_the_document_are_impossible():
    _, (source, target) = _sides()
    possible = bead_features(source, target).possible
    for t, (a, b) in enumerate(MATCHES):
        assert not possible[t, : a - 1].any()
        assert not possible[t, :, : b - 1].any()
        assert possible[t, a - 1 :, b - 1 :].all()


def test_no_bead_across_roles_or_gaps():
    roles = (["headline", "body", "body", "body", "caption", "body"], ["headline", *["body"] * 6])
    _, (source, target) = _sides(roles=roles)
    possible = bead_features(source, target).possible
    one, two = MATCHES.index((1, 1)), MATCHES.index((2, 1))
    assert possible[one, 0, 0]
    assert not possible[one, 0, 1]
    assert not possible[one, 4].any()  # no caption on the other side
    assert possible[two, 2, 3]
    assert not possible[two, 1].any()  # would join headline and body
    assert not possible[two, 5].any()  # the caption stands between


def test_rival_is_the_best_bead_beside():
    _, (source, target) = _sides()
    features = bead_features(source, target)
    cosine = features.matches[0, MATCH_FEATURES.index("cosine")]
    for i, j in [(0, 0), (2, 3), (5, 6)]:
        beside = np.concatenate([np.delete(cosine[i], j), np.delete(cosine[:, j], i)]).max()
        assert _value(features, "rival", 0, i, j) == pytest.approx(cosine[i, j] - beside, abs=1e-5)


def test_numbers_agree_and_clash():
    encoder = TinyEncoder()
    source = Side.of(["w1 3억", "w2 7명"], ["body"] * 2, encoder.encode(["w1 3억", "w2 7명"]))
    target = Side.of(["w1 300 million", "w2 8 people"], ["body"] * 2, encoder.encode(["w1 300 million", "w2 8 people"]))
    features = bead_features(source, target)
    assert _value(features, "numbers_agree", 0, 0, 0) > 0.5
    assert _value(features, "numbers_clash", 0, 0, 0) == pytest.approx(0, abs=1e-6)
    assert _value(features, "numbers_agree", 0, 1, 1) == 0
    assert _value(features, "numbers_clash", 0, 1, 1) == pytest.approx(1)


def test_doubtful_boundaries_inside_and_at_the_start():
    encoder = TinyEncoder()
    texts = ["w1", "w2", "w3"]
    source = Side.of(texts, ["body"] * 3, encoder.encode(texts), [False, True, False])
    target = Side.of(texts, ["body"] * 3, encoder.encode(texts))
    features = bead_features(source, target)
    two = MATCHES.index((2, 1))
    assert _value(features, "soft_inside", two, 1, 1) == 1
    assert _value(features, "soft_inside", two, 2, 1) == 0
    assert _value(features, "soft_start", two, 2, 1) == 1
    assert _value(features, "soft_start", 0, 1, 1) == 1
    assert features.source_nulls[:, NULL_FEATURES.index("soft")].tolist() == [0, 1, 0]


def test_a_piece_of_a_side_is_that_side():
    (ko, _), (source, target) = _sides()
    part, alone = source.part(2, 5), Side.of(ko[2:5], ["body"] * 3, TinyEncoder().encode(ko[2:5]))
    np.testing.assert_allclose(bead_features(part, target).matches, bead_features(alone, target).matches, atol=1e-5)


def test_blank_and_wordless_sentences_are_survived():
    encoder = TinyEncoder()
    source = Side.of(["", "  ", "w1", "..."], ["body"] * 4, encoder.encode(["", "  ", "w1", "..."]))
    target = Side.of(["w1", ""], ["body"] * 2, encoder.encode(["w1", ""]))
    features = bead_features(source, target)
    assert np.isfinite(features.matches).all()
    assert np.isfinite(features.source_nulls).all()
    assert features.source_nulls.shape == (4, len(NULL_FEATURES))
    assert not features.possible[:, :2].any()


def test_features_have_names():
    _, (source, target) = _sides()
    assert bead_features(source, target).matches.shape[:2] == (len(MATCHES), len(MATCH_FEATURES))
