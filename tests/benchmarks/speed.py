"""Speed, start-up and memory, measured by pyperf. Run through `python -m tests.benchmarks`, or by itself with pyperf's options.

Sentences per second through `tanqih.check` (one call a sentence) and `Checker.check_many`, on the English of ntrex-dev, no model; the start
of the command, warm.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyperf

import tanqih
from tanqih.english import FUNCTION_WORDS
from tanqih.glossary import load
from tanqih.glossary.entries import TERM_COLUMNS
from tanqih.glossary.glossary import _loaded
from tanqih.resources import frequency_file
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


def ten_thousand(folder: Path) -> Path:
    """A glossary file that brings the shipped entries to 10,000: seeded pairs of words of news as wrong renderings."""
    rng = random.Random(5)
    words = [row.split()[0] for row in frequency_file().read_text(encoding="utf8").splitlines() if not row.startswith("#")]
    words = [word for word in words if word.isalpha() and len(word) > 4 and word not in FUNCTION_WORDS]
    arabic = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH}"
    lines = ["\t".join(TERM_COLUMNS)]
    for number in range(10_000 - len(load())):
        wrong = f"{rng.choice(words)} {rng.choice(words)}"
        lines.append(f"{arabic}\tentry {number}\t{wrong}\tnoun\tterm/false-sense\tany\talone\t\t\tany\t")
    path = folder / "generated.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    return path


def load_again(loops: int) -> float:
    """Seconds for loading the shipped glossary from the cache, so many times."""
    start = time.perf_counter()
    for _ in range(loops):
        _loaded.cache_clear()
        load()
    return time.perf_counter() - start


def main() -> None:
    """Run the benchmarks."""
    runner = pyperf.Runner(processes=3, values=3, warmups=1)
    texts = sentences()
    runner.bench_func("tanqih.check, a sentence", check_each, texts, inner_loops=len(texts))
    runner.bench_func("Checker.check_many, a sentence", check_many, texts, tanqih.Checker(), inner_loops=len(texts))
    alone = tanqih.Checker(tanqih.Config(ignore=("term", "name")))
    runner.bench_func("the same without the glossary, a sentence", check_many, texts, alone, inner_loops=len(texts))
    with TemporaryDirectory() as folder:
        large = tanqih.Checker(tanqih.Config(glossaries=(str(ten_thousand(Path(folder))),)))
        runner.bench_func("the same with 10,000 entries, a sentence", check_many, texts, large, inner_loops=len(texts))
    runner.bench_time_func("loading the shipped glossary, cached", load_again)
    command = [sys.executable, "-m", "tanqih"]
    runner.bench_command("tanqih --version", [*command, "--version"])
    runner.bench_command(
        "tanqih check FILE", [*command, "check", "--quiet", "--fail-on", "critical", str(SAMPLES / "late-derby.fixed.txt")]
    )


if __name__ == "__main__":
    main()
