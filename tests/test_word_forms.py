"""Word forms read from the tables equal what lemminflect itself says."""

from __future__ import annotations

import gzip
import random

import lemminflect
import pytest

from tanqih import word_forms
from tanqih.english import plural, singular, tags, verb_form, verb_lemma


def words_of_the_tables() -> list[str]:
    rows = gzip.decompress((word_forms._folder() / "lemma_lu.csv.gz").read_bytes()).decode().splitlines()
    return sorted({row.split(",")[0] for row in rows if row.split(",")[0].islower()})


def test_equal_to_lemminflect() -> None:
    words = words_of_the_tables()
    for word in [
        *random.Random(1).sample(words, 4000),
        words[0],
        words[-1],
        "be",
        "was",
        "can",
        "have",
        "'s",
        "blog",
        "zzz",
        "",
        "\ud800",
    ]:
        if word.isascii():
            assert word_forms.lemmas(word) == lemminflect.getAllLemmas(word), word
            assert word_forms.inflections(word) == lemminflect.getAllInflections(word), word


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("attained", {"VBD"}),
        ("houses", {"NNS", "VBZ"}),
        ("said", {"VBD"}),
        ("quickly", {"RB"}),
        ("safe", {"JJ"}),
        ("is", {"VBZ"}),
    ],
)
def test_tags(word: str, some: set[str]) -> None:
    assert some <= tags(word)


def test_forms() -> None:
    assert plural("country") == "countries"
    assert singular("houses") == "house"
    assert verb_form("reach", "VBG") == "reaching"
    assert verb_lemma("carried") == "carry"
    assert verb_form("blorp", "VBD") == "blorped"
