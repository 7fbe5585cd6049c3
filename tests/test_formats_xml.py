"""TMX and XLIFF as other tools have them: valid, readable elsewhere, and safe to read from anywhere."""

import gzip
import io
import tracemalloc

import pytest
from lxml import etree
from test_formats import AWKWARD, COLUMNS, exported, read, row, write
from translate.storage import tmx, xliff, xliff2

from align import InputError, formats
from align.options import FormatOptions

#: TMX 1.4b, appendix B: elements and attributes as declared there, without the comments.
TMX_DTD = """
<!ENTITY % segtypes "block|paragraph|sentence|phrase">
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note|prop|ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED segtype (%segtypes;) #REQUIRED
 o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED
 o-encoding CDATA #IMPLIED creationdate CDATA #IMPLIED creationid CDATA #IMPLIED changedate CDATA #IMPLIED
 changeid CDATA #IMPLIED>
<!ELEMENT body (tu*)>
<!ELEMENT note (#PCDATA)>
<!ATTLIST note o-encoding CDATA #IMPLIED xml:lang CDATA #IMPLIED lang CDATA #IMPLIED>
<!ELEMENT ude (map+)>
<!ATTLIST ude name CDATA #REQUIRED base CDATA #IMPLIED>
<!ELEMENT map EMPTY>
<!ATTLIST map unicode CDATA #REQUIRED code CDATA #IMPLIED ent CDATA #IMPLIED subst CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED xml:lang CDATA #IMPLIED o-encoding CDATA #IMPLIED lang CDATA #IMPLIED>
<!ELEMENT tu ((note|prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED o-encoding CDATA #IMPLIED datatype CDATA #IMPLIED usagecount CDATA #IMPLIED
 lastusagedate CDATA #IMPLIED creationtool CDATA #IMPLIED creationtoolversion CDATA #IMPLIED
 creationdate CDATA #IMPLIED creationid CDATA #IMPLIED changedate CDATA #IMPLIED segtype (%segtypes;) #IMPLIED
 changeid CDATA #IMPLIED o-tmf CDATA #IMPLIED srclang CDATA #IMPLIED>
<!ELEMENT tuv ((note|prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED o-encoding CDATA #IMPLIED datatype CDATA #IMPLIED usagecount CDATA #IMPLIED
 lastusagedate CDATA #IMPLIED creationtool CDATA #IMPLIED creationtoolversion CDATA #IMPLIED
 creationdate CDATA #IMPLIED creationid CDATA #IMPLIED changedate CDATA #IMPLIED o-tmf CDATA #IMPLIED
 changeid CDATA #IMPLIED lang CDATA #IMPLIED>
<!ELEMENT seg (#PCDATA|bpt|ept|it|ph|hi|ut)*>
<!ELEMENT bpt (#PCDATA|sub)*>
<!ATTLIST bpt i CDATA #REQUIRED x CDATA #IMPLIED type CDATA #IMPLIED>
<!ELEMENT ept (#PCDATA|sub)*>
<!ATTLIST ept i CDATA #REQUIRED>
<!ELEMENT it (#PCDATA|sub)*>
<!ATTLIST it pos (begin|end) #REQUIRED x CDATA #IMPLIED type CDATA #IMPLIED>
<!ELEMENT ph (#PCDATA|sub)*>
<!ATTLIST ph assoc CDATA #IMPLIED x CDATA #IMPLIED type CDATA #IMPLIED>
<!ELEMENT hi (#PCDATA|bpt|ept|it|ph|hi|ut)*>
<!ATTLIST hi x CDATA #IMPLIED type CDATA #IMPLIED>
<!ELEMENT ut (#PCDATA|sub)*>
<!ATTLIST ut x CDATA #IMPLIED>
<!ELEMENT sub (#PCDATA|bpt|ept|it|ph|hi|ut)*>
<!ATTLIST sub datatype CDATA #IMPLIED type CDATA #IMPLIED>
"""

ROWS = [row(ko=text, en=f"{text}A", note="to check", tuid=f"t{n}") for n, text in enumerate(AWKWARD)]
FURTHER = (*COLUMNS, "note", "tuid")


