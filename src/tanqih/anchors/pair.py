"""A segment and its Arabic source, word by word: what of either side has a counterpart on the other.

Everything is worked out on first use and once for each segment: words that the lexicon joins, words that sound alike, words and figures in
the same letters. A word without a counterpart proves nothing, for the lexicon is small and translators are free; runs of such words, and
names, are evidence.
"""

from __future__ import annotations

import math
import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from tanqih.anchors import sounds
from tanqih.anchors.lexicon import Keys, lexicon
from tanqih.anchors.stems import key
from tanqih.anchors.tables import acronyms, neutral, unheard
from tanqih.arabic import LETTERS, folded
from tanqih.document import Span
from tanqih.glossary.index import frequency
from tanqih.quotation import RIGHT_SINGLE

_ARABIC_WORD = re.compile(rf"[{LETTERS}]+|[A-Za-z][\w.-]*\w|\d+(?:[.,:]\d+)*")
_APOSTROPHE = "&(?:#39|#x27|apos|rsquo|#8217);"
_ENGLISH_WORD = re.compile(rf"[^\W_]+(?:[.'{RIGHT_SINGLE}][^\W_]+)*")
_CODED_WORD = re.compile(rf"[^\W_]+(?:(?:[.'{RIGHT_SINGLE}]|{_APOSTROPHE})[^\W_]+)*")
_CODED = re.compile(_APOSTROPHE)
_SCALED = re.compile(r"(?P<figure>\d[\d.,]*)(?P<scale>[kK]|m|mn|bn|b|tn)")
_SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_SIGNS = {"$": "dollar", "\N{POUND SIGN}": "pound sterling", "\N{EURO SIGN}": "euro", "%": "percent cent"}
_NUMBER = re.compile(r"\d")
GLUED = 10
"""Letters from which an unknown Arabic word is tried as two words written without a space."""
_OPAQUE, _GLUED_SHARE = GLUED + 2, 5
"""Letters from which an unknown word is several, and one in how many words may be so."""
_SHORTEST_HALF = 3
_TWO_WORDS, _MAY_BE_GLUED = 7, 7
"""Letters from which an English name may be two Arabic words, and an unknown Arabic word two that lack the space between them."""
_REACH, _RARE_ENOUGH = 0.45, 0.6
"""Share of the text within which words may be matched, unless the English one is rare."""
_COMMON, _RANGE = 3.2, 2.0
_MAX_KEPT = 60_000
"""Words that are remembered; then the memory starts anew."""
MAX_WORDS = 400
"""Words of a side from which a segment is no longer one sentence or paragraph: nothing is said of it."""


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


