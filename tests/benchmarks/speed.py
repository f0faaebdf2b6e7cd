"""Speed, start-up and memory, measured by pyperf. Run through `python -m tests.benchmarks`, or by itself with pyperf's options.

Sentences per second through `tanqih.check` (one call a sentence) and `Checker.check_many`, on the English of ntrex-dev, no model; the start
of the command, warm.
"""

from __future__ import annotations

import sys

import pyperf

import tanqih
from tests.support import SAMPLES, SHARED, read_tsv

NTREX = SHARED / "corpora" / "ar-en" / "ntrex-dev.tsv.gz"


def sentences() -> list[str]:
    """The sentences of ntrex-dev, or the project's own samples where ../shared is absent."""
    if NTREX.exists():
        return [row["english"] for row in read_tsv(NTREX)]
    return [line for path in sorted(SAMPLES.glob("*.fixed.txt")) for line in path.read_text(encoding="utf8").splitlines() if line]


def check_each(texts: list[str]) -> int:
    """Issues found by one call of `tanqih.check` per text."""
    return sum(len(tanqih.check(text, model="off").issues) for text in texts)


def check_many(texts: list[str], checker: tanqih.Checker) -> int:
    """Issues found by one Checker over all texts."""
    return sum(len(report.issues) for report in checker.check_many(texts))


def main() -> None:
    """Run the benchmarks."""
    runner = pyperf.Runner(processes=3, values=3, warmups=1)
    texts = sentences()
    runner.bench_func("tanqih.check, a sentence", check_each, texts, inner_loops=len(texts))
    runner.bench_func("Checker.check_many, a sentence", check_many, texts, tanqih.Checker(), inner_loops=len(texts))
    alone = tanqih.Checker(tanqih.Config(ignore=("term", "name")))
    runner.bench_func("the same without the glossary, a sentence", check_many, texts, alone, inner_loops=len(texts))
    command = [sys.executable, "-m", "tanqih"]
    runner.bench_command("tanqih --version", [*command, "--version"])
    runner.bench_command(
        "tanqih check FILE", [*command, "check", "--quiet", "--fail-on", "critical", str(SAMPLES / "late-derby.fixed.txt")]
    )


if __name__ == "__main__":
    main()
