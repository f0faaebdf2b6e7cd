"""GitHub workflow commands: an annotation per issue, and one for each limit of the gate that is not kept.

GitHub documents lines and columns from 1 and no unit for columns; they are code points here, and a column is given only with an end on
the same line, as its check runs ask for. A text cannot start a command of its own: per cent signs and line ends are escaped in messages,
colons and commas in properties too, and no hidden character comes through. Sources: GitHub documentation, "Workflow commands for GitHub
Actions"; actions/toolkit, packages/core/src/command.ts (`escapeData`, `escapeProperty`).
"""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.score.reporters.common import counted, file_name, visible
from tanqih.score.result import CorpusScore, ScoredIssue

LEVELS = {Severity.NEUTRAL: "notice", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}


def write(corpus: CorpusScore) -> Iterator[str]:
    """A command a line; only issues that count."""
    for document in corpus.documents:
        for scored in counted(document):
            yield _annotation(scored)
    for check in corpus.gate.checks:
        if not check.passed:
            yield command("error", check.text, title=f"tanqih: {check.name}")


def _annotation(scored: ScoredIssue) -> str:
    issue = scored.issue
    where: dict[str, object] = {"file": file_name(scored.path)}
    if scored.start:
        end = scored.end or scored.start
        where |= {"line": scored.start.line, "endLine": max(scored.start.line, end.line)}
        if end.line == scored.start.line:
            where |= {"col": scored.start.column, "endColumn": max(scored.start.column, end.column)}
    best = issue.best
    suggestion = f"\nSuggestion: {best.label or 'replace'} (“{issue.text}” \N{RIGHTWARDS ARROW} “{best.text}”)" if best else ""
    return command(LEVELS[issue.severity], issue.message + suggestion, **where, title=issue.rule)


def command(name: str, message: str, **properties: object) -> str:
    """One workflow command with its line end."""
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return visible(text, keep="\n").replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
