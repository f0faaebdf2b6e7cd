"""Putting the output together from the parts, in order, so that a kill at any byte loses nothing.

What is appended is brought to the disk first, then its length is noted in the journal, then the parts are deleted. Going on cuts off
whatever lies behind the noted length.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from tanqih.batch.journal import Journal, Progress, full_disk
from tanqih.batch.parts import SIDE_FILES, Done, Part, sync_folder
from tanqih.batch.records import Sink
from tanqih.batch.statistics import Statistics
from tanqih.errors import InputError

PAUSE = 2.0
"""Seconds between two times that the output is brought to the disk."""
MANY = 64
"""Shards after which it is done in any case."""


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Turns a full disk into an error that says what to do (`DiskFullError`), also where a sink has named the file already."""
    try:
        yield
    except (OSError, InputError) as error:
        cause = error.__context__ if isinstance(error, InputError) else error
        if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise full_disk(path) from None
        raise


class Assembly:
    """The output in the making: `output` and the side files in the folder of the run."""

    def __init__(self, folder: Path, journal: Journal, sink: Sink, head: bytes) -> None:
        """Args:
        folder: of the run; its parts are in `parts`.
        journal: of the run.
        sink: of the container.
        head: first line of the ledger.
        """
        self.folder, self._journal, self._sink, self._head = folder, journal, sink, head
        known = journal.progress
        self.shards, self.seconds = known.shards, known.seconds
        self.statistics = known.statistics
        self._offsets = known.offsets
        self._side: dict[str, BinaryIO] = {}
        self._is_open = False
        self._last = time.monotonic()

    def output(self) -> Path:
        """The output in the making."""
        return self.folder / "output"

    def side(self, name: str) -> Path:
        """A side file in the making."""
        return self.folder / f"{name}.jsonl"

    def fold(self, *, now: bool = False) -> None:
        """Append the shards that follow without a gap, when it is time to, or now.

        Output that cannot be appended to is left for `finish`.

        Raises:
            DiskFullError: no space; what was noted stays valid.
        """
        due = now or time.monotonic() - self._last >= PAUSE
        if self._sink.appendable and (due or self._waiting(MANY)):
            self._append()
            self._last = time.monotonic()

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Append all that is left and close the output. May be done again after a kill, as long as the journal has not noted `facts`.

        Args:
            facts: noted in the journal when the output is on the disk.

        Raises:
            DiskFullError: no space.
        """
        if not self._sink.appendable:
            self.shards, self.seconds, self.statistics, self._offsets = 0, 0.0, Statistics(), {}
        self._append(facts)

    def show_dead(self) -> None:
        """Let people see the dead letters so far, also where the output is put together only at the end."""
        if not self._sink.appendable:
            with disk(self.folder), self.side("dead").open("wb") as stream:
                stream.writelines(Part(self.folder / "parts" / name).side["dead"] for name in self._journal.parts())

    def _waiting(self, number: int) -> bool:
        return self._journal.shard(self.shards + number - 1) is not None

    def _append(self, facts: Mapping[str, Any] | None = None) -> None:
        """Append the shards that follow without a gap; with facts they are the last ones."""
        parts: list[Path] = []
        with disk(self.folder):
            while done := self._journal.shard(self.shards):
                parts.append(self._take(done))
            if not parts and facts is None:
                return
            self._open()
            if facts is not None:
                self._sink.close()
            else:
                self._sink.sync()
            for name, stream in self._side.items():
                stream.flush()
                os.fsync(stream.fileno())
                self._offsets[name] = stream.tell()
        self._journal.advance(Progress(self.shards, self._offsets, self.statistics, self.seconds), facts or {})
        for path in parts:
            path.unlink(missing_ok=True)
        if facts is not None:
            self.close()

    def _take(self, done: Done) -> Path:
        """Append one shard."""
        self._open()
        path = self.folder / "parts" / done.part
        part = Part(path)
        for place, data in part.rendered():
            self._sink.write(place, data)
        self._offsets["output"] = self._sink.checkpoint()
        for name, data in part.side.items():
            self._side[name].write(data)
        self.statistics.add(Statistics.from_json(done.statistics))
        self.shards += 1
        self.seconds += done.seconds
        return path

    def _open(self) -> None:
        if self._is_open:
            return
        self._is_open = True
        self._sink.open(self.output(), self._offsets.get("output"))
        for name in SIDE_FILES:
            path = self.side(name)
            path.touch()
            stream = path.open("r+b")
            stream.truncate(self._offsets.get(name, 0))
            stream.seek(0, os.SEEK_END)
            if name == "ledger" and not stream.tell():
                stream.write(self._head)
            self._side[name] = stream
        sync_folder(self.folder)

    def close(self) -> None:
        """Let go of the files; what was not noted does not count."""
        self._sink.drop()
        for stream in self._side.values():
            stream.close()
        self._side = {}
