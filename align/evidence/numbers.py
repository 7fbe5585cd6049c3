"""The values of a sentence as a set of keys, for a comparison of very many sentence pairs."""

from __future__ import annotations

from decimal import Decimal

from align.evidence.quantities.quantity import Reading, canonical, date_parts, ends
from align.evidence.quantities.readings import readings
from align.shadow import shadow_of


def _keys(reading: Reading) -> list[str]:
    kind, value = reading.kind, reading.value
    if isinstance(value, Decimal):
        return [f"~{canonical(value)}" if kind == "vague" else canonical(abs(value))]
    if kind in ("range", "score"):
        return [canonical(end) for end in ends(value)]
    if kind == "date":
        return [str(part) for part in date_parts(value).values()]
    if kind == "time":
        hour, minute = map(int, value.split(":"))
        return [str(hour % 12 or 12), *([str(minute)] if minute else [])]
    if kind == "decade":
        return [f"{int(value) % 100}s"]
    return [value] if kind in ("fraction", "relative") else []


def numbers(text: str) -> frozenset[str]:
    """Return the values of the numbers in a Korean or English text as strings that are equal across the languages.

    A plain decimal string for each value, whatever its unit, without its sign; each part of a date (months give
    their number) and of a time (hours 1 to 12); both ends of a range or score; `1/3`, `90s` (decades),
    `~100` (hundreds of), `month-1` (last month). Weekdays are left out: English news names them where Korean news
    gives the day. Never raises, whatever the text.
    """
    return frozenset(key for reading in readings(shadow_of(text).text) for key in _keys(reading))
