"""How well two quantities agree across the languages: the same, said otherwise, rounded or converted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from align.evidence.quantities import money, units
from align.evidence.quantities.quantity import Quantity, date_parts, ends

#: The same value of the same kind; the same value said otherwise; a value rounded or converted; a mere likeness.
SAME, EQUAL, CLOSE, LIKE = 1.0, 0.8, 0.6, 0.5

_NUMERIC = frozenset({"number", "ordinal", "percent", "point", "multiple", "money", "measure"})
_GENERIC = frozenset({"number", "ordinal"})
#: Relative difference up to which a value that is marked as rounded agrees.
_ROUNDED = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Atom:
    """One value to compare: a quantity, or one end of a range."""

    kind: str
    unit: str
    value: Decimal
    about: bool = False


def atoms(quantity: Quantity) -> tuple[Atom, ...]:
    """Return the values of a quantity: two of a range or score, one of other numbers, none of anything else."""
    if quantity.kind in ("range", "score"):
        unit = quantity.unit
        kind = "number" if not unit else unit if unit in ("percent", "point") else _kind_of(unit)
        code = unit if kind in ("money", "measure") else ""
        return tuple(Atom(kind, code, end, quantity.about) for end in ends(str(quantity.value)))
    if quantity.kind in _NUMERIC and isinstance(quantity.value, Decimal):
        return (Atom(quantity.kind, quantity.unit, quantity.value, quantity.about),)
    return ()


def _kind_of(unit: str) -> str:
    return "money" if unit.isupper() and len(unit) == 3 else "measure"


def strength(left: Quantity, right: Quantity) -> float:
    """Return how well two quantities agree, 0 to 1."""
    if left.kind == right.kind and left.value == right.value and left.unit == right.unit:
        return SAME
    if left.kind in _NUMERIC and right.kind in _NUMERIC:
        return values_agree(atoms(left)[0], atoms(right)[0])
    for one, other in ((left, right), (right, left)):
        if one.kind in _BRIDGES and (found := _BRIDGES[one.kind](one, other)):
            return found
    return 0.0


def values_agree(left: Atom, right: Atom) -> float:
    """Return how well two numbers agree, 0 to 1. Signs are said in words as often as not, and don't count."""
    if left.kind == right.kind and left.unit == right.unit:
        if left.value == right.value:
            return SAME
    elif not comparable(left, right):
        return CLOSE if left.kind == right.kind == "measure" and _converted(left, right) else 0.0
    if abs(left.value) == abs(right.value):
        return EQUAL
    if _is_rounding(left, right):
        return CLOSE
    return CLOSE if left.unit == right.unit == "celsius" and _is_fahrenheit(left.value, right.value) else 0.0


def comparable(left: Atom, right: Atom) -> bool:
    """Tell whether numbers of different kind or unit may be the same: 3살 and `3`, 7%포인트 and `7 percent`."""
    if left.kind == right.kind and left.unit == right.unit:
        return True
    return (
        left.kind in _GENERIC
        or right.kind in _GENERIC
        or {left.kind, right.kind} == {"percent", "point"}
        or frozenset({left.unit, right.unit}) in money.AMBIGUOUS
    )


def significant_digits(value: Decimal) -> int:
    """Return how many digits a value has without the zeros around it."""
    return len(value.normalize().as_tuple().digits)


def _is_rounding(left: Atom, right: Atom) -> bool:
    """Tell whether one value is the other, rounded.

    Where the writer says so (`about`), within 5 percent. Without a word, news rounds what has decimals or whole
    thousands (12조3,400억, 12.3 trillion); a number written to its last unit is meant.
    """
    coarse, fine = sorted((left, right), key=lambda atom: significant_digits(atom.value))
    a, b = abs(coarse.value), abs(fine.value)
    digits, more = significant_digits(a), significant_digits(b)
    if min(a, b) < 10 or digits == more:
        return False
    if coarse.about and not fine.about:
        return abs(a - b) <= _ROUNDED * b
    if digits < 2 or (b == b.to_integral_value() and b % 1000):
        return False
    return _rounded(b, digits) == a


def _rounded(value: Decimal, digits: int) -> Decimal:
    return round(value.scaleb(-value.adjusted()), digits - 1).scaleb(value.adjusted()) if value else value


def _converted(left: Atom, right: Atom) -> bool:
    """Tell whether a measure is the other in another unit, rounded to the digits it is given with."""
    a, b = units.base(left.value, left.unit), units.base(right.value, right.unit)
    if a is None or b is None or a[0] != b[0]:
        return False
    if a[0] == "temperature":
        return abs(a[1] - b[1]) <= 1
    low, high = sorted((abs(a[1]), abs(b[1])))
    if high > low * Decimal("1.3"):
        return False
    if high == low or ((left.about or right.about) and high - low <= _ROUNDED * high):
        return True
    # A year is 12 months and not 13, but 15 km are 9 miles.
    if a[0] in ("time", "months"):
        return False
    for value, unit, other in ((left.value, left.unit, b[1]), (right.value, right.unit, a[1])):
        size = units.UNITS[unit].size
        if _rounded(other / size, significant_digits(value)) == value:
            return True
    return False


