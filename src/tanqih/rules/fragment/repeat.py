"""Passages printed twice, word for word or in a second translation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tanqih.document import Role
from tanqih.english import FUNCTION_WORDS, NEGATIONS, tags
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, delete, finding, page_rule, review, safe
from tanqih.rules.fragment._clause import Verb, main_verb
from tanqih.rules.fragment._mend import stem, stems
from tanqih.text import Block, Page, Sentence

_PIECES = regex(r"[.!?][^\w\s.!?]*+\s+")
_SECOND = regex(r"[.!?][^\w\s.!?]*+\s++\S[^.!?]{19}")
_TOKEN = regex(r"\w+")
_MIN_WORDS_NEXT = 4
_MIN_WORDS_FAR = 8
_NEAR = 0.75
_LONG_PIECE = 20
_LONG = 6
_AROUND = 400
_SHORT = 9
_SPOKEN = regex(r"\b(?:I|[Ww]e|[Yy]ou|[Oo]ur|[Mm]y|[Ll]et)\b|\w[\N{RIGHT SINGLE QUOTATION MARK}'](?:t|re|ve|ll|m|d)\b")


@page_rule("accuracy/addition", Severity.MINOR, trigger=None, changes={"all"})
def repeated_passage(page: Page) -> Iterator[Finding]:
    """A sentence or a paragraph printed twice, exactly or in a second translation.

    Caption, lead and body are all translated, two variants are pasted, a template repeats the standfirst. One is kept: an exact copy next
    to the first is deleted without asking; a near copy, and a copy further away, is for a person. A refrain or a repetition inside a
    quotation and the points of a summary box are left alone.
    """
    blocks = [block for block in page.blocks if block.text and not block.is_heading and block.role is not Role.LIST_ITEM]
    if not _worth_a_look(blocks):
        return
    seen: dict[str, tuple[int, int]] = {}
    copied: set[int] = set()
    for place, block in enumerate(blocks):
        whole = _key(block.text)
        if len(block.sentences) > 1 and whole in seen:
            copied.add(block.index)
            yield _copy(block, 0, len(block.text), place - seen[whole][0] <= 1)
            continue
        seen.setdefault(whole, (place, 0))
        for sentence in block.sentences:
            yield from _exact(block, sentence, seen, place, alone=len(block.sentences) == 1)
    for block in blocks:
        if block.index not in copied:
            for first, second in pairwise(block.sentences):
                yield from _near(block, first, second)


def _key(text: str) -> str:
    return " ".join(_TOKEN.findall(text.casefold()))


def _worth_a_look(blocks: list[Block]) -> bool:
    """A quick look: True when a piece of text occurs twice or two neighbours share most of their words."""
    if len(blocks) == 1 and not _SECOND.search(blocks[0].text):
        return False
    seen: set[str] = set()
    for block in blocks:
        pieces = _PIECES.split(block.text)
        before, last = "", frozenset[str]()
        for piece in pieces:
            if len(piece) < _LONG_PIECE:
                before, last = "", frozenset()
                continue
            key = piece.strip(" \n.\"'").casefold()
            if key in seen:
                return True
            seen.add(key)
            if len(pieces) == 1:
                break
            words = frozenset(key.split())
            if last and len(words & last) * 10 >= 3 * min(len(words), len(last)) and _are_alike(key, before):
                return True
            before, last = key, words
    return False


def _are_alike(one: str, other: str) -> bool:
    """True when two pieces share most of their longer words, whatever their endings."""
    first, second = ({word[:4] for word in text.split() if len(word) > 3} for text in (one, other))
    return bool(second) and len(first & second) * 10 >= 6 * min(len(first), len(second))


def _copy(block: Block, start: int, end: int, near: bool) -> Finding:
    drop = delete(block, start, end)
    message = "This passage repeats an earlier one word for word."
    sure = near and not block.quotations.marks
    spoken = _SPOKEN.search(block.text, max(0, start - _AROUND), min(len(block.text), end + _AROUND)) is not None
    sure = sure and not spoken
    confidence = 0.95 if sure else 0.55 if spoken else 0.75
    return finding(block, start, end, message, confidence, (safe if sure else review)("delete the copy", drop))


def _exact(block: Block, sentence: Sentence, seen: dict[str, tuple[int, int]], place: int, *, alone: bool) -> Iterator[Finding]:
    key = _key(sentence.text)
    words = key.count(" ") + 1
    if words < _MIN_WORDS_NEXT:
        return
    where = (place, sentence.index)
    earlier = seen.setdefault(key, where)
    if earlier == where or (alone and earlier[0] == place):
        return
    inside = block.quoted(sentence.words[0].start) if sentence.words else True
    next_to = earlier[0] == place and sentence.index - earlier[1] == 1
    if inside or (words < _MIN_WORDS_FAR and not next_to):
        return
    if alone:
        yield _copy(block, 0, len(block.text), place - earlier[0] == 1)
        return
    before = sentence.previous
    start, end = (before.end, sentence.end) if before is not None else (sentence.start, _next_start(sentence))
    yield _copy(block, start, end, next_to)


def _next_start(sentence: Sentence) -> int:
    following = sentence.next
    return following.start if following is not None else sentence.end


def _near(block: Block, first: Sentence, second: Sentence) -> Iterator[Finding]:
    """The second sentence says what the first one said, in other words or in part."""
    if _key(first.text) == _key(second.text) or not second.text.endswith((".", ".\N{RIGHT DOUBLE QUOTATION MARK}")):
        return
    old, new = stems(first.words), stems(second.words)
    shared = len(old & new)
    if len(new) < 3 or not _same_facts(first, second):
        return
    alike = len(old) >= 4 and len(new) >= 4 and shared >= _NEAR * len(new) and shared >= _NEAR * len(old)
    short = len(second.words) <= _SHORT and second.words[0].lower not in {"it", "this", "that", "there"}
    part = shared == len(new) and short and not NEGATIONS & {word.lower for word in second.words}
    if not part and shared < len(old) and min(len(new), len(old)) < _LONG and not _other_verb(first, second, old & new):
        return
    if _SPOKEN.search(second.text) or _SPOKEN.search(first.text):
        return
    if not (alike or part) or block.quoted(second.words[0].start) or block.quoted(first.words[-1].start):
        return
    if main_verb(second.words, block.text) is Verb.NO:
        return
    message = "This sentence repeats the one before it in other words."
    drop = review("delete the repetition", delete(block, first.end, second.end), score=0.7)
    keep = review("keep this one instead", delete(block, first.start, second.start), score=0.4)
    yield finding(block, second.start, second.end, message, 0.75 if alike else 0.6, drop, keep)


def _other_verb(first: Sentence, second: Sentence, shared: set[str]) -> bool:
    """True when the sentences differ in their finite verb alone ("begins" and "starts") and share four content words."""
    if len(shared) < 4:
        return False
    rest = [[w for w in s.words if w.lower not in FUNCTION_WORDS and stem(w.lower) not in shared] for s in (first, second)]
    return all(len(words) == 1 and bool(tags(words[0].lower) & {"VBZ", "VBD"}) for words in rest)


def _same_facts(first: Sentence, second: Sentence) -> bool:
    """True when the second sentence has no number of its own and both deny alike."""
    old, new = ({word.lower for word in sentence.words} for sentence in (first, second))
    numbers = {word for word in new if word[0].isdigit()}
    return numbers <= old and len(old & NEGATIONS) == len(new & NEGATIONS)
