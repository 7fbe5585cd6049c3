"""`hanalign mt-score` as its users meet it: files in all forms, what stands on which stream, and what goes wrong."""

import io
import json
import os
import re
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html as lxml_html

from align import records
from align.cli import main

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-c", "from align.cli import main; main()", "mt-score"]
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "SACREBLEU_SEED", "SACREBLEU_FORMAT")
} | {"PYTHONPATH": str(ROOT)}

EN = [
    "The government finalized the budget on Monday.",
    "It totals 638 trillion won.",
    "The opposition objected to the cut.",
    "A vote is due on Friday.",
    "Exports of chips rose for the third month.",
]
A = [
    "The government confirmed the budget on Monday.",
    "The total is 638 trillion won.",
    "The opposition objected to this cut.",
    "The vote is on Friday.",
    "Chip exports rose for a third month.",
]
B = [
    "Government confirm budget Monday.",
    "Total is 638 trillion won of amount.",
    "Opposition protested cutting.",
    "Friday is vote.",
    "Exports of chips rose for the third month.",
]
KO = [
    "정부가 월요일 예산안을 확정했다.",
    "총액은 638조 원이다.",
    "야당은 삭감에 반발했다.",
    "표결은 금요일에 열린다.",
    "반도체 수출은 석 달째 늘었다.",
]
KO_A = [
    "정부는 월요일에 예산을 확정했다.",
    "총 638조 원이다.",
    "야당은 이번 삭감에 반대했다.",
    "금요일에 투표가 있다.",
    "반도체 수출은 석 달째 늘었다.",
]
ROLES = ["headline", "body", "body", "caption", "body"]


def run(folder, *arguments, **options):
    """Run the command in a folder, as a process where that makes a difference; output comes back as text."""
    if options:
        options = {"env": ENVIRONMENT} | options
        done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, cwd=folder, check=False, **options)
        return SimpleNamespace(returncode=done.returncode, stdout=done.stdout.decode(), stderr=done.stderr.decode())
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in "12")
    with chdir(folder), redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as exit:
        main(["mt-score", *map(str, arguments)])
    out.flush(), err.flush()
    shown, told = (stream.buffer.getvalue().decode() for stream in (out, err))
    return SimpleNamespace(returncode=exit.value.code, stdout=shown, stderr=told)


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in os.environ.keys() - ENVIRONMENT.keys():
        monkeypatch.delenv(name)


def succeeds(folder, *arguments, warnings=0, **options):
    done = run(folder, *arguments, **options)
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^hanalign: warning: .+$", done.stderr, re.MULTILINE)) == warnings
    assert done.stderr.count("\n") == warnings
    return done.stdout


def fails(folder, *arguments, code=1, **options):
    done = run(folder, *arguments, **options)
    assert done.returncode == code
    assert done.stdout == ""
    assert re.fullmatch(r"hanalign: [^\n]+\n", done.stderr)
    return done.stderr.strip()


def scored(folder, *arguments, **options):
    """Scores of each system by metric."""
    report = json.loads(succeeds(folder, *arguments, "--format", "json", **options))
    return {
        system["system"]: {score["metric"]: score["score"] for score in system["scores"]}
        for system in report["systems"]
    }


def write(path, lines):
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


@pytest.fixture
def folder(tmp_path):
    for name, lines in (("en", EN), ("a", A), ("b", B), ("ko", KO), ("ko_a", KO_A)):
        write(tmp_path / f"{name}.txt", lines)
    with records.writing(tmp_path / "corpus.tsv", ["pair_id", "ko", "en", "en_role", "mt", "mt2"]) as row:
        for ko, en, role, mt, mt2 in zip(KO, EN, ROLES, A, B, strict=True):
            row({"pair_id": "36", "ko": ko, "en": en, "en_role": role, "mt": mt, "mt2": mt2})
    return tmp_path


