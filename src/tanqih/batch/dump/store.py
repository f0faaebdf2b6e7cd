"""The index of a dump on disk (SQLite): articles and their likeness, blocks and mistakes and how often they recur.

What is written becomes visible together with the number of the last record, so that a killed pass goes on behind it. Keys are hashes of
64 bits; what is met once leaves its hash and its counts, words are kept from the second time on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tanqih.batch.dump.likeness import ALIKE, bands, likeness
from tanqih.batch.dump.note import Note
from tanqih.batch.journal import full_disk
from tanqih.errors import InputError

VERSION = 1
_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, place TEXT NOT NULL, id TEXT NOT NULL, raw INTEGER NOT NULL, exact INTEGER NOT NULL, signature BLOB,
    first INTEGER, likeness REAL
);
CREATE INDEX articles_exact ON articles (exact) WHERE first IS NULL;
CREATE TABLE bands (band INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (band, number)) WITHOUT ROWID;
CREATE TABLE sites (number INTEGER PRIMARY KEY, site TEXT NOT NULL UNIQUE, articles INTEGER NOT NULL);
CREATE TABLE blocks (
    key INTEGER PRIMARY KEY, site INTEGER NOT NULL, articles INTEGER NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, text TEXT
);
CREATE TABLE mistakes (
    key INTEGER PRIMARY KEY, articles INTEGER NOT NULL, places INTEGER NOT NULL,
    rule TEXT, text TEXT, suggestion TEXT, origin TEXT, arabic TEXT, example TEXT
);
"""
_CACHE_KIB = 64 * 1024
_NO_END = (1 << 63) - 1
_CANDIDATES = 64
"""Articles that are compared with one; more share a band only where all are alike."""


class Duplicate(NamedTuple):
    """An article that was there before: number, place and id, the same of the first one like it, and how alike they are, 0..1.

    `likeness` is 1 for articles of the same words.
    """

    number: int
    place: str
    id: str
    first: int
    first_place: str
    first_id: str
    likeness: float

    @property
    def mark(self) -> dict[str, Any]:
        """What is said of it beside its text: `record`, `place`, `id` (where it has one) and `likeness` of the first one like it."""
        name = {"id": self.first_id} if self.first_id else {}
        return {"record": self.first, "place": self.first_place, **name, "likeness": round(self.likeness, 2)}


class Block(NamedTuple):
    """A block that recurs: its site, its text as it was met, how many of the site's articles have it, at their start, at their end."""

    site: str
    text: str
    articles: int
    starts: int
    ends: int
    of: int


class Mistake(NamedTuple):
    """A mistake that recurs: how many articles have it and at how many places; rule, words, first suggestion and its origin, the Arabic
    where the rule knows it; the place of one of the articles.
    """

    articles: int
    places: int
    rule: str
    text: str
    suggestion: str
    origin: str
    arabic: str
    example: str


