"""Date words of both sides compared: what `dates.wrong_date` reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product

from tanqih.quantities import arabic
from tanqih.quantities.dates import SHORT_MONTHS, DateWord, Kind, day_beside, read_arabic, read_english, romanised
from tanqih.rules._rule import Finding, finding, replace, review
from tanqih.text import Block

_MOST_PAIRS = 1000
"""Date words of both sides, multiplied, up to which they are compared."""
_NAMED = (Kind.MONTH, Kind.WEEKDAY, Kind.HALF)


def changed(block: Block) -> Iterator[Finding]:
    """Months, weekdays and halves of the day that are others in the source, with the right one proposed."""
    text, source = block.text, block.segment.source or ""
    mine = read_english(text)
    if not mine:
        return
    theirs = read_arabic(source)
    for kind in _NAMED:
        said = [word for word in theirs if word.kind is kind]
        written = [word for word in mine if word.kind is kind]
        if said and written and len(said) * len(written) <= _MOST_PAIRS:
            yield from _of_kind(block, kind, said, written)


def _of_kind(block: Block, kind: Kind, said: list[DateWord], written: list[DateWord]) -> Iterator[Finding]:
    text, source = block.text, block.segment.source or ""
    if kind is Kind.HALF and len({word.value for word in said}) > 1:
        return
    pairs = _same_day(text, source, said, written) if kind is Kind.MONTH else []
    pairs = pairs or _differing(text, source, said, written)
    for mine, theirs in pairs:
        quoted = source[theirs.start : theirs.end]
        message = f"The Arabic says {quoted} ({theirs.name}), the English {text[mine.start : mine.end]}."
        edit = replace(block, mine.start, mine.end, _named_like(text[mine.start : mine.end], theirs))
        fix = review(f"write {edit.text} as in the Arabic", edit, score=0.8 if len(pairs) == 1 else 0.6)
        yield finding(block, mine.start, mine.end, message, 0.9 if len(pairs) == 1 else 0.8, fix, source=theirs.span)


def _same_day(text: str, source: str, said: list[DateWord], written: list[DateWord]) -> list[tuple[DateWord, DateWord]]:
    """Months with the same day of the month beside them that differ: 14 April where the Arabic has 14 February."""
    days = [(day_beside(source, word), word) for word in said]
    found = []
    for mine in written:
        day = day_beside(text, mine)
        there = [word for other, word in days if day and other == day]
        if there and mine.sure and mine.value not in {word.value for word in there}:
            found.append((mine, there[0]))
    return found


def _differing(text: str, source: str, said: list[DateWord], written: list[DateWord]) -> list[tuple[DateWord, DateWord]]:
    """A word that the Arabic has not, with one that the English has not; with as many words on both sides, one said too often will do."""
    here, there = Counter(word.value for word in written), Counter(word.value for word in said)
    if said[0].kind is Kind.MONTH:
        here.update({word.value for word in romanised(text)})
        there.update(_months_in_digits(source))
    lost = [word for word in said if word.sure and not here[word.value]]
    new = [word for word in written if word.sure and not there[word.value]]
    if len(said) == len(written):
        new = new or [word for word in written if here[word.value] > there[word.value]]
        lost = lost or [word for word in said if there[word.value] > here[word.value]]
    found = []
    while new and lost:
        mine, theirs = min(product(new, lost), key=lambda pair: _apart(*pair, text=text, source=source))
        found.append((mine, theirs))
        new = [word for word in new if word.value != mine.value]
        lost = [word for word in lost if word.value != theirs.value]
    return found


def _apart(mine: DateWord, theirs: DateWord, *, text: str, source: str) -> float:
    """How far apart two words are, each in its own text taken as one long."""
    return abs(mine.start / len(text) - theirs.start / len(source))


def _months_in_digits(source: str) -> set[int]:
    """Numbers of the Arabic that may be months in digits."""
    found = {value for quantity in arabic.read(source) for value in (*quantity.values, *quantity.pieces)}
    return {month for month in range(1, 13) if month in found and _has_numeric_date(source)}


def _has_numeric_date(source: str) -> bool:
    digits = [quantity for quantity in arabic.read(source) if quantity.value.denominator == 1]
    return any(second.start - first.end == 1 and source[first.end] in "/-." for first, second in pairwise(digits))


def _named_like(written: str, word: DateWord) -> str:
    """The English name of a date word, in full or short as the one that it replaces."""
    if word.kind is Kind.HALF:
        return word.name if "." in written else word.name.replace(".", "")
    if word.kind is Kind.WEEKDAY:
        return word.name if len(written.rstrip("s")) > len("Thurs") or "day" in written else word.name[:3]
    return word.name if len(written) > len("Sept") or written in ("May", "June", "July") else SHORT_MONTHS[word.value - 1]
