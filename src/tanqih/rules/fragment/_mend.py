"""How a fragment is put back: what stands between it and the sentence before, and the edits that join, move or delete it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tanqih.english import (
    DETERMINERS,
    FUNCTION_WORDS,
    MONTHS,
    NEVER_FINAL_ABBREVIATIONS,
    PREPOSITIONS,
    SOMETIMES_FINAL_ABBREVIATIONS,
    WEEKDAYS,
    article_for,
    tags,
)
from tanqih.issue import Edit
from tanqih.lazy import regex
from tanqih.quotation import DOUBLE_MARKS, LEFT_SINGLE, RIGHT_SINGLE, QuoteMark
from tanqih.rules._rule import delete, replace
from tanqih.rules.fragment._nouns import MOSTLY_NOUNS
from tanqih.text import Block, Sentence, Word

_LAST_STOP = regex(rf"[.\N{{HORIZONTAL ELLIPSIS}}]+[{DOUBLE_MARKS}{RIGHT_SINGLE}'.\s]*$")
_CHUNK = regex(r"[^\s(]+$")
LIST_LABEL = regex(r"(?:^|[;:,]\s(?:and\s)?|\sand\s)\(?(?:\d{1,2}|[a-z])\)?$")
ABBREVIATIONS = NEVER_FINAL_ABBREVIATIONS | frozenset(
    "ave blvd rd hwy ft sq res pp sec pres mtg cal cpl det insp etc inc ltd co corp jr al cm km kg mm ml ha lb lbs oz hr hrs min mins mi".split()
)
_NUMERALS = frozenset("both two".split())
_STEM = 5
_MAX_ECHO = 5


@dataclass(frozen=True, slots=True)
class Seam:
    """What stands between a sentence and the fragment after it.

    Attributes:
        stop: offset of the full stop that ends the sentence.
        end: offset behind the stop and the marks that belong to the sentence.
        start: offset of the fragment's first word.
        kept: closing marks between them that have a partner.
        stray: True when a mark without a partner stands between them.
    """

    block: Block
    stop: int
    end: int
    start: int
    kept: str
    stray: bool


def seam_before(sentence: Sentence) -> Seam | None:
    """The seam between a sentence and the one before it; None where they cannot be joined (a question, a new quotation, a bracket)."""
    before, words = sentence.previous, sentence.words
    return seam_between(before, sentence) if before is not None and words else None


def seam_between(before: Sentence, sentence: Sentence) -> Seam | None:
    """The seam between two neighbouring sentences, or None."""
    block, text = sentence.block, sentence.block.text
    start = sentence.words[0].start
    found = _LAST_STOP.search(text, before.start, before.end)
    if found is None or text[found.start()] != "." or not before.words or text[found.start() : before.end].count(".") > 2:
        return None
    stop = found.start()
    if text[stop - 1] in ")]" and text[stop - 2 : stop - 1] == ".":
        return None
    chunk = _CHUNK.search(text, before.start, stop)
    if chunk and (chunk.group().lower() in SOMETIMES_FINAL_ABBREVIATIONS or "." in chunk.group()):
        if text[start].islower():
            return None
        stop += 1
    if chunk and chunk.group().lower().rpartition("-")[2] in ABBREVIATIONS and text[start].islower():
        return None
    if LIST_LABEL.search(text, max(before.start, stop - 8), stop):
        return None
    marks, singles = marks_of(block), _singles_of(block)
    kept, end, stray = "", found.start() + 1, False
    for at in range(found.start(), start):
        c = text[at]
        if c in "([" + LEFT_SINGLE:
            return None
        if c in DOUBLE_MARKS:
            mark = marks.get(at)
            if mark is None or mark.opens:
                return None
            stray |= mark.partner is None
            if mark.partner is not None:
                kept, end = kept + c, at + 1
        elif c == RIGHT_SINGLE and at in singles:
            kept, end = kept + c, at + 1
    return Seam(block, stop, end, start, kept, stray)


def stray_tail(sentence: Sentence) -> list[int]:
    """Offsets of closing marks without a partner behind the last word of a sentence."""
    marks = marks_of(sentence.block)
    tail = (marks.get(at) for at in range(sentence.core_end, sentence.end))
    return [mark.at for mark in tail if mark is not None and mark.partner is None and not mark.opens]


@lru_cache(maxsize=2)
def marks_of(block: Block) -> dict[int, QuoteMark]:
    """The double quotation marks of a block by their offsets; kept for the block in hand, for many sentences ask."""
    return {mark.at: mark for mark in block.quotations.marks}


@lru_cache(maxsize=2)
def _singles_of(block: Block) -> frozenset[int]:
    return frozenset(end for _, end in block.quotations.singles)


def is_common(word: str) -> bool:
    """True for a word that is written in lower case inside a sentence."""
    lower = word.lower()
    if lower == "i" or any(c.isupper() for c in word[1:]):
        return False
    return lower in FUNCTION_WORDS or (lower not in WEEKDAYS and lower not in MONTHS and bool(tags(lower)))


def lowered(block: Block, word: Word) -> str:
    """The first letter of a word as it is written inside a sentence."""
    return word.text[0].lower() if is_common(word.text) else block.text[word.start]


def joined(seam: Seam, first: Word, between: str, *, drop: int = 0) -> Edit:
    """The edit that joins a fragment to the sentence before.

    Args:
        seam: what stands between them.
        first: first word of the fragment.
        between: what to put between them, with its spaces.
        drop: how many characters of the fragment go, from its start.
    """
    if drop:
        return replace(seam.block, seam.stop, seam.start + drop, seam.kept + between)
    return replace(seam.block, seam.stop, seam.start + 1, seam.kept + between + lowered(seam.block, first))


def deleted(seam: Seam, sentence: Sentence) -> Edit:
    """The edit that deletes a fragment and stray marks round it, keeping a mark that closes a quotation begun before it."""
    block = sentence.block
    marks = marks_of(block)
    for at in range(sentence.core_end, sentence.end):
        mark = marks.get(at)
        if mark is not None and mark.partner is not None and mark.partner < seam.stop:
            return delete(block, seam.end, at)
    return delete(block, seam.end, sentence.end)


def without_strays(sentence: Sentence) -> list[Edit]:
    """Edits that delete the closing marks without a partner at the end of a sentence."""
    text = sentence.block.text
    return [
        delete(sentence.block, len(text[:at].rstrip()) if text[at - 1].isspace() else at, at + 1) for at in stray_tail(sentence)
    ]


def stems(words: list[Word]) -> set[str]:
    """First letters of the content words: enough to see the same word in another form."""
    return {stem(word.lower) for word in words if word.lower not in FUNCTION_WORDS and len(word.text) > 2}


def repeats_behind_mark(sentence: Sentence) -> bool:
    """True for a few words behind a mark without a partner that all stand in the sentence before."""
    before = sentence.previous
    if before is None or sentence.block.text.count(" ", sentence.start, sentence.end) > 2 * _MAX_ECHO:
        return False
    if not 0 < len(sentence.words) <= _MAX_ECHO or not (repeats_end(sentence) or _repeats_words(sentence, before)):
        return False
    seam = seam_before(sentence)
    return seam is not None and seam.stray


def _repeats_words(sentence: Sentence, before: Sentence) -> bool:
    found = stems(sentence.words)
    return len(sentence.words) > 1 and bool(found) and found <= stems(before.words)


def repeats_end(sentence: Sentence) -> bool:
    """True for words that the sentence before, which has more of them, ends with."""
    before = sentence.previous
    words = [word.lower for word in sentence.words]
    return before is not None and len(words) < len(before.words) and words == [word.lower for word in before.words[-len(words) :]]


def stem(word: str) -> str:
    """The first letters of a word without its ending."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word[: -len(ending)]
            break
    return word[:_STEM]


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The noun phrase that ends a sentence.

    Attributes:
        start: offset of its first adjective or noun.
        adjectives_end: offset behind its last adjective; equals `start` when it has none.
        head: offset of the noun, with the nouns that modify it.
        article: the indefinite article before it, None when there is none.
        definite: True behind "the", a possessive or "both".
    """

    start: int
    adjectives_end: int
    head: int
    article: Word | None
    definite: bool


def last_noun_phrase(sentence: Sentence) -> NounPhrase | None:
    """The noun phrase that adjectives behind a sentence belong to: the last one, or the one it hangs on.

    A definite phrase behind a preposition ("to the border") gives way to an indefinite one before it ("reinforcements"): in Arabic the
    adjective agrees in definiteness, and adjectives cut off without an article are indefinite.
    """
    last = _noun_phrase(sentence, len(sentence.words) - 1)
    words = sentence.words
    found, end = last, len(words) - 1
    while found is not None and found.definite:
        first = next(i for i, word in enumerate(words) if word.start >= found.start)
        while first > 0 and (words[first - 1].lower in DETERMINERS | _NUMERALS or words[first - 1].text[0].isdigit()):
            first -= 1
        if first < 2 or words[first - 1].lower not in PREPOSITIONS or first - 2 >= end:
            break
        end = first - 2
        found = _noun_phrase(sentence, end)
        if found is not None and not found.definite:
            return found
    return last


def _noun_phrase(sentence: Sentence, i: int) -> NounPhrase | None:
    """The noun phrase whose noun is word `i`."""
    words, text = sentence.words, sentence.block.text
    if i < 1 or not tags(words[i].lower) & {"NN", "NNS"} or words[i].capitalised or words[i].lower in FUNCTION_WORDS:
        return None
    noun = i
    while noun > 0 and noun > i - 2 and _modifies(words, noun - 1, text) and not _adjective(words[noun - 1]):
        noun -= 1
    first = noun
    while first > 0 and _modifies(words, first - 1, text) and _adjective(words[first - 1]):
        first -= 1
    before = words[first - 1] if first else None
    lower = before.lower if before is not None else ""
    article = before if lower in {"a", "an"} else None
    definite = (
        (lower in DETERMINERS and article is None and lower not in {"no", "some", "any"})
        or lower in _NUMERALS
        or lower.endswith("'s")
    )
    adjectives_end = words[noun - 1].end if first < noun else words[first].start
    return NounPhrase(words[first].start, adjectives_end, words[noun].start, article, definite)


def _modifies(words: list[Word], i: int, text: str) -> bool:
    word = words[i]
    found = tags(word.lower)
    if not found & {"JJ"} and found & {"VB", "VBP"} and word.lower not in MOSTLY_NOUNS:
        before = words[i - 1].lower if i else ""
        if before not in DETERMINERS | PREPOSITIONS and not before[-1:].isdigit():
            return False
    return (
        word.text.islower()
        and not text[word.end : words[i + 1].start].strip(" \n")
        and word.lower not in FUNCTION_WORDS
        and bool(found & {"JJ", "NN"})
        and not ("NNS" in found and word.lower.endswith("s"))
    )


def _adjective(word: Word) -> bool:
    return "JJ" in tags(word.lower)


def moved_before_noun(phrase: NounPhrase, seam: Seam, sentence: Sentence) -> list[Edit]:
    """Edits that move adjectives of a fragment before the noun that ends the sentence before."""
    block, text, words = sentence.block, sentence.block.text, sentence.words
    listed = text[words[0].start : words[-1].end].replace("\n", " ")
    listed = (lowered(block, words[0]) + listed[1:]) if is_common(words[0].text) else listed
    edits = [delete(block, seam.stop, words[-1].end)]
    if words[0].lower in {"and", "or"}:
        edits.append(replace(block, phrase.adjectives_end, phrase.adjectives_end, f" {listed}"))
        return edits
    if phrase.article and phrase.adjectives_end == phrase.start and article_for(listed) != phrase.article.lower:
        edits.append(replace(block, phrase.article.start, phrase.article.end, article_for(listed)))
    edits.append(replace(block, phrase.head, phrase.head, f"{listed} "))
    return edits
