"""Progress on standard error: a line that is renewed on a terminal, plain lines now and then elsewhere, or JSON lines for logs."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import Any, TextIO

from tanqih.batch.parts import Done
from tanqih.commands.output import MIDDLE_DOT
from tanqih.commands.terminal import visible

PLAIN_EVERY, TERMINAL_EVERY = 10.0, 0.5
FAMILIES = 4
LOG_FORMATS = ("text", "json")


class Progress:
    """Tells how far a run is: records and megabytes per second, the time that is left, issues by family."""

    def __init__(self, stream: TextIO, *, log_format: str = "text", quiet: bool = False) -> None:
        """Args:
        stream: where to write.
        log_format: "text" or "json".
        quiet: only notes that say what to do.
        """
        self._stream, self._json, self._quiet = stream, log_format == "json", quiet
        self._terminal = stream.isatty() and not self._json
        self._every = TERMINAL_EVERY if self._terminal else PLAIN_EVERY
        self._families: Counter[str] = Counter()
        self._records = self._bytes = self._dead = self._changed = self._before = 0
        self._position = self._start = 0
        self._size: int | None = None
        self._begun = self._last = time.monotonic()
        self._shown = False

    def begins(self, *, done: int, at: int, size: int | None) -> None:
        """As `Watcher.begins`."""
        self._before, self._start, self._size = done, at, size
        self._position = at
        self._begun = self._last = time.monotonic()
        if done:
            self.note(f"going on after {done:,} records")

    def shard(self, done: Done) -> None:
        """As `Watcher.shard`."""
        found = done.statistics
        self._records += found["records"]
        self._bytes += found["bytes_in"]
        self._dead += found["dead"]
        self._changed += found["changed"]
        for rule, number in found["issues"].items():
            self._families[rule.partition("/")[0]] += number

    def look(self, position: int) -> None:
        """As `Watcher.look`."""
        self._position = position
        now = time.monotonic()
        if now - self._last >= self._every and self._records and not self._quiet:
            self._last = now
            self._show()

    def note(self, text: str) -> None:
        """As `Watcher.note`."""
        if self._json:
            self._write_json({"event": "note", "text": text})
        elif not self._quiet:
            self._line(f"tanqih: {visible(text)}")

    def ends(self, event: str, text: str, **facts: Any) -> None:
        """The last line of a run."""
        if self._json:
            self._write_json({"event": event, **facts})
        elif not self._quiet:
            self._line(f"tanqih: {visible(text)}")

    def _facts(self) -> dict[str, Any]:
        seconds = max(time.monotonic() - self._begun, 1e-3)
        read = self._position - self._start
        left = None
        if self._size and read > 0:
            left = round(max(0, self._size - self._position) * seconds / read)
        return {
            "records": self._before + self._records,
            "changed": self._changed,
            "dead": self._dead,
            "records_per_second": round(self._records / seconds, 1),
            "megabytes_per_second": round(self._bytes / 1e6 / seconds, 3),
            "share": round(min(1.0, self._position / self._size), 4) if self._size else None,
            "seconds_left": left,
            "families": dict(self._families.most_common()),
        }

    def _show(self) -> None:
        facts = self._facts()
        if self._json:
            self._write_json({"event": "progress", **facts})
            return
        share = "" if facts["share"] is None else f"{facts['share']:4.0%} "
        parts = [
            f"{share}{facts['records']:,} records",
            f"{facts['records_per_second']:,.0f}/s",
            f"{facts['megabytes_per_second']:.2f} MB/s",
        ]
        if facts["seconds_left"] is not None:
            parts.append(f"{spelt(facts['seconds_left'])} left")
        if facts["dead"]:
            parts.append(f"{facts['dead']:,} bad")
        parts += [f"{family} {number:,}" for family, number in self._families.most_common(FAMILIES)]
        text = visible(f" {MIDDLE_DOT} ".join(parts))
        if self._terminal:
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()
            self._shown = True
        else:
            self._line(f"tanqih: {text}")

    def _line(self, text: str) -> None:
        """A line of its own; one that is renewed goes first."""
        self._stream.write(("\r\x1b[K" if self._shown else "") + text + "\n")
        self._stream.flush()
        self._shown = False

    def _write_json(self, value: dict[str, Any]) -> None:
        self._stream.write(json.dumps({"time": round(time.time(), 3), **value}) + "\n")
        self._stream.flush()


def spelt(seconds: float) -> str:
    """Seconds as `42 s`, `12 min` or `3 h 05 min`."""
    whole = round(seconds)
    if whole < 100:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02d} min"
