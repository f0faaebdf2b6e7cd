"""JSON Lines: only the edited words in the text field's string are written anew. Sources: RFC 8259; jsonlines.org."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tanqih.batch.containers.base import Streamed
from tanqih.batch.containers.guess import SAMPLE, chosen, told
from tanqih.batch.containers.inputs import Inputs
from tanqih.batch.containers.jsonsplice import Members, members, respelled, with_extra
from tanqih.batch.containers.lines import line_pieces
from tanqih.batch.containers.sinks import StreamSink, sink_of
from tanqih.batch.containers.sound import decoded, encoded, sound
from tanqih.batch.containers.streams import Opened, Piece, opened
from tanqih.batch.records import BadRecord, Fields, Opening, Record, Replacement
from tanqih.commands.paths import Input
from tanqih.errors import InputError
from tanqih.formats.encoding import UTF8, Coding
from tanqih.formats.fields import Fields as Names

_NONE = Names()
_SAMPLE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class JsonlCodec:
    """Parses and renders lines.

    Attributes:
        names: of the fields.
        optional: True when the Arabic and the id were guessed, so that a record may lack them.
        ascii_only: True when the first records hold no character beyond ASCII but as an escape.
        codings: of the files that are not UTF-8, by their names; without their byte order marks.
    """

    names: Names
    given: Names = _NONE
    ascii_only: bool = False
    codings: Mapping[str, Coding] = field(default_factory=dict)
    exact: bool = True
    annotates: bool = True

    def parse(self, record: Record) -> Fields:
        """The fields of a line; `BadRecord` as `Codec.parse`."""
        values = members(
            decoded(record.raw, self._coding(record)).rstrip("\r\n")
        )  # else a cut string would seem to hold a line feed
        text = _string(values, self.names.text or "")
        source = self._source(values)
        return Fields(sound(text[0], self.names.text or ""), source, _id(values, self.names.id))

    def render(
        self, record: Record, text: str, extra: Mapping[str, Any] | None = None, edits: Sequence[Replacement] | None = None
    ) -> bytes:
        """The bytes of a line; see `Codec.render`."""
        coding = self._coding(record)
        line = decoded(record.raw, coding)
        old, start, end = _string(members(line), self.names.text or "")
        if text != old:
            literal = respelled(line[start:end], old, text, coding, ascii_only=self.ascii_only, edits=edits)
            line = f"{line[:start]}{literal}{line[end:]}"
        elif extra is None:
            return record.raw
        if extra is not None:
            line = with_extra(line, extra)
        return encoded(line, coding)

    def header(self, record: Record, *, annotated: bool) -> bytes:  # noqa: ARG002 - lines need no header
        """Blank lines and byte order marks as they are."""
        return record.raw

    def _coding(self, record: Record) -> Coding:
        return self.codings.get(record.place.rpartition(":")[0], UTF8) if self.codings else UTF8

    def _source(self, values: Members) -> str | None:
        """The Arabic text; one whose field was named must be there, be it null."""
        name = self.names.source
        found = values.find(name) if name else None
        if name and self.given.source and (found is None or not (found[0] is None or isinstance(found[0], str))):
            raise BadRecord(f"no field {name!r}" if found is None else f"field {name!r} is {_kind(found[0])}, not a string")
        return sound(found[0], name or "") if found and isinstance(found[0], str) and found[0] else None


def _string(values: Members, name: str) -> tuple[str, int, int]:
    """A string and the place of its literal."""
    found = values.find(name)
    if found is None:
        raise BadRecord(f"no field {name!r} (fields: {', '.join(values.names[:20]) or 'none'})")
    if not isinstance(found[0], str):
        raise BadRecord(f"field {name!r} is {_kind(found[0])}, not a string")
    return found


def _kind(value: Any) -> str:
    """What a value is, in JSON's words."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    kinds = {dict: "an object", list: "an array", str: "a string"}
    return next((name for kind, name in kinds.items() if isinstance(value, kind)), "a number")


def _id(values: Members, name: str | None) -> str:
    found = values.find(name) if name else None
    value = found[0] if found else None
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


class JsonlContainer(Streamed):
    """Files of JSON Lines.

    Raises:
        InputError: a file that cannot be read; fields that cannot be guessed, or are named and not there.
    """

    def __init__(self, inputs: Inputs, opening: Opening, kept: bytes = b"") -> None:
        super().__init__(inputs, opening, kept)
        self.given = Names(opening.text_field, opening.source_field, None, opening.id_field)
        self.codings: dict[str, Coding] = {}
        self.packings: dict[str, str | None] = {}
        lines: list[str] = []
        for file in self.files:
            found = opened(file, opening.encoding, kept, sample=True)
            with found.stream:
                self.packings[file.name] = found.packing
                if found.coding.name != "utf-8":
                    self.codings[file.name] = found.coding._replace(bom=b"")
                if not lines:
                    lines = list(self._sample(found, file))
        records = [values for values in map(_values, lines) if values is not None]
        tops = [{name: there[0] for name in values.names if (there := values.find(name))} for values in records]

        def look(name: str) -> bool:
            return any(values.find(name) is not None for values in records)

        if records or not lines:
            names = (
                chosen(tops, self.given, inputs.shown, look) if records else self.given._replace(text=self.given.text or "text")
            )
        elif self.given.text:
            names = self.given
        else:
            raise InputError(
                "none of the first records is a JSON object",
                "check the file, or say what it is with --read-as",
                path=inputs.shown,
            )
        ascii_only = all(map(str.isascii, lines)) and any("\\u" in line for line in lines)
        self._codec = JsonlCodec(names, self.given, ascii_only, self.codings)

    def codec(self) -> JsonlCodec:
        """What parses and renders the lines."""
        return self._codec

    def sink(self) -> StreamSink:
        """What the lines are written to."""
        return sink_of([file.name for file in self.files], "jsonl", self.opening, self.packings, many=self.inputs.many)

    def describe(self) -> str:
        """What is read, in one line."""
        return f"{self.about()}; {told(self._codec.names, self.given)}"

    def _sample(self, found: Opened, file: Input) -> Iterator[str]:
        """The first lines that are text; of standard input only what was read before."""
        size = 0
        pieces = itertools.islice(self._pieces(found, 0, 1, file.name), 2 * SAMPLE)
        try:
            for piece in pieces:
                size += len(piece.raw)
                if not piece.header and not piece.bad:
                    yield piece.raw.decode(found.coding.name, "ignore")
                if size > _SAMPLE_BYTES:
                    return
        except InputError:
            if not file.is_stdin:  # what was read of it is cut anywhere, also in the middle of compressed data
                raise

    def _cut(self, stream: io.BufferedReader, line: int, name: str, *, first: bool) -> Iterator[Piece]:  # noqa: ARG002
        return line_pieces(stream, line, self.opening.max_record)


def _values(line: str) -> Members | None:
    try:
        return members(line)
    except BadRecord:
        return None
