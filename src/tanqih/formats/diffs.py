"""Where two versions of a target differ, so that only the edited words are written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_EXACT_TOKENS = 4000
_LONGEST_WORD = 64


class Change(NamedTuple):
    """`old[start:end]` became `text`; half-open code-point offsets."""

    start: int
    end: int
    text: str


def changes(old: str, new: str) -> list[Change]:
    """The replacements that turn `old` into `new`, ordered and disjoint, by whole tokens."""
    if old == new:
        return []
    head = _common(old, new)
    head -= _torn(old[:head], old[head : head + 1] + new[head : head + 1])
    tail = _common(old[head:][::-1], new[head:][::-1])
    cut_old, cut_new = len(old) - tail, len(new) - tail
    tail -= _torn(old[cut_old:][:_LONGEST_WORD][::-1], old[head:cut_old][-1:] + new[head:cut_new][-1:])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if not old_middle or not new_middle:
        return [Change(head, head + len(old_middle), new_middle)]
    return list(_token_changes(old_middle, new_middle, head))


def _torn(word: str, neighbours: str) -> int:
    """How many characters at the end of `word` belong to a word that goes on in one of its neighbours."""
    if not any(map(str.isalnum, neighbours)):
        return 0
    length = 0
    while length < min(len(word), _LONGEST_WORD) and word[-length - 1].isalnum():
        length += 1
    return length


def _common(a: str, b: str) -> int:
    """Length of the common start."""
    if a[: len(b)] == b[: len(a)]:
        return min(len(a), len(b))
    low, high = 0, min(len(a), len(b))
    while low + 1 < high:  # equal up to `low`, different before `high`
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _token_changes(old: str, new: str, shift: int) -> Iterator[Change]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    # Without its heuristic for frequent tokens the matcher is quadratic; only very long rewritten stretches use it.
    matcher = SequenceMatcher(None, a, b, autojunk=len(a) + len(b) > _EXACT_TOKENS)
    at_old, at_new = _offsets(a), _offsets(b)
    for verb, i1, i2, j1, j2 in matcher.get_opcodes():
        if verb != "equal":
            yield Change(shift + at_old[i1], shift + at_old[i2], new[at_new[j1] : at_new[j2]])


def _offsets(tokens: Sequence[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def carried(offsets: Sequence[int], opening: Sequence[bool], edits: Sequence[Change]) -> list[int]:
    """Where offsets of the old text stand in the new one.

    An offset inside replaced text goes behind the new text. Where text was inserted exactly at it, an opening tag goes behind the
    insertion and a closing one stays before it, so that inserted text is outside the element.
    """
    moved = []
    for offset, opens in zip(offsets, opening, strict=True):
        shift, at = 0, offset
        for change in edits:
            if change.start > offset or (change.start == offset and not (change.end == offset and opens)):
                break
            at = max(at, change.end)
            shift += len(change.text) - (change.end - change.start)
        moved.append(at + shift)
    return moved
