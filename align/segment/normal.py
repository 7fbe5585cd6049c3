"""Text as a corpus may want it: composed, half-width, with plain quotation marks and spaces."""

from __future__ import annotations

import unicodedata

_PLAIN: dict[int, int | str | None] = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
_PLAIN |= dict.fromkeys(map(ord, "“”„‟˝″"), '"') | dict.fromkeys(map(ord, "‘’‚‛′"), "'")
#: Control characters and marks that no reader sees; zero-width joiners stay, as emoji and some scripts need them.
_PLAIN |= dict.fromkeys((*range(9), *range(14, 28), 0x7F, 0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))


def normalized(text: str) -> str:
    """Return a text composed (NFC), with half-width ASCII, plain quotation marks, and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN).split())
