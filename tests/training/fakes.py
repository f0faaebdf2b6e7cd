"""A detector without a model: it sees doubled words, and says so as surely as it is told to."""

from __future__ import annotations

from collections.abc import Sequence

from tanqih.models.interface import Reading
from tanqih.models.labels import DELETE, KEEP
from tanqih.models.words import words_of


class DoubledWords:
    """Labels the second of two equal words for deletion, with a sureness that grows with its length: 0.5 and 0.05 a letter."""

    name, key = "doubled", "0123456789abcdef"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, texts: Sequence[str]) -> list[Reading]:
        self.asked += texts
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        words = tuple(words_of(text))
        doubled = [n > 0 and word.text.lower() == words[n - 1].text.lower() for n, word in enumerate(words)]
        sure = [min(0.99, 0.5 + 0.05 * len(word.text)) if twice else 0.98 for word, twice in zip(words, doubled, strict=True)]
        labels = tuple(DELETE if twice else KEEP for twice in doubled)
        keep = tuple(1 - share if twice else share for share, twice in zip(sure, doubled, strict=True))
        return Reading(words, labels, tuple(sure), keep, tuple(0.9 if twice else 0.1 for twice in doubled))
