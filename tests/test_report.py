"""Reports: pages that open offline, charts whose marks stand where they should, tables in every form."""

import json
import math
import re
import subprocess
import sys

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markupsafe import Markup

from align.evaluate import translation_scores
from align.options import TranslationOptions
from align.report import _environment, charts, render
from align.report.grid import Cell, Grid, to_latex, to_markdown, to_rich
from align.report.scores import FORMATS, grids, notes, segment_columns, segment_records, to_html, to_text

PAGE = """{% extends "base.html" %}
{% import "macros.html" as draw %}
{% block title %}Corpus report{% endblock %}
{% block content %}
{{ draw.tiles([("pairs", 1204)]) }}
{{ draw.histogram(values, "Probabilities", low=0, high=1) }}
{{ draw.scatter(xs, ys, "Against length", x_label="tokens", y_label="chrF++") }}
{{ draw.table(["pair", "text", "prob.", "n", "kept"], rows, caption="Rows", digits=2) }}
{% endblock %}"""
ROWS = [
    ("p1", "<b>결핵</b> \x00", 0.534, 1234, True),
    ("p2", None, 1.0, -1, False),
    ("p3", Markup("<b>TB</b>"), 0.0, 0, True),
]


def page(**values):
    given = {"values": [0.1, 0.2, 0.9], "xs": [1, 2], "ys": [3, 4], "rows": ROWS} | values
    return _environment().from_string(PAGE).render(**given)


def needs_nothing(source):
    """Check that a page fetches nothing, whatever it holds, and return it as a tree."""
    tree = lxml_html.document_fromstring(source)
    assert not tree.xpath(
        "//script | //link | //img | //iframe | //@src | //*[local-name()='image' or local-name()='use']"
    )
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not re.search(r"@import|url\(|https?://", source)
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    return tree


def test_a_page_needs_nothing_and_looks_right_in_the_dark():
    source = page()
    tree = needs_nothing(source)
    assert source.startswith("<!doctype html>")
    assert (tree.findtext(".//title"), tree.findtext(".//h1")) == ("Corpus report", "Corpus report")
    assert "prefers-color-scheme: dark" in source
    colours = set(re.findall(r"(--[\w-]+): #", source))
    light, dark = source.split("@media (prefers-color-scheme: dark)")
    assert colours == set(re.findall(r"(--[\w-]+): #", light)) == set(re.findall(r"(--[\w-]+): #", dark))
    assert set(re.findall(r"var\((--[\w-]+)\)", source)) <= colours


def test_text_is_text_whatever_it_says():
    tree = needs_nothing(page())
    assert tree.xpath("//td[2]/text()")[0] == "<b>결핵</b> \ufffd"
    assert tree.xpath("//td/b/text()") == ["TB"]
    evil = '"><script>alert(1)</script>\ud800'
    source = page(rows=[(evil, evil, evil, evil, evil)])
    needs_nothing(source)
    source.encode("utf-8")


def test_cells_are_shown_by_kind():
    tree = needs_nothing(page())
    assert [cell.text for cell in tree.xpath("//tr[td[1]='p1']/td")[2:]] == ["0.53", "1,234", "yes"]
    assert tree.xpath("//td[@class='number']/text()") == ["0.53", "1,234", "1.00", "-1", "0.00", "0"]
    assert tree.xpath("//th[@class='number']/text()") == ["prob.", "n"]
    assert not page(rows=[]).count("<td")
    assert tree.xpath("//ul[@class='tiles']/li/b/text()") == ["1204"]


def test_charts_are_drawn():
    tree = needs_nothing(page())
    bars = tree.xpath("//rect/title/text()")
    assert bars == ["0.08 to 0.12: 1", "0.2 to 0.24: 1", "0.88 to 0.92: 1"]
    assert len(tree.xpath("//circle")) == 2
    assert tree.xpath("//svg/@aria-label") == ["Probabilities", "Against length"]
    assert "3 values, mean 0.40, median 0.20" in tree.xpath("string(//figcaption[1])")
    bare = needs_nothing(page(values=[], xs=[], ys=[]))
    assert [caption.text for caption in bare.xpath("//figcaption")] == [
        "Probabilities: no values",
        "Against length: no values",
    ]
    assert not bare.xpath("//svg")


def test_a_template_needs_its_values():
    with pytest.raises(jinja2.UndefinedError):
        _environment().from_string(PAGE).render(values=[])
    with pytest.raises(jinja2.TemplateNotFound):
        render("nothing.html")


numbers = st.floats(allow_nan=True, allow_infinity=True, width=32)


