"""Six real engines on flores-dev, the Arabic given: `python -m tests.benchmarks.flores`; needs sacrebleu. Minutes on one core.

For each engine chrF++ and TER against the reference, untouched and after `fix --unsafe`; how many sentences came nearer to it and how many went
farther (word-level edit distance), with and without those that hold HTML entities; and what share of the flagged issues was judged right by
hand (`tests/flores_judged.tsv`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics import CHRF, TER

import tanqih
from tanqih.quotation import LEFT, LEFT_SINGLE, RIGHT, RIGHT_SINGLE
from tests.flores_judged import ENGINES, FLORES, verdicts
from tests.support import SHARED, read_tsv

_TOKEN = re.compile(r"\w+|[^\w\s]")
_FOLDED = str.maketrans({LEFT: '"', RIGHT: '"', LEFT_SINGLE: "'", RIGHT_SINGLE: "'"})
_ENTITIES = ("&quot;", "&#39;", "&amp;", "&apos;", "&lt;", "&gt;", "&nbsp;")


class Scores(NamedTuple):
    """chrF++ and TER of one system; higher and lower is better."""

    chrf: float
    ter: float


class Row(NamedTuple):
    """One engine: scores before and after, sentences nearer and farther, those of them without entities, entities before and after."""

    engine: str
    before: Scores
    after: Scores
    nearer: int
    farther: int
    nearer_plain: int
    farther_plain: int
    entities: tuple[int, int]


def measured(engine: str, rows: Sequence[dict[str, str]]) -> Row:
    """The figures of one engine."""
    references = [row["reference"] for row in rows]
    before = [row[engine] for row in rows]
    after = [tanqih.fix(row[engine], level="review", source=row["source"]).text for row in rows]
    counts: Counter[str] = Counter()
    for old, new, reference in zip(before, after, references, strict=True):
        if old == new:
            continue
        step = distance(new, reference) - distance(old, reference)
        way = "nearer" if step < 0 else "farther" if step else "same"
        counts[way] += 1
        counts[f"{way} plain"] += "&" not in old
    return Row(
        engine, scores(before, references), scores(after, references), counts["nearer"], counts["farther"], counts["nearer plain"],
        counts["farther plain"], (entities(before), entities(after)),
    )  # fmt: skip


def scores(texts: Sequence[str], references: Sequence[str]) -> Scores:
    """chrF++ and TER of a system's output."""
    many = [references]
    return Scores(CHRF(word_order=2).corpus_score(texts, many).score, TER().corpus_score(texts, many).score)


def distance(text: str, reference: str) -> int:
    """Words and marks to change, quotation marks of any shape taken for equal."""
    return int(Levenshtein.distance(_tokens(text), _tokens(reference)))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.translate(_FOLDED))


def entities(texts: Sequence[str]) -> int:
    """How many character references stand in some texts."""
    return sum(text.count(entity) for text in texts for entity in _ENTITIES)


def main() -> None:
    """Print the table."""
    path = SHARED / FLORES
    if not path.exists():
        print("../shared is absent: no table of engines")
        return
    rows = read_tsv(path)
    by_engine = Counter((found.corpus, verdict) for found, verdict in verdicts().items())
    print(
        "| engine | chrF++ | TER | nearer : farther | without entities | entities | judged right |\n|---|---|---|---|---|---|---|"
    )
    total: Counter[str] = Counter()
    for engine in ENGINES:
        row = measured(engine, rows)
        right, judged = by_engine[engine, "right"], by_engine[engine, "right"] + by_engine[engine, "wrong"]
        scored = f"{row.before.chrf:.2f} -> {row.after.chrf:.2f} | {row.before.ter:.2f} -> {row.after.ter:.2f}"
        counted = (
            f"{row.nearer} : {row.farther} | {row.nearer_plain} : {row.farther_plain} | {row.entities[0]} -> {row.entities[1]}"
        )
        print(f"| {engine} | {scored} | {counted} | {right} of {judged} = {right / max(1, judged):.0%} |", flush=True)
        total.update(nearer=row.nearer, farther=row.farther, nearer_plain=row.nearer_plain, farther_plain=row.farther_plain)
    print(f"| all | | | {total['nearer']} : {total['farther']} | {total['nearer_plain']} : {total['farther_plain']} | | |")


if __name__ == "__main__":
    main()
