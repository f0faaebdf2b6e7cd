"""The report for people: the score, where the points come from, the worst documents, metrics, comparison, gate, signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tanqih.commands.output import count
from tanqih.commands.terminal import Piece, Screen, cells, visible
from tanqih.issue import Severity
from tanqih.score.reporters.summary import Summary, summarised
from tanqih.score.result import Comparison, CorpusScore, DocumentChange, DocumentScore

WORST, CHANGED = 10, 10
"""Documents that are named unless all are asked for."""
_SET_ASIDE = {"inline": "by comments in the text", "file": "by the ignore file", "baseline": "known to the baseline"}
Row = Sequence[Piece | str]


def show(screen: Screen, corpus: CorpusScore, *, verbose: bool = False) -> None:
    """Write the report to a screen; `verbose` names every document."""
    for row in rows(corpus, verbose=verbose):
        screen.line(*row)


def write(corpus: CorpusScore) -> Iterator[str]:
    """The report without colour, for a file (`tanqih.score.result.Reporter`)."""
    for row in rows(corpus):
        yield "".join(piece if isinstance(piece, str) else piece.text for piece in row).rstrip() + "\n"


def rows(corpus: CorpusScore, *, verbose: bool = False) -> Iterator[Row]:
    """The lines of the report, ready for the screen."""
    yield from _head(corpus)
    summary = summarised(corpus, worst=len(corpus.documents) if verbose else WORST)
    if summary.families:
        yield from _families(summary)
    documents = list(corpus.documents) if verbose else summary.worst
    if documents and len(corpus.documents) > 1:
        yield from _documents(documents, "document" if verbose else "worst documents")
    if corpus.comparison:
        yield from _comparison(corpus.comparison, CHANGED if not verbose else None)
    for metric in corpus.metrics:
        yield (Piece("bold", f"{metric.name} {metric.value:.2f}"), Piece("dim", f"  {visible(metric.signature)}"))
    if corpus.gate.checks:
        yield ("",)
        for check in corpus.gate.checks:
            yield (Piece("green", "passed  ") if check.passed else Piece("major", "failed  "), visible(check.text))
    yield ("",)
    yield (Piece("dim", visible(corpus.signature)),)


def _head(corpus: CorpusScore) -> Iterator[Row]:
    line = [Piece("bold", f"Score {corpus.score:.2f} of 100")]
    if found := corpus.interval:
        line.append(Piece("dim", f"  {found.level:.0%} interval {found.low:.2f} to {found.high:.2f}"))
    yield line
    counts = corpus.counts
    severities = ", ".join(
        f"{counts.severity[str(s)]:,} {s}" for s in sorted(Severity, reverse=True) if counts.severity.get(str(s))
    )
    issues = f"{count(counts.issues, 'issue')} ({severities})" if severities else "no issues"
    of = f"{count(len(corpus.documents), 'document')}, {count(corpus.words, 'word')}"
    yield (f"{of}, {issues}, {corpus.per_1000:.2f} penalty points per 1,000 words",)
    aside = [f"{number:,} {_SET_ASIDE[name]}" for name, number in counts.suppressed.items()]
    if aside:
        yield (f"set aside: {', '.join(aside)}",)
    if counts.state:
        states = ((counts.state.get("new", 0), "new"), (counts.state.get("absent", 0), "gone"))
        yield ("since the earlier version: " + ", ".join(f"{number:,} {name}" for number, name in states),)
    if corpus.estimate is not None:
        yield (f"the model's estimate: {corpus.estimate:.2f} of 100",)
    if len(corpus.history) > 1:
        shown = [entry.score for entry in corpus.history[-5:]]
        yield (f"trend over {len(corpus.history):,} runs: " + " ".join(f"{score:.2f}" for score in shown),)


def _families(summary: Summary) -> Iterator[Row]:
    severities = [s for s in sorted(Severity, reverse=True) if any(found[s] for found in summary.families.values())]
    ordered = sorted(summary.families.items(), key=lambda item: (-item[1].total(), item[0]))
    lines = [[name, *(f"{found[severity]:,}" for severity in severities), f"{found.total():,}"] for name, found in ordered]
    yield from _table(["family", *map(str, severities), "all"], lines)


def _documents(documents: Iterable[DocumentScore], title: str) -> Iterator[Row]:
    lines = [
        [visible(one.id), f"{one.score:.2f}", f"{one.words:,}", f"{sum(i.counts for i in one.issues):,}", f"{one.per_1000:.2f}"]
        for one in documents
    ]
    yield from _table([title, "score", "words", "issues", "per 1,000"], lines)


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[Row]:
    """A table: the first column to the left, numbers to the right."""
    widths = [max(cells(line[at]) for line in (head, *lines)) for at in range(len(head))]
    yield ("",)
    for number, line in enumerate((head, *lines)):
        first = line[0] + " " * (widths[0] - cells(line[0]))
        rest = "".join(f"  {' ' * (width - cells(text))}{text}" for text, width in zip(line[1:], widths[1:], strict=True))
        yield (Piece("dim" if not number else "", first + rest),)


def _comparison(found: Comparison, most: int | None) -> Iterator[Row]:
    yield ("",)
    sure = (
        f", {found.interval.level:.0%} interval {found.interval.low:+.2f} to {found.interval.high:+.2f}" if found.interval else ""
    )
    told = f"from {found.old:.2f} to {found.new:.2f}: {found.difference:+.2f}{sure}, p = {found.p_value:.3f}"
    yield (Piece("bold", "Compared"), f"  {count(found.documents, 'document')} {told}")
    for name, ids in (("older", found.only_old), ("newer", found.only_new)):
        if ids:
            yield (f"only in the {name} version: {visible(', '.join(ids[:WORST]))}{' …' if len(ids) > WORST else ''}",)
    for title, changes in (("better", found.better), ("worse", found.worse)):
        if changes:
            yield from _changes(title, changes, most)
    if found.rules:
        lines = [[one.rule, f"{one.old:,}", f"{one.new:,}", f"{one.new - one.old:+,}"] for one in found.rules[:most]]
        yield from _table(["rule", "old", "new", "change"], lines)
    for metric in found.metrics:
        told = f"{metric.name} {metric.old:.2f} to {metric.new:.2f}, p = {metric.p_value:.3f}"
        yield (told, Piece("dim", f"  {visible(metric.signature)}"))


def _changes(title: str, changes: Sequence[DocumentChange], most: int | None) -> Iterator[Row]:
    lines = [
        [visible(one.id), f"{one.old:.2f}", f"{one.new:.2f}", f"{one.difference:+.2f}", f"{one.fixed:,}", f"{one.introduced:,}"]
        for one in changes[:most]
    ]
    more = f" (the first {len(lines)} of {len(changes):,})" if len(lines) < len(changes) else ""
    yield from _table([f"{title}{more}", "old", "new", "change", "gone", "new issues"], lines)
