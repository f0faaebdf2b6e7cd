"""The index of a dump on disk (SQLite): articles and their likeness, blocks and mistakes and how often they recur.

What is written becomes visible together with the place where reading goes on, so a killed pass goes on where it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tanqih.batch.dump.likeness import ALIKE, bands, likeness
from tanqih.errors import InputError

VERSION = 1
_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, place TEXT NOT NULL, id TEXT NOT NULL, exact BLOB NOT NULL, signature BLOB,
    first INTEGER, likeness REAL
);
CREATE INDEX articles_exact ON articles (exact) WHERE first IS NULL;
CREATE INDEX articles_first ON articles (first) WHERE first IS NOT NULL;
CREATE TABLE bands (band BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (band, number)) WITHOUT ROWID;
CREATE TABLE sites (site TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE blocks (
    site TEXT NOT NULL, hash BLOB NOT NULL, articles INTEGER NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, text TEXT,
    PRIMARY KEY (site, hash)
) WITHOUT ROWID;
CREATE TABLE mistakes (
    rule TEXT NOT NULL, text TEXT NOT NULL, suggestion TEXT NOT NULL, articles INTEGER NOT NULL, places INTEGER NOT NULL,
    example TEXT NOT NULL, PRIMARY KEY (rule, text, suggestion)
) WITHOUT ROWID;
"""
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


class Block(NamedTuple):
    """A block that recurs: its site, its text as it was met, how many of the site's articles have it, at their start, at their end."""

    site: str
    text: str
    articles: int
    starts: int
    ends: int
    of: int


class Mistake(NamedTuple):
    """A mistake that recurs: rule, words, first suggestion, how many articles have it and at how many places, one of the articles."""

    rule: str
    text: str
    suggestion: str
    articles: int
    places: int
    example: str


class Index:
    """The index of a dump.

    Args:
        path: of its file.
        create: True to make one that is not there.

    Raises:
        InputError: no such file, or no index of this version.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        if not create and not path.exists():
            raise InputError("no such index", "make it with --learn", path=str(path))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("BEGIN")
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone():
                for statement in _SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self.set_fact("version", str(VERSION))
            self._db.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise InputError(f"no index that can be used ({error})", "name another file", path=str(path)) from None
        if self.fact("version") != str(VERSION):
            raise InputError("an index of another version", "delete it and learn again", path=str(path))

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

    def begin(self) -> None:
        """Begin to write."""
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self, number: int, token: str, counts: Counter[str]) -> None:
        """Keep what was written, and that reading goes on at a record."""
        self.set_fact("next", json.dumps([number, token]))
        self.set_fact("counts", json.dumps(counts))
        self._db.execute("COMMIT")

    def roll_back(self) -> None:
        """Drop what was written since `begin`."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def next(self) -> tuple[int, str]:
        """Number and token of the record where reading goes on."""
        number, token = json.loads(self.fact("next") or '[1, ""]')
        return number, token

    def counts(self) -> Counter[str]:
        """Articles, bad records, … so far."""
        return Counter(json.loads(self.fact("counts") or "{}"))

    def add_article(self, number: int, place: str, name: str, exact: bytes, packed: bytes) -> float:
        """Note an article, compared with those before it.

        Args:
            number, place, name: of the record; its id.
            exact, packed: `likeness.exact_key` and `likeness.signature` of its words.

        Returns:
            How alike it is to the first one like it, 0 when there is none.
        """
        first, alike = self._first_like(exact, packed)
        kept = None if first else packed
        self._db.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)", (number, place, name, exact, kept, first, alike or None)
        )
        if not first and packed:
            self._db.executemany("INSERT INTO bands VALUES (?, ?)", ((band, number) for band in bands(packed)))
        return alike

    def _first_like(self, exact: bytes, packed: bytes) -> tuple[int | None, float]:
        """The first article like one, and how alike they are."""
        row = self._db.execute("SELECT number FROM articles WHERE exact = ? AND first IS NULL", (exact,)).fetchone()
        if row:
            return row[0], 1.0
        if not packed:
            return None, 0.0
        keys = bands(packed)
        marks = ", ".join("?" * len(keys))
        query = f"SELECT DISTINCT number FROM bands WHERE band IN ({marks}) ORDER BY number LIMIT {_CANDIDATES}"  # noqa: S608 - only question marks
        found = [one for (one,) in self._db.execute(query, keys)]
        best, alike = None, 0.0
        for one in found:
            other = self._db.execute("SELECT signature FROM articles WHERE number = ?", (one,)).fetchone()[0]
            if (now := likeness(packed, other)) > alike:
                best, alike = one, now
        # Words that differ are never likeness 1, which stands for the same words.
        return (best, min(alike, 0.99)) if alike >= ALIKE else (None, 0.0)

    def add_blocks(self, site: str, blocks: dict[bytes, tuple[str, bool, bool]]) -> None:
        """Count the blocks of an article that is no duplicate.

        Args:
            site: of the article.
            blocks: text, and whether it stands at the start and at the end, by hash.
        """
        self._db.execute("INSERT INTO sites VALUES (?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1", (site,))
        # The text is kept when a block is met for the second time: most blocks never are.
        self._db.executemany(
            "INSERT INTO blocks VALUES (?, ?, 1, ?, ?, NULL) ON CONFLICT DO UPDATE SET articles = articles + 1,"
            " starts = starts + excluded.starts, ends = ends + excluded.ends, text = coalesce(text, ?)",
            ((site, key, starts, ends, text) for key, (text, starts, ends) in blocks.items()),
        )

    def add_mistakes(self, found: Counter[tuple[str, str, str]], example: str) -> None:
        """Count the mistakes of an article: rule, words, first suggestion."""
        self._db.executemany(
            "INSERT INTO mistakes VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + 1,"
            " places = places + excluded.places",
            ((*key, count, example) for key, count in found.items()),
        )

    def duplicate(self, number: int) -> Duplicate | None:
        """What a record is a duplicate of, None when of nothing."""
        return next(self.duplicates(number, number), None)

    def duplicates(self, first: int = 1, last: int = _NO_END) -> Iterator[Duplicate]:
        """All of them, or those among some records, in order."""
        query = (
            "SELECT a.number, a.place, a.id, b.number, b.place, b.id, a.likeness FROM articles a JOIN articles b ON a.first = b.number"
            " WHERE a.first IS NOT NULL AND a.number BETWEEN ? AND ? ORDER BY a.number"
        )
        return map(Duplicate._make, self._db.execute(query, (first, last)))

    def blocks(self, fewest: int, share: float) -> Iterator[Block]:
        """Blocks that at least so many articles of their site have, and at least that share of them; the most frequent first."""
        query = (
            "SELECT b.site, b.text, b.articles, b.starts, b.ends, s.articles FROM blocks b JOIN sites s ON b.site = s.site"
            " WHERE b.articles >= ? AND b.articles >= ? * s.articles ORDER BY b.articles DESC, b.site, b.text"
        )
        return map(Block._make, self._db.execute(query, (max(2, fewest), share)))

    def mistakes(self, fewest: int = 2) -> Iterator[Mistake]:
        """Mistakes that at least so many articles have, the most frequent first."""
        query = "SELECT * FROM mistakes WHERE articles >= ? ORDER BY articles DESC, places DESC, rule, text, suggestion"
        return map(Mistake._make, self._db.execute(query, (fewest,)))
