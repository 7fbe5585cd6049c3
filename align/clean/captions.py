"""Which lines describe a picture: by the photo credit behind them, or by how they are told."""

from __future__ import annotations

import re

from align.bitext import Language
from align.clean.glued import credit_start

#: Longest caption, in characters; what is longer is a paragraph even with a credit behind it.
_LONGEST = {"ko": 260, "en": 520}
_LONGEST_BARE = {"ko": 130, "en": 240}

#: Words that report and argue, as captions do not.
_TELLING: dict[Language, tuple[str, ...]] = {
    "ko": (
        "밝혔다", "말했다", "따르면", "것으로", "강조했다", "전했다", "설명했다", "때문이다", "했다고", "한다고",
        "전망이다", '"', "“", "”", " said", "ccording to",
    ),
    "en": (
        " said", " says", "ccording to", '"', "“", "”", " has ", " will ", " have ", " had ", " would ", " announced",
        " could ", " may ", " might ", " told ", " added", " reported",
    ),
}  # fmt: skip
_REPORTS = re.compile(r"밝혔다|말했다|따르면|강조했다|전했다|설명했다|\b(?:said|says|according to|announced|told)\b")
_MORE_SENTENCES = re.compile(r"[가-힣][.?!]\s+\S|[a-z]{3}[.?!][”\"]?\s+[A-Z]")
_POSTURE_KO = re.compile(
    r"(?:서|[어아여해돼혀려켜워와] |[가-힣]{1,3}[져춰] ?)있다\.?$"
    r"|(?:바라보|걷|들|올라오|내려오|타|나르|지나|지나가|오가|살펴보|둘러보|내려다보|올려다보|"
    r"기다리|연주하|시연하|노래하|춤추|"
    r"인사하|흔들|취하|입장하|답변하|발언하|발표하|웃|뛰|달리|맞잡|악수하|촬영하|작업하|"
    r"점검하|살피|듣|맞이하|환호하|기뻐하|"
    r"관람하|구경하|체험하|주행하|조립하|수색하|서명하|전달하|경례하|묵념하|기도하|응원하|건네)고 있다\.?$"
    r"|지켜보고 있다\.?$|있는 모습(?:이다)?\.?$|모습(?:이다)?\.?$|장면(?:이다)?\.?$|전경\.?$|"
    r"조감도\.?$|조형물\.?$|내부\.?$|외관\.?$"
    r"|(?:만세|포즈|악수|기념사진|기념촬영|셀카)\S*\s.{0,12}(?:있다|했다)\.?$"
)
_GOING_ON_KO = re.compile(r"(?:고 있다|보인다)\.?$")
#: A first sentence without a predicate names what is seen; others tell more of it.
_NAMES_FIRST_KO = re.compile(r"[^.?!“”\"]{8,80}[가-힣)](?<![다요까죠네라])\.\s(?=[^.?!]{6,})")
_NAMES_FIRST_EN = re.compile(
    r"(?:(?:An?|The|Two|Three|Four)\s(?:[a-z-]+\s){1,3}|(?:[A-Z][\w’'.-]*\s){1,4})(?:in|at|on|with|during|near|outside|inside|"
    r"before|after|from)\s(?![^.]*\b(?:says?|plans?|wants?|finds?|shows?|faces?|expects?|hopes?|needs?|remains?|seems?)\b)"
    r"[^.?!“\"]{4,110}[a-z]\.\s(?=[A-Z])"
)
_FIRST = 60
_ITEM = re.compile(r"\d{1,2}[.)]\s")
_PRONOUNS = ("She ", "He ", "They ", "It ", "We ", "I ", "There ")
#: One of these ends whatever the two patterns match.
_SHOWN_ENDS = (
    "있다", "보인다", "모습", "모습이다", "장면", "장면이다", "전경", "조감도", "조형물", "내부", "외관", "했다",
)  # fmt: skip
_PLACE_KO = re.compile(
    r"(?:에서|앞에서|열린|인근|일대|\(가운데\)|\(왼쪽|\(오른쪽|왼쪽부터|오른쪽부터|가운데|"
    r"뒷줄|앞줄)"
)
_DAY_KO = re.compile(r"(?:지난\s)?(?:\d{1,2}월\s)?\d{1,2}일|지난\s?\S{1,4}")
#: A caption is told in the present and does not argue: none of these, save participles, stands in it.
_PAST_EN = re.compile(
    r"\b(?:was|were|had|has|have|will|would|could|should|must|may|might|can|did|does|do|"
    r"not|than|but|because|although|if|since|"
    r"so|went|took|made|came|got|gave|found|kept|left|led|lost|met|put|ran|rose|saw|sent|"
    r"set|fell|told|said|says|won|broke|began|"
    r"became|brought|built|bought|drew|drove|felt|fought|grew|hit|knew|let|paid|quit|rode|"
    r"sat|shot|sold|spent|spoke|stood|struck|"
    r"swept|threw|wore|wrote|its?|he|she|they|we|I|there|most|more|percent|million|billion)\b|[\"“]|n[’']t\b"
    r"|\b[a-z]+ed\b(?! (?:by|in|on|at|with|from|for|to|after|before|over)\b)"
)
_SHOWN_EN = re.compile(
    r"\b(?:is|are) (?:seen|pictured|shown|displayed|on display|doused|greeted|parked|lined "
    r"up|docked|gathered|carried|being)\b"
    r"|\b[Ss]een (?:from|in|at|on|here)\b|^\(?(?:From left|Pictured|Seen here|Clockwise|Left|Right)\b"
    r"|\((?:left|right|center|C|L|R|from left)\)|,\s(?:left|right|center|(?:second|third) "
    r"from (?:left|right)|front row|back row),"
    r"|^(?:This|These|A|An|The|In this|Undated)\s(?:\w+\s){0,4}(?:photo|image|picture|"
    r"photograph|rendering|screenshot|screen capture)s?\b(?!\s(?:is|has|was|for|are)\b)"
)
#: One of these stands in whatever `_SHOWN_EN` matches.
_SHOWN_SIGNS = (
    "een", "ictured", "hown", "display", "doused", "greeted", "parked", "lined up", "docked", "gathered", "carried",
    "being", "left", "Left", "right", "Right", "center", "(C)", "(L)", "(R)", "Clockwise", "hoto", "mage", "icture",
    "ndering",
    "screen", "row,",
)  # fmt: skip
_WHERE_EN = re.compile(
    r"\b(?:in|at|on|near|off|outside|inside|during|over|along|with)\s[^.]{3,80}\.?$",
)
_DAY_EN = re.compile(
    r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\.|$)|"
    r"\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z.]{0,7} \d{1,2}\b|\bin this (?:file|undated)\b"
)


