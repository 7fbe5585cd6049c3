"""Names of a sentence, and which of them two languages share: by key, by Hanja, by sound."""

from align.evidence.names.foreign import unheard_names
from align.evidence.names.name import Name
from align.evidence.names.names import names
from align.evidence.names.table import FOUND, NameTable, match_names, missing_names

__all__ = ["FOUND", "Name", "NameTable", "match_names", "missing_names", "names", "unheard_names"]
