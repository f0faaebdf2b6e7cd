"""A small dictionary of words that news is full of, by their stems: enough to tell sentences apart, no more.

`data/words.tsv` has Arabic stems in one spelling (as `tanqih.arabic.folded`) and English ones; a word belongs to a stem that it begins
with, endings of a few letters aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from tanqih.align.names import arabic_words, stems

_WORD = re.compile(r"[^\W_]+(?:[.'%]\w+)*|[$%]")
_ARABIC_ENDING, _ENGLISH_ENDING = 3, 5
_SHORT = 2


class _Stems:
    """Stems of one language, and the entries that each belongs to."""

    def __init__(self, entries: Iterable[tuple[int, str]], ending: int) -> None:
        self._entries: dict[str, set[int]] = {}
        for number, stem in entries:
            self._entries.setdefault(stem, set()).add(number)
        self._ending = ending

    def of(self, word: str) -> set[int]:
        """The entries of all stems that a word may belong to; short stems take an ending of one letter."""
        found: set[int] = set()
        for cut in range(min(self._ending, len(word) - 1) + 1):
            stem = word[: len(word) - cut]
            if cut <= 1 or len(stem) > _SHORT:
                found |= self._entries.get(stem, set())
        return found


@cache
def _tables() -> tuple[_Stems, _Stems]:
    lines = (files("tanqih.align") / "data" / "words.tsv").read_text(encoding="utf8").splitlines()[1:]
    sides = list(zip(*(line.split("\t") for line in lines), strict=True))
    arabic, english = ([(number, stem) for number, cell in enumerate(side) for stem in cell.split("|")] for side in sides)
    return _Stems(arabic, _ARABIC_ENDING), _Stems(english, _ENGLISH_ENDING)


def arabic_entries(text: str) -> set[int]:
    """Numbers of the entries with a word in an Arabic text."""
    table = _tables()[0]
    return {number for word in arabic_words(text) for stem in stems(word) for number in table.of(stem)}


def english_entries(text: str) -> set[int]:
    """Numbers of the entries with a word in an English text."""
    table = _tables()[1]
    return {number for word in set(_WORD.findall(text.lower())) for number in table.of(word)}
