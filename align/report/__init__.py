"""Reports as one HTML file that opens offline: Jinja templates, charts drawn as SVG, nothing fetched.

A report is a template of this folder that extends `base.html` and takes what it draws from `macros.html`:

    {% extends "base.html" %}
    {% import "macros.html" as draw %}
    {% block title %}Corpus report{% endblock %}
    {% block content %}
    {{ draw.tiles([("pairs", 1204), ("documents", 31)]) }}
    {{ draw.histogram(probabilities, "Probability of the beads", low=0, high=1) }}
    {{ draw.scatter(lengths, scores, "Score against length", x_label="tokens", y_label="chrF++") }}
    {{ draw.table(["pair", "ko", "en", "prob."], rows, caption="Least sure beads", digits=2) }}
    {% endblock %}

and Python fills it:

    from align.report import render
    html = render("corpus.html", probabilities=[0.9, 0.7], lengths=[12, 9], scores=[61.2, 40.0], rows=[...])

Every value is escaped, so that a page can't put markup into a report; a value of `markupsafe.Markup` is taken as
markup. The look (light and dark, by the reader's setting) is in `base.html` alone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from align.report.charts import histogram, scatter

if TYPE_CHECKING:
    import jinja2

#: What HTML can't hold, even escaped: control characters other than white space, halves of surrogate pairs.
_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def render(template: str, **values: object) -> str:
    """Return the HTML of a template of this folder, such as `scores.html`, with these values.

    Raises jinja2's TemplateNotFound for another name, and UndefinedError where a value that the template needs is
    missing.
    """
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_fit,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"layout_histogram": histogram, "layout_scatter": scatter, "version": _version()}
    return environment


def _fit(value: object) -> object:
    """Replace what HTML can't hold by the replacement character; markup is left to who made it."""
    return _UNFIT.sub("\ufffd", value) if type(value) is str else value


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("hanalign")
    except PackageNotFoundError:
        return "unknown"
