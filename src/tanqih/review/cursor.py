"""How a person moves in the queue of a review: by issue, by paragraph, by text, by search. No screen, no decisions."""

from __future__ import annotations

from tanqih.review.article import Article
from tanqih.review.effort import Effort
from tanqih.review.finding import around, filled, holds
from tanqih.review.position import Position
from tanqih.review.queue import Queue
from tanqih.review.rounds import Status


class Cursor(Position):
    """The current issue of a queue of documents, and the ways to another one."""

    def __init__(self, queue: Queue, effort: Effort) -> None:
        """Args and errors as for `Position`; begins where the review was left."""
        super().__init__(queue, effort)
        if any(issue.key == self._left_at for issue in self.article.open_issues()):
            self._look(self._left_at)
        else:
            self._go_on(self._left_at)

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

    def look_again(self) -> None:
        """Stay at the current issue of an article that was made anew; where it is gone, or all was done, go to what is open."""
        if self.finished or (self.key and self.issue is None):
            self._go_on("")

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

    def leave(self) -> None:
        """Remember the current issue for the next time."""
        self.queue.leave(self.at, self.key)
