"""Words of the Arabic source that stand untranslated in the English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.arabic import ARABIC_LETTER, LETTERS, folded
from tanqih.document import Span
from tanqih.glossary.arabicside import find_terms
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, source_rule
from tanqih.rules.encoding._words import residue_words
from tanqih.text import Block

_PHRASE = regex(rf"[{LETTERS}]+(?: [{LETTERS}]+)*")
_REACH = 60
_GLOSSED = regex(
    r"(?i)\b(?:in arabic|arabic (?:for|words?|terms?|phrases?|name|letters?|script|spelling|original)|the arabic\b|means?\b|meaning\b|translates? (?:as|to)|literally|"
    r"pronounced|transliterated|hashtag)"
)
_IN_BRACKETS = regex(
    r"\w[\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]? ?[(\[][\"'\N{LEFT DOUBLE QUOTATION MARK}]?$"
)


@source_rule(
    "accuracy/untranslated", Severity.MAJOR, changes={"numbers", "names", "negation"}, supersedes={"encoding/arabic-residue"}
)
def left_in_arabic(block: Block) -> Iterator[Finding]:
    """Words of the Arabic source that the English has as they stand there.

    A date, a number, a word of the word list or a term of the glossary is proposed in English, for a person to confirm; otherwise the words are
    only marked. Left alone: Arabic in brackets behind its English, and Arabic that the text speaks of ("the Arabic word …", "which means").
    """
    text, source = block.text, block.segment.source or ""
    if not ARABIC_LETTER.search(text):
        return
    plain, original = folded(text), folded(source)
    for m in _PHRASE.finditer(plain.text):
        words = m.group().split()
        if any(word not in original.text for word in words):
            continue
        span = plain.span(*m.span())
        if _on_purpose(text, span):
            continue
        written = text[span.start : span.end]
        english = _english(block, written)
        fixes = [review(f"write {english}", replace(block, span.start, span.end, english), score=0.7)] if english else []
        at = original.text.index(words[0])
        place = original.span(at, at + len(words[0]))
        yield finding(
            block, span.start, span.end, f"{written} stands in the English as in the Arabic.", 0.9, *fixes, source=place
        )


def _on_purpose(text: str, span: Span) -> bool:
    """True when the text speaks of the Arabic words, or gives them in brackets beside their English."""
    if _IN_BRACKETS.search(text, max(0, span.start - _REACH), span.start):
        return True
    around = text[max(0, span.start - _REACH) : span.start], text[span.end : span.end + _REACH]
    return any(_GLOSSED.search(part) for part in around)


def _english(block: Block, written: str) -> str:
    """The English of some Arabic words, "" where it is not certain enough to propose."""
    from tanqih.quantities import arabic
    from tanqih.quantities.dates import Kind, read_arabic
    from tanqih.quantities.quantity import shown
    from tanqih.quantities.render import in_words

    dates = [word for word in read_arabic(written) if word.kind in (Kind.MONTH, Kind.WEEKDAY) and len(word.span) == len(written)]
    if dates:
        return dates[0].name
    numbers = [quantity for quantity in arabic.read(written) if len(quantity.span) == len(written) and quantity.weight]
    if numbers and numbers[0].value.denominator == 1:
        value = int(numbers[0].value)
        return in_words(value) or shown(value)
    bare = re.sub("[\N{ARABIC TATWEEL}\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}]", "", written)
    if bare in residue_words():
        return residue_words()[bare]
    glossary = block.page.glossary
    terms = find_terms(written, glossary) if glossary else []
    whole = [entry for entry, place in terms if len(place) == len(written)]
    return _first(whole[0].english) if whole else ""


def _first(english: str | tuple[str, ...]) -> str:
    return english if isinstance(english, str) else english[0]
