"""Builds: what comes out, resuming, workers that die, duplicates and splits across the corpus."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import tarfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from builders import FakeScorer, LineAligner, OtherScorer, pages, sentence, write_tree

from align.batch import build
from align.batch.rows import REJECT_COLUMNS, ROW_COLUMNS, row_line
from align.batch.splits import Splits
from align.bitext import AlignedPair, Score, Span
from align.corpus import read_tsv, unescape, write_tsv
from align.errors import HanalignError, InputError, ModelError, OptionError, OutputError
from align.options import BuildOptions, DedupeOptions, FilterOptions

TESTS = Path(__file__).resolve().parent
OPTIONS = BuildOptions(jobs=1, batch_size=3, filters=FilterOptions(max_repeated=None))


def make(given, out, options=OPTIONS, **more):
    return build(
        given, out, options, aligner=more.pop("aligner", LineAligner), scorer=more.pop("scorer", FakeScorer), **more
    )


def table(path):
    """Rows of a TSV as dictionaries."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    header, *lines = raw.decode("utf-8").split("\n")[:-1]
    return [dict(zip(header.split("\t"), map(unescape, line.split("\t")), strict=True)) for line in lines]


def contents(out):
    """Bytes of everything that a build leaves for its user."""
    return {path.name: path.read_bytes() for path in sorted(Path(out).iterdir()) if path.is_file()}


def manifest(path, records):
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path


def record(number, **more):
    ko, en = pages(number)
    return {"id": str(number), "ko": ko, "en": en, **more}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return write_tree(tmp_path_factory.mktemp("tree"), 20)


@pytest.fixture(scope="module")
def reference(tree, tmp_path_factory):
    """The build of the tree."""
    out = tmp_path_factory.mktemp("reference") / "out"
    make(tree, out)
    return out


# What comes out


def test_rows_come_in_the_order_of_the_input(reference):
    rows = table(reference / "corpus.tsv")
    assert [(row["pair_id"], row["ko_index"]) for row in rows] == [
        (f"{number:04d}", f"{k}:{k + 1}") for number in range(20) for k in range(4)
    ]
    assert [(row["ko"], row["en"]) for row in rows] == [sentence(k) for k in range(80)]
    assert {row["quality"] for row in rows} == {"0.9321"}
    assert (reference / "rejects.tsv").read_text("utf-8") == "\t".join(REJECT_COLUMNS) + "\n"


def test_the_corpus_can_be_read_as_any_other(reference):
    assert len(read_tsv(reference / "corpus.tsv")) == 80


def test_a_row_is_written_as_the_corpus_module_writes_it(tmp_path):
    row = AlignedPair("a\tb", "가\n나\\", "x\0y", "2-1", 1 / 3, -0.00004, "body", "deck", Span(3, 5), Span(0, 1), True)
    with open(tmp_path / "c.tsv", "w", encoding="utf-8", newline="") as stream:
        write_tsv([row], stream)
    line = (tmp_path / "c.tsv").read_text("utf-8").split("\n")[1]
    assert row_line(row, None, ()) == line + "\t\t"
    assert row_line(row, Score(0.5), ("세\t째",)) == line + "\t0.5000\t\t세\\t째"


def test_the_number_of_processes_and_batches_makes_no_difference(tree, reference, tmp_path):
    for jobs, batch_size in ((3, 1), (2, 8)):
        out = tmp_path / f"{jobs}-{batch_size}"
        make(tree, out, replace(OPTIONS, jobs=jobs, batch_size=batch_size))
        assert contents(out) == contents(reference)


def test_summary_counts_everything(reference):
    summary = json.loads((reference / "summary.json").read_text("utf-8"))
    assert summary["pairs"] == {"total": 20, "aligned": 20, "rejected": 0}
    assert summary["rows"] == {"total": 80, "kept": 80, "rejected": 0}
    assert summary["sentences"] == {"ko": 80, "en": 80, "ko_linked": 80, "en_linked": 80}
    assert summary["kinds"] == {"1-1": 80}
    assert sum(summary["probability"]["bins"]) == sum(summary["quality"]["bins"]) == 80
    assert summary["signature"].startswith("lines:1|scorer:fake:1|build:")
    assert summary["files"]["corpus.tsv"]["rows"] == 80


