"""What stands after a number in English: units, currencies, scales."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from align.evidence.quantities import money, units
from align.evidence.quantities.numerals import SHORT_SCALES
from align.evidence.quantities.trie import any_of


class Counter(NamedTuple):
    """What a counter makes of the number before it; `size` is what the number is multiplied by."""

    kind: str
    unit: str = ""
    size: Decimal = Decimal(1)


def _table() -> dict[str, Counter]:
    hundredth, ten, hundred = Decimal("0.01"), Decimal(10), Decimal(100)
    table = {word: Counter("measure", code) for word, code in units.ENGLISH.items()}
    table |= {word: Counter("money", code) for word, code in money.ENGLISH.items()}
    table |= {word: Counter("money", code, hundredth) for word, code in money.ENGLISH_CENTS.items()}
    table |= dict.fromkeys(["%", "percent", "per cent", "pct"], Counter("percent"))
    points = ["percentage point", "percentage points", "percent point", "percent points", "pp"]
    table |= dict.fromkeys(points, Counter("point"))
    table |= dict.fromkeys(["basis point", "basis points", "bp", "bps"], Counter("point", "", hundredth))
    table |= dict.fromkeys(["times", "fold"], Counter("multiple"))
    table |= dict.fromkeys(["st", "nd", "rd", "th"], Counter("ordinal"))
    table |= dict.fromkeys(["a.m.", "am", "a.m", "p.m.", "pm", "p.m", "o'clock", "o’clock"], Counter("hour"))
    table |= dict.fromkeys(["s", "'s", "’s"], Counter("decade"))
    table |= dict.fromkeys(["decade", "decades"], Counter("measure", "year", ten))
    table |= dict.fromkeys(["century", "centuries"], Counter("measure", "year", hundred))
    return table


COUNTERS = _table()
_GUARDS = {word: "(?![a-z])" for word in COUNTERS if word[-1].isalpha()}
AFTER = re.compile(rf"[\s-]?+({any_of(COUNTERS, _GUARDS)})")
SCALE = re.compile(rf"[\s-]?+({any_of(SHORT_SCALES)})(?![a-z])")


def counter_of(after: re.Match[str]) -> Counter:
    """Return the counter that a match of AFTER stands for; its words may be joined by hyphens."""
    name = after[1]
    return COUNTERS.get(name) or COUNTERS[name.replace("-", " ")]
