"""Hanja of headlines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import ModelError
from align.evidence.names import gazetteer
from align.evidence.names.hanja import hanja, spelled_out


@pytest.mark.parametrize(
    ("text", "korean", "keys"),
    [
        ("美·中 정상", ["미국", "중국"], ["country:US", "country:CN"]),
        ("北, 日에 경고", ["북한", "일본"], ["country:KP", "country:JP"]),
        ("與 “民生”", ["여당", "민간"], ["", ""]),
        ("與野 대표", ["여야"], [""]),
        ("檢, 前 장관 소환", ["검찰", "전"], ["", ""]),
        ("尹 ‘對北 정책’", ["윤", "북한에 대한"], ["family:윤", "country:KP"]),
        ("野 반발", ["야당"], [""]),
    ],
)
def test_hanja_stand_for_words(text, korean, keys):
    found = hanja(text)
    assert [h.korean for h in found] == korean
    assert [h.key for h in found] == keys


def test_a_character_without_an_entry_is_left_alone():
    assert hanja("鳳凰") == ()
    assert spelled_out("鳳 美의회") == "鳳 미국 의회"


def test_text_without_hanja_comes_back_as_it_is():
    assert spelled_out("한국") == "한국"


@given(st.text(st.one_of(st.characters(), st.sampled_from("美中北日與野檢前對尹 가A")), max_size=40))
def test_spans_are_exact(text):
    last = 0
    for found in hanja(text):
        assert text[found.span.start : found.span.stop] == found.text != ""
        assert found.span.start >= last
        last = found.span.stop
    assert isinstance(spelled_out(text), str)


def test_a_damaged_table_is_named_with_its_line(monkeypatch, tmp_path):
    (tmp_path / "hanja.tsv").write_text("# notice\n美\t미\n", "utf-8")
    monkeypatch.setattr(gazetteer, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match=r"hanja\.tsv, line 2: 2 fields"):
        list(gazetteer.read_table("hanja.tsv", 5))
