"""What is found in six engines' translations of flores-dev, by the verdicts in `flores_judged.tsv` (see `flores_judged.py`)."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.flores_judged import ENGINES, FLORES, findings, verdicts
from tests.support import shared

LEAST_RIGHT = 0.8


@pytest.mark.slow
def test_what_is_found_in_real_translations_is_judged_and_right() -> None:
    shared(FLORES)
    known = verdicts()
    found = [place for place, _, _ in findings()]
    assert [place for place in found if place not in known] == [], "judge them: python -m tests.flores_judged"
    right = Counter(place.corpus for place in found if known[place] == "right")
    plain = [place for place in found if place.rule != "encoding/html-entity"]
    for engine in ENGINES:
        assert right[engine] >= LEAST_RIGHT * sum(place.corpus == engine for place in found)
    assert sum(known[place] == "right" for place in plain) >= LEAST_RIGHT * len(plain)
