"""Which rules can fire at all: one scan of a block for the triggers of all rules.

Most sentences of real news are clean, so a scan that rules out most rules is worth more than tuning any of them. Hyperscan scans
for all triggers at once; without its wheel, or for text that is not valid UTF-8 (lone surrogates), every trigger is tried with
`re`, or every rule runs. The result only decides which rules run: offsets never come from here.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from tanqih.glossary.cache import KEPT_FILES, cache_folder
from tanqih.rules._rule import Rule

_ODD_CASE = frozenset(
    "\N{LATIN SMALL LETTER LONG S}\N{KELVIN SIGN}\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}\N{LATIN SMALL LETTER DOTLESS I}"
)
"""What `re.IGNORECASE` takes for the ASCII letters s, k and i, and a scan of bytes does not."""


class Prefilter:
    """Answers which of a fixed sequence of rules can fire in a text."""

    def __init__(self, rules: Sequence[Rule], *, engine: str = "auto") -> None:
        """Args:
        rules: the rules, in the order in which `scan` returns them.
        engine: "auto", "hyperscan", "re" or "off" (every rule always runs).
        """
        self._rules = tuple(rules)
        self._always = tuple(i for i, r in enumerate(rules) if r.trigger is None)
        triggers = tuple((i, r.trigger) for i, r in enumerate(rules) if r.trigger is not None)
        self._database: Any = _database(triggers) if engine in ("auto", "hyperscan") and triggers else None
        if engine == "hyperscan" and self._database is None and triggers:
            raise ImportError("hyperscan is not installed")
        self._engine = "off" if engine == "off" else "hyperscan" if self._database is not None else "re"
        self._patterns = [(i, re.compile(trigger)) for i, trigger in triggers] if self._engine == "re" else []

    def scan(self, text: str) -> list[Rule]:
        """The rules whose trigger occurs in the text, in order; more when in doubt, never fewer."""
        if self._engine == "off":
            return list(self._rules)
        if self._engine == "re":
            hits = [i for i, pattern in self._patterns if pattern.search(text)]
        else:
            hits = []
            try:
                encoded = text.encode()
            except UnicodeEncodeError:
                return list(self._rules)
            if len(encoded) != len(text) and not _ODD_CASE.isdisjoint(text):
                return list(self._rules)
            self._database.scan(encoded, match_event_handler=_collect, context=hits)
        if not hits:
            return [self._rules[i] for i in self._always]
        hits.extend(self._always)
        return [self._rules[i] for i in sorted(hits)]


def _collect(number: int, _start: int, _end: int, _flags: int, hits: list[int]) -> None:
    hits.append(number)


@cache
def _database(triggers: tuple[tuple[int, str], ...]) -> Any:
    """The compiled triggers, None without hyperscan; from the cache folder when they were compiled before."""
    try:
        import hyperscan
    except ImportError:
        return None
    key = hashlib.blake2b(
        repr((getattr(hyperscan, "__version__", ""), platform.machine(), triggers)).encode(), digest_size=12
    ).hexdigest()
    path = cache_folder() / f"triggers-{key}.bin"
    with suppress(OSError, ValueError, hyperscan.error):
        data = path.read_bytes()
        if data[:4] == zlib.crc32(data[4:]).to_bytes(4, "big"):
            return _ready(hyperscan.loadb(data[4:], hyperscan.HS_MODE_BLOCK), hyperscan)
    database = hyperscan.Database()
    # A trigger in ASCII is scanned byte by byte, which compiles several times faster and finds no less.
    once, unicode = hyperscan.HS_FLAG_SINGLEMATCH, hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_UCP
    database.compile(
        expressions=[trigger.encode() for _, trigger in triggers],
        ids=[i for i, _ in triggers],
        elements=len(triggers),
        flags=[once if trigger.isascii() else once | unicode for _, trigger in triggers],
    )
    with suppress(OSError):
        _keep(path, hyperscan.dumpb(database))
    return database


def _ready(database: Any, hyperscan: Any) -> Any:
    """A loaded database with the scratch space that it needs for scanning."""
    database.scratch = hyperscan.Scratch(database)
    return database


def _keep(path: Path, data: bytes) -> None:
    """Write a cache file in one stroke, and drop older ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
    temporary.replace(path)
    for old in sorted(path.parent.glob("triggers-*.bin"), key=lambda other: other.stat().st_mtime)[:-KEPT_FILES]:
        old.unlink(missing_ok=True)
