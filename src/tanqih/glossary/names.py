"""Words of the name files as the name rules need them: which spellings belong together, which form is the house's, what is foreign.

`compile_names` makes two sections of a compiled glossary: every word of every name form with the places it belongs to, and the house
spelling of each place. A place is one word position of one entry, so that Moammar Gadhafi and Muammar Gaddafi share two places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from tanqih.glossary.cache import Store
from tanqih.glossary.entries import AnyEntry, NameEntry
from tanqih.glossary.patterns import parse
from tanqih.glossary.skeleton import distance, keys, without_article

_WORD = re.compile(r"[^\W\d_]+(?:['`\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*")
_MARKS = re.compile(r"['`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}-]")
PARTICLES = frozenset(
    "al el as ash an ar at ad az ez bin ben ibn bint ould abu abou umm the of and von der de da di la le los las".split()
)
NOT_NAMES = frozenset(
    "king pope sheikh prince queen ayatollah imam sultan emir camp crossing prison hospital street gate square party movement front "
    "brigade brigades brigade army forces force state islamic national democratic union council university newspaper agency channel "
    "city new old north south east west northern southern eastern western upper lower central great republic island port lake mount "
    "bay canal river valley zone corridor farms wall mosque complex medical neighbourhood neighborhood refugee club news online "
    "post times street journal press company electric".split()
)
"""Words of name forms that are no names themselves."""
LIKE_HOUSE, ALIGNED = 0.7, 1.3
"""Distance up to which a word of a variant with other words than the house form, or as many, stands for one of its words."""
ENTITIES = frozenset(("club", "outlet", "party", "group"))
TYPE_WORDS = frozenset(
    "the newspaper daily channel agency website network site club team party movement group news satellite tv".split()
)
"""What is left out of a translated name when it is looked up in quotation marks."""
MAX_PHRASES = 60
KINDS = {"person": "p", "place": "l", "foreign-person": "P", "foreign-place": "L", "foreign-company": "C"}


class Place(NamedTuple):
    """A word position of an entry: number, kind letter (`KINDS`, "o" for others), and how the house spells the word."""

    number: int
    kind: str
    house: str


def fold_name(word: str) -> str:
    """A name word as it is looked up: lower case, without accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return _MARKS.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)))


def words_of(form: str) -> list[str]:
    """The words of a name form without articles and particles."""
    found = []
    for m in _WORD.finditer(form):
        word = without_article(m.group())[1]
        if word.lower() not in PARTICLES and len(word) > 1:
            found.append(word)
    return found


def compile_names(entries: Sequence[AnyEntry]) -> dict[str, str]:
    """The sections `namewords` and `nameplaces` of a compiled glossary."""
    places: list[str] = []
    by_word: dict[str, list[int]] = {}
    for entry in entries:
        if not isinstance(entry, NameEntry):
            continue
        house = words_of(entry.english)
        numbers = {}
        for position, word in enumerate(house):
            if word.lower() in NOT_NAMES or not word[0].isupper():
                continue
            numbers[position] = len(places)
            where = "s" if len(house) == 1 else "m" if position else "f"
            places.append(f"{KINDS.get(entry.kind, 'o')}{where}\t{word}")
            _file(by_word, word, numbers[position])
        for variant in entry.variants:
            spelled = words_of(variant)
            for position, number in numbers.items():
                aligned = len(spelled) == len(house)
                for word in spelled[position : position + 1] if aligned else spelled:
                    if word.lower() in NOT_NAMES or not keys(word) & keys(house[position]):
                        continue
                    if distance(word, house[position]) <= (ALIGNED if aligned else LIKE_HOUSE):
                        _file(by_word, word, number)
    lines = [f"{word}\t{' '.join(map(str, numbers))}" for word, numbers in by_word.items()]
    return {"namewords": "\n".join(lines), "nameplaces": "\n".join(places), "entities": "\n".join(_entities(entries))}


def _entities(entries: Sequence[AnyEntry]) -> Iterator[str]:
    """Lines of the section `entities`: a translated name in lower case without the noun of its kind, house form, origin and kind."""
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if not isinstance(entry, NameEntry) or entry.kind not in ENTITIES:
            continue
        for text in entry.wrong:
            for pattern in parse(text):
                slots = [[w.token for w in slot] for slot in pattern.slots[pattern.start : pattern.end]]
                if pattern.replacement == "?" or prod(map(len, slots)) > MAX_PHRASES or not all(slots):
                    continue
                for words in product(*slots):
                    phrase = " ".join(word for word in words if word not in TYPE_WORDS)
                    if phrase and (phrase, entry.kind) not in seen and phrase != entry.english.lower():
                        seen.add((phrase, entry.kind))
                        yield f"{phrase}\t{entry.english}\t{entry.origin}\t{entry.kind}"


