"""XML cut into tokens with positions, by expat: nothing is expanded, fetched or built, and no tree is kept.

A document type with declarations of its own, and every entity but the five of XML, is refused: that is what entity bombs and external
entities are made of. A document type that only names an external file is passed over; the file is never fetched. Source: XML 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple
from xml.parsers import expat

from tanqih.errors import ConfigError, InputError
from tanqih.formats.encoding import UTF8, Coding, codec_name, coding_of, decode_part
from tanqih.formats.files import check_length

_CHUNK = 64 * 1024
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]+)""")
_NO_ENTITIES = "entities are not read (they can swallow memory and fetch files), write the characters themselves"


class Token(NamedTuple):
    """A piece of the text: `start` and `end` are code points from the start of the file (after a byte order mark).

    Attributes:
        kind: "start", "end", "text" (characters, references, line ends), "cdata" and "cdata-end" (the marks of a section), "comment",
            "other" (declarations, processing instructions, white space outside the root).
        name: of an element, "namespace local" or "local".
        attributes: of a start tag, by "namespace local" or "local".
        text: what a text token stands for.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = {}
    text: str = ""


class XmlSource:
    """The tokens of a file, and its text as far as it has not been taken.

    Attributes:
        coding: how the file is encoded; known from the first token on.
        base: code points that have been taken; the text in hand starts there.
        line, column: 1-based place of `base` in the file.
    """

    def __init__(self, stream: BinaryIO, path: str | None, encoding: str | None, limit: int) -> None:
        self._stream, self._path, self._encoding, self._limit = stream, path, encoding, limit
        self.coding: Coding = UTF8
        self.base, self.line, self.column = 0, 1, 1
        self._held: list[str] = []  # the text that has not been taken, in parts

    def error(self, what: str, hint: str = "", *, line: int) -> InputError:
        """An error at a line of this file."""
        return InputError(what, hint, path=self._path, line=line)

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset that has not been taken."""
        return self.line + self._text().count("\n", 0, offset - self.base)

    def _text(self) -> str:
        """All text in hand; joined only when asked for, so that a long document costs no more than its length."""
        if len(self._held) != 1:
            self._held = ["".join(self._held)]
        return self._held[0]

    def take(self, end: int) -> str:
        """The text from `base` up to an offset, which becomes the base."""
        text = self._text()
        taken, self._held = text[: end - self.base], [text[end - self.base :]]
        feeds = taken.count("\n")
        self.column = end - self.base - taken.rfind("\n") if feeds else self.column + len(taken)
        self.line += feeds
        self.base = end
        return taken

    def rest(self) -> str:
        """All text in hand."""
        return self.take(self.base + len(self._text()))

    def tokens(self) -> Iterator[Token]:
        """The tokens of the file, without gaps; none when it holds nothing but white space.

        Raises:
            InputError: not well-formed, not text in its encoding, a document type with declarations, an entity; names the line.
            ConfigError: an unknown encoding was asked for.
        """
        parser: _Parser | None = None
        for text in self._parts():
            self._held.append(text)
            if parser:
                yield from parser.feed(text)
            elif text.strip():
                parser = _Parser(self)
                yield from parser.feed(self._text())
        if parser:
            yield from parser.finish()

    def _parts(self) -> Iterator[str]:
        """The decoded text in parts that end with a line."""
        line = 1
        data = self._part()
        self.coding = self._coding_of(data)
        if self.coding.name.startswith(("utf-16", "utf-32")):  # a line feed is not one byte here
            data += self._stream.read()
        data = data[len(self.coding.bom) :]
        while data:
            yield decode_part(data, self.coding, path=self._path, line=line)
            line += data.count(b"\n")
            data = self._part()

    def _part(self) -> bytes:
        data = self._stream.read(_CHUNK)
        if data and not data.endswith(b"\n"):
            more = self._stream.readline(self._limit + 1)
            check_length(more, self._limit, self._path, 1)
            data += more
        return data

    def _coding_of(self, data: bytes) -> Coding:
        found = _DECLARED.search(data)
        declared = found.group(1).decode("ascii", "replace") if found else None
        if declared and not self._encoding:
            try:
                codec_name(declared)
            except ConfigError:
                what = f"the XML declaration names an unknown encoding {declared!r}"
                raise self.error(what, "say what it is with --encoding", line=1) from None
        return coding_of(data, encoding=self._encoding or declared)


class _Parser:
    """An expat parser that records where each event begins; an event ends where the next one begins."""

    def __init__(self, source: XmlSource) -> None:
        self._source = source
        self._bytes = b""  # UTF-8 from `_byte` on
        self._byte = self._char = 0  # the last place that was mapped, in bytes and code points
        self._events: list[tuple[int, str, str, Mapping[str, str], str]] = []
        self._waiting: Token | None = None
        self._expat = expat.ParserCreate("utf-8", " ")
        self._listen()

    def _listen(self) -> None:
        parser: Any = self._expat

        def noted(kind: str) -> Callable[..., None]:
            return lambda *_: self._note(kind)

        parser.StartElementHandler = lambda name, attributes: self._note("start", name, attributes)
        parser.EndElementHandler = lambda name: self._note("end", name)
        parser.CharacterDataHandler = lambda text: self._note("text", text=text)
        parser.StartCdataSectionHandler, parser.EndCdataSectionHandler = noted("cdata"), noted("cdata-end")
        parser.CommentHandler = lambda text: self._note("comment", text=text)
        parser.XmlDeclHandler = parser.ProcessingInstructionHandler = parser.DefaultHandler = noted("other")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._entity

    def _note(self, kind: str, name: str = "", attributes: Mapping[str, str] | None = None, text: str = "") -> None:
        self._events.append((self._expat.CurrentByteIndex, kind, name, attributes or {}, text))

    def _doctype(self, name: str, system: str | None, public: str | None, has_declarations: int) -> None:
        if has_declarations:
            raise self._source.error(
                "the document type declares things of its own (between [ and ])", _NO_ENTITIES, line=self._expat.CurrentLineNumber
            )
        self._note("other", name, {}, system or public or "")

    def _entity(self, name: str, is_parameter: bool) -> None:
        sign = "%" if is_parameter else "&"
        raise self._source.error(
            f"{sign}{name}; is not one of the five entities of XML", _NO_ENTITIES, line=self._expat.CurrentLineNumber
        )

    def feed(self, text: str) -> Iterator[Token]:
        """Parse a part; its tokens but the last one, whose end is not known yet."""
        data = text.encode()
        self._bytes += data
        self._parse(data, final=False)
        yield from self._tokens()

    def finish(self) -> Iterator[Token]:
        """Parse the end; the remaining tokens."""
        self._parse(b"", final=True)
        yield from self._tokens()
        if self._waiting:
            yield self._waiting._replace(end=self._char + len(self._bytes.decode()))

    def _parse(self, data: bytes, *, final: bool) -> None:
        try:
            self._expat.Parse(data, final)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            hint = _NO_ENTITIES if "entity" in what else "mend it with an XML editor; nothing was written"
            raise self._source.error(f"not well-formed XML: {what}", hint, line=error.lineno) from None

    def _tokens(self) -> Iterator[Token]:
        done = 0
        start = self._byte
        for byte, kind, name, attributes, text in self._events:
            self._char += len(self._bytes[done : done + byte - start].decode())
            done, start = done + byte - start, byte
            if self._waiting:
                yield self._waiting._replace(end=self._char)
            self._waiting = Token(kind, self._char, self._char, name, attributes, text)
        self._bytes, self._byte = self._bytes[done:], start
        self._events.clear()
