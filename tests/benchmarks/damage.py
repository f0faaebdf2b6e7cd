"""One error put into a clean pair: the operators of `injected.py`. Each takes a chooser, all pairs and the number of one, and gives a
damaged pair, or None where the pair has no place for such an error. The clean text comes from the corpora; nothing of it is kept here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Pair(NamedTuple):
    """A clean pair: corpus, row from 1, Arabic and English."""

    corpus: str
    row: int
    source: str
    target: str


class Damaged(NamedTuple):
    """A damaged pair.

    Attributes:
        corpus, row: where the clean one is from.
        source: the Arabic.
        clean: the English before.
        target: the English with the error.
        span: half-open place of the error in `target`, empty where something is missing; of a moved mark, the words that changed sides.
        what: a few words that say what was done.
    """

    corpus: str
    row: int
    source: str
    clean: str
    target: str
    span: tuple[int, int]
    what: str


Operator = Callable[[random.Random, Sequence[Pair], int], Damaged | None]

NUMBER_WORDS = (
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty "
    "forty fifty sixty seventy eighty ninety"
).split()
MONTHS = "January February March April May June July August September October November December".split()
NAMES = (
    "Peterson Haddad Al-Rashid Kowalski Tanaka Okafor Lindqvist Moreno Iskandar Barzani Whitfield Qasim Delacroix Novak Farouk Sandoval "
    "Mansour Eriksen Tawfiq Bellini"
).split()
ARABIC_WORD = re.compile(r"(?<![\u0621-\u0652])[\u0621-\u0652]{4,}(?![\u0621-\u0652])")
_FIGURE = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)*(?![\w:/-]|[.,]\d)")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)
_MONTH = re.compile(
    rf"\b(?:{'|'.join(name for name in MONTHS if name not in ('May', 'March'))})\b|\b(?:May|March)\b(?= \d)|(?<=\d )(?:May|March)\b"
)
_CONTENT_WORD = re.compile(r"(?<![\w'-])[a-z]{4,}(?![\w'-])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_NOT_NAMES = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()) | set(MONTHS)
_NEGATION = re.compile(r"\b(?:not|never)\b |n['\u2019]t\b")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|may|must)\b(?! not|n['\u2019])")
_CLAUSE = re.compile(
    r",(?: (?:which|who|where|while|because|although|and|but|as|after|with|including)\b| )[^,.;:()\"\u201c\u201d]{25,140}(?=[,.])"
)
_SENTENCE_END = re.compile(r"(?<=[a-z\d)][.!?]) (?=[A-Z\"\u201c])")
_MARK = re.compile('["\u201c\u201d]')


def _put(pair: Pair, start: int, end: int, text: str, what: str) -> Damaged:
    target = pair.target[:start] + text + pair.target[end:]
    return Damaged(*pair[:3], pair.target, target, (start, start + len(text)), what)


def _choice(chooser: random.Random, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return chooser.choice(found) if found else None


def number_changed(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """Another number of the same kind: as many digits, or another number word."""
    pair = clean[i]
    m = chooser.choice([_choice(chooser, _FIGURE, pair.target), _choice(chooser, _NUMBER_WORD, pair.target)])
    if m is None:
        return None
    old = m.group()
    if old[0].isdigit():
        new = "".join(chooser.choice("123456789") if c.isdigit() else c for c in old)
    else:
        new = chooser.choice(NUMBER_WORDS)
        new = new.capitalize() if old[0].isupper() else new
    return None if new.lower() == old.lower() else _put(pair, *m.span(), new, f"{old} -> {new}")


def digit_swapped(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """Two neighbouring digits of a number change places."""
    pair = clean[i]
    m = _choice(chooser, _FIGURE, pair.target)
    old = m.group() if m else ""
    places = [k for k in range(len(old) - 1) if old[k : k + 2].isdigit() and old[k] != old[k + 1] and (k or old[1] != "0")]
    if m is None or not places:
        return None
    k = chooser.choice(places)
    new = old[:k] + old[k + 1] + old[k] + old[k + 2 :]
    return _put(pair, *m.span(), new, f"{old} -> {new}")


def month_shifted(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """Another month."""
    pair = clean[i]
    m = _choice(chooser, _MONTH, pair.target)
    if m is None or not ARABIC_WORD.search(pair.source):
        return None
    new = chooser.choice([name for name in MONTHS if name != m.group()])
    return _put(pair, *m.span(), new, f"{m.group()} -> {new}")


def left_in_arabic(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """A word of the English is a word of the Arabic."""
    pair = clean[i]
    m, word = _choice(chooser, _CONTENT_WORD, pair.target), _choice(chooser, ARABIC_WORD, pair.source)
    return _put(pair, *m.span(), word.group(), f"{m.group()} -> {word.group()}") if m and word else None


def mark_moved(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """One quotation mark of a pair stands two to six words further on or back, still behind its partner or before it."""
    pair = clean[i]
    marks = [m.start() for m in _MARK.finditer(pair.target)]
    if not marks or len(marks) % 2 or not re.search('["\u201c\u201d\u00ab\u00bb]', pair.source):
        return None
    k = chooser.randrange(len(marks))
    opens, mark = k % 2 == 0, pair.target[marks[k]]
    low = marks[k - 1] + 1 if k else 0
    high = marks[k + 1] if k + 1 < len(marks) else len(pair.target)
    words = [m for m in re.finditer(r"\w[\w'\u2019-]*", pair.target) if low <= m.start() and m.end() <= high]
    places = [m.start() if opens else m.end() for m in words]
    here = sum(place <= marks[k] for place in places)
    far = [n for n in range(len(places)) if 2 <= abs(n - here + (n < here)) <= 6]
    if opens:
        far = [n for n in far if places[n] > low and (n < len(places) - 1)]
    if not far:
        return None
    to = places[chooser.choice(far)]
    without = pair.target[: marks[k]] + pair.target[marks[k] + 1 :]
    to -= to > marks[k]
    target = without[:to] + mark + without[to:]
    old = marks[k] + (to <= marks[k])
    start, end = min(to, old), max(to + 1, old)
    return Damaged(*pair[:3], pair.target, target, (start, end), "opening" if opens else "closing")


def name_replaced(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """A name gives way to another person's."""
    pair = clean[i]
    m = _choice(chooser, _NAME, pair.target)
    if m is None or m.group() in _NOT_NAMES:
        return None
    new = chooser.choice(NAMES)
    return _put(pair, *m.span(), new, f"{m.group()} -> {new}")


