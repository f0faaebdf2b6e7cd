"""False alarms of the source-aware rules on clean human pairs, by the verdicts in `source_judged.tsv`, and what they find (see `source_judged.py`)."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.benchmarks.damage import OPERATORS
from tests.benchmarks.injected import CORPORA, checker, injected, pairs, run
from tests.source_judged import findings, judged
from tests.support import shared

MOST_FLAGGED = 0.02
LEAST_FOUND = {
    "number changed": 0.95,
    "digit swapped": 0.95,
    "month shifted": 0.95,
    "word left in Arabic": 0.95,
    "quotation mark moved": 0.95,
    "name replaced": 0.85,
    "negation dropped": 0.7,
    "negation added": 0.7,
    "clause dropped": 0.7,
    "sentence dropped": 0.85,
}


@pytest.mark.slow
def test_clean_pairs_are_seldom_flagged_and_every_finding_is_judged() -> None:
    shared("corpora/ar-en/tico19.tsv.gz")
    verdicts = judged()
    found = [place for place, _, _ in findings()]
    rules = {place.rule for place in verdicts}
    assert [place for place in found if place.rule in rules and place not in verdicts] == [], (
        "judge them: python -m tests.source_judged"
    )
    flagged = Counter(corpus for corpus, _ in {(place.corpus, place.row) for place in found})
    for corpus in CORPORA:
        assert flagged[corpus] <= MOST_FLAGGED * len(pairs(corpus))


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(LEAST_FOUND))
def test_injected_errors_are_found(kind: str) -> None:
    shared("corpora/ar-en/tico19.tsv.gz")
    clean = [pair for corpus in CORPORA for pair in pairs(corpus)]
    results = [result.found for result in run(kind, checker(every_rule=False), clean)]
    assert len(results) == 300
    assert sum(results) >= LEAST_FOUND[kind] * len(results)


@pytest.mark.parametrize("kind", sorted(OPERATORS))
def test_the_generator_damages_one_place_and_always_the_same(kind: str) -> None:
    shared("corpora/ar-en/tico19.tsv.gz")
    clean = pairs("ntrex-dev")
    first, second = injected(kind, clean, 20), injected(kind, clean, 20)
    assert first == second
    assert len(first) == 20
    for damaged in first:
        start, end = damaged.span
        assert damaged.target != damaged.clean
        assert 0 <= start <= end <= len(damaged.target)
