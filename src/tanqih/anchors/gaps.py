"""A stretch of the Arabic that the English does not have: the clause or sentence that was dropped.

Every content word of the Arabic speaks for being translated when an English word of its own stands for it, the more the rarer that word is,
and against it when none does. The stretch that speaks most strongly against is then weighed together with what the rest of the pair
says: how freely the translation renders the other words, whether the English has words left over that could be it, whether the
stretch begins and ends where clauses do, and how the two lengths compare. The weights are those of a logistic regression on clean
pairs and pairs with an injected omission (tests/benchmarks/fit_gaps.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from tanqih.anchors.pair import Pair, opaque, rarity
from tanqih.arabic import WAW

UNLINKED, UNKNOWN, TAKEN, AGAIN = 1.1, 0.55, 0.45, 0.4
"""What a content word says that stands for no English word: known to the lexicon, unknown to it, with a counterpart that another word took;
the factor for one that was counted before."""
LINKED, RARE = -0.6, -1.6
"""What a word says whose counterpart is common, and what is added where it is rare."""
LEAST = 2.5
"""Strength below which no stretch is looked at more closely."""
_NEIGHBOURS = 4
_LONGEST_RATIO = 1.0
_PAUSE = re.compile("[.,;:!?()\"\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
                    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{EN DASH}-]")  # fmt: skip
_STOP = re.compile("[.!?\N{ARABIC QUESTION MARK}](?=\\s|$)")
_ENDED = re.compile(
    "[.!?\N{ARABIC QUESTION MARK}\N{HORIZONTAL ELLIPSIS}:][\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})\\]]*\\s*$"
)
FEATURES = (
    "strength", "adapted", "rest linked", "English explained", "bounds", "length", "length squared", "length without", "length without, size",
    "words more", "English left", "share", "glued", "sentences more", "left in place", "short forms",
)  # fmt: skip
WEIGHTS = (
    0.386,  # strength
    0.078,  # adapted
    -3.425,  # rest linked
    5.532,  # English explained
    1.304,  # bounds
    -7.226,  # length
    -2.102,  # length squared
    -0.631,  # length without
    -0.933,  # length without, size
    2.009,  # words more
    -2.727,  # English left
    0.142,  # share
    0.585,  # glued
    1.432,  # sentences more
    -0.119,  # left in place
    -1.284,  # short forms
)
BIAS = -6.0


class Gap(NamedTuple):
    """A stretch of the Arabic that nothing in the English seems to stand for.

    Attributes:
        first, last: indexes of its first and last word, both included.
        after: index of the English word behind which it is missed; -1 before the first.
        missing: how many of its content words have no counterpart.
        at_end: True when it reaches the end of the source.
        ends_open: True when the source ends with a mark and the target without any.
        features: what the score is made of, in the order of `FEATURES`.
    """

    first: int
    last: int
    after: int
    missing: int
    at_end: bool
    ends_open: bool
    features: tuple[float, ...]

    @property
    def score(self) -> float:
        """Log-odds of an omission, as fitted; see `WEIGHTS`."""
        return BIAS + sum(weight * value for weight, value in zip(WEIGHTS, self.features, strict=True))


def find(pair: Pair) -> Gap | None:
    """The stretch that most likely was left out; None where the pair gives no reason to think of one."""
    if sum(not places for places in pair.links) < 2:
        return None
    found, used = pair.matched
    values = _values(pair, found)
    strength, first, last = _strongest(values)
    if strength < LEAST:
        return None
    return _weighed(pair, found, used, strength, first, last)


def _values(pair: Pair, found: Sequence[int]) -> list[float]:
    """What each Arabic word says for its having been left out: positive for, negative against."""
    values = []
    seen: set[str] = set()
    spelled_out = _spelled_out(pair)
    for i, word in enumerate(pair.arabic):
        if word.neutral or opaque(word) or i in spelled_out:
            values.append(0.0)
            continue
        if found[i] >= 0:
            value = LINKED + RARE * rarity(pair.english[found[i]].text.lower())
        else:
            value = TAKEN if pair.links[i] else UNLINKED if word.known else UNKNOWN
            value *= AGAIN if word.text in seen else 1.0
        seen.add(word.text)
        values.append(value)
    return values


def _spelled_out(pair: Pair) -> set[int]:
    """Words before an abbreviation in Latin letters and brackets, which the English has without them."""
    found: set[int] = set()
    for i, word in enumerate(pair.arabic):
        if word.text.isascii() and word.text.isupper() and pair.folded.text[word.start - 1 : word.start] == "(" and pair.links[i]:
            found.update(range(max(0, i - len(word.text) - 2), i))
    return found


def _strongest(values: Sequence[float]) -> tuple[float, int, int]:
    """Sum and bounds of the stretch with the greatest sum (Kadane)."""
    best, best_first, best_last = 0.0, 0, -1
    here, start = 0.0, 0
    for i, value in enumerate(values):
        if here <= 0.0:
            here, start = 0.0, i
        here += value
        if here > best:
            best, best_first, best_last = here, start, i
    return best, best_first, best_last


def _weighed(pair: Pair, found: Sequence[int], used: dict[int, int], strength: float, first: int, last: int) -> Gap:
    arabic = pair.arabic
    content = [i for i, word in enumerate(arabic) if not word.neutral and not opaque(word)]
    inside = [i for i in content if first <= i <= last]
    hits = sum(found[i] >= 0 for i in content)
    hits_inside = sum(found[i] >= 0 for i in inside)
    rest = (hits - hits_inside + 2.0) / (len(content) - len(inside) + 3.0)
    missing = len(inside) - hits_inside
    english = [j for j, word in enumerate(pair.english) if not word.neutral]
    left = [j for j in english if j not in used]
    begin = first
    while begin and not _bound(pair, begin) and arabic[begin - 1].neutral:
        begin -= 1
    bounds = _bound(pair, begin) + (last + 1 == len(arabic) or _bound(pair, last + 1))
    share = (arabic[last].end - arabic[first].start) / max(1, len(pair.source))
    length = _ratio(len(pair.target), len(pair.source))
    without = _clipped(length - math.log(max(0.15, 1.0 - share)))
    ends_open = bool(_ENDED.search(pair.source)) and not _ENDED.search(pair.target)
    after, low, high = _place(found, len(pair.english), first, last)
    features = (
        strength,
        missing * -math.log(1.0 - min(0.93, rest)),
        rest,
        (len(english) - len(left) + 3.0) / (len(english) + 4.0),
        float(bounds),
        length,
        math.copysign(length * length, -length),
        without,
        abs(without),
        (len(content) - len(english)) / (len(content) + 4.0),
        len(left) / max(1, len(english)),
        share,
        float(sum(opaque(word) for word in arabic)),
        float(len(_STOP.findall(pair.source)) - len(_STOP.findall(pair.target))),
        float(sum(low < j < high for j in left)),
        float(min(2, sum(_is_short_form(pair.english[j].text) for j in left))),
    )
    return Gap(begin, last, after, missing, last + 1 == len(arabic), ends_open, features)


def _is_short_form(word: str) -> bool:
    """True for an abbreviation in capitals, which Arabic writes in full."""
    return len(word) > 1 and word.isupper() and word.isalpha()


def _ratio(target: int, source: int) -> float:
    return _clipped(math.log(max(1, target) / max(1, source)) - 0.08)


def _clipped(value: float) -> float:
    return max(-_LONGEST_RATIO, min(_LONGEST_RATIO, value))


def _bound(pair: Pair, i: int) -> bool:
    """Whether a clause may begin with a word: the first, behind a mark, or one with the conjunction wa."""
    if i == 0 or pair.arabic[i].text[0] == WAW:
        return True
    return _PAUSE.search(pair.folded.text, pair.arabic[i - 1].end, pair.arabic[i].start) is not None


def _place(found: Sequence[int], english: int, first: int, last: int) -> tuple[int, int, int]:
    """The English word behind which a stretch is missed, and the bounds between which its words should stand."""
    before = sorted(j for j in found[max(0, first - _NEIGHBOURS) : first] if j >= 0)
    behind = sorted(j for j in found[last + 1 : last + 1 + _NEIGHBOURS] if j >= 0)
    if before and behind:
        low, high = sorted((before[len(before) // 2], behind[len(behind) // 2]))
    elif before:
        low, high = before[-1], english
    elif behind:
        low, high = -1, behind[0]
    else:
        low, high = -1, english
    if first == 0 or not before:
        return -1 if not before else before[-1], low, high
    return (english - 1 if last + 1 == len(found) else before[-1]), low, high
