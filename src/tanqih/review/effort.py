"""How much work a decision was: seconds in front of an issue without the idle ones, keys pressed, characters typed.

With `private` nothing is measured and nothing is kept: every figure is zero, the moment of the decision too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

IDLE_SECONDS = 60.0
"""Between two keys no more than this counts as work."""


class Work(NamedTuple):
    """What went into a decision; the names are those of `tanqih.issue.Decision`.

    Attributes:
        made_at: when it was made, seconds since the epoch; 0.0 when nothing is logged.
        seconds: in front of the issue, without the idle ones.
        keystrokes: keys pressed, those of the editors too.
        typed: characters typed into an editor; pasted ones do not count.
    """

    made_at: float = 0.0
    seconds: float = 0.0
    keystrokes: int = 0
    typed: int = 0


class Effort:
    """A stopwatch that knows which issue is on the screen. Time on an issue adds up when it is skipped and seen again."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, now: Callable[[], float] = time.time, private: bool = False
    ) -> None:
        """Args:
        clock: seconds, from anywhere, never going back.
        now: seconds since the epoch.
        private: measure nothing.
        """
        self._clock, self._now, self._private = clock, now, private
        self._since = clock()
        self._key = ""
        self._spent: dict[str, Work] = {}

    def look(self, key: str) -> None:
        """The issue with this key is on the screen from now on ("" for none)."""
        self._count()
        self._key = key

    def press(self, typed: int = 0) -> None:
        """A key was pressed; `typed` characters of text came from it."""
        self._count(1, typed)

    def take(self, key: str) -> Work:
        """What went into an issue until now; its account starts anew."""
        self._count()
        spent = self._spent.pop(key, Work())
        return Work() if self._private else spent._replace(made_at=self._now(), seconds=round(spent.seconds, 3))

    def _count(self, keys: int = 0, typed: int = 0) -> None:
        now = self._clock()
        spent = self._spent.get(self._key, Work())
        seconds = spent.seconds + min(now - self._since, IDLE_SECONDS)
        self._spent[self._key] = Work(0.0, seconds, spent.keystrokes + keys, spent.typed + typed)
        self._since = now
