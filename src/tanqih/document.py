"""The nouns of a text: Document, Segment, Span and what a reader knows about their place.

Frozen dataclasses on the standard library alone. Every offset counts Unicode code points and every span is half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any


class Role(Enum):
    """What kind of block a segment is; rules treat headings more gently than sentences."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CAPTION = "caption"

    @property
    def is_heading(self) -> bool:
        """True for headlines and subheadings."""
        return self in (Role.HEADLINE, Role.SUBHEADING)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point offsets into one segment's target (or source). `start == end` is a place between characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when the spans share a character, or when an empty one lies strictly inside the other."""
        return max(self.start, other.start) < min(self.end, other.end) or (
            (not len(self) and other.start < self.start < other.end) or (not len(other) and self.start < other.start < self.end)
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline tag of the container (`<b>`, `<ph/>`) at an offset of the target; never part of the text, survives every edit."""

    offset: int
    tag: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Target offset that stands at a known line and column (both 1-based, in code points) of the container."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One block of an article.

    Attributes:
        index: ordinal in the document, from 0; edits and issues name segments by it.
        target: the English machine translation.
        source: the Arabic it was made from, when the container or the caller pairs it.
        reference: a human translation, when there is one.
        role: what kind of block it is.
        marks: inline tags, ordered by offset.
        protected: spans of the target that must not change (URLs, code, placeholders), ordered and disjoint.
        offset: where the target starts in the whole plain text; None where the format has no such text.
        anchors: known places of the target in the container, ordered by offset.
        ignored: rule ids, families or "all" that an inline comment switched off here.
    """

    index: int
    target: str
    source: str | None = None
    reference: str | None = None
    role: Role = Role.PARAGRAPH
    marks: tuple[Mark, ...] = ()
    protected: tuple[Span, ...] = ()
    offset: int | None = None
    anchors: tuple[Anchor, ...] = ()
    ignored: frozenset[str] = frozenset()

    def place(self, offset: int) -> tuple[int, int] | None:
        """Line and column (1-based) of a target offset in the container, or None when the reader gave no anchors."""
        if not self.anchors:
            return None
        at = self.anchors[max(0, bisect_right(self.anchors, offset, key=lambda anchor: anchor.offset) - 1)]
        breaks = _line_breaks(self.target)
        first, behind = bisect_left(breaks, at.offset), bisect_left(breaks, offset)
        if first >= behind:
            return at.line, at.column + offset - at.offset
        return at.line + behind - first, offset - breaks[behind - 1]


@lru_cache(maxsize=2)
def _line_breaks(target: str) -> list[int]:
    """Offsets of the line feeds of a text; kept for the segment in hand, for many places are asked of it."""
    return [at for at, char in enumerate(target) if char == "\n"] if "\n" in target else []


@dataclass(frozen=True, slots=True)
class Document:
    """An article and its place in a container.

    Attributes:
        id: names the document in reports and in issue keys; stable between runs.
        segments: the blocks in reading order.
        path: file it was read from, None for a string.
        record: 1-based line or record number in a container of many documents, None otherwise.
        languages: (source, target) as BCP 47 tags.
        source: Arabic text that could not be paired with segments.
        skeleton: what the reader needs for writing back byte for byte; private to its format.
    """

    id: str
    segments: tuple[Segment, ...]
    path: str | None = None
    record: int | None = None
    languages: tuple[str, str] = ("ar", "en")
    source: str | None = None
    skeleton: Any = None

    @property
    def text(self) -> str:
        """The targets, a blank line between two; for people and models, not for offsets."""
        return "\n\n".join(segment.target for segment in self.segments if segment.target)

    def with_targets(self, targets: dict[int, Segment]) -> Document:
        """A copy in which the segments named by index are replaced."""
        return replace(self, segments=tuple(targets.get(segment.index, segment) for segment in self.segments))

    def with_source(self, source: str) -> Document:
        """Pair Arabic text with the segments, paragraph by paragraph when the counts agree; else keep it for the document."""
        paragraphs = [line.strip() for line in source.splitlines() if line.strip()]
        filled = [segment for segment in self.segments if segment.target]
        if len(paragraphs) != len(filled):
            return replace(self, source=source)
        paired = {segment.index: replace(segment, source=text) for segment, text in zip(filled, paragraphs, strict=True)}
        return self.with_targets(paired)
