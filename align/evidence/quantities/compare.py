"""Which quantities of two sentences agree, which stand alone, and which contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.evidence.quantities.agree import strength
from align.evidence.quantities.clash import clashes, torn
from align.evidence.quantities.quantity import Quantity, date_parts

#: Quantities of a side that are compared.
_MOST = 300
#: Characters between an amount and the same in brackets: `(약 `.
_BRACKET = 4

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
    candidates = [*clashes(ko, en, open_ko, open_en), *torn(ko, en, agreeing, open_ko, open_en)]
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
