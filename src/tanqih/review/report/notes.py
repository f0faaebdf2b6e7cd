"""One finding in words: what became of it, what is wrong, who proposed what, what was not taken, and the reviewer's note."""

from __future__ import annotations

from tanqih.diff import Piece, excerpt
from tanqih.issue import Suggestion
from tanqih.review.report.findings import Account, Finding
from tanqih.review.report.markup import Markup
from tanqih.review.rounds import Status
from tanqih.review.wording import changed_pieces

_TAGS = {"keep": "span", "delete": "del", "insert": "ins"}
_SAID = {
    Status.ACCEPTED: "Accepted",
    Status.OWN_TEXT: "Own text",
    Status.REJECTED: "Rejected: the text is right",
    Status.IGNORED: "Dismissed with its rule",
    Status.OPEN: "Still open",
    None: "Paragraph rewritten",
}
_BY_HAND = (Status.OWN_TEXT, None)
_CONTEXT = 30


def write_finding(out: Markup, account: Account, finding: Finding) -> None:
    """Write what stands in the finding's list item."""
    issue = finding.issue
    status = "accepted" if finding.status is None else finding.status.name.lower().replace("_", "-")
    said = "Would be mended" if finding.status is Status.ACCEPTED and not account.reviewed else _SAID[finding.status]
    with out.tag("p", class_="said"):
        out.leaf("strong", said, class_=status)
        if issue:
            out.text(" \N{MIDDLE DOT} ")
            out.leaf("span", str(issue.severity), class_=f"severity {issue.severity}")
    if issue:
        out.leaf("p", issue.message)
    elif finding.rule:
        out.leaf("p", f"{finding.rule} no longer finds this.")
    with out.tag("dl"):
        _row(out, "Written" if finding.status in _BY_HAND else "Proposed", _proposal(finding))
        if finding.taken and finding.taken.guard:
            _row(out, "Facts", finding.taken.guard)
        _others(out, account, finding)
        if finding.note:
            _row(out, "Note", finding.note, class_="note")
        if issue:
            _row(out, "Rule", f"{issue.rule}, confidence {issue.confidence:.0%}")


def _row(out: Markup, term: str, text: str, class_: str = "") -> None:
    if text:
        with out.tag("div", class_=class_):
            out.leaf("dt", term)
            out.leaf("dd", text)


def _proposal(finding: Finding) -> str:
    """What was done, and whose idea it was."""
    if finding.status in _BY_HAND:
        return "by the reviewer"
    if finding.taken is None:
        return "by a suggestion that is no longer made" if finding.status is Status.ACCEPTED else ""
    label = finding.taken.label
    return f"{label}, {origin(finding.taken, finding.rule)}" if label else origin(finding.taken, finding.rule)


def origin(suggestion: Suggestion, rule: str) -> str:
    """Where a suggestion comes from, in words: "by the rule", "by glossary names.tsv, entry …", "by model …"."""
    return f"by {' and '.join(_one_origin(one, rule) for one in suggestion.origins)}"


def _one_origin(origin: str, rule: str) -> str:
    kind, _, rest = origin.partition(":")
    if kind == "glossary":
        file, _, entry = rest.partition(":")
        return f"glossary {file}, entry {entry}" if entry else f"glossary {file}"
    if not kind or rest == rule:
        return "the rule"
    return f"{kind} {rest}"


def _others(out: Markup, account: Account, finding: Finding) -> None:
    """The suggestions that were not taken, each as the words it would have changed."""
    offered = [one for one in finding.others if one.edits]
    if not offered or finding.status is None:
        return
    term = {Status.OPEN: "Suggested", Status.REJECTED: "Refused", Status.IGNORED: "Refused"}.get(finding.status, "Not taken")
    with out.tag("div", class_="others"):
        out.leaf("dt", term)
        for suggestion in offered:
            with out.tag("dd"):
                for kind, text in _pieces(account, finding, suggestion):
                    out.leaf(_TAGS[kind], text)
                out.leaf("span", f" {_about(suggestion, finding.rule)}", class_="about")


def _about(suggestion: Suggestion, rule: str) -> str:
    facts = f"facts: {suggestion.guard}" if suggestion.guard else ""
    return f"({', '.join(part for part in (suggestion.label, origin(suggestion, rule), facts) if part)})"


def _pieces(account: Account, finding: Finding, suggestion: Suggestion) -> list[Piece]:
    texts = {segment.index: segment.target for segment in account.article.rounds[finding.round].base.segments}
    pieces: list[Piece] = []
    for index in sorted({edit.segment for edit in suggestion.edits}):
        after = before = texts[index]
        for edit in sorted((edit for edit in suggestion.edits if edit.segment == index), reverse=True):
            after = after[: edit.span.start] + edit.text + after[edit.span.end :]
        if pieces:
            pieces.append(Piece("keep", " \N{PILCROW SIGN} "))
        pieces += excerpt(changed_pieces(before, after), _CONTEXT)
    return pieces