def sacrebleu(folder, *arguments):
    command = [sys.executable, "-m", "sacrebleu", *arguments, "-w", "4"]
    return subprocess.run(command, capture_output=True, cwd=folder, env=ENVIRONMENT, check=True).stdout.decode()


# What comes out


def test_table_has_the_numbers_of_sacrebleu(folder):
    table = succeeds(folder, "a.txt", "--ref", "en.txt", "--digits", "4", env=ENVIRONMENT)
    printed = json.loads(sacrebleu(folder, "en.txt", "-i", "a.txt", "-m", "bleu", "chrf"))
    for one in printed:
        assert f"{one['score']:.4f}" in table
        assert f"{one['name']}: {one['signature']}\n" in table
    assert "TER" not in table
    assert "\x1b" not in table


#: The example of the README: a reference, two systems, and what is said about them.
EXAMPLE = {
    "en.txt": """\
The government finalized the budget on Monday.
It totals 638 trillion won.
The opposition objected to the cut in research spending.
A vote is due on Friday.
Exports of chips rose for the third month.
""",
    "system1.txt": """\
The government confirmed the budget on Monday.
The total is 638 trillion won.
The opposition objected to the research cut.
The vote is on Friday.
Chip exports rose for a third month.
""",
    "system2.txt": """\
The government finalized the budget Monday.
It totals 638 trillion won.
The opposition protested the cut in research spending.
A vote is planned for Friday.
Exports of chips rose for the third month in a row.
""",
}
EXAMPLE_TABLE = """\

  System                   BLEU (μ ± 95% CI)   chrF2++ (μ ± 95% CI)
 ───────────────────────────────────────────────────────────────────
  Baseline: system1.txt   40.5 (40.0 ± 14.6)      67.1 (67.1 ± 6.9)
  system2.txt             65.0 (63.7 ± 15.8)     83.1 (83.1 ± 10.7)
                               (p = 0.0060)*          (p = 0.0080)*

paired bootstrap resampling, 1,000 resamples, against system1.txt; * marks p < 0.05
BLEU of system1.txt: 78.4/56.2/37.0/22.7 (BP = 0.922 ratio = 0.925 hyp_len = 37 ref_len = 40)
BLEU of system2.txt: 85.4/72.2/58.1/50.0 (BP = 1.000 ratio = 1.025 hyp_len = 41 ref_len = 40)
BLEU: nrefs:1|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:VERSION
chrF2++: nrefs:1|bs:1000|seed:12345|case:mixed|eff:yes|nc:6|nw:2|space:no|version:VERSION
"""
EXAMPLE_SEGMENTS = """\
5	55.2890	[-Exports of chips-] {+Chip exports+} rose for [-the-] {+a+} third month.
4	61.1901	[-A-] {+The+} vote is [-due-] on Friday.
3	68.0042	The opposition objected to the [-cut in-] research [-spending.-] {+cut.+}
2	72.0794	[-It totals-] {+The total is+} 638 trillion won.
1	76.9284	The government [-finalized-] {+confirmed+} the budget on Monday.
"""


def test_documented_example(folder):
    for name, text in EXAMPLE.items():
        (folder / name).write_text(text, "utf-8")
    output = succeeds(folder, "system1.txt", "system2.txt", "--ref", "en.txt", "--metrics", "bleu,chrf++")
    shown = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
    assert shown == EXAMPLE_TABLE.replace("VERSION", version("sacrebleu"))
    arguments = ["system1.txt", "--ref", "en.txt", "--segments", "worst.tsv", "--worst-first"]
    succeeds(folder, *arguments)
    with records.reading(folder / "worst.tsv") as table:
        rows = [[str(row[column]) for column in ("number", "chrF2++", "diff")] for row in table]
    assert "".join("\t".join(row) + "\n" for row in rows) == EXAMPLE_SEGMENTS


