"""Fit the table of jamo and letters in align/evidence/names/transliteration.tsv.

    python scripts/train_transliteration.py --data ../shared/data [--out align/evidence/names/transliteration.tsv]

One name in ten, by the hash of its Latin form, is held out, and the names of `names_of_news.tsv`:
`scripts/benchmark_names.py` measures on both.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np

from align.evidence.names.jamo import MOST_JAMO, MOST_LETTERS, SYMBOLS, is_vowel, jamo, letters, symbol_name
from align.evidence.names.transliterate import LONGEST_CHUNK

ROUNDS = 12
#: Chunks rarer than this, as a share of what their jamo stands for, are left out of the table.
RAREST = 0.0015
#: ... and those that are expected fewer times in all pairs together.
FEWEST = 2.0
#: Pairs that score less after some rounds are no transliterations (compounds, translations).
LEAST = 2.0
#: ... and pairs of a glossary are only used if they score this.
LEAST_IN_GLOSSARY = 6.0
VOWELS = frozenset("aeiouyw")

Pair = tuple[str, str]


@cache
def names_of_news() -> tuple[Pair, ...]:
    """Return the names to measure by, as written: Hangul, Latin."""
    lines = (Path(__file__).parent / "names_of_news.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((korean, latin) for korean, latin in pairs)


@cache
def _measured() -> frozenset[str]:
    return frozenset(letters(part) for _, latin in names_of_news() for part in (latin, *latin.split()))


def is_held_out(latin: str) -> bool:
    """Whether no fit may see a Latin form: one in ten, and the names to measure by."""
    return zlib.crc32(letters(latin).encode()) % 10 == 0 or letters(latin) in _measured()


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield Hangul and Latin words of a lexicon; words of a phrase one by one where both sides have as many."""
    for line in path.read_text("utf-8").splitlines():
        korean, _, latin = line.partition("\t")
        if re.search("[^가-힣 ]", korean) or not re.fullmatch(r"[^\W\d_][^\d_]*", latin):
            continue
        words, names = korean.split(), latin.split()
        parts = list(zip(words, names, strict=True)) if len(words) == len(names) else [(korean, latin)]
        for word, name in parts:
            word, spelled = word.replace(" ", ""), letters(name)
            if 1 < len(spelled) <= MOST_LETTERS and 0 < len(jamo(word)) <= MOST_JAMO:
                yield word, spelled


def korean_names(path: Path) -> Iterator[Pair]:
    """Yield Korean personal names of a glossary, family and given name one by one and together."""
    for line in path.read_text("utf-8").splitlines():
        korean, _, latin = line.partition("\t")
        match = re.fullmatch(r"([A-Z][a-z]+) ([A-Z][a-z]+(?:[- ][A-Za-z][a-z]+)?)", latin)
        if match and re.fullmatch("[가-힣]{3}", korean):
            yield korean[1:], letters(match[2])
            yield korean, letters(latin)


def news_names(path: Path) -> Iterator[Pair]:
    """Yield capitalised words of a glossary with the Korean word at the same place: many, not all, sound alike."""
    for line in path.read_text("utf-8").splitlines():
        korean, _, latin = line.partition("\t")
        words, names = korean.split(), latin.split()
        if len(words) == len(names) and re.fullmatch("[가-힣 ]+", korean):
            for word, name in zip(words, names, strict=True):
                if name[0].isupper() and 2 < len(letters(name)) <= MOST_LETTERS and len(word) > 1:
                    yield word, letters(name)


