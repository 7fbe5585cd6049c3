"""Names in English: runs of capitalised words that are no common words, and those of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from align.bitext import Span
from align.evidence.names.english_words import TITLES, Token, Word, capitalised, latin_key, no_names, opens
from align.evidence.names.gazetteer import MOST_WORDS, gazetteer
from align.evidence.names.jamo import letters
from align.evidence.names.name import Name

_CAMEL = re.compile("[A-Z][a-z]{3,}|[A-Z]{2,}(?![a-z])")
#: Words inside of a foreign name that are written small.
_PARTICLES = frozenset("bin ibn al el de del della di da du la le van von der den ter dos das ben abu y".split())
#: Words that open a place name, common in themselves: they belong to the name as a whole only.
_OPENERS = frozenset(
    "new north south east west san santa saint st los las el la port fort mount mt lake cape rio".split()
)
#: Months that are other words too: a month has a number after it, or a number or one of these before it.
_OTHER_MONTHS = frozenset(("May", "March", "Mar"))
_BEFORE_MONTH = re.compile(r"(?:\d|\b(?:in|of|last|next|this|since|by|until|early|late|mid|every|from))[\s-]+$")
_AFTER_MONTH = re.compile(r"\.?\s+\d")
#: Family names that are far more often something else when they stand alone.
_RARELY_FAMILY = frozenset(
    "so no do in an go oh you back bark sun un me gong won yen ha ra jo chi ok my moo mo je ye ma seal hong lie one "
    "jun way pan soon son song min main man".split()
)
#: Letters of a common word that may be a name, at least.
_LEAST_LETTERS = 4
#: What makes a family name before it a place: the Han River.
_PLACES = frozenset("river mountain stream island islands lake bridge beach dam valley strait".split())
#: Letters that one onset is spelled with.
_SOUND_CLASS = {"g": "k", "b": "p", "d": "t", "c": "j"}
_GIVEN = re.compile("[A-Z][a-z]+(?:-?[A-Za-z][a-z]+)?$")


@cache
def _longest_known() -> dict[str, int]:
    """Return the first words of all known names, with the most words that follow."""
    longest: dict[str, int] = {}
    for name in gazetteer().english:
        first, *rest = name.split(" ")
        longest[first] = max(longest.get(first, 0), min(len(rest) + 1, MOST_WORDS))
    return longest


def _is_dated(text: str, month: Token) -> bool:
    before = text[max(0, month.start - 10) : month.start].lower()
    return bool(_BEFORE_MONTH.search(before) or _AFTER_MONTH.match(text, month.stop))


def _known(text: str, tokens: Sequence[Token], place: int) -> tuple[int, frozenset[str]]:
    """Return how many tokens from a place on are a known name, and its keys; 0 where none."""
    first = tokens[place]
    longest = _longest_known().get(first.text) or (
        _longest_known().get(first.text.title(), 0) if first.text.isupper() else 0
    )
    for count in range(min(longest, len(tokens) - place), 0, -1):
        last = tokens[place + count - 1]
        name = text[first.start : last.stop]
        keys = gazetteer().english.get(name) or (gazetteer().english.get(name.title()) if len(name) > 4 else None)
        if not keys or (name in _OTHER_MONTHS and not _is_dated(text, first)):
            continue
        # North Dakota is no North Korea.
        if name in ("North", "South") and place + 1 < len(tokens) and text[first.stop : tokens[place + 1].start] == " ":
            continue
        return count, keys
    return 0, frozenset()


def _continues(text: str, one: Token, other: Token) -> bool:
    """Whether what is between two tokens may be inside of a name: a space, a particle, an initial's full stop."""
    between = text[one.stop : other.start]
    if between == " ":
        return True
    if between == ". ":
        return len(one.text) == 1
    return between[:1] == between[-1:] == " " and between[1:-1] in _PARTICLES and not other.word.common


def english_names(text: str) -> Iterator[Name]:
    """Yield the names of an English text, in order."""
    tokens = capitalised(text)
    yield from _initials(text, tokens)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        count, keys = _known(text, tokens, place)
        if count:
            stop = tokens[place + count - 1].stop
            name = text[token.start : stop]
            yield Name(name, Span(token.start, stop), "known", keys, (letters(name),))
            place += count
            continue
        stop = place + 1
        if token.word.common and not token.word.family:
            found = _plain(text, token)
        else:
            while (
                stop < len(tokens)
                and stop - place < MOST_WORDS
                and (not tokens[stop].word.common or tokens[stop].word.family)
                and _continues(text, tokens[stop - 1], tokens[stop])
                and not _known(text, tokens, stop)[0]
            ):
                stop += 1
            before = tokens[place - 1] if place else None
            after = tokens[stop] if stop < len(tokens) else None
            if stop > place + 1:
                found = _several(text, tokens[place:stop], before)
            else:
                found = _single(text, token, before, after)
        if found:
            yield found
        place = stop


