"""Numbers in Arabic text: digits of any script, words with their gender, case, dual and clitics, scales, fractions, decades, times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from tanqih.arabic import ALEF, ARTICLE, LAM, LETTERS, WAW, YEH, folded
from tanqih.lazy import regex
from tanqih.quantities.digits import NUMERAL, PERCENT, read_digits
from tanqih.quantities.quantity import Form, Number, Quantity, Weight, simple, with_shared_scale
from tanqih.quantities.units import arabic_unit, percent_words
from tanqih.quantities.words import Word, table

_TOKEN = regex(rf"(?P<word>[{LETTERS}]+)|(?P<numeral>{NUMERAL.pattern})|(?P<percent>[{PERCENT}])")
_TO, _OR = ALEF + LAM + YEH, ALEF + WAW
_BETWEEN = regex(f" ?(?:-|\N{EN DASH}|{WAW}|{_TO}|{_OR}) ?")
_CENTURY_WORD = "\N{ARABIC LETTER QAF}\N{ARABIC LETTER REH}\N{ARABIC LETTER NOON}"
_CENTURY, _THOUSAND = 100, 1000
_FIRM_FROM = 3
_HOURS = 25
_CENTURIES = (1700, 1800, 1900, 2000)


class _Atom(NamedTuple):
    """A token that is a number or part of one: its word entry, or its digits; its place, whether "and" stands before it, and what the
    digits are: a time of day, part of a code such as Covid-19.
    """

    word: Word | None
    values: tuple[Number, ...]
    pieces: tuple[Number, ...]
    start: int
    end: int
    joined: bool
    time: bool = False
    coded: bool = False

    def kind(self, *names: str) -> Number | None:
        """The word's value in the first of these tables that it stands in."""
        if self.word is None:
            return None
        return next((self.word.kinds[name] for name in names if name in self.word.kinds), None)


class _Part(NamedTuple):
    """A stretch of atoms that is one number: its value, another one it may have, the index of the atom behind it, its last scale, its summands."""

    value: Number
    other: Number
    end: int
    scale: Number = 1
    summands: tuple[Number, ...] = ()


@lru_cache(maxsize=64)
def read(text: str) -> tuple[Quantity, ...]:
    """Every quantity of an Arabic text, in order of place; offsets index the text as it is written."""
    plain = folded(text)
    runs = _runs(plain.text)
    found = list(with_shared_scale([quantity for run in runs for quantity in _quantities(run, plain.text)], plain.text, _BETWEEN))
    if plain.offsets is None:
        return tuple(found)
    placed = []
    for quantity in found:
        span = plain.span(quantity.start, quantity.end)
        placed.append(
            Quantity(span.start, span.end, quantity.values, quantity.form, quantity.weight, quantity.pieces, quantity.unit)
        )
    return tuple(placed)


def _runs(text: str) -> Iterator[list[_Atom]]:
    """Number atoms that stand side by side, with nothing but a space or the letter waw between them."""
    run: list[_Atom] = []
    words = table()
    joined = -1
    for m in _TOKEN.finditer(text):
        atom = None
        if m["word"]:
            word = words.get(m["word"])
            if word is not None and m["word"] not in percent_words():
                atom = _Atom(word, (), (), m.start() + word.length, m.end(), word.joined or joined == m.start())
            joined = m.end() if m["word"] == WAW else joined
        elif m["numeral"]:
            atom = _digits(m, text)
        if atom is None:
            continue
        if run and text[run[-1].end : atom.start].strip(f" {WAW}"):
            yield run
            run = []
        if run and atom.kind("ten") and not atom.joined and _one_of_eleven(run[-1], text):
            run[-1] = run[-1]._replace(word=words[text[run[-1].start + 1 : run[-1].end]], start=run[-1].start + 1, joined=True)
        run.append(atom)
    if run:
        yield run


def _one_of_eleven(atom: _Atom, text: str) -> bool:
    """True for "and one" before a ten: with its conjunction it is spelled like the word for one alone."""
    return not atom.joined and atom.kind("units") == 1 and text[atom.start] == WAW and text[atom.start + 1 : atom.end] in table()


