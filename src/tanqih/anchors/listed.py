"""Names of the name files in the Arabic of a pair, and which of them the English does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tanqih.anchors import sounds
from tanqih.anchors.lexicon import lexicon
from tanqih.anchors.nameless import HEARD
from tanqih.anchors.pair import Pair
from tanqih.anchors.stems import key
from tanqih.arabic import ARTICLE, BEH, FEH, KAF, LAM, WAW, folded
from tanqih.glossary.arabicside import HasEntries
from tanqih.glossary.entries import NameEntry

KINDS = frozenset("person foreign-person foreign-place foreign-company place club outlet party group".split())
_SURE, _LIKELY = 0.6, 0.4
_SHORTEST = 4
_MAX_KEPT = 60_000
_PREFIXES = (WAW, FEH, BEH, LAM, KAF, WAW + BEH, WAW + LAM, ARTICLE, WAW + ARTICLE, BEH + ARTICLE, LAM + LAM)


class Name(NamedTuple):
    """A name of the files: the words behind the first, the keys of its English spellings, how the house spells it, and whether it is sure."""

    rest: tuple[str, ...]
    keys: frozenset[str]
    english: str
    sure: bool


class Missing(NamedTuple):
    """A name that the English does not have: indexes of its first and last Arabic word, its house spelling."""

    first: int
    last: int
    english: str
    confidence: float


class _Index:
    """Names by their first word, folded."""

    def __init__(self, entries: Iterable[object]) -> None:
        self._by_first: dict[str, list[Name]] = {}
        self._starting: dict[str, tuple[Name, ...]] = {}
        for entry in entries:
            if isinstance(entry, NameEntry) and entry.kind in KINDS:
                for arabic in entry.arabic:
                    self._add(arabic, entry)
        for names in self._by_first.values():
            names.sort(key=lambda name: -len(name.rest))

    def _add(self, arabic: str, entry: NameEntry) -> None:
        words = folded(arabic).text.split()
        foreign = entry.kind.startswith("foreign-")
        if len(words) == 1 and (len(words[0]) < _SHORTEST or lexicon().look(words[0]) or not (foreign or entry.kind == "place")):
            return
        spelled = {key(part) for form in (entry.english, *entry.variants) for word in form.split() for part in word.split("-")}
        sure = foreign and (len(words) > 1 or len(words[0]) > _SHORTEST + 1)
        self._by_first.setdefault(words[0], []).append(Name(tuple(words[1:]), frozenset(spelled), entry.english, sure))

    def find(self, words: list[str], starts: Iterable[int]) -> Iterator[tuple[int, int, Name]]:
        """Names that begin at some of a row of folded words: indexes of the first and last word, the longest name at each place."""
        behind = 0
        for i in starts:
            found = self._at(words, i) if i >= behind else None
            if found is not None:
                behind = i + len(found.rest) + 1
                yield i, behind - 1, found

    def _at(self, words: list[str], i: int) -> Name | None:
        starting = self._starting.get(words[i])
        if starting is None:
            if len(self._starting) > _MAX_KEPT:
                self._starting.clear()
            starting = self._starting[words[i]] = tuple(
                name for text in _stems(words[i]) for name in self._by_first.get(text, ())
            )
        for name in starting:
            if tuple(words[i + 1 : i + 1 + len(name.rest)]) == name.rest:
                return name
        return None


def _stems(word: str) -> Iterator[str]:
    yield word
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST - 1:
            yield word[len(prefix) :]
            if prefix[-2:] != ARTICLE:
                yield ARTICLE + word[len(prefix) :]


_indexes: WeakKeyDictionary[HasEntries, _Index] = WeakKeyDictionary()


def missing(pair: Pair, glossary: HasEntries) -> list[Missing]:
    """The names of the files in the Arabic of which the English has no spelling, no word, and nothing that sounds like them."""
    index = _indexes.get(glossary)
    if index is None:
        index = _indexes[glossary] = _Index(glossary.entries)
    starts = [i for i, places in enumerate(pair.links) if not places and not pair.arabic[i].neutral]
    if not starts:
        return []
    words = [word.text for word in pair.arabic]
    found: list[Missing] = []
    seen: set[str] = set()
    for first, last, name in index.find(words, starts):
        if name.english in seen or any(pair.links[first : last + 1]) or not name.keys.isdisjoint(pair.english_by_key):
            continue
        seen.add(name.english)
        if any(_sounds_like(pair, words[i]) for i in range(first, last + 1)):
            continue
        found.append(Missing(first, last, name.english, _SURE if name.sure and not _has_free_name(pair) else _LIKELY))
    return found


def _has_free_name(pair: Pair) -> bool:
    """Whether an English word with a capital, not the first, stands for nothing in the Arabic: it may be the name, written in short."""
    return any(word.text[0].isupper() and j not in pair.linked and not word.neutral for j, word in enumerate(pair.english) if j)


def _sounds_like(pair: Pair, arabic: str) -> bool:
    heard = sounds.of_arabic(arabic)
    return any(word.text[0].isupper() and sounds.likeness(heard, sounds.of_latin(word.text)) >= HEARD for word in pair.english)
