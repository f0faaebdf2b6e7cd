"""Terms and names of a glossary in the Arabic source: found through clitics, endings, spelling variants and marks.

`find_terms` is strict: an entry of one ordinary word that is a name (a club called Youth) is reported only where a word before it says
what it names. `contains` is the loose question that the English side asks: can this entry's Arabic be in this source at all?
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol
from weakref import WeakKeyDictionary

from tanqih.arabic import ARTICLE, FATHATAN, HEH, MAQSURA, MARBUTA, YEH
from tanqih.document import Span
from tanqih.glossary.arabicwords import Reading, Token, compatible, fold, plain, readings, tables, tokens
from tanqih.glossary.entries import AnyEntry, Entry, NameEntry

VERB_SINGLE_STEM, MIN_TERM, HEAD = 4, 6, 4
SPORT = frozenset(("football", "sport"))
ALWAYS_CUED = frozenset(("outlet", "club", "work"))
MAX_SOURCE = 100_000
_CACHE = 4096


class HasEntries(Protocol):
    """A glossary, as far as the Arabic side is concerned."""

    @property
    def entries(self) -> Iterable[AnyEntry]:
        """Every entry."""


class _Word(NamedTuple):
    """A word of an entry's Arabic: as written without marks, its folded stem without article, and whether it had one."""

    text: str
    stem: str
    key: str
    article: bool


class _Form(NamedTuple):
    entry: AnyEntry
    words: tuple[_Word, ...]


class _Found(NamedTuple):
    form: _Form
    start: int
    end: int
    tokens: int


class _Text(NamedTuple):
    """A source text taken apart once."""

    source: str
    tokens: list[Token]
    loose_ta: bool
    loose_ya: bool


def _entry_word(text: str) -> _Word:
    key = fold(text)
    article = text.startswith(ARTICLE) and len(text) > 4 and key not in tables()["whole"]
    stem = text[2:] if article else text
    return _Word(text, stem, fold(stem), article)


class ArabicIndex:
    """Every Arabic form of a glossary by the key of its first word. Immutable; build it once."""

    def __init__(self, entries: Iterable[AnyEntry]) -> None:
        self._by_first: dict[str, list[_Form]] = {}
        known: set[str] = set()
        for entry in entries:
            for arabic in entry.arabic:
                words = tuple(_entry_word(plain(word)) for word in arabic.split())
                form = _Form(entry, words)
                self._by_first.setdefault(words[0].key, []).append(form)
                if fold(words[0].text) != words[0].key:
                    self._by_first.setdefault(fold(words[0].text), []).append(form)
                known.update(word.key for word in words)
        self._known = frozenset(known)
        self._read = lru_cache(maxsize=_CACHE)(lambda word: tuple(_distinct(readings(word, self._known))))

    def find(self, source: str) -> list[tuple[AnyEntry, Span]]:
        """Every entry found, in order of place; the longest where several begin at one word. See `find_terms`."""
        text = _take_apart(source)
        found: list[tuple[AnyEntry, Span]] = []
        i = 0
        while i < len(text.tokens):
            here = self._at(text, i)
            here = [f for f in here if not _is_ordinary_word(f, text, i)]
            if not here:
                i += 1
                continue
            longest = max(f.tokens for f in here)
            seen: set[int] = set()
            for match in here:
                if match.tokens == longest and id(match.form.entry) not in seen:
                    seen.add(id(match.form.entry))
                    found.append((match.form.entry, Span(match.start, match.end)))
            i += longest
        return found

    def spans(self, source: str, entry: AnyEntry) -> list[Span]:
        """Every place of one entry, ordinary words and shorter matches included."""
        text = _take_apart(source)
        matches = (
            match
            for i in range(len(text.tokens))
            for match in self._at(text, i)
            if match.form.entry is entry or match.form.entry == entry
        )
        return sorted({Span(match.start, match.end) for match in matches})

    def _at(self, text: _Text, i: int) -> list[_Found]:
        token = text.tokens[i]
        found: list[_Found] = []
        for reading in self._read(token.text):
            for form in self._by_first.get(reading.key, ()):
                end = self._match(text, i, reading, form)
                if end is not None:
                    found.append(_Found(form, token.offsets[reading.at], text.tokens[end].end, end - i + 1))
        return found

    def _match(self, text: _Text, i: int, first: Reading, form: _Form) -> int | None:
        """Index of the last token of the form when it begins at token `i` with this reading of it."""
        words = form.words
        if i + len(words) > len(text.tokens) or not _first_fits(first, form, text):
            return None
        raw_first = first.at == 0 and not first.article and fold(words[0].text) == first.key and not first.form
        articles = [first.article or (raw_first and words[0].article)]
        for k, word in enumerate(words[1:], 1):
            previous, token = text.tokens[i + k - 1], text.tokens[i + k]
            if text.source[previous.end : token.start].strip(" \n\N{NO-BREAK SPACE}"):
                return None
            reading = self._next(token, word, text, last=k == len(words) - 1, plural=first.form == "n")
            if reading is None:
                return None
            articles.append(reading)
        return i + len(words) - 1 if _articles_fit(articles, words, text, i + len(words)) else None

    def _next(self, token: Token, word: _Word, text: _Text, *, last: bool, plural: bool) -> bool | None:
        """Whether the token can be a later word of a form, and if so whether it has the article; None when it cannot.

        After a plural an adjective may be feminine: "sovereign funds".
        """
        if fold(token.text) == fold(word.text) and _spelled(token.text, word.text, text):
            return word.article
        for reading in self._read(token.text):
            if plural and reading.bare and not reading.form and reading.stem == word.stem + MARBUTA:
                return reading.article
            if not reading.bare or reading.key != word.key or reading.form == "v":
                continue
            if reading.form == "c" and last:
                continue
            if _spelled(reading.stem, word.stem, text):
                return reading.article
        return None


