"""Dates and hours that are not those of the Arabic: month, weekday, half of the day, offset from UTC."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, source_rule
from tanqih.text import Block


@source_rule("accuracy/mistranslation", Severity.CRITICAL, changes={"numbers", "names"})
def wrong_date(block: Block) -> Iterator[Finding]:
    """A month, weekday or half of the day that is another one in the Arabic source.

    Months of the Gregorian, Levantine, Maghrebi and Hijri calendars are compared by their number. Only a change is marked: the English has
    one that the Arabic has not, and lacks one that the Arabic has. A date that one side leaves out or writes in digits is left alone.
    """
    from tanqih.rules.number import _dates  # texts without a source need none of it

    yield from _dates.changed(block)


@source_rule("accuracy/mistranslation", Severity.CRITICAL, changes={"numbers"})
def wrong_offset(block: Block) -> Iterator[Finding]:
    """An offset from UTC whose sign or hours are others than in the Arabic source: UTC-3 for UTC+3.

    Left alone: an offset that one side leaves out.
    """
    text = block.text
    if "UTC" not in text and "GMT" not in text:
        return
    from tanqih.quantities.dates import offsets

    mine, theirs = offsets(text), offsets(block.segment.source or "")
    known = {minutes for minutes, _ in theirs}
    for minutes, span in mine:
        if known and minutes not in known:
            shown, place = f"{theirs[0][0] / 60:+g}", theirs[0][1]
            message = f"The Arabic gives an offset of {shown} hours from UTC, the English {text[span.start : span.end]}."
            yield finding(block, span.start, span.end, message, 0.85, source=place)
