"""Many words as one pattern that looks at each character once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_END = ""


def any_of(words: Iterable[str], guards: Mapping[str, str] | None = None) -> str:
    """Return a pattern of the words, longest first, as a tree of their characters.

    `guards` gives a word the pattern that must hold behind it: `{"배": "(?!럴)"}`. Where that fails, a shorter
    word may match. A space in a word stands for a space or a hyphen: `per cent`, `square-meter`.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[_END] = guards.get(word, "") if guards else ""
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [_character(key) + _pattern(child) for key, child in sorted(node.items()) if key != _END]
    if _END in node:
        branches.append(node[_END])
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _character(character: str) -> str:
    return "[ -]" if character == " " else re.escape(character)