def test_report_opens_offline(reference):
    html = (reference / "report.html").read_text("utf-8")
    assert "<svg" in html
    assert sum(sentence(k)[0] in html for k in range(80)) == 30
    assert "lines:1|scorer:fake:1" in html
    assert not [mark for mark in ("<script", "<link", "src=", "http://", "https://") if mark in html]


def test_what_is_dropped_is_in_the_rejects_with_its_reason(tmp_path):
    records = [
        record(0, source="a"),
        {**record(1, source="b"), "ko": "나쁜 " + pages(1)[0]},
        record(2, source="b") | {"ko": "SWAPPED"},
        record(3) | {"ko": "CHROME"},
        record(4) | {"ko": "BUG"},
        record(5) | {"ko": "MEMORY"},
        record(6) | {"ko": "NOTHING"},
        record(7) | {"ko": "missing.txt"},
        record(8) | {"ko": pages(8)[0] + "\n<p>다섯째</p>", "en": pages(8)[1] + "\nThe fifth."},
        record(0) | {"id": "again"},
        record(9) | {"ko": "BROKEN"},
    ]
    done = make(manifest(tmp_path / "m.jsonl", records), tmp_path / "out")
    rejects = table(tmp_path / "out" / "rejects.tsv")
    found = [(one["pair_id"], one["stage"], one["reason"]) for one in rejects]
    assert found == [
        ("1", "filter", "quality(0.05)"),
        ("2", "language", "the two sides are swapped"),
        ("3", "clean", f"{tmp_path}/m.jsonl, line 4, ko: holds no article"),
        ("4", "align", "unexpected ValueError: no such luck; please report it"),
        ("5", "worker", "out of memory"),
        ("6", "align", "nothing_linked"),
        ("7", "read", f"{tmp_path}/missing.txt: no such file; check the path"),
        ("8", "filter", "markup(<p>)"),
        *[("again", "dedupe", "duplicate(0)")] * 4,
        (
            "9",
            "align",
            "unexpected TypeError: unsupported format string passed to NoneType.__format__; please report it",
        ),
    ]
    assert rejects[0]["ko"].startswith("나쁜")
    assert rejects[0]["reasons"] == "misaligned; number_mismatch(3|4)"
    assert [one["source"] for one in rejects][:3] == ["b", "b", ""]
    assert (done.summary.pairs, done.summary.rejected_pairs) == (11, 7)
    assert (done.summary.rows, done.summary.rejected_rows) == (11, 6)
    rows = table(tmp_path / "out" / "corpus.tsv")
    assert {row["source"] for row in rows} == {"a", "b", ""}
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert summary["rejects"] == {
        "align": {"unexpected ValueError": 1, "nothing_linked": 1, "unexpected TypeError": 1},
        "clean": {"holds no article": 1},
        "dedupe": {"duplicate": 4},
        "filter": {"quality": 1, "markup": 1},
        "language": {"the two sides are swapped": 1},
        "read": {"no such file": 1},
        "worker": {"out of memory": 1},
    }
    assert summary["sources"]["b"] == {"pairs": 2, "rows": 3, "rejects": 2, "quality": 0.9321}
    assert "<p>다섯째" not in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_nothing_is_lost(tmp_path):
    """Rows kept, rows rejected and pairs rejected make up all that went in."""
    records = [record(k % 7, name=str(k)) | {"id": str(k)} for k in range(30)]
    make(manifest(tmp_path / "m.jsonl", records), tmp_path / "out")
    rows, rejects = (table(tmp_path / "out" / name) for name in ("corpus.tsv", "rejects.tsv"))
    seen = sorted((int(row["pair_id"]), row["ko_index"]) for row in [*rows, *rejects])
    assert seen == sorted((k, f"{i}:{i + 1}") for k in range(30) for i in range(4))
    assert len(rows) == 28


