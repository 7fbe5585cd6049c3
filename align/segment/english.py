"""English sentences: candidate stops by one pattern, each decided from its neighbourhood."""

from __future__ import annotations

import re

from align.segment.quotes import last_inside

#: Terminal punctuation with the marks that close behind it, at white space or glued to a capital.
STOP = re.compile(r"[.?!。？！]+[\"'”’˝)\]»]*(?=\s|$|[“\"]?[A-Z][a-z’' ])|…[\"'”’]+(?=\s[\"“A-Z])")

_WORD_BEFORE = re.compile(r"[\w.&'’/@:-]{1,40}$")
_TITLE_WORDS = """
    mr mrs ms messrs mx dr prof gen lt col maj capt cmdr sgt cpl pvt adm rear brig sen rep reps sens gov govs
    pres atty supt hon rev fr br sr msgr st ste mt ft no nos vol vols fig figs sec secs art arts pp p ch chap ed
    eds est vs v cf al approx dept univ assn bros jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
    wed thu thur thurs fri sat sun ave blvd rd hwy rte tel ext max min hr hrs yr yrs resp op cit ibid ca gen e.g
    i.e viz eg ie cmdr insp det const asst assoc dir calif fla ill mass mich minn pa tex wash ore conn colo ariz
    ala ark ky okla tenn wis n.y n.j r.o.k d.p.r.k
"""
_TITLES = frozenset(_TITLE_WORDS.split())
#: Abbreviations that end a sentence as often as not: the next word decides.
_EITHER_WORDS = """
    inc corp co ltd llc bhd plc pte etc jr sr esq ph.d m.d b.a m.a u.s u.k u.n e.u d.c a.m p.m a.d b.c u.s.a
"""
_EITHER = frozenset(_EITHER_WORDS.split())
#: Abbreviations that are words as well: they count when capitalised and no new sentence seems to follow.
_WORDS_TOO_WORDS = """
    no p v mar sun sat art arts max min fig ill mass wash pa mon wed ed dir op gen rear hon pres ore tel ext rep
"""
_WORDS_TOO = frozenset(_WORDS_TOO_WORDS.split())
_STARTER = re.compile(
    r"[\"“‘'(\[]*(?:The|A|An|He|She|It|They|We|I|You|His|Her|Its|Their|Our|My|This|That|"
    r"These|Those|There|Here|But|And|So|"
    r"Yet|Or|Nor|In|On|At|By|For|From|With|Without|After|Before|During|Since|Until|While|"
    r"When|Where|What|Who|Why|How|If|"
    r"As|Although|Though|Because|However|Meanwhile|Moreover|Still|Also|Then|Now|Not|No|One|Some|Many|Most|All|Both|"
    r"Each|Several|Another|Other|Such|Even|Only|Once|To|Under|Over|About|According|Despite|"
    r"Among|Earlier|Later|Last|Two|Three|Four|Five|Ten|Every|Any|Instead|Therefore|Thus|"
    r"Police|Officials|President)\b"
)
_ATTRIBUTION = re.compile(
    r"\s*(?:[a-z]|[-–—(]|(?:[A-Z][\w.’'-]*,?\s){1,5}?(?:said|says|asked|asks|told|tells|"
    r"added|adds|wrote|writes|replied|replies|"
    r"recalled|recalls|shouted|cried|exclaimed|wondered|noted|explained|answered|insisted|"
    r"joked|quipped|warned|stressed|"
    r"remarked|retorted|continued|concluded|argued|declared|demanded|laughed|admitted|commented)\b)"
)


def is_stop(text: str, start: int, stop: int, sentence: int) -> bool:
    """Whether the candidate `text[start:stop]`, not the end of the text, ends the sentence begun at `sentence`."""
    marks = text[start:stop]
    if marks[0] == "…":
        # A quotation that breaks off is a sentence where it stands alone, without an attribution.
        return text[sentence:start].lstrip()[:1] in "\"'“‘" and not _ATTRIBUTION.match(text, stop, stop + 80)
    if marks.startswith("..") or (marks[0] == "." and start and text[start - 1] == "…"):
        return False
    glued = not text[stop].isspace()
    rest = stop + 1 if not glued else stop
    after = text[rest : rest + 24].lstrip()
    lead = after.lstrip("\"“‘'([")[:1]
    if lead.islower():
        return False
    if marks[0] != ".":
        return True
    word = _WORD_BEFORE.search(text, max(0, start - 40), start)
    token = word.group() if word else ""
    if glued:
        return _is_glued_stop(token, lead)
    if len(marks) > 1:
        return not (token.lower().strip("'’") in _TITLES and marks[1] in ")]")
    if token.isdigit() and not text[sentence : start - len(token)].strip("( \t"):
        return False
    return not _is_abbreviation(token, after)


def _is_glued_stop(token: str, lead: str) -> bool:
    if not token:
        return False
    if not (token[-1].islower() or token[-1].isdigit()):
        return False
    plain = token.isalpha() or token.replace("'", "").replace("’", "").replace("-", "").isalnum()
    return (plain and len(token) > 1 and token[-1:].islower()) or (token[-1:].isdigit() and lead.isupper())


def _is_abbreviation(token: str, after: str) -> bool:
    if not token:
        return False
    low = token.lower().lstrip("'’")
    if token.isupper() and len(token) > 1 and "." not in token:
        return False
    if low in _EITHER or (len(token) > 2 and token[-2] == "." and token[-1].isalpha()):
        return not _STARTER.match(after)
    if low == "v":
        return after[:1].isupper()
    if low in _TITLES:
        if low in _WORDS_TOO:
            return (token[0].isupper() or after[:1].isdigit()) and not _STARTER.match(after)
        return True
    if len(token) == 1 and token.isupper() and token != "I":
        return not _STARTER.match(after)
    return after[:1].isdigit() and low in ("sec", "ch", "art", "vol", "p")


#: Boundaries that could as well be none: behind a quotation that asks, an abbreviation, an initial.
_SOFT = re.compile(r"[?!][\"'”’]+$|(?:\.|\b)[A-Za-z]\.$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|etc|No|St)\.$")


def is_soft(text: str, cut: int) -> bool:
    """Whether the boundary at `cut` is in doubt."""
    return not text[cut].isspace() or _SOFT.search(text, max(0, cut - 6), cut) is not None


def goes_on(text: str, start: int, stop: int) -> bool:
    """Whether the sentence goes on behind a quotation `text[start:stop]`, marks included."""
    inner = last_inside(text, stop)
    if stop >= len(text):
        return inner not in ".?!…"
    if inner not in ".?!…":
        return True
    after = text[stop]
    if not after.isspace():
        return after not in "\"”’'"
    if inner == ".":
        nearby = text[stop : stop + 3].lstrip()
        return nearby[:1].islower()
    return _ATTRIBUTION.match(text, stop, min(len(text), stop + 80)) is not None
