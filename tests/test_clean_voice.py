"""Families of chrome that no list of phrases knows: told by voice, by topic and by weight."""

from __future__ import annotations

import pytest

from align.bitext import ALIGNED_ROLES, Language
from align.clean import clean_text
from align.clean.lines import lines_of, shape_of
from align.clean.phrases import load
from align.clean.voice import addresses_reader, mark_notices, stems

KO = """등대지기 40년, 마지막 불을 켜다
입력 2024.05.01 09:00
남도의 한 섬에서 등대를 지켜 온 장한별씨가 지난달 30일 마지막 불을 켰다.
그는 스물한 살에 섬에 들어와 네 번의 태풍과 두 번의 정전을 겪었다고 했다.
등대는 다음 달부터 육지에서 원격으로 조종하며 섬에는 사람이 남지 않는다.
주민들은 “불빛은 그대로지만 손을 흔들 사람이 없어졌다”며 아쉬워했다."""
EN = """Keeper lights the lamp for the last time after 40 years
Published May 1, 2024
Jang Han-byeol, who has kept a lighthouse on a southern island, lit its lamp for the last time on Tuesday.
He came to the island when he was 21, and has lived through four typhoons and two blackouts.
From next month the lighthouse will be run from the mainland, and nobody will remain on the island.
"The light is the same, but there is nobody left to wave to," a resident said, and looked at the sea."""


def kept(raw: str, language: Language) -> list[str]:
    article = clean_text(raw, language)
    return [raw[slice(*block.span)] for block in article.blocks if block.role in ALIGNED_ROLES]


def own(page: str) -> list[str]:
    head, _, *story = page.splitlines()
    return [head, *story]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("page", "language", "notices"),
    [
        (
            KO,
            "ko",
            "닫기\n이 코너는 여러분이 보내 주신 사연으로 꾸며집니다.\n선정된 분께는 작은 선물을 보내 드려요.",
        ),
        (EN, "en", "Close\nOur evening email brings you the stories that matter.\nYour free trial ends after a week."),
    ],
)
def test_page_that_speaks_to_its_reader_is_no_story(page: str, language: Language, notices: str, gap: str) -> None:
    lines = page.splitlines()
    raw = gap.join([*lines[:4], *notices.splitlines(), *lines[4:]])
    assert kept(raw, language) == own(page)
    assert kept(gap.join([*lines, *notices.splitlines()]), language) == own(page)


def test_story_that_speaks_to_its_reader_is_kept() -> None:
    page = KO.replace("켰다.", "켰습니다.").replace("했다.", "했습니다.").replace("않는다.", "않습니다.")
    raw = page.replace("\n등대는", "\n광고\n등대는")
    assert kept(raw, "ko") == own(page)


def test_voice_and_stems() -> None:
    assert addresses_reader("댓글은 하루 뒤에 지워집니다.", "ko")
    assert not addresses_reader("“고맙습니다.”", "ko")
    assert addresses_reader("Get the best of our newsletter.", "en")
    assert not addresses_reader('"You never know with the site," he said.', "en")
    assert not addresses_reader("You see the fields first.", "en")
    assert stems("The lighthouse, and lamps", "en") == {"light", "lamps"}
    assert stems("등대는 바다의 눈", "ko") == {"등대", "바다"}


def test_short_pages_are_left_alone() -> None:
    lines = lines_of("닫기\n자세한 내용은 추후 안내드리겠습니다.")
    for line in lines:
        line.shape = shape_of(line.text, "ko", load())
    before = [line.shape for line in lines]
    mark_notices(lines, "ko")
    assert [line.shape for line in lines] == before


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("page", "language", "ticker", "links"),
    [
        (
            KO,
            "ko",
            "고속도로 8중 추돌…2명 다쳐",
            "오늘의 한 장\n안개 낀 항구의 아침\n달리는 버스 안의 도서관\n빵집 주인이 된 소방관\n세 번째 달력",
        ),
        (
            EN,
            "en",
            "Eight cars collide on expressway, two hurt",
            "One picture a day\nA harbor in the morning mist\nThe library inside a bus\nFirefighter turned baker",
        ),
    ],
)
def test_titles_of_other_stories(page: str, language: Language, ticker: str, links: str, gap: str) -> None:
    """A title whose words do not return in the story is no headline; a run of titles behind it is no story."""
    raw = gap.join([ticker, *page.splitlines(), *links.splitlines()])
    assert kept(raw, language) == own(page)


def test_box_of_links_inside_a_story() -> None:
    lines = EN.splitlines()
    box = ["Advertisement", "A harbor in the morning mist", "Firefighter turned baker", "after the box"]
    assert kept("\n".join([*lines[:4], *box, *lines[4:]]), "en") == own(EN)


def test_list_behind_a_colon_and_last_subhead_stay() -> None:
    tail = ["The island will keep four things:", "The lamp of 1957", "Forty diaries", "A bell", "Two chairs"]
    end = ["About the island", "The island lies 40 kilometers off the coast and has eleven residents in winter."]
    raw = "\n".join([*EN.splitlines(), *tail, *end, "Share", "Copyright 2024 Blue Times"])
    assert kept(raw, "en") == [*own(EN), *tail, *end]


@pytest.mark.parametrize(
    ("text", "language", "shape"),
    [
        ("붙임 1. 등대 현황", "ko", "footer"),
        ("2. 사진 3장. 끝.", "ko", "footer"),
        ("240501 등대 자료.hwpx", "ko", "chrome"),
        ("푸른해양청 보도자료", "ko", "chrome"),
        ("News Release", "en", "chrome"),
        ("서울 맑음 12.3℃", "ko", "chrome"),
        ("[gallery ids=12,14]", "en", "chrome"),
        ("본문 글씨 키우기", "ko", "chrome"),
        ("이 글은 공공누리 제1유형으로 쓸 수 있다.", "ko", "footer"),
        ("Copyright (c) Blue Times. Reprinting this without consent is against the law in every country of the world.",
         "en", "footer"),
        ("Figure 2. The lamp seen from below", "en", "caption"),
        ("게티이미지뱅크", "ko", "credit"),
        ("Getty Images", "en", "credit"),
        ("송고시간 2024-05-01 09:00", "ko", "stamp"),
        ("Lena Whitmore edited this article.", "en", "byline"),
        ("매출 12.3%↑", "ko", "title"),
    ],
)  # fmt: skip
def test_shape_of_such_lines(text: str, language: Language, shape: str) -> None:
    assert shape_of(text, language, load()) == shape
