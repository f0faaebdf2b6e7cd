"""The journal of a run: an SQLite file that says which shards are done and how far the output is put together.

A shard is noted after its part is on the disk; the output's offsets are noted after the output is on the disk. So whatever was noted
is there, and whatever was not is done again. Source: sqlite.org, "Atomic Commit In SQLite".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tanqih.batch.parts import Done
from tanqih.batch.statistics import Statistics
from tanqih.errors import InputError

FORMAT = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shards (
    number INTEGER PRIMARY KEY, first INTEGER NOT NULL, count INTEGER NOT NULL, input TEXT NOT NULL, part TEXT, dead INTEGER NOT NULL,
    statistics TEXT, seconds REAL NOT NULL, token TEXT NOT NULL
);
"""


class DiskFullError(InputError):
    """The disk is full; what is done is kept."""


class Progress(NamedTuple):
    """How far the output is put together.

    Attributes:
        shards: that are in it, from the first on without a gap.
        offsets: lengths of the output and of the side files that are valid.
        statistics: of these shards.
        seconds: processor time that they took.
    """

    shards: int
    offsets: dict[str, int]
    statistics: Statistics
    seconds: float


@contextmanager
def reporting(path: Path) -> Iterator[None]:
    """Turns failures of the journal into errors that say what to do.

    Raises:
        DiskFullError: no space.
        InputError: the file is damaged or cannot be written.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorname", "")
        if code == "SQLITE_FULL":
            raise full_disk(path) from None
        damaged = code in ("SQLITE_CORRUPT", "SQLITE_NOTADB")
        hint = "it is damaged: start over with --fresh" if damaged else "check the disk, then give the same command"
        raise InputError(f"the journal failed ({error})", hint, path=str(path)) from None


def full_disk(path: Path) -> DiskFullError:
    """The error of a full disk."""
    return DiskFullError("no space left on the disk; what is done is kept", "free some and give the same command", path=str(path))


class Journal:
    """One run's journal. One process has it open at a time (see `lock`)."""

    def __init__(self, path: Path) -> None:
        """Args:
        path: of the file; made when it is not there.

        Raises:
            InputError: it cannot be written, or is no journal of this version.
        """
        self.path = path
        with reporting(path):
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.execute("PRAGMA synchronous = FULL")
            self._base.executescript(_SCHEMA)
        if self.fact("format") not in (None, FORMAT):
            raise InputError(
                "a journal of another version of tanqih", "finish with that version, or give --fresh", path=str(path)
            )

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def fact(self, name: str) -> Any:
        """A fact that was noted, None when it was not."""
        with reporting(self.path):
            row = self._base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def note(self, **facts: Any) -> None:
        """Note facts, all or none; on the disk when this returns."""
        with self._transaction() as base:
            base.executemany("REPLACE INTO facts VALUES (?, ?)", [(name, json.dumps(value)) for name, value in facts.items()])

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with reporting(self.path):
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    def done(self, done: Done, token: str) -> None:
        """Note a shard whose part is on the disk; `token` is the container's for what lies behind it."""
        statistics = json.dumps(done.statistics)
        row = (done.number, done.first, done.count, done.input, done.part, done.dead, statistics, done.seconds, token)
        with self._transaction() as base:
            base.execute("REPLACE INTO shards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def shard(self, number: int) -> Done | None:
        """A shard that is done; None when it is not."""
        with reporting(self.path):
            row = self._base.execute("SELECT * FROM shards WHERE number = ?", (number,)).fetchone()
        if row is None:
            return None
        _, first, count, hashed, part, dead, statistics, seconds, _ = row
        return Done(number, first, count, hashed, part or "", dead, json.loads(statistics) if statistics else {}, seconds)

    def parts(self) -> Iterator[str]:
        """Names of the parts of shards that are not in the output yet, in order."""
        with reporting(self.path):
            for (name,) in self._base.execute("SELECT part FROM shards WHERE part IS NOT NULL ORDER BY number"):
                yield str(name)

    def tidy(self, parts: Path) -> None:
        """Make the folder of the parts agree with the journal: a part that was not noted goes, a shard whose part is gone is not done.

        Raises:
            OSError: the folder cannot be read or changed.
        """
        there = {path.name for path in parts.iterdir()}
        with self._transaction() as base:
            noted = dict(base.execute("SELECT number, part FROM shards WHERE part IS NOT NULL"))
            gone = [(number,) for number, name in noted.items() if name not in there]
            base.executemany("DELETE FROM shards WHERE number = ?", gone)
        for name in there - set(noted.values()):
            (parts / name).unlink()

    def token(self, number: int) -> str:
        """The container's token for what lies behind a shard that is done."""
        with reporting(self.path):
            row = self._base.execute("SELECT token FROM shards WHERE number = ?", (number,)).fetchone()
        return str(row[0]) if row else ""

    def totals(self) -> tuple[int, int, int]:
        """Of all shards that are done: how many, their records (headers included), and bad records among these."""
        with reporting(self.path):
            row = self._base.execute("SELECT COUNT(*), COALESCE(SUM(count), 0), COALESCE(SUM(dead), 0) FROM shards").fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    @property
    def progress(self) -> Progress:
        """How far the output is put together."""
        known = self.fact("progress")
        if known is None:
            return Progress(0, {}, Statistics(), 0.0)
        return Progress(known["shards"], known["offsets"], Statistics.from_json(known["statistics"]), known["seconds"])

    def advance(self, progress: Progress, facts: Mapping[str, Any]) -> None:
        """Note that the output is put together up to here, and facts with it; the parts of its shards are no longer needed."""
        noted = {**facts, "progress": {**progress._asdict(), "statistics": progress.statistics.as_json()}}
        with self._transaction() as base:
            base.executemany("REPLACE INTO facts VALUES (?, ?)", [(name, json.dumps(value)) for name, value in noted.items()])
            base.execute(
                "UPDATE shards SET part = NULL, statistics = NULL WHERE number < ? AND part IS NOT NULL", (progress.shards,)
            )
