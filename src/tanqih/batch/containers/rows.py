"""Rows of quoted tables, cut from raw bytes: cells that begin with a quotation mark end with one, marks inside are doubled.

A wrong quotation mark would swallow the rows after it. It is noticed when what follows the next mark is no delimiter, when a row of
several lines has not as many cells as the header, and at the limit; then the line where the row began is a bad record, and the next
line is a row again. Source: RFC 4180.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tanqih.batch.containers.streams import Piece, drained, over
from tanqih.batch.records import KEPT_OF_OVERSIZE

_BLOCK = 1024 * 1024
_CR = b"\r"
_REST = "what is left of a row with a wrong quotation mark"


class Shape(NamedTuple):
    r"""How the rows of a table are cut.

    Attributes:
        delimiter: one byte.
        width: cells of the header.
        ending: b"\n", or b"\r" for tables from old computers.
    """

    delimiter: bytes
    width: int
    ending: bytes = b"\n"


class _Patterns(NamedTuple):
    row: re.Pattern[bytes]
    last: re.Pattern[bytes]
    cells: re.Pattern[bytes]
    opened: re.Pattern[bytes]
    blank: re.Pattern[bytes]


@lru_cache(maxsize=32)
def _patterns(shape: Shape) -> _Patterns:
    """Patterns of a whole row of the right width (and one that ends with the file), of cells, of an open quoted cell, of blank lines."""
    delimiter, end = re.escape(shape.delimiter), re.escape(shape.ending)
    ending = end if shape.ending == _CR else rb"\r?" + end
    quoted = rb'"[^"]*+(?:""[^"]*+)*+"'
    cell = rb"(?:" + quoted + rb"|(?!\")[^" + delimiter + end + rb"]*+)"
    row = cell + rb"(?:" + delimiter + cell + rb"){%d}" % (shape.width - 1)
    return _Patterns(
        re.compile(row + rb"(?:" + ending + rb")"),
        re.compile(row + rb"\Z"),
        re.compile(cell + rb"(?:" + delimiter + cell + rb")*+"),
        re.compile(delimiter + rb'?"[^"]*+(?:""[^"]*+)*+\Z'),
        re.compile(rb"(?:[ ]*" + ending + rb")+"),
    )


class RowCutter:
    """Cuts a stream into rows.

    Args:
        stream: at the start of a row.
        shape: of the table.
        line: number of the line there.
        limit: bytes of the longest row.
    """

    def __init__(self, stream: io.BufferedReader, shape: Shape, line: int, limit: int) -> None:
        self._stream, self._shape, self._line, self._limit = stream, shape, line, limit
        self._buffer, self._at, self._ended = b"", 0, False
        self.block = _BLOCK
        self._doubt = False  # True behind a wrong row, until a row is right beyond doubt

    def pieces(self) -> Iterator[Piece]:
        """The rows, blank lines as headers, wrong rows as bad ones."""
        patterns, ending = _patterns(self._shape), self._shape.ending
        while True:
            buffer, at = self._buffer, self._at
            # The common case first: rows of the right width that lie wholly in the buffer.
            while found := patterns.row.match(buffer, at):
                raw = found.group()
                if self._shape.width == 1 and not raw.strip(b" \r\n"):
                    break
                lines = raw.count(ending)
                self._at = at = found.end()
                bad = ""
                if self._doubt:
                    self._doubt = raw.count(b'"') % 2 > 0
                    bad = _REST if self._doubt else ""
                piece = Piece(raw, len(raw), self._line, lines, bad=bad)
                yield piece if len(raw) <= self._limit else _shortened(piece, self._limit)
                self._line += lines
            odd = self._odd()
            if odd is None:
                return
            if odd.length:
                yield odd
                self._line += odd.lines

    def _odd(self) -> Piece | None:
        """What is no plain row, as a piece (one of no length when more was read instead), None at the end."""
        patterns = _patterns(self._shape)
        start, length = self._at, len(self._buffer) - self._at
        if not length:
            return Piece(b"", 0, 0) if self._more() else None
        if found := patterns.blank.match(self._buffer, start):
            return self._take(found.end(), header=True)
        if self._ended and (found := patterns.last.match(self._buffer, start)):
            return self._take(found.end(), header=not found.group().strip(b" \r\n"))
        cells = patterns.cells.match(self._buffer, start)
        after = cells.end() if cells else start
        rest = self._buffer[after : after + 2]
        if length <= self._limit and not self._ended and self._is_cut(after, rest):
            self._more()
            return Piece(b"", 0, 0)
        if not rest and not self._ended:
            return self._first_line("a row that never ends")
        if rest[:1] in (b"", self._shape.ending) or rest == b"\r" + self._shape.ending:
            return self._other_width(start, after + rest.find(self._shape.ending) + 1)
        if patterns.opened.match(self._buffer, after) or length > self._limit:
            return self._first_line("a quoted cell that begins here never ends")
        return self._first_line("a quoted cell that begins here ends before something else than a delimiter")

    def _other_width(self, start: int, end: int) -> Piece:
        """A row that is whole but has too few or too many cells."""
        if self._buffer.find(self._shape.ending, start, end - 1) < 0:
            return self._long(end) if end - start > self._limit else self._take(end)  # its codec says so
        why = "a row of several lines that has not as many cells as the header: a quotation mark is wrong"
        if self._holds_rows(start, end):
            return self._first_line(why)
        piece = self._take(end, bad=why)
        return piece if piece.length <= self._limit else _shortened(piece, self._limit)

    def _is_cut(self, after: int, rest: bytes) -> bool:
        """True when a row that cannot go on behind `after` may do so with more bytes."""
        if len(rest) < 2:
            return True
        return bool(_patterns(self._shape).opened.match(self._buffer, after))

    def _holds_rows(self, start: int, end: int) -> bool:
        """True when one of the lines of a row, but the first, is a whole row itself."""
        patterns = _patterns(self._shape)
        at = self._buffer.find(self._shape.ending, start, end) + 1
        while 0 < at < end:
            after = self._buffer.find(self._shape.ending, at, end) + 1 or end
            if patterns.row.fullmatch(self._buffer, at, after) and self._buffer.count(b'"', at, after) % 2 == 0:
                return True
            at = after
        return False

    def _first_line(self, why: str) -> Piece:
        """The line where a wrong row began, as a bad record."""
        found = self._buffer.find(self._shape.ending, self._at)
        while found < 0 and not self._ended and len(self._buffer) - self._at <= self._limit:
            self._more()
            found = self._buffer.find(self._shape.ending, self._at)
        end = found + 1 if found >= 0 else len(self._buffer)
        self._doubt = True
        return self._long(end) if end - self._at > self._limit else self._take(end, bad=why)

    def _long(self, end: int) -> Piece:
        """A line over the limit, which may go on behind the buffer."""
        raw = self._buffer[self._at : end]
        self._at = end
        if raw.endswith(self._shape.ending) or self._ended:
            return _shortened(Piece(raw, len(raw), self._line), self._limit)
        return drained(self._stream, raw, self._line, self._limit)

    def _take(self, end: int, *, header: bool = False, bad: str = "") -> Piece:
        """The bytes up to an offset as a piece."""
        raw = self._buffer[self._at : end]
        self._at = end
        lines = raw.count(self._shape.ending)
        return Piece(raw, len(raw), self._line, lines, header=header, bad=bad)

    def _more(self) -> bool:
        """Read on: as much as is there already, so that long rows are looked at a few times only; False at the end."""
        kept = self._buffer[self._at :]
        data = self._stream.read(max(self.block, len(kept)))
        self._buffer, self._at = kept + data, 0
        self._ended = not data
        return bool(data)


def _shortened(piece: Piece, limit: int) -> Piece:
    """A piece over the limit."""
    return piece._replace(raw=piece.raw[:KEPT_OF_OVERSIZE], bad=over(piece.length, limit), size=piece.length)
