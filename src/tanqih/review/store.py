"""Decisions on disk: one SQLite file in WAL mode. A decision is committed before anyone sees it as made.

The log is append-only. An undo is a row of its own that names the group it drops, so the history stays. Offsets in the log refer to
the text whose hash stands in `documents`; the same document with another text is another row. Source: sqlite.org/wal.html.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from tanqih.document import Document
from tanqih.errors import InputError
from tanqih.review.entry import COLUMNS, Entry, content_hash, entry_of, values_of

SCHEMA_VERSION = 1
BUSY_SECONDS = 5.0
DEFAULT_STORE = Path(".tanqih/review.db")
_UNDO, _CARRIED = "undo", "carried"
_SCHEMA = """
CREATE TABLE documents(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT, hash TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',
  UNIQUE(name, hash));
CREATE TABLE decisions(
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id), round INTEGER NOT NULL,
  grp INTEGER NOT NULL, key TEXT NOT NULL, verdict TEXT NOT NULL, edits TEXT NOT NULL, choice INTEGER, rule TEXT NOT NULL,
  segment INTEGER NOT NULL, made_at REAL NOT NULL, seconds REAL NOT NULL, keystrokes INTEGER NOT NULL, words TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE INDEX decisions_of_document ON decisions(document, id);
CREATE TABLE outputs(path TEXT PRIMARY KEY, digest TEXT NOT NULL);
"""


class Opened(NamedTuple):
    """A document's row, the row of another version of it that was decided on later (or None), the key of the issue last looked at."""

    row: int
    newer: int | None
    place: str


