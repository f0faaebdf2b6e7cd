"""JSON Lines: one document per line, the text in a named field.

Only the edited stretch of that field's string literal is written anew; every other byte of the line comes back as it was. Records
are read and written one at a time. Sources: RFC 8259; jsonlines.org.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from tanqih.document import Anchor, Document, Segment
from tanqih.formats.encoding import UTF8, Coding
from tanqih.formats.fields import REFERENCE_FIELDS, SOURCE_FIELDS, TEXT_FIELDS, Fields, guessed, is_arabic, with_reference
from tanqih.formats.files import MAX_LINE_BYTES
from tanqih.formats.jsonvalues import RawOffsets, Values
from tanqih.formats.plain import PlainText, document_from_text, text_changes, text_of
from tanqih.formats.streams import raw_lines

_SURROGATE = re.compile("[\ud800-\udfff]")


class Record(NamedTuple):
    """Skeleton of one line: the decoded line with its line end, the place of the text field's literal in it, and its plain text.

    A container without records gives one with `literal` None.
    """

    line: str
    literal: tuple[int, int] | None
    plain: PlainText
    coding: Coding
    fields: Fields = Fields()

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
    reference_field: str | None = None,
    max_line_bytes: int = MAX_LINE_BYTES,
) -> Iterator[Document]:
    """One document per line, lazily; an empty file gives one document without segments.

    Args:
        stream: binary; read line by line (UTF-16 as a whole).
        path: name of the file, for ids and messages.
        encoding: overrides UTF-8; a byte order mark overrides it.
        id: stands for the path in the ids of records that have none.
        text_field: dotted path of the English text; default the first of `TEXT_FIELDS` that is a string and not Arabic in the first
            record.
        source_field: dotted path of the Arabic text, paired with the segments when the paragraph counts agree, else kept for the
            document; may be null. Default the first of `SOURCE_FIELDS` that is Arabic in any record, from there on.
        id_field: dotted path of the record's id (string or number); default "id" when present, else `path:line`.
        reference_field: dotted path of a human translation, paired when the counts agree; may be null. Default the first of
            `REFERENCE_FIELDS` that is a string in the first record.
        max_line_bytes: longest line that is read.

    Raises:
        InputError: malformed JSON, a record that is no object or lacks a field, a line over the limit; names the line.
    """
    ready: Document | None = None  # blank lines after a record belong to it, so it waits for the next one
    blank = ""
    coding = UTF8
    fields = _Chosen(Fields(text_field, source_field, reference_field, id_field))
    for raw in raw_lines(stream, path, encoding, max_line_bytes):
        if raw.number == 1:
            coding = raw.coding
        line = raw.text(path)
        if not line.strip(" \t\r\n"):
            blank += line
            continue
        if ready:
            yield _with_tail(ready, blank)
            blank = ""
        values = Values(line, path, raw.number)
        # A byte order mark and blank lines at the very start belong to the first record.
        kept = coding if ready is None else raw.coding
        ready = _document(values, kept, blank, fields.of(values), fields.given, id)
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
    skeleton = record._replace(line=line, literal=(start, end), plain=plain.skeleton)
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


class _Chosen:
    """The fields of a file: those that were named, and those that its records let guess."""

    def __init__(self, given: Fields) -> None:
        self.given = given
        self._fields: Fields | None = None

    def of(self, values: Values) -> Fields:
        """The fields to read from a record; InputError when there is none for the text."""
        if self._fields is None:
            text = self.given.text or self._guess(values)
            reference = self.given.reference or _named(values, REFERENCE_FIELDS, text)
            self._fields = self.given._replace(text=text, reference=reference)
        if self._fields.source is None:
            self._fields = self._fields._replace(source=_named(values, SOURCE_FIELDS, self._fields.text, arabic=True))
        return self._fields

    def _guess(self, values: Values) -> str:
        found = _named(values, TEXT_FIELDS, self.given.source, arabic=False) or _named(values, TEXT_FIELDS, self.given.source)
        if found is None:
            known = ", ".join(values.names[:20]) or "none"
            raise values.error(f"no text field found (fields: {known})", "name it with --text-field")
        return found


def _named(values: Values, wanted: Sequence[str], other: str | None, *, arabic: bool | None = None) -> str | None:
    """A top-level field with one of the wanted names that is a string; `arabic` says whether it must be Arabic or must not be."""

    def accept(name: str) -> bool:
        found = values.find(name)
        value = found[0] if found else None
        return isinstance(value, str) and name != other and arabic in (None, is_arabic(value))

    return guessed(values.names, wanted, accept)


def _document(values: Values, coding: Coding, blank: str, fields: Fields, given: Fields, base: str | None) -> Document:
    """The document of one record; `blank` are blank lines before it, `given` the fields that were named and so must be there."""
    text_field = fields.text or ""
    text, start, end = values.get(text_field, "--text-field")
    if not isinstance(text, str):
        raise values.error(f"field {text_field!r} is not a string", "name another one with --text-field")
    plain = document_from_text(text, _id(values, fields.id, base), values.path)
    literal = values.line[start:end]
    at_raw = RawOffsets(literal)
    segments = tuple(replace(segment, anchors=_anchors(segment, at_raw, values.number, start + 1)) for segment in plain.segments)
    place = (start + len(blank), end + len(blank))
    skeleton = Record(blank + values.line, place, plain.skeleton, coding, fields)
    document = replace(plain, segments=segments, record=values.number, skeleton=skeleton)
    if reference := _optional(values, fields.reference, given.reference, "--reference-field"):
        document = with_reference(document, reference)
    source = _optional(values, fields.source, given.source, "--source-field")
    return document.with_source(source) if source else document


def _optional(values: Values, field: str | None, given: str | None, option: str) -> str | None:
    """The value of a field that may be null; one that was guessed may also be missing or something else."""
    if field is None:
        return None
    found = values.get(field, option) if given else values.find(field)
    value = found[0] if found else None
    if given and value is not None and not isinstance(value, str):
        raise values.error(f"field {field!r} is not a string", f"name another one with {option}")
    return value if isinstance(value, str) else None


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