def test_compressed_files_hold_so_many_rows(tree, reference, tmp_path):
    make(tree, tmp_path / "out", replace(OPTIONS, rows_per_file=30))
    files = sorted((tmp_path / "out").glob("corpus*"))
    assert [path.name for path in files] == [f"corpus-0000{k}.tsv.gz" for k in (1, 2, 3)]
    assert [len(table(path)) for path in files] == [30, 30, 20]
    assert [row for path in files for row in table(path)] == table(reference / "corpus.tsv")


def test_rows_without_a_scorer_have_no_quality(tree, tmp_path):
    make(tree, tmp_path / "out", scorer=None)
    assert {row["quality"] for row in table(tmp_path / "out" / "corpus.tsv")} == {""}


def test_text_that_utf8_cannot_hold_is_replaced(tmp_path):
    given = tmp_path / "m.jsonl"
    given.write_text('{"id": "\\ud800", "ko": "정부가 \\ud800 확정했다.", "en": "It is so \\udfff here."}\n', "utf-8")
    make(given, tmp_path / "out")
    (row,) = table(tmp_path / "out" / "corpus.tsv")
    assert (row["pair_id"], row["ko"]) == ("?", "정부가 ? 확정했다.")


# Splits and duplicates


def test_splits_are_by_article_and_stable_under_growth(tree, tmp_path):
    options = replace(OPTIONS, split=(("train", 0.6), ("dev", 0.2), ("test", 0.2)))
    make(tree, tmp_path / "small", options)
    make(write_tree(tmp_path / "more", 30), tmp_path / "large", options)
    small, large = (
        {row["pair_id"]: row["split"] for row in table(tmp_path / name / "corpus.tsv")} for name in ("small", "large")
    )
    assert set(small.values()) == {"train", "dev", "test"}
    assert {pair_id: large[pair_id] for pair_id in small} == small
    for row in table(tmp_path / "large" / "corpus.tsv"):
        assert row["split"] == large[row["pair_id"]]
    summary = json.loads((tmp_path / "large" / "summary.json").read_text("utf-8"))
    assert list(summary["splits"]) == ["train", "dev", "test"]


def test_shares_of_splits_are_kept():
    splits = Splits((("train", 0.98), ("dev", 0.01), ("test", 0.01)))
    counts = dict.fromkeys(splits.names, 0)
    for k in range(20_000):
        counts[splits.of(str(k))] += 1
    assert counts["train"] == pytest.approx(19_600, abs=100)
    assert counts["dev"] == pytest.approx(200, abs=60)
    assert splits.names == ("test", "dev", "train")


def test_no_duplicate_crosses_splits_and_the_smaller_split_wins(tmp_path):
    shares = (("train", 0.8), ("test", 0.2))
    splits = Splits(shares)
    ids = [str(k) for k in range(40)]
    train, test = ([one for one in ids if splits.of(one) == name] for name in ("train", "test"))
    near = {"ko": sentence(1)[0].replace("밝혔다", "말했다"), "en": sentence(1)[1].replace("It said", "He said")}
    records = [
        {"id": train[0], "ko": sentence(1)[0], "en": sentence(1)[1]},
        {"id": train[1], "ko": sentence(2)[0], "en": sentence(2)[1]},
        {"id": test[0], **near},
        {"id": test[1], "ko": sentence(2)[0], "en": sentence(2)[1]},
        {"id": train[2], "ko": sentence(3)[0], "en": sentence(3)[1]},
    ]
    make(manifest(tmp_path / "m.jsonl", records), tmp_path / "out", replace(OPTIONS, split=shares))
    rows = [(row["pair_id"], row["split"]) for row in table(tmp_path / "out" / "corpus.tsv")]
    assert rows == [(test[0], "test"), (test[1], "test"), (train[2], "train")]
    assert [(one["pair_id"], one["reason"]) for one in table(tmp_path / "out" / "rejects.tsv")] == [
        (train[0], f"near_duplicate({test[0]})"),
        (train[1], f"duplicate({test[1]})"),
    ]


