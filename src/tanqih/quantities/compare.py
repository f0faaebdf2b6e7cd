"""Which quantities of one language have no counterpart in the other. Values are compared, never their spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from tanqih.quantities.quantity import Form, Number, Quantity, Weight

MOST_UNMATCHED = 12
"""Quantities without a counterpart on both sides up to which two texts may still be a translation."""
MOST_GROUPS, WIDEST_GAP = 6, 2
"""Groups of digits that may be one number, and characters between two of them."""
_HALF_DAY, _TWELVE = 720, 12
_CENTURIES = range(1700, 2200, 100)
_LATER_YEARS = range(1710, 2200)


class Difference(NamedTuple):
    """Quantities without a counterpart, in order of place.

    Attributes:
        lost: those of the source.
        new: those of the target.
        repeated: where only the source has something to itself, those of the target that it says more often than the source does.
        spare: where only the target has something to itself, those of the source that it says more often than the target does.
    """

    lost: tuple[Quantity, ...]
    new: tuple[Quantity, ...]
    repeated: tuple[Quantity, ...] = ()
    spare: tuple[Quantity, ...] = ()


def compare(source: Sequence[Quantity], target: Sequence[Quantity]) -> Difference:
    """The quantities of each side that no quantity of the other, firm or loose, can stand for.

    One counterpart serves any number of equal ones, for writers repeat numbers. What has no more weight than PAIRED is given only when
    the other side lacks something as well. Nothing is given where both sides lack much: such texts are not each other's.
    """
    lost, new = _unmatched(source, target), _unmatched(target, source)
    if min(len(lost), len(new)) > MOST_UNMATCHED:
        return Difference((), ())
    lost, new = _without_split(lost, new)
    new, lost = _without_split(new, lost)
    repeated = _repeated(source, target) if not new and any(quantity.weight is Weight.FIRM for quantity in lost) else []
    if not new and not repeated:
        lost = [quantity for quantity in lost if quantity.weight is Weight.FIRM]
    if not lost:
        new = [quantity for quantity in new if quantity.weight is Weight.FIRM]
    spare = _repeated(target, source) if new and not lost else []
    return Difference(tuple(lost), tuple(new), tuple(repeated), tuple(spare))


def _unmatched(these: Iterable[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    values = {value for other in others if other.form is not Form.TIME for value in other.values}
    values.update(piece for other in others for piece in other.pieces)
    values.update(number for other in others if other.form is Form.TIME for number in _as_numbers(other))
    times = {other.value % _HALF_DAY for other in others if other.form is Form.TIME}
    short = {other.value for other in others if other.form is Form.DIGITS}
    return [this for this in these if this.weight and not _matches(this, values, times, short)]


def _matches(this: Quantity, values: set[Number], times: set[Number], short: set[Number]) -> bool:
    if this.form is Form.TIME:
        hour, minute = this.pieces
        hours = {hour, (hour - 1) % _TWELVE + 1}
        return (
            this.value % _HALF_DAY in times
            or not values.isdisjoint(_as_numbers(this))
            or (bool(hours & values) and (minute == 0 or minute in values))
        )
    if any(value in values for value in this.values):
        return True
    if this.pieces and all(piece in values for piece in this.pieces):
        return True
    return any(_same_year(value, short) for value in this.values)


def _as_numbers(time: Quantity) -> set[Number]:
    """A time of day as four digits or with a point: 1120 and 11.20 for 11:20."""
    hour, minute = time.pieces
    return {100 * hour + minute, Fraction(100 * hour + minute, 100)}


def _without_split(whole: list[Quantity], parts: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Both sides without digits that the second writes in groups: 116123 as 116 123, or with a stray space, 300, 948."""
    if len(parts) < 2 or not whole:
        return whole, parts
    values = {str(quantity.value): quantity for quantity in whole if quantity.form is Form.DIGITS}
    for first in range(len(parts) - 1):
        for last in range(first + 1, min(first + MOST_GROUPS, len(parts))):
            if parts[last].start - parts[last - 1].end > WIDEST_GAP:
                break
            run = parts[first : last + 1]
            single = values.get("".join(str(quantity.value) for quantity in run))
            if single is not None:
                return [quantity for quantity in whole if quantity is not single], [part for part in parts if part not in run]
    return whole, parts


def _same_year(value: Number, values: set[Number]) -> bool:
    """A year written short on one side: 2018-19."""
    if value in _LATER_YEARS:
        return value % 100 >= 10 and value % 100 in values
    return 10 <= value < 100 and any(century + value in values for century in _CENTURIES)


def _repeated(source: Sequence[Quantity], target: Sequence[Quantity]) -> list[Quantity]:
    """Quantities of the target that say a value more often than the source does, loose readings of the source not counted."""
    said = Counter(value for quantity in source if quantity.weight for value in {*quantity.values, *quantity.pieces})
    counted = [quantity for quantity in target if quantity.weight or quantity.form is Form.WORDS]
    seen = Counter(quantity.value for quantity in counted)
    return [quantity for quantity in counted if seen[quantity.value] > max(said[value] for value in quantity.values)]
