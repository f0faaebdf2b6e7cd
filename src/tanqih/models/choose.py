"""Choosing: what of a model's candidates a person is shown, and how they stand beside those of rules and glossary.

A candidate is shown when the fact lock passes it, it stays with the suspect part and its neighbourhood, keeps the terms that must survive and
is likely enough. One that gives the same text as another collapses into it, with both origins. Nothing of a model is ever `safe`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from tanqih.apply import apply_to_segment
from tanqih.document import Document, Segment, Span
from tanqih.errors import EditError
from tanqih.issue import Applicability, Edit, Issue, Suggestion, issue_key
from tanqih.models.calibration import HIDDEN, SHOWN
from tanqih.models.interface import Candidate, Request

FAMILY = "model"
NEIGHBOURHOOD = 80
"""Code points on either side of a suspect part in which a candidate may change something."""
SUSPECT = 0.3
"""Confidence of an issue from which models are asked about its words."""
LEAVE_IT = 0.2
"""Least probability of a candidate of a model that the user brings: below it, leaving the words alone is better."""
LOOKS_FURTHER = frozenset({"quotes"})
"""Families whose rules see more than the paragraph that a model reads: it does not make them surer, and their repair stays first."""
Guard = Callable[[Suggestion], Suggestion]
"""Fills in the verdict of the fact lock."""


def merged(document: Document, issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues of rules and model together, in the order of the text.

    A model issue whose suggestion gives the same text as one of an overlapping rule issue collapses into it. Where the rule is sure
    (confidence >= 0.5) the model's other repair becomes a further suggestion of the rule's issue, and a finding of the model without
    a repair is dropped. Where the rule is not sure, both stand. What the fact lock objects to
    stays below what is shown.
    """
    segments = {segment.index: segment for segment in document.segments}
    by_rules: dict[int, list[Issue]] = {}
    by_model: list[Issue] = []
    for issue in issues:
        if issue.family == FAMILY:
            by_model.append(issue)
        else:
            by_rules.setdefault(issue.segment, []).append(issue)
    kept: list[Issue] = []
    for issue in map(_held_back, by_model):
        beside = by_rules.get(issue.segment, [])
        if not _absorbed(issue, beside, segments[issue.segment]):
            kept.append(issue)
    everything = [*kept, *(issue for found in by_rules.values() for issue in found)]
    return tuple(sorted(everything, key=lambda issue: (issue.segment, issue.span, issue.rule)))


def _held_back(issue: Issue) -> Issue:
    """A finding of a model below what is shown, where the fact lock objects to its repair: the repair is all that it says."""
    return replace(issue, confidence=min(issue.confidence, HIDDEN)) if issue.best and issue.best.guard else issue


def _absorbed(issue: Issue, beside: list[Issue], segment: Segment) -> bool:
    """Whether a model issue is said by the rules' issues of its paragraph already, or becomes part of one; these are changed in place."""
    near = [at for at, other in enumerate(beside) if _meet(issue.span, other.span)]
    best = issue.best
    if best is None:
        return any(beside[at].confidence >= SHOWN for at in near)
    text = _result(segment, best)
    for at in near:
        for number, suggestion in enumerate(beside[at].suggestions):
            if _result(segment, suggestion) == text:
                both = replace(suggestion, origin=f"{suggestion.origin}+{best.origin}")
                found = (*beside[at].suggestions[:number], both, *beside[at].suggestions[number + 1 :])
                raises = number == 0 and beside[at].family not in LOOKS_FURTHER
                confidence = max(beside[at].confidence, issue.confidence) if raises else beside[at].confidence
                beside[at] = replace(beside[at], suggestions=found, confidence=confidence)
                return True
    sure = [at for at in near if beside[at].confidence >= SHOWN]
    if not sure:
        return False
    nearest = max(sure, key=lambda at: (_shared(issue.span, beside[at].span), beside[at].confidence))
    beside[nearest] = with_suggestion(beside[nearest], best, segment)
    return True


def with_suggestion(issue: Issue, suggestion: Suggestion, segment: Segment) -> Issue:
    """An issue with a further suggestion: behind what is safe, and else by how likely each is to be accepted.

    An issue's span covers what its first suggestion edits, and its key hangs on the span: so a suggestion that reaches further, or that mends
    only a part of it, comes first only where there was none.
    """
    here = [edit.span for edit in suggestion.edits if edit.segment == issue.segment]
    span = Span(min([issue.span.start, *(one.start for one in here)]), max([issue.span.end, *(one.end for one in here)]))
    if not issue.suggestions:
        return replace(issue if span == issue.span else _widened(issue, span, segment), suggestions=(suggestion,))
    ranked = sorted((*issue.suggestions, suggestion), key=lambda one: _rank(one, issue))
    partial = (
        not (min(one.start for one in here) <= issue.span.start and max(one.end for one in here) >= issue.span.end)
        if here
        else True
    )
    if ranked[0] is suggestion and (span != issue.span or partial or issue.family in LOOKS_FURTHER):
        ranked = [*issue.suggestions, suggestion]
    return replace(issue, suggestions=tuple(ranked))


