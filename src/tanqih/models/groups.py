"""From a reading to repairs: labelled words that stand together become one group with one edit, a rule and a score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tanqih.models.calibration import WRONG_WORD
from tanqih.models.interface import Change, Reading
from tanqih.models.labels import (
    APPEND,
    BAD,
    DELETE,
    FORMS,
    JOIN,
    JOIN_COMMA,
    KEEP,
    LOWER,
    MARKS,
    REPLACE,
    SWAP,
    TRUNCATED,
    UPPER,
)
from tanqih.models.mend import mended
from tanqih.models.words import Word

SURE, UNSURE = 0.7, 0.5
"""Neighbours of which one is at least as sure as the first and the other less than the second are no group: the sure one stands alone."""
MAX_WORDS = 40
"""A longer run of labels is no small edit."""
_FLAGS = frozenset((KEEP, BAD, TRUNCATED))
_CASES = frozenset((UPPER, LOWER))
_STOPS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class Group:
    """Words that one small edit mends, or that are only pointed at.

    Attributes:
        rule: id of the rule that reports it.
        scale: name of its scale in the calibration.
        first, last: half-open range of its words in the reading.
        start, end: their code points.
        labels: of these words.
        change: what mends it; None when it is only pointed at.
        score: the model's own probability of the least certain of its labels.
    """

    rule: str
    scale: str
    first: int
    last: int
    start: int
    end: int
    labels: tuple[str, ...]
    change: Change | None
    score: float


def groups_of(text: str, reading: Reading) -> list[Group]:
    """The groups of a text, in order. What the quality head says is not among them."""
    labels, shares = _coupled(reading)
    found = []
    for first, last in _runs(labels, shares):
        if last - first > MAX_WORDS:
            continue
        change = change_of(text, reading.words, labels, first, last)
        if change is not None:
            rule = _rule(reading.words, labels, first, last)
            score = min(share for share, label in zip(shares[first:last], labels[first:last], strict=True) if label != KEEP)
            found.append(_group(reading, rule, first, last, tuple(labels[first:last]), change, score))
    for at, label in enumerate(labels):
        if label == TRUNCATED:
            found.append(_group(reading, "model/truncated", at, at + 1, (label,), None, shares[at]))
        elif label == BAD:
            found.append(_group(reading, "model/suspect", at, at + 1, (label,), None, shares[at], WRONG_WORD))
    return sorted(found, key=lambda group: (group.start, group.end))


def _group(
    reading: Reading,
    rule: str,
    first: int,
    last: int,
    labels: tuple[str, ...],
    change: Change | None,
    score: float,
    scale: str = "",
) -> Group:
    words = reading.words
    return Group(rule, scale or rule, first, last, words[first].start, words[last - 1].end, labels, change, score)


def _coupled(reading: Reading) -> tuple[list[str], list[float]]:
    """Labels and their probabilities; a word that goes on with the sentence before takes the full stop before it along."""
    labels, shares = list(reading.labels), list(reading.probabilities)
    for at in range(1, len(labels)):
        if labels[at] in (JOIN, JOIN_COMMA) and labels[at - 1] != DELETE and reading.words[at - 1].text in _STOPS:
            labels[at - 1], shares[at - 1] = DELETE, 1.0 - reading.keep[at - 1]
    return labels, shares


def _runs(labels: Sequence[str], shares: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of neighbouring words with an edit."""
    at = 0
    while at < len(labels):
        if labels[at] in _FLAGS:
            at += 1
            continue
        first = at
        while at < len(labels) and labels[at] not in _FLAGS and (at == first or not _parted(labels, shares, at)):
            at += 2 if labels[at] == SWAP else 1
        yield first, min(at, len(labels))


def _parted(labels: Sequence[str], shares: Sequence[float], at: int) -> bool:
    """Whether a word and the one before it are no group although both have an edit."""
    before, here = labels[at - 1], labels[at]
    if before == DELETE and here in (DELETE, JOIN, JOIN_COMMA, LOWER, UPPER):
        return False
    return max(shares[at - 1], shares[at]) >= SURE and min(shares[at - 1], shares[at]) < UNSURE


def _rule(words: Sequence[Word], labels: Sequence[str], first: int, last: int) -> str:
    """The rule that a group belongs to, by the weightiest of its labels."""
    found = set(labels[first:last]) - {KEEP}
    if found & {JOIN, JOIN_COMMA}:
        return "model/join"
    if SWAP in found:
        return "model/order"
    if all(_on_marks(words[at].text, labels[at]) for at in range(first, last)):
        return "model/mark"
    if found & set(FORMS):
        return "model/form"
    if any(label.startswith((APPEND, REPLACE)) for label in found):
        return "model/word"
    if DELETE in found:
        return "model/delete"
    return "model/case"


def _on_marks(text: str, label: str) -> bool:
    """True for an edit that takes away, adds or changes a punctuation mark only."""
    if label == DELETE:
        return not text[0].isalnum()
    return label.startswith((APPEND, REPLACE)) and label.removeprefix(APPEND).removeprefix(REPLACE) in MARKS


def change_of(text: str, words: Sequence[Word], labels: Sequence[str], first: int, last: int) -> Change | None:
    """The replacement that obeys the labels of some words; None when it changes nothing or reaches over a line break.

    Args:
        text: of the words.
        words, labels: of the whole text.
        first, last: half-open range of the words whose labels count; the word on either side gives the spaces.
    """
    begin, end = max(0, first - 1), min(len(words), last + 1)
    rows = [(words[at].text, words[at].space, labels[at] if first <= at < last else KEEP) for at in range(begin, end)]
    start, stop = words[begin].start, words[end - 1].end
    old, new = text[start:stop], mended(rows)
    if "\n" in old or not new or old == new:
        return None
    return trimmed(start, old, new)


def trimmed(start: int, old: str, new: str) -> Change:
    """The replacement without the words that both versions begin or end with."""
    shortest = min(len(old), len(new))
    head = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    while head and (_inside(old, head) or _inside(new, head)):
        head -= 1
    room = shortest - head
    tail = next((at for at in range(room) if old[-1 - at] != new[-1 - at]), room)
    while tail and (_inside(old, len(old) - tail) or _inside(new, len(new) - tail)):
        tail -= 1
    return Change(start + head, start + len(old) - tail, new[head : len(new) - tail])


def _inside(text: str, at: int) -> bool:
    """True when a place parts a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
