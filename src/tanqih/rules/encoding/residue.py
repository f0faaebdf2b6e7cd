"""Arabic digits, signs and words left in English text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from tanqih.arabic import ARABIC_INDIC_DIGITS, ARABIC_LETTER, PERCENT_SIGN, PERSIAN_DIGITS, TATWEEL
from tanqih.guards import DECIMAL, THOUSANDS
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, delete, finding, replace, review, rule, safe
from tanqih.rules.encoding._words import residue_words
from tanqih.text import Block, neighbours

_DIGIT = f"[{ARABIC_INDIC_DIGITS}{PERSIAN_DIGITS}]"
_FIGURE = regex(rf"{_DIGIT}+(?:[{DECIMAL}{THOUSANDS}.,/:-]{_DIGIT}+)*{PERCENT_SIGN}?|(?<=\d){PERCENT_SIGN}")
_LETTERS = ARABIC_LETTER.pattern[:-1] + "\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}" + TATWEEL + "]"
_PHRASE = regex(rf"{_LETTERS}+(?:[ \N{{ARABIC COMMA}}\N{{ZERO WIDTH NON-JOINER}}.]{{1,2}}(?:{_LETTERS}|{_DIGIT})+)*")
_GLOSS = regex(
    r",? (?:which |that |literally )?(?:means?|meaning|translates? (?:as|to)|in Arabic|or |is Arabic for|is the Arabic)\b"
)
_OPENERS = "\"'([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"


@rule(
    "accuracy/untranslated",
    Severity.MAJOR,
    trigger="[\N{ARABIC NUMBER SIGN}-\N{ARABIC LETTER YEH BARREE WITH HAMZA ABOVE}]|[\N{ARABIC PERCENT SIGN}-\N{ARABIC LETTER DOTLESS QAF}]|[\N{EXTENDED ARABIC-INDIC DIGIT ZERO}-\N{EXTENDED ARABIC-INDIC DIGIT NINE}]",
)
def arabic_residue(block: Block) -> Iterator[Finding]:
    """Arabic digits, percent sign, tatweel or words left in English text.

    Digits and signs are converted without asking. A word is shown with its translation where the word list has one, for a person to
    confirm. Arabic that is quoted, or stands in brackets or before a gloss in brackets, is left alone.
    """
    text = block.text
    for m in _FIGURE.finditer(text):
        if _in_phrase(text, m.start(), m.end()):
            continue
        latin = "".join(_latin(c) for c in m.group())
        message = f"The Arabic digits {m.group()} are {latin} in English."
        yield finding(block, *m.span(), message, 0.96, safe("use Latin digits", replace(block, *m.span(), latin)))
    for m in _PHRASE.finditer(text):
        if not m.group().strip(TATWEEL):
            edit = delete(block, *m.span())
            yield finding(block, *m.span(), "A tatweel is left in English text.", 0.95, safe("delete it", edit))
        elif not _on_purpose(text, *m.span()):
            english = residue_words().get(_bare(m.group()))
            fixes = [review(f"translate: {english}", replace(block, *m.span(), english))] if english else []
            yield finding(block, *m.span(), f"The Arabic {m.group()} is not translated.", 0.85, *fixes)


def _latin(c: str) -> str:
    if c.isdecimal():
        return str(unicodedata.decimal(c))
    return {DECIMAL: ".", THOUSANDS: ",", PERCENT_SIGN: "%"}.get(c, c)


def _bare(phrase: str) -> str:
    """The phrase without vowel marks and tatweel."""
    return "".join(c for c in phrase if c != TATWEEL and not unicodedata.combining(c))


def _in_phrase(text: str, start: int, end: int) -> bool:
    before, after = neighbours(text, start, end)
    return any(c and ARABIC_LETTER.match(c) is not None for c in (before, after))


def _on_purpose(text: str, start: int, end: int) -> bool:
    before, after = neighbours(text, start, end)
    return (
        (bool(before) and before in _OPENERS + ":")
        or after in ("(", "[")
        or (before == "," and after == ",")
        or _GLOSS.match(text, end) is not None
    )
