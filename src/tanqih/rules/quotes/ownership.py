"""What is quoted in the Arabic and what in the English: marks that stand elsewhere, a mark or a pair of marks that was lost."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tanqih.document import Span
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import DOUBLE_MARKS, LEFT, LEFT_GUILLEMETS, RIGHT, RIGHT_GUILLEMETS, QuoteMark
from tanqih.rules._rule import Finding, delete, finding, flag, insert, review, source_rule
from tanqih.rules.quotes._boundary import Candidate, Reading, score
from tanqih.rules.quotes._pairing import Quoted, counterparts, pairing
from tanqih.text import Block

if TYPE_CHECKING:
    from tanqih.anchors.pair import Pair, Word

PUNCTUATION = "linguistic-conventions/punctuation"
_MARKS = frozenset(DOUBLE_MARKS)
_CODED = regex(r"&(?:quot|[lr]dquo|[lr]aquo|bdquo|#0?34|#x22|#82(?:20|21|22)|#171|#187);")
"""Quotation marks as character references: `encoding/html-entity` mends them first."""
_SINGLE = regex("[\N{LEFT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}]|(?<!\\w)'(?=\\w)|&")
_SURE = ((1.15, 0.5), (2.0, 0.6), (3.0, 0.7), (4.5, 0.8))
"""Log-odds of all other places together -> confidence, measured on ntrex-dev and tico19 with marks moved (tests/benchmarks/injected.py)."""
_ALONE, _NESTED, _NEXT, _SETTLED, _UNTOLD, _UNMARKED = 0.5, 3.0, 3.0, 2.0, 1.0, 3.0
"""What is taken off: where the Arabic does not tell which of its quotations is meant; for a quotation within another; for a place only one
word away; where a comma or stop stands right before a closing mark; where no link tells that the words between are in or out, or links tell
the contrary; where the Arabic has one mark only."""
_PROPOSED = 3.0
"""How far better a place must be to be proposed; below it is only shown."""
_SHOWN = 4
"""Words that a message quotes."""
_LONG_QUOTATION = 8
_RUNS_ON, _INSIDE = 0.45, 0.7


@source_rule(PUNCTUATION, Severity.MAJOR, changes={"attribution"})
def moved_mark(block: Block) -> Iterator[Finding]:
    """A quotation that begins or ends elsewhere than in the Arabic source, so that words are ascribed to somebody who did not say them.

    Every place within ten words of a mark is scored by the words about it, by the length of the Arabic quotation and by what stands in it;
    a place that is much better than that of the mark is proposed where the evidence is strong, and shown where it is not. Left alone:
    paragraphs with a mark too many or too few, and places between which neither side decides.
    """
    text, source = block.text, block.segment.source or ""
    if _MARKS.isdisjoint(text) or _MARKS.isdisjoint(source) or _CODED.search(text):
        return
    for quoted in pairing(text, source):
        if quoted.nested and quoted.side is None:  # nothing but the English would speak
            continue
        here, *scores = [score(quoted.reading, candidate, quoted.side) for candidate in quoted.candidates]
        others = quoted.candidates[1:]
        better = [there - here - _doubt(block, quoted, to) for there, to in zip(scores, others, strict=True)]
        if better and (confidence := _confidence(_together(better))):
            best = max(range(len(better)), key=better.__getitem__)
            yield _moved(block, quoted, others[best], confidence, propose=better[best] > _PROPOSED)


def _doubt(block: Block, quoted: Quoted, to: Candidate) -> float:
    """What speaks for the place that a mark has, besides the scores."""
    here, text = quoted.candidates[0], block.text
    closing = to.first == here.first
    old, new = (here.last, to.last) if closing else (here.first, to.first)
    start, end = sorted((old, new))
    told = quoted.side.leanings[start:end] if quoted.side else ()
    inward = sum(told) if to.last - to.first > here.last - here.first else -sum(told)
    return (
        _ALONE * (quoted.side is None)
        + _NESTED * quoted.nested
        + _NEXT * (end - start == 1)
        + _SETTLED * (closing and text[quoted.marks[1] - 1] in ",?!.")
        + _UNTOLD * (inward <= 0 and (any(told) or quoted.reading.gaps[new] == "N"))
        + _UNMARKED * _lacks_a_mark(block, quoted)
    )


def _lacks_a_mark(block: Block, quoted: Quoted) -> bool:
    """True where the Arabic quotation has one mark only and is taken to reach to the end of its text, or from its beginning."""
    if quoted.source is None:
        return False
    opening, closing = quoted.source
    return opening < 0 or closing >= len(block.segment.source or "")


def _together(better: Sequence[float]) -> float:
    """The log of the sum of odds given as logs."""
    most = max(better)
    return most + math.log(sum([math.exp(one - most) for one in better]))


def _confidence(better: float) -> float:
    return max((confidence for least, confidence in _SURE if better > least), default=0.0)


def _moved(block: Block, quoted: Quoted, to: Candidate, confidence: float, *, propose: bool) -> Finding:
    closing = to.first == quoted.candidates[0].first
    words, at = quoted.reading.words, quoted.marks[closing]
    place = _behind(block.text, words[to.last - 1]) if closing else words[to.first].start
    inside = [word.text for word in words[to.first : to.last]]
    message = f"By the Arabic the quotation seems to {'end with' if closing else 'begin with'}: {_some(inside, closing)}"
    span = None
    if quoted.source:
        span = _span(block, quoted.source)
        theirs = (block.segment.source or "")[span.start : span.end].strip(DOUBLE_MARKS + " ").split()
        message += f" ({_some(theirs, closing)})"
    label = f"{'close' if closing else 'open'} it there"
    move = (review if propose else flag)(label, insert(block, place, block.text[at]), delete(block, at, at + 1), score=confidence)
    return finding(block, at, at + 1, message + ".", confidence, move, source=span)


def _some(words: list[str], closing: bool) -> str:
    return " ".join(words[-_SHOWN:] if closing else words[:_SHOWN])


def _pair(block: Block) -> Pair:
    from tanqih.anchors.pair import pair_of  # 30 ms, and only texts with quotations need it

    return pair_of(block.text, block.segment.source or "")


def _span(block: Block, marks: tuple[int, int]) -> Span:
    """The quotation of the source between two marks, of which one may be missing at an end of the text."""
    return Span(max(0, marks[0]), min(len(block.segment.source or ""), marks[1] + 1))


def _behind(text: str, word: Word) -> int:
    """Where a closing mark goes behind a word: behind its comma or stop as well."""
    return word.end + (text[word.end : word.end + 1] in tuple(",.!?") and not text[word.end + 1 : word.end + 2].isdigit())


@source_rule(PUNCTUATION, Severity.MAJOR, changes={"attribution"}, supersedes={"quotes/unclosed", "quotes/stray-closing"})
def lost_mark(block: Block) -> Iterator[Finding]:
    """A quotation mark without its partner, where the Arabic source has both.

    The missing mark is put where the Arabic quotation begins or ends, for a person to confirm. A quotation that runs from the beginning or to
    the end of its paragraph may go on in another one, and is shown with less confidence. Left alone: paragraphs in which the Arabic, too,
    has a mark alone.
    """
    text, source = block.text, block.segment.source or ""
    if _MARKS.isdisjoint(text) or _MARKS.isdisjoint(source) or _CODED.search(text):
        return
    quotations = block.quotations
    alone = [*quotations.unclosed, *quotations.stray]
    pair = _pair(block)
    sides = counterparts(pair) if len(alone) == 1 else []
    if not sides or len(sides) != len(quotations.pairs) + 1:
        return
    mark, words = alone[0], pair.english
    reading = Reading(text, words)
    rank = sum(start < mark.at for start, _ in quotations.pairs)
    side, marks = sides[rank]
    options = _partners(words, mark, quotations.marks)
    if not options:
        return
    best = max(options, key=lambda candidate: score(reading, candidate, side))
    to_edge = best.last == len(words) if mark.opens else best.first == 0
    place = _behind(text, words[best.last - 1]) if mark.opens else words[best.first].start
    label = "close" if mark.opens else "open"
    fix = review(f"{label} it there", insert(block, place, _partner(mark)), score=0.7)
    message = f"The quotation has no {'closing' if mark.opens else 'opening'} mark; the Arabic has both."
    word = words[best.last - 1] if mark.opens else words[best.first]
    yield finding(block, word.start, word.end, message, _RUNS_ON if to_edge else _INSIDE, fix, source=_span(block, marks))


def _partners(words: Sequence[Word], mark: QuoteMark, marks: Sequence[QuoteMark]) -> list[Candidate]:
    """The quotations that a mark without partner may begin or end, up to the next mark."""
    starts = [word.start for word in words]
    here = bisect_left(starts, mark.at)
    if mark.opens:
        end = next((other.at for other in marks if other.at > mark.at), None)
        last = len(words) if end is None else bisect_left(starts, end)
        return [Candidate(here, behind) for behind in range(here + 1, last + 1)]
    begin = max((other.at for other in marks if other.at < mark.at), default=0)
    return [Candidate(first, here) for first in range(bisect_left(starts, begin), here)]


def _partner(mark: QuoteMark) -> str:
    if mark.char == '"':
        return '"'
    if mark.char in LEFT_GUILLEMETS:
        return RIGHT_GUILLEMETS[LEFT_GUILLEMETS.index(mark.char)]
    if mark.char in RIGHT_GUILLEMETS:
        return LEFT_GUILLEMETS[RIGHT_GUILLEMETS.index(mark.char)]
    return RIGHT if mark.opens else LEFT


@source_rule(PUNCTUATION, Severity.MAJOR)
def lost_quotation(block: Block) -> Iterator[Finding]:
    """Direct speech of the Arabic source that has no quotation marks in the English, so that its words are no longer somebody's own.

    Only a long quotation behind a colon or a verb of saying counts, in a paragraph without any mark in English, single ones included. Nothing
    is proposed: whether the English reports the speech indirectly is for a person to see.
    """
    text, source = block.text, block.segment.source or ""
    if _MARKS.isdisjoint(source) or not _MARKS.isdisjoint(text) or _SINGLE.search(text):
        return
    for side, (opening, closing) in counterparts(_pair(block)):
        if side.words < _LONG_QUOTATION or side.opens not in "CL":
            continue
        shown = " ".join(source[opening + 1 : closing].split()[:_SHOWN])
        message = f"The Arabic quotes these words ({shown} …); the English has no quotation marks."
        yield finding(block, 0, len(text), message, 0.55, source=_span(block, (opening, closing)))
