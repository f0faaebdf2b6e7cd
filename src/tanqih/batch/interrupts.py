"""Ctrl-c and the scheduler's stop: the first is graceful, a second one immediate."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any


class StopReading(BaseException):
    """The first interrupt came while input was waited for."""


class Interrupts:
    """Counts SIGINT and SIGTERM while it is entered (in the main thread; elsewhere it sees none). The second raises KeyboardInterrupt.

    Attributes:
        signal: the first that came, 0 for none.
    """

    def __init__(self, said: Callable[[], None]) -> None:
        """Args:
        said: called once, at the first one.
        """
        self.signal = 0
        self._said = said
        self._reading = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Interrupts:
        for number in (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ():
            self._before[number] = signal.signal(number, self._came)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _came(self, number: int, _frame: FrameType | None) -> None:
        if self.signal:
            raise KeyboardInterrupt
        self.signal = number
        self._said()
        if self._reading:
            raise StopReading

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Inside, the first interrupt raises `StopReading`, for reading may wait for ever."""
        self._reading = True
        try:
            if self.signal:
                raise StopReading
            yield
        finally:
            self._reading = False
