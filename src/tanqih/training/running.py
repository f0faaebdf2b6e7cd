"""Tokenised text as running text, with the way back from its words to the tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tanqih.models.words import Word, words_of
from tanqih.training.samples import detokenised


class Running(NamedTuple):
    """A text and where its tokens stand.

    Attributes:
        text: running text.
        spans: half-open code-point offsets of each token.
    """

    text: str
    spans: tuple[tuple[int, int], ...]

    def tokens_in(self, words: Sequence[Word]) -> list[list[int]]:
        """The numbers of the words that share a character with each token: one as a rule, several for "well-known", none for a blank."""
        found: list[list[int]] = []
        first = 0
        for start, end in self.spans:
            while first < len(words) and words[first].end <= start:
                first += 1
            at = first
            while at < len(words) and words[at].start < end:
                at += 1
            found.append(list(range(first, at)))
        return found


class Token(str):
    """A token of which it is known whether white space stood before it.

    Attributes:
        space: whether it did.
    """

    __slots__ = ("space",)
    space: bool


def tokens_of(text: str) -> list[str]:
    """The words and marks of a running text as tokens that know their space."""
    found: list[str] = []
    for word in words_of(text):
        token = Token(word.text)
        token.space = word.space
        found.append(token)
    return found


def running(tokens: Sequence[str]) -> Running:
    """Join tokens of a tokenised text, by their own spaces where they know them, else by rule (`samples.detokenised`)."""
    parts: list[str] = []
    spans = []
    length = 0
    for given, (token, guess) in zip(tokens, detokenised(tokens), strict=True):
        space = bool(parts) and given.space if isinstance(given, Token) else guess
        parts.append(f" {token}" if space else token)
        start = length + space
        length += len(parts[-1])
        spans.append((start, length))
    return Running("".join(parts), tuple(spans))
