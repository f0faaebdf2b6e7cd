"""Clauses that stop before their verb, object or complement."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.english import FUNCTION_WORDS
from tanqih.issue import Severity, Suggestion
from tanqih.quotation import CLOSING
from tanqih.rules._rule import Finding, delete, finding, flag, replace, review, rule
from tanqih.rules.fragment._clause import Verb, main_verb
from tanqih.rules.fragment._hanging import ARTICLES, AUXILIARIES, INCLUDES, LASTS, TRANSITIVE, Hanging, hanging_at_end
from tanqih.rules.fragment._kinds import fragment_of
from tanqih.rules.fragment._mend import lowered, seam_between
from tanqih.text import Block, Sentence

_TRIGGER = rf"[ \n,](?:{'|'.join(LASTS)})(?:[.]|[\"{CLOSING}]?$)"


@rule(
    "accuracy/omission",
    Severity.CRITICAL,
    trigger=_TRIGGER,
    changes={"attribution", "negation"},
    supersedes={"fragment/split-modifier"},
)
def truncated(block: Block) -> Iterator[Finding]:
    """A clause that stops before its verb, object or complement.

    Segments have a length limit, output is cut off, and the end of a sentence is lost when a quotation is split. What is missing is in
    the source only, so the place is shown. When the next sentence goes on with it, the two are joined; a hanging conjunction with its
    pronoun is cut. Prepositions that end a clause rightly ("the house he came from"), an ellipsis of a verb ("as it always has"),
    quotations that trail off and headlines are left alone.
    """
    if block.is_heading:
        return
    for sentence in block.sentences:
        words = sentence.words
        if len(words) < 3 or not words[-1].text.islower() or not _ends_plainly(sentence) or block.quoted(words[-1].start):
            continue
        hanging = hanging_at_end(words, block.text)
        if hanging is None:
            continue
        start, end = words[hanging.first].start, sentence.end
        message = f"The sentence stops after “{block.text[start : words[-1].end]}”; something is missing."
        yield finding(block, start, end, message, hanging.confidence, *_repairs(sentence, hanging))


def _ends_plainly(sentence: Sentence) -> bool:
    """True when one full stop ends the sentence, or nothing does at the end of a longer paragraph."""
    tail = sentence.block.text[sentence.core_end : sentence.end].rstrip('"' + CLOSING)
    if tail == ".":
        return True
    return not tail and sentence.next is None and len(sentence.words) >= 8 and sentence.block.next is not None


def _repairs(sentence: Sentence, hanging: Hanging) -> list[Suggestion]:
    block, words = sentence.block, sentence.words
    ranked: list[Suggestion] = []
    following = sentence.next
    last = words[-1].lower
    if following is not None and following.words and _goes_on(last, following):
        seam = seam_between(sentence, following)
        first = following.words[0]
        if seam is not None and not seam.kept:
            join = replace(block, seam.stop, first.start + 1, " " + lowered(block, first))
            ranked.append(review("join to the sentence after it", join, score=0.65))
    cut = hanging.first
    while cut > 1 and words[cut - 1].lower in FUNCTION_WORDS:
        cut -= 1
    if last in TRANSITIVE | INCLUDES | AUXILIARIES | {"that"} or cut < 3 or main_verb(words[:cut], block.text) is Verb.NO:
        return ranked
    make = review if hanging.empty and cut == hanging.first else flag
    ranked.append(make("cut what hangs", delete(block, words[cut - 1].end, words[-1].end), score=0.4))
    return ranked


def _goes_on(last: str, following: Sentence) -> bool:
    """True when the next sentence can be what is missing: the noun behind an article, the rest of a phrase, what is said."""
    first = following.words[0]
    if last in ARTICLES:
        return first.lower not in FUNCTION_WORDS and (not first.capitalised or fragment_of(following) is not None)
    return last == "that" or fragment_of(following) is not None or first.text[0].islower()