def _widened(issue: Issue, span: Span, segment: Segment) -> Issue:
    place = segment.place(span.start)
    return replace(
        issue,
        span=span,
        text=segment.target[span.start : span.end],
        key=issue_key(issue.document, issue.rule, segment.target, span.start, span.end),
        offset=None if segment.offset is None else (segment.offset + span.start, segment.offset + span.end),
        line=place[0] if place else None,
        column=place[1] if place else None,
    )


def _rank(suggestion: Suggestion, issue: Issue) -> tuple[int, float]:
    """Safe before review before flag; of equal standing the likelier first. A rule's issue speaks for its own first suggestion."""
    order = {Applicability.SAFE: 0, Applicability.REVIEW: 1, Applicability.FLAG: 2}[suggestion.applicability]
    own = suggestion is issue.best and not suggestion.origin.startswith("model:")
    return order, -max(suggestion.score, issue.confidence) if own else -suggestion.score


def requests(document: Document, issues: Sequence[Issue], terms: Callable[[Segment], tuple[str, ...]]) -> dict[int, Request]:
    """What models are asked, by segment: paragraphs with an issue that no safe suggestion settles.

    Args:
        document: that was checked.
        issues: found in it.
        terms: gives the words of a segment that must survive.
    """
    found: dict[int, Request] = {}
    for segment in document.segments:
        suspects = [
            issue.span
            for issue in issues
            if issue.segment == segment.index
            and issue.confidence >= SUSPECT
            and not (issue.best and issue.best.applicability is Applicability.SAFE)
        ]
        if suspects:
            found[segment.index] = Request(segment.target, tuple(sorted(suspects)), segment.source, terms(segment))
    return found


def with_candidates(
    document: Document,
    issues: Sequence[Issue],
    asked: Mapping[int, Request],
    answers: Mapping[int, Sequence[Candidate]],
    guard: Guard,
) -> tuple[Issue, ...]:
    """The issues with those candidates of models that pass, as further suggestions.

    Args:
        document: that was checked.
        issues: found in it, in order.
        asked: from `requests`.
        answers: candidates by segment.
        guard: the fact lock.
    """
    found = list(issues)
    segments = {segment.index: segment for segment in document.segments}
    for index, candidates in answers.items():
        here = [at for at, issue in enumerate(found) if issue.segment == index and issue.confidence >= SUSPECT]
        for candidate in candidates:
            at = _home([(at, found[at].span) for at in here], candidate)
            if at is None or candidate.probability < LEAVE_IT or not keeps_terms(asked[index], candidate):
                continue
            suggestion = guard(_suggestion(index, candidate))
            if suggestion.guard or not suggestion.edits:
                continue
            text = _result(segments[index], suggestion)
            if text is None or text == segments[index].target:
                continue
            found[at] = _added(found[at], suggestion, text, segments[index])
    return tuple(found)


def _suggestion(index: int, candidate: Candidate) -> Suggestion:
    edits = tuple(Edit(index, Span(change.start, change.end), change.text) for change in candidate.edits)
    standing = Applicability.REVIEW if candidate.probability >= SHOWN else Applicability.FLAG
    return Suggestion(edits, "rewrite", candidate.origin, standing, candidate.probability)


def _added(issue: Issue, suggestion: Suggestion, text: str, segment: Segment) -> Issue:
    for number, other in enumerate(issue.suggestions):
        if _result(segment, other) == text:
            both = replace(other, origin=f"{other.origin}+{suggestion.origin}")
            return replace(issue, suggestions=(*issue.suggestions[:number], both, *issue.suggestions[number + 1 :]))
    return with_suggestion(issue, suggestion, segment)


def _home(spans: Iterable[tuple[int, Span]], candidate: Candidate) -> int | None:
    """The issue that a candidate is about: all its edits lie in the issue's neighbourhood; the nearest of several. None: there is none."""
    start, end = min(edit.start for edit in candidate.edits), max(edit.end for edit in candidate.edits)
    best: tuple[int, int, int] | None = None
    for at, span in spans:
        if start < span.start - NEIGHBOURHOOD or end > span.end + NEIGHBOURHOOD:
            continue
        away = max(0, start - span.end, span.start - end)
        if best is None or (away, -_shared(span, Span(start, end))) < best[:2]:
            best = away, -_shared(span, Span(start, end)), at
    return best[2] if best else None


def keeps_terms(request: Request, candidate: Candidate) -> bool:
    """True when every term of the request stands in the text as often as before."""
    after = request.text
    for change in sorted(candidate.edits, reverse=True):
        after = after[: change.start] + change.text + after[change.end :]
    return all(after.count(term) >= request.text.count(term) for term in request.terms)


def _result(segment: Segment, suggestion: Suggestion) -> str | None:
    """What a paragraph reads like after a suggestion; None when it concerns another one too, or cannot be applied."""
    if any(edit.segment != segment.index for edit in suggestion.edits):
        return None
    try:
        return apply_to_segment(segment, suggestion.edits).target
    except EditError:
        return None


def _meet(one: Span, other: Span) -> bool:
    """True when two spans share a character or touch."""
    return one.start <= other.end and other.start <= one.end


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
