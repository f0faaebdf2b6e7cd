"""The study of the score: its injectors put in exactly one artefact, the same in every run, and its statistics are right."""

from __future__ import annotations

import random

import pytest
from tests.benchmarks.artefacts import CARRIERS, INJECTORS, LEFT, RIGHT, Paragraph, curly, injected
from tests.benchmarks.trust import correlations, ranks, score, swapped, whole

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.rules import all_rules

SENTENCES = (
    "The minister of health said that the hospital in the old town would open again in the spring, although two of its wards were still closed.",
    f"{LEFT}We are waiting for the last of the machines,{RIGHT} the director said on Sunday.",
    f"It was a \N{LATIN SMALL LETTER E WITH ACUTE}lan of another time, he added, and {LEFT}nobody wanted to go home that evening.{RIGHT}",
    "The road to the valley was closed after the storm, and residents asked for a new bridge, which the council had promised.",
    "He asked for help with the roof of the school and of the clinic, because the winter had been long.",
)
NO_QUOTATION = (SENTENCES[0], SENTENCES[3], SENTENCES[4])
ARABIC = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}\N{ARABIC LETTER SEEN}"
PARAGRAPHS = [Paragraph(SENTENCES, ARABIC), Paragraph(NO_QUOTATION, ARABIC)]


@pytest.mark.parametrize("name", sorted(INJECTORS))
def test_every_class_has_a_place_and_repeats(name: str) -> None:
    pairs = list(injected(name, PARAGRAPHS, 3))
    assert pairs
    assert pairs == list(injected(name, PARAGRAPHS, 3))
    assert all(pair.clean != pair.damaged for pair in pairs)


def test_the_classes_are_rules_that_need_no_source() -> None:
    rules = {rule.id: rule for rule in all_rules()}
    assert set(INJECTORS) <= set(rules)
    assert {name for name in INJECTORS if rules[name].source} <= {"meaning/polarity"}


def test_clean_carriers_are_clean() -> None:
    checker = Checker(Config(profile="wire"))
    for sentences in CARRIERS.values():
        for clean, broken in sentences:
            assert clean != broken
            assert score(checker, clean) == 100, clean


def test_quotation_marks_and_whole_sentences() -> None:
    assert curly('He said "yes" and "no".') == f"He said {LEFT}yes{RIGHT} and {LEFT}no{RIGHT}."
    assert whole('He said "yes."')
    assert not whole('He said "yes.')
    assert not whole("Rain expected in the north")


def test_ranks_and_correlations() -> None:
    assert ranks([3.0, 1.0, 3.0, 2.0]) == [3.5, 1.0, 3.5, 2.0]
    chance = random.Random(5)
    effort = [chance.random() for _ in range(50)]
    pearson, spearman = correlations([-value for value in effort], effort)
    assert pearson == pytest.approx(1)
    assert spearman == pytest.approx(1)
    assert correlations([1.0] * 50, effort) == (0.0, 0.0)


def test_swapped_pairs() -> None:
    assert swapped({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 3, "c": 2}) == 1
