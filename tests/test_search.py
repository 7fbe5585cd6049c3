"""From sides to beads, with a tiny encoder and hand-set weights: what holds for any model."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.beads import PathModel, Side, align_beads
from align.beads.corridor import corridor
from align.beads.features import MATCH_FEATURES
from align.beads.model import Weights
from align.beads.moved import MovedWeights
from align.bitext import Span
from align.encode import Encoding
from align.options import AlignOptions

DIMENSIONS = 64


class WordEncoder:
    """A random vector for each word: sentences with the same words are the same."""

    signature = "words"

    def __init__(self):
        self._known = {}

    def _vector(self, word):
        if word not in self._known:
            seed = int.from_bytes(word.encode()[-8:], "little")
            self._known[word] = np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
        return self._known[word]

    def encode(self, texts):
        vocabulary = {word: k for k, word in enumerate(sorted({w for text in texts for w in text.split()}))}
        table = np.array([self._vector(word) for word in vocabulary] or [np.zeros(DIMENSIONS)], np.float32)
        ids = [[vocabulary[w] for w in text.split()] for text in texts]
        weights = np.linalg.norm(table, axis=1)
        return Encoding(
            np.array([table[i].sum(axis=0) for i in ids], np.float32).reshape(-1, DIMENSIONS),
            table / np.maximum(weights, 1e-6)[:, None],
            weights,
            np.array([k for i in ids for k in i], np.int64),
            np.concatenate([[0], np.cumsum([len(i) for i in ids])]).astype(np.int64),
        )


def _model():
    """Weights that like cosine and coverage, and dislike dropping."""
    parts = {name: np.zeros(shape) for name, shape in Weights.shapes().items()}
    parts["matches"][:, MATCH_FEATURES.index("cosine")] = 8
    parts["matches"][:, MATCH_FEATURES.index("coverage_least")] = 4
    parts["matches"][1:, MATCH_FEATURES.index("gain")] = 8
    parts["biases"][:] = -6
    parts["nulls"][0] = -1
    weights = Weights(**parts)
    return PathModel(weights, weights, MovedWeights(1.0, -2.0, 0.0), "hand-set")


MODEL = _model()
ENCODER = WordEncoder()


def _align(source, target, source_roles=None, target_roles=None, **options):
    sides = [
        Side.of(texts, roles or ["body"] * len(texts), ENCODER.encode(texts))
        for texts, roles in ((source, source_roles), (target, target_roles))
    ]
    return align_beads(*sides, MODEL, AlignOptions(**options))


def _sentences(count, start=0):
    return [f"a{k} b{k} c{k} d{k}" for k in range(start, start + count)]


def _spans(beads):
    return [(tuple(b.source), tuple(b.target)) for b in beads]


def test_same_sentences_are_linked_one_to_one():
    beads = _align(_sentences(8), _sentences(8))
    assert _spans(beads) == [((k, k + 1), (k, k + 1)) for k in range(8)]
    assert all(b.probability > 0.9 and b.similarity == pytest.approx(1, abs=1e-3) and not b.crossing for b in beads)


def test_merged_and_dropped_sentences():
    source = _sentences(9)
    target = [source[0], f"{source[1]} {source[2]}", *source[4:]]
    assert [b.kind for b in _align(source, target)] == ["1-1", "2-1", "1-0", *["1-1"] * 5]


def test_moved_block_is_found_and_marked():
    source = _sentences(14)
    target = source[4:12] + source[1:4] + source[12:] + [source[0]]
    beads = {(b.source.start, b.target.start): b for b in _align(source, target) if not b.is_null}
    assert len(beads) == 14
    assert [beads[k, 7 + k].crossing for k in (1, 2, 3)] == [True] * 3
    assert not beads[4, 0].crossing
    assert sum(b.crossing for b in beads.values()) == 4


def test_rematch_can_be_turned_off():
    source = _sentences(14)
    target = source[4:12] + source[1:4] + source[12:] + [source[0]]
    assert not any(b.crossing for b in _align(source, target, rematch=False))


def test_max_bead_bounds_both_sides():
    source = _sentences(6)
    target = [" ".join(source[:3]), *source[3:]]
    assert max(b.source.size for b in _align(source, target)) == 3
    assert max(b.source.size for b in _align(source, target, max_bead=2)) <= 2
    assert {b.kind for b in _align(source, target, max_bead=1)} <= {"1-1", "1-0", "0-1"}


def test_a_headline_against_a_body():
    body = _sentences(40)
    beads = _align([body[25], body[7]], body)
    assert {(b.source.start, b.target.start) for b in beads if not b.is_null} == {(0, 25), (1, 7)}


def test_roles_are_kept_apart_and_matched_whatever_their_place():
    source, target = _sentences(7), _sentences(7)
    target.insert(0, target.pop(5))
    beads = _align(source, target, ["body"] * 5 + ["caption", "body"], ["caption"] + ["body"] * 6)
    linked = {(b.source.start, b.target.start): b for b in beads if not b.is_null}
    assert (5, 0) in linked
    assert len(linked) == 7
    beads = _align(source, source, ["headline"] + ["body"] * 6, ["body"] * 7)
    assert (0, 0) not in {(b.source.start, b.target.start) for b in beads if not b.is_null}


def test_no_bead_over_a_gap():
    """The caption stands between two sentences that one target sentence tells."""
    source = _sentences(3)
    target = [f"{source[0]} {source[2]}", "x y z"]
    kinds = [b.kind for b in _align(source, target, ["body", "caption", "body"])]
    assert "2-1" not in kinds
    assert "3-1" not in kinds


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_gives_null_beads(n, m):
    beads = _align(_sentences(n), _sentences(m))
    assert [b.kind for b in beads] == ["1-0"] * n + ["0-1"] * m
    assert all(b.probability == 1 for b in beads)


def _covers(beads, n, m):
    source = [i for b in beads for i in range(*b.source)]
    target = [j for b in beads for j in range(*b.target)]
    return source == list(range(n)) and sorted(target) == list(range(m))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["a b", "c d e", "f", "g h", ""]), max_size=9),
    st.lists(st.sampled_from(["a b", "c d", "f g h"]), max_size=9),
)
def test_every_sentence_stands_in_one_bead(source, target):
    beads = _align(source, target)
    assert _covers(beads, len(source), len(target))
    assert all(0 <= b.probability <= 1 for b in beads)


def test_a_long_document_is_aligned_along_its_corridor():
    """600 sentences, every tenth dropped on one side, every seventh pair merged on the other."""
    source = _sentences(600)
    kept = [k for k in range(600) if k % 10 != 3]
    beads = _align(source, [source[k] for k in kept])
    assert _covers(beads, 600, len(kept))
    linked = {(b.source.start, b.target.start) for b in beads if b.kind == "1-1"}
    assert len(linked & {(k, place) for place, k in enumerate(kept)}) > 0.98 * len(kept)


def test_long_and_whole_agree(monkeypatch):
    source = _sentences(120)
    target = [source[k] for k in range(120) if k % 9 != 4]
    whole = _spans(_align(source, target))
    monkeypatch.setattr("align.beads.search.WHOLE", 100)
    assert _spans(_align(source, target)) == whole


def test_a_long_gap_in_a_long_document():
    source = _sentences(700)
    target = source[:150] + source[500:]
    beads = _align(source, target)
    linked = {(b.source.start, b.target.start) for b in beads if b.kind == "1-1"}
    assert len(linked & ({(k, k) for k in range(150)} | {(k, k - 350) for k in range(500, 700)})) > 340
    turned = _align(target, source)
    assert sum(b.kind == "1-1" for b in turned) > 340


def test_a_gap_wider_than_any_tile(monkeypatch):
    monkeypatch.setattr("align.beads.search.WIDEST", 300)
    source = _sentences(1200)
    target = source[:300] + source[900:]
    for one, other in ((target, source), (source, target)):
        beads = _align(one, other)
        assert _covers(beads, len(one), len(other))
        assert sum(b.kind == "1-1" and b.probability > 0.9 for b in beads) > 590


def test_one_against_ten_thousand():
    body = _sentences(10_000)
    beads = _align([body[6_000]], body)
    assert _covers(beads, 1, 10_000)


def test_corridor_covers_the_source_and_rises():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(900, 16)).astype(np.float32)
    tiles = corridor(vectors, vectors[100:], 24)
    assert [t.top for t in tiles[1:]] == [t.bottom for t in tiles[:-1]]
    assert (tiles[0].top, tiles[0].left, tiles[-1].bottom, tiles[-1].right) == (0, 0, 900, 800)
    assert all(a.left <= b.left and a.right <= b.right for a, b in pairwise(tiles))
    inside = [t.left <= k - 100 < t.right for t in tiles for k in range(max(t.top, 100), t.bottom)]
    assert np.mean(inside) == 1


def test_null_beads_tell_where_they_stand():
    beads = _align(_sentences(4), [*_sentences(2), "x y z", _sentences(4)[3]])
    assert [(b.kind, b.source, b.target) for b in beads][2:4] == [
        ("0-1", Span(2, 2), Span(2, 3)),
        ("1-0", Span(2, 3), Span(3, 3)),
    ]


def test_a_few_headlines_in_any_order():
    body = _sentences(30)
    linked = {(b.source.start, b.target.start) for b in _align([body[21], body[4], body[12]], body) if not b.is_null}
    assert linked == {(0, 21), (1, 4), (2, 12)}
