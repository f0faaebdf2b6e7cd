"""Single marks: marks the wrong way round, doubled stops, guillemets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import NEVER_FINAL_ABBREVIATIONS, SAYING_PAST
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import (
    CLOSING,
    LEFT,
    LEFT_GUILLEMETS,
    LEFT_SINGLE,
    LOW,
    OPENING,
    RIGHT,
    RIGHT_GUILLEMETS,
    RIGHT_SINGLE,
    QuoteMark,
    Stretches,
)
from tanqih.rules._rule import Finding, delete, finding, replace, review, rule, safe
from tanqih.rules.quotes._attribution import comma_attribution, is_bare_attribution
from tanqih.text import Block, skip_back, skip_spaces

PUNCTUATION = "linguistic-conventions/punctuation"
_SHORT_QUOTATION = 60
_ABBREVIATION_REACH = 40
_STOPS = ".!?"
_DOUBLED = regex(rf"(?<![.\N{{HORIZONTAL ELLIPSIS}}])([.?!])([\"{CLOSING}{RIGHT_SINGLE}])\s?(\.+|,)(?=\s|$)")
_ATTRIBUTION_REACH = 300
_SAID_FIRST = "|".join(sorted(SAYING_PAST))
_STOP_THEN_SPEAKER = regex(rf"(?<=\w)\.[\"{CLOSING}]\s(?=(?:{_SAID_FIRST}|he|she|they|it|the|a|an|his|her|its|one)\s)")
_STOP_AHEAD = regex(r"[.!?](?=\s|$)")
_GUILLEMETS = LEFT_GUILLEMETS + RIGHT_GUILLEMETS


@rule(PUNCTUATION, Severity.MINOR, trigger=f'["{OPENING}{CLOSING}]')
def wrong_side(block: Block) -> Iterator[Finding]:
    """A quotation mark turned the wrong way round, or a space between a mark and its word.

    A filter for typographic quotes decides the direction from the wrong neighbour, and spaces survive from the right-to-left layout.
    The mark is turned and the space removed. German low-high marks and the apostrophe of a decade are left alone.
    """
    quotations, text = block.quotations, block.text
    by_place = {mark.at: mark for mark in quotations.marks}
    clean = not quotations.stray and not quotations.unclosed
    for start, end in sorted(quotations.pairs):
        opener, closer = by_place[start], by_place[end]
        if opener.char == LOW or {opener.char, closer.char} & set(_GUILLEMETS):
            continue
        left, right = _mended_side(text, opener, opens=True), _mended_side(text, closer, opens=False)
        sides = [side for side in (left, right) if side is not None]
        spaced_straight = opener.char == '"' and len(quotations.marks) > 2
        make = safe if clean and not spaced_straight else review
        groups = [sides] if end - start <= _SHORT_QUOTATION else [[side] for side in sides]
        for group in filter(None, groups):
            edits = [replace(block, *side) for side in group]
            message = "A quotation mark is turned the wrong way round or stands apart from its word."
            yield finding(block, group[0][0], group[-1][1], message, 0.9 if clean else 0.6, make("turn it to its word", *edits))


def _mended_side(text: str, mark: QuoteMark, *, opens: bool) -> tuple[int, int, str] | None:
    """Span and text that put one mark of a pair right, None when it is right, or when its outer side says that it is no mark of this pair."""
    right = mark.char
    if mark.turned:
        right = LEFT if opens else RIGHT
    start, end = mark.at, mark.at + 1
    outside = text[start - 1 : start] if opens else text[end : end + 1]
    if outside.isalnum():
        return None
    if opens:
        end = skip_spaces(text, end)
        if outside and outside in ",:" and end > start + 1:
            right = " " + right
    else:
        start = skip_back(text, start)
        if text[start - 1] in "'" + RIGHT_SINGLE:
            return None
    return None if text[start:end] == right else (start, end, right)


@rule(
    PUNCTUATION,
    Severity.MINOR,
    trigger=f'[.?!]["{CLOSING}{RIGHT_SINGLE}] ?[.,]|[.]["{CLOSING}][ \n](?:{_SAID_FIRST}|he|she|they|it|the|a|an|his|her|its|one)[ \n]',
)
def doubled_stop(block: Block) -> Iterator[Finding]:
    """Two sentence-ending marks round a closing quotation mark.

    Arabic puts the full stop outside the closing mark, English rules put another inside. One is kept, inside. Before an attribution the
    inner stop becomes a comma, which a person confirms; so does a single stop where the speaker follows in lower case. An ellipsis, an abbreviation and a title that ends in a question mark are left
    alone.
    """
    text = block.text
    for m in _DOUBLED.finditer(text):
        stop, _, second = m.groups()
        last_word = _last_word(text, m.start())
        if stop == "." and ("." in last_word or len(last_word) == 1):
            continue
        if stop in "?!" and (second == "," or not _is_speech(block, m.start(2))):
            continue
        message = f"Two stops stand round the closing mark: {m.group()}"
        following = skip_spaces(text, m.end())
        if stop == "." and (joined := _as_attribution(block, m, following)):
            yield joined
        elif second != ",":
            yield finding(block, m.start(), m.end(), message, 0.93, safe("keep one stop", delete(block, m.start(2) + 1, m.end())))
        else:
            comma = review("keep the comma", delete(block, m.start(1), m.end(1)))
            yield finding(block, m.start(), m.end(), message, 0.7, comma)
    yield from _stop_before_speaker(block)


def _stop_before_speaker(block: Block) -> Iterator[Finding]:
    """A lone full stop inside the mark where the speaker follows in lower case: the sentence goes on, so a comma belongs there."""
    text = block.text
    for m in _STOP_THEN_SPEAKER.finditer(text):
        words = text[max(0, m.start() - _ABBREVIATION_REACH) : m.start()].split()
        if not words or "." in words[-1] or len(words[-1]) == 1 or words[-1].lower() in NEVER_FINAL_ABBREVIATIONS:
            continue
        closing = block.quotations.before(m.start() + 2)
        end = _STOP_AHEAD.search(text, m.end(), m.end() + _ATTRIBUTION_REACH)
        if closing is None or closing.at != m.start() + 1 or closing.partner is None or end is None:
            continue
        if is_bare_attribution(text, m.end(), end.start()):
            comma = review("comma before the speaker", replace(block, m.start(), m.start() + 1, ","), score=0.8)
            message = f"A full stop {m.group().strip()} parts the quotation from its speaker."
            yield finding(block, m.start(), m.end() - 1, message, 0.8, comma)


def _last_word(text: str, at: int) -> str:
    """The characters between the last white space before an offset and the offset; white space right before it does not count."""
    end = start = skip_back(text, at)
    while start and not text[start - 1].isspace():
        start -= 1
    return text[start:end]


def _is_speech(block: Block, mark: int) -> bool:
    """True when the quotation that ends at a mark is introduced as speech, or opens its sentence: not a title in running text."""
    closing = block.quotations.after(mark - 1)
    if closing is None or closing.at != mark or closing.partner is None:
        return False
    before = skip_back(block.text, closing.partner)
    return not before or block.text[before - 1] in ",:" + _STOPS


def _as_attribution(block: Block, m: re.Match[str], following: int) -> Finding | None:
    """The finding for a stop that should be a comma because the speaker follows."""
    text, (_, mark, second) = block.text, m.groups()
    if following >= len(text):
        return None
    sentence = block.sentence_at(following + 1)
    end = sentence.end if sentence else len(text)
    lowered = (
        text[:following] + text[following].lower() + text[following + 1 :]
        if text.startswith(("The ", "A ", "He ", "She ", "It ", "They "), following)
        else text
    )
    if not is_bare_attribution(lowered, following, skip_back(text, end, _STOPS)):
        return None
    mended = f",{mark}" + text[m.end() : following] + lowered[following]
    message = f"A full stop {m.group()} parts the quotation from its speaker."
    suggestions = [review("comma before the speaker", replace(block, m.start(), following + 1, mended), score=0.8)]
    if second != ",":
        suggestions.append(review("keep one stop", delete(block, m.start(2) + 1, m.end()), score=0.5))
    return finding(block, m.start(), m.end(), message, 0.85, *suggestions)


@rule(PUNCTUATION, Severity.MINOR, trigger=f"[{_GUILLEMETS}]", supersedes={"quotes/wrong-side"})
def guillemets(block: Block) -> Iterator[Finding]:
    """Arabic and French quotation marks left in English text.

    The engine copies them through. A matched pair becomes English quotation marks, single ones inside another quotation; the comma before
    an attribution moves inside. A single one that stands apart, as in a menu path, is left alone.
    """
    text = block.text
    by_place = {mark.at: mark for mark in block.quotations.marks}
    doubles = Stretches([(s, e) for s, e in block.quotations.pairs if by_place[s].char not in LEFT_GUILLEMETS])
    straight = '"' in text and LEFT not in text
    for start, end in sorted(block.quotations.pairs):
        if by_place[start].char not in LEFT_GUILLEMETS or by_place[end].char not in RIGHT_GUILLEMETS:
            continue
        nested = start in doubles and end in doubles
        left, right = (LEFT_SINGLE, RIGHT_SINGLE) if nested else ('"', '"') if straight else (LEFT, RIGHT)
        inner_start, inner_end = skip_spaces(text, start + 1, end), skip_back(text, end)
        if inner_start >= inner_end:
            continue
        tail = end + 1
        if text[tail : tail + 1] == "," and comma_attribution(text, tail) and text[inner_end - 1] not in ".,?!":
            tail, right = tail + 1, "," + right
        elif text[tail : tail + 1] == "." and text[inner_end - 1] in _STOPS:
            tail += 1
        edits = [replace(block, start, inner_start, left), replace(block, inner_end, tail, right)]
        message = "Arabic quotation marks are left in English text."
        yield finding(block, start, end + 1, message, 0.95, safe("use English marks", *edits))
