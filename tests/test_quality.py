"""Quality floors, so that no change sinks them silently; the data they hold on are pinned by hash."""

import hashlib
from pathlib import Path

import pytest
from regimes import read_lines, read_pages, regime

from align import Aligner, Sentence
from align.evaluate import PRF, calibration, strict

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "corpora" / "pages"
DATA = ROOT.parent / "shared" / "data" / "dev"

CORPORA_HASH = "63ae4e8702df0f14f724a2110f9f1abf9f82bb177e05575a4a4013bd6fc10515"
NEWS_HASH = "dbbfe599b5e8be7fcf1344772dada2385cbe770cb56084172c2b7af52803848d"


@pytest.fixture(scope="module")
def aligner():
    return Aligner()


def _align(aligner, document):
    sides = [
        [Sentence(unit.text, unit.role, soft=unit.soft) for unit in side] for side in (document.source, document.target)
    ]
    return aligner.align_segmented(*sides).beads


def _measure(aligner, documents):
    """Return strict F1, calibration error, and how often beads of probability 0.9 and above are right."""
    total, linked, right = PRF(0, 0, 0, 0), [], []
    for document in documents:
        beads, gold = _align(aligner, document), set(document.beads)
        total += strict([(b.source, b.target) for b in beads], gold)
        linked += [b for b in beads if not b.is_null]
        right += [(b.source, b.target) in gold for b in beads if not b.is_null]
    sure = [r for b, r in zip(linked, right, strict=True) if b.probability >= 0.9]
    return total.f1, calibration(linked, right), sum(sure) / max(len(sure), 1)


def test_the_gold_set_is_the_one_that_the_floors_hold_on():
    digest = hashlib.sha256()
    for path in sorted(CORPORA.glob("*/*")):
        digest.update(path.read_bytes())
    assert digest.hexdigest() == CORPORA_HASH


def test_pages_of_the_public_gold_set(aligner):
    f1, _, sure = _measure(aligner, read_pages(CORPORA))
    assert f1 >= 0.90
    assert sure >= 0.97


@pytest.mark.parametrize(("name", "floor"), [("hard", 0.69), ("sparse", 0.84), ("moved", 0.84)])
def test_pages_cut_up(aligner, name, floor):
    assert _measure(aligner, regime(read_pages(CORPORA), name))[0] >= floor


@pytest.mark.skipif(not DATA.is_dir(), reason="the dev data are not here")
class TestDevData:
    def test_hash(self):
        assert hashlib.sha256((DATA / "news_dev1000.tsv").read_bytes()).hexdigest() == NEWS_HASH

    def test_pages(self, aligner):
        f1, _, sure = _measure(aligner, read_pages(DATA / "pages"))
        assert f1 >= 0.91
        assert sure >= 0.97

    @pytest.mark.parametrize(
        ("name", "floor"),
        [
            ("clean", 0.985), ("standard", 0.93), ("hard", 0.87), ("sparse", 0.90), ("moved", 0.86), ("long", 0.90),
            ("oversplit", 0.94),
        ],
    )  # fmt: skip
    def test_regimes(self, aligner, name, floor):
        f1, error, sure = _measure(aligner, regime(read_lines(DATA / "news_dev1000.tsv"), name))
        assert f1 >= floor
        if name == "standard":
            assert error <= 0.03
            assert sure >= 0.97

    def test_headlines(self, aligner):
        lines = read_lines(DATA / "news_dev1000.tsv")
        # A draw has 75 beads: three say what one can't.
        documents = [document for seed in (1, 2, 3) for document in regime(lines, "headlines", seed)]
        assert _measure(aligner, documents)[0] >= 0.84

    def test_north_korean_spelling(self, aligner):
        f1, _, _ = _measure(aligner, regime(read_lines(DATA / "nk_news_dev1000.tsv"), "standard"))
        assert f1 >= 0.93
