"""Names of both languages, and which of them agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence.hanja import hanja, spelled_out
from align.evidence.name_table import FOUND, match_names, missing_names
from align.evidence.names import names


def agrees(korean, english):
    """Whether an English name is found in the Korean text."""
    table = match_names([korean], [english])
    assert table.in_target.any(), "no name"
    return bool((table.in_source[:, 0] * table.in_target[:, 0]).max() >= FOUND * 0.5)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("파트루셰프는 말했다", "he met Patrushev"),
        ("젤렌스키 대통령은", "he met Zelenskyy"),
        ("튀르키예에서", "in Turkiye"),
        ("김정은 국무위원장은", "leader Kim Jong-un"),
        ("김정은이", "leader Kim Jong Un"),
        ("윤석열 대통령이", "President Yoon Suk Yeol"),
        ("이승만 전 대통령", "former President Rhee Syngman"),
        ("부산에서", "in Pusan"),
        ("부산에서", "in Busan"),
        ("평양을", "to Pyongyang"),
        ("이 대통령은", "President Lee said"),
        ("박 의원은", "Rep. Park said"),
        ("박 의원은", "Rep. Pak said"),
        ("시진핑 주석", "with Xi Jinping"),
        ("기시다 총리는", "Prime Minister Kishida said"),
        ("NATO는", "the NATO chief"),
        ("나토는", "the NATO chief"),
        ("KF-21 전투기", "the KF-21 fighter"),
        ("iPhone을", "the new iPhone"),
        ("美 의회", "in the U.S."),
        ("尹, 오늘 출국", "President Yoon left"),
        ("한국인은", "many Koreans"),
        ("방미 중인", "visits the United States"),
        ("한·미·일 정상", "the Japanese leader"),
        ("한미 양국은", "the U.S. side"),
        ("제주 한라산", "on Mount Halla"),
        ("종로에서", "the Jongno district"),
        ("이승만 기념관", "a memorial of Syngman Rhee"),
        ("아프리카민족회의(ANC)는", "the African National Congress said"),
        ("호이안의 거리", "the streets of Hoi An"),
        ("오픈AI가", "its maker OpenAI"),
        ("한강 하구", "along the Han River"),
        ("최 모 씨", "a man surnamed Choi"),
    ],
)
def test_names_agree(korean, english):
    assert agrees(korean, english)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("젤렌스키 대통령은", "he met Patrushev"),
        ("김정은 국무위원장은", "leader Yoon Suk Yeol"),
        ("이 사건은 박수를 받았다", "Rep. Park said"),
        ("북한은", "in Japan"),
        ("KF-21 전투기", "the F-35 fighter"),
        ("한편 중간 일부는", "in South Korea"),
        ("회의 중 일이 생겼다", "in China"),
        ("이 사람", "Mr. Lee"),
    ],
)
def test_names_differ(korean, english):
    assert not agrees(korean, english)


def test_common_words_are_no_names():
    found = names("The ministry said on Monday that The President Will Visit Parents. He left. Thus ends May.", "en")
    assert {name.kind for name in found} <= {"word"}
    assert missing_names("", "The ministry said on Monday that The President Will Visit Parents. He left.") == ()


@given(st.text(), st.sampled_from(["ko", "en"]))
def test_spans_are_exact(text, language):
    for name in names(text, language):
        assert text[name.span.start : name.span.stop] == name.text != ""


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_a_table_is_made_of_anything(korean, english):
    table = match_names(korean, english)
    assert table.agree.shape == (len(korean), len(english))
    assert (table.agree <= table.target_total + 1e-4).all()


@given(st.text(), st.text())
def test_missing_names_stand_where_they_say(ko, en):
    for name in missing_names(ko, en):
        side = ko if name.kind == "latin" else en
        assert side[name.span.start : name.span.stop] == name.text


def test_missing_names():
    ko, en = "젤렌스키는 KBS와 인터뷰했다", "Zelenskyy met Patrushev."
    assert [name.text for name in missing_names(ko, en)] == ["Patrushev", "KBS"]


def test_hanja():
    assert [(h.text, h.korean) for h in hanja("與 “美에 특사”… 鳳")] == [("與", "여당"), ("美", "미국")]
    assert spelled_out("美·中 정상, 美의회") == "미국·중국 정상, 미국 의회"
