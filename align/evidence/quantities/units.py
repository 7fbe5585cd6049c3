"""Units of measure in both languages, with their size, so that 48 km can be seen to be 30 miles."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Unit(NamedTuple):
    """A unit of measure: `size` in the base unit of its `dimension`, and what it is called in each language."""

    dimension: str
    size: Decimal
    korean: tuple[str, ...]
    english: tuple[str, ...]


#: code, dimension, size, Korean names, English names. Latin symbols stand in `_SYMBOLS`. Sizes after NIST SP 811
#: (2008), appendix B.8; the Korean 평 is 400/121 square metres.
_TABLE = """
m|length|1|미터|meter meters metre metres
km|length|1000|킬로미터 킬로|kilometer kilometers kilometre kilometres
cm|length|0.01|센티미터 센티|centimeter centimeters centimetre centimetres
mm|length|0.001|밀리미터|millimeter millimeters millimetre millimetres
mile|length|1609.344|마일|mile miles
foot|length|0.3048|피트|foot feet
inch|length|0.0254|인치|inch inches
yard|length|0.9144|야드|yard yards
nautical-mile|length|1852|해리|nautical_mile nautical_miles
km2|area|1000000|제곱킬로미터 제곱㎞ 평방킬로미터|square_kilometer square_kilometers square_kilometre square_kilometres
m2|area|1|제곱미터 평방미터|square_meter square_meters square_metre square_metres
sq-mile|area|2589988.11|제곱마일 평방마일|square_mile square_miles
sq-foot|area|0.09290304|제곱피트 평방피트|square_foot square_feet
pyeong|area|3.305785|평|pyeong
hectare|area|10000|헥타르 헥타아르|hectare hectares
acre|area|4046.8564|에이커|acre acres
m3|volume|1000|세제곱미터 입방미터|cubic_meter cubic_meters cubic_metre cubic_metres
liter|volume|1|리터|liter liters litre litres
ml|volume|0.001|밀리리터|milliliter milliliters millilitre millilitres
gallon|volume|3.785411784|갤런|gallon gallons
barrel|volume|158.987295|배럴|barrel barrels
kg|mass|1|킬로그램|kilogram kilograms kilo kilos
g|mass|0.001|그램|gram grams
mg|mass|0.000001|밀리그램|milligram milligrams
ton|mass|1000|톤|ton tons tonne tonnes metric_ton metric_tons
pound|mass|0.45359237||lb lbs
ounce|mass|0.028349523|온스|ounce ounces
celsius|temperature|1|도|degree_celsius degrees_celsius degree_centigrade degrees_centigrade degree degrees
W|power|1|와트|watt watts
kW|power|1000|킬로와트|kilowatt kilowatts
MW|power|1000000|메가와트|megawatt megawatts
GW|power|1000000000|기가와트|gigawatt gigawatts
kWh|energy|1|킬로와트시|kilowatt-hour kilowatt-hours
Hz|frequency|1|헤르츠|hertz
MHz|frequency|1000000|메가헤르츠|megahertz
GHz|frequency|1000000000|기가헤르츠|gigahertz
MB|data|1000000|메가바이트|megabyte megabytes
GB|data|1000000000|기가바이트|gigabyte gigabytes
TB|data|1000000000000|테라바이트|terabyte terabytes
calorie|food|1|칼로리|calorie calories
kcal|food|1|킬로칼로리|kilocalorie kilocalories
nm|length|0.000000001|나노미터 나노|nanometer nanometers nanometre nanometres
magnitude|none|1||
km/h|speed|1||kilometers_per_hour kilometres_per_hour kilometers_an_hour kph
m/s|speed|3.6||meters_per_second metres_per_second meters_a_second
mph|speed|1.609344||miles_per_hour miles_an_hour
second|time|1|초|second seconds sec secs
minute|time|60|분|minute minutes min mins
hour|time|3600|시간|hour hours hr hrs
day|time|86400|일간 일째 일|day days
week|time|604800|주일 주간 주|week weeks
month|months|1|개월 달|month months
year|months|12|년간 년 살 세|year years year-old year-olds years-old years_old yr yrs
"""

#: Symbols that both languages write, in Latin letters or as one character.
_SYMBOLS = {
    "km": "km", "㎞": "km", "KM": "km", "Km": "km", "m": "m", "cm": "cm", "㎝": "cm", "mm": "mm", "㎜": "mm",
    "㎢": "km2", "㎡": "m2", "㎥": "m3", "ha": "hectare", "㏊": "hectare", "ℓ": "liter", "mL": "ml", "㎖": "ml",
    "kg": "kg", "㎏": "kg", "KG": "kg", "g": "g", "mg": "mg", "㎎": "mg", "t": "ton", "℃": "celsius", "°C": "celsius",
    "kW": "kW", "㎾": "kW", "MW": "MW", "㎿": "MW", "GW": "GW", "kWh": "kWh", "Hz": "Hz", "MHz": "MHz", "㎒": "MHz",
    "GHz": "GHz", "㎓": "GHz", "MB": "MB", "GB": "GB", "TB": "TB", "kcal": "kcal", "㎉": "kcal", "nm": "nm", "㎚": "nm",
    "℉": "fahrenheit", "°F": "fahrenheit", "km²": "km2", "m²": "m2",
    "km/h": "km/h", "㎞/h": "km/h", "mph": "mph", "m/s": "m/s",
}  # fmt: skip


def _units() -> dict[str, Unit]:
    units = {}
    for line in _TABLE.strip().splitlines():
        code, dimension, size, korean, english = line.split("|")
        words = tuple(word.replace("_", " ") for word in english.split())
        units[code] = Unit(dimension, Decimal(size), tuple(korean.split()), words)
    units["fahrenheit"] = Unit("temperature", Decimal(0), (), ("degrees fahrenheit", "degree fahrenheit"))
    return units


#: With 시속 or 초속 before it, a length is a speed.
SPEEDS = {"km": "km/h", "m": "m/s", "mile": "mph"}
#: Units of measure by code.
UNITS = _units()
KOREAN = {word: code for code, unit in UNITS.items() for word in unit.korean} | _SYMBOLS
#: Lower-case, as English is read without regard to case.
ENGLISH = {symbol.lower(): code for symbol, code in _SYMBOLS.items() if symbol not in {"m", "t", "g", "KM", "Km"}} | {
    word: code for code, unit in UNITS.items() for word in unit.english
}


def base(value: Decimal, unit: str) -> tuple[str, Decimal] | None:
    """Return the dimension of a measure and its value in the base unit; None for a unit without size."""
    found = UNITS.get(unit)
    if found is None or found.dimension == "none":
        return None
    if unit == "fahrenheit":
        return "temperature", (value - 32) * 5 / 9
    return found.dimension, value * found.size
