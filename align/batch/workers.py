"""Worker processes that may die: each has its own pipe, so that the death of one is seen and harms no other.

They are started anew rather than forked: a caller may have threads, and only a child of the build itself can be made to
end with it, which a server's child can't. Models are mapped from their files, so that all share one copy of them.
`concurrent.futures.ProcessPoolExecutor` breaks for good when a worker is killed, and doesn't tell which task it held.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from align.batch.shards import Marker
from align.batch.work import Batch, Bench, Setup
from align.errors import HanalignError, ModelError

#: Workers that may die before they have begun, one after the other, before the build gives up.
_MOST_STILLBORN = 3
#: Prctl option by which a process is killed when its parent dies (Linux).
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has loaded its models."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A worker has begun on the pair at a place of its batch."""

    place: int


@dataclass(frozen=True, slots=True)
class Done:
    """A worker has written the shard of a batch."""

    number: int
    marker: Marker


@dataclass(frozen=True, slots=True)
class Failed:
    """A worker met an error that would fail every pair."""

    error: HanalignError


@dataclass(frozen=True, slots=True)
class Loss:
    """A worker died: how, and what becomes of its batch. `culprit` is the id of a pair that is rejected for it."""

    how: str
    batch: int
    culprit: str | None


def serve(connection: Connection, setup: Setup, parent: int) -> None:
    """Body of a worker: take batches from the pipe until there is none."""
    # The build alone answers to Ctrl-C; a worker ends with it, however it ended.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    with suppress(EOFError, OSError):
        try:
            bench = Bench(setup)
            connection.send(Ready())
            while os.getppid() == parent and (batch := connection.recv()) is not None:
                marker = bench.work(batch, lambda place: connection.send(Begun(place)))
                connection.send(Done(batch.number, marker))
        except HanalignError as error:
            connection.send(Failed(error))
        except MemoryError:
            # Outside of any pair: as if the process had been killed for it.
            sys.exit(1)
        except (EOFError, OSError):
            raise
        except Exception as error:
            connection.send(Failed(HanalignError(f"unexpected {type(error).__name__}: {error}; please report it")))


class _Worker:
    """One worker process, seen from the parent."""

    def __init__(self, setup: Setup) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, setup, os.getpid()), daemon=True)
        with _one_thread():
            self.process.start()
        theirs.close()
        self.batch: Batch | None = None
        self.is_ready = False
        self.place: int | None = None
        self.since = time.monotonic()

    def give(self, batch: Batch | None) -> None:
        self.batch, self.place, self.since = batch, None, time.monotonic()
        with suppress(OSError):
            self.connection.send(batch)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()

    def death(self) -> str:
        """Wait for the process to be gone and say how it went."""
        self.process.join()
        code = self.process.exitcode or 0
        if code >= 0:
            return f"exited with code {code}"
        name = signal.Signals(-code).name if -code in list(signal.Signals) else f"signal {-code}"
        return f"killed by {name}" + (", out of memory perhaps" if name == "SIGKILL" else "")


class Workers:
    """As many workers as asked for, replaced when they die."""

    def __init__(self, setup: Setup, jobs: int, timeout: float) -> None:
        self._setup = setup
        self._jobs = jobs
        self._timeout = timeout
        self._workers: list[_Worker] = []
        self._retries: deque[Batch] = deque()
        self._doubtful: set[tuple[int, int]] = set()
        self._stillborn = 0

    def run(self, batches: Iterator[Batch]) -> Iterator[Done | Loss]:
        """Hand out batches and yield what becomes of them, until all are done.

        The batch of a worker that dies, or takes longer than the time limit for a pair, is tried again; a pair that
        two workers died of is rejected. Raises what every pair would fail of, and ModelError where workers die
        before they begin.
        """
        is_more = True
        try:
            while True:
                while is_more or self._retries:
                    worker = self._free()
                    if worker is None:
                        break
                    batch = self._retries.popleft() if self._retries else next(batches, None)
                    if batch is None:
                        is_more = False
                        break
                    worker.give(batch)
                if not any(worker.batch for worker in self._workers):
                    return
                yield from self._events()
        finally:
            for worker in self._workers:
                worker.stop()
            self._workers.clear()

    def _free(self) -> _Worker | None:
        """Return a worker without a batch, a new one where there may be more; None where all are busy."""
        for worker in self._workers:
            if worker.batch is None:
                return worker
        if len(self._workers) < self._jobs:
            self._workers.append(_Worker(self._setup))
            return self._workers[-1]
        return None

    def _events(self) -> Iterator[Done | Loss]:
        connections = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(connections), self._patience()):
            worker = connections[connection]  # type: ignore[index]
            try:
                # All that it sent is taken before its end is seen.
                yield from self._receive(worker)
            except (EOFError, OSError):
                yield from self._bury(worker, worker.death())
        now = time.monotonic()
        for worker in list(self._workers):
            if self._timeout and worker.place is not None and now - worker.since > self._timeout:
                worker.process.kill()
                worker.death()
                yield from self._bury(worker, f"took longer than {self._timeout:g} seconds")

    def _patience(self) -> float | None:
        if not self._timeout:
            return None
        begun = [worker.since for worker in self._workers if worker.place is not None]
        return max(0.01, min(begun) + self._timeout - time.monotonic() + 0.01) if begun else self._timeout

    def _receive(self, worker: _Worker) -> Iterator[Done]:
        message = worker.connection.recv()
        if isinstance(message, Ready):
            worker.is_ready = True
        elif isinstance(message, Begun):
            worker.place, worker.since = message.place, time.monotonic()
        elif isinstance(message, Done):
            worker.batch, worker.place = None, None
            self._stillborn = 0
            yield message
        elif isinstance(message, Failed):
            raise message.error

    def _bury(self, worker: _Worker, how: str) -> Iterator[Loss]:
        self._workers.remove(worker)
        worker.connection.close()
        if not worker.is_ready or worker.place is None:
            self._stillborn += 1
            if self._stillborn >= _MOST_STILLBORN:
                raise ModelError(
                    f"worker processes end before they begin ({how}); see that there is memory enough, "
                    'and that a script calls build below if __name__ == "__main__"'
                )
        batch = worker.batch
        if batch is None:
            return
        culprit = None
        if worker.place is not None:
            if (batch.number, worker.place) in self._doubtful:
                culprit = batch.entries[worker.place].id
                reason = f"worker {how}" if not how.startswith("took") else how
                batch = replace(batch, rejected={**batch.rejected, worker.place: reason})
            self._doubtful.add((batch.number, worker.place))
        self._retries.append(batch)
        yield Loss(how, batch.number, culprit)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let a process begin with one thread for linear algebra: there is one process a core already."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
