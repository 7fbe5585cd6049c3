"""Which of many page files belong together, told from their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from align.batch.entries import PAGE_SUFFIXES
from align.bitext import Language
from align.errors import InputError

#: The layouts that are told, as messages list them.
LAYOUTS = (
    "X.ko.txt with X.en.txt",
    "ko/X.txt with en/X.txt",
    "X/ko.html with X/en.html",
)
_CODES: dict[str, Language] = {
    "ko": "ko", "kr": "ko", "kor": "ko", "korean": "ko",
    "en": "en", "eng": "en", "english": "en",
}  # fmt: skip
_MARKED = re.compile(r"(.+)[._-]([A-Za-z]{2,7})$")


@dataclass(frozen=True, slots=True)
class NamedPair:
    """Names of the two pages of a pair, or what is wrong with them."""

    id: str
    ko: str = ""
    en: str = ""
    error: str = ""


def language_of(name: str) -> tuple[Language | None, str]:
    """Return the language that a file name tells, and the name without language and suffix: the id of its pair.

    The language is a folder (`ko/7.txt`), the file's own name (`7/ko.txt`), or its end (`7.ko.txt`, `7_ko.txt`).
    None where the name tells none, or both.
    """
    # One side may come from macOS, which takes syllables apart.
    path = PurePosixPath(unicodedata.normalize("NFC", name))
    stem = path.name[: len(path.name) - len(path.suffix)]
    found: list[str] = []
    kept: list[str] = []
    for folder in path.parts[:-1]:
        (found if folder.lower() in _CODES else kept).append(folder.lower() if folder.lower() in _CODES else folder)
    if stem.lower() in _CODES:
        found.append(stem.lower())
    elif (marked := _MARKED.fullmatch(stem)) and marked[2].lower() in _CODES:
        kept.append(marked[1])
        found.append(marked[2].lower())
    else:
        kept.append(stem)
    languages = {_CODES[code] for code in found}
    return (languages.pop() if len(languages) == 1 else None), "/".join(kept)


def is_page(name: str) -> bool:
    """Whether a file is a page by its name, and neither hidden nor what an operating system adds to archives."""
    path = PurePosixPath(name)
    return path.suffix.lower() in PAGE_SUFFIXES and not any(
        part.startswith(".") or part == "__MACOSX" for part in path.parts
    )


def pair_names(names: Iterable[str], where: str) -> list[NamedPair]:
    """Return the pairs among names of page files (relative, with `/`), in the order of their ids.

    What has no counterpart, two files on one side, or no language in its name is there too, with an error. Other files
    than pages are passed over. Raises InputError, listing the layouts, where there is no pair at all.
    """
    sides: dict[str, dict[Language, list[str]]] = {}
    stray = []
    for name in sorted(filter(is_page, names)):
        language, key = language_of(name)
        if language is None:
            stray.append(NamedPair(name, error=f"{name}: its name tells no language; it needs ko or en in it"))
        else:
            sides.setdefault(key or ".", {"ko": [], "en": []})[language].append(name)
    pairs = [_pair(key, side["ko"], side["en"]) for key, side in sides.items()]
    if all(pair.error for pair in pairs):
        raise InputError(f"{where}: holds no pair of pages that can be told; use one of {'; '.join(LAYOUTS)}")
    return sorted(pairs + stray, key=lambda pair: pair.id)


def _pair(key: str, ko: list[str], en: list[str]) -> NamedPair:
    for language, own in (("Korean", ko), ("English", en)):
        if not own:
            return NamedPair(key, error=f"{(ko + en)[0]}: has no {language} counterpart")
        if len(own) > 1:
            return NamedPair(key, error=f"{own[0]} and {own[1]}: are both the {language} page of {key}; remove one")
    return NamedPair(key, ko[0], en[0])
