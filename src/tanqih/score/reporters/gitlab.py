"""GitLab's code quality report: a JSON array of issues in the subset of the Code Climate format that GitLab reads.

Source: GitLab documentation, "Code Quality", "Code Quality report format": `description`, `check_name`, `fingerprint`, `location.path`,
`location.lines.begin`, `severity` (info, minor, major, critical, blocker). A fingerprint must be unique within a report.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tanqih.issue import Severity
from tanqih.score.reporters.common import as_json, counted, file_name, visible
from tanqih.score.result import CorpusScore, ScoredIssue

SEVERITIES = {Severity.NEUTRAL: "info", Severity.MINOR: "minor", Severity.MAJOR: "major", Severity.CRITICAL: "critical"}


def write(corpus: CorpusScore) -> Iterator[str]:
    """The array; only issues that count."""
    seen: Counter[bytes] = Counter()
    separator = "[\n"
    for document in corpus.documents:
        for scored in counted(document):
            yield separator + as_json(_issue(scored, seen))
            separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _issue(scored: ScoredIssue, seen: Counter[bytes]) -> dict[str, Any]:
    issue = scored.issue
    identity = hashlib.blake2b(
        f"{file_name(scored.path)}\x1f{scored.fingerprint or issue.key}".encode("utf8", "surrogatepass"), digest_size=16
    )
    ordinal = seen[identity.digest()]
    seen[identity.digest()] += 1
    if ordinal:
        identity.update(f"\x1f{ordinal}".encode())
    return {
        "description": visible(issue.message),
        "check_name": issue.rule,
        "fingerprint": identity.hexdigest(),
        "severity": SEVERITIES[issue.severity],
        "location": {"path": file_name(scored.path), "lines": {"begin": issue.line or 1}},
    }
