"""The figures of a corpus: counted right, in bounded memory, whatever the values are."""

import dataclasses
import io
import json
import math
import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from align.stats import Histogram, Tally, summarise
from align.stats.show import statistics_table
from align.stats.sketch import Bins, Distinct, Quantiles


def row(**changes):
    values = {
        "pair_id": "p", "ko": "가나다.", "en": "A b c.", "kind": "1-1", "probability": "0.9876",
        "similarity": "-0.2500", "ko_role": "body", "en_role": "body", "crossing": "false",
    }  # fmt: skip
    return values | changes


CORPUS = [
    row(pair_id="a", ko="제목", en="A headline", ko_role="headline", en_role="headline", probability="1.0000"),
    row(pair_id="a", ko="첫째 문장.", en="A first sentence.", kind="1-2", crossing="true", probability="0.4999"),
    row(pair_id="a", ko="", en="Alone.", kind="0-1", ko_role="", probability="0.9000", similarity="0.0000"),
    row(pair_id="b", ko="제목", en="A headline", probability="0.5000"),
    row(pair_id="b", ko="제목", en="Another", probability="1.0000"),
]


def test_a_small_corpus_counted_by_hand():
    figures = summarise(CORPUS)
    assert figures.rows == 5
    assert figures.columns == tuple(row())
    assert figures.articles == 2
    assert (figures.duplicates, figures.duplicate_share, figures.is_exact) == (1, 0.2, True)
    assert (figures.null_rows, figures.crossing) == (1, 1)
    assert figures.kinds == (("1-1", 3), ("0-1", 1), ("1-2", 1))
    assert figures.ko_roles == (("body", 3), ("headline", 1))
    assert figures.en_roles == (("body", 4), ("headline", 1))
    # 제목, 첫째 문장., 제목, 제목
    assert (figures.ko.rows, figures.ko.characters, figures.ko.words) == (4, 2 + 6 + 2 + 2, 5)
    assert (figures.en.rows, figures.en.characters, figures.en.words) == (5, 10 + 17 + 6 + 10 + 7, 2 + 3 + 1 + 2 + 1)
    assert [round(value) for value in figures.en.quantiles] == [6, 7, 10, 10, 10]
    # 5, 2.83, 5, 3.5
    assert sum(figures.ratio.histogram.counts) == 4
    assert figures.ratio.quantiles[2] == pytest.approx(3.5, rel=0.01)
    assert figures.reasons == ()
    assert figures.groups == ()


def test_measures_are_over_rows_with_both_texts():
    (probability, similarity) = summarise(CORPUS).measures
    assert (probability.name, probability.count, probability.missing) == ("probability", 4, 0)
    assert probability.mean == pytest.approx((1 + 0.4999 + 0.5 + 1) / 4)
    assert probability.histogram.edges[0] == 0
    assert probability.histogram.edges[-1] == 1
    # 0.4999 in the bin from 0.45, 0.5 in the next one, 1 in the last one.
    assert {n: count for n, count in enumerate(probability.histogram.counts) if count} == {9: 1, 10: 1, 19: 2}
    assert similarity.mean == pytest.approx(-0.25)


def test_numbers_may_be_numbers_texts_or_none():
    values = [0.5, "0.5", 1, "", None, "high", "nan", True, math.inf, 1.5, -0.1]
    (quality,) = summarise({"ko": "가", "en": "A", "quality": value} for value in values).measures
    # True counts as 1: it is Python's own.
    assert (quality.count, quality.missing) == (6, 5)
    assert quality.histogram.counts[10] == 2
    assert (quality.histogram.below, quality.histogram.above) == (1, 1)


def test_a_corpus_without_rows_or_with_texts_alone():
    nothing = summarise([])
    assert (nothing.rows, nothing.articles, nothing.duplicate_share, nothing.measures) == (0, None, 0, ())
    assert nothing.ko.quantiles == (None,) * 5
    texts = summarise([{"ko": "가", "en": "A"}])
    assert (texts.rows, texts.articles, texts.crossing, texts.kinds) == (1, None, None, ())


def test_other_columns_may_hold_the_texts():
    assert summarise([{"source": "가나", "target": "ABC"}], ko="source", en="target").en.characters == 3