def written(tmp_path, to, rows, columns=COLUMNS, options=None):
    path = tmp_path / f"out.{to}"
    exported(write(tmp_path / "corpus.tsv", rows, columns), path, to, options)
    return path


def imported(tmp_path, content, name="in.tmx", **options):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = formats.import_([path], tmp_path / "back.tsv", options=FormatOptions(**options))
    return read(tmp_path / "back.tsv"), report


# What is written


def dtd():
    return etree.DTD(io.StringIO(TMX_DTD))


def test_the_dtd_itself_tells_wrong_from_right():
    bad = etree.fromstring('<tmx version="1.4"><header srclang="ko"/><body><tu/></body></tmx>')
    assert not dtd().validate(bad)


def test_tmx_is_valid(tmp_path):
    path = written(tmp_path, "tmx", ROWS, FURTHER, FormatOptions("ko-KR", "en-US"))
    document = etree.parse(path)
    definition = dtd()
    assert definition.validate(document), definition.error_log
    assert len(document.findall("body/tu")) == len(ROWS)
    unit = document.find("body/tu")
    assert unit.get("tuid") == "t0"
    assert {prop.get("type"): prop.text for prop in unit.findall("prop")}["probability"] == "0.9876"
    assert unit.findtext("note") == "to check"
    assert document.find("header").get("srclang") == "ko-KR"
    assert unit.xpath("tuv/@xml:lang") == ["ko-KR", "en-US"]


def test_a_control_character_is_a_code_that_names_it(tmp_path):
    path = written(tmp_path, "tmx", [row(ko="a\x0b\x00b\x1f", en="\x1b")])
    segments = [etree.tostring(segment, encoding="unicode") for segment in etree.parse(path).iter("seg")]
    assert segments[0] == (
        '<seg>a<ph type="x-control">U+000B</ph><ph type="x-control">U+0000</ph>b<ph type="x-control">U+001F</ph></seg>'
    )
    assert segments[1] == '<seg><ph type="x-control">U+001B</ph></seg>'


def test_control_characters_of_xliff(tmp_path):
    space = {"x": "urn:oasis:names:tc:xliff:document:1.2", "y": "urn:oasis:names:tc:xliff:document:2.0"}
    first = etree.parse(written(tmp_path, "xliff", [row(ko="a\x0bb\x01")]))
    assert first.xpath("//x:source/x:x/@equiv-text", namespaces=space) == ["U+000B", "U+0001"]
    assert first.xpath("//x:source/x:x/@id", namespaces=space) == ["1", "2"]
    second = etree.parse(written(tmp_path, "xliff", [row(ko="a\x0bb")], options=FormatOptions(xliff_version="2.0")))
    assert second.xpath("//y:source/y:cp/@hex", namespaces=space) == ["000B"]


#: The toolkit strips what stands around a text, and makes one line end of another.
PLAIN = [text for text in AWKWARD if text == text.strip() and not set(text) & set("\r\x0b\0\x1f\ufffe\x85\u2028")]


def test_translate_toolkit_reads_the_tmx(tmp_path):
    rows = [row(ko=f"{n}. {text}", en=f"{text} {n}") for n, text in enumerate(PLAIN)]
    store = tmx.tmxfile.parsestring(written(tmp_path, "tmx", rows, options=FormatOptions("ko", "en")).read_bytes())
    assert [(unit.source, unit.target) for unit in store.units] == [(one["ko"], one["en"]) for one in rows]
    assert store.translate("0. =1+1") == "=1+1 0"


@pytest.mark.parametrize(("version", "module"), [("1.2", xliff.xlifffile), ("2.0", xliff2.Xliff2File)])
def test_translate_toolkit_reads_the_xliff(tmp_path, version, module):
    rows = [row(pair_id=f"기사 {n // 4}", ko=f"{n}. {text}", en=f"{text} {n}") for n, text in enumerate(PLAIN)]
    options = FormatOptions(xliff_version=version)
    store = module.parsestring(written(tmp_path, "xliff", rows, options=options).read_bytes())
    found = [unit for unit in store.units if unit.istranslatable()]
    assert [(str(unit.source), str(unit.target)) for unit in found] == [(one["ko"], one["en"]) for one in rows]
    if version == "1.2":
        assert store.getfilenames() == list(dict.fromkeys(one["pair_id"] for one in rows))


