"""JUnit XML: a suite per document with a failed case per issue, skipped cases for what is set aside, and a suite for the gate.

A document without issues is one case that passed. Source: the schema that Jenkins' xUnit plug-in publishes (junit-10.xsd), whose elements
GitLab, Azure and others read.
"""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.score.reporters.common import file_name, one_line, title
from tanqih.score.reporters.xml import DECLARATION, content, opening
from tanqih.score.result import CorpusScore, DocumentScore, ScoredIssue

_WHY = {"inline": "a comment in the text", "file": "the ignore file", "baseline": "the baseline"}


def write(corpus: CorpusScore) -> Iterator[str]:
    """The suites, in the order of the documents."""
    yield f'{DECLARATION}<testsuites name="tanqih">\n'
    for document in corpus.documents:
        yield from _suite(document)
    if corpus.gate.checks:
        yield from _gate(corpus)
    yield "</testsuites>\n"


def _suite(document: DocumentScore) -> Iterator[str]:
    name = title(document)
    failed = sum(scored.counts for scored in document.issues)
    skipped = len(document.issues) - failed
    counts = {"tests": len(document.issues) or 1, "failures": failed, "errors": 0, "skipped": skipped, "time": 0}
    yield opening("testsuite", {"name": name, **counts}) + "\n"
    if not document.issues:
        yield opening("testcase", {"name": "no issues", "classname": name, "time": 0}, empty=True) + "\n"
    for scored in document.issues:
        yield _case(scored, name, document)
    yield "</testsuite>\n"


def _case(scored: ScoredIssue, name: str, document: DocumentScore) -> str:
    issue = scored.issue
    place = f"{issue.line}:{issue.column}" if issue.line else f"{issue.segment}:{issue.span.start}"
    case = {
        "name": f"{issue.rule} at {place}",
        "classname": name,
        "file": file_name(document.path),
        "line": issue.line,
        "time": 0,
    }
    if not scored.counts:
        why = f"set aside by {_WHY[scored.suppressed]}" if scored.suppressed else "gone since the baseline"
        inner = opening("skipped", {"message": f"{why}: {issue.message}"}, empty=True)
    else:
        best = f"\nsuggestion: {issue.best.text!r} ({issue.best.applicability.value})" if issue.best else ""
        words = f"{scored.before}[{issue.text}]{scored.after}"
        text = f"{file_name(document.path)}:{place}: {issue.message}\n{one_line(words)}{best}"
        failure = opening("failure", {"type": issue.rule, "message": f"{issue.severity}: {issue.message}"})
        inner = f"{failure}{content(text)}</failure>"
    return f"{opening('testcase', case)}{inner}</testcase>\n"


def _gate(corpus: CorpusScore) -> Iterator[str]:
    checks = corpus.gate.checks
    counts = {"tests": len(checks), "failures": len(corpus.gate.failures), "errors": 0, "skipped": 0, "time": 0}
    yield opening("testsuite", {"name": "gate", **counts}) + "\n"
    for check in checks:
        case = {"name": f"{check.name} {check.where}".strip(), "classname": "gate", "time": 0}
        failure = opening("failure", {"type": check.name, "message": check.text}, empty=True)
        yield opening("testcase", case, empty=check.passed) + ("\n" if check.passed else f"{failure}</testcase>\n")
    yield "</testsuite>\n"