@given(st.lists(numbers, max_size=50), st.integers(1, 40))
def test_histogram_counts_every_number_once(values, bins):
    chart = charts.histogram(values, bins)
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        assert chart is None
        return
    assert sum(bar.count for bar in chart.bars) == chart.count == len(finite)
    for bar in chart.bars:
        assert charts.LEFT <= bar.x <= bar.x + bar.width <= charts.WIDTH - charts.RIGHT + 1
        assert charts.TOP <= bar.y <= bar.y + bar.height <= charts.HEIGHT - charts.BOTTOM + 0.1
    assert min(finite) - 1e-6 * abs(min(finite)) <= chart.median <= max(finite) + 1e-6 * abs(max(finite))


def test_a_number_between_two_bars_stands_in_the_upper_one():
    chart = charts.histogram([k / 20 for k in range(20)], 20, 0, 1)
    assert [bar.count for bar in chart.bars] == [1] * 20


@given(st.lists(st.tuples(numbers, numbers), max_size=50))
def test_scatter_counts_every_pair_once(pairs):
    chart = charts.scatter([x for x, _ in pairs], [y for _, y in pairs])
    finite = [pair for pair in pairs if all(map(math.isfinite, pair))]
    if not finite:
        assert chart is None
        return
    assert sum(dot.count for dot in chart.dots) == chart.count == len(finite)
    for dot in chart.dots:
        assert charts.LEFT <= dot.x <= charts.WIDTH - charts.RIGHT
        assert charts.TOP <= dot.y <= charts.HEIGHT - charts.BOTTOM
        assert 0.25 <= dot.opacity <= 1


def test_scatter_does_not_grow_with_the_corpus():
    count = 20_000
    chart = charts.scatter([i % 211 for i in range(count)], [i % 97 for i in range(count)])
    assert chart.count == count
    assert len(chart.dots) <= charts.COLUMNS * charts.ROWS
    with pytest.raises(ValueError, match="shorter"):
        charts.scatter([1, 2], [1])


def test_values_outside_go_to_the_ends():
    chart = charts.histogram([-5, 0.5, 7], bins=2, low=0, high=1)
    assert [(bar.low, bar.high, bar.count) for bar in chart.bars] == [("0", "0.5", 1), ("0.5", "1", 2)]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)), (0, 100, (0, 20, 40, 60, 80, 100)), (3, 47, (10, 20, 30, 40)), (7, 7, None)],
)
def test_ticks_are_round(low, high, ticks):
    chart = charts.histogram([low, high], low=low, high=high)
    assert chart.x.ticks == ticks or ticks is None
    assert 2 <= len(chart.x.ticks) <= 7


GRID = Grid(
    ("System", "BLEU"),
    (
        (Cell("a_b|c"), Cell("51.7", True)),
        (Cell("50%\x1b]0;x\x07\n"), Cell("4 ± 1", False, "(p = 0.01)*")),
    ),
    "By x",
)


def test_grid_as_markdown():
    assert to_markdown(GRID) == (
        "By x\n\n| System | BLEU |\n| --- | ---: |\n| a\\_b\\|c | **51.7** |\n| 50% \\]0;x  | 4 ± 1 (p = 0.01)\\* |\n"
    )


def test_grid_as_latex():
    text = to_latex(GRID)
    assert "  a\\_b\\textbar{}c & \\textbf{51.7} \\\\\n" in text
    assert "50\\% ]0;x  & 4 $\\pm$ 1 (p = 0.01)* \\\\\n" in text
    assert text.startswith("% By x\n\\begin{tabular}{lr}\n  \\toprule\n")


def test_grid_on_a_terminal():
    from rich.console import Console

    console = Console(width=60, record=True, file=open("/dev/null", "w"), force_terminal=True)  # noqa: SIM115
    console.print(to_rich(GRID))
    text = console.export_text(styles=True)
    assert re.search(r"\x1b\[1m *51\.7\x1b", text)
    assert "\x07" not in text


# Scores

EN = ["The cat sat on the mat.", "It <rained> all day.", "We & they left.", "Nobody came to the door at all."]
A = ["The cat sat on a mat.", "It <rained> the whole day.", "We & they left.", "No one came."]
B = ["Cat on mat.", "Rain.", "They left us & went.", ""]


@pytest.fixture(scope="module")
def scores():
    options = TranslationOptions(metrics=("bleu", "chrf++", "ter"), segments=True, samples=20)
    groups = {"role": ["headline", "body", "body", ""]}
    return translation_scores({"a.txt": A, "b_<i>.txt": B}, EN, source=["가"] * 4, groups=groups, options=options)


