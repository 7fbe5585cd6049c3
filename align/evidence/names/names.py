"""Names of a sentence, in a form that compares across the languages.

English: runs of capitalised words that are no common words. Korean: Latin-script words, Hanja, and every word in
Hangul, since Korean does not mark its names; `align.evidence.names.pairs` finds out which of them an English
name sounds like.

Libraries looked at: spaCy, stanza and kiwipiepy recognise names with models of tens to hundreds of megabytes, at
some hundred sentences a second, and none says which English name a Korean one is.
"""

from __future__ import annotations

from align.bitext import Language
from align.evidence.names.english import english_names
from align.evidence.names.korean import korean_names
from align.evidence.names.name import Name, NameKind

__all__ = ["Name", "NameKind", "names"]


def names(text: str, language: Language) -> tuple[Name, ...]:
    """Return the names of an English text, or what may be names in a Korean one, in order of place.

    Never raises, whatever the text; the spans are exact: `text[name.span.start : name.span.stop] == name.text`.
    """
    found = korean_names(text) if language == "ko" else english_names(text)
    return tuple(sorted(found, key=lambda name: name.span))
