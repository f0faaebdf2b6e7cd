"""Quotation marks of one paragraph: which open, which close, who is whose partner, what stands inside.

Double marks (straight, curly, guillemets) are paired with a stack that forgives what machine translation does: marks turned
the wrong way round, marks set apart by spaces, marks without a partner. Single curly quotes are paired separately, apart from
apostrophes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

LEFT, RIGHT = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
LOW = "\N{DOUBLE LOW-9 QUOTATION MARK}"
LEFT_GUILLEMETS = "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
RIGHT_GUILLEMETS = "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
LEFT_SINGLE, RIGHT_SINGLE = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"
OPENING = LEFT + LOW + LEFT_GUILLEMETS
CLOSING = RIGHT + RIGHT_GUILLEMETS
DOUBLE_MARKS = '"' + OPENING + CLOSING
_MARK = re.compile(
    f"[{DOUBLE_MARKS}](?<!\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}\N{EURO SIGN}.)(?<!\N{LATIN CAPITAL LETTER A WITH CIRCUMFLEX}.)"
)
"""A double mark that is not the last character of another one read in the wrong code page."""
_SINGLE_PAIR = re.compile(rf"(?<!\w){LEFT_SINGLE}(?=\S)[^{LEFT_SINGLE}]*?(?<=\S){RIGHT_SINGLE}(?!\w)")
_BEFORE_OPEN = frozenset("([{/-\N{EM DASH}\N{EN DASH}" + LEFT_SINGLE)
_AFTER_CLOSE = frozenset(
    ".,;:!?)]}/-\N{EM DASH}\N{EN DASH}\N{HORIZONTAL ELLIPSIS}\N{ARABIC COMMA}\N{ARABIC SEMICOLON}" + RIGHT_SINGLE
)


@dataclass(slots=True)
class QuoteMark:
    """One double quotation mark.

    Attributes:
        at: offset in the paragraph.
        char: the mark.
        opens: what it does here, after resolving.
        partner: offset of the other mark of its pair, None for a mark without one.
        turned: True when it is typed the wrong way round for what it does (`word.“`).
        apart: True when white space (or the paragraph's end) stands on both sides.
        glued: True when a word stands on both sides.
    """

    at: int
    char: str
    opens: bool
    partner: int | None = None
    turned: bool = False
    apart: bool = False
    glued: bool = False


@dataclass
class Quotations:
    """All quotation marks of a paragraph, resolved."""

    marks: list[QuoteMark] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    singles: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def unclosed(self) -> list[QuoteMark]:
        """Opening marks without a partner."""
        return [mark for mark in self.marks if mark.opens and mark.partner is None]

    @cached_property
    def stray(self) -> list[QuoteMark]:
        """Closing marks without a partner."""
        return [mark for mark in self.marks if not mark.opens and mark.partner is None]

    @cached_property
    def _places(self) -> list[int]:
        return [mark.at for mark in self.marks]

    def before(self, offset: int) -> QuoteMark | None:
        """The last mark before an offset."""
        i = bisect_left(self._places, offset)
        return self.marks[i - 1] if i else None

    def after(self, offset: int) -> QuoteMark | None:
        """The first mark behind an offset."""
        i = bisect_left(self._places, offset + 1)
        return self.marks[i] if i < len(self.marks) else None

    @cached_property
    def _doubles(self) -> Stretches:
        return Stretches(self.pairs)

    @cached_property
    def _all(self) -> Stretches:
        return Stretches([*self.pairs, *self.singles])

    def inside(self, offset: int) -> bool:
        """True when the offset lies within a quotation, single or double; after an unclosed mark everything does."""
        return offset in self._all or (bool(self.unclosed) and self.unclosed[0].at < offset)

    def inside_pair(self, offset: int) -> bool:
        """True when the offset lies within a closed double quotation."""
        return offset in self._doubles


class Stretches:
    """The union of quotations, for asking about many offsets."""

    def __init__(self, pairs: list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(pairs):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, offset: int) -> bool:
        at = bisect_left(self._starts, offset) - 1
        return at >= 0 and offset <= self._ends[at]


def find_quotations(text: str) -> Quotations:
    """Resolve the quotation marks of one paragraph, in one pass and a stack.

    An opening mark inside an open quotation leaves that one unclosed, unless a closing mark too many follows: then they are nested.
    Inch marks after a digit are left out.
    """
    found = Quotations()
    if LEFT_SINGLE in text:
        found.singles = [(m.start(), m.end() - 1) for m in _SINGLE_PAIR.finditer(text)]
    marks = found.marks
    for m in _MARK.finditer(text):
        marks.append(_seen(text, m.start()))
    stack: list[QuoteMark] = []
    outer: list[QuoteMark] = []
    for i, mark in enumerate(marks):
        if _opens_here(mark, stack, marks[i + 1] if i + 1 < len(marks) else None):
            mark.opens = True
            mark.turned = mark.char in CLOSING
            if stack and (stack[-1].char in LEFT_GUILLEMETS) == (mark.char in LEFT_GUILLEMETS):
                outer.append(stack.pop())
            stack.append(mark)
        else:
            mark.opens = False
            mark.turned = mark.char in OPENING
            if stack and _closes_nothing(mark, stack[-1], marks[i + 1] if i + 1 < len(marks) else None):
                continue
            if stack or outer:
                opener = (stack or outer).pop()
                opener.partner, mark.partner = mark.at, opener.at
                found.pairs.append((opener.at, mark.at))
    marks[:] = [m for m in marks if m.partner is not None or not _is_inch(text, m)]
    return found


def _seen(text: str, at: int) -> QuoteMark:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    opened = before in '"' + OPENING and (at == 1 or text[at - 2].isspace())
    left, right = opened or before.isspace() or before in _BEFORE_OPEN, after.isspace() or after in _AFTER_CLOSE
    return QuoteMark(at, text[at], opens=left and not right, apart=before.isspace() and right, glued=not left and not right)


def _opens_here(mark: QuoteMark, stack: list[QuoteMark], following: QuoteMark | None) -> bool:
    by_place = None if mark.apart or mark.glued else mark.opens
    if mark.char in LEFT_GUILLEMETS or mark.char == LOW:
        return True
    if mark.char in RIGHT_GUILLEMETS:
        return False
    if mark.char == LEFT:
        return not (stack and by_place is not True and (by_place is False or mark.apart))
    if mark.char == RIGHT:
        turned_pair = mark.apart and following is not None and following.char == LEFT and (following.apart or not following.opens)
        return not stack and (by_place is True or turned_pair)
    if by_place is not None:
        return by_place
    return not stack and following is not None and following.char == '"'


def _closes_nothing(mark: QuoteMark, opener: QuoteMark, following: QuoteMark | None) -> bool:
    """True for a mark with a space on either side in a quotation that opens and closes as it should: `“We stay. ” Stay. We will win.”`."""
    if following is None or not mark.apart or opener.apart or opener.turned:
        return False
    return following.char == mark.char == (RIGHT if opener.char == LEFT else opener.char) and not (
        following.opens or following.apart or following.glued
    )


def _is_inch(text: str, mark: QuoteMark) -> bool:
    return mark.char == '"' and mark.at > 0 and text[mark.at - 1].isdigit() and not mark.opens
