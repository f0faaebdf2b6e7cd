"""What sentences of both languages have in common: numbers, dates, names, glossary terms, frequent words, words in Latin letters.

An anchor is something that a sentence has and its translation should have. What it says is a likelihood ratio: shared by two sentences,
how much likelier that is for translations than for any two of this text; on one side only, how much less likely.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from tanqih.align.names import arabic_keys, arabic_words, english_keys, english_names
from tanqih.align.units import Unit
from tanqih.align.words import arabic_entries, english_entries
from tanqih.arabic import QUESTION_MARK
from tanqih.glossary.arabicside import HasEntries, find_terms
from tanqih.quantities import arabic, dates, english
from tanqih.quantities.quantity import Weight

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&-]*[A-Za-z0-9]")


class _Kind(NamedTuple):
    """What is known of a kind of anchor.

    Attributes:
        hit: how often a sentence that has one finds it in its translation.
        chance: how often another sentence has it, before the text itself is counted.
    """

    hit: float
    chance: float


_KINDS = {
    "number": _Kind(0.9, 0.05),
    "date": _Kind(0.85, 0.08),
    "latin": _Kind(0.7, 0.03),
    "name": _Kind(0.6, 0.02),
    "term": _Kind(0.6, 0.03),
    "word": _Kind(0.5, 0.08),
    "mark": _Kind(0.8, 0.3),
}
_CHANCE = {2: 0.12, 3: 0.04}
"""How often a name meets an unrelated word by its consonants, by their number; longer ones hardly ever."""
_TRUST = 10
"""How many sentences of a text weigh as much as what is known before."""
_MISSED = 0.7
"""How much an anchor counts that is on one side only: less than it should, for they are not independent of each other."""
_QUOTE = re.compile(
    '["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}]'
)


class Anchors(NamedTuple):
    """Anchors of two texts, by number.

    Attributes:
        source, target: for each unit the anchors it has.
        gain: for each anchor what it says when two units share it, on top of what `cost` says of each, in nats.
        cost: for each anchor what it costs a unit whose translation lacks it.
    """

    source: list[frozenset[int]]
    target: list[frozenset[int]]
    gain: list[float]
    cost: list[float]


def anchors(source: Sequence[Unit], target: Sequence[Unit], glossary: HasEntries | None = None) -> Anchors:
    """The anchors of two texts; `glossary` adds its terms and names."""
    found = _Found(len(source), len(target))
    for i, unit in enumerate(source):
        quantities = arabic.read(unit.text)
        found.source("number", i, (value for quantity in quantities for value in quantity.values))
        found.firm.update(quantity.value for quantity in quantities if quantity.weight is Weight.FIRM)
        found.source("date", i, ((word.kind, word.value) for word in dates.read_arabic(unit.text)))
        found.source("latin", i, (word.lower() for word in _LATIN.findall(unit.text)))
        found.source("word", i, arabic_entries(unit.text))
        found.source("mark", i, _marks(unit.text))
    for j, unit in enumerate(target):
        quantities = english.read(unit.text)
        found.target("number", j, (value for quantity in quantities for value in quantity.values))
        found.firm.update(quantity.value for quantity in quantities if quantity.weight is Weight.FIRM)
        found.target("date", j, ((word.kind, word.value) for word in dates.read_english(unit.text)))
        found.target("latin", j, (word.lower() for word in _LATIN.findall(unit.text)))
        found.target("word", j, english_entries(unit.text))
        found.target("mark", j, _marks(unit.text))
    _names(found, source, target)
    if glossary is not None:
        _terms(found, source, target, glossary)
    return found.anchors()


class _Found:
    """Which units have what."""

    def __init__(self, sources: int, targets: int) -> None:
        self._sizes = sources, targets
        self._source: defaultdict[tuple[str, Hashable], set[int]] = defaultdict(set)
        self._target: defaultdict[tuple[str, Hashable], set[int]] = defaultdict(set)
        self.firm: set[Hashable] = set()  # numbers that a translation has to carry

    def source(self, kind: str, unit: int, things: Iterable[Hashable]) -> None:
        """Note things of a source unit."""
        for thing in things:
            self._source[kind, thing].add(unit)

    def target(self, kind: str, unit: int, things: Iterable[Hashable]) -> None:
        """Note things of a target unit."""
        for thing in things:
            self._target[kind, thing].add(unit)

    def anchors(self) -> Anchors:
        """What both sides have somewhere, and the numbers that only one has."""
        sides: tuple[list[set[int]], list[set[int]]] = tuple([set() for _ in range(size)] for size in self._sizes)  # type: ignore[assignment]
        gain: list[float] = []
        cost: list[float] = []
        for key in sorted(self._source.keys() | self._target.keys(), key=repr):
            units = self._source.get(key, set()), self._target.get(key, set())
            if not all(units) and not (key[0] == "number" and key[1] in self.firm):
                continue
            weight, lost = self._weights(key, *map(len, units))
            if weight <= 0.0:
                continue
            for side, numbers in zip(sides, units, strict=True):
                for unit in numbers:
                    side[unit].add(len(gain))
            gain.append(weight + 2 * lost)
            cost.append(lost)
        return Anchors([frozenset(one) for one in sides[0]], [frozenset(one) for one in sides[1]], gain, cost)

    def _weights(self, key: tuple[str, Hashable], sources: int, targets: int) -> tuple[float, float]:
        """Logs: how much likelier an anchor is in a translation than elsewhere, and how much likelier its absence is elsewhere."""
        kind, thing = key
        hit, known = _KINDS[kind]
        if kind == "name" and isinstance(thing, str):
            known = _CHANCE.get(max(map(len, english_keys(thing))), known)
        counts = zip((sources, targets), self._sizes, strict=True)
        # Of other sentences than the two that are compared.
        chance = max((max(0, having - 1) + _TRUST * known) / (max(0, size - 1) + _TRUST) for having, size in counts)
        return math.log(hit / chance), _MISSED * math.log((1 - min(chance, hit)) / (1 - hit))


def _marks(text: str) -> Iterator[str]:
    """Quotations and questions."""
    if _QUOTE.search(text):
        yield "quotation"
    if "?" in text or QUESTION_MARK in text:
        yield "question"


def _names(found: _Found, source: Sequence[Unit], target: Sequence[Unit]) -> None:
    """English names, and the source units with a word that can be read so."""
    by_key: defaultdict[str, set[int]] = defaultdict(set)
    for i, unit in enumerate(source):
        for word in arabic_words(unit.text):
            for key in arabic_keys(word):
                by_key[key].add(i)
    for j, unit in enumerate(target):
        for name in english_names(unit.text):
            found.target("name", j, [name])
            for i in set().union(*(by_key[key] for key in english_keys(name) if key in by_key)):
                found.source("name", i, [name])


def _terms(found: _Found, source: Sequence[Unit], target: Sequence[Unit], glossary: HasEntries) -> None:
    """Glossary entries in the source, and the target units with one of their renderings."""
    lowered = [unit.text.lower() for unit in target]
    known: dict[tuple[str, ...], list[int]] = {}
    for i, unit in enumerate(source):
        for entry, _ in find_terms(unit.text, glossary):
            forms = (entry.english,) if isinstance(entry.english, str) else entry.english
            if forms not in known:
                known[forms] = [j for j, text in enumerate(lowered) if any(form and form.lower() in text for form in forms)]
                for j in known[forms]:
                    found.target("term", j, [forms])
            found.source("term", i, [forms])