def _distinct(found: Iterable[Reading]) -> Iterable[Reading]:
    seen: set[tuple[str, bool, bool]] = set()
    for reading in found:
        sort = (reading.stem, reading.article, reading.form == "v")
        if sort not in seen:
            seen.add(sort)
            yield reading


@lru_cache(maxsize=64)
def _take_apart(source: str) -> _Text:
    source = source[:MAX_SOURCE]
    found = tokens(source)
    last = [token.text[-1] for token in found if len(token.text) > 2]
    return _Text(source, found, MARBUTA not in last and last.count(HEH) > 1, YEH not in last and last.count(MAQSURA) > 1)


def _spelled(written: str, listed: str, text: _Text) -> bool:
    return compatible(written, listed, loose_ta=text.loose_ta, loose_ya=text.loose_ya)


def _first_fits(reading: Reading, form: _Form, text: _Text) -> bool:
    """Whether a reading of a token fits the first word of a form: spelling, article, and an ending that this kind of word can have."""
    word, single = form.words[0], len(form.words) == 1
    entry = form.entry
    if reading.at == 0 and not reading.article and reading.key == fold(word.text) and not reading.form:
        return _spelled(reading.stem, word.text, text)
    if reading.key != word.key or not _spelled(reading.stem, word.stem, text):
        return False
    if isinstance(entry, NameEntry):
        return not reading.form and (reading.article == word.article or (not single and reading.article))
    if reading.form == "v":
        return entry.pos == "verb" and (not single or len(word.stem) >= VERB_SINGLE_STEM) and not word.article
    if entry.pos == "verb" and (reading.article or reading.form not in ("", "p")):
        return False
    if single and (reading.form == "c" or len(word.key) < 3):
        return False
    return not single or reading.article or not word.article


