"""Which quantities contradict each other, and how much they look like one value that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from align.evidence.quantities.agree import atoms, comparable, values_agree
from align.evidence.quantities.quantity import Quantity, date_parts

#: Values that weigh less contradict nothing: there are many twos in the world.
_LIGHT = 0.4
#: Weight from which the same value with another unit is the unit that is wrong.
_TELLING = 0.9


def clashes(
    ko: Sequence[Quantity], en: Sequence[Quantity], open_ko: Iterable[int], open_en: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """Yield (distance, i, j) of the quantities without a partner that contradict each other."""
    for i in open_ko:
        for j in open_en:
            distance = _distance(ko[i], en[j])
            if distance is not None:
                yield distance, i, j


def torn(
    ko: Sequence[Quantity],
    en: Sequence[Quantity],
    pairs: Sequence[tuple[int, int]],
    open_ko: Sequence[int],
    open_en: Sequence[int],
) -> Iterator[tuple[float, int, int]]:
    """Yield (distance, i, j) of ranges that agree by one end alone, with what may contradict the other end."""
    for i, j in pairs:
        for two, one in ((ko[i], en[j]), (en[j], ko[i])):
            if two.kind != "range" or one.kind in ("range", "score"):
                continue
            side = 0 if two is ko[i] else 1
            partners = [(en[b] if side == 0 else ko[a]) for a, b in pairs if (a, b)[side] == (i, j)[side]]
            left = [a for a in atoms(two) if not any(values_agree(a, b) for p in partners for b in atoms(p))]
            for other in open_en if side == 0 else open_ko:
                for atom in atoms(en[other] if side == 0 else ko[other]):
                    if any(atom.kind == end.kind and atom.unit == end.unit for end in left):
                        yield (0.5, i, other) if side == 0 else (0.5, other, j)


def _distance(left: Quantity, right: Quantity) -> float | None:
    """Return how far apart two quantities are that contradict each other, 0 to 1; None where they don't."""
    if left.kind == "date" or right.kind == "date":
        return _distance_of_dates(left, right)
    same = left.kind == right.kind and left.unit == right.unit
    if same and left.kind in ("weekday", "fraction", "score", "range", "decade", "time"):
        return 0.5
    mine, others = atoms(left), atoms(right)
    if len(mine) != 1 or len(others) != 1:
        return None
    a, b = mine[0], others[0]
    near = _is_near(a.value, b.value, surely=not same)
    weight = min(left.weight, right.weight)
    if same and (near or weight >= _LIGHT):
        return 0.1 if near else 0.2 + _difference(a.value, b.value)
    if a.kind == b.kind and a.value == b.value and weight >= _TELLING:
        # 3000만 달러 and `30 million won`.
        return 0.3
    return 0.15 if near and comparable(a, b) and weight >= _LIGHT else None


def _distance_of_dates(left: Quantity, right: Quantity) -> float | None:
    """Return how far apart two dates are that contradict each other, 0 to 1; a day may be an ordinal, the 20th."""
    if left.kind == right.kind:
        a, b = date_parts(str(left.value)), date_parts(str(right.value))
        common = a.keys() & b.keys()
        wrong = sum(a[name] != b[name] for name in common)
        # Where nothing at all agrees, they are two dates rather than one that is wrong.
        return wrong / len(common) if wrong < len(common) or (len(common) == len(a) == len(b) == 1) else None
    date, other = (left, right) if left.kind == "date" else (right, left)
    parts = date_parts(str(date.value))
    if list(parts) == ["day"] and other.kind == "ordinal" and other.text[:1].isdigit():
        value = Decimal(str(other.value))
        return 0.4 if value <= 31 and _is_near(Decimal(parts["day"]), value, surely=False) else None
    return None


def _difference(left: Decimal, right: Decimal) -> float:
    greatest = max(abs(left), abs(right))
    return float(abs(left - right) / greatest) if greatest else 0.0


def _is_near(left: Decimal, right: Decimal, *, surely: bool) -> bool:
    """Tell whether one value looks like the other misread: 30 and 300, 18,500 and 18,600, 40 and 39.

    `surely` asks for one digit more.
    """
    a, b = left.normalize().as_tuple().digits, right.normalize().as_tuple().digits
    if a == b and (len(a) > 1 or max(abs(left), abs(right)) >= (1000 if surely else 100)):
        return True
    if min(abs(left), abs(right)) < (20 if surely else 10):
        return False
    if abs(abs(left) - abs(right)) == 1:
        return True
    return (
        len(a) == len(b) > (2 if surely else 1)
        and left.adjusted() == right.adjusted()
        and sum(map(int.__ne__, a, b)) == 1
    )
