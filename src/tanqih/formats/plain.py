"""Plain text: lines and hard-wrapped paragraphs in, the same bytes out wherever no edit was.

Also the fast path of `tanqih.check(str)`: a text without a line end costs a few microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tanqih.document import Anchor, Document, Role, Segment
from tanqih.formats.diffs import Change, changes
from tanqih.formats.encoding import UTF8, Coding, decode
from tanqih.formats.lines import BULLET_STARTS, Line, Unit, bullet, is_heading, units
from tanqih.formats.protect import addresses

_LINE_END = re.compile(r"\r\n|\n|\r")


class PlainText(NamedTuple):
    """Skeleton of a plain text: the text as it was read and the half-open place of each segment's target in it."""

    text: str
    spans: tuple[tuple[int, int], ...]
    coding: Coding = UTF8

    @property
    def format(self) -> str:
        """Name of the format that renders it."""
        return "txt"


def read(
    stream: BinaryIO,
    *,
    path: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
) -> Iterator[Document]:
    """The one document of a text file.

    Args:
        stream: binary.
        path: name of the file, for ids and messages.
        encoding: overrides UTF-8; a byte order mark overrides it.
        id: of the document; default the path, else "text".

    Raises:
        InputError: not text in that encoding; names the line.
    """
    text, coding = decode(stream.read(), path=path, encoding=encoding)
    yield document_from_text(text, id or path or "text", path, coding)


def render(document: Document) -> bytes:
    """The bytes of the file, with the edits of the segments.

    Raises:
        InputError: an edit holds a character that the file's encoding lacks.
    """
    coding: Coding = document.skeleton.coding
    return coding.bom + coding.encode(text_of(document), path=document.path)


def reread(document: Document) -> Document:
    """The document as its own text would be read."""
    return document_from_text(text_of(document), document.id, document.path, document.skeleton.coding)


def document_from_text(text: str, id: str = "text", path: str | None = None, coding: Coding = UTF8) -> Document:  # noqa: A002
    """A document from decoded text; never raises.

    Blank lines separate paragraphs. A line is a segment of its own unless it belongs to hard-wrapped prose, whose line ends stay in
    the target as they are. `Segment.offset` counts code points of `text`; anchors give its lines and columns.
    """
    if "\n" not in text and "\r" not in text:
        return _single(text, id, path, coding)
    segments: list[Segment] = []
    spans: list[tuple[int, int]] = []
    has_headline = False
    for unit in units(text, list(_blocks(text))):
        target = text[unit.start : unit.end]
        role = Role.LIST_ITEM if unit.item else Role.PARAGRAPH
        if not unit.item and len(unit.lines) == 1 and is_heading(target):
            role = Role.SUBHEADING if has_headline else Role.HEADLINE
            has_headline = True
        segments.append(
            Segment(len(segments), target, None, None, role, (), addresses(target), unit.start, _anchors(unit)),
        )
        spans.append((unit.start, unit.end))
    return Document(id, tuple(segments), path, skeleton=PlainText(text, tuple(spans), coding))


def _single(text: str, name: str, path: str | None, coding: Coding) -> Document:
    """A text of one line."""
    target = text.strip()
    if not target:
        return Document(name, (), path, skeleton=PlainText(text, (), coding))
    start = 0 if len(target) == len(text) else len(text) - len(text.lstrip())
    role = Role.PARAGRAPH
    if target[-1] != "." and is_heading(target):
        role = Role.HEADLINE
    if target[0] in BULLET_STARTS:
        length, kind = bullet(target, 0, len(target))
        if kind in ("strong", "first"):
            role, target, start = Role.LIST_ITEM, target[length:], start + length
    segment = Segment(0, target, None, None, role, (), addresses(target), start, (Anchor(0, 1, start + 1),))
    return Document(name, (segment,), path, skeleton=PlainText(text, ((start, start + len(target)),), coding))


def _blocks(text: str) -> Iterator[list[Line]]:
    """Lines that are not blank, in groups between blank lines."""
    block: list[Line] = []
    for number, (start, end) in enumerate(_line_spans(text), start=1):
        line = text[start:end]
        stripped = line.strip()
        if stripped:
            inner = start + len(line) - len(line.lstrip())
            block.append(Line(number, inner, inner + len(stripped), start))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    """Half-open offsets of all lines, without their line ends."""
    start = 0
    if "\r" in text:
        for found in _LINE_END.finditer(text):
            yield start, found.start()
            start = found.end()
    else:
        while (end := text.find("\n", start)) >= 0:
            yield start, end
            start = end + 1
    yield start, len(text)


