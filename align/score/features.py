"""What a pair of texts looks like without its document: meaning, coverage, length, form, evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from align.bitext import Span
from align.score.evidence import Evidence
from align.score.words import Floats, Tokens, longest_run, similarities

FEATURES = (
    "cosine", "coverage_ko", "coverage_en", "coverage_least", "uncovered_ko", "uncovered_en",
    "run_ko", "run_en", "edge_ko", "edge_en", "last_ko", "last_en", "worst_ko", "worst_en",
    "length", "length_short", "length_long", "brevity", "words_known",
    "number_agree", "number_ko_only", "number_en_only", "number_both_only", "number_clash", "date_only",
    "name_agree", "name_ko_only", "name_en_only", "name_both_only", "name_or_word",
    "negation", "question", "quotes", "ending_ko", "ending_en", "stop_inside", "capital_inside",
    "hangul_ko", "hangul_en", "copied", "repeated", "spread",
)  # fmt: skip

#: Characters of English to one of Korean, spaces left out, and the spread of the logarithm of that ratio (news).
EXPANSION, SPREAD = 2.05, 0.25
#: A word below this has found no partner.
UNCOVERED = 0.42
#: Share of a side's words that count as its edge.
_EDGE = 0.3

_HANGUL = re.compile("[가-힣ᄀ-ᇿㄱ-ㆎ]+")
_LATIN = re.compile("[A-Za-z]+")
_NEGATION_KO = re.compile(
    r"않|못\s?[하해했한할함]|없|아니|말라|말아|(?<![가-힣])[안못]\s[가-힣]|(?<![가-힣])(?:무|불|비|미)[가-힣]{1,2}적"
)
_NEGATION_EN = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|without|cannot|lack\w*|fail\w*|refus\w*|den(?:y|ied|ies)"
    r"|unable|unlikely)\b|n['’]t\b",
    re.IGNORECASE,
)
_QUOTES = frozenset('"“”「」『』«»')
_ENDS = frozenset(".?!…。")
_CLOSERS = "\"”’')]」』»"
#: A sentence that stops before a word in lower case, or one that goes on after a capital in its middle.
_STOP_INSIDE = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|No|vs))(?<!\b(?:Mrs|Gen|Gov|Sen|Rep|Inc|etc))[.?!]\s+[a-z]|다\.\s+[은는을를]"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A pair as the model and the reasons see it.

    `values` (features,) in the order of FEATURES. The runs are the longest of a side without a partner, as words.
    """

    values: Floats
    ko_run: Span
    en_run: Span
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Cover:
    """How much of a side the other one covers, in shares of its weight, 0 to 1.

    `covered` is the mean over tokens, `alone` the share of words without a partner, `run` the longest of them in a
    row, `edge` and `last` how well the worse of its ends and its end are covered, `worst` the weight, of 1 and more,
    of the word that lacks most.
    """

    covered: float
    alone: float
    run: float
    edge: float
    last: float
    worst: float
    words: Floats
    place: Span

    @classmethod
    def of(cls, tokens: Tokens, best: Floats) -> _Cover:
        words, weights = tokens.by_word(best), tokens.word_weights
        alone = words < UNCOVERED
        total = max(float(weights.sum()), 1e-6)
        run, place = longest_run(alone, weights)
        edge = max(1, round(_EDGE * tokens.words))
        last = _mean(words[-edge:], weights[-edge:])
        return cls(
            covered=float(tokens.weights @ best) / max(float(tokens.weights.sum()), 1e-6),
            alone=float(weights[alone].sum()) / total,
            run=run,
            edge=min(_mean(words[:edge], weights[:edge]), last),
            last=last,
            worst=float((weights * (1 - words)).max(initial=0.0)),
            words=words,
            place=place,
        )