class Index:
    """The index of a dump.

    Args:
        path: of its file.
        write: True to write, and to make one that is not there.

    Raises:
        InputError: no such file, or no index of this version.
    """

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        if not write and not path.is_file():
            raise InputError("no such index", "make it with --learn", path=str(path))
        with self._reporting():
            self._db = sqlite3.connect(
                path if write else f"{path.resolve().as_uri()}?mode=ro", uri=not write, isolation_level=None
            )
            self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            if write:
                self._begin()
            version = self.fact("version")
        if version != str(VERSION):
            self.close()
            raise InputError("an index of another version", "learn again, with --fresh", path=str(path))

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Turns failures of the file into errors that say what to do."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorname", "")
            if code == "SQLITE_FULL":
                raise full_disk(self.path) from None
            hint = (
                "check the disk, then give the same command" if code.startswith("SQLITE_IOERR") else "learn again, with --fresh"
            )
            raise InputError(f"no index that can be used ({error})", hint, path=str(self.path)) from None

    def _begin(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("BEGIN IMMEDIATE")
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone():
            for statement in _SCHEMA.split(";\n"):
                self._db.execute(statement)
            self.set_fact("version", str(VERSION))
            self.set_fact("last", "0")

    def commit(self) -> None:
        """Bring what was written to the disk, and go on."""
        with self._reporting():
            self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")

    def finish(self) -> None:
        """Bring everything to the disk, as one file, and close it."""
        with self._reporting():
            self._db.execute("COMMIT")
            self._db.execute("PRAGMA journal_mode = DELETE")
            self._db.close()

    def close(self) -> None:
        """Let go of the file; what was not committed is lost."""
        self._db.close()

    def fact(self, name: str) -> str | None:
        """Something that is known about the dump."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: str) -> None:
        """Note something about the dump."""
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    @property
    def last(self) -> int:
        """Number of the last record that was added."""
        return int(self.fact("last") or 0)

    def add(self, notes: Iterable[Note]) -> None:
        """Add what was noted of records, in their order.

        Raises:
            DiskFullError, InputError: it cannot be written.
        """
        number = 0
        with self._reporting():
            for note in notes:
                number = note.number
                if note.words and not self._add_article(note):
                    self._add_blocks(note)  # those of a duplicate recur because the article does
                self._add_mistakes(note)
            if number:
                self.set_fact("last", str(number))

    def _add_article(self, note: Note) -> bool:
        """Add an article, compared with those before it; True when it is a duplicate."""
        first, alike = self._first_like(note)
        kept = None if first else note.signature
        row = (note.number, note.place, note.id, note.raw, note.exact, kept, first, alike or None)
        self._db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        if not first and note.signature:
            self._db.executemany("INSERT INTO bands VALUES (?, ?)", ((band, note.number) for band in bands(note.signature)))
        return bool(first)

    def _first_like(self, note: Note) -> tuple[int | None, float]:
        """The first article like one, and how alike they are."""
        row = self._db.execute("SELECT number FROM articles WHERE exact = ? AND first IS NULL", (note.exact,)).fetchone()
        if row:
            return row[0], 1.0
        if not note.signature:
            return None, 0.0
        keys = bands(note.signature)
        marks = ", ".join("?" * len(keys))
        query = f"SELECT DISTINCT number FROM bands WHERE band IN ({marks}) ORDER BY number LIMIT {_CANDIDATES}"  # noqa: S608 - only question marks
        best, alike = None, 0.0
        for (one,) in self._db.execute(query, keys).fetchall():
            other = self._db.execute("SELECT signature FROM articles WHERE number = ?", (one,)).fetchone()[0]
            if (now := likeness(note.signature, other)) > alike:
                best, alike = one, now
        # Words that differ are never likeness 1, which stands for the same words.
        return (best, min(alike, 0.99)) if alike >= ALIKE else (None, 0.0)

    def _add_blocks(self, note: Note) -> None:
        ((site,),) = self._db.execute(
            "INSERT INTO sites (site, articles) VALUES (?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1 RETURNING number",
            (note.site,),
        ).fetchall()
        self._db.executemany(
            "INSERT INTO blocks VALUES (?, ?, 1, ?, ?, NULL) ON CONFLICT DO UPDATE SET articles = articles + 1,"
            " starts = starts + excluded.starts, ends = ends + excluded.ends, text = coalesce(text, ?)",
            ((block.key, site, block.starts, block.ends, block.text) for block in note.blocks),
        )

    def _add_mistakes(self, note: Note) -> None:
        self._db.executemany(
            "INSERT INTO mistakes (key, articles, places) VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET articles = articles + 1,"
            " places = places + excluded.places, rule = coalesce(rule, ?), text = coalesce(text, ?),"
            " suggestion = coalesce(suggestion, ?), origin = coalesce(origin, ?), arabic = coalesce(arabic, ?),"
            " example = coalesce(example, ?)",
            (
                (one.key, one.places, one.rule, one.text, one.suggestion, one.origin, one.arabic or None, note.place)
                for one in note.mistakes
            ),
        )

    def articles(self) -> tuple[int, int]:
        """How many articles are exact, and how many are near duplicates of an earlier one."""
        row = self._db.execute(
            "SELECT coalesce(sum(likeness = 1), 0), coalesce(sum(likeness < 1), 0) FROM articles WHERE first IS NOT NULL"
        ).fetchone()
        return int(row[0]), int(row[1])

    def sites(self) -> int:
        """How many sites that are known by name the articles are of."""
        return int(self._db.execute("SELECT count(*) FROM sites WHERE site <> ''").fetchone()[0])

    def duplicates(self, first: int = 1, last: int = _NO_END) -> Iterator[Duplicate]:
        """All of them, or those among some records, in order."""
        query = (
            "SELECT a.number, a.place, a.id, b.number, b.place, b.id, a.likeness FROM articles a JOIN articles b ON a.first = b.number"
            " WHERE a.first IS NOT NULL AND a.number BETWEEN ? AND ? ORDER BY a.number"
        )
        return map(Duplicate._make, self._db.execute(query, (first, last)))

    def raw(self, number: int) -> int | None:
        """The hash of an article's raw record."""
        row = self._db.execute("SELECT raw FROM articles WHERE number = ?", (number,)).fetchone()
        return row[0] if row else None

    def blocks(self, fewest: int, share: float) -> Iterator[Block]:
        """Blocks that at least so many articles of their site have, and at least that share of them; the most frequent first."""
        query = (
            "SELECT s.site, b.text, b.articles, b.starts, b.ends, s.articles FROM blocks b JOIN sites s ON b.site = s.number"
            " WHERE b.articles >= ? AND b.articles >= ? * s.articles ORDER BY b.articles DESC, s.site, b.text"
        )
        return map(Block._make, self._db.execute(query, (max(2, fewest), share)))

    def mistakes(self, fewest: int = 2) -> Iterator[Mistake]:
        """Mistakes that at least so many articles have, the most frequent first."""
        query = (
            "SELECT articles, places, rule, text, suggestion, origin, coalesce(arabic, ''), example FROM mistakes WHERE articles >= ?"
            " ORDER BY articles DESC, places DESC, rule, text, suggestion"
        )
        return map(Mistake._make, self._db.execute(query, (max(2, fewest),)))
