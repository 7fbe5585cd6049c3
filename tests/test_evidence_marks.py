"""Marks: quotation marks, questions, exclamations, bullets and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.evidence import marks


def found(text):
    return [(m.kind, m.value, m.text) for m in marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('그는 "안녕"이라고 했다.', [("quote", "double", '"안녕"')]),
        ("He said “yes.”", [("quote", "double", "“yes.”")]),
        ("그는 “아직”이라며", [("quote", "double", "“아직”")]),
        ("‘왼손 천재’ 나달", [("quote", "single", "‘왼손 천재’")]),
        ("the 'Sunflowers' painting", [("quote", "single", "'Sunflowers'")]),
        ("He’s here, it's the dogs' bowl, the '90s", []),
        ("『토지』와 「봄봄」", [("quote", "double", "『토지』"), ("quote", "single", "「봄봄」")]),
        ("“Never,” he said, “ever.”", [("quote", "double", "“Never,”"), ("quote", "double", "“ever.”")]),
        ("“She said ‘no’ twice.”", [("quote", "double", "“She said ‘no’ twice.”"), ("quote", "single", "‘no’")]),
        ("“This goes on", [("quote", "double", "“")]),
        ("and ends.”", [("quote", "double", "”")]),
        ("정말？", [("question", "", "？")]),
        ("What?!", [("question", "", "?!"), ("exclamation", "", "?!")]),
        ("Go! Go!", [("exclamation", "", "!"), ("exclamation", "", "!")]),
        ("• 항목", [("bullet", "", "•")]),
        ("- item", [("bullet", "", "-")]),
        ("-5도", []),
        ("1. First", [("bullet", "1", "1.")]),
        ("2) 둘째", [("bullet", "2", "2)")]),
        ("(a) point", [("bullet", "a", "(a)")]),
        ("③ 셋째", [("bullet", "3", "③")]),
        ("2.5 percent", []),
        ("see https://www.example.com/a?b=1.", [("url", "example.com/a?b=1", "https://www.example.com/a?b=1")]),
        ("www.example.com으로", [("url", "example.com", "www.example.com")]),
        ("메일은 a.b+c@news.co.kr로", [("email", "a.b+c@news.co.kr", "a.b+c@news.co.kr")]),
    ],
)
def test_marks(text, expected):
    assert found(text) == expected


def test_both_languages_compare():
    korean = [(m.kind, m.value) for m in marks("“정말이냐?”고 그는 http://a.com/ 에 썼다.")]
    english = [(m.kind, m.value) for m in marks('"Really?" he wrote on https://A.com.')]
    assert sorted(korean) == sorted(english)


TOKENS = st.sampled_from("' \" “ ” ‘ ’ 「 」 ? ! . 1. a) ① • - www. http:// @ a.b 가 s".split()) | st.just(" ")


@given(st.lists(TOKENS).map("".join) | st.text())
def test_never_raises_and_offsets_are_exact(text):
    for mark in marks(text):
        start, stop = mark.span
        assert text[start:stop] == mark.text != ""


@pytest.mark.parametrize(
    "piece", ["'", '"', "“", "?", "a@", "a.", "a@a.", "http://", "www.", "1. ", " ", "①", "’", "@a.a"]
)
@pytest.mark.parametrize("size", [3_000, pytest.param(300_000, marks=pytest.mark.slow)])
def test_long_repetitions_end(piece, size):
    marks(piece * (size // len(piece)))
