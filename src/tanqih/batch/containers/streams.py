"""Open dumps as streams of bytes: unpacked, told by their byte order marks, cut into pieces."""

from __future__ import annotations

import codecs
import io
import sys
from typing import Any, BinaryIO, NamedTuple, cast

from tanqih.batch.containers.compression import unpacked
from tanqih.batch.records import KEPT_OF_OVERSIZE
from tanqih.commands.paths import Input
from tanqih.formats.encoding import Coding, coding_of
from tanqih.formats.files import open_input, reading

_BUFFER = 1024 * 1024
_SKIPPED_AT_ONCE = 1024 * 1024
HEAD_OF_STDIN = 8 * 1024 * 1024
"""As much of standard input is read before it is known which fields it has."""


class Piece(NamedTuple):
    """A stretch of a stream: a record or what stands between records.

    Attributes:
        raw: its bytes, or the first of them.
        length: how many bytes of the stream it takes.
        line: of its start, from 1 (of a row: from 1 as well; of a web archive: the number of the record in it).
        lines: how many lines it takes.
        header, bad, size: as in `Record`.
    """

    raw: bytes
    length: int
    line: int
    lines: int = 1
    header: bool = False
    bad: str = ""
    size: int = 0


class Opened(NamedTuple):
    """An open dump: its unpacked stream behind the byte order mark, how it is packed and encoded, and the file under it."""

    stream: io.BufferedReader
    packing: str | None
    coding: Coding
    file: BinaryIO

    @property
    def wide(self) -> bool:
        """True for UTF-16, which is cut as UTF-8 and then turned back."""
        return self.coding.name.startswith("utf-16")


def opened(file: Input, encoding: str | None, kept: bytes = b"", *, sample: bool = False) -> Opened:
    """Open a dump.

    Args:
        file: to open; standard input is not closed with it.
        encoding: of text without a byte order mark.
        kept: what was already read from standard input.
        sample: True to get nothing of standard input but that.

    Raises:
        InputError: missing, unreadable, packed in a way that is not read.
        ConfigError: no such encoding.
    """
    if file.is_stdin:
        under: BinaryIO = cast("BinaryIO", _Again(kept, io.BytesIO() if sample else sys.stdin.buffer))
    else:
        under = open_input(file.path)
    try:
        with reading(file.path):
            stream, packing = unpacked(under, file.path)
            coding = coding_of(stream.peek(4)[:4], encoding=encoding)
    except BaseException:
        under.close()
        raise
    return Opened(stream, packing, coding, under)


class _Again(io.RawIOBase):
    """Standard input, with what was read from it before; closing it leaves standard input open."""

    def __init__(self, kept: bytes, stream: BinaryIO) -> None:
        self._kept, self._stream = io.BytesIO(kept), stream
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any, /) -> int:
        data = self._kept.read(len(target)) or cast("io.BufferedReader", self._stream).read1(len(target))
        target[: len(data)] = data
        self._read += len(data)
        return len(data)

    def tell(self) -> int:
        return self._read


class Narrow(io.RawIOBase):
    """UTF-16 as UTF-8; unpaired surrogates, and half a code unit at the end, come through as they are."""

    def __init__(self, stream: io.BufferedReader, name: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(name)("surrogatepass")
        self._ready = b""
        self.odd = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, target: Any, /) -> int:
        """Some bytes of UTF-8."""
        while not self._ready and (data := self._stream.read1(_BUFFER)):
            self._ready = self._decoder.decode(data).encode("utf-8", "surrogatepass")
        if not self._ready:
            self.odd = self._decoder.getstate()[0]
        length = min(len(target), len(self._ready))
        target[:length], self._ready = self._ready[:length], self._ready[length:]
        return length


def widened(raw: bytes, name: str) -> bytes:
    """UTF-8 of a wide stream as it was."""
    return raw.decode("utf-8", "surrogatepass").encode(name, "surrogatepass")


def skip(found: Opened, offset: int) -> None:
    """Go to an offset of an unpacked stream."""
    if found.packing is None:
        found.stream.seek(offset)
        return
    while offset and (data := found.stream.read(min(offset, _SKIPPED_AT_ONCE))):
        offset -= len(data)


def over(size: int, limit: int) -> str:
    """The reason of a record over the limit."""
    return f"a record of {size:,} bytes, over the limit of {limit:,} (--max-record)"


def drained(stream: io.BufferedReader, raw: bytes, line: int, limit: int) -> Piece:
    """The piece of a line over the limit, whose rest is read and thrown away."""
    size = len(raw)
    ended = raw.endswith(b"\n")
    while not ended and (more := stream.readline(_SKIPPED_AT_ONCE)):
        size += len(more)
        ended = more.endswith(b"\n")
    return Piece(raw[:KEPT_OF_OVERSIZE], size, line, 1, bad=over(size, limit), size=size)
