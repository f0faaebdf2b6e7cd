"""Numbers that are not those of the Arabic: changed, left out, put in, or of another currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tanqih.document import Span
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, source_rule
from tanqih.text import Block

# `_values` and the quantities are imported by the rules: texts without a source need none of them.
_DASHES = "-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}"
_SCORE = regex(rf"(?<![\w./{_DASHES}])(?P<first>\d{{1,2}}) ?[{_DASHES}] ?(?P<second>\d{{1,2}})(?![\w/{_DASHES}]|[.,:]\d)")
_MOST_SCORES = 50
_IN_DIGITS, _IN_WORDS, _OTHER_UNIT = 0.7, 0.6, 0.75


@source_rule("accuracy/mistranslation", Severity.CRITICAL, changes={"numbers", "names"})
def wrong_value(block: Block) -> Iterator[Finding]:
    """A number that is another one in the Arabic source.

    Values are compared, in digits of any script, words, ordinals, shares, scales and times of day: 0230 that became 2030, two thousand
    and five hundred that became 25,000. The suggestion writes the value of the Arabic the way the English one is written; a person
    confirms. Left alone: the same value said otherwise (a dozen, 1.5 million, the nineties), numbers that either language may leave out
    (one, first, the dual of a noun), and numbers said twice.
    """
    from tanqih.rules.number import _values

    text, source = block.text, block.segment.source or ""
    for pair in _values.pairs(text, source):
        new, lost = pair.new, pair.lost
        written, said = text[new.start : new.end], source[lost.start : lost.end]
        value = _values.explained(lost, said)
        message = f"The Arabic says {said}{value}, the English {written}."
        yield finding(
            block, new.start, new.end, message, _values.confidence(pair), *_values.repair(block, pair), source=lost.span
        )


@source_rule("accuracy/omission", Severity.MAJOR)
def lost_value(block: Block) -> Iterator[Finding]:
    """A number of the Arabic source that the English does not have.

    The sentence that should hold it is marked; nothing is proposed, since where it belongs is for a person to see. Left alone: "one",
    "first", duals, centuries and numbers that the English may say with a word such as both, dozen or decade.
    """
    from tanqih.rules.number import _values

    text, source = block.text, block.segment.source or ""
    for lost in _values.lost(text, source):
        sentence = block.sentence_at(len(text) * lost.start // max(1, len(source)))
        if sentence is None:
            continue
        said = source[lost.start : lost.end]
        message = f"The Arabic says {said} ({_values.shown(lost)}); the English does not have it."
        confidence = _IN_DIGITS if _values.in_digits(lost) else _IN_WORDS
        yield finding(block, sentence.start, sentence.end, message, confidence, source=lost.span)


@source_rule("accuracy/addition", Severity.MAJOR)
def added_value(block: Block) -> Iterator[Finding]:
    """A number that the Arabic source does not have.

    Nothing is proposed: what it stands for is for a person to see. Left alone: "one", "first", "both" and numbers in names.
    """
    from tanqih.rules.number import _values

    text = block.text
    for new in _values.added(text, block.segment.source or ""):
        message = f"The number {text[new.start : new.end]} is not in the Arabic."
        yield finding(block, new.start, new.end, message, _IN_DIGITS if _values.in_digits(new) else _IN_WORDS)


@source_rule("accuracy/mistranslation", Severity.MAJOR)
def wrong_unit(block: Block) -> Iterator[Finding]:
    """A sum in another currency than in the Arabic source, or a percentage that became a sum.

    Only a number that both sides have with different units is marked. Pounds and liras are one unit here: Arabic has one word for some of both.
    """
    from tanqih.rules.number import _values

    for mine, theirs in _values.of_other_unit(block.text, block.segment.source or ""):
        message = f"The Arabic gives {_values.shown(mine)} in another unit ({theirs.unit}) than the English ({mine.unit})."
        yield finding(block, mine.start, mine.end, message, _OTHER_UNIT, source=theirs.span)


@source_rule("locale-conventions/number-format", Severity.MINOR, changes={"numbers"}, supersedes={"number/wrong-value"})
def lost_dash(block: Block) -> Iterator[Finding]:
    """A score or range of the Arabic source whose dash the English lost or turned into another sign: "7  2", "5.3" for 7-2 and 5-3.

    The dash is put back for a person to confirm. Left alone: numbers that have their dash elsewhere in the English, or that it joins with a
    word.
    """
    from tanqih.quantities.digits import western

    text = block.text
    for m in islice(_SCORE.finditer(western(block.segment.source or "")), _MOST_SCORES):
        first, second = m["first"], m["second"]
        broken = re.search(rf"(?<![\d.,-]){first}(?: +|[.,:])(?:(?<= )|(?<=[.,:])){second}(?![\d,-]|\.\d)", text)
        if broken and not re.search(rf"(?<!\d){first} ?[{_DASHES}] ?{second}(?!\d)", text):
            edit = replace(block, *broken.span(), f"{first}-{second}")
            message = f"The Arabic says {m.group()}; the English lost the dash."
            yield finding(block, *broken.span(), message, 0.8, review("put the dash back", edit), source=Span(*m.span()))
