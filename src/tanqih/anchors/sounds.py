"""Whether an Arabic word and a Latin one can be one name, by what is heard of both: consonants in nine or so classes, and vowels.

Arabic letters carry no p, v, g or ch and few vowels, and news writes names of all languages with them, so the classes are wide (p and b;
v and f; g and j; s and z; sh and ch) and the consonants of long names may differ a little. For names that are Arabic themselves,
`glossary.skeleton` is the finer instrument; this one asks only whether a name of the English can stand in the Arabic at all.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from tanqih.arabic import ARTICLE, HEH

_ARABIC = {
    "\N{ARABIC LETTER BEH}": "B", "\N{ARABIC LETTER TEH}": "T", "\N{ARABIC LETTER THEH}": "T", "\N{ARABIC LETTER JEEM}": "G",
    "\N{ARABIC LETTER HAH}": "H", "\N{ARABIC LETTER KHAH}": "H", "\N{ARABIC LETTER DAL}": "D", "\N{ARABIC LETTER THAL}": "D",
    "\N{ARABIC LETTER REH}": "R", "\N{ARABIC LETTER ZAIN}": "S", "\N{ARABIC LETTER SEEN}": "S", "\N{ARABIC LETTER SHEEN}": "C",
    "\N{ARABIC LETTER SAD}": "S", "\N{ARABIC LETTER DAD}": "D", "\N{ARABIC LETTER TAH}": "T", "\N{ARABIC LETTER ZAH}": "D",
    "\N{ARABIC LETTER AIN}": "", "\N{ARABIC LETTER GHAIN}": "G", "\N{ARABIC LETTER FEH}": "F", "\N{ARABIC LETTER VEH}": "F",
    "\N{ARABIC LETTER QAF}": "K", "\N{ARABIC LETTER KAF}": "K", "\N{ARABIC LETTER LAM}": "L", "\N{ARABIC LETTER MEEM}": "M",
    "\N{ARABIC LETTER NOON}": "N", "\N{ARABIC LETTER HEH}": "H", "\N{ARABIC LETTER HAMZA}": "", "\N{ARABIC LETTER ALEF}": "a",
    "\N{ARABIC LETTER WAW}": "o", "\N{ARABIC LETTER YEH}": "i", "\N{ARABIC LETTER PEH}": "B", "\N{ARABIC LETTER TCHEH}": "C",
    "\N{ARABIC LETTER GAF}": "G", "\N{ARABIC LETTER JEH}": "G",
}  # fmt: skip
"""Folded letters -> classes: capitals are consonants, a, o and i the vowels that are written."""
_LETTERS = str.maketrans(_ARABIC)
_TSH = "TC"
_LATIN = re.compile(
    r"tch|sch|sh|ch|zh|kh|ph|th|dg|dj|ck|cq|qu|gh(?=t|$)|(?<=[iu])gh|gh|ti(?=on|a)|si(?=on)|c(?=[eiyæ])|x|^kn|^wr|^ps|mb$|^h|h|[a-z]"
)
_SOUNDS = {
    "zh": "G", "tch": "C", "sch": "C", "sh": "C", "ch": "C", "kh": "H", "ph": "F", "th": "T", "dg": "G", "dj": "G", "ck": "K", "cq": "K", "qu": "K",
    "gh": "G", "ti": "C", "si": "S", "x": "KS", "kn": "N", "wr": "R", "ps": "S", "mb": "M", "b": "B", "c": "K", "d": "D", "f": "F", "g": "G",
    "h": "H", "j": "G", "k": "K", "l": "L", "m": "M", "n": "N", "p": "B", "q": "K", "r": "R", "s": "S", "t": "T", "v": "F", "z": "S",
    "a": "a", "e": "i", "i": "i", "y": "i", "o": "o", "u": "o", "w": "o",
}  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aoiH")
_MAX_KEPT = 60_000
SHORT = 3
"""Consonants for each of which one may differ; with fewer the vowels count as well."""
_SHORTEST_PART = 3
_JUMBLED = 0.5
"""Likeness of words with the same consonants in another order: a slip in writing a foreign name."""
LIKE = 0.6
"""Likeness with the vowels from which words of few consonants, or with one that differs, are one name."""


class Sound(NamedTuple):
    """What is heard of a word: consonants alone, and with the vowels between them."""

    consonants: str
    whole: str


_arabic: dict[str, tuple[Sound, ...]] = {}
_latin: dict[str, tuple[Sound, ...]] = {}


def of_arabic(word: str) -> tuple[Sound, ...]:
    """The sounds of a folded Arabic word: as it stands, and without what may be a conjunction, a preposition or the article."""
    found = _arabic.get(word)
    if found is None:
        if len(_arabic) > _MAX_KEPT:
            _arabic.clear()
        found = _arabic[word] = tuple(dict.fromkeys(_sound(_read_arabic(stem)) for stem in _stems(word)))
    return found


def of_latin(word: str) -> tuple[Sound, ...]:
    """The sounds of a Latin word, accents and a possessive ending aside; of a name, in each way that c, g, j, ch and x may be said."""
    found = _latin.get(word)
    if found is None:
        if len(_latin) > _MAX_KEPT:
            _latin.clear()
        found = _latin[word] = tuple(dict.fromkeys(_sound(text.replace(_TSH, "C")) for text in _read_latin(word)))
    return found


def likeness(arabic: tuple[Sound, ...], latin: tuple[Sound, ...]) -> float:
    """How alike two words are, 0..1; from `LIKE` on they can be one name."""
    best = 0.0
    for one in arabic:
        for other in latin:
            if abs(len(one.consonants) - len(other.consonants)) <= 2:
                best = max(best, _alike(one, other))
    return best


def in_glued(arabic: str, latin: tuple[Sound, ...]) -> float:
    """How much like the beginning or the end of a long Arabic word a Latin one sounds: words written without a space between."""
    cuts = range(_SHORTEST_PART, len(arabic) - 1)
    return max(
        (likeness((_sound(_read_arabic(part)),), latin) for cut in cuts for part in (arabic[cut:], arabic[:cut])), default=0.0
    )


def within(arabic: str, latin: tuple[Sound, ...]) -> bool:
    """Whether all the consonants of a Latin word, three at least, stand in a long Arabic one: words written without a space between."""
    heard = _sound(_read_arabic(arabic)).consonants
    return any(len(sound.consonants) >= SHORT and sound.consonants in heard for sound in latin)


def _alike(one: Sound, other: Sound) -> float:
    longest = max(len(one.consonants), len(other.consonants))
    if not longest:
        return Levenshtein.normalized_similarity(one.whole, other.whole)
    edits = 0 if one.consonants == other.consonants else Levenshtein.distance(one.consonants, other.consonants)
    if edits > longest // SHORT:
        jumbled = longest > SHORT and sorted(one.consonants) == sorted(other.consonants)
        return _JUMBLED if jumbled else 0.0
    whole = Levenshtein.normalized_similarity(one.whole, other.whole)
    if not edits:
        return max(whole, 0.7 if longest > SHORT else 0.6 if longest == SHORT else 0.0)
    return whole - 0.12 * edits


def _sound(text: str) -> Sound:
    collapsed = _DOUBLED.sub(r"\1", text)
    start = collapsed[:1] if collapsed[:1] == "H" else ""
    return Sound(start + collapsed.translate(_VOWELS), collapsed)


def _stems(word: str) -> list[str]:
    """A word, and what is left of it behind wa, fa, bi, li, ka and al, at most three letters in all."""
    stems = [word]
    rest = word
    if len(rest) > 3 and rest[0] in _CLITICS:
        rest = rest[1:]
        stems.append(rest)
    if len(rest) > 3 and rest[0] in _CLITICS and len(stems) == 2:
        stems.append(rest[1:])
    return [*stems, *(stem[2:] for stem in stems if stem.startswith(ARTICLE) and len(stem) > 4)]


_CLITICS = frozenset("\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}")


def _read_arabic(stem: str) -> str:
    stem = stem[:-1] + "\N{ARABIC LETTER ALEF}" if stem.endswith(HEH) and len(stem) > 2 else stem
    return stem.translate(_LETTERS).replace(_TSH, "C")


def _read_latin(word: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", word.lower().replace("\N{LATIN SMALL LETTER SHARP S}", "ss"))
    letters = "".join(c for c in plain if c.isascii() and c.isalpha())
    name = word[:1].isupper()
    if word.endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")):
        letters = letters[:-1]
    for ending in _ENDINGS:
        if letters.endswith(ending) and len(letters) - len(ending) > SHORT:
            return [*_readings(letters, name=name), *_readings(letters.removesuffix(ending), name=name)]
    return _readings(letters, name=name)


_ENDINGS = ("ians", "ian", "ean", "ists", "ist", "ism", "ans", "s")
"""What English puts on a name: Macedonians, Methodist."""


def _readings(letters: str, *, name: bool) -> list[str]:
    """A word said as it is mostly said; a name then in the other ways."""
    chunks = _chunks(letters)
    sounds = ["S" if chunk == "c" and after in "eiy" else _SOUNDS[chunk] for chunk, after in chunks]
    found = ["".join(sounds)]
    for one, other in _OTHERWISE if name else ():
        if one in letters:
            found.append("".join([other if chunk == one else sound for (chunk, _), sound in zip(chunks, sounds, strict=True)]))
    return found


_OTHERWISE = (
    ("zh", "C"), ("q", "C"), ("x", "C"), ("c", "K"), ("c", "G"), ("ch", "K"), ("j", "H"), ("j", "i"), ("ch", "H"), ("th", "S"), ("th", "D"),
    ("c", "C"), ("g", "K"), ("w", "F"), ("gh", ""), ("x", "S"),
)  # fmt: skip
"""Second readings: Bach, Juan, Jung, Nietzsche; said of one spelling at a time."""


def _chunks(letters: str) -> list[tuple[str, str]]:
    return [(m.group(), letters[m.end() : m.end() + 1] or "-") for m in _LATIN.finditer(letters)]
