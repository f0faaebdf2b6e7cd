"""What a page is about: a light score per desk, from the context words of the glossary itself.

The words that entries of a desk name as `near`, and those of their English forms, tell the desk; each counts for its share among the
desks, and less the commoner it is in news of any kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tanqih.english import FUNCTION_WORDS
from tanqih.glossary.cache import Store
from tanqih.glossary.entries import AnyEntry, Entry
from tanqih.glossary.index import frequency, tokens_of

COMMON = 2e-4
"""Share of running words at which a word says half as much as a rare one."""
FORM_WEIGHT = 0.5
"""What a word of an English form weighs against one named as `near`."""
ENOUGH = 0.8
"""Score from which a page belongs to a desk, for a short text."""
PER_WORD = 1 / 250
"""What every further word of the page adds to that."""


class Topics:
    """Context words by desk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._weights: dict[str, dict[str, float]] | None = None

    @property
    def weights(self) -> dict[str, dict[str, float]]:
        """For each desk its words and their weights."""
        if self._weights is None:
            self._weights = {}
            for line in self._store.lines("topics"):
                desk, *words = line.split("\t")
                self._weights[desk] = {word: float(weight) for word, _, weight in (pair.partition(" ") for pair in words)}
        return self._weights

    def desks(self, words: Iterable[str], running: int) -> frozenset[str]:
        """The desks of a page.

        Args:
            words: its tokens in dictionary form, each once.
            running: its number of words.
        """
        words = set(words)
        limit = ENOUGH + PER_WORD * running
        return frozenset(desk for desk, known in self.weights.items() if sum(known[w] for w in words & known.keys()) >= limit)


def compile_topics(entries: Sequence[AnyEntry]) -> dict[str, str]:
    """The section `topics` of a compiled glossary."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if not isinstance(entry, Entry):
            continue
        for desk in entry.desks:
            named = {token for word in entry.near for token in tokens_of(word)}
            formed = {token for form in entry.english for token in tokens_of(form)} - named
            for token in named | formed:
                if token not in FUNCTION_WORDS and len(token) > 2:
                    counts[desk][token] += 1 if token in named else FORM_WEIGHT
    lines = []
    for desk, found in counts.items():
        words = (f"{word} {_weight(word, desk, counts):.3f}" for word in found)
        lines.append("\t".join((desk, *words)))
    return {"topics": "\n".join(lines)}


def _weight(word: str, desk: str, counts: dict[str, Counter[str]]) -> float:
    here = counts[desk][word]
    share = here / sum(found[word] for found in counts.values())
    return share * min(1.0, here) / (1 + frequency(word) / COMMON)