def profile(ko: str, en: str, source: Tokens, target: Tokens, evidence: Evidence) -> Profile:
    """Return what a pair looks like."""
    table = similarities(source, target)
    left = _Cover.of(source, table.max(axis=1, initial=0.0))
    right = _Cover.of(target, table.max(axis=0, initial=0.0))
    ratio = length_ratio(ko, en)
    shortest = min(len(ko), len(en) / EXPANSION)
    values = np.array(
        [
            _cosine(source, target), left.covered, right.covered, min(left.covered, right.covered),
            left.alone, right.alone, left.run, right.run, left.edge, right.edge, left.last, right.last,
            left.worst, right.worst,
            min(abs(ratio), 6.0), min(max(-ratio, 0.0), 6.0), min(max(ratio, 0.0), 6.0),
            1 / np.sqrt(max(shortest, 1.0)), min(float(source.weights.mean()) if len(source.weights) else 0.0, 9.0),
            *evidence.values,
            # Where the Korean name is not known for one, it is still a word without a partner.
            min(evidence.names_alone, left.worst),
            negation(ko, en), ("?" in ko or "？" in ko) != ("?" in en),
            _QUOTES.isdisjoint(ko) != _QUOTES.isdisjoint(en),
            _is_ended(ko), _is_ended(en), bool(_STOP_INSIDE.search(ko)) + bool(_STOP_INSIDE.search(en)),
            capitals(en),
            share_of_hangul(ko), share_of_hangul(en), copied(ko, en), max(repeated(ko), repeated(en)),
            _spread(left.words) + _spread(right.words) if source.words and target.words else 0.0,
        ],
        np.float32,
    )  # fmt: skip
    return Profile(values, left.place, right.place, evidence)


def _cosine(source: Tokens, target: Tokens) -> float:
    u, v = source.sum, target.sum
    return float(u @ v / max(float(np.sqrt((u @ u) * (v @ v))), 1e-6))


def _mean(values: Floats, weights: Floats) -> float:
    return float(values @ weights) / max(float(weights.sum()), 1e-6)


def _spread(values: Floats) -> float:
    """Return the standard deviation of values, which `np.std` takes three times as long for where they are few."""
    far = values - values.sum() / len(values)
    return float(np.sqrt(far @ far / len(values)))


def length_ratio(ko: str, en: str) -> float:
    """Return by how many standard deviations the English side is longer than expected; negative if shorter."""
    left, right = (max(len(text) - text.count(" "), 1) for text in (ko, en))
    # Short texts vary more: the spread falls with the root of the length.
    spread = SPREAD + 1.2 / np.sqrt(min(left, right))
    return float(np.log(right / left / EXPANSION) / spread)


def negation(ko: str, en: str) -> float:
    """Return 1 where one side negates and the other doesn't."""
    return float(bool(_NEGATION_KO.search(ko)) != bool(_NEGATION_EN.search(en)))


def capitals(en: str) -> float:
    """Return 1 where an English side has a capital, but none at its beginning."""
    first = next((c for c in en if c.isalpha()), "")
    return float(first.islower() and any(c.isalpha() and c.isupper() for c in en))


def _is_ended(text: str) -> bool:
    bare = text.rstrip().rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _ENDS


def share_of_hangul(text: str) -> float:
    """Return the share of Hangul among Hangul and Latin letters, 0 to 1, a Latin one counting a third; .5 if none."""
    hangul, latin = sum(map(len, _HANGUL.findall(text))), sum(map(len, _LATIN.findall(text))) / 3
    return hangul / (hangul + latin) if hangul + latin else 0.5


def copied(ko: str, en: str) -> float:
    """Return which share of the English words stands in the Korean side too, 0 to 1; digits don't count."""
    words, there = en.lower().split(), set(ko.lower().split())
    if there.isdisjoint(words):
        return 0.0
    words = [word for word in words if any(c.isalpha() for c in word)]
    return sum(word in there for word in words) / len(words) if words else 0.0


def repeated(text: str) -> float:
    """Return the share of a text's words that repeat a run of two words told before, 0 to 1."""
    words = text.split()
    runs = list(pairwise(words))
    return 1 - len(set(runs)) / len(runs) if runs else 0.0
