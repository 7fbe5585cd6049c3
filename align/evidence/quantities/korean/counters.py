"""What stands after a number in Korean: units, currencies, counters."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from align.evidence.quantities import money, units
from align.evidence.quantities.trie import any_of


class Counter(NamedTuple):
    """What a counter makes of the number before it; `size` is what the number is multiplied by."""

    kind: str
    unit: str = ""
    size: Decimal = Decimal(1)


#: These say no more than that things are counted.
PLAIN_COUNTERS = (
    "명 인조 인승 개국 개 마리 대 곳 사람 나라 차례 가지 가구 건 군데 번 쪽 편 판 장 권 채 척 송이 그루 켤레 쌍 줄 잔 "
    "병 끼 집 자루 시즌 경기 골 표 석 점 차선 층 세트 아이 여성 남성 남자 여자 딸 아들 형제 자매 정상 팀 기관 학교 "
    "업체 회사 부문 후보 도시 단계 가족 발 종목 손가락 남매"
).split()
_ORDINALS = "번째 째 위 차 분기 주년 주기 등 세대".split()

#: What a syllable must not be followed by, where it would begin another word: 원칙, 도시, 배럴, 위원회.
_GUARDS = {
    "원": "칙장내주민인자력심활정형소",
    "엔": "진지터트",
    "불": "법꽃교고",
    "도": "시로착전움서심민내입약",
    "평": "균화가양생론등소범",
    "배": "럴송우경치출포급상터구심후제열",
    "초": "등반기중",
    "분": "기의야석쟁리단노",
    "주": "요택식민장년최기걱연인제방문사",
    "해": "외당군양결체고법석설안수",
    "시": "즌간리민장내설도대기인절점선급련",
    "세": "기대트션력계금",
    "위": "안원한치성기반험해협촉",
    "차": "례량로이선별관장원지트",
    "등": "급록산장",
    "일": "본부반정",
    "월": "드급세",
    "대": "통학회",
    "번": "지",
    "건": "물강설",
    "장": "관교군",
    "표": "현",
    "점": "유",
    "석": "유",
    "달": "러",
    "살": "인",
    "판": "사매",
    "집": "단중",
    "발": "표생전",
}


def _table() -> dict[str, Counter]:
    hundredth = Decimal("0.01")
    table = {word: Counter("number") for word in PLAIN_COUNTERS}
    table |= {word: Counter("ordinal") for word in _ORDINALS}
    table |= {word: Counter("measure", code) for word, code in units.KOREAN.items()}
    table |= {word: Counter("money", code) for word, code in money.KOREAN.items()}
    table |= {word: Counter("money", code, hundredth) for word, code in money.KOREAN_CENTS.items()}
    table |= dict.fromkeys(["%", "퍼센트", "프로"], Counter("percent"))
    table |= dict.fromkeys(
        ["%포인트", "% 포인트", "퍼센트포인트", "퍼센트 포인트", "%p", "%P", "%p포인트"], Counter("point")
    )
    table |= dict.fromkeys(["bp", "베이시스포인트"], Counter("point", "", hundredth))
    table |= {"배": Counter("multiple"), "세기": Counter("century"), "년대": Counter("decade")}
    # What may be a date or a length of time is told apart where it is read.
    table |= {"년": Counter("year"), "월": Counter("month"), "일": Counter("day"), "시": Counter("hour")}
    table |= {"해": Counter("measure", "year"), "인당": Counter("each"), "할": Counter("tenth")}
    return table


COUNTERS = _table()


def _guard(word: str) -> str:
    if word[-1].isascii() and word[-1].isalpha():
        return "(?![A-Za-z])"
    if word == "프로":
        return "(?![가-힣])"
    if word == "할":
        return r"(?=\s?[0-9]푼|[을의이\s])"
    return f"(?![{_GUARDS[word]}])" if word in _GUARDS else ""


#: Groups: 여, which marks a rounded number, and the counter.
AFTER = re.compile(rf"(여)?+\s?+({any_of(COUNTERS, {word: _guard(word) for word in COUNTERS})})")
