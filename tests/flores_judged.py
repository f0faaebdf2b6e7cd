"""Findings in six engines' translations of flores-dev, judged by hand: `python -m tests.flores_judged` lists what has no verdict yet.

`flores_judged.tsv` holds engine, row, rule, span in the English and verdict, no text. A finding is an issue of confidence 0.5 or more of any rule,
the Arabic given. "right": a translator would agree that the engine got it wrong there, whatever is proposed for it; "wrong": a false alarm.
Findings with one rule and span in one sentence share a verdict.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from tanqih.issue import Issue
from tests.benchmarks.injected import checker, issues
from tests.source_judged import Found
from tests.support import SHARED, read_tsv

ENGINES = ("argos", "bergamot-base", "google", "microsoft", "nllb", "opusmt")
JUDGED = Path(__file__).with_suffix(".tsv")
FLORES = "corpora/ar-en/flores-dev.tsv.gz"


def verdicts() -> dict[Found, str]:
    """Verdicts so far, "right" or "wrong", by engine and place."""
    with JUDGED.open(encoding="utf8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        return {Found(row[0], int(row[1]), row[2], int(row[3]), int(row[4])): row[5] for row in rows}


def findings() -> Iterator[tuple[Found, Issue, dict[str, str]]]:
    """All findings, each with its issue and row."""
    with_rules = checker(every_rule=True)
    for number, row in enumerate(read_tsv(SHARED / FLORES), 1):
        for engine in ENGINES:
            for issue in issues(with_rules, row["source"], row[engine]):
                yield Found(engine, number, issue.rule, issue.span.start, issue.span.end), issue, row


def main() -> None:
    """Print what has no verdict yet."""
    known = verdicts()
    for found, issue, row in findings():
        if found not in known:
            print(*found, "?", sep="\t")
            texts = (issue.message, row[found.corpus], row["reference"], row["source"])
            print(*(f"    {text}" for text in texts), sep="\n", file=sys.stderr)
    print(f"{len(known)} judged", file=sys.stderr)


if __name__ == "__main__":
    main()
