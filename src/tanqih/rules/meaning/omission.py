"""What the Arabic says and the English does not: a clause, a sentence, the end."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, source_rule
from tanqih.rules.meaning._places import pair_in, quoted
from tanqih.text import Block

if TYPE_CHECKING:
    from tanqih.anchors.gaps import Gap

EVEN = 2.15
"""Score of a gap at which half of them are omissions that an editor would agree with; set on ntrex-dev and tico19."""
_SURE, _FAINT = 0.9, 0.15
_CUT_OFF = 0.65
_CUT_OFF_WORDS, _CUT_OFF_SCORE = 2, -1.5


@source_rule("accuracy/omission", Severity.CRITICAL)
def omission(block: Block) -> Iterator[Finding]:
    """A clause or sentence of the Arabic that the English does not have, or an end that is missing.

    The content words of the Arabic are looked for in the English: by a lexicon, as names by their sound, as figures. A stretch without
    counterparts counts the more the better the rest of the pair is matched, and together with the lengths of both sides and the number of their
    sentences; length alone never does. The English word is marked behind which the words are missed. Left alone: free translations,
    in which the English has words over as well, and headings that are shorter than the Arabic ones.
    """
    from tanqih.anchors import gaps

    pair = pair_in(block)
    if not pair.comparable:
        return
    gap = gaps.find(pair)
    if gap is None:
        return
    cut_off = _is_cut_off(gap)
    confidence = max(_confidence(gap.score), _CUT_OFF if cut_off else 0.0)
    if confidence < _FAINT:
        return
    start, end = _place(block, gap)
    source = pair.source_span(gap.first, gap.last)
    said = quoted(pair, gap.first, gap.last)
    if cut_off or (gap.at_end and gap.ends_open):
        message = f"The English breaks off; the Arabic goes on: {said}"
    else:
        message = f"The English does not seem to have this: {said}"
    yield finding(block, start, end, message, confidence, source=source)


def _confidence(score: float) -> float:
    return round(min(_SURE, 1 / (1 + math.exp(EVEN - score))), 2)


def _is_cut_off(gap: Gap) -> bool:
    """The English ends without a mark where the Arabic has one, and words at the end of the Arabic have no counterpart."""
    return gap.at_end and gap.ends_open and gap.missing >= _CUT_OFF_WORDS and gap.score >= _CUT_OFF_SCORE


def _place(block: Block, gap: Gap) -> tuple[int, int]:
    words = pair_in(block).english
    word = words[min(len(words) - 1, max(0, gap.after))]
    return word.start, word.end