class Pair:
    """The words of a target and its source, and which of them stand for each other."""

    def __init__(self, target: str, source: str) -> None:
        self.target, self.source = target, source
        self.folded = folded(source)

    @cached_property
    def arabic(self) -> list[Word]:
        """The words of the source: Arabic ones, and what it has in Latin letters and figures."""
        found = []
        for m in _ARABIC_WORD.finditer(self.folded.text):
            text = m.group()
            keys, known, neutral = _arabic.get(text) or _read_arabic(text)
            found.append(Word(text, m.start(), m.end(), keys, known, neutral))
        return found

    @cached_property
    def english(self) -> list[Word]:
        """The words of the target; an abbreviation has the keys of what it stands for as well."""
        found = []
        coded = "&" in self.target
        for m in (_CODED_WORD if coded else _ENGLISH_WORD).finditer(self.target):
            text = m.group()
            start, end = m.span()
            keys, neutral = _english.get(text) or _read_english(text)
            if "0" <= text[0] <= "9":
                keys |= _sign_keys(self.target, start, end)
            elif coded:
                text = _CODED.sub("'", text)
            found.append(Word(text, start, end, keys, True, neutral))
        return found

    def source_span(self, first: int, last: int) -> Span:
        """The span in the source, as it is written, of its words from one index to another, both included."""
        return self.folded.span(self.arabic[first].start, self.arabic[last].end)

    @cached_property
    def comparable(self) -> bool:
        """False where a side is empty or too long, the source is not in Arabic, or it runs its words together."""
        if not self.english or not self.arabic or max(len(self.arabic), len(self.english)) > MAX_WORDS:
            return False
        return _GLUED_SHARE * sum(map(opaque, self.arabic)) < len(self.arabic) and any(
            not word.text[0].isascii() for word in self.arabic
        )

    @cached_property
    def english_by_key(self) -> dict[str, list[int]]:
        """Indexes of English words by key."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.english):
            for one in word.keys:
                found.setdefault(one, []).append(i)
        return found

    @cached_property
    def links(self) -> list[list[int]]:
        """For each Arabic word the indexes of the English words that it can stand for; empty for none."""
        by_key = self.english_by_key
        present = frozenset(by_key)
        found: list[list[int]] = []
        for word in self.arabic:
            shared = word.keys & present
            if not shared:
                found.append([])
            elif len(shared) == 1:
                found.append(list(by_key[next(iter(shared))]))
            else:
                found.append(sorted({i for one in shared for i in by_key[one]}))
        self._link_sounds(found)
        return found

    def _link_sounds(self, links: list[list[int]]) -> None:
        """Add what sounds alike among the words that nothing else links."""
        linked = {i for places in links for i in places}
        heard: dict[str, list[int]] = {}
        names = False
        for i, word in enumerate(self.english):
            if (
                i in linked
                or word.neutral
                or len(word.text) <= 2
                or not (word.text[0].isupper() or rarity(word.text) > _RARE_ENOUGH)
            ):
                continue
            names = names or word.text[0].isupper()
            for sound in sounds.of_latin(word.text):
                heard.setdefault(sound.consonants, []).append(i)
        if not heard:
            return
        for k, word in enumerate(self.arabic):
            # A word of the lists is a name only beside one: Arabic names are ordinary words.
            if links[k] or word.neutral or len(word.text) <= 2 or (word.known and not names):
                continue
            for sound in sounds.of_arabic(word.text):
                for i in heard.get(sound.consonants, ()):
                    english = self.english[i].text
                    if i in links[k] or (word.known and not english[0].isupper()):
                        continue
                    if sounds.likeness((sound,), sounds.of_latin(english)) >= sounds.LIKE:
                        links[k].append(i)

    @cached_property
    def linked(self) -> frozenset[int]:
        """Indexes of the English words that some Arabic word can stand for."""
        return frozenset(i for places in self.links for i in places)

    @cached_property
    def matched(self) -> tuple[list[int], dict[int, int]]:
        """One English word at most for every Arabic one, and each used once: the nearest to where it is expected, those with the fewest
        choices first. Given for each Arabic word as the index of its English word or -1, and the other way round.
        """
        links, arabic, english = self.links, len(self.arabic), len(self.english)
        found = [-1] * arabic
        used: dict[int, int] = {}
        for i in sorted((i for i, places in enumerate(links) if places), key=lambda i: len(links[i])):
            expected = (i + 0.5) / arabic * english
            free = [(abs(j - expected), j) for j in links[i] if j not in used]
            if free:
                away, j = min(free)
                if away <= _REACH * english or rarity(self.english[j].text.lower()) > _RARE_ENOUGH:
                    used[j], found[i] = i, j
        return found, used

    @cached_property
    def coverage(self) -> float:
        """Share of the Arabic content words that an English word can stand for; 1 without any."""
        content = [bool(places) for word, places in zip(self.arabic, self.links, strict=True) if not word.neutral]
        return sum(content) / len(content) if content else 1.0

    def heard(self, i: int) -> float:
        """How much like an Arabic word, or two in a row, an English word sounds at best, 0..1; 1 where the source has it in Latin letters."""
        text = self.english[i].text
        bare = text.removesuffix("'s").removesuffix(f"{RIGHT_SINGLE}s")
        if i in self.linked or bare in self.source:
            return 1.0
        latin = sounds.of_latin(text)
        best = 0.0
        for k, word in enumerate(self.arabic):
            if len(word.text) < 2 or word.text[0].isascii():
                continue
            best = max(best, sounds.likeness(sounds.of_arabic(word.text), latin))
            if k and best < sounds.LIKE and (len(text) >= _TWO_WORDS or not (word.known or self.arabic[k - 1].known)):
                best = max(best, sounds.likeness(sounds.of_arabic(self.arabic[k - 1].text + word.text), latin))
            if best < sounds.LIKE and len(word.text) >= (GLUED if word.known else _MAY_BE_GLUED):
                best = 1.0 if sounds.within(word.text, latin) or sounds.in_glued(word.text, latin) >= sounds.LIKE else best
            if best >= sounds.LIKE:
                break
        return best


@cache
def rarity(word: str) -> float:
    """How rare an English word in lower case is, from 0 for common ones to 1."""
    return max(0.0, min(1.0, (-math.log10(frequency(word) + 1e-6) - _COMMON) / _RANGE))


def opaque(word: Word) -> bool:
    """True for an Arabic word so long, and unknown, that it must be several written as one, of which nothing can be told."""
    return not word.known and len(word.text) >= _OPAQUE


_arabic: dict[str, tuple[Keys, bool, bool]] = {}


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


_NO_KEYS: Keys = frozenset()
_english: dict[str, tuple[Keys, bool]] = {}


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


@lru_cache(maxsize=16)
def pair_of(target: str, source: str) -> Pair:
    """The pair of a target and a source, shared by all rules that look at the segment."""
    return Pair(target, source)
