"""Patterns as the phrases that they stand for, so that entries can be compared without running them against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from math import prod
from typing import NamedTuple

from tanqih.glossary.entries import AnyEntry, Entry
from tanqih.glossary.patterns import DELETE, REPORT, Pattern, PatternError, Word, parse

MAX_PHRASES = 256
"""Phrases of one pattern that are looked at; a pattern of many alternatives may stand for millions."""
ANY = "*"


class Phrase(NamedTuple):
    """One reading of a pattern.

    Attributes:
        words: its words; None where any word may stand.
        tokens: their tokens, `ANY` where any word may stand.
        start, end: the words to be replaced, half-open.
        pattern: where it comes from.
    """

    words: tuple[Word | None, ...]
    tokens: tuple[str, ...]
    start: int
    end: int
    pattern: Pattern

    @property
    def text(self) -> str:
        """The tokens with spaces between them."""
        return " ".join(self.tokens)

    @property
    def replaced(self) -> str:
        """The words to be replaced."""
        return " ".join(self.tokens[self.start : self.end])


@dataclass(frozen=True)
class Prepared:
    """An entry with its patterns parsed.

    Attributes:
        entry: the entry.
        patterns: those that can be read.
        errors: what is wrong with the others.
    """

    entry: AnyEntry
    patterns: tuple[Pattern, ...]
    errors: tuple[str, ...]

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The accepted English forms, the preferred one first."""
        entry = self.entry
        return entry.english if isinstance(entry, Entry) else (entry.english, *entry.variants)

    @property
    def pos(self) -> str:
        """The part of speech; names do not inflect."""
        return self.entry.pos if isinstance(self.entry, Entry) else "phrase"

    def new_text(self, pattern: Pattern) -> str:
        """What a pattern puts in; "" where it deletes or only reports."""
        if pattern.replacement in (DELETE, REPORT):
            return ""
        return pattern.replacement or self.forms[0]


def prepare(entry: AnyEntry) -> Prepared:
    """Parse the patterns of an entry."""
    patterns: list[Pattern] = []
    errors: list[str] = []
    for text in entry.wrong:
        try:
            patterns.extend(parse(text))
        except PatternError as error:
            errors.append(str(error))
    return Prepared(entry, tuple(patterns), tuple(errors))


def count(pattern: Pattern) -> int:
    """How many phrases a pattern stands for."""
    return prod(max(1, len(slot)) for slot in pattern.slots)


def phrases(pattern: Pattern) -> Iterator[Phrase]:
    """The phrases that a pattern stands for, in dictionary form; at most `MAX_PHRASES`."""
    slots: list[tuple[Word | None, ...]] = [slot or (None,) for slot in pattern.slots]
    for words in islice(product(*slots), MAX_PHRASES):
        yield Phrase(words, tuple([word.token if word else ANY for word in words]), pattern.start, pattern.end, pattern)
