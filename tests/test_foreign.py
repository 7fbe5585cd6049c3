"""Names in Hangul that the English side lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence.names.foreign import FOREIGN, foreignness, is_loanword, unheard

#: Text that looks like names, beside text of any kind.
WORDS = st.sampled_from(
    "Kim Jong-un|U.S.|KF-21|이재명|대통령|美|한·미|NATO|시|Xi|파트루셰프|5월|of|'s|’s|.| |(|“|Lee".split("|")
)
TEXT = st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=10).map(" ".join))


@pytest.mark.parametrize("word", ["파트루셰프", "젤렌스키", "스톨텐베르그", "마크롱", "콘돌리자"])
def test_foreign_words_are_told_by_their_syllables(word):
    assert foreignness(word) >= FOREIGN


@pytest.mark.parametrize("word", ["대통령", "경제성장", "국회의원", "말했다", "아침", "전투기", ""])
def test_korean_words_are_not_foreign(word):
    assert foreignness(word) < FOREIGN


def test_everyday_loanwords_are_no_names():
    assert is_loanword("컴퓨터")
    assert is_loanword("아파트값")
    assert not is_loanword("파트루셰프")


@pytest.mark.parametrize(
    ("ko", "en", "missing"),
    [
        ("파트루셰프는 말했다", "Patrushev said so.", []),
        ("파트루셰프는 말했다", "Lavrov said so.", ["파트루셰프"]),
        ("콘돌리자 라이스 국무장관", "Condoleezza spoke", ["라이스"]),
        ("이순신 장군은", "the admiral", ["이순신"]),
        ("이순신 장군은", "Admiral Yi", []),
        ("컴퓨터와 아파트를 샀다", "bought a machine and a flat", []),
        ("이것은 혁신이 아니라 외상이다", "not innovation", []),
        ("", "Patrushev", []),
        ("파트루셰프", "", ["파트루셰프"]),
    ],
)
def test_names_that_are_not_heard(ko, en, missing):
    assert [name.text for name in unheard([(ko, en)])[0]] == missing


@given(TEXT, TEXT)
def test_never_raises_and_spans_are_exact(ko, en):
    for name in unheard([(ko, en)])[0]:
        assert ko[name.span.start : name.span.stop] == name.text
        assert 0 < name.weight < 1
