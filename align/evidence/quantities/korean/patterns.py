"""What a number looks like in Korean."""

from __future__ import annotations

from align.evidence.quantities.numerals import PLAIN

#: A large unit that begins another word is none: 3조항, 5경기, 10만큼.
_MYRIAD, _HUNDRED_MILLION, _TRILLION = "만(?!큼)", "억", r"(?:조(?![각항직])|경(?=[\s0-9원달]))"
_BELOW = "(?:[0-9]{1,3}[십백])*+(?:[0-9]{1,3}(?![0-9,]))?+"


def number(first: str) -> str:
    """Return the pattern of a number that begins with the digits `first`: 12조3천억, 1만8,500, 30억 6천만."""
    thousands = f"(?:[십백천]{_BELOW})?+"
    count = PLAIN + thousands
    tail = rf"(?:{count}|\s(?:[0-9],?[0-9]{{2,3}}(?![0-9,년월])|{PLAIN}[백천]{_BELOW}))"
    myriads = rf"(?:\s?(?:{count}|[십백천])\s?{_MYRIAD})"
    hundred_millions = rf"(?:\s?(?:{count}|[십백천])\s?{_HUNDRED_MILLION})"
    return (
        rf"{first}{thousands}(?:\s?(?:{_TRILLION}{hundred_millions}?+{myriads}?+"
        rf"|{_HUNDRED_MILLION}{myriads}?+|{_MYRIAD}){tail}?+)?+"
    )


NUMBER = number(PLAIN)
