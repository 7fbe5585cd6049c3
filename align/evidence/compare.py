"""Which quantities of two sentences agree, which stand alone, and which contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from align.evidence.agree import atoms, comparable, strength, values_agree
from align.evidence.quantity import Quantity, date_parts

#: Values that weigh less contradict nothing: there are many twos in the world.
_LIGHT = 0.4
#: Quantities of a side that are compared.
_MOST = 300
#: Characters between an amount and the same in brackets: `(약 `.
_BRACKET = 4
#: Weight from which the same value with another unit is the unit that is wrong.
_TELLING = 0.9


Pairs = tuple[tuple[Quantity, Quantity], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The quantities of a Korean and an English sentence, compared.

    A quantity that is named again, or of which the other side has only a part, shares a partner. `contradicting`
    are pairs of one kind and unit with different values, or of nearly the same digits. `undecided` pairs say the
    same in ways that can't be compared: a day of the month and a weekday, 내년 and 2026, or an amount and its like
    in another currency, added in brackets on one side. `ko_only` and `en_only` found nothing to compare with. Each
    quantity stands in one of them, save a range of which one end agrees and the other contradicts, and the partner
    of an amount in brackets.
    """

    agreeing: Pairs
    ko_only: tuple[Quantity, ...]
    en_only: tuple[Quantity, ...]
    contradicting: Pairs
    undecided: Pairs = ()


def compare(ko: Sequence[Quantity], en: Sequence[Quantity]) -> Comparison:
    """Compare the quantities of a Korean sentence with those of an English one. Never raises.

    The best agreement of all is settled first. Takes time with the product of their numbers, so of a table that
    passes for a sentence the first 300 are compared, and the rest left out.
    """
    ko, en = ko[:_MOST], en[:_MOST]
    agreeing = _agreeing(ko, en)
    used_ko, used_en = {i for i, _ in agreeing}, {j for _, j in agreeing}
    open_ko = [i for i in range(len(ko)) if i not in used_ko]
    open_en = [j for j in range(len(en)) if j not in used_en]
    candidates = [*_clashes(ko, en, open_ko, open_en), *_torn(ko, en, agreeing, open_ko, open_en)]
    contradicting: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates):
        # Of a range that is torn the other end has its partner already.
        if (i in open_ko or i in used_ko) and (j in open_en or j in used_en) and (i, j) not in contradicting:
            contradicting.append((i, j))
            open_ko = [index for index in open_ko if index != i]
            open_en = [index for index in open_en if index != j]
    undecided = _undecided(ko, en, agreeing, open_ko, open_en)
    open_ko = [i for i in open_ko if i not in {i for i, _ in undecided}]
    open_en = [j for j in open_en if j not in {j for _, j in undecided}]
    return Comparison(
        tuple((ko[i], en[j]) for i, j in agreeing),
        tuple(ko[i] for i in open_ko),
        tuple(en[j] for j in open_en),
        tuple((ko[i], en[j]) for i, j in sorted(contradicting)),
        tuple((ko[i], en[j]) for i, j in sorted(undecided)),
    )


def _agreeing(ko: Sequence[Quantity], en: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Return the pairs (i, j) that agree, one to one as far as that goes, then sharing a partner."""
    strengths = sorted(
        (-found, abs(i - j), i, j)
        for i, left in enumerate(ko)
        for j, right in enumerate(en)
        if (found := strength(left, right)) > 0
    )
    used_ko: set[int] = set()
    used_en: set[int] = set()
    pairs = []
    for shared in (False, True):
        for _, _, i, j in strengths:
            if (i in used_ko and j in used_en) or (not shared and (i in used_ko or j in used_en)):
                continue
            pairs.append((i, j))
            used_ko.add(i)
            used_en.add(j)
    return sorted(pairs)


def _undecided(
    ko: Sequence[Quantity],
    en: Sequence[Quantity],
    agreeing: Sequence[tuple[int, int]],
    open_ko: Sequence[int],
    open_en: Sequence[int],
) -> list[tuple[int, int]]:
    days = [i for i in open_ko if _is_day(ko[i])], [j for j in open_en if _is_day(en[j])]
    weekdays = [i for i in open_ko if ko[i].kind == "weekday"], [j for j in open_en if en[j].kind == "weekday"]
    pairs = [*zip(days[0], weekdays[1], strict=False), *zip(weekdays[0], days[1], strict=False)]
    pairs += zip(
        [i for i in open_ko if _is_relative_year(ko[i])], [j for j in open_en if _is_year(en[j])], strict=False
    )
    pairs += zip(
        [i for i in open_ko if _is_year(ko[i])], [j for j in open_en if _is_relative_year(en[j])], strict=False
    )
    partner_of_ko, partner_of_en = dict(agreeing), {j: i for i, j in agreeing}
    pairs += [(i, partner_of_ko[i - 1]) for i in open_ko if i - 1 in partner_of_ko and _is_added(ko[i - 1], ko[i])]
    pairs += [(partner_of_en[j - 1], j) for j in open_en if j - 1 in partner_of_en and _is_added(en[j - 1], en[j])]
    return pairs


def _is_day(quantity: Quantity) -> bool:
    return quantity.kind == "date" and "day" in date_parts(str(quantity.value))


def _is_year(quantity: Quantity) -> bool:
    return quantity.kind == "date" and list(date_parts(str(quantity.value))) == ["year"]


def _is_relative_year(quantity: Quantity) -> bool:
    return quantity.kind == "relative" and str(quantity.value).startswith("year")


def _is_added(before: Quantity, quantity: Quantity) -> bool:
    """Tell whether an amount repeats the one before it in another currency: 1600만 달러(약 165억 원)."""
    close = 0 < quantity.span.start - before.span.stop <= _BRACKET
    return close and before.kind == quantity.kind == "money" and before.unit != quantity.unit


def _clashes(
    ko: Sequence[Quantity], en: Sequence[Quantity], open_ko: Iterable[int], open_en: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """Yield (distance, i, j) of the quantities without a partner that contradict each other."""
    for i in open_ko:
        for j in open_en:
            distance = _distance(ko[i], en[j])
            if distance is not None:
                yield distance, i, j


def _torn(
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
