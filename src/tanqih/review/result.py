"""Writing the result of a review: the edited files, each through a temporary file and a rename, and a line that says so."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tanqih import formats
from tanqih.errors import ConfigError, InputError
from tanqih.formats.files import replace_file
from tanqih.review.opening import Container, Opening, digest_of, documents_of, read_bytes


class Written(NamedTuple):
    """What became of an input file: the path written to (None: nothing to write) and a line for people."""

    source: str
    target: str | None
    line: str


class Result:
    """Knows where each input's edited text goes, and writes it."""

    def __init__(self, opening: Opening, output: str | os.PathLike[str] | None = None, *, in_place: bool = False) -> None:
        """Args:
        opening: the review.
        output: a file for one input, a folder for several; default `<name>.edited<suffix>` beside each input.
        in_place: write into the input files.

        Raises:
            ConfigError: both are given, or one file for several inputs.
        """
        if output is not None and in_place:
            raise ConfigError("give an output or in-place, not both")
        self._opening, self._in_place = opening, in_place
        self._output = os.fspath(output) if output is not None else None
        if self._output and len(opening.containers) > 1 and not Path(self._output).is_dir():
            raise ConfigError(f"{self._output}: the results of several files need a folder that exists")

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

    def write(self) -> list[Written]:
        """Write what was edited. An input without edits gives no output, unless there is one that is out of date.

        Raises:
            InputError: a file cannot be written, or an input that is to be replaced has changed on disk; the decisions are safe.
        """
        return [self._write(container) for container in self._opening.containers]

    def _write(self, container: Container) -> Written:
        queue, path = self._opening.session.queue, container.path
        indexes = range(*container.documents)
        data = formats.write_bytes(queue[index].preview for index in indexes)
        target = self._free(container)
        there = digest_of(read_bytes(target)) if Path(target).is_file() else None
        if there is None and digest_of(data) == container.digest:
            return Written(path, None, f"{path}: no edits, nothing written")
        edits = sum(len(decision.edits) for index in indexes for decision in queue[index].decisions)
        said = f"{edits} edit{'s' * (edits != 1)}"
        if there == digest_of(data):
            return Written(path, target, f"{target}: up to date ({said})")
        if self._in_place and there not in (container.digest, queue.store.output_digest(_name(target))):
            raise InputError("has changed on disk since it was read", "open it again; the decisions are kept", path=path)
        replace_file(target, [data])
        queue.store.set_output(_name(target), digest_of(data))
        if self._in_place:
            again = documents_of(data, path, container.options)
            for index, document in zip(indexes, again, strict=False):
                queue.keep_rejections(index, document)
        return Written(path, target, f"{target}: written ({said})")

    def _free(self, container: Container) -> str:
        """The target; for a default name that someone else has written to, the next numbered name."""
        target = self.target(container)
        if self._in_place or self._output:
            return target
        path = Path(target)
        number = 1
        while path.exists() and digest_of(read_bytes(str(path))) != self._ours(path):
            number += 1
            path = Path(target).with_stem(f"{Path(target).stem}.{number}")
        return str(path)

    def _ours(self, path: Path) -> str | None:
        return self._opening.session.queue.store.output_digest(_name(str(path)))


def _name(path: str) -> str:
    return str(Path(path).resolve())
