"""SARIF 2.1.0: results with rules, regions, fixes, fingerprints, suppressions and the state against a baseline.

What is set aside is marked, not dropped: a comment in the text is a suppression "inSource", the ignore file and the baseline are
"external" ones, and an issue that the baseline holds and the text no longer does has the state "absent". Source: OASIS, "Static
Analysis Results Interchange Format (SARIF) Version 2.1.0", errata 01 (sections 3.27 result, 3.30 region, 3.35 suppression, 3.55 fix).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tanqih._version import __version__
from tanqih.issue import Applicability, Severity, Suggestion
from tanqih.score.reporters.common import as_json, shown, uri, visible
from tanqih.score.result import CorpusScore, Place, PlacedEdit, ScoredIssue

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
KEY, CONTENT = "tanqihKey/v1", "tanqihContent/v1"
"""Names of the fingerprints: the issue's key, and its identity by content alone, which survives a renamed file."""
LEVELS = {Severity.NEUTRAL: "note", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}
_SUPPRESSIONS = {
    "inline": ("inSource", "a comment in the text sets it aside"),
    "file": ("external", "the ignore file sets it aside"),
    "baseline": ("external", "known from the baseline"),
}


def write(corpus: CorpusScore) -> Iterator[str]:
    """The log, with the results first and the rules they name after them."""
    rules: dict[str, int] = {}
    yield f'{{"$schema": {as_json(SCHEMA)}, "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['
    separator = "\n"
    for scored in shown(corpus):
        index = rules.setdefault(scored.issue.rule, len(rules))
        yield separator + as_json(_result(scored, index))
        separator = ",\n"
    driver = {"name": "tanqih", "semanticVersion": __version__, "rules": [_rule(name) for name in rules]}
    yield f'\n], "tool": {as_json({"driver": driver})}, "invocations": [{as_json(_invocation(corpus))}], '
    yield f'"properties": {as_json(_properties(corpus))}}}]}}\n'


def _properties(corpus: CorpusScore) -> dict[str, Any]:
    return {
        "score": round(corpus.score, 4),
        "words": corpus.words,
        "points": round(corpus.points, 4),
        "signature": corpus.signature,
        "gate": {"passed": corpus.gate.passed, "failures": list(corpus.gate.failures)},
    }


def _invocation(corpus: CorpusScore) -> dict[str, Any]:
    found: dict[str, Any] = {"executionSuccessful": True}
    if corpus.failures:
        found["toolExecutionNotifications"] = [
            {"level": "error", "associatedRule": {"id": rule}, "message": {"text": _plain(f"{document}: {error}")}}
            for rule, document, error in corpus.failures
        ]
    return found


def _rule(name: str) -> dict[str, Any]:
    from tanqih.rules import all_rules

    rule = next((rule for rule in all_rules() if rule.id == name), None)
    if rule is None:  # of an older version, known from a baseline
        return {"id": name}
    first, _, rest = rule.doc.partition("\n")
    text = "\n\n".join(" ".join(part.split()) for part in (first, *rest.split("\n\n")) if part.strip())
    dimension = rule.category.partition("/")[0]
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.replace("/", "-").split("-")),
        "shortDescription": {"text": first},
        "fullDescription": {"text": text},
        "help": {"text": f"{text}\n\nLeave it out: tanqih check --ignore {name}", "markdown": _markdown(name, text)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": sorted({"MQM", f"MQM/{dimension}", f"MQM/{rule.category}", "translation", rule.family}),
            "severity": str(rule.severity),
            "profile": "wire" if rule.wire else "preserve",
        },
    }


def _markdown(name: str, text: str) -> str:
    return f"{text}\n\nLeave it out: `tanqih check --ignore {name}`. Its page with examples: `tanqih rules {name}`."


def _result(scored: ScoredIssue, rule_index: int) -> dict[str, Any]:
    issue = scored.issue
    found: dict[str, Any] = {
        "ruleId": issue.rule,
        "ruleIndex": rule_index,
        "level": LEVELS[issue.severity],
        "message": {"text": _plain(issue.message)},
        "locations": [_location(scored)],
        "partialFingerprints": {name: value for name, value in ((KEY, issue.key), (CONTENT, scored.fingerprint)) if value},
        "rank": round(100 * issue.confidence, 2),
    }
    if scored.state:
        found["baselineState"] = scored.state
    if scored.suppressed:
        kind, why = _SUPPRESSIONS[scored.suppressed]
        found["suppressions"] = [{"kind": kind, "status": "accepted", "justification": why}]
    fixes = [_fix(scored, *pair) for pair in zip(issue.suggestions, scored.fixes, strict=False) if pair[1]]
    if fixes and scored.state != "absent":
        found["fixes"] = fixes
    found["properties"] = {
        "category": issue.category,
        "severity": str(issue.severity),
        "confidence": round(issue.confidence, 4),
        "segment": issue.segment,
        "start": issue.span.start,
        "end": issue.span.end,
    }
    return found


def _plain(text: str) -> str:
    """A message in which nothing is a placeholder (3.11.5: braces are doubled) or an embedded link (3.11.6)."""
    return visible(text, keep="\n").replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _location(scored: ScoredIssue) -> dict[str, Any]:
    issue = scored.issue
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(scored.path)}}
    if scored.start:
        physical["region"] = {**_region(scored.start, scored.end), "snippet": {"text": issue.text}}
    found: dict[str, Any] = {"physicalLocation": physical}
    if issue.document:
        found["logicalLocations"] = [{"fullyQualifiedName": f"{issue.document}#{issue.segment}", "kind": "element"}]
    return found


def _region(start: Place, end: Place | None) -> dict[str, int]:
    region = {"startLine": start.line, "startColumn": start.column}
    if end and end >= start:
        region |= {"endLine": end.line, "endColumn": end.column}
    return region


def _fix(scored: ScoredIssue, suggestion: Suggestion, edits: tuple[PlacedEdit, ...]) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(e.start, e.end), "insertedContent": {"text": e.text}} for e in edits]
    held_back = f"; held back: {suggestion.guard}" if suggestion.applicability is Applicability.FLAG and suggestion.guard else ""
    return {
        "description": {"text": _plain(f"{suggestion.label or 'replace'} ({suggestion.applicability.value}{held_back})")},
        "artifactChanges": [{"artifactLocation": {"uri": uri(scored.path)}, "replacements": replacements}],
        "properties": {"applicability": suggestion.applicability.value, "origin": suggestion.origin, "guard": suggestion.guard},
    }
