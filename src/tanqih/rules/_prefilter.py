"""Which rules can fire at all: one scan of a block for the triggers of all rules.

Most sentences of real news are clean, so a scan that rules out most rules is worth more than tuning any of them. Hyperscan scans
for all triggers at once; without its wheel, or for text that is not valid UTF-8 (lone surrogates), every trigger is tried with
`re`, or every rule runs. The result only decides which rules run: offsets never come from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from tanqih.rules._rule import Rule


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
            self._database.scan(encoded, match_event_handler=_collect, context=hits)
        if not hits:
            return [self._rules[i] for i in self._always]
        hits.extend(self._always)
        return [self._rules[i] for i in sorted(hits)]


def _collect(number: int, _start: int, _end: int, _flags: int, hits: list[int]) -> None:
    hits.append(number)


@cache
def _database(triggers: tuple[tuple[int, str], ...]) -> Any:
    try:
        import hyperscan
    except ImportError:
        return None
    database = hyperscan.Database()
    mode = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_UCP | hyperscan.HS_FLAG_SINGLEMATCH
    database.compile(
        expressions=[trigger.encode() for _, trigger in triggers],
        ids=[i for i, _ in triggers],
        elements=len(triggers),
        flags=[mode] * len(triggers),
    )
    return database
