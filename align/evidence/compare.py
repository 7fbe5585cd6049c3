"""Which quantities of two sentences agree, which stand alone, and which contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from align.evidence import money, units
from align.evidence.quantity import Quantity, date_parts, ends

_NUMERIC = frozenset({"number", "ordinal", "percent", "point", "multiple", "money", "measure"})
#: Strength of an agreement: the same value of the same kind; the same value said otherwise; a value rounded or
#: converted.
_SAME, _EQUAL, _CLOSE = 1.0, 0.8, 0.6
#: Relative differences up to which a rounded and a converted value agree.
_ROUNDED, _CONVERTED = Decimal("0.05"), Decimal("0.06")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The quantities of a Korean and an English sentence, compared; each stands in one place.

    A quantity that is named twice on one side agrees with the same partner twice. `contradicting` are pairs of
    one kind and unit with different values; `ko_only` and `en_only` found nothing to compare with.
    """

    agreeing: tuple[tuple[Quantity, Quantity], ...]
    ko_only: tuple[Quantity, ...]
    en_only: tuple[Quantity, ...]
    contradicting: tuple[tuple[Quantity, Quantity], ...]


@dataclass(frozen=True, slots=True)
class _Atom:
    """One value to compare; a range or a score has two."""

    kind: str
    unit: str
    value: Decimal
    about: bool = False


def compare(ko: Sequence[Quantity], en: Sequence[Quantity]) -> Comparison:
    """Compare the quantities of a Korean sentence with those of an English one. Never raises."""
    strengths = sorted(
        (
            (-strength, abs(i - j), i, j)
            for i, left in enumerate(ko)
            for j, right in enumerate(en)
            if (strength := _strength(left, right)) > 0
        ),
    )
    pairs: list[tuple[int, int]] = []
    used_ko: set[int] = set()
    used_en: set[int] = set()
    for _, _, i, j in strengths:
        if i not in used_ko and j not in used_en:
            pairs.append((i, j))
            used_ko.add(i)
            used_en.add(j)
    # What is named again on one side, or only in parts, shares its partner.
    for _, _, i, j in strengths:
        if (i not in used_ko) != (j not in used_en):
            pairs.append((i, j))
            used_ko.add(i)
            used_en.add(j)
    clashes = []
    open_ko = [i for i in range(len(ko)) if i not in used_ko]
    open_en = [j for j in range(len(en)) if j not in used_en]
    for _, i, j in sorted(_clashes(ko, en, open_ko, open_en)):
        if i not in used_ko and j not in used_en:
            clashes.append((i, j))
            used_ko.add(i)
            used_en.add(j)
    return Comparison(
        tuple((ko[i], en[j]) for i, j in sorted(pairs)),
        tuple(ko[i] for i in open_ko if i not in used_ko),
        tuple(en[j] for j in open_en if j not in used_en),
        tuple((ko[i], en[j]) for i, j in sorted(clashes)),
    )


def _strength(left: Quantity, right: Quantity) -> float:
    """Return how well two quantities agree, 0 to 1."""
    if left.kind == right.kind and left.value == right.value and left.unit == right.unit:
        return _SAME
    if left.kind in _NUMERIC and right.kind in _NUMERIC:
        return _numeric(_atom(left), _atom(right))
    if left.kind == right.kind == "date":
        return 0.9 if _dates_agree(str(left.value), str(right.value)) else 0.0
    for one, other in ((left, right), (right, left)):
        if one.kind in _BRIDGES:
            strength: float = _BRIDGES[one.kind](one, other)
            if strength:
                return strength
    return 0.0


def _atom(quantity: Quantity) -> _Atom:
    value = quantity.value
    return _Atom(quantity.kind, quantity.unit, value if isinstance(value, Decimal) else Decimal(0), quantity.about)


def _numeric(left: _Atom, right: _Atom) -> float:
    comparable = left.kind == right.kind and left.unit == right.unit
    if not comparable:
        generic = left.kind in ("number", "ordinal") or right.kind in ("number", "ordinal")
        comparable = (
            generic
            or {left.kind, right.kind} == {"percent", "point"}
            or frozenset({left.unit, right.unit}) in money.AMBIGUOUS
        )
        if not comparable:
            return _CLOSE if left.kind == right.kind == "measure" and _converts(left, right) else 0.0
    if abs(left.value) == abs(right.value):
        return _SAME if left.value == right.value and left.kind == right.kind and left.unit == right.unit else _EQUAL
    if _rounds(left, right):
        return _CLOSE
    if left.kind == right.kind == "measure" and "celsius" == left.unit == right.unit and _fahrenheit(left, right):
        return _CLOSE
    return 0.0


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _rounds(left: _Atom, right: _Atom) -> bool:
    """Tell whether one value is the other, rounded."""
    a, b = abs(left.value), abs(right.value)
    coarse, fine = (a, b) if _digits(a) < _digits(b) else (b, a)
    if fine <= 10 or coarse <= 10:
        return False
    if left.about or right.about:
        return abs(fine - coarse) <= _ROUNDED * max(fine, coarse)
    digits = _digits(coarse)
    if digits < 2 or digits == _digits(fine):
        return False
    # A whole number written to its last unit is meant: it rounds only where the writer says so.
    if fine == fine.to_integral_value() and fine % 1000:
        return False
    step = Decimal(1).scaleb(fine.adjusted() - digits + 1)
    return abs(fine - coarse) <= step / 2


def _converts(left: _Atom, right: _Atom) -> bool:
    a, b = units.base(left.value, left.unit), units.base(right.value, right.unit)
    if a is None or b is None or a[0] != b[0]:
        return False
    if a[0] == "temperature":
        return abs(a[1] - b[1]) <= 1
    return abs(a[1] - b[1]) <= _CONVERTED * max(abs(a[1]), abs(b[1]))


