"""Part files: the result of one shard on the disk, whole or not there at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from tanqih.batch.work import ShardResult

SIDE_FILES = ("ledger", "dead", "notes")
_HEAD_BYTES = 64


@dataclass(frozen=True, slots=True)
class Done:
    """A shard whose part is on the disk.

    Attributes:
        number, first, count, input: as in `ShardResult`.
        part: name of the part file in the folder of the parts.
        dead: number of its bad records.
        statistics: `Statistics.as_json`.
        seconds: processor time that it took.
    """

    number: int
    first: int
    count: int
    input: str
    part: str
    dead: int
    statistics: dict[str, Any]
    seconds: float


class Carried(NamedTuple):
    """A shard that is worked on and whose part is not on the disk yet: what is noted of it, and the bytes of the part."""

    done: Done
    data: bytes


def write_part(folder: Path, token: str, result: ShardResult, seconds: float) -> Done:
    """Put the result of a shard on the disk: written beside, brought to the disk, renamed.

    Args:
        folder: of the parts; it must be there.
        token: of the run; parts that a killed run's workers still write have another one.
        result: of the shard.
        seconds: processor time that it took.

    Raises:
        OSError: no space, no permission, the folder is gone.
    """
    done = noted(token, result, seconds)
    write_file(folder / done.part, packed(result))
    return done


def noted(token: str, result: ShardResult, seconds: float) -> Done:
    """What is noted of a shard; arguments as of `write_part`."""
    name = f"{token}-{result.number:09d}.part"
    found = result.statistics
    return Done(result.number, result.first, result.count, result.input, name, found.dead, found.as_json(), seconds)


def packed(result: ShardResult) -> bytes:
    """The bytes of a part: a line with the lengths of the sections, then index, output, ledger, dead letters, notes."""
    index = json.dumps([[place, len(data)] for place, data in result.rendered]).encode()
    sections = [index, b"".join(data for _, data in result.rendered)]
    sections += (b"".join(getattr(result, name)) for name in SIDE_FILES)
    return b"".join((json.dumps([len(section) for section in sections]).encode().ljust(_HEAD_BYTES - 1), b"\n", *sections))


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that it is there in whole or not at all, also after a power cut (OSError as usual)."""
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system has a way to."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Part:
    """A part file that is read."""

    def __init__(self, path: Path) -> None:
        """Args:
        path: of the part.

        Raises:
            OSError: it cannot be read.
        """
        with path.open("rb") as stream:
            self._read(stream)

    def _read(self, stream: BinaryIO) -> None:
        sizes = json.loads(stream.read(_HEAD_BYTES))
        self._index: list[tuple[str, int]] = json.loads(stream.read(sizes[0]))
        self._output = stream.read(sizes[1])
        self.side: dict[str, bytes] = {name: stream.read(size) for name, size in zip(SIDE_FILES, sizes[2:], strict=True)}

    def rendered(self) -> Iterator[tuple[str, bytes]]:
        """Place and bytes of each record, in order."""
        at = 0
        for place, size in self._index:
            yield place, self._output[at : at + size]
            at += size