def test_carried_columns_stand_behind_the_split(tmp_path):
    options = replace(OPTIONS, split=(("all", 1.0),))
    make(manifest(tmp_path / "m.jsonl", [record(0, url="https://a.example/x\ty")]), tmp_path / "out", options)
    header = (tmp_path / "out" / "corpus.tsv").read_text("utf-8").split("\n")[0]
    assert header.split("\t") == [*ROW_COLUMNS, "split", "url"]
    assert {(row["split"], row["url"]) for row in table(tmp_path / "out" / "corpus.tsv")} == {
        ("all", "https://a.example/x\ty")
    }


def test_duplicates_can_be_kept(tmp_path):
    given = manifest(tmp_path / "m.jsonl", [record(0), record(0) | {"id": "again"}])
    make(given, tmp_path / "out", replace(OPTIONS, dedupe=DedupeOptions(exact=False, near=None)))
    assert len(table(tmp_path / "out" / "corpus.tsv")) == 8


# Workers that die


def test_a_pair_that_kills_its_worker_is_rejected_by_name(tree, reference, tmp_path):
    bad = write_tree(tmp_path / "in", 20)
    for number, word in ((7, "SIGKILL"), (10, "SIGSEGV"), (19, "EXIT")):
        (bad / "ko" / f"{number:04d}.txt").write_text(f"{word}\n{pages(number)[0]}", "utf-8")
    losses = []
    done = make(bad, tmp_path / "out", on_progress=lambda progress: losses.append(progress.loss))
    rejects = [(one["pair_id"], one["stage"], one["reason"]) for one in table(tmp_path / "out" / "rejects.tsv")]
    assert rejects == [
        ("0007", "worker", "worker killed by SIGKILL, out of memory perhaps"),
        ("0010", "worker", "worker killed by SIGSEGV"),
        ("0019", "worker", "worker exited with code 3"),
    ]
    killers = {pair_id for pair_id, _, _ in rejects}
    kept = [row for row in table(reference / "corpus.tsv") if row["pair_id"] not in killers]
    assert table(tmp_path / "out" / "corpus.tsv") == kept
    assert done.summary.rejected_pairs == 3
    assert [loss.culprit for loss in losses if loss] == [None, "0007", None, "0010", None, "0019"]


def test_several_deadly_pairs_of_one_batch_are_all_found(tmp_path):
    bad = write_tree(tmp_path / "in", 6)
    for name in ("0000", "0002", "0004"):
        (bad / "ko" / f"{name}.txt").write_text("SIGKILL", "utf-8")
    make(bad, tmp_path / "out", replace(OPTIONS, batch_size=6))
    assert [one["pair_id"] for one in table(tmp_path / "out" / "rejects.tsv")] == ["0000", "0002", "0004"]
    assert {row["pair_id"] for row in table(tmp_path / "out" / "corpus.tsv")} == {"0001", "0003", "0005"}


def test_a_pair_that_takes_too_long_is_rejected(tmp_path):
    bad = write_tree(tmp_path / "in", 4)
    (bad / "ko" / "0001.txt").write_text("HANG", "utf-8")
    make(bad, tmp_path / "out", replace(OPTIONS, timeout=1))
    assert [(one["pair_id"], one["reason"]) for one in table(tmp_path / "out" / "rejects.tsv")] == [
        ("0001", "took longer than 1 seconds")
    ]


def test_a_worker_that_dies_once_costs_nothing(tree, reference, tmp_path):
    once = write_tree(tmp_path / "in", 20)
    page = once / "ko" / "0003.txt"
    page.write_text(f"{page.read_text('utf-8')}\nONCE {tmp_path}/died\n", "utf-8")
    make(once, tmp_path / "out")
    assert (tmp_path / "died").exists()
    assert table(tmp_path / "out" / "rejects.tsv") == []
    assert len(table(tmp_path / "out" / "corpus.tsv")) == 80


def test_what_would_fail_every_pair_ends_the_build(tmp_path):
    given = manifest(tmp_path / "m.jsonl", [record(0), record(1) | {"ko": "MODEL"}])
    with pytest.raises(ModelError, match="the model is damaged"):
        make(given, tmp_path / "out")
    assert not (tmp_path / "out" / "corpus.tsv").exists()