def test_korean_is_scored_by_morphemes(folder):
    pytest.importorskip("mecab_ko")
    found = scored(folder, "ko_a.txt", "--ref", "ko.txt", "--src", "en.txt")["ko_a.txt"]
    printed = json.loads(sacrebleu(folder, "ko.txt", "-i", "ko_a.txt", "-tok", "ko-mecab"))
    assert found["BLEU"] == printed["score"]


def test_korean_without_mecab_says_so(folder):
    blocked = folder / "blocked"
    blocked.mkdir()
    (blocked / "mecab_ko.py").write_text("raise ImportError", "utf-8")
    environment = ENVIRONMENT | {"PYTHONPATH": f"{blocked}{os.pathsep}{ROOT}"}
    done = run(folder, "ko_a.txt", "--ref", "ko.txt", env=environment)
    assert done.returncode == 0
    assert "tok:char" in done.stdout
    assert re.fullmatch(r"hanalign: warning: BLEU is of characters .*'hanalign\[ko\]'\n", done.stderr)
    message = fails(folder, "ko_a.txt", "--ref", "ko.txt", "--tokenize", "ko-mecab", env=environment)
    assert "'hanalign[ko]'" in message


def test_systems_are_compared_with_the_first(folder):
    output = succeeds(folder, "a.txt", "b.txt", "--ref", "en.txt", "--samples", "100", "--metrics", "bleu,ter")
    assert "Baseline: a.txt" in output
    assert re.search(r"\(p = 0\.\d{4}\)", output)
    assert "paired bootstrap resampling, 100 resamples, against a.txt" in output
    printed = sacrebleu(
        folder, "en.txt", "-i", "a.txt", "b.txt", "--paired-bs", "--paired-bs-n", "100", "-f", "text", "-nc"
    )
    assert re.search(r"BLEU +(nrefs\S+)", printed)[1] in output
    assert re.search(r"p = [\d.]+", printed)[0] in output
    trials = succeeds(
        folder, "a.txt", "b.txt", "--ref", "en.txt", "--paired", "ar", "--samples", "100", "--metrics", "bleu"
    )
    assert "paired approximate randomisation, 100 trials" in trials
    assert "ar:100" in trials


def test_several_references_and_lowercase(folder):
    write(folder / "en2.txt", [text.upper() for text in A])
    found = scored(folder, "a.txt", "--ref", "en.txt", "--ref", "en2.txt", "--lowercase", "--metrics", "all")
    assert found["a.txt"]["BLEU"] == 100
    assert list(found["a.txt"]) == ["BLEU", "chrF2", "chrF2++", "TER"]


@pytest.mark.parametrize(
    ("name", "start"), [("s.json", "{"), ("s.tsv", "system\t"), ("s.md", "| "), ("s.tex", "%"), ("s", " ")]
)
def test_form_follows_the_name_of_the_output(folder, name, start):
    assert succeeds(folder, "a.txt", "--ref", "en.txt", "--metrics", "chrf", "-o", name) == ""
    assert (folder / name).read_text("utf-8").lstrip("\n").startswith(start)
    assert "nrefs:1" in (folder / name).read_text("utf-8").replace("\\", "")


def test_standard_output_takes_every_form(folder):
    arguments = ["a.txt", "--ref", "en.txt", "--metrics", "chrf", "-o"]
    for form in ("table", "tsv", "json", "markdown", "latex"):
        succeeds(folder, *arguments, "file", "--format", form)
        assert succeeds(folder, *arguments, "-", "--format", form) == (folder / "file").read_text("utf-8")


# What goes in


