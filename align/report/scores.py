"""Scores of translations for people and for programs: table, Markdown, LaTeX, TSV, JSON, and an HTML page."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from align.evaluate import GroupScores, MetricScore, SegmentScore, TranslationScores, is_error
from align.evaluate.diff import marked
from align.evaluate.results import main_metric, worst_first
from align.report import render
from align.report.grid import Cell, Grid, latex, to_latex, to_markdown, to_rich

FORMATS = ("table", "tsv", "json", "markdown", "latex")

#: Significance level of the star behind a p-value, as sacrebleu's.
_LEVEL = 0.05
#: Segments that a page shows from each end.
_SHOWN = 20
#: Columns of a table in a file.
_WIDTH = 120
_TESTS = {"bs": "paired bootstrap resampling", "ar": "paired approximate randomisation"}


def grids(scores: TranslationScores, digits: int = 1) -> list[Grid]:
    """Return the table of all systems, the best of each metric in bold, and one for each column of groups."""
    return [_systems(scores, digits), *_groups(scores, digits)]


def notes(scores: TranslationScores) -> list[str]:
    """Return what belongs below a table: the test, what sacrebleu says beside a score, the signature of each metric."""
    lines = []
    if scores.test != "none":
        lines.append(
            f"{_TESTS[scores.test]}, {scores.samples:,} {'resamples' if scores.test == 'bs' else 'trials'}, against "
            f"{scores.systems[0].name}; * marks p < {_LEVEL}"
        )
    for system in scores.systems:
        lines += [f"{score.metric} of {system.name}: {score.detail}" for score in system.scores if score.detail]
    lines += [f"{metric}: {signature}" for metric, signature in scores.signatures.items()]
    # That of a segment leaves out orders of n-grams that it is too short for; the other metrics are the same.
    if "BLEU" in scores.segment_signatures:
        lines.append(f"BLEU of segments: {scores.segment_signatures['BLEU']}")
    return lines


def _without_test(signature: str) -> str:
    """Return a signature without the draws, which have no part in a group."""
    return "|".join(part for part in signature.split("|") if part.split(":")[0] not in ("bs", "ar", "seed"))


def to_text(scores: TranslationScores, format: str, digits: int = 1) -> str:
    """Return scores in one of FORMATS, ending in a line feed; `digits` are those of a table, at least 0.

    TSV has a row for each score, JSON an object; both give four digits, and name signatures. Raises KeyError for
    another format.
    """
    return {"table": _table, "markdown": _markdown, "latex": _latex, "tsv": _tsv, "json": _json}[format](scores, digits)


def to_html(scores: TranslationScores, digits: int = 1) -> str:
    """Return a page with tables, distributions, and the worst and best segments of each system."""
    return render(
        "scores.html",
        scores=scores,
        grids=grids(scores, digits),
        notes=notes(scores),
        systems=[_page_of(name, segments) for name, segments in scores.segments.items()],
        digits=digits,
    )


def segment_records(
    scores: TranslationScores, values: dict[str, list[str]], *, is_worst_first: bool = False
) -> Iterator[dict[str, object]]:
    """Yield the segments of all systems as records with the columns of `segment_columns`.

    `values` are further columns. White space in texts is folded into one space each, so that a record is a line.
    """
    for name, segments in scores.segments.items():
        for one in worst_first(segments) if is_worst_first else segments:
            yield {
                "system": _folded(name),
                "number": one.number,
                **{metric: round(score, 4) for metric, score in one.scores.items()},
                "length_ratio": None if one.length_ratio is None else round(one.length_ratio, 4),
                "diff": marked(one.diff),
                "hypothesis": _folded(one.hypothesis),
                "reference": _folded(one.reference),
                "source": _folded(one.source),
                **{column: _folded(texts[one.number - 1]) for column, texts in values.items()},
            }


def segment_columns(scores: TranslationScores, values: dict[str, list[str]], *, has_source: bool) -> list[str]:
    """Return the columns of `segment_records`, in order."""
    source = ["source"] if has_source else []
    metrics = list(scores.segment_signatures)
    fixed = ["system", "number", *metrics, "length_ratio", "diff", "hypothesis", "reference", *source]
    return fixed + [column for column in values if column not in fixed]


def _folded(text: str) -> str:
    return " ".join(text.split())


def _systems(scores: TranslationScores, digits: int) -> Grid:
    has_interval = any(score.mean is not None for system in scores.systems for score in system.scores)
    columns = [f"{metric} (μ ± 95% CI)" if has_interval else metric for metric in scores.metrics]
    rows = []
    for place, system in enumerate(scores.systems):
        name = f"Baseline: {system.name}" if scores.test != "none" and place == 0 else system.name
        cells = [_cell(score, scores, digits) for score in system.scores]
        rows.append((Cell(name), *cells))
    return Grid(("System", *columns), tuple(rows))


def _cell(score: MetricScore, scores: TranslationScores, digits: int) -> Cell:
    text = f"{score.score:.{digits}f}"
    if score.mean is not None:
        text += f" ({score.mean:.{digits}f} ± {score.interval:.{digits}f})"
    note = ""
    if score.p_value is not None:
        note = f"(p = {score.p_value:.4f})" + ("*" if score.p_value < _LEVEL else "")
    return Cell(text, len(scores.systems) > 1 and score.score == scores.best(score.metric), note)


def _groups(scores: TranslationScores, digits: int) -> Iterator[Grid]:
    for column in dict.fromkeys(group.column for group in scores.groups):
        groups = [group for group in scores.groups if group.column == column]
        metrics = list(next(iter(groups[0].scores.values())))
        rows = tuple(
            (
                Cell(group.value or "(empty)"),
                Cell(system),
                Cell(f"{group.segments:,}"),
                *(Cell(f"{group.scores[system][name]:.{digits}f}", _is_best(group, system, name)) for name in metrics),
            )
            for group in groups
            for system in group.scores
        )
        yield Grid((column, "System", "segments", *metrics), rows, f"By {column}", names=2)


def _is_best(group: GroupScores, system: str, metric: str) -> bool:
    return len(group.scores) > 1 and group.scores[system][metric] == _best_of(group, metric)


def _best_of(group: GroupScores, metric: str) -> float:
    return (min if is_error(metric) else max)(scores[metric] for scores in group.scores.values())


def _table(scores: TranslationScores, digits: int) -> str:
    from rich.console import Console

    stream = io.StringIO()
    console = Console(file=stream, width=_WIDTH)
    for grid in grids(scores, digits):
        console.print(to_rich(grid))
    return stream.getvalue() + "".join(f"{note}\n" for note in notes(scores))


def _markdown(scores: TranslationScores, digits: int) -> str:
    tables = "\n".join(to_markdown(grid) for grid in grids(scores, digits))
    return f"{tables}\n" + "".join(f"- `{note}`\n" for note in notes(scores))


def _latex(scores: TranslationScores, digits: int) -> str:
    tables = "\n".join(to_latex(grid) for grid in grids(scores, digits))
    return f"% needs \\usepackage{{booktabs}}\n{tables}\n" + "".join(
        f"{{\\footnotesize\\texttt{{{latex(note)}}}}}\\\\\n" for note in notes(scores)
    )


def _tsv(scores: TranslationScores, digits: int) -> str:
    columns = "system column value segments metric score mean interval p_value best signature".split()
    lines = ["\t".join(columns)]
    for system in scores.systems:
        for score in system.scores:
            optional = ["" if number is None else f"{number:.4f}" for number in (score.mean, score.interval)]
            optional.append("" if score.p_value is None else f"{score.p_value:.6f}")
            row = [system.name, "", "", str(scores.count), score.metric, f"{score.score:.4f}", *optional]
            row += ["true" if score.score == scores.best(score.metric) else "false", score.signature]
            lines.append("\t".join(map(_folded, row)))
    for group in scores.groups:
        for name, values in group.scores.items():
            for metric, value in values.items():
                row = [name, group.column, group.value, str(group.segments), metric, f"{value:.4f}", "", "", ""]
                row += [
                    "true" if value == _best_of(group, metric) else "false",
                    _without_test(scores.signatures[metric]),
                ]
                lines.append("\t".join(map(_folded, row)))
    return "".join(f"{line}\n" for line in lines)


def _json(scores: TranslationScores, digits: int) -> str:
    systems = [
        {
            "system": system.name,
            "scores": [
                {
                    "metric": score.metric,
                    "score": round(score.score, 4),
                    "best": score.score == scores.best(score.metric),
                    "signature": score.signature,
                    "detail": score.detail,
                    "mean": _rounded(score.mean, 4),
                    "interval": _rounded(score.interval, 4),
                    "p_value": _rounded(score.p_value, 6),
                }
                for score in system.scores
            ],
        }
        for system in scores.systems
    ]
    groups = [
        {
            "column": group.column,
            "value": group.value,
            "segments": group.segments,
            "scores": {
                system: {metric: round(value, 4) for metric, value in values.items()}
                for system, values in group.scores.items()
            },
        }
        for group in scores.groups
    ]
    report = {
        "language": scores.language,
        "segments": scores.count,
        "references": scores.references,
        "test": None if scores.test == "none" else scores.test,
        "samples": scores.samples or None,
        "systems": systems,
        "groups": groups,
        "segment_signatures": dict(scores.segment_signatures),
        "warnings": list(scores.warnings),
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)


def _page_of(name: str, segments: tuple[SegmentScore, ...]) -> dict[str, object]:
    """Return what the page shows of a system: its main metric, the values of its charts, its worst and best segments.

    No segment stands in both tables.
    """
    ranked = worst_first(segments)
    metric = main_metric(segments)
    half = len(ranked) // 2
    return {
        "name": name,
        "metric": metric,
        "metrics": list(segments[0].scores),
        "scores": [one.scores[metric] for one in segments],
        "lengths": [len(one.reference.split()) for one in segments],
        "worst": ranked[: min(_SHOWN, len(ranked) - half)],
        "best": ranked[::-1][: min(_SHOWN, half)],
        "has_source": any(one.source for one in segments),
    }
