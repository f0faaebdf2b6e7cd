"""Where rendered records go: one file, the files of a folder of dumps, a folder of texts. Compression as the names say, or as the input's."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path, PurePath

from tanqih.batch.containers.compression import Packer, kind_of_name, plain_name
from tanqih.batch.containers.inputs import kind_of
from tanqih.batch.records import Opening
from tanqih.errors import ConfigError, InputError


class StreamSink:
    """One output file, or one for each of the dumps of a folder; writing can go on at every checkpoint.

    Offsets count the bytes of all the files in order.

    Args:
        names: of the files below the output folder, by the names that places have, in order; None: the output is one file.
        packing: how a file is compressed, by the name that places have (of the one file: by "").
    """

    def __init__(self, names: Mapping[str, str] | None, packing: Callable[[str], str | None]) -> None:
        self._names = names
        self._order = list(names) if names is not None else [""]
        self._packing = packing
        self._root = Path()
        self._at = -1
        self._before = 0  # bytes of the files that are done
        self._file: BufferedRandom | None = None
        self._packer: Packer | None = None

    @property
    def appendable(self) -> bool:
        """True: a checkpoint ends a member of compressed data."""
        return True

    def open(self, path: Path, resume_at: int | None = None) -> None:
        """Begin, or go on; see `Sink.open`."""
        self._root, self._before, self._at = path, 0, -1
        left = resume_at or 0
        with writing(path):
            for at, _ in enumerate(self._order):
                size = self._path(at).stat().st_size if resume_at and self._path(at).exists() else 0
                if left <= size:
                    self._start(at, left)
                    break
                left -= size
                self._before += size
            else:
                raise InputError("the output is shorter than its journal says", "start over with --fresh", path=str(path))
            for later in range(self._at + 1, len(self._order)):
                self._path(later).unlink(missing_ok=True)

    def write(self, place: str, data: bytes) -> None:
        """Take one rendered record."""
        with writing(self._root):
            if self._names is not None:
                name = place.rpartition(":")[0]
                while self._order[self._at] != name:
                    self._finish()
                    self._start(self._at + 1, 0)
            self._put(self._packer.add(data) if self._packer else data)

    def checkpoint(self) -> int:
        """End a member of compressed data and give the offset."""
        with writing(self._root):
            if self._packer:
                self._put(self._packer.end())
            if self._file is None:
                raise ValueError("the sink is not open")
            self._file.flush()
            return self._before + self._file.tell()

    def sync(self) -> None:
        """Bring everything to the disk."""
        with writing(self._root):
            if self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Finish the output, with empty files for dumps without records."""
        with writing(self._root):
            self._finish()
            for later in range(self._at + 1, len(self._order)):
                self._start(later, 0)
                self._finish()

    def drop(self) -> None:
        """Let go of the file in hand."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _path(self, at: int) -> Path:
        return self._root if self._names is None else self._root / self._names[self._order[at]]

    def _start(self, at: int, offset: int) -> None:
        """Open a file, cut off what lies behind an offset."""
        path = self._path(at)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("r+b" if offset else "w+b")
        self._file.truncate(offset)
        self._file.seek(offset)
        self._at = at
        kind = self._packing(self._order[at])
        self._packer = Packer(kind, begun=offset > 0) if kind else None

    def _finish(self) -> None:
        """End the file in hand."""
        if self._file is None:
            return
        if self._packer:
            self._put(self._packer.end(last=True))
        self.sync()
        self._before += self._file.tell()
        self._file.close()
        self._file = None

    def _put(self, data: bytes) -> None:
        if data and self._file is not None:
            self._file.write(data)


class TextSink:
    """A folder of texts, each file replaced in one step; or the one file.

    Args:
        single: True when the output is one file.
        packing: how a file is compressed, by its place.
    """

    def __init__(self, packing: Callable[[str], str | None], *, single: bool) -> None:
        self._packing, self._single = packing, single
        self._root = Path()
        self._pending: list[Path] = []

    @property
    def appendable(self) -> bool:
        """True: a file that is written again is the same."""
        return True

    def open(self, path: Path, resume_at: int | None = None) -> None:  # noqa: ARG002 - files that are there are written again
        """Begin, or go on."""
        self._root = path
        with writing(path):
            (path.parent if self._single else path).mkdir(parents=True, exist_ok=True)

    def write(self, place: str, data: bytes) -> None:
        """Write one text."""
        path = self._root if self._single else self._root / PurePath(place)
        kind = self._packing(place)
        if kind:
            packer = Packer(kind)
            data = packer.add(data) + packer.end(last=True)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name[:100]}.tanqih.tmp")
            beside.write_bytes(data)
            beside.replace(path)
        self._pending.append(path)

    def checkpoint(self) -> int:
        """Nothing has to be cut off: 0."""
        return 0

    def sync(self) -> None:
        """Bring the files to the disk."""
        with writing(self._root):
            for path in self._pending:
                with path.open("rb") as stream:
                    os.fsync(stream.fileno())
        self._pending = []

    def close(self) -> None:
        """Finish."""
        self.sync()

    def drop(self) -> None:
        """Each file was closed when it was written."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Reports a failed write as an InputError that names the output; a full disk stays an OSError, which the batch knows."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        reason = error.strerror or type(error).__name__
        raise InputError(
            f"cannot be written ({reason})", "check the folder, its permissions and the disk", path=str(path)
        ) from None


def sink_of(inputs: Sequence[str], kind: str, opening: Opening, packings: Mapping[str, str | None], *, many: bool) -> StreamSink:
    """The sink of dumps that are streams.

    Args:
        inputs: names of the files, as places have them.
        kind: of the output: "jsonl" for web archives, else that of the input.
        opening: names the output.
        packings: how each file is compressed.
        many: True when the output is a folder.

    Raises:
        ConfigError: the output's name promises another format.
    """
    if not many:
        name = opening.output
        promised = kind_of(name)
        if promised not in (None, kind):
            raise ConfigError(f"the output of {kind} is {kind}, not {promised}: name it with .{kind}, or convert it afterwards")
        telling = bool(kind_of_name(name)) or promised is not None
        packing = kind_of_name(name) if telling else next(iter(packings.values()), None)
        return StreamSink(None, lambda _: packing)
    names = {name: output_name(name, kind) for name in inputs}
    return StreamSink(names, lambda name: kind_of_name(names[name]) or packings.get(name))


def output_name(name: str, kind: str) -> str:
    """Name of the output of a dump below the output folder: its own, or with the ending of the format that it becomes."""
    if kind_of(name) in (None, kind):
        return name
    plain = PurePath(plain_name(name))
    return f"{plain.with_suffix(f'.{kind}')}{name[len(str(plain)) :]}"
