"""Hangul against Latin letters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import ModelError
from align.evidence.names import transliterate
from align.evidence.names.jamo import SYMBOLS, jamo, letters, spoken, symbol_name
from align.evidence.names.transliterate import Transliterator, transliterator

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", max_size=25)

#: A table small enough to align by hand.
SYMBOL = {symbol_name(symbol): symbol for symbol in range(1, SYMBOLS)}
SMALL = Transliterator(
    {(SYMBOL["^ㄴ"], "n"): 2.0, (SYMBOL["ㅏ"], "a"): 1.0, (SYMBOL["ㅌ"], "t"): 2.0, (SYMBOL["ㅗ"], "o"): 1.0,
     (SYMBOL["ㅗ"], ""): -1.0}
)  # fmt: skip


def best(model, korean, latin):
    """Score of two whole strings; minus infinity where they are given up."""
    _, _, _, score = model.matches([korean], [latin], -99.0, whole=True)
    return float(score.max(initial=-np.inf))


def test_jamo_know_their_place():
    assert [symbol_name(s) for s in jamo("나토")] == ["^ㄴ", "ㅏ", "ㅌ", "ㅗ"]
    assert [symbol_name(s) for s in jamo("안녕 x")] == ["^0ㅏ", "ㄴ$", "ㄴ", "ㅕ", "ㅇ$"]


def test_letters_are_plain():
    assert letters("Łódź") == "lodz"
    assert letters("Jong-un’s") == "jonguns"
    assert letters("한국") == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [("한라", "할라"), ("종로", "종노"), ("백령", "뱅녕"), ("부산", "부산"), ("국립", "궁닙"), ("A동", "A동")],
)
def test_codas_are_spoken(written, said):
    assert spoken(written) == said


def test_an_alignment_by_hand():
    assert best(SMALL, "나토", "nato") == pytest.approx(2 + 1 + 2 + 1)
    assert best(SMALL, "나토", "nat") == pytest.approx(2 + 1 + 2 - 1)
    # One letter that no jamo of the table stands for: ㅗ as `x` costs what an unknown chunk costs.
    assert best(SMALL, "나토", "natx") == pytest.approx(2 + 1 + 2 - 4)


def test_hangul_may_go_on_after_the_name():
    who, which, taken, score = SMALL.matches(["나토는", "토"], ["nato", ""], 3.0)
    assert (who.tolist(), which.tolist(), taken.tolist()) == ([0], [0], [2])
    assert score.tolist() == pytest.approx([6.0])


@pytest.mark.parametrize(
    ("korean", "right", "wrong"),
    [
        ("파트루셰프", "patrushev", "petersburg"),
        ("젤렌스키", "zelenskyy", "zakharov"),
        ("튀르키예", "turkiye", "tokyo"),
        ("저커버그", "zuckerberg", "jackson"),
        ("부산", "pusan", "pisa"),
        ("평양", "pyongyang", "pyeongchang"),
        ("마크롱", "macron", "marlon"),
    ],
)
def test_the_bundled_table_tells_names_apart(korean, right, wrong):
    assert best(transliterator(), korean, right) > max(5.5, best(transliterator(), korean, wrong) + 5)


@given(st.lists(st.one_of(HANGUL, st.text(max_size=5)), max_size=5), st.lists(LATIN, max_size=5), st.booleans())
def test_pairs_score_alike_alone_and_together(korean, latin, whole):
    model = transliterator()
    who, which, taken, score = model.matches(korean, latin, 0.0, whole=whole)
    together = sorted(zip(who.tolist(), which.tolist(), taken.tolist(), score.round(3).tolist(), strict=True))
    alone = []
    for i, hangul in enumerate(korean):
        for j, word in enumerate(latin):
            _, _, syllables, nats = model.matches([hangul], [word], 0.0, whole=whole)
            alone += [(i, j, s, n) for s, n in zip(syllables.tolist(), nats.round(3).tolist(), strict=True)]
    assert [row[:3] for row in together] == [row[:3] for row in sorted(alone)]
    assert [row[3] for row in together] == pytest.approx([row[3] for row in sorted(alone)], abs=2e-3)


@given(st.lists(st.tuples(st.lists(HANGUL, max_size=4), st.lists(LATIN, max_size=4)), max_size=4))
def test_groups_are_searched_as_if_each_were_alone(groups):
    model = transliterator()
    korean = [(number, hangul) for number, (side, _) in enumerate(groups) for hangul in side]
    latin = [(number, word) for number, (_, side) in enumerate(groups) for word in side]
    who, which, taken, score = model.matches(
        [hangul for _, hangul in korean],
        [word for _, word in latin],
        groups=([number for number, _ in korean], [number for number, _ in latin]),
    )
    together = [
        (korean[i], latin[j], s, n)
        for i, j, s, n in zip(who.tolist(), which.tolist(), taken.tolist(), score.tolist(), strict=True)
    ]
    alone = []
    for number, (side, words) in enumerate(groups):
        found = model.matches(side, words)
        alone += [
            ((number, side[i]), (number, words[j]), s, n)
            for i, j, s, n in zip(*(column.tolist() for column in found), strict=True)
        ]
    assert sorted(together) == sorted(alone)


@given(st.text())
def test_spoken_and_letters_never_raise(text):
    assert letters(text).isascii()
    assert isinstance(spoken(text), str)


def test_a_damaged_table_is_named(monkeypatch, tmp_path):
    (tmp_path / "transliteration.tsv").write_text("^ㄱ\tg:much\n", "utf-8")
    monkeypatch.setattr(transliterate, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match="transliteration"):
        transliterator.__wrapped__()
