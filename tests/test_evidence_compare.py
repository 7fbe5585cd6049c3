"""Comparison of the quantities of two sentences."""

import itertools
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence import compare, quantities


def compared(korean, english):
    return compare(quantities(korean, "ko"), quantities(english, "en"))


def texts(pairs):
    return [(left.text, right.text) for left, right in pairs]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("1억1천만 달러", "$110 million"),
        ("1만8천여 명", "more than 18,000 people"),
        ("110만여 명", "about 1.1 million"),
        ("1만8,532명", "more than 18,500"),
        ("12조3,400억 원", "12.3 trillion won"),
        ("3살", "3-year-old"),
        ("20일", "the 20th"),
        ("20일", "Nov. 20"),
        ("20일", "20 days"),
        ("2022년 11월 20일", "on Nov. 20"),
        ("48km", "30 miles"),
        ("40만 평", "130 hectares"),
        ("224㎝", "7-foot-4"),
        ("22도", "72 degrees"),
        ("2주", "14 days"),
        ("1년 6개월", "18 months"),
        ("절반", "50 percent"),
        ("7%포인트", "7 percent"),
        ("3대1", "3-1"),
        ("오후 3시", "3 p.m."),
        ("3시", "15:00"),
        ("90년대", "the 1990s"),
        ("수만 명", "thousands of people"),
        ("10~20%", "10 percent to 20 percent"),
        ("파운드화로 500파운드", "500 lbs"),
        ("1년 전", "a year earlier"),
        ("88년 올림픽", "the 1988 Olympics"),
        ("2차 세계대전", "World War II"),
        ("영하 5도", "5 degrees"),
    ],
)
def test_agreeing(korean, english):
    result = compared(korean, english)
    assert result.agreeing
    assert not result.contradicting + result.ko_only + result.en_only


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("3000만 달러", "$3 million"),
        ("3000만 달러", "30 million won"),
        ("25%", "52 percent"),
        ("1만8,501명", "18,500 people"),
        ("118명", "about 119 people"),
        ("2022년", "2023"),
        ("11월 20일", "Nov. 21"),
        ("월요일", "Tuesday"),
        ("3분의 1", "two-thirds"),
        ("3대1", "3-2"),
        ("10~20%", "10 to 30 percent"),
        ("5만 톤", "500,000 tons"),
        ("오후 3시", "4 p.m."),
        ("20일", "the 21st"),
        ("1990년대", "the 1980s"),
    ],
)
def test_contradicting(korean, english):
    result = compared(korean, english)
    assert texts(result.contradicting)
    assert not result.agreeing


@pytest.mark.parametrize(
    ("korean", "english"),
    [("3만 원", "in 2010"), ("두 사람", "three people"), ("지난달", "this year"), ("20일", "July 15"), ("5km", "8 kg")],
)
def test_standing_alone(korean, english):
    result = compared(korean, english)
    assert not result.agreeing + result.contradicting
    assert result.ko_only
    assert result.en_only


def test_each_of_several_finds_its_own():
    result = compared("63명 중 42명이 1억9200만 달러를 받았다.", "A total of 42 of 63 players earned $1.92 million.")
    assert texts(result.agreeing) == [("63", "63"), ("42", "42")]
    assert texts(result.contradicting) == [("1억9200만 달러", "$1.92 million")]


def test_what_is_named_again_shares_its_partner():
    result = compared("30명이 왔고 그 30명이 갔다.", "Thirty came and went.")
    assert texts(result.agreeing) == [("30", "Thirty"), ("30", "Thirty")]


def test_a_range_may_agree_by_one_end_and_contradict_by_the_other():
    result = compared("4%에서 10%로", "from 5 to 10 percent")
    assert texts(result.agreeing) == [("10%", "5 to 10 percent")]
    assert texts(result.contradicting) == [("4%", "5 to 10 percent")]


def test_what_cannot_be_compared_is_undecided():
    result = compared("8일(현지시간) 1600만달러(약 165억원)를", "$16 million on Tuesday")
    assert texts(result.agreeing) == [("1600만달러", "$16 million")]
    assert texts(result.undecided) == [("8일", "Tuesday"), ("165억원", "$16 million")]
    assert not result.ko_only + result.en_only + result.contradicting


def test_a_year_told_from_now_is_undecided():
    result = compared("내년 731조 원의 예산", "a 731 trillion-won budget for 2026")
    assert texts(result.undecided) == [("내년", "2026")]
    assert not result.ko_only + result.en_only


def test_empty_sides():
    assert compare((), ()).agreeing == ()
    assert texts([(q, q) for q in compared("30명", "none").ko_only]) == [("30", "30")]


PIECES = st.sampled_from(
    [
        *"3만 원|25%|20일|2022년 11월|오후 3시|월요일|10~20명|3대1|절반|48km|수백 명|지난달|90년대|두 배".split("|"),
        *"$30|25 percent|the 20th|Nov. 20|3 p.m.|Monday|10-20|3-1|half|30 miles|hundreds of".split("|"),
    ]
)


@given(st.lists(PIECES), st.lists(PIECES))
def test_every_quantity_stands_somewhere_and_only_there(ko, en):
    left, right = quantities(", ".join(ko), "ko"), quantities(", ".join(en), "en")
    result = compare(left, right)
    for side, (quantities_of, only) in enumerate(((left, result.ko_only), (right, result.en_only))):
        paired = {pair[side] for pair in result.agreeing}
        against = {pair[side] for pair in result.contradicting}
        undecided = {pair[side] for pair in result.undecided}
        assert paired | against | undecided | set(only) == set(quantities_of)
        assert not set(only) & (paired | against | undecided)
        assert all(quantity.kind == "range" for quantity in paired & against)


@given(st.lists(PIECES), st.lists(PIECES))
def test_order_of_sentences_does_not_turn_agreement_into_contradiction(ko, en):
    left, right = quantities(", ".join(ko), "ko"), quantities(", ".join(en), "en")
    assert len(compare(left, right).agreeing) == len(compare(right, left).agreeing)


def changed(digits, generator):
    """A number with one digit changed."""
    places = [i for i, character in enumerate(digits) if character.isdigit()]
    place = generator.choice(places)
    return digits[:place] + generator.choice("123456789".replace(digits[place], "")) + digits[place + 1 :]


def test_a_changed_digit_is_noticed():
    """In sentences like those of news, every telling number that one changes turns up."""
    generator = random.Random(7)
    sentences = [
        ("매출은 640조5천억 원으로 12.5% 늘었다.", "Revenue rose 12.5 percent to 640.5 trillion won."),
        ("관중 1만8,532명이 찾았다.", "A crowd of 18,532 turned up."),
        ("그는 1987년 3월 14일 태어났다.", "He was born on March 14, 1987."),
        ("시속 142㎞로 달렸다.", "It ran at 142 kilometers per hour."),
        ("배럴당 136.04달러에 마감했다.", "It settled at $136.04 a barrel."),
    ]
    for (korean, english), _ in itertools.product(sentences, range(10)):
        match = generator.choice(list(re.finditer(r"[0-9][0-9.]*", english)))
        wrong = english[: match.start()] + changed(match.group(), generator) + english[match.end() :]
        result = compared(korean, wrong)
        assert result.contradicting or result.en_only, wrong
        assert not compared(korean, english).contradicting
