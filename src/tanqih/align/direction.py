"""Which side is which: the Arabic and the English of a pair, or the two swapped."""

from __future__ import annotations

from tanqih.align.units import comparable
from tanqih.arabic import ARABIC_LETTER
from tanqih.document import Document
from tanqih.errors import InputError

_HARDLY_ANY, _MOST = 0.1, 0.5
_ENOUGH_LETTERS, _GLANCE = 12, 80
"""Fewer letters say nothing of a text's language."""


def arabic_share(text: str) -> float | None:
    """The share of Arabic letters among all; None where there are too few to tell."""
    plain = comparable(text)
    letters = sum(map(str.isalpha, plain))
    return len(ARABIC_LETTER.findall(plain)) / letters if letters >= _ENOUGH_LETTERS else None


def is_swapped(source: str, target: str) -> bool:
    """True when the source has hardly any Arabic in it, and the target is mostly Arabic."""
    one, other = arabic_share(source), arabic_share(target)
    return one is not None and other is not None and one < _HARDLY_ANY and other > _MOST


def is_not_arabic(source: str) -> bool:
    """True when a text that should be Arabic has hardly any Arabic in it."""
    share = arabic_share(source)
    return share is not None and share < _HARDLY_ANY


def check_direction(document: Document) -> None:
    """Raises:
    InputError: the languages of the document are swapped.
    """
    pairs = [segment for segment in document.segments if segment.source and segment.target]
    first = pairs[0].source if pairs else document.source
    if first is None or len(ARABIC_LETTER.findall(first[:_GLANCE])) > _ENOUGH_LETTERS:
        return
    source = "\n".join([*(segment.source or "" for segment in pairs), document.source or ""])
    target = "\n".join(segment.target for segment in (pairs if not document.source else document.segments))
    if is_swapped(source, target):
        place = document.segments[0].place(0) if document.segments else None
        hint = "give the English as the text and the Arabic as its source"
        raise InputError(
            "the two sides are swapped: the text is Arabic, its source is not",
            hint,
            path=document.path,
            line=place[0] if place else None,
        )
