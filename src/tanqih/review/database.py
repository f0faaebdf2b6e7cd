"""The SQLite file of the review store: opened, migrated, in transactions, its errors in words, its claims on files.

WAL mode, and every transaction is on the disk when it ends. Source: sqlite.org/wal.html.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tanqih.errors import InputError
from tanqih.review.claims import FOLDER, Claims
from tanqih.review.schema import SCHEMA_VERSION, create, migrate

BUSY_SECONDS = 5.0
_PAUSE = 0.02
IN_MEMORY = ":memory:"
FILE_NAME = "review.db"
OLD_FOLDER = ".tanqih"
"""Where the first version kept its store, in the working folder."""


def default_store() -> Path:
    """The store that is used unless another is named: in the user's state folder, or where the first version left one.

    `XDG_STATE_HOME` wins on every platform (XDG Base Directory Specification 0.8); else it is the platform's own place.
    """
    old = Path(OLD_FOLDER, FILE_NAME)
    if old.is_file():
        return old
    named = os.environ.get("XDG_STATE_HOME", "")
    if Path(named).is_absolute():
        return Path(named, "tanqih", FILE_NAME)
    from platformdirs import user_state_path

    return user_state_path("tanqih", appauthor=False) / FILE_NAME


class Database:
    """A file with the tables of `schema`; safe for several processes and threads. Use it as a context manager or close it.

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
        self._lock = threading.RLock()
        folder = Path(path).parent
        try:
            if self.path != IN_MEMORY:
                _make_folder(folder)
            self._db = sqlite3.connect(self.path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise self._failure(error) from None
        try:
            with self.explained():
                self._write_ahead(busy_seconds)
                self._db.execute("PRAGMA synchronous = FULL")
                self._prepare(folder)
        except InputError:
            self._db.close()
            raise
        self._claims = Claims(self._db, folder / FOLDER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and of what was claimed."""
        with self._lock:
            self._claims.close()
            self._db.close()

    def claim(self, paths: Iterable[str]) -> None:
        """Keep other reviews from these files until the store is closed.

        Raises:
            InputError: one of them is under review already.
        """
        if self.path == IN_MEMORY:
            return
        try:
            with self.transaction():
                self._claims.take(text_of(os.path.realpath(path)) for path in paths)
        except OSError as error:
            raise self._failure(error) from None

    def one(self, sql: str, *values: Any) -> Any:
        """The first row of a query, None when there is none."""
        with self.explained():
            return self._db.execute(sql, values).fetchone()

    def all(self, sql: str, *values: Any) -> list[Any]:
        """All rows of a query."""
        with self.explained():
            return list(self._db.execute(sql, values).fetchall())

    def _write_ahead(self, seconds: float) -> None:
        """Switch to a write-ahead log; SQLite does not wait by itself while another process makes the same file (sqlite.org, "wal")."""
        end = time.monotonic() + seconds
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(_PAUSE)
            else:
                return

    def _prepare(self, folder: Path) -> None:
        with self.transaction():
            version = self.one("PRAGMA user_version")[0]
            if version > SCHEMA_VERSION:
                raise InputError(
                    f"a store of a newer tanqih (version {version}, this one reads {SCHEMA_VERSION})",
                    "upgrade tanqih, or name another file with --store",
                    path=self.path,
                )
            if version == SCHEMA_VERSION:
                return
            if version:
                migrate(self._db, version, folder.parent if folder.name == OLD_FOLDER else Path.cwd())
            elif self.one("SELECT count(*) FROM sqlite_master")[0]:
                raise InputError("a database of something else", "name another file with --store", path=self.path)
            else:
                create(self._db)
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing; a transaction inside another is part of it."""
        with self._lock, self.explained():
            if self._db.in_transaction:
                yield
                return
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
    def explained(self) -> Iterator[None]:
        """Errors of the database in words; one thread at a time."""
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                raise self._failure(error) from None

    def _failure(self, error: Exception) -> InputError:
        reason = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
        hints = {
            "locked": "close the other review",
            "full": "free some space; what was decided until now is kept",
            "readonly": "make it writable, or name another with --store",
        }
        hint = next((hint for word, hint in hints.items() if word in reason), "check the file, or name another with --store")
        return InputError(f"review store: {reason}", hint, path=self.path)


def _make_folder(folder: Path) -> None:
    """The folder of a store; one named as the first version's is hidden from git as well."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if folder.name == OLD_FOLDER and not ignore.exists():
        ignore.write_text("*\n", encoding="utf8")


def text_of(name: str) -> str:
    """A name that SQLite can hold, whatever bytes the file system had."""
    return name.encode("utf8", "backslashreplace").decode()
