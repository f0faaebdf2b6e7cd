"""Figures that the reports for people share: the worst documents, the distribution of scores, issues by family and severity.

Collected in one pass over the documents; what is kept does not grow with their number.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

from tanqih.issue import Severity
from tanqih.score.reporters.common import counted, number
from tanqih.score.result import Comparison, CorpusScore, DocumentScore, ScoredIssue

_T = TypeVar("_T")
BINS = 10
"""Classes of the distribution of scores, each ten points wide; a score of 100 belongs to the last."""


@dataclass(slots=True)
class Summary:
    """What one pass over the documents has seen.

    Attributes:
        worst: documents with issues that count, lowest score first, at most as many as were asked for.
        issues: the worst issues that count (severity times confidence), in the order of the input among equals.
        bins: number of documents in each class of scores.
        families: issues that count by family and severity.
        documents: number of documents.
    """

    worst: list[DocumentScore] = field(default_factory=list)
    issues: list[ScoredIssue] = field(default_factory=list)
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    families: dict[str, Counter[Severity]] = field(default_factory=dict)
    documents: int = 0


def summarised(corpus: CorpusScore, *, worst: int, issues: int = 0) -> Summary:
    """The figures of a corpus.

    Args:
        corpus: its documents are gone through once.
        worst: how many documents to keep.
        issues: how many issues to keep.
    """
    found = Summary()
    low: list[
        tuple[float, int, DocumentScore]
    ] = []  # heaps with the least bad on top; the place in the input decides among equals
    bad: list[tuple[float, int, ScoredIssue]] = []
    at = 0
    for position, document in enumerate(corpus.documents):
        found.documents += 1
        found.bins[min(BINS - 1, int(document.score / 100 * BINS))] += 1
        mine = list(counted(document))
        for scored in mine:
            found.families.setdefault(scored.issue.family, Counter())[scored.issue.severity] += 1
            at -= 1
            _keep(bad, (scored.issue.severity * 10 + scored.issue.confidence, at, scored), issues)
        if mine:
            _keep(low, (-document.score, -position, document), worst)
    found.worst = [document for _, _, document in sorted(low, key=lambda one: one[:2], reverse=True)]
    found.issues = [scored for _, _, scored in sorted(bad, key=lambda one: one[:2], reverse=True)]
    return found


def _keep(heap: list[tuple[float, int, _T]], entry: tuple[float, int, _T], most: int) -> None:
    if len(heap) < most:
        heapq.heappush(heap, entry)
    elif most:
        heapq.heappushpop(heap, entry)


def headline(corpus: CorpusScore) -> str:
    """The score in one sentence, with its interval and what the gate says."""
    score = f"{number(corpus.score)}"
    if corpus.interval:
        score += f" ({corpus.interval.level:.0%} interval {number(corpus.interval.low)} to {number(corpus.interval.high)})"
    return score


def verdict(corpus: CorpusScore) -> str:
    """ "passed", "failed", or "" where there are no limits."""
    return ("passed" if corpus.gate.passed else "failed") if corpus.gate.checks else ""


def compared(found: Comparison) -> str:
    """What has become of the score since an older version, in one sentence."""
    text = f"{number(found.old)} before, {number(found.new)} now ({found.difference:+.1f}"
    if found.interval:
        text += f", {found.interval.level:.0%} interval {found.interval.low:+.1f} to {found.interval.high:+.1f}"
    return f"{text}, p = {found.p_value:.3f}): {len(found.better):,} documents better, {len(found.worse):,} worse."
