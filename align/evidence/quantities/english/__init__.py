"""Reader of the quantities in English text, which it takes in lower case.

Numbers begin at a digit, words at the beginning of a word. Capitals decide only where a month, a weekday or a
Roman numeral needs one.
"""

from align.evidence.quantities.english.digits import DIGITS, read_digits
from align.evidence.quantities.english.words import WORDS, read_word

__all__ = ["DIGITS", "WORDS", "read_digits", "read_word"]
