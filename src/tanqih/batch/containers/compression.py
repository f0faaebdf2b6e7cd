"""Compressed dumps: gzip and Zstandard, told by their first bytes, of one or many members, read and written as streams.

Sources: RFC 1952 (gzip), RFC 8878 (Zstandard); both allow members one after the other, and read as their contents one after the other.
"""

from __future__ import annotations

import io
import zlib
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from tanqih.errors import InputError, MissingExtraError

GZIP, ZSTD = "gzip", "zstd"
SUFFIXES = {".gz": GZIP, ".gzip": GZIP, ".zst": ZSTD, ".zstd": ZSTD}
"""How the names of compressed files end."""
_MAGIC = ((b"\x1f\x8b", GZIP), (b"\x28\xb5\x2f\xfd", ZSTD))
_SKIPPABLE = (0x184D2A50, 0x184D2A5F)  # Zstandard frames that hold no content; pzstd begins files with one
_OTHERS = ((b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"PK\x03\x04", "a ZIP archive"), (b"%PDF-", "a PDF file"))
_CHUNK = 16 * 1024
_BUFFER = 1024 * 1024
_GZIP_LEVEL, _ZSTD_LEVEL = 6, 3  # what the tools of the same names take


def kind_of_name(name: str) -> str | None:
    """The compression that a file's name promises, None for none."""
    return SUFFIXES.get(PurePath(name).suffix.lower())


def plain_name(name: str) -> str:
    """A file's name without the ending that tells its compression."""
    return name[: -len(PurePath(name).suffix)] if kind_of_name(name) else name


def kind_of_bytes(head: bytes, path: str | None = None) -> str | None:
    """The compression of a file by its first bytes, None for none.

    Raises:
        InputError: packed in a way that is not read.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if len(head) >= 4 and _SKIPPABLE[0] <= int.from_bytes(head[:4], "little") <= _SKIPPABLE[1]:
        return ZSTD
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise InputError(f"this is {what}", "unpack it, or pack it with gzip or zstd", path=path)
    return None


def unpacked(stream: BinaryIO, path: str | None = None) -> tuple[io.BufferedReader, str | None]:
    """A buffered stream of a file's content, and how the file is compressed.

    Args:
        stream: binary, at its start; need not be seekable.
        path: for messages.

    Raises:
        InputError: damaged or cut compressed data, also on reading later; a kind that is not read.
        MissingExtraError: Zstandard without its package.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream), _BUFFER)
    kind = kind_of_bytes(buffered.peek(8)[:8], path)
    if kind is None:
        return buffered, None
    return io.BufferedReader(_Unpacking(buffered, kind, path), _BUFFER), kind


class _Unpacking(io.RawIOBase):
    """The content of compressed members one after the other."""

    def __init__(self, stream: io.BufferedReader, kind: str, path: str | None) -> None:
        self._stream, self._kind, self._path = stream, kind, path
        self._member: Any = None
        self._rest = b""  # read and not yet unpacked
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, target: Any, /) -> int:
        if not self._ready:
            self._ready = memoryview(self._more())
        length = min(len(target), len(self._ready))
        target[:length] = self._ready[:length]
        self._ready = self._ready[length:]
        return length

    def _more(self) -> bytes:
        """Some more content, b"" at the end."""
        while True:
            data = self._rest or self._stream.read1(_CHUNK)
            self._rest = b""
            if not data:
                if self._member is not None:
                    raise self._damaged("ends too early")
                return b""
            if self._member is None:
                if self._kind == GZIP:
                    data = data.lstrip(b"\0")  # tapes and block devices pad with zeros behind the last member
                    if not data:
                        continue
                self._member = _unpacker(self._kind)
            try:
                out = self._member.decompress(data)
            except Exception as error:  # zlib.error, ZstdError: the latter's module may be missing
                raise self._damaged(f"is damaged ({error})") from None
            if self._member.eof:
                self._rest = self._member.unused_data
                self._member = None
            if out:
                return cast("bytes", out)

    def _damaged(self, how: str) -> InputError:
        return InputError(f"the {self._kind} data {how}", "fetch the file again", path=self._path)


def _unpacker(kind: str) -> Any:
    """An object with `decompress`, `eof` and `unused_data` for one member."""
    if kind == GZIP:
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    return _zstandard().ZstdDecompressor(max_window_size=2**31).decompressobj()


class Packer:
    """Compresses content member by member; the same content, cut at the same places, always gives the same bytes.

    Args:
        kind: of the compression.
        begun: True when there are members already.

    Raises:
        MissingExtraError: Zstandard without its package.
    """

    def __init__(self, kind: str, *, begun: bool = False) -> None:
        self._kind, self._begun = kind, begun
        self._member: Any = None
        if kind == ZSTD:
            _zstandard()

    def add(self, data: bytes) -> bytes:
        """Take some content, give some compressed bytes."""
        if self._member is None:
            self._member = self._new()
        return cast("bytes", self._member.compress(data))

    def end(self, *, last: bool = False) -> bytes:
        """End the member in hand, if any; at the very end of a file without content that is an empty one."""
        if self._member is None:
            if not last or self._begun:
                return b""
            self._member = self._new()
        done = cast("bytes", self._member.flush())
        self._member, self._begun = None, True
        return done

    def _new(self) -> Any:
        if self._kind == GZIP:
            return zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # its header has no time and no name
        return _zstandard().ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compressobj()


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("reading and writing .zst files", "formats") from None
    return zstandard
