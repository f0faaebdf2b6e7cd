"""Models for tests, of this package and of those who build on it: they say what they are told to. No weights, no packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tanqih.errors import ModelError
from tanqih.models.calibration import Calibration, Scale
from tanqih.models.interface import Candidate, Reading, Request
from tanqih.models.labels import BAD, KEEP
from tanqih.models.registry import Models
from tanqih.models.words import words_of

STRAIGHT = Scale(((0.0, 0.0), (1.0, 1.0)), 0.5)
"""A score is its own confidence."""
RULES = ("case", "delete", "form", "join", "mark", "order", "suspect", "suspect:word", "truncated", "word")


def straight() -> Calibration:
    """A calibration under which every score is its own confidence."""
    return Calibration(1.0, {f"model/{rule}": STRAIGHT for rule in RULES})


class FakeTagger:
    """A detector that labels the words it is given.

    Args:
        labels: by text, the labels of words by their number; all other words are kept.
        sure: the probability of each of these labels.
        bad: by text, P(BAD) of words by their number.
        broken: fail with this message.
    """

    name = "fake"
    key = "0000000000000000"

    def __init__(
        self,
        labels: Mapping[str, Mapping[int, str]] | None = None,
        sure: float = 0.9,
        bad: Mapping[str, Mapping[int, float]] | None = None,
        broken: str = "",
    ) -> None:
        self._labels, self._sure, self._bad, self._broken = labels or {}, sure, bad or {}, broken
        self.batches: list[list[str]] = []
        """The texts of each call."""

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """As `models.interface.Detector.read`."""
        self.batches.append(list(texts))
        if self._broken:
            raise ModelError(self._broken)
        return [self._reading(text) for text in texts]

    def _reading(self, text: str) -> Reading:
        words = tuple(words_of(text))
        given, bad = self._labels.get(text, {}), self._bad.get(text, {})
        labels = tuple(given.get(at, KEEP) for at in range(len(words)))
        shares = tuple(1.0 if label == KEEP else self._sure for label in labels)
        keep = tuple(1.0 if label in (KEEP, BAD) else 1.0 - self._sure for label in labels)
        return Reading(words, labels, shares, keep, tuple(bad.get(at, 0.0) for at in range(len(words))))


class FakeProposer:
    """A proposer that answers as it is told: a function from a request to candidates, or ModelError with a message."""

    name = "fake"
    key = "1111111111111111"

    def __init__(self, answer: Callable[[Request], list[Candidate]], broken: str = "") -> None:
        self._answer, self._broken = answer, broken
        self.asked: list[Request] = []
        """All requests so far."""

    def propose(self, requests: Sequence[Request]) -> list[list[Candidate]]:
        """As `models.interface.Proposer.propose`."""
        self.asked += requests
        if self._broken:
            raise ModelError(self._broken)
        return [self._answer(request) for request in requests]


def models(detector: FakeTagger | None = None, *proposers: FakeProposer) -> Models:
    """Fakes as `registry.load` would give them."""
    return Models("fake", detector, proposers, straight())
