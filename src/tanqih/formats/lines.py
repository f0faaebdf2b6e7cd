"""Lines of plain text: what is a heading, a list item, hard-wrapped prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

HEADING_WORDS = 15
WRAP_MIN, WRAP_MAX = 45, 120
_WRAP_SLACK = 3

_CLOSERS = " \"')]*\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{NO-BREAK SPACE}"
_FINALS = (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}", "\N{ARABIC QUESTION MARK}")
_NOT_HEADING_ENDS = (*_FINALS, ",", ";", ":")
_SENTENCE_END_INSIDE = re.compile(
    r"[a-z]{4,}[.!?][\"')\N{RIGHT DOUBLE QUOTATION MARK}]{0,2} +[A-Z\"\N{LEFT DOUBLE QUOTATION MARK}]"
)
_STRONG = "-*\N{BULLET}\N{TRIANGULAR BULLET}\N{WHITE BULLET}\N{BLACK SMALL SQUARE}\N{BLACK CIRCLE}\N{BLACK SQUARE}\N{MIDDLE DOT}\N{WHITE CIRCLE}"
_WEAK = "\N{EN DASH}\N{EM DASH}+0123456789("
_BULLET = re.compile(
    r"(?P<strong>[-*\N{BULLET}\N{TRIANGULAR BULLET}\N{WHITE BULLET}\N{BLACK SMALL SQUARE}\N{BLACK CIRCLE}\N{BLACK SQUARE}\N{MIDDLE DOT}"
    r"\N{WHITE CIRCLE}])[ \t\N{NO-BREAK SPACE}]+(?=[^\W_]|[^\w\s][^\W_])"
    r"|(?P<dash>[\N{EN DASH}\N{EM DASH}+])[ \t]+(?=\S)"
    r"|(?P<number>\(?[0-9]{1,2}[.)])[ \t]+(?=\S)"
)
BULLET_STARTS = frozenset(_STRONG + _WEAK)
"""What a bullet can start with; a quick test before `bullet`."""


class Line(NamedTuple):
    """A line that is not blank: 1-based number, half-open offsets of its stripped text in the whole text, offset of the line itself."""

    number: int
    start: int
    end: int
    first: int


class Unit(NamedTuple):
    """Lines that make one segment; `start` is behind the bullet when `item` is true."""

    start: int
    end: int
    lines: tuple[Line, ...]
    item: bool


def is_heading(target: str) -> bool:
    """True for a short line (at most 15 words) that does not read like a sentence or a piece of one."""
    if target[-1] in _NOT_HEADING_ENDS or target.count(" ") > 2 * HEADING_WORDS or len(target) > 40 * HEADING_WORDS:
        return False
    if target.rstrip(_CLOSERS).endswith(_NOT_HEADING_ENDS):
        return False
    words = target.split()
    if len(words) > HEADING_WORDS or not any(map(str.isalpha, target)):
        return False
    # A small letter first is a torn-off piece of a sentence, except in names such as "al-Arish".
    first = target.lstrip("\"'(\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")[:1]
    return not (first.islower() and "-" not in words[0]) and not _SENTENCE_END_INSIDE.search(target)


def bullet(text: str, start: int, end: int) -> tuple[int, str]:
    """Length and kind ("strong", "dash", "number", "first" for number one, "" for none) of a bullet at the start of a line."""
    if text[start] not in BULLET_STARTS:
        return 0, ""
    found = _BULLET.match(text, start, end)
    if not found:
        return 0, ""
    kind = found.lastgroup or ""
    if kind == "number" and found.group("number").strip("().") == "1":
        kind = "first"
    return found.end() - start, kind


def units(text: str, blocks: Sequence[Sequence[Line]]) -> Iterator[Unit]:
    """Cut blocks (lines between blank lines) into segments."""
    flat = [line for block in blocks for line in block]
    items: dict[int, int] = {}  # line number -> length of its bullet
    previous = ""
    bullets = [bullet(text, line.start, line.end) for line in flat]
    for line, (length, kind), (_, following) in zip(flat, bullets, [*bullets[1:], (0, "")], strict=False):
        # A dash or a number may also be torn-off text; it is a bullet when a neighbour has the same kind.
        if kind in ("strong", "first") or (kind == "number" and previous == "first") or (kind and kind in (previous, following)):
            items[line.number] = length
        previous = kind
    for block in blocks:
        if len(block) == 1:
            (line,) = block
            skip = items.get(line.number, 0)
            yield Unit(line.start + skip, line.end, (line,), bool(skip))
            continue
        for group in _groups(block, items):
            yield from _runs(text, group, items.get(group[0].number, 0))


def _groups(block: Sequence[Line], items: dict[int, int]) -> Iterator[list[Line]]:
    """Cut a block before every list item."""
    group: list[Line] = []
    for line in block:
        if group and line.number in items:
            yield group
            group = []
        group.append(line)
    yield group


def _runs(text: str, group: Sequence[Line], bullet_length: int) -> Iterator[Unit]:
    """Join hard-wrapped lines, keep the others apart."""
    longest = _longest_from(group)
    position = 0
    while position < len(group):
        last = position
        while last + 1 < len(group) and _is_full(text, group[last], group[last + 1], longest[position]):
            last += 1
        joined = _is_wrapped(text, group, position, last)
        for first in (position,) if joined else range(position, last + 1):
            lines = tuple(group[first : last + 1]) if joined else (group[first],)
            skip = bullet_length if not first else 0
            yield Unit(lines[0].start + skip, lines[-1].end, lines, bool(skip))
        position = last + 1


def _longest_from(group: Sequence[Line]) -> list[int]:
    """For each line the longest length from there to the next line that is too long to be hard-wrapped; 0 for such a line."""
    longest, widths = 0, []
    for line in reversed(group):
        width = line.end - line.start
        longest = 0 if width > WRAP_MAX else max(longest, width)
        widths.append(longest)
    return widths[::-1]


def _is_full(text: str, line: Line, following: Line, longest: int) -> bool:
    """True when both lines may be hard-wrapped and the first word of the second would not have fitted on the first."""
    length = line.end - line.start
    if not WRAP_MIN <= length <= WRAP_MAX or following.end - following.start > WRAP_MAX:
        return False
    word = text[following.start : following.end].split(None, 1)[0]
    return length + 1 + len(word) > longest - _WRAP_SLACK


def _is_wrapped(text: str, group: Sequence[Line], first: int, last: int) -> bool:
    """True when these filled lines are mostly broken in mid-sentence."""
    breaks = range(first, last)
    small = sum(text[group[at + 1].start].islower() for at in breaks)
    open_ends = sum(not text[group[at].start : group[at].end].rstrip(_CLOSERS).endswith(_FINALS) for at in breaks)
    return bool(breaks) and 2 * small >= len(breaks) and 5 * open_ends >= 3 * len(breaks)
