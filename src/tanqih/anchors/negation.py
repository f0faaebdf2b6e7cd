"""Negation in a pair: the negators of both sides, and for each whether the other side denies the same thing.

What a negator denies is taken to be the content words behind it. They lead, through the words that stand for each other, to a stretch of the
other side; a negator, or a word that denies by itself (fail, un-, without), is looked for there. Where the words lead nowhere the
whole side is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tanqih.anchors.negators import Tables, arabic_negators, denies, english_negators, is_negator, tables
from tanqih.anchors.pair import Pair, Word
from tanqih.arabic import ALEF, LAM, MEEM, TEH, WAW, YEH
from tanqih.english import FINITE_AUXILIARIES

_REACH = 6
"""Words behind a negator in which the words that it denies are looked for."""
_GOVERNED = 3
"""How many of them are."""
_FAR, _NEAR = 0.4, 6
"""A counterpart may stand this share of the text, or this many words, from where it is expected."""
_BEFORE, _BEHIND = 7, 5
_BEFORE_NOUN, _BEHIND_NOUN = 5, 2
_WIDE = 20
"""Words before and behind what is denied in which an answer may stand, and words of a stretch that is too wide to be one place."""
_WITH_TO = frozenset(("yet", "too"))
_TO = re.compile(r"(?: [a-z]+)? (?:to|for) ")
_REFUSAL = re.compile(r"stop|refus|reject|den[iy]|fail|prevent|prohibit|avoid|ban|lack|declin|forbid|exclu", re.IGNORECASE)
"""Words that deny, and that may be denied themselves."""
_AUXILIARIES = FINITE_AUXILIARIES | frozenset("be been to wo ca".split())
_GLUED = re.compile(f"{LAM}[{ALEF}{MEEM}]$|^{LAM}{ALEF}[{YEH}{TEH}]|^.{{6,}}{LAM}[{ALEF}{MEEM}].{{4,}}$")
"""An unknown word that may have a negator written onto it."""


class Lone(NamedTuple):
    """A negator to which nothing answers on the other side.

    Attributes:
        at: its index among the words of its side.
        linked: indexes, on the other side, of words that stand for what it denies; empty where it could not be told.
        first: True when the very first word that it denies is among them.
        noun: True for a nominal negator of the Arabic.
        silent: True when nothing on the whole other side denies anything.
        auxiliary: True when the English has an auxiliary there, as a verb has from which "not" was lost.
    """

    at: int
    linked: tuple[int, ...]
    first: bool
    noun: bool
    silent: bool
    auxiliary: bool = False


def dropped(pair: Pair) -> list[Lone]:
    """Arabic negators whose denial the English lacks."""
    negators = arabic_negators(pair)
    if not negators:
        return []
    table = tables()
    governed = {i: _governed(pair, i, 1 if pair.arabic[i].text in table.nominal else _GOVERNED) for i in negators}
    places = {i: tuple(place for _, _, place in governed[i]) for i in negators}
    denied = {at for some in governed.values() for _, at, _ in some}
    answers = _english_answers(pair, denied.union(negators), places)
    silent = not any(denies(pair.english[j].text) for j in answers)
    all_silent = silent and not any(denies(word.text) and _may_be_answer(pair, word) for word in pair.english)
    answered = _answered(pair, places, answers)
    found = []
    for i in negators:
        noun = pair.arabic[i].text in table.nominal
        if not governed[i]:
            if all_silent:
                found.append(Lone(i, (), False, noun, True, _has_auxiliary(pair.english)))
        elif i not in answered:
            around = _around(pair.english, places[i], *_reach(noun))
            found.append(Lone(i, places[i], governed[i][0][0] == 1, noun, silent, _has_auxiliary(around)))
    return found


def _reach(noun: bool) -> tuple[int, int]:
    """Words before and behind what is denied in which an answer to a negator may stand."""
    return (_BEFORE_NOUN, _BEHIND_NOUN) if noun else (_BEFORE, _BEHIND)


def _english_answers(pair: Pair, deny: Collection[int], places: Mapping[int, tuple[int, ...]]) -> list[int]:
    """Indexes of English words that may answer to a negator: those that deny, unless an Arabic word outside of `deny` stands for them.

    "Ever" may, whatever stands for it: it seldom is without a denial.
    """
    denied = {place for some in places.values() for place in some}
    found = []
    for j, word in enumerate(pair.english):
        if not _may_be_answer(pair, word) or (j in denied and _REFUSAL.match(word.text)):
            continue
        if j in denied or is_negator(word.text) or word.text.lower() == "ever" or not _spoken_for(pair, j, deny):
            found.append(j)
    return found


def _may_be_answer(pair: Pair, word: Word) -> bool:
    """Whether an English word denies; "yet" and "too" do only in "has yet to" and "too small to"."""
    lower = word.text.lower()
    if lower in _WITH_TO:
        return _TO.match(pair.target, word.end) is not None
    return denies(word.text) or lower in tables().denying_nouns


def _spoken_for(pair: Pair, j: int, deny: Collection[int]) -> bool:
    """Whether an Arabic word that denies nothing and is not denied is what an English one translates: "prevention" for man'."""
    i = pair.matched[1].get(j)
    return i is not None and i not in deny


