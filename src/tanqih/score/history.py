"""The history file: one JSON line per run, for a trend."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tanqih.errors import ConfigError, InputError
from tanqih.formats.files import open_input, replace_file
from tanqih.score.result import CorpusScore, HistoryEntry

_KINDS: dict[str, type | tuple[type, ...]] = {
    "time": str, "score": (int, float), "documents": int, "words": int, "points": (int, float), "issues": int, "signature": str, "passed": bool,
}  # fmt: skip


def read(path: str) -> tuple[bytes, tuple[HistoryEntry, ...]]:
    """The bytes and the entries of a history file; a file that is not there yet has none.

    Raises:
        InputError: unreadable, or a line that is no entry.
    """
    if not Path(path).exists():
        return b"", ()
    with open_input(path) as stream:
        data = stream.read()
    entries = tuple(_entry(path, number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip())
    return data, entries


def _entry(path: str, number: int, line: bytes) -> HistoryEntry:
    try:
        found: Any = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(found.get(name), kind) for name, kind in _KINDS.items()):
        raise InputError("not a line of a score history", "mend it or name another file with --history", path=path, line=number)
    return HistoryEntry(**{name: found[name] for name in _KINDS})


def entry_of(corpus: CorpusScore) -> HistoryEntry:
    """The entry of a run that ends now.

    Raises:
        ConfigError: SOURCE_DATE_EPOCH is set and no number.
    """
    return HistoryEntry(
        _now(), round(corpus.score, 4), len(corpus.documents), corpus.words, round(corpus.points, 4), corpus.counts.issues,
        corpus.signature, corpus.gate.passed,
    )  # fmt: skip


def _now() -> str:
    """The time in UTC; SOURCE_DATE_EPOCH sets it, for reports that must be the same again (reproducible-builds.org)."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        when = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise ConfigError(f"SOURCE_DATE_EPOCH must be seconds since 1970, not {given!r}") from None
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def append(path: str, before: bytes, entry: HistoryEntry) -> None:
    """Write a history file again with one more line.

    Raises:
        InputError: the place cannot be written; then nothing has changed.
    """
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    replace_file(path, [before, gap, json.dumps(entry._asdict()).encode(), b"\n"])
