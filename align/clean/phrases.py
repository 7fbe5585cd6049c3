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


def key_of(text: str) -> str:
    """Return the words of a text, case folded, without digits and punctuation."""
    return _NOT_WORD.sub(" ", text).strip().casefold()


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Known phrases by family: whole lines (`exact`) and beginnings of lines (`opening`).

    Compared by identity, so that what is known of a line can be remembered.
    """

    exact: dict[str, Family]
    opening: re.Pattern[str]
    opening_family: tuple[Family, ...]

    def family(self, key: str) -> Family | None:
        """Return the family of a line by its key, or None."""
        found = self.exact.get(key)
        if found is None and (match := self.opening.match(key)) and match.lastindex:
            found = self.opening_family[match.lastindex - 1]
        return found

    def menu_share(self, text: str) -> float:
        """Return which part of a line's items are words of menus and share bars, 0 to 1."""
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
    opening: dict[Family, list[str]] = {"chrome": [], "related": [], "footer": []}
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
    families: tuple[Family, ...] = tuple(name for name, found in opening.items() if found)
    pattern = "|".join(f"({'|'.join(sorted(opening[name]))})" for name in families)
    return Phrases(exact, re.compile(pattern or r"(?!)"), families)


def read_phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a file of further ones: one a line, blank lines and those that begin with `#` left out."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _add(line: str, family: Family, exact: dict[str, Family], opening: dict[Family, list[str]]) -> None:
    if "*" not in line:
        if key := key_of(line):
            exact.setdefault(key, family)
        return
    parts = [_part(part) for part in line.split("*")]
    if parts[0]:
        opening[family].append(".*".join(part for part in parts if part))


def _part(text: str) -> str:
    """Pattern of the words before a `*`, which goes on inside a word only in Korean, where particles follow."""
    key = re.escape(key_of(text))
    return rf"{key}\b" if key and (text.endswith(" ") or key[-1:].isascii()) else key


@lru_cache(maxsize=8)
def load(extra: tuple[str, ...] = ()) -> Phrases:
    """Return the phrases shipped with the package, and `extra` ones as chrome."""
    text = files("align.clean").joinpath("phrases.txt").read_text(encoding="utf-8")
    return parse(text.splitlines(), extra)
