"""Who reviews which file right now: a second review of the same file is told, and a killed one holds nothing.

Each store that has claims locks a small file of its own for as long as its process lives; the operating system lets go of the lock
however the process ends (flock(2), on Windows `msvcrt.locking`). The table `claims` says which of these files stands for which text.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tanqih.errors import InputError

FOLDER = "locks"


class Claims:
    """The files that one store has claimed."""

    def __init__(self, db: sqlite3.Connection, folder: Path) -> None:
        """Args:
        db: with the table `claims`.
        folder: for the lock files, made when missing.
        """
        self._db, self._folder = db, folder
        self._owner = ""
        self._held: int | None = None

    def take(self, paths: Iterable[str]) -> None:
        """Claim files, inside the caller's transaction.

        Args:
            paths: absolute.

        Raises:
            InputError: another review that is alive has claimed one of them. OSError: the folder cannot be written.
        """
        for path in paths:
            row = self._db.execute("SELECT owner, pid, since FROM claims WHERE path = ?", (path,)).fetchone()
            if row and row[0] != self._owner and self._alive(row[0]):
                since = time.strftime("%H:%M", time.localtime(row[2]))
                raise InputError(
                    f"is under review already (process {row[1]}, since {since})", "go on there, or close it", path=path
                )
            if self._held is None:
                self._open()
            values = (path, self._owner, os.getpid(), time.time())
            self._db.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?)", values)

    def close(self) -> None:
        """Give everything back."""
        if self._held is not None:
            with suppress(sqlite3.Error):
                self._db.execute("DELETE FROM claims WHERE owner = ?", (self._owner,))
            os.close(self._held)
            self._held = None
            with suppress(OSError):
                (self._folder / self._owner).unlink()

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._held = os.open(self._folder / owner, os.O_RDWR | os.O_CREAT)
        _lock(self._held)
        self._owner = owner

    def _alive(self, owner: str) -> bool:
        path = self._folder / owner
        try:
            with path.open("r+b") as stream:
                _lock(stream.fileno())
        except FileNotFoundError:
            return False
        except OSError:
            return True
        with suppress(OSError):
            path.unlink()  # of a review that was killed
        return False


if sys.platform == "win32":  # pragma: no cover - proved by types only

    def _lock(handle: int) -> None:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        """Lock a file without waiting; OSError when someone else holds it."""
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
