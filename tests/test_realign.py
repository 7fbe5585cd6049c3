"""Cutting a translation anew: against all ways to cut there are, and on text."""

from itertools import combinations_with_replacement, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evaluate import corridor, realign
from align.evaluate.realign import _units

EN = [
    "The government finalized the budget on Monday.",
    "It totals 638 trillion won.",
    "The opposition objected.",
    "A vote is due on Friday.",
]
KO = [
    "정부가 월요일 예산안을 확정했다.",
    "총액은 638조 원이다.",
    "야당은 반발했다.",
    "표결은 금요일에 열린다.",
]


def distance(one, other):
    """Edit distance of two lists, the textbook way."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


def cost(segments, *references):
    """Edits of all segments, each against the reference that is nearest to it."""
    return sum(
        min(distance(_units(segment), _units(text)) for text in texts)
        for segment, *texts in zip(segments, *references, strict=True)
    )


def least_cost(words, *references):
    """The least that any cut costs, with every one tried."""
    cuts = combinations_with_replacement(range(len(words) + 1), len(references[0]) - 1)
    ways = ([0, *inner, len(words)] for inner in cuts)
    return min(cost([" ".join(words[a:b]) for a, b in pairwise(way)], *references) for way in ways)


def words_of(texts):
    return [word for text in texts for word in text.split()]


texts = st.lists(st.lists(st.sampled_from(["a", "b", "c", "a,", "가나", "가"]), max_size=3).map(" ".join), max_size=4)


@given(texts, texts.filter(bool))
def test_no_cut_needs_fewer_edits(hypotheses, reference):
    segments = realign(hypotheses, reference)
    assert words_of(segments) == words_of(hypotheses)
    assert len(segments) == len(reference)
    assert cost(segments, reference) == least_cost(words_of(hypotheses), reference)


@given(texts, st.integers(1, 3).flatmap(lambda n: st.tuples(*[st.lists(st.sampled_from(["a b", "b", ""]),
                                                                      min_size=n, max_size=n)] * 2)))  # fmt: skip
def test_each_segment_may_follow_another_reference(hypotheses, references):
    segments = realign(hypotheses, *references)
    assert cost(segments, *references) == least_cost(words_of(hypotheses), *references)


@pytest.mark.parametrize("reference", [EN, KO])
def test_a_text_cut_elsewhere_comes_back(reference):
    words = words_of(reference)
    assert realign([" ".join(words)], reference) == reference
    assert realign(words, reference) == reference
    assert realign([" ".join(words[:7]), "", " ".join(words[7:])], reference) == reference


def test_a_free_translation_is_cut_where_its_reference_is():
    hypotheses = [
        "Government confirms budget on Monday, which is 638 trillion won.",
        "Opposition objects. Vote Friday.",
    ]
    assert realign(hypotheses, EN) == [
        "Government confirms budget on Monday,",
        "which is 638 trillion won.",
        "Opposition objects.",
        "Vote Friday.",
    ]


def test_korean_words_are_recognised_whatever_their_particles():
    hypotheses = ["정부는 월요일에 예산안 확정, 총액이 638조 원으로 야당이 반발. 금요일 표결이 열릴 예정."]
    assert realign(hypotheses, KO) == [
        "정부는 월요일에 예산안 확정,",
        "총액이 638조 원으로",
        "야당이 반발.",
        "금요일 표결이 열릴 예정.",
    ]


def test_a_sentence_that_was_not_translated_is_empty():
    assert realign([EN[0], EN[1], EN[3]], EN) == [EN[0], EN[1], "", EN[3]]


def test_of_equal_cuts_the_end_of_a_line_or_sentence_is_taken():
    assert realign(["a", "x x b"], ["a", "b"]) == ["a", "x x b"]
    assert realign(["a x x", "b"], ["a", "b"]) == ["a x x", "b"]
    assert realign(["a x x. b"], ["a", "b"]) == ["a x x.", "b"]
    assert realign(["a x.” x b"], ["a", "b"]) == ["a x.”", "x b"]


def test_nothing_to_cut():
    assert realign([], EN) == [""] * 4
    assert realign(["", " "], EN) == [""] * 4
    assert realign(EN, []) == []
    assert realign(EN, ["", ""])[1] in ("", " ".join(EN))
    assert realign(["\u200b \u0301"], ["a"]) == ["\u200b \u0301"]
    with pytest.raises(ValueError, match="one length"):
        realign(EN, EN, EN[:2])
    with pytest.raises(ValueError, match="there"):
        realign(EN)


def long_text(count):
    """Sentences of mixed words, and the same with every seventh word another, in lines of 40 words."""
    reference = [" ".join(f"w{(i * 37 + j * j * 11) % 997}" for j in range(5 + i % 9)) for i in range(count)]
    words = words_of(reference)
    found = ["other" if i % 7 == 3 else word for i, word in enumerate(words)]
    return reference, [" ".join(found[i : i + 40]) for i in range(0, len(found), 40)]


def test_a_corridor_finds_what_the_whole_search_finds(monkeypatch):
    reference, hypotheses = long_text(300)
    whole = realign(hypotheses, reference)
    assert [len(text.split()) for text in whole] == [len(text.split()) for text in reference]
    monkeypatch.setattr(corridor, "WHOLE", 1000)
    monkeypatch.setattr(corridor, "_SLACK", 60)
    assert realign(hypotheses, reference) == whole


@given(st.lists(st.integers(0, 5), min_size=1, max_size=80), st.lists(st.integers(0, 5), min_size=1, max_size=80))
def test_a_corridor_only_goes_on(stream, reference):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corridor, "WHOLE", 0)
        patch.setattr(corridor, "_SLACK", 3)
        patch.setattr(corridor, "_RUN", 2)
        rows = corridor.corridor(np.array(stream), np.array(reference))
    assert len(rows) == len(reference) + 1
    assert (rows[0][0], rows[-1][1]) == (0, len(stream))
    for (low, high), (next_low, next_high) in pairwise(rows):
        assert low <= next_low <= high
        assert high <= next_high


def test_a_corridor_without_a_place_to_cut_is_left(monkeypatch):
    monkeypatch.setattr(corridor, "WHOLE", 0)
    monkeypatch.setattr(corridor, "_SLACK", 1)
    monkeypatch.setattr(corridor, "_WIDEST", 1)
    assert realign(["가나다라마바사아자차카타파하 끝"], ["끝", "가나다라마바사아자차카타파하"]) == [
        "",
        "가나다라마바사아자차카타파하 끝",
    ]
