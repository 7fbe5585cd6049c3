"""Which lines describe a picture: by the photo credit behind them, or by how they are told."""

from __future__ import annotations

import re

from align.bitext import Language
from align.clean.glued import credit_start

#: Longest caption, in characters; what is longer is a paragraph even with a credit behind it.
_LONGEST = {"ko": 260, "en": 520}
_LONGEST_BARE = {"ko": 130, "en": 240}

_TELLING = (
    *(
        "밝혔다",
        "말했다",
        "따르면",
        "것으로",
        "강조했다",
        "전했다",
        "설명했다",
        "때문이다",
        "했다고",
        "한다고",
        "전망이다",
        '"',
        "“",
        "”",
    ),
    *(
        " said",
        " says",
        "ccording to",
        " announced",
        " will ",
        " would ",
        " has ",
        " have ",
        " had ",
        " could ",
        " may ",
        " might ",
    ),
    *(" told ", " added", " reported"),
)
_REPORTS = re.compile(r"밝혔다|말했다|따르면|강조했다|전했다|설명했다|\b(?:said|says|according to|announced|told)\b")
_MORE_SENTENCES = re.compile(r"[가-힣][.?!]\s+\S|[a-z]{3}[.?!][”\"]?\s+[A-Z]")
_POSTURE_KO = re.compile(
    r"(?:서|앉아|누워|펼쳐져|늘어서|놓여|걸려|세워져|모여|줄지어|전시돼|전시되어|나와|"
    r"멈춰|정박해|쌓여) 있다\.?$|(?:바라보|걷|들|올라오|내려오|타|"
    r"나르|지나|지나가|오가|살펴보|둘러보|내려다보|올려다보|기다리|연주하|시연하|노래하|"
    r"춤추|인사하|흔들|취하|입장하|답하|답변하|발언하|발표하|설명하|"
    r"웃|뛰|달리|맞잡|부르|받|악수하|촬영하|작업하|점검하|살피|듣|맞이하|환호하|기뻐하|"
    r"관람하|구경하|이동하|참석하|체험하|주행하|선보이|조립하|수색하|진화하|입장하|하)고 "
    r"있다\.?$"
    r"|보인다\.?$|있는 모습(?:이다)?\.?$|모습(?:이다)?\.?$|장면(?:이다)?\.?$|전경\.?$|"
    r"조감도\.?$|조형물\.?$|내부\.?$|외관\.?$"
    r"|(?:손뼉|박수|만세|포즈|악수|기념사진|기념촬영|셀카)\S*\s.{0,12}(?:있다|했다)\.?$"
)
_PLACE_KO = re.compile(
    r"(?:에서|앞에서|열린|인근|일대|\(가운데\)|\(왼쪽|\(오른쪽|왼쪽부터|오른쪽부터|가운데|"
    r"뒷줄|앞줄)"
)
_DAY_KO = re.compile(r"(?:지난\s)?(?:\d{1,2}월\s)?\d{1,2}일|지난\s?\S{1,4}")
_VERB_EN = (
    "covers? comes? looks? walks? stands? sits? holds poses? waits? wears? shakes? sings? "
    "gathers? climbs? rides? overlooks? "
    "displays? performs? delivers? celebrates? greets? stretch(?:es)? lines? rises? pulls? "
    "carr(?:y|ies) danc(?:e|es) plays? "
    "bows? waves? hugs? cheers? speaks? attends? works? reads? watch(?:es)? takes? join(?:s)? "
    "enters? leaves? arrives? leads? "
    "inspects? demonstrates? unloads? loads? moves? passes? pass visits? tours? answers? "
    "prepares? tends? picks? cuts? raises? "
    "lights? burns? flies? fly sails? docks? runs? run practice(?:s)? train(?:s)? react(?:s)? "
    "embrac(?:e|es) receiv(?:e|es) "
    "presents? shows? shops? browse(?:s)? crosses? cross pays? place(?:s)? lay(?:s)? light(?:s)? "
    "bloom(?:s)? glow(?:s)? "
    "is are was were"
)
_PRESENT_EN = re.compile(
    r"^(?!(?:He|She|They|It|I|We|You|That|There|But|And|If|Still|Yet)\b)(?:[^\s]+\s){1,14}?(?:"
    + "|".join(_VERB_EN.split()[:-4])
    + r")\s"
)
_SHOWN_EN = re.compile(
    r"\b(?:is|are) (?:seen|pictured|shown|displayed|on display|doused|greeted|parked|lined "
    r"up|docked|gathered|carried|being)\b"
    r"|\b[Ss]een (?:from|in|at|on|here)\b|^(?:From left|Pictured|Seen here|Clockwise|Left|Right)\b"
    r"|\((?:left|right|center|C|L|R|from left)\)|,\s(?:left|right|center|(?:second|third) "
    r"from (?:left|right)|front row|back row),"
    r"|^(?:This|These|A|An|The|In this|Undated)\s(?:\w+\s){0,4}(?:photo|image|picture|"
    r"photograph|rendering|screenshot|screen capture)s?\b"
)
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
    if len(text) > _LONGEST_BARE[language] or any(word in text for word in _TELLING):
        return -3
    if language == "ko":
        shown, where, day = _POSTURE_KO, _PLACE_KO, _DAY_KO
    else:
        shown, where, day = _SHOWN_EN, _WHERE_EN, _DAY_EN
    score = (
        2
        if shown.search(text, len(text) - 32 if language == "ko" else 0)
        else 1
        if language == "en" and _PRESENT_EN.match(text)
        else 0
    )
    if not score:
        return 0
    score += -1 if _MORE_SENTENCES.search(text) else 1
    return score + bool(where.search(text)) + bool(day.search(text))


def reports(text: str) -> bool:
    """Whether a line tells who said what, as captions do not."""
    return _REPORTS.search(text) is not None