def _anchors(unit: Unit) -> tuple[Anchor, ...]:
    """One anchor per line."""
    head = unit.lines[0]
    further = [Anchor(line.first - unit.start, line.number, 1) for line in unit.lines[1:]]
    return (Anchor(0, head.number, unit.start - head.first + 1), *further)


def text_of(document: Document) -> str:
    """The whole plain text with the targets as they are now.

    A segment that lost all its text goes with its line and one separator: of the line breaks around it the longer one stays (the one
    after it when both are alike), none stays at the start or the end of the text. A line feed that edits put in is written as the line
    end that the text uses.
    """
    skeleton: PlainText = document.skeleton
    edits = text_changes(document, skeleton)
    if not edits:
        return skeleton.text
    parts: list[str] = []
    at = 0
    for change in edits:
        parts += (skeleton.text[at : change.start], change.text)
        at = change.end
    parts.append(skeleton.text[at:])
    return "".join(parts)


def text_changes(document: Document, skeleton: PlainText) -> list[Change]:
    """What edits of the segments change in the plain text: replacements, ordered and disjoint, in offsets of the text as read."""
    text, spans = skeleton.text, skeleton.spans
    targets = {segment.index: segment.target for segment in document.segments}
    edited = [at for at, (start, end) in enumerate(spans) if at in targets and targets[at] != text[start:end]]
    if not edited:
        return []
    newline = newline_of(text)
    dropped = {at for at in edited if not targets[at].strip()}
    found = _drops(text, spans, dropped)
    for at in edited:
        if at not in dropped:
            start, end = spans[at]
            for change in changes(text[start:end], targets[at]):
                found.append(Change(start + change.start, start + change.end, with_newlines(change.text, newline)))
    return sorted(found)


def newline_of(text: str) -> str:
    """The line end that a text mostly uses; LF when it has none."""
    pairs = text.count("\r\n")
    feeds, returns = text.count("\n") - pairs, text.count("\r") - pairs
    if pairs and pairs >= feeds:
        return "\r\n"
    return "\r" if returns > feeds else "\n"


def with_newlines(text: str, newline: str) -> str:
    """The text with every line end written as `newline`."""
    return text if newline == "\n" else _LINE_END.sub(lambda _: newline, text)


def _drops(text: str, spans: tuple[tuple[int, int], ...], dropped: set[int]) -> list[Change]:
    """Deletions for the segments that lost all their text, each run of neighbours at once."""
    found: list[Change] = []
    for first in sorted(at for at in dropped if at - 1 not in dropped):
        after = first
        while after in dropped:
            after += 1
        start = spans[first - 1][1] if first else _line_start(text, 0, spans[0][0])
        if after == len(spans):
            # The last lines go with the break before them; when nothing is left, with the break after them.
            found.append(Change(start, spans[-1][1] if first else len(text), ""))
            continue
        end = _line_start(text, spans[after - 1][1], spans[after][0])
        keep_start, keep_end = (end, end) if not first else _best_separator(text, spans, first, after)
        found += [change for change in (Change(start, keep_start, ""), Change(keep_end, end, "")) if change.start < change.end]
    return found


def _best_separator(text: str, spans: tuple[tuple[int, int], ...], first: int, after: int) -> tuple[int, int]:
    """The separator that stays between the neighbours of a dropped run: a blank line if there is one, else the last."""
    best, best_lines = (0, 0), -1
    for at in range(first, after + 1):
        start, end = spans[at - 1][1], _line_start(text, spans[at - 1][1], spans[at][0])
        lines = min(2, len(_LINE_END.findall(text, start, end)))
        if lines >= best_lines:
            best, best_lines = (start, end), lines
    return best


def _line_start(text: str, start: int, end: int) -> int:
    """Start of the line on which the target at `end` stands, not before `start`: before its indent and bullet."""
    return max(text.rfind("\n", start, end), text.rfind("\r", start, end), start - 1) + 1
