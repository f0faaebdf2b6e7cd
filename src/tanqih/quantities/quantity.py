"""The noun of this package: a quantity read in a text, with every value that it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from fractions import Fraction

from tanqih.document import Span

Number = int | Fraction
"""A value; equal ones are equal whatever their type: 1.5 million is 1,500,000."""


class Form(Enum):
    """How a quantity is written."""

    DIGITS = "digits"
    MIXED = "digits and a scale word"
    WORDS = "words"
    ORDINAL = "ordinal"
    TIME = "time of day"
    LOOSE = "a word that only suggests a number"


class Weight(IntEnum):
    """How sure it is that a translation has to carry a quantity."""

    LOOSE = 0
    """Need not: "first", "both", the dual of most nouns. It can only be the counterpart of another."""
    PAIRED = 1
    """Counts when the other side, too, has one without a counterpart: the 0 of R0, "third", a number said twice."""
    FIRM = 2
    """Has to be there."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, share, ordinal, decade or time of day.

    Attributes:
        start, end: half-open code-point offsets into the text that was read.
        values: what it may mean, the plainest reading first; never empty.
        form: how it is written.
        weight: how sure it is that a translation has to carry it.
        pieces: the numbers that it is put together from, for texts that take it apart otherwise ("5 thousand and 200").
        unit: "%" or an ISO currency code when one stands beside it, else "".
    """

    start: int
    end: int
    values: tuple[Number, ...]
    form: Form
    weight: Weight = Weight.FIRM
    pieces: tuple[Number, ...] = ()
    unit: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def value(self) -> Number:
        """The plainest reading."""
        return self.values[0]


def shown(value: Number) -> str:
    """A value for people: digits with commas, a decimal fraction where it is short, else numerator and denominator."""
    if isinstance(value, int) or value.denominator == 1:
        return f"{int(value):,}" if value >= 10_000 else str(int(value))
    places = next((n for n in range(1, 7) if (value * 10**n).denominator == 1), None)
    return str(value) if places is None else f"{int(value):,}." + str(int((value % 1) * 10**places)).zfill(places)


def simple(value: Number) -> Number:
    """A whole fraction as an `int`."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def with_shared_scale(found: Sequence[Quantity], text: str, between: re.Pattern[str]) -> Iterator[Quantity]:
    """The quantities, with the value that a number has when it shares the scale of the next one: "two to three million".

    Args:
        found: quantities of `text`, in order of place.
        between: what may stand between two such numbers.
    """
    for i, quantity in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        scale = 1
        if (
            following
            and quantity.value < _SHARED[0] <= following.value
            and between.fullmatch(text, quantity.end, following.start)
        ):
            scale = next((step for step in reversed(_SHARED) if step <= following.value), 1)
        yield quantity if scale == 1 else replace(quantity, values=(*quantity.values, simple(Fraction(quantity.value * scale))))


_SHARED = (1000, 10**6, 10**9, 10**12)
