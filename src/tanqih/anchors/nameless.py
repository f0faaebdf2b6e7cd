"""Names of the English that no word of the Arabic can be, and words of the Arabic that may be the names they stand in for."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tanqih import word_forms
from tanqih.anchors import sounds
from tanqih.anchors.lexicon import lexicon
from tanqih.anchors.pair import Pair, Word, opaque
from tanqih.anchors.tables import titles
from tanqih.arabic import ALEF, BEH, FATHATAN, FEH, HEH, KAF, LAM, MEEM, NOON, SEEN, TEH, WAW, YEH
from tanqih.english import FUNCTION_WORDS, MONTHS, WEEKDAYS
from tanqih.glossary.index import frequency
from tanqih.resources import frequency_file

HEARD = 0.5
"""Likeness from which a name counts as heard in the Arabic."""
SHORTEST = 4
_DERIVED = re.compile(
    r"(?:ism|ship|olog(?:y|ies|ic|ical|ist|ists|ically)|genetics?|genic|virus(?:es)?|viral|idae|inae|ales|phobia|phobic|thirty|fifty|sixty|eighty|ninety"
    r"|teen|ies|itis|osis|emia|tion|tions|ics|ness|ment|ments|ings?|isch?|sceptics?|skeptics?|ers|bacterial|scopy|ally|ical|oid|ine|ase|phone|phones|stan)$"
)
"""Endings of words that are no names even when no list holds them."""
COMMON = 2e-5
"""Share of running words from which a capitalised word is English rather than a name."""
_FAR, _REACH = 9.0, 4.0
"""Words away at which nothing can be said, and up to which an Arabic word may be the name meant."""
_SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sept oct nov dec".split())
_PART = 4
"""Letters that each half of a compound has at least."""
_OPENS = re.compile(
    "(?:^|[.!?:\N{HORIZONTAL ELLIPSIS}\"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}'(\\[\N{EM DASH}\N{EN DASH}]|(?:^|\\s)-)\\s*$"
)


class Orphan(IntEnum):
    """What kind of Arabic word stands where a name of the English is not, the surest last."""

    NONE = 0
    WORD = 1
    """A word of the lexicon that has no counterpart."""
    TITLE = 2
    """One that names are made of: ministry, united, university, north."""
    UNLISTED = 3
    """A word of no list that looks like a name in Arabic letters."""
    NAME = 4
    """A name of the lists: a country, a people, an organisation."""


class Unheard(NamedTuple):
    """A name of the English without a counterpart.

    Attributes:
        at: its index among the English words.
        heard: how much like any Arabic word it sounds, 0..1.
        instead: index of the Arabic word without a counterpart that may be the name meant; None without one.
        orphan: what kind of word that is.
        away: how many words that stands from where the neighbours of the name have theirs.
        opens: True when the name opens a sentence, a quotation or a bracket, where any word has a capital.
        in_name: True when the word before or behind it has a capital as well, and a counterpart.
    """

    at: int
    heard: float
    instead: int | None
    orphan: Orphan
    away: float
    opens: bool
    in_name: bool


@cache
def everyday(word: str) -> bool:
    """Whether a word in lower case is English vocabulary, so that its capital makes no name of it."""
    return (
        frequency(word) > COMMON
        or bool(word_forms.lemmas(word))
        or _DERIVED.search(word) is not None
        or (word.endswith("er") and bool(word_forms.lemmas(word[:-1]) or word_forms.lemmas(word[:-2])))
        or any(frequency(word[:at]) > COMMON and frequency(word[at:]) > COMMON for at in range(_PART, len(word) - _PART + 1))
    )


@lru_cache(maxsize=60_000)
def is_name(word: str) -> bool:
    """Whether an English word, as written, looks like a name: one capital, the first letter, and no everyday word."""
    bare = word.removesuffix("'s").removesuffix("\N{RIGHT SINGLE QUOTATION MARK}s")
    if (
        len(bare) < SHORTEST
        or not bare[0].isupper()
        or not bare.isalpha()
        or sum(c.isupper() for c in bare) > 1 + ("Mc" in bare or "Mac" in bare)
    ):
        return False
    lower = bare.lower()
    return (
        lower not in _SHORT_MONTHS
        and lower not in FUNCTION_WORDS
        and lower not in MONTHS
        and lower not in WEEKDAYS
        and not everyday(lower)
    )


@cache
def _common_words() -> tuple[str, ...]:
    lines = frequency_file().read_text(encoding="utf8").splitlines()
    return tuple(line.split()[0] for line in lines if not line.startswith("#") and len(line.split()[0]) >= _PART)


@cache
def is_misspelt(word: str) -> bool:
    """Whether a word in lower case is one letter away from an everyday one: a slip, and no name."""
    return len(word) >= _PART + 2 and process.extractOne(word, _common_words(), scorer=OSA.distance, score_cutoff=1) is not None


def unheard(pair: Pair) -> list[Unheard]:
    """The names that nothing in the Arabic stands for, in order; one that the Arabic has elsewhere in the text is still there."""
    found = []
    for j, word in enumerate(pair.english):
        if not word.text[0].isupper() or j in pair.linked:
            continue
        listed = _is_listed(word)
        if not listed and not is_name(word.text):
            continue
        heard = pair.heard(j)
        if (
            heard >= HEARD
            or (not listed and is_misspelt(word.text.lower()))
            or any(word.text == other.text and k in pair.linked for k, other in enumerate(pair.english))
        ):
            continue
        instead, orphan, away = _instead(pair, j)
        if listed and orphan is not Orphan.NAME:
            continue
        opens = _OPENS.search(pair.target, max(0, word.start - 3), word.start) is not None or not word.start
        beside = [
            k for k in (j - 1, j + 1) if 0 <= k < len(pair.english) and pair.english[k].text[0].isupper() and k in pair.linked
        ]
        found.append(Unheard(j, heard, instead, orphan, away, opens, bool(beside)))
    return found


def _is_listed(word: Word) -> bool:
    """Whether a capitalised English word is one of the names of the lists, as a country or a people is, in one word of its own."""
    text = word.text
    if len(text) <= SHORTEST or not text[1:].islower() or word.neutral or not word.keys.isdisjoint(titles()):
        return False
    return not word.keys.isdisjoint(lexicon().proper_english)


def _instead(pair: Pair, j: int) -> tuple[int | None, Orphan, float]:
    """The Arabic word that may be what a name stands in for: of the surest kind, the nearest."""
    places = _neighbourhood(pair, j)
    names = [sounds.of_latin(word.text) for word in pair.english if word.text[0].isupper() and len(word.text) > SHORTEST - 2]
    best: tuple[Orphan, float, int] | None = None
    for i, word in enumerate(pair.arabic):
        if pair.links[i] or word.neutral or len(word.text) < SHORTEST - 1 or word.text[0].isascii():
            continue
        away = min((abs(i - place) + beside for beside, place in places), default=_FAR)
        orphan = _kind(pair, i)
        if away > _REACH or orphan is Orphan.NONE:
            continue
        heard = sounds.of_arabic(word.text)
        if any(sounds.likeness(heard, name) >= HEARD for name in names):
            continue
        this = (orphan, -away, i)
        best = this if best is None or this > best else best
    return (None, Orphan.NONE, _FAR) if best is None else (best[2], best[0], -best[1])


def _neighbourhood(pair: Pair, j: int) -> list[tuple[float, int]]:
    """Where the neighbours of an English word have their counterparts, the further neighbours with a penalty; else by proportion."""
    used = pair.matched[1]
    places = [(0.5 * (beside - 1), used[k]) for beside in (1, 2, 3) for k in (j - beside, j + beside) if k in used]
    return places or [(1.0, int((j + 0.5) / len(pair.english) * len(pair.arabic)))]


def _kind(pair: Pair, i: int) -> Orphan:
    word = pair.arabic[i]
    if word.known:
        if lexicon().is_proper(word.text):
            return Orphan.NAME
        if not word.keys.isdisjoint(titles()):
            return Orphan.TITLE
        if lexicon().is_firm(word.text):
            return Orphan.WORD
    span = pair.source_span(i, i)
    written = pair.source[span.start : span.end]
    plain = _NATIVE.match(word.text) or FATHATAN in written or opaque(word) or len(word.text) < SHORTEST
    return Orphan.WORD if plain else Orphan.UNLISTED


_NATIVE = re.compile(
    f"[{WAW}{FEH}{BEH}{KAF}]?(?:{ALEF}{LAM}|{LAM}{LAM})|{WAW}[{YEH}{TEH}{ALEF}]|{SEEN}[{YEH}{TEH}]|{LAM}{YEH}.{{2,3}}$|.*(?:{HEH}{ALEF}|{HEH}{MEEM}|{TEH}{HEH}|{WAW}{ALEF}|{ALEF}{TEH}|{NOON}{HEH}|{HEH})$"
)
"""An unlisted word that has an article, a verb's prefix behind a conjunction, or a pronoun: an Arabic word rather than a name."""
