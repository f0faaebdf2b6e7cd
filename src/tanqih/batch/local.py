"""The local engine: worker processes that are started, fed, watched, and replaced when they die or hang.

A worker has one shard at a time and the next one is read ahead, so memory does not grow with the dump. Its processes are spawned, not
forked: they inherit neither locks nor files.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes import c_longlong
from multiprocessing import connection, resource_tracker
from multiprocessing.process import BaseProcess

from tanqih.batch.engine import Bench
from tanqih.batch.journal import full_disk
from tanqih.batch.limits import seconds_for
from tanqih.batch.parts import Done
from tanqih.batch.work import Task
from tanqih.batch.worker import Trouble, serve
from tanqih.errors import InputError, TanqihError

LOOK = 0.5
"""Seconds between two looks at workers that say nothing."""
DEATHS = 3
"""Workers that die on a record before it is given up; fewer may be the work of someone else (memory, an operator)."""
FAILED_STARTS = 5
_SLACK = 2.0
_ASLEEP = 120.0


class LocalEngine:
    """A pool of processes on this machine."""

    def __init__(self, bench: Bench, workers: int) -> None:
        """Args:
        bench: what the workers need.
        workers: number of processes.
        """
        self._bench = bench
        self._hands = [Hand(bench) for _ in range(workers)]
        self._again: deque[Task] = deque()
        self._deaths: Counter[int] = Counter()
        self._failed_starts = 0
        self._draining = False

    def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
        """As `Engine.run`."""
        ready: Task | None = None
        while True:
            for hand in self._hands:
                if hand.task is not None:
                    continue
                if self._again:
                    hand.give(self._again.popleft())
                    continue
                ready = ready or self._next(tasks)
                if ready is None or self._draining:
                    break
                hand.give(ready)
                ready = None
            ready = ready or self._next(tasks)
            busy = [hand for hand in self._hands if hand.task is not None]
            if not busy and not self._again:
                break
            yield from self._finished(busy)
        for hand in self._hands:
            hand.dismiss()

    def drain(self) -> None:
        """As `Engine.drain`."""
        self._draining = True

    def close(self) -> None:
        """As `Engine.close`."""
        for hand in self._hands:
            hand.kill()

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers that run."""
        return [hand.process.pid for hand in self._hands if hand.process and hand.process.pid and hand.process.is_alive()]

    def _next(self, tasks: Iterator[Task]) -> Task | None:
        return None if self._draining else next(tasks, None)

    def _finished(self, busy: list[Hand]) -> Iterator[Done | None]:
        """What workers have to say; waits a moment for it, and looks after those that say nothing."""
        by_connection = {hand.connection: hand for hand in busy}
        for ready in connection.wait(list(by_connection), LOOK):
            done = self._heard(by_connection[ready])  # type: ignore[index]  # `wait` gives back what it was given
            if done is not None:
                yield done
        for hand in busy:
            if hand.task is not None and (record := hand.hangs(self._bench.settings.time_limit)):
                hand.kill()
                limit = seconds_for(hand.size(record), self._bench.settings.time_limit)
                self._retry(hand, {record: f"took more than {limit:g} s of processor time"})
        yield None

    def _heard(self, hand: Hand) -> Done | None:
        try:
            said = hand.connection.recv()
        except (EOFError, OSError):
            self._died(hand)
            return None
        if isinstance(said, Trouble):
            hand.kill()
            if said.full:
                raise full_disk(self._bench.parts)
            raise InputError(f"a worker cannot go on ({said.text})", "what is done is kept; mend that and give the same command")
        hand.task = None
        self._failed_starts = 0
        found: Done = said
        return found

    def _died(self, hand: Hand) -> None:
        """A worker ended by itself or was killed: its shard is done again, without the record on which workers die twice."""
        record = hand.record
        code = hand.kill()
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        if not record:
            self._failed_starts += 1
            if self._failed_starts > FAILED_STARTS:
                raise TanqihError(f"the worker processes cannot be started ({how}); try --workers 1, or ask for help")
        self._deaths[record] += 1
        given_up = record and self._deaths[record] >= DEATHS
        self._retry(hand, {record: f"a worker process died on it {DEATHS} times ({how})"} if given_up else {})

    def _retry(self, hand: Hand, given_up: dict[int, str]) -> None:
        task = hand.task
        hand.task = None
        if task is not None:
            self._again.append(task._replace(given_up={**task.given_up, **given_up}))


class Hand:
    """One worker process, as its parent sees it."""

    def __init__(self, bench: Bench) -> None:
        """Args:
        bench: what it needs. Its process is started when there is work.
        """
        self._bench = bench
        self._spawn = multiprocessing.get_context("spawn")
        self.process: BaseProcess | None = None
        self.connection: connection.Connection
        self.task: Task | None = None
        self._marker: c_longlong = self._spawn.RawValue(c_longlong, 0)
        self._seen = (0, 0.0, 0.0)

    @property
    def record(self) -> int:
        """Number of the record that it tries; 0 before the first of its shard."""
        return self._marker.value

    def size(self, number: int) -> int:
        """Bytes of a record of its shard."""
        return next((len(record.raw) for record in self.task.records if record.number == number), 0) if self.task else 0

    def give(self, task: Task) -> None:
        """Hand over a shard; a process that is gone is replaced first."""
        self.task = task
        if self.process is None or not self.process.is_alive():
            self.kill()
            self._start()
        self._marker.value = 0
        self._seen = (0, time.monotonic(), self._processor_time() or 0.0)
        try:
            self.connection.send(task)
        except OSError:  # it died just now: `recv` will tell
            return

    def _start(self) -> None:
        self.connection, theirs = self._spawn.Pipe()
        self.process = self._spawn.Process(
            target=serve, args=(self._bench, theirs, self._marker, os.getpid()), name="tanqih-batch", daemon=True
        )
        with _without_interrupts():
            self.process.start()
        theirs.close()

    def hangs(self, limit: float) -> int:
        """Number of the record on which it uses more time than its own timer would have let it; 0 when it does not."""
        number = self.record
        now, used = time.monotonic(), self._processor_time()
        if number != self._seen[0]:
            self._seen = (number, now, used or 0.0)
            return 0
        if not number:
            return 0
        allowed = seconds_for(self.size(number), limit)
        if used is not None and used - self._seen[2] > allowed * 1.2 + _SLACK:
            return number
        # Where processor time cannot be read, or something sleeps for ever. Waiting for a busy machine must not count as hanging.
        return number if now - self._seen[1] > (10 if used is not None else 3) * allowed + _ASLEEP else 0

    def _processor_time(self) -> float | None:
        """Seconds that the process has used so far; None where the system does not tell (proc(5), "stat")."""
        if self.process is None:
            return None
        try:
            with open(f"/proc/{self.process.pid}/stat", "rb") as stream:  # noqa: PTH123 - twice a second
                values = stream.read().rpartition(b")")[2].split()
        except OSError:
            return None
        return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")

    def dismiss(self) -> None:
        """Let it end by itself."""
        if self.process is not None:
            with suppress(OSError):
                self.connection.send(None)
            self.process.join(LOOK * 4)
            self.kill()

    def kill(self) -> int | None:
        """End it at once; gives its exit code, a negative one for a signal."""
        if self.process is None:
            return None
        self.process.join(0.05)  # one that is ending anyway tells its own exit code
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        code = self.process.exitcode
        self.connection.close()
        self.process.close()
        self.process = None
        return code


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process that is started inside never sees ctrl-c; ours sees it afterwards (signal masks are inherited, POSIX exec)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would lift the mask when it is started inside
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