def _file(by_word: dict[str, list[int]], word: str, number: int) -> None:
    numbers = by_word.setdefault(fold_name(word), [])
    if number not in numbers:
        numbers.append(number)


class Names:
    """The name words of a glossary, read on first use."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words: dict[str, str] | None = None
        self._places: list[str] = []
        self._entities: dict[tuple[str, str], tuple[str, str]] | None = None
        self._foreign: dict[str, list[str]] | None = None

    def _table(self) -> dict[str, str]:
        if self._words is None:
            rows = (line.partition("\t") for line in self._store.lines("namewords"))
            self._words = {word: numbers for word, _, numbers in rows}
            self._places = self._store.lines("nameplaces")
        return self._words

    def places(self, word: str) -> tuple[Place, ...]:
        """The places of a word, in the order of the files; empty for a word that is in no name."""
        found = []
        for number in self._table().get(fold_name(word), "").split():
            kind, _, house = self._places[int(number)].partition("\t")
            found.append(Place(int(number), kind[0], house))
        return tuple(found)

    def is_arabic(self, word: str) -> bool:
        """True for a word of an Arab person's or place's name."""
        return any(place.kind in "pl" for place in self.places(word))

    def is_given(self, word: str) -> bool:
        """True for a personal name that the files hold on its own: a given name, or a surname that is one too."""
        return any(place.kind == "p" and self._places[place.number][1] == "s" for place in self.places(word))

    def same(self, one: str, other: str) -> bool | None:
        """Whether two words are spellings of one name: True and False when the files say so, None when they do not."""
        mine, theirs = self.places(one), self.places(other)
        if not mine or not theirs:
            return None
        if {p.number for p in mine} & {p.number for p in theirs}:
            return True
        return None if _unsettled(mine) or _unsettled(theirs) else False

    def house(self, one: str, other: str, before: Iterable[str] = ()) -> str:
        """The house spelling of a name that both words spell; "" when there is none.

        Args:
            one, other: the words.
            before: names that stand before them. Everybody spells his own name, so that a person's name has a house spelling only
                where it stands alone or behind the first name that the files give it.
        """
        shared = {p.number for p in self.places(one)} & {p.number for p in self.places(other)}
        before = list(before)
        for place in self.places(one):
            if place.number not in shared:
                continue
            first = self._places[place.number - 1].partition("\t")[2] if self._places[place.number][1] == "m" else ""
            if place.kind != "p" or not before or (first and any(distance(first, word) <= LIKE_HOUSE for word in before)):
                return place.house
        return ""

    def entity(self, phrase: str, kind: str) -> tuple[str, str] | None:
        """House form and origin of the club, outlet, party or group that a phrase translates word for word."""
        if self._entities is None:
            rows = (line.split("\t") for line in self._store.lines("entities"))
            self._entities = {(row[0], row[3]): (row[1], row[2]) for row in rows}
        words = (word for word in re.sub(r"[^\w\s]", "", phrase.lower()).split() if word not in TYPE_WORDS)
        return self._entities.get((" ".join(words), kind))

    def foreign_like(self, word: str, kind: str, limit: float) -> str:
        """The foreign name of a kind letter that a word may be a back-transliteration of; "" for none or several.

        Args:
            word: a capitalised word that is itself in no name form.
            kind: "L", "P" or "C".
            limit: distance up to which two spellings count as one (`skeleton.distance`).
        """
        if self._foreign is None:
            self._foreign = {}
            self._table()
            for line in self._places:
                letter, _, house = line.partition("\t")
                if letter[0] in "LPC" and letter != "Pf":
                    for key in keys(house):
                        self._foreign.setdefault(f"{letter[0]}{key}", []).append(house)
        near = {house for key in keys(word) for house in self._foreign.get(f"{kind}{key}", ()) if distance(word, house) <= limit}
        return near.pop() if len(near) == 1 else ""

    def first_name_of(self, word: str, house: str, limit: float) -> bool:
        """True when a word is the first name of a foreign person with this surname, or sounds like it."""
        self._table()
        first = ""
        for line in self._places:
            letter, _, spelled = line.partition("\t")
            first = spelled if letter == "Pf" else first
            if letter == "Pm" and spelled == house and distance(word, first) <= limit:
                return True
        return False


def _unsettled(places: tuple[Place, ...]) -> bool:
    """True for words that the files know only as part of a longer name: they say little about other people's names."""
    return all(place.kind not in "pl" for place in places)


@lru_cache(maxsize=8)
def names_of(store: Store) -> Names:
    """The names of a compiled glossary."""
    return Names(store)
