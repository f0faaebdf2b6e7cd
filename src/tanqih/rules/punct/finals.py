"""The mark that ends a sentence, compared with the one that ends it in Arabic."""

from __future__ import annotations

import html
from collections.abc import Iterator

from tanqih.arabic import BIDI_CONTROLS, COMMA, JOINERS, QUESTION_MARK, SEMICOLON
from tanqih.document import Span
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import CLOSING, OPENING, RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, insert, replace, review, source_rule
from tanqih.text import Block

_CLOSERS = " \t\n\"')]}" + CLOSING + OPENING + RIGHT_SINGLE + BIDI_CONTROLS + JOINERS
"""What may stand behind the mark that ends a sentence."""
_SAME = {QUESTION_MARK: "?", COMMA: ",", SEMICOLON: ";", "\N{ARABIC FULL STOP}": ".", "\N{HORIZONTAL ELLIPSIS}": "."}
_ENTITY = regex(r"&#?\w{1,8};$")
_FEWEST_WORDS = 6
_VOWEL_MARKS = "\N{ARABIC FATHATAN}\N{ARABIC DAMMATAN}\N{ARABIC KASRATAN}\N{ARABIC FATHA}\N{ARABIC DAMMA}\N{ARABIC KASRA}\N{ARABIC SHADDA}\N{ARABIC SUKUN}"


@source_rule("linguistic-conventions/punctuation", Severity.MINOR)
def final_mark(block: Block) -> Iterator[Finding]:
    """A paragraph that ends with another mark than its Arabic source, or with none.

    The Arabic question mark, comma and semicolon count as the English ones. A question that ends with a full stop, or a full stop for none in
    the Arabic, is mended for a person to confirm; so is a sentence that lost its mark. Left alone: headings, short lines, exclamation marks
    (Arabic uses more of them), colons, and what ends without a mark on both sides.
    """
    text, source = block.text, block.segment.source or ""
    if block.is_heading:
        return
    at, theirs = _last(text), _last(source)
    mark, wanted = _mark(text, at), _mark(source, theirs)
    if mark == wanted or wanted not in ".?" or not wanted:
        return
    place = Span(theirs, theirs + 1)
    if wanted == "?" and mark in (".", ",", ""):
        yield _finding(block, at, mark, "?", "The Arabic asks a question here.", 0.75, place)
    elif wanted == "." and mark == "?" and QUESTION_MARK not in source and "?" not in source:
        yield _finding(block, at, mark, ".", "The Arabic asks no question here.", 0.55, place)
    elif wanted == "." and mark in (",", "") and len(text.split()) >= _FEWEST_WORDS:
        titled = sum(word[:1].isupper() for word in text.split()) > len(text.split()) / 2
        yield _finding(block, at, mark, ".", "The sentence ends with a full stop in Arabic.", 0.3 if titled else 0.45, place)


def _finding(block: Block, at: int, mark: str, right: str, message: str, confidence: float, place: Span) -> Finding:
    edit = replace(block, at, at + 1, right) if mark else insert(block, at + 1, right)
    start = at
    while not mark and start > 0 and block.text[start - 1].isalnum():
        start -= 1
    return finding(block, start, at + 1, message, confidence, review(f"end it with {right}", edit), source=place)


def _last(text: str) -> int:
    """Offset of the last character before closing marks, brackets and character references of such; -1 in a text without any."""
    end = len(text)
    while end:
        entity = _ENTITY.search(text, max(0, end - 10), end)
        if text[end - 1] in _CLOSERS or text[end - 1] in _VOWEL_MARKS:
            end -= 1
        elif entity and html.unescape(entity.group()) in _CLOSERS:
            end = entity.start()
        else:
            break
    return end - 1


def _mark(text: str, at: int) -> str:
    """The mark at an offset as English writes it, "" for a letter or digit there."""
    if at < 0 or text[at].isalnum():
        return ""
    return _SAME.get(text[at], text[at])