def has_credit(text: str, language: Language, *, any_words: bool = False) -> bool:
    """Whether a line ends in a photo credit and is short enough for a caption."""
    return len(text) <= _LONGEST[language] and credit_start(text, language, any_words=any_words) is not None


def picture_score(text: str, language: Language) -> int:
    """Return how much a line without a credit reads like a caption, -3 to 5.

    Captions are one sentence in the present tense that shows somebody doing something somewhere
    on a day; they quote and report nothing.
    """
    if (
        len(text) > _LONGEST_BARE[language]
        or text[-1] in "!?"
        or _ITEM.match(text)
        or any(map(text.__contains__, _TELLING[language]))
    ):
        return -3
    if language == "ko":
        where, day = _PLACE_KO, _DAY_KO
        end = text[-32:]
        score = 0
        if text.removesuffix(".").endswith(_SHOWN_ENDS):
            score = 2 if _POSTURE_KO.search(end) else int(_GOING_ON_KO.search(end) is not None)
    else:
        where, day = _WHERE_EN, _DAY_EN
        is_shown = any(map(text.__contains__, _SHOWN_SIGNS)) and _SHOWN_EN.search(text) is not None
        score = 2 if is_shown else int(_PAST_EN.search(text) is None)
    if language == "en" and text.startswith(_PRONOUNS):
        return 0
    if language == "ko" and _NAMES_FIRST_KO.match(text):
        return 2 + bool(where.search(text[:_FIRST]))
    if (
        language == "en"
        and ". " in text
        and _NAMES_FIRST_EN.match(text)
        and not _PAST_EN.search(first := text[: text.index(". ") + 1])
    ):
        return 2 + (_WHERE_EN.search(first) is not None)
    if not score:
        return 0
    score += -1 if _MORE_SENTENCES.search(text) else 1
    return score + bool(where.search(text)) + bool(day.search(text))


def reports(text: str) -> bool:
    """Whether a line tells who said what, or goes on for three sentences, as captions do not."""
    return _REPORTS.search(text) is not None or len(_MORE_SENTENCES.findall(text)) >= 2


def tells_on(text: str) -> bool:
    """Whether a line holds more than one sentence."""
    return _MORE_SENTENCES.search(text) is not None
