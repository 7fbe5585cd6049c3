"""Numbers and names of a pair: what agrees, what stands alone, what contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.evidence import Comparison, Quantity, compare, quantities
from align.evidence.names import Name, NameComparison, compare_names

#: Weight from which a quantity without a partner is worth a word.
_TELLING = 0.5
_CALENDAR = frozenset({"date", "time", "weekday", "relative", "decade"})
#: Sums of weights above which more tells nothing.
_MOST = 3.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the numbers and names of a pair say.

    `values` are sums of weights, in the order of the features: of quantities that agree, that either side has alone,
    that both have alone, that contradict each other; of dates alone; of names that agree, that either side has alone,
    and that both have alone. `clashes` are quantities of one
    kind and different values, `alone_ko` and `alone_en` telling ones that the other side lacks, `names_ko` and
    `names_en` names that it lacks.
    """

    values: tuple[float, ...]
    clashes: tuple[tuple[Quantity, Quantity], ...]
    alone_ko: tuple[Quantity, ...]
    alone_en: tuple[Quantity, ...]
    names_ko: tuple[Name, ...]
    names_en: tuple[Name, ...]

    @property
    def names_alone(self) -> float:
        """Return how much the English names that the Korean side lacks weigh, 0 to 3."""
        return _strength(self.names_en)


def evidence_of(pairs: Sequence[tuple[str, str]]) -> list[Evidence]:
    """Return what the numbers and names of each (Korean, English) pair say; each pair on its own."""
    return [
        _evidence(compare(quantities(ko, "ko"), quantities(en, "en")), found)
        for (ko, en), found in zip(pairs, compare_names(pairs), strict=True)
    ]


def _evidence(found: Comparison, named: NameComparison) -> Evidence:
    # The same day has many forms (the 18th, Friday, yesterday), so that a date alone says less than a number.
    ko_only, en_only = (
        _weight(one for one in side if one.kind not in _CALENDAR) for side in (found.ko_only, found.en_only)
    )
    alone_ko, alone_en = _strength(named.ko_only), _strength(named.en_only)
    values = (
        _weight(left for left, _ in found.agreeing),
        ko_only,
        en_only,
        min(ko_only, en_only),
        _weight(left for left, _ in found.contradicting),
        _weight(one for one in (*found.ko_only, *found.en_only) if one.kind in _CALENDAR),
        _strength(named.agreeing),
        alone_ko,
        alone_en,
        # A name that stands for another leaves one alone on both sides.
        min(alone_ko, alone_en),
    )
    return Evidence(
        values,
        found.contradicting,
        tuple(one for one in found.ko_only if one.weight >= _TELLING),
        tuple(one for one in found.en_only if one.weight >= _TELLING),
        named.ko_only,
        named.en_only,
    )


def _strength(found: Iterable[Name]) -> float:
    return min(float(sum(name.weight for name in found)), _MOST)


def _weight(found: Iterable[Quantity]) -> float:
    return min(sum(one.weight for one in found), _MOST)
