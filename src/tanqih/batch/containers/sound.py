"""What makes a record a bad one: bytes that are no text, characters that no text has."""

from __future__ import annotations

import re

from tanqih.batch.records import BadRecord
from tanqih.formats.encoding import Coding

SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(raw: bytes, coding: Coding) -> str:
    """The text of a record's bytes.

    Raises:
        BadRecord: bytes that the encoding does not have, a NUL, or text that would not be written back as it was.
    """
    wide = coding.name.startswith(("utf-16", "utf-32"))
    if not wide and (at := raw.find(b"\0")) >= 0:
        raise BadRecord(f"a NUL byte at byte {at + 1}")
    try:
        text = raw.decode(coding.name)
    except UnicodeDecodeError as error:
        raise BadRecord(f"byte 0x{raw[error.start]:02X} at byte {error.start + 1} is not valid {coding.name}") from None
    if wide and (at := text.find("\0")) >= 0:
        raise BadRecord(f"a NUL character at character {at + 1}")
    if coding.name != "utf-8" and not wide and text.encode(coding.name, "replace") != raw:
        raise BadRecord(f"{coding.name} text that cannot be written back byte for byte")
    return text


def sound(text: str, field: str) -> str:
    """The value of a field as it is.

    Raises:
        BadRecord: a NUL or an unpaired surrogate in it.
    """
    if (at := text.find("\0")) >= 0:
        raise BadRecord(f"a NUL character in field {field!r} at character {at + 1}")
    if not text.isascii() and (found := SURROGATE.search(text)):
        raise BadRecord(f"an unpaired surrogate U+{ord(found.group()):04X} in field {field!r} at character {found.start() + 1}")
    return text


def encoded(text: str, coding: Coding) -> bytes:
    """Bytes of a record's text.

    Raises:
        BadRecord: a character that the encoding lacks.
    """
    try:
        return text.encode(coding.name)
    except UnicodeEncodeError as error:
        raise BadRecord(f"the new text holds U+{ord(text[error.start]):04X}, which {coding.name} cannot express") from None
