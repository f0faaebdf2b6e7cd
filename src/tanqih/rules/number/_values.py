"""Numbers of both sides compared, and what the rules of `values` say and propose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tanqih.arabic import ARABIC_LETTER, LETTERS
from tanqih.issue import Suggestion
from tanqih.lazy import regex
from tanqih.quantities import arabic, english
from tanqih.quantities.compare import Difference, compare
from tanqih.quantities.digits import western
from tanqih.quantities.quantity import Form, Quantity, Weight
from tanqih.quantities.quantity import shown as number_shown
from tanqih.quantities.render import in_place_of
from tanqih.rules._rule import replace, review
from tanqih.text import Block

_RUN_TOGETHER = regex(rf"[{LETTERS}]{{22}}")
"""Words of a text that lost its spaces: number words cannot be read there."""
_ALIKE = 1.0
"""Likeness from which one of several pairings is proposed."""
_HALF = regex(r" ?[aApP]\.?[mM]\b")
_MOST_COMPARED = 20
_DIGITS = (Form.DIGITS, Form.MIXED, Form.TIME)


class Pair(NamedTuple):
    """A number of the English, the number of the Arabic that it seems to stand for, whether no other pairing is possible, how alike they are."""

    new: Quantity
    lost: Quantity
    only: bool
    likeness: float


def pairs(text: str, source: str) -> tuple[Pair, ...]:
    """Numbers of a text that are others in its source, with those."""
    return _pairs(_difference(text, source), text, source)


def lost(text: str, source: str) -> Iterator[Quantity]:
    """Numbers of the source that the text has to have and has not, nor another in their place."""
    taken = {pair.lost for pair in pairs(text, source)}
    return (one for one in _difference(text, source).lost if one not in taken and one.weight is Weight.FIRM)


def added(text: str, source: str) -> Iterator[Quantity]:
    """Numbers of the text that the source has not, nor another in their place."""
    taken = {pair.new for pair in pairs(text, source)}
    return (one for one in _difference(text, source).new if one not in taken and one.weight is Weight.FIRM)


def of_other_unit(text: str, source: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Numbers of the text with the same ones of the source, where those have another unit."""
    theirs = [quantity for quantity in arabic.read(source) if quantity.unit] if _is_arabic(source) else []
    for mine in english.read(text) if theirs else ():
        same = [other for other in theirs if mine.unit and set(mine.values) & set(other.values)]
        if same and all(other.unit != mine.unit for other in same):
            yield mine, same[0]


def in_digits(quantity: Quantity) -> bool:
    """True for a number that is not written in words alone."""
    return quantity.form in _DIGITS


def explained(quantity: Quantity, said: str) -> str:
    """The value of a number of the source in brackets, "" where it is written so."""
    return "" if said == number_shown(quantity.value) else f" ({shown(quantity)})"


def _is_arabic(source: str) -> bool:
    return ARABIC_LETTER.search(source) is not None


@lru_cache(maxsize=8)
def _difference(text: str, source: str) -> Difference:
    """What the numbers of a text and its source do not share; nothing where the source is not in Arabic."""
    if not _is_arabic(source):
        return Difference((), ())
    found = compare(arabic.read(source), english.read(text))
    if found.new and _RUN_TOGETHER.search(source):
        return found._replace(new=tuple(quantity for quantity in found.new if quantity.form in _DIGITS))
    return found


@lru_cache(maxsize=8)
def _pairs(difference: Difference, text: str, source: str) -> tuple[Pair, ...]:
    """Numbers of the two sides that seem to be one and the same, the likeliest first; each is used once. Only so many are compared."""
    news, losts = difference.new or difference.repeated, difference.lost or difference.spare
    news, losts = news[:_MOST_COMPARED], losts[:_MOST_COMPARED]
    only = len(news) == len(losts) == 1
    candidates = [
        Pair(new, lost, only, _likeness(new, lost, text, source))
        for new, lost in product(news, losts)
        if not _is_of_dual(new, lost)
    ]
    found: list[Pair] = []
    for candidate in sorted(candidates, key=lambda pair: pair.likeness, reverse=True):
        if not any(candidate.new == pair.new or candidate.lost == pair.lost for pair in found):
            found.append(candidate)
            if not difference.new or not difference.lost:
                break
    return tuple(found)


def _is_of_dual(new: Quantity, lost: Quantity) -> bool:
    """True for a small number word of the English, where the Arabic may have a dual, beside digits that it lacks: two children aged 11."""
    return new.weight is Weight.LOOSE and new.form is Form.WORDS and lost.form in _DIGITS


def _likeness(new: Quantity, lost: Quantity, text: str, source: str) -> float:
    """How likely it is that one number stands for the other: the same digits, form, unit, and a like place in its text."""
    mine, theirs = (str(quantity.value) for quantity in (new, lost))
    likeness = (
        2.0 * (sorted(mine) == sorted(theirs)) + (len(mine) == len(theirs)) + (mine[0] == theirs[0]) + (mine[-1] == theirs[-1])
    )
    likeness += (new.form is lost.form) + (bool(new.unit) and new.unit == lost.unit)
    return likeness - 3 * abs(new.start / len(text) - lost.start / len(source))


def confidence(pair: Pair) -> float:
    """Lower where other pairings are possible, and where neither number has to be carried over by itself."""
    if pair.new.weight is not Weight.FIRM and pair.lost.weight is not Weight.FIRM:
        return 0.6
    return 0.9 if pair.only else 0.8 if pair.likeness >= _ALIKE else 0.7


def repair(block: Block, pair: Pair) -> list[Suggestion]:
    """The number of the source, written as the English one is; nothing where that cannot be told."""
    text, new, lost = block.text, pair.new, pair.lost
    if not pair.only and pair.likeness < _ALIKE:
        return []
    if new.form is Form.TIME and lost.form is Form.TIME:
        start, end, put_in = new.start, new.end, shown(lost, half=_HALF.match(text, new.end) is not None)
    elif lost.form is Form.TIME or (edit := in_place_of(text, new, lost.value)) is None:
        return []
    else:
        start, end, put_in = edit
        put_in = _as_written(block, pair, put_in)
    return [review(f"write {put_in} as in the Arabic", replace(block, start, end, put_in), score=0.8 if pair.only else 0.6)]


def _as_written(block: Block, pair: Pair, put_in: str) -> str:
    """The text to put in, with the noughts that a figure of the Arabic begins with: 0230."""
    said = western((block.segment.source or "")[pair.lost.start : pair.lost.end])
    return said if said.isdigit() and said[0] == "0" and pair.new.form is Form.DIGITS else put_in


def shown(quantity: Quantity, *, half: bool = False) -> str:
    """A value for people; a time of day on the clock of twelve hours where its half of the day stands beside it."""
    if quantity.form is not Form.TIME:
        return number_shown(quantity.value)
    hour, minute = map(int, quantity.pieces)
    return f"{(hour - 1) % 12 + 1 if half else hour}:{minute:02}"
