"""What may be wrong with translations and references that can be scored all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from align.bitext import Language
from align.language import hangul_share

#: Share of Hangul from which a text is Korean: translations from English keep names and quotations.
KOREAN_SHARE = 0.3
#: Conjoining letters: what a syllable is made of where it is decomposed.
_JAMO = re.compile("[\u1100-\u11ff]")
_NAMES = {"ko": "Korean", "en": "English"}
#: Hypotheses that end in a detached full stop before the input looks tokenized (sacrebleu's own number).
_TOKENIZED = 100
#: Share of segments that repeat their source before it is worth a word: names and numbers do so rightly.
_UNTRANSLATED = 0.05


def language_of(texts: Sequence[str]) -> Language | None:
    """Return the language that texts are in by their script; None where there are too few letters to tell."""
    share = hangul_share(texts)
    return None if share is None else "ko" if share > KOREAN_SHARE else "en"


def doubts(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    source: Sequence[str] | None,
    language: Language,
) -> Iterator[str]:
    """Yield a warning for each thing that may be wrong.

    Language, empty segments, decomposed, tokenized or untranslated text, systems that are the same.
    """
    for number, reference in enumerate(references, 1):
        name = "the reference" if len(references) == 1 else f"reference {number}"
        yield from _wrong_language(name, reference, language)
        yield from _empty(name, reference)
        yield from _decomposed(name, reference)
    for name, hypotheses in systems.items():
        twin = next((other for other in systems if list(systems[other]) == list(hypotheses)), name)
        if twin != name:
            yield f"{name}: is the same as {twin}, so that its p-values mean nothing"
        yield from _wrong_language(name, hypotheses, language)
        yield from _empty(name, hypotheses)
        yield from _decomposed(name, hypotheses)
        if sum(text.endswith(" .") for text in hypotheses) >= _TOKENIZED:
            yield (
                f"{name}: {_TOKENIZED} segments or more end in a detached full stop; "
                "give text as a reader gets it, since tokenized text has another score"
            )
        if source:
            yield from _untranslated(name, hypotheses, source)
    if source and language_of(source) == language:
        yield f"the source is in {_NAMES[language]}, as the translations are; is it the right file?"


def _wrong_language(name: str, texts: Sequence[str], language: Language) -> Iterator[str]:
    found = language_of(texts)
    if found not in (None, language):
        yield (
            f"{name}: is in {_NAMES[found]} where {_NAMES[language]} is scored; "
            "are the files in the right order? --language says what is meant"
        )


def _empty(name: str, texts: Sequence[str]) -> Iterator[str]:
    places = [number for number, text in enumerate(texts, 1) if not text.strip()]
    if places:
        yield (
            f"{name}: {len(places):,} of {len(texts):,} segments {'is' if len(places) == 1 else 'are'} empty, "
            f"the first at line {places[0]:,}; what is empty matches nothing"
        )


def _decomposed(name: str, texts: Sequence[str]) -> Iterator[str]:
    places = [number for number, text in enumerate(texts, 1) if _JAMO.search(text)]
    if places:
        yield (
            f"{name}: {len(places):,} of {len(texts):,} segments hold decomposed Hangul (NFD), the first at line "
            f"{places[0]:,}; it matches no composed text, so compose it (NFC) first"
        )


def _untranslated(name: str, hypotheses: Sequence[str], source: Sequence[str]) -> Iterator[str]:
    places = [
        number
        for number, (text, origin) in enumerate(zip(hypotheses, source, strict=False), 1)
        if text.strip() and text.split() == origin.split()
    ]
    if len(places) > _UNTRANSLATED * len(hypotheses):
        yield (
            f"{name}: {len(places):,} of {len(hypotheses):,} segments repeat their source, "
            f"the first at line {places[0]:,}; were they translated?"
        )
