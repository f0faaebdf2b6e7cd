"""How sure a score is: the bootstrap over documents, seeded, on the standard library alone so that every machine gets the same numbers.

Sources: B. Efron and R. Tibshirani, "An Introduction to the Bootstrap" (1993), percentile interval; P. Koehn, "Statistical Significance
Tests for Machine Translation Evaluation" (EMNLP 2004), paired bootstrap; the p-value as in sacreBLEU's `significance` (two-sided, the
resampled differences moved to their mean, one added to numerator and denominator).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tanqih.score.points import Scale
from tanqih.score.result import Interval

SAMPLES = 1000
SEED = 12345
LEVEL = 0.95


class Sums(NamedTuple):
    """What the score of a document depends on, and what adds up over documents."""

    points: float
    words: int
    estimated: float | None = None


def interval(documents: Sequence[Sums], scale: Scale, samples: int = SAMPLES) -> Interval | None:
    """Confidence interval of a corpus score.

    Args:
        documents: each one's sums.
        scale: how points become a score.
        samples: number of resamples.

    Returns:
        The 2.5th and 97.5th percentile; None for fewer than two documents, of which nothing can be said.
    """
    if len(documents) < 2:
        return None
    score = _Resampler(documents, scale)
    scores = sorted(map(score, _drawn(len(documents), samples)))
    return Interval(*_percentiles(scores), LEVEL, samples)


def _drawn(number: int, samples: int) -> Iterator[list[int]]:
    """Numbers of documents, drawn with replacement; the same in every run."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    numbers = list(range(number))
    return (chance.choices(numbers, k=number) for _ in range(samples))


class _Resampler:
    """The score of a corpus made of drawn documents."""

    def __init__(self, documents: Sequence[Sums], scale: Scale) -> None:
        self._scale = scale
        self._pairs = [complex(one.points, one.words) for one in documents]  # one sum for both numbers
        with_model = any(one.estimated is not None for one in documents)
        self._estimated = [one.estimated or 0.0 for one in documents] if with_model else []

    def __call__(self, drawn: Iterable[int]) -> float:
        total = sum(map(self._pairs.__getitem__, drawn))
        estimated = sum(map(self._estimated.__getitem__, drawn)) if self._estimated else None
        return self._scale.score(max(0.0, total.real), round(total.imag), estimated)


def _percentiles(ordered: Sequence[float]) -> tuple[float, float]:
    cut = round(len(ordered) * (1 - LEVEL) / 2)
    return ordered[cut], ordered[-1 - cut]


def paired(old: Sequence[Sums], new: Sequence[Sums], scale: Scale, samples: int = SAMPLES) -> tuple[Interval | None, float]:
    """Whether two versions of the same documents differ.

    Args:
        old, new: sums of each document, in the same order.
        scale: how points become a score.
        samples: number of resamples.

    Returns:
        The interval of the difference new - old, and the two-sided p-value of no difference; (None, 1.0) for fewer than two documents.
    """
    if len(old) < 2:
        return None, 1.0
    before, after = _Resampler(old, scale), _Resampler(new, scale)
    everything = range(len(old))
    difference = after(everything) - before(everything)
    found = sorted(after(drawn) - before(drawn) for drawn in _drawn(len(old), samples))
    mean = sum(found) / samples
    beyond = sum(abs(one - mean) >= abs(difference) for one in found)
    return Interval(*_percentiles(found), LEVEL, samples), (beyond + 1) / (samples + 1)
