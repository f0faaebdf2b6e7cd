"""Accepted work for other tools: a translation memory (TMX 1.4, plain text) or triples of source, machine translation and post-edit.

Only segments whose text was changed are accepted work; what nobody touched was not looked at either, unless the caller says so.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from types import TracebackType
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from tanqih.document import Document, Segment
from tanqih.errors import ConfigError
from tanqih.formats.files import replace_file

KINDS = (".tmx", ".jsonl")
_SPOOL_BYTES, _PART = 1024 * 1024, 64 * 1024
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    '<header creationtool="tanqih" creationtoolversion="1" segtype="paragraph" o-tmf="tanqih" adminlang="en" srclang="*all*" '
    'datatype="plaintext"/>\n<body>\n'
)
_TAIL = "</body>\n</tmx>\n"


class Export:
    """Collects accepted work and writes it in one step. Use it as a context manager, or call `close`."""

    def __init__(self, path: str) -> None:
        """Args:
        path: ends with ".tmx" or ".jsonl".

        Raises:
            ConfigError: it does not.
        """
        self._kind = PurePath(path).suffix.lower()
        if self._kind not in KINDS:
            raise ConfigError(f"{path}: accepted work is exported as {' or '.join(KINDS)}; name such a file")
        self.path = path
        self.written = 0
        """Number of segments so far."""
        self._spool: IO[bytes] = tempfile.SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115 - closed by `close`

    def __enter__(self) -> Export:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what was collected."""
        self._spool.close()

    def add(self, before: Document, after: Document, *, every: bool = False) -> None:
        """Take in one document.

        Args:
            before: as it was read.
            after: with the accepted edits; its segments have the same indexes.
            every: True to take segments without a change as well, for a document that was read to its end.

        A translation memory takes only segments with Arabic, and none that lost all their text.
        """
        edited = {segment.index: segment for segment in after.segments}
        for segment in before.segments:
            new = edited.get(segment.index, segment)
            if not every and new.target == segment.target:
                continue
            text = _triple(before, segment, new) if self._kind == ".jsonl" else _unit(before, segment, new)
            if text:
                self._spool.write(text.encode("utf-8"))
                self.written += 1

    def write(self) -> None:
        """Write the file through a temporary one; InputError when its place cannot be written."""
        replace_file(self.path, self._parts())

    def _parts(self) -> Iterator[bytes]:
        if self._kind == ".tmx":
            yield _HEAD.encode()
        self._spool.seek(0)
        while part := self._spool.read(_PART):
            yield part
        self._spool.seek(0, 2)
        if self._kind == ".tmx":
            yield _TAIL.encode()


def export(pairs: Iterable[tuple[Document, Document]], path: str, *, every: bool = False) -> int:
    """Export accepted work.

    Args:
        pairs: documents as they were read and with the accepted edits.
        path: ends with ".tmx" or ".jsonl".
        every: as for `Export.add`.

    Returns:
        The number of segments in the file.

    Raises:
        ConfigError: another ending.
        InputError: the place cannot be written; then nothing has changed.
    """
    with Export(path) as out:
        for before, after in pairs:
            out.add(before, after, every=every)
        out.write()
        return out.written


def _triple(document: Document, before: Segment, after: Segment) -> str:
    """A line of JSON."""
    values = {
        "document": document.id,
        "segment": before.index,
        "source": before.source,
        "mt": before.target,
        "post_edit": after.target,
    }
    line = json.dumps(values, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate
        line = json.dumps(values)
    return line + "\n"


def _unit(document: Document, before: Segment, after: Segment) -> str:
    """A `tu`; "" for a segment without Arabic or without text."""
    if not before.source or not after.target.strip():
        return ""
    source, target = document.languages
    return (
        f"<tu tuid={quoteattr(_legal(f'{document.id}#{before.index}'))}>\n"
        f'<prop type="x-mt">{_text(before.target)}</prop>\n'
        f"<tuv xml:lang={quoteattr(source)}><seg>{_text(before.source)}</seg></tuv>\n"
        f"<tuv xml:lang={quoteattr(target)}><seg>{_text(after.target)}</seg></tuv>\n</tu>\n"
    )


def _legal(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(text: str) -> str:
    return escape(_legal(text), {"\r": "&#13;", "\n": "&#10;"})
