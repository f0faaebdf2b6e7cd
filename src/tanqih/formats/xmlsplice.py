"""Splicing edits into XML: every raw character that no edit touched stays as it was, tags, comments and CDATA sections among them.

No serialiser is used: they rewrite quotation marks, white space, references and CDATA sections.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tanqih.document import Anchor, Document, Mark, Role, Segment, Span
from tanqih.errors import InputError
from tanqih.formats.diffs import carried, changes
from tanqih.formats.encoding import Coding
from tanqih.formats.fields import Fields
from tanqih.formats.lines import is_heading
from tanqih.formats.pieces import Block, Kind, Lines, Piece
from tanqih.formats.xmltext import Content
from tanqih.formats.xmltokens import XmlSource

CDATA, CDATA_END = "<![CDATA[", "]]>"
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\n": "&#10;"})
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Spliced(NamedTuple):
    """Skeleton of a document in an XML file: its part of the file, the block of each segment, the line on which the part begins."""

    format: str
    raw: str
    blocks: tuple[Block, ...]
    coding: Coding
    line: int = 1

    @property
    def fields(self) -> Fields:
        """Nothing is guessed in these formats."""
        return Fields()


class Assembly:
    """The segments of one document, as they are read.

    Attributes:
        base: where the document's part of the file begins, in code points.
    """

    def __init__(self, base: int) -> None:
        self.base = base
        self._found: list[tuple[Block, tuple[Span, ...], str | None, Role, frozenset[str]]] = []

    def __len__(self) -> int:
        return len(self._found)

    def add(self, content: Content, source: str | None, role: Role | None = None, ignored: frozenset[str] = frozenset()) -> None:
        """Add a segment, unless it shows nothing or nothing of it may change.

        Args:
            content: the English.
            source: the Arabic.
            role: what kind of block it is; None: a heading when it reads like one, else a paragraph.
            ignored: rules that are switched off here.
        """
        found = content.block(self.base)
        if not found:
            return
        block, protected = found
        if protected == (Span(0, len(block.target)),):
            return
        if role is None:
            role = Role.PARAGRAPH
            if is_heading(block.target):
                role = Role.SUBHEADING if any(kind is Role.HEADLINE for _, _, _, kind, _ in self._found) else Role.HEADLINE
        self._found.append((block, protected, source or None, role, ignored))

    def document(self, source: XmlSource, end: int, name: str, path: str | None, *, format: str, **more: Any) -> Document:  # noqa: A002
        """The document; takes its part of the file, up to `end`, from the source.

        Args:
            source: the file.
            end: offset in the file.
            name: id of the document.
            path: of the file.
            format: name of the format.
            more: further attributes of the document.
        """
        line, column, coding = source.line, source.column, source.coding
        if self.base:  # the byte order mark stands before the first document
            coding = coding._replace(bom=b"")
        raw = source.take(end)
        lines = Lines(raw)
        segments = []
        blocks = []
        for index, (block, protected, arabic, role, ignored) in enumerate(self._found):
            tags = (raw[piece.start : piece.end] for piece in block.pieces if piece.kind is Kind.MARK)
            marks = tuple(Mark(mark.offset, tag) for mark, tag in zip(block.marks, tags, strict=True))
            blocks.append(block._replace(marks=marks))
            anchors = tuple(_anchors(block, lines, line, column))
            segments.append(Segment(index, block.target, arabic, None, role, marks, protected, None, anchors, ignored))
        return Document(name, tuple(segments), path, skeleton=Spliced(format, raw, tuple(blocks), coding, line), **more)


def _anchors(block: Block, lines: Lines, line: int, column: int) -> Iterator[Anchor]:
    """Places of the pieces that show something; the document's part of the file begins at the given line and column."""
    offset = 0
    for piece in block.pieces:
        if piece.text:
            at = lines.anchor(offset, piece.start)
            yield Anchor(offset, at.line + line - 1, at.column + (column - 1 if at.line == 1 else 0))
        offset += len(piece.text)


def with_tail(document: Document, tail: str) -> Document:
    """The document with what follows it in the file."""
    skeleton: Spliced = document.skeleton
    return replace(document, skeleton=skeleton._replace(raw=skeleton.raw + tail)) if tail else document


def render(document: Document) -> bytes:
    """The bytes of the document's part of the file, with the edits of its segments.

    New `&`, `<`, `>`, line breaks and characters that the encoding lacks are written as references.

    Raises:
        InputError: an edit holds a character that XML cannot hold.
    """
    skeleton: Spliced = document.skeleton
    return skeleton.coding.bom + _Writer(document).copy(0, len(skeleton.raw), -1).encode(skeleton.coding.name)


def reread(document: Document) -> Document:
    """The document as it is: what its segments are depends on the markup, which edits do not touch."""
    return document


def _offsets(block: Block, segment: Segment) -> list[int]:
    """Where the block's marks stand in the edited target.

    The segment's own marks have moved with its edits, but an edit that replaced text with a tag in it has put the tag at its start. So
    they are compared with where the words around the tags have gone: whichever leaves more of the text between tags as it was.
    """
    was, now = [mark.offset for mark in block.marks], [mark.offset for mark in segment.marks]
    edits = changes(block.target, segment.target)
    by_words = _in_order(block, segment.target, carried(was, [not mark.tag.startswith("</") for mark in block.marks], edits))
    if len(now) != len(was) or (now == was and was and edits[0].start < was[-1]):
        return by_words
    moved = _in_order(block, segment.target, now)
    return min(moved, by_words, key=lambda offsets: _disturbed(block.target, was, segment.target, offsets))


