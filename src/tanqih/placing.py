"""From what rules find to issues: placed in the document, guarded, keyed, and without what a better one supersedes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from tanqih.apply import apply_to_segment, crosses_protected
from tanqih.config import CHECK_MIN_CONFIDENCE
from tanqih.document import Document, Segment, Span
from tanqih.guards import Verdict, verdict
from tanqih.issue import Applicability, Edit, Issue, Suggestion, issue_key
from tanqih.rules import Finding, Rule

SUPERSEDING_CONFIDENCE = 0.5
SHORT_SPAN = 300
"""Longest span of an issue that is looked up by its place; the few longer ones are tried one by one."""
GUARD_REACH = 200
"""Code points each side of an edit in which the guards compare facts."""
_HELD_BACK = {Applicability.SAFE: Applicability.FLAG, Applicability.REVIEW: Applicability.FLAG}


def issues_of(document: Document, findings: list[tuple[Rule, Finding]]) -> tuple[Issue, ...]:
    """The issues of a document, ordered by place, each with its key; those below the least confidence or ignored are left out."""
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
        source_span=finding.source,
    )


def _guarded(suggestion: Suggestion, rule: Rule | None, segments: dict[int, Segment]) -> Suggestion:
    """The suggestion with its origin and the guards' verdict; an objection makes it one that is shown only."""
    touched = sorted({edit.segment for edit in suggestion.edits})
    parts = [_around(segments[i].target, sorted(e for e in suggestion.edits if e.segment == i)) for i in touched]
    if any(part is None for part in parts):
        lock = Verdict("cannot be applied: its edits overlap or leave the text")
    else:
        before, after = ("\n".join(part[side] for part in parts if part) for side in (0, 1))
        source = "\n".join(segments[i].source or "" for i in touched).strip()
        lock = verdict(before, after, rule.changes if rule else (), origin=suggestion.origin, source=source)
    applicability = suggestion.applicability
    empties = not lock.objection and any(segments[i].source for i in touched) and _empties(suggestion, segments)
    if lock.objection:
        applicability = _HELD_BACK.get(applicability, applicability)
    elif applicability is Applicability.SAFE and (empties or not lock.may_be_safe):
        applicability = Applicability.REVIEW
    origin = suggestion.origin or (rule.origin if rule else "")
    return replace(suggestion, origin=origin, guard=lock.objection, applicability=applicability)


def candidate(document: Document, suggestion: Suggestion) -> Suggestion:
    """A model's suggestion with the guards' verdict; without edits where they cross protected text."""
    segments = {segment.index: segment for segment in document.segments}
    if any(crosses_protected(segments[edit.segment], edit) for edit in suggestion.edits):
        return replace(suggestion, edits=())
    return _guarded(suggestion, None, segments)


def _around(target: str, edits: list[Edit]) -> tuple[str, str] | None:
    """The stretch of text about some edits before and after them; None when they conflict. Facts are compared there only."""
    before: list[str] = []
    after: list[str] = []
    at = max(0, edits[0].span.start - GUARD_REACH)
    for first, second in zip(edits, [*edits[1:], None], strict=True):
        start, end = first.span.start, first.span.end
        if start < at or end > len(target):
            return None
        kept = target[at:start]
        follow = min(len(target), end + GUARD_REACH)
        at = end
        before += (kept, target[start:end])
        after += (kept, first.text)
        if second is None or second.span.start > follow + GUARD_REACH:
            before.append(target[end:follow] + "\n")
            after.append(target[end:follow] + "\n")
            at = max(follow, second.span.start - GUARD_REACH) if second else at
    return "".join(before), "".join(after)


def _empties(suggestion: Suggestion, segments: dict[int, Segment]) -> bool:
    """True when the edits leave a segment without text."""
    touched = {edit.segment for edit in suggestion.edits}
    return any(not apply_to_segment(segments[i], [e for e in suggestion.edits if e.segment == i]).target.strip() for i in touched)


def _without_superseded(issues: list[Issue], supersedes: dict[str, frozenset[str]]) -> Iterator[Issue]:
    short: dict[int, list[Issue]] = {}
    long: dict[int, list[Issue]] = {}
    for issue in issues:
        if issue.rule in supersedes and issue.confidence >= SUPERSEDING_CONFIDENCE:
            by_segment = short if len(issue.span) <= SHORT_SPAN else long
            by_segment.setdefault(issue.segment, []).append(issue)
    for issue in issues:
        near = _near(short.get(issue.segment, []), issue.span)
        if not any(_superseded(issue, other, supersedes[other.rule]) for other in chain(near, long.get(issue.segment, []))):
            yield issue


def _near(found: list[Issue], span: Span) -> Iterator[Issue]:
    """Issues with short spans, ordered by place, that can touch a span."""
    for i in range(bisect_left(found, span.start - SHORT_SPAN, key=lambda other: other.span.start), len(found)):
        if found[i].span.start > span.end:
            return
        yield found[i]


def _superseded(issue: Issue, other: Issue, names: frozenset[str]) -> bool:
    return (
        other is not issue
        and bool({issue.rule, issue.family} & names)
        and (other.span.overlaps(issue.span) or other.span == issue.span)
    )
