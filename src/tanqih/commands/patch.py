"""What `fix --diff` shows: a unified diff that `patch` takes, or the same changes word by word for a person at a terminal."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tanqih.commands.terminal import ELLIPSIS, Piece, Screen, merged, one_line, visible
from tanqih.diff import word_diff
from tanqih.formats.diffs import changes

CONTEXT_LINES = 3
BYTE_ORDER_MARK, OPEN_BOX = "\N{BYTE ORDER MARK}", "\N{OPEN BOX}"
CONTEXT_CHARACTERS = 60
_LONG_LINE = 3000
_LOOK_AHEAD = 20
_BRACKETS = {"delete": ("[", "]"), "insert": ("{", "}")}
_MISSING_END = "\\ No newline at end of file\n"


class Hunk(NamedTuple):
    """Lines that differ, with context: 0-based first line in either text, and (mark, line with its end) pairs."""

    before: int
    after: int
    lines: tuple[tuple[str, str], ...]

    @property
    def header(self) -> str:
        """The `@@` line."""
        old = sum(mark != "+" for mark, _ in self.lines)
        new = sum(mark != "-" for mark, _ in self.lines)
        return f"@@ -{_range(self.before, old)} +{_range(self.after, new)} @@"


def _range(start: int, length: int) -> str:
    first = start + 1 if length else start
    return str(first) if length == 1 else f"{first},{length}"


def lines_of(text: str) -> list[str]:
    """Lines with their ends; only LF ends a line, as `patch` has it."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def hunks(before: str, after: str, first: tuple[int, int] = (0, 0)) -> Iterator[Hunk]:
    """Where two texts differ.

    Args:
        before: old text.
        after: new text.
        first: number of lines that stand before either text in its file.
    """
    old, new = lines_of(before), lines_of(after)
    for group in difflib.SequenceMatcher(None, old, new).get_grouped_opcodes(CONTEXT_LINES):
        lines: list[tuple[str, str]] = []
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                lines += ((" ", line) for line in old[i1:i2])
            else:
                lines += (("-", line) for line in old[i1:i2])
                lines += (("+", line) for line in new[j1:j2])
        yield Hunk(group[0][1] + first[0], group[0][3] + first[1], tuple(lines))


def header(path: str) -> str:
    """The two lines that name the file."""
    name = path.removeprefix("/")
    shown = visible(name)
    return f"--- a/{shown}\n+++ b/{shown}\n"


def unified(hunk: Hunk) -> str:
    """The text of a hunk in a unified diff."""
    out = [hunk.header, "\n"]
    for mark, line in hunk.lines:
        out += (mark, line) if line.endswith("\n") else (mark, line, "\n", _MISSING_END)
    return "".join(out)


def show_words(screen: Screen, hunk: Hunk) -> None:
    """Write a hunk for a person: each changed line once behind its number, what goes struck out and what comes beside it."""
    number = hunk.before
    for old, new in _pairs(hunk.lines):
        number += bool(old)
        row = [Piece("" if kind == "keep" else kind, one_line(_bare(text))) for kind, text in marked(_bare(old), _bare(new))]
        if old != new and any(piece.text for piece in row):
            place = f"{number if old else '+':>5}  "
            screen.wrapped(shown(row, color=True), " " * len(place), place)


def _bare(line: str) -> str:
    """The line without its end and byte order mark."""
    return line.rstrip("\r\n").removeprefix(BYTE_ORDER_MARK)


def _pairs(lines: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each old line with the new one in its place, "" where there is none."""
    for is_context, group in itertools.groupby(lines, key=lambda line: line[0] == " "):
        run = list(group)
        if is_context:
            yield from ((line, line) for _, line in run)
        else:
            yield from _aligned([line for mark, line in run if mark == "-"], [line for mark, line in run if mark == "+"])


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Lines of a changed run in order, like beside like; lines that have no like come alone."""
    at = 0
    for line in old:
        like = at if len(old) == len(new) else _like(line, new, at)
        if like is None:
            yield line, ""
            continue
        yield from (("", added) for added in new[at:like])
        yield line, new[like]
        at = like + 1
    yield from (("", added) for added in new[at:])


def _like(line: str, lines: Sequence[str], start: int) -> int | None:
    """The first of the next few lines that shares most of its words with a line."""
    for at in range(start, min(start + _LOOK_AHEAD, len(lines))):
        if line == lines[at] or difflib.SequenceMatcher(None, line.split(), lines[at].split()).quick_ratio() > 0.5:
            return at
    return None


def shown(pieces: Iterable[Piece], *, color: bool) -> list[Piece]:
    """Pieces of a word diff for the screen: without colour, deletions in brackets and insertions in braces; in colour, a space that
    comes or goes alone as an open box.
    """
    out: list[Piece] = []
    for style, text in merged(pieces):
        if not color:
            opening, closing = _BRACKETS.get(style, ("", ""))
            out.append(Piece(style, f"{opening}{text}{closing}"))
        else:
            out.append(Piece(style, text if text.strip() or not style else OPEN_BOX * len(text)))
    return out


def marked(old: str, new: str) -> list[tuple[str, str]]:
    """(kind, text) pieces of a word diff; of a very long line only what lies around the changes."""
    if max(len(old), len(new)) <= _LONG_LINE:
        return [(piece.kind, piece.text) for piece in word_diff(old, new)]
    pieces: list[tuple[str, str]] = []
    at = 0
    for change in changes(old, new):
        pieces += (("keep", old[at : change.start]), ("delete", old[change.start : change.end]), ("insert", change.text))
        at = change.end
    pieces.append(("keep", old[at:]))
    return cut([piece for piece in pieces if piece[1]], CONTEXT_CHARACTERS)


def cut(pieces: Sequence[tuple[str, str]], context: int) -> list[tuple[str, str]]:
    """The pieces with kept runs shortened to about `context` characters beside a change, between words; an ellipsis shows the cut."""
    short: list[tuple[str, str]] = []
    for at, (kind, text) in enumerate(pieces):
        head = _first(text, context) if at else ""
        tail = _first(text[::-1], context)[::-1] if at + 1 < len(pieces) else ""
        is_long = kind == "keep" and len(head) + len(tail) < len(text)
        short.append((kind, f"{head}{ELLIPSIS}{tail}" if is_long else text))
    return short


def _first(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    space = text.rfind(" ", 0, length)
    return text[: space if space > 0 else length]
