"""Date and author as a page prints them, for pages whose head names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from align.bitext import Role
from align.clean import patterns
from align.clean.lines import Line

_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NAMED = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)\s?[./\-년]\s?(\d{1,2})\s?[./\-월]\s?(\d{1,2})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b{_NAMED}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s((?:19|20)\d\d)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s{_NAMED},?\s((?:19|20)\d\d)\b", re.IGNORECASE)
_LONGEST = 60  # a byline that names one or two people, in characters


def printed_metadata(
    lines: Sequence[Line], roles: Sequence[Role], found: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Return `found` with date (ISO 8601) and author added where the page itself prints what its head lacks.

    The first time stamp that holds a whole date is taken for the date of publication: sites print it before that of the
    last change. The author stands in the first byline, e-mail address and `By` left out.
    """
    metadata = dict(found)
    if "date" not in metadata:
        days = (read_date(line.text) for line in lines if line.shape in ("stamp", "byline"))
        if day := next((day for day in days if day), None):
            metadata["date"] = day.isoformat()
    if "author" not in metadata:
        names = (
            patterns.bare_name(line.text)
            for line, role in zip(lines, roles, strict=True)
            if role == "byline" and line.shape in ("byline", "title") and len(line.text) <= _LONGEST
        )
        if name := next((name for name in names if name and sum(map(str.isdigit, name)) < 4), ""):
            metadata["author"] = name
    return tuple((key, metadata[key]) for key in ("date", "author", "site") if key in metadata)


def read_date(text: str) -> date | None:
    """Return the first whole date in a text, or None."""
    if match := _YEAR_FIRST.search(text):
        year, month, day = map(int, match.groups())
    elif match := _MONTH_FIRST.search(text):
        year, month, day = int(match[3]), _MONTHS[match[1].casefold()], int(match[2])
    elif match := _DAY_FIRST.search(text):
        year, month, day = int(match[3]), _MONTHS[match[2].casefold()], int(match[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
