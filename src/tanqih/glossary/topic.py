"""What a page is about: a light score per desk, from the words that the glossary's own entries hold.

A desk's words are those that its entries name as `near`, use in their English forms or put round the wrong words of a pattern. A word
tells the more, the more entries hold it and the rarer it is in news of any kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from tanqih.english import FUNCTION_WORDS
from tanqih.glossary.cache import Store
from tanqih.glossary.entries import AnyEntry, Entry
from tanqih.glossary.index import frequency, tokens_of

MANY_ENTRIES = 4
"""So many entries of a desk make a word tell in full."""
TELLING, VERY_TELLING = 8.0, 150.0
"""How many times likelier than in any news a word must be to count at all, and to count in full."""
ENOUGH = 1.0
"""Score from which a page belongs to a desk, for a short text."""
PER_WORD = 1 / 120
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
        if isinstance(entry, Entry) and entry.desks:
            words = {word for word in _words(entry) if word not in FUNCTION_WORDS and len(word) > 2}
            for desk in entry.desks:
                counts[desk].update(words)
    lines = []
    for desk, found in counts.items():
        total = found.total()
        weights = ((word, _weight(number, total, word)) for word, number in found.items())
        lines.append("\t".join((desk, *(f"{word} {weight:.3f}" for word, weight in weights if weight > 0))))
    return {"topics": "\n".join(lines)}


def _words(entry: Entry) -> Iterable[str]:
    for text in (*entry.near, *entry.english):
        yield from tokens_of(text)
    for text in entry.wrong:
        before, bracket, rest = text.partition("=>")[0].partition("[")
        if bracket:
            yield from tokens_of(before)
            yield from tokens_of(rest.partition("]")[2])


def _weight(number: int, total: int, word: str) -> float:
    ratio = number / total / frequency(word)
    if ratio < TELLING or number < 2:
        return 0.0
    return min(1.0, number / MANY_ENTRIES) * min(1.0, log(ratio) / log(VERY_TELLING))
