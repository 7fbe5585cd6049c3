"""Names of sentences that are paired: what agrees, what stands alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence.names import compare_names

#: Text that looks like names, beside text of any kind.
WORDS = st.sampled_from(
    "Kim Jong-un|U.S.|KF-21|이재명|대통령|美|한·미|NATO|시|Xi|파트루셰프|5월|of|'s|’s|.| |(|“|Lee|Patrushev".split("|")
)
TEXT = st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=10).map(" ".join))


def texts(names):
    return [name.text for name in names]


@pytest.mark.parametrize(
    ("ko", "en", "agreeing", "ko_only", "en_only"),
    [
        ("젤렌스키는 KBS와 인터뷰했다", "Zelenskyy met Patrushev.", ["Zelenskyy"], ["KBS"], ["Patrushev"]),
        ("KBS와 파트루셰프는", "he met Zelenskyy", [], ["KBS", "파트루셰프"], ["Zelenskyy"]),
        ("이순신 장군은 미국에 갔다", "The general went to the U.S.", ["U.S."], ["이순신"], []),
        ("수출이 늘었다", "Korean exports rose in South Korea", [], [], []),
        ("세계보건기구", "World Health Organization (WHO) of US$", ["World Health Organization", "WHO"], [], []),
        ("인공지능(AI) 시대", "an age of machines", [], [], []),
        ("", "The ministry said on Monday that The President Will Visit Parents. He left.", [], [], []),
        ("이번 달에", "in May 2024", [], [], []),
        ("", "", [], [], []),
    ],
)
def test_what_agrees_and_what_stands_alone(ko, en, agreeing, ko_only, en_only):
    (found,) = compare_names([(ko, en)])
    assert (texts(found.agreeing), texts(found.ko_only), texts(found.en_only)) == (agreeing, ko_only, en_only)


def test_no_pairs_nothing_compared():
    assert compare_names([]) == []


def test_names_of_a_neighbour_are_not_heard():
    pairs = [
        ("파트루셰프는 말했다", "he met Zelenskyy"),
        ("젤렌스키는 말했다", "he met Patrushev"),
        ("시진핑 주석", "with Xi Jinping"),
        ("날씨", "so Xi left"),
    ]
    found = compare_names(pairs)
    assert [texts(one.en_only) for one in found] == [["Zelenskyy"], ["Patrushev"], [], ["Xi"]]
    assert [texts(one.ko_only) for one in found] == [["파트루셰프"], ["젤렌스키"], [], []]


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_company_makes_no_difference(pairs):
    assert compare_names(pairs) == [compare_names([pair])[0] for pair in pairs]


def test_a_long_list_is_compared_piece_by_piece():
    pairs = [("파트루셰프는 말했다", "he met Patrushev"), ("KBS는", "he met Zelenskyy"), ("", "")] * 60
    assert compare_names(pairs) == compare_names(pairs[:3]) * 60


@given(TEXT, TEXT)
def test_names_stand_where_they_say(ko, en):
    (found,) = compare_names([(ko, en)])
    for side, names in ((ko, found.ko_only), (en, found.en_only), (en, found.agreeing)):
        for name in names:
            assert side[name.span.start : name.span.stop] == name.text
            assert 0 < name.weight <= 1
