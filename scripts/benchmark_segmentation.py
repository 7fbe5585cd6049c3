"""Compare sentence splitters on the same text in one run, and measure the cleaning of pages.

Gold boundaries in `corpora/segmentation`, those of the pages below a folder (body sentences that share a line), lines
of news joined by spaces; then roles of page lines by character. Splitters that aren't installed are left out.
"""

from __future__ import annotations

import importlib.util
import json
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.bitext import ALIGNED_ROLES, Language, Role
from align.clean import clean_text
from align.segment import segment, split

GOLD = Path(__file__).resolve().parent.parent / "corpora" / "segmentation"
#: Running text of a paragraph, and the offsets at which its sentences end, the last left out.
Paragraph = tuple[str, frozenset[int]]
Splitter = Callable[[str], Iterable[int]]
_JOINED = 25
_TERMINAL = ".?!\"'”’)"


def _own(language: Language) -> Splitter:
    return lambda text: (span.stop for span in split(text, language))


def _kiwi(language: Language) -> Splitter:
    return lambda text: (span.stop for span in split(text, language, splitter="kiwi"))


def _kiwi_alone(language: Language) -> Splitter:
    from kiwipiepy import Kiwi

    kiwi = Kiwi()
    return lambda text: (sentence.end for sentence in kiwi.split_into_sents(text))


def _sentencex(language: Language) -> Splitter:
    import sentencex

    return lambda text: _ends(text, sentencex.segment(language, text))


def _pysbd(language: Language) -> Splitter:
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    return lambda text: _ends(text, segmenter.segment(text))


def _ends(text: str, parts: Iterable[str]) -> Iterator[int]:
    """Yield where parts of a text end, white space left out."""
    at = 0
    for part in parts:
        bare = part.strip()
        found = text.find(bare, at)
        if bare and found >= 0:
            at = found + len(bare)
            yield at


_KO: tuple[Language, ...] = ("ko",)
_EN: tuple[Language, ...] = ("en",)
SPLITTERS: dict[str, tuple[Callable[[Language], Splitter], tuple[Language, ...], str]] = {
    "hanalign": (_own, (*_KO, *_EN), "align"),
    "Kiwi, quotes kept (--splitter kiwi)": (_kiwi, _KO, "kiwipiepy"),
    "Kiwi": (_kiwi_alone, _KO, "kiwipiepy"),
    "sentencex": (_sentencex, (*_KO, *_EN), "sentencex"),
    "pysbd": (_pysbd, _EN, "pysbd"),
}


@dataclass(frozen=True)
class Score:
    """Boundaries found by a splitter."""

    right: int
    found: int
    true: int
    seconds: float

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.true)


def score(splitter: Splitter, paragraphs: Sequence[Paragraph]) -> Score:
    """Count boundaries inside paragraphs; ends of paragraphs are given."""
    list(splitter("It rained. 비가 왔다."))  # what loads on first use is not timed
    started = time.perf_counter()
    found = [set(splitter(text)) - {len(text)} for text, _ in paragraphs]
    seconds = time.perf_counter() - started
    pairs = list(zip(found, paragraphs, strict=True))
    return Score(
        sum(len(ends & gold) for ends, (_, gold) in pairs),
        sum(map(len, found)),
        sum(len(gold) for _, gold in paragraphs),
        seconds,
    )


def gold_paragraphs(path: Path) -> list[Paragraph]:
    """Read the gold sentences of `corpora/segmentation`: format in the README there."""
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        found.append(_joined([line.removeprefix("+") for line in lines], [line.startswith("+") for line in lines]))
    return found


def _joined(lines: Sequence[str], glued: Sequence[bool]) -> Paragraph:
    text, ends = "", []
    for line, is_glued in zip(lines, glued, strict=True):
        text += line if is_glued or not text else f" {line}"
        ends.append(len(text))
    return text, frozenset(ends[:-1])


