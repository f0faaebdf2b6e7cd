"""Where a review stands in its queue: document, paragraph, issue, and what is asked of it. No screen, no movement.

The cursor is on a paragraph and, as a rule, on an issue in it. At the end, when nothing is asked any more, it is `finished`.
"""

from __future__ import annotations

from typing import NamedTuple

from tanqih.issue import Issue
from tanqih.review.article import Article
from tanqih.review.asking import Filter, Order
from tanqih.review.effort import Effort
from tanqih.review.queue import Queue
from tanqih.review.rounds import Status
from tanqih.review.view import View, view


class Progress(NamedTuple):
    """Where the review stands in the current article, in its current round: all its issues, and those that are left.

    `number` is the place of the current issue among those that pass the filter, from 1; 0 between issues.
    """

    document: int
    documents: int
    number: int
    issues: int
    left: int
    round: int


class Position:
    """The current issue of a queue of documents.

    Attributes:
        queue: the documents and their articles.
        at: index of the current document.
        key: key of the current issue, "" when the cursor is on none.
        segment: index of the current paragraph.
        finished: nothing is asked any more (or everything left was skipped).
        waiting: the next text is being checked; `resume` when it is.
        patient: texts are checked ahead by somebody else, so wait for them.
        skipped: keys of issues that are passed over for now.
        filter: which issues are asked.
        order: in which order.
        effort: the stopwatch; a screen calls `effort.press()` for every key.
    """

    def __init__(self, queue: Queue, effort: Effort) -> None:
        """Args:
        queue: of documents.
        effort: the stopwatch.

        Raises:
            InputError: the store cannot be read.
        """
        self.queue, self.effort = queue, effort
        self.skipped: set[str] = set()
        self.filter, self.order = Filter(), Order.TEXT
        self.finished = self.waiting = self.patient = False
        self.key, self.segment = "", -1
        self.at, self._left_at = queue.place()

    @property
    def article(self) -> Article:
        """The current article."""
        return self.queue[self.at]

    @property
    def issue(self) -> Issue | None:
        """The current issue; None when the cursor is on none."""
        return next((issue for issue in self.article.issues if issue.key == self.key), None) if self.key else None

    @property
    def status(self) -> Status:
        """What has become of the current issue."""
        return self.article.statuses().get(self.key, Status.SETTLED)

    @property
    def view(self) -> View | None:
        """What to show of the current issue."""
        issue = self.issue
        return view(self.article, issue) if issue else None

    @property
    def progress(self) -> Progress:
        """Where the review stands."""
        article = self.article
        keys = [issue.key for issue in self.asked(article)]
        number = keys.index(self.key) + 1 if self.key in keys else 0
        return Progress(
            self.at + 1, len(self.queue), number, len(article.issues), len(article.open_issues()), len(article.rounds)
        )

    def asked(self, article: Article) -> list[Issue]:
        """The issues of an article that pass the filter, in order, decided or not."""
        return self.order.arranged(issue for issue in article.issues if self.filter.admits(issue))

    def upcoming(self) -> list[Issue]:
        """Open issues of the current article that are asked after the current one, in order; then those before it."""
        statuses = self.article.statuses()
        issues = self.asked(self.article)
        keys = [issue.key for issue in issues]
        here = keys.index(self.key) + 1 if self.key in keys else self._beside(1)
        return [one for one in [*issues[here:], *issues[:here]] if statuses[one.key] is Status.OPEN and one.key != self.key]

    def left(self) -> tuple[int, int]:
        """Open issues of all documents that pass the filter, as far as they are known, and how many documents are not known yet."""
        if not self.filter:
            return self.queue.left()
        known = [self.queue.summary(index) for index in range(len(self.queue))]
        return sum(self.filter.admits(b) for one in known if one for b in one.open), sum(one is None for one in known)

    @property
    def effort_key(self) -> str:
        """What the stopwatch calls the place that is looked at."""
        return self.key or f"{self.at}:{self.segment}"

    def _beside(self, step: int) -> int:
        """Place, in the issues that are asked, of the first after the current paragraph, or the last before it."""
        issues = self.asked(self.article)
        if self.finished:
            return len(issues) if step > 0 else len(issues) - 1
        if step > 0:
            return next((n for n, issue in enumerate(issues) if issue.segment > self.segment), len(issues))
        return next((n for n in range(len(issues) - 1, -1, -1) if issues[n].segment < self.segment), -1)

    def _look(self, key: str) -> None:
        self.key, self.finished, self.waiting = key, False, False
        if issue := self.issue:
            self.segment = issue.segment
        self.effort.look(self.effort_key)
