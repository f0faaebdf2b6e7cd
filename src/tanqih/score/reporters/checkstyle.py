"""Checkstyle's XML report, version 4.3: errors by file, for the many tools that read it.

Source: com.puppycrawl.tools.checkstyle.XMLLogger: `line` and `column` 1-based, severity ignore, info, warning or error.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tanqih.issue import Severity
from tanqih.score.reporters.common import counted, file_name
from tanqih.score.reporters.xml import DECLARATION, opening
from tanqih.score.result import CorpusScore, ScoredIssue

SEVERITIES = {Severity.NEUTRAL: "info", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}


def write(corpus: CorpusScore) -> Iterator[str]:
    """One element per file, those without issues too; only issues that count."""
    yield f'{DECLARATION}<checkstyle version="4.3">\n'
    for name, documents in groupby(corpus.documents, lambda document: file_name(document.path)):
        yield opening("file", {"name": name}) + "\n"
        for document in documents:
            for scored in counted(document):
                yield _error(scored) + "\n"
        yield "</file>\n"
    yield "</checkstyle>\n"


def _error(scored: ScoredIssue) -> str:
    issue = scored.issue
    attributes = {
        "line": issue.line or 1,
        "column": issue.column,
        "severity": SEVERITIES[issue.severity],
        "message": issue.message,
        "source": f"tanqih.{issue.rule.replace('/', '.')}",
    }
    return opening("error", attributes, empty=True)
