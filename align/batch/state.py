"""The state of a build inside its output folder: what was asked for, what is finished, who is at work.

`OUT/.build/state.json` names signature, options and input. Shards and spooled input stand beside it while the build
is at work and go when it is complete; the state itself stays, so that a second call finds nothing to do.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from align.batch.shards import write_whole
from align.errors import OptionError, OutputError

FOLDER = ".build"
#: What a build writes into its folder, as patterns of names.
OUTPUTS = ("corpus.tsv", "corpus-*.tsv.gz", "rejects.tsv", "summary.json", "report.html")
_FORMAT = 1
#: Seconds that a killed build's processes may take to let go of its folder.
_PATIENCE = 5.0


@dataclass(frozen=True)
class State:
    """What a build was asked for. `asked` is everything that its result depends on, by name."""

    asked: Mapping[str, object]
    batch_size: int
    is_complete: bool = False


class Folder:
    """The output folder of a build."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state_folder = path / FOLDER
        self._state = self.state_folder / "state.json"

    @property
    def shards(self) -> Path:
        """Folder of the shards."""
        return self.state_folder / "shards"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Make the folder and hold it for one build at a time. Raises OutputError where another is at work."""
        try:
            self.state_folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.state_folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise OutputError(f"{self.path}: can't be written ({error.strerror}); choose another folder") from error
        try:
            deadline = time.monotonic() + _PATIENCE
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() > deadline:
                        raise OutputError(f"{self.path}: another build is at work there; wait for its end") from error
                    time.sleep(0.05)
            yield
        finally:
            # What failed before anything was begun leaves no trace.
            if not self._state.exists():
                shutil.rmtree(self.state_folder, ignore_errors=True)
                with suppress(OSError):
                    self.path.rmdir()
            os.close(lock)

    def read(self) -> State | None:
        """Return the state of an earlier build; None where there is none.

        Raises OutputError where the folder holds a corpus that no build made, or one of another version.
        """
        try:
            values = json.loads(self._state.read_text("utf-8"))
            if values.pop("format") != _FORMAT:
                raise ValueError("another format")
            return State(**values)
        except FileNotFoundError:
            if found := self.outputs():
                raise OutputError(
                    f"{found[0]}: was not made by a build there; choose another folder, or --fresh to replace it"
                ) from None
            return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise OutputError(
                f"{self._state}: can't be read ({error}); start over with --fresh, or choose another folder"
            ) from error

    def write(self, state: State) -> None:
        """Write the state, whole."""
        values = {"format": _FORMAT, **asdict(state)}
        write_whole(self._state, json.dumps(values, ensure_ascii=False, indent=1).encode())

    def outputs(self) -> list[Path]:
        """Return the files of a corpus that are in the folder."""
        return sorted(path for pattern in OUTPUTS for path in self.path.glob(pattern))

    def clear(self) -> None:
        """Remove what an earlier build has written, its shards and its state; spooled input stays."""
        self._state.unlink(missing_ok=True)
        for path in self.outputs():
            path.unlink()
        self._remove_folders()

    def clean(self) -> None:
        """Remove shards and spooled input, and what a killed build left half-written."""
        self._remove_folders()
        for path in self.state_folder.iterdir():
            if path.name not in ("state.json", "lock"):
                path.unlink(missing_ok=True)

    def _remove_folders(self) -> None:
        for path in self.state_folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)


def check_same(before: State, asked: Mapping[str, object], where: Path) -> None:
    """Raise OptionError, naming what differs, where an earlier build was asked for something else."""
    changed = [name for name in dict.fromkeys([*before.asked, *asked]) if before.asked.get(name) != asked.get(name)]
    if not changed:
        return
    shown = "; ".join(f"{name} was {_value(before.asked, name)}, is {_value(asked, name)}" for name in changed[:3])
    more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    raise OptionError(
        f"{where}: holds a build that was asked for something else ({shown}{more}); "
        "go on with the options of before, start over with --fresh, or choose another folder"
    )


def _value(asked: Mapping[str, object], name: str) -> str:
    value = asked.get(name)
    return "off" if value in (None, "") else str(value)
