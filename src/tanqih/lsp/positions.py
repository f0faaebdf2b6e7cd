"""Offsets in a text and positions of the protocol: lines from 0, characters in the unit that client and server agreed on.

Source: Language Server Protocol 3.17, "Text Documents" and "Position": a line ends with LF, CRLF or CR and with nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\n|\r")


class Positions:
    """Converts the offsets of one text."""

    def __init__(self, text: str, unit: str = "utf-16") -> None:
        """Args:
        text: of the whole document.
        unit: what a character of a position counts: "utf-8" (bytes), "utf-16" (code units) or "utf-32" (code points).
        """
        self._text, self._unit = text, unit
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and character of an offset in code points."""
        line = bisect_right(self._starts, offset) - 1
        return line, sum(map(self._width, self._text[self._starts[line] : offset]))

    def offset(self, line: int, character: int) -> int:
        """The offset of a position; one beyond the end of its line is the line's end, one inside a character the character's start."""
        if line >= len(self._starts):
            return len(self._text)
        start = at = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        end = start + len(self._text[start:end].rstrip("\r\n"))
        while at < end and character >= (width := self._width(self._text[at])):
            character -= width
            at += 1
        return at

    def _width(self, char: str) -> int:
        if char < "\x80" or self._unit == "utf-32":
            return 1
        if self._unit == "utf-8":
            return 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
        return 2 if char >= "\U00010000" else 1
