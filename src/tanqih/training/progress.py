"""How far a run is, as one line: on a terminal it is rewritten in place, elsewhere a new one is written every minute."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from tanqih.training.loop import Training

TERMINAL_SECONDS, LOG_SECONDS = 0.5, 60.0
_WINDOW = 120
"""Reports from which the speed is told: of the last minute or so."""


def duration(seconds: float) -> str:
    """A time in words: "45 s", "12 min", "3 h 05 min"."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


class Progress:
    """Reports on a run."""

    def __init__(self, training: Training, stream: TextIO, *, quiet: bool = False) -> None:
        """Args:
        training: the run.
        stream: standard error.
        quiet: report nothing.
        """
        self._training, self._stream, self._quiet = training, stream, quiet
        self._terminal = stream.isatty()
        self._every = TERMINAL_SECONDS if self._terminal else LOG_SECONDS
        self._seen = deque([(time.monotonic(), training.seen)], maxlen=_WINDOW)

    def __call__(self) -> None:
        """Report, unless it has just been done."""
        now = time.monotonic()
        if self._quiet or now - self._seen[-1][0] < self._every:
            return
        self._seen.append((now, self._training.seen))
        self._stream.write(f"\r\x1b[K{self.line}" if self._terminal else f"{self.line}\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the line."""
        if self._terminal and not self._quiet and len(self._seen) > 1:
            self._stream.write("\n")

    @property
    def line(self) -> str:
        """Share, words, words per second, loss, loss on held-out texts, time left."""
        run = self._training
        speed = self.speed
        parts = [f"{100 * run.progress:.1f} %", f"{run.seen:,} of {run.recipe.words:,} words", f"loss {run.loss:.3f}"]
        if run.checks:
            parts.append(f"held-out {run.checks[-1][1]:.4f}")
        if speed:
            parts += [f"{speed:,.0f} words/s", f"{duration(max(0, run.recipe.words - run.seen) / speed)} left"]
        return "  ".join(parts)

    @property
    def speed(self) -> float:
        """Words per second over the last reports; 0 before the second."""
        (first, begun), (last, seen) = self._seen[0], self._seen[-1]
        return (seen - begun) / (last - first) if last > first else 0.0
