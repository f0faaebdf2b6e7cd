"""The report as a page: figures, a bar chart of the rules, the most frequent changes in their context, the dead letters. No script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tanqih._version import __version__
from tanqih.batch import __file__ as _package
from tanqih.commands.output import count
from tanqih.review.report import page as review_page
from tanqih.review.report.markup import Markup

ARROW, SPACE = review_page.ARROW, "\N{OPEN BOX}"
BARS = 30
_MODES = {"safe": "safe fixes applied", "review": "safe and review fixes applied", "annotate": "annotated, no text changed"}


def page(facts: dict[str, Any]) -> str:
    """The page of a report.

    Args:
        facts: of `report.figures`; all words in it may come from the dump and are escaped.
    """
    css = Path(review_page.__file__).with_name("page.css").read_text(encoding="utf8")
    css += Path(_package).with_name("page.css").read_text(encoding="utf8")
    out = Markup()
    with out.tag("html", lang="en"):
        with out.tag("head"):
            out.head(f"Batch report of {facts['output']}", css, f"tanqih batch {__version__}")
        with out.tag("body"):
            _heading(out, facts)
            with out.tag("main"):
                _bars(out, facts["rules"])
                _rules(out, facts["rules"])
                _changes(out, facts["changes"])
                _dead(out, facts)
                _failures(out, facts["failures"])
            with out.tag("footer"):
                out.leaf("p", "Score: 100 less the MQM penalty points per 100 words, of all texts together.")
                out.leaf("p", "Counts of changes are lower bounds: the rarest ones are not kept.")
                out.leaf("p", facts["signature"], class_="signature")
    return out.close()


def _heading(out: Markup, facts: dict[str, Any]) -> None:
    with out.tag("header"):
        out.leaf("p", "Batch report", class_="kind")
        out.leaf("h1", facts["output"])
        out.leaf("p", f"{facts['input'] or ''} {ARROW} {_MODES[facts['mode']]}", class_="remark")
        with out.tag("dl", class_="figures"):
            for term, value in _figures(facts):
                with out.tag("div"):
                    out.leaf("dt", term)
                    out.leaf("dd", value)


def _figures(facts: dict[str, Any]) -> list[tuple[str, str]]:
    score, seconds = facts["score"], facts["processor_seconds"]
    found = [
        ("Score", f"{score['before']:.1f} {ARROW} {score['after']:.1f}"),
        ("Records", f"{facts['records']:,}"),
        ("Changed", f"{facts['changed']:,}"),
        ("Dead letters", f"{facts['dead']:,}"),
        ("Issues found", f"{sum(rule['found'] for rule in facts['rules']):,}"),
        ("Fixes applied", f"{sum(rule['applied'] for rule in facts['rules']):,}"),
        ("Words", f"{facts['words']:,}"),
        ("Read", f"{facts['bytes_in'] / 1e6:,.1f} MB"),
    ]
    if facts["duplicates"]:
        found.append(("Duplicates", f"{facts['duplicates']:,}"))
    if seconds:
        found.append(("Records per second and core", f"{facts['records'] / seconds:,.0f}"))
    return [*found, *((f"Passed over: {kind}", f"{number:,}") for kind, number in (facts["skipped"] or {}).items())]


def _bars(out: Markup, rules: list[dict[str, Any]]) -> None:
    """A bar for each of the rules with the most issues: what was mended, and what is left."""
    shown = [rule for rule in rules if rule["found"]][:BARS]
    if not shown:
        return
    most = max(rule["found"] for rule in shown)
    out.leaf("h2", "Issues by rule")
    with out.tag("p", class_="legend"):
        out.leaf("span", "gone in the output", class_="gone")
        out.text(" ")
        out.leaf("span", "still there", class_="left")
    with out.tag(
        "div", class_="bars", role="img", aria_label="Bar chart of issues per rule; the table below has the same figures"
    ):
        for rule in shown:
            with out.tag("div", class_="bar"):
                out.leaf("span", rule["rule"], class_="name")
                left = min(rule["remaining"], rule["found"])
                _bar(out, rule["found"] - left, left, most)
                out.leaf("span", f"{rule['found']:,}", class_="number")


def _bar(out: Markup, gone: int, left: int, most: int) -> None:
    """The bar itself, 1000 units for the longest one; SVG, for a policy without inline styles."""
    one, other = 1000 * gone // most, 1000 * left // most
    with out.tag("svg", viewBox="0 0 1000 10", preserveAspectRatio="none", aria_hidden="true"):
        out.leaf("rect", class_="gone", x="0", y="0", width=str(one), height="10")
        out.leaf("rect", class_="left", x=str(one), y="0", width=str(other), height="10")


def _table(out: Markup, caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    with out.tag("div", class_="table", role="region", aria_label=caption, tabindex="0"), out.tag("table"):
        out.leaf("caption", caption)
        with out.tag("thead"), out.tag("tr"):
            for label in heads:
                out.leaf("th", label, scope="col")
        with out.tag("tbody"):
            for name, *cells in rows:
                with out.tag("tr"):
                    out.leaf("th", name, scope="row")
                    for cell in cells:
                        out.leaf("td", cell)


def _rules(out: Markup, rules: list[dict[str, Any]]) -> None:
    if rules:
        rows = [
            (rule["rule"], *(f"{rule[key]:,}" if rule[key] else "" for key in ("found", "applied", "remaining")))
            for rule in rules
        ]
        _table(out, "Rules", ("Rule", "Found", "Applied", "Remaining"), rows)


def _changes(out: Markup, changes: list[dict[str, Any]]) -> None:
    if not changes:
        return
    out.leaf("h2", "Most frequent changes")
    with out.tag("ol", class_="changes"):
        for change in changes:
            with out.tag("li"):
                out.leaf("strong", count(change["count"], "time"))
                out.text(f" {change['rule']}")
                with out.tag("p", class_="target", lang="en", dir="ltr"):
                    out.text(change["left"])
                    for name in ("before", "after"):
                        if change[name]:
                            shown = change[name] if change[name].strip() else change[name].replace(" ", SPACE)
                            out.leaf("del" if name == "before" else "ins", shown)
                    out.text(change["right"])
                out.leaf("p", f"first in {change['place']}", class_="place")


def _dead(out: Markup, facts: dict[str, Any]) -> None:
    if not facts["dead"]:
        return
    out.leaf("h2", "Dead letters")
    reasons = [(reason, f"{number:,}") for reason, number in facts["dead_reasons"].items()]
    _table(out, "Reasons", ("Reason", "Records"), reasons)
    letters = [(letter["place"], letter["reason"]) for letter in facts["dead_letters"]]
    shown = "All of them" if len(letters) == facts["dead"] else f"The first {len(letters)}"
    _table(out, shown, ("Place", "Reason"), letters)


def _failures(out: Markup, failures: dict[str, Any]) -> None:
    if failures:
        out.leaf("h2", "Rules that failed")
        rows = [(rule, f"{found['count']:,}", found["first"]) for rule, found in failures.items()]
        _table(out, "The other rules went on", ("Rule", "Times", "First"), rows)
