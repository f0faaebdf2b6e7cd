"""A page with the score, the gate, charts and tables. One file: no script, no request (a content security policy says so), all escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tanqih._version import __version__
from tanqih.review.report.markup import Markup
from tanqih.score.reporters import charts
from tanqih.score.reporters.common import SEVERITIES, file_name, number, title
from tanqih.score.reporters.summary import Summary, compared, headline, summarised, verdict
from tanqih.score.result import Comparison, CorpusScore, ScoredIssue

GENERATOR = "tanqih score"
WORST, ISSUES = 50, 200
"""Documents and issues that the page shows; the others are in the other formats."""


def write(corpus: CorpusScore) -> Iterator[str]:
    """The page."""
    summary = summarised(corpus, worst=WORST, issues=ISSUES)
    css = Path(__file__).with_name("page.css").read_text(encoding="utf8")
    out = Markup()
    with out.tag("html", lang="en"):
        with out.tag("head"):
            out.head(f"Translation quality {number(corpus.score)}", css, f"{GENERATOR} {__version__}")
        with out.tag("body"):
            with out.tag("header"):
                _heading(out, corpus, summary)
            with out.tag("main"):
                _charts(out, corpus, summary)
                _tables(out, corpus, summary)
            with out.tag("footer"):
                _footer(out, corpus, summary)
    yield out.close()


def _heading(out: Markup, corpus: CorpusScore, summary: Summary) -> None:
    said = verdict(corpus)
    out.leaf("p", "Translation quality", class_="kind")
    out.leaf("h1", headline(corpus))
    if said:
        with out.tag("div", class_=f"gate {said}"):
            out.leaf("p", f"The gate has {said}.")
            with out.tag("ul"):
                for check in corpus.gate.checks:
                    out.leaf("li", check.text, class_="kept" if check.passed else "broken")
    with out.tag("dl", class_="figures"):
        for term, value in _figures(corpus, summary):
            with out.tag("div"):
                out.leaf("dt", term)
                out.leaf("dd", value)


def _figures(corpus: CorpusScore, summary: Summary) -> Iterator[tuple[str, str]]:
    yield "Documents", f"{summary.documents:,}"
    yield "Words", f"{corpus.words:,}"
    yield "Issues", f"{corpus.counts.issues:,}"
    yield "Points per 1,000 words", number(corpus.per_1000)
    yield from ((f"Set aside ({kind})", f"{count:,}") for kind, count in corpus.counts.suppressed.items() if count)
    names = {"new": "New", "unchanged": "Known before", "absent": "Gone"}
    yield from ((label, f"{corpus.counts.state.get(state, 0):,}") for state, label in names.items() if corpus.counts.state)
    yield from ((metric.name, f"{metric.value:.2f}") for metric in corpus.metrics)
    if corpus.estimate is not None:
        yield "Estimate of the model", number(corpus.estimate)


def _charts(out: Markup, corpus: CorpusScore, summary: Summary) -> None:
    with out.tag("section"):
        out.leaf("h2", "Documents by score")
        charts.distribution(out, summary.bins)
    if summary.families:
        ordered = sorted(summary.families.items(), key=lambda item: (-item[1].total(), item[0]))
        with out.tag("section"):
            out.leaf("h2", "Issues by family")
            charts.families(out, ordered)
            with out.tag("p", class_="legend"):
                for severity in SEVERITIES:
                    out.leaf("span", str(severity), class_=str(severity))
            rows = [(family, *(f"{counts[severity]:,}" for severity in SEVERITIES)) for family, counts in ordered]
            _table(out, "Issues by family and severity", ("Family", *map(str, SEVERITIES)), rows)
    if corpus.comparison:
        _comparison(out, corpus.comparison)
    if len(corpus.history) > 1:
        with out.tag("section"):
            out.leaf("h2", "Score over time")
            charts.trend(out, corpus.history)


def _comparison(out: Markup, found: Comparison) -> None:
    changes = (*found.worse[:WORST], *found.better[:WORST])
    rows = [(d.path or d.id, number(d.old), number(d.new), f"{d.introduced:,}", f"{d.fixed:,}") for d in changes]
    with out.tag("section"):
        out.leaf("h2", "Against the older version")
        out.leaf("p", compared(found))
        if rows:
            _table(out, "Documents whose score changed", ("Document", "Was", "Is", "New issues", "Gone"), rows)


def _tables(out: Markup, corpus: CorpusScore, summary: Summary) -> None:
    if summary.worst:
        rows = [(title(d), number(d.score), f"{d.words:,}", f"{sum(s.counts for s in d.issues):,}") for d in summary.worst]
        with out.tag("section"):
            out.leaf("h2", "The lowest scores")
            _table(out, "Documents with the lowest scores", ("Document", "Score", "Words", "Issues"), rows)
    if summary.issues:
        with out.tag("section"):
            out.leaf("h2", "The worst issues")
            for scored in summary.issues:
                _issue(out, scored)
    if corpus.metrics:
        rows = [(m.name, f"{m.value:.2f}", "higher" if m.higher_is_better else "lower", m.signature) for m in corpus.metrics]
        with out.tag("section"):
            out.leaf("h2", "Metrics")
            _table(out, "Metrics", ("Metric", "Value", "Better is", "Signature"), rows)


def _issue(out: Markup, scored: ScoredIssue) -> None:
    issue, severity = scored.issue, str(scored.issue.severity)
    place = file_name(scored.path) + (f":{issue.line}:{issue.column}" if issue.line else "")
    with out.tag("article", class_="issue"):
        with out.tag("p", class_="place"):
            out.leaf("strong", severity, class_=severity)
            out.text(f" {issue.rule} \N{MIDDLE DOT} {place}")
        with out.tag("p", class_="words", lang="en", dir="ltr"):
            out.text(scored.before)
            out.leaf("mark", issue.text or "\N{OPEN BOX}")
            out.text(scored.after)
        out.leaf("p", issue.message)
        if issue.best and issue.best.label:
            out.leaf("p", f"{issue.best.label}: {issue.best.text}" if issue.best.text else issue.best.label, class_="suggestion")


def _table(out: Markup, caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with out.tag("div", class_="table", role="region", aria_label=caption, tabindex="0"), out.tag("table"):
        out.leaf("caption", caption)
        with out.tag("thead"), out.tag("tr"):
            for label in head:
                out.leaf("th", label, scope="col")
        with out.tag("tbody"):
            for first, *rest in rows:
                with out.tag("tr"):
                    out.leaf("th", first, scope="row")
                    for cell in rest:
                        out.leaf("td", cell)


def _footer(out: Markup, corpus: CorpusScore, summary: Summary) -> None:
    hidden = corpus.counts.issues - len(summary.issues)
    if hidden > 0:
        out.leaf("p", f"{hidden:,} more issues are not shown here; --format sarif or csv has them all.")
    for rule, document, error in corpus.failures:
        out.leaf("p", f"rule {rule} failed on {document}: {error}")
    out.leaf("p", corpus.signature, class_="signature")
