"""CSV and TSV with named columns: a row is a record, only the cell of the English text is written anew, quoted as it was."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tanqih.batch.containers.base import Streamed
from tanqih.batch.containers.guess import SAMPLE, chosen, told
from tanqih.batch.containers.inputs import Inputs
from tanqih.batch.containers.lines import line_pieces
from tanqih.batch.containers.rows import RowCutter, Shape
from tanqih.batch.containers.sinks import StreamSink, sink_of
from tanqih.batch.containers.sound import decoded, encoded, sound
from tanqih.batch.containers.streams import Opened, Piece, opened
from tanqih.batch.records import EXTRA_FIELD, BadRecord, Fields, Opening, Record, Replacement
from tanqih.commands.paths import Input
from tanqih.errors import InputError, nearest
from tanqih.formats.encoding import UTF8, Coding
from tanqih.formats.fields import Fields as Names
from tanqih.formats.tablerows import Dialect, Row, rows, sniffed

_SAMPLE_BYTES = 256 * 1024
_LONGEST_HEADER = 1024 * 1024
_NO_LIMIT = 1 << 62


@dataclass(frozen=True, slots=True)
class Layout:
    r"""How one file is written.

    Attributes:
        dialect, coding: of the file.
        names: of its columns; of a file without a header their numbers, from "1".
        ending: what ends its lines: b"\n", or b"\r" where there are no line feeds.
        has_header: False when columns were named by number.
        text, source, id: numbers of the columns, from 0, -1 for none.
    """

    dialect: Dialect
    coding: Coding
    names: tuple[str, ...]
    ending: bytes = b"\n"
    has_header: bool = True
    text: int = -1
    source: int = -1
    id: int = -1

    @property
    def shape(self) -> Shape:
        """For the row cutter."""
        return Shape(self.dialect.delimiter.encode(), len(self.names), self.ending)

    @property
    def extra(self) -> bool:
        """True when the last column holds annotations."""
        return self.has_header and self.names[-1] == EXTRA_FIELD and len(self.names) > 1


@dataclass(frozen=True)
class TableCodec:
    """Parses and renders rows; `layouts` by the names of the files."""

    layouts: Mapping[str, Layout]
    exact: bool = True

    @property
    def annotates(self) -> bool:
        """True when there are headers, which can name a further column."""
        return all(layout.has_header for layout in self.layouts.values())

    def parse(self, record: Record) -> Fields:
        """The fields of a row; `BadRecord` as `Codec.parse`."""
        layout = self._layout(record)
        row = _row(record, layout)
        text, source, key = (_cell(row, layout, number) for number in (layout.text, layout.source, layout.id))
        source = sound(source.strip(), layout.names[layout.source])
        return Fields(sound(text, layout.names[layout.text]), source or None, key.strip())

    def render(
        self,
        record: Record,
        text: str,
        extra: Mapping[str, Any] | None = None,
        edits: Sequence[Replacement] | None = None,  # noqa: ARG002 - the text is written anew
    ) -> bytes:
        """The bytes of a row; see `Codec.render`."""
        layout = self._layout(record)
        row = _row(record, layout)
        raw = row.raw
        start, end = row.cells[layout.text]
        changed = layout.dialect.text(raw[start:end]) != text
        if not changed and extra is None:
            return record.raw
        if extra is not None:
            value = json.dumps(extra, ensure_ascii=raw.isascii()) if extra else None
            raw = _with_last(raw, row, layout, value)
        if changed:
            try:
                new = layout.dialect.raw(text, quoted=layout.dialect.is_quoted(raw[start:end]))
            except ValueError as error:
                raise BadRecord(f"a cell without quoting cannot hold {error}") from None
            raw = f"{raw[:start]}{new}{raw[end:]}"
        return encoded(raw, layout.coding)

    def header(self, record: Record, *, annotated: bool) -> bytes:
        """The header row with the column of annotations; one that has it stays as it is, for undo has the bytes from the ledger."""
        layout = self._layout(record)
        if not annotated or layout.extra or not layout.has_header or not record.raw.strip():
            return record.raw
        try:
            row = _row(record, layout)
        except BadRecord:  # a byte order mark, blank lines
            return record.raw
        return encoded(_with_last(row.raw, row, layout, EXTRA_FIELD), layout.coding)

    def _layout(self, record: Record) -> Layout:
        return self.layouts[record.place.rpartition(":")[0]]


def _row(record: Record, layout: Layout) -> Row:
    """The cells of a raw row, of which there must be as many as in the header."""
    text = decoded(record.raw, layout.coding)
    try:
        found = list(rows(enumerate(io.StringIO(text, newline="\n"), 1), layout.dialect, None, _NO_LIMIT))
    except InputError:
        raise BadRecord("a quotation mark is wrong") from None
    row = next((one for one in found if not one.is_blank), found[0] if found else Row(1, "", ((0, 0),)))
    before = sum(len(one.raw) for one in itertools.takewhile(lambda one: one is not row, found))
    row = Row(1, text, tuple((start + before, end + before) for start, end in row.cells))
    if len(row.cells) != len(layout.names):
        what = f"a row of {len(row.cells)} cells where the first has {len(layout.names)}"
        raise BadRecord(f"{what}: a delimiter or a quotation mark is wrong")
    return row


def _cell(row: Row, layout: Layout, number: int) -> str:
    return layout.dialect.text(row.cell(number)) if number >= 0 else ""


def _with_last(raw: str, row: Row, layout: Layout, value: str | None) -> str:
    """The row with a value in the column of annotations, which is added; None takes the column away."""
    end = row.cells[-1][1]
    kept = row.cells[-2][1] if layout.extra else end
    if value is None:
        return f"{raw[:kept]}{raw[end:]}"
    dialect = layout.dialect
    plain = value == EXTRA_FIELD and not dialect.is_quoted(row.cell(-1))
    return f"{raw[:kept]}{dialect.delimiter}{dialect.raw(value, quoted=dialect.quoting and not plain)}{raw[end:]}"


class TableContainer(Streamed):
    """Files of comma- or tab-separated values.

    Raises:
        InputError: a file that cannot be read or has no header; columns that cannot be guessed, or are named and not there.
    """

    def __init__(self, inputs: Inputs, opening: Opening, kept: bytes = b"") -> None:
        super().__init__(inputs, opening, kept)
        self.given = Names(opening.text_field, opening.source_field, None, opening.id_field)
        self.packings: dict[str, str | None] = {}
        self.names = Names()
        layouts: dict[str, Layout] = {}
        self._layouts = layouts
        for file in self.files:
            found = opened(file, opening.encoding, kept, sample=True)
            with found.stream:
                self.packings[file.name] = found.packing
                layouts[file.name] = self._laid_out(found, file)

    def codec(self) -> TableCodec:
        """What parses and renders the rows."""
        return TableCodec(self._layouts)

    def sink(self) -> StreamSink:
        """What the rows are written to."""
        return sink_of([file.name for file in self.files], self.kind, self.opening, self.packings, many=self.inputs.many)

    def describe(self) -> str:
        """What is read, in one line."""
        return f"{self.about()}; {told(self.names, self.given)}"

    def _laid_out(self, found: Opened, file: Input) -> Layout:
        """How a file is written, by its first rows."""
        raw, whole = _head(found, file)
        text = raw.decode(found.coding.name, "replace")
        ending = "\r" if "\n" not in text and "\r" in text else "\n"
        lines = list(enumerate((part + ending for part in text.split(ending)), 1))
        lines[-1] = (lines[-1][0], lines[-1][1][: -len(ending)])
        lines = [line for line in lines if line[1]]
        dialect = sniffed(lines, "\t" if self.kind == "tsv" else None, whole=whole)
        coding = found.coding._replace(bom=b"")
        first = next((row for row in rows(lines, dialect, file.path, _NO_LIMIT) if not row.is_blank), None)
        if first is None:
            return Layout(dialect, coding, ("1",), ending.encode(), has_header=False, text=0)
        names = tuple(dialect.text(first.cell(number)) for number in range(len(first.cells)))
        by_number = self.given.text is not None and self.given.text.isdecimal() and self.given.text not in names
        if by_number:
            names = tuple(map(str, range(1, len(names) + 1)))
        layout = Layout(dialect, coding, names, ending.encode(), has_header=not by_number)
        records = self._records(layout, text)
        fields = self._fields(names, records, file.path)
        if self.names == Names():
            self.names = fields
        numbers = {part: names.index(name) for part, name in fields._asdict().items() if name is not None}
        return replace(layout, text=numbers["text"], source=numbers.get("source", -1), id=numbers.get("id", -1))

    def _records(self, layout: Layout, text: str) -> list[dict[str, str]]:
        """The first good rows, by column."""
        utf8 = replace(layout, coding=UTF8)
        pieces = self._rows(io.BufferedReader(io.BytesIO(text.encode())), 1, utf8, first=True)
        found = []
        for piece in itertools.islice(pieces, 2 * SAMPLE):
            try:
                row = None if piece.header or piece.bad else _row(Record(1, "", piece.raw), utf8)
            except BadRecord:
                continue
            if row:
                found.append({name: layout.dialect.text(row.cell(at)) for at, name in enumerate(layout.names)})
        return found

    def _fields(self, names: Sequence[str], records: Sequence[Mapping[str, str]], path: str) -> Names:
        """The columns to use; those of later files as of the first."""
        known = self.names if self.names.text else self.given
        wanted = Names(*(_spelled(name, names) for name in known))
        if self.names.text:
            for name in wanted:
                if name is not None and name not in names:
                    raise InputError(
                        f"no column {name!r}{nearest(name, names)}", "clean files of different columns one by one", path=path
                    )
            return wanted
        return chosen(records or [dict.fromkeys(names, "")], wanted, path, lambda name: name in names)

    def _cut(self, stream: io.BufferedReader, line: int, name: str, *, first: bool) -> Iterator[Piece]:
        return self._rows(stream, line, self._layouts[name], first=first)

    def _rows(self, stream: io.BufferedReader, line: int, layout: Layout, *, first: bool) -> Iterator[Piece]:
        """The rows; the header row, with blank lines before it, as one piece."""
        if layout.dialect.quoting or layout.ending != b"\n":
            pieces = RowCutter(stream, layout.shape, line, self.opening.max_record).pieces()
        else:
            pieces = line_pieces(stream, line, self.opening.max_record)
        if not first or not layout.has_header:
            yield from pieces
            return
        head: list[Piece] = []
        for piece in pieces:
            head.append(piece)
            if not piece.header:
                break
        if head:
            raw = b"".join(piece.raw for piece in head)
            lines = sum(piece.lines for piece in head)
            yield Piece(raw, len(raw), line, lines, header=not head[-1].size, bad=head[-1].bad, size=head[-1].size)
        yield from pieces


def _head(found: Opened, file: Input) -> tuple[bytes, bool]:
    """The first bytes of a file, behind its byte order mark, and whether they are all; at least one line of them is whole."""
    found.stream.read(len(found.coding.bom))
    raw = b""
    try:
        while len(raw) < _SAMPLE_BYTES and (more := found.stream.read1(_SAMPLE_BYTES)):
            raw += more
        raw += found.stream.readline(_LONGEST_HEADER)
        return raw, not found.stream.peek(1)
    except InputError:
        if file.is_stdin:  # what was read of it is cut anywhere, also in the middle of compressed data
            return raw, False
        raise


def _spelled(name: str | None, names: Sequence[str]) -> str | None:
    """A column's name as the header spells it."""
    if name is None or name in names:
        return name
    return next((one for one in names if one.strip().casefold() == name.strip().casefold()), name)
