"""False alarms of the glossary on clean news, and what it finds in real machine translation.

    python -m tests.benchmarks.glossary_audit [--corpora FOLDER] [--confidence 0.5] [--worst 20] [--all] [--mt]

Every finding on clean news (Wikinews, Wikipedia current events, US government releases, human translations) counts as a false alarm,
which is too strict by the few that are right. The worst entries are printed with contexts, so that they can be mended. `--mt`
prints findings on the output of six Arabic-English engines instead, with and without the Arabic.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tanqih.document import Document
from tanqih.formats.plain import document_from_text
from tanqih.glossary import Glossary, load
from tanqih.glossary.match import Match
from tanqih.text import Page
from tests.support import SHARED

CORPORA = SHARED / "corpora"
LIMIT = 5_000
CONTEXT = 60
ENGINES = ("argos", "bergamot-base", "google", "microsoft", "nllb", "opusmt")


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        header = next(lines).rstrip("\n").split("\t")
        for line in lines:
            yield dict(zip(header, line.rstrip("\n").split("\t"), strict=False))


def paragraphs(path: Path, limit: int | None) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        filled = (line.strip() for line in lines if line.strip())
        for number, line in enumerate(filled):
            if limit is not None and number >= limit:
                return
            yield line


def clean_texts(folder: Path, limit: int) -> dict[str, Iterable[str]]:
    ntrex: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(folder / "ar-en/ntrex-dev.tsv.gz"):
        ntrex[row["document"]].append(row["english"])
    return {
        "ntrex-dev": ["\n\n".join(lines) for lines in ntrex.values()],
        "wikinews": list(paragraphs(folder / "prose/wikinews.txt.gz", None)),
        "current-events": list(paragraphs(folder / "prose/wikipedia-current-events.txt.gz", limit)),
        "congress": list(paragraphs(folder / "prose/congress-releases.txt.gz", limit)),
    }


def matches_of(glossary: Glossary, document: Document, confidence: float, *, wire: bool) -> Iterator[Match]:
    for matches in Page(document, glossary).matches.values():
        for match in matches:
            if match.confidence >= confidence and (wire or not getattr(match.entry, "wire", False)):
                yield match


def context_of(match: Match) -> str:
    text = match.block.text
    before, after = text[max(0, match.start - CONTEXT) : match.start], text[match.end : match.end + CONTEXT]
    new = f" -> {match.replacements[0].new}" if match.replacements else ""
    return f"{before}[{match.text}{new}]{after}".replace("\n", " ")


def audit_clean(glossary: Glossary, folder: Path, confidence: float, worst: int, *, show_all: bool, wire: bool) -> None:
    by_entry: dict[str, list[str]] = defaultdict(list)
    for name, texts in clean_texts(folder, LIMIT).items():
        words, rules = 0, Counter[str]()
        for text in texts:
            words += len(text.split())
            for match in matches_of(glossary, document_from_text(text), confidence, wire=wire):
                rules[match.entry.rule] += 1
                key = f"{match.entry.file}:{match.entry.line} {match.entry.arabic[0]} ({match.entry.evidence})"
                by_entry[key].append(f"{name} {match.confidence:.2f}: {context_of(match)}")
        n = rules.total()
        print(f"{name:16s} {n:5d} in {words:8,} words = {1000 * n / max(1, words):.3f} per 1,000  {rules.most_common(4)}")
    ranked = sorted(by_entry.items(), key=lambda item: -len(item[1]))
    for key, contexts in ranked if show_all else ranked[:worst]:
        print(f"\n{len(contexts):4d}  {key}")
        for context in contexts if show_all else contexts[:4]:
            print(f"      {context}")


def audit_mt(glossary: Glossary, folder: Path, confidence: float) -> None:
    for row in rows_of(folder / "ar-en/flores-dev.tsv.gz"):
        for engine in ENGINES:
            plain = document_from_text(row[engine])
            for paired, document in ((False, plain), (True, plain.with_source(row["source"]))):
                for match in matches_of(glossary, document, confidence, wire=False):
                    place = f"{match.entry.file}:{match.entry.line}"
                    print(
                        f"{'source' if paired else 'alone '} {match.confidence:.2f} {engine:14s} {place:22s} {context_of(match)}"
                    )
                    print(f"{'':36s}{row['reference'][:150]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--confidence", type=float, default=0.5)
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--wire", action="store_true")
    parser.add_argument("--mt", action="store_true")
    given = parser.parse_args()
    glossary = load()
    if given.mt:
        audit_mt(glossary, given.corpora, given.confidence)
    else:
        audit_clean(glossary, given.corpora, given.confidence, given.worst, show_all=given.all, wire=given.wire)


if __name__ == "__main__":
    main()
