"""Who does something to whom, and who says something, on both sides of a pair; only where both sides are plain.

Arabic puts the verb first: the noun right behind it is its subject and the next one, without a preposition, its object. English puts the subject
first. Where the verbs stand for each other, and the two nouns too, the order must be kept; "by" and the passive turn it round and are left
alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tanqih.anchors.lexicon import lexicon
from tanqih.anchors.nameless import is_name
from tanqih.anchors.pair import Pair, Word
from tanqih.anchors.stems import key
from tanqih.arabic import ALEF, BEH, FEH, KAF, LAM, WAW, folded
from tanqih.english import BE, SAYING, tags

_WITHIN, _BEFORE_VERB, _BEHIND_VERB = 6, 5, 6
_PAST_NAME = 3


class Swap(NamedTuple):
    """A verb whose subject and object stand the wrong way round: English indexes of subject, verb and object, Arabic ones of the verb and the last."""

    subject: int
    verb: int
    object: int
    first: int
    last: int
    adjacent: bool


class Speaker(NamedTuple):
    """Another speaker than in the Arabic: the English index of who speaks, and the Arabic ones of the verb and of who should."""

    at: int
    verb: int
    instead: int


class Tables(NamedTuple):
    """The lists of data/roles.toml: keys of English verbs, folded Arabic words."""

    deeds: frozenset[str]
    saying: frozenset[str]
    prepositions: frozenset[str]


@cache
def tables() -> Tables:
    """The lists, read on first use."""
    raw = tomllib.loads((files("tanqih.anchors") / "data" / "roles.toml").read_text(encoding="utf8"))
    saying, prepositions = (frozenset(folded(raw[name]).text.split()) for name in ("saying", "prepositions"))
    return Tables(frozenset(map(key, raw["deeds"].split())), saying, prepositions)


def swaps(pair: Pair) -> Iterator[Swap]:
    """Verbs whose subject and object have changed places."""
    by_key = pair.english_by_key
    deeds = tables().deeds
    if deeds.isdisjoint(by_key):
        return
    used = pair.matched[1]
    for j, word in enumerate(pair.english):
        if word.keys.isdisjoint(deeds) or j not in used or not tags(word.text.lower()) & _FINITE or _is_passive(pair, j):
            continue
        i = used[j]
        subject, target = _noun_before(pair, j, used), _noun_behind(pair, j, used)
        if subject is None or target is None:
            continue
        doer, done_to = used[subject], used[target]
        if i < done_to < doer <= i + _WITHIN and _plain(pair, i, done_to, doer):
            yield Swap(subject, j, target, i, doer, done_to == i + 1)


def _plain(pair: Pair, verb: int, first: int, second: int) -> bool:
    """Whether nothing between an Arabic verb and two nouns makes another of them than subject and object: a preposition, a mark, a clause."""
    words = pair.arabic[verb + 1 : second + 1]
    if any(word.text in tables().prepositions or _has_preposition(word.text) for word in words):
        return False
    between = pair.folded.text[pair.arabic[verb].start : pair.arabic[second].end]
    return not any(mark in between for mark in _MARKS) and second - first <= _PAST_NAME + 1


def _has_preposition(word: str) -> bool:
    """Whether a conjunction or preposition is written onto a word: before the article, or before a word that the lists hold without it."""
    if word.startswith(_BEFORE_ARTICLE):
        return True
    return word[0] in _GLUED and not lexicon().is_firm(word) and lexicon().is_firm(word[1:])


def _is_passive(pair: Pair, j: int) -> bool:
    before = [word.text.lower() for word in pair.english[max(0, j - 3) : j]]
    behind = [word.text.lower() for word in pair.english[j + 1 : j + 4]]
    return not BE.isdisjoint(before) or "by" in behind or not _TURNED.isdisjoint(before)


def _noun_before(pair: Pair, j: int, used: dict[int, int]) -> int | None:
    """The nearest matched content word before a verb, in the same clause."""
    for k in range(j - 1, max(-1, j - 1 - _BEFORE_VERB), -1):
        if _breaks(pair, k, k + 1):
            return None
        if k in used and not pair.english[k].neutral:
            return k
    return None


def _noun_behind(pair: Pair, j: int, used: dict[int, int]) -> int | None:
    """The nearest matched content word behind a verb, in the same clause, without a preposition before it."""
    for k in range(j + 1, min(len(pair.english), j + 1 + _BEHIND_VERB)):
        word = pair.english[k].text.lower()
        if _breaks(pair, k - 1, k) or word in _ENGLISH_BREAKS:
            return None
        if k in used and not pair.english[k].neutral:
            return k
    return None


def _breaks(pair: Pair, k: int, following: int) -> bool:
    return any(mark in pair.target[pair.english[k].end : pair.english[following].start] for mark in _MARKS)


def speakers(pair: Pair) -> Iterator[Speaker]:
    """Names that the English has saying something where the Arabic has another name say it, and the English has that one elsewhere."""
    verbs = [i for i, word in enumerate(pair.arabic) if word.text in tables().saying]
    said = [j for j, word in enumerate(pair.english) if word.text.lower() in SAYING]
    if len(verbs) != 1 or len(said) != 1:
        return
    i, j = verbs[0], said[0]
    found, used = pair.matched
    behind = range(i + 1, min(len(found), i + 1 + _PAST_NAME))
    instead = next((k for k in behind if found[k] >= 0 and _is_person(pair.english[found[k]])), None)
    if instead is None:
        return
    beside = [k for k in range(j - 1, max(-1, j - 1 - _WITHIN), -1) if not _breaks(pair, k, k + 1)] + [
        k for k in (j + 1, j + 2) if k < len(pair.english)
    ]
    if found[instead] in beside or found[instead] < j:
        return
    named = [k for k in beside if -2 <= k - j <= 1 and _is_person(pair.english[k])]
    if named and all(used.get(k, -1) > i + _PAST_NAME for k in named):
        yield Speaker(named[0], i, instead)


def _is_person(word: Word) -> bool:
    return word.text[0].isupper() and is_name(word.text)


_MARKS = ',.;:!?()"\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
_GLUED = frozenset((BEH, LAM))
_BEFORE_ARTICLE = (LAM + LAM, *(clitic + ALEF + LAM for clitic in (BEH, KAF, FEH, WAW)))
_ENGLISH_BREAKS = frozenset("by of in on at for to with from over and or but that which who after before as against".split())
_TURNED = frozenset("to get who whom that".split())
"""Words before a verb behind which its subject may stand elsewhere."""
_FINITE = frozenset(("VBD", "VBZ"))
