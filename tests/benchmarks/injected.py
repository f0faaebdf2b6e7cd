"""Clean human pairs with one injected error each: how many are found, and how many clean pairs are flagged. `python -m tests.benchmarks.injected`.

Errors of nine kinds are put into pairs of ntrex-dev and tico19, 300 of each, the same ones in every run. An error is found when an issue of
confidence 0.5 or more touches it that the clean pair does not have; for dropped words, when there is any such issue. Only rules that read
the source count, as false alarms too; `--all` counts every rule. `-v` prints what was missed, `--kind NAME` runs one kind.
"""

from __future__ import annotations

import argparse
import random
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.document import Document, Segment
from tanqih.issue import Issue
from tanqih.rules import all_rules
from tests.benchmarks.damage import OPERATORS, Damaged, Pair
from tests.support import SHARED, read_tsv

CORPORA = ("ntrex-dev", "tico19")
COUNT = 300
LEAST = 0.5
ANYWHERE = frozenset({"clause dropped", "sentence dropped", "negation dropped"})
"""Kinds that leave nothing behind to point at."""


class Outcome(NamedTuple):
    """One injected error and the issues that it brought."""

    damaged: Damaged
    new: list[Issue]
    found: bool


def pairs(corpus: str) -> list[Pair]:
    """The clean pairs of a corpus."""
    rows = read_tsv(SHARED / "corpora" / "ar-en" / f"{corpus}.tsv.gz")
    return [Pair(corpus, number, row["arabic"], row["english"]) for number, row in enumerate(rows, 1)]


def injected(kind: str, clean: list[Pair], count: int = COUNT) -> list[Damaged]:
    """Up to `count` damaged pairs of one kind, each from another pair while there are enough; the same in every run."""
    chooser = random.Random(zlib.crc32(kind.encode()))
    operator = OPERATORS[kind]
    found: list[Damaged] = []
    seen: set[tuple[str, str]] = set()
    order = list(range(len(clean)))
    for _ in range(20):
        chooser.shuffle(order)
        for i in order:
            damaged = operator(chooser, clean, i)
            if damaged is None or (damaged.source, damaged.target) in seen:
                continue
            seen.add((damaged.source, damaged.target))
            found.append(damaged)
            if len(found) == count:
                return found
    return found


def checker(*, every_rule: bool) -> Checker:
    """A checker of the rules that count."""
    return Checker(Config() if every_rule else Config(select=tuple(rule.id for rule in all_rules() if rule.source)))


def issues(with_rules: Checker, source: str, target: str) -> list[Issue]:
    """The issues of one pair that count."""
    document = Document("pair", (Segment(0, target, source, offset=0),))
    report = with_rules.check(document)
    if report.failures:
        raise RuntimeError(report.failures)
    return [issue for issue in report.issues if issue.confidence >= LEAST]


def touches(issue: Issue, start: int, end: int) -> bool:
    """As `hits` of ../shared/measure.py: the issue shares a character with the error and is not much longer."""
    first, last = issue.span.start, issue.span.end
    overlap = first <= start <= last if start == end else max(first, start) < min(last, end)
    return overlap and last - first <= 2 * (end - start) + 40


def outcome(with_rules: Checker, kind: str, damaged: Damaged) -> Outcome:
    """Whether one error is found."""
    before = Counter((issue.rule, issue.text) for issue in issues(with_rules, damaged.source, damaged.clean))
    new = []
    for issue in issues(with_rules, damaged.source, damaged.target):
        if before[issue.rule, issue.text] > 0:
            before[issue.rule, issue.text] -= 1
        else:
            new.append(issue)
    found = bool(new) if kind in ANYWHERE else any(touches(issue, *damaged.span) for issue in new)
    return Outcome(damaged, new, found)


def run(kind: str, with_rules: Checker, clean: list[Pair]) -> Iterator[Outcome]:
    """All errors of one kind."""
    for damaged in injected(kind, clean):
        yield outcome(with_rules, kind, damaged)


def false_alarms(with_rules: Checker, clean: list[Pair]) -> tuple[int, float]:
    """How many clean pairs are flagged, and pairs a second."""
    start = time.process_time()
    flagged = sum(bool(issues(with_rules, pair.source, pair.target)) for pair in clean)
    return flagged, len(clean) / (time.process_time() - start)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--kind", choices=sorted(OPERATORS), action="append")
    chosen = parser.parse_args()
    with_rules = checker(every_rule=chosen.all)
    clean = {corpus: pairs(corpus) for corpus in CORPORA}
    for corpus, found in clean.items():
        flagged, speed = false_alarms(with_rules, found)
        print(f"| {corpus} | {flagged} of {len(found)} clean pairs flagged | {flagged / len(found):.2%} | {speed:,.0f} pairs/s |")
    everything = [pair for found in clean.values() for pair in found]
    for kind in chosen.kind or OPERATORS:
        outcomes = list(run(kind, with_rules, everything))
        hits = sum(result.found for result in outcomes)
        print(f"| {kind} | {hits} of {len(outcomes)} | {hits / max(1, len(outcomes)):.1%} |", flush=True)
        if chosen.verbose:
            for result in outcomes:
                if not result.found:
                    show(result)


def show(result: Outcome) -> None:
    """Print an error that was missed."""
    damaged = result.damaged
    print(f"  {damaged.corpus} {damaged.row}: {damaged.what}")
    print(f"    {damaged.target}\n    {damaged.source}")
    for issue in result.new:
        print(f"    elsewhere: {issue.rule} {issue.text!r}")


if __name__ == "__main__":
    main()