def test_columns_of_tables_are_scored_as_files_are(folder):
    wanted = scored(folder, "a.txt", "b.txt", "--ref", "en.txt", "--samples", "10")
    table = ["corpus.tsv", "--hyp-column", "mt", "--hyp-column", "mt2"]
    found = scored(folder, *table, "--ref-column", "en", "--src-column", "ko", "--samples", "10")
    assert list(found) == ["mt", "mt2"]
    assert list(found.values()) == list(wanted.values())
    assert list(scored(folder, *table, "--ref", "en.txt", "--samples", "10").values()) == list(wanted.values())
    found = scored(folder, "a.txt", "--ref", "corpus.tsv", "--ref-column", "en", "--src-column", "ko")
    assert found["a.txt"] == wanted["a.txt"]


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.csv", "corpus.parquet", "corpus.tsv.gz"])
def test_every_kind_of_table_is_read(folder, name):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    with records.writing(folder / name, ["en", "mt"]) as row:
        for en, mt in zip(EN, A, strict=True):
            row({"en": en, "mt": mt})
    found = scored(folder, name, "--hyp-column", "mt", "--ref-column", "en", "--metrics", "chrf")
    assert found["mt"] == scored(folder, "a.txt", "--ref", "en.txt", "--metrics", "chrf")["a.txt"]


def test_standard_input_is_text_or_a_table(folder):
    wanted = scored(folder, "a.txt", "--ref", "en.txt", "--metrics", "chrf")["a.txt"]
    text = (folder / "a.txt").read_bytes()
    assert scored(folder, "-", "--ref", "en.txt", "--metrics", "chrf", input=text) == {"standard input": wanted}
    table = (folder / "corpus.tsv").read_bytes()
    columns = ["--hyp-column", "mt", "--ref-column", "en", "--input-format", "tsv"]
    assert scored(folder, "-", *columns, "--metrics", "chrf", input=table) == {"mt": wanted}


def test_encodings_may_differ(folder):
    pytest.importorskip("mecab_ko")
    wanted = scored(folder, "ko_a.txt", "--ref", "ko.txt")
    (folder / "ko.txt").write_bytes("\r\n".join(KO).encode("cp949"))
    (folder / "ko_a.txt").write_bytes("".join(f"{text}\n" for text in KO_A).encode("utf-16"))
    assert scored(folder, "ko_a.txt", "--ref", "ko.txt") == wanted


# Segments, groups, pages


def test_segments_are_written(folder):
    arguments = ["a.txt", "b.txt", "--ref", "en.txt", "--src", "ko.txt", "--samples", "5", "--segments"]
    succeeds(folder, *arguments, "segments.tsv", "--worst-first")
    with records.reading(folder / "segments.tsv") as table:
        assert " ".join(table.columns) == (
            "system number BLEU chrF2 chrF2++ TER length_ratio diff hypothesis reference source"
        )
        rows = list(table)
    assert len(rows) == 10
    scores = [float(row["chrF2++"]) for row in rows if row["system"] == "b.txt"]
    assert scores == sorted(scores)
    assert rows[-1]["chrF2++"].startswith("100")
    first = next(row for row in rows if (row["system"], row["number"]) == ("a.txt", "3"))
    assert first["diff"] == "The opposition objected to [-the-] {+this+} cut."
    assert first["source"] == KO[2]
    printed = sacrebleu(folder, "en.txt", "-i", "a.txt", "-sl")
    assert float(first["BLEU"]) == pytest.approx(float(re.findall(r" = ([\d.]+) \d", printed)[2]), abs=1e-4)


def test_groups_get_scores_of_their_own(folder):
    columns = ["--hyp-column", "mt", "--ref-column", "en", "--metrics", "bleu,chrf"]
    arguments = ["corpus.tsv", *columns, "--by", "role", "--by", "length", "--segments", "segments.jsonl"]
    report = json.loads(succeeds(folder, *arguments, "--format", "json"))
    groups = [(group["column"], group["value"], group["segments"]) for group in report["groups"]]
    assert groups[:3] == [("role", "body", 3), ("role", "caption", 1), ("role", "headline", 1)]
    assert groups[3:] == [("length", "1-5", 1), ("length", "6-10", 4)]
    write(folder / "part.txt", [A[1], A[2], A[4]])
    write(folder / "part_en.txt", [EN[1], EN[2], EN[4]])
    printed = json.loads(sacrebleu(folder, "part_en.txt", "-i", "part.txt"))
    assert report["groups"][0]["scores"]["mt"]["BLEU"] == printed["score"]
    with records.reading(folder / "segments.jsonl") as table:
        assert [row["role"] for row in table] == ROLES