def test_what_translate_toolkit_writes_is_read(tmp_path):
    memory = tmx.tmxfile(sourcelanguage="en-US", targetlanguage="ko-KR")
    document = xliff.xlifffile(sourcelanguage="en", targetlanguage="ko")
    for ko, en in (("가 < 나", "A & B"), ("둘째\n줄", "second\nline")):
        memory.addtranslation(en, "en-US", ko, "ko-KR", comment="by hand")
        document.addunit(_unit(en, ko))
    rows, _ = imported(tmp_path, bytes(memory))
    assert [(one["ko"], one["en"], one["note"]) for one in rows] == [
        ("가 < 나", "A & B", "by hand"), ("둘째\n줄", "second\nline", "by hand"),
    ]  # fmt: skip
    rows, _ = imported(tmp_path, bytes(document), "in.xlf")
    assert [(one["ko"], one["en"]) for one in rows] == [("가 < 나", "A & B"), ("둘째\n줄", "second\nline")]


def _unit(source, target):
    unit = xliff.xliffunit(source)
    unit.target = target
    return unit


def test_xliff_has_a_file_for_each_article(tmp_path):
    rows = [row(pair_id=name, ko=name) for name in ("a", "a", "b", "a")]
    path = written(tmp_path, "xliff", rows)
    document = etree.parse(path)
    space = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    files = document.findall("x:file", space)
    assert [(file.get("original"), len(file.findall(".//x:trans-unit", space))) for file in files] == [
        ("a", 2), ("b", 1), ("a", 1),
    ]  # fmt: skip
    assert [unit.get("id") for unit in files[0].iterfind(".//x:trans-unit", space)] == ["1", "2"]


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_xliff_says_each_name_space_where_it_belongs(tmp_path, version):
    text = written(tmp_path, "xliff", [row()] * 3, options=FormatOptions(xliff_version=version)).read_text("utf-8")
    assert text.count(f'xmlns="urn:oasis:names:tc:xliff:document:{version}"') == 1
    assert "ns0" not in text
    spaces = {etree.QName(element).namespace for element in etree.fromstring(text.encode()).iter()}
    assert spaces <= {f"urn:oasis:names:tc:xliff:document:{version}", "urn:oasis:names:tc:xliff:metadata:2.0"}


# Files from elsewhere


def a_tmx(units, declaration=""):
    return f'<?xml version="1.0"?>{declaration}<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>'


def tu(ko="가", en="A", more="", ko_lang="ko", en_lang="en"):
    return (
        f'<tu>{more}<tuv xml:lang="{en_lang}"><seg>{en}</seg></tuv><tuv xml:lang="{ko_lang}"><seg>{ko}</seg></tuv></tu>'
    )


@pytest.mark.parametrize(
    ("ko_lang", "en_lang", "options"),
    [
        ("ko", "en", {}),
        ("ko-KR", "en-US", {}),
        ("KO_kr", "EN-gb", {}),
        ("ko", "en", {"source_lang": "ko-KR", "target_lang": "en-US"}),
    ],
)
def test_languages_with_and_without_regions(tmp_path, ko_lang, en_lang, options):
    rows, _ = imported(tmp_path, a_tmx(tu(ko_lang=ko_lang, en_lang=en_lang)), **options)
    assert rows == [{"pair_id": "in", "ko": "가", "en": "A"}]


def test_the_language_that_was_asked_for_comes_first(tmp_path):
    unit = tu().replace("</tu>", '<tuv xml:lang="en-GB"><seg>B</seg></tuv><tuv lang="ja"><seg>C</seg></tuv></tu>')
    assert imported(tmp_path, a_tmx(unit), target_lang="en-GB")[0][0]["en"] == "B"
    assert imported(tmp_path, a_tmx(unit))[0][0]["en"] == "A"
    assert imported(tmp_path, a_tmx(unit), target_lang="ja")[0][0]["en"] == "C"


