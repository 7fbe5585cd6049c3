"""Many article pairs into one corpus: processes, resuming, rejects."""

from align.batch.engine import Build, Progress, build, make_scorer
from align.batch.summary import Summary
from align.batch.workers import Loss

__all__ = ["Build", "Loss", "Progress", "Summary", "build", "make_scorer"]
