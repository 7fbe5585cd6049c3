"""What the result of a build depends on, by name: its signature, and how a changed one is noticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256

from align.batch.source import Source
from align.options import BuildOptions

#: What is not part of the signature of a corpus, because it is the corpus' own.
_OF_THE_INPUT = ("pairs", "input")


def asked_of(source: Source, options: BuildOptions, aligner: str, scorer: str) -> dict[str, object]:
    """Return everything that the result depends on, as JSON gives it back; signatures of aligner and scorer given.

    The number of processes, the size of batches and the time limit are not among it.
    """
    asked: dict[str, object] = {"aligner": aligner, "scorer": scorer}
    for name in ("filters", "dedupe"):
        asked |= {f"{name}.{key}": value for key, value in asdict(getattr(options, name)).items()}
    asked["split"] = ",".join(f"{name}={share:g}" for name, share in options.split)
    asked["rows_per_file"] = options.rows_per_file
    asked["pairs"] = source.count
    asked["input"] = source.identity
    return asked


def hash_of(asked: Mapping[str, object]) -> str:
    """Return twelve hexadecimal digits that tell one build from another."""
    return sha256(json.dumps(dict(asked), sort_keys=True).encode()).hexdigest()[:12]


def signature_of(asked: Mapping[str, object]) -> str:
    """Return version, models and a hash of all options, in one line."""
    options = {name: value for name, value in asked.items() if name not in _OF_THE_INPUT}
    return f"{asked['aligner']}|scorer:{asked['scorer']}|build:{hash_of(options)}"
