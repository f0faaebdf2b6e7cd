"""A limit of processor time per record: what makes a rule hang is cut off, whatever else the machine is doing."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MEGABYTE = 1_000_000


class OverTime(BaseException):
    """The limit was reached. No `Exception`: what a rule catches must not swallow it."""


def seconds_for(size: int, limit: float) -> float:
    """Processor time for a record of `size` bytes: `limit` for each megabyte begun."""
    return limit * max(1, -(-size // MEGABYTE))


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raises `OverTime` inside when it used more processor time than this.

    Works in the main thread where the system has the timer (POSIX); elsewhere only the parent's watch over its workers cuts off. A
    regular expression is stopped too, for `re` looks for signals while it matches; other C code only when it returns.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        raise OverTime

    before = signal.signal(signal.SIGPROF, stop)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        signal.signal(signal.SIGPROF, before)
