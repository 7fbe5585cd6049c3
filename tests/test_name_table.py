"""Names that agree between Korean and English sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence.names.table import FOUND, match_names

#: Text that looks like names, beside text of any kind.
WORDS = st.sampled_from(
    "Kim Jong-un|U.S.|KF-21|이재명|대통령|美|한·미|NATO|시|Xi|파트루셰프|5월|of|'s|’s|.| |(|“|Lee".split("|")
)
TEXT = st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=10).map(" ".join))


def agrees(korean, english):
    """Whether an English name is found in the Korean text."""
    table = match_names([korean], [english])
    assert table.in_target.any(), "no name"
    return bool(((table.in_source[:, 0] >= FOUND) & (table.in_target[:, 0] > 0)).any())


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("파트루셰프는 말했다", "he met Patrushev"),
        ("패트루셰프는 말했다", "he met Patrushev"),
        ("젤렌스키 대통령은", "he met Zelenskyy"),
        ("튀르키예에서", "in Turkiye"),
        ("김정은 국무위원장은", "leader Kim Jong-un"),
        ("김정은이", "leader Kim Jong Un"),
        ("윤석열 대통령이", "President Yoon Suk Yeol"),
        ("이승만 전 대통령", "former President Rhee Syngman"),
        ("이승만 기념관", "a memorial of Syngman Rhee"),
        ("부산에서", "in Pusan"),
        ("부산에서", "in Busan"),
        ("평양을", "to Pyongyang"),
        ("제주 한라산", "on Mount Halla"),
        ("종로에서", "the Jongno district"),
        ("한강 하구", "along the Han River"),
        ("이 대통령은", "President Lee said"),
        ("이 대통령은", "President Yi said"),
        ("이 대통령은", "President Rhee said"),
        ("박 의원은", "Rep. Park said"),
        ("박 의원은", "Rep. Pak said"),
        ("최 모 씨", "a man surnamed Choi"),
        ("시진핑 주석", "with Xi Jinping"),
        ("기시다 총리는", "Prime Minister Kishida said"),
        ("호이안의 거리", "the streets of Hoi An"),
        ("NATO는", "the NATO chief"),
        ("나토는", "the NATO chief"),
        ("KF-21 전투기", "the KF-21 fighter"),
        ("iPhone을", "the new iPhone"),
        ("오픈AI가", "its maker OpenAI"),
        ("아프리카민족회의(ANC)는", "the African National Congress said"),
        ("美 의회", "in the U.S."),
        ("尹, 오늘 출국", "President Yoon left"),
        ("한국인은", "many Koreans"),
        ("방미 중인", "visits the United States"),
        ("한·미·일 정상", "the Japanese leader"),
        ("한미 양국은", "the U.S. side"),
        ("미국은", "Washington said"),
        ("프랑스어로", "in French"),
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
        ("이 사람", "Mr. Lee"),
        ("북한은", "in Japan"),
        ("KF-21 전투기", "the F-35 fighter"),
        ("한편 중간 일부는", "in South Korea"),
        ("회의 중 일이 생겼다", "in China"),
        ("시장은 주민을 만났다", "with Xi Jinping"),
    ],
)
def test_names_differ(korean, english):
    assert not agrees(korean, english)


def test_a_table_of_a_small_document():
    korean = ["젤렌스키는 키이우에서 말했다.", "파트루셰프는 답하지 않았다.", "날씨가 좋다."]
    english = ["Zelenskyy spoke in Kyiv.", "Patrushev did not answer.", "It was sunny."]
    table = match_names(korean, english)
    assert (table.agree.argmax(axis=1)[:2] == [0, 1]).all()
    assert table.agree[0, 1] == table.agree[1, 0] == table.agree[2].max() == 0
    assert table.target_total[2] == table.source_total[2] == 0
    assert table.agree[0, 0] == pytest.approx(table.target_total[0], rel=0.1)
    assert table.target_found[0] == table.target_total[0] > table.target_total[1] > 0


def test_rarer_names_weigh_more():
    table = match_names(["러시아와 젤렌스키", "러시아", "러시아"], ["Russia and Zelenskyy", "Russia", "Russia"])
    weights = dict(zip(table.names, table.weights.tolist(), strict=True))
    assert weights["Zelenskyy"] > weights["Russia"] > 0


def test_a_short_name_stands_where_the_long_one_is():
    table = match_names(["시진핑 주석이 왔다", "날씨"], ["Then Xi Jinping came", "so Xi left"])
    row = table.names.index("Xi")
    assert table.in_source[row, 0] >= FOUND > table.in_source[row, 1]


def test_a_name_that_the_other_side_lacks_is_not_found():
    table = match_names(["날씨가 좋다", "KBS는"], ["he met Patrushev", "nothing"])
    assert table.target_total[0] > 0 == table.target_found[0]
    assert table.source_total[1] > 0 == table.source_found[1]


@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4))
def test_a_table_is_made_of_anything(korean, english):
    table = match_names(korean, english)
    n, m, k = len(korean), len(english), len(table.names)
    assert table.agree.shape == (n, m)
    assert table.in_source.shape == (k, n)
    assert table.in_target.shape == (k, m)
    assert (table.agree <= table.target_total + 1e-4).all()
    assert (table.agree <= table.source_total[:, None] + 1e-4).all()
    assert (table.source_found <= table.source_total + 1e-4).all()
