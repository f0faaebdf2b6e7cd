"""TSV and CSV with named columns: one row, or the rows in a row that share an id, make a document.

Only edited cells are written anew, quoted as they were; every other byte comes back as it was. Rows are read and written one at a time.
Sources: RFC 4180; IANA text/tab-separated-values.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from tanqih.document import Document, Segment
from tanqih.errors import InputError
from tanqih.formats.encoding import UTF8, Coding
from tanqih.formats.fields import Fields, part_of, with_reference
from tanqih.formats.files import MAX_LINE_BYTES
from tanqih.formats.pieces import Lines
from tanqih.formats.plain import PlainText, document_from_text, text_of
from tanqih.formats.streams import RawLine, encoded, raw_lines
from tanqih.formats.tablecolumns import Columns, chosen
from tanqih.formats.tablerows import QUOTE, Dialect, Row, rows, sniffed

_SAMPLE_CHARS = 256 * 1024
_AHEAD = 20
"""Rows that the columns are chosen by."""


class Cell(NamedTuple):
    """The cell of a row that holds the English.

    Attributes:
        line: first line of the row, 1-based.
        raw: the row with its line end, and the header or blank lines around it.
        place: half-open place of the raw cell in `raw`.
        plain: the cell's text, without quoting, and its segments.
        first: index of its first segment in the document.
    """

    line: int
    raw: str
    place: tuple[int, int]
    plain: PlainText
    first: int


class Table(NamedTuple):
    """Skeleton of one document: its rows, what stands around them, and how the file is written."""

    cells: tuple[Cell, ...]
    coding: Coding
    dialect: Dialect
    fields: Fields
    head: str = ""
    tail: str = ""
    format: str = "csv"


def read(
    stream: BinaryIO,
    *,
    path: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
    text_field: str | None = None,
    source_field: str | None = None,
    id_field: str | None = None,
    reference_field: str | None = None,
    max_line_bytes: int = MAX_LINE_BYTES,
    delimiter: str | None = None,
) -> Iterator[Document]:
    """Documents of a table with a header, lazily; an empty file gives one document without segments.

    Args:
        stream: binary; read line by line (UTF-16 as a whole).
        path: name of the file, for ids and messages.
        encoding: overrides UTF-8; a byte order mark overrides it.
        id: stands for the path in the ids of rows that have none.
        text_field: column of the English text; default the first of `fields.TEXT_FIELDS`. A number that no column is called names a
            column by its position, from 1, in a file without a header; then the other fields are numbers too.
        source_field: column of the Arabic text; default the first of `fields.SOURCE_FIELDS` that holds Arabic in the first rows.
        id_field: column of the id; default the first of `fields.ID_FIELDS`. Rows in a row with the same id are one document.
        reference_field: column of a human translation; default the first of `fields.REFERENCE_FIELDS`.
        max_line_bytes: longest line that is read.
        delimiter: a tab for a TSV; None: comma, semicolon, tab or bar, whichever makes even rows.

    Raises:
        InputError: a wrong quotation mark, a row with too few or too many cells, no such column; names the line.
    """
    lines = _Lines(stream, path, encoding, max_line_bytes)
    sample, whole = lines.sample()
    dialect = sniffed(sample, delimiter, whole=whole)
    found = rows(itertools.chain(sample, lines), dialect, path, max_line_bytes)
    given = Fields(text_field, source_field, reference_field, id_field)
    yield from _documents(found, Table((), lines.coding, dialect, given, format="tsv" if delimiter else "csv"), path, id)


def render(document: Document) -> bytes:
    """The bytes of the document's rows, with the edits of the segments.

    Raises:
        InputError: an edit holds a character that the encoding lacks, or a line break where cells are not quoted.
    """
    table: Table = document.skeleton
    line = table.cells[0].line if table.cells else 1
    return encoded("".join((table.head, *_rows_of(document), table.tail)), table.coding, document.path, line)


def reread(document: Document) -> Document:
    """The document as its own rows would be read, with the same columns."""
    table: Table = document.skeleton
    segments: list[Segment] = []
    cells: list[Cell] = []
    for cell, raw in zip(table.cells, _rows_of(document), strict=True):
        end = cell.place[1] + len(raw) - len(cell.raw)
        found, plain = _segments(table.dialect, raw, (cell.place[0], end), cell.line, len(segments))
        cells.append(Cell(cell.line, raw, (cell.place[0], end), plain, len(segments)))
        segments += found
    return replace(document, segments=_placed(segments, cells), skeleton=table._replace(cells=tuple(cells)))


def _rows_of(document: Document) -> Iterator[str]:
    """Each row with the edits of its segments."""
    table: Table = document.skeleton
    for cell in table.cells:
        text = text_of(part_of(document, cell.first, cell.plain))
        if text == cell.plain.text:
            yield cell.raw
            continue
        start, end = cell.place
        try:
            raw = table.dialect.raw(text, quoted=table.dialect.is_quoted(cell.raw[start:end]))
        except ValueError as error:
            hint = "leave that edit out, or convert the file to CSV"
            raise InputError(f"a cell here cannot hold {error}", hint, path=document.path, line=cell.line) from None
        yield f"{cell.raw[:start]}{raw}{cell.raw[end:]}"


class _Lines:
    """Numbered lines of a table, decoded; a file without line feeds is cut at carriage returns."""

    def __init__(self, stream: BinaryIO, path: str | None, encoding: str | None, limit: int) -> None:
        self._path = path
        self._lines = self._decoded(raw_lines(stream, path, encoding, limit))
        self.coding = UTF8

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return self._lines

    def _decoded(self, lines: Iterator[RawLine]) -> Iterator[tuple[int, str]]:
        for line in lines:
            if line.number == 1:
                self.coding = line.coding
            text = line.text(self._path)
            if line.number == 1 and "\n" not in text and "\r" in text:
                yield from enumerate(re.findall(r"[^\r]*\r|[^\r]+\Z", text), 1)
            else:
                yield line.number, text

    def sample(self) -> tuple[list[tuple[int, str]], bool]:
        """The first lines, and whether they are all."""
        found: list[tuple[int, str]] = []
        length = 0
        for line in self._lines:
            found.append(line)
            length += len(line[1])
            if length >= _SAMPLE_CHARS:
                return found, False
        return found, True


def _documents(found: Iterator[Row], table: Table, path: str | None, base: str | None) -> Iterator[Document]:
    """One document after the other; each waits for the blank lines behind it."""
    ahead: list[Row] = []
    for row in found:
        if not row.is_blank:
            ahead = [row, *itertools.islice(found, _AHEAD)]
            break
        table = table._replace(head=table.head + row.raw)
    if not ahead:
        yield Document(base or path or "text", (), path, skeleton=table)
        return
    columns, has_header = chosen(ahead, table.dialect, table.fields, path)
    if has_header:
        table = table._replace(head=table.head + ahead.pop(0).raw)
    table = table._replace(fields=columns.fields)
    group: list[Row] = []
    for row in itertools.chain(ahead, found):
        if row.is_blank and group:
            group[-1] = group[-1]._replace(raw=group[-1].raw + row.raw)
        elif row.is_blank:
            table = table._replace(head=table.head + row.raw)
        else:
            columns.check(row, path)
            if group and not columns.same_document(group[-1], row, table.dialect):
                yield _document(group, columns, table, path, base)
                table, group = table._replace(head="", coding=table.coding._replace(bom=b"")), []
            group.append(row)
    yield _document(group, columns, table, path, base) if group else Document(base or path or "text", (), path, skeleton=table)


def _document(group: Sequence[Row], columns: Columns, table: Table, path: str | None, base: str | None) -> Document:
    """The document of some rows."""
    segments: list[Segment] = []
    cells: list[Cell] = []
    unpaired: list[str] = []
    for row in group:
        place = row.cells[columns.text]
        found, plain = _segments(table.dialect, row.raw, place, row.line, len(segments))
        cells.append(Cell(row.line, row.raw, place, plain, len(segments)))
        mine = Document("", tuple(found))
        if columns.reference >= 0 and (text := table.dialect.text(row.cell(columns.reference)).strip()):
            mine = with_reference(mine, text)
        if columns.source >= 0 and (text := table.dialect.text(row.cell(columns.source)).strip()):
            mine = mine.with_source(text)
            unpaired += [mine.source] if mine.source else []
        segments += mine.segments
    line = group[0].line
    name = columns.key(group[0], table.dialect) or f"{base or path or 'text'}:{line}"
    source = "\n".join(unpaired) or None
    placed = _placed(segments, cells)
    return Document(name, placed, path, line, source=source, skeleton=table._replace(cells=tuple(cells)))


def _segments(dialect: Dialect, raw: str, place: tuple[int, int], line: int, first: int) -> tuple[list[Segment], PlainText]:
    """The segments of a cell, numbered from `first`, with their places in the file, and the skeleton of its text."""
    start, end = place
    quoted = dialect.is_quoted(raw[start:end])
    plain = document_from_text(dialect.text(raw[start:end]))
    skeleton: PlainText = plain.skeleton
    doubled = [found.start() for found in re.finditer(QUOTE, skeleton.text)] if quoted else []
    lines = Lines(raw)
    segments = []
    for segment in plain.segments:
        offset = segment.offset or 0
        # The column jumps behind every mark that is written twice.
        jumps = [at + 1 - offset for at in doubled if offset <= at < offset + len(segment.target) - 1]
        anchors = []
        for at in sorted({*(anchor.offset for anchor in segment.anchors), *jumps}):
            inner = offset + at
            anchor = lines.anchor(at, start + quoted + inner + bisect_left(doubled, inner))
            anchors.append(replace(anchor, line=anchor.line + line - 1))
        segments.append(replace(segment, index=first + segment.index, anchors=tuple(anchors)))
    return segments, skeleton


def _placed(segments: Sequence[Segment], cells: Sequence[Cell]) -> tuple[Segment, ...]:
    """The segments; those of several rows have no common text that an offset could count in."""
    return tuple(segments) if len(cells) == 1 else tuple(replace(segment, offset=None) for segment in segments)
