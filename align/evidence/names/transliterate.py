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

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.evidence.names.hangul_trie import HangulTrie
from align.evidence.names.jamo import MOST_LETTERS, SYMBOLS, symbol_name

#: Letters that one jamo stands for, at most.
LONGEST_CHUNK = 3

#: What a chunk costs, in nats, that the table does not have for a jamo, by its number of letters.
_UNSEEN = (-4.0, -4.0, -6.5, -9.0)
#: Partial scores below this are given up.
_HOPELESS = -3.0
#: The column of what can't be, behind those of unknown chunks, and the score of what can't be.
_IMPOSSIBLE = LONGEST_CHUNK + 1
_NEVER = np.float32(-1e4)
#: Letters and none, as numbers: 0 is the character before `a`.
_LETTERS, _BEFORE_A, _NO_LETTER = 27, ord("a") - 1, chr(ord("a") - 1)


Matches = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]
_NOTHING: Matches = (*(np.zeros(0, dtype=np.int32) for _ in range(3)), np.zeros(0, dtype=np.float32))  # type: ignore[assignment]


class Transliterator:
    """The table of jamo and chunks, and the search for the best alignment of many pairs at once.

    `scores` maps (symbol, chunk) to nats above chance; chunks of a symbol that are missing cost `_UNSEEN`.
    """

    def __init__(self, scores: dict[tuple[int, str], float]) -> None:
        chunks = sorted({chunk for _, chunk in scores if chunk})
        ids = {chunk: position for position, chunk in enumerate(chunks, _IMPOSSIBLE + 1)}
        # Columns: no letter, 1, 2 or 3 letters that no jamo knows, what can't be, then the known chunks.
        table = np.empty((SYMBOLS, len(chunks) + _IMPOSSIBLE + 1), dtype=np.float32)
        table[:, :_IMPOSSIBLE] = _UNSEEN
        table[:, _IMPOSSIBLE] = _NEVER
        # The column of a chunk of each size, by the three letters that it ends with, of which 0 is none.
        self._columns = np.full((LONGEST_CHUNK + 1, _LETTERS, _LETTERS, _LETTERS), _IMPOSSIBLE, dtype=np.intp)
        self._columns[0] = 0
        self._columns[1, :, :, 1:] = 1
        self._columns[2, :, 1:, 1:] = 2
        self._columns[3, 1:, 1:, 1:] = 3
        for chunk, position in ids.items():
            table[:, position] = _UNSEEN[len(chunk)]
            end: list[int | slice] = [ord(letter) - _BEFORE_A for letter in chunk]
            self._columns[(len(chunk), *[slice(None)] * (LONGEST_CHUNK - len(chunk)), *end)] = position
        for (symbol, chunk), score in scores.items():
            table[symbol, ids[chunk] if chunk else 0] = score
        self._width = table.shape[1]
        self._flat = np.ascontiguousarray(table).ravel()

    def _chunks(self, words: Sequence[str]) -> NDArray[np.intp]:
        """Return the columns of the chunks of l letters that end after letter j of each word: (4, letters + 1, words).

        `words` are not empty, and of small letters from `a` to `z`.
        """
        longest = min(max(map(len, words)), MOST_LETTERS)
        joined = "".join([word[:longest].ljust(longest, _NO_LETTER) for word in words]).encode("ascii")
        letter = np.zeros((LONGEST_CHUNK + longest, len(words)), dtype=np.intp)
        letter[LONGEST_CHUNK:] = np.frombuffer(joined, np.uint8).reshape(len(words), longest).T - _BEFORE_A
        return self._columns[:, letter[:-2], letter[1:-1], letter[2:]]

    def matches(
        self,
        korean: Sequence[str],
        latin: Sequence[str],
        least: float = 0.0,
        *,
        whole: bool = False,
        groups: tuple[Sequence[int], Sequence[int]] | None = None,
    ) -> Matches:
        """Find all pairs of which the Hangul begins like the Latin sounds.

        `korean` are runs of Hangul syllables, `latin` words of `letters` (`a` to `z`). Returns, for every triple
        that scores at least `least`: the index of the Hangul, the index of the Latin, how many syllables of
        the Hangul it takes, and the score in nats. With `whole` only those that take all syllables.
        `groups` gives a number to each Hangul and to each Latin, the latter in ascending order: only those of
        one number are compared, which gives many small searches the speed of one. No score depends on the others.
        """
        korean_groups, latin_groups = groups or ([0] * len(korean), [0] * len(latin))
        words = [w for w in range(len(latin)) if latin[w]]
        trie = HangulTrie(korean, np.array(korean_groups, dtype=np.intp))
        if not words or not trie.longest:
            return _NOTHING
        lengths = np.array([min(len(latin[w]), MOST_LETTERS) for w in words])
        chunks = self._chunks([latin[w] for w in words])

        # A state is (node of the trie, word); `best` (letters + 1, states) holds its score after each number of
        # letters, of which there are at most LONGEST_CHUNK more at each level. States come last, so that numpy works
        # along them.
        best = np.zeros((1, len(words)), dtype=np.float32)
        word, node = np.arange(len(words)), np.array([latin_groups[w] for w in words], dtype=np.intp)
        found: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]] = []
        for level in range(trie.longest):
            node, parent = trie.children(level, node)
            if not node.size:
                break
            word = word.take(parent)
            reach = len(best)
            rows = min(chunks.shape[1], reach + LONGEST_CHUNK)
            before = np.full((rows + LONGEST_CHUNK, node.size), _NEVER, dtype=np.float32)
            before[LONGEST_CHUNK : LONGEST_CHUNK + reach] = best.take(parent, axis=1)
            steps = self._flat.take(chunks[:, :rows].take(word, axis=2) + trie.grid[node, level] * self._width)
            for size in range(LONGEST_CHUNK + 1):
                steps[size] += before[LONGEST_CHUNK - size : LONGEST_CHUNK - size + rows]
            best = steps.max(axis=0)
            alive = (best.max(axis=0) > _HOPELESS).nonzero()[0]
            node, word, best = node.take(alive), word.take(alive), best.take(alive, axis=1)
            size_of = lengths.take(word)
            final = best[np.minimum(size_of, rows - 1), np.arange(word.size)]
            hits = ((final >= least) & (size_of < rows)).nonzero()[0]
            if hits.size:
                found.append((node[hits], np.full(hits.size, level), word[hits], final[hits]))
        if not found:
            return _NOTHING
        nodes, levels, which, score = map(np.concatenate, zip(*found, strict=True))
        index, row = trie.rows(nodes, levels)
        level_of = levels[index]
        taken = trie.ends[row, level_of]
        kept = trie.lengths[row] == level_of + 1 if whole else taken > 0
        index, row, taken = index[kept], row[kept], taken[kept].astype(np.int32)
        return trie.owners[row].astype(np.int32), np.asarray(words, dtype=np.int32)[which[index]], taken, score[index]


@cache
def transliterator() -> Transliterator:
    """Return the bundled model. Raises ModelError where its file is missing or damaged."""
    path = files("align.evidence.names") / "transliteration.tsv"
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
