"""Markdown: the text of headings, paragraphs, list items, quotations and table cells; everything else comes back byte for byte.

markdown-it-py (MIT) finds the blocks by line, `mdinline` the markup inside them; edits are spliced into the raw text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from tanqih.document import Document, Role, Segment
from tanqih.formats.encoding import UTF8, Coding, decode
from tanqih.formats.ignores import Ignores
from tanqih.formats.mdinline import Event, label, scan
from tanqih.formats.pieces import Block, Flow, Lines

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\n|\r")
_KEY = re.compile(r"[\w\"'-]+ *[:=]|#|\[|-{3}|\+{3}")
_ATX = re.compile(r"#{1,6}[ \t]+")
_MARKER = re.compile(r"[-*+]|[0-9]{1,9}[.)]")


class MarkdownBlock(NamedTuple):
    """A block of text and its surroundings.

    Attributes:
        block: its pieces.
        first, last: half-open line numbers from 0.
        drops: its lines hold nothing else, so they go when all its text goes.
        prefix: what a further line of the same block starts with.
        cell: it is a table cell and must stay on one line.
    """

    block: Block
    first: int
    last: int
    drops: bool
    prefix: str
    cell: bool


class MarkdownText(NamedTuple):
    """Skeleton: the decoded text, half-open offsets of its lines without their ends, and the block of each segment."""

    raw: str
    lines: tuple[tuple[int, int], ...]
    blocks: tuple[MarkdownBlock, ...]
    coding: Coding

    @property
    def format(self) -> str:
        """Name of the format that renders it."""
        return "md"


def read(
    stream: BinaryIO,
    *,
    path: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
) -> Iterator[Document]:
    """The one document of a Markdown file (CommonMark with tables).

    Emphasis, link markup, images, footnote references and inline HTML are marks; code and autolinks are protected; a soft line break
    is a space, a hard one a mark and a protected newline; escapes and character references are decoded. Front matter, code blocks,
    HTML blocks and link definitions are no segments. Segments have anchors and no offset.

    Args:
        stream: binary.
        path: name of the file, for ids and messages.
        encoding: overrides UTF-8; a byte order mark overrides it.
        id: of the document; default the path, else "text".

    Raises:
        InputError: not text in that encoding; names the line.
    """
    raw, coding = decode(stream.read(), path=path, encoding=encoding)
    yield document_from_text(raw, id or path or "text", path, coding)


def document_from_text(raw: str, id: str = "text", path: str | None = None, coding: Coding = UTF8) -> Document:  # noqa: A002
    """A document from decoded Markdown; never raises."""
    segments, blocks, lines = _Reader(raw).read()
    return Document(id, segments, path, skeleton=MarkdownText(raw, lines, blocks, coding))


def reread(document: Document) -> Document:
    """The document as its own text would be read."""
    from tanqih.formats.mdwrite import text_of

    return document_from_text(text_of(document), document.id, document.path, document.skeleton.coding)


def render(document: Document) -> bytes:
    """The bytes of the file with the edits of the segments; what the encoding lacks becomes a character reference."""
    from tanqih.formats.mdwrite import text_of

    coding: Coding = document.skeleton.coding
    return coding.bom + coding.encode(text_of(document), path=document.path, errors="xmlcharrefreplace")


def line_spans(raw: str) -> tuple[tuple[int, int], ...]:
    """Half-open offsets of all lines without their ends."""
    spans, start = [], 0
    for found in _LINE_END.finditer(raw):
        spans.append((start, found.start()))
        start = found.end()
    return (*spans, (start, len(raw)))


def _front_matter(raw: str, lines: Sequence[tuple[int, int]]) -> int:
    """Number of lines of the YAML or TOML front matter; 0 when there is none."""
    fence = raw[slice(*lines[0])].rstrip()
    if fence not in ("---", "+++") or len(lines) < 3 or not _KEY.match(raw, lines[1][0]):
        return 0
    ends = ("---", "...") if fence == "---" else ("+++",)
    for number, (start, end) in enumerate(lines[1:], start=1):
        if raw[start:end].rstrip() in ends:
            return number + 1
    return 0


def _tokens(text: str) -> tuple[list[Token], Collection[str]]:
    """Block tokens, and the labels of link definitions."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    environment: dict[str, Any] = {}
    found = parser.parse(text, environment)
    return found, frozenset(map(label, environment.get("references", ())))


