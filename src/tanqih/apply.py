"""Applying edits: pure, from right to left, refusing what conflicts. Only `decide` resolves conflicts."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from tanqih.document import Anchor, Document, Mark, Segment, Span
from tanqih.errors import EditError
from tanqih.issue import Edit


def apply(document: Document, edits: Iterable[Edit]) -> Document:
    """A document with all edits made; the order of the edits does not matter.

    Raises:
        EditError: edits overlap, leave their segment, name no segment, or touch a protected span.
    """
    by_segment: dict[int, set[Edit]] = {}
    for edit in edits:
        by_segment.setdefault(edit.segment, set()).add(edit)
    known = {segment.index: segment for segment in document.segments}
    for index in by_segment:
        if index not in known:
            raise EditError(f"{document.id}: no segment {index} (there are {len(known)})")
    return document.with_targets({i: apply_to_segment(known[i], found) for i, found in by_segment.items()})


def apply_to_segment(segment: Segment, edits: Iterable[Edit]) -> Segment:
    """A segment with its edits made; marks, protected spans and anchors move with the text.

    Raises:
        EditError: edits overlap, leave the segment, or touch a protected span.
    """
    ordered = sorted(set(edits))
    _refuse_conflicts(segment, ordered)
    parts: list[str] = []
    at = len(segment.target)
    for edit in reversed(ordered):
        parts += (segment.target[edit.span.end : at], edit.text)
        at = edit.span.start
    parts.append(segment.target[:at])
    moved = [(edit.span, len(edit.text)) for edit in ordered]
    # What is inserted right before protected text stays outside it, and so before the tag (a line break, say) that stands there.
    inserted = {edit.span.start: len(edit.text) for edit in ordered if not len(edit.span)}
    starts = {s.start: moved_offset(s.start, moved) + inserted.get(s.start, 0) for s in segment.protected}
    return replace(
        segment,
        target="".join(reversed(parts)),
        marks=tuple(Mark(starts.get(mark.offset) or moved_offset(mark.offset, moved), mark.tag) for mark in segment.marks),
        protected=tuple(Span(starts[s.start], moved_offset(s.end, moved)) for s in segment.protected),
        anchors=tuple(Anchor(moved_offset(a.offset, moved), a.line, a.column) for a in segment.anchors),
    )


def moved_offset(offset: int, moved: Iterable[tuple[Span, int]]) -> int:
    """Where an offset of the old text lies in the new one; inside a replaced span it goes to the span's start.

    Args:
        offset: in the old text.
        moved: replaced spans in order, each with the length of its new text.
    """
    shift = 0
    for span, length in moved:
        if span.end <= offset and not (span.start == span.end == offset):
            shift += length - len(span)
        elif span.start < offset:
            return span.start + shift
    return offset + shift


def conflict(first: Edit, second: Edit) -> bool:
    """True when two different edits cannot both be made: they share characters, or insert at the same place."""
    if first.segment != second.segment or first == second:
        return False
    a, b = first.span, second.span
    return a.overlaps(b) or (a.start == b.start and (not len(a) and not len(b)))


def crosses_protected(segment: Segment, edit: Edit) -> bool:
    """True when an edit changes characters of a protected span or inserts inside one.

    Deleting the whole segment is no such change: what it holds goes with it.
    """
    if not edit.text and edit.span == Span(0, len(segment.target)):
        return False
    return any(edit.span.overlaps(span) for span in segment.protected)


def _refuse_conflicts(segment: Segment, ordered: list[Edit]) -> None:
    for edit in ordered:
        if edit.span.end > len(segment.target):
            raise EditError(f"segment {segment.index}: edit {edit.span} lies outside its {len(segment.target)} characters")
        if crosses_protected(segment, edit):
            raise EditError(f"segment {segment.index}: edit {edit.span} touches protected text")
    for first, second in itertools.pairwise(ordered):
        if conflict(first, second):
            raise EditError(f"segment {segment.index}: edits {first.span} and {second.span} overlap")
