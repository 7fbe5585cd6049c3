"""Cleaning: every line gets a role, nothing is lost, offsets lead back into the raw page."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.bitext import Article, Role
from align.clean import clean_text
from align.clean.captions import has_credit, picture_score
from align.clean.glued import byline_stop, credit_start
from align.clean.lines import shape_of
from align.clean.phrases import load, parse
from align.errors import InputError
from align.options import CleanOptions
from align.shadow import shadow_of

KO_PAGE = """본문 바로가기
푸른신문
정치 | 경제 | 사회 | 문화

섬마을 분교, 60년 만에 문 닫는다…마지막 졸업식
학생 1명·교사 2명의 작별

노을비 기자
입력 2024.02.16 09:00 | 수정 2024.02.16 10:12
글자크기  공유하기  댓글 3

16일 전남 신안의 한 분교에서 마지막 졸업생이 꽃다발을 들고 있다. 노을비 기자

(신안=푸른신문) 노을비 기자 = 바다를 마주한 분교가 문을 닫는다. 1964년에 문을 연 지 60년 만이다.

교사 한 명은 “아이 웃음이 그립다. 종소리도 그립다”고 말했다.

◇ 남은 사람들

주민 42명은 운동장을 마을 쉼터로 바꾸기로 했다.

노을비 기자 noeul@pureun.example
ⓒ 푸른신문 무단전재 및 재배포 금지
많이 본 뉴스
1 겨울 바다에 뜬 무지개
2 첫 봄나물이 시장에 나왔다
"""

EN_PAGE = """Skip to content
THE BLUE TIMES
Politics   Business   Culture   Sports

Island school closes after 60 years with one last graduate
A farewell for one pupil and two teachers

By Noh Eul-bi
Published : Feb. 16, 2024 - 15:24
Share   Print   Text size

The last graduate of an island school holds flowers in Sinan on Friday. (Noh Eul-bi/The Blue Times)

SINAN, Feb. 16 (Blue) -- A school that faces the sea is closing 60 years after it opened. It has one pupil.

"I miss the laughter. I miss the bell," one teacher said.

Those who stay

The 42 residents decided to turn the playground into a place to rest.

