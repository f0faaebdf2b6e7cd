"""Blocks of marked-up text: what a reader shows of them.

A block is a raw range cut into pieces. Text pieces show themselves; atoms show something else (a character reference, a run of
white space); marks (tags, comments) and hidden white space show nothing. Together the texts of the pieces are the target.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from typing import NamedTuple

from tanqih.document import Anchor, Mark, Role, Segment, Span
from tanqih.formats.protect import addresses, merged


class Kind(Enum):
    """What a piece shows."""

    TEXT = "text"
    ATOM = "atom"
    MARK = "mark"
    HIDDEN = "hidden"


class Piece(NamedTuple):
    """`raw[start:end]`, shown as `text`."""

    kind: Kind
    start: int
    end: int
    text: str


class Block(NamedTuple):
    """What is needed to write a segment back.

    Attributes:
        target: as it was read.
        marks: offsets of the marks in the target.
        pieces: consecutive and without gaps, in raw order.
        pairs: numbers of the marks (opening, closing) that mean nothing when no text stands between them (Markdown emphasis).
    """

    target: str
    marks: tuple[Mark, ...]
    pieces: tuple[Piece, ...]
    pairs: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where the block begins in the raw text."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the block ends in the raw text."""
        return self.pieces[-1].end


class Lines:
    """Line and column of raw offsets."""

    def __init__(self, raw: str) -> None:
        self._starts = [0]
        at = -1
        newline = "\n" if "\n" in raw or "\r" not in raw else "\r"
        while (at := raw.find(newline, at + 1)) >= 0:
            self._starts.append(at + 1)

    def anchor(self, offset: int, raw_offset: int) -> Anchor:
        """An anchor for a target offset that shows the raw text at `raw_offset`."""
        line = bisect_right(self._starts, raw_offset)
        return Anchor(offset, line, raw_offset - self._starts[line - 1] + 1)


class Flow:
    """Collects the pieces of one block in raw order and folds white space the way browsers do."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._pieces: list[Piece] = []
        self._last = -1  # the last piece that shows something
        self._length = 0
        self.protected: list[Span] = []
        self.ignored: frozenset[str] = frozenset()

    @property
    def shows(self) -> bool:
        """True when there is visible text."""
        return self._last >= 0

    def text(self, start: int, end: int, *, protected: bool = False) -> None:
        """Raw text that shows itself."""
        if not self.shows:  # outer white space that does not fold (no-break spaces used as an indent) stays outside
            inner = end - len(self._raw[start:end].lstrip())
            self._hide(start, inner)
            start = inner
        if start < end:
            self._show(Piece(Kind.TEXT, start, end, self._raw[start:end]), protected)

    def atom(self, start: int, end: int, text: str, *, protected: bool = False) -> None:
        """Raw text that shows other text."""
        if not self.shows and text.isspace():
            self._hide(start, end)
        else:
            self._show(Piece(Kind.ATOM, start, end, text), protected)

    def space(self, start: int, end: int) -> None:
        """A run of white space that shows one space, or nothing after other white space."""
        if not self.shows or self._pieces[self._last].text[-1] in " \n":
            self._hide(start, end)
        else:
            self._show(Piece(Kind.ATOM, start, end, " "), False)

    def line_break(self, start: int, end: int) -> None:
        """A forced line break: a mark, and a protected newline that no raw text stands for."""
        if self.shows and self._pieces[self._last].text == " ":
            self._unshow()
        self.mark(start, end)
        if self.shows and self._pieces[self._last].text != "\n":
            self._show(Piece(Kind.ATOM, end, end, "\n"), True)

    def mark(self, start: int, end: int, *, joins: bool = False) -> None:
        """A tag or comment; `joins` makes it one mark with a mark just before it."""
        if joins and self._pieces and self._pieces[-1].kind is Kind.MARK:
            start = self._pieces.pop().start
        self._pieces.append(Piece(Kind.MARK, start, end, ""))

    def _hide(self, start: int, end: int) -> None:
        if start < end:
            self._pieces.append(Piece(Kind.HIDDEN, start, end, ""))

    def _show(self, piece: Piece, protected: bool) -> None:
        self._last = len(self._pieces)
        self._pieces.append(piece)
        if protected:
            self.protected.append(Span(self._length, self._length + len(piece.text)))
        self._length += len(piece.text)

    def _unshow(self) -> None:
        """Hide the last visible piece."""
        last = self._pieces[self._last]
        self._pieces[self._last] = Piece(Kind.HIDDEN, last.start, last.end, "")
        self._length -= len(last.text)
        while self.protected and self.protected[-1].end > self._length:
            self.protected.pop()
        while self._last >= 0 and not self._pieces[self._last].text:
            self._last -= 1

    def _strip(self) -> None:
        """Take outer white space off the end of the target."""
        while self.shows:
            last = self._pieces[self._last]
            kept = last.text.rstrip()
            if kept == last.text:
                return
            if kept and last.kind is Kind.ATOM:
                return
            at = self._last
            self._unshow()
            if kept:
                cut = last.start + len(kept)
                self._pieces[at : at + 1] = [Piece(Kind.TEXT, last.start, cut, kept), Piece(Kind.HIDDEN, cut, last.end, "")]
                self._last = at
                self._length += len(kept)

    def finish(
        self, index: int, role: Role, lines: Lines, pairs: tuple[tuple[int, int], ...] = ()
    ) -> tuple[Segment, Block] | None:
        """The segment and its block, or None when there is no visible text."""
        self._strip()
        if not self.shows:
            return None
        offset, marks, anchors = 0, [], []
        for piece in self._pieces:
            if piece.kind is Kind.MARK:
                marks.append(Mark(offset, self._raw[piece.start : piece.end]))
            elif piece.text:
                anchors.append(lines.anchor(offset, piece.start))
            offset += len(piece.text)
        target = "".join(piece.text for piece in self._pieces)
        protected = merged([span for span in self.protected if span.end <= len(target)] + list(addresses(target)))
        block = Block(target, tuple(marks), tuple(self._pieces), pairs)
        segment = Segment(index, target, None, None, role, block.marks, protected, None, tuple(anchors), self.ignored)
        return segment, block
