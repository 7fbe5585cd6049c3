"""Splitters to choose from, normalisation on request, and boundaries in doubt."""

from __future__ import annotations

import importlib.util
import sys
import unicodedata

import pytest

from align.bitext import Language
from align.clean import clean_text
from align.errors import OptionError
from align.options import SegmentOptions
from align.segment import segment, split

KO = "그는 “가자. 어서 가자”고 말했다. 아무도 움직이지 않았다. 비가 왔다."


@pytest.mark.skipif(importlib.util.find_spec("kiwipiepy") is None, reason="kiwipiepy is not installed")
def test_kiwi_behind_the_same_interface() -> None:
    spans = split(KO, "ko", splitter="kiwi")
    assert [KO[slice(*span)] for span in spans] == [
        "그는 “가자. 어서 가자”고 말했다.",
        "아무도 움직이지 않았다.",
        "비가 왔다.",
    ]
    assert split("He left. It rained.", "en", splitter="kiwi") == split("He left. It rained.", "en")


def test_kiwi_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    from align.segment import kiwi

    kiwi._kiwi.cache_clear()
    monkeypatch.setitem(sys.modules, "kiwipiepy", None)
    with pytest.raises(OptionError, match=r"pip install 'hanalign\[kiwi\]'"):
        split(KO, "ko", splitter="kiwi")


def test_unknown_splitter() -> None:
    with pytest.raises(OptionError, match="own or kiwi"):
        SegmentOptions(splitter="best")  # type: ignore[arg-type]


def test_stored_text_is_that_of_the_page_unless_normalisation_is_asked_for() -> None:
    raw = unicodedata.normalize("NFD", "그는 “ＫＦ－２１이\u3000날았다”고 \u200b말했다. ‘처음’이었다.")
    article = clean_text(raw, "ko")
    kept = segment(article)
    changed = segment(article, SegmentOptions(normalize=True))
    assert [s.text for s in kept] == [" ".join(raw[slice(*s.span)].split()) for s in kept]
    assert [s.text for s in changed] == ['그는 "KF-21이 날았다"고 말했다.', "'처음'이었다."]
    assert [s.span for s in changed] == [s.span for s in kept]


@pytest.mark.parametrize(
    ("text", "language", "soft"),
    [
        ("아이가 물었다. “누가 지켜요?” 아무도 대답하지 못했다.", "ko", [False, False, True]),
        ("왜 그랬을까?그는 몰랐다.", "ko", [False, True]),
        ("그는 떠났다. 비가 왔다.", "ko", [False, False]),
        ("그는 떠났다.비가 왔다.", "ko", [False, False]),
        ("He works for Boats Inc. The company is old.", "en", [False, True]),
        ("It was 9 a.m. The ferry left. It rained.", "en", [False, True, False]),
        ("The ferry left.It rained.", "en", [False, True]),
        ("“Who is there?” The door opened.", "en", [False, True]),
    ],
)
def test_boundaries_in_doubt(text: str, language: Language, soft: list[bool]) -> None:
    assert [s.soft for s in segment(clean_text(text, language))] == soft
