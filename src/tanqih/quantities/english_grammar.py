"""The grammar of English numbers: which words and digits that stand side by side are one number."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from tanqih.quantities.english_words import ORDINAL_SCALES, ORDINAL_TENS, ORDINAL_UNITS, SCALES, SHARES, TENS, UNITS
from tanqih.quantities.quantity import Form, Number, simple

FIRM_FROM = 3


class Atom(NamedTuple):
    """A token: a word in lower case, or a number in digits with its place and what is glued to it."""

    word: str
    values: tuple[Number, ...]
    pieces: tuple[Number, ...]
    start: int
    end: int
    form: Form | None = None


class Part(NamedTuple):
    """A number found in a run: its value, the index of the atom behind it, how it is written, its summands where
    it has several, and another value that it may have.
    """

    value: Number
    end: int
    form: Form = Form.WORDS
    summands: tuple[Number, ...] = ()
    other: Number | None = None


def number(run: list[Atom], i: int) -> Part | None:
    """The longest number that begins at an atom: "two hundred and fifty-three thousand", "1.5 million", "one and a half", "a dozen"."""
    part = _below_thousand(run, i)
    if part is None:
        return None
    value, end, form, _, other = part
    total: Number = 0
    summands: list[Number] = []
    if half := _and_a_half(run, end):
        summands += [value, Fraction(1, 2)] if _scale_at(run, half) is None else []
        value, end = value + Fraction(1, 2), half
    limit = 10**15
    while end < len(run) and (scale := _scale(run[end].word)) is not None and scale < limit:
        summands.append(value * scale)
        total, limit, end = total + value * scale, scale, end + 1
        value = 0
        form = Form.MIXED if form is Form.DIGITS else form
        if half := _and_a_half(run, end):
            total, end = total + Fraction(limit, 2), half
        if run[end - 1].word in ORDINAL_SCALES:
            return Part(_simple(total), end, Form.ORDINAL)
        at = end + (end < len(run) and run[end].word == "and")
        more = _below_thousand(run, at) if at < len(run) and run[at].form is not Form.DIGITS else None
        if more is None or more.value >= limit or (at > end and more.value >= 100 and _scale_at(run, more.end) is None):
            break
        value, end = more.value, more.end
        form = more.form if more.form is Form.ORDINAL else form
    if value and total:
        summands.append(value)
    return Part(_simple(total + value), end, form, tuple(summands) if len(summands) > 1 else (), other)


def _scale(word: str) -> int | None:
    found = SCALES.get(word) or ORDINAL_SCALES.get(word)
    return found if found and found >= 1000 else None


def _scale_at(run: list[Atom], i: int) -> int | None:
    return _scale(run[i].word) if i < len(run) else None


def _and_a_half(run: list[Atom], i: int) -> int:
    """Index behind "and a half" at an atom, 0 when it does not stand there."""
    words = [atom.word for atom in run[i : i + 3]]
    return i + 3 if words == ["and", "a", "half"] else 0


def _simple(value: Number) -> Number:
    return simple(Fraction(value))


def _below_thousand(run: list[Atom], i: int) -> Part | None:
    """Digits, or words below a thousand, or a share; "a" only before hundred, a scale, dozen or a share."""
    atom = run[i]
    following = run[i + 1].word if i + 1 < len(run) else ""
    if atom.form is not None:
        return Part(atom.values[0], i + 1, atom.form) if atom.form in (Form.DIGITS, Form.MIXED) else None
    if atom.word in ("a", "an"):
        if following in ("hundred", "dozen", "hundredth") or _scale(following):
            return _hundreds(run, i + 1, 1)
        share = _share(following) if following != "halves" else 0
        return Part(share, i + 2, other=ORDINAL_UNITS.get(following)) if share else None
    if atom.word == "half" and following in ("a", "an") and (_scale_at(run, i + 2) or _dozen(run, i + 2)):
        return Part(Fraction(1, 2), i + 2) if _scale_at(run, i + 2) else Part(6, i + 3)
    if atom.word == "half" and _scale(following):
        return Part(Fraction(1, 2), i + 1)
    if atom.word in SCALES:
        return _hundreds(run, i, 1)
    below = _below_hundred(run, i)
    if below is None or below.form is Form.ORDINAL:
        return below
    following = run[below.end].word if below.end < len(run) else ""
    if following.endswith("s") and following != "halves" and _share(following) and below.value > 1:
        return Part(below.value * _share(following), below.end + 1)
    if below.value == 1 and following in ("third", "quarter", "half", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"):
        return Part(_share(following), below.end + 1)
    return _hundreds(run, below.end, below.value)


def _share(word: str) -> Fraction:
    """The share that a word names, 0 for another word."""
    if word in SHARES:
        return SHARES[word]
    ordinal = ORDINAL_UNITS.get(word.removesuffix("s"), 0)
    return Fraction(1, ordinal) if ordinal > 2 else Fraction(0)


def _dozen(run: list[Atom], i: int) -> bool:
    return i < len(run) and run[i].word == "dozen"


def _hundreds(run: list[Atom], i: int, count: Number) -> Part:
    """A count with "hundred" or "dozen" behind it and what follows that, or the count alone."""
    word = run[i].word if i < len(run) else ""
    if word == "dozen":
        return Part(count * 12, i + 1)
    if word == "hundredth":
        return Part(count * 100, i + 1, Form.ORDINAL)
    if word != "hundred":
        return Part(count, i)
    at = i + 1
    if at < len(run) and run[at].word == "and":
        at += 1
    rest = _below_hundred(run, at) if at < len(run) else None
    return Part(count * 100 + rest.value, rest.end, rest.form) if rest else Part(count * 100, i + 1)


def _below_hundred(run: list[Atom], i: int) -> Part | None:
    word = run[i].word
    following = run[i + 1].word if i + 1 < len(run) else ""
    if word in TENS:
        if 0 < UNITS.get(following, 0) < 10:
            return Part(TENS[word] + UNITS[following], i + 2)
        if 0 < ORDINAL_UNITS.get(following, 0) < 10:
            return Part(TENS[word] + ORDINAL_UNITS[following], i + 2, Form.ORDINAL)
        return Part(TENS[word], i + 1)
    if word in UNITS:
        return Part(UNITS[word], i + 1)
    ordinal = ORDINAL_UNITS.get(word) or ORDINAL_TENS.get(word)
    return Part(ordinal, i + 1, Form.ORDINAL) if ordinal and ordinal >= FIRM_FROM else None
