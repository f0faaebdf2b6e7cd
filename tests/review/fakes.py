"""A checker of stable fake rules whose findings overlap and follow from one another, and documents for it."""

from __future__ import annotations

import re
from collections import Counter

from tanqih.document import Document, Segment, Span
from tanqih.formats.plain import document_from_text
from tanqih.issue import Applicability, Edit, Issue, Report, Severity, Suggestion, issue_key

RULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("fake/dots", r"\.\.", (".", "")),
    ("fake/pair", r"\w+ ?\.\.", ("", "so on.")),  # overlaps fake/dots
    ("fake/word", r"\bbad\b", ("odd", "good")),  # its first suggestion gives fake/odd
    ("fake/odd", r"\bodd\b", ()),  # nothing to suggest
)
TEXT = """A bad start.. And so on.

The bad end, bad luck.. and a long list..

Nothing here.

An odd word at https://example.org/a.. here"""


def document(text: str = TEXT, name: str = "story") -> Document:
    return document_from_text(text, name, f"{name}.txt")


def check(document: Document) -> Report:
    found: list[Issue] = []
    seen: Counter[str] = Counter()
    for segment in document.segments:
        for rule, pattern, texts in RULES:
            for hit in re.finditer(pattern, segment.target):
                key = issue_key(document.id, rule, segment.target, *hit.span())
                seen[key] += 1
                if seen[key] > 1:
                    key = issue_key(document.id, rule, segment.target, *hit.span(), seen[key] - 1)
                found.append(_issue(document, segment, rule, hit, texts, key))
    return Report(document, tuple(sorted(found, key=lambda i: (i.segment, i.span, i.rule))))


def _issue(document: Document, segment: Segment, rule: str, hit: re.Match[str], texts: tuple[str, ...], key: str) -> Issue:
    span = Span(*hit.span())
    suggestions = tuple(
        Suggestion((Edit(segment.index, span, text),), f"write {text!r}", f"rule:{rule}", Applicability.REVIEW) for text in texts
    )
    return Issue(rule, "fake", Severity.MINOR, 0.9, segment.index, span, "Fake.", suggestions, key, hit.group(), document.id)
