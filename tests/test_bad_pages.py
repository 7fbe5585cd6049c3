"""Input that no newspaper prints: a clear error or a sane result, in time linear in its size."""

from __future__ import annotations

import time

import pytest

from align.bitext import Language
from align.clean import clean_html, clean_text
from align.errors import InputError
from align.options import SegmentOptions
from align.read import decode
from align.segment import segment, split

STORY = "섬의 분교가 16일 문을 닫았다. 마지막 졸업생은 “고맙다”고 말했다. 주민들은 운동장을 쉼터로 바꾸기로 했다."


def texts(raw: str, language: Language = "ko") -> list[str]:
    return [sentence.text for sentence in segment(clean_text(raw, language))]


@pytest.mark.parametrize(
    "raw",
    [
        "로그인\n아이디\n비밀번호\n회원가입",
        "Log in\nSubscribe to continue reading\nAlready a subscriber?\nPrivacy Policy | Terms of Use",
        "본문 바로가기\n정치 | 경제 | 사회\nⓒ 푸른신문 무단전재 및 재배포 금지",
    ],
)
def test_page_without_an_article(raw: str) -> None:
    with pytest.raises(InputError, match=r"holds no article.*login wall"):
        clean_text(raw, "ko")


def test_page_of_a_headline_alone() -> None:
    assert clean_text("섬마을 분교, 60년 만에 문 닫는다", "ko").title == "섬마을 분교, 60년 만에 문 닫는다"


def test_quotations_that_never_close() -> None:
    raw = "그는 “이렇게 말했다. ‘그들은 “가자고 했다. " + "섬에는 아무도 없었다. " * 100
    assert max(map(len, texts(raw))) < 60
    story = SegmentOptions(quote_limit=100)
    assert len(segment(clean_text("그는 “" + STORY, "ko"), story)) == 3


@pytest.mark.parametrize(
    "mark", ["\0", "\x07", "\x1b[31m", "\u200f", "\u202b", "\u200b", "😀", "👩‍👩‍👧", "e\u0301", "\ufeff"]
)
def test_marks_inside_a_story_are_kept(mark: str) -> None:
    raw = STORY.replace("분교", f"{mark}분교{mark}")
    article = clean_text(raw, "ko")
    found = segment(article)
    assert len(found) == 3
    assert " ".join(raw[slice(*sentence.span)] for sentence in found) == raw


def test_binary_is_refused() -> None:
    with pytest.raises(InputError, match="binary"):
        decode(bytes(range(256)) * 64, "page.bin")


@pytest.mark.parametrize(
    "unit",
    [
        "가", "a", " ", ".", "“", "(", "[", "\"", "'", "다.", "a. ", "…", "U.S. ", "1.", "|", "· ", "#가 ", "ⓒ ", "@",
        "=", "기자 ", "\n", "\r\n", "가\n", "▶ 링크\n", "“가.” ", "(가=나) ", "A B ", "[가", "/ ", "2024. 1. 1. ",
        "ᄀ", "e\u0301",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["ko", "en"])
def test_time_grows_with_size_alone(unit: str, language: Language) -> None:
    """Ten times the text takes about ten times as long, a hundred times only where a rule looks back over all."""

    def seconds(size: int) -> float:
        started = time.process_time()
        raw = (unit * size)[:size]
        try:
            segment(clean_text(raw, language))
        except InputError:
            split(raw, language)
        return time.process_time() - started

    small = max(min(seconds(6_000) for _ in range(3)), 0.002)
    assert seconds(60_000) < 40 * small


@pytest.mark.slow
def test_a_line_of_a_million_characters() -> None:
    started = time.process_time()
    assert len(texts(STORY * 20_000)) == 60_000
    assert time.process_time() - started < 20


def test_html_that_is_cut_or_nested_without_end() -> None:
    html = "<title>섬마을 분교, 문 닫는다</title><div>" * 3_000 + f"<p>{STORY}</p><a href='"
    assert clean_html(html, "ko").title == "섬마을 분교, 문 닫는다"
