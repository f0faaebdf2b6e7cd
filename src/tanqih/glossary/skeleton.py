"""The Arabic skeleton of a romanised name, and how far two romanisations are apart.

A romanised word is read as the consonants of the Arabic word it may come from, each with the letters it can stand for (`g` for
qaf, jim or ghayn, `dh` for dal, dad, zay or zah), and the vowels between them. Two words that share a reading of the consonants
are compared vowel by vowel: what romanisers vary freely (ee/i, ou/oo/u, e/i, a doubled letter, a final h) costs little, what tells
Arabic words apart (Nasser/Nassar, Hamad/Hamid, Amin/Amina) costs much. The costs were set on `names/` of the shared corpora; see
tests/glossary/test_names.py for what they give there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import NamedTuple

SAME_NAME = 0.7
"""Distance up to which two romanisations pass as one Arabic name."""
MAX_KEYS = 24
LONGEST = 40
_ARTICLE = re.compile(r"(?P<article>(?:a|e)(?:l|s|sh|ch|n|r|t|th|d|dh|z))(?:[- ]|(?<=l)')(?=\w)", re.IGNORECASE)
_MARKS = re.compile(r"['`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
                    r"\N{MODIFIER LETTER LEFT HALF RING}\N{MODIFIER LETTER RIGHT HALF RING}\N{MODIFIER LETTER TURNED COMMA}-]")  # fmt: skip
_CONSONANTS = {
    "sch": "$", "sh": "$", "ch": "$", "kh": "x", "gh": "gj", "dj": "j", "dh": "dz", "th": "ts", "ph": "f", "ck": "k", "cq": "k",
    "gu": "kgj", "b": "b", "p": "b", "c": "k", "d": "d", "f": "f", "g": "kgj", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m",
    "n": "n", "q": "k", "r": "r", "s": "s", "t": "t", "v": "f", "z": "z",
}  # fmt: skip
"""Letters -> the readings they can have: $ shin, x khah, g ghayn, k qaf or kaf, j jim; the others as in English."""
_VOWELS = "aeiouyw"
_LONG = (
    ("aou", "au"), ("aa", "A"), ("ee", "I"), ("ii", "I"), ("oo", "U"), ("ou", "U"), ("uu", "U"), ("iy", "I"), ("uw", "U"), ("ij", "I"),
    ("ie", "I"), ("y", "i"), ("w", "u"), ("ai", "Y"), ("ei", "Y"), ("au", "W"), ("ao", "W"), ("ow", "W"), ("eu", "W"),
)  # fmt: skip
"""Vowel letters -> symbols, in this order: capitals are long vowels, Y and W the diphthongs ay and aw."""
_NEAR = {
    "ei": 0.05, "eI": 0.8, "iI": 0.05, "ou": 0.05, "oU": 0.1, "uU": 0.05, "aA": 0.1, "ae": 0.25, "Ae": 0.6, "ao": 0.75, "eY": 0.4,
    "iY": 0.45, "IY": 0.45, "oW": 0.3, "uW": 0.45, "UW": 0.3, "eo": 0.8, "eu": 0.7,
}  # fmt: skip
_FAR = 1.0
_SPLIT_DIPHTHONGS = frozenset(
    {
        ("Y", "aI"),
        ("Y", "ai"),
        ("Y", "ae"),
        ("Y", "aY"),
        ("Ye", "ae"),
        ("YI", "aI"),
        ("W", "WU"),
        ("aU", "WU"),
        ("W", "aU"),
        ("W", "au"),
        ("W", "ao"),
    }
)
"""Said and Saeed, Saud and Saoud: a diphthong that may as well be two vowels with an ayn between them."""


class Skeleton(NamedTuple):
    """Readings of one romanised word.

    Attributes:
        sounds: for each consonant the letters it can stand for, doubled ones once.
        doubled: for each consonant, whether it was written twice.
        gaps: the vowels before each consonant and after the last: one more than sounds.
        breath: True when an h after the last vowel was left out.
    """

    sounds: tuple[str, ...]
    doubled: tuple[bool, ...]
    gaps: tuple[str, ...]
    breath: bool


def without_article(name: str) -> tuple[str, str]:
    """The article (al, el, as, …; "" without one) and the rest of a name: "al-Sadr" -> ("al", "Sadr")."""
    m = _ARTICLE.match(name)
    return (m["article"], name[m.end() :]) if m else ("", name)


@lru_cache(maxsize=8192)
def skeleton(name: str) -> Skeleton:
    """The skeleton of one romanised word without its article; case, accents and apostrophes do not count."""
    letters = _plain(name[:LONGEST])
    breath = len(letters) > 3 and letters[-1] == "h" and letters[-2] in "aeiou"
    letters = letters[:-1] if breath else letters
    sounds: list[str] = []
    doubled: list[bool] = []
    gaps = [""]
    i = 0
    while i < len(letters):
        size, readings = _consonant(letters, i)
        if not readings:
            gaps[-1] += letters[i] if letters[i] in _VOWELS else ""
        elif sounds and not gaps[-1] and set(sounds[-1]) & set(readings):
            shared = "".join(c for c in sounds[-1] if c in readings)
            sounds[-1], doubled[-1] = shared, True
        else:
            sounds.append(readings)
            doubled.append(False)
            gaps.append("")
        i += size
    return Skeleton(tuple(sounds), tuple(doubled), tuple(_vowels(gap) for gap in gaps), breath)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.lower().replace("\N{LATIN SMALL LETTER DOTLESS I}", "i"))
    if name.lower().endswith("\N{LATIN SMALL LETTER E WITH ACUTE}"):
        decomposed += "h"  # a pronounced e, as in Hamade

    return _MARKS.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _consonant(letters: str, at: int) -> tuple[int, str]:
    for size in (3, 2, 1):
        chunk = letters[at : at + size]
        readings = _CONSONANTS.get(chunk, "")
        if not readings or len(chunk) < size:
            continue
        if chunk == "gu" and letters[at + 2 : at + 3] not in ("e", "i"):
            continue
        if chunk == "c" and letters[at + 1 : at + 2] in ("e", "i", "y"):
            return 1, "s"
        if chunk in "nm" and letters[at + 1 : at + 2] == "b":
            return 1, "nm"
        return size, readings
    if letters[at] == "x":
        return 1, "k"
    return 1, ""


def _vowels(gap: str) -> str:
    gap = gap.replace("yy", "y")
    for letters, long in _LONG:
        gap = gap.replace(letters, long)
    return gap


@lru_cache(maxsize=8192)
def keys(name: str) -> frozenset[str]:
    """Every reading of the strong consonants, at most `MAX_KEYS`: two romanisations of one name share at least one."""
    readings = product(*skeleton(name).sounds)
    return frozenset("".join(reading) for reading, _ in zip(readings, range(MAX_KEYS), strict=False))


def distance(one: str, other: str) -> float:
    """How far two romanisations (without article) are apart: 0 the same, up to `SAME_NAME` probably one name; inf: no common reading."""
    a, b = skeleton(one), skeleton(other)
    if len(a.sounds) != len(b.sounds) or not all(set(x) & set(y) for x, y in zip(a.sounds, b.sounds, strict=True)):
        return float("inf")
    if not a.sounds:
        return 0.0 if a.gaps == b.gaps else float("inf")
    cost = 0.0
    for x, y in zip(a.sounds, b.sounds, strict=True):
        cost += 0.0 if x == y else 0.1
    for x2, y2, x in zip(a.doubled, b.doubled, a.sounds, strict=True):
        cost += 0.0 if x2 == y2 else (0.05 if x == "s" else 0.15)
    last = len(a.gaps) - 1
    for i, (x, y) in enumerate(zip(a.gaps, b.gaps, strict=True)):
        if x != y or (i == last and a.breath != b.breath):
            cost += _gap_cost(x, y, i, last, a, b)
    return cost


def same_name(one: str, other: str) -> bool:
    """True when two romanisations, articles aside, probably spell one Arabic name."""
    one, other = without_article(one)[1], without_article(other)[1]
    return one.lower() == other.lower() or distance(one, other) <= SAME_NAME


def _gap_cost(x: str, y: str, i: int, last: int, a: Skeleton, b: Skeleton) -> float:
    """Cost of one pair of vowel groups; the same change weighs differently at the start, at the end and inside a word."""
    if i == last:
        return _final_cost(x, y, a, b)
    if i == 0:
        return _first_cost(x, y)
    if i == last - 1 and last <= 3 and {x, y} == {"a", "e"}:
        return _last_vowel_cost(a.gaps[i - 1], last, doubled=a.doubled[i - 1] and b.doubled[i - 1])
    if {x, y} == {"a", "e"}:
        return 0.1
    if not x or not y:
        short = len(x + y) == 1 and (x + y).islower()
        return (0.65 if (i == last - 1 and last <= 3) or i == 1 else 0.45) if short else 0.9
    return _spelled(x, y, 0.35)


def _first_cost(x: str, y: str) -> float:
    if {x, y} <= {"a", "e", "A"}:
        return 0.2
    if not x or not y:
        return 0.7 if x + y in ("i", "e", "I") else 1.0
    return _spelled(x, y, 0.9)


def _last_vowel_cost(before: str, last: int, *, doubled: bool) -> float:
    """The a or e of the last syllable tells active participles from other words in short names: Nasser and Nassar, Kamel and Kamal."""
    if before in ("a", "A") and last == 3:
        return 0.85
    return 0.5 if before and not doubled else 0.1


def _final_cost(x: str, y: str, a: Skeleton, b: Skeleton) -> float:
    ends = {x, y}
    if a.breath and b.breath:
        radical = ends == {"a", "e"} and len(a.sounds) == 2 and a.gaps[1] in ("a", "A")
        return 0.85 if radical else _spelled(x, y, 0.35)
    if ends <= {"i", "I", "ie"}:
        return 0.7 if a.breath != b.breath else 0.0
    if ends <= {"a", "A", "e"}:
        return 0.15
    if x == y:
        return 0.7 if x in ("i", "I", "u", "U", "Y", "W") else 0.0
    if ends == {"", "e"} and not (a.breath or b.breath):
        return 0.45
    if "" in ends:
        return 1.5
    return _spelled(x, y, 1.0) if not ends & {"e", "a"} else 0.8


def _spelled(x: str, y: str, glide: float) -> float:
    """Weighted edit distance of two vowel groups; an i or a u lost or won between two other vowels costs `glide`."""
    if (x, y) in _SPLIT_DIPHTHONGS or (y, x) in _SPLIT_DIPHTHONGS:
        return 0.1
    row = [0.0]
    for _ in y:
        row.append(row[-1] + _FAR)
    for n, p in enumerate(x):
        lost = _glide(x, n, glide)
        new = [row[0] + lost]
        for k, q in enumerate(y):
            won = _glide(y, k, glide)
            swap = 0.0 if p == q else _NEAR.get(p + q, _NEAR.get(q + p, _FAR))
            new.append(min(new[-1] + won, row[k + 1] + lost, row[k] + swap))
        row = new
    return row[-1]


def _glide(gap: str, at: int, cost: float) -> float:
    """What it costs to leave out one vowel of a group: little for a glide between vowels (Fayez, Faez) or an ayn's a (Moataz, Motaz)."""
    if gap[at] in "iuIU" and 0 < at < len(gap) - 1:
        return cost
    return 0.5 if gap[at] == "a" and at and gap[at - 1] in "ou" else _FAR
