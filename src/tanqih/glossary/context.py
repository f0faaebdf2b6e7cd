"""What stands round a match: the words near it, the headline, the desk of the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tanqih.folding import tokens_of
from tanqih.glossary.entries import AnyEntry, Entry
from tanqih.glossary.words import dictionary_forms

if TYPE_CHECKING:
    from tanqih.glossary.glossary import Glossary
    from tanqih.text import Block, Page


class Text:
    """A stretch of text and the words in it, in dictionary form."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens_of(text)
        self.words = dictionary_forms(self._tokens)

    @cached_property
    def _running(self) -> str:
        return f" {' '.join(self._tokens)} "

    def holds(self, wanted: Sequence[str]) -> bool:
        """True when one of the wanted words (in dictionary form) or phrases stands in it."""
        for word in wanted:
            tokens = _tokens_of_word(word)
            if self.words.issuperset(tokens) and (len(tokens) == 1 or f" {' '.join(tokens)} " in self._running):
                return True
        return False


@lru_cache(maxsize=8192)
def _tokens_of_word(word: str) -> tuple[str, ...]:
    return tuple(tokens_of(word))


class Context:
    """What stands round a match: words of sentence, paragraph, headline and page, and the desks of the page. Each is looked at once."""

    def __init__(self, glossary: Glossary, page: Page) -> None:
        self.glossary, self.page = glossary, page
        self._blocks: dict[int, Text] = {}
        self._sentences: dict[tuple[int, int], Text] = {}
        self._ends: dict[int, list[int]] = {}
        self._near: dict[tuple[int, int], bool] = {}

    def block(self, block: Block) -> Text:
        """A block."""
        if block.position not in self._blocks:
            self._blocks[block.position] = Text(block.text)
        return self._blocks[block.position]

    def sentence(self, block: Block, offset: int) -> Text:
        """The sentence that an offset lies in."""
        if block.position not in self._ends:
            self._ends[block.position] = [sentence.end for sentence in block.sentences]
        ends = self._ends[block.position]
        number = min(bisect_left(ends, offset), len(ends) - 1)
        if (block.position, number) not in self._sentences:
            self._sentences[block.position, number] = Text(block.sentences[number].text)
        return self._sentences[block.position, number]

    @cached_property
    def headline(self) -> Text | None:
        """The headline, if there is one."""
        return self.block(self.page.headline) if self.page.headline else None

    @cached_property
    def everywhere(self) -> frozenset[str]:
        """Words of the page."""
        return frozenset().union(*(self.block(block).words for block in self.page.blocks))

    @cached_property
    def desks(self) -> frozenset[str]:
        """Desks of the page."""
        return self.glossary.topics.desks([token for block in self.page.blocks for token in tokens_of(block.text)])

    def on_desk(self, entry: AnyEntry) -> bool:
        """True when the entry may fire on this page."""
        desks = entry.desks if isinstance(entry, Entry) else ()
        return not desks or not self.desks.isdisjoint(desks)

    def near(self, number: int, block: Block) -> bool:
        """True when a near word of an entry stands in the paragraph or the headline."""
        key = number, block.position
        if key not in self._near:
            near = self.glossary.entry(number).near
            self._near[key] = bool(near) and (
                self.block(block).holds(near) or (self.headline is not None and self.headline.holds(near))
            )
        return self._near[key]

    def near_on_page(self, entry: AnyEntry) -> bool:
        """True when two near words stand anywhere on the page. Too little for a name that is an ordinary word."""
        return isinstance(entry, Entry) and len(self.everywhere.intersection(entry.near)) > 1
