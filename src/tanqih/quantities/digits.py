"""Numerals in Western, Eastern Arabic and Persian digits, with the separators of either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from tanqih.lazy import regex
from tanqih.quantities.quantity import Number, simple

_NAMES = "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE".split()
DECIMAL, THOUSANDS, COMMA = "\N{ARABIC DECIMAL SEPARATOR}", "\N{ARABIC THOUSANDS SEPARATOR}", "\N{ARABIC COMMA}"
PERCENT = "%\N{ARABIC PERCENT SIGN}"
_NARROW = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_WESTERN = {0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)}
_SEPARATORS = regex(f"[{_NARROW}'\N{RIGHT SINGLE QUOTATION MARK}{THOUSANDS}]")
_GROUPED = regex(r"\d{1,3}(?:,\d{3})+")
NUMERAL = regex(
    rf"(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?![\d:])"
    rf"|\d+(?:[.,{DECIMAL}{THOUSANDS}{COMMA}'\N{{RIGHT SINGLE QUOTATION MARK}}]\d+)*(?:[{_NARROW}]\d{{3}}(?!\d))*"
)


class Numeral(NamedTuple):
    """A number in digits: its place, the values that it may have (plainest first), the numbers between its separators, hour and minute."""

    start: int
    end: int
    values: tuple[Number, ...]
    pieces: tuple[int, ...]
    hour: int | None = None
    minute: int | None = None


def western(text: str) -> str:
    """The text with all digits as 0-9, of the same length."""
    return text.translate(_WESTERN)


def numerals(text: str) -> Iterator[Numeral]:
    """The numerals of a text whose digits are Western (see `western`), in order."""
    for m in NUMERAL.finditer(text):
        if m["hour"]:
            hour, minute = int(m["hour"]), int(m["minute"])
            yield Numeral(*m.span(), (hour,), (hour, minute), hour, minute)
        else:
            values, pieces = read_digits(m.group())
            yield Numeral(*m.span(), values, pieces)


def read_digits(written: str) -> tuple[tuple[Number, ...], tuple[int, ...]]:
    """The values that a numeral may have, the plainest first, and the numbers between its separators.

    `1,500` is fifteen hundred, in some Arabic print one and a half; `1.500` the other way round; `2.5` and `2,5` are two and a half.
    A numeral with more separators than one number can have (a version, a date) has its pieces as values.
    """
    if written.isdigit():
        return (int(written),), ()
    plain = _SEPARATORS.sub(",", written).replace(DECIMAL, ".").replace(COMMA, ",")
    pieces = tuple(int(part) for part in re.split(r"[.,]", plain))
    whole, dot, decimals = plain.rpartition(".")
    if not dot:
        joined = int(plain.replace(",", ""))
        if _GROUPED.fullmatch(plain):
            return ((joined,), ()) if plain.count(",") > 1 else ((joined, _fraction(plain.replace(",", "."))), ())
        return (pieces, pieces) if plain.count(",") > 1 else ((_fraction(plain.replace(",", ".")),), ())
    if "," in decimals or ("." in whole and "," in whole):
        return pieces, pieces
    if "." in whole:
        return ((int(plain.replace(".", "")),), ()) if _GROUPED.fullmatch(plain.replace(".", ",")) else (pieces, pieces)
    decimal = _fraction(whole.replace(",", "") + "." + decimals)
    if "," not in whole and len(decimals) == 3 and len(whole) <= 3:
        return (decimal, int(whole + decimals)), ()
    return (decimal,), ()


def _fraction(written: str) -> Number:
    return simple(Fraction(written))
