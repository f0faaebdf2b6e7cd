"""Paragraphs of a queue: those that have words, and those that hold some words, in the order in which a search goes through them."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.document import Segment
from tanqih.review.article import Article
from tanqih.review.queue import Queue


def filled(article: Article) -> list[Segment]:
    """The paragraphs of an article that have words now."""
    return [segment for segment in article.preview.segments if segment.target.strip()]


def holds(segment: Segment, wanted: str) -> bool:
    """True when the English or the Arabic holds some words, given in lower case."""
    return wanted in segment.target.casefold() or wanted in (segment.source or "").casefold()


def around(queue: Queue, at: int, here: int, wanted: str) -> Iterator[tuple[int, Segment]]:
    """Paragraphs that hold some words: after the paragraph `here` of the document `at`, on from the start, and back to it.

    Of a document whose article is not at hand they are given as they were read; who goes there must look again.
    """
    for number, index in enumerate([*range(at, len(queue)), *range(at + 1)]):
        segments = queue[index].preview.segments if queue.held(index) else queue.documents[index].segments
        for segment in segments:
            if (index != at or (segment.index > here) == (not number)) and holds(segment, wanted):
                yield index, segment
