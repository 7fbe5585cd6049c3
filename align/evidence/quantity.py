"""One quantity of a sentence: what kind it is, what it is worth, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from align.bitext import Span

Kind = Literal[
    "number", "ordinal", "percent", "point", "multiple", "fraction", "range", "score", "money", "measure",
    "date", "time", "weekday", "decade", "relative", "vague",
]  # fmt: skip
Value = Decimal | str


class Reading(NamedTuple):
    """What a reader finds: a quantity with its place in the shadow of the text, `start` to `stop`."""

    kind: Kind
    value: Value
    unit: str
    start: int
    stop: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as a value that compares across the languages.

    `value` is a Decimal for number, ordinal, percent, point (percentage points; a basis point is 0.01), multiple,
    money, measure and vague (the least of what `hundreds of` can mean: 100); otherwise a string:

    - fraction `1/3`, range `10~20`, score `3-1`;
    - date: year-month-day with the known parts, `2022-11-20`, `2022-11`, `2022`, `--11-20`, `--11`, `---20`;
    - time `15:00` (24 hours; where morning or afternoon is not said, `unit` is `half-day`);
    - weekday `1` (Monday) to `7`; decade `1990` or, where the century is not said, `90`;
    - relative: a unit and the steps from now, `month-1` for last month, `year+0` for this year.

    `unit` is a currency code (money), a unit of `align.evidence.units` (measure), that of both ends (range), or empty.
    `span` holds character offsets into the text as it was given, and `text` is what stands there. `about` says
    that the writer marks the value as rounded (`300여`, `nearly`).
    """

    kind: Kind
    value: Value
    unit: str
    span: Span
    text: str
    about: bool = False

    @property
    def weight(self) -> float:
        """How telling the value is, 0 to 1: anything has a 2, few things have 18,500."""
        return weight(self.kind, self.value)


def canonical(value: Decimal) -> str:
    """Return a number as a plain decimal string without needless zeros."""
    return format(value.normalize(), "f")


def ends(value: str) -> tuple[Decimal, Decimal]:
    """Return both ends of a range or both sides of a score."""
    left, _, right = value.rpartition("~" if "~" in value else "-")
    return Decimal(left), Decimal(right)


def date_parts(value: str) -> dict[str, int]:
    """Return the known parts of a date value: `{"month": 11, "day": 20}` for `--11-20`."""
    if value.startswith("---"):
        return {"day": int(value[3:])}
    names = ("month", "day") if value.startswith("--") else ("year", "month", "day")
    return {name: int(part) for name, part in zip(names, value.lstrip("-").split("-"), strict=False)}


def date_value(year: int | None = None, month: int | None = None, day: int | None = None) -> str:
    """Return the value of a date from its known parts."""
    if year is not None:
        value = f"{year:04d}"
        return value if month is None else f"{value}-{month:02d}" + ("" if day is None else f"-{day:02d}")
    if month is not None:
        return f"--{month:02d}" + ("" if day is None else f"-{day:02d}")
    return f"---{day or 0:02d}"


#: Weight of a value by its number of significant digits; the last one stands for all longer ones.
_BY_DIGITS = (0.45, 0.65, 0.9, 1.0)
_BY_KIND = {"weekday": 0.3, "relative": 0.15, "decade": 0.7, "time": 0.6, "vague": 0.4, "fraction": 0.5, "score": 0.8}
#: Kinds whose unit tells something of its own.
_UNIT_BONUS = {"percent": 0.2, "point": 0.3, "money": 0.2, "measure": 0.1, "multiple": 0.1}


def weight(kind: Kind, value: Value) -> float:
    """Return how telling a value of a kind is, 0 to 1. 1, 2 and 3 say little whatever they count."""
    if kind == "range":
        assert isinstance(value, str)
        return min(1.0, 0.2 + max(_weight_of(end) for end in ends(value)))
    if kind == "date":
        parts = date_parts(str(value))
        return min(1.0, 0.3 * len(parts) + (0.4 if "year" in parts else 0.0))
    if not isinstance(value, Decimal) or kind == "vague":
        return _BY_KIND[kind]
    return min(1.0, _weight_of(value) + _UNIT_BONUS.get(kind, 0.0))


def _weight_of(value: Decimal) -> float:
    magnitude = abs(value)
    if magnitude <= 10 and magnitude == magnitude.to_integral_value():
        return 0.05 if magnitude <= 3 else 0.2
    digits = len(magnitude.normalize().as_tuple().digits)
    return _BY_DIGITS[min(digits, len(_BY_DIGITS)) - 1]
