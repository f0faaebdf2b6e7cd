"""An article in short, for what must know all texts of a queue at once: what is left, how many a filter or a bulk action meets."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tanqih.issue import Severity
from tanqih.review.rounds import Status


class Brief(NamedTuple):
    """What is known of an open issue without its article; fields as in `Issue`, `words` are its text."""

    key: str
    rule: str
    severity: Severity
    confidence: float
    segment: int
    text: str


class Summary(NamedTuple):
    """An article in short: open issues, issues by what has become of them, score at the start and now, rounds begun."""

    open: tuple[Brief, ...]
    counts: Counter[Status]
    start_score: float
    score: float
    rounds: int

    def without_rule(self, rule: str) -> Summary:
        """As it is when a rule is not asked any more; the score is the old one, from below."""
        left = tuple(brief for brief in self.open if brief.rule != rule)
        gone = len(self.open) - len(left)
        counts = self.counts + Counter({Status.IGNORED: gone})
        counts[Status.OPEN] -= gone
        return self._replace(open=left, counts=counts)
