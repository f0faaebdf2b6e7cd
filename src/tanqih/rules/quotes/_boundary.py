"""Where a quotation may begin and end: a score for every pair of places, from the English words about them and from the Arabic.

The score is linear in named features. Their weights are in `boundary.tsv`, fitted by `tests/benchmarks/fit_boundary.py`: those of the English
on press releases and reports of the US Government, those that compare the two sides on tico19 (both free to use).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from tanqih.english import FUNCTION_WORDS, SAYING
from tanqih.lazy import regex
from tanqih.quotation import DOUBLE_MARKS

if TYPE_CHECKING:
    from tanqih.anchors.pair import Word

ENGLISH = "the English beside the Arabic"
"""Feature whose value is the score of the English alone, where there is an Arabic side."""
REACH = 10
"""Words over which a mark is tried further on or back."""
_NEAR = 3
_FIRST_PERSON = frozenset("i my we our me us i'm i've i'd i'll we're we've we'll myself".split())
_PRONOUNS = frozenset("he she they it i we you".split())
_SPOKE = frozenset("said says told added asked wrote explained noted".split())
_MARKS = regex(rf"[{DOUBLE_MARKS}\s'\N{{LEFT SINGLE QUOTATION MARK}}\N{{RIGHT SINGLE QUOTATION MARK}}\[\]]")
_TELLING = (SAYING | frozenset("answered answering saying telling adding asking writing stating according".split())) - frozenset(
    "notes claims reports stresses considered".split()
)
"""Verbs of saying, without what is a noun or something else as often."""
_TOLD = _TELLING - _SPOKE
"""Verbs of saying that stand too seldom before a quotation to be told apart."""
_LISTED = (
    FUNCTION_WORDS
    | _SPOKE
    | _FIRST_PERSON
    | frozenset(
        "called calling called so-called termed named known titled entitled dubbed labelled described described saying according word words term "
        "phrase wrote tweeted just really very".split()
    )
)
_ENDINGS = ("ing", "ed", "ly", "s")
_LENGTHS = (1, 2, 3, 5, 8, 14, 25)
_WORDS_PER_ARABIC_WORD = 1.2
_MOST_LINKS = 3.0


class Candidate(NamedTuple):
    """A quotation of the English words `first` up to, not including, `last`."""

    first: int
    last: int


@dataclass
class Side:
    """What the Arabic says of one quotation.

    Attributes:
        leanings: for each English word how much more its links lie inside the Arabic quotation than outside it, -1 to 1.
        words: Arabic words inside.
        opens, closes: kind of the gap before and behind it (see `gap`).
    """

    leanings: Sequence[float]
    words: int
    opens: str
    closes: str

    @cached_property
    def _inward(self) -> list[float]:
        return [0.0, *accumulate(max(0.0, leaning) for leaning in self.leanings)]

    @cached_property
    def _outward(self) -> list[float]:
        return [0.0, *accumulate(max(0.0, -leaning) for leaning in self.leanings)]

    def kindred(self, start: int, end: int) -> float:
        """How much of some English words lies inside the Arabic quotation; places past the end do not count."""
        return self._inward[min(end, len(self.leanings))] - self._inward[start]

    def strange(self, start: int, end: int) -> float:
        """How much of some English words lies outside it."""
        return self._outward[end] - self._outward[start]


class Reading:
    """An English text as the features see it: for each word, and each gap between two, what they ask about; computed once."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.words = words
        lower = [word.text.lower() for word in words]
        self.gaps = [gap(text, words, at) for at in range(len(words) + 1)]
        self._shapes = [_shape(word.text, low) for word, low in zip(words, lower, strict=True)]
        self._speakers = [self._speaker(lower, at) for at in range(len(words))] + [False]
        self._said = _sums(self._speakers)
        self._first_person = _sums(low in _FIRST_PERSON for low in lower)
        self._saying = _sums(low in _TELLING for low in lower)
        self._reporting = _sums(
            low in _TELLING and following == "that" for low, following in zip(lower, [*lower[1:], ""], strict=True)
        )

    def _speaker(self, lower: list[str], at: int) -> bool:
        """True when a comma or stop stands before a word and a speaker with a verb of saying follows: ", he said", ", said Hale"."""
        if self.gaps[at] not in "CS":
            return False
        following = lower[at + 1] if at + 1 < len(lower) else ""
        return lower[at] in _SPOKE or (following in _SPOKE and (lower[at] in _PRONOUNS or self.words[at].text[0].isupper()))

    def shape(self, at: int) -> str:
        """A word as features see it; "^" past the ends."""
        return self._shapes[at] if 0 <= at < len(self._shapes) else "^"

    def speaker(self, at: int) -> bool:
        """Whether a speaker follows a comma or stop right at a word."""
        return self._speakers[at]

    def speakers(self, start: int, end: int) -> bool:
        """Whether one does at any of some words."""
        return self._said[end] > self._said[start]

    def first_person(self, start: int, end: int) -> bool:
        """Whether any of some words is of the first person; places past the ends do not count."""
        return self._first_person[min(end, len(self.words))] > self._first_person[max(0, start)]

    def saying(self, start: int, end: int) -> bool:
        """Whether any of some words is a verb of saying; places past the end do not count."""
        return self._saying[min(end, len(self.words))] > self._saying[start]

    def reporting(self, start: int, end: int) -> bool:
        """Whether a verb of saying with "that" behind it is among some words."""
        return self._reporting[end] > self._reporting[start]


