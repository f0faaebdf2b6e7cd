"""How far the score can be trusted. `python -m tests.benchmarks.trust [effort] [engines] [artefacts] [cut]`; all four without arguments.

- effort: Pearson and Spearman of segment scores with HTER on `post-edits/dev`, by language, the spaces of its tokens taken out first; a good
  score has little effort, so the sign is turned round, and more is better.
- engines: the six engines of `flores-dev` ranked by score against chrF++ and TER, before and after `fix`.
- artefacts: one artefact of each class in clean paragraphs of `ntrex-dev`, 300 pairs a class, profile `wire`: how often the score falls.
- cut: the score of the same text in other paragraphs, and of documents of other lengths.

`--model` takes what `tanqih check --model` takes. Everything is seeded; the corpora of ../shared are needed.
"""

from __future__ import annotations

import argparse
import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations, groupby

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.document import Document, Segment
from tanqih.fix import fix_document
from tanqih.issue import Severity
from tanqih.rules import rule_by_id
from tanqih.score.measure import document_score
from tanqih.score.points import Scale
from tanqih.score.reference import measure
from tanqih.training.running import running
from tests.benchmarks.artefacts import INJECTORS, LEFT, RIGHT, Paragraph, curly, injected
from tests.support import SHARED, ntrex_documents, read_tsv

ENGINES = ("argos", "bergamot-base", "google", "microsoft", "nllb", "opusmt")
PAIRS = 300
SENTENCES = 3
CORPORA = SHARED / "corpora"


def score(checker: Checker, text: str, source: str | None = None) -> float:
    """The score of a text, its paragraphs separated by blank lines."""
    return checker.check(document(text, source)).score


def document(text: str, source: str | None = None) -> Document:
    """A document of paragraphs; `source` goes with the first."""
    parts = [part for part in text.split("\n\n") if part]
    return Document("trust", tuple(Segment(at, part, source if not at else None) for at, part in enumerate(parts)))


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values share their mean rank."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for position in order[at:end]:
            found[position] = (at + end + 1) / 2
        at = end
    return found


def correlations(scores: Sequence[float], effort: Sequence[float]) -> tuple[float, float]:
    """Pearson and Spearman of score and effort, turned round so that more is better; 0 where one of them is constant."""
    turned = [-value for value in effort]
    if len(set(scores)) < 2 or len(set(turned)) < 2:
        return 0.0, 0.0
    return statistics.correlation(scores, turned), statistics.correlation(ranks(scores), ranks(turned))


def effort(model: str) -> None:
    """The table of agreement with HTER."""
    checker = Checker(Config(model=model))
    found: defaultdict[str, list[tuple[float, float, float | None]]] = defaultdict(list)
    for row in read_tsv(CORPORA / "post-edits" / "dev.tsv.gz"):
        report = checker.check(document(running(row["mt"].split()).text))
        estimate = document_score(report, Scale()).estimate
        found[row["source_language"]].append((report.score, float(row["hter"]), estimate))
    print(
        "\n| language | segments | with issues | Pearson | Spearman |"
        + (" estimate: Pearson | Spearman |" if model != "off" else "")
    )
    print("|---|---|---|---|---|" + ("---|---|" if model != "off" else ""))
    means: list[tuple[float, ...]] = []
    for language, rows in sorted(found.items()):
        hter = [one for _, one, _ in rows]
        numbers: tuple[float, ...] = correlations([one for one, _, _ in rows], hter)
        if all(one is not None for _, _, one in rows):
            numbers += correlations([one or 0.0 for _, _, one in rows], hter)
        means.append(numbers)
        touched = sum(one < 100 for one, _, _ in rows) / len(rows)
        print(f"| {language} | {len(rows)} | {touched:.0%} | " + " | ".join(f"{one:.3f}" for one in numbers) + " |", flush=True)
    print("| mean | | | " + " | ".join(f"{statistics.mean(column):.3f}" for column in zip(*means, strict=True)) + " |")


def swapped(one: dict[str, float], other: dict[str, float]) -> int:
    """Pairs of engines that two scores put in another order."""
    return sum((one[a] - one[b]) * (other[a] - other[b]) < 0 for a, b in combinations(one, 2))


def engines(model: str) -> None:
    """The table of engines, and how many of the 15 pairs are swapped."""
    rows = read_tsv(CORPORA / "ar-en" / "flores-dev.tsv.gz")
    figures: dict[str, dict[str, float]] = {
        name: {} for name in ("chrF++", "TER", "rules", "rules, fixed", "source", "source, fixed")
    }
    checker, scale = Checker(Config(model=model)), Scale()
    for engine in ENGINES:
        pairs = [(row["source"], row[engine], row["reference"]) for row in rows]
        figures["chrF++"][engine] = measure("chrf", pairs).value
        figures["TER"][engine] = -measure("ter", pairs).value
        for name, with_source in (("rules", False), ("source", True)):
            for ending, mended in (("", False), (", fixed", True)):
                points = words = 0.0
                for source, target, _ in pairs:
                    text = document(target, source if with_source else None)
                    text = fix_document(checker, text, "safe").document if mended else text
                    one = document_score(checker.check(text), scale)
                    points, words = points + one.points, words + one.words
                figures[name + ending][engine] = scale.score(points, int(words))
    print(f"\n| engine | {' | '.join(figures)} |\n|---|{'---|' * len(figures)}")
    for engine in sorted(ENGINES, key=lambda name: -figures["chrF++"][name]):
        print(f"| {engine} | " + " | ".join(f"{abs(column[engine]):.2f}" for column in figures.values()) + " |")
    for other in ("chrF++", "TER"):
        print(
            f"| pairs of 15 against {other} swapped | "
            + " | ".join(str(swapped(figures[other], one)) for one in figures.values())
            + " |"
        )