def test_reasons_are_counted_by_name():
    rows = [row(reasons="number_mismatch(3|4; 5); omission"), row(reasons="omission; omission(x)"), row(reasons="")]
    assert summarise(rows).reasons == (("omission", 2), ("number_mismatch", 1))
    assert summarise([{"ko": "가", "en": "A", "reason": "too-short(3)"}]).reasons == (("too-short", 1),)


def test_groups_by_split_source_and_host():
    rows = [
        row(pair_id="1", split="train", source="yna", url="https://a.example/1", probability=0.5, quality=0.25),
        row(pair_id="1", split="train", source="yna", url="https://a.example/1", probability=1.0, quality=None),
        row(pair_id="2", split="dev", source="", url="https://b.example/1", ko="", en="Alone"),
    ]
    figures = summarise(rows)
    groups = {column: {group.name: group for group in found} for column, found in figures.groups}
    assert list(groups) == ["split", "source"]
    train, dev = groups["split"]["train"], groups["split"]["dev"]
    assert train.is_exact
    assert (train.rows, train.articles, train.ko_characters, train.en_characters) == (2, 1, 8, 12)
    assert (train.probability, train.quality) == (0.75, 0.25)
    assert (dev.rows, dev.probability, dev.quality) == (1, None, None)
    assert set(groups["source"]) == {"yna", "(none)"}
    hosts = summarise([{"ko": "가", "en": "A", "url": url} for url in ("https://a.example/1", "http://[", "no url")])
    assert {group.name: group.rows for group in hosts.groups[0][1]} == {"a.example": 1, "(none)": 2}


def test_there_may_be_many_groups_and_names():
    rows = [row(source=f"s{n}", kind=f"k{n}") for n in range(1500)]
    figures = summarise(rows)
    (_, groups) = figures.groups[0]
    assert len(groups) == 201
    assert (groups[0].name, groups[0].rows) == ("(others)", 1300)
    assert figures.kinds[0] == ("(others)", 500)


@given(st.lists(st.floats(-2, 2)))
def test_a_histogram_loses_no_value(values):
    bins = Bins([-1, -0.5, 0, 0.25, 1])
    for value in values:
        bins.add(value)
    found = bins.histogram()
    assert found.counts == tuple(
        sum(low <= v < high or v == high == 1 for v in values)
        for low, high in ((-1, -0.5), (-0.5, 0), (0, 0.25), (0.25, 1))
    )
    assert (found.below, found.above) == (sum(v < -1 for v in values), sum(v > 1 for v in values))


def test_a_histogram_by_hand():
    bins = Bins([0, 1, 2])
    for value in (0, 0.5, 1, 2, -0.1, 2.1, 3):
        bins.add(value)
    assert bins.histogram() == Histogram((0, 1, 2), (2, 2), 1, 2)


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=50), st.floats(0, 1))
def test_quantiles_are_within_their_error(values, share):
    sketch = Quantiles()
    for value in values:
        sketch.add(value)
    truth = sorted(values)[int(share * (len(values) - 1))]
    assert sketch.at(share) == pytest.approx(truth, rel=Quantiles.ERROR * 1.0001)


def test_quantiles_of_nothing_and_of_extremes():
    sketch = Quantiles()
    assert sketch.at(0.5) is None
    for value in (0, 1e300):
        sketch.add(value)
    assert sketch.at(0) == pytest.approx(1e-12, rel=0.02)
    assert sketch.at(1) == pytest.approx(1e12, rel=0.02)


@given(st.lists(st.text(max_size=2)))
def test_few_items_are_counted_exactly(items):
    counter = Distinct()
    for item in items:
        counter.add(item)
    assert (counter.distinct, counter.repeated) == (len(set(items)), len(items) - len(set(items)))
    assert counter.is_exact


def test_many_items_are_counted_nearly():
    items = [str(n % 60_000) for n in range(100_000)]
    counter, shuffled = Distinct(2**12), Distinct(2**12)
    for item in items:
        counter.add(item)
    random.Random(1).shuffle(items)
    for item in items:
        shuffled.add(item)
    assert not counter.is_exact
    # The standard error is 2.2 % at most.
    assert counter.distinct == pytest.approx(60_000, rel=0.07)
    assert counter.repeated == pytest.approx(40_000, rel=0.07)
    assert (counter.distinct, counter.repeated) == (shuffled.distinct, shuffled.repeated)


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr("align.stats.tally.Distinct", lambda limit=500: Distinct(500))

    rows = (
        row(pair_id=f"{n}", ko=f"{n} 번째", source=f"{n}", kind=f"{n}", probability=n / 10_000) for n in range(10_000)
    )
    tracemalloc.start()
    summarise(rows)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # To remember each of them takes several times as much.
    assert most < 800_000


