"""Lines whose neighbours say what they are: rows of tables, points of a summary.

Rows are neighbouring lines cut by tabs into the same number of cells, with figures in them.
"""

from __future__ import annotations

import re
from itertools import groupby

from align.bitext import Language
from align.clean import patterns
from align.clean.lines import SUBSTANTIAL, Line

#: A cell holds a figure or a few words; longer ones are columns of a layout.
_CELL = 40
#: A summary has so many points at most.
_MOST_POINTS = 6


def mark_rows(lines: list[Line]) -> None:
    """Give the rows of tables the shape of list items, so that they are neither menus nor titles."""
    for cells, group in groupby(lines, key=lambda line: line.text.count("\t")):
        rows = list(group) if cells else []
        if len(rows) < 2 or not all(_is_data(line.text) for line in rows[1:]):
            continue
        for line in rows:
            line.shape = "bullet"


def mark_fields(lines: list[Line]) -> None:
    """Give neighbouring lines such as `Where: City Hall` the shape of list items."""
    for is_field, group in groupby(lines, key=lambda line: _FIELD.match(line.text) is not None):
        fields = list(group) if is_field else []
        if len(fields) > 1:
            for line in fields:
                line.shape = "bullet"


def mark_summary(lines: list[Line], language: Language) -> None:
    """Give the short sentences under a label such as `Key points` the shape of titles: they are decks."""
    for i, line in enumerate(lines):
        if len(line.text) > _CELL or line.is_prose or not patterns.is_summary(line.text):
            continue
        line.shape = "chrome"
        for item in lines[i + 1 : i + 1 + _MOST_POINTS]:
            if len(item.text) > 1.5 * SUBSTANTIAL[language] or item.shape not in ("prose", "title", "bullet"):
                break
            item.shape = "title"


_FIELD = re.compile(
    r"[-·▲△○●◦*※]?\s?(?:When|Where|Date|Time|Venue|Place|Location|Fees?|Cost|Admission|Price|Tickets?|Hours|Address|Period|"
    r"Who|How|Getting there|Program|Age|Cast|Director\S{0,20}|Screenwriter|Distributor|"
    r"Runtime|Running time|Genre|Opens|일시|장소|기간|시간|참가비|입장료|관람료|이용료|대상|신청|접수|요금|주소|"
    r"가는 길|출연|정원|준비물|행사명|주최|주관|후원|감독|각본|주연|상영시간|등급|개봉|배급)\s?[:：]\s?\S"
)


def _is_data(text: str) -> bool:
    cells = text.split("\t")
    figures = sum(any(map(str.isdigit, cell)) for cell in cells)
    return figures > 0 and 2 * figures >= len(cells) - 1 and max(map(len, cells)) <= _CELL
