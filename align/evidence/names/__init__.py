"""Names of a sentence, and which of them two languages share: by key, by Hanja, by sound."""

from align.evidence.names.name import Name
from align.evidence.names.names import names
from align.evidence.names.pairs import NameComparison, compare_names

__all__ = ["Name", "NameComparison", "compare_names", "names"]
