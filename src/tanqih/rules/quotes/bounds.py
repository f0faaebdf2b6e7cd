"""Where a quotation ends: never closed, closed too early, closed too late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import FUNCTION_WORDS, MONTHS, SAYING_PAST, WEEKDAYS, decapitalise, tags
from tanqih.issue import Severity, Suggestion
from tanqih.lazy import regex
from tanqih.quotation import CLOSING, LEFT_GUILLEMETS, OPENING, RIGHT, RIGHT_GUILLEMETS, QuoteMark
from tanqih.rules._rule import Finding, delete, finding, insert, replace, review, rule
from tanqih.rules.quotes._attribution import closed_early, find_comma_attribution
from tanqih.rules.quotes._source import is_open_in_source
from tanqih.text import Block, skip_back, skip_spaces

_WORD_REACH = 200
"""Code points in which a word ends."""
PUNCTUATION = "linguistic-conventions/punctuation"
_DAY = "|".join(sorted(WEEKDAYS | MONTHS))
_SHORTEST, _LONGEST = 20, 3000
"""Lengths of a quotation that may swallow words."""
_TIME_ADJUNCT = regex(
    rf"\s(?:(?:from|by|until|since|starting|as of) )?(?:(?:on |in |early |late |last |next |this )*(?:{_DAY})\b"
    r"|(?:from |by |until |since |in )?(?:next|last|this|the coming) (?:week|month|year|spring|summer|autumn|winter|season|weekend)\b"
    r"|yesterday\b|tomorrow\b|in \d{4}\b|(?:in|within|over) the (?:coming|next|last|past) )[^,;]*$",
    re.IGNORECASE,
)
_REPORTED_CLAUSE = regex(r"\s(?:and|but|or) that (?=\w+ \w+)")
_SPEAKER_GOES_ON = regex(
    rf", (?:and|but) (?:also |then |later )?(?:{'|'.join(sorted(SAYING_PAST))}|called|urged|accused|denied|refused|promised|praised|"
    r"thanked|criticised|criticized|condemned|demanded|appealed|blamed)\b"
)
_SOURCE_TAIL = regex(r",\s(?:according to|as reported by|as quoted by) [^,.]{3,80}[.]?$")


@rule(PUNCTUATION, Severity.MAJOR, trigger=f'["{OPENING}{CLOSING}]', changes={"quotation"})
def unclosed(block: Block) -> Iterator[Finding]:
    """An opening quotation mark that is never closed, so that the attribution or the rest of the sentence runs inside.

    A segment was split inside the quotation, or the closing mark was lost before the verb of saying. The quotation is closed before the
    attribution, else before a trailing date, else at the end of the sentence. Every paragraph but the last of a running quotation
    is left alone, and so is a quotation that the Arabic beside it leaves open as well.
    """
    if is_open_in_source(block):
        return
    for mark in block.quotations.unclosed:
        following = block.quotations.after(mark.at)
        limit = following.at if following else len(block.text)
        if mark.char == '"' and (mark.glued or mark.apart):
            continue
        if following is None and block.quotation_runs_on:
            continue
        yield from _close(block, mark, limit)


def _close(block: Block, mark: QuoteMark, limit: int) -> Iterator[Finding]:
    text = block.text
    closer = '"' if mark.char == '"' else RIGHT
    if mark.char in LEFT_GUILLEMETS:
        closer = RIGHT_GUILLEMETS[LEFT_GUILLEMETS.index(mark.char)]
    message = f"The quotation that opens with {mark.char} is never closed."
    places: list[tuple[int, str, float]] = []
    comma = find_comma_attribution(text, mark.at + 1, limit)
    if comma is not None:
        places.append((comma + 1, "close before the speaker", 0.85))
    elif mark.char == '"' and len(block.page.blocks) == 1:
        return  # a text of one paragraph may be part of a quotation that is not before us
    sentence = block.sentence_at(mark.at + 1)
    if sentence is None or limit - mark.at < 3:
        return
    end = min(sentence.end, skip_back(text, limit))
    partial = mark.at > sentence.start
    if partial and (goes_on := _SPEAKER_GOES_ON.search(text, mark.at + 1, end)) and goes_on.start() > mark.at + 2:
        places.append((goes_on.start(), "close before the speaker goes on", 0.7))
    introduced = text[skip_back(text, mark.at) - 1 : mark.at].strip() in (":", ",") and text[mark.at + 1 : mark.at + 2].isupper()
    if partial and not introduced and (adjunct := _TIME_ADJUNCT.search(text, mark.at + 1, end)) and adjunct.start() > mark.at + 8:
        places.append((adjunct.start(), "close before the date", 0.6))
    if not partial and limit == len(text) and comma is None:
        end = len(text.rstrip())
    places.append((end, "close at the end", 0.5))
    suggestions = [review(label, insert(block, at, closer), score=score) for at, label, score in places]
    at = places[0][0]
    word = _word_before(block, at, mark.at)
    yield finding(block, word, at, message, _unclosed_confidence(block, mark, limit, comma, partial), *suggestions)


def _word_before(block: Block, at: int, default: int) -> int:
    """Start of the last word that ends at or before an offset."""
    i = block.word_index(at)
    while i > 0 and block.words[i - 1].end > at:
        i -= 1
    return block.words[i - 1].start if i else default


def _unclosed_confidence(block: Block, mark: QuoteMark, limit: int, comma: int | None, partial: bool) -> float:
    """Sure before an attribution; a paragraph of a running quotation and a nested quotation look alike otherwise.

    A mark that hugs the word before it closes, by its place; then it may as well be a stray one.
    """
    text, at = block.text, mark.at
    if at and not text[at - 1].isspace() and text[at + 1 : at + 2].isspace():
        return 0.4
    if comma is not None:
        return 0.85
    if limit < len(block.text) and block.text[skip_back(block.text, limit) - 1] not in ".,!?":
        return 0.3
    if block.is_heading or partial:
        return 0.45 if mark.char == '"' else 0.62
    return 0.55 if len(block.page.blocks) > 1 and mark.char != '"' else 0.4


@rule(
    PUNCTUATION,
    Severity.MAJOR,
    trigger=f'["{CLOSING}]',
    supersedes={"quotes/stray-closing", "fragment/midsentence-capital", "grammar/initial-and"},
    changes={"quotation"},
)
def early_close(block: Block) -> Iterator[Finding]:
    """A quotation closed before the quoted words end; the rest follows, often capitalised, up to a second closing mark.

    The engine ends a sentence inside the quotation and closes the mark. The first closing mark goes and the two parts are joined. A real
    sentence after a quotation has no second closing mark and is left alone.
    """
    for stray in block.quotations.stray:
        close = closed_early(block, stray)
        if close is not None:
            yield _joined(block, close, stray)


def _joined(block: Block, close: int, stray: QuoteMark) -> Finding:
    text = block.text
    begin = skip_spaces(text, close + 1)
    start = skip_back(text, close)
    if text[start - 1] in ".,":
        start = skip_back(text, close, ".,;")
    first = text[begin : begin + _WORD_REACH].split(None, 1)[0]
    bare = first.strip(".,;:!?" + CLOSING).lower()
    ordinary = bare in FUNCTION_WORDS or (bool(tags(bare)) and "NNP" not in tags(bare))
    head = decapitalise(first) if ordinary else first
    gap = " " if begin > close + 1 else ""
    join = review("join the two parts", replace(block, start, begin + len(first), gap + head), score=0.8)
    keep = review("end the quotation at the first mark", delete(block, stray.at, stray.at + 1), score=0.4)
    word = _word_before(block, start, start)
    message = "The quotation is closed before its words end; a second closing mark follows."
    sure = text[close] != '"' or text[close - 1] in ".!?"
    return finding(block, word, begin + len(first), message, 0.82 if sure else 0.45, join, keep)


@rule(PUNCTUATION, Severity.MAJOR, trigger=f'["{CLOSING}]', changes={"quotation"})
def late_close(block: Block) -> Iterator[Finding]:
    """A quotation that swallows its attribution or reported speech.

    The closing mark was put at the end of the sentence while the quotation was moved to the front. It is moved before the attribution.
    A speaker who quotes somebody, and nested quotations, are left alone.
    """
    text = block.text
    for start, end in block.quotations.pairs:
        if not _SHORTEST <= end - start <= _LONGEST or any(start < s < end for s, _ in block.quotations.singles):
            continue
        at = _swallowed(text, start, end)
        if at is None:
            continue
        place, confidence = at
        move = _moved_mark(block, place, end)
        word = _word_before(block, place, start)
        yield finding(block, word, end + 1, "The quotation swallows words that are not part of it.", confidence, move)


def _moved_mark(block: Block, place: int, end: int) -> Suggestion:
    return review("close it earlier", insert(block, place, block.text[end]), delete(block, end, end + 1), score=0.75)


def _swallowed(text: str, start: int, end: int) -> tuple[int, float] | None:
    """Where the mark belongs, with the confidence, or None."""
    last = max(text.rfind(". ", start, end), start)
    comma = find_comma_attribution(text, last + 1, end)
    ends_sentence = not text[end + 1 :].strip() or text[end - 1] in ".!?"
    if comma is not None and ends_sentence and not text[end + 1 : end + 2].isalpha():
        return comma + 1, 0.8
    lead = skip_back(text, start)
    partial = lead > 0 and text[lead - 1].isalpha() and text[start + 1].islower()
    if not partial or not ends_sentence:
        return None
    clause = _REPORTED_CLAUSE.search(text, start, end)
    if clause and " that " not in text[start : clause.start()]:
        return clause.start(), 0.7
    tail = _SOURCE_TAIL.search(text, start, end)
    return (tail.start(), 0.7) if tail else None
