"""The scripts that set up and run everything, with stand-ins for Python so that nothing is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = ["scripts/demo", "scripts/test", "scripts/check", ".ci/run"]
BASH = shutil.which("bash") or ""

pytestmark = pytest.mark.skipif(not BASH, reason="no bash")

OLD = "#!/bin/sh\nexit 1\n"
#: Answers like a recent Python, logs what it is asked, and makes .venv/bin/python a copy of itself.
RECENT = """#!/bin/sh
echo "$(basename "$0") $*" >>"$LOG"
case "$*" in
    *sys.version_info*) exit 0 ;;
    --version) echo "Python 3.99" ;;
    "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *install*) exit "${PIP_CODE-0}" ;;
esac
"""


class Checkout:
    """A folder with setup.sh and pyproject.toml, and a PATH of stand-ins."""

    def __init__(self, folder):
        self.folder = folder
        self.bin = folder / "bin"
        self.log = folder / "log"
        for name in ("scripts", "bin"):
            (folder / name).mkdir()
        shutil.copy(ROOT / "scripts" / "setup.sh", folder / "scripts")
        (folder / "pyproject.toml").write_text("one")
        for tool in ("dirname", "basename", "cksum", "cp", "grep", "mkdir", "rm", "sh"):
            (self.bin / tool).symlink_to(shutil.which(tool))

    def command(self, name, text):
        path = self.bin / name
        path.write_text(text)
        path.chmod(0o755)

    def set_up(self, extras="", **environment):
        """Run `set_up`, and return the finished process and the calls of Python that it made."""
        self.log.write_text("")
        done = subprocess.run(
            [BASH, "-c", f'source scripts/setup.sh; set_up "{extras}"'],
            cwd=self.folder,
            env={"PATH": str(self.bin), "LOG": str(self.log), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done, self.log.read_text().splitlines()

    def installs(self, extras="", **environment):
        """Packages that `set_up` asks pip for."""
        done, calls = self.set_up(extras, **environment)
        assert done.returncode == 0, done.stderr
        return [call.split(" -e ")[1] for call in calls if " -e " in call]


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


@pytest.mark.parametrize("name", ENTRIES)
def test_entries_can_be_run(name):
    assert os.access(ROOT / name, os.X_OK)
    subprocess.run([BASH, "-n", ROOT / name], check=True)


def test_continuous_integration_runs_the_tests():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        'exec "$(dirname "${BASH_SOURCE[0]}")/../scripts/test"'
    ]


@pytest.mark.parametrize("name", ["scripts/setup.sh", "pyproject.toml", *ENTRIES])
def test_no_file_names_a_package_index(name):
    text = (ROOT / name).read_text("utf-8")
    assert not any(word in text for word in ("index-url", "--index", "find-links", "pypi", "https://"))


def test_an_old_python_is_passed_over(checkout):
    checkout.command("python3", OLD)
    checkout.command("python3.12", RECENT)
    done, calls = checkout.set_up()
    assert done.returncode == 0
    assert "Making .venv with Python 3.99" in done.stderr
    assert any(call.startswith("python3.12 -m venv") for call in calls)


def test_without_a_recent_python_it_says_what_to_install(checkout):
    checkout.command("python3", OLD)
    done, _ = checkout.set_up()
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr
    assert not (checkout.folder / ".venv").exists()


def test_without_ensurepip_and_pip_it_says_what_to_install(checkout):
    checkout.command("python3", RECENT.replace('case "$*" in', 'case "$*" in\n    *ensurepip*|*--python*) exit 1 ;;'))
    done, _ = checkout.set_up()
    assert done.returncode != 0
    assert "python3-venv" in done.stderr


def test_installs_once(checkout):
    checkout.command("python3", RECENT)
    assert checkout.installs() == ["."]
    assert checkout.installs() == []


def test_test_extras_include_the_package_but_not_the_other_way(checkout):
    checkout.command("python3", RECENT)
    assert checkout.installs() == ["."]
    assert checkout.installs("[test]") == [".[test]"]
    assert checkout.installs() == []
    assert checkout.installs("[test]") == []


def test_a_changed_project_is_installed_again(checkout):
    checkout.command("python3", RECENT)
    assert checkout.installs("[test]") == [".[test]"]
    (checkout.folder / "pyproject.toml").write_text("two")
    assert checkout.installs() == ["."]
    assert checkout.installs("[test]") == [".[test]"]


def test_a_failed_installation_is_tried_again(checkout):
    checkout.command("python3", RECENT)
    done, _ = checkout.set_up(PIP_CODE="1")
    assert done.returncode != 0
    assert "pip could not install" in done.stderr
    assert checkout.installs() == ["."]


def test_the_demo_writes_what_the_command_line_reads(tmp_path):
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(ROOT / "corpora" / "pages" / "36", tmp_path / "corpora" / "pages" / "36")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, tmp_path / "scripts" / "align_corpora.py"], env=environment, capture_output=True, check=True
    )
    assert "코스피" in done.stdout.decode()
    from align.corpus import read_tsv

    rows = read_tsv(tmp_path / "out" / "demo.tsv")
    assert {row.pair_id for row in rows} == {"36"}
    assert f"{len(rows)} aligned rows of 1 article pairs are in out/demo.tsv" in done.stdout.decode()
