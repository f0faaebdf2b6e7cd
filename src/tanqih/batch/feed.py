"""Feeding an engine: shards cut from the input, without those that are done."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.batch.dump.marks import Marks
from tanqih.batch.interrupts import Interrupts, StopReading
from tanqih.batch.journal import Journal
from tanqih.batch.records import Container, Record
from tanqih.batch.work import Task, input_hash
from tanqih.errors import InputError

SHARD_RECORDS = 250
SHARD_BYTES = 4_000_000
"""A shard ends with the record that brings it to this many bytes."""


class Feed:
    """The shards of a run.

    Attributes:
        tokens: of the shards that were given and are not noted as done: the container's place behind them.
        ended: True when the input was cut to its end.
    """

    def __init__(self, container: Container, journal: Journal, shard_size: int, output: str, marks: Marks | None = None) -> None:
        """Args:
        container: the input.
        journal: of the run.
        shard_size: records per shard.
        output: for messages.
        marks: of duplicates.
        """
        self._container, self._journal = container, journal
        self._shard_size, self._output, self._marks = shard_size, output, marks
        self._streamed = container.fingerprint() is None
        self.tokens: dict[int, str] = {}
        self.ended = False

    def tasks(self, interrupts: Interrupts | None) -> Iterator[Task]:
        """Shards that are not done; those that are done are compared where they are read again.

        Standard input is read again from its start, other input from behind what is in the output.

        Args:
            interrupts: what may end this while input is waited for.

        Raises:
            InputError: the input cannot be read, or is not the one that the run was begun with.
        """
        number = 0 if self._streamed else self._journal.progress.shards
        last = self._journal.shard(number - 1) if number else None
        first, token = (last.first + last.count, self._journal.token(number - 1)) if last else (1, "")
        shards = cut(self._container.records(first, token), self._shard_size)
        while True:
            try:
                records = _next(shards, interrupts)
            except StopReading:
                return
            if records is None:
                break
            done = self._journal.shard(number)
            if done is None:
                self.tokens[number] = self._container.token
                yield Task(number, records, {}, self._marks.of(records) if self._marks else {})
            elif (done.first, done.count, done.input) != (records[0].number, len(records), input_hash(records)):
                raise self._changed()
            number += 1
        if self._journal.shard(number) is not None:
            raise self._changed()
        self.ended = True

    def _changed(self) -> InputError:
        return InputError(
            "the input is not the one that this was begun with", "bring it back, or start over with --fresh", path=self._output
        )


def _next(shards: Iterator[tuple[Record, ...]], interrupts: Interrupts | None) -> tuple[Record, ...] | None:
    if interrupts is None:
        return next(shards, None)
    with interrupts.reading():
        return next(shards, None)


def cut(records: Iterator[Record], size: int) -> Iterator[tuple[Record, ...]]:
    """Shards of so many records, or fewer when they are long; nothing is read ahead."""
    shard: list[Record] = []
    length = 0
    for record in records:
        shard.append(record)
        length += len(record.raw)
        if len(shard) >= size or length >= SHARD_BYTES:
            yield tuple(shard)
            shard, length = [], 0
    if shard:
        yield tuple(shard)
