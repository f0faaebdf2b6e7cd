"""Sentences cut inside a phrase, so that the rest follows as a sentence of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tanqih.english import COORDINATORS, PREPOSITIONS, SAYING, tags
from tanqih.issue import Edit, Severity, Suggestion
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, insert, replace, review, rule
from tanqih.rules.fragment._clause import SAYING_PARTICIPLES, Verb, main_verb, verbness
from tanqih.rules.fragment._kinds import Fragment, Kind, fragment_of
from tanqih.rules.fragment._mend import (
    Seam,
    deleted,
    joined,
    last_noun_phrase,
    lowered,
    marks_of,
    moved_before_noun,
    repeats_behind_mark,
    repeats_end,
    seam_before,
    seam_between,
    stems,
    stray_tail,
    without_strays,
)
from tanqih.text import Block, Sentence

_OPENERS = sorted(
    (PREPOSITIONS - {"concerning", "regarding", "except", "till", "unto", "via", "off", "out", "near"})
    | set(
        "a an the its his their and or nor but that which who whom whose where while whereas although though because unless until including especially "
        "particularly notably namely mainly mostly chiefly primarily such as along together rather instead regardless contrary "
        "compared thanks this next last early late yesterday tomorrow some many most all none both half several dozens hundreds "
        "thousands tens scores one two three four five six seven eight nine ten each few following apart due owing".split()
    )
)
_AFTER_STOP = r"[.][^A-Za-z0-9.]*"
_TRIGGER = (
    rf"{_AFTER_STOP}(?:(?i:{'|'.join(_OPENERS)})[^A-Za-z]|[A-Z][a-z]+(?:ing|ed|wn|en|de|ut|ld|lt|nt)[^A-Za-z]|[a-z]"
    rf"|[A-Z][a-z]+(?:,[ \n][A-Za-z]+)*(?:,?[ \n](?i:and)[ \n][A-Za-z]+)?(?:[^A-Za-z, \n-]|$)|[A-Z][A-Za-z \n]+,[ \n][A-Za-z \n,]+[ \n]and[ \n])"
    rf"|^(?:{'|'.join(w.capitalize() for w in sorted(PREPOSITIONS))}|[A-Z][a-z]+ing)[ \n][^.,:;?!]+[.][ \n]+[A-Z]"
)
_IN_LOWER_CASE = regex(r"[\W_]*[^\W\dA-Z_]")
_NOT_JOINED = frozenset({Kind.VERB, Kind.NEGATED})
_SPEAKING = SAYING_PARTICIPLES | frozenset(
    "speaking talking commenting replying responding answering referring appearing returning arriving quoting citing".split()
)
_FORWARD = frozenset({Kind.PHRASE, Kind.PARTICIPLE})
_MAX_FORWARD_WORDS = 10
_MIN_WORDS_BEFORE = 2
_SERIES_FACTOR = 0.6
_LEAST = 0.38
_SHORT = 3


@rule(
    "linguistic-conventions/grammar",
    Severity.MAJOR,
    trigger=_TRIGGER,
    changes={"attribution"},
    supersedes={
        "quotes/stray-closing", "punct/stray-mark", "punct/spacing", "fragment/lowercase-start", "grammar/initial-and",
        "fragment/midsentence-capital",
    },
)  # fmt: skip
def split_modifier(block: Block) -> Iterator[Finding]:
    """A sentence cut inside a phrase: an adjective, a prepositional phrase, a list or a clause follows as its own “sentence”.

    Long Arabic sentences are chunked by length, and Arabic adjectives follow their noun, so the cut falls between noun and adjective. The
    fragment is joined to the sentence before, in lower case, with a comma where English wants one; adjectives go before their noun. A
    phrase that opens the paragraph is joined to the sentence after it. Fragments of spoken words inside quotations, one-word
    sentences set for effect ("Twice.") and lists introduced by a colon are left alone.
    """
    if block.is_heading:
        return
    for sentence in block.sentences:
        fragment = fragment_of(sentence)
        if fragment is None:
            yield from _cut_off_verb(sentence)
            continue
        if fragment.kind in _NOT_JOINED or repeats_behind_mark(sentence):
            continue
        if sentence.previous is None:
            yield from _opening(fragment)
            continue
        seam = seam_before(sentence)
        if seam is not None and _belongs(fragment, seam):
            found = _split(fragment, seam)
            if found.confidence >= _LEAST:
                yield found


def _cut_off_verb(sentence: Sentence) -> Iterator[Finding]:
    """A subject that a full stop parts from its verb: "The head of the committee. said …"."""
    block, before = sentence.block, sentence.previous
    if before is None or not _IN_LOWER_CASE.match(block.text, sentence.start, sentence.end):
        return
    words = sentence.words
    if len(before.words) < _MIN_WORDS_BEFORE or not words or not words[0].text[0].islower():
        return
    found = verbness(words, 0, block.text) is Verb.YES or bool(tags(words[0].lower) & {"VBD", "VBZ"})
    if not found or main_verb(before.words, block.text) is not Verb.NO or block.quoted(words[0].start):
        return
    seam = seam_before(sentence)
    if seam is None or seam.kept or seam.stray:
        return
    join = review("join to its subject", joined(seam, words[0], " "), score=0.8)
    message = f"A full stop parts “{words[0].text}” from its subject."
    yield finding(block, seam.stop, words[0].end, message, 0.75, join)


def _belongs(fragment: Fragment, seam: Seam) -> bool:
    """True when the fragment can go on the sentence before: a real sentence, in the same quotation or in none."""
    sentence, block = fragment.sentence, seam.block
    before = sentence.previous
    lower = sentence.words[0].text[0].islower()
    if before is None or len(before.words) < _MIN_WORDS_BEFORE:
        return False
    if len(before.words) < 4 and main_verb(before.words, block.text) is Verb.NO:
        return False
    if seam.kept and stray_tail(sentence):
        return False
    if block.quoted(seam.start) and not (lower and block.quoted(before.core_end)):
        return False
    return not (fragment.kind is Kind.ADJECTIVES and len(sentence.words) == 1 and last_noun_phrase(before) is None)


def _split(fragment: Fragment, seam: Seam) -> Finding:
    sentence = fragment.sentence
    first = sentence.words[0]
    confidence = fragment.confidence
    if seam.stray:
        confidence = max(confidence, 0.75)
    elif seam.kept and _is_speech(sentence, seam):
        confidence *= _SERIES_FACTOR
    if first.text[0].islower():
        confidence = max(confidence, 0.72)
    elif _in_series(fragment):
        confidence *= _SERIES_FACTOR
    message = f"“{_excerpt(sentence)}” is cut off from the sentence before: {fragment.kind.value}."
    return finding(seam.block, seam.start, sentence.end, message, min(confidence, 0.9), *_repairs(fragment, seam))


def _is_speech(sentence: Sentence, seam: Seam) -> bool:
    """True when the sentence before is a quotation from its first word to its last."""
    before = sentence.previous
    closers = (marks_of(seam.block).get(at) for at in range(max(0, seam.stop - 1), seam.start))
    openers = [mark.partner for mark in closers if mark is not None and not mark.opens and mark.partner is not None]
    return before is not None and bool(openers) and openers[-1] <= before.start


def _in_series(fragment: Fragment) -> bool:
    """True for one of several fragments of one kind in a row that start alike: a figure of speech ("In the streets. In the schools.")."""
    sentence = fragment.sentence
    for other in (sentence.previous, sentence.next):
        if other is None or not other.words:
            continue
        alike = other.words[0].lower == sentence.words[0].lower
        if alike or fragment.kind in {Kind.PHRASE, Kind.PARTICIPLE}:
            found = fragment_of(other)
            if found is not None and found.kind is fragment.kind and (alike or len(other.words) < 5 > len(sentence.words)):
                return True
    return False


def _excerpt(sentence: Sentence) -> str:
    words = sentence.block.text[sentence.words[0].start : sentence.core_end].split()
    return " ".join(words) if len(words) <= 5 else " ".join(words[:4]) + " …"


def _repairs(fragment: Fragment, seam: Seam) -> list[Suggestion]:
    sentence = fragment.sentence
    before, first = sentence.previous, sentence.words[0]
    assert before is not None  # noqa: S101 - a seam has a sentence before it
    strays = without_strays(sentence)
    plain = review("join without a comma", joined(seam, first, " "), *strays, score=0.6)
    comma = review("join with a comma", joined(seam, first, ", "), *strays, score=0.6)
    ranked = [comma, plain] if fragment.comma else [plain, comma]
    if fragment.kind is Kind.NOUNS and fragment.comma:
        ranked = [review("join as a list", joined(seam, first, ": "), *strays, score=0.7), comma]
    adjectives = _adjectives_before_noun(fragment, seam)
    if adjectives is not None:
        ranked = [adjectives, *ranked[:1]]
        if fragment.kind is Kind.ADJECTIVES:
            listed = len(sentence.words) > 2 and before.words[-1].lower.endswith("s")
            ranked[1:] = [review("join as a list", joined(seam, first, ": "), score=0.4), comma] if listed else [comma]
    elif first.lower == "of" and _takes_object(before):
        ranked.insert(0, review("join without “of”", _without_first(sentence, seam), *strays, score=0.7))
    if seam.kept and not strays and fragment.kind in {Kind.PHRASE, Kind.AND, Kind.TIME}:
        inside = joined(dataclasses.replace(seam, kept=""), first, " "), insert(seam.block, sentence.end, seam.kept)
        ranked.append(review("close the quotation after it", *inside, score=0.4))
    if len(sentence.words) > 1 and repeats_end(sentence):
        ranked.insert(0, review("delete the repetition", deleted(seam, sentence), score=0.8))
    elif len(sentence.words) <= _SHORT or stems(sentence.words) <= stems(before.words):
        ranked.append(review("delete the fragment", deleted(seam, sentence), score=0.3))
    return ranked


def _without_first(sentence: Sentence, seam: Seam) -> Edit:
    return joined(seam, sentence.words[0], " ", drop=sentence.words[1].start - sentence.words[0].start)


def _takes_object(before: Sentence) -> bool:
    """True when the sentence before ends in a verb that takes its object without "of"."""
    last = before.words[-1].lower
    found = tags(last)
    infinitive = len(before.words) > 1 and before.words[-2].lower == "to"
    return "VB" in found and (infinitive or not found & {"NN", "JJ"}) and last not in SAYING


def _adjectives_before_noun(fragment: Fragment, seam: Seam) -> Suggestion | None:
    sentence = fragment.sentence
    before = sentence.previous
    assert before is not None  # noqa: S101 - a seam has a sentence before it
    if seam.kept or stray_tail(sentence):
        return None
    phrase = last_noun_phrase(before)
    if phrase is None:
        return None
    has_adjective = phrase.adjectives_end > phrase.start
    if fragment.kind is Kind.AND:
        rest = sentence.words[1:]
        if len(rest) != 1 or not has_adjective or not (tags(rest[0].lower) & {"JJ"} or rest[0].lower.endswith(("ing", "ed"))):
            return None
    elif fragment.kind is not Kind.ADJECTIVES:
        return None
    return review("move before the noun", *moved_before_noun(phrase, seam, sentence), score=0.75)


def _opening(fragment: Fragment) -> Iterator[Finding]:
    """A phrase that opens the paragraph belongs to the sentence after it."""
    sentence, block = fragment.sentence, fragment.sentence.block
    following = sentence.next
    if (
        fragment.kind not in _FORWARD
        or not sentence.words[0].capitalised
        or following is None
        or len(sentence.words) > _MAX_FORWARD_WORDS
        or "," in sentence.text
    ):
        return
    head = following.words[0].lower if following.words else ""
    if len(following.words) < _MIN_WORDS_BEFORE or head in {"this", "that", "these", "those"} or "RB" in tags(head):
        return
    if fragment.kind is Kind.PARTICIPLE and sentence.words[0].lower not in _SPEAKING:
        return
    if len(sentence.words) < 3 or head in COORDINATORS or (sentence.words[0].lower == "on" and len(sentence.words) < 5):
        return
    if fragment_of(following) is not None or main_verb(following.words, block.text) is Verb.NO:
        return
    seam = seam_between(sentence, following)
    if seam is None or seam.kept or block.quoted(sentence.words[-1].start):
        return
    first = following.words[0]
    join = review(
        "join to the sentence after it", replace(block, seam.stop, first.start + 1, ", " + lowered(block, first)), score=0.7
    )
    message = f"“{_excerpt(sentence)}” is cut off from the sentence after it: {fragment.kind.value}."
    yield finding(block, sentence.start, sentence.end, message, fragment.confidence, join)
