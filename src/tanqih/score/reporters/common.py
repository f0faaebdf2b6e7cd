"""What the reporters share: which issues they show, how files are named, and text that is safe to put into a report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tanqih.commands.output import as_json
from tanqih.commands.paths import relative
from tanqih.commands.terminal import one_line, visible
from tanqih.issue import Severity
from tanqih.score.result import CorpusScore, DocumentScore, ScoredIssue

__all__ = ["SEVERITIES", "as_json", "counted", "file_name", "number", "one_line", "shown", "title", "uri", "visible"]

SEVERITIES = tuple(sorted(Severity, reverse=True))
"""Worst first."""
NAMELESS = "<text>"


def shown(corpus: CorpusScore) -> Iterator[ScoredIssue]:
    """All issues in the order of the input, those that are set aside among them, then those that are gone."""
    for document in corpus.documents:
        yield from document.issues
    yield from corpus.absent


def counted(document: DocumentScore) -> Iterator[ScoredIssue]:
    """The issues of a document that count: neither set aside nor gone."""
    return (scored for scored in document.issues if scored.counts)


def file_name(path: str | None) -> str:
    """What a file is called in a report: from the working directory down with forward slashes, the whole path elsewhere."""
    if path is None or path.startswith("<"):
        return path or NAMELESS
    return relative(path, Path.cwd())


def uri(path: str | None) -> str:
    """The file as a URI reference (RFC 3986): relative below the working directory, else a `file:` URI."""
    name = file_name(path)
    quoted = quote(name.encode("utf-8", "surrogateescape"))
    # A first part with a colon would be read as a scheme: `quote` has escaped it.
    return f"file://{'' if quoted.startswith('/') else '/'}{quoted}" if Path(name).is_absolute() else quoted


def title(document: DocumentScore) -> str:
    """A name for a document: its file, and its id where a file holds several."""
    name = file_name(document.path) if document.path else document.id
    return f"{name} ({document.id})" if document.record and document.path and not document.id.startswith(name) else name


def number(value: float) -> str:
    """A score or a count of points for people: one decimal."""
    return f"{value:,.1f}"
