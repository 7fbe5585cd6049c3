"""Names that are translated rather than spelled out: countries, peoples, institutions, family names.

Read from `cldr.tsv` (dumped by `scripts/dump_cldr.py`), `gazetteer.tsv`, `families.tsv` and `hanja.tsv`. Each name
gives keys, `country:US`, that compare across the languages.

Babel at run time would bring 31 MB for 700 names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from align.errors import ModelError

#: The longest Korean name, in syllables, and English name, in words, that is looked up.
MOST_SYLLABLES, MOST_WORDS = 12, 5


def read_table(name: str, columns: int) -> Iterator[list[str]]:
    """Yield the fields of a bundled table. Raises ModelError where the file is missing or damaged."""
    path = files("align.evidence.names") / name
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"{path}: the table can't be read ({error}); reinstall hanalign") from error
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != columns:
            raise ModelError(f"{path}, line {number}: {len(fields)} fields instead of {columns}; reinstall hanalign")
        yield fields


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Keys by name. `english` is by words joined with one space; `whole` holds Korean names that are a whole word.

    `families` gives the Hangul of a Latin family name in small letters, `official` the official spelling of
    each Hangul one, in small letters, and `family_names` are all of these.
    """

    korean: dict[str, frozenset[str]]
    whole: dict[str, frozenset[str]]
    english: dict[str, frozenset[str]]
    families: dict[str, frozenset[str]]
    official: dict[str, str]
    family_names: frozenset[str]


def _add(table: dict[str, set[str]], name: str, key: str) -> None:
    table.setdefault(name, set()).add(key)


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(keys) for name, keys in table.items()}


@cache
def gazetteer() -> Gazetteer:
    """Return the bundled names. Raises ModelError where a file is missing or damaged."""
    korean: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    english: dict[str, set[str]] = {}
    families: dict[str, set[str]] = {}
    for kind, code, names, latin in (*read_table("cldr.tsv", 4), *read_table("gazetteer.tsv", 4)):
        key = f"{kind}:{code}"
        for name in names.split("|"):
            if name.endswith("."):
                _add(whole, name[:-1], key)
            elif "가" <= name[0] <= "힣":
                _add(whole if len(name) == 1 else korean, name.replace(" ", ""), key)
        for name in latin.split("|"):
            _add(english, name, key)
    official: dict[str, str] = {}
    for family, latin in read_table("families.tsv", 2):
        official[family] = latin.partition("|")[0].lower()
        for name in latin.split("|"):
            _add(families, name.lower(), family)
    return Gazetteer(
        _frozen(korean), _frozen(whole), _frozen(english), _frozen(families), official, frozenset(official)
    )
