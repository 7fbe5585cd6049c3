"""Figures of a build: sources, reasons, samples, exact counts of many values."""

from __future__ import annotations

import pytest
from builders import sentence

from align.batch.figures import SAMPLES, Figures, Values
from align.batch.rows import row_line
from align.bitext import AlignedPair, Score, Span


def line(number=0, *carried, pair_id="7", quality=0.9):
    ko, en = sentence(number)
    row = AlignedPair(pair_id, ko, en, "1-1", 0.9, 0.5, "body", "body", Span(number, number + 1), Span(0, 1), False)
    return row_line(row, Score(quality), carried)


def test_hosts_of_addresses_are_sources():
    figures = Figures(("date", "url"))
    figures.keep(line(0, "2022", "https://news.example/1?a=b", pair_id="a"))
    figures.keep(line(1, "2022", "https://news.example/1?a=b", pair_id="a"))
    figures.reject(line(2, "2022", "http://news.example:80/2", pair_id="b"), "filter", "quality(0.01)")
    figures.keep(line(3, "", "no address", pair_id="c"))
    figures.keep(line(4, "", "http://[broken", pair_id="d"))
    assert figures.source_name == "host"
    found = {name: (one.pairs, one.rows, one.rejects) for name, one in figures.sources.items()}
    assert found == {"news.example": (2, 2, 1), "(none)": (2, 2, 0)}


def test_a_named_source_comes_before_the_address():
    figures = Figures(("url", "source"))
    figures.keep(line(0, "https://news.example/1", "통신"))
    assert (figures.source_name, list(figures.sources)) == ("source", ["통신"])
    assert Figures(("date",)).source_name is None


@pytest.mark.parametrize(
    ("stage", "reason", "expected"),
    [
        ("filter", "wrong_language(en: fr); quality(0.1)", "wrong_language"),
        ("dedupe", "near_duplicate(a(b))", "near_duplicate"),
        ("read", "in/m.jsonl, line 7: has 3 fields, the header 4; write tabs", "has N fields, the header N"),
        ("read", "a.zip: ko/1.txt, line 3, byte offset 9: byte 0xb0 is no UTF-8 or CP949 text; save it",
         "byte N is no UTF-8 or CP949 text"),
        ("align", "unexpected ValueError: math: no; please report it", "unexpected ValueError"),
        ("worker", "took longer than 600 seconds", "took longer than N seconds"),
    ],
)  # fmt: skip
def test_reasons_are_counted_without_what_differs(stage, reason, expected):
    figures = Figures(())
    figures.reject(line(), stage, reason)
    assert {name: dict(counts) for name, counts in figures.rejects.items()} == {stage: {expected: 1}}


def test_samples_are_spread_over_the_bands_and_the_same_in_any_order():
    rows = [line(k, quality=q) for q in (0.3, 0.75, 0.95) for k in range(int(q * 100), int(q * 100) + 40)]
    rows += [line(200 + k, quality=0.55) for k in range(3)]
    one, other = Figures(()), Figures(())
    for row in rows:
        one.keep(row)
    for row in reversed(rows):
        other.keep(row)
    assert [(bound, len(samples)) for bound, samples in one.samples()] == [(0.0, 9), (0.5, 3), (0.7, 9), (0.9, 9)]
    assert sum(len(samples) for _, samples in one.samples()) == SAMPLES
    assert {sample for _, samples in one.samples() for sample in samples} == {
        sample for _, samples in other.samples() for sample in samples
    }


def test_values_are_counted_exactly():
    values = Values()
    for value in (0.0, 0.5, 0.5, 1.0, 7.0):
        values.add(value)
    assert values.histogram(0, 1, 2) == [1, 4]
    assert values.mean() == pytest.approx(1.8)
    assert list(values.all()) == [0.0, 0.5, 0.5, 1.0, 7.0]
    assert Values().mean() is None
