"""Compare ways to find the Latin form of a Hangul name: the bundled table, and romanisation with fuzzy matching.

    python scripts/benchmark_names.py --data ../shared/data

News: the queries are `scripts/names_of_news.tsv`, the candidates their Latin forms, Latin forms of the lexicon and
capitalised words of English news. Held out: the tenth of the lexicon that the fit does not see, all against all.
Swaps: how often a name is missing from a pair, and after an English name is exchanged for another.
Sentences: the share of English names that are found in the true Korean line, the next one, and one far away.
The peer needs rapidfuzz (`pip install rapidfuzz`); it is left out where that is missing. Prints which share ranks
first, and in the first five; ties count against.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from align.evidence.names.jamo import letters
from align.evidence.names.name import Name
from align.evidence.names.names import names
from align.evidence.names.pairs import compare_names
from align.evidence.names.transliterate import transliterator

sys.path.insert(0, str(Path(__file__).parent))
from train_transliteration import is_held_out, names_of_news, read_pairs

#: Revised Romanisation, letter by letter (National Institute of Korean Language, 2000).
_ONSETS = "g kk n d tt r m b pp s ss _ j jj ch k t p h".replace("_", "").split(" ")
_NUCLEI = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_CODAS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
#: Letters that stand for about the same consonant; vowels, h, w and y are left out.
_SKELETON = str.maketrans(
    {**dict.fromkeys("aeiouhwy"), **dict.fromkeys("bfpv", "p"), **dict.fromkeys("cgkq", "k"),
     **dict.fromkeys("dt", "t"), **dict.fromkeys("jsz", "s"), "l": "r", "x": "ks"}
)  # fmt: skip

Scores = Callable[[list[str], list[str]], np.ndarray]


def romanise(korean: str) -> str:
    """Return the Revised Romanisation of Hangul syllables, without changes between syllables."""
    out = []
    for character in korean:
        onset, rest = divmod(ord(character) - 0xAC00, 588)
        out.append(_ONSETS[onset] + _NUCLEI[rest // 28] + _CODAS[rest % 28])
    return "".join(out)


def skeleton(latin: str) -> str:
    """Return the classes of the consonants: both 패트루셰프 and Patrushev give `ptrsp`."""
    return re.sub(r"(.)\1+", r"\1", latin.replace("ch", "s").replace("sh", "s").translate(_SKELETON))


def by_fuzz(korean: list[str], latin: list[str]) -> np.ndarray:
    """Score by the similarity of the skeletons, and half as much by that of the letters."""
    from rapidfuzz import fuzz, process

    romanised = [romanise(name) for name in korean]
    bones = process.cdist([skeleton(name) for name in romanised], [skeleton(name) for name in latin], scorer=fuzz.ratio)
    return np.asarray(bones) + 0.5 * np.asarray(process.cdist(romanised, latin, scorer=fuzz.ratio))


def by_table(korean: list[str], latin: list[str]) -> np.ndarray:
    """Score by the bundled table."""
    scores = np.full((len(korean), len(latin)), -99, dtype=np.float32)
    for start in range(0, len(latin), 200):
        who, which, _, score = transliterator().matches(korean, latin[start : start + 200], -20.0, whole=True)
        scores[who, which + start] = score
    return scores


def candidates(data: Path, pairs: Sequence[tuple[str, str]], most: int) -> list[str]:
    """Return the Latin forms to choose from: those of the names, and others, the shortest checksums first."""
    news = re.findall(r"\b[A-Z][a-z]{2,}", (data / "train" / "news_2000.tsv").read_text("utf-8"))
    lexicon = (data / "lexicon" / "loanwords_names_nikl.tsv").read_text("utf-8").splitlines()
    others = {letters(word) for word in news} | {
        letters(line.partition("\t")[2]) for line in lexicon if line.count(" ") < 2
    }
    others = {word for word in others if 1 < len(word) <= 14}
    right = {letters(latin) for _, latin in pairs}
    kept = sorted(others - right, key=lambda word: (zlib.crc32(word.encode()), word))[: most - len(right)]
    return sorted(right) + kept


def places(scores: np.ndarray, right: list[set[int]]) -> np.ndarray:
    """Return how many wrong candidates of each row score at least as much as the best right one."""
    ranks = []
    for row, columns in zip(scores, right, strict=True):
        best = max(row[column] for column in columns)
        ranks.append(int((row >= best).sum()) - sum(row[column] >= best for column in columns))
    return np.array(ranks)


def shares(ranks: np.ndarray) -> str:
    """Return the shares that rank first, and in the first five."""
    return (
        f"first {np.mean(ranks < 1):.3f} ({(ranks < 1).sum()}), in five {np.mean(ranks < 5):.3f} ({(ranks < 5).sum()})"
    )


def found_by_kind(pairs: Iterable[tuple[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """Count the English names of pairs, and those found in the Korean side, by kind."""
    all_names: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for compared in compare_names(list(pairs)):
        found.update(name.kind for name in compared.agreeing)
        all_names.update(name.kind for name in (*compared.agreeing, *compared.en_only))
    return all_names, found


def in_sentences(path: Path) -> None:
    """Print which share of English names is found in true, neighbouring and distant lines."""
    pairs = [tuple(line.split("\t")[:2]) for line in path.read_text("utf-8").splitlines() if line.count("\t")]
    koreans, englishes = [korean for korean, _ in pairs], [english for _, english in pairs]
    print(f"{path.name}: {len(pairs)} lines")
    far = [koreans[(i + len(pairs) // 2) % len(pairs)] for i in range(len(pairs))]
    ways = [(koreans, englishes), (koreans[1:], englishes), (far, englishes)]
    counts = [found_by_kind(zip(*sides, strict=False)) for sides in ways]
    for kind, count in counts[0][0].most_common():
        shares = " ".join(f"{found[kind] / max(1, everything[kind]):.3f}" for everything, found in counts)
        print(f"  {kind}: {count} names, true next far {shares}")


def alone(pairs: Sequence[tuple[str, str]]) -> list[tuple[int, list[Name]]]:
    """Return for each pair how many words of Hangul sound like nothing in the English, and the other names alone."""
    out = []
    for found in compare_names(pairs):
        both = (*found.en_only, *found.ko_only)
        others = [name for name in both if name.kind != "hangul"]
        out.append((len(both) - len(others), others))
    return out


def after_swaps(path: Path, most: int = 2500) -> None:
    """Print how often names are missing from true pairs, and more of them after a swap of one English name."""
    pairs = [
        (ko, en) for ko, en, *_ in (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    ]
    pairs = pairs[:most]
    draw = random.Random(0)
    single = ("name", "person")
    pool = sorted({n.text for _, en in pairs for n in names(en, "en") if n.kind in single and " " not in n.text})
    before = alone(pairs)
    swapped, known_before = [], []
    for (ko, en), known in zip(pairs, before, strict=True):
        found = [name for name in names(en, "en") if name.kind in single and name not in known[1]]
        if found:
            swapped.append((ko, en.replace(draw.choice(found).text, draw.choice(pool))))
            known_before.append(known)
    after = list(zip(alone(swapped), known_before, strict=True))
    unheard = sum(new[0] > old[0] for new, old in after)
    missing = sum(len(new[1]) > len(old[1]) for new, old in after)
    share = sum(known > 0 for known, _ in before) / len(pairs)
    print(f"{path.name}: {len(pairs)} true pairs, unheard in {share:.3f}, missing in "
          f"{sum(bool(gone) for _, gone in before) / len(pairs):.3f}; {len(swapped)} swaps, "
          f"unheard in {unheard / len(swapped):.3f}, missing in {missing / len(swapped):.3f}")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--candidates", type=int, default=5000)
    options = parser.parse_args()
    ways: list[tuple[str, Scores]] = [("bundled table", by_table)]
    if importlib.util.find_spec("rapidfuzz"):
        ways.append(("romanisation, skeleton, rapidfuzz", by_fuzz))

    pairs = names_of_news()
    latin = candidates(options.data, pairs, options.candidates)
    print(f"news: {len(pairs)} names, {len(latin)} candidates")
    for title, way in ways:
        start = time.perf_counter()
        scores = way([korean for korean, _ in pairs], latin)
        seconds = time.perf_counter() - start
        ranks = places(scores, [{latin.index(letters(name))} for _, name in pairs])
        print(f"  {title}: {shares(ranks)}, {seconds:.2f} s")
        print("    not first:", ", ".join("/".join(pairs[i]) for i in np.flatnonzero(ranks >= 1)))

    held_out = {
        pair for pair in read_pairs(options.data / "lexicon" / "loanwords_names_nikl.tsv") if is_held_out(pair[1])
    }
    koreans, latins = sorted({korean for korean, _ in held_out}), sorted({latin for _, latin in held_out})
    print(f"held out: {len(held_out)} pairs of {len(koreans)} Hangul and {len(latins)} Latin forms")
    forth: list[set[int]] = [set() for _ in koreans]
    back: list[set[int]] = [set() for _ in latins]
    for korean, name in held_out:
        row, column = koreans.index(korean), latins.index(name)
        forth[row].add(column)
        back[column].add(row)
    for title, way in ways:
        scores = way(koreans, latins)
        print(f"  {title}: Korean to Latin {shares(places(scores, forth))}")
        print(f"  {title}: Latin to Korean {shares(places(scores.T, back))}")

    for name in ("train/news_2000.tsv", "dev/news_dev1000.tsv"):
        in_sentences(options.data / name)
    for name in ("project/sentences.tsv", "train/news_2000.tsv", "dev/news_dev1000.tsv"):
        after_swaps(options.data / name)


if __name__ == "__main__":
    main()
