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
from align.options import AlignOptions, CleanOptions, SegmentOptions

if TYPE_CHECKING:
    from align.pipeline import Aligner

__all__ = [
    "AlignOptions",
    "AlignedPair",
    "Aligner",
    "Alignment",
    "Article",
    "ArticlePair",
    "Bead",
    "Block",
    "CleanOptions",
    "DecodingError",
    "HanalignError",
    "InputError",
    "LanguageError",
    "ModelError",
    "OptionError",
    "OutputError",
    "Reason",
    "Score",
    "SegmentOptions",
    "Sentence",
    "Span",
]


def __getattr__(name: str) -> object:
    # Loads numpy and the models' code only for those who align.
    if name == "Aligner":
        from align.pipeline import Aligner

        return Aligner
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
