"""Where a review stands in its queue, and how a person moves in it: by issue, by paragraph, by search. No screen, no decisions.

The cursor is on a paragraph and, as a rule, on an issue in it. At the end, when nothing is asked any more, it is `finished`.
"""

from __future__ import annotations

from typing import NamedTuple

from tanqih.issue import Issue
from tanqih.review.article import Article
from tanqih.review.asking import Filter, Order
from tanqih.review.effort import Effort
from tanqih.review.finding import around, filled, holds
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


class Cursor:
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
        self.at, place = queue.place()
        if any(issue.key == place for issue in self.article.open_issues()):
            self._look(place)
        else:
            self._go_on(place)

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

    def next(self) -> bool:
        """Go to the next issue, decided or not, in the next document if need be; False when there is none."""
        return self._step(1)

    def previous(self) -> bool:
        """Go to the issue before, decided or not, in the document before if need be; False when there is none."""
        return self._step(-1)

    def skip(self) -> bool:
        """Leave the current issue open and go on. After the last one the review ends; a further skip begins again with what is open."""
        if self.finished:
            self.skipped.clear()
            self.at = 0
            return self._go_on("")
        if self.key and self.status is Status.OPEN:
            self.skipped.add(self.key)
        return self._go_on(self.key)

    def resume(self) -> bool:
        """Go on where the next text had to be waited for."""
        return self._go_on(self.key) if self.waiting else False

    def go_to(self, key: str) -> bool:
        """Go to an issue of the current article; False when it is not there."""
        if all(issue.key != key for issue in self.article.issues):
            return False
        self._look(key)
        return True

    def go_to_text(self, index: int) -> bool:
        """Go to the first open issue of a document; else to its first paragraph, and False."""
        self.at, self.key, self.segment, self.finished, self.waiting = index, "", -1, False, False
        if found := self._following(self.article, "", index):
            self._look(found)
            return True
        segments = filled(self.article)
        self.finished = not segments
        if segments:
            self._enter(index, segments[0].index)
        return False

    def go_to_paragraph(self, segment: int) -> bool:
        """Go to a paragraph of the current article by its index; False when it is not there."""
        if all(one.index != segment for one in filled(self.article)):
            return False
        self._enter(self.at, segment)
        return True

    def by_paragraph(self, step: int) -> bool:
        """Go to the next (1) or the last (-1) paragraph, in another document if need be; False when there is none."""
        end = len(self.queue) if step > 0 else -1
        for index in range(self.at, end, step):
            segments = [segment.index for segment in filled(self.queue[index])][::step]
            if index == self.at and not self.finished:
                segments = [number for number in segments if (number - self.segment) * step > 0]
            elif index == self.at and step > 0:
                segments = []
            if segments:
                self._enter(index, segments[0])
                return True
        return False

    def search(self, text: str) -> bool:
        """Go to the next paragraph whose English or Arabic holds some words, in whatever case; False when there is none."""
        wanted = text.casefold()
        for index, segment in around(self.queue, self.at, self.segment, wanted):
            now = (one for one in filled(self.queue[index]) if one.index == segment.index)
            if any(holds(one, wanted) for one in now):
                self._enter(index, segment.index, wanted)
                return True
        return False

    def _enter(self, index: int, segment: int, wanted: str = "") -> None:
        """Go to a paragraph: to the issue in it that lies on some words, else to its first open one, else to its first."""
        self.at, self.finished, self.waiting = index, False, False
        issues = [issue for issue in self.asked(self.article) if issue.segment == segment]
        statuses = self.article.statuses()
        issues.sort(key=lambda one: (not wanted or wanted not in one.text.casefold(), statuses[one.key] is not Status.OPEN))
        if issues:
            self._look(issues[0].key)
        else:
            self.key, self.segment = "", segment
            self.effort.look(self.effort_key)

    @property
    def effort_key(self) -> str:
        """What the stopwatch calls the place that is looked at."""
        return self.key or f"{self.at}:{self.segment}"

    def _step(self, step: int) -> bool:
        keys = [issue.key for issue in self.asked(self.article)]
        at = keys.index(self.key) + step if self.key in keys else self._beside(step)
        if 0 <= at < len(keys):
            self._look(keys[at])
            return True
        for index in range(self.at + step, len(self.queue) if step > 0 else -1, step):
            summary = self.queue.summary(index)
            if summary is not None and not summary.counts.total():
                continue
            if found := self.asked(self.queue[index]):
                self.at = index
                self._look(found[0 if step > 0 else -1].key)
                return True
        return False

    def _beside(self, step: int) -> int:
        """Place, in the issues that are asked, of the first after the current paragraph, or the last before it."""
        issues = self.asked(self.article)
        if self.finished:
            return len(issues) if step > 0 else len(issues) - 1
        if step > 0:
            return next((n for n, issue in enumerate(issues) if issue.segment > self.segment), len(issues))
        return next((n for n in range(len(issues) - 1, -1, -1) if issues[n].segment < self.segment), -1)

    def _go_on(self, key: str) -> bool:
        """Go to the next open issue after the one with `key`, else to the first; False when there is none, or it has to be waited for."""
        self.waiting = False
        for index in [*range(self.at, len(self.queue)), *range(self.at)]:
            if self.patient and index != self.at and self._unknown(index):
                self.waiting = True
                return False
            if index != self.at and self._nothing_in(index):
                continue
            article = self.queue[index]
            if found := self._following(article, key if index == self.at else "", index):
                self.at = index
                self._look(found)
                return True
        self.key, self.finished = "", True
        self.effort.look("")
        return False

    def _unknown(self, index: int) -> bool:
        return self.queue.summary(index) is None and not self.queue.takes_over(index)

    def _nothing_in(self, index: int) -> bool:
        """True when it is known that nothing is asked in a document."""
        summary = self.queue.summary(index)
        return summary is not None and not any(b.key not in self.skipped and self.filter.admits(b) for b in summary.open)

    def _following(self, article: Article, key: str, index: int) -> str:
        """Key of the next open issue after the one with `key`, else of the first; a further round is begun when there is none."""
        if article.advance():
            found = len(article.issues)
            self.queue.notes.append(f"checked again after your edits: {found} new issue{'s' * (found != 1)}")
        statuses = article.statuses()
        issues = self.asked(article)
        places = {issue.key: at for at, issue in enumerate(issues)}
        waiting = [one.key for one in issues if statuses[one.key] is Status.OPEN and one.key not in self.skipped]
        here = places.get(key, self._beside(1) - 1 if index == self.at and not key and not self.finished else -1)
        return next((one for one in waiting if places[one] > here), (waiting or [""])[0])

    def _look(self, key: str) -> None:
        self.key, self.finished, self.waiting = key, False, False
        if issue := self.issue:
            self.segment = issue.segment
        self.effort.look(self.effort_key)

    def leave(self) -> None:
        """Remember the current issue for the next time."""
        self.queue.leave(self.at, self.key)
