"""JSON Lines: one document per line, the text in a named field.

Only the edited stretch of that field's string literal is written anew; every other byte of the line comes back as it was. Records
are read and written one at a time. Sources: RFC 8259; jsonlines.org.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from tanqih.document import Anchor, Document, Segment
from tanqih.formats.encoding import UTF8, Coding, coding_of, decode_part
from tanqih.formats.files import MAX_LINE_BYTES, check_length
from tanqih.formats.jsonvalues import RawOffsets, Values
from tanqih.formats.plain import PlainText, document_from_text, text_changes, text_of

TEXT_FIELDS = ("text", "content", "body", "article", "target")
"""Fields tried in this order when none is named."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Record(NamedTuple):
    """Skeleton of one line: the decoded line with its line end, the place of the text field's literal in it, and its plain text.

    A container without records gives one with `literal` None.
    """

    line: str
    literal: tuple[int, int] | None
    plain: PlainText
    coding: Coding

    @property
    def format(self) -> str:
        """Name of the format that renders it."""
        return "jsonl"


def read(
    stream: BinaryIO,
    *,
    path: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
    text_field: str | None = None,
    source_field: str | None = None,
    id_field: str | None = None,
    max_line_bytes: int = MAX_LINE_BYTES,
) -> Iterator[Document]:
    """One document per line, lazily; an empty file gives one document without segments.

    Args:
        stream: binary; read line by line (UTF-16 as a whole).
        path: name of the file, for ids and messages.
        encoding: overrides UTF-8; a byte order mark overrides it.
        id: stands for the path in the ids of records that have none.
        text_field: dotted path of the English text; default the first of `TEXT_FIELDS` that is a string in the first record.
        source_field: dotted path of the Arabic text, paired with the segments when the paragraph counts agree; may be null.
        id_field: dotted path of the record's id (string or number); default "id" when present, else `path:line`.
        max_line_bytes: longest line that is read.

    Raises:
        InputError: malformed JSON, a record that is no object or lacks a field, a line over the limit; names the line.
    """
    ready: Document | None = None  # blank lines after a record belong to it, so it waits for the next one
    blank = ""
    coding = UTF8
    for number, raw, line_coding in _lines(stream, path, encoding, max_line_bytes):
        if number == 1:
            coding = line_coding
        line = decode_part(raw, line_coding, path=path, line=number)
        if not line.strip(" \t\r\n"):
            blank += line
            continue
        if ready:
            yield _with_tail(ready, blank)
            blank = ""
        values = Values(line, path, number)
        text_field = text_field or _guess(values)
        # A byte order mark and blank lines at the very start belong to the first record.
        kept = coding if ready is None else line_coding
        ready = _document(values, kept, blank, (text_field, source_field, id_field), id)
        blank = ""
    if ready:
        yield _with_tail(ready, blank)
    else:
        yield Document(id or path or "text", (), path, skeleton=Record(blank, None, PlainText("", ()), coding))


def render(document: Document) -> bytes:
    """The bytes of the record's line, with the edits of the segments; characters that the encoding lacks are escaped."""
    record: Record = document.skeleton
    return record.coding.bom + record.coding.encode(_line_of(document), path=document.path)


def reread(document: Document) -> Document:
    """The document as its own line would be read, with the same text field."""
    record: Record = document.skeleton
    if record.literal is None:
        return document
    line = _line_of(document)
    start, end = record.literal[0], record.literal[1] + len(line) - len(record.line)
    text = text_of(replace(document, skeleton=record.plain))
    plain = document_from_text(text, document.id, document.path)
    at_raw, column = RawOffsets(line[start:end]), start - line.rfind("\n", 0, start)
    segments = tuple(replace(s, anchors=_anchors(s, at_raw, document.record or 1, column)) for s in plain.segments)
    skeleton = Record(line, (start, end), plain.skeleton, record.coding)
    return replace(plain, segments=segments, record=document.record, skeleton=skeleton)


def _line_of(document: Document) -> str:
    """The record's line with the edits of the segments."""
    record: Record = document.skeleton
    line = record.line
    edits = text_changes(document, record.plain) if record.literal else []
    if edits and record.literal:
        start, end = record.literal
        literal = line[start:end]
        ascii_only = "\\u" in literal or line.isascii()
        at_raw = RawOffsets(literal)
        parts: list[str] = []
        done = 0
        for change in edits:
            parts += (literal[done : at_raw[change.start]], _escaped(change.text, ascii_only, record.coding))
            done = at_raw[change.end]
        line = f"{line[:start]}{''.join(parts)}{literal[done:]}{line[end:]}"
    return line