def test_all_that_a_unit_says_becomes_columns(tmp_path):
    props = "".join(f'<prop type="{name}">{value}</prop>' for name, value in (("d", "law"), ("ko", "x"), ("d", "tax")))
    more = f"<note>one</note><note>two</note>{props}"
    unit = tu(more=more).replace("<tu>", '<tu tuid="7" creationdate="20240101T000000Z">')
    unit = unit.replace('<tuv xml:lang="en">', '<tuv xml:lang="en"><prop type="by">me</prop>')
    rows, _ = imported(tmp_path, a_tmx(tu() + unit))
    assert rows[1] == {
        "pair_id": "in", "ko": "가", "en": "A", "tuid": "7", "note": "one\ntwo", "d": "law\ntax", "prop_ko": "x",
        "en_by": "me",
    }  # fmt: skip
    assert set(rows[0].values()) == {"in", "가", "A", ""}


def test_inline_codes_are_left_out_and_counted(tmp_path):
    ko = 'a<bpt i="1">&lt;b&gt;</bpt>굵게<ept i="1">&lt;/b&gt;</ept>, <hi>강조</hi><!-- no --><ph>{1}</ph>.'
    rows, report = imported(tmp_path, a_tmx(tu(ko=ko) + tu()))
    assert rows[0]["ko"] == "a굵게, 강조."
    assert report.notes == (("texts lost inline codes (tags of a document); their text was kept", 1),)


def test_units_of_one_language_and_of_none(tmp_path):
    units = tu(ko_lang="ja") + tu(ko_lang="ja", en_lang="fr") + tu()
    rows, report = imported(tmp_path, a_tmx(units))
    assert [(one["ko"], one["en"]) for one in rows] == [("", "A"), ("가", "A")]
    assert report.notes == (("units have no text in either language and were left out", 1),)
    assert report.rows == 2


XLIFF_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.html" source-language="{0}" '
    'target-language="{1}" datatype="html"><header><skl><internal-file>…</internal-file></skl></header><body><group>'
    '<trans-unit id="u7"><source>{2}</source><seg-source><mrk mtype="seg">{2}</mrk></seg-source><target>{3}</target>'
    "<note>hm</note><alt-trans><source>x</source><target>y</target></alt-trans></trans-unit></group></body></file></xliff>"
)
XLIFF_2 = (
    '<xliff version="2.0" srcLang="{0}" trgLang="{1}" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f">'
    '<notes><note>of the file</note></notes><group id="g"><unit id="u7"><notes><note>hm</note></notes>'
    "<segment><source>{2}</source><target>{3}</target></segment><ignorable><source> </source></ignorable>"
    "<segment><source>{2}2</source></segment></unit></group></file></xliff>"
)


@pytest.mark.parametrize("swapped", [False, True])
def test_xliff_from_elsewhere(tmp_path, swapped):
    ko, en = 'a<g id="1">굵게</g><x id="2"/>.', "<mrk mtype='term'>A</mrk>"
    parts = ("en-US", "ko-KR", en, ko) if swapped else ("ko-KR", "en-US", ko, en)
    rows, report = imported(tmp_path, XLIFF_1.format(*parts), "in.xlf")
    assert rows == [{"pair_id": "a.html", "ko": "a굵게.", "en": "A", "unit_id": "u7", "note": "hm"}]
    assert [count for _, count in report.notes] == [1]


@pytest.mark.parametrize("swapped", [False, True])
def test_each_segment_of_xliff_2_is_a_row(tmp_path, swapped):
    ko, en = '<pc id="1">굵게</pc><ph id="2"/>', 'A<cp hex="0b"/>'
    parts = ("en-US", "ko", en, ko) if swapped else ("ko", "en-US", ko, en)
    rows, _ = imported(tmp_path, XLIFF_2.format(*parts), "in.xliff")
    texts = [("굵게", "A\x0b"), ("", "A\x0b2") if swapped else ("굵게2", "")]
    assert [(one["ko"], one["en"]) for one in rows] == texts
    assert [(one["pair_id"], one["unit_id"], one["note"]) for one in rows] == [("in.xliff", "u7", "hm")] * 2


def test_xliff_of_other_languages(tmp_path):
    with pytest.raises(InputError, match=r"in\.xlf, line 1: is in en and fr, not ko and en; .*--source-lang"):
        imported(tmp_path, XLIFF_1.format("en", "fr", "A", "B"), "in.xlf")


def test_a_prop_that_was_added_by_another_tool(tmp_path):
    path = written(tmp_path, "tmx", [row(), row()])
    text = path.read_text("utf-8").replace("<tuv", '<prop type="x-tool">seen</prop><tuv', 1)
    rows, _ = imported(tmp_path, text)
    assert list(rows[0]) == [*COLUMNS, "x-tool"]
    assert [one["x-tool"] for one in rows] == ["seen", ""]


