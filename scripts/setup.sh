# Sourced by the scripts beside it: `set_up EXTRAS` makes .venv and installs hanalign into it, editable.
# Does nothing where the same pyproject.toml was installed before.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if is_recent "$name"; then
            command -v "$name"
            return
        fi
    done
    say "hanalign needs Python 3.11 or newer, and there is none on PATH; install one and run this again."
    return 1
}

make_venv() {
    local python=$1
    say "Making .venv with $("$python" --version) ($python)"
    if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        "$python" -m venv --clear .venv
    elif "$python" -m pip --python "$python" --version >/dev/null 2>&1; then
        # Debian takes ensurepip out of Python; a pip outside can fill a .venv without one.
        "$python" -m venv --clear --without-pip .venv
        "$python" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check pip
    else
        say "$python has neither ensurepip nor a recent pip, so that no virtual environment can be made."
        say "Install them (Debian, Ubuntu: apt install python3-venv) and run this again."
        return 1
    fi
}

set_up() {
    local extras=$1 python state
    if ! is_recent .venv/bin/python; then
        python=$(find_python)
        make_venv "$python"
    fi
    state="$PWD $(cksum <pyproject.toml)"
    # What the tests need includes what the package needs.
    if grep -qsxF "$state" ".venv/installed$extras" ".venv/installed[test]"; then
        return
    fi
    say "Installing hanalign$extras into .venv (the first time takes a minute or two)"
    rm -f .venv/installed*
    if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check -e ".$extras"; then
        say "pip could not install the packages that pyproject.toml names: its message stands above."
        return 1
    fi
    printf '%s\n' "$state" >".venv/installed$extras"
}