class Corpus:
    """Pairs as arrays: jamo (pairs, I), chunk that ends at letter j with l letters (pairs, J + 1, 4)."""

    def __init__(self, pairs: list[Pair], ids: dict[str, int]) -> None:
        self.symbols = np.zeros((len(pairs), MOST_JAMO), dtype=np.int64)
        self.chunks = np.full((len(pairs), MOST_LETTERS + 1, LONGEST_CHUNK + 1), -1, dtype=np.int64)
        self.sizes = np.zeros((len(pairs), 2), dtype=np.int64)
        for row, (korean, latin) in enumerate(pairs):
            sounds = jamo(korean)
            self.symbols[row, : len(sounds)] = list(sounds)
            self.sizes[row] = len(sounds), len(latin)
            for stop in range(len(latin) + 1):
                for size in range(min(LONGEST_CHUNK, stop) + 1):
                    self.chunks[row, stop, size] = ids[latin[stop - size : stop]]


def expected_counts(corpus: Corpus, weights: np.ndarray, rows: np.ndarray, logs: np.ndarray) -> tuple:
    """Return how often each jamo stands for each chunk (symbols, chunks), and the log-likelihood of every row."""
    symbols, chunks, sizes = corpus.symbols[rows], corpus.chunks[rows], corpus.sizes[rows]
    count, letters_most, width = len(rows), MOST_LETTERS, logs.shape[1]
    flat = np.append(logs.ravel(), -np.inf)

    def emission(i: int) -> np.ndarray:
        place = symbols[:, i, None, None] * width + chunks
        return flat[np.where(chunks < 0, -1, place)]

    forward = np.full((MOST_JAMO + 1, count, letters_most + 1), -np.inf)
    forward[0, :, 0] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        for i in range(MOST_JAMO):
            step = emission(i)
            total = forward[i] + step[:, :, 0]
            for size in range(1, LONGEST_CHUNK + 1):
                total[:, size:] = np.logaddexp(total[:, size:], forward[i, :, :-size] + step[:, size:, size])
            forward[i + 1] = total
        likelihood = forward[sizes[:, 0], np.arange(count), sizes[:, 1]]
        backward = np.full((count, letters_most + 1), -np.inf)
        counts = np.zeros(logs.size)
        for i in reversed(range(MOST_JAMO)):
            ended = sizes[:, 0] == i + 1
            backward[ended] = -np.inf
            backward[ended, sizes[ended, 1]] = 0.0
            live = sizes[:, 0] > i
            step = emission(i)
            for size in range(LONGEST_CHUNK + 1):
                source = forward[i, :, : letters_most + 1 - size]
                joint = np.exp(source + step[:, size:, size] + backward[:, size:] - likelihood[:, None])
                joint = np.nan_to_num(joint) * (live * weights[rows])[:, None]
                place = symbols[:, i, None] * width + chunks[:, size:, size]
                seen = joint > 1e-9
                counts += np.bincount(place[seen], joint[seen], minlength=logs.size)
            total = backward + step[:, :, 0]
            for size in range(1, LONGEST_CHUNK + 1):
                total[:, :-size] = np.logaddexp(total[:, :-size], backward[:, size:] + step[:, size:, size])
            backward = np.where(live[:, None], total, backward)
    return counts.reshape(logs.shape), likelihood


def first_guess(ids: dict[str, int]) -> np.ndarray:
    """Return log-probabilities to start from: vowels stand for vowels, the rest for the rest."""
    guess = np.full((SYMBOLS, len(ids)), 1e-6)
    for chunk, column in ids.items():
        vowels = [letter in VOWELS for letter in chunk]
        for symbol in range(1, SYMBOLS):
            if not chunk:
                guess[symbol, column] = 0.1
            elif is_vowel(symbol):
                guess[symbol, column] = 0.5 ** len(chunk) * (1.0 if all(vowels) else 0.05 if any(vowels) else 0.005)
            else:
                guess[symbol, column] = 0.5 ** len(chunk) * (
                    1.0 if not any(vowels) else 0.05 if not vowels[0] else 0.005
                )
    return np.log(guess / guess.sum(axis=1, keepdims=True))


