"""Folders of plain text, Markdown and HTML: each file is a record; the structure is mirrored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tanqih.batch.containers.compression import kind_of_name
from tanqih.batch.containers.inputs import Inputs, fingerprint, kind_of
from tanqih.batch.containers.sinks import TextSink
from tanqih.batch.containers.sound import decoded, encoded
from tanqih.batch.containers.streams import opened, over
from tanqih.batch.records import KEPT_OF_OVERSIZE, Fields, Opening, Record, Replacement
from tanqih.commands.paths import STDIN, Input
from tanqih.errors import ConfigError, InputError
from tanqih.formats.encoding import Coding, coding_of

_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class FolderCodec:
    """Parses and renders whole files.

    Attributes:
        kind: what the user says all of them are, None: as their names say.
        encoding: of files without a byte order mark.
    """

    kind: str | None = None
    encoding: str | None = None
    exact: bool = True
    annotates: bool = False

    def parse(self, record: Record) -> Fields:
        """The text of a file, or its markup; `BadRecord` as `Codec.parse`."""
        kind = self._kind(record)
        coding = self._coding(record, kind)
        return Fields(decoded(record.raw[len(coding.bom) :], coding), None, record.place, kind)

    def render(
        self,
        record: Record,
        text: str,
        extra: Mapping[str, Any] | None = None,  # noqa: ARG002 - goes elsewhere
        edits: Sequence[Replacement] | None = None,  # noqa: ARG002 - the text is written anew
    ) -> bytes:
        """The bytes of a file; in HTML, characters that the encoding lacks become references."""
        kind = self._kind(record)
        coding = self._coding(record, kind)
        if kind == "html":
            return coding.bom + text.encode(coding.name, "xmlcharrefreplace")
        return coding.bom + encoded(text, coding)

    def header(self, record: Record, *, annotated: bool) -> bytes:  # noqa: ARG002 - there are none
        """The bytes as they are."""
        return record.raw

    def _kind(self, record: Record) -> str:
        return self.kind or kind_of(record.place) or "txt"

    def _coding(self, record: Record, kind: str) -> Coding:
        return coding_of(record.raw, encoding=self.encoding, html=kind == "html")


class FolderContainer:
    """Text files, found while they are read."""

    def __init__(self, inputs: Inputs, opening: Opening, kept: bytes = b"") -> None:
        self._inputs, self._opening, self._kept = inputs, opening, kept
        self._kind = inputs.chosen
        self._position = 0
        self._size: int | None = None
        self._used = False

    @property
    def kind(self) -> str:
        """Name of the format."""
        return "folder"

    @property
    def _stdin(self) -> bool:
        return STDIN in self._inputs.given

    @property
    def size(self) -> int | None:
        """Bytes of the files; None for standard input."""
        if self._stdin:
            return None
        if self._size is None:
            self._size = sum(_size(file) for file in self._inputs.files())
        return self._size

    @property
    def position(self) -> int:
        """Those that have been read."""
        return self._position

    @property
    def token(self) -> str:
        """Empty: files before a record are passed over without being opened."""
        return ""

    @property
    def skipped(self) -> Mapping[str, int]:
        """Nothing is."""
        return {}

    def describe(self) -> str:
        """What is read, in one line."""
        size = "" if self.size is None else f", {self.size / 1e6:,.1f} MB"
        return f"texts from {'standard input' if self._stdin else self._inputs.shown}{size}; each file is one article"

    def fingerprint(self) -> str | None:
        """Identity of the files; None for standard input."""
        return None if self._stdin else fingerprint(self._inputs.files())

    def codec(self) -> FolderCodec:
        """What parses and renders the files."""
        return FolderCodec(self._kind, self._opening.encoding)

    def sink(self) -> TextSink:
        """What they are written to; ConfigError when the output's name promises another format."""
        promised = None if self._inputs.many else kind_of(self._opening.output)
        if promised in ("jsonl", "csv", "tsv", "parquet", "warc"):
            raise ConfigError(f"the output of texts is texts, not {promised}")
        single = not self._inputs.many
        return TextSink(lambda place: kind_of_name(self._opening.output if single else place), single=single)

    def records(self, start: int = 1, token: str = "") -> Iterator[Record]:  # noqa: ARG002 - numbers are enough
        """The files from a number on; one that cannot be read is a bad record."""
        if self._stdin and self._used:
            raise InputError("standard input can be read only once", "write it to a file first")
        self._used, self._position = True, 0
        for number, file in enumerate(self._inputs.files(), 1):
            self._position += _size(file)
            if number >= start:
                yield self._record(number, file)

    def _record(self, number: int, file: Input) -> Record:
        limit = self._opening.max_record
        try:
            found = opened(file, None, self._kept)
            with found.stream as stream:
                raw = stream.read(limit + 1)
                size = len(raw)
                while size > limit and (more := stream.read(_BLOCK)):
                    size += len(more)
        except (InputError, OSError) as error:
            return Record(number, file.name, b"", bad=f"cannot be read: {_reason(error, file.path)}")
        if size > limit:
            return Record(number, file.name, raw[:KEPT_OF_OVERSIZE], bad=over(size, limit), size=size)
        return Record(number, file.name, raw)


def _reason(error: InputError | OSError, path: str) -> str:
    """What is wrong with a file, without its name."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error).removeprefix(f"{path}: ")


def _size(file: Input) -> int:
    """Bytes of a file, 0 for what has none."""
    with suppress(OSError):
        return 0 if file.is_stdin else Path(file.path).stat().st_size
    return 0
