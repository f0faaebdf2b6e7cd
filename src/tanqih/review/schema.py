"""The tables of the review store, and how a file of an older version becomes one of this version.

| table | holds |
|---|---|
| `documents` | a text that was reviewed: its id, its file, the hash of its words, the issue last looked at, the text it was written from |
| `decisions` | the log: one line for each decision, and for each undo, redo, note and takeover; nothing is ever changed or deleted in it |
| `files` | a file: the id its documents go by, digests of what was last read from it and written to it, and the bytes that were reviewed |
| `claims` | which files are under review right now, and by which process |

Words and notes are JSON strings in ASCII, so that any text survives. `decisions.verdict` is a `tanqih.issue.Verdict`, or one of
`UNDO`, `REDO` (of the group `grp`), `NOTE` (on the issue `key`), `CARRIED` (the decisions on other versions were taken over).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

SCHEMA_VERSION = 2
UNDO, REDO, NOTE, CARRIED = "undo", "redo", "note", "carried"
TABLES = """
CREATE TABLE documents(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',
  parent INTEGER REFERENCES documents(id), UNIQUE(path, name, hash));
CREATE TABLE decisions(
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id), round INTEGER NOT NULL,
  grp INTEGER NOT NULL, key TEXT NOT NULL, verdict TEXT NOT NULL, edits TEXT NOT NULL, choice INTEGER, rule TEXT NOT NULL,
  segment INTEGER NOT NULL, made_at REAL NOT NULL, seconds REAL NOT NULL, keystrokes INTEGER NOT NULL,
  typed INTEGER NOT NULL DEFAULT 0, words TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '""');
CREATE INDEX decisions_of_document ON decisions(document, id);
CREATE TABLE files(
  path TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', seen TEXT NOT NULL DEFAULT '', written TEXT NOT NULL DEFAULT '', base BLOB);
CREATE TABLE claims(path TEXT PRIMARY KEY, owner TEXT NOT NULL, pid INTEGER NOT NULL, since REAL NOT NULL);
"""
_FROM_1 = """
CREATE TABLE documents_2(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',
  parent INTEGER REFERENCES documents(id), UNIQUE(path, name, hash));
INSERT INTO documents_2(id, name, path, hash, place) SELECT id, name, coalesce(path, ''), hash, place FROM documents;
DROP TABLE documents;
ALTER TABLE documents_2 RENAME TO documents;
ALTER TABLE decisions ADD COLUMN typed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decisions ADD COLUMN note TEXT NOT NULL DEFAULT '""';
CREATE TABLE files(
  path TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', seen TEXT NOT NULL DEFAULT '', written TEXT NOT NULL DEFAULT '', base BLOB);
INSERT INTO files(path, written) SELECT path, digest FROM outputs;
DROP TABLE outputs;
CREATE TABLE claims(path TEXT PRIMARY KEY, owner TEXT NOT NULL, pid INTEGER NOT NULL, since REAL NOT NULL);
"""


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty file."""
    _run(db, TABLES)


def migrate(db: sqlite3.Connection, version: int, folder: Path) -> None:
    """Bring a file of an older version to this one, inside the caller's transaction.

    Args:
        db: the file.
        version: that it has, from 1.
        folder: that the paths of version 1 are relative to.
    """
    if version < 2:
        _run(db, _FROM_1)
        for row, path in db.execute("SELECT id, path FROM documents WHERE path <> ''").fetchall():
            db.execute("UPDATE documents SET path = ? WHERE id = ?", (os.path.realpath(folder / path), row))
        single = "SELECT path, min(name) AS name FROM documents WHERE path <> '' GROUP BY path HAVING count(DISTINCT name) = 1"
        db.execute(
            f"INSERT INTO files(path, name) SELECT path, name FROM ({single}) WHERE true "  # noqa: S608 - no values in it
            "ON CONFLICT(path) DO UPDATE SET name = excluded.name"
        )


def _run(db: sqlite3.Connection, script: str) -> None:
    """Execute statements one by one: `executescript` would commit the transaction first."""
    for statement in filter(str.strip, script.split(";")):
        db.execute(statement)