def _articles_fit(articles: list[bool], words: tuple[_Word, ...], text: _Text, after: int) -> bool:
    """Whether the articles of the tokens are those of the form, or of its other state.

    A form without articles may be definite (all of its words, or the last one of an idafa); the last word of a definite form loses its
    article before another noun; and a definite form of adjectives may be indefinite throughout.
    """
    if len(words) == 1:
        return True
    listed = [word.article for word in words]
    if articles == listed:
        return True
    if not any(articles):
        follows = after < len(text.tokens) and not text.source[text.tokens[after - 1].end : text.tokens[after].start].strip()
        return all(listed) or (listed[-1] and not any(listed[:-1]) and follows)
    if any(had and not has for has, had in zip(articles, listed, strict=True)):
        return False
    added = [has and not had for has, had in zip(articles, listed, strict=True)]
    if any(listed):  # an idafa: its head takes no article
        return False
    return all(has for has, new in zip(articles[added.index(True) :], added[added.index(True) :], strict=True))


def _is_ordinary_word(match: _Found, text: _Text, i: int) -> bool:
    """True when a match may well be something else than the entry.

    A term of one word counts only where the glossary says that it is wrong in any context, on any desk, and the word is not the head of
    a longer form of the same entry; a name of one word only where it is foreign, or a word before it says what it names. Papers and
    clubs always need that word: most are called like something else (the Middle East, Barcelona).
    """
    entry, words = match.form.entry, match.form.words
    before = fold(text.tokens[i - 1].text) if i else ""
    cued = isinstance(entry, NameEntry) and before in tables()["cues"].get(entry.kind, ())
    if len(words) > 1:
        if isinstance(entry, Entry):
            return bool(entry.desks) and SPORT.issuperset(entry.desks) and not _about_sport(text)
        cued = cued or words[0].key in tables()["cues"].get(entry.kind, ())
        return entry.kind in ALWAYS_CUED and not cued
    word = words[0]
    if {word.text, text.tokens[i].text} & tables()["function"] or word.key in tables()["ambiguous"]:
        return True
    if isinstance(entry, Entry):
        longer = (form.split() for form in entry.arabic if " " in form)
        heads = {_entry_word(plain(part)).key[:HEAD] for parts in longer for part in parts}
        sure = entry.evidence == "alone" and not entry.desks and len(word.stem) >= MIN_TERM
        return not sure or word.key[:HEAD] in heads
    if _is_indefinite(text, i):
        return True
    return not (entry.kind.startswith("foreign-") or (entry.kind == "place" and not entry.wrong) or cued)


def _about_sport(text: _Text) -> bool:
    """True when a word of the sports pages stands in the text: their terms are everyday words elsewhere."""
    sport = tables()["sport"]
    return any(fold(token.text).removeprefix(ARTICLE) in sport or fold(token.text) in sport for token in text.tokens)


def _is_indefinite(text: _Text, i: int) -> bool:
    """True for a word with the ending of the indefinite accusative written out: no name has it."""
    token = text.tokens[i]
    return FATHATAN in text.source[token.start : token.end]


_indexes: WeakKeyDictionary[HasEntries, ArabicIndex] = WeakKeyDictionary()


def index_of(glossary: HasEntries) -> ArabicIndex:
    """The Arabic index of a glossary, built on first use and kept as long as the glossary is."""
    found = _indexes.get(glossary)
    if found is None:
        found = _indexes[glossary] = ArabicIndex(glossary.entries)
    return found


def find_terms(source: str, glossary: HasEntries) -> list[tuple[AnyEntry, Span]]:
    """Entries whose Arabic stands in a source text, in order of place.

    Args:
        source: Arabic text; only its first `MAX_SOURCE` characters are read.
        glossary: whatever has `entries`.

    Returns:
        Entry and span in the source. The span begins behind conjunctions and prepositions (the article belongs to it) and ends with
        the word, pronoun suffixes included. Where entries begin at the same word the longest wins; equally long ones are all given.
    """
    return index_of(glossary).find(source)


def contains(source: str, entry: AnyEntry) -> bool:
    """Whether an entry's Arabic stands in a source text in any reading: what the English side asks to be surer of a finding."""
    return bool(_index_of_entry(entry).spans(source, entry))


@lru_cache(maxsize=_CACHE)
def _index_of_entry(entry: AnyEntry) -> ArabicIndex:
    return ArabicIndex([entry])
