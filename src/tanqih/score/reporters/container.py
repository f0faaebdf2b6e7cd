"""Places in the file itself: where an issue begins and ends there, and what a suggestion changes there.

A segment shows text that its container may write in another way (`&amp;`, a JSON escape, tags between words, lines with a prefix). So an
edit is made to the document, the document is written, and what differs in the file is the edit by place. That is exact for every
format that can be written, for it is what `fix` would write.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from tanqih.apply import apply
from tanqih.document import Document, Segment, Span
from tanqih.errors import EditError, InputError
from tanqih.formats import render
from tanqih.formats.diffs import Change, changes
from tanqih.formats.pieces import Kind
from tanqih.issue import Issue, Suggestion
from tanqih.score.result import Place, PlacedEdit

RENDERED = 20_000_000
"""Characters that may be written to place the edits of one document; beyond that (thousands of issues in a long file) none are."""
_NEAR = 40
"""Changes on one line with no more characters between them are told as one."""
_LINE_END = re.compile(r"\r\n|\n|\r")
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ATOMS = {
    "html": _REFERENCE, "xliff": _REFERENCE, "tmx": _REFERENCE, "md": re.compile(rf"\\[!-/:-@\[-`{{-~]|{_REFERENCE.pattern}"),
    "jsonl": _ESCAPE, "po": _ESCAPE, "csv": re.compile('""'), "tsv": re.compile('""'),
}  # fmt: skip
"""What stands for one character in a container, by format."""


class Part:
    """A document's part of its file, as text.

    Attributes:
        text: as it is in the file, without the byte order mark.
        line, column: of its first character in the file, 1-based.
    """

    def __init__(self, document: Document) -> None:
        """Raises:
        ValueError: the document was not read from a file, or its reader knows no places.
        """
        skeleton = document.skeleton
        if skeleton is None or not any(segment.anchors for segment in document.segments):
            raise ValueError("a document without places")
        self._document, self._coding = document, skeleton.coding
        self._format: str = skeleton.format
        self.text = self._decoded(document)
        self.line, self.column = _beginning(document, self.text)
        self._segments = {segment.index: segment for segment in document.segments}
        self._left = RENDERED

    def _decoded(self, document: Document) -> str:
        text: str = render(document).removeprefix(self._coding.bom).decode(self._coding.name)
        return text

    @cached_property
    def _starts(self) -> list[int]:
        """Offsets of the lines, cut where the readers cut them."""
        if self._format == "txt":
            return [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        newline = "\n" if "\n" in self.text or "\r" not in self.text else "\r"
        return [0, *(at + 1 for at, char in enumerate(self.text) if char == newline)]

    def place(self, offset: int) -> Place:
        """Line and column of an offset in the text, the column in code points."""
        at = bisect_right(self._starts, offset) - 1
        return Place(at + self.line, offset - self._starts[at] + (self.column if not at else 1))

    def utf8(self, issue: Issue) -> tuple[int, int]:
        """Columns of an issue's start and end in bytes of UTF-8, 1-based."""
        start, end = (self.place(offset) for offset in self.issue(issue))
        return self._utf8_column(start), self._utf8_column(end)

    def _utf8_column(self, place: Place) -> int:
        start = self._starts[place.line - self.line]
        return place.column + sum(_utf8_extra(char) for char in self.text[start : self.offset(place)])

    def offset(self, place: tuple[int, int]) -> int:
        """The offset in the text of a line and column of the file."""
        line, column = place
        at = min(max(0, line - self.line), len(self._starts) - 1)
        return min(self._starts[at] + column - (self.column if not at else 1), len(self.text))

    def span(self, segment: Segment, span: Span) -> tuple[int, int]:
        """Half-open offsets in the text of what shows a span of a segment."""
        first = segment.place(span.start)
        start = self.offset(first) if first else 0
        if not len(span):
            return start, start
        last = self.offset(segment.place(span.end - 1) or (self.line, self.column))
        if self._format == "txt" or last < start:
            return start, max(start, last + 1)
        atom = _ATOMS[self._format].match(self.text, last) if self._format in _ATOMS else None
        return start, max(start, atom.end() if atom else last + 1)

    def issue(self, issue: Issue) -> tuple[int, int]:
        """Half-open offsets in the text of what an issue is about."""
        return self.span(self._segments[issue.segment], issue.span)

    def changes(self, suggestion: Suggestion) -> list[Change]:
        """What a suggestion changes in the text, ordered and disjoint; nothing when it cannot be applied or written."""
        self._left -= len(self.text)
        if not suggestion.edits or self._left < 0:
            return []
        try:
            new = self._decoded(apply(self._document, suggestion.edits))
        except (EditError, InputError):  # the guards mark the first kind, the second is a character that the file cannot hold
            return []
        return list(self._joined(changes(self.text, new)))

    def _joined(self, found: list[Change]) -> Iterator[Change]:
        """Neighbours on one line as one change, for readers that can show only one."""
        held: Change | None = None
        for change in found:
            between = self.text[held.end : change.start] if held else ""
            if held and len(between) <= _NEAR and "\n" not in between and "\r" not in between:
                held = Change(held.start, change.end, held.text + between + change.text)
                continue
            if held:
                yield held
            held = change
        if held:
            yield held

    def edits(self, suggestion: Suggestion) -> tuple[PlacedEdit, ...]:
        """What a suggestion changes in the file, by place."""
        return tuple(self._placed(change) for change in self.changes(suggestion))

    def _placed(self, change: Change) -> PlacedEdit:
        start, end = self.place(change.start), self.place(change.end)
        return PlacedEdit(start, end, change.text, (self._utf8_column(start), self._utf8_column(end)))


def _utf8_extra(char: str) -> int:
    """Bytes of UTF-8 beyond the first."""
    return (char >= "\x80") + (char >= "\u0800") + (char >= "\U00010000")


def _beginning(document: Document, text: str) -> tuple[int, int]:
    """Line and column where the document's part of the file begins. The skeletons of containers know it, each in its way."""
    skeleton: Any = document.skeleton
    if skeleton.format == "jsonl":
        blank = skeleton.line.count("\n", 0, skeleton.literal[0])
        return (document.record or 1) - blank, 1
    if skeleton.format in ("csv", "tsv"):
        return skeleton.cells[0].line - skeleton.head.count("\n"), 1
    if skeleton.format == "po":
        return skeleton.line, 1
    if skeleton.format in ("xliff", "tmx"):
        return skeleton.line, _column(document, text)
    return 1, 1


def _column(document: Document, text: str) -> int:
    """Column where a part of an XML file begins, from a place on its first line; 1 where nothing of it is shown there."""
    for segment in document.segments:
        block = document.skeleton.blocks[segment.index]
        shown = next((piece for piece in block.pieces if piece.text and piece.kind is not Kind.MARK), None)
        if shown and segment.anchors and "\n" not in text[: shown.start]:
            begins: int = segment.anchors[0].column - shown.start
            return begins
    return 1


def part_of(document: Document) -> Part | None:
    """The document's part of its file; None when it has no places."""
    try:
        return Part(document)
    except ValueError:
        return None