class Store:
    """The decisions of a person; safe for several processes. Use it as a context manager or close it.

    Raises (every method):
        InputError: the file cannot be read or written, is locked for longer than a few seconds, or is no store of this version.
    """

    def __init__(self, path: Path | str, busy_seconds: float = BUSY_SECONDS) -> None:
        """Args:
        path: of the file, made with its folder when missing; ":memory:" keeps nothing.
        busy_seconds: how long to wait for another process.
        """
        self.path = str(path)
        self._seen: dict[int, int] = {}
        try:
            if self.path != ":memory:":
                _make_folder(Path(path).parent)
            self._db = sqlite3.connect(self.path, timeout=busy_seconds, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise self._failure(error) from None
        try:
            with self._explained():
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = FULL")
                self._migrate()
        except InputError:
            self._db.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def open(self, document: Document) -> Opened:
        """The row of a document with this text, made when it is new."""
        return self.open_all([document])[0]

    def open_all(self, documents: Iterable[Document]) -> list[Opened]:
        """The rows of documents, at one stroke."""
        with self._transaction():
            return [self._open(document) for document in documents]

    def _open(self, document: Document) -> Opened:
        name, content = _text(document.id), content_hash(document)
        insert = "INSERT OR IGNORE INTO documents(name, path, hash) VALUES (?, ?, ?)"
        self._db.execute(insert, (name, _text(document.path or ""), content))
        row, place = self._one("SELECT id, place FROM documents WHERE name = ? AND hash = ?", name, content)
        last = "SELECT document FROM decisions, documents d WHERE d.id = document AND name = ? ORDER BY decisions.id DESC LIMIT 1"
        found = self._one(last, name)
        return Opened(row, found[0] if found and found[0] != row else None, place)

    def newest(self, row: int) -> int:
        """Number of the newest line in a document's log, 0 when there is none."""
        with self._explained():
            return int(self._one("SELECT coalesce(max(id), 0) FROM decisions WHERE document = ?", row)[0])

    def entries(self, row: int, since: int = 0) -> list[Entry]:
        """The decisions of a document that were not undone, oldest first; only those after the line `since` of the log."""
        standing: list[Entry] = []
        with self._explained():
            rows = self._db.execute(f"SELECT id, {COLUMNS} FROM decisions WHERE document = ? ORDER BY id", (row,)).fetchall()  # noqa: S608
        for values in rows:
            self._seen[row] = values[0]
            if values[4] == _UNDO:
                standing = [entry for entry in standing if entry.decision.group != values[2]]
            elif values[4] != _CARRIED and values[0] > since:
                standing.append(entry_of(values[1:]))
        return standing

    def record(self, row: int, entries: Sequence[Entry], place: str = "") -> list[Entry]:
        """Append decisions as one new group, and return them with its number.

        Args:
            row: of the document.
            entries: what was decided at one stroke.
            place: key of the issue that is looked at, for going on there.
        """
        with self._transaction():
            self._refuse_stale(row)
            group = self._one("SELECT coalesce(max(grp), 0) + 1 FROM decisions")[0]
            numbered = [replace(entry, decision=replace(entry.decision, group=group)) for entry in entries]
            for entry in numbered:
                self._append(row, values_of(entry))
            if place:
                self._db.execute("UPDATE documents SET place = ? WHERE id = ?", (place, row))
        return numbered

    def undo(self, row: int, group: int) -> None:
        """Append the marker that drops a group of a document's decisions."""
        with self._transaction():
            self._refuse_stale(row)
            self._append(row, _marker(_UNDO, group))

    def mark_carried(self, row: int) -> None:
        """Append the marker that this version of a document has taken over what was decided on the others so far."""
        with self._transaction():
            self._append(row, _marker(_CARRIED, 0))

    def last_group(self, rows: Iterable[int]) -> tuple[int, int] | None:
        """(row, group) of the newest decision in these documents that was not undone."""
        undone: set[tuple[int, int]] = set()
        wanted = set(rows)
        with self._explained():
            for row, group, verdict in self._db.execute("SELECT document, grp, verdict FROM decisions ORDER BY id DESC"):
                if row in wanted and verdict == _UNDO:
                    undone.add((row, group))
                elif row in wanted and verdict != _CARRIED and (row, group) not in undone:
                    return row, group
        return None

    def set_place(self, row: int, key: str) -> None:
        """Remember which issue is looked at."""
        with self._transaction():
            self._db.execute("UPDATE documents SET place = ? WHERE id = ?", (key, row))

    def output_digest(self, path: str) -> str | None:
        """Digest of what was last written to a path, None when nothing was."""
        with self._explained():
            found = self._one("SELECT digest FROM outputs WHERE path = ?", _text(path))
        return str(found[0]) if found else None

    def set_output(self, path: str, digest: str) -> None:
        """Remember the digest of what was written to a path."""
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?)", (_text(path), digest))

    def _append(self, row: int, values: Sequence[Any]) -> None:
        marks = ", ".join("?" * (len(values) + 1))
        sql = f"INSERT INTO decisions(document, {COLUMNS}) VALUES ({marks})"  # noqa: S608
        self._seen[row] = int(self._db.execute(sql, (row, *values)).lastrowid or 0)

    def _refuse_stale(self, row: int) -> None:
        """Refuse when another process has decided on the document since it was loaded here."""
        if self.newest(row) != self._seen.get(row, 0):
            raise InputError("another review has decided on this text meanwhile", "quit and open it again", path=self.path)

    def _one(self, sql: str, *values: Any) -> Any:
        return self._db.execute(sql, values).fetchone()

    def _migrate(self) -> None:
        with self._transaction():
            version = self._one("PRAGMA user_version")[0]
            if version > SCHEMA_VERSION:
                raise InputError(
                    f"a store of a newer tanqih (version {version}, this one reads {SCHEMA_VERSION})",
                    "upgrade tanqih, or name another file with --store",
                    path=self.path,
                )
            if version == 0:
                if self._one("SELECT count(*) FROM sqlite_master")[0]:
                    raise InputError("a database of something else", "name another file with --store", path=self.path)
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            seen = dict(self._seen)
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._seen = seen
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._failure(error) from None

    def _failure(self, error: Exception) -> InputError:
        reason = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
        hint = "close the other review" if "locked" in reason else "check the file, or name another with --store"
        return InputError(f"review store: {reason}", hint, path=self.path)


def _marker(verdict: str, group: int) -> tuple[Any, ...]:
    return (0, group, "", verdict, "[]", None, "", 0, time.time(), 0.0, 0, '""', 0, 0)


def _make_folder(folder: Path) -> None:
    """The folder of a store; one named as the default is hidden from git as well."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if folder.name == DEFAULT_STORE.parent.name and not ignore.exists():
        ignore.write_text("*\n", encoding="utf8")


def _text(name: str) -> str:
    """A name that SQLite can hold, whatever bytes the file system had."""
    return name.encode("utf8", "backslashreplace").decode()
