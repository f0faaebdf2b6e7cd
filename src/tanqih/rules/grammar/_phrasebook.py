"""Set phrases with a preposition of Arabic: pattern, what stands instead, confidence. A space in a pattern may be a line break."""

from __future__ import annotations

import re

from tanqih.english import MONTHS, WEEKDAYS
from tanqih.lazy import regex

DAY = "(?:" + "|".join(sorted(day.title() for day in WEEKDAYS)) + ")"
MONTH = "(?:" + "|".join(sorted(month.title() for month in MONTHS)) + ")"
_STOP = r"(?=[.,;:!?)]|$|[ \n](?:and|at|in|to|after|before|when|that|as|while|for|with|by|but|following)\b)"
_SOURCES: tuple[tuple[str, str, float], ...] = (
    (
        (
            r"\b[Ii]n the same time(?=[.,;:!?)]|$|[ \n](?:as|that|and|the|he|she|it|they|we|of|when)\b)(?! (?:as last|"
            r"as it took|period|frame|zone))"
        ),
        "at the same time",
        0.8,
    ),
    (r"\b[Ii]n the (?=(?:beginning|end) of (?:the|a|this|his|her|their|its|next|last|[A-Z0-9]))", "at the ", 0.75),
    (r"\b(?:[Oo]n|[Aa]t) the light of\b", "in the light of", 0.85),
    (r"\b(?:[Ii]n|[Ff]rom) (?:the|another|an) other hand\b", "on the other hand", 0.9),
    (r"\b[Ff]rom another hand\b", "on the other hand", 0.9),
    (r"\b[Ii]n average(?=[.,;)]|$|[ \n](?:of|by|to|for|the|a|\d|every|each|per)\b)", "on average", 0.85),
    (r"\b(?:[Ii]n|[Aa]t) (?=(?:this|the|that) occasion\b)", "on ", 0.85),
    (r"\b(?:(?:[Oo]n|[Aa]t)|[Tt]o) this regards?\b|\b[Ii]n this regards\b", "in this regard", 0.9),
    (r"\b(?:[Ii]n|[Oo]n) (?=the (?:request|invitation) of\b)", "at ", 0.85),
    (r"\b[Ii]n (?=(?:his|her|their|its|my|our) way (?:to|back|home|from|out)\b)", "on ", 0.85),
    (
        (
            r"\b(?:[Ii]n|[Oo]n|[Ff]or) (?=the age of (?:\d|[a-z]+ty\b|[a-z]+teen\b|one\b|two\b|three\b|four\b|five\b|"
            r"six\b|seven\b|eight\b|nine\b|ten\b))"
        ),
        "at ",
        0.85,
    ),
    (
        (
            r"\b(?P<keep>killed|murdered|tortured|assassinated|martyred|abused|died|beaten|defeat|defeated) (?:on|by) "
            r"the hands? of\b"
        ),
        r"\g<keep> at the hands of",
        0.85,
    ),
    (r"\b[Ww]ith a (?=(?:speed|rate|cost|price) of\b)", "at a ", 0.75),
    (r"\b[Ii]n the aim of\b", "with the aim of", 0.85),
    (r"\b[Ii]n the purpose of\b", "for the purpose of", 0.85),
    (rf"\b(?:[Ii]n|[Aa]t) (?={DAY}{_STOP})", "on ", 0.85),
    (rf"\b[Oo]n (?={MONTH} (?:\d{{4}}\b|of (?:this|last|next|the same) year\b))", "in ", 0.9),
    (rf"\b[Ii]n (?={MONTH} \d\d?(?:st|nd|rd|th)?(?:[.,;)]|$|[ \n](?:and|when|at|after|to)\b)(?! ?%))", "on ", 0.8),
    (r"\b[Ii]n night(?=[.,;])", "at night", 0.8),
    (
        r"\b[Aa]t (?=the (?:morning|afternoon|evening)\b(?! (?:session|prayers?|service|briefing|meeting|news|show|rush)))",
        "in ",
        0.8,
    ),
    (rf"\b[Ii]n (?=the (?:morning|afternoon|evening|night) of {DAY})", "on ", 0.75),
    (
        (
            r"\b(?P<keep>[Bb]etween (?:about |around )?[\d.,]+(?: per ?cent| percent|%| million| billion)?) to (?=[\d.,]"
            r"+(?! (?:and|or|goal|win|draw)))"
        ),
        r"\g<keep> and ",
        0.8,
    ),
    (r"\b[Ii]n front (?=the\b)", "in front of ", 0.8),
    (r"\b(?:[Oo]n|[Aa]t) front of\b", "in front of", 0.8),
    (r"\b(?:[Aa]t|[Ii]n) the sidelines of\b", "on the sidelines of", 0.85),
)
PHRASES = tuple((regex(re.sub(r"(?<!\[) ", r"[ \\n]", pattern)), right, confidence) for pattern, right, confidence in _SOURCES)
ANY_PHRASE = regex("|".join(re.sub(r"\?P<keep>", "?:", pattern.pattern) for pattern, _, _ in PHRASES))
