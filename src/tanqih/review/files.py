"""What the store knows of a file: the id its documents go by, what was written to it, and the bytes a review of it began with.

A review that is written into its own file keeps the bytes it began with. So reopening that file goes on with the same review, and
undo leads back to the first byte. A file that was moved is known by its bytes.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path
from typing import NamedTuple

from tanqih.review.database import text_of
from tanqih.review.store import Store


class Known(NamedTuple):
    """The id that a file's documents go by, and the bytes to review in place of its own (None: its own)."""

    name: str
    base: bytes | None = None


def digest_of(data: bytes) -> str:
    """Digest of bytes: 32 hex digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def known(store: Store, path: str, data: bytes, name: str) -> Known:
    """What a review of a file goes by; remembered for the next time.

    Args:
        store: of the decisions.
        path: of the file.
        data: its bytes.
        name: the id for its documents when it is new.

    Raises:
        InputError: the store cannot be read or written.
    """
    place, digest = _place(path), digest_of(data)
    with store.transaction():
        found = store.one("SELECT name, written, base FROM files WHERE path = ?", place)
        if found is None or not found[0]:
            found = _moved(store, place, digest) or found
        called = found[0] if found and found[0] else name
        if found and found[1] == digest and found[2] is not None:
            return Known(called, zlib.decompress(found[2]))
        store.one(
            "INSERT INTO files(path, name, seen) VALUES (?, ?, ?) "
            "ON CONFLICT(path) DO UPDATE SET name = excluded.name, seen = excluded.seen, base = NULL",
            place,
            text_of(called),
            digest,
        )
    return Known(called)


def written(store: Store, path: str) -> str | None:
    """Digest of what a review last wrote to a path, None when none did."""
    with store.explained():
        found = store.one("SELECT written FROM files WHERE path = ?", _place(path))
    return str(found[0]) if found and found[0] else None


def set_written(store: Store, path: str, data: bytes, base: bytes | None = None) -> None:
    """Remember what was written to a path; `base`: what was reviewed, when that was the same file; None leaves what is known."""
    packed = zlib.compress(base) if base is not None else None
    with store.transaction():
        store.one(
            "INSERT INTO files(path, written, base) VALUES (?, ?, ?) "
            "ON CONFLICT(path) DO UPDATE SET written = excluded.written, base = coalesce(excluded.base, base)",
            _place(path),
            digest_of(data),
            packed,
        )


def _moved(store: Store, place: str, digest: str) -> tuple[str, str, bytes | None] | None:
    """A file with these bytes that is no longer where it was: what is known of it goes to the new place."""
    for old in store.all(
        "SELECT path, name, written, base FROM files WHERE name <> '' AND (seen = ? OR written = ?)", digest, digest
    ):
        if not Path(old[0]).exists():
            store.one("DELETE FROM files WHERE path = ?", place)
            store.one("UPDATE files SET path = ? WHERE path = ?", place, old[0])
            store.one("UPDATE OR IGNORE documents SET path = ? WHERE path = ?", place, old[0])
            return old[1], old[2], old[3]
    return None


def _place(path: str) -> str:
    return text_of(os.path.realpath(path))
