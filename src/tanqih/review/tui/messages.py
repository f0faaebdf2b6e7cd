"""What the widgets of the review screen tell it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Chosen(Message):
    """A suggestion was clicked: its place in the list, from 0."""

    place: int


@dataclass
class Taken(Message):
    """The own text is finished. `paragraph`: it is for the whole paragraph."""

    text: str
    paragraph: bool


class Left(Message):
    """The own text is given up."""
