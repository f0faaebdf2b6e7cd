"""CSV: a row per issue, those that are set aside or gone among them (RFC 4180, line feeds).

A cell that a spreadsheet would take for a formula is written with an apostrophe before it. Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tanqih.score.reporters.common import file_name, shown, visible
from tanqih.score.result import CorpusScore, ScoredIssue

COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "document", "rule", "category", "severity", "confidence", "text", "message",
    "suggestion", "applicability", "suppressed", "state", "key", "fingerprint",
)  # fmt: skip
_FORMULA = tuple(
    "=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)


def write(corpus: CorpusScore) -> Iterator[str]:
    """A header and the rows."""
    buffer = io.StringIO()
    rows = csv.writer(buffer, lineterminator="\n")
    rows.writerow(COLUMNS)
    for scored in shown(corpus):
        rows.writerow([_cell(value) for value in _row(scored)])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _row(scored: ScoredIssue) -> tuple[object, ...]:
    issue, end = scored.issue, scored.end
    best = issue.best
    return (
        file_name(scored.path), issue.line, issue.column, end.line if end else None, end.column if end else None, issue.document,
        issue.rule, issue.category, str(issue.severity), round(issue.confidence, 4), issue.text, issue.message,
        best.text if best else None, best.applicability.value if best else None, scored.suppressed, scored.state, issue.key,
        scored.fingerprint,
    )  # fmt: skip


def _cell(value: object) -> object:
    """The value, or text that is safe to open: no formula, hidden characters visible."""
    if not isinstance(value, str):
        return value
    text = visible(value, keep="\n")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
