"""From a Report to the score of its document, and from an Issue to what reporters show of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from tanqih.document import Segment
from tanqih.issue import Issue, Report, Suggestion
from tanqih.score.fingerprint import fingerprint
from tanqih.score.points import Scale
from tanqih.score.result import DocumentScore, Place, PlacedEdit, ScoredIssue, SegmentScore, Suppression

CONTEXT = 60
"""Characters of context that a scored issue carries on each side."""


class Part(Protocol):
    """A document's part of its file: `tanqih.score.reporters.container.Part`."""

    def place(self, offset: int) -> Place:
        """Line and column of an offset in the part."""

    def issue(self, issue: Issue) -> tuple[int, int]:
        """Half-open offsets in the part of what an issue is about."""

    def edits(self, suggestion: Suggestion) -> tuple[PlacedEdit, ...]:
        """What a suggestion changes in the file."""

    def utf8(self, issue: Issue) -> tuple[int, int]:
        """Columns of the issue's start and end in bytes of UTF-8."""


def scored(
    report: Report,
    path: str | None = None,
    *,
    least: float = 0.0,
    suppressed: Iterable[tuple[Issue, Suppression]] = (),
    part: Part | None = None,
) -> tuple[ScoredIssue, ...]:
    """The issues of a report as reporters want them, ordered by place.

    Args:
        report: what `check` found.
        path: its file as reports call it.
        least: least confidence.
        suppressed: further issues of the document that were set aside, and by whom.
        part: the document's part of its file, for exact places; without it, suggestions have no places.
    """
    segments = {segment.index: segment for segment in report.document.segments}
    found: list[tuple[Issue, Suppression | None]] = [*((issue, None) for issue in report.issues), *suppressed]
    found = [(issue, reason) for issue, reason in found if issue.confidence >= least]
    found.sort(key=lambda item: (item[0].segment, item[0].span, item[0].rule))
    return tuple(_scored(issue, reason, path, segments, part) for issue, reason in found)


def _scored(
    issue: Issue, suppressed: Suppression | None, path: str | None, segments: dict[int, Segment], part: Part | None
) -> ScoredIssue:
    segment = segments[issue.segment]
    text, span = segment.target, issue.span
    return ScoredIssue(
        issue,
        path,
        suppressed=suppressed,
        fingerprint=fingerprint(issue, text),
        end=part.place(part.issue(issue)[1]) if part else _place(segment, span.end),
        fixes=tuple(part.edits(suggestion) for suggestion in issue.suggestions) if part else (),
        before=_before(text[max(0, span.start - CONTEXT) : span.start], cut=span.start > CONTEXT),
        after=_after(text[span.end : span.end + CONTEXT], cut=len(text) > span.end + CONTEXT),
        utf8=part.utf8(issue) if part else None,
    )


def _place(segment: Segment, offset: int) -> Place | None:
    place = segment.place(offset)
    return Place(*place) if place else None


def _before(text: str, *, cut: bool) -> str:
    """The context, without the word that the cut went through."""
    return text.partition(" ")[2] if cut and " " in text else text


def _after(text: str, *, cut: bool) -> str:
    return text.rpartition(" ")[0] if cut and " " in text else text


def document_score(report: Report, scale: Scale, issues: tuple[ScoredIssue, ...] = (), path: str | None = None) -> DocumentScore:
    """The score of one document.

    Args:
        report: all issues that count, from the lowest confidence up.
        scale: how points become a score.
        issues: those that reports show, from `scored`.
        path: its file as reports call it.
    """
    by_segment: defaultdict[int, list[Issue]] = defaultdict(list)
    for issue in report.issues:
        by_segment[issue.segment].append(issue)
    segments: list[SegmentScore] = []
    for segment in report.document.segments:
        if words := len(segment.target.split()):
            points = scale.total(by_segment[segment.index]) if segment.index in by_segment else 0.0
            segments.append(SegmentScore(segment.index, words, points, scale.score(points, words)))
    words = sum(segment.words for segment in segments)
    points = scale.total(report.issues)
    document = report.document
    estimate = None if report.estimate is None else 100 * (1 - report.estimate)
    score = scale.score(points, words, None if estimate is None else estimate * words)
    return DocumentScore(
        path, document.id, words, len(segments), points, score, issues, tuple(segments), document.record, estimate
    )
