"""How well a Hangul string and a Latin string spell the same sound: 파트루셰프 and Patrushev.

Every jamo stands for a chunk of 0 to 3 letters, with a probability learned by expectation
maximisation over all alignments of name pairs (Ristad & Yianilos 1998; many letters to one jamo as in
Jiampojamarn, Kondrak & Sherif 2007, section 2). The score of a pair is the log of how much likelier
its Latin letters are when spelled after the Hangul than by chance, along the best alignment, in nats:
above 0 for a match, larger the longer the name. `scripts/train_transliteration.py` fits the table.

Libraries looked at: korean-romanizer and hangul-romanize give one official spelling of a Korean word,
but Patrushev, Lee and Pusan are none; rapidfuzz compares letters of one script, so it needs such a
romanisation first, and loses to the table below (`CARD.md`); epitran and phonetisaurus bring
pronunciation models of megabytes for each language that a name may come from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError

#: Letters that one jamo stands for, at most.
LONGEST_CHUNK = 3
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
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
)
_NOT_LETTERS = re.compile("[^a-z]+")

#: What a chunk costs, in nats, that the table does not have for a jamo, by its number of letters.
_UNSEEN = (-4.0, -4.0, -6.5, -9.0)
#: Partial scores below this are given up.
_HOPELESS = -3.0
#: A cell that can't be reached.
_NEVER = np.float32(-1e4)


@lru_cache(maxsize=20_000)
def letters(text: str) -> str:
    """Return the Latin letters of a name in lower case without diacritics: `Łódź` gives `lodz`, `Jong-un` `jongun`."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKD", text.lower().translate(_PLAIN_LETTERS)))


@lru_cache(maxsize=50_000)
def _jamo_and_ends(text: str) -> tuple[bytes, bytes]:
    """Return the first MOST_JAMO jamo of Hangul, and for each which syllable it ends, from 1; both filled up with 0."""
    out, ends = bytearray(), bytearray()
    for count, character in enumerate(text, 1):
        code = ord(character)
        if not _HANGUL_FIRST <= code <= _HANGUL_LAST:
            continue
        before = len(out)
        onset, rest = divmod(code - _HANGUL_FIRST, _NUCLEI * _CODAS)
        nucleus, coda = divmod(rest, _CODAS)
        if onset == _SILENT:
            out.append((_INNER_VOWEL if out else _OPENING_VOWEL) + nucleus)
        else:
            out.append((_INNER if out else _OPENING) + onset)
            out.append(_AFTER_ONSET + nucleus)
        if coda:
            out.append(_CODA + coda)
        ends += bytes(len(out) - before - 1)
        ends.append(min(count, 255))
    return bytes(out[:MOST_JAMO].ljust(MOST_JAMO, b"\0")), bytes(ends[:MOST_JAMO].ljust(MOST_JAMO, b"\0"))


def jamo(text: str) -> bytes:
    """Return the first MOST_JAMO jamo of a run of Hangul as symbols, one byte each; other characters are left out."""
    return _jamo_and_ends(text)[0].rstrip(b"\0")


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


Matches = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]
_NOTHING: Matches = (*(np.zeros(0, dtype=np.int32) for _ in range(3)), np.zeros(0, dtype=np.float32))  # type: ignore[assignment]


