"""Fit the weights of `rules/quotes/boundary.tsv`: `python -m tests.benchmarks.fit_boundary [OUT]`; needs numpy and ../shared. A minute on one core.

The bounds that a quotation has must score higher than those with one mark moved by up to ten words (a softmax over the candidates). First the
English features, on press releases and reports of the US Government; then, with those fixed, the features that compare the two sides, on
tico19. Both are free for training. Nothing else is used: ntrex-dev stays for measuring.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from tanqih.quotation import find_quotations
from tanqih.rules.quotes._boundary import ENGLISH, Candidate, Side, english_features, shared_features
from tanqih.rules.quotes._pairing import Quoted, pairing
from tanqih.text import sentence_spans
from tests.support import ROOT, SHARED, read_paragraphs, read_tsv

PROSE = {"congress-releases": 5000, "crs": 0, "digital-gov": 0, "state-department": 0, "frus": 0, "white-house-2021-22": 0}
"""Corpora of ../shared/corpora/prose, and how many paragraphs at the start of each are left out (they are kept for measuring)."""
PER_CORPUS = {"congress-releases": 10000}
OTHERS = 5000
OUT = ROOT / "src" / "tanqih" / "rules" / "quotes" / "boundary.tsv"
STEPS, RATE = 300, 0.1
RARE = 15
"""Features seen in fewer candidates are left out."""
LEAST = 0.05


def english_items() -> Iterator[Quoted]:
    """Quotations of the prose, every other paragraph cut into sentences."""
    for corpus, skipped in PROSE.items():
        found = _from_texts(_texts(islice(read_paragraphs(SHARED / "corpora" / "prose" / f"{corpus}.txt.gz"), skipped, None)))
        yield from islice(found, PER_CORPUS.get(corpus, OTHERS))


def _texts(paragraphs: Iterable[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if '"' not in paragraph and "\N{LEFT DOUBLE QUOTATION MARK}" not in paragraph:
            continue
        yield from (paragraph[start:end] for start, end in sentence_spans(paragraph)) if number % 4 else [paragraph]


def _from_texts(texts: Iterable[str]) -> Iterator[Quoted]:
    for text in texts:
        found = find_quotations(text)
        if found.pairs and not found.unclosed and not found.stray and not any(mark.turned or mark.apart for mark in found.marks):
            yield from pairing(text, "")


def shared_items() -> Iterator[tuple[Quoted, Side]]:
    """Quotations of tico19 with their Arabic."""
    for row in read_tsv(SHARED / "corpora" / "ar-en" / "tico19.tsv.gz"):
        yield from ((quoted, quoted.side) for quoted in pairing(row["english"], row["arabic"]) if quoted.side)


class Problem:
    """Candidates of many quotations as arrays; the first candidate of each is the right one."""

    def __init__(self, items: Iterable[list[list[tuple[str, float]]]]) -> None:
        self.names: dict[str, int] = {}
        feature, value, row, starts = [], [], [], []
        rows = 0
        for candidates in items:
            starts.append(rows)
            for features in candidates:
                for name, amount in features:
                    feature.append(self.names.setdefault(name, len(self.names)))
                    value.append(amount)
                    row.append(rows)
                rows += 1
        self.feature, self.value, self.row = np.array(feature), np.array(value), np.array(row)
        self.starts, self.rows = np.array(starts), rows
        self.sizes = np.diff([*starts, rows])

    def fit(self, offset: Any, decay: float, steps: int = STEPS) -> Any:
        """The weights (Adam, full batch, weight decay), one for each name."""
        target = np.zeros(self.rows)
        target[self.starts] = 1
        weights, mean, square = (np.zeros(len(self.names)) for _ in range(3))
        for step in range(1, steps + 1):
            pull = self.probabilities(weights, offset) - target
            gradient = np.bincount(self.feature, self.value * pull[self.row], len(self.names)) + decay * weights
            mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
            weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        return weights

    def scores(self, weights: Any, offset: Any) -> Any:
        """Score of every candidate."""
        return offset + np.bincount(self.row, self.value * weights[self.feature], self.rows)

    def probabilities(self, weights: Any, offset: Any) -> Any:
        """Softmax of the scores within each quotation."""
        score = self.scores(weights, offset)
        score -= np.repeat(np.maximum.reduceat(score, self.starts), self.sizes)
        raised = np.exp(score)
        return raised / np.repeat(np.add.reduceat(raised, self.starts), self.sizes)

    def right(self, weights: Any, offset: Any) -> float:
        """Share of quotations whose own bounds score highest."""
        score = self.scores(weights, offset)
        return float(np.mean(score[self.starts] >= np.maximum.reduceat(score, self.starts)))


def main() -> None:
    """Fit and write."""
    english = Problem(
        [[(name, 1.0) for name in english_features(item.reading, candidate)] for candidate in item.candidates]
        for item in english_items()
    )
    flat = english.fit(np.zeros(english.rows), decay=2.0)
    counts = np.bincount(english.feature, minlength=len(english.names))
    table = {name: float(flat[i]) for name, i in english.names.items() if counts[i] >= RARE and abs(flat[i]) >= LEAST}
    print(f"English: {len(english.starts)} quotations, {len(table)} features, right {english.right(flat, 0.0):.3f}")
    items = list(shared_items())
    alone = [[alone_score(table, item, candidate) for candidate in item.candidates] for item, _ in items]
    shared = Problem(
        [
            [*shared_features(item.reading, candidate, side), (ENGLISH, score)]
            for candidate, score in zip(item.candidates, scores, strict=True)
        ]
        for (item, side), scores in zip(items, alone, strict=True)
    )
    offset = np.array([score for scores in alone for score in scores])
    compared = shared.fit(offset, decay=0.5)
    print(
        f"Shared: {len(items)} quotations, right {shared.right(np.zeros(len(shared.names)), offset):.3f} -> {shared.right(compared, offset):.3f}"
    )
    table |= {name: float(compared[i]) for name, i in shared.names.items() if abs(compared[i]) >= LEAST}
    write(table, Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)


def alone_score(table: dict[str, float], item: Quoted, candidate: Candidate) -> float:
    """Score of a candidate by the English features."""
    return sum(table.get(name, 0.0) for name in english_features(item.reading, candidate))


def write(table: dict[str, float], path: Path) -> None:
    """Write the weights, ordered by name."""
    head = "# Weights of tanqih/rules/quotes/_boundary.py, fitted by tests/benchmarks/fit_boundary.py. feature<TAB>weight\n"
    path.write_text(head + "".join(f"{name}\t{weight:.3f}\n" for name, weight in sorted(table.items())), encoding="utf8")
    print(f"{len(table)} weights written")


if __name__ == "__main__":
    main()