# Bad files


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty or no XML"),
        ("no XML", "line 1: is no XML"),
        (a_tmx(tu())[:-30], "line 1: is no XML"),
        (a_tmx("\n\n" + tu(ko="a\x0bb")), "line 3: is no XML"),
        (a_tmx(tu(ko="가")).encode("cp949"), "line 1: is no XML"),
        (a_tmx(tu(ko="&nbsp;")), "line 1: is no XML .*nbsp"),
        ("<html><body/></html>", "its root is html, not tmx"),
        (b"\xff\xfe\x00\x01", "no XML"),
        (a_tmx(tu(ko="<hi>" * 5000 + "</hi>" * 5000)), "is no XML"),
    ],
)
def test_bad_files_are_named(tmp_path, content, message):
    with pytest.raises(InputError, match=message) as caught:
        imported(tmp_path, content)
    assert "in.tmx" in str(caught.value)
    assert not (tmp_path / "back.tsv").exists()


def test_damaged_compression(tmp_path):
    packed = gzip.compress(a_tmx("".join(tu(ko=str(n)) for n in range(10_000))).encode())
    for content in (b"no gzip", packed[: len(packed) // 2]):
        with pytest.raises(InputError, match=r"in\.tmx\.gz"):
            imported(tmp_path, content, "in.tmx.gz")


LAUGHS = "<!DOCTYPE tmx [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 50}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("declaration", "text"),
    [
        ("<!DOCTYPE tmx [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>", "&x;"),
        ("<!DOCTYPE tmx [<!ENTITY x 'text'>]>", "&x;"),
        (LAUGHS, "&i;"),
    ],
    ids=["file", "text", "laughs"],
)
def test_entities_are_refused(tmp_path, declaration, text):
    tracemalloc.start()
    with pytest.raises(InputError, match="declares entities"):
        imported(tmp_path, a_tmx(tu(ko=text), declaration))
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("place", ['<tmx version="&i;">', '<tmx version="1.4"><header srclang="&i;"/>'])
def test_entities_in_attributes_are_refused(tmp_path, place):
    tracemalloc.start()
    with pytest.raises(InputError, match=r"declares entities|is no XML .*(amplification|loop)"):
        imported(tmp_path, f'<?xml version="1.0"?>{LAUGHS}{place}<body/></tmx>')
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_dtd_elsewhere_is_not_fetched(tmp_path):
    (tmp_path / "tmx14.dtd").write_text("<!ENTITY secret 'found'> this is no DTD")
    declaration = f'<!DOCTYPE tmx SYSTEM "{tmp_path}/tmx14.dtd">'
    rows, _ = imported(tmp_path, a_tmx(tu(), declaration))
    assert rows[0]["ko"] == "가"
    # An entity that a DTD may or may not have declared is not resolved.
    rows, _ = imported(tmp_path, a_tmx(tu(ko="[&secret;]"), declaration))
    assert rows[0]["ko"] == "[&secret;]"


@pytest.mark.parametrize(("to", "version"), [("tmx", "1.2"), ("xliff", "1.2"), ("xliff", "2.0")])
def test_memory_does_not_grow_with_the_corpus(tmp_path, to, version):
    options = FormatOptions(xliff_version=version)

    def peak(count):
        write(tmp_path / "a.tsv", (row(pair_id=str(n // 25), ko="가" * 1000, en=str(n)) for n in range(count)))
        grown = []
        for work in (
            lambda: exported(tmp_path / "a.tsv", tmp_path / f"a.{to}", to, options),
            lambda: formats.import_([tmp_path / f"a.{to}"], tmp_path / "b.tsv"),
        ):
            before = _resident()
            work()
            grown.append(_resident() - before)
        assert (tmp_path / "b.tsv").read_bytes() == (tmp_path / "a.tsv").read_bytes()
        return max(grown)

    peak(300)
    # The file has 10 MB, and a tree of it takes several times as much.
    assert peak(3000) < 8_000_000


def _resident():
    """Bytes of memory that this process has now: what lxml takes is no Python object."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
