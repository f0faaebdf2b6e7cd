"""Names that are not those of the Arabic source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, source_rule
from tanqih.rules.meaning._places import pair_in
from tanqih.text import Block

if TYPE_CHECKING:
    from tanqih.anchors.nameless import Unheard
    from tanqih.anchors.pair import Pair

_SURE, _LIKELY, _FAINT = 0.75, 0.6, 0.35
_NOT_HEARD, _UNLIKE = 0.3, 0.25
"""Likeness below which a name sounds like nothing in the Arabic, and like nothing at all."""
_NEAR, _BESIDE = 3.25, 1.25
_SEVERAL = 3
"""Names without a counterpart from which the pair itself is in doubt: other spellings, a source of another text."""


@source_rule("accuracy/mistranslation", Severity.CRITICAL)
def replaced_name(block: Block) -> Iterator[Finding]:
    """A name in the English that no word of the Arabic can be.

    Arabic has no capitals, so names are looked for the other way round: every capitalised English word that is no everyday word must be a word of
    the Arabic in Latin letters, one that the word lists join with it, or one that sounds like it. Where a word of the Arabic is left over beside it,
    above all a name, the two are shown together. Only marked: what the name should be is for a person to say. Left alone: abbreviations,
    capitals of everyday words, spellings that differ a little.
    """
    from tanqih.anchors import nameless

    pair = pair_in(block)
    if not pair.comparable:
        return
    found = nameless.unheard(pair)
    for name in found:
        confidence = _confidence(name) if len(found) < _SEVERAL else _FAINT
        word = pair.english[name.at]
        if name.instead is None:
            message = f"No word of the Arabic can be the name {word.text}."
            yield finding(block, word.start, word.end, message, confidence)
            continue
        span = pair.source_span(name.instead, name.instead)
        message = f"The Arabic has {pair.source[span.start : span.end]} here, and no word that can be the name {word.text}."
        yield finding(block, word.start, word.end, message, confidence, source=span)


def _confidence(name: Unheard) -> float:
    from tanqih.anchors.nameless import Orphan

    if name.opens:
        return _LIKELY if name.orphan is Orphan.NAME and name.heard < _NOT_HEARD else _FAINT
    if name.orphan in (Orphan.NAME, Orphan.UNLISTED):
        return _SURE if name.heard < _NOT_HEARD else _LIKELY
    if name.heard >= _NOT_HEARD:
        return _FAINT
    if name.orphan is Orphan.NONE:
        return _LIKELY
    if name.heard >= _UNLIKE:
        return _LIKELY if name.orphan is Orphan.TITLE and name.in_name and name.away <= _BESIDE else _FAINT
    if name.orphan is Orphan.TITLE:
        return _LIKELY if name.away <= _NEAR else _FAINT
    return _LIKELY if name.in_name or name.away <= _BESIDE else _FAINT


@source_rule("accuracy/omission", Severity.MAJOR)
def lost_name(block: Block) -> Iterator[Finding]:
    """A name of the Arabic that the English does not have: left out, or translated as an ordinary word.

    Names are found by the name files, through clitics; of single words only those that are nothing else. The English must have one of the
    listed spellings or a word that sounds like the Arabic. Only marked. Left alone: names of which the English has any word, and names
    that the Arabic repeats.
    """
    from tanqih.anchors import listed

    glossary = block.page.glossary
    if glossary is None:
        return
    pair = pair_in(block)
    if not pair.comparable:
        return
    for name in listed.missing(pair, glossary):
        start, end = _place(block, pair, name.first)
        span = pair.source_span(name.first, name.last)
        message = f"The Arabic has {pair.source[span.start : span.end]} ({name.english}); the English does not."
        yield finding(block, start, end, message, name.confidence, source=span)


def _place(block: Block, pair: Pair, first: int) -> tuple[int, int]:
    """The English word that stands for the nearest Arabic word before a place, or the sentence in proportion."""
    found, _ = pair.matched
    for i in range(first - 1, max(-1, first - 4), -1):
        if found[i] >= 0:
            return pair.english[found[i]].start, pair.english[found[i]].end
    sentence = block.sentence_at(min(len(block.text) - 1, len(block.text) * first // max(1, len(pair.arabic))))
    return (sentence.start, max(sentence.core_end, sentence.start + 1)) if sentence else (0, len(block.text))
