"""A paragraph under damage: its pieces, each with the label that mends it."""

from __future__ import annotations

from dataclasses import dataclass

from tanqih.models.labels import KEEP
from tanqih.models.words import words_of


@dataclass(slots=True)
class Piece:
    """A word or mark of a paragraph.

    Attributes:
        text: as it stands now.
        space: whether white space stands before it.
        label: the edit that mends it (`models.labels`).
    """

    text: str
    space: bool
    label: str = KEEP

    @property
    def kept(self) -> bool:
        """True while nothing is wrong with it."""
        return self.label == KEEP

    @property
    def is_word(self) -> bool:
        """True for letters and digits, False for a mark."""
        return self.text[0].isalnum()

    @property
    def is_plain(self) -> bool:
        """True for an undamaged word in lower case."""
        return self.label == KEEP and self.text.isalpha() and self.text.islower()


Pieces = list[Piece]


def pieces_of(text: str) -> Pieces:
    """A clean paragraph as pieces."""
    return [Piece(word.text, word.space) for word in words_of(text)]


def text_of(pieces: Pieces) -> str:
    """The text of the pieces as they stand."""
    return "".join(f" {piece.text}" if piece.space and at else piece.text for at, piece in enumerate(pieces))


def labelled(pieces: Pieces) -> list[tuple[str, bool, str]]:
    """Text, space and label of each piece: what a training sample is made of."""
    return [(piece.text, piece.space, piece.label) for piece in pieces]


def sentence_ends(pieces: Pieces, first: int = 6) -> list[int]:
    """Places of undamaged full stops that end a sentence, from a place on."""
    return [
        at
        for at in range(first, len(pieces))
        if pieces[at].text == "." and pieces[at].kept and not pieces[at].space and (at + 1 == len(pieces) or pieces[at + 1].space)
    ]


def undamaged(pieces: Pieces, start: int, end: int) -> bool:
    """True when nothing in a stretch is damaged yet."""
    return all(piece.kept for piece in pieces[max(0, start) : end])
