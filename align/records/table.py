"""A record file that is open for reading."""

from __future__ import annotations

from collections.abc import Iterator

from align.errors import InputError

Record = dict[str, object]

#: Characters of a name in a message; without a header, a text stands there.
_SHOWN = 40


class Table:
    """Records of a file, to be taken once, in order.

    `columns` are the names, `name` says in messages where the records come from, `format` is one of
    `align.records.FORMATS`.
    """

    def __init__(
        self, columns: tuple[str, ...], records: Iterator[tuple[int, Record]], unit: str, *, name: str, format: str
    ) -> None:
        self.columns = columns
        self.name = name
        self.format = format
        self._records = records
        self._unit = unit
        self._number = 0

    @property
    def place(self) -> str:
        """Where the record stands that was taken last, for messages: `corpus.tsv, line 7`."""
        return f"{self.name}, {self._unit} {self._number}"

    def __iter__(self) -> Iterator[Record]:
        for number, record in self._records:
            self._number = number
            yield record

    def require(self, *columns: str, advice: str = "") -> None:
        """Raise InputError where the table lacks one of the columns; `advice` says what to do about it."""
        missing = [column for column in columns if column not in self.columns]
        if missing:
            hint = "name them in the first line" if self.format in ("tsv", "csv") else "name them so"
            hint = advice or hint
            names = ", ".join(name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…" for name in self.columns)
            raise InputError(f"{self.name}: no column {', '.join(missing)} among {names}; {hint}")


def check_names(names: tuple[str, ...], place: str) -> None:
    """Raise InputError where a column has no name, or two have the same."""
    for number, name in enumerate(names, 1):
        if not name:
            raise InputError(f"{place}: column {number} of {len(names)} has no name; give each column one")
        if name in names[: number - 1]:
            raise InputError(f"{place}: column {name} occurs twice; give each column a name of its own")
