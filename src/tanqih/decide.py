"""Deciding which suggestions are applied: the policy of `fix` and `batch`, and the one place that resolves conflicts."""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from tanqih.apply import conflict
from tanqih.issue import Applicability, Decision, Edit, Issue, Verdict

LEVELS = {
    "safe": frozenset({Applicability.SAFE}),
    "review": frozenset({Applicability.SAFE, Applicability.REVIEW}),
}
REVIEW_CONFIDENCE = 0.5


def decide(issues: Iterable[Issue], level: str = "safe", min_confidence: float = REVIEW_CONFIDENCE) -> list[Decision]:
    """Accept the first suggestion of every issue that the level allows, as far as they do not conflict.

    Args:
        issues: of one document.
        level: "safe", or "review" for review suggestions of issues with enough confidence too.
        min_confidence: least confidence for a review suggestion.

    Raises:
        ValueError: an unknown level.
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    wanted = [issue for issue in issues if _wanted(issue, level, min_confidence)]
    now = time.time()
    return [
        Decision(
            key=issue.key,
            verdict=Verdict.ACCEPT,
            edits=issue.suggestions[0].edits,
            choice=0,
            rule=issue.rule,
            segment=issue.segment,
            made_at=now,
        )
        for issue in resolve(wanted)
    ]


def _wanted(issue: Issue, level: str, min_confidence: float) -> bool:
    best = issue.best
    if best is None or not best.edits or best.applicability not in LEVELS[level]:
        return False
    return best.applicability is Applicability.SAFE or issue.confidence >= min_confidence


def resolve(issues: Sequence[Issue]) -> list[Issue]:
    """The issues whose first suggestions can all be applied together, in the order of the text.

    Taken greedily, best first: safe before review, then higher confidence, then higher severity, then earlier in the text. An issue
    any of whose edits conflicts with an edit already taken is left for the next pass. Equal edits do not conflict.
    """
    taken: list[Issue] = []
    by_segment: dict[int, list[Edit]] = {}
    for issue in sorted(issues, key=_priority):
        edits = issue.suggestions[0].edits
        if any(_conflicts(edit, by_segment.get(edit.segment, [])) for edit in edits):
            continue
        taken.append(issue)
        for edit in edits:
            insort(by_segment.setdefault(edit.segment, []), edit)
    return sorted(taken, key=lambda issue: (issue.segment, issue.span, issue.rule))


def _conflicts(edit: Edit, taken: list[Edit]) -> bool:
    """True when an edit conflicts with one of some ordered edits that do not conflict among themselves: then with a neighbour."""
    at = bisect_left(taken, edit)
    if any(conflict(edit, other) for other in taken[max(0, at - 2) : at]):
        return True
    for i in range(at, len(taken)):
        if taken[i].span.start > edit.span.end:
            return False
        if conflict(edit, taken[i]):
            return True
    return False


def _priority(issue: Issue) -> tuple[bool, float, int, int, int, str]:
    best = issue.suggestions[0]
    return (
        best.applicability is not Applicability.SAFE,
        -issue.confidence,
        -issue.severity,
        issue.segment,
        issue.span.start,
        issue.rule,
    )


def superseded(decisions: Sequence[Decision]) -> list[Decision]:
    """Decisions that still hold: a rewritten paragraph supersedes the earlier decisions that edit its segment."""
    held: list[Decision] = []
    for decision in decisions:
        if decision.verdict is Verdict.REWRITE:
            held = [old for old in held if decision.segment not in {edit.segment for edit in old.edits}]
        held.append(decision)
    return held
