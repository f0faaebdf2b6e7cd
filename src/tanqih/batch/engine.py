"""What an engine is: something that works on shards, in any order, and puts each result on the disk as a part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from tanqih.batch.parts import Done
from tanqih.batch.records import Codec
from tanqih.batch.work import Settings, Task


class Bench(NamedTuple):
    """What every worker of a run needs. Picklable.

    Attributes:
        settings: what is done to each record.
        codec: of the container.
        parts: folder for the part files.
        token: of this run, in the names of its parts.
        carried: workers give the bytes of their parts back (`Carried`), for they may have another disk than the run.
    """

    settings: Settings
    codec: Codec
    parts: Path
    token: str
    carried: bool = False


class Engine(Protocol):
    """Works on shards."""

    def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
        """Work on the shards; a bounded number is taken from `tasks` ahead of what is done.

        Yields:
            What is done, in any order; None now and then when nothing is, so that the caller can look around.

        Raises:
            TanqihError: the work cannot go on (a full disk, workers that do not start). What was yielded stays done.
        """

    def drain(self) -> None:
        """Take no further tasks; `run` ends when those in hand are done."""

    def close(self) -> None:
        """Stop at once, whatever is in hand; harmless when all is done."""
