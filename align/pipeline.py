"""Two pages in, beads out: the only module that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from align.beads import PathModel, Side, align_beads, load_model
from align.bitext import ALIGNED_ROLES, Alignment, Article, ArticlePair, Language, Role, Sentence, Span
from align.clean import clean_html, clean_text
from align.encode import Encoder, load_encoder
from align.errors import InputError, OptionError
from align.language import check_languages
from align.options import AlignOptions, CleanOptions, SegmentOptions
from align.read import is_html
from align.segment import segment
from align.sources import Page, read_page

#: Probability from which a lone headline is linked: it sums up more than it translates, and is sure of little.
LONE_WORTH = 0.05


class Aligner:
    """Aligns Korean with English: raw pages, files, or sentences.

    Bundled models, offline, deterministic. One aligner serves any number of articles.
    """

    def __init__(
        self,
        encoder: Encoder | None = None,
        model: PathModel | None = None,
        options: AlignOptions | None = None,
        clean_options: CleanOptions | None = None,
        segment_options: SegmentOptions | None = None,
    ) -> None:
        self.encoder: Encoder = encoder or load_encoder()
        self.model = model or load_model()
        self.options = options or AlignOptions()
        self.clean_options = clean_options or CleanOptions()
        self.segment_options = segment_options or SegmentOptions()

    @property
    def signature(self) -> str:
        """Everything that an alignment depends on, for the record."""
        options = "|".join(
            f"{name}:{getattr(part, name)}"
            for part in (self.options, self.clean_options, self.segment_options)
            for name in part.__slots__
        )
        return f"hanalign:{_version()}|encoder:{self.encoder.signature}|model:{self.model.signature}|{options}"

    def align_files(self, ko_path: str | Path, en_path: str | Path, *, pair_id: str | None = None) -> Alignment:
        """Align two page files, text or HTML; the encoding is detected. Raises InputError, naming the file.

        The pair's id is the name of the Korean file unless given.
        """
        return self.align_pages(read_page(ko_path), read_page(en_path), pair_id=pair_id)

    def align_pages(self, ko: Page, en: Page, *, pair_id: str | None = None) -> Alignment:
        """Align two pages, text or HTML. The pair's id is that of the Korean page unless given."""
        source, target = self._article(ko.text, "ko", ko.name), self._article(en.text, "en", en.name)
        return self.align_articles(ArticlePair(ko.id if pair_id is None else pair_id, source, target))

    def align_texts(self, ko: str, en: str, *, pair_id: str = "") -> Alignment:
        """Align the raw text, or the HTML, of two pages. Raises InputError where one holds no article."""
        return self.align_articles(
            ArticlePair(pair_id, self._article(ko, "ko", "Korean text"), self._article(en, "en", "English text"))
        )

    def align_articles(self, pair: ArticlePair) -> Alignment:
        """Align two articles: sentences of headline, deck, caption and body.

        No bead holds two roles, except where one side is headlines alone.
        """
        source, target = (
            tuple(s for s in segment(article, self.segment_options) if s.role in ALIGNED_ROLES)
            for article in (pair.source, pair.target)
        )
        # A headline without its story tells what the other side's body tells: roles would keep them apart.
        lone = any(s.role == "body" for s in source) != any(s.role == "body" for s in target)
        return self._align(source, target, pair.id, roles_bind=not lone)

    def align_sentences(
        self,
        ko: Sequence[str],
        en: Sequence[str],
        ko_roles: Sequence[Role] | None = None,
        en_roles: Sequence[Role] | None = None,
        *,
        pair_id: str = "",
    ) -> Alignment:
        """Align sentences, one an item, kept as they are.

        No bead holds two roles; without roles all sentences are body. Blank items are linked to nothing.
        Raises OptionError where there are not as many roles as sentences.
        """
        sides = []
        for name, texts, roles in (("ko", ko, ko_roles), ("en", en, en_roles)):
            if roles is not None and len(roles) != len(texts):
                raise OptionError(f"{name}_roles has {len(roles)} items for {len(texts)} sentences; give one for each")
            sides.append(
                tuple(
                    Sentence(text, roles[k] if roles is not None else "body", k, Span(0, len(text)))
                    for k, text in enumerate(texts)
                )
            )
        return self._align(sides[0], sides[1], pair_id)

    def align_segmented(
        self, source: Sequence[Sentence], target: Sequence[Sentence], *, pair_id: str = ""
    ) -> Alignment:
        """Align sentences that were cut elsewhere, Korean and English, kept as they are.

        No bead holds two roles. A sentence that is `soft` is joined to the one before at a lower price.
        """
        return self._align(tuple(source), tuple(target), pair_id)

    def _article(self, raw: str, language: Language, name: str) -> Article:
        clean = clean_html if is_html(raw) else clean_text
        try:
            return clean(raw, language, id=name, options=self.clean_options)
        except InputError as error:
            if str(error).startswith(f"{name}: "):
                raise
            raise type(error)(f"{name}: {error}") from error

    def _align(
        self, source: tuple[Sentence, ...], target: tuple[Sentence, ...], pair_id: str, *, roles_bind: bool = True
    ) -> Alignment:
        check_languages((s.text for s in source), (s.text for s in target))
        texts = [s.text for s in source + target]
        roles: list[Role] = [s.role if roles_bind else "body" for s in source + target]
        # Both languages share their subwords, so that they are looked up once.
        encoding, n = self.encoder.encode(texts), len(source)
        left = Side.of(texts[:n], roles[:n], encoding.select(0, n), [s.soft for s in source])
        right = Side.of(texts[n:], roles[n:], encoding.select(n, len(texts)), [s.soft for s in target])
        options = self.options if roles_bind else replace(self.options, worth=min(self.options.worth, LONE_WORTH))
        beads = align_beads(left, right, self.model, options)
        return Alignment(pair_id, source, target, beads, self.signature)


@cache
def _version() -> str:
    try:
        return version("hanalign")
    except PackageNotFoundError:
        return "unknown"
