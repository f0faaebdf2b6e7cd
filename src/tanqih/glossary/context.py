"""What stands round a match: the words near it, the headline, the desk of the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from tanqih.glossary.entries import AnyEntry, Entry
from tanqih.glossary.index import tokens_of
from tanqih.glossary.words import dictionary_forms

if TYPE_CHECKING:
    from tanqih.glossary.glossary import Glossary
    from tanqih.text import Block, Page


class Context:
    """What stands round a match: words of paragraph, headline and page in dictionary form, desks, the Arabic."""

    def __init__(self, glossary: Glossary, page: Page) -> None:
        self.glossary, self.page = glossary, page
        self._of_block: dict[int, frozenset[str]] = {}

    def words(self, block: Block) -> frozenset[str]:
        """Words of a block."""
        if block.position not in self._of_block:
            self._of_block[block.position] = dictionary_forms(tokens_of(block.text))
        return self._of_block[block.position]

    @cached_property
    def headline(self) -> frozenset[str]:
        """Words of the headline."""
        return self.words(self.page.headline) if self.page.headline else frozenset()

    @cached_property
    def everywhere(self) -> frozenset[str]:
        """Words of the page."""
        return frozenset().union(*(self.words(block) for block in self.page.blocks))

    @cached_property
    def desks(self) -> frozenset[str]:
        """Desks of the page."""
        return self.glossary.topics.desks([token for block in self.page.blocks for token in tokens_of(block.text)])

    def on_desk(self, entry: AnyEntry) -> bool:
        """True when the entry may fire on this page."""
        desks = entry.desks if isinstance(entry, Entry) else ()
        return not desks or not self.desks.isdisjoint(desks)

    def near(self, entry: AnyEntry, block: Block) -> bool:
        """True when a near word stands in the paragraph or the headline."""
        return holds(entry.near, self.words(block), block.text) or (
            self.page.headline is not None and holds(entry.near, self.headline, self.page.headline.text)
        )

    def near_on_page(self, entry: AnyEntry) -> bool:
        """True when two near words stand anywhere on the page. Too little for a name that is an ordinary word."""
        return isinstance(entry, Entry) and len(self.everywhere.intersection(entry.near)) > 1


def holds(wanted: Sequence[str], words: frozenset[str], text: str) -> bool:
    """True when one of the wanted words, or phrases, stands in a text.

    Args:
        wanted: in dictionary form.
        words: the text's words, from `dictionary_forms`.
        text: the text itself, for phrases.
    """
    for word in wanted:
        tokens = tokens_of(word)
        if words.issuperset(tokens) and (len(tokens) == 1 or " ".join(tokens) in " ".join(tokens_of(text))):
            return True
    return False
