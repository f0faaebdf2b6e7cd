"""A review: a queue of articles, the current issue, and what a person can decide. Plain Python, no screen.

Every decision is in the store before it is part of the session, so a screen can only ever show what is safe on disk.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tanqih.document import Document, Span
from tanqih.errors import EditError
from tanqih.issue import Decision, Edit, Issue, Verdict
from tanqih.review.article import Check
from tanqih.review.asking import Filter
from tanqih.review.bulk import Plan
from tanqih.review.cursor import Cursor
from tanqih.review.effort import Effort
from tanqih.review.entry import Entry
from tanqih.review.position import Progress
from tanqih.review.queue import Queue, Step
from tanqih.review.schema import NOTE
from tanqih.review.store import Store
from tanqih.review.view import editable, suggestion, view

__all__ = ["Progress", "Session"]


class Session(Cursor):
    """The current issue of a queue of documents, and the verbs of a reviewer.

    The verbs return what was done, in words, and go on to the next issue. They raise EditError when something cannot be done and
    InputError when the store fails; then nothing has changed.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        check: Check,
        store: Store | None = None,
        *,
        min_confidence: float = 0.5,
        clock: Callable[[], float] = time.monotonic,
        private: bool = False,
    ) -> None:
        """Args:
        documents: at least one.
        check: finds the issues of a document.
        store: None keeps nothing.
        min_confidence: issues below are not asked.
        clock: for measuring effort, seconds.
        private: measure none.

        Raises:
            InputError: the store cannot be read.
        """
        queue = Queue(documents, check, store or Store(":memory:"), min_confidence)
        super().__init__(queue, Effort(clock, private=private))

    def accept(self, choice: int | None = None) -> str:
        """Accept a suggestion by its number from 0; None: the best that can be taken."""
        issue = self._asked()
        if choice is None:
            best = view(self.article, issue).best
            if best is None:
                raise EditError("there is no suggestion to accept; write your own text, or reject")
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
            raise EditError("your text is what stands there already; reject the issue instead")
        others = suggestion(issue, choice).edits if choice is not None else ()
        edits = (Edit(issue.segment, span, text), *(edit for edit in others if edit.segment != issue.segment))
        self._decide(issue, Verdict.OWN_TEXT, edits, choice)
        return "your text is taken"

    def paragraph(self) -> str:
        """The text that `rewrite` begins with: the current paragraph as it reads now.

        Raises:
            EditError: the cursor is on none.
        """
        found = [segment.target for segment in self.article.preview.segments if segment.index == self.segment]
        if self.finished or not found:
            raise EditError("there is no paragraph here; go back to one")
        return found[0]

    def rewrite(self, text: str) -> str:
        """Write the current paragraph anew; it supersedes the decisions in it."""
        if text == self.paragraph():
            raise EditError("the paragraph is as it was")
        article = self.article
        edits = article.rewrite_edits(self.segment, text)
        target = article.segment(self.segment).target
        key = article.segment_key(self.segment)
        self._record(Decision(key, Verdict.REWRITE, edits, segment=self.segment), target, Span(0, len(target)))
        return "the paragraph is rewritten"

    @property
    def note(self) -> str:
        """What was noted on the current issue or paragraph."""
        return self.queue.remarks(self.at).get(self._note_key(), "")

    def annotate(self, text: str) -> str:
        """Note something on the current issue or paragraph; it changes no text, and stays with the decisions."""
        if text == self.note:
            raise EditError("the note is as it was")
        self.queue.remark(self.at, self._note_key(), text)
        return "noted" if text else "the note is gone"

    def _note_key(self) -> str:
        if self.finished:
            raise EditError("there is nothing to note something on")
        return self.key or self.article.segment_key(self.segment)

    def carry_out(self, plan: Plan) -> str:
        """Take the decisions of a plan as one step."""
        if not plan.made:
            raise EditError("there is nothing to do")
        work = self.effort.take(self.effort_key)._asdict()
        made = {index: list(entries) for index, entries in plan.made.items()}
        first = min(made, key=lambda index: (index - self.at) % len(self.queue))
        head = made[first][0]
        for entries in made.values():
            entries[:] = [replace(one, decision=replace(one.decision, made_at=work["made_at"])) for one in entries]
        made[first][0] = replace(head, decision=replace(head.decision, **work))
        self.queue.record_all(made, {self.at: self.key})
        self._go_on(self.key)
        return plan.done

    def narrow(self, wanted: Filter) -> str:
        """Ask only what passes a filter; an empty one asks everything."""
        old, self.filter = self.filter, self.filter.narrowed(wanted) if wanted else wanted
        issue = self.issue
        if issue is not None and self.filter.admits(issue):
            return self._filtered()
        if not self._go_on(self.key) and not self.waiting:
            refused, self.filter = str(self.filter), old
            self._go_on("")
            raise EditError(f"nothing is open with this filter: {refused}")
        return self._filtered()

    def _filtered(self) -> str:
        return f"asked now: {self.filter}" if self.filter else "asked now: all issues"

    def reorder(self) -> str:
        """Ask in another order: of the text, by severity, by impact on the score."""
        self.order = self.order.following
        return f"asked by {self.order.value}"

    def undo(self) -> str:
        """Drop the last step, also of an earlier session, and go back there."""
        step = self.queue.undo(self.at)
        if step is None:
            return "nothing to undo"
        self._return(step)
        return f"undone: {_what(step)}"

    def redo(self) -> str:
        """Do again what was undone last, also in an earlier session."""
        step = self.queue.redo(self.at)
        if step is None:
            return "nothing to redo"
        self.queue[step.at].advance()
        self._return(step)
        if any(line.key == self.key and line.verdict != NOTE for line in step.lines):
            self._go_on(self.key)
        return f"redone: {_what(step)}"

    def _return(self, step: Step) -> None:
        """Go to where a step was made."""
        self.at = step.at
        article = self.article
        keys = {issue.key for issue in article.issues}
        found = [line.key for line in step.lines if line.key in keys]
        self.skipped.difference_update(found)
        rewritten = [line.segment for line in step.lines if line.verdict == Verdict.REWRITE.value]
        if found:
            self._look(found[0])
        elif rewritten:
            self._enter(self.at, rewritten[0])
        else:
            self._go_on("")

    def _asked(self) -> Issue:
        issue = self.issue
        if issue is None:
            raise EditError(
                "there is no issue to decide" if self.finished else "there is no issue here; edit the paragraph instead"
            )
        return issue

    def _decide(self, issue: Issue, verdict: Verdict, edits: Iterable[Edit] = (), choice: int | None = None) -> None:
        decision = Decision(issue.key, verdict, tuple(edits), choice=choice, rule=issue.rule, segment=issue.segment)
        self._record(decision, issue.text, issue.span)

    def _record(self, decision: Decision, words: str, span: Span) -> None:
        self.article.admit(decision)
        timed = replace(decision, **self.effort.take(self.effort_key)._asdict())
        note = self.queue.remarks(self.at).get(decision.key, "")
        self.queue.record(self.at, Entry(timed, len(self.article.rounds) - 1, words, span, note), self.key)
        self.skipped.discard(self.key)
        self._go_on(self.key)


def _what(step: Step) -> str:
    """A step in words."""
    if step.documents > 1:
        return f"a step in {step.documents} texts"
    verdicts = Counter(line.verdict.replace("-", " ") for line in step.lines)
    return ", ".join(
        f"{number} \N{MULTIPLICATION SIGN} {verdict}" if number > 1 else verdict for verdict, number in verdicts.items()
    )
