"""Write align/evidence/names/korean_words.tsv: Korean words that are no names, so that nothing is compared with them.

    python scripts/count_korean_words.py --data ../shared/data [--out align/evidence/names/korean_words.tsv]

Frequent words, without particles, that sound like no English word of the sentences that they are translated by.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from align.evidence.names.gazetteer import gazetteer
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
#: Words to list, how often each is there at least, and the share of its sentences in which it may sound like a word.
MOST, FEWEST, LOUDEST = 3000, 4, 0.05
#: Nats above chance of words that may sound alike.
ALIKE = 3.0

NOTICE = (
    "Korean words that are no names, most frequent first; counted by scripts/count_korean_words.py in the texts named",
    "there. See CARD.md.",
)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("align/evidence/names/korean_words.tsv"))
    options = parser.parse_args()
    seen: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    for source in SOURCES:
        for line in (options.data / source).read_text("utf-8").splitlines():
            korean, _, english = line.partition("\t")
            words = [word for word in set(re.findall("[가-힣]+", korean)) if may_be_name(word, listed=False)]
            sounds = sorted({letters(word) for word in re.findall(r"[A-Za-z]{3,}", english)})
            who, _, taken, _ = transliterator().matches(words, sounds, ALIKE)
            loud = {stem(words[i]) for i, size in zip(who.tolist(), taken.tolist(), strict=True) if size > 1}
            stems = {stem(word) for word in words}
            seen.update(stems)
            alike.update(stems & loud)
    known = gazetteer()
    words = [
        word
        for word, count in seen.most_common()
        if count >= FEWEST
        and alike[word] <= LOUDEST * count
        and not any(word.startswith(name) for name in known.korean)
        and not (len(word) == 3 and word[0] in known.family_names and count < 10 * FEWEST)
    ][:MOST]
    lines = [f"# {line}" for line in NOTICE]
    lines += [" ".join(words[start : start + 16]) for start in range(0, len(words), 16)]
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(words)} of {len(seen)} words, {sum(seen[w] for w in words) / sum(seen.values()):.0%} of the text")


if __name__ == "__main__":
    main()
