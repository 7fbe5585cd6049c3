"""Names that agree between Korean and English sentences."""

import pytest

from align.evidence.names import compare_names


def agrees(korean, english):
    """Whether an English name is found in the Korean text."""
    (found,) = compare_names([(korean, english)])
    assert found.agreeing or found.en_only, "no name"
    return bool(found.agreeing)


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
        ("회의 중 일이 생겼다", "in China"),
        ("시장은 주민을 만났다", "with Xi Jinping"),
    ],
)
def test_names_differ(korean, english):
    assert not agrees(korean, english)


def test_korea_is_never_missing():
    assert compare_names([("한편 중간 일부는", "in South Korea")])[0].en_only == ()
