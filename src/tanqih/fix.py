"""From a text to its mended text: check, decide and apply until nothing changes any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tanqih.apply import apply
from tanqih.check import Checker
from tanqih.decide import REVIEW_CONFIDENCE, decide
from tanqih.document import Document
from tanqih.issue import Issue, Report

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
) -> Fixed:
    """Apply suggestions to a fixed point, in at most `MAX_PASSES` passes.

    Args:
        checker: what to check with.
        document: what to mend.
        level: "safe", or "review" for the first suggestion of every review issue of enough confidence as well.
        min_confidence: for review suggestions.
        render: turns the mended document into its plain text; the default joins the segments.
        reread: gives the document as it would be read back, so that the fixed point is one of the file too (`formats.reread`).
    """
    applied: list[Issue] = []
    report = checker.check(document)
    for _ in range(MAX_PASSES):
        decisions = decide(report.issues, level, min_confidence)
        if not decisions:
            break
        by_key = {issue.key: issue for issue in report.issues}
        applied.extend(by_key[decision.key] for decision in decisions)
        document = apply(document, {edit for decision in decisions for edit in decision.edits})
        document = reread(document) if reread else document
        report = checker.check(document)
    text = render(document) if render else document.text
    return Fixed(document, text, tuple(applied), report)
