"""Reviewdog's RDFormat as one JSON object: diagnostics with ranges and suggestions, columns in bytes of UTF-8.

Sources: reviewdog, proto/rdf/reviewdog.proto and its JSON schema (`DiagnosticResult`). A suggestion of that format is one replacement of
one range; a suggestion with several places is left to SARIF and the language server.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tanqih.issue import Severity
from tanqih.score.reporters.common import as_json, counted, file_name, visible
from tanqih.score.result import CorpusScore, Place, ScoredIssue

SEVERITIES = {Severity.NEUTRAL: "INFO", Severity.MINOR: "WARNING", Severity.MAJOR: "ERROR", Severity.CRITICAL: "ERROR"}


def write(corpus: CorpusScore) -> Iterator[str]:
    """The result; only issues that count."""
    yield '{"source": {"name": "tanqih"}, "diagnostics": ['
    separator = "\n"
    for document in corpus.documents:
        for scored in counted(document):
            yield separator + as_json(_diagnostic(scored))
            separator = ",\n"
    yield "\n]}\n"


def _diagnostic(scored: ScoredIssue) -> dict[str, Any]:
    issue = scored.issue
    location: dict[str, Any] = {"path": file_name(scored.path)}
    if scored.start:
        location["range"] = _range(scored.start, scored.end or scored.start, scored.utf8)
    found: dict[str, Any] = {
        "message": visible(issue.message),
        "location": location,
        "severity": SEVERITIES[issue.severity],
        "code": {"value": issue.rule},
    }
    suggestions = [
        {"range": _range(edits[0].start, edits[0].end, edits[0].utf8), "text": edits[0].text}
        for suggestion, edits in zip(issue.suggestions, scored.fixes, strict=False)
        if len(edits) == 1 and not suggestion.guard
    ]
    if suggestions:
        found["suggestions"] = suggestions
    return found


def _range(start: Place, end: Place, utf8: tuple[int, int] | None) -> dict[str, Any]:
    """A range of bytes; of lines alone where the columns in bytes are not known."""
    if utf8 is None:
        return {"start": {"line": start.line}, "end": {"line": end.line}}
    return {"start": {"line": start.line, "column": utf8[0]}, "end": {"line": end.line, "column": utf8[1]}}
