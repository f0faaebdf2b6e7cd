"""Measures of agreement: Matthews correlation, Pearson and Spearman, F-scores. Pure Python, for a few hundred thousand pairs at most."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

THRESHOLDS = tuple(step / 20 for step in range(1, 20))
"""Where a threshold is looked for: 0.05, 0.10, …, 0.95."""


def precision_recall(right: int, said: int, wanted: int) -> tuple[float, float]:
    """Shares of what was said, and of what was wanted, that are right; 0 of nothing is 0."""
    return right / max(1, said), right / max(1, wanted)


def f_half(right: int, said: int, wanted: int) -> float:
    """F0.5: precision counts twice as much as recall (van Rijsbergen 1979, chapter 7)."""
    precision, recall = precision_recall(right, said, wanted)
    return 1.25 * precision * recall / (0.25 * precision + recall) if right else 0.0


def mcc(pairs: Iterable[tuple[bool, bool]]) -> float:
    """Matthews correlation of (gold, predicted); 0 where it is not defined (Matthews 1975)."""
    counts = Counter(pairs)
    tp, fp, fn, tn = counts[True, True], counts[False, True], counts[True, False], counts[False, False]
    below = math.sqrt(float(tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return (tp * tn - fp * fn) / below if below else 0.0


def best_threshold(pairs: Sequence[tuple[bool, float]]) -> float:
    """The one of `THRESHOLDS` with the highest MCC of gold and "value >= threshold"; the higher of two equals."""
    return max((mcc((gold, value >= threshold) for gold, value in pairs), threshold) for threshold in THRESHOLDS)[1]


def pearson(first: Sequence[float], second: Sequence[float]) -> float:
    """Correlation of two series of one length; 0 where one of them does not vary."""
    if len(first) != len(second):
        raise ValueError(f"series of {len(first)} and {len(second)} values")
    if len(first) < 2:
        return 0.0
    a, b = sum(first) / len(first), sum(second) / len(second)
    below = math.sqrt(sum((x - a) ** 2 for x in first) * sum((y - b) ** 2 for y in second))
    return sum((x - a) * (y - b) for x, y in zip(first, second, strict=True)) / below if below else 0.0


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Correlation of the ranks of two series; ties share their mean rank."""
    return pearson(_ranks(first), _ranks(second))


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for place in order[at:end]:
            ranks[place] = (at + end - 1) / 2
        at = end
    return ranks
