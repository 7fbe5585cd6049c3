"""Pairs in, scores out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.bitext import Score
from align.encode import Encoder, load_encoder
from align.score.evidence import evidence_of
from align.score.explain import Explanation, groups
from align.score.features import FEATURES, Profile, profile
from align.score.model import QualityModel, load_quality
from align.score.reasons import disqualified, reasons_of
from align.score.words import Floats, Lexicon, links


class Scorer:
    """Tells how good pairs of a Korean and an English text are, each pair on its own.

    Bundled models, offline, deterministic: the score of a pair doesn't depend on the others given with it.
    """

    def __init__(self, encoder: Encoder | None = None, model: QualityModel | None = None) -> None:
        self.encoder: Encoder = encoder or load_encoder()
        self.model = model or load_quality()

    @property
    def signature(self) -> str:
        """Everything that a score depends on, for the record."""
        return f"encoder:{self.encoder.signature}|quality:{self.model.signature}"

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        """Return the score of each (Korean, English) pair.

        A pair with a blank side, one side copied, or one in the wrong language has quality 0.
        """
        profiles = profiles_of(pairs, self.encoder)
        if not profiles:
            return []
        qualities = self.model.probabilities(np.stack([one.values for one in profiles]))
        scores = []
        for (ko, en), one, quality in zip(pairs, profiles, qualities.tolist(), strict=True):
            fatal = disqualified(ko, en, one)
            scores.append(Score(0.0, fatal) if fatal else Score(quality, reasons_of(ko, en, one, quality)))
        return scores

    def explain(self, ko: str, en: str) -> Explanation:
        """Return the score of one pair, and which of its words support each other."""
        lexicon = Lexicon((ko, en), self.encoder)
        table = links(lexicon.tokens(ko), lexicon.tokens(en))
        return Explanation(self.score([(ko, en)])[0], groups(ko, en, table))


def profiles_of(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> list[Profile]:
    """Return what each pair looks like."""
    lexicon = Lexicon((text for pair in pairs for text in pair), encoder)
    return [
        profile(ko, en, lexicon.tokens(ko), lexicon.tokens(en), evidence)
        for (ko, en), evidence in zip(pairs, evidence_of(pairs), strict=True)
    ]


def features_of(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> Floats:
    """Return the features of pairs: (pairs, features)."""
    profiles = profiles_of(pairs, encoder)
    return np.stack([one.values for one in profiles]) if profiles else np.zeros((0, len(FEATURES)), np.float32)
