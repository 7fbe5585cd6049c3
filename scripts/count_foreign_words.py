"""Write foreign_syllables.tsv and loanwords.tsv of align/evidence/names: what tells foreign words in Hangul.

    python scripts/count_foreign_words.py --data ../shared/data [--out align/evidence/names]

Syllables are counted in the loanword lexicon and in Korean words of texts that sound like no English word of their
translation. Everyday loanwords are foreign words of the texts that mostly have no capitalised partner. One word in ten,
by its hash, is held out of the counts and measured on.
"""

from __future__ import annotations

import argparse
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from align.evidence.names.foreign import FOREIGN
from align.evidence.names.jamo import letters
from align.evidence.names.korean import may_be_name, stem
from align.evidence.names.transliterate import transliterator

SOURCES = (
    "train/news_2000.tsv",
    "train/jhe_dev.tsv",
    "project/sentences.tsv",
    "project/headlines.tsv",
    "train/tatoeba.tsv",
)
#: Nats above chance at which words may sound alike, and the share of a Korean word's sentences in which it may.
ALIKE, LOUDEST = 2.0, 0.1
#: Times a loanword is in the texts, and the share of them with a capitalised partner, from which it is a name.
FEWEST, NAMED = 2, 0.4
#: Added to the counts of each syllable.
SMOOTHING = 0.5

Counts = tuple[Counter[str], Counter[str]]


def is_held_out(word: str) -> bool:
    """Whether a word belongs to the tenth that is measured on."""
    return zlib.crc32(word.encode()) % 10 == 0


def count(words: Iterable[tuple[str, float]]) -> tuple[dict[str, float], dict[str, float]]:
    """Return how often syllables open a word, and stand later in it."""
    opening: dict[str, float] = {}
    inner: dict[str, float] = {}
    for word, weight in words:
        opening[word[0]] = opening.get(word[0], 0.0) + weight
        for syllable in word[1:]:
            inner[syllable] = inner.get(syllable, 0.0) + weight
    return opening, inner


def log_odds(foreign: dict[str, float], native: dict[str, float]) -> dict[str, float]:
    """Return the log-odds of each syllable, in nats."""
    syllables = set(foreign) | set(native)
    many, few = (sum(side.values()) + SMOOTHING * len(syllables) for side in (foreign, native))
    return {
        syllable: math.log((foreign.get(syllable, 0) + SMOOTHING) / many)
        - math.log((native.get(syllable, 0) + SMOOTHING) / few)
        for syllable in syllables
    }


def main() -> None:
    """Count, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("align/evidence/names"))
    options = parser.parse_args()
    seen: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for source in SOURCES:
        for line in (options.data / source).read_text("utf-8").splitlines():
            korean, _, english = line.partition("\t")
            words = [word for word in set(re.findall("[가-힣]+", korean)) if may_be_name(word, listed=False)]
            sounds = list(dict.fromkeys(re.findall(r"[A-Za-z]{3,}", english)))
            who, which, taken, _ = transliterator().matches(words, [letters(sound) for sound in sounds], ALIKE)
            hits = [(i, j) for i, j, size in zip(who.tolist(), which.tolist(), taken.tolist(), strict=True) if size > 1]
            seen.update({stem(word) for word in words})
            alike.update({stem(words[i]) for i, _ in hits})
            named.update({stem(words[i]) for i, j in hits if sounds[j][0].isupper()})
    native = {word: 1 + math.log(times) for word, times in seen.items() if alike[word] <= LOUDEST * times}
    lexicon = (options.data / "lexicon" / "loanwords_names_nikl.tsv").read_text("utf-8").splitlines()
    foreign = {w for line in lexicon for w in re.findall("[가-힣]+", line.partition("\t")[0]) if len(w) > 1}
    dictionary = (options.data / "lexicon" / "krdict.tsv").read_text("utf-8").splitlines()
    headwords = {line.partition("\t")[0] for line in dictionary} - foreign
    korean = dict.fromkeys((w for w in headwords if re.fullmatch("[가-힣]{2,}", w)), 1.0) | native
    ours = count((word, 1.0) for word in foreign if not is_held_out(word))
    theirs = count((word, weight) for word, weight in korean.items() if not is_held_out(word))
    opening, inner = (log_odds(left, right) for left, right in zip(ours, theirs, strict=True))

    def odds(word: str) -> float:
        return opening.get(word[0], 0.0) + sum(inner.get(syllable, 0.0) for syllable in word[1:])

    for title, words in (("foreign", foreign), ("Korean", native)):
        held_out = [word for word in words if is_held_out(word)]
        share = sum(odds(word) >= FOREIGN for word in held_out) / len(held_out)
        print(f"{title}: {len(words)} words, {share:.3f} of {len(held_out)} held out are taken for foreign")
    loanwords = [
        word
        for word, times in seen.most_common()
        if times >= FEWEST and odds(word) >= FOREIGN - 1 and named[word] < NAMED * times
    ]
    print(f"{len(loanwords)} everyday loanwords")
    syllables = sorted(set(opening) | set(inner))
    rows = [f"{s}\t{10 * opening.get(s, 0.0):.0f}\t{10 * inner.get(s, 0.0):.0f}" for s in syllables]
    notice = "# Made by scripts/count_foreign_words.py from the texts and lexica named there; see CARD.md."
    about = "# Syllables with their log-odds in foreign words, in tenths of nats: opening a word, later in it."
    (options.out / "foreign_syllables.tsv").write_text("\n".join([about, notice, *rows]) + "\n", "utf-8")
    about = "# Everyday loanwords, without particles, most frequent first."
    lines = [" ".join(loanwords[start : start + 16]) for start in range(0, len(loanwords), 16)]
    (options.out / "loanwords.tsv").write_text("\n".join([about, notice, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
