"""Tables behind the readers: numerals, units, currencies, words as a tree."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence.quantities import money, units
from align.evidence.quantities.numerals import korean_value, roman_value, to_roman
from align.evidence.quantities.trie import any_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1억1천만", 110_000_000),
        ("12조3천억", 12_300_000_000_000),
        ("만8천", 18_000),
        ("이십만", 200_000),
        ("삼백이십오", 325),
        ("5백20", 520),
        ("1.5만", 15_000),
        ("십", 10),
        ("7천50억", 705_000_000_000),
    ],
)
def test_korean_values(text, value):
    assert korean_value(text) == value


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_korean_myriads_add_up(many, rest):
    assert korean_value(f"{many}만{rest or ''}") == 10_000 * many + rest


@given(st.integers(1, 399))
def test_roman_numerals_and_back(value):
    assert roman_value(to_roman(value)) == value


@pytest.mark.parametrize("text", ["", "iix", "mix", "vv", "abc"])
def test_no_roman_numerals(text):
    assert roman_value(text) is None


def test_units_have_sizes_in_their_dimension():
    assert units.base(Decimal(2), "km") == ("length", 2000)
    assert units.base(Decimal(2), "week") == units.base(Decimal(14), "day")
    assert units.base(Decimal(212), "fahrenheit") == ("temperature", 100)
    assert units.base(Decimal(1), "unheard-of") is None


def test_names_of_units_and_currencies_belong_to_one_thing():
    for table in (units.KOREAN, units.ENGLISH):
        assert set(table.values()) <= set(units.UNITS)
    assert not set(units.KOREAN) & set(money.KOREAN)
    assert not set(units.ENGLISH) & set(money.ENGLISH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5", ("USD", 0)),
        ("US$5", ("USD", 0)),
        ("NZ$ 5", ("NZD", 0)),
        ("a C$5", ("CAD", 2)),
        ("abc$5", ("USD", 3)),
        ("€5", ("EUR", 0)),
        ("5", None),
        (" 5", None),
    ],
)
def test_signs_before_a_number(text, expected):
    assert money.sign_before(text, text.index("5")) == expected


def test_the_longest_word_that_holds_is_found():
    pattern = re.compile(any_of(["배", "배럴", "위", "위안"], {"배": "(?!럴|송)"}))
    assert pattern.findall("배럴 배송 배 위안 위") == ["배럴", "배", "위안", "위"]


@given(st.lists(st.text("ab가- ", min_size=1), min_size=1))
def test_every_word_is_found(words):
    pattern = re.compile(any_of(words))
    assert all(pattern.fullmatch(word) for word in words)
