"""Formats: a registry, and reading and writing by extension or name.

A reader turns bytes into Documents one at a time; each carries what its writer needs to give the bytes back with nothing changed but
the edited words. Knows the nouns and the errors only; a format's module is imported when it is first used.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any, BinaryIO

from tanqih.document import Document
from tanqih.errors import ConfigError, InputError, nearest
from tanqih.formats.fields import Fields
from tanqih.formats.files import MAX_LINE_BYTES, open_input, reading, replace_file, whole


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    Attributes:
        name: what `--read-as` calls it.
        module: what reads and renders it.
        extensions: of its files.
        options: that its reader takes.
        delimiter: between the cells of a table, None where the reader finds out.
        searched: False for kinds that folders hold for many purposes (tables, message catalogues): those must be named.
    """

    name: str
    module: str
    extensions: tuple[str, ...]
    options: tuple[str, ...] = ()
    delimiter: str | None = None
    searched: bool = True


_FIELDS = ("text_field", "source_field", "id_field", "reference_field")
FORMATS = {
    kind.name: kind
    for kind in (
        Format("txt", "plain", (".txt", ".text")),
        Format("md", "markdown", (".md", ".markdown", ".mdown", ".mkd")),
        Format("html", "html", (".html", ".htm", ".xhtml")),
        Format("jsonl", "jsonl", (".jsonl", ".ndjson"), (*_FIELDS, "max_line_bytes")),
        Format("csv", "table", (".csv",), (*_FIELDS, "max_line_bytes"), searched=False),
        Format("tsv", "table", (".tsv", ".tab"), (*_FIELDS, "max_line_bytes"), "\t", searched=False),
        Format("xliff", "xliff", (".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff"), ("max_line_bytes",)),
        Format("tmx", "tmx", (".tmx",), ("text_field", "source_field", "max_line_bytes")),
        Format("po", "po", (".po",), ("max_line_bytes",), searched=False),
    )
}
EXTENSIONS = {extension: kind.name for kind in FORMATS.values() for extension in kind.extensions}
SEARCHED = tuple(extension for kind in FORMATS.values() if kind.searched for extension in kind.extensions)
"""Extensions of the files that are taken from a folder."""
_OPTIONS = ("encoding", "id", *(option for kind in FORMATS.values() for option in kind.options))


def format_of(path: str | os.PathLike[str], name: str | None = None) -> str:
    """The name of the format: `name` when given, else by the file's extension; text without an extension is "txt".

    Raises:
        ConfigError: no format is called `name`.
        InputError: the extension is unknown.
    """
    if name is not None:
        if name not in FORMATS:
            raise ConfigError(f"unknown format {name!r}{nearest(name, FORMATS)}; known: {', '.join(FORMATS)}")
        return name
    extension = PurePath(path).suffix.lower()
    if extension and extension not in EXTENSIONS:
        raise InputError(
            f"unknown file type {extension!r}", f"name its format, one of {', '.join(FORMATS)}", path=os.fspath(path)
        )
    return EXTENSIONS.get(extension, "txt")


def read(
    source: str | os.PathLike[str] | BinaryIO,
    *,
    format: str | None = None,  # noqa: A002
    path: str | None = None,
    **options: Any,
) -> Iterator[Document]:
    """Documents of a file, lazily and in order.

    Args:
        source: a path, or a binary stream, which stays open.
        format: a name from `FORMATS`; default by the extension of the path, "txt" for a stream without one.
        path: what a stream is called in ids and messages.
        options: `encoding`, `id`, `max_line_bytes`, and for records and tables `text_field`, `source_field`, `id_field`,
            `reference_field`; None is the default, and an option of another format does nothing.

    Raises:
        InputError: missing or unreadable file, bytes that are not text, a malformed record; on iteration, with file and line.
        ConfigError: an unknown format, option or encoding.
    """
    _check_options(options)
    if isinstance(source, (str, os.PathLike)):
        path = path or os.fspath(source)
        return _read_file(os.fspath(source), format_of(source, format), path, options)
    return _documents(source, format_of(path or "", format), path, options)


def read_bytes(data: bytes, format: str, *, path: str | None = None, **options: Any) -> Iterator[Document]:  # noqa: A002
    """Documents of bytes in a named format; see `read`."""
    return read(io.BytesIO(data), format=format, path=path, **options)


def write(documents: Iterable[Document], path: str | os.PathLike[str] | BinaryIO) -> None:
    """Write documents that were read from one container back, in the order they were read, each in the format it came from.

    A path is replaced at the end in one step, a link followed to its file, so it may be the file that is being read; a stream is
    written as the documents come.

    Raises:
        InputError: the place cannot be written, or an edit cannot be expressed in the file's encoding; then nothing has changed.
    """
    parts = map(render, documents)
    if isinstance(path, (str, os.PathLike)):
        replace_file(path, parts)
    else:
        path.writelines(parts)


def write_bytes(documents: Iterable[Document]) -> bytes:
    """The bytes that `write` would write."""
    return b"".join(map(render, documents))


def render(document: Document) -> bytes:
    """The bytes of one document (of one record in a container of many), with its edits; InputError as in `write`."""
    rendered: bytes = _module(document.skeleton.format).render(document)
    return rendered


def fields_of(document: Document) -> Fields | None:
    """Which fields of a record or columns of a table were read; None for formats without."""
    return getattr(document.skeleton, "fields", None) or None


def is_table(document: Document) -> bool:
    """True when the document was read from a table."""
    return document.skeleton is not None and FORMATS[document.skeleton.format].module == "table"


def reread(document: Document) -> Document:
    """The document as it would be read back from what would be written, so that a fixed point of edits is one of the file too.

    Keeps id, path, record and place names; a document with Arabic in it is returned as it is, since its pairing would be lost.
    """
    if document.source is not None or any(segment.source is not None for segment in document.segments):
        return document
    again: Document = _module(document.skeleton.format).reread(document)
    return again


def _module(name: str) -> Any:
    return import_module(f"tanqih.formats.{FORMATS[name].module}")


def _check_options(options: dict[str, Any]) -> None:
    for option in options:
        if option not in _OPTIONS:
            raise ConfigError(f"unknown option {option!r}{nearest(option, _OPTIONS)}; known: {', '.join(_OPTIONS)}")


def _documents(stream: BinaryIO, name: str, path: str | None, options: dict[str, Any]) -> Iterator[Document]:
    if "max_line_bytes" not in FORMATS[name].options:
        stream = whole(stream, options.get("max_line_bytes") or MAX_LINE_BYTES, path)
    known = {option: options[option] for option in ("encoding", "id", *FORMATS[name].options) if options.get(option) is not None}
    if FORMATS[name].delimiter:
        known["delimiter"] = FORMATS[name].delimiter
    yield from _module(name).read(stream, path=path, **known)


def _read_file(file: str, name: str, path: str, options: dict[str, Any]) -> Iterator[Document]:
    stream = open_input(file)
    with stream, reading(path):
        yield from _documents(stream, name, path, options)
