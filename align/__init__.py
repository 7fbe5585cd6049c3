"""hanalign: Korean-English bilingual text alignment.

>>> from align import Aligner
>>> alignment = Aligner().align_texts(ko_page, en_page)  # doctest: +SKIP
>>> alignment.to_frame()  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.bitext import AlignedPair, Alignment, Article, ArticlePair, Bead, Block, Reason, Score, Sentence, Span
from align.errors import (
    DecodingError,
    HanalignError,
    InputError,
    LanguageError,
    ModelError,
    OptionError,
    OutputError,
)
from align.options import (
    AlignOptions,
    BuildOptions,
    CleanOptions,
    DedupeOptions,
    FilterOptions,
    FormatOptions,
    SegmentOptions,
    TranslationOptions,
)

if TYPE_CHECKING:
    from align.pipeline import Aligner
    from align.score import Scorer

__all__ = [
    "AlignOptions",
    "AlignedPair",
    "Aligner",
    "Alignment",
    "Article",
    "ArticlePair",
    "Bead",
    "Block",
    "BuildOptions",
    "CleanOptions",
    "DecodingError",
    "DedupeOptions",
    "FilterOptions",
    "FormatOptions",
    "HanalignError",
    "InputError",
    "LanguageError",
    "ModelError",
    "OptionError",
    "OutputError",
    "Reason",
    "Score",
    "Scorer",
    "SegmentOptions",
    "Sentence",
    "Span",
    "TranslationOptions",
]


def __getattr__(name: str) -> object:
    # Loads numpy and the models' code only for those who align.
    if name == "Aligner":
        from align.pipeline import Aligner

        return Aligner
    if name == "Scorer":
        from align.score import Scorer

        return Scorer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
