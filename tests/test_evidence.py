"""Numbers as keys: one set of strings for a sentence, equal across the languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence import numbers


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("1억1천만 달러", "$110 million"),
        ("1억1천만", "110,000,000"),
        ("총 640조5천억원", "640.5 trillion-won"),
        ("7천50억원", "705 billion won"),
        ("12조3천억", "12.3 trillion"),
        ("1만8500", "18,500"),
        ("1만8,500명", "18,500 people"),
        ("3만6천 달러", "$36,000"),
        ("5만명", "50,000 people"),
        ("두 명", "two people"),
        ("25%에서 22%로", "from 25 percent to 22 percent"),
        ("83마일", "83 miles"),
        ("10월", "Oct."),
        ("３００만", "3 million"),
        ("10~20명", "10 to 20 people"),
        ("매출이 절반으로", "sales fell by half"),
        ("두 배로", "doubled"),
        ("수백 명", "hundreds of people"),
        ("90년대", "the 1990s"),
        ("오후 3시 20분", "3:20 p.m."),
        ("지난달", "last month"),
    ],
)
def test_both_languages_give_one_set(korean, english):
    assert numbers(korean) == numbers(english) != frozenset()


def test_syllables_alone_are_no_numbers():
    assert numbers("이 일은 만만치 않다. 사만다가 이사했다.") == frozenset()


def test_dates_give_their_parts():
    assert numbers("2022년 12월 2일") == numbers("Dec. 2, 2022") == {"2022", "12", "2"}


def test_signs_do_not_count():
    assert numbers("영하 5도") == numbers("5 degrees below zero") == {"5"}


def test_weekdays_are_left_out():
    assert numbers("on Monday") == numbers("월요일에") == frozenset()


@given(st.text())
def test_never_raises(text):
    assert all(isinstance(value, str) for value in numbers(text))


def test_a_long_run_of_digits_is_no_number():
    assert numbers("9" * 100_000) == frozenset()
    assert numbers("1," * 50_000) == {"1"}
    assert numbers("1만" * 20_000) == {"10001"}
