"""Attributions that stand as a sentence of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tanqih.english import SAYING
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.rules.fragment._clause import Verb, main_verb
from tanqih.rules.fragment._mend import Seam, deleted, joined, lowered, seam_before
from tanqih.text import Block, Sentence

_TELLING = (
    "(?:said|says|put|puts|described|describes|stated|states|expressed|mentioned|claimed|claims|explained|noted|added|reported|told|"
    "indicated|announced|confirmed|stressed|called|phrased|saw|sees|believes|believed|thinks|thought|declared|affirmed|revealed|alleged)"
)
_HELPER = "(?:had |has |have |also |later |previously |just |once |himself |herself )*"
_NAMED = rf"(?:the|a|an) [a-z{RIGHT_SINGLE}' -]{{2,40}}?|[A-Z][\w{RIGHT_SINGLE}'-]+(?: (?:al-|bin )?[A-Z][\w{RIGHT_SINGLE}'-]+)*"
_OBJECT = "(?: (?:it|that|this|so|them|him|her))?"
_MORE = r"(?: (?:earlier|later|at the time|before|above|himself|herself|in (?:his|her|its|their|the) \w+))?"
_WORDS = (
    "(?:words?|statements?|account|description|remarks?|testimony|claims?|sayings?|expression|opinion|assessment|view|report|speech|"
    "version|estimates?|estimation|interview|comments?)"
)
_AS = regex(
    rf"(?:[Jj]ust |[Ee]xactly )?(?:[Aa]s|[Ll]ike|[Tt]he way)(?: that)? (?P<subject>he|she|they|it|{_NAMED}) {_HELPER}{_TELLING}{_OBJECT}{_MORE}"
)
_ACCORDING = regex(
    rf"(?:[Aa]ccording to|[Aa]s per|[Ii]n accordance with|[Ii]n) (?:what (?P<subject>he|she|they|it) {_HELPER}{_TELLING}(?: it)?{_MORE}"
    rf"|(?P<owner>his|her|its|their) (?:own |latest |recent |previous |official |personal )*{_WORDS}|(?P<object>him|her|them))"
)
_AS_DONE = regex(rf"[Aa]s (?:was |is )?(?:also )?{_TELLING} by (?:(?P<object>him|her|them)|(?:{_NAMED}))")
_NAMED_SOURCE = regex(r"[Aa]ccording to (?!what )[^,;:]{3,70}")
_BARE = regex(
    r"(?P<subject>[Hh]e|[Ss]he|[Tt]hey|[Ii]t)(?: also| then| later)? (?P<verb>said|added|stated|explained|stressed|noted|affirmed|confirmed)"
    r"(?: so| that| it| this)?"
)
_INVERTED = regex(
    rf"(?:Said|Added|Explained|Stated|Continued|Stressed|Noted) (?P<who>he|she|they|{_NAMED})(?:,? [^.:;]{{0,90}})?"
)
_SPEAKER = {"his": "he", "her": "she", "its": "it", "their": "they", "him": "he", "them": "they"}
_ATTRIBUTED = regex(
    rf"\b(?:{'|'.join(sorted(SAYING | {'told', 'quoted', 'quoting', 'describing', 'described'}))})\b|\b[Aa]ccording to\b"
)
_STARTS = "Said|Added|Explained|Stated|Continued|Stressed|Noted|As|Like|According|In|Just|Exactly|The[ \\n]way|He|She|They|It|as|like|according"
_MOST_SPACES = 24
_STARTED = regex(rf"[\W_]*(?:{_STARTS})\b", re.IGNORECASE)


class _Attribution(NamedTuple):
    """Who is said to have said it: a pronoun as subject, or the words themselves when they name somebody."""

    pronoun: str
    bare: bool = False


@rule(
    "style/awkward-style",
    Severity.MINOR,
    trigger=rf"[.!?][^A-Za-z0-9.!?]*(?:{_STARTS})[^A-Za-z0-9][^.!?]{{0,90}}[.]",
    changes={"attribution"},
    supersedes={"fragment/split-modifier", "fragment/lowercase-start", "style/reporting-verb", "quotes/stray-closing"},
)
def orphan_attribution(block: Block) -> Iterator[Finding]:
    """“As he put it.”, “Like he said.” or “According to his statement.” as a sentence of its own.

    Arabic closes the sentence with the attribution, often after one at its start. It is deleted when the sentence before is attributed
    already; otherwise it becomes “, he said”, for the only attribution of a claim must stay. “As he put it:” before a
    quotation and “According to …” at the start of a whole sentence are left alone.
    """
    if block.is_heading:
        return
    for sentence in block.sentences[1:]:
        short = block.text.count(" ", sentence.start, sentence.end) <= _MOST_SPACES
        if not short or not _STARTED.match(block.text, sentence.start, sentence.end):
            continue
        yield from _inverted(block, sentence)
        found = _attribution(block, sentence)
        seam = seam_before(sentence) if found is not None else None
        if found is None or seam is None or block.quoted(seam.start):
            continue
        yield from _orphan(sentence, seam, found)


def _inverted(block: Block, sentence: Sentence) -> Iterator[Finding]:
    """A speaker behind the verb, cut off from the quotation: "“…” . Said the mayor."."""
    words = sentence.words
    if not 2 <= len(words) <= 16 or not _INVERTED.fullmatch(block.text[words[0].start : sentence.core_end].replace("\n", " ")):
        return
    seam = seam_before(sentence)
    told = any(word.lower == "that" for word in words)
    if seam is None or not seam.kept or told or main_verb(words[1:], block.text, opener=True) is Verb.YES:
        return
    verb = lowered(block, words[0])
    join = review("join to the quotation", replace(block, seam.stop, words[0].start + 1, f",{seam.kept} {verb}"), score=0.8)
    message = f"“{words[0].text}” with its speaker is cut off from the quotation."
    yield finding(block, seam.start, words[0].end, message, 0.8, join)


def _attribution(block: Block, sentence: Sentence) -> _Attribution | None:
    words = sentence.words
    if not 2 <= len(words) <= 14 or not block.text[sentence.core_end : sentence.end].startswith("."):
        return None
    text = block.text[words[0].start : sentence.core_end].replace("\n", " ")
    if m := _AS.fullmatch(text):
        subject = m["subject"]
        return _Attribution(subject if subject in {"he", "she", "they", "it"} else "")
    if m := _ACCORDING.fullmatch(text):
        if text[:3].lower() == "in ":
            return _Attribution("") if m["owner"] else None
        return _Attribution(m["subject"] or _SPEAKER[m["owner"] or m["object"]])
    if m := _AS_DONE.fullmatch(text):
        return _Attribution(_SPEAKER[m["object"]] if m["object"] else "")
    if m := _BARE.fullmatch(text):
        return _Attribution(m["subject"].lower(), bare=True)
    return _Attribution("") if _NAMED_SOURCE.fullmatch(text) else None


def _orphan(sentence: Sentence, seam: Seam, found: _Attribution) -> Iterator[Finding]:
    block, first = seam.block, sentence.words[0]
    before = sentence.previous
    assert before is not None  # noqa: S101 - a seam has a sentence before it
    said = _ATTRIBUTED.search(before.text) is not None
    words = block.text[first.start : sentence.core_end]
    message = f"“{words}” stands as a sentence of its own."
    drop = review("delete it", deleted(seam, sentence), score=0.7 if said else 0.2)
    if found.bare and said:
        return
    if found.pronoun:
        comma = "," + seam.kept + " " if seam.kept else ", "
        verb = "said" if not found.bare else block.text[sentence.words[1].start : sentence.core_end]
        short = replace(block, seam.stop, sentence.core_end, f"{comma}{found.pronoun} {verb}")
        join = review("attribute it in the sentence", short, score=0.7)
        ranked = [drop, join] if said else [join]
    else:
        join = review("join with a comma", joined(seam, first, ", "), score=0.7)
        ranked = [drop, join] if said and not _NAMED_SOURCE.fullmatch(words) else [join]
    confidence = 0.85 if said and not found.bare else 0.8 if found.pronoun and not found.bare else 0.6
    yield finding(block, seam.start, sentence.end, message, confidence, *ranked)
