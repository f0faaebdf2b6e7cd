"""Numbers in English text: digits, words, ordinals, scales ("1.5 million", "2bn"), shares, decades, Roman numerals, times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from tanqih.lazy import regex
from tanqih.quantities.digits import NUMERAL, read_digits, western
from tanqih.quantities.english_grammar import FIRM_FROM, Atom, Part, number
from tanqih.quantities.english_words import (
    DECADES,
    LOOSE,
    ORDINAL_SCALES,
    ORDINAL_TENS,
    ORDINAL_UNITS,
    ROMAN,
    SCALES,
    SHARES,
    SHORT_SCALES,
    TENS,
    UNITS,
)
from tanqih.quantities.quantity import Form, Number, Quantity, Weight, simple, with_shared_scale
from tanqih.quantities.units import english_unit

_NUMERAL_TAIL = regex(
    r"(?P<ordinal>st|nd|rd|th)\b|'?(?P<decade>s)\b|(?P<scale>k|K|m|mn|mln|bn|b|tn|trn|M|B|BN|Bn)\b|(?P<glued>[A-Za-z])"
)
_TOKEN = regex(rf"(?P<entity>&#?\w+;)|(?P<numeral>{NUMERAL.pattern})|(?P<word>[A-Za-z]+)")
_GAPS = frozenset((" ", "-", "+ ", "-plus ", "\N{NO-BREAK SPACE}", "\N{NON-BREAKING HYPHEN}"))
_BETWEEN = regex(r" ?(?:to|and|or|-|\N{EN DASH}) ?")
_POINTED_TIME = regex(r"\d{1,2}\.[0-5]\d")
_HALF_OF_DAY = regex(r" ?[aApP]\.?[mM]\b")
_CENTURIES = (1700, 1800, 1900, 2000)
_CODED_BELOW = 10
_ROMAN = frozenset(ROMAN) - {"I"}
_THIRD_PARTY = regex(r"third[- ](?:part(?:y|ies)|person|world|rail|reading|degree)\b|[Tt]hird(?:ly)?,", re.IGNORECASE)


@lru_cache(maxsize=64)
def read(text: str) -> tuple[Quantity, ...]:
    """Every quantity of an English text, in order of place; offsets index the text as it is written."""
    plain = western(text)
    found = [quantity for run in _runs(plain) for quantity in _quantities(run, plain)]
    return tuple(with_shared_scale(found, plain, _BETWEEN))


def _runs(text: str) -> Iterator[list[Atom]]:
    """Atoms side by side: number words and digits, with "and", "a" and hyphens between them; each run ends with what ends it."""
    run: list[Atom] = []
    for m in _TOKEN.finditer(text):
        if m.lastgroup == "numeral":
            atom = _digits(m, text)
        elif (word := m.group().lower()) in _KNOWN:
            atom = Atom(word, (), (), *m.span())
        elif m.group() in _ROMAN:
            atom = Atom("", (ROMAN[m.group()],), (), *m.span(), Form.LOOSE)
        else:
            continue
        if run and text[run[-1].end : atom.start] not in _GAPS:
            yield run
            run = []
        run.append(atom)
    if run:
        yield run


def _digits(m: re.Match[str], text: str) -> Atom:
    if m["hour"]:
        hour, minute = int(m["hour"]), int(m["minute"])
        return Atom("", (60 * hour + minute,), (hour, minute), *m.span(), Form.TIME)
    values, pieces = read_digits(m.group())
    if _POINTED_TIME.fullmatch(m.group()) and _HALF_OF_DAY.match(text, m.end()):
        hour, minute = map(int, m.group().split("."))
        return Atom("", (60 * hour + minute,), (hour, minute), *m.span(), Form.TIME)
    tail = _NUMERAL_TAIL.match(text, m.end())
    start, end = m.span()
    if tail is None or tail["glued"]:
        return Atom("", values, pieces, start, end, Form.DIGITS)
    if tail["scale"]:
        scale = SHORT_SCALES[tail["scale"].lower()]
        scaled = tuple(simple(Fraction(value * scale)) for value in values)
        return Atom("", (*scaled, *values), pieces, start, tail.end(), Form.MIXED)
    if tail["decade"]:
        values = tuple(dict.fromkeys((*values, *(simple(value % 100) for value in values[:1]))))
        return Atom("", values, pieces, start, end, Form.DIGITS)
    return Atom("", values, pieces, start, end, Form.DIGITS)


_KNOWN = frozenset(
    {
        *UNITS,
        *TENS,
        *SCALES,
        *ORDINAL_UNITS,
        *ORDINAL_TENS,
        *ORDINAL_SCALES,
        *DECADES,
        *SHARES,
        *LOOSE,
        "and",
        "a",
        "an",
        "thirds",
    }
    | {word + "s" for word in (*ORDINAL_UNITS, *ORDINAL_TENS)}
)


def _quantities(run: list[Atom], text: str) -> Iterator[Quantity]:
    """The quantities of one run: the longest number at each place, and loose readings of what is left."""
    i = 0
    while i < len(run):
        part = number(run, i)
        if part is None:
            yield from _loose(run[i])
            i += 1
            continue
        yield _quantity(run, i, part, text)
        i = part.end


def _quantity(run: list[Atom], i: int, part: Part, text: str) -> Quantity:
    atoms = run[i : part.end]
    start, end = atoms[0].start, atoms[-1].end
    values = [part.value] if part.other is None else [part.value, part.other]
    if len(atoms) == 1:
        values += atoms[0].values
        if part.form is Form.ORDINAL:
            values.append(Fraction(1, int(part.value)))
    if part.value in SHARES.values():
        values += LOOSE.get(atoms[-1].word, ())
    pieces = atoms[0].pieces if len(atoms) == 1 else part.summands
    unit = english_unit(text, start, end)
    if unit == "%":
        values += [simple(Fraction(value) / 100) for value in values]
    weight = _weight(atoms, part, text)
    return Quantity(start, end, tuple(dict.fromkeys(values)), part.form, weight, pieces, unit)


def _weight(atoms: list[Atom], part: Part, text: str) -> Weight:
    """Digits and words from three up are firm; a digit in a code (R0), a 1 and an ordinal word may have been put otherwise."""
    start = atoms[0].start
    if part.form in (Form.DIGITS, Form.MIXED):
        coded = text[start - 1 : start].isalpha() and part.value < _CODED_BELOW
        return Weight.PAIRED if coded or (part.value < FIRM_FROM and part.form is Form.DIGITS) else Weight.FIRM
    if part.form is Form.ORDINAL:
        return Weight.PAIRED if _THIRD_PARTY.match(text, start) else Weight.FIRM
    if len(atoms) == 1 and text[start].isupper() and text[start - 2 : start - 1].isalpha():
        return Weight.PAIRED  # part of a name: Six Flags
    return Weight.FIRM if part.value >= FIRM_FROM or (part.value != 1 and part.value.denominator > 2) else Weight.LOOSE


def _loose(atom: Atom) -> Iterator[Quantity]:
    """What a word suggests that is no number by itself: Roman numerals, times, decades, "both", "dozens"."""
    if atom.form is Form.TIME:
        yield Quantity(atom.start, atom.end, atom.values, Form.TIME, Weight.FIRM, atom.pieces)
    elif atom.form is not None:
        yield Quantity(atom.start, atom.end, atom.values, Form.LOOSE, Weight.LOOSE, atom.pieces)
    elif atom.word in DECADES:
        decade = DECADES[atom.word]
        values = (decade, *(century + decade for century in _CENTURIES))
        yield Quantity(atom.start, atom.end, values, Form.WORDS, Weight.LOOSE if atom.word == "teens" else Weight.FIRM)
    elif atom.word in SHARES or atom.word in LOOSE:
        share: tuple[Number, ...] = (SHARES[atom.word],) if atom.word in SHARES else ()
        yield Quantity(atom.start, atom.end, (*share, *LOOSE.get(atom.word, ())), Form.LOOSE, Weight.LOOSE)
    elif atom.word == "thirds":
        yield Quantity(atom.start, atom.end, (Fraction(1, 3), 3), Form.LOOSE, Weight.LOOSE)
