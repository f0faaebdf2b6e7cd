"""Compiled glossaries on disk: named sections of text behind one header line, found again by a hash of what they were made from.

Plain text, nothing is executed on reading. A file that is damaged, of another version, or cannot be written is as good as none: the
glossary is then compiled anew. Sections are decoded only when they are asked for, so loading costs little more than reading.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

FORMAT = 1
KEPT_FILES = 6
"""Compiled glossaries that stay in the cache; the oldest go first."""


class Store:
    """Sections of a compiled glossary."""

    def __init__(self, sections: Mapping[str, bytes | memoryview]) -> None:
        self._sections = sections
        self._lines: dict[str, list[str]] = {}

    def text(self, name: str) -> str:
        """A section as one string; empty when there is no such section."""
        return str(self._sections.get(name, b""), "utf8")

    def lines(self, name: str) -> list[str]:
        """A section's lines; taken apart once."""
        if name not in self._lines:
            text = self.text(name)
            self._lines[name] = text.split("\n") if text else []
        return self._lines[name]


def content_key(files: Iterable[tuple[str, bytes]], version: str) -> str:
    """A key for glossary files: their names and bytes, in order, and the version of what compiles them."""
    found = hashlib.blake2b(f"{FORMAT} {version}".encode(), digest_size=12)
    for name, data in files:
        found.update(f"\n{name}\t{len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()


def load(key: str, compile_sections: Callable[[], dict[str, str]]) -> Store:
    """The store for a key: the cached one, or a new one, which is then cached.

    Args:
        key: from `content_key`.
        compile_sections: makes the sections; called when the cache does not have them. What it raises comes through.
    """
    path = cache_folder() / f"glossary-{key}.txt"
    if (found := _read(path, key)) is not None:
        return Store(found)
    sections = {section: text.encode() for section, text in compile_sections().items()}
    with suppress(OSError):
        write(path, key, sections)
    return Store(sections)


def cache_folder() -> Path:
    """Where this user's caches lie: `TANQIH_CACHE`, or what the platform uses."""
    if given := os.environ.get("TANQIH_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "tanqih"


def write(path: Path, key: str, sections: dict[str, bytes]) -> None:
    """Write a compiled glossary in one stroke and drop the oldest of its neighbours.

    Raises:
        OSError: the folder cannot be made or written.
    """
    body = b"".join(sections.values())
    head = {
        "format": FORMAT,
        "key": key,
        "crc": zlib.crc32(body),
        "sections": {name: len(data) for name, data in sections.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    number, temporary = tempfile.mkstemp(dir=path.parent, prefix=".glossary-")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(json.dumps(head).encode() + b"\n" + body)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    for old in sorted(path.parent.glob("glossary-*.txt"), key=lambda other: other.stat().st_mtime)[:-KEPT_FILES]:
        old.unlink(missing_ok=True)


def _read(path: Path, key: str) -> dict[str, memoryview] | None:
    try:
        data = path.read_bytes()
        end = data.index(b"\n")
        head, body = json.loads(data[:end]), memoryview(data)[end + 1 :]
        if (head["format"], head["key"], head["crc"]) != (FORMAT, key, zlib.crc32(body)):
            return None
        sections, start = {}, 0
        for name, length in head["sections"].items():
            sections[name] = body[start : start + length]
            start += length
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return sections if start == len(body) else None
