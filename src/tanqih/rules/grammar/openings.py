""" "And" at the start of sentence after sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tanqih.english import FINITE_AUXILIARIES, SAYING, SUBJECT_PRONOUNS
from tanqih.issue import Severity, Suggestion
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.text import Block, Sentence, Word

_AWKWARD = "style/awkward-style"
_RHETORICAL = frozenset(
    "yet still so then now when if not no nobody nothing none never that what why how who where while even once always just "
    "only maybe perhaps all because though although finally here again with without like as guess suddenly indeed sure lo "
    "behold these those thank god since until after before every everyone everything such both another more most some many few "
    "by".split()
)
_SPOKEN = frozenset("i we you let let's i'm we're you're i've we've don't".split())


@rule(_AWKWARD, Severity.MINOR, trigger=r"And[ ,\n]", wire=True, changes={"attribution"})
def initial_and(block: Block) -> Iterator[Finding]:
    """A sentence that starts with "And", as nearly every Arabic sentence does.

    "And he said", "And the price of sugar rose": the word is only the Arabic full stop. It is dropped. Left alone are
    rhetorical uses ("And yet", "And still he opened the stall"), short sentences that make a point, questions, the first
    person, and what stands in quotations.
    """
    if block.is_heading:
        return
    for sentence in block.sentences:
        m = re.match(r"And,?[ \n]+", sentence.text)
        if m is None or block.quoted(sentence.start):
            continue
        words = sentence.words
        confidence = _and_confidence(sentence, words)
        if confidence < 0.5:
            continue
        start, end = sentence.start, words[min(2, len(words) - 1)].end
        first = sentence.start + m.end()
        message = (
            "The sentence starts with the \N{LEFT DOUBLE QUOTATION MARK}And\N{RIGHT DOUBLE QUOTATION MARK} "
            "that opens Arabic sentences."
        )
        drop = review("drop And", replace(block, start, first + 1, block.text[first].upper()))
        yield finding(block, start, end, message, confidence, drop, *_joined(block, sentence, words))


def _and_confidence(sentence: Sentence, words: Sequence[Word]) -> float:
    if len(words) < 4 or sentence.text.rstrip("\"'\N{RIGHT DOUBLE QUOTATION MARK}")[-1:] in "?!":
        return 0.0
    first, second = words[1].lower, words[2].lower
    if first in _RHETORICAL or first in _SPOKEN or first in FINITE_AUXILIARIES:
        return 0.0
    reports = any(word.lower in SAYING for word in words[2:5])
    if first in {"this", "there", "it", "he", "she", "they"} and not reports:
        return (
            0.6 if second in {"comes", "came", "follows"} else 0.55 if len(words) > 12 and first in {"he", "she", "they"} else 0.4
        )
    if len(words) < 8 and sentence.previous is not None and not reports:
        return 0.4
    if reports or first in {"according", "regarding"}:
        return 0.85
    return 0.75 if first in {"the", "a", "an"} or words[1].capitalised else 0.6


def _joined(block: Block, sentence: Sentence, words: Sequence[Word]) -> tuple[Suggestion, ...]:
    """The other repair: one sentence with the one before, where a pronoun takes up its subject."""
    before = sentence.previous
    if before is None or words[1].lower not in SUBJECT_PRONOUNS or words[2].lower not in SAYING or not before.text.endswith("."):
        return ()
    edit = replace(block, before.end - 1, words[1].end, " and")
    return (review("join with the sentence before", edit, score=0.5),)