def _sums(flags: Iterable[bool]) -> list[int]:
    return [0, *accumulate(map(int, flags))]


def gap(text: str, words: Sequence[Word], at: int) -> str:
    """What stands between word `at` - 1 and word `at`, quotation marks and spaces aside.

    E: it is an end of the text; S: a full stop, question or exclamation mark; C: a comma or semicolon; L: a colon; N: nothing; O: else.
    """
    if at in (0, len(words)):
        return "E"
    between = text[words[at - 1].end : words[at].start]
    if between == " ":
        return "N"
    between = _MARKS.sub("", between)
    return next((kind for kind, signs in _SIGNS if not signs.isdisjoint(between)), "O") if between else "N"


_SIGNS = (
    ("S", frozenset(".!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}")),
    ("C", frozenset(",;\N{ARABIC COMMA}\N{ARABIC SEMICOLON}")),
    ("L", frozenset(":")),
)


def _shape(word: str, lower: str) -> str:
    """A common word as it is, else its case, ending or kind."""
    if lower in _LISTED:
        return lower
    if lower in _TOLD:
        return "told"
    if word[0].isdigit():
        return "0"
    if word[0].isupper():
        return "Cap"
    return "-" + next((ending for ending in _ENDINGS if lower.endswith(ending)), "")


@cache
def weights() -> dict[str, float]:
    """Feature -> weight."""
    lines = (files("tanqih.rules.quotes") / "boundary.tsv").read_text(encoding="utf8").splitlines()
    return {name: float(weight) for name, weight in (line.split("\t") for line in lines if line and not line.startswith("#"))}


def candidates(first: int, last: int, low: int, high: int) -> Iterator[Candidate]:
    """The bounds as they are, then those with one of the two marks moved, within `low` (inclusive) and `high` words (exclusive)."""
    yield Candidate(first, last)
    for end in range(max(first + 1, last - REACH), min(high, last + REACH) + 1):
        if end != last:
            yield Candidate(first, end)
    for start in range(max(low, first - REACH), min(last - 1, first + REACH) + 1):
        if start != first:
            yield Candidate(start, last)


def score(reading: Reading, candidate: Candidate, side: Side | None) -> float:
    """The higher, the likelier it is that a quotation has these bounds."""
    weight = weights().get
    total = sum([weight(name, 0.0) for name in english_features(reading, candidate)])
    if side is not None:
        total *= 1 + weight(ENGLISH, 0.0)
        total += sum([weight(name, 0.0) * value for name, value in shared_features(reading, candidate, side)])
    return total


def english_features(reading: Reading, candidate: Candidate) -> list[str]:
    """What the English alone says of a candidate: names of features."""
    first, last = candidate
    opens, closes = reading.gaps[first], reading.gaps[last]
    bare_open, bare_close = "N" if opens == "N" else "p", "N" if closes == "N" else "p"
    before, begin, end, behind = (reading.shape(at) for at in (first - 1, first, last - 1, last))
    names = [
        f"opens {opens}",
        f"closes {closes}",
        f"both {opens}{closes}",
        f"length {bare_open}{bare_close} {bisect_left(_LENGTHS, last - first)}",
        f"before {bare_open} {before}",
        f"begin {bare_open} {begin}",
        f"end {bare_close} {end}",
        f"behind {bare_close} {behind}",
    ]
    if bare_open == "N" and before == begin == "Cap":
        names.append("opens in a name")
    if bare_close == "N" and end == behind == "Cap":
        names.append("closes in a name")
    speaks, saying = reading.first_person(first, last), reading.saying(last, last + _NEAR)
    if saying:
        names.append(f"speaker behind {bare_close}")
    if (speaks or saying) and reading.first_person(first - REACH, first):
        names.append("first person before")
    if speaks and reading.first_person(last, last + REACH):
        names.append("first person behind")
    if reading.speakers(first + 1, last):
        names.append("speaker inside")
    if reading.reporting(first, last):
        names.append("reporting inside")
    if reading.saying(first, last):
        names.append("saying inside")
    if reading.saying(first + 1, first + 2) and (begin in _PRONOUNS or begin == "Cap"):
        names.append("speaker first")
    if closes != "E" and reading.speaker(last):
        names.append("speaker at the close")
    return names


def shared_features(reading: Reading, candidate: Candidate, side: Side) -> list[tuple[str, float]]:
    """What the Arabic says of a candidate: names of features with their values."""
    first, last = candidate
    outside = side.kindred(max(0, first - REACH), first) + side.kindred(last, last + REACH)
    ratio = math.log((last - first + 0.5) / (side.words * _WORDS_PER_ARABIC_WORD + 0.5))
    off = ratio / (0.25 + 0.5 / math.sqrt(side.words))
    return [
        ("strangers inside", min(_MOST_LINKS, side.strange(first, last))),
        ("own words outside", min(_MOST_LINKS, outside)),
        ("longer" if off > 0 else "shorter", min(3.0, abs(off))),
        (f"opens {reading.gaps[first]} for {side.opens}", 1.0),
        (f"closes {'N' if reading.gaps[last] == 'N' else 'p'} for {side.closes}", 1.0),
    ]