class _Trie:
    """Runs of Hangul, sorted, with equal beginnings as one node: each beginning is compared once.

    Row r is a run and column l its jamo l; `nodes[r, l]` numbers the beginnings of l + 1 jamo in order,
    `ends[r, l]` says which syllable ends there (0: none), `owners[r]` which run of the input it is.
    """

    def __init__(self, korean: Sequence[str]) -> None:
        runs = sorted((*_jamo_and_ends(text), i) for i, text in enumerate(korean))
        self.size = len(runs)
        self.owners = np.array([i for _, _, i in runs], dtype=np.int32)
        shape = (self.size, MOST_JAMO)
        grid = np.frombuffer(b"".join([symbols for symbols, _, _ in runs]), dtype=np.uint8).reshape(shape)
        self._lengths = np.count_nonzero(grid, axis=1)
        self.longest = longest = int(self._lengths.max(initial=0))
        self.grid = grid[:, :longest]
        self.ends = np.frombuffer(b"".join([ends for _, ends, _ in runs]), dtype=np.uint8).reshape(shape)
        self._fresh = np.ones(self.grid.shape, dtype=bool)
        self._fresh[1:] = np.logical_or.accumulate(self.grid[1:] != self.grid[:-1], axis=1)
        self.nodes = np.cumsum(self._fresh, axis=0) - 1

    def children(self, level: int, nodes: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the first row of every child at a level, and the index of its parent, for sorted nodes above."""
        rows = np.flatnonzero(self._fresh[:, level] & (self.grid[:, level] > 0))
        above = self.nodes[rows, level - 1] if level else np.zeros(rows.size, dtype=np.intp)
        first = np.searchsorted(nodes, above, side="left")
        many = np.searchsorted(nodes, above, side="right") - first
        child = np.repeat(rows, many)
        return child, np.arange(child.size) - np.repeat(np.cumsum(many) - many - first, many)

    def rows(self, level: int, child: NDArray[np.intp], whole: bool) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the runs below nodes, given by their first rows, in which a syllable ends: (node's index, row)."""
        starts = np.flatnonzero(self._fresh[:, level])
        many = np.append(starts[1:], self.size)[self.nodes[child, level]] - child
        index = np.repeat(np.arange(child.size), many)
        row = np.arange(index.size) - np.repeat(np.cumsum(many) - many - child, many)
        kept = self._lengths[row] == level + 1 if whole else self.ends[row, level] > 0
        return index[kept], row[kept]


class Transliterator:
    """The table of jamo and chunks, and the search for the best alignment of many pairs at once.

    `scores` maps (symbol, chunk) to nats above chance; chunks of a symbol that are missing cost `_UNSEEN`.
    """

    def __init__(self, scores: dict[tuple[int, str], float]) -> None:
        chunks = sorted({chunk for _, chunk in scores if chunk})
        self._ids = {chunk: position for position, chunk in enumerate(chunks, LONGEST_CHUNK + 1)}
        #: Columns: what costs no chunk, chunks of 1, 2, 3 letters that no jamo knows, then the known ones.
        table = np.empty((SYMBOLS, len(chunks) + LONGEST_CHUNK + 1), dtype=np.float32)
        table[:, : LONGEST_CHUNK + 1] = _UNSEEN
        for chunk, position in self._ids.items():
            table[:, position] = _UNSEEN[len(chunk)]
        for (symbol, chunk), score in scores.items():
            table[symbol, self._ids[chunk] if chunk else 0] = score
        self._width = table.shape[1]
        self._flat = np.ascontiguousarray(table).ravel()
        self._spelled: dict[str, bytes] = {}

    def _chunks(self, word: str) -> bytes:
        """Return the chunk that ends after letter j and has length l + 1, for all j and l, as (letters, 3) int32."""
        known = self._spelled.get(word)
        if known is None:
            ids = np.zeros((MOST_LETTERS, LONGEST_CHUNK), dtype=np.int32)
            for stop in range(1, min(len(word), MOST_LETTERS) + 1):
                for size in range(1, LONGEST_CHUNK + 1):
                    ids[stop - 1, size - 1] = self._ids.get(word[stop - size : stop], size) if size <= stop else 0
            known = ids.tobytes()
            if len(self._spelled) > 50_000:
                self._spelled.clear()
            self._spelled[word] = known
        return known

    def matches(
        self, korean: Sequence[str], latin: Sequence[str], least: float = 0.0, *, whole: bool = False
    ) -> Matches:
        """Find all pairs of which the Hangul begins like the Latin sounds.

        `korean` are runs of Hangul syllables, `latin` words of `letters` (`a` to `z`). Returns, for every triple
        that scores at least `least`: the index of the Hangul, the index of the Latin, how many syllables of
        the Hangul it takes, and the score in nats. With `whole` only those that take all syllables.
        """
        words = [w for w in range(len(latin)) if latin[w]]
        trie = _Trie(korean)
        if not words or not trie.longest:
            return _NOTHING
        lengths = np.array([min(len(latin[w]), MOST_LETTERS) for w in words], dtype=np.int32)
        chunks = np.frombuffer(b"".join([self._chunks(latin[w]) for w in words]), dtype=np.int32)
        chunks = chunks.reshape(len(words), MOST_LETTERS, LONGEST_CHUNK)
        width = int(lengths.max())
        outside = np.arange(width + 1) > lengths[:, None]

        # A state is (node of the trie, word); `best` holds its score after each number of letters, of which
        # there are at most LONGEST_CHUNK more at each level.
        best = np.zeros((len(words), 1), dtype=np.float32)
        word, node = np.arange(len(words)), np.zeros(len(words), dtype=np.intp)
        found: list[Matches] = []
        for level in range(trie.longest):
            child, parent = trie.children(level, node)
            if not child.size:
                break
            word = word[parent]
            reach = best.shape[1]
            columns = min(width + 1, reach + LONGEST_CHUNK)
            before = np.full((child.size, columns + LONGEST_CHUNK), _NEVER, dtype=np.float32)
            before[:, LONGEST_CHUNK : LONGEST_CHUNK + reach] = best[parent]
            offset = trie.grid[child, level].astype(np.int32) * self._width
            after = before[:, LONGEST_CHUNK:] + self._flat[offset][:, None]
            ids = chunks[word, : columns - 1] + offset[:, None, None]
            steps = self._flat[ids]
            for size in range(1, LONGEST_CHUNK + 1):
                step = steps[:, :, size - 1]
                step += before[:, LONGEST_CHUNK + 1 - size : LONGEST_CHUNK + columns - size]
                np.maximum(after[:, 1:], step, out=after[:, 1:])
            after[outside[word, :columns]] = _NEVER
            alive = after.max(axis=1) > _HOPELESS
            child, word, best = child[alive], word[alive], after[alive]
            final = best[np.arange(word.size), np.minimum(lengths[word], columns - 1)]
            final[lengths[word] >= columns] = _NEVER
            hits = np.flatnonzero(final >= least)
            if hits.size:
                hit, row = trie.rows(level, child[hits], whole)
                hit = hits[hit]
                found.append((trie.owners[row], word[hit], trie.ends[row, level].astype(np.int32), final[hit]))
            node = trie.nodes[child, level]
        if not found:
            return _NOTHING
        who, which, taken, score = (np.concatenate(part) for part in zip(*found, strict=True))
        return who, np.asarray(words, dtype=np.int32)[which], taken, score


@cache
def transliterator() -> Transliterator:
    """Return the bundled model. Raises ModelError where its file is missing or damaged."""
    path = files("align.evidence") / "transliteration.tsv"
    symbols = {symbol_name(symbol): symbol for symbol in range(1, SYMBOLS)}
    scores: dict[tuple[int, str], float] = {}
    try:
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            name, *entries = line.split("\t")
            for entry in entries:
                chunk, _, hundredths = entry.partition(":")
                scores[symbols[name], chunk] = int(hundredths) / 100
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"{path}: the transliteration table is damaged ({error!r}); reinstall hanalign") from error
    return Transliterator(scores)