class _Reader:
    """Turns block tokens into segments."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._spans = line_spans(raw)
        self._lines = Lines(raw)
        self._ignores = Ignores()
        self._segments: list[Segment] = []
        self._blocks: list[MarkdownBlock] = []
        self._items: list[tuple[int, int]] = []  # lines of the open list items
        self._heading: tuple[str, int, int] | None = None  # tag and lines of the open heading
        self._is_cell = False
        self._cell_end = 0

    def read(self) -> tuple[tuple[Segment, ...], tuple[MarkdownBlock, ...], tuple[tuple[int, int], ...]]:
        skip = _front_matter(self._raw, self._spans)
        start = self._spans[skip][0] if skip < len(self._spans) else len(self._raw)
        found, references = _tokens(self._raw[start:])
        for token in found:
            first, last = (skip + token.map[0], skip + token.map[1]) if token.map else (0, 0)
            if token.type == "list_item_open":
                self._items.append((first, last))
            elif token.type == "list_item_close":
                self._items.pop()
            elif token.type == "heading_open":
                self._heading = (token.tag, first, last)
            elif token.type == "heading_close":
                self._heading = None
            elif token.type == "html_block":
                self._ignores.comment(token.content)
            elif token.type == "tr_open":
                self._cell_end = self._spans[first][0]
            elif token.type in ("th_open", "td_open", "th_close", "td_close"):
                self._is_cell = token.type.endswith("open")
            elif token.type == "inline" and token.content.strip():
                self._block(token.content, first, last, references)
        return tuple(self._segments), tuple(self._blocks), self._spans

    def _block(self, content: str, first: int, last: int, references: Collection[str]) -> None:
        places = self._cell(content, first) if self._is_cell else self._places(content, first, last)
        if not places:  # the parser's text is not in the raw lines: leave the block alone
            return
        flow = Flow(self._raw)
        flow.ignored = self._ignores.take()
        pairs = self._fill(flow, places, references)
        role = Role.LIST_ITEM if self._items else Role.PARAGRAPH
        if self._heading:
            tag, first, last = self._heading
            role = Role.HEADLINE if tag == "h1" else Role.SUBHEADING
        found = flow.finish(len(self._segments), role, self._lines, pairs)
        if not found:
            return
        segment, block = found
        for mark in segment.marks:
            self._ignores.comment(mark.tag)
        self._segments.append(segment)
        drops, prefix = self._surroundings(places[0][0], first, last)
        self._blocks.append(MarkdownBlock(block, first, last, drops, prefix, self._is_cell))

    def _places(self, content: str, first: int, last: int) -> list[tuple[int, int]]:
        """Half-open raw offsets of the lines of a block's content; white space stays at the end of all but the last."""
        texts = content.split("\n")
        places: list[tuple[int, int]] = []
        if len(texts) > last - first:
            return []
        for number, text in enumerate(texts):
            line_start, line_end = self._spans[first + number]
            line, shown = self._raw[line_start:line_end], text.strip()
            stripped = line.rstrip()
            start = len(stripped) - len(shown)
            atx = _ATX.search(line) if self._heading else None
            if atx and len(texts) == 1 and (at := line.find(shown, atx.end())) >= 0:
                start = at
                stripped = line[: at + len(shown)]
            if not stripped.endswith(shown):
                return []
            end = line_end if number + 1 < len(texts) else line_start + len(stripped)
            places.append((line_start + start, end))
        return places

    def _cell(self, content: str, first: int) -> list[tuple[int, int]]:
        """The place of a table cell's content, looked for behind the cell before it."""
        text = content.strip().replace("|", "\\|")
        start = self._raw.find(text, self._cell_end, self._spans[first][1])
        if start < 0:
            return []
        self._cell_end = start + len(text)
        return [(start, self._cell_end)]

    def _fill(self, flow: Flow, places: Sequence[tuple[int, int]], references: Collection[str]) -> tuple[tuple[int, int], ...]:
        """Give the inline content to the flow; returns pairs of numbers of its marks."""
        starts = [0]
        for start, end in places:
            starts.append(starts[-1] + end - start + 1)

        def raw_offset(offset: int) -> int:
            line = bisect_right(starts, offset) - 1
            return places[-1][1] if line >= len(places) else places[line][0] + offset - starts[line]

        inline = scan("\n".join(self._raw[start:end] for start, end in places), references)
        numbers: dict[int, int] = {}
        for at, event in enumerate(inline.events):
            if event.kind in ("mark", "break"):
                numbers[at] = len(numbers)
            start = raw_offset(event.start)
            # The end is the place behind the last character, or the start of the next line behind a line end.
            last = event.end - 1
            end = raw_offset(event.end) if event.kind in ("break", "newline") else raw_offset(last) + 1
            if event.kind == "text" and at and inline.events[at - 1].kind == "mark":
                # A space on both sides of an image or a tag is one space of the text.
                words = end - len(self._raw[start:end].lstrip(" "))
                if words > start:
                    flow.space(start, words)
                start = words
            self._emit(flow, event, start, end)
        return tuple((numbers[first], numbers[last]) for first, last in inline.pairs)

    def _emit(self, flow: Flow, event: Event, start: int, end: int) -> None:
        if event.kind == "text":
            flow.text(start, end)
        elif event.kind == "atom":
            flow.atom(start, end, event.shown)
        elif event.kind == "mark":
            flow.mark(start, end)
        elif event.kind == "break":
            flow.line_break(start, end)
        elif event.kind == "newline":
            flow.space(start, end)
        elif _LINE_END.search(self._raw, start, end):  # code over several lines
            flow.atom(start, end, " ".join(self._raw[start:end].split()), protected=True)
        else:
            flow.text(start, end, protected=True)

    def _surroundings(self, start: int, first: int, last: int) -> tuple[bool, str]:
        """Whether the block's lines hold nothing else, and how a further line of the block starts."""
        if self._is_cell:
            return False, ""
        before = self._raw[self._spans[first][0] : start]
        if self._heading and (atx := _ATX.search(before)):
            before = before[: atx.start()]
        prefix = re.sub(r"[^>\s]", " ", before)
        if not before.strip(" \t>"):
            return True, prefix
        markers = _MARKER.findall(before)
        item = self._items[-1] if self._items else (first, last)
        while item[1] > item[0] and not self._raw[slice(*self._spans[item[1] - 1])].strip(" \t>"):
            item = (item[0], item[1] - 1)
        return len(markers) == 1 and item == (first, last), prefix
