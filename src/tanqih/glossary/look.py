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
from tanqih.glossary.names import Names, names_of
from tanqih.glossary.skeleton import keys, without_article

SHORTEST, SHORTEST_FOREIGN, FAR = 3, 5, 0.25
MAX_KEPT = 50_000
"""Words whose answers are kept; then the memory starts anew."""
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


class Looker:
    """Looks at texts, and remembers the words."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._heard: dict[str, tuple[bool, tuple[str, ...]]] = {}

    def look(self, texts: Iterable[str]) -> NameLook:
        """What the capitalised words of a page's texts, one for each block, tell."""
        heard = self._heard
        foreign = varied = False
        seen: dict[str, str] = {}
        articles: set[str] = set()
        for text in texts:
            if "l-" in text:
                articles.update(article for article in ("al-", "el-") if article in text or article.capitalize() in text)
            for word in _CAPITALISED.findall(text):
                sounds_foreign, keys = heard.get(word) or self._hear(word)
                if sounds_foreign:
                    foreign = True
                for key in keys:
                    if seen.setdefault(key, word) != word:
                        varied = True
        return NameLook(foreign, varied or len(articles) > 1)

    def _hear(self, word: str) -> tuple[bool, tuple[str, ...]]:
        """What a capitalised word tells: may it be a changed foreign name, and its consonant readings as an Arabic name."""
        if len(self._heard) > MAX_KEPT:
            self._heard.clear()
        found = self._heard[word] = any(map(self._sounds_foreign, _FOREIGN.findall(word))), _keys(word)
        return found

    def _sounds_foreign(self, word: str) -> bool:
        names = self._names
        unlisted = len(word) >= SHORTEST_FOREIGN and not names.places(word)
        return unlisted and any(names.foreign_like(word, kind, FAR) for kind in "LPC")


def _keys(word: str) -> tuple[str, ...]:
    """Consonant readings of a capitalised word, each once; none for what cannot be a name."""
    cores = without_article(POSSESSIVE.sub("", word))[1].split("-")
    found = (
        key
        for core in cores
        if len(core) >= SHORTEST and core[0].isupper() and not core[1:].isupper() and core.lower() not in NO_NAMES
        for key in keys(core)
    )
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8)
def looker_of(store: Store) -> Looker:
    """The looker for a compiled glossary."""
    return Looker(names_of(store))
