"""Rows of delimited text: where each cell stands, and how its text is quoted.

CSV is read as RFC 4180 has it: a cell that begins with a quotation mark ends with one, marks inside are doubled, line ends inside are
text; a mark inside an unquoted cell is text, as everywhere. TSV is mostly written without any quoting (IANA text/tab-separated-values),
and news begins cells with quotation marks; so a TSV is read line by line unless it shows that its writer quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tanqih.errors import InputError

DELIMITERS = (",", ";", "\t", "|")
QUOTE = '"'
_SHOWN = 24
_DOUBLED = QUOTE * 2


class Dialect(NamedTuple):
    """How a table is written: what stands between cells, and whether a quoted cell may hold delimiters and line ends."""

    delimiter: str
    quoting: bool

    def text(self, raw: str) -> str:
        """The text of a raw cell."""
        return raw[1:-1].replace(_DOUBLED, QUOTE) if self.is_quoted(raw) else raw

    def is_quoted(self, raw: str) -> bool:
        """True when the quotation marks around a raw cell are not part of its text.

        Without quoting that is so only where marks inside are doubled, as spreadsheets write them; else they are somebody's words.
        """
        if len(raw) < 2 or raw[0] != QUOTE or raw[-1] != QUOTE:
            return False
        if self.quoting:
            return True
        inner = raw[1:-1]
        return _DOUBLED in inner and QUOTE not in inner.replace(_DOUBLED, "")

    def raw(self, text: str, *, quoted: bool) -> str:
        """The raw cell of a text, quoted when it was or when it has to be.

        Raises:
            ValueError: a delimiter or a line end in a table without quoting.
        """
        special = self.delimiter in text or "\n" in text or "\r" in text
        if special and not self.quoting:
            raise ValueError("a tab or a line break")
        if quoted or special or self.text(text) != text or (self.quoting and text[:1] == QUOTE):
            return f"{QUOTE}{text.replace(QUOTE, _DOUBLED)}{QUOTE}"
        return text


class UnclosedCellError(InputError):
    """A quoted cell that goes on to the end of the file."""


class Row(NamedTuple):
    """A row: its first line (1-based), its raw text with line end, and the half-open place of each raw cell in it."""

    line: int
    raw: str
    cells: tuple[tuple[int, int], ...]

    @property
    def is_blank(self) -> bool:
        """True for an empty line."""
        return len(self.cells) == 1 and not self.raw.strip(" \r\n")

    def cell(self, number: int) -> str:
        """The raw text of a cell."""
        start, end = self.cells[number]
        return self.raw[start:end]


def rows(lines: Iterable[tuple[int, str]], dialect: Dialect, path: str | None, limit: int) -> Iterator[Row]:
    """Rows of numbered lines.

    Raises:
        InputError: a quoted cell that never ends, or that ends inside a word; a row over the limit (characters). Names the line where
            the cell begins.
    """
    if not dialect.quoting:
        for number, line in lines:
            yield Row(number, line, _split(line, dialect.delimiter))
        return
    pending: _Pending | None = None
    for number, line in lines:
        pending = pending or _Pending(number, dialect.delimiter, path)
        if pending.add(line, number):
            yield pending.row()
            pending = None
        elif pending.length > limit:
            raise pending.error(
                f"a quoted cell of more than {limit:,} characters", "check that it is closed, or raise --max-line-bytes"
            )
    if pending:
        raise pending.unclosed()


class _Pending:
    """A row of which not all lines have been seen."""

    def __init__(self, line: int, delimiter: str, path: str | None) -> None:
        self._line, self._delimiter, self._path = line, delimiter, path
        self._parts: list[str] = []
        self._cells: list[tuple[int, int]] = []
        self._start = self.length = 0  # of the cell in hand; of all lines so far
        self._opened = line
        self._inside = False

    def error(self, what: str, hint: str) -> InputError:
        """An error at the line where the quoted cell began."""
        return InputError(what, hint, path=self._path, line=self._opened)

    def unclosed(self) -> UnclosedCellError:
        """The error when there is no further line."""
        hint = "close it, or write a mark that is text twice in a quoted cell"
        return UnclosedCellError("a quoted cell begins here and never ends", hint, path=self._path, line=self._opened)

    def row(self) -> Row:
        """The row, when `add` has said that it is complete."""
        return Row(self._line, "".join(self._parts), tuple(self._cells))

    def add(self, line: str, number: int) -> bool:
        """Take in one line; True when the row ends with it."""
        body = len(line.rstrip("\r\n"))
        at = 0
        while True:
            if not self._inside:
                self._start = self.length + at
                if line[at : at + 1] == QUOTE and at < body:
                    self._inside, self._opened = True, number
                    at += 1
            if self._inside:
                at = self._closed(line, at)
                if at < 0:
                    break
                if at < body and line[at] != self._delimiter:
                    raise self._torn(line[at:body], number)
                self._inside = False
                end = at
            else:
                end = line.find(self._delimiter, at, body)
                end = body if end < 0 else end
            self._cells.append((self._start, self.length + end))
            if end >= body:
                break
            at = end + 1
        self._parts.append(line)
        self.length += len(line)
        return not self._inside

    @staticmethod
    def _closed(line: str, at: int) -> int:
        """Offset behind the mark that closes the cell, -1 when it goes on in the next line."""
        while (at := line.find(QUOTE, at)) >= 0:
            if line[at + 1 : at + 2] != QUOTE:
                return at + 1
            at += 2
        return -1

    def _torn(self, rest: str, number: int) -> InputError:
        where = "" if number == self._opened else f" on line {number}"
        what = f"the quoted cell that begins here ends{where} before {rest[:_SHOWN]!r}"
        return self.error(what, 'a quotation mark inside a quoted cell is written twice ("")')


def _split(line: str, delimiter: str) -> tuple[tuple[int, int], ...]:
    """Places of the cells of a line without quoting."""
    cells = []
    start, body = 0, len(line.rstrip("\r\n"))
    while (end := line.find(delimiter, start, body)) >= 0:
        cells.append((start, end))
        start = end + 1
    return (*cells, (start, body))


def sniffed(lines: Sequence[tuple[int, str]], delimiter: str | None, *, whole: bool) -> Dialect:
    """The dialect of a table.

    Args:
        lines: its first lines.
        delimiter: a tab for a TSV; None: one of `DELIMITERS`, the one that cuts all rows into equally many cells.
        whole: False when more lines follow.
    """
    if delimiter is not None:
        return Dialect(delimiter, _quotes(lines, delimiter, whole=whole))
    header = next((line for _, line in lines if line.strip()), "")
    unquoted = re.sub(r'"(?:[^"]|"")*"', "", header)
    ranked = sorted(DELIMITERS, key=lambda one: -unquoted.count(one))
    for one in ranked:
        dialect = Dialect(one, quoting=True)
        if one in unquoted and _even(lines, dialect, whole=whole):
            return dialect
    return Dialect(ranked[0], quoting=True)


def _quotes(lines: Sequence[tuple[int, str]], delimiter: str, *, whole: bool) -> bool:
    """Whether the writer of a TSV quotes cells: the header is quoted, or the rows are even only when quoted cells may hold line ends."""
    header = next((line.strip("\r\n") for _, line in lines if line.strip()), "")
    if any(len(cell) > 1 and cell[0] == cell[-1] == QUOTE for cell in header.split(delimiter)):
        return True
    return not _even(lines, Dialect(delimiter, quoting=False), whole=True) and _even(
        lines, Dialect(delimiter, quoting=True), whole=whole
    )


def _even(lines: Sequence[tuple[int, str]], dialect: Dialect, *, whole: bool) -> bool:
    """True when all rows have equally many cells and no quotation mark is wrong."""
    widths: set[int] = set()
    found = rows(lines, dialect, None, sum(len(line) for _, line in lines))
    try:
        widths.update(len(row.cells) for row in found if not row.is_blank)
    except UnclosedCellError:
        if whole:  # else the last row may well be cut in the middle of a quoted cell
            return False
    except InputError:
        return False
    return len(widths) == 1
