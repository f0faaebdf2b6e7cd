"""How well two plain files are aligned: `python -m tests.benchmarks.alignment [--seeds N]` prints a table.

Articles are built from sentence pairs whose document is known (ntrex-dev) or that follow each other (tico19, 25 to a text): sentences
are joined to paragraphs, some dropped on one side, some paragraphs merged or split on one side, all by a seed. A pair (English paragraph,
Arabic sentence) is right when both hold the same sentence pair; Arabic whose English was dropped is meant to stay beside its neighbours
and counts neither way.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tanqih.align import align
from tanqih.align.anchors import Anchors
from tanqih.align.beads import align_units
from tanqih.align.pairing import Alignment, pair
from tanqih.align.units import arabic_units, english_units
from tanqih.document import Document, Segment
from tanqih.glossary import load
from tests.support import SHARED, read_tsv

DROPPED, RESHAPED, MOST_SENTENCES = 0.05, 0.15, 4
TICO_LENGTH, STRANGERS = 25, 60
_ENDS = ".!?\N{ARABIC QUESTION MARK}\N{HORIZONTAL ELLIPSIS}"
_CLOSERS = " \"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK})"


class Article(NamedTuple):
    """Paragraphs of both sides, each a list of sentence numbers, and the (Arabic, English) sentences."""

    arabic: list[list[int]]
    english: list[list[int]]
    rows: list[tuple[str, str]]

    def text(self, paragraph: list[int], side: int) -> str:
        """A paragraph of a side (0: Arabic)."""
        return " ".join(self.rows[row][side] for row in paragraph)

    def sides(self) -> tuple[Document, list[str]]:
        """The English as a document, and the Arabic paragraphs."""
        segments = tuple(Segment(n, self.text(paragraph, 1)) for n, paragraph in enumerate(self.english))
        return Document("article", segments), [self.text(paragraph, 0) for paragraph in self.arabic]


class Score(NamedTuple):
    """Counts of (English paragraph, Arabic sentence) pairs, and of paragraphs."""

    found: int = 0
    right: int = 0
    wanted: int = 0
    paragraphs: int = 0
    paired: int = 0

    def __add__(self, other: tuple[object, ...]) -> Score:
        return Score(*(a + b for a, b in zip(self, other, strict=True)))  # type: ignore[operator]

    @property
    def precision(self) -> float:
        """Share of the pairs made that are right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the right pairs that were made."""
        return self.right / max(1, self.wanted)


def documents(corpus: str) -> Iterator[list[tuple[str, str]]]:
    """The sentence pairs of each document of a corpus."""
    rows = read_tsv(SHARED / "corpora" / "ar-en" / f"{corpus}.tsv.gz")
    found: dict[str, list[tuple[str, str]]] = {}
    for number, row in enumerate(rows):
        found.setdefault(row.get("document", str(number // TICO_LENGTH)), []).append((row["arabic"], row["english"]))
    yield from found.values()


def build(rows: list[tuple[str, str]], rng: random.Random) -> Article:
    """An article; sentences without a final mark (headlines) stay paragraphs of their own."""
    whole = [all(text.rstrip(_CLOSERS).endswith(tuple(_ENDS)) for text in pair) for pair in rows]
    groups: list[list[int]] = []
    room = 0
    for row in range(len(rows)):
        if whole[row] and room and whole[groups[-1][0]]:
            groups[-1].append(row)
            room -= 1
        else:
            groups.append([row])
            room = rng.randrange(MOST_SENTENCES) if whole[row] else 0
    return Article(_reshaped(groups, whole, rng), _reshaped(groups, whole, rng), rows)


def _reshaped(groups: list[list[int]], whole: list[bool], rng: random.Random) -> list[list[int]]:
    """One side of an article: some sentences dropped, some paragraphs joined to the one before, some split."""
    side: list[list[int]] = []
    for group in groups:
        kept = [row for row in group if rng.random() >= DROPPED]
        chance = rng.random()
        if not kept:
            continue
        if chance < RESHAPED / 2 and side and whole[kept[0]] and whole[side[-1][-1]]:
            side[-1] = side[-1] + kept
        elif RESHAPED / 2 <= chance < RESHAPED and len(kept) > 1:
            cut = rng.randrange(1, len(kept))
            side += [kept[:cut], kept[cut:]]
        else:
            side.append(kept)
    return side


def score(article: Article, sources: Sequence[str | None]) -> Score:
    """How right the Arabic of the English paragraphs is."""
    total = Score()
    there = {row for paragraph in article.arabic for row in paragraph} & {
        row for paragraph in article.english for row in paragraph
    }
    for paragraph, source in zip(article.english, sources, strict=True):
        wanted = there & set(paragraph)
        found = {row for row in there if source is not None and article.rows[row][0].strip() in source}
        total += Score(len(found), len(found & wanted), len(wanted), 1, source is not None)
    return total


def by_number(article: Article) -> list[str | None]:
    """The nth Arabic paragraph for the nth English one."""
    texts = [article.text(paragraph, 0) for paragraph in article.arabic]
    return [texts[n] if n < len(texts) else None for n in range(len(article.english))]


def by_length(article: Article) -> list[str | None]:
    """The aligner without anchors."""
    document, arabic = article.sides()
    source, target = arabic_units(arabic), english_units([segment.target for segment in document.segments])
    nothing = Anchors([frozenset()] * len(source), [frozenset()] * len(target), [], [])
    return _sources(pair(document, arabic, source, target, align_units(source, target, nothing)))


def aligned(article: Article) -> list[str | None]:
    """The aligner as it is used."""
    document, arabic = article.sides()
    return _sources(align(document, "\n".join(arabic), load()))


def one_paragraph(article: Article) -> list[str | None]:
    """The aligner on Arabic that has lost its paragraphs."""
    document, arabic = article.sides()
    return _sources(align(document, " ".join(arabic), load()))


def _sources(alignment: Alignment) -> list[str | None]:
    return [segment.source for segment in alignment.document.segments]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, default=3, help="articles are built with the seeds 1 to N (default 3)")
    seeds = parser.parse_args().seeds
    print("| corpus | method | paragraphs | paired | precision | recall | paragraphs/s |")
    print("|---|---|---|---|---|---|---|")
    for corpus in ("ntrex-dev", "tico19"):
        articles = [
            build(rows, random.Random(f"{seed} {n}")) for seed in range(1, seeds + 1) for n, rows in enumerate(documents(corpus))
        ]
        for method, name in (
            (by_number, "nth to nth"),
            (by_length, "lengths alone"),
            (aligned, "aligned"),
            (one_paragraph, "aligned, Arabic in one paragraph"),
        ):
            start = time.perf_counter()
            found = [method(article) for article in articles]
            seconds = time.perf_counter() - start
            total = sum((score(*one) for one in zip(articles, found, strict=True)), Score())
            paired = f"{total.paired / total.paragraphs:.1%} | {total.precision:.3f} | {total.recall:.3f}"
            print(f"| {corpus} | {name} | {total.paragraphs:,} | {paired} | {total.paragraphs / seconds:,.0f} |", flush=True)
        wrong = [align(one.sides()[0], "\n".join(other.sides()[1]), load()) for one, other in pairwise(articles[:STRANGERS])]
        paragraphs = sum(len(alignment.pairs) for alignment in wrong)
        share = sum(pair.source is not None for alignment in wrong for pair in alignment.pairs) / paragraphs
        print(f"| {corpus} | aligned, Arabic of another article | {paragraphs:,} | {share:.1%} | | | |", flush=True)


if __name__ == "__main__":
    main()
