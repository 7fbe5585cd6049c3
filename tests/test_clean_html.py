"""HTML pages: what the markup says, and pages whose markup says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from align.bitext import Article, Language, Role
from align.clean import clean_html
from align.clean.markup import read_markup
from align.clean.printed import read_date
from align.errors import InputError
from align.read import decode

MODERN = """<!DOCTYPE html><html lang="en"><head>
<title>Island school closes after 60 years | The Blue Times</title>
<meta property="og:title" content="Island school closes after 60 years">
<style>.a{color:red}</style><script>var a = "<p>not text</p>";</script></head><body class="related sidebar">
<header><h1 class="logo"><a href="/">The Blue Times</a></h1>
<nav><ul><li><a href="/p">Politics</a></li><li><a href="/b">Business</a></li></ul></nav></header>
<article><header><h2>Island school closes after 60 years</h2>
<h3>A farewell for one pupil and two teachers</h3>
<p class="meta">By Noh Eul-bi</p><time>Feb. 16, 2024</time>
<div class="share-bar"><button>Share</button> Print</div></header>
<figure><img src="a.jpg"><figcaption>The last graduate with flowers</figcaption></figure>
<p>SINAN, Feb. 16 (Blue) &ndash; A school that faces the sea is closing 60&nbsp;years after it opened.</p>
<p>It had <b>one</b> pupil, who <a href="/x">left on Friday</a>, and two teachers.
The 42 residents said goodbye to all three of them.</p>
<div class="ad-box">Buy a boat now. It is the best boat that anyone could ever buy in this part of the sea.</div>
<h4>Those who stay</h4>
<p>The residents decided to turn the playground into a place to rest.</p>
<table><tr><th>Year</th><th>Pupils</th></tr><tr><td>1964</td><td>112</td></tr></table>
<div style="display:none">Hidden words.</div>
</article>
<aside><h4>Related</h4><ul><li><a href="/r">Rainbow over the winter sea</a></li></ul></aside>
<footer>Copyright &copy; The Blue Times</footer></body></html>"""

TABLES = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr">
<title>섬마을 분교, 60년 만에 문 닫는다 - 푸른신문</title></head><body>
<table width=900><tr><td colspan=2><a href=/>푸른신문</a></td></tr>
<tr><td width=150><a href=/1>정치</a><br><a href=/2>경제</a><br><a href=/3>사회</a></td>
<td><font size=5><b>섬마을 분교, 60년 만에 문 닫는다</b></font><br>
<font color=gray>입력 : 2004-02-16 09:00</font><br><br>
(신안=푸른신문) 노을비 기자 = 바다를 마주한 분교가 문을 닫는다. 1944년에 문을 연 지 60년 만이다.<br><br>
교사 한 명은 &ldquo;아이 웃음이 그립다. 종소리도 그립다&rdquo;고 말했다.<br><br>
주민 42명은 운동장을 마을 쉼터로 바꾸기로 했다.<br>
noeul@pureun.example<br>
<table><tr><td><a href=/4>겨울 바다에 뜬 무지개</a></td></tr>
<tr><td><a href=/5>첫 봄나물이 시장에 나왔다</a></td></tr></table>
</td></tr><tr><td colspan=2>Copyright 푸른신문 All rights reserved</td></tr></table></body></html>"""


def of_role(article: Article, *roles: Role) -> list[str]:
    return [article.raw[slice(*block.span)] for block in article.blocks if block.role in roles]


def test_modern_page() -> None:
    article = clean_html(MODERN, "en", id="7")
    assert article.id == "7"
    assert article.title == "Island school closes after 60 years"
    assert of_role(article, "deck") == ["A farewell for one pupil and two teachers", "Those who stay"]
    assert of_role(article, "caption") == ["The last graduate with flowers"]
    assert of_role(article, "byline") == ["By Noh Eul-bi", "SINAN, Feb. 16 (Blue) –"]
    assert of_role(article, "body") == [
        "A school that faces the sea is closing 60 years after it opened.",
        "It had one pupil, who left on Friday, and two teachers. The 42 residents said goodbye to all three of them.",
        "The residents decided to turn the playground into a place to rest.",
        "Year\tPupils",
        "1964\t112",
    ]
    assert not any(word in article.raw for word in ("not text", "Hidden", "color"))


def test_old_page_of_tables() -> None:
    article = clean_html(TABLES, "ko")
    assert article.title == "섬마을 분교, 60년 만에 문 닫는다"
    assert of_role(article, "deck", "caption") == []
    assert [text[:7] for text in of_role(article, "body")] == ["바다를 마주한", "교사 한 명은", "주민 42명은"]
    assert "겨울 바다에 뜬 무지개" in of_role(article, "chrome")


def test_title_from_the_head_where_the_body_lost_it() -> None:
    html = MODERN.replace("<h2>Island school closes after 60 years</h2>", "")
    assert clean_html(html, "en").title == "Island school closes after 60 years"
    only_title = html.replace('<meta property="og:title" content="Island school closes after 60 years">', "")
    assert clean_html(only_title, "en").title == "Island school closes after 60 years"


