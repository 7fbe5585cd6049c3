"""Options with their defaults, shared by the Python API and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from align.errors import OptionError


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """How beads are found.

    `max_bead` is the most sentences that one side of a bead may hold (1 to 4).
    `worth` is the probability (above 0, below 1) from which a bead is linked: each path's beads add up
    their distance to it. `rematch` looks for moved sentences among what the monotone path left over.
    `band` is the least half-width, in sentences, of the corridor searched in long documents;
    shorter ones are searched whole.
    """

    max_bead: int = 4
    worth: float = 0.4
    rematch: bool = True
    band: int = 48

    def __post_init__(self) -> None:
        if not 1 <= self.max_bead <= 4:
            raise OptionError(f"max_bead is {self.max_bead}; give a number from 1 to 4")
        if not 0 < self.worth < 1:
            raise OptionError(f"worth is {self.worth}; give a probability above 0 and below 1")
        if self.band < 8:
            raise OptionError(f"band is {self.band}; give 8 or more")


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """How a page is cleaned.

    `chrome_phrases` are further lines that a site prints around its articles, beside those of
    `align/clean/phrases.txt`; a final `*` matches any continuation.
    """

    chrome_phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentOptions:
    """How blocks are cut into sentences.

    `quote_limit` is the most characters that a quotation may keep together as part of one
    sentence; a longer one, and one that never closes, is cut like running text.
    `splitter` is who cuts Korean: `own`, or `kiwi` (`pip install 'hanalign[kiwi]'`).
    `normalize` stores sentences composed (NFC), half-width, with plain quotation marks; without it
    they are stored as the page has them.
    """

    quote_limit: int = 600
    splitter: Literal["own", "kiwi"] = "own"
    normalize: bool = False

    def __post_init__(self) -> None:
        if self.splitter not in ("own", "kiwi"):
            raise OptionError(f"splitter is {self.splitter}; give own or kiwi")
        if self.quote_limit < 0:
            raise OptionError(f"quote_limit is {self.quote_limit}; give 0 or more")
