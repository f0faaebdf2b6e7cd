"""Text laid out in cells: runs with a style, wrapped, cut and windowed. Pure functions; what comes in may hold any character.

A run is (text, style). Hidden characters (controls, bidi) are made visible here, before anything is measured, and styles stay with
their characters, so no offset is ever mapped through what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tanqih.commands.terminal import ELLIPSIS, cells, one_line
from tanqih.diff import Piece

Run = tuple[str, str]
Row = list[Run]
LEAST_CONTEXT = 3
WORD_SLACK = 10


def wrapped(runs: Iterable[Run], width: int) -> list[Row]:
    """Rows of at most `width` cells, broken at spaces; a word that is longer than a row is broken anywhere."""
    rows: list[Row] = [[]]
    used = 0
    for word in _words(runs):
        rest, seen = word, width_of(word) - word[-1][0].endswith(" ")
        if rows[-1] and used + seen > width:
            rows.append([])
            used = 0
        while seen > width:
            part, rest = split(rest, width)
            seen -= width_of(part)
            rows[-1] += part
            rows.append([])
        rows[-1] += rest
        used += width_of(rest)
    return [trimmed(row, width) for row in rows]


def width_of(row: Iterable[Run]) -> int:
    """Cells that a row takes."""
    return sum(cells(text) for text, _ in row)


def split(row: Row, width: int) -> tuple[Row, Row]:
    """The row cut after at most `width` cells, at least one character."""
    head: Row = []
    room = width
    for number, (text, style) in enumerate(row):
        size = cells(text)
        if size > room:
            at = _fitting(text, room, at_least=0 if head else 1)
            return [*head, (text[:at], style)], [(text[at:], style), *row[number + 1 :]]
        head.append((text, style))
        room -= size
    return head, []


def trimmed(row: Row, width: int) -> Row:
    """The row in at most `width` cells, cut off hard."""
    return split(row, width)[0] if width_of(row) > width else row


def cropped(runs: Iterable[Run], width: int) -> Row:
    """One line in at most `width` cells; an ellipsis says that something is missing."""
    row = [(one_line(text), style) for text, style in runs]
    if width_of(row) <= width:
        return row
    head = split(row, max(1, width - 1))[0]
    return [*head, (ELLIPSIS, head[-1][1])]


def padded(row: Row, width: int) -> Row:
    """The row with spaces up to `width` cells."""
    return [*row, (" " * max(0, width - width_of(row)), "")]


def right(row: Row, width: int) -> Row:
    """The row at the right edge of `width` cells."""
    bare = [*row[:-1], (row[-1][0].rstrip(" "), row[-1][1])] if row else row
    return [(" " * max(0, width - width_of(bare)), ""), *bare]


def window(rows: Sequence[Row], height: int, focus: range) -> list[Row]:
    """At most `height` of the rows, so that those in `focus` are among them; ellipses stand where rows are left out."""
    if len(rows) <= height:
        return list(rows)
    middle = (focus.start + max(focus.start, focus.stop - 1)) // 2
    first = max(0, min(middle - height // 2, len(rows) - height, focus.start))
    shown = list(rows[first : first + height])
    if first:
        shown[0] = [(f"{ELLIPSIS} ", ""), *split(shown[0], max(1, width_of(shown[0]) - 2))[0]]
    if first + height < len(rows):
        shown[-1] = [*split(shown[-1], max(1, width_of(shown[-1]) - 2))[0], (f" {ELLIPSIS}", "")]
    return shown


def styled_rows(rows: Sequence[Row], styles: Iterable[str]) -> range:
    """From the first to the last row that holds a run in one of the styles; empty at the start when there is none."""
    wanted = set(styles)
    found = [number for number, row in enumerate(rows) if any(style in wanted for _, style in row)]
    return range(found[0], found[-1] + 1) if found else range(0)


def fitted_diff(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """A word diff with its kept text shortened to fit `width` cells, brackets counted; around the changes as much as there is room."""
    sizes = {number: cells(one_line(piece.text)) for number, piece in enumerate(pieces) if piece.kind == "keep"}
    room = width - sum(cells(one_line(text)) + 2 for kind, text in pieces if kind != "keep")
    shares: dict[int, int] = {}
    for left, (number, size) in zip(range(len(sizes), 0, -1), sorted(sizes.items(), key=lambda item: item[1]), strict=True):
        shares[number] = min(size, max(LEAST_CONTEXT, room // left))
        room -= shares[number]
    return [
        _ends(piece, shares[number], head=number > 0, tail=number < len(pieces) - 1) if number in sizes else piece
        for number, piece in enumerate(pieces)
    ]


def _ends(piece: Piece, width: int, *, head: bool, tail: bool) -> Piece:
    """The start and the end of a kept text, or one of them, cut between words where that costs little."""
    text = one_line(piece.text)
    if cells(text) <= width:
        return Piece(piece.kind, text)
    room = width - 1
    start = text[: room - room // 2 if tail else room] if head else ""
    end = text[len(text) - (room // 2 if head else room) :] if tail else ""
    space = start.rfind(" ", max(1, len(start) - WORD_SLACK))
    start = start[:space] if space > 0 and not tail else start
    space = end.find(" ", 0, WORD_SLACK)
    end = end[space + 1 :] if 0 <= space < len(end) - 1 and not head else end
    return Piece(piece.kind, f"{start}{ELLIPSIS}{end}")


def _words(runs: Iterable[Run]) -> Iterator[Row]:
    """Words, each with the space after it; a word may change its style in the middle."""
    word: Row = []
    for text, style in runs:
        shown = one_line(text)
        start = 0
        while (space := shown.find(" ", start)) >= 0:
            yield [*word, (shown[start : space + 1], style)]
            word, start = [], space + 1
        if start < len(shown):
            word.append((shown[start:], style))
    if word:
        yield word


def _fitting(text: str, width: int, at_least: int) -> int:
    """How many characters fit."""
    used = 0
    for at, char in enumerate(text):
        used += cells(char)
        if used > width:
            return max(at, at_least)
    return len(text)
