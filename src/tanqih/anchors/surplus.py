"""A stretch of the English that the Arabic does not have: a sentence that was invented or said twice, a clause that was put in."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from tanqih.anchors.lexicon import lexicon
from tanqih.anchors.nameless import is_name
from tanqih.anchors.pair import Pair, rarity

SENTENCE_WORDS = 4
"""Content words that a sentence has at least, to be judged by itself."""
STRAY, REST = 0.3, 0.55
"""Share of matched words up to which a sentence has no counterpart, and from which the others have theirs."""
ALIKE = 0.75
"""Share of common words from which two sentences say the same."""
LONGER = 0.15
_KNOWN, _NAME, _UNKNOWN = 1.0, 0.9, 0.35
_LINKED, _RARE = -0.7, -1.6
CLAUSE_STRENGTH, CLAUSE_WORDS = 4.5, 5
_CLAUSE_LONGER = 0.25
_STOP = re.compile("[.!?\N{ARABIC QUESTION MARK}]+(?=\\s|$)")


class Extra(NamedTuple):
    """A stretch of the English: indexes of its first and last word, whether it repeats another, how strongly it is without counterpart."""

    first: int
    last: int
    repeats: bool
    sure: bool


def find(pair: Pair, sentences: Sequence[tuple[int, int]]) -> Extra | None:
    """The sentence, or else the clause, that only the English has; None without one.

    Args:
        pair: the words of both sides.
        sentences: half-open spans of the sentences of the target.
    """
    longer = math.log(max(1, len(pair.target)) / max(1, len(pair.source)))
    if longer < LONGER:
        return None
    rows = [_words_in(pair, span) for span in sentences]
    if len(rows) > max(1, len(_STOP.findall(pair.source))):
        found = _repeated(pair, rows) or _stray(pair, rows)
        if found:
            return found
    return _clause(pair) if longer > _CLAUSE_LONGER else None


def _words_in(pair: Pair, span: tuple[int, int]) -> list[int]:
    return [j for j, word in enumerate(pair.english) if span[0] <= word.start < span[1]]


def _content(pair: Pair, row: Sequence[int]) -> list[int]:
    return [j for j in row if not pair.english[j].neutral]


def _stray(pair: Pair, rows: Sequence[list[int]]) -> Extra | None:
    """The sentence of which hardly a word is matched, while the others are."""
    used = pair.matched[1]
    counts = [(sum(j in used for j in _content(pair, row)), len(_content(pair, row))) for row in rows]
    hits, words = sum(hit for hit, _ in counts), sum(count for _, count in counts)
    for row, (hit, count) in zip(rows, counts, strict=True):
        others = words - count
        if count >= SENTENCE_WORDS and others >= SENTENCE_WORDS and hit <= STRAY * count and hits - hit >= REST * others:
            return Extra(row[0], row[-1], False, hit <= STRAY * count / 2)
    return None


def _repeated(pair: Pair, rows: Sequence[list[int]]) -> Extra | None:
    """The later of two sentences that say the same."""
    keys = [frozenset(one for j in _content(pair, row) for one in pair.english[j].keys) for row in rows]
    for first, second in combinations(range(len(rows)), 2):
        shared = len(keys[first] & keys[second])
        if shared >= SENTENCE_WORDS and shared >= ALIKE * max(len(keys[first]), len(keys[second])):
            return Extra(rows[second][0], rows[second][-1], True, True)
    return None


def _clause(pair: Pair) -> Extra | None:
    """The run of English words that is strongest without counterparts."""
    used = pair.matched[1]
    known = lexicon().english
    best, bounds = 0.0, (0, -1)
    here, start, words, most = 0.0, 0, 0, 0
    for j, word in enumerate(pair.english):
        if word.neutral:
            continue
        if j in used or j in pair.linked:
            value = (_LINKED + _RARE * rarity(word.text.lower())) * (1.0 if j in used else 0.5)
        elif word.keys & known:
            value = _KNOWN
        else:
            value = _NAME if is_name(word.text) else _UNKNOWN
        if here <= 0.0:
            here, start, words = 0.0, j, 0
        here += value
        words += value > 0
        if here > best:
            best, bounds, most = here, (start, j), words
    if best < CLAUSE_STRENGTH or most < CLAUSE_WORDS:
        return None
    return Extra(*bounds, False, best >= CLAUSE_STRENGTH + 1)
