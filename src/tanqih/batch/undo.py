"""Undo: the input again, from an output, its ledger and, for the bad records, their dead letters.

Reads all three once from front to back. The result is put in place in one step, so a run that is stopped is simply run again.
"""

from __future__ import annotations

import base64
import json
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tanqih.batch import ledger
from tanqih.batch.outputs import SIDE_NAMES, Outputs
from tanqih.batch.records import Container, Record
from tanqih.errors import InputError
from tanqih.formats.files import open_input


@dataclass(slots=True)
class Restored:
    """What an undo did: records in all, those that were changed back, bad ones that came back, and bad ones that are missing."""

    records: int = 0
    changed: int = 0
    returned: int = 0
    missing: int = 0


def undo(container: Container, ledger_path: Path, output: Path, *, fresh: bool = False) -> Restored:
    """Rebuild the input of a batch.

    Args:
        container: of the output of that batch.
        ledger_path: its ledger; the dead letters are looked for beside it.
        output: where the input goes.
        fresh: replace what is there.

    Raises:
        InputError: the ledger or a record is not what it should be; the place cannot be written. Then nothing is written.
    """
    if output.exists() and not fresh:
        raise InputError("is there already", "name another output, or replace it with --fresh", path=str(output))
    lines = _lines(ledger_path)
    head = next(lines, {})
    if head.get("ledger") != "tanqih":
        raise InputError("this is no ledger of tanqih batch", "name the file OUT.ledger.jsonl", path=str(ledger_path))
    if head["version"] != ledger.VERSION:
        raise InputError("a ledger of another version", "undo it with the version of tanqih that made it", path=str(ledger_path))
    name = ledger_path.name.removesuffix(SIDE_NAMES["ledger"]) + SIDE_NAMES["dead"]
    made = output.with_name(f".{output.name}.{secrets.token_hex(4)}.tanqih")
    sink = container.sink()
    counts = Restored()
    try:
        sink.open(made)
        undoing = _Undoing(container, ledger_path, counts)
        if head["kind"] == container.kind:  # else they are bytes of another format (pages of a web archive)
            undoing.take_dead(ledger_path.with_name(name))
        for place, data in undoing.records(lines):
            sink.write(place, data)
        sink.close()
        Outputs(output).place(made, output)
    finally:
        sink.drop()
        if made.is_dir():
            shutil.rmtree(made)
        else:
            made.unlink(missing_ok=True)
    return counts


class _Undoing:
    """Walks through output and ledger together, by the numbers that the records had in the input."""

    def __init__(self, container: Container, ledger_path: Path, counts: Restored) -> None:
        self._container, self._ledger_path, self._counts = container, ledger_path, counts
        self._codec = container.codec()
        self._dead: Iterator[dict[str, Any]] = iter(())

    def take_dead(self, path: Path) -> None:
        """Let bad records come back from their dead letters, if there are any."""
        if path.exists() and self._codec.exact:
            self._dead = _lines(path)

    def records(self, lines: Iterator[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
        """Place and bytes of each record of the input."""
        line = next(lines, None)
        number = 0
        for record in self._container.records():
            number += 1
            while line and line["record"] == number and "dead" in line:
                yield from self._returned(line)
                number += 1
                line = next(lines, None)
            self._counts.records += not record.header
            if line and line["record"] == number:
                yield record.place, self._changed(record, line)
                line = next(lines, None)
            elif record.header:
                yield record.place, self._codec.header(record, annotated=False)
            elif self._codec.exact:
                yield record.place, record.raw
            else:
                yield record.place, self._codec.render(record, self._codec.parse(record).text)
        while line:
            if "dead" not in line or line["record"] != number + 1:
                raise self._mismatch(line, "the output has fewer records than the ledger")
            yield from self._returned(line)
            number += 1
            line = next(lines, None)

    def _changed(self, record: Record, line: dict[str, Any]) -> bytes:
        try:
            found = ledger.undone(record, line, self._codec)
        except ledger.UndoError as error:
            raise self._mismatch(line, f"{record.place}: {error}") from None
        except (KeyError, TypeError, ValueError):
            raise self._mismatch(line, "a damaged line of the ledger") from None
        self._counts.changed += not record.header
        return found

    def _returned(self, line: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
        """A bad record from its dead letter; nothing when its bytes are not there, or not all of them."""
        letter = next((one for one in self._dead if one["record"] >= line["record"]), None)
        self._counts.records += 1
        if letter is None or letter["record"] != line["record"] or "size" in letter:
            self._counts.missing += 1
            return
        self._counts.returned += 1
        yield line["place"], base64.b64decode(letter["raw"])

    def _mismatch(self, line: dict[str, Any], what: str) -> InputError:
        return InputError(
            f"record {line.get('record')}: {what}", "give the output and the ledger of one run", path=str(self._ledger_path)
        )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line.

    Raises:
        InputError: a line that is none; names it.
    """
    with open_input(str(path)) as stream:
        for number, raw in enumerate(stream, 1):
            try:
                value = json.loads(raw)
            except ValueError:
                value = None
            if not isinstance(value, dict):
                raise InputError("a damaged line", "undo needs the whole file", path=str(path), line=number)
            yield value