def test_pairs_that_each_lose_one_worker_are_kept(tree, tmp_path):
    once = write_tree(tmp_path / "in", 3)
    for number in (0, 1):
        page = once / "ko" / f"000{number}.txt"
        page.write_text(f"{page.read_text('utf-8')}\nONCE {tmp_path}/died-{number}\n", "utf-8")
    losses = []
    make(once, tmp_path / "out", on_progress=lambda progress: losses.append(progress.loss))
    assert [loss.culprit for loss in losses if loss] == [None, None]
    assert table(tmp_path / "out" / "rejects.tsv") == []


def broken():
    if multiprocessing.parent_process() is not None:
        raise RuntimeError("no such luck")
    return FakeScorer()


def test_an_error_of_its_own_ends_the_build_without_a_traceback(tree, tmp_path, capfd):
    with pytest.raises(HanalignError, match=r"unexpected RuntimeError: no such luck; please report it"):
        make(tree, tmp_path / "out", scorer=broken)
    assert capfd.readouterr().err == ""


def stillborn():
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return FakeScorer()


def test_workers_that_never_begin_end_the_build(tree, tmp_path):
    with pytest.raises(ModelError, match="worker processes end before they begin"):
        make(tree, tmp_path / "out", scorer=stillborn)


def test_a_script_without_a_guard_is_told_what_to_do(tree, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        f"import builders\nfrom align.batch import build\n"
        f"build({str(tree)!r}, {str(tmp_path / 'out')!r}, aligner=builders.LineAligner, scorer=builders.FakeScorer)\n",
        "utf-8",
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))}
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert 'put the call below if __name__ == "__main__"' in done.stderr
    assert 'calls build below if __name__ == "__main__"' in done.stderr


# Going on


def test_a_complete_build_is_left_alone(tree, tmp_path):
    make(tree, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir() if path.is_file()}
    done = make(tree, tmp_path / "out")
    assert done.was_complete
    assert done.summary.rows == 80
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert sorted(path.name for path in (tmp_path / "out" / ".build").iterdir()) == ["lock", "state.json"]


def test_a_file_that_is_gone_is_made_again(tree, reference, tmp_path):
    make(tree, tmp_path / "out")
    (tmp_path / "out" / "rejects.tsv").unlink()
    assert not make(tree, tmp_path / "out").was_complete
    assert contents(tmp_path / "out") == contents(reference)


def test_other_options_are_refused_with_the_way_out(tree, reference, tmp_path):
    out = tmp_path / "out"
    make(tree, out)
    others = (
        ({"options": replace(OPTIONS, filters=FilterOptions(min_quality=0.7))}, "filters.min_quality was 0.1, is 0.7"),
        ({"options": replace(OPTIONS, split=(("all", 1.0),))}, "split was off, is all=1"),
        ({"options": replace(OPTIONS, rows_per_file=9)}, "rows_per_file was 0, is 9"),
        ({"scorer": OtherScorer}, "scorer was fake:1, is fake:2"),
    )
    for changes, named in others:
        with pytest.raises(OptionError, match=named) as caught:
            make(tree, out, **{"options": OPTIONS, **changes})
        assert "--fresh" in str(caught.value)
    assert contents(out) == contents(reference)
    make(tree, out, replace(OPTIONS, rows_per_file=9), is_fresh=True)
    make(tree, out, is_fresh=True)
    assert contents(out) == contents(reference)


def test_other_input_is_refused(tree, reference, tmp_path):
    out = tmp_path / "out"
    make(tree, out)
    with pytest.raises(OptionError, match="pairs was 20, is 21"):
        make(write_tree(tmp_path / "in", 21), out)
    assert contents(out) == contents(reference)


def test_a_batch_size_may_change_between_runs(tree, reference, tmp_path):
    out = tmp_path / "out"
    interrupt(tree, out, batches=2)
    make(tree, out, replace(OPTIONS, batch_size=5, jobs=1))
    assert contents(out) == contents(reference)


