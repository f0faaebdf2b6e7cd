"""PO (gettext message catalogues): one document per translated message, `msgstr` the English, `msgid` the Arabic.

Plural forms are segments of one document. Fuzzy messages are read like others, the flag stays; obsolete ones, the header, references,
contexts and comments come back byte for byte. Entries are read and written one at a time. Source: GNU gettext manual.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from tanqih.document import Anchor, Document, Segment, Span
from tanqih.errors import ConfigError, InputError
from tanqih.formats.encoding import Coding, codec_name
from tanqih.formats.fields import Fields, is_arabic, part_of
from tanqih.formats.files import MAX_LINE_BYTES
from tanqih.formats.ignores import Ignores
from tanqih.formats.plain import PlainText, document_from_text, text_changes
from tanqih.formats.polines import Entry, PoString, entries, escaped
from tanqih.formats.protect import merged
from tanqih.formats.streams import encoded, raw_lines

_HEAD = 16 * 1024
_CHARSET = re.compile(rb"charset=([^\s\\\"]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]+)", re.MULTILINE)
_PLACEHOLDER = re.compile(r"%(?:\d+\$|\([^)]+\))?[-+#0 ]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlLqjzt]*[a-zA-Z%]|\{[^{}\s]*\}")


class Text(NamedTuple):
    """A `msgstr`: its characters' places in the entry, its segments, and the index of the first of them in the document."""

    string: PoString
    plain: PlainText
    first: int


class Message(NamedTuple):
    """Skeleton of a document: its entry with the skipped ones before it, the strings, the line on which the raw text begins."""

    raw: str
    texts: tuple[Text, ...]
    coding: Coding
    line: int = 1
    fields: Fields = Fields()

    @property
    def format(self) -> str:
        """Name of the format that renders it."""
        return "po"


class _Ahead:
    """A stream of which some lines have been read ahead."""

    def __init__(self, stream: BinaryIO) -> None:
        self.head = stream.read(_HEAD)
        self.head += stream.readline() if self.head and not self.head.endswith(b"\n") else b""
        self._first, self._rest = io.BytesIO(self.head), stream

    def readline(self, size: int = -1, /) -> bytes:
        """A line."""
        return self._first.readline(size) or self._rest.readline(size)

    def read(self, size: int = -1, /) -> bytes:
        """All, for only wide encodings are not read by lines."""
        return self._first.read() + self._rest.read(size)


def read(
    stream: BinaryIO,
    *,
    path: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
    max_line_bytes: int = MAX_LINE_BYTES,
) -> Iterator[Document]:
    """One document per translated message, lazily; a file without any gives one document without segments.

    Args:
        stream: binary; read line by line.
        path: name of the file, for ids and messages.
        encoding: overrides the charset that the header names; a byte order mark overrides it.
        id: stands for the path in the ids, which end with the number of the message.
        max_line_bytes: longest line that is read.

    Raises:
        InputError: a line that is not PO, a wrong quotation mark, a catalogue in another language than English; names the line.
    """
    ahead = _Ahead(stream)
    lines = raw_lines(ahead, path, encoding, max_line_bytes, declared=_declared(ahead.head))
    first = next(lines, None)
    coding = first.coding if first else Coding()
    numbered = ((line.number, line.text(path)) for line in ([first, *lines] if first else ()))
    ready: Document | None = None
    skipped = Message("", (), coding)
    number = 0
    english = False  # the header says so
    for entry in entries(numbered, path):
        number += "msgid" in entry.literals
        english = english or _header_is_english(entry, path)
        skipped = skipped._replace(raw=skipped.raw + entry.raw)
        name = f"{id or path or 'text'}:{number}"
        found = _document(entry, skipped, name, path, number, trusted=english)
        if found:
            if ready:
                yield ready
            ready = found
            skipped = Message("", (), coding._replace(bom=b""), entry.line + entry.raw.count("\n"))
    if ready:
        message: Message = ready.skeleton
        yield replace(ready, skeleton=message._replace(raw=message.raw + skipped.raw))
    else:
        yield Document(id or path or "text", (), path, skeleton=skipped)


def _declared(head: bytes) -> str | None:
    """The encoding that the header names, if it is one."""
    found = _CHARSET.search(head)
    name = found.group(1).decode("ascii", "replace") if found else ""
    try:
        codec_name(name)
    except ConfigError:  # the template's CHARSET
        return None
    return name


