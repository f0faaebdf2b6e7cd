"""The words that the edit tagger labels: letters and digits with an inner apostrophe, or one mark; with what their spelling shows."""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = re.compile("\\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}]\\w+)?|[^\\w\\s]")
SHAPES = 6
FEATURES = 2 * SHAPES
"""How many values `feature` has."""


class Word(NamedTuple):
    """A word or mark of a text.

    Attributes:
        text: as written.
        space: True when white space stands before it.
        start, end: half-open code-point offsets.
    """

    text: str
    space: bool
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words and marks of a text, in order."""
    found = []
    end = 0
    for match in WORD.finditer(text):
        found.append(Word(match.group(), match.start() > end, match.start(), match.end()))
        end = match.end()
    return found


def shape(word: str) -> int:
    """How a word is written: 1 lower case, 2 with a capital, 3 all capitals, 4 digits, 5 anything else."""
    return 4 if word.isdigit() else 1 if word.islower() else 2 if word.istitle() else 3 if word.isupper() else 5


def feature(word: str, *, space: bool) -> int:
    """Shape and white space in one number, below `FEATURES`: an uncased encoder does not see either."""
    return shape(word) + (SHAPES if space else 0)
