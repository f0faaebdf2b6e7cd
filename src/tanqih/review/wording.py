"""Word differences of long paragraphs: what is the same at both ends is set aside first, so a click is never slow."""

from __future__ import annotations

from tanqih.diff import Piece, word_diff

_STEP = 512


def changed_pieces(before: str, after: str) -> list[Piece]:
    """As `tanqih.diff.word_diff`, but the time depends on what lies between the first and the last change only."""
    head = _whole_words(before, after, _common(before, after))
    tail = _common(before[head:][::-1], after[head:][::-1])
    while tail and _joins(before, len(before) - tail, after):
        tail -= 1
    middle = word_diff(before[head : len(before) - tail], after[head : len(after) - tail])
    parts = [Piece("keep", before[:head]), *middle, Piece("keep", before[len(before) - tail :])]
    return _merged([part for part in parts if part.text])


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    at = 0
    while (part := one[at : at + _STEP]) and part == other[at : at + _STEP]:
        at += _STEP
    pairs = enumerate(zip(one[at : at + _STEP], other[at : at + _STEP], strict=False), at)
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _whole_words(before: str, after: str, at: int) -> int:
    """The last place up to `at` that does not lie inside a word of either text."""
    while at and _is_word(before[at - 1]) and (_is_word(before[at : at + 1]) or _is_word(after[at : at + 1])):
        at -= 1
    return at


def _joins(before: str, at: int, after: str) -> bool:
    """True when the place `at` of `before`, or the same distance from the end of `after`, lies inside a word."""
    there = len(after) - (len(before) - at)
    return _is_word(before[at]) and (_is_word(before[at - 1 : at]) or _is_word(after[max(0, there - 1) : there]))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _merged(parts: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    merged: list[Piece] = []
    for part in parts:
        if merged and merged[-1].kind == part.kind:
            merged[-1] = Piece(part.kind, merged[-1].text + part.text)
        else:
            merged.append(part)
    return merged
