"""Aligning an English text with the Arabic it was made from, when their paragraphs do not pair one by one.

Sentences are aligned by dynamic programming over their lengths and what they have in common (numbers, dates, names, glossary terms); each
pairing comes with its probability, and what is not sure stays unpaired.
"""

from __future__ import annotations

from dataclasses import replace

from tanqih.align.anchors import anchors
from tanqih.align.beads import align_units
from tanqih.align.direction import check_direction
from tanqih.align.pairing import Alignment, Pair, pair
from tanqih.align.units import arabic_units, english_units
from tanqih.document import Document
from tanqih.glossary.arabicside import HasEntries

MOST_SENTENCES = 2000
"""Longest text that is aligned, in sentences of either side: some seconds and 200 MB. A longer one is left unpaired."""

__all__ = ["Alignment", "Pair", "align", "check_direction", "paired"]


def align(document: Document, source: str, glossary: HasEntries | None = None) -> Alignment:
    """Align a document with its Arabic, whatever their paragraphs are.

    Args:
        document: its segments lose the Arabic they have.
        source: the Arabic; a line is a paragraph.
        glossary: its terms and names help; None: they do not.
    """
    paragraphs = [line.strip() for line in source.splitlines() if line.strip()]
    bare = replace(document, segments=tuple(replace(segment, source=None) for segment in document.segments), source=None)
    filled = [segment for segment in bare.segments if segment.target]
    if not filled or not paragraphs:
        return Alignment(replace(bare, source=source), (), tuple(paragraphs))
    if len(filled) == 1:  # the Arabic of the text is the Arabic of its only segment
        whole = "\n".join(paragraphs)
        only = replace(filled[0], source=whole)
        return Alignment(bare.with_targets({only.index: only}), (Pair(only.index, whole, 1.0),), ())
    left, right = arabic_units(paragraphs), english_units([segment.target for segment in filled])
    if max(len(left), len(right)) > MOST_SENTENCES:
        return Alignment(
            replace(bare, source=source), tuple(Pair(segment.index, None, 0.0) for segment in filled), tuple(paragraphs)
        )
    return pair(bare, paragraphs, left, right, align_units(left, right, anchors(left, right, glossary)))


def paired(document: Document) -> Document:
    """The document with its Arabic paired, where that has not been done: by paragraph when the counts agree, else aligned.

    Raises:
        InputError: the languages are swapped.
    """
    check_direction(document)
    return aligned.document if (aligned := alignment_of(document)) else document


def alignment_of(document: Document) -> Alignment | None:
    """The alignment of a document whose Arabic could not be paired by paragraph; None for one that needs none."""
    if not document.source or any(segment.source for segment in document.segments):
        return None
    from tanqih.glossary import load

    return align(document, document.source, load())