def test_page_is_written(folder):
    output = succeeds(folder, "a.txt", "b.txt", "--ref", "en.txt", "--samples", "5", "--html", "report.html")
    tree = lxml_html.fromstring((folder / "report.html").read_text("utf-8"))
    assert tree.findtext(".//title") == "Translation scores"
    assert [heading.text for heading in tree.xpath("//h2")] == ["Scores", "a.txt: segments", "b.txt: segments"]
    assert re.search(r"nrefs:\S+", output)[0] in tree.text_content()


def test_a_translation_cut_elsewhere_is_realigned(folder):
    wanted = scored(folder, "a.txt", "--ref", "en.txt")["a.txt"]
    write(folder / "stream.txt", [" ".join(A[:3]), " ".join(A[3:])])
    assert "--realign" in fails(folder, "stream.txt", "--ref", "en.txt")
    found = scored(folder, "stream.txt", "--ref", "en.txt", "--realign", "--segments", "segments.tsv", "--metrics",
                   "bleu,chrf,chrf++", "--by", "length")["stream.txt"]  # fmt: skip
    assert found.pop("chrF2++ (document)") > 50
    assert found == wanted
    with records.reading(folder / "segments.tsv") as table:
        assert [row["hypothesis"] for row in table] == A


# What goes wrong


def test_counts_and_the_first_suspicious_line_are_named(folder):
    write(folder / "short.txt", [*A[:2], *A[3:]])
    message = fails(folder, "a.txt", "short.txt", "--ref", "en.txt")
    assert "short.txt has 4 segments where en.txt has 5" in message
    assert "line 3 of en.txt (The opposition objected to the cut.)" in message
    write(folder / "long.txt", [*A[:2], "Something else altogether.", *A[2:]])
    assert "line 3 of long.txt (Something else" in fails(folder, "long.txt", "--ref", "en.txt")


def test_what_is_empty(folder):
    write(folder / "gap.txt", [*A[:2], "", *A[3:]])
    assert scored(folder, "gap.txt", "--ref", "en.txt", warnings=1)["gap.txt"]["BLEU"] > 0
    write(folder / "blank.txt", [""] * 5)
    assert "blank.txt: holds nothing but white space" in fails(folder, "blank.txt", "--ref", "en.txt")
    (folder / "empty.txt").write_bytes(b"")
    assert "empty.txt: is empty" in fails(folder, "a.txt", "--ref", "empty.txt")
    with records.writing(folder / "void.jsonl", ["en", "mt"]) as row:
        for en in EN:
            row({"en": en, "mt": None})
    columns = ["--hyp-column", "mt", "--ref-column", "en", "--metrics", "all"]
    done = run(folder, "void.jsonl", *columns, "--format", "json")
    assert "mt: 5 of 5 segments are empty, the first at line 1" in done.stderr
    assert [score["score"] for score in json.loads(done.stdout)["systems"][0]["scores"]] == [0, 0, 0, 100]


def test_nul_bytes(folder):
    wanted = scored(folder, "a.txt", "--ref", "en.txt")
    text = (folder / "a.txt").read_bytes()
    (folder / "a.txt").write_bytes(text.replace(b"budget", b"bud\0get"))
    assert scored(folder, "a.txt", "--ref", "en.txt") == wanted
    (folder / "a.txt").write_bytes(text.replace(b" ", b"\0"))
    assert "a.txt: is a binary file" in fails(folder, "a.txt", "--ref", "en.txt")


def test_bad_bytes(folder):
    (folder / "a.txt").write_bytes((folder / "a.txt").read_bytes() + b"\xff\xfe\xfa\n")
    assert re.search(r"a\.txt, line 6, byte offset \d+: byte 0xff", fails(folder, "a.txt", "--ref", "en.txt"))


