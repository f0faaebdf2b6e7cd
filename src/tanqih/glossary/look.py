"""One quick look at the capitalised words of a page: whether any name rule has a reason to look closer.

Nearly all capitalised words of news are ordinary names that nothing is wrong with, so what a word tells is worked out once for each
word and kept; a sentence then costs a regular expression and a few look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tanqih.english import FUNCTION_WORDS, MONTHS, WEEKDAYS
from tanqih.glossary.cache import Store
from tanqih.glossary.index import frequency
from tanqih.glossary.names import Names, fold_name, names_of
from tanqih.glossary.skeleton import SAME_NAME, distance, keys, skeleton, without_article

SHORTEST, SHORTEST_FOREIGN, FAR = 3, 5, 0.25
SHORT_SOUNDS, SHORT_NAME = 2, 0.09
COMMON = 2e-5
"""Share of running words from which a word is English rather than a name."""
MAX_KEPT = 50_000
"""Words, and pairs of words, whose answers are kept; then the memory starts anew."""
NO_NAMES = FUNCTION_WORDS | WEEKDAYS | MONTHS
"""Words in lower case that are no names when they carry a capital."""
APOSTROPHES = "'`\N{RIGHT SINGLE QUOTATION MARK}"
POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$")
"""A possessive ending, which is no part of a name."""
_CAPITALISED = re.compile(rf"[A-Z][\w{APOSTROPHES}-]+")
_FOREIGN = re.compile(r"[A-Z][a-z]\w+")


class NameLook(NamedTuple):
    """What a look at a page tells: may a word be a foreign name written after its Arabic letters, may a name be spelled two ways?"""

    foreign: bool
    varied: bool


class _Heard(NamedTuple):
    """What a capitalised word tells: may it be a changed foreign name; its names, each with one of its consonant readings."""

    foreign: bool
    readings: tuple[tuple[str, str], ...]


class Looker:
    """Looks at texts, and remembers the words."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._heard: dict[str, _Heard] = {}
        self._alike: dict[tuple[str, str], bool] = {}

    def look(self, texts: Iterable[str]) -> NameLook:
        """What the capitalised words of a page's texts, one for each block, tell."""
        heard = self._heard
        foreign = varied = False
        seen: dict[str, list[str]] = {}
        articles: set[str] = set()
        for text in texts:
            if "l-" in text:
                articles.update(article for article in ("al-", "el-") if article in text or article.capitalize() in text)
            for word in _CAPITALISED.findall(text):
                sounds_foreign, readings = heard.get(word) or self._hear(word)
                if sounds_foreign:
                    foreign = True
                for key, name in readings:
                    others = seen.setdefault(key, [])
                    if name not in others:
                        varied = varied or any(self._are_alike(name, other) for other in others)
                        others.append(name)
        return NameLook(foreign, varied or len(articles) > 1)

    def _hear(self, word: str) -> _Heard:
        if len(self._heard) > MAX_KEPT:
            self._heard.clear()
        found = self._heard[word] = _Heard(any(map(self._sounds_foreign, _FOREIGN.findall(word))), self._readings(word))
        return found

    def _are_alike(self, one: str, other: str) -> bool:
        """Whether two words may spell one name."""
        found = self._alike.get((one, other))
        if found is None:
            if len(self._alike) > MAX_KEPT:
                self._alike.clear()
            found = self._alike[one, other] = fold_name(one) != fold_name(other) and apart(self._names, one, other) is not None
        return found

    def _readings(self, word: str) -> tuple[tuple[str, str], ...]:
        """The names in a capitalised word, once with each consonant reading; none for what cannot be a name."""
        article, rest = without_article(POSSESSIVE.sub("", word))
        cores = (
            core
            for core in rest.split("-")
            if len(core) >= SHORTEST and core[0].isupper() and not core[1:].isupper()
            if article or not is_everyday(core) or self._names.places(core)
        )
        return tuple(dict.fromkeys((key, core) for core in cores for key in keys(core)))

    def _sounds_foreign(self, word: str) -> bool:
        names = self._names
        unlisted = len(word) >= SHORTEST_FOREIGN and not names.places(word)
        return unlisted and any(names.foreign_like(word, kind, FAR) for kind in "LPC")


def is_everyday(word: str) -> bool:
    """True for a word that is English rather than a name: a function word, a weekday, a month, or one that is frequent in running text."""
    lower = word.lower()
    return lower in NO_NAMES or frequency(lower) > COMMON


def apart(names: Names, one: str, other: str) -> float | None:
    """How far two words, without articles, are apart as spellings of one name (`skeleton.distance`); None when they are two names.

    Names that no file lists together have to be nearer, those of one or two consonants, which many names share, nearer still.
    """
    listed = names.same(one, other)
    if listed is False:
        return None
    far = distance(one, other)
    limit = SAME_NAME if len(skeleton(one).sounds) > SHORT_SOUNDS else SHORT_NAME
    return None if far == float("inf") or (not listed and far > limit) else far


@lru_cache(maxsize=8)
def looker_of(store: Store) -> Looker:
    """The looker for a compiled glossary."""
    return Looker(names_of(store))
