"""The command line as its users meet it: real processes, exit codes, and what stands on which stream."""

import errno
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest

from align import corpus

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "corpora" / "pages" / "36"
KO, EN = PAGE / "ko.txt", PAGE / "en.txt"
COMMAND = [sys.executable, "-c", "from align.cli import main; main()"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}

KO_LINES = "정부가 예산안을 확정했다.\n총액은 638조 원이다.\n야당은 반발했다.\n"
EN_LINES = "The government finalized the budget.\nThe total is 638 trillion won.\nThe opposition objected.\n"


def hanalign(*arguments, **options):
    """Run the command from the repository; output comes back as text."""
    if "input" in options:
        options["input"] = options["input"].encode() if isinstance(options["input"], str) else options["input"]
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, cwd=ROOT, env=ENVIRONMENT, **options, check=False
    )
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    return done


def succeeds(*arguments, **options):
    done = hanalign(*arguments, **options)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def fails(*arguments, code=1, **options):
    """Run a command that has to fail, in one line on standard error, and return the line."""
    done = hanalign(*arguments, **options)
    assert done.returncode == code
    assert done.stdout == ""
    assert re.fullmatch(r"hanalign: [^\n]+\n", done.stderr)
    return done.stderr.strip()


@pytest.fixture
def lines(tmp_path):
    """Two files of three sentences each."""
    ko, en = tmp_path / "ko.sent", tmp_path / "en.sent"
    ko.write_text(KO_LINES, "utf-8")
    en.write_text(EN_LINES, "utf-8")
    return ko, en


@pytest.fixture(scope="module")
def reference():
    """Corpus rows of the page pair."""
    return succeeds("align", KO, EN, "--format", "tsv")


# What comes out


@pytest.mark.parametrize(("columns", "widest"), [("60", 60), ("nonsense", 100)])
def test_table_has_the_columns_that_the_environment_names(columns, widest):
    command = [*COMMAND, "align", KO, EN]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=ENVIRONMENT | {"COLUMNS": columns}, check=True)
    assert max(map(cells, done.stdout.decode().splitlines())) == widest


def test_table_is_plain_when_piped():
    table = succeeds("align", KO, EN)
    assert "\x1b" not in table
    assert max(map(cells, table.splitlines())) <= 100
    assert "코스피" in table
    assert "Seoul shares fall" in table
    assert re.search(r"\b1-1\b.*\b[01]\.\d\d\b", table)


