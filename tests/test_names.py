"""Names of a sentence, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence.names.english_words import latin_key
from align.evidence.names.korean import stem
from align.evidence.names.names import names

#: Text that looks like names, beside text of any kind.
WORDS = st.sampled_from(
    [
        "Kim Jong-un",
        "U.S.",
        "KF-21",
        "이재명",
        "대통령",
        "美",
        "한·미",
        "NATO",
        "New",
        "of",
        "'s",
        "’s",
        ".",
        " ",
        "(",
        "“",
        "Lee",
    ]
)
TEXT = st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=12).map(" ".join))


def english(text):
    """Names with their kinds, without the runs that are only tried by their initials."""
    return [(name.text, name.kind) for name in names(text, "en") if name.kind != "word"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Patrushev said so.", [("Patrushev", "name")]),
        ("President Lee met Rep. Park.", [("Lee", "family"), ("Park", "family")]),
        ("leader Kim Jong-un’s sister Kim Yo-jong", [("Kim Jong-un", "person"), ("Kim Yo-jong", "person")]),
        ("Yoon Suk Yeol and Jae-myung Lee", [("Yoon Suk Yeol", "person"), ("Jae-myung Lee", "person")]),
        ("the U.S. and North Korea", [("U.S.", "known"), ("North Korea", "known")]),
        ("in North Dakota", [("Dakota", "name")]),
        ("WASHINGTON (CNN)", [("WASHINGTON", "known"), ("CNN", "acronym")]),
        ("the KF-21 and an iPhone", [("KF-21", "acronym"), ("iPhone", "name")]),
        ("Osama bin Laden", [("Osama bin Laden", "name")]),
        ("SUVs of Korea-China trade", [("SUV", "acronym"), ("Korea-China", "known")]),
        ("It opened in May 2022.", [("May", "known")]),
        ("We've said I'm no Fool.", []),
    ],
)
def test_english_names(text, found):
    assert english(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on Monday that it would. He left. Thus ends May.",
        "However, Critics Say the Government Will Not Pay",
        "“We will see,” they said. Fourteen people came on Sundays.",
        "In a statement, the company said so. Park rangers left.",
    ],
)
def test_common_words_are_no_names(text):
    assert english(text) == []


def test_a_month_is_a_key():
    (month,) = names("It opened in May 2022.", "en")
    assert month.keys == {"month:5"}
    assert [n.text for n in names("지난 12월과 5월, 22월", "ko") if n.keys & {"month:12", "month:5"}] == ["12월", "5월"]


def test_opening_words_weigh_less():
    first, second = names("Patrushev met Patrushev.", "en")
    assert first.weight < second.weight == 1.0


def test_korean_names():
    found = {name.text: name for name in names("이 대통령은 KF-21과 美·한·일, 부산에서 김 모 씨를 ｘ", "ko")}
    assert found["이"].keys >= {"family:이"}
    assert found["KF-21"].kind == "latin"
    assert found["KF-21"].keys == {"latin:kf21"}
    assert found["美"].keys == {"country:US"}
    assert found["한·일"].keys == {"country:KR", "country:JP"}
    assert found["부산"].sounds == ("부산에서",)
    assert "family:김" in found["김"].keys


@pytest.mark.parametrize("text", ["회의 중 하루 전", "이 사람", "3㎞ 8GWh 20×10", "the news of the day"])
def test_korean_words_that_are_no_names(text):
    assert not any(name.keys for name in names(text, "ko"))


@pytest.mark.parametrize(
    ("word", "name"), [("부산에서", "부산"), ("김정은이", "김정은"), ("나는", "나는"), ("서울", "서울")]
)
def test_particles_are_cut_off(word, name):
    assert stem(word) == name


def test_spellings_of_a_latin_word_share_a_key():
    assert latin_key("KF-21") == latin_key("kf21") == "kf21"


@given(TEXT, st.sampled_from(["ko", "en"]))
def test_spans_are_exact_and_in_order(text, language):
    found = names(text, language)
    assert list(found) == sorted(found, key=lambda name: name.span)
    for name in found:
        assert text[name.span.start : name.span.stop] == name.text != ""
        assert 0 < name.weight <= 1
