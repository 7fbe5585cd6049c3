"""`hanalign build` as its users meet it: real processes, exit codes, and what stands on which stream."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "corpora" / "pages"
COMMAND = [sys.executable, "-c", "from align.cli import main; main()", "build"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}


def hanalign(*arguments, **options):
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, cwd=ROOT, env=ENVIRONMENT, **options, check=False
    )
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    return done


def rows(path):
    header, *lines = path.read_text("utf-8").splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The page pairs without their gold."""
    folder = tmp_path_factory.mktemp("in") / "pages"
    shutil.copytree(PAGES, folder, ignore=shutil.ignore_patterns("*.jsonl"))
    return folder


@pytest.fixture(scope="module")
def built(pages, tmp_path_factory):
    """Folder of their corpus, and the finished process."""
    out = tmp_path_factory.mktemp("built") / "out"
    return out, hanalign(pages, "-o", out)


def test_pages_become_a_corpus(built):
    out, done = built
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(rf"{out}: 8 pairs, 0 of them rejected; \d+ rows, \d+ rejected \(.*\)\n", done.stdout)
    corpus = rows(out / "corpus.tsv")
    assert [row["pair_id"] for row in corpus] == sorted(row["pair_id"] for row in corpus)
    assert {row["pair_id"] for row in corpus} == {path.name for path in PAGES.iterdir()}
    assert any("결핵백신 100년 만에" in row["ko"] and "TB vaccine candidate" in row["en"] for row in corpus)
    assert all(0.1 <= float(row["quality"]) <= 1 for row in corpus)
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert summary["rows"]["kept"] == len(corpus)
    assert summary["rows"]["rejected"] == len(rows(out / "rejects.tsv"))
    assert re.match(r"hanalign:[^|]+\|encoder:static-\w+\|model:path-\w+\|", summary["signature"])
    assert "|build:" in summary["signature"]


def test_a_second_call_finds_nothing_to_do(pages, built):
    out, _ = built
    done = hanalign(pages, "-o", out)
    assert done.returncode == 0
    assert "was complete already" in done.stdout


def test_other_options_are_refused_in_one_line(pages, built):
    out, _ = built
    done = hanalign(pages, "-o", out, "--min-quality", ".8")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"hanalign: [^\n]*filters\.min_quality was 0\.1, is 0\.8[^\n]*--fresh[^\n]*\n", done.stderr)


def test_filters_of_the_command_line_are_used(pages, tmp_path):
    options = ("--filter", "max-length=60", "--filter", "max_copied=off", "--min-probability", "off", "--near", "off")
    done = hanalign(pages, "-o", tmp_path / "out", *options, "--split", "train=.5,test=.5", "--jobs", 1)
    assert done.returncode == 0
    asked = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["asked"]
    assert (asked["filters.max_length"], asked["filters.max_copied"]) == (60, None)
    assert (asked["filters.min_probability"], asked["dedupe.near"]) == (None, None)
    assert asked["split"] == "train=0.5,test=0.5"
    assert all(max(len(row["ko"]), len(row["en"])) <= 60 for row in rows(tmp_path / "out" / "corpus.tsv"))
    assert any("length(en" in one["reason"] for one in rows(tmp_path / "out" / "rejects.tsv"))


def test_records_come_through_standard_input(tmp_path):
    page = {side: (PAGES / "44" / f"{side}.txt").read_text("utf-8") for side in ("ko", "en")}
    lines = [{"id": "a", "url": "https://a.example/44", **page}, {"id": "b", "ko": "짧다", "en": ""}]
    given = "".join(json.dumps(line) + "\n" for line in lines).encode()
    done = hanalign("-", "-o", tmp_path / "out", input=given)
    assert (done.returncode, done.stderr) == (3, "")
    assert "2 pairs, 1 of them rejected" in done.stdout
    assert {row["url"] for row in rows(tmp_path / "out" / "corpus.tsv")} == {"https://a.example/44"}
    (bad,) = [one for one in rows(tmp_path / "out" / "rejects.tsv") if one["stage"] != "filter"]
    assert (bad["pair_id"], bad["reason"]) == ("b", "standard input, line 2: en is empty; give text or a path")


