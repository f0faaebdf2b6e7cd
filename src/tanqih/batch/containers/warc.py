"""Web archives: pages in, JSON Lines of `url`, `date` (of the crawl) and `text` out.

Pages that were answered with 200 and are HTML are records; so are texts that somebody took out of pages before (WET files). All else
is passed over and counted. Sources: ISO 28500 (WARC 1.1); RFC 9112 (HTTP/1.1 messages).
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tanqih.batch.containers.base import Streamed
from tanqih.batch.containers.inputs import Inputs
from tanqih.batch.containers.sinks import StreamSink, sink_of
from tanqih.batch.containers.sound import sound
from tanqih.batch.containers.streams import Piece, opened, over
from tanqih.batch.records import EXTRA_FIELD, KEPT_OF_OVERSIZE, MAX_RECORD, BadRecord, Fields, Opening, Record, Replacement
from tanqih.errors import ConfigError, MissingExtraError
from tanqih.formats.encoding import codec_name, declared_charset

_LONGEST_HEAD = 256 * 1024
_LONGEST_LINE = 64 * 1024
_BLOCK = 1024 * 1024
_START = b"WARC/"
_FIELD = re.compile(rb"(?im)^([!-9;-~]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_CONTENT_TYPE = re.compile(rb"(?i)\ncontent-type[ \t]*:[ \t]*([^\s;]*)")
_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([^\s\"';]+)")
_PAGES = (b"text/html", b"application/xhtml+xml")


def fields_of_head(head: bytes) -> dict[str, str]:
    """The named fields of a record's head, names in lower case."""
    return {name.decode("ascii").lower(): value.decode("utf-8", "replace") for name, value in _FIELD.findall(head)}


class WarcContainer(Streamed):
    """Web archives.

    Raises:
        InputError: a file that cannot be read.
        MissingExtraError: warcio or trafilatura is not installed.
    """

    def __init__(self, inputs: Inputs, opening: Opening, kept: bytes = b"") -> None:
        super().__init__(inputs, opening, kept)
        _libraries()
        self._packings: dict[str, str | None] = {}
        for file in self.files:
            found = opened(file, None, kept, sample=True)
            with found.stream:
                self._packings[file.name] = found.packing

    def codec(self) -> WarcCodec:
        """What takes the text out of pages."""
        return WarcCodec(self.opening.max_record)

    def sink(self) -> StreamSink:
        """JSON Lines."""
        return sink_of([file.name for file in self.files], "jsonl", self.opening, self._packings, many=self.inputs.many)

    def describe(self) -> str:
        """What is read, in one line."""
        return f"{self.about()}; the article of each page, written as JSON Lines with url, date and text"

    def _cut(self, stream: io.BufferedReader, line: int, name: str, *, first: bool) -> Iterator[Piece]:  # noqa: ARG002
        archive = _Archive(stream)
        passed = 0  # bytes between the last piece and the next
        while raw := archive.line():
            if not raw.strip():
                passed += len(raw)
                continue
            piece = self._piece(archive, raw, line)
            line += 1
            if piece.header:  # something that is no page
                passed += piece.length
                continue
            yield piece._replace(length=piece.length + passed)
            passed = 0

    def _piece(self, archive: _Archive, first: bytes, line: int) -> Piece:
        """One record of the archive, by its first line; a header stands for one that was passed over."""
        if not first.startswith(_START):
            return archive.until_next(first, line, "bytes that are no WARC record")
        head = [first]
        while (more := archive.line()).strip():
            head.append(more)
            if sum(map(len, head)) > _LONGEST_HEAD:
                return archive.until_next(b"".join(head), line, "a WARC record whose head never ends")
        raw = b"".join((*head, more))
        fields = fields_of_head(raw)
        length = fields.get("content-length", "")
        if not more or not length.isdecimal():
            why = "a WARC record without Content-Length" if more else "a WARC record that is cut off"
            return archive.until_next(raw, line, why)
        size, limit = int(length), self.opening.max_record
        kind = fields.get("warc-type", "").lower()
        if kind not in ("response", "resource", "conversion"):
            self._skipped[f"WARC records: {kind or 'of no type'}"] += 1
            return Piece(b"", len(raw) + archive.skip(size), line, header=True)
        if size > limit:
            start = archive.read(KEPT_OF_OVERSIZE)
            whole = len(raw) + len(start) + archive.skip(size - len(start))
            return Piece(raw + start, whole, line, bad=over(size, limit), size=whole)
        body = archive.read(size)
        if len(body) < size:
            return Piece(raw + body, len(raw) + len(body), line, bad="a WARC record that is cut off")
        if reason := _no_page(kind, fields.get("content-type", ""), body):
            self._skipped[f"pages: {reason}"] += 1
            return Piece(b"", len(raw) + size, line, header=True)
        return Piece(raw + body, len(raw) + size, line)


def _no_page(kind: str, content_type: str, body: bytes) -> str:
    """Why a record holds no page, "" when it does."""
    if kind == "conversion":
        return "" if content_type.startswith("text/plain") else "not HTML"
    if kind == "resource":
        return "" if content_type.lower().startswith(("text/html", "application/xhtml+xml")) else "not HTML"
    status = _STATUS.match(body)
    if not status:
        return "no HTTP answer"
    if status.group(1) != b"200":
        return f"status {status.group(1)[:1].decode()}xx" if status.group(1)[:1] != b"2" else "status 2xx other than 200"
    end = body.find(b"\r\n\r\n", 0, _LONGEST_HEAD)
    found = _CONTENT_TYPE.search(body, 0, end if end >= 0 else _LONGEST_HEAD)
    return "" if found and found.group(1).lower() in _PAGES else "not HTML"