def news_paragraphs(path: Path, column: int) -> list[Paragraph]:
    """Join the lines of one side of `ko<TAB>en` news, so many a paragraph. A line may hold several sentences.

    Ends of lines without terminal punctuation, and before a small letter, are no boundaries: nothing shows them.
    """
    lines = [line.split("\t")[column].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    runs = [lines[k : k + _JOINED] for k in range(0, len(lines), _JOINED)]
    joined = [_joined(run, [False] * len(run)) for run in runs]
    return [
        (text, frozenset(end for end in ends if text[end - 1] in _TERMINAL and not text[end + 1].islower()))
        for text, ends in joined
    ]


@dataclass(frozen=True)
class GoldPage:
    """A raw page and its units in page order, each with its role; texts composed, white space folded."""

    raw: str
    language: Language
    lines: tuple[tuple[tuple[str, Role], ...], ...]


def gold_pages(folder: Path) -> list[GoldPage]:
    """Read both sides of every page pair below a folder."""
    return [
        _gold_page(gold.parent, language) for gold in sorted(folder.glob("*/gold.jsonl")) for language in (*_KO, *_EN)
    ]


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _gold_page(folder: Path, language: Language) -> GoldPage:
    raw = (folder / f"{language}.txt").read_bytes().decode("utf-8")
    left: dict[str, list[Role]] = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        bead = json.loads(line)
        for text in bead[language]:
            left.setdefault(text, []).append(bead["role"])
    lines = [_cover(folded, left) for line in raw.splitlines() if (folded := _fold(line))]
    return GoldPage(raw, language, tuple(tuple(units or ()) for units in lines))


def _cover(line: str, left: dict[str, list[Role]]) -> list[tuple[str, Role]] | None:
    """Return the gold units that make up a line, taken out of `left`; None where there are none such."""
    if not line:
        return []
    for text in sorted((text for text in left if left[text] and line.startswith(text)), key=len, reverse=True):
        role = left[text].pop(0)
        rest = _cover(line[len(text) :].strip(), left)
        if rest is not None:
            return [(text, role), *rest]
        left[text].insert(0, role)
    return None


def page_paragraphs(pages: Iterable[GoldPage], language: Language) -> list[Paragraph]:
    """Return the lines of pages that hold several body sentences, joined by spaces."""
    bodies = (
        [text for text, role in line if role == "body"]
        for page in pages
        if page.language == language
        for line in page.lines
    )
    return [_joined(body, [False] * len(body)) for body in bodies if len(body) > 1]


@dataclass(frozen=True)
class PageScore:
    """How the lines of pages were told apart: by character, by aligned unit, and what leaked."""

    accuracy: float
    unit_f1: float
    leaks: int


def page_score(pages: Sequence[GoldPage]) -> PageScore:
    """Clean and segment pages and compare with their gold."""
    right = total = units_right = units = leaks = 0
    for page in pages:
        article = clean_text(page.raw, page.language)
        gold = [(c, role) for line in page.lines for text, role in line for c in text if not c.isspace()]
        found = [
            (c, block.role) for block in article.blocks for c in _fold(page.raw[slice(*block.span)]) if not c.isspace()
        ]
        right += sum(a == b for a, b in zip(gold, found, strict=True))
        total += len(gold)
        wanted = [text for line in page.lines for text, role in line if role in ALIGNED_ROLES]
        dropped = {text for line in page.lines for text, role in line if role not in ALIGNED_ROLES} - set(wanted)
        made = [_fold(s.text) for s in segment(article) if s.role in ALIGNED_ROLES]
        leaks += sum(text in dropped for text in made)
        units += len(wanted) + len(made)
        for text in made:
            if text in wanted:
                wanted.remove(text)
                units_right += 2
    return PageScore(right / total, units_right / units, leaks)


def speed(texts: Sequence[tuple[str, Language]], seconds: float = 2.0) -> float:
    """Return how many megabytes (UTF-8) a second of processor time are cleaned and segmented, at best."""
    size = sum(len(raw.encode()) for raw, _ in texts) / 1e6
    best, stop = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < stop:
        started = time.process_time()
        for raw, language in texts:
            segment(clean_text(raw, language))
        best = min(best, time.process_time() - started)
    return size / best


def compare_speed(pages: Sequence[GoldPage], news: Path) -> None:
    """Print how fast whole pages, long paragraphs, and one sentence a line are cleaned and segmented."""
    print("Clean and segment, MB/s (UTF-8) a core:\n\n| | Korean | English |\n| --- | --- | --- |")
    kinds: dict[str, list[list[tuple[str, Language]]]] = {
        "whole pages": [[(page.raw, page.language) for page in pages if page.language == side] for side in (*_KO, *_EN)]
    }
    if news.exists():
        for name, run, gap in (("paragraphs of 25 lines", _JOINED, " "), ("a sentence a line", _JOINED, "\n")):
            kinds[name] = [[(text, side)] for side, text in zip((*_KO, *_EN), _texts(news, run, gap), strict=True)]
    for name, sides in kinds.items():
        print(f"| {name} | " + " | ".join(f"{speed(texts):.1f}" for texts in sides) + " |")


def _texts(news: Path, run: int, gap: str) -> list[str]:
    """Return both sides of `ko<TAB>en` news, so many lines a block, joined by `gap`."""
    rows = [line.split("\t") for line in news.read_text(encoding="utf-8").splitlines()]
    return [
        "\n\n".join(gap.join(row[column] for row in rows[k : k + run]) for k in range(0, len(rows), run))
        for column in (0, 1)
    ]


def compare_segmentation(data: Path) -> None:
    """Print the tables for the gold below a folder: `corpora`, or one with `dev/pages` and `dev/news_dev1000.tsv`."""
    pages = gold_pages(data / "dev" / "pages" if (data / "dev").is_dir() else data / "pages")
    news = data / "dev" / "news_dev1000.tsv"
    for column, language in enumerate((*_KO, *_EN)):
        sets = {"gold": gold_paragraphs(GOLD / f"{language}.txt"), "pages": page_paragraphs(pages, language)}
        if news.exists():
            sets["news"] = news_paragraphs(news, column)
        _print_language(language, sets)
    found = page_score(pages)
    print(f"Pages ({len(pages)}): role accuracy by character {found.accuracy:.4f}, F1 of aligned units "
          f"{found.unit_f1:.4f}, chrome units that leaked {found.leaks}\n")  # fmt: skip
    compare_speed(pages, news)


def _print_language(language: Language, sets: dict[str, list[Paragraph]]) -> None:
    print(
        f"{'Korean' if language == 'ko' else 'English'}: precision / recall / F1 of boundaries; `news`: recall alone\n"
    )
    header = ["splitter", *sets, "sentences a second", "of hanalign's"]
    print("| " + " | ".join(header) + " |\n|" + " --- |" * len(header))
    own = 0.0
    for name, (make, languages, package) in SPLITTERS.items():
        if language not in languages or importlib.util.find_spec(package) is None:
            continue
        scores = {key: score(make(language), paragraphs) for key, paragraphs in sets.items()}
        cells = []
        for key, one in scores.items():
            recall = one.right / max(1, one.true)
            full = f"{one.right / max(1, one.found):.3f} / {recall:.3f} / {one.f1:.4f}"
            cells.append(f"{recall:.4f}" if key == "news" else full)
        rate = sum(one.found for one in scores.values()) / sum(one.seconds for one in scores.values())
        own = own or rate
        print("| " + " | ".join([name, *cells, f"{rate:,.0f}", f"{rate / own:.3f}"]) + " |")
    print()
