"""What a page is about, told from the words of the glossary's entries."""

from __future__ import annotations

from tests.glossary.support import book

from tanqih.folding import tokens_of

PITCH = "match|referee|goalkeeper|penalty|league|striker"
DESKS = book(
    {"desk": "football", "near": PITCH},
    {"desk": "football", "near": PITCH, "wrong": "match [ruler]"},
    {"desk": "weather", "near": "fog|wind|forecast|rain|visibility"},
    {"desk": "weather", "near": "fog|wind|forecast|rain|storm"},
)


def desks(text: str) -> set[str]:
    return set(DESKS.topics.desks(tokens_of(text)))


def test_a_page_belongs_to_the_desk_of_its_words() -> None:
    assert desks("The striker scored a penalty in the league match.") == {"football"}
    assert desks("Fog and strong winds are in the forecast.") == {"weather"}


def test_a_page_may_belong_to_none_or_to_both() -> None:
    assert desks("The minister opened a school on Monday.") == set()
    assert desks("Fog stopped the league match before a penalty; the forecast says rain.") == {"football", "weather"}


def test_one_metaphor_on_a_long_page_does_not_make_a_desk() -> None:
    text = "The minister said the talks were a goal worth working for and the penalty for failing was high. " * 6
    assert desks(text) == set()


def test_words_that_say_nothing_do_not_count() -> None:
    common = book(*({"desk": "football", "near": "the first two|new time"} for _ in range(9)))
    assert not common.topics.desks(tokens_of("The first two people had a new time of the year."))


def test_a_page_without_words_has_no_desk() -> None:
    assert desks("") == set()
