"""What the names of two sentences that are paired say: which agree, which stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.evidence.names.foreign import unheard
from align.evidence.names.name import Name
from align.evidence.names.presence import Block, distinct, presence
from align.evidence.names.sides import english_side, korean_side

#: Strength below which a name is missing from a single pair: of two sentences that are paired already less is enough.
_MAY_BE_THERE = 0.2
#: Pairs compared in one search: enough to share its cost, few enough to bound its memory.
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class NameComparison:
    """What the names of a Korean and an English text say about each other.

    `agreeing` are English names that the Korean side has, `en_only` those that it lacks. `ko_only` are names that the
    English side lacks: words in Latin script, then words of Hangul that look like names and sound like nothing there,
    whose weight, 0 to 1, is how surely they are names.
    """

    agreeing: tuple[Name, ...]
    ko_only: tuple[Name, ...]
    en_only: tuple[Name, ...]


def compare_names(pairs: Sequence[tuple[str, str]]) -> list[NameComparison]:
    """Compare the names of each (Korean, English) pair; what comes out for one does not depend on the others.

    Korea is never missing: a Korean text takes it for granted. Neither is what stands in brackets, which says again
    what stands before (인공지능(AI), World Health Organization (WHO)) or names an agency (CNN), nor the US of US$.
    Never raises, whatever the texts.
    """
    out: list[NameComparison] = []
    for start in range(0, len(pairs), _AT_ONCE):
        out += _compare(pairs[start : start + _AT_ONCE])
    return out


def _compare(pairs: Sequence[tuple[str, str]]) -> list[NameComparison]:
    sides = [(korean_side(ko), english_side(en)) for ko, en in pairs]
    blocks = [Block(distinct([target], [source])[0], [source]) for source, target in sides]
    out = []
    for (ko, en), (source, _), block, found, hangul in zip(
        pairs, sides, blocks, presence(blocks), unheard(pairs), strict=True
    ):
        there = (found.strength[:, 0] >= _MAY_BE_THERE).tolist()
        agreeing = tuple(n for n, is_there in zip(block.names, there, strict=True) if is_there and n.kind != "word")
        alone = tuple(
            n for n, is_there in zip(block.names, there, strict=True) if not is_there and _must_be_told(n, en)
        )
        latin = (
            name
            for name in source.certain
            if name.kind == "latin" and name.keys in found.unknown and not _is_bracketed(ko, name)
        )
        out.append(NameComparison(agreeing, (*latin, *hangul), alone))
    return out


def _must_be_told(name: Name, en: str) -> bool:
    """Whether a name of an English text has to stand in a translation."""
    return (
        name.kind != "word"
        and "country:KR" not in name.keys
        and not _is_bracketed(en, name)
        and en[name.span.stop : name.span.stop + 1] != "$"
    )


def _is_bracketed(text: str, name: Name) -> bool:
    return text[name.span.start - 1 : name.span.start] == "(" and text[name.span.stop : name.span.stop + 1] == ")"
