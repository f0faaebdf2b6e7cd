"""Numerals in Western, Eastern Arabic and Persian digits, with the separators of either language."""

from __future__ import annotations

import re
from fractions import Fraction

from tanqih.arabic import ARABIC_INDIC_DIGITS, PERSIAN_DIGITS, WESTERN_DIGITS
from tanqih.lazy import regex
from tanqih.quantities.quantity import Number, simple

DECIMAL, THOUSANDS, COMMA = "\N{ARABIC DECIMAL SEPARATOR}", "\N{ARABIC THOUSANDS SEPARATOR}", "\N{ARABIC COMMA}"
PERCENT = "%\N{ARABIC PERCENT SIGN}"
_NARROW = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_WESTERN = str.maketrans(WESTERN_DIGITS)
_NOT_WESTERN = regex(f"[{ARABIC_INDIC_DIGITS}{PERSIAN_DIGITS}]")
_SEPARATORS = regex(f"[{_NARROW}'\N{RIGHT SINGLE QUOTATION MARK}{THOUSANDS}]")
_GROUPED = regex(r"\d{1,3}(?:,\d{3})+")
NUMERAL = regex(
    rf"(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?![\d:])"
    rf"|\d+(?:[.,{DECIMAL}{THOUSANDS}{COMMA}'\N{{RIGHT SINGLE QUOTATION MARK}}]\d+)*(?:[{_NARROW}]\d{{3}}(?!\d))*"
)


def western(text: str) -> str:
    """The text with all digits as 0-9, of the same length."""
    return text.translate(_WESTERN) if _NOT_WESTERN.search(text) else text


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
