"""Raw page in, article out: chrome named, roles given, nothing lost."""

from align.clean.pages import clean_text

__all__ = ["clean_text"]