class _Archive:
    """A stream of records from which a line can be put back."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._ahead = b""

    def line(self) -> bytes:
        """The next line, or as much of it as is taken at once."""
        line, self._ahead = self._ahead or self._stream.readline(_LONGEST_LINE), b""
        return line

    def read(self, size: int) -> bytes:
        """Bytes behind a head."""
        return self._stream.read(size)

    def skip(self, size: int) -> int:
        """Read over bytes; how many there were."""
        left = size
        while left > 0 and (data := self._stream.read(min(left, _BLOCK))):
            left -= len(data)
        return size - left

    def until_next(self, raw: bytes, line: int, why: str) -> Piece:
        """What is no record, up to where the next one begins."""
        size, kept = len(raw), [raw[:KEPT_OF_OVERSIZE]]
        room = KEPT_OF_OVERSIZE - len(kept[0])
        while (more := self.line()) and not more.startswith(_START):
            size += len(more)
            kept.append(more[:room])
            room -= len(kept[-1])
        self._ahead = more
        found = b"".join(kept)
        return Piece(found, size, line, bad=why, size=size if len(found) < size else 0)


@dataclass(frozen=True)
class WarcCodec:
    """Takes the article out of pages and renders it as a line of JSON.

    Attributes:
        limit: bytes of the longest page, unpacked.
    """

    limit: int = MAX_RECORD
    exact: bool = False
    annotates: bool = True

    def parse(self, record: Record) -> Fields:
        """The article of a page, its paragraphs as lines; "" when it holds none. `BadRecord` as `Codec.parse`."""
        head, body = _parted(record.raw)
        url = head.get("warc-target-uri", "").strip("<>")
        if head.get("warc-type", "").lower() == "conversion":
            try:
                return Fields(sound(body.decode(), "text").strip(), None, url)
            except UnicodeDecodeError as error:
                raise BadRecord(
                    f"byte 0x{body[error.start]:02X} at byte {error.start + 1} of the text is not valid utf-8"
                ) from None
        page, charset = self._page(record.raw)
        return Fields(sound(article(_decoded(page, charset), url), "text"), None, url)

    def render(
        self,
        record: Record,
        text: str,
        extra: Mapping[str, Any] | None = None,
        edits: Sequence[Replacement] | None = None,  # noqa: ARG002 - the text is written anew
    ) -> bytes:
        """A line of JSON; see `Codec.render`."""
        head, _ = _parted(record.raw)
        line: dict[str, Any] = {
            "url": head.get("warc-target-uri", "").strip("<>"),
            "date": head.get("warc-date", ""),
            "text": text,
        }
        if extra:
            line[EXTRA_FIELD] = dict(extra)
        return json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"

    def header(self, record: Record, *, annotated: bool) -> bytes:  # noqa: ARG002 - archives have nothing that lines keep
        """Nothing."""
        return b""

    def _page(self, raw: bytes) -> tuple[bytes, str]:
        """A page as the server sent it, unpacked, and the charset that it was sent with."""
        iterator, _ = _libraries()
        try:
            found = next(iter(iterator(io.BytesIO(raw))))
            page = found.content_stream().read(self.limit + 1)
        except StopIteration:
            raise BadRecord("no WARC record") from None
        except Exception as error:  # zlib.error, its own errors, ValueError: all mean that the page cannot be unpacked
            raise BadRecord(f"a page that cannot be unpacked ({type(error).__name__})") from None
        if len(page) > self.limit:
            raise BadRecord(over(len(page), self.limit))
        content_type = found.http_headers.get_header("Content-Type", "") if found.http_headers else ""
        charset = _CHARSET.search(content_type)
        return page, charset.group(1) if charset else ""


def _parted(raw: bytes) -> tuple[dict[str, str], bytes]:
    """Head and body of a raw record."""
    head, _, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw[:_LONGEST_HEAD] else raw.partition(b"\n\n")
    return fields_of_head(head), body


def _decoded(page: bytes, charset: str) -> str:
    """A page's text: by its byte order mark, the server's word, its own, UTF-8; else by trafilatura's guess."""
    if page.startswith((b"\xff\xfe", b"\xfe\xff")):
        return page.decode("utf-16", "replace")
    for name in (charset, declared_charset(page), "utf-8-sig"):
        with suppress(LookupError, UnicodeDecodeError, ConfigError):
            if name:
                return page.decode(codec_name(name))
    from trafilatura.utils import decode_file

    return str(decode_file(page))


def article(page: str, url: str = "") -> str:
    """The article of a page, its paragraphs as lines, "" when there is none."""
    _, extract = _libraries()
    return extract(page, url=url or None, include_comments=False, include_tables=False) or ""


def _libraries() -> tuple[Any, Any]:
    """What reads archives, and what takes articles out of pages."""
    try:
        from trafilatura import extract
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise MissingExtraError("reading web archives", "formats") from None
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # pages without an article are no news
    return ArchiveIterator, extract
