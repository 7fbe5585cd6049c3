"""Hard evidence in a sentence: values that a translation keeps whatever its words."""

from align.evidence.numbers import numbers

__all__ = ["numbers"]
