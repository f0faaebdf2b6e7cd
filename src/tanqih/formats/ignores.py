"""Inline ignores in HTML comments: `<!-- tanqih: ignore quotes/stray-closing, grammar -->`, `<!-- tanqih: off -->`, `… on -->`."""

from __future__ import annotations

import re

_DIRECTIVE = re.compile(r"<!--\s*+tanqih\s*+:\s*+(off|on|ignore)(?!\w)(.*?)--!?>", re.DOTALL | re.IGNORECASE)
_SEPARATOR = re.compile(r"[\s,]+")
ALL = frozenset({"all"})


class Ignores:
    """Which rules the comments read so far switch off for the block that comes next."""

    def __init__(self) -> None:
        self._off = False
        self._next: frozenset[str] = frozenset()

    def comment(self, text: str) -> None:
        """Obey every directive in a piece of markup; other comments do nothing. `ignore` without a name means all rules."""
        if "tanqih" not in text.lower():
            return
        for found in _DIRECTIVE.finditer(text):
            verb = found.group(1).lower()
            if verb == "ignore":
                self._next |= frozenset(filter(None, _SEPARATOR.split(found.group(2)))) or ALL
            else:
                self._off = verb == "off"

    def take(self) -> frozenset[str]:
        """Rule ids, families or "all" that are off for the block that starts here; the pending `ignore`s are used up."""
        taken, self._next = self._next, frozenset()
        return ALL if self._off else taken
