"""Decisions on disk. A decision is committed before anyone sees it as made.

The log is append-only. An undo is a line of its own that names the group it drops, and so is a redo, so the history stays. Offsets
in the log refer to the text whose hash stands in `documents`; the same document with another text is another row. The tables are in
`schema`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tanqih.document import Document
from tanqih.errors import InputError
from tanqih.review.database import Database, text_of
from tanqih.review.entry import COLUMNS, Entry, content_hash, entry_of, marker, values_of
from tanqih.review.history import History, standing
from tanqih.review.schema import CARRIED, NOTE, REDO, UNDO

_BATCH = 500
"""Rows named in one query (SQLite allows 32,766)."""


class Opened(NamedTuple):
    """A document's row, the row of another version of it that was decided on later (or None), the key of the issue last looked at."""

    row: int
    newer: int | None
    place: str


class Line(NamedTuple):
    """A line of the log: key of the issue or paragraph, verdict (see `schema`), index of the segment."""

    key: str
    verdict: str
    segment: int


class Store(Database):
    """The decisions of a person.

    Raises (every method):
        InputError: the file cannot be read or written, is locked for longer than a few seconds, or is no store of this version.
    """

    def open(self, document: Document) -> Opened:
        """The row of a document with this text, made when it is new."""
        return self.open_all([document])[0]

    def open_all(self, documents: Iterable[Document]) -> list[Opened]:
        """The rows of documents, at one stroke."""
        with self.transaction():
            return [self._open(document) for document in documents]

    def _open(self, document: Document, parent: int | None = None) -> Opened:
        path = text_of(os.path.realpath(document.path)) if document.path else ""
        return self._row(path, text_of(document.id), content_hash(document), parent)

    def _row(self, path: str, name: str, content: str, parent: int | None) -> Opened:
        insert = "INSERT OR IGNORE INTO documents(name, path, hash, parent) VALUES (?, ?, ?, ?)"
        self._db.execute(insert, (name, path, content, parent))
        row, place = self.one("SELECT id, place FROM documents WHERE path = ? AND name = ? AND hash = ?", path, name, content)
        last = (
            "SELECT document, parent FROM decisions, documents d WHERE d.id = document AND path = ? AND name = ? "
            "ORDER BY decisions.id DESC LIMIT 1"
        )
        found = self.one(last, path, name)
        return Opened(row, found[0] if found and row not in found else None, place)

    def take_in(self, path: str, name: str, content: str, entries: Sequence[Entry]) -> None:
        """Record decisions that were made elsewhere on a document with this id and hash of its text, step by step."""
        with self.transaction():
            row = self._row(text_of(os.path.realpath(path)), text_of(name), content, None).row
            for step in dict.fromkeys(entry.decision.group for entry in entries):
                self.record(row, [entry for entry in entries if entry.decision.group == step])

    def open_written(self, document: Document, parent: int) -> int:
        """The row of the text that was written from the one in the row `parent`."""
        with self.transaction():
            return self._open(document, parent).row

    def newest(self, row: int) -> int:
        """Number of the newest line in a document's log, 0 when there is none."""
        with self.explained():
            return int(self.one("SELECT coalesce(max(id), 0) FROM decisions WHERE document = ?", row)[0])

    def entries(self, row: int, since: int = 0) -> list[Entry]:
        """The decisions of a document that stand, oldest first; only those after the line `since` of the log."""
        lines = self._log(row)
        if lines:
            self._seen[row] = lines[-1][0]
        rows = (lines[at] for at in standing([(line[2], line[4]) for line in lines]))
        return [entry_of(line[1:]) for line in rows if line[4] != NOTE and line[0] > since]

    def notes(self, row: int) -> dict[str, str]:
        """The notes on a document's issues that stand, by the issue's key."""
        lines = self._log(row)
        rows = [lines[at] for at in standing([(line[2], line[4]) for line in lines])]
        return {line[3]: json.loads(line[-1]) for line in rows if line[4] == NOTE}

    def lines(self, row: int, group: int) -> list[Line]:
        """What a group says about a document, oldest first, whether it stands or not."""
        found = self.all(
            "SELECT key, verdict, segment FROM decisions WHERE document = ? AND grp = ? AND verdict NOT IN (?, ?) ORDER BY id",
            *(row, group, UNDO, REDO),
        )
        return [Line(*values) for values in found]

    def _log(self, row: int) -> list[Any]:
        with self.explained():
            return self._db.execute(f"SELECT id, {COLUMNS} FROM decisions WHERE document = ? ORDER BY id", (row,)).fetchall()  # noqa: S608

    def history(self, rows: Iterable[int]) -> History:
        """What can be undone and redone in these documents."""
        log = self._in("id, document, grp, verdict", rows)
        self._seen.update({line[1]: line[0] for line in log})
        return History(line[1:] for line in log)

    def has_log(self, row: int) -> bool:
        """True when anything was ever decided on a document of this review."""
        return row in self._seen

    def _in(self, what: str, rows: Iterable[int]) -> list[Any]:
        wanted, lines = list(rows), []
        with self.explained():
            for start in range(0, len(wanted), _BATCH):
                part = wanted[start : start + _BATCH]
                query = f"SELECT {what} FROM decisions WHERE document IN ({','.join('?' * len(part))})"  # noqa: S608
                lines += self._db.execute(query, part).fetchall()
        return sorted(lines)

    def record(self, row: int, entries: Sequence[Entry], place: str = "") -> list[Entry]:
        """Append decisions on one document as one new group, and return them with its number.

        Args:
            row: of the document.
            entries: what was decided at one stroke.
            place: key of the issue that is looked at, for going on there.
        """
        return self.record_all({row: entries}, {row: place} if place else {})[row]

    def record_all(self, made: Mapping[int, Sequence[Entry]], places: Mapping[int, str]) -> dict[int, list[Entry]]:
        """Append decisions on several documents as one new group; `places` as in `record`, by document."""
        with self.transaction():
            group = self._new_group()
            numbered = {
                row: [replace(entry, decision=replace(entry.decision, group=group)) for entry in entries]
                for row, entries in made.items()
            }
            for row, entries in numbered.items():
                self._refuse_stale(row)
                self._append(row, [values_of(entry) for entry in entries])
            for row, place in places.items():
                self._db.execute("UPDATE documents SET place = ? WHERE id = ?", (place, row))
        return numbered

    def note(self, row: int, key: str, text: str) -> int:
        """Append a note on an issue, which replaces an earlier one ("" for none); returns the number of its group."""
        with self.transaction():
            self._refuse_stale(row)
            group = self._new_group()
            self._append(row, [marker(NOTE, group, key, text)])
        return group

    def undo(self, rows: Iterable[int], group: int) -> None:
        """Append the lines that drop a group in these documents."""
        self._turn(rows, group, UNDO)

    def redo(self, rows: Iterable[int], group: int) -> None:
        """Append the lines that bring a group back in these documents."""
        self._turn(rows, group, REDO)

    def _turn(self, rows: Iterable[int], group: int, verdict: str) -> None:
        with self.transaction():
            for row in rows:
                self._refuse_stale(row)
                self._append(row, [marker(verdict, group)])

    def mark_carried(self, row: int) -> None:
        """Append the line that says that this version of a document has taken over what was decided on the others so far."""
        with self.transaction():
            self._append(row, [marker(CARRIED)])

    def set_place(self, row: int, key: str) -> None:
        """Remember which issue is looked at."""
        with self.transaction():
            self._db.execute("UPDATE documents SET place = ? WHERE id = ?", (key, row))

    def _new_group(self) -> int:
        return int(self.one("SELECT coalesce(max(grp), 0) + 1 FROM decisions")[0])

    def _append(self, row: int, lines: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join("?" * (COLUMNS.count(",") + 2))
        sql = f"INSERT INTO decisions(document, {COLUMNS}) VALUES ({marks})"  # noqa: S608
        for values in lines:
            self._seen[row] = int(self._db.execute(sql, (row, *values)).lastrowid or 0)

    def _refuse_stale(self, row: int) -> None:
        """Refuse when another process has decided on the document since it was loaded here."""
        if self.newest(row) != self._seen.get(row, 0):
            raise InputError("another review has decided on this text meanwhile", "quit and open it again", path=self.path)
