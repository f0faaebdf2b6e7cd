"""What the glossary knows of a word: entries by their Arabic, their English, the wrong renderings they name, and the nearest ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from tanqih.arabic import ARABIC_LETTER, ARTICLE
from tanqih.folding import tokens_of
from tanqih.glossary.arabicside import index_of
from tanqih.glossary.arabicwords import fold, plain, readings, tokens
from tanqih.glossary.entries import AnyEntry, Entry, NameEntry
from tanqih.glossary.index import Compiled
from tanqih.glossary.names import fold_name, names_of
from tanqih.glossary.skeleton import distance, keys
from tanqih.glossary.words import forms_of

if TYPE_CHECKING:
    from tanqih.glossary.glossary import Glossary

MAX_NEAREST = 5
ALIKE = 0.7
"""How alike two spellings must be to be proposed, 0 to 1 (difflib ratio)."""
SOUNDS_ALIKE = 0.7
"""Distance up to which two romanisations may be of one name (`skeleton.distance`)."""


class By(Enum):
    """How an entry was found, the plainest way first."""

    ARABIC = "its Arabic"
    ENGLISH = "an English form it accepts"
    WRONG = "a wrong rendering it names"
    IN_ARABIC = "its Arabic holds it"
    IN_ENGLISH = "an English form it accepts holds it"
    IN_WRONG = "a wrong rendering it names holds it"


class Hit(NamedTuple):
    """An entry that has to do with a query.

    Attributes:
        by: how it was found.
        number: the entry's number in the glossary.
        entry: the entry.
        words: the form or pattern that was found.
    """

    by: By
    number: int
    entry: AnyEntry
    words: str


def lookup(glossary: Glossary, text: str) -> list[Hit]:
    """Entries for a word or phrase, in Arabic (in any spelling, with clitics and endings) or in English; each once, the closest first."""
    found: dict[int, Hit] = {}
    search = _arabic if ARABIC_LETTER.search(text) else _english
    for hit in sorted(search(glossary, text), key=lambda hit: (list(By).index(hit.by), hit.number)):
        found.setdefault(hit.number, hit)
    return list(found.values())


def _arabic(glossary: Glossary, text: str) -> Iterator[Hit]:
    index, wanted = index_of(glossary), tokens(text)
    known = frozenset(_stem(word) for entry in glossary.entries for form in entry.arabic for word in form.split())
    stems = [{fold(token.text)} | {reading.key for reading in readings(token.text, known)} for token in wanted]
    for number, entry in enumerate(glossary.entries):
        if index.spans(text, entry):
            yield Hit(By.ARABIC, number, entry, entry.arabic[0])
            continue
        for form in entry.arabic:
            words = [_stem(word) for word in form.split()]
            if len(words) > len(stems) and any(
                all(word in keys_of for word, keys_of in zip(words[start:], stems, strict=False))
                for start in range(len(words) - len(stems) + 1)
            ):
                yield Hit(By.IN_ARABIC, number, entry, form)
                break


def _stem(word: str) -> str:
    """The folded word without its article."""
    return fold(plain(word).removeprefix(ARTICLE))


def _english(glossary: Glossary, text: str) -> Iterator[Hit]:
    wanted = tuple(tokens_of(text))
    if not wanted:
        return
    options = [frozenset(forms_of(token)) for token in wanted]
    for number, entry in enumerate(glossary.entries):
        for form in forms_of_entry(entry):
            held = tokens_of(form)
            if _holds(options, held):
                yield Hit(By.ENGLISH if len(held) == len(wanted) else By.IN_ENGLISH, number, entry, form)
    whole = {(pattern.number, len(pattern.slots)) for pattern, _ in glossary.index.candidates(list(wanted), hints=True)}
    for pattern in _patterns_with(glossary, wanted):
        slots = [frozenset(slot) for slot in pattern.slots]
        inner = slots[pattern.start : pattern.end]
        if (pattern.number, len(wanted)) in whole or (len(inner) == len(wanted) and _fits(options, inner)):
            yield Hit(By.WRONG, pattern.entry, glossary.entry(pattern.entry), pattern.text)
        elif any(_fits(options, slots[i : i + len(wanted)]) for i in range(len(slots) - len(wanted) + 1)):
            yield Hit(By.IN_WRONG, pattern.entry, glossary.entry(pattern.entry), pattern.text)


def forms_of_entry(entry: AnyEntry) -> tuple[str, ...]:
    """The English forms that an entry accepts, the preferred one first."""
    return entry.english if isinstance(entry, Entry) else (entry.english, *entry.variants)


def _holds(options: list[frozenset[str]], held: list[str]) -> bool:
    """Whether the wanted words stand in a form, in any number or tense."""
    return any(
        all(not forms.isdisjoint(forms_of(word)) for forms, word in zip(options, held[start:], strict=False))
        for start in range(len(held) - len(options) + 1)
    )


def _fits(options: list[frozenset[str]], slots: list[frozenset[str]]) -> bool:
    return all(not wanted.isdisjoint(slot) for wanted, slot in zip(options, slots, strict=True))


def _patterns_with(glossary: Glossary, wanted: tuple[str, ...]) -> Iterator[Compiled]:
    """Patterns that hold the longest of the wanted words in some form: a look at the compiled text before anything is unpacked."""
    longest = max(wanted, key=len)
    quoted = [f'"{form}"' for form in forms_of(longest)]
    for number, line in enumerate(glossary.store.lines("patterns")):
        if any(form in line for form in quoted):
            yield glossary.index.pattern(number)


def nearest(glossary: Glossary, text: str) -> list[Hit]:
    """Entries whose Arabic or English is spelled or sounds like a text that is in none; the closest first, at most `MAX_NEAREST`."""
    if ARABIC_LETTER.search(text):
        return _alike(glossary, fold(plain(text)), [(form, fold(plain(form))) for e in glossary.entries for form in e.arabic])
    forms = [(form, form.lower()) for entry in glossary.entries for form in forms_of_entry(entry)]
    found = _alike(glossary, text.lower(), forms)
    known = {hit.number for hit in found}
    return [*found, *(hit for hit in _sounding(glossary, text) if hit.number not in known)][:MAX_NEAREST]


def _alike(glossary: Glossary, wanted: str, forms: list[tuple[str, str]]) -> list[Hit]:
    """Entries with a form that is spelled like the wanted one; `forms` are pairs of a form and what it is compared as."""
    close = difflib.get_close_matches(wanted, dict.fromkeys(folded for _, folded in forms), n=MAX_NEAREST, cutoff=ALIKE)
    written = {folded: form for form, folded in reversed(forms)}
    hits: dict[int, Hit] = {}
    for folded in close:
        form = written[folded]
        for number, entry in enumerate(glossary.entries):
            if form in entry.arabic or form in forms_of_entry(entry):
                by = By.IN_ARABIC if form in entry.arabic else By.IN_ENGLISH
                hits.setdefault(number, Hit(by, number, entry, form))
                break
    return list(hits.values())


def _sounding(glossary: Glossary, text: str) -> Iterator[Hit]:
    """Names of one word that a single word may be another romanisation of."""
    word = fold_name(text)
    if not word.isalpha():
        return
    mine, places = keys(word), names_of(glossary.store)
    heard = []
    for number, entry in enumerate(glossary.entries):
        if isinstance(entry, NameEntry) and " " not in entry.english and not mine.isdisjoint(keys(entry.english)):
            apart = distance(word, entry.english)
            if apart <= SOUNDS_ALIKE:
                heard.append((apart, not places.places(entry.english), number, entry))
    for _, _, number, entry in sorted(heard, key=lambda item: item[:3]):
        yield Hit(By.IN_ENGLISH, number, entry, entry.english)