def _is_fahrenheit(left: Decimal, right: Decimal) -> bool:
    """Tell whether degrees without a scale are the same in Celsius and Fahrenheit."""
    low, high = sorted((left, right))
    return abs((high - 32) * 5 / 9 - low) <= 1


def _date(date: Quantity, other: Quantity) -> float:
    """A date with another that knows other parts; a day with the 20th or 20 days; a year with a number."""
    parts = date_parts(str(date.value))
    if other.kind == "date":
        more = date_parts(str(other.value))
        common = parts.keys() & more.keys()
        return 0.9 if common and all(parts[name] == more[name] for name in common) else 0.0
    if not isinstance(other.value, Decimal) or other.kind not in ("number", "ordinal", "measure"):
        return 0.0
    if other.kind == "measure":
        if other.unit == "day":
            return EQUAL if parts == {"day": other.value} else 0.0
        # 88년 is 1988, or 88 years.
        return (
            CLOSE if other.unit == "year" and 10 < other.value < 100 and parts == {"year": 1900 + other.value} else 0.0
        )
    if parts == {"year": other.value}:
        return EQUAL
    if parts == {"day": other.value} and other.kind == "ordinal":
        return EQUAL if other.value > 3 or other.text[:1].isdigit() else 0.0
    return LIKE if parts.get("day") == other.value and other.kind == "ordinal" else 0.0


def _fraction(fraction: Quantity, other: Quantity) -> float:
    above, below = map(Decimal, str(fraction.value).split("/"))
    if other.kind == "fraction":
        more, less = map(Decimal, str(other.value).split("/"))
        return EQUAL if above * less == more * below else 0.0
    if other.kind == "number" and isinstance(other.value, Decimal) and below:
        return EQUAL if above / below == abs(other.value) else 0.0
    if other.kind == "percent" and isinstance(other.value, Decimal) and below:
        return EQUAL if abs(100 * above / below - abs(other.value)) < 1 else 0.0
    return 0.0


def _two(two: Quantity, other: Quantity) -> float:
    """A range or score with another, or a range with a number that is an end of it."""
    mine, others = atoms(two), atoms(other)
    if other.kind in ("range", "score"):
        if two.kind == other.kind == "range":
            return min(values_agree(a, b) for a, b in zip(mine, others, strict=True))
        return SAME if {atom.value for atom in mine} == {atom.value for atom in others} else 0.0
    if not others or (two.kind == "score" and (other.kind != "number" or abs(others[0].value) <= 3)):
        return 0.0
    return 0.7 * max(values_agree(atom, others[0]) for atom in mine)


def _time(time: Quantity, other: Quantity) -> float:
    hour, minute = map(int, str(time.value).split(":"))
    if other.kind == "time":
        hours, minutes = map(int, str(other.value).split(":"))
        either = "half-day" in (time.unit, other.unit)
        if hour != hours and not (either and hour % 12 == hours % 12):
            return 0.0
        # Shortly after 2 a.m. is ten past two: minutes are often left out.
        return 0.9 if minute == minutes else 0.0 if minute and minutes else 0.5
    return CLOSE if other.kind == "number" and not minute and other.value == (hour % 12 or 12) else 0.0


def _decade(decade: Quantity, other: Quantity) -> float:
    value = int(str(decade.value))
    if other.kind == "decade":
        another = int(str(other.value))
        return 0.9 if min(value, another) < 100 and value % 100 == another % 100 else 0.0
    return CLOSE if other.kind in ("number", "measure") and other.value == value else 0.0


def _vague(vague: Quantity, other: Quantity) -> float:
    """수만 and `thousands` agree: the languages cut the scale at other places."""
    if not isinstance(vague.value, Decimal) or not isinstance(other.value, Decimal):
        return 0.0
    if other.kind == "vague":
        return CLOSE if vague.value <= 10 * other.value and other.value <= 10 * vague.value else 0.0
    return 0.3 if other.kind == "number" and vague.value <= abs(other.value) < 10 * vague.value else 0.0


def _relative(relative: Quantity, other: Quantity) -> float:
    """전년 with `a year earlier`, read as a length of time."""
    name = str(relative.value)
    unit, steps = name.rstrip("+-0123456789"), name.lstrip("abcdefghijklmnopqrstuvwxyz")
    if other.kind != "measure" or other.unit != unit or "half" in name:
        return 0.0
    return LIKE if other.value == abs(int(steps)) else 0.0


_BRIDGES: dict[str, Callable[[Quantity, Quantity], float]] = {
    "date": _date,
    "fraction": _fraction,
    "range": _two,
    "score": _two,
    "time": _time,
    "decade": _decade,
    "vague": _vague,
    "relative": _relative,
}
