"""Names by their consonants in both scripts, the dictionary, and the sentences of Arabic."""

from __future__ import annotations

import gzip
import random

import pytest
from tests.support import shared

from tanqih.align.names import arabic_keys, arabic_words, english_keys, english_names
from tanqih.align.units import arabic_spans, comparable
from tanqih.align.words import arabic_entries, english_entries


def meets(arabic: str, english: str) -> bool:
    [word] = arabic_words(arabic)
    return bool(arabic_keys(word) & english_keys(english))


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("محمد", "Mohammed"),
        ("والقذافي", "Gaddafi"),
        ("بالقاهرة", "al-Qahira"),
        ("ممدوح", "Mamdouh"),
        ("تشرشل", "Churchill"),
        ("عثمان", "Osman"),
        ("خوسيه", "Khosé"),
        ("فيزا", "Visa"),
        ("ماكسيم", "Maxim"),
    ],
)
def test_the_same_name_meets(arabic: str, english: str) -> None:
    assert meets(arabic, english)


def test_other_names_do_not() -> None:
    assert not meets("محمد", "Hamas")
    assert not meets("باريس", "Berlin")


def test_names_of_a_sentence() -> None:
    assert english_names("The talks in Geneva and O'Neill's visit to Al-Arish ended on Monday.") == {"Geneva", "O'Neill", "Arish"}


def test_most_names_of_a_list_meet_and_hardly_any_others() -> None:
    with gzip.open(shared("corpora/names/google-ar2en.tsv.gz"), "rt", encoding="utf8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    rng = random.Random(1)
    pairs = [
        (arabic, english) for arabic, english in rng.sample(rows, 2000) if len(english) > 3 and len(arabic_words(arabic)) == 1
    ]
    others = rng.sample(pairs, len(pairs))
    assert sum(meets(*pair) for pair in pairs) > 0.85 * len(pairs)
    assert sum(
        meets(arabic, other) for (arabic, english), (_, other) in zip(pairs, others, strict=True) if english != other
    ) < 0.005 * len(pairs)


def test_words_of_news_meet_by_their_stems() -> None:
    assert arabic_entries("وقالت الحكومة") & english_entries("The governments said")
    assert arabic_entries("بالشرطة") & english_entries("police")
    assert not arabic_entries("الحكومة") & english_entries("police")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("ذهب. عاد! لماذا؟ هكذا…", ["ذهب.", "عاد!", "لماذا؟", "هكذا…"]),
        ("قال: «نعم.» ثم ذهب.", ["قال: «نعم.»", "ثم ذهب."]),
        ("قال د. أحمد إن 3.5 مليون عادوا.", ["قال د. أحمد إن 3.5 مليون عادوا."]),
        ("1. البند. 12. آخر", ["1. البند.", "12. آخر"]),
        ("  سطر\nآخر ", ["سطر", "آخر"]),
        ("", []),
    ],
)
def test_sentences_of_arabic(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in arabic_spans(text)] == sentences


def test_what_is_compared_has_one_shape() -> None:
    assert comparable("\N{RIGHT-TO-LEFT MARK}ﻻ ﷲ x²") == "لا الله x2"
    assert comparable("x² لا") == "x² لا"
