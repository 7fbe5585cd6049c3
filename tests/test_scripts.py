"""The scripts that set up, test and show the project, without a network."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from align import corpus

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [ROOT / "scripts" / name for name in ("setup.sh", "test", "check", "demo")] + [ROOT / ".ci" / "run"]
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(BASH is None, reason="no bash")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_valid_bash_and_may_be_run(path):
    subprocess.run([BASH, "-n", path], check=True)
    assert path.name == "setup.sh" or os.access(path, os.X_OK)


def test_no_file_names_a_package_index():
    for path in [*SCRIPTS, ROOT / "pyproject.toml"]:
        text = path.read_text("utf-8")
        assert "index-url" not in text
        assert "pypi.org" not in text


def test_the_command_is_the_one_that_is_tested():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"hanalign": "align.cli:main"}


@pytest.fixture
def project(tmp_path):
    """A project of two files, beside a folder for the programs of its machine."""
    root, programs = tmp_path / "project", tmp_path / "bin"
    (root / "scripts").mkdir(parents=True)
    programs.mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", root / "scripts")
    (root / "pyproject.toml").write_text("[project]\n")
    for name in ("dirname", "cksum", "grep", "rm", "mkdir", "cat", "chmod"):
        (programs / name).symlink_to(shutil.which(name))
    return root, programs


def program(path, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{BASH}\n{body}\n")
    path.chmod(0o755)


def run(project, command):
    root, programs = project
    code = f"source {root}/scripts/setup.sh; {command}"
    return subprocess.run(
        [BASH, "-c", code], env={"PATH": str(programs)}, capture_output=True, text=True, check=False, cwd="/"
    )


def test_a_newer_python_is_found_behind_an_old_one(project):
    _, programs = project
    program(programs / "python3", "exit 1")
    program(programs / "python3.12", f'exec {sys.executable} "$@"')
    done = run(project, "find_python")
    assert (done.returncode, done.stdout.strip()) == (0, str(programs / "python3.12"))


def test_no_python_is_said_to_be_missing(project):
    _, programs = project
    program(programs / "python3", "exit 1")
    done = run(project, "set_up ''")
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_missing_venv_support_is_told_how_to_get(project):
    _, programs = project
    # Recent enough, but neither ensurepip nor pip.
    program(
        programs / "python3",
        'case "$*" in *version_info*) exit 0;; --version) echo Python 3.11.0;; *) exit 1;; esac',
    )
    done = run(project, "set_up ''")
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


#: Writes what it is asked to install; everything else is well.
PIP = 'case "$*" in *"pip install"*) echo "${@: -1}" >>"$(dirname "$0")/../../log";; esac'


def installs(root):
    log = root / "log"
    return log.read_text().split() if log.exists() else []


def test_set_up_installs_once_and_again_when_the_project_changes(project):
    root, _ = project
    program(root / ".venv" / "bin" / "python", PIP)
    assert run(project, "set_up ''").returncode == 0
    assert run(project, "set_up ''").stderr == ""
    assert installs(root) == ["."]
    (root / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert run(project, "set_up ''").returncode == 0
    assert installs(root) == [".", "."]


def test_an_environment_for_tests_serves_the_demo_but_not_the_other_way(project):
    root, _ = project
    program(root / ".venv" / "bin" / "python", PIP)
    for extras in ("", "[test]", "", "[test]"):
        assert run(project, f"set_up '{extras}'").returncode == 0
    assert installs(root) == [".", ".[test]"]


def test_a_failed_installation_is_tried_again(project):
    root, _ = project
    program(root / ".venv" / "bin" / "python", PIP + '\ncase "$*" in *"pip install"*) exit 1;; esac')
    for _ in range(2):
        done = run(project, "set_up ''")
        assert done.returncode == 1
        assert "could not install" in done.stderr
    assert installs(root) == [".", "."]


def test_the_demo_aligns_every_page_pair(tmp_path):
    for part in ("align", "corpora"):
        (tmp_path / part).symlink_to(ROOT / part)
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "align_corpora.py", tmp_path / "scripts")
    done = subprocess.run(
        [sys.executable, tmp_path / "scripts" / "align_corpora.py"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    rows = corpus.read_tsv(tmp_path / "out" / "demo.tsv")
    pairs = [path.name for path in sorted((ROOT / "corpora" / "pages").iterdir())]
    assert list(dict.fromkeys(row.pair_id for row in rows)) == pairs
    assert f"{len(rows)} aligned rows of {len(pairs)} article pairs" in done.stdout
