"""What a suggestion may not change, and what is no change."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tanqih.check import Checker
from tanqih.document import Span
from tanqih.formats.plain import document_from_text
from tanqih.guards import FACTS, objection, verdict
from tanqih.guards.stretch import stretch, suspects
from tanqih.issue import Applicability, Edit, Severity, Suggestion
from tanqih.rules._rule import Finding, Rule
from tanqih.text import Block

WITH_SOURCE: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("guards.toml").read_text(encoding="utf8"))["case"]
WORDS = (
    'the council Nasser Haddad two million hundred 35 1,200 people in June on Friday not never don\'t agreed "peace" '
    "\N{LEFT DOUBLE QUOTATION MARK}talks\N{RIGHT DOUBLE QUOTATION MARK} now. and , Karam went. Yesterday"
).split()


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
        ("the minister&#39;s aide", "the minister's aide"),
        ("Goverment offices opened.", "Government offices opened."),
        ("\N{LEFT DOUBLE QUOTATION MARK}It is over,\N{RIGHT DOUBLE QUOTATION MARK} he said.", '"It is over", he said.'),
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
        ("Fillon met the minister.", "Macron met the minister.", "names: fillon is lost, macron is new"),
        ("They met on Tuesday.", "They met on Thursday.", "dates: Tuesday is lost, Thursday is new"),
        ("Talks, Haddad said. Karam left.", "Talks, Karam said. Haddad left.", "attribution: Haddad is lost, Karam is new"),
        (
            'He said "it is over" to them all.',
            'He said "it is over to them all".',
            "quotation: a quotation of all, them, to is new",
        ),
    ],
)
def test_objections(before: str, after: str, verdict: str) -> None:
    assert objection(before, after) == verdict


def test_a_rule_may_change_a_fact_on_purpose() -> None:
    assert objection("11 million and 97 thousand", "11.097 million", {"numbers"}) == ""
    assert objection("Source: Nasser, 35", "", {"all"}) == ""


def test_a_rule_for_dates_says_numbers_and_names() -> None:
    assert objection("It rained in May.", "It rained in June.", {"numbers", "names"}) == ""
    assert objection("It rained in May.", "It rained in June.", {"names"}) == "dates: May is lost, June is new"


def test_a_model_may_change_nothing() -> None:
    assert (
        verdict("It killed 35 people.", "It killed 53.", {"all"}, origin="model:editor").objection
        == "numbers: 35 is lost, 53 is new"
    )
    assert verdict("It killed 35 people.", "It has killed 35 people.", origin="model:editor").objection == ""


@pytest.mark.parametrize(
    ("before", "after", "changes", "safe"),
    [
        ("He met Al -Raed.", "He met Al-Raed.", {"names"}, True),
        ("11 million and 97 thousand", "11.097 million", {"numbers"}, False),
        ("They don't agree.", "They agree.", {"negation"}, False),
        ("They did not agree.", "They did agree.", set(), False),
    ],
)
def test_only_what_changes_no_value_may_be_safe(before: str, after: str, changes: set[str], safe: bool) -> None:
    assert verdict(before, after, changes).may_be_safe is safe


@pytest.mark.parametrize("case", WITH_SOURCE, ids=lambda case: case["after"])
def test_what_agrees_better_with_the_arabic_passes(case: dict[str, Any]) -> None:
    said = verdict(case["before"], case["after"], source=case["source"])
    assert said.objection == case.get("objection", "")
    assert said.changed == frozenset(case.get("changed", ()))
    assert said.agrees is bool(said.changed)
    assert objection(case["before"], case["after"], source=case["source"]) == said.objection


@pytest.mark.parametrize(
    ("origin", "changes", "applicability", "reason"),
    [
        ("", (), Applicability.FLAG, "numbers: 35 is lost, 53 is new"),
        ("", ("numbers",), Applicability.REVIEW, ""),
        ("model:editor", ("numbers",), Applicability.FLAG, "numbers: 35 is lost, 53 is new"),
    ],
)
def test_a_check_holds_back_what_changes_a_value(
    monkeypatch: pytest.MonkeyPatch, origin: str, changes: tuple[str, ...], applicability: Applicability, reason: str
) -> None:
    def wrong_toll(block: Block) -> Iterator[Finding]:
        """A toll."""
        start = block.text.index("35")
        span = Span(start, start + 2)
        offered = Suggestion((Edit(block.index, span, "53"),), "53", origin, Applicability.SAFE)
        yield Finding(block.index, span, "Another toll.", 0.9, (offered,))

    rule = Rule("number/wrong-toll", wrong_toll, "x", Severity.MAJOR, None, False, False, frozenset(changes), frozenset())
    monkeypatch.setattr(Checker, "_chosen_rules", lambda _: (rule,))
    (issue,) = Checker().check(document_from_text("It killed 35 people.")).issues
    assert [(one.applicability, one.guard) for one in issue.suggestions] == [(applicability, reason)]


def test_the_stretch_that_changed_tells_all_that_the_texts_tell() -> None:
    """Attribution apart: it looks at two words that belong together, which random ones do not."""
    chooser = random.Random(0)
    kinds = set(FACTS) - {"attribution"}
    changed = 0
    for _ in range(3_000):
        words = chooser.choices(WORDS, k=chooser.randint(3, 30))
        other = list(words)
        for _ in range(chooser.randint(1, 2)):
            at = chooser.randrange(len(other))
            match chooser.choice(("replace", "insert", "delete", "swap")):
                case "replace":
                    other[at] = chooser.choice(WORDS)
                case "insert":
                    other.insert(at, chooser.choice(WORDS))
                case "delete" if len(other) > 2:
                    del other[at]
                case _:
                    other[at - 1], other[at] = other[at], other[at - 1]
        before, after = " ".join(words), " ".join(other)
        differing = {kind for kind in kinds if any(FACTS[kind](before, after))}
        changed += bool(differing)
        assert differing <= set(suspects(*stretch(before, after))), (before, after)
    assert changed > 1_000
