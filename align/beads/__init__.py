"""Two sides of sentences to beads: features, the sum over all paths, the best one."""

from align.beads.model import PathModel, load_model
from align.beads.search import align_beads
from align.beads.side import Side

__all__ = ["PathModel", "Side", "align_beads", "load_model"]