def paragraphs() -> list[Paragraph]:
    """Clean paragraphs of ntrex-dev: up to three whole sentences that follow one another in an article."""
    found: list[Paragraph] = []
    for _, rows in groupby(
        read_tsv(CORPORA / "ar-en" / "ntrex-dev.tsv.gz"), key=lambda row: (row["document"], whole(row["english"]))
    ):
        some = [(curly(row["english"].strip()), row["arabic"]) for row in rows if whole(row["english"])]
        for at in range(0, len(some), SENTENCES):
            part = some[at : at + SENTENCES]
            found.append(Paragraph(tuple(english for english, _ in part), part[0][1]))
    return found


def whole(text: str) -> bool:
    """True for a sentence: it ends with a mark (a headline does not), and no quotation runs over its edges."""
    ends = text.rstrip().rstrip(f"\"'{RIGHT}").endswith((".", "!", "?"))
    return ends and text.count('"') % 2 == 0 and text.count(LEFT) == text.count(RIGHT)


def artefacts(model: str, count: int = PAIRS) -> None:
    """The table of sensitivity: how often the score falls, how often it rises, and how far it falls in the middle."""
    checker = Checker(Config(profile="wire", model=model))
    clean = paragraphs()
    print("\n| class | pairs | lower | higher | median fall |\n|---|---|---|---|---|")
    shares: list[tuple[float, float]] = []
    by_severity: defaultdict[Severity, list[float]] = defaultdict(list)
    for name in sorted(INJECTORS):
        falls = [score(checker, pair.clean) - score(checker, pair.damaged) for pair in injected(name, clean, count)]
        lower, higher = (sum(fall > 0 for fall in falls) / len(falls), sum(fall < 0 for fall in falls) / len(falls))
        shares.append((lower, higher))
        by_severity[rule_by_id(name).severity].append(statistics.median(falls))
        print(f"| {name} | {len(falls)} | {lower:.1%} | {higher:.1%} | {statistics.median(falls):.2f} |", flush=True)
    lower, higher = (statistics.mean(column) for column in zip(*shares, strict=True))
    print(f"| mean of {len(shares)} classes | | {lower:.1%} | {higher:.1%} | |")
    print("\n| severity of the class | classes | median of their median falls |\n|---|---|---|")
    for severity, medians in sorted(by_severity.items()):
        print(f"| {severity} | {len(medians)} | {statistics.median(medians):.2f} |")


def cut(model: str) -> None:
    """Stability: the same damaged articles cut into other paragraphs, and scored in parts."""
    checker = Checker(Config(profile="wire", model=model))
    articles = list(ntrex_documents(CORPORA / "ar-en" / "ntrex-dev.tsv.gz").values())
    names = sorted(INJECTORS)
    broken: list[list[str]] = []
    for number, text in enumerate(articles):
        sentences = [curly(one) for one in text.split("\n\n")]
        paragraph = Paragraph(tuple(sentences[:SENTENCES]), "")
        for name in names[number % len(names) :] + names:
            pair = next(iter(injected(name, [paragraph], 1)), None)
            if pair and "\n" not in pair.damaged:
                broken.append([pair.damaged, *sentences[SENTENCES:]])
                break
    ways: dict[str, Callable[[list[str]], str]] = {
        "a paragraph per sentence": "\n\n".join,
        "three sentences a paragraph": lambda parts: "\n\n".join(" ".join(parts[at : at + 3]) for at in range(0, len(parts), 3)),
        "one paragraph": " ".join,
    }
    first = [score(checker, "\n\n".join(parts)) for parts in broken]
    print("\n| the same articles as | mean score | mean difference | largest | Pearson |\n|---|---|---|---|---|")
    for name, way in ways.items():
        scores = [score(checker, way(parts)) for parts in broken]
        apart = [abs(a - b) for a, b in zip(first, scores, strict=True)]
        pearson = statistics.correlation(first, scores)
        print(
            f"| {name} | {statistics.mean(scores):.2f} | {statistics.mean(apart):.2f} | {max(apart):.2f} | {pearson:.3f} |",
            flush=True,
        )
    print("\n| sentences a document | documents | corpus score | standard deviation of documents |\n|---|---|---|---|")
    for size in (1, 3, 10, 10**6):
        parts = [" ".join(one[at : at + size]) for one in broken for at in range(0, len(one), size)]
        found = [document_score(checker.check(document(part)), Scale()) for part in parts]
        total = Scale().score(math.fsum(one.points for one in found), sum(one.words for one in found))
        print(
            f"| {size if size < 10**6 else 'whole article'} | {len(parts)} | {total:.2f} | {statistics.stdev(one.score for one in found):.2f} |"
        )


STUDIES = {"effort": effort, "engines": engines, "artefacts": artefacts, "cut": cut}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", nargs="*", choices=[*STUDIES, []], help="all without a name")
    parser.add_argument("--model", default="off", metavar="NAME")
    given = parser.parse_args()
    for name in given.study or STUDIES:
        STUDIES[name](given.model)


if __name__ == "__main__":
    main()
