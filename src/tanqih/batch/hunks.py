"""What several passes of fixing changed, told as one list of edits of the text as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from tanqih.formats.diffs import Change, changes

_EXACT_LINES = 4000


class TextEdit(NamedTuple):
    """One replacement in the text as it was read.

    Attributes:
        start, end: half-open code-point offsets in that text.
        before, after: what stood there, and what stands there now.
        rules: ids of the rules it comes from.
    """

    start: int
    end: int
    before: str
    after: str
    rules: tuple[str, ...]


class Hunk(NamedTuple):
    """`first[start:end]` became `now[at:to]`."""

    start: int
    end: int
    at: int
    to: int
    rules: tuple[str, ...]


def composed(hunks: Sequence[Hunk], found: Sequence[tuple[Change, tuple[str, ...]]]) -> list[Hunk]:
    """Hunks from the first text to the newest, made of those so far and one more pass.

    Whatever touches in the text between the two (that before the pass) becomes one hunk.

    Args:
        hunks: ordered and disjoint; from the first text to the one before the pass.
        found: what the pass changed in that text, ordered and disjoint, with its rules.
    """
    pieces = [_Piece(hunk.at, hunk.to, hunk.to - hunk.at - (hunk.end - hunk.start), 0, hunk.rules) for hunk in hunks]
    pieces += [_Piece(at.start, at.end, 0, len(at.text) - (at.end - at.start), rules) for at, rules in found]
    result: list[Hunk] = []
    longer = grown = 0  # how much longer the middle text is than the first, and the newest than the middle
    group: list[_Piece] = []
    for piece in [*sorted(pieces), None]:
        if group and (piece is None or piece.start > max(one.end for one in group)):
            start, end = group[0].start, max(one.end for one in group)
            first, now = start - longer, start + grown
            longer += sum(one.longer for one in group)
            grown += sum(one.grown for one in group)
            rules = tuple(dict.fromkeys(rule for one in group for rule in one.rules))
            result.append(Hunk(first, end - longer, now, end + grown, rules))
            group = []
        if piece is not None:
            group.append(piece)
    return result


class _Piece(NamedTuple):
    """A stretch of the middle text: of a hunk (`longer` than in the first text) or of a new change (`grown` in the newest)."""

    start: int
    end: int
    longer: int
    grown: int
    rules: tuple[str, ...]


def text_edits(hunks: Iterable[Hunk], first: str, now: str) -> list[TextEdit]:
    """The hunks with their words; those that changed nothing in the end are left out."""
    found = []
    for hunk in hunks:
        before, after = first[hunk.start : hunk.end], now[hunk.at : hunk.to]
        if before != after:
            found.append(TextEdit(hunk.start, hunk.end, before, after, hunk.rules))
    return found


def applied(text: str, edits: Sequence[TextEdit]) -> str:
    """The mended text, from the text as it was read."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.after)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def inverted(edits: Sequence[TextEdit]) -> list[tuple[int, int, str]]:
    """The replacements that turn the mended text back."""
    found, shift = [], 0
    for edit in edits:
        found.append((edit.start + shift, edit.start + shift + len(edit.after), edit.before))
        shift += len(edit.after) - len(edit.before)
    return found


def reverted(text: str, edits: Sequence[TextEdit]) -> str | None:
    """The text as it was read, from the mended one; None when an edit's words do not stand where they should."""
    parts: list[str] = []
    at = shift = 0  # in the mended text
    for edit in edits:
        start = edit.start + shift
        end = start + len(edit.after)
        if start < at or text[start:end] != edit.after:
            return None
        parts += (text[at:start], edit.before)
        at = end
        shift += len(edit.after) - len(edit.before)
    parts.append(text[at:])
    return "".join(parts)


def line_changes(old: str, new: str) -> list[Change]:
    """As `formats.diffs.changes` for whole pages: lines are compared first, so that far changes do not become one."""
    if old == new:
        return []
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts_a, starts_b = _starts(a), _starts(b)
    found: list[Change] = []
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=len(a) + len(b) > _EXACT_LINES).get_opcodes():
        if verb != "equal":
            start = starts_a[i1]
            here = changes(old[start : starts_a[i2]], new[starts_b[j1] : starts_b[j2]])
            found += (Change(start + change.start, start + change.end, change.text) for change in here)
    return found


def _starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
