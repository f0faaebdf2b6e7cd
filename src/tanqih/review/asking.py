"""Which issues are asked, and in which order: a filter and an order over issues and their briefs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from tanqih.issue import SCORE_WEIGHTS, Issue, Severity
from tanqih.review.summary import Brief

Asked = Issue | Brief


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that an issue must all meet.

    Attributes:
        rule: its rule's id, "" for any.
        family: the family of its rule, "" for any.
        severity: at least.
        confidence: at least, 0..1.
    """

    rule: str = ""
    family: str = ""
    severity: Severity = Severity.NEUTRAL
    confidence: float = 0.0

    def __bool__(self) -> bool:
        return self != Filter()

    def __str__(self) -> str:
        """In words; "" when everything passes."""
        worse = " and worse" if self.severity < Severity.CRITICAL else ""
        severity = f"{self.severity}{worse}" if self.severity else ""
        confidence = f"{self.confidence:.0%} sure and more" if self.confidence else ""
        return ", ".join(filter(None, (self.rule, self.family, severity, confidence)))

    def admits(self, issue: Asked) -> bool:
        """True when an issue passes."""
        return (
            self.rule in ("", issue.rule)
            and self.family in ("", issue.rule.partition("/")[0])
            and issue.severity >= self.severity
            and issue.confidence >= self.confidence
        )

    def narrowed(self, other: Filter) -> Filter:
        """What the other filter says about rule, family, severity or confidence in the place of what this one says."""
        given = {name: getattr(other, name) for name in self.__slots__ if getattr(other, name) != getattr(Filter(), name)}
        if "rule" in given or "family" in given:
            given = {"rule": "", "family": "", **given}
        return replace(self, **given)


class Order(Enum):
    """The order in which the issues of an article are asked; those that are equal stay in the order of the text."""

    TEXT = "text"
    SEVERITY = "severity"
    IMPACT = "impact"
    """Most gain of score first."""

    @property
    def following(self) -> Order:
        """The order after this one, in turn."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]

    def arranged(self, issues: Iterable[Issue]) -> list[Issue]:
        """Issues, given in the order of the text, in this order."""
        if self is Order.SEVERITY:
            return sorted(issues, key=lambda issue: -issue.severity)
        if self is Order.IMPACT:
            return sorted(issues, key=lambda issue: -impact(issue))
        return list(issues)


def impact(issue: Issue) -> float:
    """Penalty points that an issue costs the score (`Report.score`)."""
    return SCORE_WEIGHTS[str(issue.severity)] * issue.confidence
