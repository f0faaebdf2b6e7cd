"""From a text to its mended text: check, decide and apply until nothing changes any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tanqih.apply import apply
from tanqih.check import Checker
from tanqih.decide import REVIEW_CONFIDENCE, decide
from tanqih.document import Document
from tanqih.issue import Decision, Issue, Report

MAX_PASSES = 5


@dataclass(frozen=True, slots=True)
class Fixed:
    """What `fix` did.

    Attributes:
        document: the mended document.
        text: its plain text.
        applied: the issues whose first suggestion was applied, in the order of application.
        remaining: the report on the mended document.
    """

    document: Document
    text: str
    applied: tuple[Issue, ...]
    report: Report

    @property
    def remaining(self) -> tuple[Issue, ...]:
        """Issues of the mended document."""
        return self.report.issues

    @property
    def changed(self) -> bool:
        """True when anything was applied."""
        return bool(self.applied)


def fix_document(
    checker: Checker,
    document: Document,
    level: str = "safe",
    *,
    min_confidence: float = REVIEW_CONFIDENCE,
    render: Callable[[Document], str] | None = None,
    reread: Callable[[Document], Document] | None = None,
    watch: Callable[[Report, Sequence[Decision], Document], None] | None = None,
) -> Fixed:
    """Apply suggestions to a fixed point, in at most `MAX_PASSES` passes; those of a model in one pass for each paragraph.

    Args:
        checker: what to check with.
        document: what to mend.
        level: "safe", or "review" for the first suggestion of every review issue of enough confidence as well.
        min_confidence: for review suggestions.
        render: turns the mended document into its plain text; the default joins the segments.
        reread: gives the document as it would be read back, so that the fixed point is one of the file too (`formats.reread`).
        watch: told after each pass: the report it worked on, what was decided, and the edited document before it is read again.
    """
    applied: list[Issue] = []
    settled: set[int] = set()
    report = checker.check(document)
    for _ in range(MAX_PASSES):
        decisions = decide(_without_settled(report.issues, settled), level, min_confidence)
        if not decisions:
            break
        by_key = {issue.key: issue for issue in report.issues}
        applied.extend(by_key[decision.key] for decision in decisions)
        settled |= {edit.segment for decision in decisions if _by_model(by_key[decision.key]) for edit in decision.edits}
        document = apply(document, {edit for decision in decisions for edit in decision.edits})
        if watch:
            watch(report, decisions, document)
        document = reread(document) if reread else document
        report = checker.check(document)
    text = render(document) if render else document.text
    return Fixed(document, text, tuple(applied), report)


def _by_model(issue: Issue) -> bool:
    """True when the issue's first suggestion comes from a model alone."""
    return issue.best is not None and issue.best.origin.startswith("model:")


def _without_settled(issues: Sequence[Issue], settled: set[int]) -> list[Issue]:
    """The issues without those of a model in paragraphs that a model has changed: it would go on changing what it has changed."""
    return [
        issue
        for issue in issues
        if not (issue.best and _by_model(issue) and any(edit.segment in settled for edit in issue.best.edits))
    ]