def _digits(m: re.Match[str], text: str) -> _Atom:
    joined = text[m.start() - 1 : m.start()] == WAW or text[max(0, m.start() - 3) : m.start()].split()[-1:] == [WAW]
    if m["hour"]:
        hour, minute = int(m["hour"]), int(m["minute"])
        return _Atom(None, (60 * hour + minute,), (hour, minute), *m.span(), joined, time=True)
    values, pieces = read_digits(m.group())
    coded = text[m.start() - 1 : m.start()] == "-" and text[m.start() - 2 : m.start() - 1].isalpha()
    return _Atom(None, values, pieces, *m.span(), joined, coded=coded)


def _quantities(run: list[_Atom], text: str) -> Iterator[Quantity]:
    """The quantities of one run: the longest number at each place, and loose readings of what is left."""
    i = 0
    while i < len(run):
        atom = run[i]
        if atom.time:
            yield Quantity(atom.start, atom.end, atom.values, Form.TIME, Weight.FIRM, atom.pieces)
            i += 1
            continue
        part = _number(run, i)
        if part is None:
            yield from _loose(atom, text)
            i += 1
            continue
        yield _quantity(run, i, part, text)
        i = part.end


def _number(run: list[_Atom], i: int) -> _Part | None:
    """The longest number that begins at an atom: chunks of falling scales, joined by "and"."""
    part = _chunk(run, i)
    if part is None:
        return None
    value, other, end, limit, _ = part
    if run[i].word and value != other and end < len(run) and run[end].joined:
        value = other  # a dual that loses its noon stands right before its noun
    summands = [value]
    while limit > 1 and end < len(run) and run[end].joined:
        fraction = run[end].kind("fractions")
        if fraction is not None:
            value, other, end = value + fraction * limit, other + fraction * limit, end + 1
            if end < len(run) and not run[end].joined and run[end].kind("scales") == limit:
                end += 1
            break
        following = _chunk(run, end)
        if following is None or following.value >= limit:
            break
        summands.append(following.value)
        value, other, end, limit = value + following.value, other + following.value, following.end, following.scale
    return _Part(simple(Fraction(value)), simple(Fraction(other)), end, limit, tuple(summands) if len(summands) > 1 else ())


def _chunk(run: list[_Atom], i: int) -> _Part | None:
    """A number below a thousand, or digits, with the scale words behind it; or a scale alone, or its dual."""
    atom = run[i]
    base = _base(run, i)
    if base is None:
        scale, dual, fraction = atom.kind("scales"), atom.kind("dual_scales"), atom.kind("fractions")
        if dual is not None:
            base = _Part(2 * dual, scale or 2 * dual, i + 1, dual)
        elif scale is not None and atom.kind("many") is None:
            base = _Part(scale, scale, i + 1, scale)
        elif fraction is not None and i + 1 < len(run) and not run[i + 1].joined and run[i + 1].kind("scales"):
            base = _Part(fraction, fraction, i + 1)
        else:
            return None
    value, other, end, scale, _ = base
    if atom.coded:
        return base
    half = run[end].kind("fractions") if end < len(run) and run[end].joined and scale == 1 else None
    if half is not None and end + 1 < len(run) and not run[end + 1].joined and run[end + 1].kind("scales"):
        value, other, end = value + half, other + half, end + 1
    elif half is not None:
        return _Part(value, value + half, end + 1)
    while end < len(run) and not run[end].joined and not run[end].time and (more := run[end].kind("scales")) is not None:
        value, other, scale, end = value * more, other * more, scale * more, end + 1
    return _Part(value, other, end, scale)