@pytest.mark.parametrize("size", range(700, len(MODERN), 97))
def test_cut_off_page(size: int) -> None:
    article = clean_html(MODERN[:size], "en")
    assert article.title == "Island school closes after 60 years"


def test_page_of_chrome_alone_is_an_error() -> None:
    with pytest.raises(InputError, match="holds no article"):
        clean_html("<html><body><nav>Home</nav><form>Please log in to continue</form></body></html>", "en")


def test_running_text_in_a_container_named_like_chrome_is_kept() -> None:
    html = "<title>Old ferry stops in May</title><div class='widget'>" + "<p>The ferry sailed on. It was late.</p>" * 5
    assert len(of_role(clean_html(html, "en"), "body")) == 5


def test_rows_of_data_stay_together_and_cells_of_a_layout_do_not() -> None:
    lines = read_markup("<table><tr><td>a<td>b</tr><tr><td>c<p>d</td><td>e</td></tr></table>").lines
    assert [line.text for line in lines] == ["a\tb", "c", "d", "e"]


def test_deep_and_broken_markup_takes_linear_time() -> None:
    html = "<div><table><tr><td>" * 20_000 + "</b>" * 20_000 + "<p>He left.</p>"
    assert read_markup(html).lines[-1].text == "He left."


def test_metadata_of_the_head() -> None:
    head = """<meta property="article:published_time" content="2024-02-16T09:00:00+09:00"><meta name="author"
    content="Noh  Eul-bi"><meta property="og:site_name" content="The Blue Times">"""
    article = clean_html(MODERN.replace("<style>", f"{head}<style>"), "en")
    assert dict(article.metadata) == {
        "date": "2024-02-16T09:00:00+09:00",
        "author": "Noh Eul-bi",
        "site": "The Blue Times",
    }
    assert clean_html(TABLES, "ko").metadata == (("date", "2004-02-16"),)
    bare = "<p>The school on the island closed on Friday, and the residents voted on what is to be kept of it.</p>"
    assert clean_html(bare, "en").metadata == ()


def test_metadata_of_other_names() -> None:
    head = """<meta itemprop="datePublished" content="2024-02-16"><meta property="article:author"
    content="https://blue.example/noh"><meta name="dc.creator" content="노을비">"""
    page = MODERN.replace("<style>", f"{head}<style>")
    assert dict(clean_html(page, "en").metadata) == {"date": "2024-02-16", "author": "노을비"}
    timed = MODERN.replace("<time>", '<time datetime="2024-02-16T09:00">')
    assert dict(clean_html(timed, "en").metadata) == {"date": "2024-02-16T09:00", "author": "Noh Eul-bi"}


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("입력 2025.09.03. 05:02", date(2025, 9, 3)),
        ("2024년07월03일 06:00", date(2024, 7, 3)),
        ("Published Aug 29, 2025 8:31 pm KST", date(2025, 8, 29)),
        ("Wed 3 Sep 2025 09.10 BST", date(2025, 9, 3)),
        ("13/14 2025.13.41", None),
        ("3 hours ago", None),
    ],
)
def test_printed_dates(stamp: str, day: date | None) -> None:
    assert read_date(stamp) == day


@pytest.mark.parametrize("encoding", ["euc-kr", "cp949", "utf-8"])
def test_bytes_of_an_old_page(encoding: str) -> None:
    text = decode(TABLES.replace("euc-kr", encoding).encode(encoding), "page.html")
    assert clean_html(text, "ko").title == "섬마을 분교, 60년 만에 문 닫는다"


def test_lists_and_tables_are_blocks() -> None:
    html = """<title>What the island keeps</title><h1>What the island keeps</h1>
    <p>The school on the island closed on Friday, and the residents voted on what is to be kept of it for visitors.</p>
    <ul><li>The bell of 1964</li><li>Forty diaries</li></ul><table><tr><td>Bell</td><td>31 votes</td></tr>
    <tr><td>Diaries</td><td>11 votes</td></tr></table>
    <p>Nobody voted for the blackboard, which will go to a museum on the mainland together with the chairs.</p>"""
    article = clean_html(html, "en")
    assert of_role(article, "body", "deck")[1:-1] == [
        "The bell of 1964",
        "Forty diaries",
        "Bell\t31 votes",
        "Diaries\t11 votes",
    ]


@pytest.mark.parametrize(
    ("html", "language"),
    [
        (
            "<html><body><h2>로그인</h2><form>아이디 <input> 비밀번호 <input></form><a href=/join>회원가입</a></body>",
            "ko",
        ),
        ("<html><body><nav>Home News</nav><div class=modal>Subscribe to continue reading</div></body>", "en"),
        ("<html><head><style>p{}</style></head><body><script>var a = 'It rained all day.';</script></body>", "en"),
    ],
)
def test_login_wall_and_empty_crawl_are_errors(html: str, language: Language) -> None:
    with pytest.raises(InputError, match="holds no article"):
        clean_html(html, language)
