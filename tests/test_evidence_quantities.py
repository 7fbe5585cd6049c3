"""Quantities: kind, value, unit and place, in both languages."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence import quantities
from align.evidence.quantities.quantity import canonical, date_parts, date_value, ends, weight


def found(text, language=None):
    """Kind, value and unit of each quantity, as one string."""
    return [
        " ".join(filter(None, (q.kind, canonical(q.value) if isinstance(q.value, Decimal) else q.value, q.unit)))
        for q in quantities(text, language)
    ]


#: Korean, English (or None) and what both say.
CASES = [
    # Numbers
    ("1억1천만 명", "110 million people", ["number 110000000"]),
    ("12조3천억 개", "12.3 trillion", ["number 12300000000000"]),
    ("12조 3천억 개", "12.3 trillion", ["number 12300000000000"]),
    ("1만8500명", "18,500 people", ["number 18500"]),
    ("1만8,500명", "18,500", ["number 18500"]),
    ("2만 500명", "20,500", ["number 20500"]),
    ("7천50억", "705 billion", ["number 705000000000"]),
    ("5백20명", "five hundred and twenty", ["number 520"]),
    ("수감자 스물두 명", "twenty-two inmates", ["number 22"]),
    ("백만 명", "a million people", ["number 1000000"]),
    ("오십만 명", "half a million people", ["number 500000"]),
    ("삼백 명", "three hundred people", ["number 300"]),
    ("스물네 개", "two dozen", ["number 24"]),
    ("25만", "two hundred and fifty thousand", ["number 250000"]),
    ("세 명", "three people", ["number 3"]),
    ("１２３명", "１２３ people", ["number 123"]),
    ("1,379명", "1,379", ["number 1379"]),
    ("0.5", "0.5", ["number 0.5"]),
    ("타율 3할4푼1리", ".341", ["number 0.341"]),
    ("KF-21", "KF-21", ["number 21 name"]),
    # Ordinals
    ("첫 번째", "first", ["ordinal 1"]),
    ("둘째", "second", ["ordinal 2"]),
    ("제2차", "the second", ["ordinal 2"]),
    ("스물한 번째", "twenty-first", ["ordinal 21"]),
    ("21세기", "the 21st century", ["ordinal 21"]),
    ("2차 세계대전", "World War II", ["ordinal 2"]),
    ("헌법 제9조", "the 9th", ["ordinal 9"]),
    ("당헌 80조를", "the 80th", ["ordinal 80"]),
    ("60주년", "60th anniversary", ["ordinal 60"]),
    # Shares, multiples, fractions
    ("25%", "25 percent", ["percent 25"]),
    ("0.25퍼센트", "0.25 per cent", ["percent 0.25"]),
    ("8할", "80%", ["percent 80"]),
    ("7%포인트", "7 percentage points", ["point 7"]),
    ("25bp", "25 basis points", ["point 0.25"]),
    ("2½배", "2½ times", ["multiple 2.5"]),
    ("3.5배", "3.5 times", ["multiple 3.5"]),
    ("두 배", "twice", ["multiple 2"]),
    ("세 배로", "tripled", ["multiple 3"]),
    ("절반", "half", ["fraction 1/2"]),
    ("3분의 1", "a third of", ["fraction 1/3"]),
    ("삼분의 이", "two-thirds", ["fraction 2/3"]),
    ("4분의 3", "three quarters", ["fraction 3/4"]),
    # Two numbers
    ("10~20명", "10 to 20", ["range 10~20"]),
    ("10∼20%", "10-20 percent", ["range 10~20 percent"]),
    ("2~3억 원", "200-300 million won", ["range 200000000~300000000 KRW"]),
    ("4~5분", "four to five minutes", ["range 4~5 minute"]),
    ("서너 명", "three or four", ["range 3~4"]),
    ("3대1로", "3-1", ["score 3-1"]),
    ("0 대 2", "0-2", None),
    ("경쟁률 1300 대 1", "1,300 to 1", ["score 1300-1"]),
    # Money
    ("1억1천만 달러", "$110 million", ["money 110000000 USD"]),
    ("5.33달러", "$5.33", ["money 5.33 USD"]),
    ("총 640조5천억원", "640.5 trillion-won", ["money 640500000000000 KRW"]),
    ("30억6천만 원", "3.06 billion won", ["money 3060000000 KRW"]),
    ("만8천 원", "18,000 won", ["money 18000 KRW"]),
    ("500만 엔", "5 million yen", ["money 5000000 JPY"]),
    ("20억 유로", "two billion euros", ["money 2000000000 EUR"]),
    ("300위안", "300 yuan", ["money 300 CNY"]),
    ("250홍콩달러", "HK$250", ["money 250 HKD"]),
    ("￦5000", "5,000 won", ["money 5000 KRW"]),
    ("50센트", "fifty cents", ["money 0.5 USD"]),
    ("미화 35억 달러", "US$3.5bn", ["money 3500000000 USD"]),
    # Measures
    ("50㎞", "50 kilometers", ["measure 50 km"]),
    ("50킬로미터", "50 km", ["measure 50 km"]),
    ("300만 톤", "3 million tons", ["measure 3000000 ton"]),
    ("영하 5℃", "minus 5 degrees Celsius", ["measure -5 celsius"]),
    ("48㎏", "48-kilogram", ["measure 48 kg"]),
    ("3.3㎡", "3.3 square meters", ["measure 3.3 m2"]),
    ("6평", None, ["measure 6 pyeong"]),
    ("시속 100㎞", "100 kilometers per hour", ["measure 100 km/h"]),
    ("12초87", "12.87 seconds", ["measure 12.87 second"]),
    ("3미터 20센티미터", "3.2 meters", ["measure 3.2 m"]),
    ("스무 살", "20-year-old", ["measure 20 year"]),
    ("2년 반", "two and a half years", ["measure 2.5 year"]),
    ("1년 6개월", "a year and six months", ["measure 18 month"]),
    ("1시간 45분", "an hour and 45 minutes", ["measure 105 minute"]),
    ("석 달", "three months", ["measure 3 month"]),
    ("사흘", "three days", ["measure 3 day"]),
    ("10년간", "a decade", ["measure 10 year"]),
    ("반세기", "half a century", ["measure 50 year"]),
    ("30배럴", "30 barrels", ["measure 30 barrel"]),
    # Dates and times
    ("2022년 11월 20일", "Nov. 20, 2022", ["date 2022-11-20"]),
    ("2022년 11월 20일", "20 November 2022", ["date 2022-11-20"]),
    ("2022.11.20", "2022-11-20", ["date 2022-11-20"]),
    ("2022년 11월", "November 2022", ["date 2022-11"]),
    ("오는 3월", "next March", ["date --03"]),
    ("11월 20일", "Nov. 20", ["date --11-20"]),
    ("9·11", "9/11", ["date --09-11"]),
    ("1832년", "1832", ["date 1832"]),
    ("'22년 11월", "November 2022", ["date 2022-11"]),
    ("20일(현지시간)", None, ["date ---20"]),
    ("오후 3시", "3 p.m.", ["time 15:00"]),
    ("오전 9시 21분", "9:21 a.m.", ["time 09:21"]),
    ("밤 12시", "midnight", ["time 00:00"]),
    ("낮 12시", "noon", ["time 12:00"]),
    ("15:30", "15:30", ["time 15:30"]),
    ("월요일", "Monday", ["weekday 1"]),
    ("1990년대", "the 1990s", ["decade 1990"]),
    ("90년대", "the '90s", ["decade 90"]),
    ("20대", "her 20s", ["decade 20"]),
    ("10대", "teenagers", ["decade 10"]),
    ("지난달", "last month", ["relative month-1"]),
    ("내년", "next year", ["relative year+1"]),
    ("어제", "yesterday", ["relative day-1"]),
    # Vague
    ("수십 명", "dozens of people", ["vague 10"]),
    ("수백 명", "hundreds of people", ["vague 100"]),
    ("수만 명", "tens of thousands of people", ["vague 10000"]),
]


@pytest.mark.parametrize(("korean", "english", "expected"), CASES)
def test_korean(korean, english, expected):
    assert found(korean, "ko") == (expected or ["score 0-2"])


@pytest.mark.parametrize(("korean", "english", "expected"), [case for case in CASES if case[1] and case[2]])
def test_english(korean, english, expected):
    assert found(english, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "이 사람은 회사 일이 만만치 않다",
        "그것만 사만다가 이사했다",
        "천만에요, 백만장자가 팔만하다고 천명했다",
        "만일 만개한 꽃이 만년필이라면",
        "매우 억세고 세계적인 세대",
        "한편 한국은 오늘날",
        "보름달이 내달렸다. 그제서야",
        "올 것 같다",
        "https://example.com/2022/11/20?id=35",
        "G8",
        "가&#8212;나",
        "자정 노력",
    ],
)
def test_no_quantities_in_korean(text):
    assert found(text, "ko") == []


@pytest.mark.parametrize(
    "text",
    ["May I march on?", "The sun sat in the Sun.", "Yi Sun-sin", "I am V and X.", "the mix", "www.a.com/3", "G8", "A4"],
)
def test_no_quantities_in_english(text):
    assert found(text, "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20대 3명", ["decade 20", "number 3"]),
        ("10·20대", ["decade 10", "decade 20"]),
        ("7·8월", ["date --07", "date --08"]),
        ("30일~31일", ["date ---30", "date ---31"]),
        ("5경기 3조항", ["number 5", "number 3"]),
        ("형제 3명", ["number 3"]),
        ("만 3세", ["measure 3 year"]),
        ("20일간 20일 만에", ["measure 20 day", "measure 20 day"]),
        ("2500년 전", ["measure 2500 year"]),
        ("'10년 치 책값'", ["measure 10 year"]),
        ("1인당 3만 원", ["money 30000 KRW"]),
        ("500~1천 명", ["range 500~1000"]),
        ("열에 일곱은", ["number 10", "number 7"]),
        ("24일 전남 여수에서, 24일 전", ["date ---24", "measure 24 day"]),
        ("아침 8시 반에", ["time 08:30"]),
        ("오후 1시 반쯤", ["time 13:30"]),
        ("5-5로 맞선", ["score 5-5"]),
        ("6억1천200만주", ["number 612000000"]),
        ("2차계약 8.8조", ["ordinal 2", "number 8800000000000"]),
        ("일흔여섯 노인", ["number 76"]),
    ],
)
def test_korean_traps(text, expected):
    assert found(text, "ko") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two three", ["number 2", "number 3"]),
        ("one million two hundred thousand", ["number 1200000"]),
        ("from 25 percent to 22 percent", ["percent 25", "percent 22"]),
        ("between 3 and 5", ["range 3~5"]),
        ("3 and 5", ["number 3", "number 5"]),
        ("$10-20 million", ["range 10000000~20000000 USD"]),
        ("7-foot-4", ["measure 88 inch"]),
        ("half an hour", ["measure 0.5 hour"]),
        ("the second half", ["relative half-2"]),
        ("seven in 10", ["number 7", "number 10"]),
        ("5 degrees below zero", ["measure -5 celsius"]),
        ("2 1/2 years", ["measure 2.5 year"]),
        ("a 3.5m-wide road", ["number 3.5"]),
        ("mid-20s", ["decade 20"]),
        ("[0..11]", ["number 0", "number 11"]),
        ("hit .300", ["number 0.3"]),
        ("$4.65b and $19.5M", ["money 4650000000 USD", "money 19500000 USD"]),
        ("two-point-seven million won", ["money 2700000 KRW"]),
        ("one-point-67 percent", ["percent 1.67"]),
        ("four-and-a-half million won", ["money 4500000 KRW"]),
        ("a million and a half won", ["money 1500000 KRW"]),
        ("Feb. 16 to 19", ["date --02-16", "date --02-19"]),
        ("Feb. 16 to 19 in Seoul", ["date --02-16", "date --02-19"]),
        ("June 28-29, 2008", ["date --06-28", "date 2008-06-29"]),
        ("on June 28 and 3 others", ["date --06-28", "number 3"]),
        ("in 1999 or 2000", ["date 1999", "date 2000"]),
        ("11/20/2022", ["date 2022-11-20"]),
    ],
)
def test_english_traps(text, expected):
    assert found(text, "en") == expected


def test_roundness_is_noted():
    assert [q.about for q in quantities("300여 명, 약 20명, 50명가량, 7명", "ko")] == [True, True, True, False]
    assert [q.about for q in quantities("about 300, some 20, 40-odd, 7", "en")] == [True, True, True, False]


def test_the_script_decides_where_no_language_is_given():
    assert found("The band 방탄소년단 sold two million copies") == ["number 2000000"]
    assert found("BTS 앨범 두 장") == ["number 2"]
    assert found("") == []


def test_text_and_span():
    text = "총 640조5천억원과 ㎞로 50㎞"
    first, second = quantities(text)
    assert (first.text, first.span) == ("640조5천억원", (2, 10))
    assert text[slice(*second.span)] == second.text == "50㎞"


@pytest.mark.parametrize(("korean", "english", "expected"), CASES)
def test_decomposed_text_gives_the_same(korean, english, expected):
    text = unicodedata.normalize("NFD", f"각 {korean}")
    there = quantities(text, "ko")
    assert [(q.kind, q.value) for q in there] == [(q.kind, q.value) for q in quantities(f"각 {korean}", "ko")]
    assert [unicodedata.normalize("NFC", text[slice(*q.span)]) for q in there] == [
        unicodedata.normalize("NFC", q.text) for q in quantities(f"각 {korean}", "ko")
    ]


TOKENS = st.sampled_from(
    "1 9 0 , . - ~ : / % $ ' 만 억 조 천 백 십 원 달러 년 월 일 시 분 대 배 명 한 두 세 열 스물 수 분의 여 약 제 반 · "
    "one two twenty hundred million and a half third of dozen to from between Nov. May 20 2022 th st p.m. s percent "
    "point Monday last year II XX COVID- ( ) ½ ㎞ ℃ １ 가".split()
) | st.just(" ")


@given(st.lists(TOKENS).map("".join) | st.lists(TOKENS).map(" ".join) | st.text(), st.sampled_from([None, "ko", "en"]))
def test_never_raises_and_offsets_are_exact(text, language):
    last = 0
    for quantity in quantities(text, language):
        start, stop = quantity.span
        assert text[start:stop] == quantity.text != ""
        assert last <= start < stop <= len(text)
        last = stop
        assert 0 <= quantity.weight <= 1


REPEATED = [
    *"1|1,|1.|1,234|1만|만|1천|1-|1~|1 to |a million |one |one-|twenty |수십|12:|1/|1 and |열|한 |일이삼사|$|-1".split(
        "|"
    ),
    *"1월|월요일 |Nov. |half |hundreds of |II | |'|http://|&#1|분의 1|2022.|3 대 |약".split("|"),
]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("size", [3_000, pytest.param(300_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("piece", REPEATED)
def test_long_repetitions_end(piece, size, language):
    """Quadratic time would take hours on the long ones."""
    quantities(piece * (size // len(piece)), language)


def test_values_are_told_by_their_weight():
    assert weight("number", Decimal(2)) < weight("number", Decimal(20)) < weight("number", Decimal(18500)) == 1.0
    assert weight("number", Decimal(2)) < weight("measure", Decimal(2)) < weight("measure", Decimal(8))
    assert weight("date", "---20") < weight("date", "--11-20") < weight("date", "2022-11-20") < 1.0


@given(st.integers(1000, 2999), st.integers(1, 12), st.integers(1, 31))
def test_date_values_keep_their_parts(year, month, day):
    for parts in ({"year": year}, {"month": month}, {"day": day}, {"month": month, "day": day},
                  {"year": year, "month": month}, {"year": year, "month": month, "day": day}):  # fmt: skip
        assert date_parts(date_value(**parts)) == parts


def test_ends_of_ranges_and_scores():
    assert ends("10~20") == (10, 20)
    assert ends("3-1") == (3, 1)
    assert ends("-5~3") == (-5, 3)
