"""Numbers and names of a pair that agree, stand alone or contradict each other."""

from __future__ import annotations

from dataclasses import dataclass

from align.bitext import Span
from align.evidence import numbers


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    span: Span
    is_english: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    values: tuple[float, ...]
    clashes: tuple[tuple[Name, Name], ...] = ()
    names: tuple[Name, ...] = ()


def evidence_of(ko: str, en: str) -> Evidence:
    a, b = numbers(ko), numbers(en)
    return Evidence(
        (float(len(a & b)), float(len(a - b)), float(len(b - a)), float(min(len(a - b), len(b - a))), 0.0, 0.0, 0.0)
    )
