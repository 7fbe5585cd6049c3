"""What an export or import has to say at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """How many rows went through, and what became different on the way: (what, how often)."""

    rows: int
    notes: tuple[tuple[str, int], ...] = ()


class Notes:
    """A report in the making."""

    def __init__(self) -> None:
        self.rows = 0
        self._counts = Counter[str]()

    def add(self, what: str, count: int = 1) -> None:
        """Count something that became different."""
        if count:
            self._counts[what] += count

    def report(self) -> Report:
        """Return what was counted so far."""
        return Report(self.rows, tuple(sorted(self._counts.items())))
