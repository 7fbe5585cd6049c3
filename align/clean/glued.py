"""Bylines glued to text: datelines and bylines in front of a lead, photo credits behind a caption."""

from __future__ import annotations

import re
from functools import lru_cache

from align.bitext import Language
from align.clean import patterns

_MAX_CREDIT = 90


def byline_stop(text: str, language: Language) -> int:
    """Return how many characters in front of a line are a byline or dateline, white space included; 0 if none."""
    match = patterns.find_lead_byline(text)
    if match is None or match.end() >= len(text):
        return 0
    return match.end()


@lru_cache(maxsize=1024)  # asked for again by every rule that looks at a line of the page at hand
def credit_start(text: str, language: Language, *, any_words: bool = False) -> int | None:
    """Return where the photo credit at the end of a caption begins, or None.

    `any_words` takes whatever short words stand behind the last sentence for a credit: right where
    a caption is expected, wrong in a story.
    """
    tail = max(0, len(text) - _MAX_CREDIT)
    if text[-1] in ".?!" and not _CREDIT_SIGN.search(text, tail):
        return None
    pattern = patterns.CREDIT_KO if language == "ko" else patterns.CREDIT_EN
    for match in _BREAK.finditer(text, tail):
        start = match.end()
        if start < len(text) and start >= 8 and pattern.fullmatch(text, start):
            return start
    if (
        any_words
        and not _TALK.search(text, max(0, len(text) - 40))
        and (words := _LAST_WORDS[language].search(text, max(0, len(text) - 60)))
    ):
        return text.index(words.group().lstrip(), words.start())
    return None


def signature_start(text: str, language: Language) -> int | None:
    """Return where the name of an author or agency behind the last sentence of a paragraph begins, or None."""
    end = text[-60:]
    if "@" in end or "기자" in end or "특파원" in end:
        return credit_start(text, language)
    match = _AGENCY.search(text, max(0, len(text) - 40)) if text[-1] in ")]>" else None
    return match.start(1) if match else None


_TALK = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]|요\s")
#: A bracket with a name behind the last stop; not what the speaker did there.
_AGENCY = re.compile(
    r"(?<=[.?!”\"])\s?([\[(<](?!\w*(?:[Ll]augh|[Ss]mil|[Aa]pplau|[Ss]igh|웃|박수|미소|"
    r"한숨|침묵|중략|눈물))[A-Z가-힣][^.?!()\[\]<>\d]{1,30}[\])>])$"
)
#: A credit starts after a sentence, a bracketed remark or a noun, at white space or at its own bracket.
_BREAK = re.compile(
    r"(?<=[.?!”\"’)\]다습])\s+|(?<=[.?!”\"’다])(?=[/\[(<ⓒ©]|Credit)|\s+(?=[/\[(<ⓒ©])"
    r"|\s+(?=[Pp]hoto\b|Photograph|Courtesy|사진|자료)"
)
#: A line that ends like a sentence needs one of these to end in a credit.
_CREDIT_SIGN = re.compile(r"[\[(</=:ⓒ©]")
_LAST_WORDS = {
    "ko": re.compile(r"(?<=[가-힣)]\.)\s+([가-힣A-Z(/][^.?!]{1,30}(?<![다요까]))$"),
    "en": re.compile(
        r"(?<=[a-z]{3}\.)(?<!Sept\.)(?<!Corp\.)\s+([A-Z(/][^.?!]{1,40})$|(?<=[a-z0-9.])\s+[\[(][A-Z][^()\[\]]{1,40}[\])]$"
    ),
}
