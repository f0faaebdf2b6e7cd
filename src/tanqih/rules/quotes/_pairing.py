"""The quotations of an English text beside those of its Arabic."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from tanqih.english import FUNCTION_WORDS
from tanqih.lazy import regex
from tanqih.quotation import find_quotations
from tanqih.rules.quotes._boundary import Candidate, Reading, Side, candidates, gap

if TYPE_CHECKING:
    from tanqih.anchors.pair import Pair

_CLITIC = regex(
    "(?:^|[^\\w])[\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}]{1,2}"
    "\N{ARABIC TATWEEL}?$"
)
_UNTOLD = FUNCTION_WORDS - frozenset(
    "because if when who where before after about over while every all some more most could must may".split()
)
"""English words whose links say nothing of where a quotation ends."""
MOST_QUOTATIONS = 40
"""Quotations of a paragraph up to which they are compared."""
LEAST_LIKENESS, LEAST_OF_MENDED, LEAST_OF_AS_MANY = -0.5, 0.0, -2.5
"""Up to it two quotations are not taken for each other: where their numbers differ, where the marks of the Arabic are in disorder as well, and
where they are in disorder but make as many quotations."""


class Quoted(NamedTuple):
    """A quotation of the English.

    Attributes:
        reading: the English text.
        marks: offsets of its opening and closing mark.
        candidates: the bounds that it has, then others that it may have instead.
        side: what the Arabic says of it, None without a quotation there that it may be.
        source: offsets of the marks of that one.
        nested: True when it stands in another one, or another one in it.
    """

    reading: Reading
    marks: tuple[int, int]
    candidates: tuple[Candidate, ...]
    side: Side | None
    source: tuple[int, int] | None
    nested: bool = False


def pairing(text: str, source: str) -> list[Quoted]:
    """Every quotation of an English text that has words, with its counterpart in the Arabic where there is one; none where a mark is astray.

    Args:
        text: the English.
        source: the Arabic; "" for none, then no quotation has a counterpart.
    """
    from tanqih.anchors.pair import pair_of  # 30 ms, and only texts with quotations need it

    found = find_quotations(text)
    if found.unclosed or found.stray or not 0 < len(found.pairs) <= MOST_QUOTATIONS:
        return []
    ours, pair = sorted(found.pairs), pair_of(text, source)
    starts = [word.start for word in pair.english]
    bounds = [(bisect_left(starts, opening), bisect_left(starts, closing)) for opening, closing in ours]
    sides = _sides(pair, bounds) if source else [None] * len(ours)
    reading = Reading(text, pair.english)
    quoted = []
    for marks, (first, last), side in zip(ours, bounds, sides, strict=True):
        if first == last:
            continue
        low = max((bisect_left(starts, mark) for other in ours for mark in other if mark < marks[0]), default=0)
        high = min((bisect_left(starts, mark) for other in ours for mark in other if mark > marks[1]), default=len(starts))
        options = tuple(candidates(first, last, low, high))
        nested = any(_nested(marks, other) for other in ours)
        quoted.append(Quoted(reading, marks, options, side[0] if side else None, side[1] if side else None, nested))
    return quoted


def _nested(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True when one of two quotations stands in the other."""
    return one != other and (one[0] < other[0] < one[1] or other[0] < one[0] < other[1])


def counterparts(pair: Pair) -> list[tuple[Side, tuple[int, int]]]:
    """What the Arabic says of each of its quotations, with their marks, in order; none where one of its marks is astray."""
    marks, sound = _marks(pair.source)
    return _all_sides(pair, marks) if sound else []


def _all_sides(pair: Pair, marks: list[tuple[int, int]]) -> list[tuple[Side, tuple[int, int]]]:
    linked: list[list[int]] = [[] for _ in pair.english]
    for k, places in enumerate(pair.links):
        for i in places:
            if pair.english[i].text.lower() not in _UNTOLD:
                linked[i].append(k)
    offsets = pair.folded.offsets
    starts = [offsets[word.start] if offsets else word.start for word in pair.arabic]
    return [(side, both) for both in marks if (side := _side(pair, starts, both, linked))]


def _sides(pair: Pair, bounds: list[tuple[int, int]]) -> list[tuple[Side, tuple[int, int]] | None]:
    """For each quotation of the English what the Arabic says of it, with the marks there: each takes the one that it is most like."""
    marks, sound = _marks(pair.source)
    theirs = _all_sides(pair, marks)
    likeness = {
        (i, k): _likeness(first, last, side)
        for i, (first, last) in enumerate(bounds)
        for k, (side, _) in enumerate(theirs)
        if first < last
    }
    least = _least(sound=sound, as_many=len(bounds) == len(theirs))
    found: list[tuple[Side, tuple[int, int]] | None] = [None] * len(bounds)
    taken: set[int] = set()
    for i, k in sorted(likeness, key=lambda match: (-likeness[match], abs(match[0] - match[1]), match)):
        if found[i] is None and k not in taken and (least is None or likeness[i, k] > least):
            found[i] = theirs[k]
            taken.add(k)
    return found


def _least(*, sound: bool, as_many: bool) -> float | None:
    """The likeness that two quotations must have more than; None for none."""
    if as_many:
        return None if sound else LEAST_OF_AS_MANY
    return LEAST_LIKENESS if sound else LEAST_OF_MENDED


def _likeness(first: int, last: int, side: Side) -> float:
    """How like two quotations are: their links count for it, links of the words inside to words outside and another length against it."""
    return sum(side.leanings[first:last]) / math.sqrt(last - first) - 2 * abs(math.log((last - first) / (1.2 * side.words)))


def _marks(source: str) -> tuple[list[tuple[int, int]], bool]:
    """The quotations of the Arabic, and whether its marks say so: False where a mark without partner or inside a word was made sense of.

    Marks of an even number are taken two by two then; one that is left over quotes up to the end, or from the beginning. A conjunction or
    preposition of one letter right before an opening mark is no word: Arabic writes it together with the next one.
    """
    found = find_quotations(source)
    if len(found.marks) > 2 * MOST_QUOTATIONS:
        return [], False
    inside_word = any(
        mark.glued and source[mark.at - 1].isalpha() and not _CLITIC.search(source, 0, mark.at) for mark in found.marks
    )
    if not found.unclosed and not found.stray:
        return sorted(found.pairs), not inside_word
    at = [mark.at for mark in found.marks]
    if len(at) % 2:
        at = [-1, *at] if found.stray and len(at) == 1 else [*at, len(source)]
    return list(zip(at[::2], at[1::2], strict=True)), False


def _side(pair: Pair, starts: list[int], marks: tuple[int, int], linked: list[list[int]]) -> Side | None:
    first, last = bisect_left(starts, marks[0]), bisect_left(starts, marks[1])
    if first == last:
        return None
    leanings = [
        float(any(first <= k < last for k in places)) - float(any(not first <= k < last for k in places)) for places in linked
    ]
    text, words = pair.folded.text, pair.arabic
    return Side(leanings, last - first, gap(text, words, first), gap(text, words, last))