def _initials(text: str, tokens: Sequence[Token]) -> Iterator[Name]:
    """Yield runs of capitalised words by their initials: the Bharatiya Janata Party is the BJP."""
    start = 0
    for place in range(1, len(tokens) + 1):
        between = text[tokens[place - 1].stop : tokens[place].start] if place < len(tokens) else ""
        if between not in (" ", "-", " of ", " and ", " for ", " of the ", " on ", " & "):
            run = tokens[start:place]
            if 2 < len(run) < 7:
                span = Span(run[0].start, run[-1].stop)
                keys = frozenset((f"latin:{''.join(token.text[0] for token in run).lower()}",))
                yield Name(text[span.start : span.stop], span, "word", keys, (), 0.5)
            start = place


def _plain(text: str, token: Token) -> Name | None:
    """Return a common word as a name that it may be: Brown, Center; never a title, nor the opening of a sentence."""
    word = token.word
    if len(word.letters) < _LEAST_LETTERS or word.lower in no_names() or opens(text, token):
        return None
    return Name(token.text, Span(token.start, token.stop), "word", frozenset(), (word.letters,), 0.5)


def _single(text: str, token: Token, before: Token | None, after: Token | None) -> Name | None:
    """Return the name that one capitalised word is, if it is one."""
    word = token.word
    span = Span(token.start, token.stop)
    titled = before is not None and before.word.lower in TITLES and text[before.stop : token.start] in (" ", ". ")
    first = not titled and opens(text, token)
    place = after is not None and after.word.lower in _PLACES and text[token.stop : after.start] == " "
    if word.family and not word.acronym and not place:
        if not titled and word.common and (first or word.lower in _RARELY_FAMILY):
            return None
        keys = frozenset(f"family:{hangul}" for hangul in word.family)
        return Name(token.text, span, "family", keys, (word.letters,), 0.6 if first else 1.0)
    if len(word.key) < 2 or (word.common and not (word.family and place)):
        return None
    keys = frozenset((f"latin:{word.key}",))
    pieces = token.text.split("-") if "-" in token.text else []
    if known := frozenset().union(*(gazetteer().english.get(piece, ()) for piece in pieces)):
        return Name(token.text, span, "known", known)
    if word.acronym or any(character.isdigit() for character in token.text):
        return Name(token.text, span, "acronym", keys, (word.letters,) if word.letters == word.key else (), 0.6)
    camel = _CAMEL.findall(token.text)
    if len(camel) > 1:
        keys |= {f"latin:{piece.lower()}" for piece in camel if piece.isupper()}
        pieces = camel
    parts = [letters(piece) for piece in pieces if len(piece) > 3]
    opener = before.word.letters if before and before.word.lower in _OPENERS and _continues(text, before, token) else ""
    sounds = (word.letters, opener + word.letters) if opener else (word.letters,)
    return Name(token.text, span, "name", keys, (*sounds, *parts), 0.8 if first else 1.0)


def _official(family: Word, rest: str) -> Iterator[str]:
    """Yield a name with the official spelling of its family name where that sounds different: I for Rhee."""
    for hangul in family.family:
        official = gazetteer().official[hangul]
        if _SOUND_CLASS.get(official[0], official[0]) != _SOUND_CLASS.get(family.letters[0], family.letters[0]):
            yield official + rest


def _several(text: str, run: Sequence[Token], before: Token | None) -> Name | None:
    """Return the name that a run of capitalised words is, if it is one."""
    if all(token.word.common for token in run):
        return None
    if run[0].word.lower in _RARELY_FAMILY and run[0].word.common and opens(text, run[0]):
        run = run[1:]
        if len(run) == 1:
            return _single(text, run[0], None, None)
    first, last = run[0], run[-1]
    name, span = text[first.start : last.stop], Span(first.start, last.stop)
    keys = frozenset((f"latin:{latin_key(name)}", *(f"latin:{t.word.key}" for t in run if len(t.word.key) > 2)))
    for family, given in ((first, run[1:]), (last, run[:-1])):
        rest = "".join(token.word.letters for token in given)
        if family.word.family and len(run) <= 3 and len(rest) <= 12 and all(_GIVEN.match(t.text) for t in given):
            keys |= {f"family:{hangul}" for hangul in family.word.family}
            plain = "".join(token.word.letters for token in run)
            spelled = dict.fromkeys((family.word.letters + rest, plain, *_official(family.word, rest)))
            return Name(name, span, "person", keys, (*spelled, rest))
    wholes = ["".join(letters(text[a.start : b.start]) for a, b in pairwise(run)) + last.word.letters]
    if before and before.word.lower in _OPENERS and _continues(text, before, first):
        wholes.append(before.word.letters + wholes[0])
    parts = [t.word.letters for t in run if len(t.word.letters) > 2 and not t.word.common]
    return Name(name, span, "name", keys, (*wholes, *parts))
