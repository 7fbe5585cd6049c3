"""Hangul as jamo and Latin names as letters: what the transliteration table is about."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

#: Letters of a Latin string, and jamo of a Hangul string, that are compared; what follows is ignored.
MOST_LETTERS, MOST_JAMO = 20, 24

_ONSETS, _NUCLEI, _CODAS = 19, 21, 28
_SILENT = 11  # the onset ㅇ, which has no sound
#: Jamo are told apart by place: onset that opens the word or not, vowel after an onset or without one, coda.
_OPENING, _INNER = 1, 1 + _ONSETS
_AFTER_ONSET = _INNER + _ONSETS
_OPENING_VOWEL, _INNER_VOWEL = _AFTER_ONSET + _NUCLEI, _AFTER_ONSET + 2 * _NUCLEI
_CODA = _AFTER_ONSET + 3 * _NUCLEI
#: Number of symbols; 0 stands for no jamo at all.
SYMBOLS = _CODA + _CODAS
_NOT_VOWELS = _INNER_VOWEL + _NUCLEI

_ONSET_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_NUCLEUS_LETTERS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODA_LETTERS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3
_SYLLABLES = _HANGUL_LAST - _HANGUL_FIRST + 1
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
)
_NOT_LETTERS = re.compile("[^a-z]+")
_HANGUL = re.compile("[가-힣]+")


@lru_cache(maxsize=20_000)
def letters(text: str) -> str:
    """Return the Latin letters of a name in lower case without diacritics: `Łódź` gives `lodz`, `Jong-un` `jongun`."""
    if text.isascii() and text.isalpha():
        return text.lower()
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKD", text.lower().translate(_PLAIN_LETTERS)))


@cache  # 11,172 syllables at most, some 3,000 in use.
def _syllable_jamo(code: int) -> tuple[bytes, bytes]:
    """Return the jamo of a syllable of Hangul, by its place in Unicode, opening a word and inside of one."""
    onset, rest = divmod(code, _NUCLEI * _CODAS)
    nucleus, coda = divmod(rest, _CODAS)
    last = (_CODA + coda,) if coda else ()
    if onset == _SILENT:
        return bytes((_OPENING_VOWEL + nucleus, *last)), bytes((_INNER_VOWEL + nucleus, *last))
    opening, inner = ((place + onset, _AFTER_ONSET + nucleus, *last) for place in (_OPENING, _INNER))
    return bytes(opening), bytes(inner)


@lru_cache(maxsize=50_000)
def jamo_and_ends(text: str) -> tuple[bytes, bytes]:
    """Return the first MOST_JAMO jamo of Hangul, and for each which syllable it ends, from 1; both filled up with 0."""
    out, ends = b"", bytearray(MOST_JAMO)
    for count, character in enumerate(text, 1):
        code = ord(character) - _HANGUL_FIRST
        if not 0 <= code < _SYLLABLES:
            continue
        out += _syllable_jamo(code)[1 if out else 0]
        if len(out) > MOST_JAMO:
            break
        ends[len(out) - 1] = min(count, 255)
    return out[:MOST_JAMO].ljust(MOST_JAMO, b"\0"), bytes(ends)


def jamo(text: str) -> bytes:
    """Return the first MOST_JAMO jamo of a run of Hangul as symbols, one byte each; other characters are left out."""
    return jamo_and_ends(text)[0].rstrip(b"\0")


#: What a coda turns into before an onset: 한라 Halla, 종로 Jongno, 백령 Baengnyeong, 압록 Amnok.
_NASAL = {
    "ㄱ": "ㅇ",
    "ㄲ": "ㅇ",
    "ㅋ": "ㅇ",
    "ㄷ": "ㄴ",
    "ㅅ": "ㄴ",
    "ㅈ": "ㄴ",
    "ㅊ": "ㄴ",
    "ㅌ": "ㄴ",
    "ㅂ": "ㅁ",
    "ㅍ": "ㅁ",
}


@lru_cache(maxsize=20_000)  # The pairs of syllables that most of a corpus is made of.
def _meet(one: str, other: str) -> tuple[str, str]:
    """Return two syllables of Hangul as they are spoken where the coda and the onset between them meet."""
    first, second = ord(one) - _HANGUL_FIRST, ord(other) - _HANGUL_FIRST
    coda = _CODA_LETTERS[first % _CODAS]
    onset, rest = divmod(second, _NUCLEI * _CODAS)
    letter = _ONSET_LETTERS[onset]
    if letter == "ㄹ" and coda == "ㄴ":
        coda = "ㄹ"
    elif letter == "ㄴ" and coda == "ㄹ":
        letter = "ㄹ"
    elif letter == "ㄹ" and coda not in " ㄹ":
        coda, letter = _NASAL.get(coda, coda), "ㄴ"
    elif letter in "ㄴㅁ":
        coda = _NASAL.get(coda, coda)
    first += _CODA_LETTERS.index(coda) - first % _CODAS
    second = _ONSET_LETTERS.index(letter) * _NUCLEI * _CODAS + rest
    return chr(_HANGUL_FIRST + first), chr(_HANGUL_FIRST + second)


def spoken(word: str) -> str:
    """Return a run of Hangul as it is spoken where codas and onsets change each other: 한라 gives 할라, 종로 종노.

    Standard Pronunciation (National Institute of Korean Language, 1988), articles 18 to 20. Text that is not
    Hangul throughout comes back as it is.
    """
    if not _HANGUL.fullmatch(word):
        return word
    said, last = "", word[0]
    for syllable in word[1:]:
        before, last = _meet(last, syllable)
        said += before
    return said + last


def symbol_name(symbol: int) -> str:
    """Return a readable name of a symbol: `^ㄱ` opening onset, `ㄱ` inner onset, `ㅏ`, `^0ㅏ`, `0ㅏ`, `ㄱ$` coda."""
    if symbol < _AFTER_ONSET:
        opening, onset = symbol < _INNER, (symbol - _OPENING) % _ONSETS
        return ("^" if opening else "") + _ONSET_LETTERS[onset]
    if symbol < _CODA:
        place, nucleus = divmod(symbol - _AFTER_ONSET, _NUCLEI)
        return ("", "^0", "0")[place] + _NUCLEUS_LETTERS[nucleus]
    return _CODA_LETTERS[symbol - _CODA] + "$"


def is_vowel(symbol: int) -> bool:
    """Whether a symbol is a vowel, with or without an onset before it."""
    return _AFTER_ONSET <= symbol < _NOT_VOWELS
