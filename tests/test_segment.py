"""Sentence splitting: the conventions of a unit, rule by rule, and offsets that lose nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.bitext import Article, Block, Span
from align.errors import OptionError
from align.options import SegmentOptions
from align.segment import segment, split
from align.segment.quotes import quotations

#: `|` marks where a sentence ends; each case is one rule.
KOREAN = [
    "비가 왔다.| 강물이 불었어요.| 누가 막을까?| 아무도 모르죠!| 그만 가자.",
    "박 의장은 “국민께 송구하다. 반드시 처리해야 한다”며 고개를 숙였다.| 회의는 끝났다.",
    '그는 "집에 가고 싶다. 배도 고프다."라고 말했다.| 모두 웃었다.',
    "그는 “집에 가고 싶다.” 라고 적었다.| 모두 웃었다.",
    "아이가 물었다.| “누가 지켜요?”| 아무도 대답하지 못했다.",
    "“새벽에 일어나 걷습니다.| 내려와서 발을 담급니다.| 그뿐이에요.”",
    "“말을 안 들어서요.”| 지난 5일 만난 그가 편지를 읽었다.",
    "“어디로 가느냐”는 물음에 그는 “글쎄. 바다로 간다”고 답했다.| 배는 떠났다.",
    "‘돈이 있나. 시간이 있나.’ 하는 걱정이 앞선다.",
    "기다렸다… 그러나 오지 않았다.| 그는... 웃었다.",
    "물가는 3.5% 올랐다.| 2022. 11. 20. 서울에서 열렸다.| 5.18 묘지를 찾았다.",
    "주소는 www.example.com 이다.| 전자우편은 a.b@c.example 이다.| 끝.",
    "한강이 앞서갔다.|35분에는 따라잡혔다.|그는 웃었다.|“정말이다.”",
    "어디 갔어?|그는 물었다.",
    "그가 왔다(그날은 비가 왔다. 바람도 불었다).| 문이 열렸다.",
    "「봄은 온다.」라는 시다.| 『꽃. 나무.』를 읽었다.",
    "로동당은 리념을 내세웠다.| 녀성들이 나섰습네다.",
    "U.S. 스틸은 J. 김을 불렀다.| No. 5 부두다.| vs. 대결이다.",
    "그는 웃었다. (웃음)| 다시 말했다.",
    "정말이냐?!| 그렇다!!| 좋다.",
    "첫째: 물을 끓인다.| 둘째; 차를 넣는다.",
    "① 물을 끓인다.| ② 차를 넣는다.",
    "그는 《봄날. 편지》를 썼다.| 책은 팔렸다.",
    "말했다.”| 그는 떠났다.",
    "그는 “가겠다고 했다.| 그리고 떠났다.| 아무도 몰랐다.",
    '그는“볼트가 빠졌다. 위험하다"고 말했다.| 문은 닫혔다.',
]
ENGLISH = [
    "It rained.| The river rose!| Who will stop it?| Nobody knows.",
    "Mr. Kim met Gov. Lee at No. 5 St. James St. on Dec. 2.| They shook hands.",
    "The U.S. government spoke.| J. K. Rowling met John F. Kennedy Jr. at 10 a.m. Monday.| It was late.",
    "It opens at 9 a.m.| The gate is shut.| He moved to the U.S.| She stayed.",
    "Prices rose 3.5 percent to $1.2 billion.| Version 2.0 is out.",
    '"We will go. We must," he said.| Nobody moved.',
    '"We will go," he said.| "We must.| There is no choice."',
    'The person told me, "Who watches 2D? Face it."| I left.',
    '"Who is there?" the boy asked.| "Nobody!" Kim Min-ji shouted.| It was dark.',
    "“I can’t see. It’s dark,” said Park.| “Wait.”| He waited.",
    "“All of it is gone.| We have nothing.| We will rebuild.”",
    "He waited... and left.| She paused … then spoke.",
    "There is one reason: money.| It failed; nobody cared.",
    'He said it was "dark. Too dark. "| She left.| "It is late. " he said.| He slept.',
    'He liked the book"s end.| "It is good.| It is short."',
    "“We could have gone…”| “But it rained.”| “Well…” Kim Min-ji said.| He called it “a kind of…” Dr. Lee’s answer.",
    "It ended 5-2.The crowd left.|He stayed.".replace("5-2.The", "5-2.|The"),
    "See www.example.com or write to a.b@c.example today.| Done.",
    "Yahoo! said so.| Is it true?!| Yes.",
    "I wanted it. (Laughs)| Then I left.",
    "He said (it was raining. it was dark) that it was over.| The end came.",
    "(The story was updated.| It now says five.)",
    "Samsung Electronics Co. said Hyundai Inc. and others, e.g. LG, agreed.| Shares rose.",
    "He scored 5 ft. 2 in. marks.| No.| 7 was there.".replace("No.| 7", "No. 7"),
    "The ’90s were fun.| Rock ’n’ roll wasn’t dead.| ‘It lives. It grows,’ he said.",
    '"It was over.| He left.| She stayed.',
]


def pieces(text: str, language: str) -> list[str]:
    return [text[slice(*span)] for span in split(text, language)]  # type: ignore[arg-type]


@pytest.mark.parametrize("marked", KOREAN)
def test_korean(marked: str) -> None:
    assert pieces(marked.replace("|", ""), "ko") == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    assert pieces(marked.replace("|", ""), "en") == [part.strip() for part in marked.split("|")]


def test_decomposed_text_is_cut_in_the_same_places() -> None:
    text = "한강이 앞서갔다.35분에는 따라잡혔다. 그는 “송구하다. 미안하다”고 했다."
    raw = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", piece) for piece in pieces(raw, "ko")] == pieces(text, "ko")


def test_full_width_stops_end_sentences() -> None:
    assert pieces("비가 왔다． 눈도 왔다！ 또 올까？", "ko") == ["비가 왔다．", "눈도 왔다！", "또 올까？"]


def test_a_line_never_goes_on() -> None:
    assert pieces("첫 줄\n둘째 줄이다\r\n셋째", "ko") == ["첫 줄", "둘째 줄이다", "셋째"]


def test_quotation_beyond_the_limit_is_cut() -> None:
    text = "그는 “" + "가겠다. " * 30 + "온다”고 말했다."
    assert len(split(text, "ko")) == 1
    assert len(split(text, "ko", quote_limit=50)) == 31
    with pytest.raises(OptionError):
        SegmentOptions(quote_limit=-1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a “b” c", ["“b”"]),
        ('say "b 5\' c" d', ['"b 5\' c"']),
        ("a (b “c” d) e", ["(b “c” d)"]),
        ("a “b “c” d", ["“c”"]),
        ("it's John's", []),
        ('a “b" c', ['“b"']),
        ("a ” b", []),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert [text[q.start : q.stop + 1] for q in quotations(text, 100)] == found


def test_units_of_an_article() -> None:
    raw = "제목이다. 둘째 문장\n본문이다.  이어\u3000진다.\n- 첫째다. 둘째다.\nⓒ 가. 나."
    ends = [0, *(i + 1 for i, c in enumerate(raw) if c == "\n"), len(raw) + 1]
    blocks = tuple(
        Block(Span(start, stop - 1), role)  # type: ignore[arg-type]
        for start, stop, role in zip(ends, ends[1:], ("headline", "body", "body", "footer"), strict=False)
    )
    sentences = segment(Article("", "ko", raw, blocks))
    assert [(s.text, s.role, s.paragraph) for s in sentences] == [
        ("제목이다. 둘째 문장", "headline", 0),
        ("본문이다.", "body", 1),
        ("이어 진다.", "body", 1),
        ("- 첫째다. 둘째다.", "body", 2),
        ("ⓒ 가. 나.", "footer", 3),
    ]
    assert all(" ".join(raw[slice(*s.span)].split()) == s.text for s in sentences)


_WORDS = st.sampled_from(
    [
        "했다.",
        "그는 ",
        "“",
        "”",
        '"',
        "'",
        "’",
        "고 말했다. ",
        "Mr. ",
        "U.S. ",
        "he said. ",
        "…",
        "...",
        "?!",
        "(",
        ")",
        " ",
        "\n",
        "3.5",
        "「",
        "」",
        "e\u0301",
        "각",
        "\0",
        "😀",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=120), st.lists(_WORDS, max_size=60).map("".join)),
    st.sampled_from(["ko", "en"]),
    st.booleans(),
)
def test_spans_and_gaps_give_any_text_back(text: str, language: str, decompose: bool) -> None:
    raw = unicodedata.normalize("NFD", text) if decompose else text
    rebuilt, previous = "", 0
    for start, stop in split(raw, language):  # type: ignore[arg-type]
        assert previous <= start < stop <= len(raw)
        gap = raw[previous:start]
        assert not any(c.isalnum() for c in gap)
        rebuilt += gap + raw[start:stop]
        previous = stop
    assert rebuilt + raw[previous:] == raw
    assert not any(c.isalnum() for c in raw[previous:])


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "가",
        ".",
        "“",
        "(",
        '"',
        "' ",
        "했다.",
        "No. ",
        "...",
        "“가.",
        "a.A",
        "1. ",
        "[",
        "?!”",
        "=",
        "기자 ",
        "A. ",
        "-",
    ],
)
def test_a_long_line_takes_linear_time(unit: str) -> None:
    """A quadratic rule would need hours for these: the test only has to end."""
    from align.clean import clean_text

    text = unit * (300_000 // len(unit))
    for language in ("ko", "en"):
        assert split(text, language)[-1].stop == len(text.rstrip())  # type: ignore[arg-type]
        segment(clean_text("Title of it\n" + text + "\nhe said.", language))  # type: ignore[arg-type]
