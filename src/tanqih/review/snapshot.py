"""A store as it is at this moment, for looking only: a copy is opened, so the review may go on and the store stays as it is.

A store of an earlier version is brought up to date in the copy alone. Source: sqlite.org/backup.html, sqlite.org/uri.html.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from tanqih.errors import InputError
from tanqih.review.store import Store


@contextmanager
def snapshot(path: Path | str) -> Iterator[Store]:
    """A private copy of the store at `path`; it goes when the context ends.

    Raises:
        InputError: no such file, or it cannot be read or is no store of this version.
    """
    if not Path(path).is_file():
        raise InputError("no review store", "review a text first, or name the store with --store", path=str(path))
    with tempfile.TemporaryDirectory(prefix="tanqih-") as folder:
        copy = str(Path(folder, "copy.db"))
        _copy(path, copy)
        try:
            store = Store(copy)
        except InputError as error:
            raise InputError(str(error).removeprefix(f"{copy}: "), path=str(path)) from None
        with store:
            yield store


def _copy(path: Path | str, copy: str) -> None:
    address = f"file:{quote(str(Path(path).resolve()))}"
    try:
        try:
            _back_up(f"{address}?mode=ro", copy)
        except sqlite3.OperationalError:  # where nobody may write, SQLite cannot make its shared memory beside the file
            _back_up(f"{address}?immutable=1", copy)
    except sqlite3.Error as error:
        raise InputError(f"review store: {error}", "check the file, or name another with --store", path=str(path)) from None


def _back_up(address: str, copy: str) -> None:
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