Related Stories
Rainbow over the winter sea
noeul@blue.example
Copyright © The Blue Times. All rights reserved.
"""


def roles(article: Article) -> list[tuple[Role, str]]:
    return [(block.role, article.raw[slice(*block.span)]) for block in article.blocks]


def of_role(article: Article, role: Role) -> list[str]:
    return [text for found, text in roles(article) if found == role]


def assert_covers(article: Article) -> None:
    """Blocks are in order and inside the page, trimmed, and nothing that can be seen lies between them."""
    previous = 0
    for block in article.blocks:
        start, stop = block.span
        assert previous <= start < stop <= len(article.raw)
        assert not shadow_of(article.raw[previous:start]).text.strip()
        assert article.raw[start:stop].strip() == article.raw[start:stop]
        previous = stop
    assert not shadow_of(article.raw[previous:]).text.strip()


def test_korean_page() -> None:
    article = clean_text(KO_PAGE, "ko", id="school")
    assert_covers(article)
    assert article.id == "school"
    assert article.title == "섬마을 분교, 60년 만에 문 닫는다…마지막 졸업식"
    assert of_role(article, "deck") == ["학생 1명·교사 2명의 작별", "◇ 남은 사람들"]
    assert of_role(article, "caption") == ["16일 전남 신안의 한 분교에서 마지막 졸업생이 꽃다발을 들고 있다."]
    assert of_role(article, "byline") == [
        "노을비 기자",
        "노을비 기자",
        "(신안=푸른신문) 노을비 기자 =",
        "노을비 기자 noeul@pureun.example",
    ]
    assert [text[:9] for text in of_role(article, "body")] == ["바다를 마주한 분", "교사 한 명은 “", "주민 42명은 운"]
    assert of_role(article, "footer") == ["ⓒ 푸른신문 무단전재 및 재배포 금지"]
    assert "1 겨울 바다에 뜬 무지개" in of_role(article, "chrome")


def test_english_page() -> None:
    article = clean_text(EN_PAGE, "en")
    assert_covers(article)
    assert article.title == "Island school closes after 60 years with one last graduate"
    assert of_role(article, "deck") == ["A farewell for one pupil and two teachers", "Those who stay"]
    assert of_role(article, "caption") == ["The last graduate of an island school holds flowers in Sinan on Friday."]
    assert of_role(article, "byline") == ["By Noh Eul-bi", "(Noh Eul-bi/The Blue Times)", "SINAN, Feb. 16 (Blue) --"]
    assert len(of_role(article, "body")) == 3
    assert of_role(article, "footer") == ["noeul@blue.example", "Copyright © The Blue Times. All rights reserved."]
    assert "Rainbow over the winter sea" in of_role(article, "chrome")


@pytest.mark.parametrize("change", ["nfd", "crlf", "full width", "bom", "nbsp", "nul"])
def test_spelling_of_a_page_changes_no_role(change: str) -> None:
    raw = {
        "nfd": unicodedata.normalize("NFD", KO_PAGE),
        "crlf": KO_PAGE.replace("\n", "\r\n"),
        "full width": KO_PAGE.translate({c: c + 0xFEE0 for c in range(ord("0"), ord("9") + 1)}),
        "bom": "\ufeff" + KO_PAGE,
        "nbsp": KO_PAGE.replace(" ", "\u00a0"),
        "nul": KO_PAGE.replace("섬마을 ", "섬마을\0"),
    }[change]
    article = clean_text(raw, "ko")
    plain = clean_text(KO_PAGE, "ko")
    assert [block.role for block in article.blocks] == [block.role for block in plain.blocks]
    if change == "nfd":
        composed = [unicodedata.normalize("NFC", text) for _, text in roles(article)]
        assert composed == [text for _, text in roles(plain)]


def test_plain_article_comes_out_whole() -> None:
    raw = "\n".join(
        [
            "봄이 왔다.",
            "꽃이 피었고 새가 울었다.",
            "그는 “오늘은 쉬자”라고 했다.",
            "모두가 고개를 끄덕였다.",
            "길은 멀었다",
        ]
    )
    article = clean_text(raw, "ko")
    assert {role for role, _ in roles(article)} == {"body"}


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("폭우에 갇힌 마을, 헬기로 구했다", "ko", ["headline"]),
        ("폭우에 갇힌 마을, 헬기로 구했다\n주민 31명 모두 무사…다리 2곳 끊겨", "ko", ["headline", "deck"]),
        ("Village cut off by flood is reached by helicopter", "en", ["headline"]),
        (
            "Is this the last winter of the old ferry?\nThe ferry has sailed since 1931. It stops in May.",
            "en",
            ["headline", "body"],
        ),
    ],
)
def test_headlines_alone(raw: str, language: str, expected: list[str]) -> None:
    assert [role for role, _ in roles(clean_text(raw, language))] == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " \n\t\u3000\n",
        "홈 | 정치 | 경제 | 사회\n로그인\n댓글 12",
        "로그인이 필요한 서비스입니다.",
        "Please log in to continue reading.\nSign up",
    ],
)
def test_page_without_an_article_is_an_error(raw: str) -> None:
    language = "en" if "Please" in raw else "ko"
    with pytest.raises(InputError, match="holds no article"):
        clean_text(raw, language, id="7")  # type: ignore[arg-type]


def test_list_of_links_inside_a_story_is_chrome_and_the_story_goes_on() -> None:
    story = "The ferry has sailed between the two islands since 1931, and it will stop at the end of this May. "
    links = "RELATED ARTICLES\nNew bridge opens\nWho pays for islands?"
    raw = f"Old ferry stops\n\n{story * 2}\n\n{links}\n\n{story * 3}\n{story}"
    article = clean_text(raw, "en")
    assert of_role(article, "chrome") == ["RELATED ARTICLES", "New bridge opens", "Who pays for islands?"]
    assert len(of_role(article, "body")) == 3


def test_own_phrases_are_chrome() -> None:
    raw = KO_PAGE.replace("◇ 남은 사람들", "달빛 게시판 소식")
    options = CleanOptions(chrome_phrases=("달빛 게시판*",))
    assert "달빛 게시판 소식" in of_role(clean_text(raw, "ko"), "deck")
    assert "달빛 게시판 소식" in of_role(clean_text(raw, "ko", options=options), "chrome")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("(서울=한빛뉴스) 김하늘 박도윤 기자 = 정부가 나섰다.", "ko", "(서울=한빛뉴스) 김하늘 박도윤 기자 ="),
        (
            "(워싱턴·서울=한빛뉴스) 김하늘 특파원 박도윤 기자 = 정부가 나섰다.",
            "ko",
            "(워싱턴·서울=한빛뉴스) 김하늘 특파원 박도윤 기자 =",
        ),
        ("[아침경제 이현우 기자] 정부가 나섰다.", "ko", "[아침경제 이현우 기자]"),
        ("[서울=누리시스]김하늘 기자 = 정부가 나섰다.", "ko", "[서울=누리시스]김하늘 기자 ="),
        ("부산=홍길동 기자 정부가 나섰다.", "ko", "부산=홍길동 기자"),
        ("홍길동 기자가 보도합니다. 정부가 나섰다.", "ko", ""),
        ("[단독] 정부가 나섰다.", "ko", ""),
        ("한국은행이 (기준금리=연 3%) 유지했다.", "ko", ""),
        ("SEOUL, Dec. 2 (Hanbit) -- A storm came.", "en", "SEOUL, Dec. 2 (Hanbit) --"),
        ("Cheongju, South Korea, Dec. 5, 2022 – A storm came.", "en", "Cheongju, South Korea, Dec. 5, 2022 –"),
        ("BUSAN - The Sharks won.", "en", "BUSAN -"),
        ("[Asia Morning Reporter Hyunwoo Lee] A storm came.", "en", "[Asia Morning Reporter Hyunwoo Lee]"),
        ("GM - the carmaker - said so.", "en", ""),
        ("Ex-CEO Kim -- a critic -- left.", "en", ""),
        ("K-pop – the genre – is big.", "en", ""),
    ],
)
def test_byline_in_front_of_a_lead(text: str, language: str, expected: str) -> None:
    assert text[: byline_stop(text, language)].rstrip() == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("배가 항구를 떠나고 있다. 달빛해운 제공", "ko", "달빛해운 제공"),
        ("배가 항구를 떠나고 있다. [이미지출처=AP달빛뉴스]", "ko", "[이미지출처=AP달빛뉴스]"),
        ("배가 항구를 떠나고 있다. 사진공동취재단", "ko", "사진공동취재단"),
        ("배가 항구를 떠나고 있다. 사직=정은별 기자", "ko", "사직=정은별 기자"),
        ("항구를 떠나는 배. / 달빛해운", "ko", "/ 달빛해운"),
        ("배가 항구를 떠나고 있다.", "ko", None),
        ("A ship leaves port. (Pool photo) (Hanbit)", "en", "(Pool photo) (Hanbit)"),
        ("A ship leaves port. [MOONLIGHT SHIPPING]", "en", "[MOONLIGHT SHIPPING]"),
        ("A ship leaves port. Photo by Kwon Do-hyun", "en", "Photo by Kwon Do-hyun"),
        ("A ship leaves port. Yoo Seung-mok / Moon Weekly", "en", "Yoo Seung-mok / Moon Weekly"),
        ("A ship leaves port. It is blue.", "en", None),
    ],
)
def test_credit_behind_a_caption(text: str, language: str, expected: str | None) -> None:
    start = credit_start(text, language)  # type: ignore[arg-type]
    assert (None if start is None else text[start:]) == expected
    assert has_credit(text, language) == (expected is not None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "language", "shape"),
    [
        ("정치 | 경제 | 사회", "ko", "menu"),
        ("Listen   Text size   Share", "en", "menu"),
        ("Newbuilding   Shipping   Ports   Offshore", "en", "menu"),
        ("입력 2024.03.11 (06:52) 수정 2024.03.11 (07:20)", "ko", "stamp"),
        ("Published Feb. 27, 2024, 1:48 p.m.", "en", "stamp"),
        ("2024년 3월호 · Vol. 217", "ko", "stamp"),
        ("정다온 기자, 브뤼셀=김시형 특파원, 이윤재 기자", "ko", "byline"),
        ("촬영기자 : 오세영 / 영상편집 : 김단비 / 그래픽 : 최윤슬", "ko", "byline"),
        ("By Oh Ju-hyung, Lena Whitmore", "en", "byline"),
        ("<저작권자 ⓒ 푸른신문 무단전재 및 재배포 금지>", "ko", "footer"),
        ("(END)", "en", "footer"),
        ("english@blue.example", "en", "email"),
        ("오늘의 핫클릭", "ko", "related"),
        ("You might also like", "en", "related"),
        ("See also: Can robots fix Asia's care crisis?", "en", "chrome"),
        ("#아파트값 #전세 #부동산", "ko", "chrome"),
        ("신해인 기자 구독", "ko", "chrome"),
        ("부산 001 100 121 - 6", "ko", "title"),
        ("◇ 남은 사람들", "ko", "marked"),
        ("△승 문서준(1승)", "ko", "bullet"),
        ("오늘 매출은 13만 4천 원입니다.", "ko", "prose"),
        ("He left.", "en", "prose"),
    ],
)
def test_shape_of_a_line(text: str, language: str, shape: str) -> None:
    assert shape_of(text, language, load()) == shape  # type: ignore[arg-type]


def test_captions_show_and_leads_report() -> None:
    assert picture_score("16일 서울의 한 시장에서 상인들이 손님을 기다리고 있다.", "ko") >= 3
    assert picture_score("정부는 16일 서울에서 대책을 내놓았다고 밝혔다.", "ko") < 3
    assert picture_score("Candidates join hands before a debate in Seoul on Monday.", "en") >= 3
    assert picture_score("A fire broke out at a factory in Ansan on Tuesday.", "en") < 3


def test_phrases_read_sections_wildcards_and_extras() -> None:
    phrases = parse(["# note", "[menu]", "Home", "[related]", "More on*", "[footer]", "The End"], ["Our*club"])
    assert phrases.family("home") == "menu"
    assert phrases.family("more on boats") == "related"
    assert phrases.family("the end") == "footer"
    assert phrases.family("our reading club") == "chrome"
    assert phrases.family("boats") is None
    assert phrases.menu_share("Home | Home | Boats") == pytest.approx(2 / 3)


_WORDS = st.sampled_from(
    [
        "정부는 ",
        "밝혔다. ",
        "“",
        "”",
        "기자 ",
        "\n",
        "\r\n",
        "\n\n",
        "(",
        ")",
        "SEOUL, ",
        "Dec. 2 ",
        "-- ",
        "he said. ",
        "…",
        "| ",
        "ⓒ ",
        "\ufeff",
        "\0",
        "e\u0301",
        "가",
        "12:30",
        "😀",
        "\u200f",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map("".join)),
    st.sampled_from(["ko", "en"]),
    st.booleans(),
)
def test_any_text_is_covered(text: str, language: str, decompose: bool) -> None:
    raw = unicodedata.normalize("NFD", text) if decompose else text
    try:
        article = clean_text(raw, language)  # type: ignore[arg-type]
    except InputError:
        return
    assert_covers(article)


@pytest.mark.parametrize(
    "line",
    [
        "구독하고 알림 받기",
        "클릭하시면 더 큰 이미지를 볼 수 있습니다.",
        "정치부 다른기사 보기",
        "AI가 추천하는 뉴스",
        "오디오 듣기 3분 20초",
        "0 / 300자",
        "▶ [핫클릭] 이번 주 가장 뜨거운 뉴스",
    ],
)
@pytest.mark.parametrize("place", ["섬마을 분교", "바다를 마주한", "교사 한 명은"])
def test_request_of_the_page_anywhere_is_chrome(line: str, place: str) -> None:
    raw = KO_PAGE.replace("(신안=푸른신문) 노을비 기자 = ", "")
    at = raw.index("\n\n", raw.index(place))
    article = clean_text(f"{raw[:at]}\n\n{line}{raw[at:]}", "ko")
    assert line in of_role(article, "chrome")
    assert len(of_role(article, "body")) == 3
    assert article.title.startswith("섬마을 분교")


def test_news_about_such_things_is_no_chrome() -> None:
    for text in (
        "그 학교에서는 로그인하는 데만 수업의 절반이 날아갔다고 교사들은 말했다.",
        "법원은 그 노래의 저작권이 이웃에게 있다고 판단했다.",
    ):
        assert shape_of(text, "ko", load()) == "prose"


def test_many_short_lines_take_linear_time() -> None:
    """Titles, stamps, links and sentences in turn: a rule that looks over the whole page for each would never end."""
    for unit in (
        "제목 같은 줄\n2024.03.05 15:20\n비가 왔다.\n",
        "관련기사\n둘째 제목이 길게 이어진다\n",
        "Title of it\n\nHe left.\n▶ 링크\n",
    ):
        article = clean_text("첫 제목은 이렇게 길다\n" + unit * 20_000, "ko")
        assert_covers(article)
