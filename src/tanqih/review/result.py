"""Writing the result of a review: the edited files, each through a temporary file and a rename, and a line that says so."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tanqih import formats
from tanqih.errors import ConfigError, InputError
from tanqih.formats.files import replace_file
from tanqih.review.files import digest_of, set_written, written
from tanqih.review.opening import Container, Opening, documents_of, read_bytes

BACKUP = ".bak"


class Written(NamedTuple):
    """What became of an input file: the path written to (None: nothing to write) and a line for people."""

    source: str
    target: str | None
    line: str


class Result:
    """Knows where each input's edited text goes, and writes it."""

    def __init__(
        self,
        opening: Opening,
        output: str | os.PathLike[str] | None = None,
        *,
        in_place: bool = False,
        backup: bool = False,
    ) -> None:
        """Args:
        opening: the review.
        output: a file for one input, a folder for several; default `<name>.edited<suffix>` beside each input.
        in_place: write into the input files.
        backup: keep the bytes that a file had before in `<name>.bak`, the first time it is replaced.

        Raises:
            ConfigError: both are given, or one file for several inputs.
            InputError: a file that is to be replaced is read-only.
        """
        if output is not None and in_place:
            raise ConfigError("give an output or in-place, not both")
        self._opening, self._in_place, self._backup = opening, in_place, backup
        self._output = os.fspath(output) if output is not None else None
        if self._output and len(opening.containers) > 1 and not Path(self._output).is_dir():
            raise ConfigError(f"{self._output}: the results of several files need a folder that exists")
        for path in (container.path for container in opening.containers if in_place):
            if not os.access(path, os.W_OK):
                raise InputError("is read-only", "make it writable, or name an output with -o", path=path)

    def target(self, container: Container) -> str:
        """Where an input's result goes, before it is known whether that file is free."""
        if self._in_place:
            return container.path
        if self._output:
            folder = Path(self._output)
            return str(folder / Path(container.path).name) if folder.is_dir() else self._output
        path = Path(container.path)
        return str(path.with_name(f"{path.stem}.edited{path.suffix}"))

    def targets(self) -> Sequence[str]:
        """Where the results go, for every input."""
        return [self.target(container) for container in self._opening.containers]

    def pending(self) -> bool:
        """True when `write` would change a file."""
        return any(self._pending(container) for container in self.touched())

    def touched(self) -> list[Container]:
        """The inputs on which anything was ever decided."""
        queue = self._opening.session.queue
        containers = self._opening.containers
        return [one for one in containers if not all(queue.untouched(index) for index in range(*one.documents))]

    def write(self) -> list[Written]:
        """Write what was edited, as `writing`, at once."""
        return list(self.writing())

    def writing(self) -> Iterator[Written]:
        """Write what was edited, file by file. An input without edits gives no output, unless there is one that is out of date.

        Raises:
            InputError: a file cannot be written, or an input that is to be replaced has changed on disk; the decisions are safe.
        """
        for container in self.touched():
            yield self._write(container)

    def _pending(self, container: Container) -> bool:
        data, target = self._data(container), self._free(container)
        there = _digest_at(target)
        return digest_of(data) not in (there, container.digest if there is None else there)

    def _data(self, container: Container) -> bytes:
        queue = self._opening.session.queue
        return formats.write_bytes(queue.text_of(index).preview for index in range(*container.documents))

    def _write(self, container: Container) -> Written:
        queue, path = self._opening.session.queue, container.path
        data, target = self._data(container), self._free(container)
        there = _digest_at(target)
        if there is None and digest_of(data) == container.digest and not self._in_place:
            return Written(path, None, f"{path}: no edits, nothing written")
        indexes = [index for index in range(*container.documents) if not queue.untouched(index)]
        edits = sum(len(decision.edits) for index in indexes for decision in queue.text_of(index).decisions)
        said = f"{edits} edit{'s' * (edits != 1)}"
        if there == digest_of(data):
            return Written(path, target, f"{target}: up to date ({said})")
        replaced = None
        if self._in_place:
            if there is None:
                raise InputError("is gone", "put it back, or name an output with -o; the decisions are kept", path=path)
            if there not in (container.digest, written(queue.store, target)):
                raise InputError("has changed on disk since it was read", "open it again; the decisions are kept", path=path)
            replaced = read_bytes(path) if there == container.digest else None
        elif _digest_at(path) not in (container.digest, written(queue.store, path)):
            said += f"; {path} itself has changed since it was read"
        if self._backup and there is not None:
            self._keep_old(target)
        replace_file(target, [data])
        set_written(queue.store, target, data, replaced)
        if self._in_place:
            self._remember_rejections(container, data)
        return Written(path, target, f"{target}: written ({said})")

    def _keep_old(self, target: str) -> None:
        """Copy what a file holds beside it, unless that was done already."""
        copy = Path(f"{target}{BACKUP}")
        if not copy.exists():
            replace_file(copy, [read_bytes(target)])

    def _remember_rejections(self, container: Container, data: bytes) -> None:
        again = documents_of(data, container.path, container.options)
        queue = self._opening.session.queue
        for index, document in zip(range(*container.documents), again, strict=False):
            if not queue.untouched(index):
                queue.keep_rejections(index, document)

    def _free(self, container: Container) -> str:
        """The target; for a default name that someone else has written to, the next numbered name."""
        target = self.target(container)
        if self._in_place or self._output:
            return target
        store = self._opening.session.queue.store
        path = Path(target)
        number = 1
        while path.exists() and _digest_at(str(path)) != written(store, str(path)):
            number += 1
            path = Path(target).with_stem(f"{Path(target).stem}.{number}")
        return str(path)


def _digest_at(path: str) -> str | None:
    return digest_of(read_bytes(path)) if Path(path).is_file() else None
