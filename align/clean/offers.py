"""Lines by which a page speaks of itself: commands of its buttons, offers, notices of what a click did.

Told by form, not by site: in English an imperative with a thing of the page (`View comments`), in Korean a verbal noun
(`댓글 작성하기`) or a result (`링크가 복사되었습니다`). News prose holds neither outside of quotations.
"""

from __future__ import annotations

import re

_VERB = (
    r"(?:view|watch|hide|show|play|pause|share|save|print|follow|subscribe|sign|log|read|listen|skip|open|close|download|"
    r"manage|customi[sz]e|personali[sz]e|create|report|expand|enlarge|toggle|copy|generate|order|browse|shop|join|ask|"
    r"submit|send|get|see|explore|discover|start|upgrade|edit|reply|translate|load|enable|accept|reject|decline|register|"
    r"enter|search|choose|select|click|tap|visit|buy|try|learn|add|tell|leave|check|find|become|continue|catch|let us|"
    r"support|donate|vote|rate|turn|unlock|preview|recommend|embed|mute|unmute|refresh|return|go|switch|adjust|change)"
)
_THING = (
    r"(?:articles?|story|stories|pages?|accounts?|favou?rites?|comments?|newsletters?|videos?|clips?|gallery|galleries|"
    r"slideshow|photos?|pictures?|images?|captions?|contents?|cookies|preferences|settings|navigation|menu|options?|"
    r"alerts?|notifications?|subscriptions?|podcasts?|episodes?|apps?|profile|bio|feed|inbox|e-?mails?|links?|transcript|"
    r"posts?|threads?|topics?|author|edition|issue|playlist|takeaways|summary|poll|quiz|crossword|section|home(?:page)?|"
    r"website|browser|version|channel|replies|print|mode|size|font|volume|screen|language|more|all|now|later|here|below|updates|"
    r"trailer|teaser|interview|highlights|replay|broadcast|livestream|recording|"
    r"headlines|results|tabs?|window|top|bottom|details|terms|policy|plans?|membership|password|source)"
)
_COMMAND = re.compile(rf"{_VERB}\b(?:\s[^\s.?!:,]+){{0,5}}?\s{_THING}\W{{0,3}}$", re.IGNORECASE)
_ON_A_SITE = re.compile(
    r"(?:View|Watch|See|Read|Listen|Follow|Find)\s(?:us\s|it\s|more\s)?(?:on|in)\s[A-Z]\S+(?:\s[A-Z]\S+)?$"
)
_MORE = re.compile(
    r"\s(?:(?:Read|See|Learn|Show) more|Continue reading|자세히\s?보기|더\s?보기|기사\s?보기)\W*$", re.IGNORECASE
)
#: A command that ends by pointing somewhere on the page; looked for where the end says so.
_POINTS = re.compile(
    rf"(?:^|[.!?,]\s){_VERB}\b[^.!?]{{0,140}}\b(?:here|below|above)\b[^.!?]{{0,16}}[.!:]?$", re.IGNORECASE
)
_PLACES = ("here", "below", "above")
_OPENS = re.compile(
    r"(?:Read|See|View|Watch)\s(?:the\s|our\s)?(?:original|full|complete|whole|entire)\s"
    r"|(?:What|Who|How|Do|Did|Are|Will|Would|Have|Has|Which)\s[^.!?]{3,120}\?\s"
    r"(?:Let us|Tell us|Vote|Share|Ask us|Join)\b"
    r"|(?:Learn|Find out|Read|See|Discover) more (?:about|on|at|in)\b"
    r"|(?:Tell us|Let us know|Ask us|Share your|Send us|Write to us|Join us|Follow us)\b"
    r"|(?:A (?:message|word|note) from|Sponsored (?:by|content|post)|"
    r"Advertorial|Paid for by|Presented by|Together with|Paid (?:post|content|partnership)|"
    r"In partnership with|Brought to you by|From our (?:sponsors?|partners?))\b.{0,60}$"
    r"|Thank(?:s| you) for (?:reading|watching|listening|subscribing)\b"
    r"|(?:This|The)\s(?:interview|article|story|feature|piece|post|essay|column|report|review|newsletter|podcast)\s"
    r"(?:appears|continues|contains|is (?:also |now )?(?:available|public|free|for|part of|only|reserved|exclusive))\b"
    r"|(?:Privacy|Cookies?|Legal|Affiliate|Advertis\w+)\s(?:Notice|Policy|Disclosure|Disclaimer)\b"
    r"|(?:Got|Have|Do you have)\s(?:a|an|any)\s.{0,40}\b(?:tips?|questions?|stor(?:y|ies)|corrections?|comments?)\b"
    r"|(?:By )?(?:clicking|submitting|subscribing|signing up|continuing)\b.{0,120}\byou\b"
    r"|(?:This copy is|Copies? (?:is|are)) for (?:your )?personal\b",
    re.IGNORECASE,
)
#: Words that no story uses of itself, in small letters.
_OF_THE_PAGE = (
    "reader-supported", "listener-supported", "free or paid", "become a paid", "become a free", "your inbox",
    "your email", "your e-mail", "inbox daily", "inbox every", "inbox each", "no spam", "unsubscribe",
    "affiliate link", "affiliate commission", "delivered daily", "delivered weekly", "delivered every",
    "delivered to you", "straight to you", "play now", "delivered mon", "delivered tue", "delivered wed",
    "delivered thu", "delivered fri", "delivered sat", "delivered sun",
    "responsible for the content of external", "opens in a new", "opens in new",
)  # fmt: skip
_PAGE_KO = (
    r"(?:서비스|기사|글자|글씨|화면|본문|페이지|댓글|뉴스|구독|알림|링크|주소|이미지|사진|영상|동영상|앱|회원|음성|텍스트|SNS|"
    r"메일|폰트|PDF|전체|원문|목록|번역|채널|프린트|인쇄|저장|공유|스크랩|블로그|카페|게시판|게시글|글|의견|파일|첨부|크기|검색|창|"
    r"메뉴|로그인|정보|이용권|멤버십|결제|프로필|기자|언론사|홈|카테고리|태그|이웃|팬)"
)
_VERBAL_NOUN = re.compile(
    rf"^(?:.{{0,24}}{_PAGE_KO}\S{{0,4}}\s?.{{0,12}}|.{{0,3}})(?:하기|보기|듣기|받기|쓰기|닫기|열기|끄기|켜기|가기|남기기|담기|"
    r"숨기기|펼치기|접기|끊기|맺기|키우기|줄이기|넘기기|보내기)$"
    r"|^\[.{2,12}\].{2,30}(?:보기|하기|읽기|듣기)$"
    r"|^.{2,40}(?:보|읽으|들으|사|하|만나|구경하)러\s?가기$"
)
_DONE = re.compile(
    r"(?:기사|링크|주소|URL|댓글|스크랩|게시물|파일|구독|추천|알림|이메일)\S{0,2}\s?(?:이미\s)?(?:저장|복사|등록|삭제|추가|해제|완료|설정|신청|취소)"
    r"(?:했|되었|됐|하였|하셨|완료)\S{0,4}\.?$"
)
_OWN_PAGE = re.compile(
    r"(?:본|이|현재|해당)\s?(?:페이지|홈페이지|사이트|누리집|화면|게시물|콘텐츠|웹사이트)[는은이가를을에의]"
)
_RESULT = 30  # the longest notice of a result, in characters
_MEMBERSHIP = (
    "전용",
    "회원",
    "구독",
    "유료",
    "프리미엄",
    "멤버십",
    "결제",
    "가입",
    "로그인",
    "첫",
    "월",
    "남은",
    "이미",
)
_MEMBERS = re.compile(
    r"(?:유료|회원|구독자|멤버십|프리미엄)\S{0,3}\s?(?:회원|구독자?)?\S{0,2}\s?(?:전용|만|에게만)|남은\s[\d,]+\s?자|"
    r"(?:구독|결제|가입|로그인)\S{0,3}\s?(?:후|하면|하시면)\s.{0,30}(?:읽|이용|열람|볼|보실|무료|할인|적립|혜택|쿠폰|증정)|첫\s?달\s?무료"
    r"|(?:첫\s?달|월)\s?[\d,]+\s?원.{0,10}(?:시작|구독|이용)|이미\s(?:구독|회원)"
)


def is_command(text: str) -> bool:
    """Whether a short line names what one of its page's buttons or links does."""
    if _MORE.search(text[-24:]):
        return True
    if len(text) > 60 or text[-1] in ".?":
        return False
    return bool(_COMMAND.match(text) or _ON_A_SITE.match(text) or _VERBAL_NOUN.match(text))


def speaks_of_page(text: str) -> bool:
    """Whether a line, a whole sentence or not, is an offer or a notice of its page; quotations are none."""
    if text[0] in "“\"‘'「" or text[-1] in "”\"’'":
        return False
    if not text.isascii() and _speaks_korean(text):
        return True
    small = text.casefold()
    if any(map(small[-24:].__contains__, _PLACES)) and _POINTS.search(text):
        return True
    return _OPENS.match(text) is not None or any(map(small.__contains__, _OF_THE_PAGE))


def _speaks_korean(text: str) -> bool:
    """Whether a line tells of membership, or of what a click did; the plain style of news does neither."""
    if text.endswith("다.") and not text.endswith("니다."):
        return False
    if _OWN_PAGE.match(text):
        return True
    if len(text) <= _RESULT and _DONE.search(text):
        return True
    return any(map(text.__contains__, _MEMBERSHIP)) and _MEMBERS.search(text) is not None
