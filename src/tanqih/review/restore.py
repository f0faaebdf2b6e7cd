"""From decisions in the store back to an article: with its issues, or, for the text alone, without checking anything."""

from __future__ import annotations

from collections.abc import Iterable

from tanqih.document import Document
from tanqih.errors import EditError
from tanqih.issue import Report, Verdict
from tanqih.review.article import Article
from tanqih.review.entry import Entry


def restore(article: Article, entries: Iterable[Entry]) -> list[Entry]:
    """Take decisions from the store into an article, opening its rounds; returns those that had to be left out."""
    lost: list[Entry] = []
    for entry in entries:
        while len(article.rounds) <= entry.round:
            article.advance(force=True)
        try:
            if entry.round != len(article.rounds) - 1 and entry.decision.verdict is not Verdict.IGNORE_RULE:
                raise EditError("a decision of an earlier round")
            article.add(entry.decision)
        except EditError:
            lost.append(entry)
    return lost


def unchecked(document: Document, entries: Iterable[Entry]) -> Article:
    """An article with its decisions and without issues: what it reads like needs no check."""
    article = Article(document, _nothing)
    restore(article, entries)
    return article


def _nothing(document: Document) -> Report:
    return Report(document, ())
