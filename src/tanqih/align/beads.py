"""Alignment of two rows of sentences by dynamic programming, with the probability of every bead.

A bead joins no, one or two sentences of either side (1-1, 1-0, 0-1, 2-1, 1-2, 2-2). Its score is the log of how much likelier its
sentences are as translations of each other than as sentences that have nothing to do with each other: by their lengths, their anchors,
and the paragraphs they begin. The forward-backward algorithm then gives the probability of each bead over all alignments. Sources: Gale
and Church 1993 (lengths, beads); Rabiner 1989 (forward-backward).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tanqih.align.anchors import Anchors
from tanqih.align.units import Unit

_PRIORS = {(1, 1): 0.86, (1, 0): 0.04, (0, 1): 0.04, (2, 1): 0.025, (1, 2): 0.025, (2, 2): 0.01}
_RATIO, _SPREAD = 0.06, 0.20
"""Mean and deviation of the log of English by Arabic characters (NTREX); short sentences vary more."""
_SHORT_SPREAD = 1.0
"""Adds to the deviation, divided by the root of the characters of both."""
_UNRELATED_SPREAD = 0.75
_STRONGEST = 9.0
_PARAGRAPHS_MEET, _PARAGRAPHS_CROSS = 0.7, 0.9
_SHARPNESS = 0.8
"""Anchors are not independent of each other: scores are taken as this share of themselves, which calibrates the probabilities."""
_BAND = 60
POSSIBLE = 0.001
_RELATED, _RELATED_MOST = 3.0, 500.0
"""Log-odds that a text is the translation of the one that the user says it is, before they are read; and where odds end."""


class Bead(NamedTuple):
    """Half-open ranges of source and target units that belong together, and the probability of that."""

    source: tuple[int, int]
    target: tuple[int, int]
    confidence: float


class Aligned(NamedTuple):
    """Two rows of sentences, aligned.

    Attributes:
        best: the likeliest row of beads; every unit is in exactly one.
        likely: every bead of any row whose probability is `POSSIBLE` or more.
    """

    best: list[Bead]
    likely: list[Bead]


def align_units(source: Sequence[Unit], target: Sequence[Unit], anchors: Anchors) -> Aligned:
    """Align two rows of sentences."""
    return _Lattice(source, target, anchors).aligned()


class _Lattice:
    def __init__(self, source: Sequence[Unit], target: Sequence[Unit], anchors: Anchors) -> None:
        self._source, self._target, self._anchors = source, target, anchors
        self._n, self._m = len(source), len(target)
        self._band = max(_BAND, abs(self._n - self._m) + _BAND // 2)
        # Anchors of one unit, and of it with the next one, on both sides; and what they cost where they are not shared.
        self._sets = [(units, [a | b for a, b in pairwise(units)]) for units in (anchors.source, anchors.target)]
        self._costs = [tuple([sum(anchors.cost[n] for n in one) for one in units] for units in side) for side in self._sets]
        self._has_paragraphs = all(len({unit.paragraph for unit in units}) > 1 for units in (source, target))
        self._mean = sum(math.log(max(2, len(u.text))) for u in target) / max(1, self._m)

    def _cells(self, i: int) -> range:
        """The target places that are looked at beside a source place."""
        middle = round(i * self._m / self._n) if self._n else 0
        return range(max(0, middle - self._band), min(self._m, middle + self._band) + 1)

    def _beads(self, i: int, j: int) -> Iterator[tuple[int, int, float]]:
        """Where beads that begin at a place end, and their scores."""
        for (p, q), prior in _PRIORS.items():
            if i + p <= self._n and j + q <= self._m:
                yield i + p, j + q, _SHARPNESS * (math.log(prior) + self._score(i, i + p, j, j + q))

    def _score(self, i: int, i2: int, j: int, j2: int) -> float:
        if i == i2 or j == j2:
            return 0.0
        score = self._length(i, i2, j, j2)
        score += max(-_STRONGEST, min(2 * _STRONGEST, self._shared(i, i2 - i - 1, j, j2 - j - 1)))
        if not self._has_paragraphs:
            return score
        begins = self._source[i].first + self._target[j].first
        score += _PARAGRAPHS_MEET if begins == 2 else -_PARAGRAPHS_CROSS if begins == 1 else 0.0
        inner = sum(unit.first for unit in self._source[i + 1 : i2]) + sum(unit.first for unit in self._target[j + 1 : j2])
        return score - _PARAGRAPHS_CROSS * inner

    def _length(self, i: int, i2: int, j: int, j2: int) -> float:
        """Log-odds of the lengths: the ratio of the two, against a sentence of any length."""
        a, b = (max(2, sum(len(unit.text) for unit in units)) for units in (self._source[i:i2], self._target[j:j2]))
        spread = math.hypot(_SPREAD, _SHORT_SPREAD / math.sqrt(a + b))
        off = (math.log(b / a) - _RATIO) / spread
        other = (math.log(b / (j2 - j)) - self._mean) / _UNRELATED_SPREAD
        return max(-8.0, (other * other - off * off) / 2 + math.log(_UNRELATED_SPREAD / spread))

    def _shared(self, i: int, more: int, j: int, more_target: int) -> float:
        """What the anchors say of a unit, or of it and the next one (`more` is 1), and one or two of the other side."""
        gain = self._anchors.gain
        both = self._sets[0][more][i] & self._sets[1][more_target][j]
        return sum(gain[number] for number in both) - self._costs[0][more][i] - self._costs[1][more_target][j]

    def aligned(self) -> Aligned:
        """The likeliest row of beads, and the probability of every bead over all rows."""
        forward: list[dict[int, float]] = [{} for _ in range(self._n + 1)]
        top: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(self._n + 1)]
        beads: dict[tuple[int, int], list[tuple[int, int, float]]] = {}
        forward[0][0], top[0][0] = 0.0, (0.0, -1, -1)
        for i in range(self._n + 1):
            for j in self._cells(i):
                if j not in forward[i]:
                    continue
                beads[i, j] = found = [(a, b, s) for a, b, s in self._beads(i, j) if b in self._cells(a)]
                for a, b, s in found:
                    forward[a][b] = _log_add(forward[a].get(b), forward[i][j] + s)
                    if b not in top[a] or top[i][j][0] + s > top[a][b][0]:
                        top[a][b] = top[i][j][0] + s, i, j
        backward = self._backward(beads)
        chances = {
            ((i, a), (j, b)): math.exp(forward[i][j] + s + backward[a, b] - backward[0, 0])
            for (i, j), found in beads.items()
            for a, b, s in found
            if (a, b) in backward
        }
        path = self._path(top)
        related = self._related(path)
        best = [Bead(*ranges, related * chances[ranges]) for ranges in path]
        return Aligned(best, [Bead(*ranges, related * chance) for ranges, chance in chances.items() if chance >= POSSIBLE])

    def _related(self, path: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> float:
        """How likely one text is the translation of the other at all: by what the anchors say of all beads together."""
        said = sum(self._shared(i, i2 - i - 1, j, j2 - j - 1) for (i, i2), (j, j2) in path if i < i2 and j < j2)
        return 1.0 / (1.0 + math.exp(min(_RELATED_MOST, -_RELATED - said)))

    def _backward(self, beads: dict[tuple[int, int], list[tuple[int, int, float]]]) -> dict[tuple[int, int], float]:
        """For each place the log of how likely what follows it is."""
        backward = {(self._n, self._m): 0.0}
        for place in sorted(beads, reverse=True):
            for a, b, s in beads[place]:
                if (a, b) in backward:
                    backward[place] = _log_add(backward.get(place), s + backward[a, b])
        return backward

    def _path(self, top: list[dict[int, tuple[float, int, int]]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """The ranges of the likeliest row of beads."""
        found = []
        i, j = self._n, self._m
        while i or j:
            _, a, b = top[i][j]
            found.append(((a, i), (b, j)))
            i, j = a, b
        return found[::-1]


def _log_add(a: float | None, b: float) -> float:
    """Log of the sum of two numbers given by their logs; None is the log of zero."""
    if a is None:
        return b
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(math.exp(low - high))
