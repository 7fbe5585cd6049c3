"""Write align/evidence/names/cldr.tsv: countries, languages, currencies and months, Korean and English, from CLDR.

    python scripts/dump_cldr.py [--out align/evidence/names/cldr.tsv]

Needs Babel (`pip install babel`), which carries the Unicode Common Locale Data Repository.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import babel
from babel import Locale

NOTICE = """\
Names of countries, languages, currencies and months in Korean and English: kind, code, Korean, English; several
names of one thing are separated by |. Made by scripts/dump_cldr.py from the Unicode Common Locale Data Repository
as packaged by Babel {version}: the names are split at their brackets. The licence of the data:

{licence}\
"""


def licence() -> str:
    """Return the licence that Babel carries for the data, which must appear with every copy."""
    return (Path(babel.__file__).parent / "locale-data" / "LICENSE.unicode").read_text("utf-8").strip()


def plain(name: str) -> list[str]:
    """Return the names in `Myanmar (Burma)` or `홍콩(중국 특별행정구)`: the main one, and a Latin one in brackets."""
    main = re.sub(r"\s*\(.*\)", "", name)
    main = re.sub(r"\s*(?:SAR China| 제도)$", "", main)
    inside = re.search(r"\(([A-Z][\w ]+)\)$", name)
    return [main] + ([inside.group(1)] if inside and "SAR" not in inside.group(1) else [])


def rows() -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield kind, code, Korean names, English names."""
    ko, en = Locale("ko"), Locale("en")
    for code in sorted(en.territories):
        if re.fullmatch("[A-Z]{2}", code) and code in ko.territories and code not in ("EZ", "QO", "XA", "XB", "ZZ"):
            yield "country", code, plain(ko.territories[code]), plain(en.territories[code])
    for code in sorted(en.languages):
        if re.fullmatch("[a-z]{2}", code) and code in ko.languages:
            yield "language", code, plain(ko.languages[code]), plain(en.languages[code])
    for code in sorted(en.currencies):
        # Only currencies of today: CLDR dates the others in brackets.
        if code in ko.currencies and "(" not in en.currencies[code] and not code.startswith("X"):
            yield "currency", code, plain(ko.currencies[code]), plain(en.currencies[code])
    months = {language: locale.months["format"] for language, locale in (("ko", ko), ("en", en))}
    for month in range(1, 13):
        english = [months["en"][width][month] for width in ("wide", "abbreviated")]
        yield "month", str(month), [months["ko"]["wide"][month]], english


def main() -> None:
    """Dump."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("align/evidence/names/cldr.tsv"))
    out = parser.parse_args().out
    notice = NOTICE.format(version=babel.__version__, licence=licence())
    lines = [f"# {line}".rstrip() for line in notice.splitlines()]
    for kind, code, korean, english in rows():
        lines.append("\t".join([kind, code, "|".join(dict.fromkeys(korean)), "|".join(dict.fromkeys(english))]))
    out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
