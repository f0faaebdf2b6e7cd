"""What has a counterpart on the other side, values written into English, dates of several calendars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.quantities import arabic, english
from tanqih.quantities.compare import compare
from tanqih.quantities.dates import Kind, day_beside, offsets, read_arabic, read_english, romanised
from tanqih.quantities.quantity import Number
from tanqih.quantities.render import in_place_of, in_words, ordinal_digits, ordinal_words
from tests.quantities.spelling import arabic_words, english_words


def differences(source: str, target: str) -> tuple[list[Number], list[Number]]:
    found = compare(arabic.read(source), english.read(target))
    return [quantity.value for quantity in found.lost], [quantity.value for quantity in found.new]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("بنسبة 25 بالمئة", "a quarter"),
        ("في موسم 2018-2019", "in the 2018-19 season"),
        ("الثامنة والنصف", "8:30"),
        ("الساعة 11:20", "1120 hours"),
        ("الساعة 9.30", "9:30 a.m."),
        ("سبعة أيام ونصف", "seven and a half days"),
        ("عمر كل منهما عقد", "a decade each"),
        ("5 آلاف و200", "5,200"),
        ("الحرب العالمية الثانية", "World War II"),
        ("مصابون بكوفيد-19 مليون", "a million people with Covid-19"),
        ("بين 5 و10 ملايين", "between five and 10 million"),
    ],
)
def test_said_otherwise(source: str, target: str) -> None:
    assert differences(source, target) == ([], [])


@pytest.mark.parametrize(
    ("source", "target", "lost", "new"),
    [
        ("1.6 مليون", "1.6 billion", [1_600_000], [1_600_000_000]),
        ("خمسة", "five hundred", [5], [500]),
        ("٠٢٣٠", "2030 (9:30)", [230], [2030]),
        ("بلغ 300 ثم 1300", "it was 300, then 300", [1300], []),
        ("R0", "the R0", [], []),
    ],
)
def test_not_the_same(source: str, target: str, lost: list[Number], new: list[Number]) -> None:
    found = differences(source, target)
    assert found[0] == lost
    assert [value for value in new if value not in found[1]] == []


@given(st.integers(3, 10**12), st.booleans(), st.booleans())
def test_words_of_both_languages_agree(number: int, oblique: bool, feminine: bool) -> None:
    source = arabic_words(number, feminine=feminine, oblique=oblique, old_hundred=False)
    assert differences(source, english_words(number, conjunction=True)) == ([], [])
    assert differences(source, f"{number:,}") == ([], [])


@given(st.integers(11, 10**9), st.integers(11, 10**9))
def test_another_number_is_another_number(one: int, other: int) -> None:
    found = compare(arabic.read(str(one)), english.read(str(other)))
    short = {one % 100, other % 100} & {one, other} and max(one, other) < 2200
    assert bool(found.lost or found.new) == (one != other) or short


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("the 3rd time", 11, "the 11th time"),
        ("$1.5 million", 2_500_000, "$2.5 million"),
        ("It has 12,000 men", 9500, "It has 9,500 men"),
        ("in 2018", 1998, "in 1998"),
        ("Thirty men", 41, "Forty-one men"),
        ("the fifth", 21, "the twenty-first"),
        ("a 2bn fund", 3_000_000_000, "a 3bn fund"),
    ],
)
def test_a_value_in_the_style_of_another(text: str, value: int, after: str) -> None:
    quantity = next(quantity for quantity in english.read(text) if quantity.weight)
    edit = in_place_of(text, quantity, value)
    assert edit is not None
    start, end, put_in = edit
    assert text[:start] + put_in + text[end:] == after


def test_number_words() -> None:
    assert [in_words(n) for n in (7, 20, 99, 100, 101)] == ["seven", "twenty", "ninety-nine", "a hundred", None]
    assert [ordinal_digits(n) for n in (1, 11, 22, 113)] == ["1st", "11th", "22nd", "113th"]
    assert [ordinal_words(n) for n in (3, 20, 42, 120)] == ["third", "twentieth", "forty-second", "120th"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في كانون الثاني", [("month", 1, True)]),
        ("وتشرين الأول", [("month", 10, True)]),
        ("في جويلية", [("month", 7, True)]),
        ("شتنبر", [("month", 9, True)]),
        ("مارس مهنته", [("month", 3, False)]),
        ("5 مارس", [("month", 3, True)]),
        ("جمادى الآخرة", [("Hijri month", 6, True)]),
        ("12 ربيع الأول", [("Hijri month", 3, True)]),
        ("يوم الأربعاء", [("weekday", 3, True)]),
        ("للأحد", []),
        ("صباحًا", [("half of the day", 1, True)]),
    ],
)
def test_arabic_dates(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert [(word.kind.value, word.value, word.sure) for word in read_arabic(text)] == expected


def test_english_dates() -> None:
    found = read_english("On Tuesday, 5 May, in Sept. and at 7pm they may march.")
    assert [(word.kind, word.value) for word in found] == [
        (Kind.WEEKDAY, 2),
        (Kind.MONTH, 5),
        (Kind.MONTH, 9),
        (Kind.HALF, 2),
    ]
    assert [word.sure for word in read_english("May I go in May 2020?")] == [False, True]
    assert [(word.kind, word.value) for word in romanised("Kanun al-Thani and Ramadan")] == [(Kind.MONTH, 1), (Kind.HIJRI, 9)]


def test_days_beside_months() -> None:
    days = [
        day_beside(text, word)
        for text in ("5 March 2020", "March 5, 2020", "March 2020", "٥ آذار")
        for word in (*read_english(text), *read_arabic(text))
    ]
    assert days == [5, 5, None, 5]


def test_offsets_from_utc() -> None:
    assert [minutes for minutes, _ in offsets("UTC+3, GMT-05:30, (UTC + ٣)")] == [180, -330, 180]
