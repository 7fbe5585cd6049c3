"""Whole pages of sites of many kinds: nothing of the page leaks into the story, nothing of the story is lost.

`tests/pages/NAME.LANGUAGE.tsv` holds a page as a browser copies it, a role and a text a line; a line that begins
with `+` goes on in the line before it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from align.bitext import ALIGNED_ROLES, Language
from align.clean import clean_text
from align.clean.offers import is_command, speaks_of_page
from align.clean.patterns import is_byline, is_imprint, opens_list

PAGES = sorted((Path(__file__).parent / "pages").glob("*.tsv"))
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
}


def read_page(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """Return a page, and its characters but white space, each with its role."""
    text = ""
    letters: list[tuple[str, str]] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        role, _, part = row.partition("\t")
        text += part if role.startswith("+") or not text else f"\n{part}"
        letters += [(letter, role.lstrip("+")) for letter in part if not letter.isspace()]
    return text, letters


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_page(path: Path, way: str) -> None:
    language: Language = "ko" if path.stem.endswith("ko") else "en"
    text, gold = read_page(path)
    article = clean_text(WAYS[way](text), language)
    found = [
        (letter, block.role)
        for block in article.blocks
        for letter in unicodedata.normalize("NFC", article.raw[slice(*block.span)])
        if not letter.isspace()
    ]
    assert "".join(letter for letter, _ in found) == "".join(letter for letter, _ in gold)
    pairs = [(wanted, role) for (_, wanted), (_, role) in zip(gold, found, strict=True)]
    leaked = sum(role in ALIGNED_ROLES for wanted, role in pairs if wanted not in ALIGNED_ROLES)
    lost = sum(role not in ALIGNED_ROLES for wanted, role in pairs if wanted in ALIGNED_ROLES)
    right = sum(wanted == role for wanted, role in pairs)
    assert (leaked, lost) == (0, 0)
    assert right >= 0.94 * len(pairs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("View comments", True),
        ("Sign up here", True),
        ("A day with the drivers Read more", True),
        ("View on Watch", True),
        ("댓글 작성하기", True),
        ("텍스트 음성 변환 서비스 사용하기", True),
        ("그 집을 보러가기", True),
        ("View from the tower", False),
        ("What to bring", False),
        ("Read the room.", False),
        ("겨울 바다를 걷다", False),
    ],
)
def test_commands(text: str, expected: bool) -> None:
    assert is_command(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks for reading the diaries!", True),
        ("Watch the first four episodes with subtitles below:", True),
        ("What did you think? Let us know in the comments.", True),
        ("One long story, every Thursday morning. No spam.", True),
        ("이 콘텐츠는 유료 회원 전용입니다.", True),
        ("링크가 복사되었습니다", True),
        ("The streaming service added 9 million paid subscribers.", False),
        ("“Thanks for reading my book,” she said.", False),
        ("이 서비스는 유료 회원만 이용할 수 있다.", False),
        ("112에 신고가 접수됐습니다.", False),
    ],
)
def test_speaking_of_the_page(text: str, expected: bool) -> None:
    assert speaks_of_page(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Associated writers in Tokyo contributed to this report.", True),
        ("Written by Sora Bae. Edited by Jules Marchetti.", True),
        ("— Yeom Ji-an reported from Seoul.", True),
        ("글. 남도윤", True),
        ("He contributed 300,000 won to the village.", False),
        ("관심 있는 기자를 구독해 보세요", False),
    ],
)
def test_bylines_told_in_sentences(text: str, expected: bool) -> None:
    assert is_byline(text, "ko" if not text.isascii() else "en") is expected


def test_imprints() -> None:
    assert is_imprint("제호 : 푸른신문 | 등록번호 : 광주 가-00 | 발행·편집인 : 정회창")
    assert is_imprint("(30119) 한빛특별자치시 도움로 20 정부청사 4동")
    assert not is_imprint("그는 발행인을 만났다")


def test_what_opens_a_list() -> None:
    assert opens_list("주요 내용은 다음과 같습니다.")
    assert opens_list("We demand that:")
    assert not opens_list("그는 그와 같다고 말했다.")


STORY = """Samcheok mine closes after 87 years
Published July 1, 2025
Dogye, the last mine run by the state, closed on Monday after 87 years, and 271 miners lost their work.
The cage came up at 11:04 in the morning with 28 men, and nobody was left below when the lamp went out.
The government will spend 716 billion won on the town: a cancer center, a hydrogen plant and a museum."""


def kept(raw: str) -> list[str]:
    article = clean_text(raw, "en")
    return [raw[slice(*block.span)] for block in article.blocks if block.role in ALIGNED_ROLES]


@pytest.mark.parametrize(
    ("added", "is_story"),
    [
        ("When: July 19, 10 a.m.\nWhere: in front of the mine", True),
        ("Year\tMiners\n1988\t4,400\n2025\t271", True),
        ("“You can't imagine the dark,” one of them said.", True),
        ("Miners tell you that the dark is the worst, he said.", True),
        ("Stay in the know\nRoad closures and restaurant openings, straight to you.", False),
        ("01:45\nVolcano eruption seen from space in 2022", False),
        ("The town that walks on water twice a day\nWhy the west coast is losing its mud", False),
        ("You can contact this reporter via Signal. We protect the anonymity of our sources.", False),
        ("Sponsored content by Blue Bank: How to retire at 50", False),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_inside_a_story(added: str, is_story: bool, gap: str) -> None:
    *head, last = STORY.splitlines()
    expected = [head[0], *head[2:], *(added.splitlines() if is_story else ()), last]
    assert kept(gap.join([*head, *added.splitlines(), last])) == expected


def test_a_sign_ends_the_story() -> None:
    links = "New favorites\nThe day the river ran backward.\nWhat a lighthouse keeper reads."
    assert kept(f"{STORY} ♦\n{links}")[-1].endswith("museum. ♦")


def test_notes_on_authors_end_the_story() -> None:
    head, _, story = STORY.partition("\n")
    note = "Pi covers energy for the Coastal Post. He is based in Samcheok."
    about = "The Coastal Post is an independent news organization that was founded in 1902 by three printers."
    raw = f"{head}\nBy PI HYUN-WOO\n{story}\n{note}\n{about}"
    assert kept(raw) == [head, *story.splitlines()[1:]]