def test_a_reference_in_the_wrong_language_is_told(folder):
    done = run(folder, "a.txt", "--ref", "ko.txt", "--metrics", "chrf")
    assert done.returncode == 0
    assert "hanalign: warning: a.txt: is in English where Korean is scored" in done.stderr
    done = run(folder, "a.txt", "--ref", "ko.txt", "--metrics", "chrf", "--language", "en")
    assert "hanalign: warning: the reference: is in Korean where English is scored" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt"], "no reference; give --ref"),
        (["nowhere.txt", "--ref", "en.txt"], "nowhere.txt: no such file"),
        (["a.txt", "a.txt", "--ref", "en.txt"], "a.txt: is named twice"),
        (["corpus.tsv", "--ref", "en.txt"], "corpus.tsv: is a table; name its column with --hyp-column: pair_id, ko"),
        (["corpus.tsv", "--hyp-column", "mt", "--ref", "corpus.tsv"], "name its column with --ref-column"),
        (["corpus.tsv", "--hyp-column", "nope", "--ref", "en.txt"], "no column nope; it has pair_id, ko, en"),
        (["corpus.tsv", "--hyp-column", "mt", "--ref-column", "en", "--by", "site"], "no column site"),
        (["a.txt", "--ref", "en.txt", "--by", "role"], "--by role names a column, but there is no table"),
        (["a.txt", "--hyp-column", "mt", "--ref", "en.txt"], "a.txt is no table"),
        (["a.txt", "--ref", "en.txt", "--src-column", "ko"], "--src-column names a column, but there is no table"),
        (["a.txt", "--ref", "en.txt", "--src", "corpus.tsv"], "name its column with --src-column"),
        (["a.txt", "--ref", "en.txt", "--metrics", "bleu,comet"], "there is no metric 'comet'"),
        (["a.txt", "--ref", "en.txt", "--tokenize", "flores200"], "tokenizer is 'flores200'"),
        (["a.txt", "--ref", "en.txt", "-o", "en.txt"], "en.txt: is read as well"),
        (["a.txt", "--ref", "en.txt", "-o", "x.tsv", "--segments", "x.tsv"], "x.tsv: can't hold two outputs"),
        (["a.txt", "--ref", "en.txt", "--html", "no/where.html"], "there is no directory"),
        (["a.txt", "--ref", "en.txt", "--segments", "x.txt"], "x.txt: the name doesn't tell the format"),
    ],
)
def test_wrong_requests_are_refused(folder, arguments, message):
    before = sorted(os.listdir(folder))
    assert message in fails(folder, *arguments)
    assert sorted(os.listdir(folder)) == before


def test_wrong_usage_has_its_own_code(folder):
    assert "only one file can be standard input" in fails(folder, "-", "--ref", "-", code=2)
    fails(folder, "a.txt", "--ref", "en.txt", "--paired", "t", code=2)
    fails(folder, "--ref", "en.txt", code=2)
    assert "need a file" in fails(folder, "a.txt", "--ref", "en.txt", "--segments", "-", code=2)


def test_a_bar_shows_on_a_terminal_alone(folder):
    pty = pytest.importorskip("pty")
    outer, inner = pty.openpty()
    arguments = ["a.txt", "b.txt", "--ref", "en.txt", "--samples", "400", "--metrics", "bleu", "-o", "out.json"]
    process = subprocess.Popen([*COMMAND, *arguments], stderr=inner, cwd=folder, env=ENVIRONMENT | {"TERM": "xterm"})
    os.close(inner)
    shown = b""
    try:
        while chunk := os.read(outer, 4096):
            shown += chunk
    except OSError:
        pass
    os.close(outer)
    assert process.wait() == 0
    assert b"Resampling" in shown
    assert json.loads((folder / "out.json").read_text("utf-8"))["samples"] == 400
