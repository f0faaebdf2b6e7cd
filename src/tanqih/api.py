"""The functions of the public API, on top of the parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from tanqih.check import Checker
from tanqih.config import load, merged
from tanqih.document import Document
from tanqih.fix import Fixed, fix_document
from tanqih.formats import reread
from tanqih.formats.plain import document_from_text, text_of
from tanqih.issue import Report

__all__ = ["Checker", "check", "fix", "read", "write"]


@lru_cache(maxsize=16)
def _checker(profile: str | None, model: str | None) -> Checker:
    return Checker(merged(load(), profile=profile, model=model))


def check(text: str | Document, source: str | None = None, *, profile: str | None = None, model: str | None = None) -> Report:
    """Find what is broken in a text.

    Args:
        text: plain text, or a Document from `read`.
        source: the Arabic, paired paragraph by paragraph when the counts agree, else aligned by sentence; what is not sure stays
            unpaired.
        profile: "preserve" or "wire"; None: as configured. The configuration is read once per process.
        model: "off", "embedded", a path or a name; None: as configured.

    Returns:
        A Report with the issues of confidence 0.1 and up; `issue.offset` indexes `text` when it is a `str`.

    Raises:
        ConfigError: an unknown profile, or a configuration file that is wrong.
        InputError: text and source are swapped: the text is Arabic, and the source is not.
    """
    return _checker(profile, model).check(_document(text, source))


def fix(
    text: str | Document,
    level: str = "safe",
    source: str | None = None,
    *,
    profile: str | None = None,
    model: str | None = None,
) -> Fixed:
    """Mend a text: apply every `safe` suggestion, or with level "review" also the first suggestion of every review issue of
    confidence >= 0.5.

    Returns:
        A `Fixed` with `.text`, `.applied` and `.remaining`.

    Raises:
        ValueError: an unknown level.
        ConfigError: as for `check`.
    """
    document = _document(text, source)
    render = text_of if isinstance(text, str) else None
    again = reread if document.skeleton is not None else None
    return fix_document(_checker(profile, model), document, level, render=render, reread=again)


def _document(text: str | Document, source: str | None) -> Document:
    document = document_from_text(text) if isinstance(text, str) else text
    document = document.with_source(source) if source else document
    if document.source is None and not any(segment.source for segment in document.segments):
        return document
    from tanqih.align import paired

    return paired(document)


def read(path: str | Path, **options: Any) -> Iterator[Document]:
    """Documents of a file, one at a time; see `tanqih.formats.read` for the options of each format."""
    from tanqih import formats

    return formats.read(path, **options)


def write(documents: Iterable[Document], path: str | Path) -> None:
    """Write documents back in the format they were read from; see `tanqih.formats.write`."""
    from tanqih import formats

    formats.write(documents, path)
