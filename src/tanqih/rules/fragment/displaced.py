"""Leftovers of a verb behind the end of its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as replace_seam

from tanqih.english import FINITE_AUXILIARIES, NEGATIONS
from tanqih.issue import Edit, Severity, Suggestion
from tanqih.quotation import CLOSING, LEFT, LEFT_GUILLEMETS, RIGHT_GUILLEMETS
from tanqih.rules._rule import Finding, finding, insert, replace, review, rule
from tanqih.rules.fragment._clause import Verb, main_verb
from tanqih.rules.fragment._kinds import Fragment, Kind, fragment_of
from tanqih.rules.fragment._mend import (
    Seam,
    deleted,
    joined,
    lowered,
    marks_of,
    repeats_behind_mark,
    repeats_end,
    seam_before,
    stems,
    stray_tail,
    without_strays,
)
from tanqih.text import Block, Sentence

_STARTS = "|".join(
    sorted(w.capitalize() for w in FINITE_AUXILIARIES | {"not", "be", "been", "being"})
    + sorted(FINITE_AUXILIARIES | {"not", "been"})
)
_AFTER_STOP = r"[.][^A-Za-z0-9.]*"
_TRIGGER = (
    rf"[.][^A-Za-z0-9.]*[\"{CLOSING}][^A-Za-z0-9]{{0,12}}[A-Za-z0-9]|"
    rf"{_AFTER_STOP}(?:(?:{_STARTS})[^A-Za-z]|[a-z]|[A-Z][a-z]*(?:[ \n](?:place|part|effect|over|out|there|here|again|yet|it|them|him|her|[a-z]+ly))?[.]"
    r"|(?:There|They|He|She|It)[ \n][a-z]+(?:[ \n](?:not|been|also))?[.])"
)
_MAX_TAIL_WORDS = 6
_LEAST = 0.4
_EMPTY_VERBS = frozenset("done made happen happened occur possible so there place take taken".split())
_POSSIBLE = frozenset("possible likely probable imminent expected close closer near nearer soon feasible within".split())
_LATER = frozenset({Kind.TIME, Kind.PHRASE})


@rule(
    "linguistic-conventions/unintelligible",
    Severity.MAJOR,
    trigger=_TRIGGER,
    changes={"negation", "quotation"},
    supersedes={
        "quotes/stray-closing", "quotes/early-close", "quotes/unclosed", "quotes/late-close", "quotes/wrong-side", "quotes/doubled-stop",
        "punct/stray-mark", "punct/spacing", "fragment/split-modifier", "fragment/orphan-attribution", "fragment/truncated",
        "fragment/lowercase-start", "fragment/midsentence-capital", "grammar/initial-and",
    },
)  # fmt: skip
def displaced_tail(block: Block) -> Iterator[Finding]:
    """A leftover of the sentence, often an auxiliary with its verb, printed after the sentence's end.

    The engine moves the Arabic verb behind its subject and aligns it twice: the verb is translated in place and again at the end, where
    sentence splitting gives it a capital, often behind a closing mark that has no partner. A bare verb is deleted together with the stray
    marks round it; one that brings a time or a place of its own is joined with "and". A short answer in a quotation and a deliberate
    fragment are left alone.
    """
    if block.is_heading:
        return
    for sentence in block.sentences[1:]:
        fragment = fragment_of(sentence)
        if fragment is None or fragment.kind not in {Kind.VERB, Kind.NEGATED}:
            if not repeats_behind_mark(sentence):
                continue
            fragment = Fragment(sentence, Kind.VERB, 0.8, content=False)
        seam = seam_before(sentence)
        if seam is not None:
            yield from _tail(fragment, seam)


def _tail(fragment: Fragment, seam: Seam) -> Iterator[Finding]:
    sentence, block = fragment.sentence, seam.block
    before = sentence.previous
    assert before is not None  # noqa: S101 - a seam has a sentence before it
    denied = _negative(before)
    copied = seam.stray and repeats_end(sentence)
    quoted = block.quoted(seam.start)
    if quoted and not copied and not (fragment.kind is Kind.NEGATED and denied and block.quoted(before.core_end)):
        return
    later = _later(sentence) if fragment.kind is Kind.VERB else None
    last = later or sentence
    stray = seam.stray or bool(stray_tail(sentence)) or bool(stray_tail(last))
    confidence = fragment.confidence
    if stray:
        confidence = 0.93 if copied else max(confidence, 0.86)
    elif fragment.kind is Kind.NEGATED:
        confidence = 0.8 if denied and not fragment.content else confidence if denied else confidence - 0.15
    if confidence < _LEAST:
        return
    words = block.text[sentence.words[0].start : last.core_end]
    message = f"“{words}” is left over from the sentence before it."
    yield finding(block, seam.start, last.end, message, confidence, *_repairs(fragment, seam, later))


def _negative(sentence: Sentence) -> bool:
    return any(word.lower in NEGATIONS or word.lower.endswith("n't") for word in sentence.words)


def _later(sentence: Sentence) -> Sentence | None:
    """The short time or place that follows a verb leftover as a sentence of its own."""
    following = sentence.next
    if following is None or len(following.words) > _MAX_TAIL_WORDS or seam_before(following) is None:
        return None
    found = fragment_of(following)
    return following if found is not None and found.kind in _LATER else None


def _repairs(fragment: Fragment, seam: Seam, later: Sentence | None) -> list[Suggestion]:
    sentence = fragment.sentence
    before = sentence.previous
    assert before is not None  # noqa: S101 - a seam has a sentence before it
    if sentence.words[0].text[0].islower() and main_verb(before.words, seam.block.text) is Verb.NO:
        return [
            review("join it to the sentence before", joined(seam, sentence.words[0], " "), *without_strays(sentence), score=0.75)
        ]
    drop = [deleted(seam, sentence)]
    drop_label = "delete the leftover"
    if later is not None:
        drop = [Edit(seam.block.index, type(drop[0].span)(seam.end, later.end), "")]
        tail_seam = seam_before(later)
        assert tail_seam is not None  # noqa: S101 - tested by _later
        keep_tail = [
            replace(seam.block, seam.stop, later.words[0].start + 1, f"{seam.kept} {lowered(seam.block, later.words[0])}")
        ]
        keep_tail += without_strays(later)
    negated = fragment.kind is Kind.VERB and any(word.lower in NEGATIONS or word.lower.endswith("n't") for word in sentence.words)
    negated = negated and not _negative(before)
    said_before = stems(sentence.words) | (stems(later.words) if later else set()) <= stems(before.words)
    join = review("join it to the sentence before", *_joined(sentence, seam, later), score=0.6)
    if fragment.kind is Kind.NEGATED or (later is None and repeats_end(sentence)):
        return [review(drop_label, *drop, score=0.7)]
    if (fragment.content or later is not None or negated) and not said_before and not _denies_again(sentence, before):
        ranked = [join]
        if later is not None:
            ranked.append(review("delete the verb, keep the rest", *keep_tail, score=0.5))
            if _says_nothing_new(sentence, before):
                ranked.reverse()
        if seam.kept and stray_tail(later or sentence):
            ranked.append(review("close the quotation after it", *_inside(sentence, seam, later), score=0.35))
        return [*ranked, *([] if negated else [review(drop_label, *drop, score=0.3)])]
    return [review(drop_label, *drop, score=0.75), join]


def _denies_again(sentence: Sentence, before: Sentence) -> bool:
    """True for a negated verb of no content ("is not possible") behind a sentence that is negated itself."""
    verb = {word.lower for word in sentence.words} - FINITE_AUXILIARIES - {"be", "been", "not"}
    return verb <= _EMPTY_VERBS and _negative(sentence) and _negative(before)


def _says_nothing_new(sentence: Sentence, before: Sentence) -> bool:
    """True when the leftover has a verb of no content ("may be done") and the sentence before ends in a word of possibility."""
    verb = {word.lower for word in sentence.words} - FINITE_AUXILIARIES - {"be", "been", "not"}
    return verb <= _EMPTY_VERBS and bool(_POSSIBLE & {word.lower for word in before.words[-4:]})


def _inside(sentence: Sentence, seam: Seam, later: Sentence | None) -> list[Edit]:
    """Edits that take the leftover into the quotation before it, up to its own closing mark."""
    edits = [joined(replace_seam(seam, kept=""), sentence.words[0], ", ")]
    if later is not None:
        edits.append(replace(seam.block, sentence.core_end, later.words[0].start + 1, f" {lowered(seam.block, later.words[0])}"))
    return edits


def _joined(sentence: Sentence, seam: Seam, later: Sentence | None) -> list[Edit]:
    """Edits that join a verb, and what follows it, with "and"; in quotation marks of its own when the sentence before ends in some."""
    block, text, last = seam.block, seam.block.text, later or sentence
    near = (marks_of(block).get(at) for at in range(max(0, seam.stop - 1), seam.start))
    marks = [mark for mark in near if mark is not None and mark.partner is not None and not mark.opens]
    quotes = bool(marks) and bool(stray_tail(sentence) or stray_tail(last))
    edits: list[Edit] = []
    if later is not None:
        between = sentence.core_end, later.words[0].start + 1
        edits.append(replace(block, *between, f" {lowered(block, later.words[0])}"))
    if not quotes:
        edits += without_strays(last)
        return [joined(seam, sentence.words[0], " and "), *edits]
    opener = marks[-1].partner
    assert opener is not None  # noqa: S101 - chosen for having a partner
    link = " and that it " if _quotes_clause(block, opener, marks[-1].at) else " and "
    edits.append(joined(seam, sentence.words[0], link + _opening(text[marks[-1].at])))
    if not stray_tail(last):
        edits.append(insert(block, last.end, text[marks[-1].at]))
    return edits


def _quotes_clause(block: Block, opener: int, closer: int) -> bool:
    """True when "that" stands before the quotation and it holds a whole clause with its subject."""
    inside = block.words[block.word_index(opener) : block.word_index(closer)]
    before = block.words[: block.word_index(opener)]
    if not before or before[-1].lower != "that" or len(inside) < 3:
        return False
    return main_verb(inside[1:], block.text) is not Verb.NO


def _opening(closing: str) -> str:
    if closing in RIGHT_GUILLEMETS:
        return LEFT_GUILLEMETS[RIGHT_GUILLEMETS.index(closing)]
    return closing if closing == '"' else LEFT