def _fahrenheit(left: _Atom, right: _Atom) -> bool:
    """Tell whether degrees without a scale are the same in Celsius and Fahrenheit."""
    low, high = sorted((left.value, right.value))
    return abs((high - 32) * 5 / 9 - low) <= 1


def _dates_agree(left: str, right: str) -> bool:
    a, b = date_parts(left), date_parts(right)
    common = a.keys() & b.keys()
    return bool(common) and all(a[name] == b[name] for name in common)


def _date_with(date: Quantity, other: Quantity) -> float:
    """Return how well a date agrees with a number: 20일 can be the 20th or 20 days."""
    parts = date_parts(str(date.value))
    if not isinstance(other.value, Decimal) or other.kind not in ("number", "ordinal", "measure"):
        return 0.0
    if other.kind == "measure" and not (other.unit == "day" and list(parts) == ["day"]):
        return 0.0
    if list(parts.values()) == [other.value]:
        return _EQUAL if "month" not in parts else 0.0
    return 0.5 if "day" in parts and parts["day"] == other.value and other.kind == "ordinal" else 0.0


def _fraction_with(fraction: Quantity, other: Quantity) -> float:
    above, _, below = str(fraction.value).partition("/")
    if other.kind == "percent" and isinstance(other.value, Decimal) and Decimal(below):
        return _EQUAL if abs(100 * Decimal(above) / Decimal(below) - abs(other.value)) < 1 else 0.0
    if other.kind == "fraction":
        more, _, less = str(other.value).partition("/")
        return _EQUAL if Decimal(above) * Decimal(less) == Decimal(more) * Decimal(below) else 0.0
    return 0.0


def _kind_of(unit: str) -> str:
    if not unit:
        return "number"
    return unit if unit in ("percent", "point") else "money" if unit.isupper() and len(unit) == 3 else "measure"


def _atoms(quantity: Quantity) -> Iterator[_Atom]:
    for end in ends(str(quantity.value)):
        kind = _kind_of(quantity.unit)
        yield _Atom(kind, quantity.unit if kind in ("money", "measure") else "", end, quantity.about)


def _two_with(two: Quantity, other: Quantity) -> float:
    """Return how well a range or score agrees with another, or with one number that is an end of it."""
    if other.kind in ("range", "score"):
        pairs = list(zip(_atoms(two), _atoms(other), strict=True))
        if {two.kind, other.kind} != {"range"}:
            left, right = ends(str(two.value)), ends(str(other.value))
            return _SAME if sorted(left) == sorted(right) else 0.0
        return min(_numeric(a, b) for a, b in pairs)
    if other.kind in _NUMERIC:
        return 0.7 * max(_numeric(atom, _atom(other)) for atom in _atoms(two))
    return 0.0


def _time_with(time: Quantity, other: Quantity) -> float:
    hour, minute = map(int, str(time.value).split(":"))
    if other.kind == "time":
        hours, minutes = map(int, str(other.value).split(":"))
        same = hour == hours or ("half-day" in (time.unit, other.unit) and hour % 12 == hours % 12)
        return 0.9 if same and minute == minutes else 0.0
    if other.kind == "number" and not minute:
        return _CLOSE if other.value == (hour % 12 or 12) else 0.0
    return 0.0


def _decade_with(decade: Quantity, other: Quantity) -> float:
    value = int(str(decade.value))
    if other.kind == "decade":
        another = int(str(other.value))
        return 0.9 if min(value, another) < 100 and value % 100 == another % 100 else 0.0
    return _CLOSE if other.kind in ("number", "measure") and other.value == value else 0.0


def _vague_with(vague: Quantity, other: Quantity) -> float:
    """`수만` and `thousands` agree: languages cut the scale at other places."""
    if not isinstance(vague.value, Decimal) or not isinstance(other.value, Decimal):
        return 0.0
    if other.kind == "vague":
        return _CLOSE if Decimal("0.1") <= vague.value / other.value <= 10 else 0.0
    return 0.5 if vague.value <= abs(other.value) < 10 * vague.value else 0.0


_BRIDGES = {
    "date": _date_with,
    "fraction": _fraction_with,
    "range": _two_with,
    "score": _two_with,
    "time": _time_with,
    "decade": _decade_with,
    "vague": _vague_with,
}


def _clashes(
    ko: Sequence[Quantity], en: Sequence[Quantity], open_ko: list[int], open_en: list[int]
) -> Iterator[tuple[float, int, int]]:
    """Yield (distance, i, j) of the pairs that contradict each other."""
    for i in open_ko:
        for j in open_en:
            left, right = ko[i], en[j]
            if left.kind != right.kind or left.unit != right.unit:
                continue
            if isinstance(left.value, Decimal) and isinstance(right.value, Decimal):
                if left.kind == "vague" or (
                    left.kind in ("number", "ordinal") and min(left.weight, right.weight) < 0.1
                ):
                    continue
                yield _distance(left.value, right.value), i, j
            elif left.kind == "date":
                a, b = date_parts(str(left.value)), date_parts(str(right.value))
                if common := a.keys() & b.keys():
                    yield sum(a[name] != b[name] for name in common) / len(common), i, j
            elif left.kind in ("weekday", "fraction", "score", "range", "decade", "time"):
                yield 0.5, i, j


def _distance(left: Decimal, right: Decimal) -> float:
    """Return how far two values are apart, 0 to 1; values of the same digits (30 and 300) are near."""
    if left.normalize().as_tuple().digits == right.normalize().as_tuple().digits:
        return 0.1
    greatest = max(abs(left), abs(right))
    return float(abs(left - right) / greatest) if greatest else 0.0
