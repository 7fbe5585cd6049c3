"""Where a corpus comes from: the signature of the build that made it, kept in `summary.json` beside it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from align.records.streams import reading

_BLOCK = 2**20


def signature_of(path: str | Path) -> str:
    """Return the signature of the build that wrote a corpus file; empty for others, and where it was changed since."""
    summary = Path(path).parent / "summary.json"
    try:
        values = json.loads(summary.read_text("utf-8"))
        signature, expected = str(values["signature"]), values["files"][Path(path).name]["sha256"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    digest = hashlib.sha256()
    with reading(path) as source:
        try:
            while block := source.raw.read(_BLOCK):
                digest.update(block)
        except (OSError, EOFError):
            # Whoever reads the records says what is wrong with the file.
            return ""
    return signature if digest.hexdigest() == expected else ""
