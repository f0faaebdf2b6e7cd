"""The page: a heading with figures, the articles with their changes and findings, and a table per rule. No script, no request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tanqih._version import __version__
from tanqih.commands.output import count
from tanqih.review.report.findings import Account, Paragraph
from tanqih.review.report.markup import Markup
from tanqih.review.report.notes import write_finding
from tanqih.review.report.tracked import Run
from tanqih.review.rounds import Status
from tanqih.review.statistics import spelt_time, word_edits

GENERATOR = "tanqih report"
ARROW = "\N{RIGHTWARDS ARROW}"
_STATES = {
    Status.ACCEPTED: "Accepted",
    Status.OWN_TEXT: "Own text",
    Status.REJECTED: "Rejected",
    Status.IGNORED: "Dismissed",
    Status.OPEN: "Still open",
    Status.SETTLED: "Settled by another",
}
_PREVIEW_STATES = {Status.ACCEPTED: "Would be mended", Status.OPEN: "Left for a person", Status.SETTLED: "Settled by another"}
_PREVIEW = "Nobody has reviewed this text yet. Marked is what tanqih fix --unsafe would do; the text itself is as it was."
_EDITED = {Status.ACCEPTED, Status.OWN_TEXT, None}
_LEGEND = (
    ("ins", "inserted", "", _EDITED),
    ("del", "deleted", "", _EDITED),
    ("mark", "still open", "open", {Status.OPEN}),
    ("mark", "left as it is", "refused", {Status.REJECTED, Status.IGNORED}),
)
_SPACE = "\N{OPEN BOX}"


def page(name: str, accounts: Sequence[Account], remarks: Sequence[str] = ()) -> str:
    """The report as HTML.

    Args:
        name: of the file.
        accounts: its documents.
        remarks: what the reader should know first.
    """
    css = Path(__file__).with_name("page.css").read_text(encoding="utf8")
    out = Markup()
    shown = [one for one in accounts if one.findings] or list(accounts[:1])
    with out.tag("html", lang="en"):
        with out.tag("head"):
            out.head(f"Review of {name}", css, f"{GENERATOR} {__version__}")
        with out.tag("body"):
            with out.tag("header"):
                _heading(out, name, accounts, remarks)
                if len(shown) > 1:
                    _contents(out, shown)
            with out.tag("main"):
                for number, one in enumerate(shown, 1):
                    _document(out, one, number, alone=len(accounts) == 1)
                _rules(out, shown)
            with out.tag("footer"):
                _footer(out, accounts, len(accounts) - len(shown))
    return out.close()


def _heading(out: Markup, name: str, accounts: Sequence[Account], remarks: Sequence[str]) -> None:
    reviewed = any(one.reviewed for one in accounts)
    out.leaf("p", "Review report" if reviewed else "Report before a review", class_="kind")
    out.leaf("h1", name)
    if not reviewed:
        out.leaf("p", _PREVIEW, class_="remark preview")
    for remark in remarks:
        out.leaf("p", remark, class_="remark")
    with out.tag("dl", class_="figures"):
        for term, value in _figures(accounts, reviewed=reviewed):
            with out.tag("div"):
                out.leaf("dt", term)
                out.leaf("dd", value)
    states = {finding.status for one in accounts for finding in one.findings}
    with out.tag("p", class_="legend"):
        for element, label, kind, of in _LEGEND:
            if states & of:
                out.leaf(element, label, class_=kind)
                out.text(" ")


def _figures(accounts: Sequence[Account], *, reviewed: bool) -> list[tuple[str, str]]:
    articles = [one.article for one in accounts]
    start, now = (sum(scores) / len(articles) for scores in ([a.start_score for a in articles], [a.score for a in articles]))
    states = Counter(finding.status for one in accounts for finding in one.findings)
    names = _STATES if reviewed else _PREVIEW_STATES
    found = [("Score", f"{start:.0f} {ARROW} {now:.0f}"), ("Findings", f"{sum(states.values()) - states[None]:,}")]
    found += [(label, f"{states[status]:,}") for status, label in names.items() if states[status]]
    if states[None]:
        found.append(("Paragraphs rewritten", f"{states[None]:,}"))
    edited = [word_edits(article.document, article.preview) for article in articles]
    edits, words = sum(one[0] for one in edited), sum(one[1] for one in edited)
    found += [("Words", f"{words:,}"), ("Words edited", f"{edits / max(1, words):.1%}")]
    seconds = sum(decision.seconds for article in articles for decision in article.decisions)
    return [*found, ("Time", spelt_time(seconds))] if seconds else found


def _document(out: Markup, one: Account, number: int, *, alone: bool) -> None:
    document = one.document
    bilingual = any(paragraph.segment.source for paragraph in one.paragraphs)
    with out.tag("article", id=f"d{number}", class_="bilingual" if bilingual else ""):
        if not alone:
            out.leaf("h2", document.id)
        for paragraph in one.paragraphs:
            with out.tag("section", class_=f"block {paragraph.segment.role.value}"):
                _paragraph(out, one, paragraph, f"d{number}")
        if document.source:
            out.leaf("h3", "Arabic that belongs to none of the paragraphs")
            with out.tag("div", class_="source", lang=document.languages[0], dir="rtl"):
                out.arabic(document.source)


def _paragraph(out: Markup, one: Account, paragraph: Paragraph, prefix: str) -> None:
    with out.tag("div", class_="target", lang=one.document.languages[1], dir="ltr"):
        written = _runs(out, paragraph.runs, {finding.number: finding.status for finding in one.findings}, prefix)
        for finding in paragraph.findings:
            if finding.number not in written:
                _reference(out, finding.number, prefix)
    if paragraph.segment.source:
        with out.tag("div", class_="source", lang=one.document.languages[0], dir="rtl"):
            out.arabic(paragraph.segment.source)
    if paragraph.findings:
        with out.tag("ol", class_="findings", aria_label="Findings in this paragraph"):
            for finding in paragraph.findings:
                with out.tag("li", id=f"{prefix}f{finding.number}", value=str(finding.number)):
                    write_finding(out, one, finding)


def _runs(out: Markup, runs: Sequence[Run], states: dict[int, Status | None], prefix: str) -> set[int]:
    """Write the text with its history; behind the last words of each finding its number. Returns the numbers written."""
    last = {number: at for at, run in enumerate(runs) for number in (*run.by, *run.marks)}
    for at, run in enumerate(runs):
        name = {"keep": "span", "delete": "del", "insert": "ins"}[run.kind]
        text = run.text if run.kind == "keep" or run.text.strip() else run.text.replace(" ", _SPACE)
        if run.marks and run.text:
            kind = "open" if any(states[number] is Status.OPEN for number in run.marks) else "refused"
            with out.tag("mark", class_=kind):
                out.leaf(name, text)
        elif run.kind == "keep":
            out.text(text)
        else:
            out.leaf(name, text)
        for number in (*run.by, *run.marks):
            if last[number] == at:
                _reference(out, number, prefix)
    return set(last)


def _reference(out: Markup, number: int, prefix: str) -> None:
    with out.tag("sup"):
        out.leaf("a", str(number), href=f"#{prefix}f{number}", aria_label=f"finding {number}")


def _contents(out: Markup, shown: Sequence[Account]) -> None:
    with out.tag("nav", aria_label="Texts"), out.tag("ul"):
        for number, one in enumerate(shown, 1):
            with out.tag("li"):
                out.leaf("a", one.document.id, href=f"#d{number}")
                out.text(f" {count(len(one.findings), 'finding')}")


def _rules(out: Markup, accounts: Sequence[Account]) -> None:
    counts: dict[str, Counter[Status | None]] = {}
    for rule, status in (pair for one in accounts for pair in one.outcomes):
        counts.setdefault(rule, Counter())[status] += 1
    if not counts:
        return
    named = _STATES if any(one.reviewed for one in accounts) else _PREVIEW_STATES
    states = {state: label for state, label in named.items() if any(found[state] for found in counts.values())}
    with out.tag("div", class_="table", role="region", aria_label="Findings per rule", tabindex="0"), out.tag("table"):
        out.leaf("caption", "Findings per rule")
        with out.tag("thead"), out.tag("tr"):
            for label in ("Rule", "Found", *states.values()):
                out.leaf("th", label, scope="col")
        with out.tag("tbody"):
            for rule, found in sorted(counts.items()):
                with out.tag("tr"):
                    out.leaf("th", rule, scope="row")
                    for number in (sum(found.values()), *(found[state] for state in states)):
                        out.leaf("td", f"{number:,}" if number else "")


def _footer(out: Markup, accounts: Sequence[Account], clean: int) -> None:
    if clean:
        out.leaf("p", f"{count(clean, 'text')} of this file without findings {'is' if clean == 1 else 'are'} not shown.")
    out.leaf("p", "Score: 100 less the MQM penalty points per 100 words. Words edited: word edits per word of the edited text.")
    if signature := accounts[0].article.rounds[0].report.score_signature:
        out.leaf("p", signature, class_="signature")
