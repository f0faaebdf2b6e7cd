"""Whether a change of facts agrees better with the Arabic source: then it is a repair, and not a loss."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tanqih.anchors import negation
from tanqih.anchors.nameless import HEARD
from tanqih.anchors.pair import Pair, pair_of
from tanqih.calendars import MONTHS, WEEKDAYS
from tanqih.quantities import arabic
from tanqih.quantities.dates import Kind, read_arabic


def agrees(kind: str, lost: set[str], gained: set[str], before: str, after: str, source: str) -> bool:
    """Whether what is new stands in the source and what is lost does not.

    Args:
        kind: a key of `facts.FACTS`; for who is quoted and what, nothing is ever proved here.
        lost, gained: the facts of that kind as `facts` gives them.
        before, after: the English before and after.
        source: the Arabic of the same segments.
    """
    test = _TESTS.get(kind)
    return test is not None and test(lost, gained, before, after, source)


def _numbers(lost: set[str], gained: set[str], before: str, after: str, source: str) -> bool:
    del before, after
    said = {Fraction(value) for quantity in arabic.read(source) for value in (*quantity.values, *quantity.pieces)}
    return (
        bool(gained or lost)
        and all(Fraction(fact) in said for fact in gained)
        and all(Fraction(fact) not in said for fact in lost)
    )


def _dates(lost: set[str], gained: set[str], before: str, after: str, source: str) -> bool:
    del before, after
    said = set()
    for word in read_arabic(source):
        if word.kind is Kind.MONTH:
            said.add(MONTHS[word.value - 1])
        elif word.kind is Kind.WEEKDAY:
            said.add(WEEKDAYS[word.value - 1])
    return bool(gained or lost) and gained <= said and not lost & said


def _names(lost: set[str], gained: set[str], before: str, after: str, source: str) -> bool:
    """A name is in the source when a word of it can be that name, by the lexicon or by its sound."""
    return bool(gained) and _heard(gained, pair_of(after, source)) == gained and not _heard(lost, pair_of(before, source))


def _heard(names: set[str], pair: Pair) -> set[str]:
    found = set()
    for i, word in enumerate(pair.english):
        folded = "".join(c for c in word.text.lower() if c.isalnum())
        for name in names:
            if (folded == name or folded.removesuffix("s") == name) and (i in pair.linked or pair.heard(i) >= HEARD):
                found.add(name)
    return found


def _negation(lost: set[str], gained: set[str], before: str, after: str, source: str) -> bool:
    """Fewer negations without a counterpart than before, and none that is new."""
    old, new = pair_of(before, source), pair_of(after, source)
    if gained:
        return len(negation.dropped(new)) < len(negation.dropped(old)) and len(negation.added(new)) <= len(negation.added(old))
    return (
        bool(lost)
        and len(negation.added(new)) < len(negation.added(old))
        and len(negation.dropped(new)) <= len(negation.dropped(old))
    )


_TESTS: dict[str, Callable[[set[str], set[str], str, str, str], bool]] = {
    "numbers": _numbers,
    "dates": _dates,
    "names": _names,
    "negation": _negation,
}
