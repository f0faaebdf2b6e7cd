"""The words of an Arabic or English text, each with what it can stand for in the other language.

English words have a key (`stems.key`), Arabic ones the keys of all English words that the lexicon gives for them. What was read once is
remembered, for texts repeat their words.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import NamedTuple

from tanqih.anchors.lexicon import Keys, lexicon
from tanqih.anchors.stems import key
from tanqih.anchors.tables import acronyms, neutral, unheard
from tanqih.arabic import LETTERS
from tanqih.glossary.index import frequency
from tanqih.quotation import RIGHT_SINGLE

_ARABIC_WORD = re.compile(rf"[{LETTERS}]+|[A-Za-z][\w.-]*\w|\d+(?:[.,:]\d+)*")
_APOSTROPHE = "&(?:#39|#x27|apos|rsquo|#8217);"
_FIGURE_OR_SHORT = r"\d+(?:[.,:]\d+)*[^\W\d_]*|[A-Za-z](?:\.[A-Za-z])+\b"
_ENGLISH_WORD = re.compile(rf"{_FIGURE_OR_SHORT}|[^\W_]+(?:['{RIGHT_SINGLE}][^\W_]+)*")
_CODED_WORD = re.compile(rf"{_FIGURE_OR_SHORT}|[^\W_]+(?:(?:['{RIGHT_SINGLE}]|{_APOSTROPHE})[^\W_]+)*")
_CODED = re.compile(_APOSTROPHE)
_NUMBER = re.compile(r"\d")
_SCALED = re.compile(r"(?P<figure>\d[\d.,]*)(?P<scale>[kK]|m|mn|bn|b|tn)")
_SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_SIGNS = {"$": "dollar", "\N{POUND SIGN}": "pound sterling", "\N{EURO SIGN}": "euro", "%": "percent cent"}
GLUED = 10
"""Letters from which an unknown Arabic word is tried as two words written without a space."""
_OPAQUE = GLUED + 2
"""Letters from which an unknown word is several."""
_SHORTEST_HALF = 3
_COMMON, _RANGE = 3.2, 2.0
_MAX_KEPT = 60_000
"""Words that are remembered; then the memory starts anew."""
_NO_KEYS: Keys = frozenset()
_arabic: dict[str, tuple[Keys, bool, bool]] = {}
_english: dict[str, tuple[Keys, bool]] = {}


class Word(NamedTuple):
    """A word of either side.

    Attributes:
        text: folded for Arabic, as written for English.
        start, end: offsets in the folded source, or in the target.
        keys: English keys: those that an Arabic word can stand for, or the English word's own.
        known: False for an Arabic word that the lexicon does not hold, neither whole nor as two.
        neutral: True for an Arabic word that needs no counterpart, and for an English function word.
    """

    text: str
    start: int
    end: int
    keys: Keys
    known: bool
    neutral: bool


def of_arabic(folded: str) -> list[Word]:
    """The words of a folded source: Arabic ones, and what it has in Latin letters and figures."""
    found = []
    for m in _ARABIC_WORD.finditer(folded):
        text = m.group()
        keys, known, idle = _arabic.get(text) or _read_arabic(text)
        found.append(Word(text, m.start(), m.end(), keys, known, idle))
    return found


def of_english(target: str) -> list[Word]:
    """The words of a target; an abbreviation has the keys of what it stands for as well, a figure those of the sign beside it."""
    found = []
    coded = "&" in target
    for m in (_CODED_WORD if coded else _ENGLISH_WORD).finditer(target):
        text = m.group()
        start, end = m.span()
        keys, idle = _english.get(text) or _read_english(text)
        if "0" <= text[0] <= "9":
            keys |= _sign_keys(target, start, end)
        elif coded:
            text = _CODED.sub("'", text)
        found.append(Word(text, start, end, keys, True, idle))
    return found


@cache
def rarity(word: str) -> float:
    """How rare an English word in lower case is, from 0 for common ones to 1."""
    return max(0.0, min(1.0, (-math.log10(frequency(word) + 1e-6) - _COMMON) / _RANGE))


def opaque(word: Word) -> bool:
    """True for an Arabic word so long, and unknown, that it must be several written as one, of which nothing can be told."""
    return not word.known and len(word.text) >= _OPAQUE


def _read_arabic(text: str) -> tuple[Keys, bool, bool]:
    """The keys of a word of the source, whether it is known, and whether it needs no counterpart; remembered."""
    if len(_arabic) > _MAX_KEPT:
        _arabic.clear()
    if text[0].isascii():
        found = frozenset((_plain_number(text) if text[0].isdigit() else key(text),)), True, False
    else:
        keys = lexicon().look(text)
        if not keys and len(text) >= GLUED:
            keys = _halves(text)
        found = keys, bool(keys), text in neutral() or len(text) == 1
    _arabic[text] = found
    return found


def _halves(text: str) -> Keys:
    """Keys of two words that are written as one."""
    look = lexicon().look
    for at in range(_SHORTEST_HALF, len(text) - _SHORTEST_HALF + 1):
        first, second = look(text[:at]), look(text[at:])
        if first and second:
            return first | second
    return frozenset()


def _read_english(text: str) -> tuple[Keys, bool]:
    """The keys of an English word, and whether it is a function word; remembered."""
    if len(_english) > _MAX_KEPT:
        _english.clear()
    plain = _CODED.sub("'", text) if "&" in text else text
    lower = plain.lower()
    if _NUMBER.match(text):
        scaled = _SCALED.fullmatch(text)
        own = (
            {_plain_number(text)} if scaled is None else {_plain_number(scaled["figure"]), key(_SCALES[scaled["scale"].lower()])}
        )
    else:
        own = {key(plain)}
    found = _english[text] = acronyms().get(lower, _NO_KEYS).union(own), lower in unheard()
    return found


def _sign_keys(text: str, start: int, end: int) -> Keys:
    """What the sign before or behind a figure is in words."""
    signs = (text[start - 1 : start], text[end : end + 1])
    return frozenset(key(word) for sign in signs if sign in _SIGNS for word in _SIGNS[sign].split())


def _plain_number(text: str) -> str:
    return text.replace(",", "").rstrip(".:")
