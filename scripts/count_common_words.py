"""Write align/evidence/names/common_words.tsv: English words that a capital letter does not turn into a name.

    python scripts/count_common_words.py --data ../shared/data [--out align/evidence/names/common_words.tsv]

A word is common where the texts write it small at least half as often as with a capital inside of a sentence, a
word of the dictionary a tenth (University, League). Forms in
-s, -ed, -ing and -ly are left out where the form without the ending is in the list.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from align.evidence.names.common_words import is_common_form

SOURCES = (
    "train/news_2000.tsv", "train/tatoeba.tsv", "train/krdict_defs.tsv", "train/jhe_dev.tsv",
    "train/cc_kedict_examples.tsv",
    "lexicon/krdict.tsv", "project/glossary.tsv", "project/sentences.tsv", "project/headlines.tsv",
)  # fmt: skip
#: How often the texts write a common word small, at least.
FEWEST = 4
#: The dictionary, and names in it that are words of the dictionary by chance.
DICTIONARY, NAMES = "lexicon/krdict.tsv", frozenset(("bush", "gore", "china", "turkey"))

NOTICE = (
    "English words that are no names even with a capital letter, most frequent first; counted by",
    "scripts/count_common_words.py in the texts named there. See CARD.md.",
)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("align/evidence/names/common_words.tsv"))
    options = parser.parse_args()
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    listed: set[str] = set()
    for source in SOURCES:
        for line in (options.data / source).read_text("utf-8").splitlines():
            english = line.partition("\t")[2]
            words = re.findall(r"(?<![\w'’.-])[a-z]+(?![\w'’-])", english)
            small.update(words)
            if source == DICTIONARY:
                listed.update(words)
            capital.update(word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+(?![\w'’-])", english))
    common = [
        word
        for word, count in small.most_common()
        if len(word) > 1
        and word not in NAMES
        and (
            (count >= FEWEST and count > 0.5 * capital[word])
            or (count > 2 and count > 0.1 * capital[word] and word in listed)
        )
    ]
    kept: set[str] = set()
    for word in sorted(common, key=len):
        if not is_common_form(word, kept):
            kept.add(word)
    lines = [f"# {line}" for line in NOTICE]
    words = [w for w in common if w in kept]
    lines += [" ".join(words[start : start + 16]) for start in range(0, len(words), 16)]
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(common)} common words, {len(words)} written")


if __name__ == "__main__":
    main()