def negation_dropped(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """A "not", "never" or "n't" is gone."""
    pair = clean[i]
    m = _choice(chooser, _NEGATION, pair.target)
    return _put(pair, *m.span(), "", f"without {m.group().strip()}") if m else None


def negation_added(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """A "not" behind an auxiliary."""
    pair = clean[i]
    m = _choice(chooser, _AUXILIARY, pair.target)
    return _put(pair, m.end(), m.end(), " not", f"{m.group()} not") if m else None


def clause_dropped(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """A clause between commas, or between a comma and the full stop, is gone."""
    pair = clean[i]
    m = _choice(chooser, _CLAUSE, pair.target)
    return _put(pair, *m.span(), "", f"without {m.group()!r}") if m else None


def sentence_dropped(chooser: random.Random, clean: Sequence[Pair], i: int) -> Damaged | None:
    """Of two pairs in a row, or of a pair of several sentences, one English sentence is gone."""
    pair = clean[i]
    ends = [m.start() for m in _SENTENCE_END.finditer(pair.target)]
    if not ends:
        if (
            i + 1 == len(clean)
            or clean[i + 1].corpus != pair.corpus
            or not pair.target.endswith(".")
            or not pair.source.endswith(".")
        ):
            return None
        ends = [len(pair.target)]
        pair = Pair(pair.corpus, pair.row, f"{pair.source} {clean[i + 1].source}", f"{pair.target} {clean[i + 1].target}")
    edges = [0, *(end + 1 for end in ends), len(pair.target) + 1]
    k = chooser.randrange(len(edges) - 1)
    start, end = edges[k], edges[k + 1]
    if not end - start >= 30 or len(pair.target) - (end - start) < 30:
        return None
    start, end = (start - 1, end - 1) if start else (start, end)
    return _put(pair, start, end, "", f"without {pair.target[start:end].strip()!r}")


OPERATORS: dict[str, Operator] = {
    "number changed": number_changed,
    "digit swapped": digit_swapped,
    "month shifted": month_shifted,
    "quotation mark moved": mark_moved,
    "word left in Arabic": left_in_arabic,
    "name replaced": name_replaced,
    "negation dropped": negation_dropped,
    "negation added": negation_added,
    "clause dropped": clause_dropped,
    "sentence dropped": sentence_dropped,
}
