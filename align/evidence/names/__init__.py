"""Names of a sentence, and which of them two languages share: by key, by Hanja, by sound."""

from align.evidence.names.name import Name
from align.evidence.names.names import names
from align.evidence.names.pairs import NameComparison, compare_names
from align.evidence.names.table import FOUND, NameTable, match_names

__all__ = ["FOUND", "Name", "NameComparison", "NameTable", "compare_names", "match_names", "names"]
