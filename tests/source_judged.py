"""Findings of the source-aware rules on clean human pairs, judged by hand: `python -m tests.source_judged` lists what has no verdict yet.

`source_judged.tsv` (numbers, dates, marks) and `source_judged_meaning.tsv` hold corpus, row, rule, span in the English and verdict, no text. A finding is an issue of confidence 0.5 or more of a rule
that reads the source. "right": a translator would agree that the two sides differ there, whichever of them is wrong; "wrong": a false alarm.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tanqih.issue import Issue
from tests.benchmarks.damage import Pair
from tests.benchmarks.injected import CORPORA, checker, issues, pairs

JUDGED = tuple(Path(__file__).with_name(name) for name in ("source_judged.tsv", "source_judged_meaning.tsv"))


class Found(NamedTuple):
    """A finding's place."""

    corpus: str
    row: int
    rule: str
    start: int
    end: int


def findings() -> Iterator[tuple[Found, Issue, Pair]]:
    """All findings on the clean pairs, each with its issue and pair."""
    with_rules = checker(every_rule=False)
    for corpus in CORPORA:
        for pair in pairs(corpus):
            for issue in issues(with_rules, pair.source, pair.target):
                yield Found(corpus, pair.row, issue.rule, issue.span.start, issue.span.end), issue, pair


def judged() -> dict[Found, str]:
    """Verdicts so far: "right" or "wrong"."""
    found = {}
    for path in JUDGED:
        with path.open(encoding="utf8", newline="") as file:
            rows = csv.reader(file, delimiter="\t")
            next(rows)
            found.update({Found(row[0], int(row[1]), row[2], int(row[3]), int(row[4])): row[5] for row in rows})
    return found


def main() -> None:
    """Print what has no verdict yet."""
    known = judged()
    for found, issue, pair in findings():
        if found not in known:
            print(*found, "?", sep="\t")
            print(f"    {issue.message}\n    {pair.target}\n    {pair.source}", file=sys.stderr)
    print(f"{len(known)} judged", file=sys.stderr)


if __name__ == "__main__":
    main()
