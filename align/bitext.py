"""The data that flows from page to corpus. Source is Korean and target is English, everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import pandas

Language = Literal["ko", "en"]
Role = Literal["headline", "deck", "byline", "caption", "body", "chrome", "footer"]

#: Roles whose text may enter a corpus; the others are named on a page so that they can be left out.
ALIGNED_ROLES: tuple[Role, ...] = ("headline", "deck", "caption", "body")


class Span(NamedTuple):
    """Half-open interval. Two empty spans at different places differ, unlike two empty ranges."""

    start: int
    stop: int

    @property
    def size(self) -> int:
        """Number of items inside."""
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the raw text with one role: a paragraph, a headline, a line of chrome.

    `span` holds character offsets into `Article.raw`; no block overlaps another, and between
    two blocks there is only white space (or markup, where the page was HTML).
    """

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Article:
    """One page in one language: its raw text and the blocks found in it, in page order.

    `metadata` is what the head of an HTML page says, or else the page prints, as (name, value): `date`, `author`,
    `site`.
    """

    id: str
    language: Language
    raw: str
    blocks: tuple[Block, ...]
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Text of the first headline block, or the empty string."""
        return next((self.raw[b.span.start : b.span.stop] for b in self.blocks if b.role == "headline"), "")


@dataclass(frozen=True, slots=True)
class ArticlePair:
    """A Korean article and its English counterpart."""

    id: str
    source: Article
    target: Article


@dataclass(frozen=True, slots=True)
class Sentence:
    """One unit of alignment.

    `text` is what a corpus stores: the raw text of `span` with runs of white space folded into one
    space. `paragraph` counts the blocks of the page, from 0. `span` holds character offsets into
    the raw text. A `soft` sentence may go on the one before: the boundary between them is in doubt.
    """

    text: str
    role: Role = "body"
    paragraph: int = 0
    span: Span = Span(0, 0)  # noqa: RUF009 - an immutable tuple
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of both sides that tell the same thing; one side empty in a null bead.

    `source` and `target` index the sentences of an `Alignment`. `probability` is the calibrated
    chance, 0 to 1, that exactly this bead is right. `similarity` is the cosine of the two sides,
    -1 to 1, and 0 in a null bead. `crossing` beads break the order of the others.
    """

    source: Span
    target: Span
    probability: float
    similarity: float = 0.0
    crossing: bool = False

    @property
    def kind(self) -> str:
        """Sizes of both sides in the field's notation: `1-1`, `2-1`, `0-1`."""
        return f"{self.source.size}-{self.target.size}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return self.source.size == 0 or self.target.size == 0


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """One row of a corpus. Sentences of a side are joined by one space.

    `ko_index` and `en_index` are half-open sentence spans of the article.
    """

    pair_id: str
    ko: str
    en: str
    kind: str
    probability: float
    similarity: float
    ko_role: str
    en_role: str
    ko_index: Span
    en_index: Span
    crossing: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pair may be bad: a name that a person can act on, what it is about, and where that stands.

    `ko` and `en` hold character offsets into the two sides; None where the reason is about no part of a side.
    """

    name: str
    detail: str = ""
    ko: Span | None = None
    en: Span | None = None

    def __str__(self) -> str:
        return f"{self.name}({self.detail})" if self.detail else self.name


@dataclass(frozen=True, slots=True)
class Score:
    """How good a pair of texts is: `quality` is the calibrated chance, 0 to 1, that they translate each other whole."""

    quality: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of an article pair, null beads included, in the order of the Korean page.

    Every sentence of either side stands in exactly one bead. `signature` names everything that
    the result depends on: version, model and options.
    """

    pair_id: str
    source_sentences: tuple[Sentence, ...]
    target_sentences: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    signature: str = ""

    def rows(self, *, nulls: bool = False) -> Iterator[AlignedPair]:
        """Yield the corpus rows, in bead order; null beads only where `nulls` asks for them."""
        for bead in self.beads:
            if bead.is_null and not nulls:
                continue
            source = self.source_sentences[slice(*bead.source)]
            target = self.target_sentences[slice(*bead.target)]
            yield AlignedPair(
                pair_id=self.pair_id,
                ko=" ".join(s.text for s in source),
                en=" ".join(s.text for s in target),
                kind=bead.kind,
                probability=bead.probability,
                similarity=bead.similarity,
                ko_role=source[0].role if source else "",
                en_role=target[0].role if target else "",
                ko_index=bead.source,
                en_index=bead.target,
                crossing=bead.crossing,
            )

    def to_frame(self, *, nulls: bool = False) -> pandas.DataFrame:
        """Return the rows as a data frame, columns as in the TSV."""
        from align.corpus import to_frame

        return to_frame(self.rows(nulls=nulls))
