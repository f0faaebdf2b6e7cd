"""What a suggestion may not change, and what is no change."""

from __future__ import annotations

import pytest

from tanqih.guards import objection


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The committee heard \N{ARABIC-INDIC DIGIT THREE}\N{ARABIC-INDIC DIGIT FIVE} people.", "The committee heard 35 people."),
        ("It cost 1,200 pounds.", "It cost 1200 pounds."),
        ("two million people", "2 million people"),
        ("He paid 3,5 million.", "He paid 3.5 million."),
        ("For his part, Nasser said no.", "Nasser said no."),
        ("He met Al -Raed.", "He met Al-Raed."),
        ("It was safe, As a result.", "It was safe, as a result."),
        ("A secure future. And stable.", "A secure and stable future."),
        ("left Afghanistan.Trump said", "left Afghanistan. Trump said"),
    ],
)
def test_the_same_facts(before: str, after: str) -> None:
    assert objection(before, after, {"names"} if "Al -" in before else ()) == ""


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("It killed 35 people.", "It killed 53 people.", "numbers: 35 is lost, 53 is new"),
        ("It killed two people.", "It killed people.", "numbers: 2 is lost"),
        ("He met Nasser in May.", "He met Naser in May.", "names: nasser is lost, naser is new"),
        ("They did not agree.", "They did agree.", "negation: a negation is lost"),
        ("They agree.", "They don\N{RIGHT SINGLE QUOTATION MARK}t agree.", "negation: a negation is new"),
        ("Talks, Haddad said. Karam said no.", "Talks, Karam said. Karam said no.", "names: haddad is lost"),
    ],
)
def test_objections(before: str, after: str, verdict: str) -> None:
    assert objection(before, after) == verdict


def test_a_rule_may_change_a_fact_on_purpose() -> None:
    assert objection("11 million and 97 thousand", "11.097 million", {"numbers"}) == ""
    assert objection("Source: Nasser, 35", "", {"all"}) == ""
