"""The seam between containers and the batch: raw records in, bytes out. Standard library only.

A container cuts its input into `Record`s without parsing them, which is cheap and happens in the main process; its `Codec` parses and
renders them, which is dear and happens in the workers; its `Sink` puts rendered records, in order, where the output goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

EXTRA_FIELD = "tanqih"
"""Field (column) of a record that annotations go to."""
MAX_RECORD = 64 * 1024 * 1024
"""Bytes of the longest record that is worked on unless asked otherwise."""
KEPT_OF_OVERSIZE = 64 * 1024
"""Bytes of a record over the limit that are kept, for the dead letter."""


class BadRecord(Exception):  # noqa: N818 - no error of the program: a finding about the input
    """A record that cannot be worked on; its text is the reason, one line without a full stop."""


class Record(NamedTuple):
    """One raw record of a container.

    Attributes:
        number: running number of everything that the container gives, headers included, from 1, without gaps.
        place: where it stands, for people and for sinks of many files: `dump.jsonl:17`, or the relative path of a file of a folder.
        raw: its bytes. For line formats every byte of the input belongs to exactly one record (blank lines, a byte order mark and line
            ends to the nearest), so that all `raw` together are the input.
        header: True for bytes that are no record (the header row of a table, a file without records): rendered by `Codec.header`.
        bad: why it can be no good record, when cutting it found that out already (an unclosed quote, over the limit); else "".
        size: its full length in bytes when `raw` is only the start of it (`KEPT_OF_OVERSIZE`), else 0.
    """

    number: int
    place: str
    raw: bytes
    header: bool = False
    bad: str = ""
    size: int = 0


class Fields(NamedTuple):
    """What a record says.

    Attributes:
        text: the English text, or for a page its whole markup.
        source: the Arabic, if any.
        id: of the record; "" when it has none.
        format: how `text` is read: "txt", "md" or "html".
    """

    text: str
    source: str | None = None
    id: str = ""
    format: str = "txt"


Replacement = tuple[int, int, str]
"""Half-open code-point offsets in a text, and what comes there instead."""


class Codec(Protocol):
    """Parses and renders the records of one container. Picklable: workers have a copy; holds no files."""

    @property
    def exact(self) -> bool:
        """True when rendered records are bytes of the input's own format, so that `undo` gives the file back byte for byte."""

    @property
    def annotates(self) -> bool:
        """True when a record can carry the field `EXTRA_FIELD`; else annotations go to a side file."""

    def parse(self, record: Record) -> Fields:
        """The fields of a record.

        Raises:
            BadRecord: truncated or malformed, undecodable bytes, a missing field, a NUL.
        """

    def render(
        self, record: Record, text: str, extra: Mapping[str, Any] | None = None, edits: Sequence[Replacement] | None = None
    ) -> bytes:
        """The record's bytes with a new text; all other bytes are kept where the format allows.

        Args:
            record: as it was parsed.
            text: in place of `Fields.text`.
            edits: that turn `Fields.text` into `text`, ordered and disjoint, so that it need not be compared; None: not known.
            extra: value of the field `EXTRA_FIELD` as JSON types; None leaves that field as it is, an empty one takes it away.

        Raises:
            BadRecord: the text cannot be expressed (a character that the encoding lacks).
        """

    def header(self, record: Record, *, annotated: bool) -> bytes:
        """The bytes of a header; with the field `EXTRA_FIELD` added when the records after it will carry it.

        With `annotated` False a header of an inexact format that has the field loses it (undo).
        """


class Sink(Protocol):
    """Where rendered records go, in order. Its bytes depend on what is written and on the checkpoints, never on timing."""

    @property
    def appendable(self) -> bool:
        """True when writing can go on at a checkpoint after a kill; else the output is put together in one go from the kept parts."""

    def open(self, path: Path, resume_at: int | None = None) -> None:
        """Begin, or go on at an offset that `checkpoint` gave: what lies behind it is cut off.

        Raises:
            InputError: the place cannot be written.
        """

    def write(self, place: str, data: bytes) -> None:
        """Take one rendered record; `place` is that of its `Record`."""

    def checkpoint(self) -> int:
        """End a shard (a member of a gzip file, say) and give the offset in bytes at which writing can go on. Called after each shard."""

    def sync(self) -> None:
        """Bring everything to the disk (fsync)."""

    def close(self) -> None:
        """Finish the output (a footer, say), bring it to the disk and close it."""

    def drop(self) -> None:
        """Let go of the files as they are, after an error; harmless when they are closed."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a container is opened: what the user said, None for what is to be guessed.

    Attributes:
        format: of the input: jsonl, csv, tsv, parquet, warc, txt, html, ….
        text_field, source_field, id_field: names of fields or columns.
        encoding: of text without a byte order mark.
        max_record: bytes of the longest record; a longer one comes with `bad` and `size`.
        output: where the output will go; its extension says how it is compressed.
    """

    format: str | None = None
    text_field: str | None = None
    source_field: str | None = None
    id_field: str | None = None
    encoding: str | None = None
    max_record: int = MAX_RECORD
    output: str = ""


class Container(Protocol):
    """Input of a batch: one file, many files, a folder or standard input. Made by `tanqih.batch.containers.open_container`."""

    @property
    def kind(self) -> str:
        """Name of the format: "jsonl", "csv", …."""

    @property
    def size(self) -> int | None:
        """Bytes of the input as `position` counts them; None when unknown (standard input)."""

    @property
    def position(self) -> int:
        """Bytes of the input that have been read so far; for the time that is left."""

    def describe(self) -> str:
        """One line for people: what is read, and which fields were chosen or guessed."""

    @property
    def token(self) -> str:
        """Where the record after the last given one begins; with that record's number it makes `records` start there at once."""

    def records(self, start: int = 1, token: str = "") -> Iterator[Record]:
        """The records from a number on, in order, lazily; a second call begins anew (once only for standard input).

        Args:
            start: number of the first record wanted.
            token: what `token` said when the record before it had been given; "" reads over the records before it, or jumps where
                the format can.

        Raises:
            InputError: the input cannot be read on (a truncated archive, a disk that fails).
        """

    @property
    def skipped(self) -> Mapping[str, int]:
        """How many things that are no records at all were passed over so far, by kind (in web archives: requests, images, errors)."""

    def fingerprint(self) -> str | None:
        """Identity of the inputs: names, sizes, times, hashes of head and tail. None for a stream: then each shard is compared."""

    def codec(self) -> Codec:
        """What parses and renders its records."""

    def sink(self) -> Sink:
        """A new sink for its output."""
