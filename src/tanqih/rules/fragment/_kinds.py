"""What kind of fragment a sentence is, if it is one: verb leftovers, phrases, lists of adjectives, clauses without a main clause."""

from __future__ import annotations

from dataclasses import replace

from tanqih.english import FINITE_AUXILIARIES, NEVER_FINAL_ABBREVIATIONS
from tanqih.lazy import regex
from tanqih.quotation import CLOSING, RIGHT_SINGLE
from tanqih.rules.fragment._clause import surely_complete
from tanqih.rules.fragment._fragment import Fragment, Kind
from tanqih.rules.fragment._leftover import echo, negated, verb_phrase
from tanqih.rules.fragment._phrases import (
    CLAUSE_COMMA,
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


def fragment_of(sentence: Sentence) -> Fragment | None:
    """The fragment that a sentence is, or None for a sentence with a verb and its subject, a question, a headline.

    People speak in fragments: where the words or the sentence before are spoken ones, the confidence is lower.
    """
    found = _fragment_of(sentence)
    if found is None:
        return None
    before = sentence.previous.text if sentence.previous else ""
    if _SPOKEN.search(sentence.text) or _SPOKEN.search(before):
        return replace(found, confidence=found.confidence * _SPOKEN_FACTOR)
    return found


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
    if first in {"which", "who", "whom", "whose", "where"}:
        return relative(sentence, words)
    if first in CLAUSE_COMMA and (found := clause(sentence, words)):
        return found
    if first in ONLY_CLAUSE:
        return None
    if first == "that":
        return that_clause(sentence, words)
    if len(words) <= 3 and (found := echo(sentence, words)):
        return found
    if surely_complete(sentence.text) or ":" in sentence.text:
        return None
    if first == "not":
        return negated(sentence, words)
    if first in {"and", "or", "nor", "but"}:
        return second_part(sentence, words)
    return addition(sentence, words) or phrase(sentence, words) or other(sentence, words)