def interrupt(given, out, batches):
    """Stop a build by an exception after some batches."""

    class Stop(Exception):
        pass

    def stop(progress):
        if progress.pairs >= batches * OPTIONS.batch_size:
            raise Stop

    with pytest.raises(Stop):
        make(given, out, on_progress=stop)
    assert not (Path(out) / "corpus.tsv").exists()


def test_finished_batches_are_not_done_again(tree, tmp_path):
    out = tmp_path / "out"
    interrupt(tree, out, batches=3)
    seen = []
    make(tree, out, on_progress=seen.append)
    assert seen[0].pairs_before >= 9
    assert seen[0].pairs == seen[0].pairs_before


def test_damaged_shards_are_made_again(tree, reference, tmp_path):
    out = tmp_path / "out"
    interrupt(tree, out, batches=4)
    shards = sorted((out / ".build" / "shards").glob("*.rows"))
    shards[0].write_bytes(shards[0].read_bytes()[:-5])
    shards[1].with_suffix(".keys").unlink()
    shards[2].with_suffix(".done").write_text('{"signature": "', "utf-8")
    marker = shards[3].with_suffix(".done")
    marker.write_text(marker.read_text("utf-8").replace('"signature": "', '"signature": "of another build '), "utf-8")
    (out / ".build" / "shards" / "000006.rows.part").write_text("half", "utf-8")
    seen = []
    make(tree, out, on_progress=seen.append)
    assert seen[0].pairs_before == 0
    assert contents(out) == contents(reference)


def test_a_corpus_that_no_build_made_is_not_overwritten(tree, tmp_path):
    (tmp_path / "corpus.tsv").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="was not made by a build there"):
        make(tree, tmp_path)
    assert (tmp_path / "corpus.tsv").read_text("utf-8") == "mine"
    assert not (tmp_path / ".build").exists()


def test_a_state_of_another_version_is_refused(tree, tmp_path):
    make(tree, tmp_path / "out")
    (tmp_path / "out" / ".build" / "state.json").write_text('{"format": 99}', "utf-8")
    with pytest.raises(OutputError, match="start over with --fresh"):
        make(tree, tmp_path / "out")


def test_an_output_in_the_input_is_refused(tmp_path):
    given = write_tree(tmp_path / "in", 2)
    for out in (given, given / "out"):
        with pytest.raises(OptionError, match="lies in the input"):
            make(given, out)
    assert sorted(path.name for path in given.iterdir()) == ["en", "ko"]


def test_an_input_that_would_be_overwritten_is_refused(tmp_path):
    given = tmp_path / "corpus.tsv"
    given.write_text(f"id\tko\ten\na\t{pages(0)[0]}\t{pages(0)[1]}\n", "utf-8")
    before = given.read_bytes()
    with pytest.raises(OptionError, match="is what the build itself writes"):
        make(given, tmp_path, is_fresh=True)
    assert given.read_bytes() == before


def test_a_fresh_start_without_input_leaves_what_is_there(tree, reference, tmp_path):
    out = tmp_path / "out"
    make(tree, out)
    with pytest.raises(InputError):
        make(tmp_path / "typo", out, is_fresh=True)
    assert contents(out) == contents(reference)
    assert make(tree, out).was_complete


def test_a_fresh_start_from_a_compressed_archive(tree, reference, tmp_path):
    archive = tmp_path / "pages.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(tree, arcname=".")
    for is_fresh in (False, True):
        make(archive, tmp_path / "out", is_fresh=is_fresh)
        assert table(tmp_path / "out" / "corpus.tsv") == table(reference / "corpus.tsv")
    assert not list((tmp_path / "out" / ".build").glob("input*"))


def test_a_failed_start_leaves_nothing(tmp_path):
    with pytest.raises(InputError):
        make(tmp_path / "none", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_leave_to_write_is_named(tree, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="can't be written"):
        make(tree, tmp_path / "out")


def test_a_file_in_place_of_the_folder_is_named(tree, tmp_path):
    (tmp_path / "out").write_text("", "utf-8")
    with pytest.raises(OutputError, match="can't be written"):
        make(tree, tmp_path / "out")


# Real processes

RUN = """
import sys
from align.batch import build
from align.options import BuildOptions, FilterOptions
import builders
if __name__ == "__main__":
    options = BuildOptions(jobs=2, batch_size=3, filters=FilterOptions(max_repeated=None))
    build(sys.argv[1], sys.argv[2], options, aligner=getattr(builders, sys.argv[3]), scorer=builders.FakeScorer)
"""


def start(given, out, aligner="SlowAligner", **more):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))}
    command = [sys.executable, "-c", RUN, str(given), str(out), aligner]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True, **more)


