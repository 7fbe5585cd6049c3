"""The bundled names: CLDR, the gazetteer, family names."""

import subprocess
import sys
from pathlib import Path

import pytest

from align.evidence.names.gazetteer import gazetteer, read_table

EVIDENCE = Path(__file__).resolve().parent.parent / "align" / "evidence" / "names"


@pytest.mark.parametrize(
    ("korean", "english", "key"),
    [
        ("대한민국", "South Korea", "country:KR"),
        ("우크라이나", "Ukrainians", "country:UA"),
        ("튀르키예", "Turkey", "country:TR"),
        ("터키", "Türkiye", "country:TR"),
        ("미얀마", "Burma", "country:MM"),
        ("한국어", "Korean", "language:ko"),
        ("노르웨이크로네", "Norwegian Krone", "currency:NOK"),
        ("국제통화기금", "IMF", "org:imf"),
    ],
)
def test_a_name_has_one_key_in_both_languages(korean, english, key):
    table = gazetteer()
    assert key in table.korean.get(korean, ()) or key in table.whole.get(korean, ())
    assert key in table.english[english]


def test_family_names_are_known_by_all_their_spellings():
    table = gazetteer()
    assert all("이" in table.families[name] for name in ("lee", "yi", "rhee", "ri"))
    assert table.families["park"] == table.families["pak"] == {"박"}
    assert table.official["이"] == "i"


def test_the_licence_of_cldr_is_in_its_file():
    text = (EVIDENCE / "cldr.tsv").read_text("utf-8")
    assert "UNICODE LICENSE V3" in text
    assert "Permission is hereby granted, free of charge" in text
    assert "THE DATA FILES AND SOFTWARE ARE PROVIDED" in text


def test_every_table_has_as_many_fields_as_it_should():
    for name, columns in (("cldr.tsv", 4), ("gazetteer.tsv", 4), ("families.tsv", 2), ("hanja.tsv", 5)):
        for fields in read_table(name, columns):
            assert all(field.strip() == field != "" for field in fields), (name, fields)


def test_the_dump_is_the_one_that_babel_gives(tmp_path):
    babel = pytest.importorskip("babel")
    bundled = (EVIDENCE / "cldr.tsv").read_text("utf-8")
    if f"Babel {babel.__version__}:" not in bundled:
        pytest.skip("another version of CLDR")
    script = EVIDENCE.parent.parent.parent / "scripts" / "dump_cldr.py"
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path / "cldr.tsv")], check=True)
    assert (tmp_path / "cldr.tsv").read_text("utf-8") == bundled
