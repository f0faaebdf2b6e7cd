"""What of a paragraph a model is shown: whole sentences about the suspect parts, and the Arabic that they were made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tanqih.document import Span
from tanqih.models.interface import Request
from tanqih.text import sentence_spans

_FINAL = " .!?\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_SURE = 0.5
"""Least probability of an alignment whose Arabic a model is shown."""


class Passage(NamedTuple):
    """A stretch of a paragraph.

    Attributes:
        request: number of the request it belongs to.
        start, end: half-open offsets in the text of the request.
        text: what stands there.
        source: the Arabic of these sentences, when that was asked for.
    """

    request: int
    start: int
    end: int
    text: str
    source: str = ""


def passages(requests: Sequence[Request], *, longest: int, source: bool) -> Iterator[Passage]:
    """The passages of all requests, in order.

    Args:
        requests: paragraphs.
        longest: code points of the longest passage; what does not fit is cut down to its sentences, and left out when they do not.
        source: True when the model reads the Arabic: paragraphs without it are left out, those with it need suspect parts, and a
            passage whose Arabic is not sure becomes the whole paragraph.
    """
    for number, request in enumerate(requests):
        if source and not (request.source and request.suspects):
            continue
        for span in _spans(request, longest):
            start, end, arabic = _with_source(request, span) if source else (span.start, span.end, "")
            if end - start <= longest and len(arabic) <= longest:
                yield Passage(number, start, end, request.text[start:end], arabic)


def _spans(request: Request, longest: int) -> Iterator[Span]:
    """The stretches of whole sentences with suspect parts, and a neighbour where a part begins or ends a sentence.

    Without suspect parts each sentence is one.
    """
    sentences = [Span(*found) for found in sentence_spans(request.text)]
    if not request.suspects:
        yield from (span for span in sentences if len(span) <= longest)
        return
    last: Span | None = None
    for part in sorted(request.suspects):
        span = _about(request.text, sentences, part, longest)
        if span is None:
            continue
        if last and span.start < last.end:
            joined = Span(last.start, max(last.end, span.end))
            if len(joined) <= longest:
                last = joined
                continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _about(text: str, sentences: Sequence[Span], part: Span, longest: int) -> Span | None:
    """The sentences of a suspect part with their neighbours, or without them where that is too long."""
    touched = [n for n, span in enumerate(sentences) if span.start <= part.end and part.start <= span.end]
    if not touched:
        return None
    first, last = touched[0], touched[-1]
    narrow = Span(sentences[first].start, sentences[last].end)
    begins = first > 0 and part.start <= narrow.start
    ends = last + 1 < len(sentences) and not text[part.end : narrow.end].strip(_FINAL)
    wide = Span(sentences[first - begins].start, sentences[last + ends].end)
    return next((span for span in (wide, narrow) if len(span) <= longest), None)


def _with_source(request: Request, span: Span) -> tuple[int, int, str]:
    """A passage, widened to what was aligned with it, and its Arabic; the whole paragraph when the alignment is not sure."""
    from tanqih.align.anchors import anchors
    from tanqih.align.beads import align_units
    from tanqih.align.units import arabic_units, english_units

    arabic = (request.source or "").strip()
    source, target = arabic_units([arabic]), english_units([request.text])
    whole = (0, len(request.text), arabic)
    if len(source) < 2 or len(target) < 2:
        return whole
    beads = [
        bead
        for bead in align_units(source, target, anchors(source, target)).best
        if any(target[j].start < span.end and span.start < target[j].end for j in range(*bead.target))
    ]
    rows = [n for bead in beads for n in range(*bead.source)]
    if not rows or min(bead.confidence for bead in beads) < _SURE:
        return whole
    covered = [target[j] for bead in beads for j in range(*bead.target)]
    return covered[0].start, covered[-1].end, arabic[source[rows[0]].start : source[rows[-1]].end]