def _answered(pair: Pair, places: Mapping[int, tuple[int, ...]], answers: Sequence[int]) -> set[int]:
    """The negators that an English word answers: each word one of them, as many as can be; two that "and" joins may share."""
    table = tables()
    near: dict[int, list[int]] = {}
    for i, some in places.items():
        if not some:
            continue
        noun = pair.arabic[i].text in table.nominal
        low, high = _window(some, *_reach(noun))
        near[i] = [j for j in answers if low <= j <= high and _may_answer(pair, i, j, noun)]
    holds: dict[int, int] = {}
    found = {i for i in near if _give(i, near, holds, set())}
    return found | {i for i in near if near[i] and pair.arabic[i].text[0] == WAW}


def _give(i: int, near: Mapping[int, Sequence[int]], holds: dict[int, int], tried: set[int]) -> bool:
    """Give a negator an answer, moving others to another one of theirs where that frees it (augmenting path)."""
    for j in near[i]:
        if j not in tried:
            tried.add(j)
            if j not in holds or _give(holds[j], near, holds, tried):
                holds[j] = i
                return True
    return False


def added(pair: Pair) -> list[Lone]:
    """English negators whose denial the Arabic lacks."""
    table = tables()
    negators = english_negators(pair)
    if not negators:
        return []
    answers = [_answers(word, table) for word in pair.arabic]
    silent = not any(answers)
    back = _backwards(pair)
    found = []
    for j in negators:
        if silent:
            found.append(Lone(j, (), False, False, True))
            continue
        governed = _governed_back(pair, j, back)
        if not governed:
            continue
        places = tuple(place for _, place in governed)
        low, high = _window(places, _BEFORE - 1, _BEHIND)
        if not any(answers[max(0, low) : high + 1]):
            found.append(Lone(j, places, governed[0][0] == 1, False, False))
    return found


def _may_answer(pair: Pair, i: int, j: int, noun: bool) -> bool:
    """Whether an English word can be what a negator is; "unless" is for "if not" alone."""
    word = pair.english[j].text
    if word.lower() == "unless":
        return i > 0 and pair.arabic[i - 1].text in tables().conditional
    return noun or denies(word)


def _has_auxiliary(words: list[Word]) -> bool:
    return any(word.text.lower() in _AUXILIARIES for word in words)


def _answers(word: Word, table: Tables) -> bool:
    """Whether an Arabic word may be what an English "not" stands for."""
    return (
        word.text in table.verbal
        or word.text in table.nominal
        or table.lexical.match(word.text) is not None
        or (not word.known and (_GLUED.search(word.text) is not None))
    )


def _governed(pair: Pair, i: int, most: int) -> list[tuple[int, int, int]]:
    """The first content words behind an Arabic word: their number from 1, their index, and the nearest English word that stands for each."""
    found = []
    number = 0
    for k in range(i + 1, min(i + 1 + _REACH, len(pair.arabic))):
        word = pair.arabic[k]
        if word.text in tables().verbal or word.text in tables().nominal:
            break
        if word.neutral:
            continue
        number += 1
        place = _nearest(_free(pair, k), k, len(pair.arabic), len(pair.english))
        if place is not None:
            found.append((number, k, place))
        if number == most:
            break
    return found


def _governed_back(pair: Pair, j: int, back: dict[int, list[int]]) -> list[tuple[int, int]]:
    """As `_governed`, from an English word to the Arabic."""
    found = []
    number = 0
    for k in range(j + 1, min(j + 1 + _REACH, len(pair.english))):
        word = pair.english[k]
        if is_negator(word.text):
            break
        if word.neutral:
            continue
        number += 1
        place = _nearest(back.get(k, ()), k, len(pair.english), len(pair.arabic))
        if place is not None:
            found.append((number, place))
        if number == _GOVERNED:
            break
    return found


def _free(pair: Pair, k: int) -> list[int]:
    """The English words that can stand for an Arabic one, without those that another Arabic word took."""
    _, used = pair.matched
    return [place for place in pair.links[k] if used.get(place, k) == k]


def _backwards(pair: Pair) -> dict[int, list[int]]:
    """For each English word the indexes of the Arabic words that can stand for it."""
    back: dict[int, list[int]] = {}
    for i, places in enumerate(pair.links):
        for j in places:
            back.setdefault(j, []).append(i)
    return back


def _nearest(places: Sequence[int], at: int, mine: int, theirs: int) -> int | None:
    """The place nearest to where a word is expected on the other side, unless all are far."""
    expected = (at + 0.5) / mine * theirs
    best = min(places, key=lambda place: abs(place - expected), default=None)
    return best if best is not None and abs(best - expected) <= max(_NEAR, _FAR * theirs) else None


def _window(places: tuple[int, ...], before: int, behind: int) -> tuple[int, int]:
    low, high = min(places) - before, max(places) + behind
    if high - low > _WIDE:
        low, high = places[0] - before, places[0] + behind
    return low, high


def _around(words: list[Word], places: tuple[int, ...], before: int, behind: int) -> list[Word]:
    low, high = _window(places, before, behind)
    return words[max(0, low) : high + 1]
