"""Numbers read in either language, against hand-written tables and against numbers spelled out by rule."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.quantities import arabic, english
from tanqih.quantities.quantity import Form, Number, Quantity, Weight, shown
from tests.quantities.spelling import arabic_words, english_words

FOLDER = Path(__file__).parent


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (FOLDER / name).read_text(encoding="utf8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def written(quantity: Quantity) -> str:
    if quantity.form is Form.TIME:
        return "{:02}:{:02}".format(*map(int, quantity.pieces))
    return str(quantity.value)


def cells(found: tuple[Quantity, ...]) -> tuple[str, str]:
    return " ".join(map(written, found)) or "-", " ".join(quantity.unit or "-" for quantity in found) or "-"


@pytest.mark.parametrize(("text", "values", "units"), rows("arabic.tsv"))
def test_arabic(text: str, values: str, units: str) -> None:
    assert cells(arabic.read(text)) == (values, units)


@pytest.mark.parametrize(("text", "values", "units"), rows("english.tsv"))
def test_english(text: str, values: str, units: str) -> None:
    assert cells(english.read(text)) == (values, units)


NUMBERS = st.one_of(st.integers(3, 120), st.integers(3, 10**4), st.integers(3, 10**9), st.integers(3, 10**13))


@given(NUMBERS, st.booleans(), st.booleans(), st.booleans())
def test_every_arabic_number_in_words(number: int, feminine: bool, oblique: bool, old_hundred: bool) -> None:
    text = arabic_words(number, feminine=feminine, oblique=oblique, old_hundred=old_hundred)
    (found,) = arabic.read(text)
    assert number in found.values, text
    assert (found.start, found.end) == (0, len(text))
    assert found.weight is Weight.FIRM or number == 1000


@given(NUMBERS, st.booleans())
def test_every_english_number_in_words(number: int, conjunction: bool) -> None:
    text = english_words(number, conjunction=conjunction)
    (found,) = english.read(text)
    assert found.value == number, text
    assert (found.start, found.end) == (0, len(text))


@given(st.integers(0, 10**15))
def test_the_same_value_in_all_digits(number: int) -> None:
    eastern = str(number).translate({0x30 + n: 0x660 + n for n in range(10)})
    persian = str(number).translate({0x30 + n: 0x6F0 + n for n in range(10)})
    grouped = f"{number:,}"
    values = [found.values for text in (str(number), eastern, persian, grouped) for found in arabic.read(text)]
    assert [number in found for found in values] == [True] * 4


@given(st.text(max_size=80))
def test_offsets_lie_in_the_text(text: str) -> None:
    for found in (*arabic.read(text), *english.read(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.values


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, "5"),
        (2030, "2030"),
        (12_450, "12,450"),
        (Fraction(5, 2), "2.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(201, 100), "2.01"),
    ],
)
def test_shown(value: Number, expected: str) -> None:
    assert shown(value) == expected
