"""Bytes to text and back: byte order marks, declared HTML charsets, named encodings, refusal of what is not text.

A byte order mark wins over everything, then the encoding that was asked for, then (HTML only) what the page declares, else
UTF-8. Decoding is strict and checked to be reversible, so that untouched text always encodes to the bytes it came from. Sources:
Unicode 15 chapter 23.8 (byte order marks); WHATWG Encoding, "names and labels".
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from tanqih.errors import ConfigError, InputError, nearest

ENCODINGS = ("utf-8", "utf-16", "windows-1256", "windows-1252")
"""Names shown to people; any text codec that Python knows works."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HINT = "if it is text, name its encoding, for example --encoding windows-1256"
_PRESCAN_BYTES = 4096
_BINARY_STARTS = ((b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a ZIP archive"), (b"\x1f\x8b", "gzip data"))
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta(?=[\s/])[^>]*?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"'>]+)", re.IGNORECASE)
# Labels that browsers read as another encoding than Python does (WHATWG Encoding, 4.2).
_AS_BROWSERS = {
    **dict.fromkeys(("iso8859-1", "ascii", "x-user-defined"), "windows-1252"),
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be", "utf-7", "utf-32"), "utf-8"),
    "iso8859-9": "windows-1254",
    "tis-620": "windows-874",
    "gb2312": "gbk",
}


class Coding(NamedTuple):
    """How a text was encoded: codec name and the byte order mark that stood before it (b"" when none)."""

    name: str = "utf-8"
    bom: bytes = b""

    def encode(self, text: str, *, path: str | None = None, errors: str = "strict") -> bytes:
        """Bytes of `text`, without the byte order mark.

        Raises:
            InputError: a character (of an edit) that the encoding does not have, with its line.
        """
        try:
            return text.encode(self.name, errors)
        except UnicodeEncodeError as error:
            raise InputError(
                f"the text now holds U+{ord(text[error.start]):04X}, which {self.name} cannot express",
                "convert the file to UTF-8 first",
                path=path,
                line=count_lines(text[: error.start]) + 1,
            ) from None


UTF8 = Coding()


def count_lines(text: str) -> int:
    """Number of line ends (LF, CRLF or CR) in the text."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def codec_name(name: str) -> str:
    """Python's canonical name of an encoding.

    Raises:
        ConfigError: no such text encoding; names the nearest known one.
    """
    try:
        return _lookup(name)
    except LookupError:
        raise ConfigError(f"unknown encoding {name!r}{nearest(name.lower(), ENCODINGS)}; known: {', '.join(ENCODINGS)}") from None


def _lookup(name: str) -> str:
    found = codecs.lookup(name.strip())
    "".encode(found.name)  # raises LookupError for codecs that are not text encodings (base64, rot13)
    return found.name


def declared_charset(data: bytes) -> str | None:
    """The codec that an HTML page declares in `<meta charset>`, `<meta http-equiv>` or an XML declaration, as browsers read it."""
    head = data[:_PRESCAN_BYTES]
    found = _META.search(_COMMENT.sub(b"", head)) or _XML.search(head)
    if not found:
        return None
    try:
        name = _lookup(found.group(1).decode("ascii", "replace"))
    except (LookupError, ValueError):
        return None
    return _AS_BROWSERS.get(name, name)


def coding_of(data: bytes, *, encoding: str | None = None, html: bool = False) -> Coding:
    """The coding of a file that starts with `data`; nothing is decoded yet.

    Raises:
        ConfigError: `encoding` is not a known text encoding.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Coding(name, bom)
    if encoding is not None and encoding != "auto":
        name = codec_name(encoding)
        if name in ("utf-16", "utf-32"):  # asked for without a mark: little-endian, as the WHATWG standard has it
            name += "-le"
        return Coding("utf-8" if name == "utf-8-sig" else name)
    return Coding((html and declared_charset(data)) or "utf-8")


def decode_part(data: bytes, coding: Coding, *, path: str | None = None, line: int = 1) -> str:
    """Text of bytes that start at the given line, after the byte order mark.

    Raises:
        InputError: undecodable or binary data, a NUL, or an encoding that would not give the same bytes back; names the line.
    """
    for start, what in _BINARY_STARTS:
        if line == 1 and data.startswith(start):
            raise InputError(f"binary data ({what})", "extract its text first", path=path, line=1)
    wide = coding.name.startswith(("utf-16", "utf-32"))
    if not wide and (at := data.find(b"\0")) >= 0:
        raise InputError(
            "a NUL byte: binary data, or UTF-16 without a byte order mark",
            "give a text file, or name the encoding, for example --encoding utf-16",
            path=path,
            line=line + _byte_lines(data[:at]),
        )
    try:
        text = data.decode(coding.name)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        lines = count_lines(before.decode(coding.name, "ignore")) if wide else _byte_lines(before)
        what = f"byte 0x{data[error.start]:02X} is not valid {coding.name}"
        raise InputError(what, _HINT, path=path, line=line + lines) from None
    if wide and (at := text.find("\0")) >= 0:
        raise InputError("a NUL character: binary data", "give a text file", path=path, line=line + count_lines(text[:at]))
    if coding.name != "utf-8" and not wide and text.encode(coding.name, "replace") != data:
        raise InputError(
            f"{coding.name} text that cannot be written back byte for byte", "convert it to UTF-8", path=path, line=line
        )
    return text


def decode(data: bytes, *, path: str | None = None, encoding: str | None = None, html: bool = False) -> tuple[str, Coding]:
    """Text and coding of a whole file; line ends and inner marks stay as they are.

    Raises:
        InputError: as `decode_part`.
        ConfigError: as `coding_of`.
    """
    coding = coding_of(data, encoding=encoding, html=html)
    return decode_part(data[len(coding.bom) :], coding, path=path), coding


def _byte_lines(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
