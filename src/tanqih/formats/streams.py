"""Lines of a file as bytes, one at a time, with their coding: what the line-based readers share."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from tanqih.errors import InputError
from tanqih.formats.encoding import Coding, coding_of, count_lines, decode_part
from tanqih.formats.files import check_length


class Readable(Protocol):
    """As much of a binary stream as is needed here."""

    def readline(self, size: int = -1, /) -> bytes:
        """A line, or as much of it."""

    def read(self, size: int = -1, /) -> bytes:
        """Some bytes, or all."""


class RawLine(NamedTuple):
    """A line with its line end, its 1-based number, and the coding; only the coding of the first line has the byte order mark."""

    number: int
    data: bytes
    coding: Coding

    def text(self, path: str | None) -> str:
        """The line decoded; InputError as `decode_part`."""
        return decode_part(self.data, self.coding, path=path, line=self.number)


def raw_lines(
    stream: Readable, path: str | None, encoding: str | None, limit: int, *, declared: str | None = None
) -> Iterator[RawLine]:
    """The lines of a file (LF ends one), without its byte order mark; at least one where there is a mark.

    Args:
        stream: binary; read line by line, UTF-16 and UTF-32 as a whole.
        path: for messages.
        encoding: overrides UTF-8; a byte order mark overrides it.
        limit: most bytes in a line.
        declared: what the file itself says its encoding is; `encoding` overrides it.

    Raises:
        InputError: a line over the limit; for wide encodings also undecodable data.
    """
    first = stream.readline(limit + 1)
    coding = coding_of(first, encoding=encoding or declared)
    if coding.name.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(first + stream.read(), path, coding, limit)
        return
    number, line = 1, first[len(coding.bom) :]
    while line or (number == 1 and coding.bom):
        check_length(line, limit, path, number)
        yield RawLine(number, line, coding)
        coding = coding._replace(bom=b"")
        line = stream.readline(limit + 1)
        number += 1


def _wide_lines(data: bytes, path: str | None, coding: Coding, limit: int) -> Iterator[RawLine]:
    """A line feed is not one byte here: the file is taken as a whole and its decoded text is cut."""
    text = decode_part(data[len(coding.bom) :], coding, path=path)
    if not text:
        yield RawLine(1, b"", coding)
    for number, line in enumerate(io.BytesIO(text.encode("utf-8")), start=1):
        check_length(line, limit, path, number)
        yield RawLine(number, line.decode("utf-8").encode(coding.name), coding if number == 1 else coding._replace(bom=b""))


def encoded(text: str, coding: Coding, path: str | None, line: int) -> bytes:
    """Bytes of text that starts at a line, with the byte order mark of the coding.

    Raises:
        InputError: a character (of an edit) that the encoding does not have, with its line.
    """
    try:
        return coding.bom + text.encode(coding.name)
    except UnicodeEncodeError as error:
        raise InputError(
            f"the text now holds U+{ord(text[error.start]):04X}, which {coding.name} cannot express",
            "convert the file to UTF-8 first",
            path=path,
            line=line + count_lines(text[: error.start]),
        ) from None
