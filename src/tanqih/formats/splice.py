"""Splicing an edited block of marked-up text into the raw text: only edited words are written anew, no mark is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tanqih.document import Segment
from tanqih.formats.diffs import carried, changes
from tanqih.formats.pieces import Block, Kind, Piece

Escape = Callable[[str], str]
Verify = Callable[[str, str], bool]


def spliced(raw: str, block: Block, segment: Segment, escape: Escape, verify: Verify) -> str:
    """Raw text of a block whose segment may have been edited.

    Args:
        raw: the whole raw text.
        block: as it was read.
        segment: with its target as it is now; its marks say where the tags stand when they were moved along with the edits.
        escape: makes raw text of new text.
        verify: whether a stretch of raw text without marks shows the given text; where it does not, the stretch is escaped anew.
    """
    if segment.target == block.target:
        return raw[block.start : block.end]
    offsets = mark_offsets(block, segment)
    dropped = {number for pair in block.pairs if offsets[pair[0]] == offsets[pair[1]] for number in pair}
    parts: list[str] = []
    new_start = old_start = number = 0
    stretch: list[Piece] = []
    for piece in (*block.pieces, None):
        if piece is not None and piece.kind is not Kind.MARK:
            stretch.append(piece)
            continue
        old_end = old_start + sum(len(part.text) for part in stretch)
        new_end = offsets[number] if piece is not None else len(segment.target)
        after_space = not new_start or segment.target[new_start - 1] in " \n"
        parts.append(_stretch(raw, stretch, segment.target[new_start:new_end], after_space, escape, verify))
        if piece is not None and number not in dropped:
            parts.append(raw[piece.start : piece.end])
        old_start, new_start, number, stretch = old_end, new_end, number + 1, []
    return "".join(parts)


def mark_offsets(block: Block, segment: Segment) -> list[int]:
    """Where the block's marks stand in the edited target: where the segment has them, else carried along with the difference."""
    was = [mark.offset for mark in block.marks]
    now = [mark.offset for mark in segment.marks]
    edits = changes(block.target, segment.target)
    if len(now) != len(was) or (now == was and edits and was and edits[0].start < was[-1]):
        now = carried(was, [not mark.tag.startswith("</") for mark in block.marks], edits)
    highest = 0
    for number, offset in enumerate(now):
        # What stands before or behind all text stays there, so that no text goes into an element that hides it.
        edge = 0 if not was[number] else len(segment.target) if was[number] == len(block.target) else offset
        highest = now[number] = max(highest, min(edge, len(segment.target)))
    return now


def _stretch(raw: str, pieces: Sequence[Piece], new: str, after_space: bool, escape: Escape, verify: Verify) -> str:
    """Raw text for a stretch between two marks that is to show `new`."""
    shown = [piece for piece in pieces if piece.text]
    if shown and shown[0].start == shown[0].end:  # the newline of a line break has no raw text
        after_space = True
        new = new.removeprefix(shown.pop(0).text)
    if not shown:
        hidden = raw[pieces[0].start : pieces[-1].end] if pieces else ""
        return (hidden if after_space or not hidden.isspace() else "") + escape(new)
    start, end = shown[0].start, shown[-1].end
    # White space that was hidden behind the space before the mark would show again without that space.
    lead = raw[pieces[0].start : start] if after_space else ""
    tail = raw[end : pieces[-1].end]
    old = "".join(piece.text for piece in shown)
    if old == new:
        return lead + raw[start:end] + tail
    body = _respliced(raw, shown, changes(old, new), escape)
    return lead + (body if verify(body, new) else escape(new)) + tail


def _respliced(raw: str, shown: Sequence[Piece], edits: Sequence[tuple[int, int, str]], escape: Escape) -> str:
    """Replace stretches of shown text; an atom that is cut is written anew, what stands between untouched pieces stays."""
    ranges: list[tuple[int, int]] = []
    for piece in shown:
        if piece.kind is Kind.TEXT:
            ranges.extend((at, at + 1) for at in range(piece.start, piece.end))
        else:  # all characters of an atom share its range
            ranges.extend([(piece.start, piece.end)] * len(piece.text))
    text = "".join(piece.text for piece in shown)
    parts: list[str] = []
    done = 0
    for start, end, new in (*edits, (len(text), len(text), "")):
        parts.append(_kept(raw, text, ranges, done, start, escape))
        parts.append(escape(new) if new else "")
        done = end
    return "".join(parts)


def _kept(raw: str, text: str, ranges: Sequence[tuple[int, int]], start: int, end: int, escape: Escape) -> str:
    """Raw text of untouched characters; those of an atom that was cut at either end are escaped."""
    first, last = start, end
    while first < last and first and ranges[first] == ranges[first - 1]:
        first += 1
    while last > first and last < len(ranges) and ranges[last] == ranges[last - 1]:
        last -= 1
    kept = raw[ranges[first][0] : ranges[last - 1][1]] if first < last else ""
    return escape(text[start:first]) + kept + escape(text[last:end])
