"""A round of a review: the text that its offsets refer to, what was found in it, what was decided, what became of each issue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from tanqih.apply import conflict, moved_offset
from tanqih.decide import superseded
from tanqih.document import Document, Span
from tanqih.issue import Decision, Edit, Issue, Report, Verdict
from tanqih.review.wording import changed_pieces


class Status(Enum):
    """What has become of an issue."""

    OPEN = "open"
    ACCEPTED = "accepted"
    OWN_TEXT = "own text"
    REJECTED = "rejected"
    IGNORED = "rule ignored"
    SETTLED = "settled"
    """Another decision changed its words or its paragraph; the next round checks what became of it."""


STATUS_OF = {
    Verdict.ACCEPT: Status.ACCEPTED,
    Verdict.OWN_TEXT: Status.OWN_TEXT,
    Verdict.REJECT: Status.REJECTED,
}
"""Verdicts on a single issue. The others are about a rule or a paragraph."""

Place = tuple[str, int, Span]
"""Rule, segment and span of a finding."""


@dataclass(slots=True)
class Round:
    """A pass over an article.

    Attributes:
        base: the document that this round's offsets refer to.
        report: everything found in it.
        issues: what is asked, in the order of the text.
        decisions: all decisions, oldest first.
        refused: places (in `base`) that earlier rounds rejected, so that they are not asked again.
    """

    base: Document
    report: Report
    issues: tuple[Issue, ...]
    decisions: list[Decision] = field(default_factory=list)
    refused: tuple[Place, ...] = ()

    @property
    def held(self) -> list[Decision]:
        """Decisions that hold: a rewrite supersedes what it rewrote, a later decision on an issue replaces the earlier one."""
        last = {decision.key: decision for decision in self.decisions if decision.verdict in STATUS_OF}
        return superseded([d for d in self.decisions if d.verdict not in STATUS_OF or last[d.key] is d])

    @property
    def rewritten(self) -> set[int]:
        """Indexes of the paragraphs that were rewritten."""
        return {decision.segment for decision in self.decisions if decision.verdict is Verdict.REWRITE}

    @property
    def ignored(self) -> set[str]:
        """Ids of the rules that were ignored."""
        return {decision.rule for decision in self.decisions if decision.verdict is Verdict.IGNORE_RULE}

    def edits(self, without: str = "") -> set[Edit]:
        """Edits of the decisions that hold, except those on the issue with the key `without`."""
        return {edit for decision in self.held if decision.key != without for edit in decision.edits}

    def statuses(self, ignored: Iterable[str]) -> dict[str, Status]:
        """What has become of each issue, by key; `ignored` are the rules that do not count."""
        verdicts = {d.key: STATUS_OF[d.verdict] for d in self.held if d.verdict in STATUS_OF}
        rewritten, off = self.rewritten, set(ignored)
        edits: dict[int, list[Edit]] = {}
        for edit in self.edits():
            edits.setdefault(edit.segment, []).append(edit)
        found: dict[str, Status] = {}
        for issue in self.issues:
            if issue.key in verdicts:
                found[issue.key] = verdicts[issue.key]
            elif issue.rule in off:
                found[issue.key] = Status.IGNORED
            else:
                settled = issue.segment in rewritten or _is_spent(issue, edits)
                found[issue.key] = Status.SETTLED if settled else Status.OPEN
        return found

    def rejected_places(self) -> tuple[Place, ...]:
        """Every rejected issue at the place where it stands after this round's edits."""
        keys = {d.key for d in self.held if d.verdict is Verdict.REJECT}
        places = [*self.refused, *((i.rule, i.segment, i.span) for i in self.issues if i.key in keys)]
        edits = self.edits()
        return tuple((rule, segment, moved_span(span, segment, edits)) for rule, segment, span in places)


def moved_span(span: Span, segment: int, edits: Iterable[Edit]) -> Span:
    """Where a span of a segment lies after edits that do not conflict."""
    moved = [(edit.span, len(edit.text)) for edit in sorted(edits) if edit.segment == segment]
    start = moved_offset(span.start, moved)
    return Span(start, max(start, moved_offset(span.end, moved)))


def meets(first: Span, second: Span) -> bool:
    """True when two spans overlap or are the same."""
    return first.overlaps(second) or first == second


def changes(segment: int, before: str, after: str) -> tuple[Edit, ...]:
    """The edits, in whole words, that turn a segment's text into another."""
    edits: list[Edit] = []
    at = 0
    for kind, text in changed_pieces(before, after):
        if kind == "insert" and edits and edits[-1].span.end == at and not edits[-1].text:
            edits[-1] = Edit(segment, edits[-1].span, text)
        elif kind == "insert":
            edits.append(Edit(segment, Span(at, at), text))
        else:
            if kind == "delete":
                edits.append(Edit(segment, Span(at, at + len(text)), ""))
            at += len(text)
    return tuple(edits)


def _is_spent(issue: Issue, edits: dict[int, list[Edit]]) -> bool:
    """True when nothing of what an issue offers can be done beside the edits, or when it is done by them already."""
    offered = [suggestion.edits for suggestion in issue.suggestions if suggestion.edits]
    if not offered:
        return any(meets(edit.span, issue.span) for edit in edits.get(issue.segment, ()))
    return not any(
        any(edit not in edits.get(edit.segment, ()) for edit in one)
        and not any(conflict(edit, other) for edit in one for other in edits.get(edit.segment, ()))
        for one in offered
    )
