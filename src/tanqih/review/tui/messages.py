"""What the widgets of the review screen tell it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Chosen(Message):
    """A suggestion was clicked: its place in the list, from 0."""

    place: int


@dataclass
class IssueClicked(Message):
    """An issue in the article was clicked: its key."""

    key: str


@dataclass
class ParagraphClicked(Message):
    """A paragraph of the article was clicked: the index of its segment."""

    segment: int


@dataclass
class Pressed(Message):
    """A key in the footer was clicked: the action's name."""

    action: str


@dataclass
class Taken(Message):
    """The own text is finished. `paragraph`: it is for the whole paragraph."""

    text: str
    paragraph: bool


class Left(Message):
    """The own text is given up."""
