"""Who did it and who said it, where the two sides plainly contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, source_rule
from tanqih.rules.meaning._places import pair_in, quoted
from tanqih.text import Block

_NEXT, _NEAR, _SPEAKER = 0.65, 0.4, 0.55


@source_rule("accuracy/mistranslation", Severity.CRITICAL)
def role_swap(block: Block) -> Iterator[Finding]:
    """Subject and object that have changed places: the union accused the company, where the Arabic has the company accuse the union.

    Arabic puts the verb first and has no case endings in print; the noun right behind the verb is its subject. Looked at are verbs of which it
    matters who does it to whom, where verb and both nouns stand for each other on the two sides. Only marked. Left alone: passives, "by",
    pronouns, clauses with a preposition or a mark between.
    """
    from tanqih.anchors import roles

    pair = pair_in(block)
    if not pair.comparable:
        return
    for swap in roles.swaps(pair):
        subject, target = pair.english[swap.subject], pair.english[swap.object]
        said = quoted(pair, swap.first, swap.last)
        message = f"The Arabic ({said}) has {target.text} as the one who does it, the English {subject.text}."
        source = pair.source_span(swap.first, swap.last)
        yield finding(block, subject.start, target.end, message, _NEXT if swap.adjacent else _NEAR, source=source)


@source_rule("accuracy/mistranslation", Severity.CRITICAL)
def wrong_speaker(block: Block) -> Iterator[Finding]:
    """Somebody else says it than in the Arabic, and both are named on both sides.

    The name behind the Arabic verb of saying is compared with the name beside the English one. Only marked. Left alone: sentences in which more
    than one is said to say something, and speakers named by their office.
    """
    from tanqih.anchors import roles

    pair = pair_in(block)
    if not pair.comparable:
        return
    for other in roles.speakers(pair):
        word = pair.english[other.at]
        said = quoted(pair, other.verb, other.instead)
        source = pair.source_span(other.verb, other.instead)
        yield finding(block, word.start, word.end, f"The Arabic has somebody else say this: {said}", _SPEAKER, source=source)