def _base(run: list[_Atom], i: int) -> _Part | None:
    """A number without a scale word: digits, hundreds with what they are joined to, tens, teens, units, shares such as three quarters."""
    atom = run[i]
    following = run[i + 1] if i + 1 < len(run) else None
    if atom.word is None:
        return None if atom.time else _Part(atom.values[0], atom.values[-1], i + 1)
    hundreds, end = atom.kind("hundreds"), i + 1
    unit = atom.kind("units")
    if unit and unit >= _FIRM_FROM and following and not following.joined:
        share = following.kind("denominators")
        if share is not None:
            return _Part(Fraction(unit, share), Fraction(unit, share), i + 2)
        if following.kind("hundreds") == _CENTURY:
            hundreds, end = unit * _CENTURY, i + 2
    if hundreds is None:
        return _below_hundred(run, i)
    rest = _below_hundred(run, end) if end < len(run) and run[end].joined else None
    if rest is None and end < len(run) and run[end].joined and (run[end].kind("ordinals") or 0) > 0:
        rest = _Part(run[end].kind("ordinals") or 0, 0, end + 1)
    return _Part(hundreds + rest.value, hundreds + rest.value, rest.end) if rest else _Part(hundreds, hundreds, end)


def _below_hundred(run: list[_Atom], i: int) -> _Part | None:
    atom = run[i]
    following = run[i + 1] if i + 1 < len(run) else None
    head = atom.kind("teen_heads")
    if head and following and not following.joined and following.kind("ten"):
        return _Part(10 + head, 10 + head, i + 2)
    unit = atom.kind("units", "ordinals", "teen_heads")
    tens = following.kind("tens") if following and following.joined else None
    if unit and unit < 10 and tens:
        return _Part(unit + tens, unit + tens, i + 2)
    value = atom.kind("tens", "ten", "units")
    return None if value is None else _Part(value, value, i + 1)


def _quantity(run: list[_Atom], i: int, part: _Part, text: str) -> Quantity:
    """The quantity of a number that was found; a single word keeps its other readings."""
    atoms = run[i : part.end]
    start, end = atoms[0].start, atoms[-1].end
    digits = [atom for atom in atoms if atom.word is None]
    form = Form.WORDS if not digits else Form.DIGITS if len(atoms) == 1 else Form.MIXED
    values = [part.value, part.other]
    if len(atoms) == 1:
        values += atoms[0].word.values if atoms[0].word else atoms[0].values
    pieces = atoms[0].pieces if len(atoms) == 1 else part.summands
    weight = _weight(atoms, part, form, text)
    unit = arabic_unit(text, start, end)
    if unit == "%":
        values += [simple(Fraction(value) / 100) for value in values]
    return Quantity(start, end, tuple(dict.fromkeys(values)), form, weight, pieces, unit)


def _weight(atoms: list[_Atom], part: _Part, form: Form, text: str) -> Weight:
    """Digits and words from three up are firm; centuries are often left out, and a single "one" or "two thousand" may be another word."""
    if text.endswith(_CENTURY_WORD, 0, atoms[0].start - 1) or text.endswith(_CENTURY_WORD + " " + ARTICLE, 0, atoms[0].start):
        return Weight.LOOSE
    if form is not Form.WORDS:
        return Weight.PAIRED if part.value < _FIRM_FROM and len(atoms) == 1 else Weight.FIRM
    if len(atoms) == 1 and atoms[0].kind("scales") == _THOUSAND:  # alpha, or "who composed"
        return Weight.PAIRED
    return Weight.FIRM if part.value >= _FIRM_FROM or part.value.denominator > 1 else Weight.LOOSE


def _loose(atom: _Atom, text: str) -> Iterator[Quantity]:
    """What a number word says that begins no number: an ordinal, a share, a decade, a dual, thousands of something."""
    if atom.word is None:
        return
    kinds = atom.word.kinds
    values = list(atom.word.values)
    if "decades" in kinds:
        values += [century + kinds["decades"] for century in _CENTURIES]
    ordinal = kinds.get("ordinals")
    if atom.joined and "fractions" in kinds:  # an hour and a half
        values += [whole + kinds["fractions"] for whole in range(1, _HOURS)]
    weight, form = Weight.LOOSE, Form.LOOSE
    if ordinal is not None:
        weight, form = Weight.PAIRED if ordinal >= _FIRM_FROM else Weight.LOOSE, Form.ORDINAL
    elif "decades" in kinds or ("duals" in kinds and not atom.word.prefixed):
        weight, form = Weight.FIRM, Form.WORDS
    yield Quantity(atom.start, atom.end, tuple(dict.fromkeys(values)), form, weight, (), arabic_unit(text, atom.start, atom.end))
