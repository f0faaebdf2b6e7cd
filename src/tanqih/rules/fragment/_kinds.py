"""What kind of fragment a sentence is, if it is one: verb leftovers, phrases, lists of adjectives, clauses without a main clause."""

from __future__ import annotations

import re
from dataclasses import replace

from tanqih.english import FINITE_AUXILIARIES, NEVER_FINAL_ABBREVIATIONS, SUBJECT_PRONOUNS, tags
from tanqih.lazy import regex
from tanqih.quotation import CLOSING, OPENING, RIGHT_SINGLE
from tanqih.rules.fragment._clause import surely_complete
from tanqih.rules.fragment._fragment import QUANTITIES, Fragment, Kind
from tanqih.rules.fragment._leftover import echo, negated, verb_phrase
from tanqih.rules.fragment._phrases import (
    ARTICLES,
    CLAUSE_COMMA,
    LONG_OPENERS,
    MAX_APPOSITION,
    ONLY_CLAUSE,
    addition,
    clause,
    other,
    phrase,
    relative,
    second_part,
    that_clause,
)
from tanqih.text import Sentence

__all__ = ["Fragment", "Kind", "fragment_of"]

_FINAL = regex(rf"\.+[\"{CLOSING}{RIGHT_SINGLE})\]]*(?:\s+[\"{CLOSING}])*\.*$")
_FINAL_UNPOINTED = regex(rf"[\"{CLOSING}]?$")
_MAX_WORDS = 22
_SPOKEN = regex(
    rf"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|us|me)\b|(?:n[{RIGHT_SINGLE}']t|[{RIGHT_SINGLE}'](?:re|ve|ll|m|d))\b"
    rf"|\b(?:[Ii]t|[Tt]hat|[Tt]here|[Ww]hat|[Hh]e|[Ss]he)[{RIGHT_SINGLE}']s\b"
)
_SPOKEN_FACTOR = 0.65
_MOST_SPACES, _FEWEST_SPACES = 40, 6
_NEAR, _LONG_LIST, _LINKS_OF_SHORT, _LINKS_OF_LONG = 60, 8, 2, 3
_FIRST = regex(rf"[\"{OPENING}]?([A-Za-z]+)(?=[ ,])")
_OF_WHICH = regex(r"\bof\s(?:which|whom)\b", re.IGNORECASE)
_RELATIVES = frozenset("which who whom whose where".split())
_JOINING = frozenset("and or nor but".split())
_OPENERS = FINITE_AUXILIARIES | _RELATIVES | _JOINING | frozenset(CLAUSE_COMMA) | {"that"}
"""First words that ask for a look of their own."""


def fragment_of(sentence: Sentence) -> Fragment | None:
    """The fragment that a sentence is, or None for a sentence with a verb and its subject, a question, a headline.

    People speak in fragments: where the words or the sentence before are spoken ones, the confidence is lower.
    """
    known: dict[int, Fragment | None] = sentence.block.memo.setdefault(fragment_of, {})
    if sentence.index not in known:
        known[sentence.index] = _weighed(sentence)
    return known[sentence.index]


def _weighed(sentence: Sentence) -> Fragment | None:
    found = None if _is_whole(sentence) else _fragment_of(sentence)
    if found is None:
        return None
    before = sentence.previous.text if sentence.previous else ""
    if _SPOKEN.search(sentence.text) or _SPOKEN.search(before):
        return replace(found, confidence=found.confidence * _SPOKEN_FACTOR)
    return found


def _is_whole(sentence: Sentence) -> bool:
    """A quick look at the text, before its words are made: True for what `_fragment_of` would turn down after a longer look."""
    text, start, end = sentence.block.text, sentence.start, sentence.end
    spaces = text.count(" ", start, end)
    if spaces > _MOST_SPACES:
        return True
    first = _FIRST.match(text, start) if spaces >= _FEWEST_SPACES else None
    if first is None or first[1].lower() in _OPENERS:
        return False
    text = text[start:end]
    if first[1][0].isupper() and not _may_begin(first[1].lower(), text, spaces):
        return True
    return surely_complete(text)


def _may_begin(first: str, text: str, spaces: int) -> bool:
    """True when a fragment of about so many words can begin with a capitalised word."""
    if first in SUBJECT_PRONOUNS:
        return False
    links = text.count(",") + text.count(" and ")
    if links >= (_LINKS_OF_LONG if spaces > MAX_APPOSITION else _LINKS_OF_SHORT) or _OF_WHICH.search(text, 0, _NEAR):
        return True
    if first in ARTICLES:
        return spaces <= MAX_APPOSITION and "," not in text
    if first in QUANTITIES:
        return spaces < _LONG_LIST or text.split(None, 2)[1] == "of"
    return spaces < _LONG_LIST or first in LONG_OPENERS or bool(tags(first) & {"VBD", "VBN", "VBG"})


def _fragment_of(sentence: Sentence) -> Fragment | None:
    text, words = sentence.block.text, sentence.words
    if not words or len(words) > _MAX_WORDS or text[sentence.start] in "([" or not words[0].text[0].isalpha():
        return None
    tail = text[words[-1].end : sentence.end]
    last = words[-1].text
    if (len(last) == 1 and last.isalpha()) or last.lower().rpartition("-")[2] in NEVER_FINAL_ABBREVIATIONS:
        return None
    if not (_FINAL.search(tail) or (sentence.next is None and len(words) > 2 and _FINAL_UNPOINTED.fullmatch(tail))):
        return None
    first = words[0].lower
    if first in FINITE_AUXILIARIES:
        return verb_phrase(sentence, words)
    if first in _RELATIVES:
        return relative(sentence, words)
    if first in CLAUSE_COMMA and (found := clause(sentence, words)):
        return found
    if first in ONLY_CLAUSE:
        return None
    if first == "that":
        return that_clause(sentence, words)
    if len(words) <= 3 and (found := echo(sentence, words)):
        return found
    joins = first in _JOINING
    if ":" in sentence.text or (
        surely_complete(sentence.text) and not (joins and words[1:2] and words[1].lower in FINITE_AUXILIARIES)
    ):
        return None
    if first == "not":
        return negated(sentence, words)
    if joins:
        return second_part(sentence, words)
    return addition(sentence, words) or phrase(sentence, words) or other(sentence, words)
