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
#: The column of what can't be, behind those of unknown chunks, and the score of what can't be.
_IMPOSSIBLE = LONGEST_CHUNK + 1
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


@lru_cache(maxsize=50_000)
def spoken(word: str) -> str:
    """Return a run of Hangul as it is spoken where codas and onsets change each other: 한라 gives 할라, 종로 종노.

    Standard Pronunciation (National Institute of Korean Language, 1988), articles 18 to 20.
    """
    codes = [ord(character) - _HANGUL_FIRST for character in word]
    for place in range(len(codes) - 1):
        coda = _CODA_LETTERS[codes[place] % _CODAS]
        onset, rest = divmod(codes[place + 1], _NUCLEI * _CODAS)
        letter = _ONSET_LETTERS[onset]
        if letter == "ㄹ" and coda == "ㄴ":
            coda = "ㄹ"
        elif letter == "ㄴ" and coda == "ㄹ":
            letter = "ㄹ"
        elif letter == "ㄹ" and coda not in " ㄹ":
            coda, letter = _NASAL.get(coda, coda), "ㄴ"
        elif letter in "ㄴㅁ":
            coda = _NASAL.get(coda, coda)
        codes[place] += _CODA_LETTERS.index(coda) - codes[place] % _CODAS
        codes[place + 1] = _ONSET_LETTERS.index(letter) * _NUCLEI * _CODAS + rest
    return "".join(chr(code + _HANGUL_FIRST) for code in codes)


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

    Row r is a run and column l its jamo l. A node is the first of the rows that begin alike, up to a level;
    `until[r, l]` is the row after the last of them, `ends[r, l]` says which syllable ends there (0: none),
    `owners[r]` which run of the input it is, `lengths[r]` how many jamo it has.
    """

    def __init__(self, korean: Sequence[str]) -> None:
        size = len(korean)
        runs = [_jamo_and_ends(text) for text in korean]
        symbols, ends = b"".join([run[0] for run in runs]), b"".join([run[1] for run in runs])
        self.owners = np.frombuffer(symbols, dtype=f"S{MOST_JAMO}").argsort(kind="stable")
        grid = np.frombuffer(symbols, dtype=np.uint8).reshape(size, MOST_JAMO)[self.owners]
        self.ends = np.frombuffer(ends, dtype=np.uint8).reshape(size, MOST_JAMO)[self.owners]
        self.lengths = np.count_nonzero(grid, axis=1)
        self.longest = longest = int(self.lengths.max(initial=0))
        self.grid = grid = grid[:, :longest].astype(np.intp)
        fresh = np.ones((size, longest), dtype=bool)
        fresh[1:] = np.logical_or.accumulate(grid[1:] != grid[:-1], axis=1)
        rows = np.arange(size)[:, None]
        self._node = np.maximum.accumulate(np.where(fresh, rows, 0), axis=0)
        following = np.where(fresh, rows, size)[::-1]
        self.until = np.full((size, longest), size)
        self.until[:-1] = np.minimum.accumulate(following, axis=0)[::-1][1:]
        self._opened = [np.flatnonzero(column) for column in (fresh & (grid > 0)).T]

    def children(self, level: int, nodes: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the nodes below nodes of the level above, which are sorted, and the index of the parent of each."""
        rows = self._opened[level]
        if not level:
            return np.repeat(rows, nodes.size), np.tile(np.arange(nodes.size), rows.size)
        above = self._node[rows, level - 1]
        first = nodes.searchsorted(above)
        many = nodes.searchsorted(above, side="right") - first
        return rows.repeat(many), _ranges(first, many)

    def rows(self, nodes: NDArray[np.intp], levels: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the rows below nodes, as indices of the nodes and rows."""
        many = self.until[nodes, levels] - nodes
        return np.arange(nodes.size).repeat(many), _ranges(nodes, many)


def _ranges(first: NDArray[np.intp], many: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return first, first + 1, ... for each range, one after the other."""
    stops = many.cumsum()
    return np.asarray(np.arange(stops[-1] if stops.size else 0) - (stops - many - first).repeat(many))


class Transliterator:
    """The table of jamo and chunks, and the search for the best alignment of many pairs at once.

    `scores` maps (symbol, chunk) to nats above chance; chunks of a symbol that are missing cost `_UNSEEN`.
    """

    def __init__(self, scores: dict[tuple[int, str], float]) -> None:
        chunks = sorted({chunk for _, chunk in scores if chunk})
        self._ids = {chunk: position for position, chunk in enumerate(chunks, _IMPOSSIBLE + 1)}
        # Columns: no letter, 1, 2 or 3 letters that no jamo knows, what can't be, then the known chunks.
        table = np.empty((SYMBOLS, len(chunks) + _IMPOSSIBLE + 1), dtype=np.float32)
        table[:, :_IMPOSSIBLE] = _UNSEEN
        table[:, _IMPOSSIBLE] = _NEVER
        for chunk, position in self._ids.items():
            table[:, position] = _UNSEEN[len(chunk)]
        for (symbol, chunk), score in scores.items():
            table[symbol, self._ids[chunk] if chunk else 0] = score
        self._width = table.shape[1]
        self._flat = np.ascontiguousarray(table).ravel()
        self._spelled: dict[str, bytes] = {}

    def _chunks(self, word: str) -> bytes:
        """Return the columns of the chunks that end after letter j and have l letters, as (letters + 1, 4) intp."""
        known = self._spelled.get(word)
        if known is None:
            ids = np.full((MOST_LETTERS + 1, LONGEST_CHUNK + 1), _IMPOSSIBLE, dtype=np.intp)
            ids[:, 0] = 0
            for stop in range(1, min(len(word), MOST_LETTERS) + 1):
                for size in range(1, min(stop, LONGEST_CHUNK) + 1):
                    ids[stop, size] = self._ids.get(word[stop - size : stop], size)
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
        lengths = np.array([min(len(latin[w]), MOST_LETTERS) for w in words])
        joined = np.frombuffer(b"".join([self._chunks(latin[w]) for w in words]), dtype=np.intp)
        shape = (len(words), MOST_LETTERS + 1, LONGEST_CHUNK + 1)
        chunks = np.ascontiguousarray(joined.reshape(shape)[:, : int(lengths.max()) + 1].transpose(2, 0, 1))

        # A state is (node of the trie, word); `best` holds its score after each number of letters, of which
        # there are at most LONGEST_CHUNK more at each level.
        best = np.zeros((len(words), 1), dtype=np.float32)
        word, node = np.arange(len(words)), np.zeros(len(words), dtype=np.intp)
        found: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]] = []
        for level in range(trie.longest):
            node, parent = trie.children(level, node)
            if not node.size:
                break
            word = word[parent]
            reach = best.shape[1]
            columns = min(chunks.shape[2], reach + LONGEST_CHUNK)
            before = np.full((node.size, columns + LONGEST_CHUNK), _NEVER, dtype=np.float32)
            before[:, LONGEST_CHUNK : LONGEST_CHUNK + reach] = best[parent]
            offset = trie.grid[node, level] * self._width
            steps = self._flat.take(chunks[:, word, :columns] + offset[:, None])
            for size in range(LONGEST_CHUNK + 1):
                steps[size] += before[:, LONGEST_CHUNK - size : LONGEST_CHUNK - size + columns]
            best = steps.max(axis=0)
            alive = np.flatnonzero(best.max(axis=1) > _HOPELESS)
            node, word, best = node[alive], word[alive], best[alive]
            size_of = lengths[word]
            final = best[np.arange(word.size), np.minimum(size_of, columns - 1)]
            hits = np.flatnonzero((final >= least) & (size_of < columns))
            if hits.size:
                found.append((np.stack((node[hits], np.full(hits.size, level))), word[hits], final[hits]))
        if not found:
            return _NOTHING
        (nodes, levels), which, score = (np.concatenate(part, axis=-1) for part in zip(*found, strict=True))
        index, row = trie.rows(nodes, levels)
        level_of = levels[index]
        taken = trie.ends[row, level_of]
        kept = trie.lengths[row] == level_of + 1 if whole else taken > 0
        index, row, taken = index[kept], row[kept], taken[kept].astype(np.int32)
        return trie.owners[row].astype(np.int32), np.asarray(words, dtype=np.int32)[which[index]], taken, score[index]


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
