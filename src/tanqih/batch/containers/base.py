"""What containers that are cut from streams of bytes share: counting, going on in the middle, numbering."""

from __future__ import annotations

import io
import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tanqih.batch.containers.inputs import Inputs, fingerprint
from tanqih.batch.containers.streams import Narrow, Opened, Piece, opened, skip, widened
from tanqih.batch.records import Opening, Record
from tanqih.errors import InputError
from tanqih.formats.files import reading

_BUFFER = 1024 * 1024


class Place(NamedTuple):
    """Where reading goes on: file, offset of the unpacked stream (-1: unknown), pieces before it in the file, line, and what was skipped."""

    file: int = 0
    offset: int = 0
    pieces: int = 0
    line: int = 1
    skipped: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, token: str) -> Place:
        """From a token; "" is the start."""
        if not token:
            return cls()
        file, offset, pieces, line, skipped = json.loads(token)
        return cls(file, offset, pieces, line, tuple((kind, count) for kind, count in skipped))

    @property
    def token(self) -> str:
        """As text."""
        return json.dumps(self)


class Streamed(ABC):
    """A container of dumps that are cut from front to back; a kind says how, in `_cut`.

    Args:
        inputs: the dumps.
        opening: how they are opened.
        kept: what was already read from standard input.
    """

    def __init__(self, inputs: Inputs, opening: Opening, kept: bytes = b"") -> None:
        self.inputs, self.opening, self._kept = inputs, opening, kept
        self.files = tuple(inputs.files())
        self._sizes = [0 if file.is_stdin else Path(file.path).stat().st_size for file in self.files]
        self._open: BinaryIO | None = None
        self._done = 0
        self._place = Place()
        self._skipped: Counter[str] = Counter()
        self._used = False

    @property
    def kind(self) -> str:
        """Name of the format."""
        return self.inputs.kind

    @property
    def size(self) -> int | None:
        """Bytes of the files as they lie on the disk; None for standard input."""
        return None if self.files[0].is_stdin else sum(self._sizes)

    @property
    def position(self) -> int:
        """How many of those bytes have been read."""
        return self._done + (self._open.tell() if self._open and not self._open.closed else 0)

    @property
    def token(self) -> str:
        """Where the record after the last given one begins."""
        return self._place.token

    @property
    def skipped(self) -> Mapping[str, int]:
        """What was passed over so far, by kind."""
        return self._skipped

    def about(self) -> str:
        """What is read, without its fields."""
        name = self.files[0].name if len(self.files) == 1 else f"{len(self.files):,} files"
        size = "" if self.size is None else f", {self.size / 1e6:,.1f} MB"
        return f"{self.kind} from {'standard input' if self.files[0].is_stdin else name}{size}"

    def fingerprint(self) -> str | None:
        """Identity of the files; None for standard input."""
        return None if self.files[0].is_stdin else fingerprint(self.files)

    def records(self, start: int = 1, token: str = "") -> Iterator[Record]:
        """The records from a number on; see `Container.records`."""
        if self.files[0].is_stdin:
            if self._used:
                raise InputError("standard input can be read only once", "write it to a file first")
            self._used = True
            number, place = 1, Place()
        else:
            number, place = (start, Place.of(token)) if token else (1, Place())
        self._skipped = Counter(dict(place.skipped))
        self._done = sum(self._sizes[: place.file])
        for index in range(place.file, len(self.files)):
            for record in self._records_of(index, place if index == place.file else Place(index), number):
                number = record.number + 1
                if record.number >= start:
                    yield record
            self._done += self._sizes[index]

    def _records_of(self, index: int, place: Place, number: int) -> Iterator[Record]:
        """The records of one file from a place on."""
        file = self.files[index]
        found = opened(file, self.opening.encoding, self._kept)
        self._open = found.file
        with found.stream, reading(file.path):
            offset, pieces = place.offset, place.pieces
            passed = 0
            if found.wide:
                passed, pieces, offset = pieces, 0, -1
            elif offset:
                skip(found, offset)
            for piece in self._pieces(found, pieces, 1 if found.wide else place.line, file.name):
                pieces += 1
                if offset >= 0:
                    offset += piece.length
                if pieces <= passed:
                    continue
                self._place = Place(index, offset, pieces, piece.line + piece.lines, tuple(self._skipped.items()))
                where = f"{file.name}:{piece.line}"
                yield Record(number, where, piece.raw, piece.header, piece.bad, piece.size)
                number += 1

    def _pieces(self, found: Opened, before: int, line: int, name: str) -> Iterator[Piece]:
        """The pieces of an open file; `before` of them lie in front of it. A file without any gives an empty header."""
        bom = found.coding.bom
        if bom and not before:
            yield Piece(found.stream.read(len(bom)), len(bom), 1, 0, header=True)
        first = before <= bool(bom)
        empty = not before and not bom
        stream, narrow = found.stream, None
        if found.wide:
            narrow = Narrow(found.stream, found.coding.name)
            stream = io.BufferedReader(narrow, _BUFFER)
        for piece in self._cut(stream, line, name, first=first):
            empty = False
            line = piece.line + piece.lines
            yield piece._replace(raw=widened(piece.raw, found.coding.name)) if narrow and not piece.size else piece
        if narrow and narrow.odd:
            yield Piece(narrow.odd, len(narrow.odd), line, bad=f"half a character at the end of the {found.coding.name} text")
        elif empty:
            yield Piece(b"", 0, 1, 0, header=True)

    @abstractmethod
    def _cut(self, stream: io.BufferedReader, line: int, name: str, *, first: bool) -> Iterator[Piece]:
        """Cut a stream.

        Args:
            stream: behind the byte order mark, or at a place where a piece ended.
            line: number of the line there.
            name: of the file.
            first: True at the start of the file.
        """
