"""How much work a decision was: seconds in front of an issue without the idle ones, and keys pressed."""

from __future__ import annotations

import time
from collections.abc import Callable

IDLE_SECONDS = 60.0
"""Between two keys no more than this counts as work."""


class Effort:
    """A stopwatch that knows which issue is on the screen. Time on an issue adds up when it is skipped and seen again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Args:
        clock: seconds, from anywhere, never going back.
        """
        self._clock = clock
        self._since = clock()
        self._key = ""
        self._spent: dict[str, tuple[float, int]] = {}

    def look(self, key: str) -> None:
        """The issue with this key is on the screen from now on ("" for none)."""
        self._count(0)
        self._key = key

    def press(self) -> None:
        """A key was pressed."""
        self._count(1)

    def take(self, key: str) -> tuple[float, int]:
        """Seconds and keys that went into an issue; its account starts anew."""
        self._count(0)
        return self._spent.pop(key, (0.0, 0))

    def _count(self, keys: int) -> None:
        now = self._clock()
        seconds, pressed = self._spent.get(self._key, (0.0, 0))
        self._spent[self._key] = (seconds + min(now - self._since, IDLE_SECONDS), pressed + keys)
        self._since = now
