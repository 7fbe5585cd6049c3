"""XLIFF: documents on their way through translation, 1.2 (transitional) and 2.0, both written and read.

Consecutive rows of one article (`pair_id`) are a `file`, each row is a unit with a running number for its id, source
and target. The other columns are properties of the column's name in the form that TSV has: in 1.2 `prop`s in a
`prop-group`, in 2.0 `meta`s of the metadata module; `note` is a note. An empty value is left out. The first file names
all columns, so that they come back in order, and what made the corpus, if that is known. A control character is
`<x id="1" ctype="x-control" equiv-text="U+000B"/>` in 1.2, and `<cp hex="000B"/>`, which the standard has for it, in
2.0.

In files from elsewhere: source and target may be the other way round; elements that hold text (`g`, `mrk`, `pc`) are
kept as text, other inline codes are left out; in 2.0 each segment is a row; a unit's id comes as `unit_id` unless it
is a running number.
"""

from align.formats.xliff.reader import read
from align.formats.xliff.writer import write

__all__ = ["read", "write"]
