"""A value written in English the way another number is written: digits with their commas, the same scale word, words, an ordinal."""

from __future__ import annotations

import re
from fractions import Fraction

from tanqih.quantities.english_words import ORDINAL_SCALES, ORDINAL_TENS, ORDINAL_UNITS, SCALES, TENS, UNITS
from tanqih.quantities.quantity import Form, Number, Quantity, shown, simple

_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")
_SCALED = re.compile(r"(?P<number>\d[\d.,]*)(?P<gap> ?-?)(?P<scale>[A-Za-z]+)")
_LONGEST_PLAIN_YEAR = 9999
_UNIT_WORDS = {number: word for word, number in UNITS.items()}
_TENS_WORDS = {number: word for word, number in TENS.items()}
_ORDINAL_WORDS = {number: word for table in (ORDINAL_UNITS, ORDINAL_TENS, ORDINAL_SCALES) for word, number in table.items()}
_HUNDRED = 100


def in_place_of(text: str, old: Quantity, value: Number) -> tuple[int, int, str] | None:
    """The edit that puts a value in the place of a quantity of an English text, in its style.

    Returns:
        Start, end and new text; None where the style cannot show the value.
    """
    start, end = old.start, old.end
    written = text[start:end]
    if old.form is Form.TIME:
        return None
    if old.form is Form.DIGITS and value.denominator == 1 and (suffix := _SUFFIX.match(text, end)):
        return start, suffix.end(), ordinal_digits(int(value))
    new = _written(written, old.form, value)
    if new is None:
        return None
    return start, end, new[0].upper() + new[1:] if written[:1].isupper() else new


def _written(written: str, form: Form, value: Number) -> str | None:
    if form is Form.DIGITS:
        if value.denominator == 1 and "," not in written and value <= _LONGEST_PLAIN_YEAR:
            return str(int(value))
        return _decimal(value)
    if form is Form.MIXED:
        m = _SCALED.fullmatch(written)
        scale = _scale_of(m["scale"]) if m else None
        number = None if m is None or scale is None else _decimal(simple(Fraction(value) / scale))
        return f"{number}{m['gap']}{m['scale']}" if m and number and len(number) <= len("123.456") else _decimal(value)
    if value.denominator != 1:
        return None
    if form is Form.ORDINAL:
        return ordinal_words(int(value))
    return in_words(int(value)) or f"{int(value):,}"


def _scale_of(word: str) -> int | None:
    short = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
    return SCALES.get(word.lower()) or short.get(word.lower())


def _decimal(value: Number) -> str | None:
    """Digits with commas from ten thousand up, or from a thousand where it has them; None for a value without a short decimal."""
    if value.denominator == 1:
        return f"{int(value):,}"
    written = shown(value)
    return None if "/" in written else written


def ordinal_digits(number: int) -> str:
    """1st, 2nd, 11th, 23rd."""
    suffix = "th" if number % _HUNDRED in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{suffix}"


def in_words(number: int) -> str | None:
    """A number up to one hundred in words; None above."""
    if number in _UNIT_WORDS:
        return _UNIT_WORDS[number]
    if number in _TENS_WORDS:
        return _TENS_WORDS[number]
    if 0 < number < _HUNDRED:
        return f"{_TENS_WORDS[number // 10 * 10]}-{_UNIT_WORDS[number % 10]}"
    return "a hundred" if number == _HUNDRED else None


def ordinal_words(number: int) -> str:
    """An ordinal below a hundred in words, in digits above."""
    if number in _ORDINAL_WORDS:
        return _ORDINAL_WORDS[number]
    if 0 < number < _HUNDRED:
        return f"{_TENS_WORDS[number // 10 * 10]}-{_ORDINAL_WORDS[number % 10]}"
    return ordinal_digits(number)
