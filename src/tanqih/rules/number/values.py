"""Numbers that are not those of the Arabic: changed, left out, put in, or of another currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from tanqih.arabic import ARABIC_LETTER, LETTERS
from tanqih.document import Span
from tanqih.issue import Severity, Suggestion
from tanqih.lazy import regex
from tanqih.quantities import arabic, english
from tanqih.quantities.compare import Difference, compare
from tanqih.quantities.digits import western
from tanqih.quantities.quantity import Form, Quantity, Weight, shown
from tanqih.quantities.render import in_place_of
from tanqih.rules._rule import Finding, finding, replace, review, source_rule
from tanqih.text import Block

_DASHES = "-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}"
_SCORE = regex(rf"(?<![\w./{_DASHES}])(?P<first>\d{{1,2}}) ?[{_DASHES}] ?(?P<second>\d{{1,2}})(?![\w/{_DASHES}]|[.,:]\d)")
_RUN_TOGETHER = regex(rf"[{LETTERS}]{{22}}")
"""Words of a text that lost its spaces: number words cannot be read there."""
_ALIKE = 1.0
"""Likeness from which one of several pairings is proposed."""
_HALF = regex(r" ?[aApP]\.?[mM]\b")
_MOST_SCORES, _MOST_COMPARED = 50, 20
_DIGITS = (Form.DIGITS, Form.MIXED, Form.TIME)


class _Pair(NamedTuple):
    """A number of the English, the number of the Arabic that it seems to stand for, whether no other pairing is possible, how alike they are."""

    new: Quantity
    lost: Quantity
    only: bool
    likeness: float


@source_rule("accuracy/mistranslation", Severity.CRITICAL, changes={"numbers", "names"})
def wrong_value(block: Block) -> Iterator[Finding]:
    """A number that is another one in the Arabic source.

    Values are compared, in digits of any script, words, ordinals, shares, scales and times of day: 0230 that became 2030, two thousand
    and five hundred that became 25,000. The suggestion writes the value of the Arabic the way the English one is written; a person
    confirms. Left alone: the same value said otherwise (a dozen, 1.5 million, the nineties), numbers that either language may leave out
    (one, first, the dual of a noun), and numbers said twice.
    """
    text, source = block.text, block.segment.source or ""
    for pair in _pairs(_difference(text, source), text, source):
        new, lost = pair.new, pair.lost
        written, said = text[new.start : new.end], source[lost.start : lost.end]
        value = "" if said == shown(lost.value) else f" ({_shown(lost)})"
        message = f"The Arabic says {said}{value}, the English {written}."
        yield finding(block, new.start, new.end, message, _confidence(pair), *_repair(block, pair), source=lost.span)


@source_rule("accuracy/omission", Severity.MAJOR)
def lost_value(block: Block) -> Iterator[Finding]:
    """A number of the Arabic source that the English does not have.

    The sentence that should hold it is marked; nothing is proposed, since where it belongs is for a person to see. Left alone: "one",
    "first", duals, centuries and numbers that the English may say with a word such as both, dozen or decade.
    """
    text, source = block.text, block.segment.source or ""
    difference = _difference(text, source)
    taken = {pair.lost for pair in _pairs(difference, text, source)}
    for lost in difference.lost:
        if lost in taken or lost.weight is not Weight.FIRM:
            continue
        sentence = block.sentence_at(len(text) * lost.start // max(1, len(source)))
        if sentence is None:
            continue
        said = source[lost.start : lost.end]
        message = f"The Arabic says {said} ({_shown(lost)}); the English does not have it."
        confidence = 0.7 if lost.form in _DIGITS else 0.6
        yield finding(block, sentence.start, sentence.end, message, confidence, source=lost.span)


@source_rule("accuracy/addition", Severity.MAJOR)
def added_value(block: Block) -> Iterator[Finding]:
    """A number that the Arabic source does not have.

    Nothing is proposed: what it stands for is for a person to see. Left alone: "one", "first", "both" and numbers in names.
    """
    text, source = block.text, block.segment.source or ""
    difference = _difference(text, source)
    taken = {pair.new for pair in _pairs(difference, text, source)}
    for new in difference.new:
        if new not in taken and new.weight is Weight.FIRM:
            message = f"The number {text[new.start : new.end]} is not in the Arabic."
            yield finding(block, new.start, new.end, message, 0.7 if new.form in _DIGITS else 0.6)


@source_rule("accuracy/mistranslation", Severity.MAJOR)
def wrong_unit(block: Block) -> Iterator[Finding]:
    """A sum in another currency than in the Arabic source, or a percentage that became a sum.

    Only a number that both sides have with different units is marked. Pounds and liras are one unit here: Arabic has one word for some of both.
    """
    text, source = block.text, block.segment.source or ""
    if not _is_arabic(source):
        return
    theirs = [quantity for quantity in arabic.read(source) if quantity.unit]
    if not theirs:
        return
    for mine in english.read(text):
        same = [other for other in theirs if mine.unit and set(mine.values) & set(other.values)]
        if same and all(other.unit != mine.unit for other in same):
            message = f"The Arabic gives {shown(mine.value)} in another unit ({same[0].unit}) than the English ({mine.unit})."
            yield finding(block, mine.start, mine.end, message, 0.75, source=same[0].span)


@source_rule("locale-conventions/number-format", Severity.MINOR, changes={"numbers"})
def lost_dash(block: Block) -> Iterator[Finding]:
    """A score or range of the Arabic source whose dash the English lost or turned into another sign: "7  2", "5.3" for 7-2 and 5-3.

    The dash is put back for a person to confirm. Left alone: numbers that have their dash elsewhere in the English, or that it joins with a
    word.
    """
    text = block.text
    for m in islice(_SCORE.finditer(western(block.segment.source or "")), _MOST_SCORES):
        first, second = m["first"], m["second"]
        broken = re.search(rf"(?<![\d.,-]){first}(?: +|[.,:])(?:(?<= )|(?<=[.,:])){second}(?![\d,-]|\.\d)", text)
        if broken and not re.search(rf"(?<!\d){first} ?[{_DASHES}] ?{second}(?!\d)", text):
            edit = replace(block, *broken.span(), f"{first}-{second}")
            message = f"The Arabic says {m.group()}; the English lost the dash."
            yield finding(block, *broken.span(), message, 0.8, review("put the dash back", edit), source=Span(*m.span()))


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
def _pairs(difference: Difference, text: str, source: str) -> tuple[_Pair, ...]:
    """Numbers of the two sides that seem to be one and the same, the likeliest first; each is used once. Only so many are compared."""
    news, losts = difference.new or difference.repeated, difference.lost or difference.spare
    news, losts = news[:_MOST_COMPARED], losts[:_MOST_COMPARED]
    only = len(news) == len(losts) == 1
    candidates = [_Pair(new, lost, only, _likeness(new, lost, text, source)) for new, lost in product(news, losts)]
    found: list[_Pair] = []
    for candidate in sorted(candidates, key=lambda pair: pair.likeness, reverse=True):
        if not any(candidate.new == pair.new or candidate.lost == pair.lost for pair in found):
            found.append(candidate)
            if not difference.new or not difference.lost:
                break
    return tuple(found)


def _likeness(new: Quantity, lost: Quantity, text: str, source: str) -> float:
    """How likely it is that one number stands for the other: the same digits, form, unit, and a like place in its text."""
    mine, theirs = (str(quantity.value) for quantity in (new, lost))
    likeness = (
        2.0 * (sorted(mine) == sorted(theirs)) + (len(mine) == len(theirs)) + (mine[0] == theirs[0]) + (mine[-1] == theirs[-1])
    )
    likeness += (new.form is lost.form) + (bool(new.unit) and new.unit == lost.unit)
    return likeness - 3 * abs(new.start / len(text) - lost.start / len(source))


def _confidence(pair: _Pair) -> float:
    """Lower where other pairings are possible, and where neither number has to be carried over by itself."""
    if pair.new.weight is not Weight.FIRM and pair.lost.weight is not Weight.FIRM:
        return 0.6
    return 0.9 if pair.only else 0.8 if pair.likeness >= _ALIKE else 0.7


def _repair(block: Block, pair: _Pair) -> list[Suggestion]:
    text, new, lost = block.text, pair.new, pair.lost
    if not pair.only and pair.likeness < _ALIKE:
        return []
    if new.form is Form.TIME and lost.form is Form.TIME:
        start, end, put_in = new.start, new.end, _shown(lost, half=_HALF.match(text, new.end) is not None)
    elif lost.form is Form.TIME or (edit := in_place_of(text, new, lost.value)) is None:
        return []
    else:
        start, end, put_in = edit
        put_in = _as_written(block, pair, put_in)
    return [review(f"write {put_in} as in the Arabic", replace(block, start, end, put_in), score=0.8 if pair.only else 0.6)]


def _as_written(block: Block, pair: _Pair, put_in: str) -> str:
    """The text to put in, with the noughts that a figure of the Arabic begins with: 0230."""
    said = western((block.segment.source or "")[pair.lost.start : pair.lost.end])
    return said if said.isdigit() and said[0] == "0" and pair.new.form is Form.DIGITS else put_in


def _shown(quantity: Quantity, *, half: bool = False) -> str:
    """A value for people; a time of day on the clock of twelve hours where its half of the day stands beside it."""
    if quantity.form is not Form.TIME:
        return shown(quantity.value)
    hour, minute = map(int, quantity.pieces)
    return f"{(hour - 1) % 12 + 1 if half else hour}:{minute:02}"
