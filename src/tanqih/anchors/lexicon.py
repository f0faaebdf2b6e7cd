"""Which English words an Arabic word can stand for: a look-up of the shipped word lists through clitics, endings and verb prefixes.

The lists in `data` were written by hand for this package, led by how often words stand in Arabic texts. They are no dictionary: they only
have to tell whether a word of the Arabic may be what a word of the English says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files

from tanqih.anchors.forms import derive
from tanqih.anchors.stems import key
from tanqih.arabic import ALEF, ARTICLE, BEH, FEH, HEH, KAF, LAM, MEEM, NOON, SEEN, TEH, WAW, YEH, folded

_NAMES = "world.tsv"
_FILES = ("verbs.tsv", "nouns.tsv", "more.tsv", "world.tsv")


def _by_first(*prefixes: str) -> dict[str, tuple[str, ...]]:
    return {first: tuple(prefix for prefix in prefixes if prefix[0] == first) for first in {prefix[0] for prefix in prefixes}}


_PREFIXES = _by_first(
    ARTICLE, WAW, WAW + ARTICLE, BEH, BEH + ARTICLE, LAM, LAM + LAM, FEH, FEH + ARTICLE, KAF, KAF + ARTICLE, SEEN, WAW + BEH, WAW + BEH + ARTICLE, WAW + LAM,
    WAW + LAM + LAM, WAW + SEEN, FEH + SEEN, WAW + KAF + ARTICLE, FEH + LAM, FEH + BEH, WAW + KAF, ALEF,
)  # fmt: skip
"""What may stand before a word, by its first letter."""
_PRONOUNS = ("", HEH, HEH + ALEF, HEH + MEEM, HEH + NOON, HEH + MEEM + ALEF, KAF, KAF + MEEM, NOON + ALEF, YEH)
_NUMBER = (
    ALEF + TEH,
    WAW + NOON,
    YEH + NOON,
    ALEF + NOON,
    WAW + ALEF,
    TEH,
    TEH + ALEF,
    TEH + MEEM,
    ALEF,
    WAW,
    NOON,
    NOON + YEH,
    YEH,
)
_NISBA = (YEH + HEH, YEH + WAW + NOON, YEH + YEH + NOON, YEH + ALEF + TEH, YEH + ALEF, TEH + ALEF + NOON, TEH + YEH + NOON)
_SUBJECT = (TEH, ALEF + TEH, WAW, YEH, ALEF, YEH + TEH, WAW + NOON)
_SHORTEST = 3
Keys = frozenset[str]
_NONE: Keys = frozenset()


def _suffixes() -> dict[str, tuple[tuple[str, int, bool], ...]]:
    """Endings by their last letter, the short ones first: the ending, its length, and whether a ta marbuta may stand behind it."""
    found = {*_PRONOUNS, *_NUMBER, *_NISBA, *(s + p for s in _SUBJECT for p in _PRONOUNS)} - {""}
    by_last: dict[str, list[tuple[str, int, bool]]] = {}
    for suffix in sorted(found, key=lambda suffix: (len(suffix), suffix)):
        feminine = suffix[0] == TEH or suffix[:2] == ALEF + TEH
        by_last.setdefault(suffix[-1], []).append((suffix, len(suffix), feminine))
    return {last: tuple(suffixes) for last, suffixes in by_last.items()}


_SUFFIXES = _suffixes()
_IMPERFECT = frozenset(TEH + NOON + ALEF)


class Lexicon:
    """The word lists in memory."""

    def __init__(self, entries: dict[str, Keys], proper: frozenset[str]) -> None:
        self._entries, self._proper = entries, proper

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def english(self) -> Keys:
        """The keys of every English word of the lists."""
        return frozenset().union(*self._entries.values())

    @cached_property
    def proper_english(self) -> Keys:
        """The keys of the English words of the names of the lists."""
        return _NONE.union(*(self._entries[form] for form in self._proper))

    def look(self, word: str) -> Keys:
        """Keys (`stems.key`) of the English words that a folded Arabic word can stand for; empty for an unknown one. Not remembered."""
        found = list(filter(None, map(self._entries.get, _readings(word))))
        return found[0] if len(found) == 1 else _NONE.union(*found)

    def is_firm(self, word: str) -> bool:
        """Whether a word is in the lists as it stands, or by a form long enough not to be found in names by accident."""
        return any(
            candidate in self._entries and (candidate == word or len(candidate) > _SHORTEST) for candidate in _readings(word)
        )

    def is_proper(self, word: str) -> bool:
        """Whether a folded Arabic word may be one of the names of the lists: a country, its people, an organisation."""
        return any(candidate in self._proper for candidate in _readings(word))


def _readings(word: str) -> list[str]:
    """What a word may be a form of: with and without conjunction, preposition and article, and each of these with and without endings."""
    found: list[str] = []
    _candidates(word, found)
    for prefix in _PREFIXES.get(word[0], ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            _candidates(word[len(prefix) :], found)
    return found


def _candidates(stem: str, found: list[str]) -> None:
    """Add what a stem without conjunction, preposition and article may be a form of."""
    found.append(stem)
    imperfect = stem[0] in _IMPERFECT
    if imperfect:
        found.append(YEH + stem[1:])
    length = len(stem)
    for suffix, size, feminine in _SUFFIXES.get(stem[-1], ()):
        if length - size < (_SHORTEST if size > 1 else _SHORTEST - 1) or not stem.endswith(suffix):
            continue
        rest = stem[:-size]
        found.append(rest)
        if feminine:
            found.append(rest + HEH)
        if imperfect:
            found.append(YEH + rest[1:])


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read on first use."""
    return Lexicon(_read(_FILES), frozenset(_read((_NAMES,))))


def _read(names: Iterable[str]) -> dict[str, Keys]:
    gathered: dict[str, set[str]] = {}
    for name in names:
        for line in (files("tanqih.anchors") / "data" / name).read_text(encoding="utf8").splitlines():
            if line.startswith("#"):
                continue
            arabic, _, english = line.partition("\t")
            keys = {key(word) for word in english.split()}
            for form in _words(arabic):
                gathered.setdefault(form, set()).update(keys)
    return {form: frozenset(keys) for form, keys in gathered.items()}


def _words(cell: str) -> Iterator[str]:
    """The words of a cell: as written, without an article, or made from a verb form and its root."""
    for token in folded(cell).text.split():
        if token[0].isdigit():
            form = "10" if token.startswith("10") else token[0]
            yield from derive(int(form), token[len(form) :])
        else:
            yield token
            if token.startswith(ARTICLE) and len(token) > len(ARTICLE) + _SHORTEST - 1:
                yield token.removeprefix(ARTICLE)
