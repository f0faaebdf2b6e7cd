"""An article as it is shown: every paragraph as it reads now, the open issues in it, and the words that have changed. No screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from tanqih.apply import apply_to_segment, moved_offset
from tanqih.document import Segment, Span
from tanqih.issue import Edit, Issue, Severity
from tanqih.review.article import Article
from tanqih.review.asking import Filter
from tanqih.review.rounds import Status
from tanqih.review.wording import changed_pieces


class Mark(NamedTuple):
    """An issue in a paragraph: its words now, its key, its severity; whether it is the current one, and whether it is asked now."""

    span: Span
    key: str
    severity: Severity
    current: bool = False
    asked: bool = True


class Paragraph(NamedTuple):
    """A paragraph as it is shown.

    Attributes:
        segment: with the text as it reads now; for the current issue without its own decision.
        marks: open issues and the current one, in the order of the text.
        changed: words that are not as they were read.
        source: words of the Arabic that the current issue is about, if known.
    """

    segment: Segment
    marks: tuple[Mark, ...]
    changed: tuple[Span, ...]
    source: Span | None = None


class Marks:
    """The paragraphs of an article, made when they are asked for."""

    def __init__(self, article: Article, key: str, here: int, skipped: Collection[str] = (), asked: Filter | None = None) -> None:
        """Args:
        article: as it stands now.
        key: of the current issue, "" for none.
        here: index of the current paragraph, which is shown also when nothing is left of it.
        skipped: keys of issues that are passed over.
        asked: the filter.
        """
        self._article, self._key, self._skipped, self._filter = article, key, skipped, asked or Filter()
        self._issues: dict[int, list[Issue]] = defaultdict(list)
        self.current: Issue | None = None
        statuses = article.statuses()
        for issue in article.issues:
            if issue.key == key:
                self.current = issue
            if issue.key == key or statuses[issue.key] is Status.OPEN:
                self._issues[issue.segment].append(issue)
        self._edits: dict[int, list[Edit]] = defaultdict(list)
        for edit in sorted(article.round.edits(without=key)):
            self._edits[edit.segment].append(edit)
        self._segments = {segment.index: at for at, segment in enumerate(article.preview.segments)}
        segments = article.preview.segments
        self.order = [one.index for one in segments if one.target.strip() or one.source or one.index == here]

    def paragraph(self, index: int) -> Paragraph:
        """A paragraph by the index of its segment."""
        article, edits = self._article, self._edits[index]
        at = self._segments[index]
        segment = article.preview.segments[at]
        if self.current is not None and any(edit.segment == index for edit in self._own()):
            segment = apply_to_segment(article.segment(index), edits)
        moved = [(edit.span, len(edit.text)) for edit in edits]
        marks = tuple(self._mark(issue, moved) for issue in self._issues.get(index, ()))
        was = article.document.segments[at].target
        changed = () if was == segment.target else _changed(was, segment.target)
        source = self.current.source_span if self.current is not None and self.current.segment == index else None
        return Paragraph(segment, marks, changed, source)

    def count(self, indexes: Collection[int]) -> int:
        """How many open issues these paragraphs have."""
        return sum(len(self._issues.get(index, ())) for index in indexes)

    def _own(self) -> list[Edit]:
        """Edits of the decision on the current issue."""
        return [edit for decision in self._article.round.held if decision.key == self._key for edit in decision.edits]

    def _mark(self, issue: Issue, moved: list[tuple[Span, int]]) -> Mark:
        start = moved_offset(issue.span.start, moved)
        span = Span(start, max(start, moved_offset(issue.span.end, moved)))
        asked = issue.key not in self._skipped and self._filter.admits(issue)
        return Mark(span, issue.key, issue.severity, issue.key == self._key, asked)


@lru_cache(maxsize=512)
def _changed(before: str, after: str) -> tuple[Span, ...]:
    """Where the words stand that are new in a text."""
    spans: list[Span] = []
    at = 0
    for kind, text in changed_pieces(before, after):
        if kind == "insert":
            spans.append(Span(at, at + len(text)))
        if kind != "delete":
            at += len(text)
    return tuple(spans)
