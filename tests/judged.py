"""Findings on real edited news, judged by hand: `python -m tests.judged` lists what is new, with its context, for judging.

`judged.tsv` holds corpus, row, rule, span and verdict, no text. A finding is an issue of confidence 0.5 or more under the default profile.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import tanqih
from tests.support import SHARED, ntrex_documents, read_paragraphs

JUDGED = Path(__file__).with_name("judged.tsv")
PARAGRAPHS = 5000
CORPORA = {
    "wikinews": ("corpora/prose/wikinews.txt.gz", None),
    "current-events": ("corpora/prose/wikipedia-current-events.txt.gz", PARAGRAPHS),
    "congress": ("corpora/prose/congress-releases.txt.gz", PARAGRAPHS),
}
NTREX = "corpora/ar-en/ntrex-dev.tsv.gz"
CONTEXT = 70


class Found(NamedTuple):
    """A finding's place, and whether its first suggestion is safe."""

    corpus: str
    row: str
    rule: str
    start: int
    end: int
    safe: str


def texts() -> Iterator[tuple[str, str, str]]:
    """Corpus, row (paragraph number from 1, or document) and text of all clean news."""
    for name, text in ntrex_documents(SHARED / NTREX).items():
        yield "ntrex-dev", name, text
    for corpus, (path, count) in CORPORA.items():
        for number, text in enumerate(read_paragraphs(SHARED / path, count), 1):
            yield corpus, str(number), text


def findings() -> Iterator[tuple[Found, str]]:
    """All findings, each with its context for a person."""
    checker = tanqih.Checker()
    for corpus, row, text in texts():
        for issue in next(checker.check_many([text])).issues:
            if issue.confidence < 0.5 or issue.offset is None:
                continue
            start, end = issue.offset
            safe = issue.best is not None and issue.best.applicability is tanqih.Applicability.SAFE
            context = f"{text[max(0, start - CONTEXT) : start]}[[{text[start:end]}]]{text[end : end + CONTEXT]}"
            put_in = " | ".join(edit.text for edit in sorted(issue.best.edits)) if issue.best else "-"
            yield Found(corpus, row, issue.rule, start, end, "safe" if safe else ""), f"{context!r} -> {put_in!r}"


def judged() -> dict[Found, str]:
    """Verdicts so far: "right" or "wrong"."""
    if not JUDGED.exists():
        return {}
    with JUDGED.open(encoding="utf8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        return {Found(row[0], row[1], row[2], int(row[3]), int(row[4]), row[5]): row[6] for row in rows}


def main() -> None:
    """Print what has no verdict yet."""
    known = judged()
    for found, context in findings():
        if found not in known:
            print(*found, context, sep="\t")
    print(f"{len(known)} judged", file=sys.stderr)


if __name__ == "__main__":
    main()
