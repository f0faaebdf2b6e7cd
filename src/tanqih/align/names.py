"""Names in both scripts by their consonants: those of Arabic words in the letters of `glossary.skeleton`, to meet those of English ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tanqih.arabic import ARTICLE, BEH, FEH, HEH, KAF, LAM, LETTERS, WAW, folded
from tanqih.english import FUNCTION_WORDS, MONTHS, WEEKDAYS
from tanqih.glossary import skeleton

SHORTEST = 2
"""Consonants that a key must have to mean anything."""
_ARABIC_WORD = re.compile(f"[{LETTERS}]+")
_NAME = re.compile(r"\b[A-Z]\w*(?:['\N{RIGHT SINGLE QUOTATION MARK}][A-Za-z]{2,})?")
_LETTERS = (
    *("\N{ARABIC LETTER BEH}b", "\N{ARABIC LETTER TEH}t", "\N{ARABIC LETTER THEH}ts", "\N{ARABIC LETTER JEEM}j"),
    *("\N{ARABIC LETTER HAH}h", "\N{ARABIC LETTER KHAH}x", "\N{ARABIC LETTER DAL}d", "\N{ARABIC LETTER THAL}dz"),
    *("\N{ARABIC LETTER REH}r", "\N{ARABIC LETTER ZAIN}zs", "\N{ARABIC LETTER SEEN}s", "\N{ARABIC LETTER SHEEN}$"),
    *("\N{ARABIC LETTER SAD}s", "\N{ARABIC LETTER DAD}d", "\N{ARABIC LETTER TAH}t", "\N{ARABIC LETTER ZAH}z"),
    *("\N{ARABIC LETTER GHAIN}g", "\N{ARABIC LETTER FEH}f", "\N{ARABIC LETTER QAF}k", "\N{ARABIC LETTER KAF}k"),
    *("\N{ARABIC LETTER LAM}l", "\N{ARABIC LETTER MEEM}m", "\N{ARABIC LETTER NOON}n", "\N{ARABIC LETTER HEH}h"),
)
_SOUNDS = {part[0]: part[1:] for part in _LETTERS}
"""Arabic consonants, each with the sounds that `glossary.skeleton` may write it as; the other letters are vowels or silent there."""
_CLITICS = WAW + FEH + BEH + LAM + KAF
_HAH = "\N{ARABIC LETTER HAH}"
_MIN_LETTERS = 3
_NO_NAMES = FUNCTION_WORDS | MONTHS | WEEKDAYS
_LONG_WORD, MOST_READINGS = 24, 8


def arabic_words(text: str) -> set[str]:
    """The words of an Arabic text, in one spelling."""
    return {word for word in _ARABIC_WORD.findall(folded(text).text) if len(word) <= _LONG_WORD}


@lru_cache(maxsize=16384)
def arabic_keys(word: str) -> frozenset[str]:
    """The consonants of a folded word in every way that it can be taken apart and read."""
    return frozenset(key for stem in stems(word) for key in _readings(stem) if len(key) >= SHORTEST)


def stems(word: str) -> Iterator[str]:
    """A folded word, and what is left of it without conjunction, preposition and article."""
    yield word
    bare = word
    for _ in range(2):
        if bare[0] in _CLITICS and len(bare) > _MIN_LETTERS:
            bare = bare[1:]
            yield bare
    for stem in {word, bare}:
        if stem.startswith(ARTICLE) and len(stem) > _MIN_LETTERS + 1:
            yield stem[2:]


def _readings(stem: str) -> Iterator[str]:
    # A final ha is mostly ta marbuta, which romanised names leave out.
    stem = stem.removesuffix(HEH) if len(stem) > _MIN_LETTERS else stem
    keys = [""]
    for previous, letter in zip("-" + stem, stem, strict=False):
        if sounds := _SOUNDS.get(letter):
            # The same letter twice is one sound or has a vowel in it.
            once = keys if letter == previous else []
            keys = [*once, *(key + sound for key in keys for sound in sounds)][:MOST_READINGS]
    for key in keys:
        yield key
        if stem[-1] == _HAH:  # which looks like a silent one in Latin letters
            yield key[:-1]
        if "t$" in key or "ks" in key:  # ch, x
            yield key.replace("t$", "$").replace("ks", "k")


def english_names(text: str) -> set[str]:
    """Capitalised words of an English text that may be names."""
    return {found.group() for found in _NAME.finditer(text) if found.group().lower() not in _NO_NAMES and len(found.group()) > 2}


@lru_cache(maxsize=16384)
def english_keys(name: str) -> frozenset[str]:
    """The consonants of a romanised name in every way that they can be read."""
    return frozenset(key for key in skeleton.keys(skeleton.without_article(name)[1]) if len(key) >= SHORTEST)
