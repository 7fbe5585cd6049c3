"""Reader of the quantities in Korean text.

Numbers begin at a digit, words at the beginning of a word. Sino-Korean number words are read only before a
counter, native ones only as words of their own: 이, 일, 만 and 사 mostly mean something else.
"""

from align.evidence.quantities.korean.digits import DIGITS, read_digits
from align.evidence.quantities.korean.words import WORDS, read_word

__all__ = ["DIGITS", "WORDS", "read_digits", "read_word"]