def _header_is_english(entry: Entry, path: str | None) -> bool:
    """True when an entry is a header that names English; InputError when it names another language."""
    if "msgctxt" in entry.literals or "msgid" not in entry.literals or entry.string("msgid").text:
        return False
    found = _LANGUAGE.search(entry.string("msgstr").text)
    if found and found.group(1).lower() not in ("en", "eng", "english"):
        line = entry.line_of(entry.string("msgstr").end)
        swapped = "the two sides are swapped, " if found.group(1).lower() in ("ar", "ara", "arabic") else ""
        what = f"a catalogue that translates into {found.group(1)!r}"
        raise InputError(what, f"{swapped}Tanqih reads translations into English", path=path, line=line)
    return found is not None


def _document(entry: Entry, skipped: Message, name: str, path: str | None, number: int, *, trusted: bool) -> Document | None:
    """The document of an entry; None when there is nothing to read in it."""
    if "msgid" not in entry.literals or not (entry.string("msgid").text or "msgctxt" in entry.literals):
        return None
    ignores = Ignores()
    for comment in entry.comments:
        ignores.comment(f"<!--{comment}-->")
    ignored = ignores.take()
    texts: list[Text] = []
    segments: list[Segment] = []
    unpaired: list[str] = []
    shift = len(skipped.raw) - len(entry.raw)
    for keyword in (keyword for keyword in entry.literals if keyword.startswith("msgstr")):
        string = entry.string(keyword)
        plural = "msgid_plural" in entry.literals and keyword != "msgstr[0]"
        source = entry.string("msgid_plural" if plural else "msgid").text
        if not trusted and is_arabic(string.text) and any(map(str.isalpha, source)) and not is_arabic(source):
            line = entry.line_of(entry.literals[keyword][0][0])
            hint = "the two sides seem to be swapped, Tanqih reads translations into English"
            raise InputError("the msgid is not Arabic, and the msgstr is", hint, path=path, line=line)
        part = document_from_text(string.text)
        if is_arabic(source):
            part = part.with_source(source)
            unpaired += [part.source] if part.source else []
        moved = string._replace(ranges=tuple((a + shift, b + shift) for a, b in string.ranges), end=string.end + shift)
        texts.append(Text(moved, part.skeleton, len(segments)))
        segments += (_segment(entry, string, segment, len(segments) + segment.index, ignored) for segment in part.segments)
    if not segments:
        return None
    left = "\n".join(unpaired) or None
    return Document(name, tuple(segments), path, number, source=left, skeleton=skipped._replace(texts=tuple(texts)))


def _segment(entry: Entry, string: PoString, segment: Segment, index: int, ignored: frozenset[str]) -> Segment:
    """A segment with its places in the file, and what stands for something put in later protected."""
    start = segment.offset or 0
    end = start + len(segment.target)
    anchors = []
    for at in range(start, end):
        # The column jumps behind every escape and at every new literal.
        if at == start or string.ranges[at][0] != string.ranges[at - 1][0] + 1:
            raw = string.ranges[at][0]
            anchors.append(Anchor(at - start, entry.line_of(raw), raw - entry.raw.rfind("\n", 0, raw)))
    protected = segment.protected
    if any(flag.endswith("-format") and not flag.startswith("no-") for flag in entry.flags):
        protected = merged([*protected, *(Span(*found.span()) for found in _PLACEHOLDER.finditer(segment.target))])
    return replace(segment, index=index, offset=None, anchors=tuple(anchors), protected=protected, ignored=ignored)


def render(document: Document) -> bytes:
    """The bytes of the entry, and of the skipped ones before it, with the edits of the segments.

    Raises:
        InputError: an edit holds a character that the encoding lacks.
    """
    message: Message = document.skeleton
    parts: list[str] = []
    at = 0
    for text in message.texts:
        for change in text_changes(part_of(document, text.first, text.plain), text.plain):
            start, end = text.string.raw(change.start, change.end)
            parts += (message.raw[at:start], escaped(change.text))
            at = end
    parts.append(message.raw[at:])
    return encoded("".join(parts), message.coding, document.path, message.line)


def reread(document: Document) -> Document:
    """The document as it is: its segments keep their places in the entry."""
    return document
