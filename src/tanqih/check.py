"""From a Document to its Issues: run the rules that can fire, then place, guard, rank and key what they found."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from types import TracebackType

from tanqih._version import __version__
from tanqih.apply import apply_to_segment, crosses_protected
from tanqih.config import CHECK_MIN_CONFIDENCE, Config
from tanqih.document import Document, Segment, Span
from tanqih.errors import EditError
from tanqih.guards import objection
from tanqih.issue import SCORE_WEIGHTS, Applicability, Issue, Report, RuleFailure, Suggestion, issue_key
from tanqih.rules import Finding, Rule, chosen
from tanqih.rules._prefilter import Prefilter
from tanqih.text import Page

SUPERSEDING_CONFIDENCE = 0.5
_HELD_BACK = {Applicability.SAFE: Applicability.FLAG, Applicability.REVIEW: Applicability.FLAG}


class Checker:
    """Checks many documents with one set-up.

    Use it as a context manager, or not: it holds no files or processes, only the chosen rules and their prefilter.
    """

    def __init__(self, config: Config | None = None) -> None:
        """Args:
        config: settings; None for the defaults.

        Raises:
            UnknownRuleError: the configuration names a rule that does not exist.
        """
        self.config = config or Config()
        self.rules = chosen(self.config.select, self.config.ignore, wire=self.config.profile == "wire")
        self._prefilter = Prefilter(self.rules, engine=self.config.prefilter)

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None

    @cached_property
    def signature(self) -> str:
        """What a score depends on, as `key:value` pairs joined by bars (sacreBLEU, `Signature`)."""
        rules = hashlib.blake2b("\n".join(rule.id for rule in self.rules).encode(), digest_size=4).hexdigest()
        weights = "/".join(f"{weight:g}" for weight in SCORE_WEIGHTS.values())
        return f"tanqih:{__version__}|profile:{self.config.profile}|rules:{rules}|weights:{weights}|model:{self.config.model}"

    def check(self, document: Document) -> Report:
        """All issues of one document, from confidence 0.1 up, ordered by place. A rule that raises is reported, the others go on."""
        page = Page(document)
        findings: list[tuple[Rule, Finding]] = []
        failures: list[RuleFailure] = []
        page_rules: dict[str, Rule] = {}
        for block in page.blocks:
            for rule in self._prefilter.scan(block.text):
                if rule.page:
                    page_rules[rule.id] = rule
                    continue
                try:
                    findings.extend((rule, finding) for finding in rule.check(block))
                except Exception as error:
                    failures.append(_failure(rule, error))
        for rule in page_rules.values():
            try:
                findings.extend((rule, finding) for finding in rule.check(page))
            except Exception as error:
                failures.append(_failure(rule, error))
        if self.config.profile != "wire":
            findings = [(rule, finding) for rule, finding in findings if not finding.wire]
        issues = _issues(document, findings) if findings else ()
        return Report(document, issues, tuple(failures), self.signature)

    def check_many(self, documents: Iterable[Document | str]) -> Iterator[Report]:
        """One report per document, in order, one at a time. A `str` is read as plain text."""
        from tanqih.formats.plain import document_from_text

        for number, given in enumerate(documents, 1):
            yield self.check(document_from_text(given, id=f"text:{number}") if isinstance(given, str) else given)


def _failure(rule: Rule, error: Exception) -> RuleFailure:
    return RuleFailure(rule.id, f"{type(error).__name__}: {error}")


def _issues(document: Document, findings: list[tuple[Rule, Finding]]) -> tuple[Issue, ...]:
    segments = {segment.index: segment for segment in document.segments}
    issues: list[Issue] = []
    seen: Counter[str] = Counter()
    supersedes: dict[str, frozenset[str]] = {}
    for rule, finding in sorted(findings, key=lambda item: (item[1].block, item[1].span, item[0].id)):
        segment = segments[finding.block]
        if finding.confidence < CHECK_MIN_CONFIDENCE or segment.ignored & {"all", rule.family, rule.id}:
            continue
        issue = _issue(document, segment, segments, rule, finding)
        if issue is None:
            continue
        ordinal = seen[issue.key]
        seen[issue.key] += 1
        if ordinal:
            key = issue_key(document.id, rule.id, segment.target, issue.span.start, issue.span.end, ordinal)
            issue = replace(issue, key=key)
        issues.append(issue)
        if rule.supersedes:
            supersedes[rule.id] = rule.supersedes
    return tuple(_without_superseded(issues, supersedes))


def _issue(document: Document, segment: Segment, segments: dict[int, Segment], rule: Rule, finding: Finding) -> Issue | None:
    suggestions = tuple(
        _guarded(suggestion, rule, segments)
        for suggestion in finding.suggestions
        if not any(crosses_protected(segments[edit.segment], edit) for edit in suggestion.edits)
    )
    span = finding.span
    if any(span.overlaps(protected) for protected in segment.protected) and not suggestions:
        return None
    if suggestions:
        here = [edit.span for edit in suggestions[0].edits if edit.segment == segment.index]
        span = Span(min([span.start, *(s.start for s in here)]), max([span.end, *(s.end for s in here)]))
    place = segment.place(span.start)
    return Issue(
        rule=rule.id,
        category=rule.category,
        severity=rule.severity if finding.severity is None else finding.severity,
        confidence=finding.confidence,
        segment=segment.index,
        span=span,
        message=finding.message,
        suggestions=suggestions,
        key=issue_key(document.id, rule.id, segment.target, span.start, span.end),
        text=segment.target[span.start : span.end],
        document=document.id,
        offset=None if segment.offset is None else (segment.offset + span.start, segment.offset + span.end),
        line=place[0] if place else None,
        column=place[1] if place else None,
    )


def _guarded(suggestion: Suggestion, rule: Rule, segments: dict[int, Segment]) -> Suggestion:
    """The suggestion with its origin and the guards' verdict; an objection makes it one that is shown only."""
    touched = sorted({edit.segment for edit in suggestion.edits})
    before = "\n".join(segments[i].target for i in touched)
    try:
        after = "\n".join(apply_to_segment(segments[i], [e for e in suggestion.edits if e.segment == i]).target for i in touched)
        verdict = objection(before, after, rule.changes)
    except EditError as error:
        verdict = f"cannot be applied: {error}"
    applicability = suggestion.applicability
    empties = any(segments[i].source for i in touched) and not after.strip() if not verdict else False
    if verdict:
        applicability = _HELD_BACK.get(applicability, applicability)
    elif empties and applicability is Applicability.SAFE:
        applicability = Applicability.REVIEW
    return replace(suggestion, origin=suggestion.origin or rule.origin, guard=verdict, applicability=applicability)


def _without_superseded(issues: list[Issue], supersedes: dict[str, frozenset[str]]) -> Iterator[Issue]:
    strong = [issue for issue in issues if issue.rule in supersedes and issue.confidence >= SUPERSEDING_CONFIDENCE]
    for issue in issues:
        if not any(
            other is not issue
            and other.segment == issue.segment
            and {issue.rule, issue.family} & supersedes[other.rule]
            and (other.span.overlaps(issue.span) or other.span == issue.span)
            for other in strong
        ):
            yield issue
