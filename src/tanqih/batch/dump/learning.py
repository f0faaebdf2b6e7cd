"""The first pass over a dump: what only the whole dump can tell, in an index on disk, and as files for people beside it.

The pass is a batch run whose workers note articles and whose output is the index, so that it is fed, watched, stopped and gone on with
like any other. What is added depends on the records in their order alone: the files are the same on every engine.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from tanqih.batch.dump.lists import BLOCKS, DUPLICATES, MISTAKES, beside, write_blocks, write_duplicates, write_mistakes
from tanqih.batch.dump.note import unpacked
from tanqih.batch.dump.store import Index
from tanqih.batch.journal import Journal
from tanqih.batch.outputs import Outputs
from tanqih.batch.records import Container, Sink
from tanqih.errors import ConfigError, InputError


class IndexSink:
    """Puts notes into an index. Its offset is the number of the last record; what the index has already is passed over."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._notes: list[bytes] = []
        self._last = 0

    @property
    def appendable(self) -> bool:
        """True: notes are added while the pass goes on."""
        return True

    def open(self, path: Path, resume_at: int | None = None) -> None:
        """Begin, or go on; see `Sink.open`."""
        if not resume_at:
            for suffix in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        self._index = Index(path, write=True)
        self._last = self._index.last
        if self._last < (resume_at or 0):
            raise InputError("the index is shorter than its journal says", "start over with --fresh", path=str(path))

    def write(self, place: str, data: bytes) -> None:  # noqa: ARG002 - as the protocol has it
        """Take the note of a record."""
        self._notes.append(data)

    def checkpoint(self) -> int:
        """Add the notes of a shard."""
        notes = [note for note in map(unpacked, self._notes) if note.number > self._last]
        self._notes = []
        if notes:
            self._opened.add(notes)
            self._last = notes[-1].number
        return self._last

    def sync(self) -> None:
        """Commit."""
        self._opened.commit()

    def close(self) -> None:
        """Commit, and leave one file."""
        self._opened.finish()
        self._index = None

    def drop(self) -> None:
        """Let go; what was not committed is not in the index."""
        if self._index:
            self._index.close()
            self._index = None

    @property
    def _opened(self) -> Index:
        if self._index is None:
            raise ValueError("the sink is not open")
        return self._index


class Learning:
    """What becomes of a pass: the index, and the files beside it. See `batch.target.Target`."""

    def sink(self, container: Container) -> Sink:  # noqa: ARG002 - as the protocol has it
        """As `Target.sink`."""
        return IndexSink()

    def place(self, outputs: Outputs, journal: Journal) -> None:
        """Write what was found beside the index, then put the index in place; may be done again after a kill.

        Raises:
            InputError: a file cannot be written.
        """
        made = outputs.folder / "output"
        if made.exists():
            index = Index(made, write=True)
            try:
                known = journal.progress.statistics
                identity = {**journal.fact("identity"), "fingerprint": journal.fact("fingerprint")}
                index.set_fact("identity", json.dumps(identity))
                index.set_fact("records", json.dumps([known.records, known.dead]))
                index.set_fact("duplicates", write_duplicates(index, beside(outputs.output, DUPLICATES)))
                write_blocks(index, beside(outputs.output, BLOCKS))
                write_mistakes(index, beside(outputs.output, MISTAKES))
                index.finish()
            finally:
                index.close()
        outputs.place_side("dead")
        for name in ("ledger", "notes"):  # of a cleaning
            (outputs.folder / f"{name}.jsonl").unlink(missing_ok=True)
        outputs.place(made, outputs.output)


class Given(NamedTuple):
    """What `--learned` named: the list of blocks, and the database with the duplicates where it is an index."""

    blocks: Path
    database: Path | None


def given(path: Path) -> Given:
    """What a path means: an index, with its list of blocks beside it, or a list alone.

    Raises:
        ConfigError: there is nothing, or an index without its list.
    """
    try:
        with path.open("rb") as stream:
            is_index = stream.read(16) == b"SQLite format 3\0"
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); make it with tanqih batch IN --learn {path}") from None
    if not is_index:
        return Given(path, None)
    if not beside(path, BLOCKS).exists():
        raise ConfigError(f"{beside(path, BLOCKS)}: the index's list of blocks is not there; learn again with --fresh")
    return Given(beside(path, BLOCKS), path)