def _lines(stream: BinaryIO, path: str | None, encoding: str | None, limit: int) -> Iterator[tuple[int, bytes, Coding]]:
    """Number, bytes without byte order mark, and coding of each line; only the first coding has the mark."""
    first = stream.readline(limit + 1)
    coding = coding_of(first, encoding=encoding)
    if coding.name.startswith(("utf-16", "utf-32")):
        # A line feed is not one byte here: take the file as a whole and cut the decoded text.
        data = first + stream.read()
        text = decode_part(data[len(coding.bom) :], coding, path=path)
        stream = io.BytesIO(text.encode("utf-8"))
        if not text:
            yield 1, b"", coding
        for number, line in enumerate(stream, start=1):
            check_length(line, limit, path, number)
            yield number, line.decode("utf-8").encode(coding.name), coding if number == 1 else coding._replace(bom=b"")
        return
    number, line = 1, first[len(coding.bom) :]
    while line or (number == 1 and coding.bom):
        check_length(line, limit, path, number)
        yield number, line, coding
        coding = coding._replace(bom=b"")
        line = stream.readline(limit + 1)
        number += 1


def _guess(values: Values) -> str:
    for name in TEXT_FIELDS:
        found = values.find(name)
        if found and isinstance(found[0], str):
            return name
    known = ", ".join(values.names[:20]) or "none"
    raise values.error(f"no text field found (fields: {known})", "name it with --text-field")


def _document(
    values: Values, coding: Coding, blank: str, fields: tuple[str, str | None, str | None], base: str | None
) -> Document:
    """The document of one record; `blank` are blank lines before it."""
    text_field, source_field, id_field = fields
    text, start, end = values.get(text_field, "--text-field")
    if not isinstance(text, str):
        raise values.error(f"field {text_field!r} is not a string", "name another one with --text-field")
    plain = document_from_text(text, _id(values, id_field, base), values.path)
    literal = values.line[start:end]
    at_raw = RawOffsets(literal)
    segments = tuple(replace(segment, anchors=_anchors(segment, at_raw, values.number, start + 1)) for segment in plain.segments)
    place = (start + len(blank), end + len(blank))
    skeleton = Record(blank + values.line, place, plain.skeleton, coding)
    document = replace(plain, segments=segments, record=values.number, skeleton=skeleton)
    if source_field is None:
        return document
    source = values.get(source_field, "--source-field")[0]
    if source is not None and not isinstance(source, str):
        raise values.error(f"field {source_field!r} is not a string", "name another one with --source-field")
    return document.with_source(source) if source else document


def _anchors(segment: Segment, at_raw: RawOffsets, line: int, column: int) -> tuple[Anchor, ...]:
    """Columns of the segment's start and of every place after an escape."""
    start = segment.offset or 0
    places = (start, *at_raw.after_escapes(start, start + len(segment.target)))
    return tuple(Anchor(at - start, line, column + at_raw[at]) for at in places)


def _id(values: Values, id_field: str | None, base: str | None) -> str:
    place = f"{base or values.path or 'text'}:{values.number}"
    found = values.get(id_field, "--id-field") if id_field else values.find("id")
    value = found[0] if found else None
    if isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != "":
        return str(value)
    if id_field:
        raise values.error(f"field {id_field!r} is no string or number", "name another one with --id-field")
    return place


def _with_tail(document: Document, blank: str) -> Document:
    """The document with the blank lines after it."""
    if not blank:
        return document
    record: Record = document.skeleton
    return replace(document, skeleton=record._replace(line=record.line + blank))


def _escaped(text: str, ascii_only: bool, coding: Coding) -> str:
    """New text for a string literal, escaped like the rest of it."""
    escaped = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
    if not ascii_only:
        escaped = _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", escaped)
        if not coding.name.startswith("utf"):
            encodable = escaped.encode(coding.name, "ignore").decode(coding.name)
            if encodable != escaped:
                return json.dumps(text)[1:-1]
    return escaped
