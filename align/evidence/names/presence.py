"""How strongly each English name stands in each Korean sentence: by its keys, or by ear."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from align.evidence.names.hearing import hear
from align.evidence.names.jamo import letters
from align.evidence.names.name import Name
from align.evidence.names.sides import Korean

Table = NDArray[np.float32]

#: Strength of agreement by less than the whole name.
_PART_OF_LATIN, _FAMILY, _FAMILY_OF_PERSON, _GIVEN, _LINKED, _SEAT = 0.8, 0.9, 0.6, 0.9, 0.85, 0.6


@dataclass(frozen=True, slots=True)
class Block:
    """Distinct English names, and the Korean sentences in which they are looked for."""

    names: Sequence[Name]
    source: Sequence[Korean]


@dataclass(frozen=True, slots=True)
class Presence:
    """The strength, 0 to 1, of each name of a block in each sentence, and the Korean keys that none of its names has.

    `strength` is (names, sentences); `unknown` gives the text of each set of keys.
    """

    strength: Table
    unknown: dict[frozenset[str], str]


def distinct(target: Iterable[Sequence[Name]], source: Sequence[Korean]) -> tuple[list[Name], list[dict[int, float]]]:
    """Return the distinct names of English sentences that may stand in the Korean ones, and where they do stand.

    That is for each English sentence the greatest weight of each of its names, by their place in the list. Common
    words that are neither heard nor have a key of the Korean side are left out.
    """
    wanted = frozenset(key for sentence in source for keys in sentence.keys for key in keys)
    rows: dict[tuple[str, frozenset[str]], int] = {}
    found: list[Name] = []
    weights = []
    for names in target:
        here: dict[int, float] = {}
        for name in names:
            if not name.sounds and name.kind == "word" and wanted.isdisjoint(name.keys):
                continue
            row = rows.setdefault((name.text.lower(), name.keys), len(rows))
            if row == len(found):
                found.append(name)
            here[row] = max(here.get(row, 0.0), name.weight)
        weights.append(here)
    return found, weights


def presence(blocks: Sequence[Block]) -> list[Presence]:
    """Return how strongly the names of each block stand in its sentences, of which all blocks have as many.

    One search serves all blocks, but what comes out for one does not depend on the others.
    """
    width = len(blocks[0].source) if blocks else 0
    starts = [0]
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    unknown = []
    ear = _Ear()
    for block in blocks:
        start = starts[-1]
        cells, without = _by_key(block)
        unknown.append(without)
        for (row, column), value in cells.items():
            rows.append(start + row)
            columns.append(column)
            values.append(value)
        keyed = {row for row, _ in cells}
        # A country that is found by its key needs no hearing.
        heard = {
            start + row: name
            for row, name in enumerate(block.names)
            if name.sounds and not (name.kind == "known" and row in keyed)
        }
        ear.listen(heard, block.source)
        starts.append(start + len(block.names))
    strength = np.zeros((starts[-1], width), dtype=np.float32)
    strength[rows, columns] = values
    if ear.rows:
        strength[ear.rows] = np.maximum(strength[ear.rows], ear.heard(width))
    return [Presence(strength[a:b], without) for (a, b), without in zip(pairwise(starts), unknown, strict=True)]


def _seat_or_country(key: str) -> str:
    """Return the key of the country of a seat of government, and of the seat of a country; other keys as they are."""
    kind, _, code = key.partition(":")
    return {"seat": "country:", "country": "seat:"}.get(kind, kind + ":") + code


def _key_strength(name: Name, keys: frozenset[str]) -> float:
    """Return how strongly an English name agrees with the keys of a Korean one, of which it has one or its seat."""
    shared = name.keys & keys
    if not shared:
        # Washington for the United States.
        return _SEAT
    if any(not key.startswith(("family:", "latin:")) for key in shared):
        return 1.0
    if any(key.startswith("latin:") for key in shared):
        return _PART_OF_LATIN if " " in name.text else 1.0
    return _FAMILY if name.kind == "family" else _FAMILY_OF_PERSON


def _by_key(block: Block) -> tuple[dict[tuple[int, int], float], dict[frozenset[str], str]]:
    """Return the strength of the names in the sentences where they stand by their keys, and the keys of no name."""
    by_key: dict[str, list[int]] = {}
    for row, name in enumerate(block.names):
        for key in name.keys:
            for either in {key, _seat_or_country(key)}:
                by_key.setdefault(either, []).append(row)
    keyed: dict[frozenset[str], list[int]] = {}
    for column, sentence in enumerate(block.source):
        for keys in sentence.keys:
            keyed.setdefault(keys, []).append(column)
    cells: dict[tuple[int, int], float] = {}
    unknown: dict[frozenset[str], str] = {}
    for keys, sentences in keyed.items():
        candidates = {row for key in keys for row in by_key.get(key, ())}
        for row in candidates:
            value = _key_strength(block.names[row], keys)
            for column in sentences:
                cells[row, column] = max(cells.get((row, column), 0.0), value)
        if not candidates:
            unknown[keys] = block.source[sentences[0]].keys[keys]
    return cells, unknown


class _Ear:
    """Names to hear in words of Hangul, block by block; those of one block are a group."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self._names: list[Name] = []
        self._sounds: list[str] = []
        self._words: list[tuple[str, bool]] = []
        self._groups: tuple[list[int], list[int]] = ([], [])
        self._blocks = 0
        #: The sentences of each word, the places of each name's sounds, and pairs of sounds of which the second one
        #: is another form of the first.
        self._where: list[list[int]] = []
        self._spelled: list[list[int]] = []
        self._links: list[tuple[int, int]] = []

    def listen(self, names: dict[int, Name], source: Sequence[Korean]) -> None:
        """Add the names of a block, by row of the whole, and the sentences to hear them in."""
        if not names:
            return
        sounds: dict[str, int] = {}
        for sound in chain.from_iterable(name.sounds for name in names.values()):
            sounds.setdefault(sound, len(self._sounds) + len(sounds))
        words: dict[tuple[str, bool], list[int]] = {}
        for column, sentence in enumerate(source):
            for word in sentence.words:
                words.setdefault(word, []).append(column)
        self.rows += names
        self._names += names.values()
        self._sounds += sounds
        self._words += words
        for groups, many in zip(self._groups, (len(sounds), len(words)), strict=True):
            groups += [self._blocks] * many
        self._blocks += 1
        self._where += words.values()
        self._spelled += ([sounds[sound] for sound in name.sounds] for name in names.values())
        self._links += _links(names.values(), sounds)

    def heard(self, width: int) -> Table:
        """Return how strongly each name is heard in each of `width` sentences of its block: (rows, sentences)."""
        strength = np.zeros((len(self._sounds), width), dtype=np.float32)
        sounds, words, values = hear(self._sounds, self._words, self._groups)
        places = [self._where[word] for word in words]
        many = [len(place) for place in places]
        columns = np.fromiter(chain.from_iterable(places), np.intp, sum(many))
        if len(columns):
            np.maximum.at(strength, (np.repeat(sounds, many), columns), np.repeat(values, many))
        for short, long in self._links:
            np.maximum(strength[short], _LINKED * strength[long], out=strength[short])
        return self._by_name(strength)

    def _by_name(self, strength: Table) -> Table:
        """Return the strengths of names from those of their sounds: (names, sentences)."""
        wholes: list[int] = []
        gains: list[float] = []
        parts: list[int] = []
        opened: list[int] = []
        divided: dict[int, int] = {}
        for place, (name, spelled) in enumerate(zip(self._names, self._spelled, strict=True)):
            many = _wholes(name)
            opened.append(len(wholes))
            wholes += spelled[:many]
            gains += [1.0] * many
            if name.kind == "person" and many > 1:
                gains[-1] = _GIVEN
            if many < len(spelled):
                divided[place] = len(parts)
                parts += spelled[many:]
        out = np.maximum.reduceat(np.array(gains, dtype=np.float32)[:, None] * strength[wholes], opened)
        if parts:
            starts = list(divided.values())
            sizes = np.diff([*starts, len(parts)]).astype(np.float32)[:, None]
            best, total = (each.reduceat(strength[parts], starts) for each in (np.maximum, np.add))
            # One of several words is nearly as good as all: a translation drops first names.
            out[list(divided)] = np.maximum(out[list(divided)], 0.75 * best + 0.25 * (total / sizes))
        return np.asarray(out)


def _wholes(name: Name) -> int:
    """Return how many of a name's sounds, the first ones, are the whole name and not one of its words."""
    if len(name.sounds) == 1 or name.kind == "person":
        return len(name.sounds)
    least = len(letters(name.text))
    return max(sum(len(sound) >= least for sound in name.sounds), 1)


def _links(names: Collection[Name], sounds: dict[str, int]) -> list[tuple[int, int]]:
    """Return the sounds of names of one word, each with that of a longer name of the text with that word.

    After Xi Jinping, Xi is 시진핑.
    """
    longer: dict[str, list[int]] = {}
    for name in names:
        ends = name.text.split()
        if len(ends) > 1:
            for end in (ends[0], ends[-1]):
                longer.setdefault(end.lower(), []).append(sounds[name.sounds[0]])
    return [(sounds[name.sounds[0]], long) for name in names for long in longer.get(name.text.lower(), ())]
