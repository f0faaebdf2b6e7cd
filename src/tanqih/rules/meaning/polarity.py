"""Negation that is on one side only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, source_rule
from tanqih.rules.meaning._places import pair_in, quoted, sentence_for
from tanqih.text import Block

if TYPE_CHECKING:
    from tanqih.anchors.negation import Lone
    from tanqih.anchors.pair import Pair

SURE, LIKELY, GUESS = 0.75, 0.6, 0.4
MATCHED, WELL_MATCHED = 0.28, 0.68
"""Shares of the Arabic words with a counterpart from which looser signs count: where nothing in the English denies, and where something does."""
LONGEST, HALF = 60, 0.5
"""Arabic words up to which the whole English is looked at when nothing says where the negation belongs, and the share that is matched then."""


@source_rule("accuracy/mistranslation", Severity.CRITICAL)
def polarity(block: Block) -> Iterator[Finding]:
    """A negation of the Arabic that the English lacks, or one that only the English has.

    Arabic negators (la, lam, lan, laysa, ghayr, adam, dun) are compared with not, never, no and without, and with words that deny by
    themselves: fail, refuse, unable, useless. Which place is meant is told by the words that are denied. Only marked: which side is right is for
    a person to see. Left alone: "still", "at least", "not only ... but", "nothing but", and whatever the other language may say without a
    negation.
    """
    pair = pair_in(block)
    if not pair.comparable:
        return
    yield from _lost(block, pair)
    yield from _new(block, pair)


def _lost(block: Block, pair: Pair) -> Iterator[Finding]:
    from tanqih.anchors import negation, negators

    lone = negation.dropped(pair)
    if not lone:
        return
    more = len(negators.arabic_negators(pair)) > len(negators.english_negators(pair))
    for found in lone:
        confidence = _lost_confidence(found, pair) if more else GUESS
        last = found.at
        while last + 1 < len(pair.arabic) and last - found.at < 2:
            last += 1
        source = pair.source_span(found.at, last)
        said = quoted(pair, found.at, last)
        if found.linked:
            word = pair.english[found.linked[0]]
            start, end = word.start, word.end
        else:
            start, end = sentence_for(block, pair.arabic[found.at].start / max(1, len(pair.folded.text)))
        message = f"The Arabic denies this ({said}); the English does not."
        yield finding(block, start, end, message, confidence, source=source)


def _lost_confidence(found: Lone, pair: Pair) -> float:
    if not found.linked:
        sure = found.auxiliary and len(pair.arabic) <= LONGEST and pair.coverage >= HALF
        return LIKELY if sure and not found.noun else GUESS
    if found.noun:
        return LIKELY if found.first and found.silent and found.auxiliary else GUESS
    if found.first:
        return SURE
    if found.auxiliary:
        return LIKELY if pair.coverage >= (MATCHED if found.silent else WELL_MATCHED) else GUESS
    return LIKELY if found.silent and pair.coverage >= WELL_MATCHED else GUESS


def _new(block: Block, pair: Pair) -> Iterator[Finding]:
    from tanqih.anchors import negation, negators

    lone = negation.added(pair)
    if not lone:
        return
    more = len(negators.english_negators(pair)) > len(negators.arabic_negators(pair))
    for found in lone:
        word = pair.english[found.at]
        sure = more and (found.silent or found.first)
        source = pair.source_span(min(found.linked), max(found.linked)) if found.linked else None
        message = f"“{word.text}” denies something that the Arabic does not deny."
        yield finding(block, word.start, word.end, message, SURE if sure else GUESS, source=source)
