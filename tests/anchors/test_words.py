"""Words of either side: verb forms, keys of English words, sounds of names, and what links a pair."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tanqih.anchors import sounds, words
from tanqih.anchors.forms import derive
from tanqih.anchors.lexicon import lexicon
from tanqih.anchors.pair import MAX_WORDS, Pair
from tanqih.anchors.stems import key
from tanqih.arabic import folded

HERE = Path(__file__).parent
SCHOOL, AND_IN_THE, OPENED, SCHOOLS, FUKUSHIMA = (HERE / "words.txt").read_text(encoding="utf8").split()


def _rows(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))[1:]


@pytest.mark.parametrize(("form", "root", "expected"), _rows("forms.tsv"))
def test_the_forms_of_a_verb(form: str, root: str, expected: str) -> None:
    assert set(folded(expected).text.split()) <= set(derive(int(form), root))


def test_a_form_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no verb form 12"):
        list(derive(12, "abc"))


@pytest.mark.parametrize(
    "family",
    [
        "implement implements implementing implemented implementation",
        "prevent prevents preventing prevented prevention preventive",
        "govern government governments governing",
        "write wrote written writes",
        "country countries country's",
        "decide decided deciding",
    ],
)
def test_the_words_of_a_family_share_a_key(family: str) -> None:
    assert len(set(map(key, family.split()))) == 1


@pytest.mark.parametrize(("one", "other"), [("prevent", "previous"), ("event", "even"), ("nation", "nature"), ("patient", "pat")])
def test_words_that_share_none(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(("arabic", "latin", "same"), _rows("names.tsv"))
def test_names_by_their_sound(arabic: str, latin: str, same: str) -> None:
    likeness = sounds.likeness(sounds.of_arabic(folded(arabic).text), sounds.of_latin(latin))
    assert (likeness >= sounds.LIKE) is (same == "yes")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost \N{POUND SIGN}27m, the minister\N{RIGHT SINGLE QUOTATION MARK}s aide said.", "It cost 27m the minister\N{RIGHT SINGLE QUOTATION MARK}s aide said"),
        ("the minister&#39;s aide", "the minister's aide"),
        ("It fell.The U.S. paid 1,200 of 3.5 million.", "It fell The U.S paid 1,200 of 3.5 million"),
    ],
)  # fmt: skip
def test_english_words(text: str, expected: str) -> None:
    found = words.of_english(text)
    assert " ".join(word.text for word in found) == expected
    assert all("&" in text or text[word.start : word.end] == word.text for word in found)


def test_figures_have_the_keys_of_their_scale_and_sign() -> None:
    (word,) = words.of_english("\N{POUND SIGN}27m")
    assert {"27", key("million"), key("pound")} <= word.keys


def test_the_lexicon_knows_words_through_clitics() -> None:
    school = folded(SCHOOL).text
    assert key("school") in lexicon().look(school)
    assert key("school") in lexicon().look(folded(AND_IN_THE + SCHOOL).text)
    assert not lexicon().look("\N{ARABIC LETTER QAF}" * 6)


def test_links_between_the_two_sides() -> None:
    pair = Pair("Schools in Fukushima opened.", f"{OPENED} {SCHOOLS} {FUKUSHIMA}")
    assert pair.links == [[3], [0], [2]]
    assert pair.matched == ([3, 0, 2], {3: 0, 0: 1, 2: 2})
    assert pair.coverage == 1.0
    assert pair.heard(2) == 1.0
    span = pair.source_span(1, 2)
    assert pair.source[span.start : span.end] == f"{SCHOOLS} {FUKUSHIMA}"


def test_a_pair_that_cannot_be_compared() -> None:
    assert not Pair("", "").comparable
    assert not Pair("A word.", "A word.").comparable
    assert not Pair("word " * (MAX_WORDS + 1), "\N{ARABIC LETTER BEH}").comparable
