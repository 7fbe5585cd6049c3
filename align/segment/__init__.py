"""Article in, sentences out, with offsets into the raw page."""

from align.segment.sentences import segment
from align.segment.splitter import split

__all__ = ["segment", "split"]
