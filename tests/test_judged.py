"""Precision on real edited news, by the verdicts in `judged.tsv` (see `judged.py`)."""

from __future__ import annotations

import pytest

from tests.judged import findings, judged, texts
from tests.support import shared

WRONG_SAFE_PER_WORDS = 100_000
LEAST_RIGHT = 0.8
MOST_UNJUDGED = 0.1


@pytest.mark.slow
def test_verdicts_cover_what_is_found_and_are_good_enough() -> None:
    shared("corpora/prose/wikinews.txt.gz")
    verdicts = judged()
    found = [place for place, _ in findings()]
    words = sum(len(text.split()) for _, _, text in texts())
    safe = [place for place in found if place.safe]
    assert [place for place in safe if place not in verdicts] == [], "judge every safe change: python -m tests.judged"
    assert sum(verdicts[place] == "wrong" for place in safe) <= words / WRONG_SAFE_PER_WORDS
    known = [verdicts[place] for place in found if place in verdicts]
    assert len(known) >= (1 - MOST_UNJUDGED) * len(found)
    assert known.count("right") >= LEAST_RIGHT * len(known)