def test_a_tally_can_be_asked_at_any_time():
    tally = Tally()
    tally.add(CORPUS[0])
    assert tally.statistics().rows == 1
    for one in CORPUS[1:]:
        tally.add(one)
    assert tally.statistics() == summarise(CORPUS)


def test_statistics_are_json():
    figures = json.loads(json.dumps(dataclasses.asdict(summarise(CORPUS))))
    assert figures["measures"][0]["histogram"]["counts"][19] == 2


# On the terminal


def shown(rows, width=100):
    console = Console(width=width, file=io.StringIO(), color_system=None)
    console.print(statistics_table(summarise(rows), "corpus.tsv"))
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_what_is_shown():
    lines = shown([*CORPUS, row(split="dev", quality=0.3, reasons="omission")])
    assert lines[0].startswith(
        "corpus.tsv: 6 rows, 3 articles, 1 exact duplicate (16.7%), 1 with an empty side, 1 crossing"
    )
    text = "\n".join(lines)
    for part in (
        "1-1                4  66.7%  ████",
        "quality (mean 0.300, 4 rows without)",
        "omission",
        "dev",
        "0.95 to 1.00",
    ):
        assert part in text
    # No bin is shown beyond the first and last that hold something.
    assert "0.00 to 0.05" not in text


def test_nothing_to_show():
    assert shown([])[0] == "corpus.tsv: 0 rows, 0 exact duplicates (0.0%)"


def test_bars_are_as_long_as_their_counts():
    rows = [row(kind="a")] * 80 + [row(kind="b")] * 40 + [row(kind="c")]
    bars = {line.split()[0]: line.split()[-1] for line in shown(rows) if line.split()[:1] in (["a"], ["b"], ["c"])}
    assert bars == {"a": "█" * 40, "b": "█" * 20, "c": "▌"}


def test_a_corpus_can_not_command_the_terminal():
    assert "\x1b" not in "".join(shown([row(kind="\x1b]0;gotcha\x07", source="[red]\x1b[31m", split="[bold]")]))
    assert any(line.startswith("[bold]") for line in shown([row(split="[bold]")]))


def test_long_lists_are_cut_short():
    lines = shown([row(kind=f"k{n:02}", split=f"s{n:02}") for n in range(40)])
    assert any(line.startswith("28 more") for line in lines)
    assert any(line.startswith("16 more") for line in lines)


def test_estimates_are_marked():
    rows = [row(pair_id=str(n), split="train") for n in range(3000)]
    (group,) = summarise(rows).groups[0][1]
    assert not group.is_exact
    assert group.articles == pytest.approx(3000, rel=0.1)
    assert any(line.startswith("train") and f"~{group.articles:,}" in line for line in shown(rows))
    assert "3,000 articles" in shown(rows)[0]


def test_a_large_corpus_fits_a_narrow_terminal():
    rows = [row(ko="가" * 60, en="word " * 24)] * 10_000
    lines = shown(rows, 80)
    head = next(number for number, line in enumerate(lines) if "characters" in line)
    assert lines[head].split() == ["text", "characters", "words", "5%", "25%", "50%", "75%", "95%"]
    assert "1,200,000" in lines[head + 2]


def test_one_is_singular():
    assert shown([row()])[0].startswith("corpus.tsv: 1 row, 1 article, 0 exact duplicates")


@pytest.mark.parametrize("width", [50, 60, 70])
def test_no_number_loses_its_digits_on_a_narrow_terminal(width):
    rows = [row(ko="가" * 60, en="word " * 24)] * 10_000
    lines = shown(rows, width)
    first = next(number for number, line in enumerate(lines) if line.startswith("English"))
    last = next(number for number, line in enumerate(lines) if line.startswith("English/Korean"))
    # 10,000 rows, 1,200,000 characters, 240,000 words, and 120 characters five times.
    assert sum(character.isdigit() for line in lines[first:last] for character in line) == 5 + 7 + 6 + 15