def descendants(pid):
    """Processes that a process has started, and those that these have."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [*found, *(one for child in found for one in descendants(child))]


def kill_at_random(given, out, times, seed, longest):
    """Kill a build again and again: the build, all of it, or one of the processes that it started and itself later."""
    draw = random.Random(seed)
    for _ in range(times):
        process = start(given, out)
        time.sleep(draw.uniform(0.1, longest))
        target = draw.choice(("build", "build", "group", "other"))
        with suppress(OSError):
            if target == "group":
                os.killpg(process.pid, signal.SIGKILL)
            elif target == "other" and (pids := descendants(process.pid)):
                os.kill(int(draw.choice(pids)), signal.SIGKILL)
                time.sleep(draw.uniform(0, 0.5))
        process.kill()
        process.communicate()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_a_build_that_is_killed_goes_on_to_the_same_result(tree, reference, tmp_path):
    out = tmp_path / "out"
    kill_at_random(tree, out, times=5, seed=4, longest=0.9)
    make(tree, out)
    assert contents(out) == contents(reference)


@pytest.mark.slow
def test_a_build_that_is_killed_fifty_times_goes_on_to_the_same_result(tmp_path):
    given = write_tree(tmp_path / "in", 120)
    make(given, tmp_path / "reference")
    killed = 0
    while killed < 50:
        out = tmp_path / f"out-{killed}"
        while killed < 50 and not (out / "summary.json").exists():
            kill_at_random(given, out, times=1, seed=killed, longest=1.5)
            killed += 1
        make(given, out)
        assert contents(out) == contents(tmp_path / "reference")


def test_a_build_killed_in_the_middle_of_its_last_step_goes_on(tree, reference, tmp_path):
    out = tmp_path / "out"
    process = start(tree, out, "LineAligner")
    while process.poll() is None and not (out / ".build" / "merge").exists():
        time.sleep(0.001)
    process.kill()
    process.communicate()
    make(tree, out)
    assert contents(out) == contents(reference)


def test_workers_end_with_their_build(tree, tmp_path):
    given = write_tree(tmp_path / "in", 3)
    (given / "ko" / "0001.txt").write_text(f"HANG {tmp_path}/begun", "utf-8")
    process = start(given, tmp_path / "out")
    wait_for(lambda: (tmp_path / "begun").exists())
    pids = descendants(process.pid)
    process.kill()
    process.communicate()
    wait_for(lambda: not any(map(is_alive, pids)))
    assert len(pids) >= 2
    assert not any(map(is_alive, pids))


def wait_for(is_so, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not is_so():
        time.sleep(0.02)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_two_builds_never_share_a_folder(tree, tmp_path, monkeypatch):
    monkeypatch.setattr("align.batch.state._PATIENCE", 0.1)
    given = write_tree(tmp_path / "in", 3)
    (given / "ko" / "0001.txt").write_text("HANG", "utf-8")
    process = start(given, tmp_path / "out")
    try:
        wait_for((tmp_path / "out" / ".build" / "shards").exists)
        with pytest.raises(OutputError, match="another build is at work there"):
            make(given, tmp_path / "out")
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(("size", "where"), [(2000, b"shards/"), (4000, b"merge/")])
def test_a_full_disk_ends_the_build_and_loses_nothing(tree, reference, tmp_path, size, where):
    out = tmp_path / "out"

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    process = start(tree, out, "LineAligner", preexec_fn=limit)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert b"OutputError" in errors
    assert b"make room and run again" in errors
    assert where in errors
    assert not (out / "corpus.tsv").exists()
    assert not list(out.rglob("*.part"))
    make(tree, out)
    assert contents(out) == contents(reference)