def _disturbed(old: str, was: Sequence[int], new: str, now: Sequence[int]) -> tuple[int, int]:
    """How many texts between tags are lost, and how many characters change in the others."""
    lost = changed = 0
    for a, b, x, y in zip((0, *was), (*was, len(old)), (0, *now), (*now, len(new)), strict=True):
        lost += a < b and x == y
        changed += sum(edit.end - edit.start + len(edit.text) for edit in changes(old[a:b], new[x:y]))
    return lost, changed


def _in_order(block: Block, target: str, offsets: list[int]) -> list[int]:
    """The offsets in order; a tag beyond the white space at an end of the text stays there."""
    before, behind = _edges(block)
    highest = 0
    ordered = []
    for number, offset in enumerate(offsets):
        edge = 0 if number < before else len(target) if number >= behind else offset
        highest = max(highest, min(edge, len(target)))
        ordered.append(highest)
    return ordered


def _edges(block: Block) -> tuple[int, int]:
    """How many marks stand before white space at the start, and the number of the first one behind white space at the end."""
    number = before = 0
    behind = len(block.marks)
    shown = False
    for piece in block.pieces:
        shown = shown or bool(piece.text)
        if piece.kind is Kind.MARK:
            number += 1
        elif piece.kind is Kind.HIDDEN and not shown:
            before = number
        elif piece.kind is Kind.HIDDEN:
            behind = min(behind, number)
    return before, behind


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        skeleton: Spliced = document.skeleton
        self._raw, self._coding, self._line, self._path = skeleton.raw, skeleton.coding, skeleton.line, document.path
        targets = {segment.index: segment for segment in document.segments}
        edited = (
            (block, targets[index])
            for index, block in enumerate(skeleton.blocks)
            if index in targets and targets[index].target != block.target
        )
        self._edited = sorted(edited, key=lambda pair: pair[0].start)
        self._starts = [block.start for block, _ in self._edited]

    def copy(self, start: int, end: int, after: int) -> str:
        """The raw text of a range with the edited blocks that begin behind `after`; a block inside another one comes with its mark."""
        parts: list[str] = []
        at = start
        for block, segment in self._edited[bisect_right(self._starts, after) :]:
            if block.start >= end:
                break
            if block.start >= at:
                parts += (self._raw[at : block.start], self._block(block, segment))
                at = block.end
        parts.append(self._raw[at:end])
        return "".join(parts)

    def _block(self, block: Block, segment: Segment) -> str:
        if found := _NOT_XML.search(segment.target):
            what = f"the text now holds U+{ord(found.group()):04X}, which XML cannot express"
            line = self._line + self._raw.count("\n", 0, block.start)
            raise InputError(what, "leave that edit out", path=self._path, line=line)
        offsets = _offsets(block, segment)
        parts: list[str] = []
        start = number = 0
        stretch: list[Piece] = []
        in_cdata = False
        for piece in block.pieces:
            if piece.kind is not Kind.MARK:
                stretch.append(piece)
                continue
            parts.append(self._stretch(stretch, segment.target[start : offsets[number]], in_cdata, leads=not start))
            tag = self.copy(piece.start, piece.end, piece.start)
            in_cdata = tag == CDATA or (in_cdata and tag != CDATA_END)
            parts.append(tag)
            start, number, stretch = offsets[number], number + 1, []
        parts.append(self._stretch(stretch, segment.target[start:], in_cdata, leads=not start))
        return "".join(parts)

    def _stretch(self, pieces: Sequence[Piece], new: str, in_cdata: bool, *, leads: bool) -> str:
        """Raw text for a stretch between two marks that is to show `new`; `leads` when nothing is shown before it."""
        shown = [piece for piece in pieces if piece.text]
        if not shown:
            hidden = self._raw[pieces[0].start : pieces[-1].end] if pieces else ""
            return hidden + self._escaped(new, in_cdata) if leads else self._escaped(new, in_cdata) + hidden
        start, end = shown[0].start, shown[-1].end
        lead, body, tail = self._raw[pieces[0].start : start], self._raw[start:end], self._raw[end : pieces[-1].end]
        if new != "".join(piece.text for piece in shown):
            body = self._respliced(shown, new, in_cdata)
        return lead + body + tail

    def _respliced(self, shown: Sequence[Piece], new: str, in_cdata: bool) -> str:
        ranges: list[tuple[int, int]] = []
        for piece in shown:
            single = piece.kind is Kind.TEXT
            ranges += ((at, at + 1) for at in range(piece.start, piece.end)) if single else ((piece.start, piece.end),)
        if in_cdata and CDATA_END in new:
            return self._escaped(new, in_cdata)
        parts: list[str] = []
        at = shown[0].start
        for change in changes("".join(piece.text for piece in shown), new):
            first = ranges[change.start][0] if change.start < len(ranges) else shown[-1].end
            parts += (self._raw[at:first], self._escaped(change.text, in_cdata))
            at = ranges[change.end - 1][1] if change.end > change.start else first
        parts.append(self._raw[at : shown[-1].end])
        body = "".join(parts)
        return body if in_cdata else body.replace(CDATA_END, "]]&gt;")

    def _escaped(self, text: str, in_cdata: bool) -> str:
        """New text as raw text."""
        if not in_cdata:
            text = text.translate(_REFERENCES)
            return text.encode(self._coding.name, "xmlcharrefreplace").decode(self._coding.name)
        text = text.replace(CDATA_END, "]]" + CDATA_END + CDATA + ">")
        return "".join(f"{CDATA_END}&#{ord(c)};{CDATA}" if c == "\r" or not self._encodable(c) else c for c in text)

    def _encodable(self, character: str) -> bool:
        return bool(character.encode(self._coding.name, "ignore"))
