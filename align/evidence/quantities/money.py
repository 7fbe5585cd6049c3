"""Currencies: what each is called in both languages, and the signs before the number."""

from __future__ import annotations

#: ISO 4217 code, Korean names, English names. The code itself is a name in both.
_TABLE = """
KRW|원|won,korean won
USD|달러,미국달러,미국 달러,미달러,불|dollar,dollars,us dollar,us dollars,u.s. dollar,u.s. dollars,american dollars
JPY|엔,엔화,일본 엔|yen,japanese yen
EUR|유로,유로화|euro,euros
CNY|위안,위안화|yuan,renminbi,rmb,chinese yuan
GBP|파운드,영국파운드,영국 파운드|pound,pounds,pounds sterling,british pounds,quid
HKD|홍콩달러,홍콩 달러|hong kong dollars,hk dollars
AUD|호주달러,호주 달러|australian dollars
CAD|캐나다달러,캐나다 달러|canadian dollars
SGD|싱가포르달러,싱가포르 달러|singapore dollars
TWD|대만달러,대만 달러|taiwan dollars,new taiwan dollars
NZD|뉴질랜드달러,뉴질랜드 달러|new zealand dollars
RUB|루블|ruble,rubles,rouble,roubles
INR|루피|rupee,rupees
CHF|스위스프랑,스위스 프랑|swiss francs
FRF|프랑|franc,francs
SEK|크로나|krona,kronor
MXN|페소|peso,pesos
THB|바트|baht
VND||dong
IDR|루피아|rupiah
MYR|링깃|ringgit
TRY|리라|lira
SAR|리얄|riyal,riyals
KWD|디나르|dinar,dinars
UAH|흐리우냐|hryvnia
DEM|마르크|marks,deutsche marks
"""

_ROWS = [line.split("|") for line in _TABLE.strip().splitlines()]
KOREAN = {name: row[0] for row in _ROWS for name in (*filter(None, row[1].split(",")), row[0])}
#: Lower-case.
ENGLISH = {name: row[0] for row in _ROWS for name in (*row[2].split(","), row[0].lower())}

#: Names of a hundredth of a currency.
KOREAN_CENTS = {"센트": "USD", "펜스": "GBP"}
ENGLISH_CENTS = {
    "cent": "USD",
    "cents": "USD",
    "u.s. cent": "USD",
    "u.s. cents": "USD",
    "pence": "GBP",
    "pennies": "USD",
}

SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "￦": "KRW"}
#: Letters before a dollar sign, in lower case.
DOLLARS = {"us": "USD", "hk": "HKD", "nz": "NZD", "nt": "TWD", "a": "AUD", "au": "AUD", "c": "CAD", "s": "SGD"}

#: 파운드 and pounds are money or a weight: a pair of these may agree.
AMBIGUOUS = {frozenset({"GBP", "pound"})}


def sign_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the currency whose sign stands right before an offset, and where the sign starts; None without one."""
    at = start - 1
    if at > 0 and text[at] == " ":
        at -= 1
    if at < 0 or text[at] not in SIGNS:
        return None
    code = SIGNS[text[at]]
    if code == "USD":
        letters = text[max(0, at - 2) : at].lower()
        for size in (2, 1):
            if letters[-size:] in DOLLARS and not text[max(0, at - size - 1) : at - size].isalpha():
                return DOLLARS[letters[-size:]], at - size
    return code, at
