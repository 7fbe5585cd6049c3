"""Korean sentences as the morphological analyser Kiwi cuts them, with a veto on cuts inside quotations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from align.errors import OptionError
from align.segment.quotes import quotations

if TYPE_CHECKING:
    from kiwipiepy import Kiwi


def cuts(line: str, quote_limit: int) -> list[int]:
    """Return the offsets inside a line behind which a new sentence begins.

    Kiwi cuts quotations that its sentence goes on behind; such cuts don't count. Raises OptionError where Kiwi isn't
    installed.
    """
    ends = [sentence.end for sentence in _kiwi().split_into_sents(line)][:-1]
    protected = quotations(line, quote_limit)
    found: list[int] = []
    k = 0
    for end in ends:
        while k < len(protected) and protected[k].stop < end:
            k += 1
        if k == len(protected) or protected[k].start >= end:
            found.append(end)
    return found


@lru_cache(maxsize=1)
def _kiwi() -> Kiwi:
    # Loads 150 MB: only for those who ask.
    try:
        from kiwipiepy import Kiwi
    except ImportError as error:
        raise OptionError(
            "splitter is kiwi, which isn't installed; pip install 'hanalign[kiwi]', or use the splitter own"
        ) from error
    return Kiwi()
