"""The gate: limits against what was measured, each told as one sentence."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tanqih.issue import Severity
from tanqih.score.points import Scale
from tanqih.score.result import DocumentScore, GateCheck, per_1000
from tanqih.score.settings import BUDGETS, Limits

WORST_SHOWN = 3
_SEVERITIES = {"max-critical": Severity.CRITICAL, "max-major": Severity.MAJOR, "max-minor": Severity.MINOR}


@dataclass(slots=True)
class Group:
    """What the gate sees of the documents that share their limits, added up one by one.

    Attributes:
        where: the path patterns of the group, "" for the rest.
        limits: what it must keep.
        judges_new: True when only issues that the baseline does not know are held against it.
    """

    where: str
    limits: Limits
    judges_new: bool = False
    documents: int = 0
    words: int = 0
    points: float = 0.0
    estimated: float | None = None
    new: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    below: int = 0
    worst: list[tuple[float, int, str]] = field(default_factory=list)

    def add(self, document: DocumentScore, points: float, scale: Scale) -> None:
        """Count one document; `points` are those of the issues that count."""
        self.documents += 1
        self.words += document.words
        self.points += points
        if document.estimated is not None and not self.judges_new:
            self.estimated = (self.estimated or 0.0) + document.estimated
        for one in document.issues:
            if one.counts:
                self.new += one.state == "new"
                self.rules[one.issue.rule] += 1
                self.severities[one.issue.severity] += 1
        least = self.limits.min_document_score
        score = scale.score(points, document.words) if self.judges_new else document.score
        if least is not None:
            self.below += score < least
            entry = (-score, -self.documents, document.path or document.id)
            (heapq.heappush if len(self.worst) < WORST_SHOWN else heapq.heappushpop)(self.worst, entry)

    def checks(self, scale: Scale) -> Iterator[GateCheck]:
        """Each limit of the group with its verdict."""
        place = f" in {self.where}" if self.where else ""
        new = " new" if self.judges_new else ""
        score = scale.score(self.points, self.words, self.estimated)
        for name, allowed in self.limits.named():
            if name == "min-score":
                about = "the score of the new issues alone" if self.judges_new else "the score"
                yield self._check(name, allowed, score, f"{about}{place} is {score:.2f}", least=True)
            elif name == "min-document-score":
                yield self._documents(name, allowed, place)
            elif name == "max-per-1000":
                rate = per_1000(self.points, self.words)
                yield self._check(name, allowed, rate, f"{rate:.2f}{new} penalty points per 1,000 words{place}")
            elif name == "max-new":
                yield self._check(name, allowed, self.new, f"{_count(self.new, 'new issue')}{place}")
            elif name in _SEVERITIES:
                severity = _SEVERITIES[name]
                number = self.severities[severity]
                yield self._check(name, allowed, number, f"{_count(number, f'{severity}{new} issue')}{place}")
        for name, allowed in self.limits.budgets:
            found = sum(number for rule, number in self.rules.items() if name in (rule, rule.partition("/")[0]))
            yield self._check(f"{BUDGETS}.{name}", allowed, found, f"{_count(found, f'{name}{new} issue')}{place}")

    def _check(self, name: str, allowed: float, found: float, text: str, *, least: bool = False) -> GateCheck:
        passed = not (found < allowed if least else found > allowed)
        bound = "at least" if least else "at most"
        return GateCheck(name, self.where, allowed, found, passed, f"{text}, {bound} {allowed:g} allowed ({name})")

    def _documents(self, name: str, allowed: float, place: str) -> GateCheck:
        worst = sorted((-score, -number, path) for score, number, path in self.worst)
        found = worst[0][0] if worst else 100.0
        if not self.below:
            text = f"the worst document{place} scores {found:.2f}, at least {allowed:g} allowed ({name})"
        else:
            names = ", ".join(f"{path} {score:.2f}" for score, _, path in worst[: min(self.below, WORST_SHOWN)])
            number = _count(self.below, "document")
            text = f"{number}{place} {'scores' if self.below == 1 else 'score'} below {allowed:g}: {names} ({name})"
        return GateCheck(name, self.where, allowed, found, not self.below, text)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
