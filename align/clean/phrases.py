"""The phrases that sites print around articles: read from `phrases.txt`, looked up by key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Family = Literal["menu", "chrome", "related", "footer"]

_NOT_WORD = re.compile(r"[\W\d_]+")
_SEPARATOR = re.compile(r"\s*[|·ㆍ∙•/>〉›»＞<,;:=▶▷◀◁\-–—~☰✕×+()\[\]]+\s*|\s{2,}|\t")


@lru_cache(maxsize=1024)  # asked for again by every rule that looks at a line of the page at hand
def key_of(text: str) -> str:
    """Return the words of a text, case folded, without digits and punctuation."""
    return _NOT_WORD.sub(" ", text).strip().casefold()


#: Families of phrases that open lines, the strongest first; a phrase is found by its first two characters, or its one.
_OPENING: tuple[Family, ...] = ("chrome", "related", "footer")
_INDEXED = (2, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Known phrases by family: whole lines (`exact`) and beginnings of lines (`opening`, by two characters).

    Compared by identity, so that what is known of a line can be remembered.
    """

    exact: dict[str, Family]
    opening: dict[str, tuple[re.Pattern[str], tuple[Family, ...]]]
    menu_words: frozenset[str]

    def family(self, key: str) -> Family | None:
        """Return the family of a line by its key, or None."""
        return self.exact.get(key) or self.opens(key)

    def opens(self, key: str) -> Family | None:
        """Return the family of a line by the beginning of its key, or None."""
        for size in _INDEXED:
            known = self.opening.get(key[:size])
            if known and (match := known[0].match(key)) and match.lastindex:
                return known[1][match.lastindex - 1]
        return None

    def menu_share(self, text: str) -> float:
        """Return which part of a line's items are words of menus and share bars, 0 to 1; 0 where it is half at most."""
        all_words = key_of(text).split()
        if 2 * sum(word in self.menu_words for word in all_words) <= len(all_words):
            return 0.0  # a bound: words that occur in no item make up half of the line
        items = [key for item in _SEPARATOR.split(text) if (key := key_of(item))]
        if not items:
            return 0.0
        found = total = 0
        for item in items:
            if self.exact.get(item) == "menu":
                found, total = found + 1, total + 1
                continue
            known, words = self._words_of_menus(item.split())
            found, total = found + known, total + words
        return found / total

    def _words_of_menus(self, words: list[str]) -> tuple[int, int]:
        known = i = items = 0
        while i < len(words):
            step = next((n for n in (3, 2, 1) if self.exact.get(" ".join(words[i : i + n])) == "menu"), 0)
            known += step > 0
            i += step or 1
            items += 1
        return known, items


def parse(lines: Iterable[str], extra: Iterable[str] = ()) -> Phrases:
    """Build the lookup from the lines of a phrase file and further phrases of chrome."""
    exact: dict[str, Family] = {}
    opening: dict[str, dict[Family, list[str]]] = {}
    family: Family = "chrome"
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            family = line.strip("[]")  # type: ignore[assignment]
        else:
            _add(line, family, exact, opening)
    for line in extra:
        _add(line, "chrome", exact, opening)
    compiled = {start: _compiled(found) for start, found in opening.items()}
    words = frozenset(word for key, name in exact.items() if name == "menu" for word in key.split())
    return Phrases(exact, compiled, words)


def _compiled(found: dict[Family, list[str]]) -> tuple[re.Pattern[str], tuple[Family, ...]]:
    families = tuple(name for name in _OPENING if name in found)
    return re.compile("|".join(f"({'|'.join(sorted(found[name]))})" for name in families)), families


def read_phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a file of further ones: one a line, blank lines and those that begin with `#` left out."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _add(line: str, family: Family, exact: dict[str, Family], opening: dict[str, dict[Family, list[str]]]) -> None:
    if "*" not in line:
        if key := key_of(line):
            exact.setdefault(key, family)
        return
    parts = [_part(part) for part in line.split("*")]
    if parts[0]:
        known = opening.setdefault(key_of(line.split("*")[0])[:2], {})
        known.setdefault(family, []).append(".*".join(part for part in parts if part))


def _part(text: str) -> str:
    """Pattern of the words before a `*`, which goes on inside a word only in Korean, where particles follow."""
    key = re.escape(key_of(text))
    return rf"{key}\b" if key and (text.endswith(" ") or key[-1:].isascii()) else key


@lru_cache(maxsize=8)
def load(extra: tuple[str, ...] = ()) -> Phrases:
    """Return the phrases shipped with the package, and `extra` ones as chrome."""
    text = files("align.clean").joinpath("phrases.txt").read_text(encoding="utf-8")
    return parse(text.splitlines(), extra)
