"""Quality of any pair of texts, whoever aligned them: a calibrated probability, and reasons to act on."""

from align.score.explain import Explanation, Group
from align.score.scorer import Scorer

__all__ = ["Explanation", "Group", "Scorer"]
