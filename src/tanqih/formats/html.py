"""HTML: text nodes in, the same page out; tags, attributes, comments, scripts and styles come back byte for byte.

The page is never serialised from a tree: edited stretches of text are spliced into the raw text at their positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tanqih.document import Document, Role, Segment
from tanqih.formats.encoding import Coding, decode
from tanqih.formats.htmltokens import RAW_TEXT, Token, tokens
from tanqih.formats.htmltree import HIDDEN, OpenBlocks
from tanqih.formats.ignores import Ignores
from tanqih.formats.pieces import Block, Flow, Lines
from tanqih.formats.references import REFERENCE, decoded, escaped
from tanqih.formats.splice import spliced

# Words with single spaces between them, or a run of white space; all else is an ampersand.
_PART = re.compile(r"[^\t\n\f\r &]++(?: [^\t\n\f\r &]++)*+|[\t\n\f\r ]+")
_SELF_CLOSED_BREAK = re.compile(r"<br ?/>")


class Page(NamedTuple):
    """Skeleton: the decoded page and the block of each segment."""

    raw: str
    blocks: tuple[Block, ...]
    coding: Coding

    @property
    def format(self) -> str:
        """Name of the format that renders it."""
        return "html"


def read(
    stream: BinaryIO,
    *,
    path: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
) -> Iterator[Document]:
    """The one document of a page: a segment per block element, in order.

    White space folds to one space, character references are decoded, inline tags and comments are marks, a `<br>` is a mark and a
    protected newline (two of them begin a new segment), `code` is protected, scripts, styles, `pre`, forms' values, SVG, MathML
    and the page's title are left out. Segments have anchors and no offset.

    Args:
        stream: binary.
        path: name of the file, for ids and messages.
        encoding: overrides what the page declares; a byte order mark overrides it.
        id: of the document; default the path, else "text".

    Raises:
        InputError: not text in that encoding; names the line.
    """
    raw, coding = decode(stream.read(), path=path, encoding=encoding, html=True)
    segments, blocks = _Reader(raw).read()
    yield Document(id or path or "text", segments, path, skeleton=Page(raw, blocks, coding))


def render(document: Document) -> bytes:
    """The bytes of the page with the edits of the segments; new `&`, `<`, `>` and characters that the encoding lacks as references.

    An empty line that an edit put in becomes two `<br>`.
    """
    page: Page = document.skeleton
    return page.coding.bom + page.coding.encode(_text_of(document), path=document.path, errors="xmlcharrefreplace")


def reread(document: Document) -> Document:
    """The document as its own page would be read."""
    page: Page = document.skeleton
    raw = _text_of(document)
    segments, blocks = _Reader(raw).read()
    return Document(document.id, segments, document.path, document.record, skeleton=Page(raw, blocks, page.coding))


def _text_of(document: Document) -> str:
    """The page with the edits of the segments."""
    page: Page = document.skeleton
    line_break = "<br />" if _SELF_CLOSED_BREAK.search(page.raw) else "<br>"
    parts: list[str] = []
    at = 0
    for segment in sorted(document.segments, key=lambda segment: segment.index):
        block = page.blocks[segment.index]
        if segment.target != block.target:
            parts += (page.raw[at : block.start], spliced(page.raw, block, segment, lambda text: _new(text, line_break), _shows))
            at = block.end
    parts.append(page.raw[at:])
    return "".join(parts)


def _new(text: str, line_break: str) -> str:
    """New text as HTML."""
    return escaped(text).replace("\n\n", line_break * 2)


def _shows(raw: str, text: str) -> bool:
    """True when raw text without tags shows the given text, white space folded."""
    shown: list[str] = []
    for token in tokens(raw):
        if token.kind == "start" and token.name == "br":
            shown.append("\n")
        elif token.kind != "text":
            return False
        else:
            shown.extend(part for _, _, part in _parts(raw, token.start, token.end))
    return "".join(shown).split() == text.split()


def _parts(raw: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Cut a text token into (start, end, what it shows)."""
    at = start
    while at < end:
        found = _PART.match(raw, at, end)
        if found:
            yield at, found.end(), found.group()
            at = found.end()
            continue
        reference = REFERENCE.match(raw, at, end)  # at an ampersand
        text, length = decoded(reference.group()) if reference else ("", 0)
        yield at, at + (length or 1), text or "&"
        at += length or 1


class _Reader:
    """Turns tokens into segments."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._lines = Lines(raw)
        self._open = OpenBlocks()
        self._ignores = Ignores()
        self._flow = Flow(raw)
        self._breaks = 0  # `<br>` since the last visible text
        self._segments: list[Segment] = []
        self._blocks: list[Block] = []

    def read(self) -> tuple[tuple[Segment, ...], tuple[Block, ...]]:
        for token in tokens(self._raw):
            if token.kind == "comment" and not self._open.hidden:
                self._ignores.comment(self._raw[token.start : token.end])
            if token.kind == "text" and not token.foreign and not self._open.hidden:
                self._text(token)
            elif token.kind == "start" and not token.foreign:
                self._start(token)
            elif token.kind == "end" and not token.foreign:
                self._end(token)
            else:
                self._flow.mark(token.start, token.end, joins=token.foreign or token.kind == "raw")
        self._flush()
        return tuple(self._segments), tuple(self._blocks)

    def _text(self, token: Token) -> None:
        protected = self._open.code > 0
        for start, end, shown in _parts(self._raw, token.start, token.end):
            if shown[0] in "\t\n\f\r " and shown.isspace():
                self._flow.space(start, end)
                continue
            if self._breaks > 1 and not shown.isspace():
                self._flush()
            if not self._flow.shows and not shown.isspace():
                self._flow.ignored = self._ignores.take()
            if end - start == len(shown) and self._raw[start] != "&":
                self._flow.text(start, end, protected=protected)
            else:
                self._flow.atom(start, end, shown, protected=protected)
            if not shown.isspace():
                self._breaks = 0

    def _start(self, token: Token) -> None:
        was_hidden = self._open.hidden > 0
        role = self._open.role
        if token.name == "br" and not was_hidden:
            self._breaks += 1
            self._flow.line_break(token.start, token.end)
        elif self._open.start(token.name) and not was_hidden:
            self._flush(role)
        else:
            self._flow.mark(token.start, token.end, joins=was_hidden)

    def _end(self, token: Token) -> None:
        was_hidden = self._open.hidden > 0
        role = self._open.role
        if token.name == "br":  # browsers read it as a start tag
            self._breaks += 1
            self._flow.line_break(token.start, token.end)
        elif self._open.end(token.name) and (not was_hidden or not self._open.hidden):
            self._flush(role)
        else:
            self._flow.mark(token.start, token.end, joins=was_hidden or token.name in HIDDEN or token.name in RAW_TEXT)

    def _flush(self, role: Role | None = None) -> None:
        """End the current block; `role` is that of the elements that were open around it."""
        found = self._flow.finish(len(self._segments), role or self._open.role, self._lines) if self._flow.shows else None
        if found:
            self._segments.append(found[0])
            self._blocks.append(found[1])
        self._flow = Flow(self._raw)
        self._breaks = 0
