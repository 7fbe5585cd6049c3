"""Names of months, weekdays and times told from now, in both languages."""

from __future__ import annotations

#: Lower-case, in English.
MONTHS = {
    name: month
    for month, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
KOREAN_WEEKDAYS = {name: number for number, name in enumerate("월화수목금토일", 1)}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        [
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ],
        1,
    )
    for name in names.split()
}
#: Names that are words of their own in lower case: read as dates only with a capital.
CAPITAL = {"may", "march"}
#: Short forms, read only with a capital and a full stop or the day of the month: The Sun, Mar-a-Lago, Jan.
SHORT = {name for name in (*MONTHS, *WEEKDAYS) if len(name) < 6 and name not in {*CAPITAL, "april", "june", "july"}}

KOREAN_RELATIVE = {
    "지난해": "year-1", "작년": "year-1", "전년": "year-1", "재작년": "year-2", "올해": "year+0", "금년": "year+0",
    "올": "year+0", "내년": "year+1", "내후년": "year+2", "이듬해": "year+1",
    "지난달": "month-1", "지난 달": "month-1", "이달": "month+0", "이번 달": "month+0", "이번달": "month+0",
    "다음달": "month+1", "다음 달": "month+1", "내달": "month+1",
    "지난주": "week-1", "지난 주": "week-1", "이번 주": "week+0", "이번주": "week+0", "금주": "week+0",
    "다음주": "week+1", "다음 주": "week+1", "내주": "week+1",
    "지난 주말": "weekend-1", "지난주말": "weekend-1", "이번 주말": "weekend+0", "주말": "weekend+0",
    "그저께": "day-2", "그제": "day-2", "어제": "day-1", "어젯밤": "day-1", "오늘": "day+0", "오늘밤": "day+0",
    "내일": "day+1", "모레": "day+2",
    "상반기": "half-1", "하반기": "half-2",
}  # fmt: skip
#: Lower-case.
ENGLISH_RELATIVE = {
    f"{word} {unit}": f"{unit}{steps}"
    for word, steps in {
        "last": "-1", "previous": "-1", "past": "-1", "this": "+0", "next": "+1", "coming": "+1", "following": "+1",
    }.items()
    for unit in ("year", "month", "week", "weekend")
} | {
    "yesterday": "day-1", "last night": "day-1", "today": "day+0", "tonight": "day+0", "tomorrow": "day+1",
    "the weekend": "weekend+0", "a year earlier": "year-1", "a year ago": "year-1", "the year before": "year-1",
    "first half": "half-1", "second half": "half-2",
}  # fmt: skip

#: Hours to add to an hour of the morning or afternoon, by the word before it.
KOREAN_HALVES = {"오전": 0, "새벽": 0, "아침": 0, "오후": 12, "저녁": 12, "밤": 12, "낮": 12}
