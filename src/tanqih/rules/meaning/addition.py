"""What the English says and the Arabic does not."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, source_rule
from tanqih.rules.meaning._places import pair_in
from tanqih.text import Block

_SURE, _LIKELY = 0.75, 0.45
_CLAUSE, _FAINT = 0.5, 0.35
_OPENING = 3
"""Characters, quotation marks above all, that may precede the first word of a sentence."""


@source_rule("accuracy/addition", Severity.MAJOR)
def addition(block: Block) -> Iterator[Finding]:
    """A sentence or clause of the English that the Arabic does not have, or a sentence said twice.

    A sentence is marked when hardly any of its words stands for a word of the Arabic while the other sentences have their counterparts and the English
    is the longer side with more sentences; a clause when a long run of words has none. Left alone: sentences that only divide a long
    Arabic one, explanations of a few words, and refrains that the Arabic has as well.
    """
    from tanqih.anchors import surplus

    pair = pair_in(block)
    if not pair.comparable:
        return
    found = surplus.find(pair, [(sentence.start, sentence.end) for sentence in block.sentences])
    if found is None:
        return
    start, end = pair.english[found.first].start, pair.english[found.last].end
    whole = any(
        sentence.start <= start and end <= sentence.end and start - sentence.start < _OPENING for sentence in block.sentences
    )
    if found.repeats:
        yield finding(block, start, end, "This sentence repeats an earlier one; the Arabic says it once.", _SURE)
    elif whole:
        yield finding(block, start, end, "Nothing in the Arabic seems to say this.", _SURE if found.sure else _LIKELY)
    else:
        yield finding(block, start, end, "Nothing in the Arabic seems to say this.", _CLAUSE if found.sure else _FAINT)
