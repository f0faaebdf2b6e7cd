"""Findings about meaning and names in six engines' translations of flores-dev, by the verdicts in `flores_judged.tsv` (engine, row, rule, span, no text).

"right": a translator would agree that the engine got it wrong there.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.rules import all_rules
from tests.benchmarks.injected import issues
from tests.source_judged import Found
from tests.support import read_tsv, shared

JUDGED = Path(__file__).with_name("flores_judged.tsv")
LEAST_RIGHT = 0.8


def _verdicts() -> dict[Found, str]:
    with JUDGED.open(encoding="utf8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        return {Found(row[0], int(row[1]), row[2], int(row[3]), int(row[4])): row[5] for row in rows}


@pytest.mark.slow
def test_what_is_found_in_real_translations_is_right() -> None:
    path = shared("corpora/ar-en/flores-dev.tsv.gz")
    verdicts = _verdicts()
    rules = tuple(rule.id for rule in all_rules() if rule.source and rule.id.startswith(("meaning/", "name/")))
    with_rules = Checker(Config(select=rules))
    counted: Counter[str] = Counter()
    for number, row in enumerate(read_tsv(path), 1):
        for engine in sorted({place.corpus for place in verdicts}):
            for issue in issues(with_rules, row["source"], row[engine]):
                place = Found(engine, number, issue.rule, issue.span.start, issue.span.end)
                counted[verdicts.get(place, "not judged")] += 1
    assert counted["right"] >= LEAST_RIGHT * counted.total()
