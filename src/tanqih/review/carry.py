"""Decisions of another version of a text, taken over where their issue is still there.

An issue is found again by its key, which is made from content. Its edits are taken from the issue as it stands now, so no offset of
the old text is ever used on the new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tanqih.document import Span
from tanqih.errors import EditError
from tanqih.issue import Edit, Issue, Verdict
from tanqih.review.article import Article
from tanqih.review.entry import Entry


def carried(entries: Sequence[Entry], article: Article) -> list[Entry]:
    """The entries that still apply, for the current round of an article, in their order; the article takes them as well.

    Args:
        entries: what was decided on the other version.
        article: this version, with its own decisions. What it has decided itself stays.
    """
    decided = {decision.key for decision in article.decisions}
    issues = {issue.key: issue for issue in article.issues if issue.key not in decided}
    number = len(article.rounds) - 1
    paragraphs = {article.segment_key(s.index): s.index for s in article.round.base.segments if s.target}
    kept: list[Entry] = []
    for entry in entries:
        decision = entry.decision
        if decision.verdict is Verdict.REWRITE:
            found = _rewrite(entry, paragraphs.get(decision.key))
        elif decision.verdict is Verdict.IGNORE_RULE:
            found = entry
        else:
            issue = issues.get(decision.key)
            found = on_issue(entry, issue) if issue else None
        if found is not None and _fits(found, article):
            kept.append(replace(found, round=number))
    return kept


def on_issue(entry: Entry, issue: Issue) -> Entry | None:
    """The same decision on another issue with the same words, or on the same one elsewhere; None when it does not fit there."""
    decision = replace(entry.decision, key=issue.key)
    if decision.verdict is Verdict.ACCEPT:
        shape = sorted((len(edit.span), edit.text) for edit in decision.edits)
        for number, suggestion in enumerate(issue.suggestions):
            if sorted((len(edit.span), edit.text) for edit in suggestion.edits) == shape:
                decision = replace(decision, edits=suggestion.edits, choice=number)
                break
        else:
            return None
    elif decision.verdict is Verdict.OWN_TEXT:
        shift = issue.span.start - entry.span.start
        spans = [(edit.span.start + shift, edit.span.end + shift, edit.text) for edit in decision.edits]
        if any(not issue.span.start <= start <= end <= issue.span.end for start, end, _ in spans):
            return None
        decision = replace(decision, edits=tuple(Edit(issue.segment, Span(*span[:2]), span[2]) for span in spans))
    return Entry(replace(decision, segment=issue.segment), 0, issue.text, issue.span)


def _rewrite(entry: Entry, segment: int | None) -> Entry | None:
    if segment is None:
        return None
    edits = tuple(replace(edit, segment=segment) for edit in entry.decision.edits)
    return replace(entry, decision=replace(entry.decision, segment=segment, edits=edits))


def _fits(entry: Entry, article: Article) -> bool:
    """True when the decision can be made beside the ones carried so far; it is made then."""
    try:
        article.add(entry.decision)
    except EditError:
        return False
    return True
