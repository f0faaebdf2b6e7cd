"""What a page is about: a light score per desk, from the words that the glossary's own entries hold.

A desk's words are those that its entries name as `near` (these count twice), use in their English forms or put round the wrong words of a
pattern. A word tells the more, the more entries hold it and the rarer it is in news of any kind. Entries for any desk speak for the
desk that their file is named after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from tanqih.english import FUNCTION_WORDS
from tanqih.folding import tokens_of
from tanqih.glossary.cache import Store
from tanqih.glossary.entries import AnyEntry, Entry
from tanqih.glossary.index import frequency
from tanqih.glossary.words import forms_of

MANY_ENTRIES = 4
"""So many entries of a desk make a word tell in full."""
TELLING, VERY_TELLING = 8.0, 150.0
"""How many times likelier than in any news a word must be to count at all, and to count in full."""
_SAY_NOTHING = FUNCTION_WORDS | frozenset(
    "one two three four five six seven eight nine ten first second third fourth last next new more most other time year day".split()
)
ENOUGH = 1.0
"""Score from which a page belongs to a desk, for a short text."""
PER_WORD = 1 / 120
"""What every further word of the page adds to that."""


class Topics:
    """Context words by desk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_word: dict[str, dict[str, float]] | None = None

    @property
    def weights(self) -> dict[str, dict[str, float]]:
        """For each word that tells, the desks and how much it speaks for them."""
        if self._by_word is None:
            self._by_word = {}
            for line in self._store.lines("topics"):
                desk, *words = line.split("\t")
                for word, _, weight in (pair.partition(" ") for pair in words):
                    self._by_word.setdefault(word, {})[desk] = float(weight)
        return self._by_word

    def scores(self, tokens: Iterable[str]) -> dict[str, float]:
        """How much the tokens of a page speak for each desk; each token counts once, as the form that tells most."""
        known = self.weights
        total: dict[str, float] = {}
        for token in dict.fromkeys(tokens):
            told: dict[str, float] = {}
            for form in forms_of(token):
                for desk, weight in known.get(form, {}).items():
                    told[desk] = max(weight, told.get(desk, 0.0))
            for desk, weight in told.items():
                total[desk] = total.get(desk, 0.0) + weight
        return total

    def desks(self, tokens: Sequence[str]) -> frozenset[str]:
        """The desks that a page with these tokens belongs to."""
        limit = ENOUGH + PER_WORD * len(tokens)
        return frozenset(desk for desk, score in self.scores(tokens).items() if score >= limit)


def compile_topics(entries: Sequence[AnyEntry]) -> dict[str, str]:
    """The section `topics` of a compiled glossary."""
    terms = [entry for entry in entries if isinstance(entry, Entry)]
    desks = {desk for entry in terms for desk in entry.desks}
    counts: dict[str, Counter[str]] = {desk: Counter() for desk in sorted(desks)}
    for entry in terms:
        for desk in desks.intersection(entry.desks or (entry.file,)):
            counts[desk].update(_telling(_words(entry)))
            counts[desk].update(_telling(token for word in entry.near for token in tokens_of(word)))
    lines = []
    for desk, found in counts.items():
        total = found.total()
        weights = ((word, _weight(number, total, word)) for word, number in found.items())
        lines.append("\t".join((desk, *(f"{word} {weight:.3f}" for word, weight in weights if weight > 0))))
    return {"topics": "\n".join(lines)}


def _telling(words: Iterable[str]) -> set[str]:
    return {word for word in words if word not in _SAY_NOTHING and len(word) > 2}


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