def fit(pairs: list[Pair], doubtful: list[Pair], rounds: int = ROUNDS) -> dict[tuple[int, str], float]:
    """Return the scores above chance of jamo and chunks, in nats, by expectation maximisation.

    The doubtful pairs join in after some rounds, where they sound alike.
    """
    sure, pairs = len(pairs), pairs + doubtful
    ids = {"": 0}
    for _, latin in pairs:
        for size in range(1, LONGEST_CHUNK + 1):
            for start in range(len(latin) - size + 1):
                ids.setdefault(latin[start : start + size], len(ids))
    unigrams = Counter(letter for _, latin in pairs for letter in latin)
    total = sum(unigrams.values())
    chance = {letter: np.log(count / total) for letter, count in unigrams.items()}
    background = np.array([sum(chance[letter] for letter in chunk) for chunk in ids])
    corpus, logs, weights = Corpus(pairs, ids), first_guess(ids), np.ones(len(pairs))
    weights[sure:] = 0.0
    latin_chance = np.array([sum(chance[letter] for letter in latin) for _, latin in pairs])
    for number in range(1, rounds + 1):
        counts, score = np.zeros_like(logs), np.zeros(len(pairs))
        for start in range(0, len(pairs), 1000):
            rows = np.arange(start, min(start + 1000, len(pairs)))
            part, likelihood = expected_counts(corpus, weights, rows, logs)
            counts += part
            score[rows] = likelihood
        used = (weights > 0) & np.isfinite(score)
        print(f"round {number}: {np.average((score - latin_chance)[used], weights=weights[used]):.3f} nats a pair")
        if number in (3, 6):
            weights[score - latin_chance < LEAST] = 0.0
            weights[sure:] = score[sure:] - latin_chance[sure:] > LEAST_IN_GLOSSARY
            print(
                f"  left out: {sure - weights[:sure].sum():.0f} pairs; of the glossary in: {weights[sure:].sum():.0f}"
            )
        share = (counts + 1e-8) / (counts + 1e-8).sum(axis=1, keepdims=True)
        logs = np.log(share)
    names = list(ids)
    return {
        (symbol, names[column]): float(logs[symbol, column] - background[column])
        for symbol, column in zip(*np.nonzero((share > RAREST) & (counts > FEWEST)), strict=True)
        if symbol
    }


def write(scores: dict[tuple[int, str], float], path: Path, notice: Iterable[str]) -> None:
    """Write the table: a line a jamo, its chunks with hundredths of nats."""
    lines = [f"# {line}" for line in notice]
    for symbol in range(1, SYMBOLS):
        own = sorted((-score, chunk) for (name, chunk), score in scores.items() if name == symbol)
        if own:
            lines.append("\t".join([symbol_name(symbol), *(f"{chunk}:{-score * 100:.0f}" for score, chunk in own)]))
    path.write_text("\n".join(lines) + "\n", "utf-8")


NOTICE = (
    "Jamo and the Latin letters that they stand for, in hundredths of nats above chance; made by",
    "scripts/train_transliteration.py from the loanword usage examples of the National Institute of Korean Language",
    "(repository licence Apache-2.0) and names of a glossary of the project. ^: opens the word; 0: no onset; $: coda.",
)


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with lexicon/ and project/")
    parser.add_argument("--out", type=Path, default=Path("align/evidence/names/transliteration.tsv"))
    options = parser.parse_args()
    foreign = sorted(set(read_pairs(options.data / "lexicon" / "loanwords_names_nikl.tsv")))
    native = sorted(set(korean_names(options.data / "project" / "glossary.tsv")))
    foreign = [pair for pair in foreign if not is_held_out(pair[1])]
    native = [pair for pair in native if not is_held_out(pair[1])]
    native = [pair for pair in native if len(pair[1]) <= MOST_LETTERS]
    news = sorted(set(news_names(options.data / "project" / "glossary.tsv")) - set(foreign) - set(native))
    news = [pair for pair in news if not is_held_out(pair[1])]
    print(f"{len(foreign)} foreign and {len(native)} Korean names")
    scores = fit(foreign + native, news)
    print(f"{len(scores)} entries")
    write(scores, options.out, NOTICE)


if __name__ == "__main__":
    main()
