"""Filters: what each drops and what it lets pass, with its reason; text of any kind never breaks one."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.bitext import AlignedPair, Score, Span
from align.errors import OptionError
from align.filters import Filters, copied_share, length_ratio, markup, repeated_share, script_shares
from align.filters.measures import may_repeat
from align.options import FilterOptions

KO = "정부가 내년도 예산안을 638조 원으로 확정했다고 29일 밝혔다."
EN = "The government said Tuesday that it has set next year's budget at 638 trillion won."


def pair(ko=KO, en=EN, probability=0.9):
    return AlignedPair("7", ko, en, "1-1", probability, 0.6, "body", "body", Span(0, 1), Span(0, 1), False)


def reasons(ko=KO, en=EN, score=None, probability=0.9, **options):
    return [str(reason) for reason in Filters(FilterOptions(**options)).reasons(pair(ko, en, probability), score)]


def test_a_good_pair_passes():
    assert reasons(score=Score(0.9)) == []


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("KF-21 보라매, 첫 비행 성공", "KF-21 Boramae makes first flight"),
        ("尹 “北 도발엔 단호히 대응”", "Yoon vows stern response to N. Korea's provocations"),
        ("삼성전자 갤럭시 Z 폴드5·플립5 출시", "Samsung Electronics launches Galaxy Z Fold5, Flip5"),
        ("“네.”", "“Yes.”"),
        ("김정은", "Kim Jong-un"),
        ("2022년 11월 20일", "Nov. 20, 2022"),
        ("R&D 예산은 5% 늘고 A<B가 된다.", "The R&D budget grows 5% and A < B."),
        ("그는 “하하하” 웃었다.", "He laughed, “Ha ha ha.”"),
        ("함수는 Vec<T>를 돌려주고 <PageTitle>을 그린다.", "The function returns a Vec<T> and draws <PageTitle>."),
        (
            "카페 ‘À la carte’에서 만난 조제 무리뉴 감독이 말했다.",
            "José Mourinho, whom we met at the café À la carte, said so.",
        ),
    ],
)
def test_what_news_is_full_of_passes(ko, en):
    assert reasons(ko, en) == []


@pytest.mark.parametrize(
    ("ko", "en", "expected"),
    [
        ("The government set the budget.", EN, "wrong_language(ko: Latin)"),
        (KO, "정부가 예산안을 확정했다.", "wrong_language(en: Hangul)"),
        ("政府は来年度予算案を閣議決定した。", EN, "wrong_language(ko: Han)"),
        (KO, "Правительство утвердило бюджет на следующий год.", "wrong_language(en: Other)"),
        ("政府确定明年预算案，经济增长, 김", EN, "wrong_language(ko: Han)"),
        ("— 1", "A 1", "letters(ko: 0)"),
        ("코스피 2,495.47 (-0.15%) 1,320.10", "KOSPI 2,495.47 (-0.15%) 1,320.10", "symbols(ko: 0.89)"),
        (f"<b>{KO}</b>", EN, "markup(<b>)"),
        (KO, EN + "&nbsp;", "markup(&nbsp;)"),
        (KO, "<IMG src='a.png' />" + EN, "markup(<IMG src='a.png' />)"),
        (KO, "<o:p>" + EN, "markup(<o:p>)"),
        (KO + " &#8212;", EN, "markup(&#8212;)"),
        (KO, EN + " {{ad_slot}}", "markup({{)"),
        (KO, "[caption]" + EN + "[/caption]", "markup([caption])"),
        ("안녕하세요 Hello there how are you", "Hello there, how are you", "copied(1.00)"),
        ("속보 " * 12, EN, "repeated(ko: 0.91)"),
        (KO, "breaking news today " * 8, "repeated(en: 0.87)"),
        ("가나다라마바사",
         "This is far too long a sentence for so few Korean letters, whatever they may mean here, or there.",
         "length_ratio(7|79)"),
        (KO * 4, "It is so.", "length_ratio(116|7)"),
    ],
)  # fmt: skip
def test_each_filter_gives_its_reason(ko, en, expected):
    assert expected in reasons(ko, en)


def test_scores_are_held_against_their_thresholds():
    assert reasons(probability=0.39) == ["probability(0.39)"]
    assert reasons(score=Score(0.49), min_quality=0.5) == ["quality(0.49)"]
    assert reasons(score=Score(0.5), min_quality=0.5) == []
    assert reasons(score=None, min_quality=0.5) == []
    assert reasons(probability=0.39, score=Score(0.0), min_probability=None, min_quality=None) == []


def test_length_is_held_against_its_threshold():
    assert reasons(max_length=30) == [f"length(ko: {len(KO)})", f"length(en: {len(EN)})"]
    assert reasons(max_length=None) == []


def test_every_filter_can_be_turned_off():
    off = {name: None for name in FilterOptions.__slots__ if name != "langid"}
    assert reasons("<b>" * 900, "", probability=0.0, score=Score(0.0), **off) == []


def test_reasons_point_to_the_place():
    (reason,) = Filters().reasons(pair(en=EN + " <br/>"))
    assert (reason.ko, reason.en) == (None, Span(len(EN) + 1, len(EN) + 6))


@pytest.mark.parametrize(
    "options",
    [{"min_quality": 1.1}, {"min_probability": -0.1}, {"max_length_ratio": 1.0}, {"max_markup": -1}, {"max_copied": 2}],
)
def test_thresholds_outside_their_range_are_refused(options):
    with pytest.raises(OptionError, match=next(iter(options))):
        FilterOptions(**options)


def test_length_ratio_is_one_where_lengths_are_as_expected():
    assert length_ratio("가" * 100, "a" * 205) == pytest.approx(1.0)
    assert length_ratio("가" * 100, "a" * 410) == pytest.approx(1.94, abs=0.01)
    assert length_ratio("네", "Yes, I do.") < 1.5


def test_shares():
    assert copied_share("삼성 Galaxy S24 공개", "Samsung unveils Galaxy S24") == pytest.approx(6 / 10, abs=0.2)
    assert copied_share("", "") == 0
    assert repeated_share("abcdef" * 10, "en") == pytest.approx(1 - 6 / 55)
    assert repeated_share("짧다", "ko") == 0
    assert script_shares("가나다 ABC") == {"Hangul": 0.75, "Latin": 0.25, "Han": 0, "Kana": 0, "Other": 0}
    assert script_shares("A") == {}


TEXT = st.text(st.sampled_from("가나 ab<>&;#1{}[]/\\\n\ud800é美あ"), max_size=60) | st.text(max_size=40)


@given(TEXT, TEXT)
def test_no_text_breaks_a_filter(ko, en):
    for reason in Filters().reasons(pair(ko, en), Score(0.5)):
        for span, text in ((reason.ko, ko), (reason.en, en)):
            assert span is None or 0 <= span.start <= span.stop <= len(text)
    assert all(text[start] in "<&{}[\\f-" for text in (ko, en) for start, _ in markup(text))


@given(st.text(st.sampled_from("abcd "), min_size=20, max_size=60), st.integers(3, 8))
def test_what_is_repeated_several_times_is_looked_at(text, times):
    repeated = text * times
    assert repeated_share(repeated, "en") > 0.5
    assert may_repeat(repeated, "en")


@pytest.mark.skipif(not importlib.util.find_spec("py3langid"), reason="py3langid isn't installed")
def test_langid_tells_other_languages_in_latin_script():
    french = "Le gouvernement a adopté mardi le projet de budget pour l'année prochaine, a-t-il annoncé."
    assert reasons(en=french) == []
    assert reasons(en=french, langid=True) == ["wrong_language(en: fr)"]
    assert reasons(langid=True) == []


def test_langid_names_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)
    with pytest.raises(OptionError, match=r"pip install 'hanalign\[langid\]'"):
        Filters(FilterOptions(langid=True))
