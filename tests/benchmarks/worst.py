"""Each rule on 100 kB of its own worst characters: prints the slowest, so that a regex that goes super-linear is seen.

The text of a rule is its own fixtures, run together into one paragraph, and its marks alone, repeated. `python -m tests.benchmarks.worst [kB]`.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Iterator

from tanqih.formats.plain import document_from_text
from tanqih.rules import Rule, all_rules
from tanqih.text import Page
from tests.support import ROOT

FIXTURES = ROOT / "tests" / "rules"
MARKS = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"


def worst_texts(rule: Rule, size: int) -> Iterator[str]:
    """One-paragraph texts of a size in code points, made of what the rule looks for."""
    tables = tomllib.loads((FIXTURES / f"{rule.family}.toml").read_text(encoding="utf8"))
    own = [
        table["target"].translate({ord(mark): None for mark in MARKS})
        for table in tables.get("find", [])
        if table["rule"] == rule.id
    ]
    joined = " ".join(own).replace("\n", " ") or "."
    yield joined * (size // len(joined) + 1)
    signs = "".join(sorted({c for text in own for c in text if not c.isalnum() and not c.isspace()})) or "."
    yield signs * (size // len(signs) + 1)
    yield (signs + " ") * (size // (len(signs) + 1) + 1)
    words = sorted({word for text in own for word in text.split()}, key=len)[:12]
    yield " ".join(words * (size // max(1, sum(map(len, words))) + 1))


def seconds(rule: Rule, text: str) -> float:
    """Time of one run of a rule over one text, parsing included."""
    page = Page(document_from_text(text))
    start = time.perf_counter()
    if rule.page:
        list(rule.check(page))
    else:
        for block in page.blocks:
            list(rule.check(block))
    return time.perf_counter() - start


def main() -> None:
    """Print the slowest rules, and how they grow when the text doubles."""
    size = int(sys.argv[1]) * 1000 if len(sys.argv) > 1 else 100_000
    rows = []
    for rule in all_rules():
        if rule.glossary:
            continue
        for text in worst_texts(rule, size):
            whole = seconds(rule, text)
            half = seconds(rule, text[: len(text) // 2]) if whole > 0.2 else 0.0
            rows.append((whole, half, rule.id, text[:30]))
    for whole, half, name, text in sorted(rows, reverse=True)[:25]:
        growth = f"x{whole / half:.1f}" if half else ""
        print(f"{whole:8.2f} s  {growth:6s} {name:32s} {text!r}")


if __name__ == "__main__":
    main()
