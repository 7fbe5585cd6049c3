"""Shapes of bylines, datelines, credits, time stamps and copyright lines, Korean and English.

Every pattern is anchored or bounded, so that matching is linear in the length of a line.
"""

from __future__ import annotations

import re
from functools import lru_cache

_KO_TITLE = (
    r"(?:(?:선임|수석|인턴|객원|전문|의학전문|사진|촬영|영상|시민|대학생|명예|편집)\s?)*"
    r"(?:기자|특파원|논설위원|논설실장|논설고문|칼럼니스트|통신원|앵커|PD|아나운서|에디터|리포터|편집위원|편집장|"
    r"해설위원|기상캐스터|사진가|사진작가)"
)
_KO_NAME = r"[가-힣]{2,4}"
_KO_PLACE = r"(?:\(?[가-힣A-Za-z·]{2,12}\)?\s?[=/]\s?)"
EMAIL = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}")

COPYRIGHT = re.compile(
    r"[ⓒ©]|^\W{0,3}\([cC]\)|[Cc]opyrights?\s?(?:[(\dⓒ©]|by\s|[A-Z가-힣]|$)|COPYRIGHT|저작권자|무단\s?(?:전재|복제|배포)"
    r"|재배포\s?(?:를\s?)?금지|[Rr]ights [Rr]eserved|RIGHTS RESERVED|[Uu]nauthorized (?:reproduction|use|copying)"
    r"|[Nn]o reproduction|[Nn]ot to be reproduced|may not be (?:published|reproduced)"
)
_COPYRIGHT_SIGNS = (
    *(
        "ⓒ",
        "©",
        "opyright",
        "OPYRIGHT",
        "저작권자",
        "무단",
        "재배포",
        "eserved",
        "ESERVED",
        "nauthorized",
        "may not be",
    ),
    *("(c)", "(C)", "o reproduction", "reproduced"),
)
#: A copyright notice even at the end of a sentence.
RESERVED = re.compile(r"[Rr]ights [Rr]eserved\.?$|Copyright\s?(?:\([cC]\)|©|ⓒ|\d{4})")
RIGHTS = re.compile(r"무단|금지|저작권|[Rr]ights|[Cc]opyright|[Rr]eserved")
_PHONE = re.compile(r"(?:\+\d{1,3}[\s.-]?)?\(?\d{1,4}\)?[\s.-]\d{3,4}[\s.-]\d{4}(?!\d)")
END_MARK = re.compile(
    r"^(?:[-‐–—(<\[]\s*(?:끝|END|ENDS|end|30|이상|以上)\s*[-‐–—)>\]]|끝\.?|\(END\)|ENDS|#(?:\s?#){1,4}|"
    r"-?30-|[*＊](?:\s?[*＊]){1,4}"
    r"|DOI\b.*|doi:.*|.{0,60}\b(?:doi\.org/\S*|DOI:?\s?10\.\S*)|송고|.{0,30}송고\)?|\(?\d{4}[./-]\d{1,2}[./-]\d{1,2}.{0,12}송고\)?)$"
)
#: An offer of the page that needs no neighbours to be known.
OFFERED = re.compile(
    r"\b(?:sign up|subscribe|register)\b.{0,40}\b(?:newsletters?|briefings?|updates)\b"
    r"|\bour (?:\w+ ){0,2}newsletters?\b|뉴스레터.{0,20}(?:구독|신청|받아\s?보)"
    r"|(?:구독|팔로우|알림\s?설정)\S{0,6}\s?(?:부탁|바랍)",
    re.IGNORECASE,
)
#: Particulars of a publisher; two of them make an imprint.
_IMPRINT = re.compile(
    r"등록번호|등록\s?(?:일자?|연월일)|발행(?:인|일자?|소)|편집인|인쇄인|대표\s?(?:이사|전화|자)|청소년\s?보호|개인정보\s?(?:보호|관리)|"
    r"사업자|통신판매|호스팅|제호|(?<![가-힣])주소(?![가-힣])|전화|팩스|\b(?:tel|fax|ceo|publisher|registration)\b",
    re.IGNORECASE,
)
_IMPRINT_SIGNS = (
    "등록",
    "발행",
    "편집인",
    "대표",
    "사업자",
    "주소",
    "전화",
    "팩스",
    "ax",
    "AX",
    "CEO",
    "egistration",
    "ublisher",
)
_POSTAL = re.compile(
    r"^(?:\(우?\s?\d{5}\)|우\s?\d{5}|\d{5})\s?[가-힣]{2,}.{0,20}(?:로|길|동)\s?\d|^[가-힣]{2,8}(?:시|도)\s.{1,20}(?:로|길)\s?\d"
)
#: Who sent a press release out, and that it is one.
SENT_OUT = re.compile(
    r"보도자료(?:입니다|임)\.?$|^이\s(?:뉴스|보도자료)는\s|(?:배포한|작성해)\s.{0,10}보도자료|^(?:웹사이트|홈페이지)\s?[:：]"
)
_SENT_SIGNS = ("보도자료", "이 뉴스", "웹사이트", "홈페이지")
LICENCE = re.compile(r"공공누리|\bCC[ -]BY\b|Creative Commons|Open Government Licen[cs]e|크리에이티브 커먼즈")
#: A label of the kind of text, with or without the name of who sent it.
KIND_OF_TEXT = re.compile(
    r"^(?:[\w·&. ]{2,24}\s)?(?:보도자료|보도 참고자료|보도설명자료|설명자료|Press Release|News Release)$", re.I
)
#: What a press release lists behind its text, the last item closed by 끝.
ATTACHED = re.compile(r"^(?:붙임|첨부|별첨|※\s?첨부)\s?(?:\d|[:：.]|파일|자료|사진)|\s끝\.?$")
FILE_NAME = re.compile(r"\.(?:hwpx?|pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif|mp4)\b.{0,20}$", re.IGNORECASE)
#: What a content system left in the text: [video id=1], [gallery].
SHORT_CODE = re.compile(r"^\[/?[a-z][a-z_-]{2,20}(?:\s[\w-]+=[^\]]*)?\]$")
#: Values of weather and markets, as sites show them beside their menus.
TICKER = re.compile(r"^[\w./·() -]{1,24}\s[-+▲▼]?\d[\d,.]*\s?(?:℃|°\s?[CF]?|㎍/㎥)(?:\s\w{1,10})?$")
QUOTATION = re.compile(
    r"^[\w./·()&=^ -]{1,28}?[=\s]\s?(?:[-+]?\d[\d,]*\.?\d*\s+)?"
    r"(?:[▲▼△▽]\s?\d[\d,.]*|[-+]\s?\d[\d,]*\.\d+%?)\s*(?:\(?[-+]?\d[\d.]*%\)?)?\W*$"
)
FIGURE = re.compile(r"^[\[<(▲]?\s?(?:Figure|Fig\.|그림|사진|표|Table|Photo)\s?\d{1,2}\s?[.:)\]>]\s?\S", re.IGNORECASE)
CONTACT = re.compile(
    r"^(?:문의(?:처)?|연락처|담당(?:자|부서)?|보도자료 문의|미디어 문의|언론 문의|홍보(?:팀|"
    r"실)?|전화|팩스|이메일|카카오톡|Tel|Fax|E-?mail|Phone"
    r"|(?:Media|Press|News|Investor|Public)?\s?(?:Contacts?|Inquir(?:y|ies)|Relations|Enquir(?:y|ies)))\s?[:：]"
    r"|^(?:Media|Press)\s(?:contact|inquir|enquir|relations)|^(?:보도자료|언론|미디어)\s?문의",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^(?:Notes? to editors?\s?:|Published in the (?:print|[A-Z]\w+ \d)|"
    r"[*※]?\s?\(?(?:[Uu]nofficial|[Pp]rovisional) translation|"
    r"(?:Corrections?|Clarification)\b.{0,30}[:—–]|An earlier version of this\b|"
    r"(?:\[?정정(?:보도)?\]?|알려드립니다|바로잡습니다)\s?[:：])|"
    r"^※.{0,30}(?:신고|문의|상담|제보|접수|전화)\S{0,3}\s?[:：(]?\s?[\d-]{3,}.{0,20}$|"
    r"^[\[(*※■▲]?\s?(?:(?:More information|Journal information|Citation|References?|Sources?|참고\s?자료|출처)"
    r"\s?[:：>\]]|<참고\s?(?:자료|문헌)>|(?:Provided by|Distributed by|SOURCE)\s[A-Z]|"
    r"This (?:document|material|content|work) is (?:subject|provided|protected)|"
    r"(?:Translator|Editor|Publisher)(?:'s|’s|s'|s)?\s(?:note|Note|NOTE)s?\b"
    r"|(?:This|The)\s(?:article|story|report|piece|column|interview|text|translation|version|"
    r"transcript|release|op-ed|essay)\s"
    r"(?:was|is|has been|have been|first|originally|appeared|ran|may)\b.{0,60}\b(?:translat|"
    r"publish|appear|edited|updat|correct|written|produced|AI\b|print)"
    r"|(?:Translated|Originally published|First published|Reprinted|Adapted|Republished)\s(?:from|in|with|on)\b"
    r"|A version of this\b|(?:The\s)?(?:views|opinions)\sexpressed\b|(?:Reach|Contact|"
    r"Write to|E-?mail)\s(?:the\s)?(?:writer|reporter|author|editor|him|her|them|us)\b|"
    r"(?:Reach|Contact|Write to|E-?mail)\s.{2,60}\s(?:at|on)\s\S+@|"
    r"(?:이|본|위)\s?(?:기사|글|보도자료|콘텐츠|번역|칼럼|원고|저작물)[은는]?\s|"
    r"(?:옮긴이|역자|번역자|편집자|편집자\s?주)\s?(?:주|말)?\s?[:：=\]]|\[?편집자\s?주)"
)
_NOTICE_OPENINGS = (
    "Thank", "Have ", "Got ", "Do you", "Sign", "Order", "Get ", "Catch", "Subscribe", "Join", "Follow", "Let us",
    "Tell us", "Ask us", "Share", "Send", "Privacy", "Cookie", "Reporting", "Additional", "This", "The", "A version",
    "Translat", "Original", "First pub", "Reprint", "Adapted", "Republish", "Editor", "Publisher", "Related", "Watch",
    "Listen", "See also", "Read", "Words", "About", "Publish", "Updat", "Posted", "이 기사", "이기사", "이 글", "이글",
    "이 콘텐츠", "이콘텐츠", "본 ", "위 ", "필자", "글쓴이", "저자", "편집자", "옮긴이", "역자", "문의", "연락처",
    "담당", "홍보", "제보", "입력", "수정", "등록", "글 ", "사진 ",
)  # fmt: skip
_NUMBERED = re.compile(r"By [A-Z]|[가-하]\.|\d{1,2}[.)]\s|\d{4}[./-]")
_INTRODUCES = re.compile(r"[A-Z][\w.'’-]+\s(?:[A-Z][\w.'’-]+\s){0,3}(?:is|was|are)\s(?:a|an|the)\s")
_IS_A = (" is a", " is the ", " was a", " was the ", " are a", " are the ")
TRANSLATOR = re.compile(r"^[\[(]?(?:Translated|Translation|번역|옮김|옮긴이)\b.{0,60}$", re.IGNORECASE)

BROADCAST_MARK = re.compile(
    r"^[\[<〈【(](?:앵커(?:멘트)?|리포트|기자(?:멘트)?|녹취|인터뷰|앵커 ?멘트|스튜디오|출연|진행|VCR|자막)[\])>〉】]$"
)
SPEAKER_MARK = re.compile(r"^[\[<〈][^\[\]\n:：]{2,40}[/ㆍ·][^\[\]\n:：]{2,40}[\]>〉]$")
_KO_BYLINE = re.compile(
    rf"^[\[(<〈【=▲]?\s*(?:(?:글|사진|글·사진|글 사진|글/사진|취재|정리|취재·정리|정리·사진|인터뷰|대담)\s?[=:]?\s?)?"
    rf"{_KO_PLACE}?[가-힣A-Za-z·,/&()= ]{{1,40}}?{_KO_TITLE}[^가-힣]*"
)
_NO_NAMES = re.compile(r"[…“”\"‘’?!]|\.\.|\d{2}")
_KO_SIGN_OFF = re.compile(
    rf"(?:뉴스|방송|신문|NEWS|TV)\S{{0,6}}\s+(?:[가-힣]{{2,10}}에서\s+)?{_KO_NAME}(?:이었|"
    rf"였)?(?:입니다|습니다)\.?$"
)
_KO_STAFF = re.compile(
    r"^(?:글|사진|글·사진|촬영|취재|영상|그래픽|편집|구성|연출|자막|디자인|정리|번역|감수|"
    r"그림|일러스트|삽화|제작|기획|자료|진행|출연)"
    r"(?:기자|편집|취재|제작|디자인|구성|조사|협조)?\s?(?:[:：=/|]|[.\s]\s?(?=[가-힣]{2,4}(?:\s|$)))"
)
_KO_AUTHOR_NOTE = re.compile(r"^[※*▲]?\s?(?:필자|글쓴이|저자|이 글은|기고자|외부 필자|인터뷰어)(?:\s|는|은|의|가|:)")
_AUTHOR_KO = re.compile(
    r"^[/▲■※]?\s?[가-힣]{2,4}\s(?:[|·/]\s)?(?:.{1,30}\s?)?(?:교수|연구위원|소장|원장|대표|변호사|시인|"
    r"소설가|칼럼니스트|위원|회장|전 의원|전 장관|전 대사|"
    r"센터장|고문|이사|연구원|총장|이사장|강사|박사|경제학자|사회학자|역사학자)(?:[·/,(].{2,20})?$"
)
#: What a reporter does for an outlet.
COVERS = re.compile(
    r"^(?:[A-Z][\w.'’-]+\s){1,4}(?:covers|writes about|reports on|writes for|reports for)\s.{3,160}"
    r"|^(?:[A-Z][\w.'’-]+\s){1,4}is\s(?:a|an|the)\s.{0,60}"
    r"\b(?:reporter|correspondent|staff writer|journalist|columnist)\b.{0,120}$"
)
_AUTHOR_EN = re.compile(
    r"^(?:(?:[A-Z][\w.'’-]+\s){1,4}(?:is|was|are|serves as|teaches|works|writes|covers)\b|"
    r"The (?:author|writer)s?\b|About the (?:author|writer))"
    r".{0,120}\b(?:professor|fellow|director|lecturer|analyst|ambassador|lawmaker|lawyer|"
    r"economist|novelist|poet|historian|writer|reporter|"
    r"correspondent|editor|columnist|journalist|contributor|researcher|chair|chief|president|"
    r"university|newspaper|institute|desk|newsroom)\b",
)
_KO_OUTLET = re.compile(
    r"^[가-힣A-Za-z0-9]{2,12}\s?(?:신문|일보|뉴스|방송|타임스|경제|저널|투데이|미디어|편집국|"
    r"편집부|취재팀|특별취재팀|취재부|"
    r"논설실|논설위원실|디지털팀|온라인팀|뉴스팀|데스크)$"
)
_EN_BY = re.compile(
    r"^[\[(]?(?:By|by|BY|Reporting from|[Ee]dited by|[Rr]eviewed by|"
    r"Words by|Written by|Medically reviewed by|"
    r"Fact[- ]checked by|Story by|Stories by|Text by|Reported by|Reporting by|Edited by|Interview by|"
    r"Compiled by|Contributed by|Photos? by|Photographs? by|Photography by|Video by|Graphics? "
    r"by|Additional reporting by|"
    r"Illustrations? by|Reporters?\s?:|Writers?\s?:|Editors?\s?:|Words\s?:|Photos?\s?:|Text\s?:)\s+(?=[A-Z가-힣])"
)
_EN_CONTRIBUTED = re.compile(
    r"^\W{0,3}[A-Z].{2,140}\b(?:contributed (?:reporting )?(?:to|for) this|contributed reporting|"
    r"edited this (?:article|story|report))\b.{0,60}$"
    r"|^(?:[-–—]+\s?|\()[A-Z][\w.'’ -]{3,60}\s(?:report(?:ed|ing)|contributed|wrote)\s(?:this\s|from\s|to\s).{0,60}$"
    r"|^(?:Written|Edited|Reported|Produced|Reviewed|Compiled|Photographed|Illustrated) by [A-Z].{2,120}\.$"
    r"|^(?:[Rr]eporting|[Ee]diting|[Aa]dditional reporting|[Ww]riting)\sby\s[A-Z].{2,120}$"
)
_EN_STAFF = re.compile(
    r"^Special to |\b(?:edited|contributed to|contributed reporting for|helped report) this (?:article|story|"
    r"report)\.?$|\w Staff$|\b(?:staff (?:writer|reporter|correspondent)|correspondent|"
    r"editorial board|contributing (?:writer|editor)|"
    r"(?:senior|staff|chief|guest) (?:writer|editor|reporter|columnist)|news desk|newsroom "
    r"staff|reporter|columnist)s?\.?$",
    re.IGNORECASE,
)
_EN_SURNAME = (
    r"(?:Kim|Lee|Yi|Rhee|Park|Pak|Bak|Choi|Choe|Jung|Jeong|Chung|Cheong|Kang|Gang|Cho|"
    r"Jo|Yoon|Yun|Jang|Chang|Lim|Im|Rim|"
    r"Han|Oh|O|Seo|Suh|Shin|Sin|Kwon|Gwon|Hwang|Ahn|An|Song|Ryu|Yoo|Yu|Lyu|Hong|Jeon|Jun|"
    r"Chun|Ko|Go|Koh|Moon|Mun|Yang|Son|"
    r"Sohn|Bae|Pae|Baek|Paik|Baik|Heo|Hur|Huh|Nam|Sim|Shim|Roh|Noh|No|Ha|Kwak|Gwak|Sung|"
    r"Seong|Cha|Joo|Ju|Woo|Wu|U|Koo|Ku|Gu|"
    r"Na|La|Ra|Min|Jin|Chin|Ji|Chi|Eom|Um|Uhm|Chae|Won|Cheon|Bang|Pang|Kong|Gong|Hyun|"
    r"Hyeon|Ham|Byun|Byeon|Yeom|Yum|Yeo|Do|"
    r"To|Seok|Suk|Sun|Seon|Seol|Sul|Ma|Gil|Kil|Yeon|Wi|Pyo|Myung|Myeong|Ki|Gi|Ban|Pan|"
    r"Wang|Keum|Geum|Ok|Yuk|In|Maeng|Je|Mo|"
    r"Tak|Kook|Guk|Eun|Pyeon|Yong|Namgung|Hwangbo|Sunwoo|Dokgo|Jegal|Seomun)"
)
_EN_GIVEN = r"[A-Z][A-Za-z]{1,12}(?:-[A-Za-z]{1,12}|\s[A-Z][a-z]{1,8})?"
_EN_PERSON = re.compile(
    rf"^(?:{_EN_SURNAME}\s{_EN_GIVEN}|{_EN_GIVEN}\s{_EN_SURNAME}|[A-Z]{{2,12}}\s[A-Z]{{2,12}}-[A-Z]{{2,12}})"
    r"(?:(?:,| and| &| /)\s.{2,50})?$",
)

_NAME_IN_PLACE = re.compile(
    r"^(?:[A-Z][\w.'’-]+\s){2,3}(?:and\s(?:[A-Z][\w.'’-]+\s){2,3})?(?:in|[/|,])\s[A-Z][\w.'’-]+(?:[\s,]+[A-Z][\w.'’-]+){0,2}$"
)
_EN_FULL_NAME = re.compile(rf"\b{_EN_SURNAME}\s[A-Z][a-z]+-[a-z]+\b|\b[A-Z][a-z]+-[a-z]+\s{_EN_SURNAME}\b")
_NAME_LINKS = frozenset(("and", "in", "for", "of", "at"))
_KO_SURNAME = (
    "[김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구"
    "나민진지엄채원천방공현함변염여추도석선설마길연위표명반왕금옥육]"
)
_KO_NAMES = re.compile(rf"^{_KO_SURNAME}[가-힣]{{2}}(?:\s?[·,/]\s?{_KO_SURNAME}[가-힣]{{2}}){{0,3}}$")

# --- glued in front of a lead
_LEAD = 60  # Korean stands within so many characters of a Korean byline
LEAD_BYLINE_KO = re.compile(
    r"[가-힣]{2,10}\s?--\s?\([^()\n]{2,20}\)\s?--\s?(?:\d{4}년 \d{1,2}월 \d{1,2}일\s?--?\s?)?|"
    rf"(?:\[[^\[\]\n]{{1,50}}(?:{_KO_TITLE}|=[^\[\]\n]{{2,20}}|통신|뉴스|신문|일보|매일|방송|저널|투데이|데일리|닷컴|특파원|"
    rf"경제|타임스)\s*\]|【[^【】\n]{{1,50}}】"
    rf"|\([가-힣A-Za-z·・ ]{{1,20}}=[^()\n]{{2,30}}\)|<[^<>\n]{{1,40}}{_KO_TITLE}>|〈[^〈〉\n]{{1,40}}{_KO_TITLE}〉)"
    rf"(?:\s*(?:(?:{_KO_NAME}(?:[·,]\s?{_KO_NAME})*|[가-힣]{{2,4}})\s){{0,4}}?{_KO_TITLE}(?=\s|"
    rf"=|[·,])[·,]?){{0,3}}(?:\s*=)?\s*"
    rf"|{_KO_PLACE}(?:{_KO_NAME}[·,]?\s){{1,3}}{_KO_TITLE}\s*=?\s+"
    rf"|(?:{_KO_NAME}[·,]?\s){{1,3}}{_KO_TITLE}\s*=\s+"
)
_CAPS = r"[A-Z][A-Z.'’-]*[A-Z](?:[ /][A-Z][A-Z.'’-]*){0,4}"
_PLACE = r"[A-Z][A-Za-z.'’-]*(?:\s[A-Z][A-Za-z.'’-]*){0,3}"
_REGION = r"(?:,\s[A-Z][\w.'’]*(?:\s[A-Z][\w.'’]*){0,2}){0,2}"
_DAY = r"(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)"
_AGENCY = r"(?:\s?(?:\([^()\n]{2,40}\)|/[A-Za-z ]{3,20}/))"
_DASH = r"\s*(?:--|—|–|―|-(?=\s))\s*(?:\([^()\n]{2,30}\)\s*(?:--|—|–)\s*)?(?=[\"“'‘(]?[A-Z0-9$])"
_CITY = (
    r"(?:Seoul|Busan|Incheon|Daegu|Daejeon|Gwangju|Ulsan|Sejong|Suwon|Jeju|Pyongyang|Panmunjom|"
    r"Washington|New York|Tokyo|Beijing|"
    r"Shanghai|Hong Kong|Taipei|Hanoi|Singapore|London|Paris|Berlin|Brussels|Geneva|Moscow|Kyiv|Jerusalem|Los Angeles)"
)
LEAD_BYLINE_EN = re.compile(
    rf"(?:{_CITY}|{_CAPS}{_REGION}{_DAY}?{_AGENCY}?|{_PLACE}{_REGION}{_DAY}{_AGENCY}?|"
    rf"{_PLACE}{_REGION}{_DAY}?{_AGENCY}){_DASH}"
    r"|\[[^\[\]\n]{0,50}\b(?:[Rr]eporters?|[Cc]orrespondents?|Staff|News|Yonhap|Newsis)\b[^\[\]\n]{0,40}\]\s*(?:=\s*)?"
    r"|[\[(][A-Z][\w.'’ ,-]{2,30}\s?=\s?[^\[\]()\n]{2,40}[\])]\s*(?:(?:(?:By|Reporter|"
    r"Correspondent)\s)?[A-Z][^=\n]{2,50}=\s*)?"
)

# --- glued behind a caption
_KO_SOURCE = (
    r"(?:연합뉴스|뉴시스|뉴스1|뉴스원|뉴스핌|게티이미지\S{0,8}|AFP|AP|로이터|EPA|UPI|신화|교도|타스|블룸버그|"
    r"사진공동취재단|공동취재단|공동취재사진|국회사진기자단|대통령실사진기자단|청와대사진기자단|"
    r"인천공항사진공동취재단|자료사진|독자|X|트위터|페이스북|인스타그램|유튜브)"
)
CREDIT_KO = re.compile(
    r"(?:[\[(](?:사진|자료|그래픽)\s?=[^()\[\]\n]{1,30}[)\]]\s*(?:\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s*)?(?:\S+@\S+\s*)?(?:[*＊]\s?재판매.{0,20})?|"
    r"\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s*(?:\S+@\S+\s*)?[*＊]\s?재판매.{0,20}|"
    r"\[[^\[\]\n]{2,20}기자단\]|\[[^\[\]\n]{1,60}(?:제공|금지|캡처|DB|자료)[^\[\]\n]{0,30}\]|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s?(?:/\s?\S{2,12}|"
    r"\S+@\S+)?"
    r"|[\[(<〈/]?\s*(?:이미지\s?출처|사진\s?출처|사진\s?제공|사진|출처|자료|제공|그래픽|"
    r"이미지|영상|캡처)\s?[=:ㅣ|/]\s?[^\n]{1,50}"
    rf"|[/ⓒ©]\s?(?:[가-힣A-Za-z0-9·=.&()][^\n]{{0,40}})"
    rf"|[\[(<]\s?{_KO_SOURCE}[^\n]{{0,30}}[\])>]|{_KO_SOURCE}(?:\s?[=/·]\s?{_KO_SOURCE})*(?:\s?(?:제공|"
    rf"연합뉴스|자료사진|DB))?"
    rf"|[\[(<]?\s?(?:[가-힣A-Za-z·]{{2,10}}=)?{_KO_NAME}(?:[·,]\s?{_KO_NAME})?\s{{0,2}}(?:{_KO_TITLE}|"
    rf"촬영)\s?(?:\S+@\S+)?[\])>]?"
    r"|[\[(<]?(?:[가-힣A-Za-z0-9·.&()’‘]{1,20}\s){0,3}[가-힣A-Za-z0-9·.&()]{1,20}\s?(?:제공|"
    r"캡처|갈무리|제공사진|자료사진|DB)[\])>]?"
    rf"|사진\s(?:{_KO_NAME}|[가-힣A-Za-z0-9· ]{{2,20}}제공))\s*[.]?"
)
CREDIT_EN = re.compile(
    r"(?:\[[^\[\]\n]{2,60}\]"
    r"|\((?:[^()\n]{0,40}\b(?:[Pp]hoto|PHOTO|[Cc]ourtesy|[Pp]ress [Cc]orps|[Pp]ool|[Pp]rovided|"
    r"[Cc]aptured?|[Ss]creenshot|[Ff]ile|Yonhap|Newsis|News1|"
    r"AP|AFP|Reuters|REUTERS|EPA|Getty|UPI|Xinhua|Kyodo|Bloomberg|TASS)\b[^()\n]{0,50}|"
    r"[A-Z][^()\n]{2,40}/[^()\n]{2,40})\)"
    r"(?:\s?\([^()\n]{2,40}\))?"
    r"|(?:Photos?|Photographs?|Images?|Graphics?|Pictures?|Illustrations?|Credits?)(?:\s(?:credit|"
    r"by|courtesy of|provided by|from))?\s?(?:[:=…]|\.\.\.)\s?[^\n]{2,50}"
    r"|(?:Photos?|Photographs?|Images?|Picture)\s(?:by|courtesy of|provided by|credit|via)\s[^\n]{2,50}"
    r"|(?:Courtesy(?: photo| of)?|Provided by|Captured from|Screenshot (?:from|of)|File "
    r"photo|Handout|Yonhap)\b[^\n.]{0,40}"
    r"|/\s?[A-Z][^\n]{1,40}|(?:--?|–|—)\s?[A-Z][\w.'’/ -]{2,40}\s(?:photo|file|image)s?"
    r"|(?:[A-Z][A-Za-z.'’-]+\s){1,4}/\s?[A-Z][^\n/]{1,40}"
    r"|(?:[A-Z][\w.'’-]+\s){1,4}(?:photo|image|graphic)s? (?:by|courtesy of) [A-Z][^\n]{2,40}"
    r"|[A-Z]{2,12}/[A-Z][^\n/]{1,40}(?:/[^\n/]{2,20})?"
    r"|[(\[][A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,3}\s(?:for|via)\s[^()\[\]\n]{2,40}[)\]]"
    r"|[©ⓒ]\s?[^\n]{2,50})\s*[.]?"
)
_AGENCY_ALONE = (
    r"(?:연합뉴스|뉴시스|뉴스1|뉴스핌|게티이미지\w{0,6}|로이터|공동취재단|사진공동취재단|AFP|AP|EPA|UPI|Reuters|Yonhap|Newsis|News1|"
    r"Getty Images|Xinhua|Kyodo|Bloomberg|TASS|Shutterstock|[가-힣]{2,8}\s?(?:DB|자료사진))"
)
CREDIT_LINE = re.compile(
    r"^[\[(<]?\s?(?:(?:이미지|사진|자료|그래픽)\s?(?:출처|제공)?\s?[=:]|(?:Photo|Photograph|Image|"
    r"Picture|Graphic|Illustration)s?\s?(?:source|credit|by|courtesy)?\s?[=:])"
    rf"|^[\[(<]?{_AGENCY_ALONE}(?:\s?[/=·-]\s?{_AGENCY_ALONE})?(?:\s?(?:제공|photo|file|자료사진))?[\])>]?$",
    re.IGNORECASE,
)

# --- time stamps
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
DATE = re.compile(
    rf"\d{{4}}\s?[./\-년]\s?\d{{1,2}}(?:\s?[./\-월]\s?\d{{1,2}}\s?[일.]?)?|{_MONTH}\.?\s\d{{1,2}}(?:st|"
    rf"nd|rd|th)?(?:,)?(?:\s\d{{4}})?"
    rf"|\d{{1,2}}\s{_MONTH}\.?,?\s\d{{4}}|{_MONTH}\.?,?\s\d{{4}}|(?:Spring|Summer|Autumn|Fall|Winter)\s\d{{4}}"
    r"|\d{1,3}\s?(?:분|시간|일|주|개월|달)\s?전|\d{1,3}\s(?:minutes?|hours?|days?|weeks?|"
    r"months?)\sago|제\s?\d{1,5}\s?호|\d{4}년\s?\d{1,2}월호",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\(?\d{1,2}:\d{2}(?::\d{2})?\)?\s?(?:[ap]\.?m\.?)?|[월화수목금토일]요일|\([월화수목금토일]\)", re.IGNORECASE
)
STAMP_WORDS = re.compile(
    r"기사\s?(?:입력|등록|수정|작성|전송)|입력(?:시간|일시)?|최초\s?(?:입력|등록)|최종\s?(?:수정|"
    r"업데이트|편집)?|수정|등록|승인|발행(?:일)?|게재(?:일자|일)?|작성|송고|업데이트|"
    r"오전|오후|읽는\s?데|지면|\b[A-Z]\d{1,2}면?|일자|시간|"
    r"\b(?:first |last |originally )?(?:published|updated?|posted|modified|edited|revised|"
    r"registered|uploaded|write|written|created|date|issued|released|release)\b(?:\s?(?:on|at))?|"
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:kst|gmt|utc|est|edt|[ap]\.?m\.?|"
    r"min(?:ute)?s? read|vol|no)\b",
    re.IGNORECASE,
)

TIP_LINE = re.compile(
    r"^[▷▶■◇☞▲-]\s?(?:전화|카카오톡|카톡|이메일|메일|유튜브|네이버|홈페이지|문자|제보|"
    r"X|페이스북|인스타그램)\S{0,6}\s?[:：,]"
)
REPORTER_LINK = re.compile(r"기자\s?(?:구독|페이지|의 (?:다른|기사|글|최신)|홈|프로필|더\s?보기|팔로우|응원)")

_CREDIT_WORD = re.compile(r"\b(?:Images?|Photos?|Credit)\s?[:=]|(?:사진|이미지)\s?[:=]")
_PARTED = re.compile(r"\s[|·•/—–]\s")
_FULL_DATE = re.compile(
    rf"\d{{4}}\s?[./\-년]\s?\d{{1,2}}\s?[./\-월]\s?\d|{_MONTH}\.?\s\d{{1,2}},?\s\d{{4}}|"
    rf"\d{{1,2}}\s{_MONTH}\.?,?\s\d{{4}}"
)
COUNTER = re.compile(
    r"^(?:image|photo|slide|사진|그림)?\s?\d{1,3}\s?(?:/|of)\s?\d{1,3}(?:\s?(?:photos?|"
    r"images?|장|자|개))?$",
    re.IGNORECASE,
)
#: A time stamp holds a digit in so many characters.
_LETTERS_A_DIGIT = 20
_FOLLOWS = ("다.", "요.", "follows.", "following.")
_LIST_FOLLOWS = re.compile(r"(?:다음|아래)(?:과|와)?\s?같(?:다|습니다|아요)\.$|\b(?:as follows|the following)\.$")
#: Labels over a summary of the story.
SUMMARY = re.compile(
    r"^\W*(?:AI\s)?(?:key (?:points|takeaways|facts|findings)|takeaways|at a glance|in brief|highlights|summary|"
    r"quick read|tl;?dr|the gist|(?:핵심|기사|세\s?줄|3\s?줄|한\s?줄|AI|뉴스)\s?(?:요약|내용|포인트|정리)|핵심|"
    r"요약|한눈에\s?보기|기사를 한눈에)\W*(?:beta|by AI)?\W*$",
    re.IGNORECASE,
)
HASHTAGS = re.compile(r"^(?:[#＃]\s?[^\s#]{1,30}(?:\s[^\s#]{1,20}){0,2}\s*){1,20}$")
LABELLED_LINK = re.compile(
    r"^[\[<【](?:알림|공지|안내|이벤트|모집|구독|신간|행사|후원|독자\s?\S{0,4})[\]>】]|"
    r"^[\[<(▶▷☞→■●►]{0,2}\s?(?:VIDEO|WATCH|영상|동영상|포토|화보|사진|관련\s?(?:기사|뉴스|"
    r"영상|보도)|바로가기|더\s?보기|클릭|LIVE|광고|AD|이벤트|카드뉴스|인포그래픽|"
    r"PHOTOS?|GALLERY|(?:PHOTO|VIDEO)\s(?:NEWS|FEATURE|GALLERY|STORY|ESSAY)|GRAPHICS?|CARTOON|PODCAST|INFOGRAPHIC|"
    r"READ MORE|RELATED|ALSO READ|SEE ALSO)\s?[\]>):：|]",
    re.IGNORECASE,
)
LINK_COLON = re.compile(
    r"^(?:related(?: (?:article|story|news|reading|coverage)s?)?|watch|listen|tags?|topics?|"
    r"keywords?|categor(?:y|ies)|filed under|태그|키워드|해시태그|see also|"
    r"also see|read(?: more| next| also)?|also read|more|video|photos?|gallery|관련\s?기사|"
    r"추천\s?기사|함께\s?보기)\s?[:：|]\s",
    re.IGNORECASE,
)
NOTICE_WORDS = re.compile(
    r"cookies?\b|subscri(?:be|ption)|log ?in\b|sign (?:in|up)\b|newsletter|로그인|구독|"
    r"쿠키|뉴스레터|회원가입|자바스크립트|javascript|브라우저",
    re.IGNORECASE,
)

#: What a page asks its reader to do: requests also in whole sentences, offers in titles alone.
_REQUEST_KO = re.compile(
    r"클릭하(?:시면|면|세요)|글자\s?크기|저작권은 .{1,20}(?:에|에게) 있|로그인\s?(?:하|"
    r"해|후)|회원님의|구독(?:을)?\s?(?:하세요|하고|하시면|해\s?주세요)"
    r"|팔로우\s?(?:하세요|하고|해)|내려받으세요|다운로드\s?(?:하|받)|알림\s?받|(?:눌러|"
    r"남겨|확인해|참여해)\s?주(?:세요|시면|시기)|유료\s?(?:콘텐츠|회원|구독)"
    r"|무단으?로?\s?이용|이용약관|댓글(?:을|은)\s?(?:남기|작성|입력|등록)"
)
_REQUEST_EN = re.compile(
    r"^By (?:clicking|signing|submitting|continuing|subscribing)\b|^Follow @|\bTerms "
    r"of (?:Use|Service)\b|\bPrivacy Policy\b|^Click (?:here|to|the)\b"
    r"|\b(?:sign|log) ?(?:in|up) (?:to|for)\b.{0,40}(?:comment|account|newsletter|free|continue|article)"
)
_REQUEST_SIGNS = ("By ", "Follow", "Terms", "Privacy", "Click", "sign", "log")
_OFFER_KO = re.compile(
    r"^이\s(?:기사|글|뉴스)[와과]\s?(?:관련|함께|연관)|"
    r"(?:공유|구독|스크랩|북마크|저장|인쇄|추천|신고|댓글|후원|참여|신청|등록|문의|가입|"
    r"로그인|다운로드|듣기|보내기|팔로우|설정)(?:하기|하세요|받기|쓰기|보기|신청)$"
    r"|(?:글자|글씨|본문|화면|크기)\s?\S{0,4}\s?(?:키우기|줄이기|확대|축소)$|바로\s?가기$|더\s?보기$|다른\s?기사(?:들)?\s?보기$"
    r"|(?:전체|목록|원문|크게|기사)\s?보기$|"
    r"(?:오디오|음성|기사|본문)\s?듣기|채널\s?(?:추가|구독)|\d\s?/\s?\d+\s?자$"
    r"|^(?:AI|에디터|편집자|독자|회원님?|당신).{0,6}(?:놓친|추천|위한|좋아|관심)|^(?:함께|"
    r"같이)\s(?:볼|보|읽)|^(?:베스트|인기|추천|최신|주요|실시간|핫|많이 본)\s?(?:댓글|"
    r"뉴스|기사|콘텐츠|영상|글)"
)
_OFFER_EN = re.compile(
    r"Share\s(?:\w+\s){0,2}(?:article|story)$|(?:View|Read|See|Show)\s(?:the\s)?"
    r"(?:Korean|English|full|original|all|more|comments?)\b|"
    r"\[[\w ]{0,20}\b(?:[Vv]ideo|[Pp]hotos?|[Gg]allery|[Ww]atch)\]"
    r"|(?:More|Related|Recommended|Latest|Trending|Popular|Top|Other|Similar)\s.{0,20}(?:stories|"
    r"news|articles|headlines|picks|reads|videos|posts)$"
)
BULLET = re.compile(r"^(?:[-‐–•·∙‧▲△▼▽※*＊✓✔❍‣◦]\s?|\(?\d{1,2}[.)]\s|[①-⑳]|[가-하]\.\s|ㅇ\s|o\s)")
MARKED = re.compile(r"^[■□▣◆◇●○◎★☆▶▷►☞【]")


def is_byline(text: str, language: str) -> bool:
    """Whether a line by itself says who wrote, shot or produced the story."""
    if BROADCAST_MARK.match(text) or text.endswith("세요") or ("기자" in text and REPORTER_LINK.search(text)):
        return False
    bare = (EMAIL.sub("", text) if "@" in text else text).strip(" |·/,()[]<>=")
    if len(bare) > 100:
        return False
    if _KO_SIGN_OFF.search(bare) and len(bare) <= 40:
        return True
    if _EN_CONTRIBUTED.match(text):
        return True
    if bare.endswith((".", "?", "!", "다")):
        return False
    if _KO_STAFF.match(bare) and len(bare) <= 80:
        return True
    if not bare.isascii() and (found := _KO_BYLINE.match(bare)) and len(bare) <= 60 and not _NO_NAMES.search(bare):
        rest = bare[found.end() :]
        return len(rest.split()) <= 3 or bool(_KO_BYLINE.match(rest))
    if TRANSLATOR.match(bare):
        return True
    if _EN_BY.match(bare) and len(bare.split()) <= 16:
        return True
    return bool(
        bare != text.strip() and len(bare) <= 30 and bare and language == "ko" and "@" in text and "다." not in bare
    )


def bare_name(byline: str) -> str:
    """Return a byline without `By` and an address."""
    return EMAIL.sub("", _EN_BY.sub("", byline)).strip(" |·/,()[]<>=")


def is_stamped_byline(text: str) -> bool:
    """Whether a line gives a date and, with an e-mail address, who wrote on it."""
    return EMAIL.search(text) is not None and _FULL_DATE.search(text) is not None and not text.endswith("다.")


def opens_list(text: str) -> bool:
    """Whether a line says that a list follows."""
    return text[-1] in ":：" or (
        text[-1] == "." and text.endswith(_FOLLOWS) and _LIST_FOLLOWS.search(text[-24:]) is not None
    )


def names_author_and_place(text: str) -> bool:
    """Whether a line reads `Jane Doe in Seoul`, as it also may where no author is expected."""
    return _NAME_IN_PLACE.match(text) is not None


def requests(text: str) -> bool:
    """Whether a line asks its reader to click, to sign in, to subscribe."""
    if not text.isascii() and _REQUEST_KO.search(text):
        return True
    return any(map(text.__contains__, _REQUEST_SIGNS)) and _REQUEST_EN.search(text) is not None


def offers(text: str) -> bool:
    """Whether a title offers something to do on the page, or further stories."""
    return _OFFER_EN.match(text) is not None or (not text.isascii() and _OFFER_KO.search(text) is not None)


def opens_notice(text: str) -> bool:
    """Whether a sentence begins as notices, notes and introductions of authors do; many others do, too."""
    if text.startswith(_NOTICE_OPENINGS) or _NUMBERED.match(text):
        return True
    return any(map(text.__contains__, _IS_A)) and _INTRODUCES.match(text) is not None


def find_copyright(text: str) -> re.Match[str] | None:
    """Return where a line gives a sign of a copyright notice; most lines hold no part of one."""
    return COPYRIGHT.search(text) if any(map(text.__contains__, _COPYRIGHT_SIGNS)) else None


@lru_cache(maxsize=4096)
def is_summary(text: str) -> bool:
    """Whether a line stands over a summary of the story; asked of all short lines, which recur."""
    return SUMMARY.match(text) is not None


def find_lead_byline(text: str) -> re.Match[str] | None:
    """Return the byline or dateline in front of a lead."""
    if text[0] in "[【(<〈" or not text[:_LEAD].isascii():
        return LEAD_BYLINE_KO.match(text) or LEAD_BYLINE_EN.match(text)
    return LEAD_BYLINE_EN.match(text)


def is_licence(text: str) -> bool:
    """Whether a line names the licence of a text."""
    return any(map(text.__contains__, ("누리", "CC", "reative", "icen", "커먼즈"))) and LICENCE.search(text) is not None


def is_sent_out(text: str) -> bool:
    """Whether a line says who sent a press release out, or where the sender is found."""
    return any(map(text.__contains__, _SENT_SIGNS)) and SENT_OUT.search(text) is not None


def is_imprint(text: str) -> bool:
    """Whether a line gives the address and the particulars of a publisher."""
    if any(map(text.__contains__, _IMPRINT_SIGNS)) and len(set(_IMPRINT.findall(text.casefold()))) > 1:
        return True
    return _POSTAL.match(text) is not None and not text.endswith("다.")


def is_author_note(text: str) -> bool:
    """Whether a line behind a story, or under its title, introduces the author."""
    return len(text) <= 200 and bool(_AUTHOR_KO.match(text) or _AUTHOR_EN.match(text) or _KO_AUTHOR_NOTE.match(text))


def is_contact(text: str) -> bool:
    """Whether a line behind a story holds a telephone number or an address."""
    return len(text) <= 160 and bool(_PHONE.search(text) or ("@" in text and EMAIL.search(text)) or CONTACT.match(text))


def is_signature(text: str) -> bool:
    """Whether a short line could name the author, where one is expected: a person or an outlet."""
    if len(text) > 60:
        return False
    if "가" <= text[0] <= "힣":
        return bool(_KO_OUTLET.match(text) or _KO_NAMES.match(text) or text.endswith(("Staff", "staff")))
    if _EN_PERSON.match(text) or _EN_STAFF.search(text) or _KO_OUTLET.match(text):
        return True
    small = [word for word in text.split() if word[0].islower()]
    return len(small) <= 2 and _NAME_LINKS.issuperset(small) and _EN_FULL_NAME.search(text) is not None


def is_table_row(text: str) -> bool:
    """Whether a line holds more numbers than words."""
    digits = sum(map(str.isdigit, text))
    return digits > 3 and digits > sum(map(str.isalpha, text))


def is_stamp(text: str) -> bool:
    """Whether a line is a date or time with little beside it."""
    # Counted first: prose with a number in it is common, and costs most to look through for dates.
    if len(text) > 110 or text[0] in "◆◇■□△" or sum(map(str.isdigit, text)) * _LETTERS_A_DIGIT < len(text):
        return False
    if not (DATE.search(text) or TIME.search(text)):
        return False
    rest = STAMP_WORDS.sub(" ", TIME.sub(" ", DATE.sub(" ", text)))
    letters = sum(map(str.isalpha, rest))
    if letters > 4 and text.endswith((".", "?", "!")) and not text.lower().endswith("m."):
        return False
    if _PARTED.search(text) and not _CREDIT_WORD.search(text) and letters <= 48 and _FULL_DATE.search(text):
        return True
    return letters <= 8 or (letters <= 16 and letters * 3 <= len(text))