def test_page_of_scores_has_everything(scores):
    tree = needs_nothing(to_html(scores))
    text = tree.text_content()
    assert all(signature in text for signature in scores.signatures.values())
    assert "b_<i>.txt: segments" in text
    assert "1 of 4 segments is empty" in text
    assert tree.xpath("//td/b/text()")[0].startswith(f"{scores.systems[0].scores[0].score:.1f} (")
    assert len(tree.xpath("//svg")) == 4
    first = tree.xpath("//table[caption='Worst 2']")[0]
    assert [row.xpath("string(td[1])") for row in first.xpath(".//tbody/tr")] == ["4", "2"]
    assert first.xpath(".//tr[td[1]='4']//ins/text()") == ["No one came."]
    assert first.xpath(".//tr[td[1]='4']//del/text()") == ["Nobody came to the door at all."]
    assert first.xpath("string(.//tr[td[1]='4']/td[5])") == "가"
    best = tree.xpath("//table[caption='Best 2']")[0]
    assert [row.xpath("string(td[1])") for row in best.xpath(".//tbody/tr")] == ["3", "1"]


def test_page_shows_twenty_from_each_end():
    options = TranslationOptions(metrics=("chrf",), segments=True)
    tree = needs_nothing(to_html(translation_scores(A * 15, EN * 15, options=options)))
    assert tree.xpath("//table/caption/text()") == ["Worst 20", "Best 20"]
    assert [len(table.xpath(".//tbody/tr")) for table in tree.xpath("//table[caption]")] == [20, 20]
    lone = needs_nothing(to_html(translation_scores(A[:1], EN[:1], options=options)))
    assert lone.xpath("//table/caption/text()") == ["Worst 1", "Best 0"]


def test_every_form_names_scores_and_signatures(scores):
    best = f"{scores.systems[0].scores[0].score:.1f}"
    for format in FORMATS:
        text = to_text(scores, format)
        assert (
            best if format in ("table", "markdown", "latex") else f"{scores.systems[0].scores[0].score:.4f}"
        ) in text
        assert text.endswith("\n")
        for signature in scores.signatures.values():
            assert signature in text.replace("\\textbar{}", "|").replace("\\", "")
    assert f"**{best} (" in to_text(scores, "markdown")
    assert f"\\textbf{{{best} (" in to_text(scores, "latex")
    assert "role" in to_text(scores, "table")
    with pytest.raises(KeyError):
        to_text(scores, "yaml")


def test_json_is_what_was_scored(scores):
    report = json.loads(to_text(scores, "json"))
    assert (report["language"], report["segments"], report["test"], report["samples"]) == ("en", 4, "bs", 20)
    for system, wanted in zip(report["systems"], scores.systems, strict=True):
        for score, one in zip(system["scores"], wanted.scores, strict=True):
            assert score["score"] == pytest.approx(one.score, abs=1e-4)
            assert (score["metric"], score["signature"]) == (one.metric, one.signature)
            assert (score["p_value"] is None) == (one.p_value is None)
    assert [group["value"] for group in report["groups"]] == ["", "body", "headline"]
    assert report["warnings"] == list(scores.warnings)


def test_tsv_has_a_line_for_each_score(scores):
    lines = [line.split("\t") for line in to_text(scores, "tsv").splitlines()]
    assert {len(line) for line in lines} == {11}
    assert len(lines) == 1 + 2 * 3 + 3 * 2 * 3
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert [row["best"] for row in rows[:6]] == ["true"] * 3 + ["false"] * 3
    assert "bs:20" in rows[0]["signature"]
    assert "bs:" not in rows[-1]["signature"]


def test_segments_are_records(scores):
    values = {"role": ["x"] * 4, "source": ["y"] * 4}
    columns = segment_columns(scores, values, has_source=True)
    assert " ".join(columns) == ("system number BLEU chrF2++ TER length_ratio diff hypothesis reference source role")
    rows = list(segment_records(scores, values))
    assert [row["number"] for row in rows] == [1, 2, 3, 4] * 2
    assert rows[0]["diff"] == "The cat sat on [-the-] {+a+} mat."
    worst = list(segment_records(scores, {}, is_worst_first=True))
    assert [row["number"] for row in worst[:4]] == [4, 2, 1, 3]


def test_a_lone_score_is_not_the_best():
    scores = translation_scores(A, EN)
    (grid,) = grids(scores)
    assert not any(cell.is_best for row in grid.rows for cell in row)
    assert grid.columns == ("System", "BLEU", "chrF2", "chrF2++")
    assert notes(scores)[0] == f"BLEU of translation: {scores.systems[0].scores[0].detail}"
    assert notes(scores)[1] == f"BLEU: {scores.signatures['BLEU']}"


def test_jinja_is_loaded_by_those_who_report():
    code = "import align.report.scores, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"jinja2", "rich", "sacrebleu"} & set(done.stdout.split())
