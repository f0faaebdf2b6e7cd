"""A review: a queue of articles, the current issue, and what a person can do. Plain Python, no screen.

Every decision is in the store before it is part of the session, so a screen can only ever show what is safe on disk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from tanqih.document import Document, Span
from tanqih.errors import EditError
from tanqih.issue import Decision, Edit, Issue, Verdict
from tanqih.review.article import Article, Check
from tanqih.review.effort import Effort
from tanqih.review.entry import Entry
from tanqih.review.queue import Queue
from tanqih.review.rounds import Status
from tanqih.review.store import Store
from tanqih.review.view import View, editable, suggestion, view


class Progress(NamedTuple):
    """Where the review stands in the current article: all counts are of its current round."""

    document: int
    documents: int
    number: int
    issues: int
    left: int
    round: int


class Session:
    """The current issue of a queue of documents, and the verbs of a reviewer.

    The verbs return what was done, in words, and go on to the next issue. They raise EditError when something cannot be done and
    InputError when the store fails; then nothing has changed.

    Attributes:
        queue: the documents and their articles.
        at: index of the current document.
        key: key of the current issue, "" when nothing is asked.
        skipped: keys of issues that are passed over for now.
        effort: the stopwatch; a screen calls `effort.press()` for every key.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        check: Check,
        store: Store | None = None,
        *,
        min_confidence: float = 0.5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args:
        documents: at least one.
        check: finds the issues of a document.
        store: None keeps nothing.
        min_confidence: issues below are not asked.
        clock: for measuring effort, seconds.

        Raises:
            InputError: the store cannot be read.
        """
        self.queue = Queue(documents, check, store or Store(":memory:"), min_confidence)
        self.skipped: set[str] = set()
        self.effort = Effort(clock)
        self.at, place = self.queue.place()
        self.key = ""
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
        """The current issue; None when there is nothing left to ask, or everything left was skipped."""
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
        keys = [issue.key for issue in article.issues]
        number = keys.index(self.key) + 1 if self.key in keys else len(keys)
        left = len(article.open_issues())
        return Progress(self.at + 1, len(self.queue), number, len(keys), left, len(article.rounds))

    def next(self) -> bool:
        """Go to the next open issue, over the skipped ones; False when there is none."""
        return self._go_on(self.key)

    def skip(self) -> bool:
        """Leave the current issue open and go on. After the last one the review ends; a further skip begins again with what is open."""
        if not self.key:
            self.skipped.clear()
            self.at = 0
        elif self.status is Status.OPEN:
            self.skipped.add(self.key)
        return self._go_on(self.key)

    def previous(self) -> bool:
        """Go to the issue before, decided or not, in the document before if need be; False when there is none."""
        for index in range(self.at, -1, -1):
            issues = self.queue[index].issues
            keys = [issue.key for issue in issues]
            end = keys.index(self.key) if index == self.at and self.key in keys else len(keys)
            if end:
                self.at = index
                self._look(keys[end - 1])
                return True
        return False

    def _go_on(self, key: str) -> bool:
        for index in [*range(self.at, len(self.queue)), *range(self.at)]:
            article = self.queue[index]
            if found := self._following(article, key if index == self.at else ""):
                self.at = index
                self._look(found)
                return True
        self._look("")
        return False

    def _following(self, article: Article, key: str) -> str:
        """Key of the next open issue after the one with `key`, else of the first; a further round is begun when there is none."""
        if article.advance():
            found = len(article.issues)
            self.queue.notes.append(f"checked again after your edits: {found} new issue{'s' * (found != 1)}")
        waiting = [issue.key for issue in article.open_issues() if issue.key not in self.skipped]
        order = {issue.key: at for at, issue in enumerate(article.issues)}
        later = [one for one in waiting if order[one] > order.get(key, -1)]
        return (later or waiting or [""])[0]

    def _look(self, key: str) -> None:
        self.key = key
        self.effort.look(key)

    def leave(self) -> None:
        """Remember the current issue for the next time."""
        self.queue.leave(self.at, self.key)

    def accept(self, choice: int | None = None) -> str:
        """Accept a suggestion by its number from 0; None: the best that can be taken."""
        issue = self._asked()
        if choice is None:
            best = view(self.article, issue).best
            if best is None:
                raise EditError("there is no suggestion to accept: e writes your own text, r rejects")
            choice = best.number
        taken = suggestion(issue, choice)
        self._decide(issue, Verdict.ACCEPT, taken.edits, choice)
        return f"accepted: {taken.label or taken.text or 'delete'}"

    def reject(self) -> str:
        """The text is right as it is."""
        issue = self._asked()
        self._decide(issue, Verdict.REJECT)
        return f"rejected: {issue.rule}"

    def ignore_rule(self) -> str:
        """The rule of the current issue is not asked any more in this article."""
        issue = self._asked()
        same = sum(one.rule == issue.rule for one in self.article.open_issues())
        self._decide(issue, Verdict.IGNORE_RULE)
        return f"ignored in this text: {issue.rule} ({same} open)"

    def editable(self, choice: int | None = None) -> str:
        """The text that `edit` begins with: the issue's words, or what the chosen suggestion makes of them."""
        return editable(self.article, self._asked(), choice)[1]

    def edit(self, text: str, choice: int | None = None) -> str:
        """Put an own text in the place of the issue's words (or of what the chosen suggestion covers)."""
        issue = self._asked()
        span, _ = editable(self.article, issue, choice)
        if text == self.article.segment(issue.segment).target[span.start : span.end]:
            raise EditError("your text is what stands there already: r rejects the issue")
        others = suggestion(issue, choice).edits if choice is not None else ()
        edits = (Edit(issue.segment, span, text), *(edit for edit in others if edit.segment != issue.segment))
        self._decide(issue, Verdict.OWN_TEXT, edits, choice)
        return "your text is taken"

    def paragraph(self) -> str:
        """The text that `rewrite` begins with: the current issue's paragraph as it reads now."""
        index = self._asked().segment
        return next(segment.target for segment in self.article.preview.segments if segment.index == index)

    def rewrite(self, text: str) -> str:
        """Write the current issue's paragraph anew; it supersedes the decisions in it."""
        issue, article = self._asked(), self.article
        if text == self.paragraph():
            raise EditError("the paragraph is as it was")
        edits = article.rewrite_edits(issue.segment, text)
        target = article.segment(issue.segment).target
        key = article.segment_key(issue.segment)
        self._record(Decision(key, Verdict.REWRITE, edits, segment=issue.segment), issue.key, target, Span(0, len(target)))
        return "the paragraph is rewritten"

    def undo(self) -> str:
        """Drop the last group of decisions, also of an earlier session, and go back there."""
        undone = self.queue.undo()
        if undone is None:
            return "nothing to undo"
        self.at, dropped = undone
        keys = {issue.key for issue in self.article.issues}
        of_paragraph = [issue.key for d in dropped for issue in self.article.issues if issue.segment == d.segment]
        places = [d.key for d in dropped if d.key in keys] + of_paragraph
        self._look(places[0] if places else "")
        self.skipped.discard(self.key)
        if not self.key:
            self._go_on("")
        verdicts = ", ".join(sorted({d.verdict.value.replace("-", " ") for d in dropped}))
        return f"undone: {verdicts or 'a decision that no longer applied'}"

    def _asked(self) -> Issue:
        issue = self.issue
        if issue is None:
            raise EditError("there is no issue to decide")
        return issue

    def _decide(self, issue: Issue, verdict: Verdict, edits: Iterable[Edit] = (), choice: int | None = None) -> None:
        decision = Decision(issue.key, verdict, tuple(edits), choice=choice, rule=issue.rule, segment=issue.segment)
        self._record(decision, issue.key, issue.text, issue.span)

    def _record(self, decision: Decision, key: str, words: str, span: Span) -> None:
        self.article.admit(decision)
        seconds, keys = self.effort.take(key)
        timed = replace(decision, made_at=time.time(), seconds=round(seconds, 3), keystrokes=keys)
        self.queue.record(self.at, Entry(timed, len(self.article.rounds) - 1, words, span), key)
        self.skipped.discard(key)
        self._go_on(key)