def test_progress_for_machines_is_json(pages, tmp_path):
    done = hanalign(pages, "-o", tmp_path / "out", "--log-json", "--batch-size", 1)
    assert (done.returncode, done.stdout) == (0, "")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["progress"] * (len(events) - 1) + ["done"]
    assert [event["phase"] for event in events[:-1]] == sorted(event["phase"] for event in events[:-1])
    assert events[-2]["pairs"] == events[-2]["total"] == 8
    assert events[-1]["rows"] == len(rows(tmp_path / "out" / "corpus.tsv"))


def test_a_terminal_shows_a_bar(pages, tmp_path):
    pty = pytest.importorskip("pty")
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, str(pages), "-o", str(tmp_path / "out"), "--batch-size", "1"],
        stdout=subprocess.PIPE, stderr=inner, cwd=ROOT, env=ENVIRONMENT | {"TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(inner)
    shown = b""
    try:
        while chunk := os.read(outer, 4096):
            shown += chunk
    except OSError:
        pass
    os.close(outer)
    assert process.wait() == 0
    assert "aligning" in shown.decode()
    assert "rejected" in shown.decode()


def test_ctrl_c_ends_it_and_a_second_call_goes_on(pages, built, tmp_path):
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*COMMAND, str(pages), "-o", str(out), "--batch-size", "1", "--jobs", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=ENVIRONMENT,
        # A background job of a shell ignores interrupts, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline and not list(out.glob(".build/shards/*.done")):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate()
    assert (process.returncode, output, errors) == (130, b"", b"")
    assert hanalign(pages, "-o", out, "--batch-size", 1).returncode == 0
    assert (out / "corpus.tsv").read_bytes() == (built[0] / "corpus.tsv").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none", "-o", "{}"], 1, "none: no such file or directory"),
        (["corpora/README.md", "-o", "{}"], 1, "is no input that can be told"),
        (["corpora/pages"], 2, "-o"),
        (["corpora/pages", "-o", "{}", "--filter", "colour=1"], 2, "there is no filter 'colour'"),
        (["corpora/pages", "-o", "{}", "--filter", "max_length=long"], 2, "give a number, or off"),
        (["corpora/pages", "-o", "{}", "--filter", "max_length=1.5"], 2, "give a whole number, or off"),
        (["corpora/pages", "-o", "{}", "--filter", "langid=1"], 2, "give on or off"),
        (["corpora/pages", "-o", "{}", "--min-quality", "7"], 1, "min_quality is 7.0; give a number from 0 to 1"),
        (["corpora/pages", "-o", "{}", "--split", "train=.9"], 1, "add up to 0.9; make them add to 1"),
        (["corpora/pages", "-o", "{}", "--split", "train"], 2, "is no NAME=SHARE"),
        (["corpora/pages", "-o", "{}", "--split", "a=.5,a=.5"], 1, "a name stands twice"),
        (["corpora/pages", "-o", "corpora/pages/out"], 1, "lies in the input"),
    ],
)
def test_wrong_calls_say_so_in_one_line(tmp_path, arguments, code, message):
    done = hanalign(*[str(tmp_path / "out") if one == "{}" else one for one in arguments])
    assert (done.returncode, done.stdout) == (code, "")
    assert re.fullmatch(r"hanalign: [^\n]+\n", done.stderr)
    assert message in done.stderr
    assert not (tmp_path / "out").exists()


def test_help_lists_the_command():
    done = subprocess.run([*COMMAND[:-1], "--help"], capture_output=True, cwd=ROOT, env=ENVIRONMENT, check=True)
    assert re.search(r"build\s+Build a corpus from many article pairs", done.stdout.decode())


def test_the_benchmark_measures_builds():
    command = [sys.executable, "scripts/benchmark_build.py", "--pairs", "3", "--jobs", "1", "--lines"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=ENVIRONMENT, check=True)
    header, line = done.stdout.splitlines()[-2:]
    figures = dict(zip(re.split(r"\s{2,}", header.strip()), line.split(), strict=True))
    assert (figures["pairs"], figures["jobs"]) == ("3", "1")
    assert int(figures["rows"]) + int(figures["rejected"]) == 75
