"""Raw page in, article out: chrome named, roles given, nothing lost."""

from align.clean.pages import clean_html, clean_text
from align.clean.phrases import read_phrases

__all__ = ["clean_html", "clean_text", "read_phrases"]
