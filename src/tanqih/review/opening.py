"""From the arguments of `tanqih review` to a session: read the files, open the store, set up the checker. No screen."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from tanqih import formats
from tanqih.align import paired
from tanqih.commands.ignores import IgnoringChecker
from tanqih.commands.ignores import load as load_ignores
from tanqih.commands.paths import STDIN, relative
from tanqih.config import Config
from tanqih.document import Document
from tanqih.errors import ConfigError, InputError
from tanqih.formats.files import open_input, reading
from tanqih.review.article import Check
from tanqih.review.database import default_store
from tanqih.review.exchange import Foreign, names_for
from tanqih.review.files import digest_of, known
from tanqih.review.house import with_own_glossary
from tanqih.review.late import LateCheck
from tanqih.review.session import Session
from tanqih.review.store import Store

UNPAIRED = "some of the Arabic could not be paired with the English, so it is not shown"


@dataclass(frozen=True, slots=True)
class Container:
    """An input file.

    Attributes:
        path: as it was given.
        digest: of the bytes that are reviewed: the file's own, or those it had before a review was written into it.
        documents: half-open range of its documents in the session's queue.
        options: what it was read with.
    """

    path: str
    digest: str
    documents: tuple[int, int]
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opening:
    """A session, the files that its documents came from, the settings, and the check whose model comes later, if there is one."""

    session: Session
    containers: tuple[Container, ...]
    config: Config
    late: LateCheck | None = None


def open_review(
    paths: Iterable[str | PathLike[str]],
    config: Config,
    *,
    store: str | PathLike[str] | None = None,
    source: str | None = None,
    read_options: Mapping[str, Any] | None = None,
    claim: bool = False,
    decisions: Sequence[Foreign] = (),
    late: bool = False,
) -> Opening:
    """Read files for a review; nothing is written but the store.

    Args:
        paths: files, in the order of the review.
        config: settings of the checker.
        store: file for the decisions; default as `default_store`.
        source: Arabic text of the one document.
        read_options: options of `tanqih.formats.read`.
        claim: keep other reviews from these files until the store is closed.
        decisions: to take in before the review begins.
        late: begin without the model; somebody loads it meanwhile (`Opening.late`).

    Raises:
        InputError: a file or the store cannot be read, or a file is under review already. ConfigError: unknown options, or a source
            for several documents.
    """
    config = with_own_glossary(config)
    names = [fspath(path) for path in paths]
    if STDIN in names:
        raise InputError("a review needs the keyboard, so the text cannot come from standard input", "name a file")
    contents = [read_bytes(path) for path in names]
    ignores = load_ignores(config)
    coming = LateCheck(config, ignores) if late and config.has_model else None
    check = coming.check if coming else IgnoringChecker(config, ignores).check
    kept = Store(fspath(store or default_store()))
    try:
        if claim:
            kept.claim(names)
        called = names_for(names, decisions) if decisions else {}
        documents, containers = _documents(kept, dict(zip(names, contents, strict=True)), called, config, read_options or {})
        for one in decisions:
            for path in (path for path, name in called.items() if name == one.file):
                kept.take_in(path, one.document, one.text, one.entries)
        if source is not None:
            if len(documents) > 1:
                raise ConfigError(f"a source goes with one text, not with {len(documents)}")
            documents = [documents[0].with_source(source)]
        documents = [paired(document) for document in documents]
        session = Session(documents, check, kept, min_confidence=config.min_confidence, private=config.private)
    except BaseException:
        kept.close()
        raise
    if any(document.source is not None for document in documents):
        session.queue.notes.append(UNPAIRED)
    return Opening(session, tuple(containers), config, coming)


def _documents(
    store: Store, contents: Mapping[str, bytes], called: Mapping[str, str], config: Config, read_options: Mapping[str, Any]
) -> tuple[list[Document], list[Container]]:
    """The documents of files, by path, and where each file's are; `called` are ids for files that go by another one than their path."""
    documents: list[Document] = []
    containers: list[Container] = []
    base = config.folder or Path.cwd()
    given = {option: value for option, value in read_options.items() if value is not None}
    with store.transaction():
        for path, data in contents.items():
            file = known(store, path, data, called.get(path) or relative(path, base))
            options = {"id": file.name, **given}
            reviewed = data if file.base is None else file.base
            first = len(documents)
            documents.extend(documents_of(reviewed, path, options))
            containers.append(Container(path, digest_of(reviewed), (first, len(documents)), options))
        if not documents:
            raise InputError("no text to review", "name a file with text")
    return documents, containers


def another_checker(config: Config) -> Check:
    """A check of its own for another thread: the prefilter of one checker must not be used by two at a time."""
    return IgnoringChecker(config, load_ignores(config)).check


def read_bytes(path: str) -> bytes:
    """The bytes of a file; InputError when it cannot be read."""
    with open_input(path) as stream, reading(path):
        return stream.read()


def documents_of(data: bytes, path: str, options: Mapping[str, Any]) -> list[Document]:
    """The documents in the bytes of a file."""
    return list(formats.read(io.BytesIO(data), path=path, **options))
