"""Where something is shown that one side has and the other lacks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from tanqih.text import Block

if TYPE_CHECKING:
    from tanqih.anchors.pair import Pair

SHOWN_WORDS = 12
"""Arabic words that a message quotes at most."""


def pair_in(block: Block) -> Pair:
    """The pair of a block, shared by all rules."""
    return _reader()(block.text, block.segment.source or "")


@cache
def _reader() -> Callable[[str, str], Pair]:
    """`pair_of`; imports what it needs, which a run without sources does not."""
    from tanqih.anchors.pair import pair_of

    return pair_of


def sentence_for(block: Block, place: float) -> tuple[int, int]:
    """The sentence of the target at a place of the source, both taken as one long: offsets without its final marks."""
    sentence = block.sentence_at(min(len(block.text) - 1, int(place * len(block.text))))
    return (sentence.start, max(sentence.core_end, sentence.start + 1)) if sentence else (0, len(block.text))


def quoted(pair: Pair, first: int, last: int) -> str:
    """The words of the source from one index to another, shortened in the middle of a long stretch."""
    if last - first < SHOWN_WORDS:
        span = pair.source_span(first, last)
        return pair.source[span.start : span.end]
    half = SHOWN_WORDS // 2
    head, tail = pair.source_span(first, first + half - 1), pair.source_span(last - half + 1, last)
    return f"{pair.source[head.start : head.end]} \N{HORIZONTAL ELLIPSIS} {pair.source[tail.start : tail.end]}"
