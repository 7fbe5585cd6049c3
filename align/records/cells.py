"""What TSV and CSV make of a value that is no text."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

from align.errors import OutputError

_INDICES = ("ko_index", "en_index")


def cell(value: object, column: str, place: str) -> str:
    """Return a value as text.

    None is empty; truth is `true` or `false`; a number with decimals has four of them where they say it all, as in a
    corpus file, else as many as it takes; lists and objects are JSON, but for the indices of a corpus, which are
    `3:5`; dates are ISO 8601.

    Raises OutputError for anything else.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        short = f"{value:.4f}"
        return short if float(short) == value else repr(value)
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        if column in _INDICES and len(value) == 2 and all(type(item) is int for item in value):
            start, stop = value
            return f"{start}:{stop}"
        try:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        except (TypeError, ValueError) as error:
            raise OutputError(f"{place}: column {column} holds what is no text ({error}); leave it out") from error
    raise OutputError(f"{place}: column {column} holds {type(value).__name__}, which is no text; leave it out")
