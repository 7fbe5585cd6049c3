"""Aligners and scorers for tests of building corpora: importable by worker processes, quick, and deadly on request."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from align.bitext import Alignment, Bead, Reason, Score, Sentence, Span
from align.errors import InputError, LanguageError, ModelError


class LineAligner:
    """Links line to line; words on the Korean page say what else happens."""

    signature = "lines:1"
    seconds = 0.0

    def align_pages(self, ko, en, *, pair_id=None):
        time.sleep(self.seconds)
        source, target = ([line for line in page.text.split("\n") if line.strip()] for page in (ko, en))
        if "SIGKILL" in ko.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "SIGSEGV" in ko.text:
            ctypes.string_at(0)
        if "EXIT" in ko.text:
            os._exit(3)
        if "HANG" in ko.text:
            if path := ko.text.split("HANG")[1].strip():
                open(path, "w").close()
            time.sleep(1000)
        if "MEMORY" in ko.text:
            raise MemoryError
        if "BUG" in ko.text:
            raise ValueError("no such luck")
        if "SWAPPED" in ko.text:
            raise LanguageError("the two sides are swapped")
        if "CHROME" in ko.text:
            raise InputError(f"{ko.name}: holds no article")
        if "MODEL" in ko.text:
            raise ModelError("the model is damaged; reinstall hanalign")
        if "ONCE" in ko.text:
            # Dies the first time that it is asked.
            path = ko.text.split("ONCE ")[1].split("\n")[0]
            if not os.path.exists(path):
                open(path, "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
        if "BROKEN" in ko.text:
            # What no row can hold.
            return Alignment(
                pair_id, (Sentence("가"),), (Sentence("a"),), (Bead(Span(0, 1), Span(0, 1), 0.9, None),), ""
            )
        if "NOTHING" in ko.text:
            source = target = []
        beads = tuple(Bead(Span(k, k + 1), Span(k, k + 1), 0.9, 0.5) for k in range(min(len(source), len(target))))
        sides = (
            tuple(Sentence(text, "body", k, Span(0, len(text))) for k, text in enumerate(s)) for s in (source, target)
        )
        return Alignment(pair_id, *sides, beads, self.signature)


class SlowAligner(LineAligner):
    seconds = 0.01


class FakeScorer:
    """Takes a pair for good unless it says that it is bad."""

    signature = "fake:1"

    def score(self, pairs):
        return [
            Score(0.05, (Reason("misaligned"), Reason("number_mismatch", "3|4"))) if "나쁜" in ko else Score(0.9321)
            for ko, en in pairs
        ]


class OtherScorer(FakeScorer):
    signature = "fake:2"


#: Words that make rows distinct: near duplicates share most of theirs.
KO_WORDS = (
    "정부 예산 국회 경제 물가 수출 반도체 금리 환율 부동산 교육 의료 노동 환경 외교 국방 문화 체육 과학 기술".split()
)
EN_WORDS = (
    "government budget parliament economy prices exports chips rates currency housing schools hospitals labor climate "
    "diplomacy defense culture sports science technology"
).split()


def sentence(number: int) -> tuple[str, str]:
    """Return a pair of texts that is like no other number's."""
    picks = [(number * 7919 + k * k * 31 + number // 20 * k) % 20 for k in range(8)]
    ko, en = (" ".join(f"{words[p]}{number % 97 + k}" for k, p in enumerate(picks)) for words in (KO_WORDS, EN_WORDS))
    return f"{ko} 이라고 {number}번째로 밝혔다.", f"It said {en} for the {number}th time."


def pages(number: int, lines: int = 4) -> tuple[str, str]:
    """Return two pages of a few lines, distinct for each number."""
    drawn = [sentence(number * lines + k) for k in range(lines)]
    return "\n".join(ko for ko, _ in drawn), "\n".join(en for _, en in drawn)


def write_tree(folder, count, lines=4):
    """Write pairs as `ko/N.txt` and `en/N.txt`."""
    for language in ("ko", "en"):
        (folder / language).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        for language, text in zip(("ko", "en"), pages(number, lines), strict=True):
            (folder / language / f"{number:04d}.txt").write_text(text, "utf-8")
    return folder
