"""From the arguments of `tanqih review` to a session: read the files, open the store, set up the checker. No screen."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from tanqih import formats
from tanqih.commands.ignores import IgnoringChecker
from tanqih.commands.ignores import load as load_ignores
from tanqih.commands.paths import STDIN, relative
from tanqih.config import Config
from tanqih.document import Document
from tanqih.errors import ConfigError, InputError
from tanqih.formats.files import open_input
from tanqih.review.session import Session
from tanqih.review.store import DEFAULT_STORE, Store


@dataclass(frozen=True, slots=True)
class Container:
    """An input file.

    Attributes:
        path: as it was given.
        digest: of its bytes when it was read.
        documents: half-open range of its documents in the session's queue.
        options: what it was read with.
    """

    path: str
    digest: str
    documents: tuple[int, int]
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opening:
    """A session and the files that its documents came from."""

    session: Session
    containers: tuple[Container, ...]


def open_review(
    paths: Iterable[str | PathLike[str]],
    config: Config,
    *,
    store: str | PathLike[str] | None = None,
    source: str | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> Opening:
    """Read files for a review; nothing is written but the store.

    Args:
        paths: files, in the order of the review.
        config: settings of the checker.
        store: file for the decisions; default `.tanqih/review.db` in the working folder.
        source: Arabic text of the one document.
        read_options: options of `tanqih.formats.read`.

    Raises:
        InputError: a file or the store cannot be read. ConfigError: unknown options, or a source for several documents.
    """
    documents: list[Document] = []
    containers: list[Container] = []
    base = config.folder or Path.cwd()
    for path in [fspath(path) for path in paths]:
        if path == STDIN:
            raise InputError("a review needs the keyboard, so the text cannot come from standard input", "name a file")
        options = {"id": relative(path, base), **{k: v for k, v in (read_options or {}).items() if v is not None}}
        data = read_bytes(path)
        first = len(documents)
        documents.extend(documents_of(data, path, options))
        containers.append(Container(path, digest_of(data), (first, len(documents)), options))
    if not documents:
        raise InputError("no text to review", "name a file with text")
    if source is not None:
        if len(documents) > 1:
            raise ConfigError(f"a source goes with one text, not with {len(documents)}")
        documents = [documents[0].with_source(source)]
    checker = IgnoringChecker(config, load_ignores(config))
    unpaired = sum(document.source is not None for document in documents)
    session = Session(documents, checker.check, Store(fspath(store or DEFAULT_STORE)), min_confidence=config.min_confidence)
    if unpaired:
        session.queue.notes.append("the Arabic has another number of paragraphs than the English, so it is not shown")
    return Opening(session, tuple(containers))


def read_bytes(path: str) -> bytes:
    """The bytes of a file; InputError when it cannot be read."""
    with open_input(path) as stream:
        return stream.read()


def documents_of(data: bytes, path: str, options: Mapping[str, Any]) -> list[Document]:
    """The documents in the bytes of a file."""
    return list(formats.read(io.BytesIO(data), path=path, **options))


def digest_of(data: bytes) -> str:
    """Digest of bytes: 32 hex digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
