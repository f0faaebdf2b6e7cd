"""The part of a text in which two versions differ, with the words around it that its facts may hang on.

A repair changes a word or two, and a paragraph has dozens. What the versions share before and behind the change has the same facts in
both, as long as words are not cut and what a fact takes in besides its own word (a scale behind a number, a verb beside a name,
the stop before a capital) is kept with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tanqih.english import SAYING_PAST
from tanqih.guards.facts import DATE_WORDS, FACTS, TOKEN, is_negation, is_number
from tanqih.quotation import DOUBLE_MARKS

CONTEXT_WORDS = 2
"""Words kept on either side: a speaker and the verb of saying, a number and its scale."""
_GLUE = "'\N{RIGHT SINGLE QUOTATION MARK}-.,"
"""Marks that may stand inside a word or a number."""


def stretch(before: str, after: str) -> tuple[str, str]:
    """The differing parts of two texts, each with the same few words before and behind it.

    Facts read off the two parts differ as those of the two texts do, for every kind that looks no further than a word beside its own
    (`facts.FACTS`, quotations apart).
    """
    shortest = min(len(before), len(after))
    start = _shared(before, after, shortest, at_end=False)
    end = _shared(before, after, shortest - start, at_end=True)
    first = _back(before, start)
    behind = _forward(before, len(before) - end)
    return before[first:behind], after[first : len(after) - (len(before) - behind)]


def suspects(old: str, new: str) -> Iterator[str]:
    """The kinds of facts that may differ between two stretches; whether they do, the texts as a whole must tell.

    The same words in the same order, whatever their case and the marks between them, are the same numbers, dates, names and
    negations; without a verb of saying nobody is quoted, and where no double mark stands, none has moved.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    words, rewritten = [word.lower() for word in before], [word.lower() for word in after]
    if words != rewritten:
        moved = set(words) ^ set(rewritten)
        counted = moved or Counter(words) != Counter(rewritten)
        if any(map(is_number, {*words, *rewritten})) and any(FACTS["numbers"](old, new)):
            yield "numbers"
        if counted and not (DATE_WORDS.isdisjoint(words) and DATE_WORDS.isdisjoint(rewritten)) and any(FACTS["dates"](old, new)):
            yield "dates"
        if any(word[0].isupper() and word.lower() in moved for word in (*before, *after)) and any(FACTS["names"](old, new)):
            yield "names"
        if counted and any(map(is_negation, {*words, *rewritten})) and any(FACTS["negation"](old, new)):
            yield "negation"
    if (
        before != after
        and not (SAYING_PAST.isdisjoint(words) and SAYING_PAST.isdisjoint(rewritten))
        and any(FACTS["attribution"](old, new))
    ):
        yield "attribution"
    if (not _MARKS.isdisjoint(old) or not _MARKS.isdisjoint(new)) and _marked(old) != _marked(new):
        yield "quotation"


def _marked(text: str) -> list[str]:
    """Words in lower case and double marks, in order; marks alike."""
    found = []
    at = 0
    for m in TOKEN.finditer(text):
        found += ['"' for char in text[at : m.start()] if char in _MARKS]
        found.append(m.group().lower())
        at = m.end()
    return [*found, *('"' for char in text[at:] if char in _MARKS)]


_MARKS = frozenset(DOUBLE_MARKS)


def _shared(one: str, other: str, most: int, *, at_end: bool) -> int:
    """Length of the longest common beginning (or end) of two texts, up to a limit; by bisection, since slices compare fast."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        same = one[len(one) - middle :] == other[len(other) - middle :] if at_end else one[:middle] == other[:middle]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _back(text: str, at: int) -> int:
    """Offset of the first of the words kept before a place; the whole of a word that the place lies in, and the mark before it."""
    for _ in range(CONTEXT_WORDS + 1):
        while at > 0 and not _in_word(text[at - 1]):
            at -= 1
        while at > 0 and _in_word(text[at - 1]):
            at -= 1
    while at > 0 and not text[at - 1].isalnum():
        at -= 1
    return at


def _forward(text: str, at: int) -> int:
    """Offset behind the last of the words kept behind a place."""
    for _ in range(CONTEXT_WORDS + 1):
        while at < len(text) and _in_word(text[at]):
            at += 1
        while at < len(text) and not _in_word(text[at]):
            at += 1
    while at < len(text) and _in_word(text[at]):
        at += 1
    return at


def _in_word(char: str) -> bool:
    return char.isalnum() or char in _GLUE