def cells(line):
    """Columns that a line takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_table_has_colours_and_the_width_of_the_terminal():
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 70, 0, 0))
    environment = ENVIRONMENT | {"TERM": "xterm-256color"}
    process = subprocess.Popen([*COMMAND, "align", KO, EN], stdout=inner, cwd=ROOT, env=environment)
    os.close(inner)
    output = b""
    while True:
        try:
            chunk = os.read(outer, 4096)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            break
        if not chunk:
            break
        output += chunk
    os.close(outer)
    assert process.wait() == 0
    table = output.decode()
    assert "\x1b[32m" in table
    plain = re.sub(r"\x1b\[[\d;]*m", "", table).replace("\r", "")
    assert max(map(cells, plain.splitlines())) <= 70


def test_a_page_can_not_command_the_terminal(lines):
    ko, en = lines
    en.write_text(EN_LINES.replace("total", "total\x1b]0;gotcha\x07"), "utf-8")
    table = succeeds("align", ko, en, "--sentences")
    assert "gotcha" in table
    assert not {"\x1b", "\x07"} & set(table)


def test_output_file_has_the_rows_that_standard_output_gets(tmp_path, reference):
    path = tmp_path / "out.tsv"
    assert succeeds("align", KO, EN, "-o", path) == ""
    assert path.read_text("utf-8") == reference
    assert succeeds("align", KO, EN, "-o", "-") == reference
    assert os.listdir(tmp_path) == ["out.tsv"]
    rows = corpus.read_tsv(path)
    assert len(rows) == reference.count("\n") - 1 > 5
    assert {row.pair_id for row in rows} == {"36"}


def test_formats_tell_the_same(lines):
    rows = [json.loads(line) for line in succeeds("align", *lines, "--sentences", "--format", "jsonl").splitlines()]
    assert [row["kind"] for row in rows] == ["1-1"] * 3
    beads = succeeds("align", *lines, "--sentences", "--format", "beads").splitlines()
    assert [line.rsplit(":", 1)[0] for line in beads] == ["[0]:[0]", "[1]:[1]", "[2]:[2]"]
    assert [float(line.rsplit(":", 1)[1]) for line in beads] == [row["probability"] for row in rows]


def test_format_follows_the_name_of_the_output(tmp_path, lines):
    path = tmp_path / "out.jsonl"
    succeeds("align", *lines, "--sentences", "-o", path)
    assert [json.loads(line)["ko_index"] for line in path.read_text("utf-8").splitlines()] == [[0, 1], [1, 2], [2, 3]]


def test_nulls_bring_every_sentence(reference):
    rows = succeeds("align", KO, EN, "--format", "tsv", "--nulls").splitlines()
    kinds = [line.split("\t")[3] for line in rows[1:]]
    assert len(rows) > reference.count("\n")
    assert {"1-0", "0-1"} & set(kinds)
    # In the order of the Korean page, each sentence once.
    spans = [line.split("\t")[8].split(":") for line in rows[1:]]
    assert next(int(a) for a, b in spans if a != b) == 0
    covered = sorted(i for a, b in spans for i in range(int(a), int(b)))
    assert covered == list(range(len(covered)))


def test_sentences_are_kept_as_they_are(tmp_path):
    ko, en = tmp_path / "ko", tmp_path / "en"
    ko.write_text("  정부가  예산안을 확정했다. 총액은 638조 원이다.\n\n야당은 반발했다.", "utf-8")
    en.write_bytes(EN_LINES.replace("\n", "\r\n").encode())
    rows = [
        json.loads(line)
        for line in succeeds("align", ko, en, "--sentences", "--nulls", "--format", "jsonl").splitlines()
    ]
    texts = {tuple(row["ko_index"]): row["ko"] for row in rows}
    assert texts[0, 1] == "  정부가  예산안을 확정했다. 총액은 638조 원이다."
    assert (texts[1, 2], texts[2, 3]) == ("", "야당은 반발했다.")
    assert all("\r" not in row["en"] for row in rows)


@pytest.mark.parametrize("which", [0, 1])
def test_standard_input_is_one_of_the_pages(which, reference):
    paths = [KO, EN]
    page = paths[which].read_bytes()
    paths[which] = "-"
    rows = succeeds("align", *paths, "--format", "tsv", input=page)
    assert [r.split("\t")[1:] for r in rows.splitlines()] == [r.split("\t")[1:] for r in reference.splitlines()]


def test_swap_turns_the_files_round(reference):
    assert succeeds("align", EN, KO, "--swap", "--format", "tsv") == reference


def test_version_and_help():
    assert re.fullmatch(r"hanalign (\d+\.\d+\.\d+\S*|unknown: .*)\n", succeeds("--version"))
    assert "align" in succeeds("--help")
    for option in ("--output", "--format", "--sentences", "--nulls", "--swap", "--debug"):
        assert option in succeeds("align", "--help")


# The parts of a page


def parts(command, page, *options):
    return [json.loads(line) for line in succeeds(command, page, "--format", "jsonl", *options).splitlines()]


@pytest.mark.parametrize("command", ["clean", "segment"])
@pytest.mark.parametrize("path", [KO, EN], ids=["ko", "en"])
def test_parts_cover_the_page_in_order(command, path):
    page = path.read_text("utf-8")
    found = parts(command, path)
    assert [" ".join(page[part["start"] : part["stop"]].split()) for part in found] == [part["text"] for part in found]
    assert "".join("".join(part["text"].split()) for part in found) == "".join(page.split())
    assert {"headline", "body", "chrome"} <= {part["role"] for part in found}


def test_segment_cuts_what_clean_keeps_together():
    assert len(parts("segment", KO)) > len(parts("clean", KO))


def test_html_is_cleaned_by_its_markup(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        f"<!doctype html><html><body><nav>메뉴</nav><h1>정부, 예산안 확정</h1><p>{KO_LINES}</p></body></html>", "utf-8"
    )
    found = parts("clean", path)
    assert ("headline", "정부, 예산안 확정") in [(part["role"], part["text"]) for part in found]
    assert not any("<" in part["text"] for part in found)


def test_parts_as_a_table():
    table = succeeds("clean", EN)
    assert "\x1b" not in table
    assert re.search(r"^ headline +\(LEAD\) Seoul shares fall", table, re.MULTILINE)


def test_language_of_a_short_page_has_to_be_given(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("예산 확정", "utf-8")
    assert "--language" in fails("clean", path)
    assert [part["role"] for part in parts("clean", path, "--language", "ko")] == ["headline"]


def test_the_installed_command_is_the_one_tested_here():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"hanalign": "align.cli:main"}


# Wrong usage: 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing command"),
        (("align",), "Missing argument"),
        (("align", KO), "Missing argument"),
        (("align", KO, EN, "--format", "xml"), "xml"),
        (("align", KO, EN, "--no-such-option"), "--no-such-option"),
        (("align", "-", "-"), "can't both be standard input"),
        (("nonsense",), "nonsense"),
    ],
)
def test_wrong_usage(arguments, message):
    assert message in fails(*arguments, code=2)


def test_wrong_usage_names_the_help_of_its_command():
    assert fails("align", KO, code=2) == "hanalign: Missing argument 'EN'. See hanalign align --help."
    line = fails("align", KO, EN, "--format", "x", code=2)
    assert line.endswith(": 'x' is not one of 'tsv', 'jsonl', 'beads'. See hanalign align --help.")
    assert "Value error" not in line
    assert fails("nonsense", code=2) == "hanalign: No such command 'nonsense'. See hanalign --help."


def test_a_page_without_article_is_named_once(tmp_path):
    path = bad_file(tmp_path, "로그인\n회원가입\n".encode())
    line = fails("align", path, EN)
    assert line.startswith(f"hanalign: {path}: holds no article: ")
    assert line.count(str(path)) == 1


# Bad input: 1


def bad_file(tmp_path, content):
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    return path


def test_missing_file(tmp_path):
    line = fails("align", tmp_path / "none.txt", EN)
    assert line == f"hanalign: {tmp_path}/none.txt: no such file; check the path"


def test_directory(tmp_path):
    assert f"{tmp_path}: is a directory" in fails("align", KO, tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n"])
@pytest.mark.parametrize("options", [(), ("--sentences",)])
def test_nothing_in_the_file(tmp_path, content, options):
    path = bad_file(tmp_path, content)
    assert str(path) in fails("align", path, EN, *options)


def test_binary_file(tmp_path):
    path = bad_file(tmp_path, b"\x7fELF" + bytes(100))
    assert f"{path}: is a binary file" in fails("align", path, EN)


def test_undecodable_bytes(tmp_path):
    page = KO.read_bytes()
    path = bad_file(tmp_path, page + b"\n\xff\n")
    place = f"{path}, line {page.count(10) + 2}, byte offset {len(page) + 1}: byte 0xff"
    assert place in fails("align", path, EN)


def test_page_without_an_article(tmp_path):
    path = bad_file(tmp_path, "홈\n로그인\n공유하기\n".encode())
    assert str(path) in fails("align", path, EN)


def test_swapped_files():
    assert "--swap" in fails("align", EN, KO)


def test_both_in_one_language():
    assert "Korean side is in English" in fails("align", EN, EN)
    assert "English side is in Korean" in fails("align", KO, KO)


# Odd input: as good as any


def rows_but_ids(text):
    return [line.split("\t")[1:] for line in text.splitlines()]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("cp949"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\0\n", 2).encode(),
    ],
    ids=["CP949", "BOM", "UTF-16", "CRLF", "NUL"],
)
def test_same_rows_however_the_page_is_stored(tmp_path, reference, change):
    path = tmp_path / "ko.txt"
    path.write_bytes(change(KO.read_text("utf-8")))
    assert rows_but_ids(succeeds("align", path, EN, "--format", "tsv")) == rows_but_ids(reference)


def test_decomposed_and_full_width_text_aligns_the_same(tmp_path, lines):
    expected = [
        line.rsplit(":", 1)[0] for line in succeeds("align", *lines, "--sentences", "--format", "beads").splitlines()
    ]
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    for ko, en in (
        (unicodedata.normalize("NFD", KO_LINES), EN_LINES),
        (KO_LINES.translate(wide), EN_LINES),
        (KO_LINES, EN_LINES.translate(wide)),
    ):
        lines[0].write_text(ko, "utf-8")
        lines[1].write_text(en, "utf-8")
        beads = succeeds("align", *lines, "--sentences", "--format", "beads").splitlines()
        assert [line.rsplit(":", 1)[0] for line in beads] == expected


def test_text_of_a_decomposed_page_is_kept(tmp_path):
    path = tmp_path / "ko.txt"
    page = unicodedata.normalize("NFD", KO.read_text("utf-8"))
    path.write_text(page, "utf-8")
    rows = succeeds("align", path, EN, "--format", "tsv").splitlines()[1:]
    assert len(rows) > 5
    folded = " ".join(page.split())
    assert sum(row.split("\t")[1] in folded for row in rows) == len(rows)


def enormous_lines(tmp_path, size):
    """Two pages of one line with a good many sentences."""
    ko, en = tmp_path / "ko.txt", tmp_path / "en.txt"
    numbers = [k * 37 % 1009 for k in range(size)]
    ko.write_text(" ".join(f"{k}번 안건의 예산은 {number}억 원이다." for k, number in enumerate(numbers)), "utf-8")
    en.write_text(
        " ".join(f"The budget of item {k} is {number / 10} billion won." for k, number in enumerate(numbers)), "utf-8"
    )
    return ko, en


@pytest.mark.parametrize("size", [200, pytest.param(5000, marks=pytest.mark.slow)])
def test_one_enormous_line(tmp_path, size):
    beads = succeeds("align", *enormous_lines(tmp_path, size), "--format", "beads").splitlines()
    right = sum(line.startswith(f"[{k}]:[{k}]:") for k, line in enumerate(beads))
    assert right >= 0.95 * size


@pytest.mark.slow
def test_one_sentence_against_ten_thousand(tmp_path):
    ko, en = tmp_path / "ko", tmp_path / "en"
    ko.write_text("지난해 예산 총액은 638조 원이었다.\n", "utf-8")
    filler = [f"Person {i} walked along the river with a dog." for i in range(10_000)]
    filler[7_000] = "Last year's budget totalled 638 trillion won."
    en.write_text("\n".join(filler), "utf-8")
    beads = succeeds("align", ko, en, "--sentences", "--format", "beads").splitlines()
    linked = [line for line in beads if not line.startswith("[]") and ":[]:" not in line]
    assert len(linked) == 1
    assert re.match(r"\[0\]:\[7000\]:", linked[0])


# Places to write to


@pytest.mark.parametrize(("name", "message"), [("none/out.tsv", "there is no directory"), (".", "is a directory")])
def test_unwritable_output_is_found_before_the_work(tmp_path, name, message):
    assert message in fails("align", tmp_path / "no-ko", tmp_path / "no-en", "-o", tmp_path / name)


@pytest.mark.parametrize("which", [0, 1])
def test_output_never_replaces_a_page(tmp_path, lines, which):
    before = [path.read_bytes() for path in lines]
    assert "choose another name" in fails("align", *lines, "--sentences", "-o", lines[which])
    assert [path.read_bytes() for path in lines] == before


def test_a_full_disk_leaves_the_old_corpus(tmp_path, lines):
    path = tmp_path / "out.tsv"
    path.write_text("old", "utf-8")

    def fill():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    assert str(path) in fails("align", *lines, "--sentences", "-o", path, preexec_fn=fill)
    assert path.read_text("utf-8") == "old"
    assert sorted(os.listdir(tmp_path)) == ["en.sent", "ko.sent", "out.tsv"]


def test_an_interrupted_write_leaves_the_old_corpus(tmp_path, lines):
    path = tmp_path / "out.tsv"
    path.write_text("old", "utf-8")
    code = (
        "import align.corpus\n"
        "def write(alignments, stream, *rest, **options):\n"
        "    stream.write('half a ')\n"
        "    raise KeyboardInterrupt\n"
        "align.corpus.write = write\n"
        "from align.cli import main; main()\n"
    )
    command = [sys.executable, "-c", code, "align", *lines, "--sentences", "-o", path]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=ENVIRONMENT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
    assert path.read_text("utf-8") == "old"
    assert sorted(os.listdir(tmp_path)) == ["en.sent", "ko.sent", "out.tsv"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_standard_output_that_is_full(lines):
    with open("/dev/full", "w") as full:
        command = [*COMMAND, "align", *lines, "--sentences", "--format", "tsv"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=ENVIRONMENT, check=False)
    assert done.returncode == 1
    assert re.fullmatch(rb"hanalign: [^\n]*No space left[^\n]*\n", done.stderr)


# Interruptions and surprises


@pytest.mark.parametrize("options", [(), ("--format", "tsv")])
def test_a_reader_that_leaves_early_is_no_news(options):
    process = subprocess.Popen(
        [*COMMAND, "align", KO, EN, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=ENVIRONMENT
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1


def test_keyboard_interrupt_is_quiet(tmp_path):
    pipe = tmp_path / "ko.txt"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [*COMMAND, "align", pipe, EN],
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRONMENT,
        # A background job of a shell ignores interrupts, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    # Opens as soon as the command has opened it for reading.
    with open(pipe, "w"):
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    assert process.stderr.read() == b""


SURPRISE = (
    "import align.read\n"
    "def read_text(path): raise RuntimeError('two\\nlines')\n"
    "align.read.read_text = read_text\n"
    "from align.cli import main; main()\n"
)


def test_an_unexpected_error_is_one_line_with_a_hint():
    command = [sys.executable, "-c", SURPRISE, "align", KO, EN]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=ENVIRONMENT, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert re.fullmatch(rb"hanalign: unexpected RuntimeError: two lines; [^\n]*--debug[^\n]*\n", done.stderr)


def test_debug_shows_the_traceback(tmp_path):
    command = [sys.executable, "-c", SURPRISE, "align", KO, EN, "--debug"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=ENVIRONMENT, check=False)
    assert done.returncode == 1
    assert b"Traceback" in done.stderr
    done = hanalign("align", tmp_path / "none.txt", EN, "--debug")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "no such file" in done.stderr
