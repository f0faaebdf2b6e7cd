"""From aligned sentences to segments with their Arabic: what is sure is paired, what is not is left alone and said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tanqih.align.beads import Aligned, Bead
from tanqih.align.units import Unit
from tanqih.document import Document, Segment

_NOBODY = -1
SURE = 0.7
"""Least probability of a pairing that is made."""


class Pair(NamedTuple):
    """What was found for a segment.

    Attributes:
        segment: its index.
        source: its Arabic; None where there is none, or it is not sure.
        confidence: of that, 0..1: for its least sure sentence the probability that it belongs there.
    """

    segment: int
    source: str | None
    confidence: float

    @property
    def is_sure(self) -> bool:
        """False when the segment was left alone because nothing was sure."""
        return self.confidence >= SURE


class Alignment(NamedTuple):
    """A document aligned with its Arabic.

    Attributes:
        document: with the sure pairs as sources of its segments, and what is left of the Arabic as its own.
        pairs: one per segment with text, in order.
        left: the Arabic that no segment was given, a paragraph each.
    """

    document: Document
    pairs: tuple[Pair, ...]
    left: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """Mean confidence of the pairs that were made; 0 where there are none."""
        made = [pair.confidence for pair in self.pairs if pair.source is not None]
        return sum(made) / len(made) if made else 0.0

    def __str__(self) -> str:
        """One line for people."""
        made = sum(pair.source is not None for pair in self.pairs)
        alone = sum(pair.source is None and pair.is_sure for pair in self.pairs)
        said = f"{made} of {len(self.pairs)} paragraphs aligned with the Arabic"
        said += f" (confidence {self.confidence:.2f})" if made else ""
        unsure = len(self.pairs) - made - alone
        said += f", {unsure} left alone as unsure" if unsure else ""
        said += f", {alone} without Arabic" if alone else ""
        return said + (
            f"; {len(self.left)} Arabic passages left over"
            if len(self.left) > 1
            else "; 1 Arabic passage left over" * len(self.left)
        )


def pair(
    document: Document, paragraphs: Sequence[str], source: Sequence[Unit], target: Sequence[Unit], aligned: Aligned
) -> Alignment:
    """The alignment that beads make.

    Args:
        document: whose filled segments are the English paragraphs, in order.
        paragraphs: the Arabic ones.
        source, target: their sentences.
        aligned: the beads that they make.
    """
    segments = [segment for segment in document.segments if segment.target]
    own: list[list[Bead]] = [[] for _ in segments]
    torn: set[int] = set()  # segments that share a bead
    for bead in aligned.best:
        touched = {target[j].paragraph for j in range(*bead.target)}
        torn.update(touched if len(touched) > 1 and bead.source[0] < bead.source[1] else ())
        for number in touched:
            own[number].append(bead)
    taken = {i: n if n not in torn else _NOBODY for n, found in enumerate(own) for bead in found for i in range(*bead.source)}
    ranges = [_range(number, found, source, taken) if number not in torn else range(0) for number, found in enumerate(own)]
    chances = _chances(ranges, target, aligned)
    pairs: list[Pair] = []
    used: set[int] = set()
    paired: dict[int, Segment] = {}
    for number, segment in enumerate(segments):
        confidence = 0.0 if number in torn else chances[number]
        text = _text(ranges[number], paragraphs, source) if ranges[number] and confidence >= SURE else None
        pairs.append(Pair(segment.index, text, confidence))
        if text is not None:
            used.update(ranges[number])
            paired[segment.index] = replace(segment, source=text)
    left = tuple(_left(paragraphs, source, used))
    made = replace(document.with_targets(paired), source="\n".join(left) or None)
    return Alignment(made, tuple(pairs), left)


def _chances(ranges: Sequence[range], target: Sequence[Unit], aligned: Aligned) -> list[float]:
    """For each segment how likely its least sure sentence has a partner in the segment's range of the source, or none if it was found none."""
    linked = {j for bead in aligned.best for j in range(*bead.target) if bead.source[0] < bead.source[1]}
    inside = [0.0] * len(target)
    for bead in aligned.likely:
        whole = len({target[j].paragraph for j in range(*bead.target)}) == 1
        for j in range(*bead.target) if whole else ():
            found = set(range(*bead.source))
            if found <= set(ranges[target[j].paragraph]) and (found or j not in linked):
                inside[j] += bead.confidence
    chances = [1.0] * len(ranges)
    for unit, chance in zip(target, inside, strict=True):
        chances[unit.paragraph] = min(chances[unit.paragraph], chance)
    return chances


def _range(number: int, beads: Sequence[Bead], source: Sequence[Unit], taken: dict[int, int]) -> range:
    """The source units of a segment: those of its beads, and those without a partner in between or in the same paragraph.

    A sentence that the English lacks has to stay beside those it belongs to, or nobody would miss it; but no more than is translated.
    """
    found = [i for bead in beads for i in range(*bead.source)]
    if not found:
        return range(0)
    first, last = min(found), max(found)
    room = sum(source[i].end - source[i].start for i in found)
    for step, edge in ((-1, first), (1, last)):
        at, length = edge + step, 0
        while 0 <= at < len(source) and at not in taken and source[at].paragraph == source[edge].paragraph:
            length += source[at].end - source[at].start
            at += step
        shared = 0 <= at < len(source) and source[at].paragraph == source[edge].paragraph and taken.get(at) != number
        if not shared and length <= room:
            first, last = (at + 1, last) if step < 0 else (first, at - 1)
    return range(first, last + 1)


def _text(units: range, paragraphs: Sequence[str], source: Sequence[Unit]) -> str:
    """The Arabic of some units as it is written, a line for each paragraph."""
    return "\n".join(_passages(list(units), paragraphs, source))


def _passages(units: Sequence[int], paragraphs: Sequence[str], source: Sequence[Unit]) -> Iterator[str]:
    """Runs of units that follow each other in a paragraph, as they are written."""
    start = 0
    for at in range(1, len(units) + 1):
        here, before = (source[units[at]] if at < len(units) else None), source[units[at - 1]]
        if here is None or units[at] != units[at - 1] + 1 or here.paragraph != before.paragraph:
            yield paragraphs[before.paragraph][source[units[start]].start : before.end]
            start = at


def _left(paragraphs: Sequence[str], source: Sequence[Unit], used: set[int]) -> Iterator[str]:
    rest = [i for i in range(len(source)) if i not in used]
    return _passages(rest, paragraphs, source) if rest else iter(())
