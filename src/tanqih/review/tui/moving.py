"""Verbs of the review screen that change where one is and what is asked: next, search, jump, filter, order."""

from __future__ import annotations

from collections import Counter

from textual import events, on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tanqih.issue import Severity
from tanqih.review.asking import Filter
from tanqih.review.tui.article import ArticleView
from tanqih.review.tui.base import ReviewBase
from tanqih.review.tui.dialogs import Ask, Pick
from tanqih.review.tui.messages import IssueClicked, ParagraphClicked

CONFIDENCES = (0.6, 0.7, 0.8, 0.9)


class Jump(ModalScreen[str]):
    """Waits for one letter."""

    def compose(self) -> ComposeResult:
        """Nothing: the letters are on the screen below."""
        return iter(())

    def on_key(self, event: events.Key) -> None:
        """Any key ends it."""
        event.stop()
        self.dismiss(event.character or "")

    def on_click(self) -> None:
        """A click ends it as well."""
        self.dismiss("")


class Moving(ReviewBase):
    """What moves the cursor."""

    def do_next(self) -> None:
        """The next issue."""
        self.do(lambda: "" if self.session.next() else "this is the last issue")

    def do_previous(self) -> None:
        """The issue before."""
        self.do(lambda: "" if self.session.previous() else "this is the first issue")

    def do_next_paragraph(self) -> None:
        """The next paragraph."""
        self.do(lambda: "" if self.session.by_paragraph(1) else "this is the last paragraph")

    def do_previous_paragraph(self) -> None:
        """The paragraph before."""
        self.do(lambda: "" if self.session.by_paragraph(-1) else "this is the first paragraph")

    @on(IssueClicked)
    def _issue_clicked(self, message: IssueClicked) -> None:
        if not self.editing:
            self.do(lambda: "" if self.session.go_to(message.key) else "this issue is gone")

    @on(ParagraphClicked)
    def _paragraph_clicked(self, message: ParagraphClicked) -> None:
        if not self.editing:
            self.session.go_to_paragraph(message.segment)
            self.do(str)

    def do_jump(self) -> None:
        """Every issue in sight gets a letter; the next key goes to one."""
        view = self.query_one(ArticleView)
        letters = view.label(True)
        if not letters:
            view.label(False)
            self.say("no issue is in sight", bad=True)
            return
        self.say("press a letter, any other key stays")
        self.app.push_screen(Jump(), lambda letter: self._jumped(letters.get(letter or "", "")))

    def _jumped(self, key: str) -> None:
        self.query_one(ArticleView).label(False)
        if key:
            self.session.go_to(key)
        self.do(str)

    def do_texts(self) -> None:
        """Go to another text."""
        queue = self.session.queue
        known = [queue.summary(index) for index in range(len(queue))]
        lefts = [f"{len(one.open)} left" if one else "not checked yet" for one in known]
        choices = [(document.id, left) for document, left in zip(queue.documents, lefts, strict=True)]
        self.app.push_screen(Pick("texts", choices), lambda place: None if place is None else self._go_to_text(place))

    def _go_to_text(self, index: int) -> None:
        self.do(lambda: "" if self.session.go_to_text(index) else "nothing is open there")

    def do_search(self) -> None:
        """Go to the next paragraph with some words."""
        view = self.query_one(ArticleView)
        ask = Ask("search", view.found, "In all texts, English and Arabic. Search the same again for the next place.")
        self.app.push_screen(ask, lambda text: None if text is None else self._searched(text))

    def _searched(self, text: str) -> None:
        self.query_one(ArticleView).found = text.casefold()
        if text:
            self.do(lambda: f"found: {text}" if self.session.search(text) else f"nowhere: {text}")
        else:
            self.show()

    def do_filter(self) -> None:
        """Ask only some issues."""
        choices = self._filters()
        self.app.push_screen(
            Pick("ask only", [(label, f"{number}") for label, _, number in choices]),
            lambda place: None if place is None else self._filtered(choices[place][1]),
        )

    def _filtered(self, wanted: Filter) -> None:
        self.do(lambda: self.session.narrow(wanted))

    def _filters(self) -> list[tuple[str, Filter, int]]:
        """What can be asked: words for it, the filter, how many open issues it admits as far as the texts are known."""
        queue, issue = self.session.queue, self.session.issue
        briefs = [brief for index in range(len(queue)) if (known := queue.summary(index)) for brief in known.open]
        rules = Counter(brief.rule for brief in briefs)
        families = Counter(brief.rule.partition("/")[0] for brief in briefs)
        choices = [("all issues", Filter())]
        if issue is not None:
            choices += [
                (f"this rule: {issue.rule}", Filter(rule=issue.rule)),
                (f"this family: {issue.family}", Filter(family=issue.family)),
            ]
        choices += [
            (f"severity: {level}{' and worse' * (level < Severity.CRITICAL)}", Filter(severity=level))
            for level in reversed(Severity)
            if level
        ]
        choices += [(f"confidence: {level:.0%} and more", Filter(confidence=level)) for level in CONFIDENCES]
        choices += [(f"family: {name}", Filter(family=name)) for name, _ in families.most_common()]
        choices += [(f"rule: {name}", Filter(rule=name)) for name, _ in rules.most_common()]
        return [(label, wanted, sum(map(wanted.admits, briefs))) for label, wanted in choices]

    def do_order(self) -> None:
        """Ask in another order."""
        self.do(self.session.reorder)

    def do_scroll_down(self) -> None:
        """Look further down."""
        view = self.query_one(ArticleView)
        view.scroll_rows(max(1, view.size.height - 3))

    def do_scroll_up(self) -> None:
        """Look further up."""
        view = self.query_one(ArticleView)
        view.scroll_rows(-max(1, view.size.height - 3))

    def do_source(self) -> None:
        """Show or hide the Arabic."""
        view = self.query_one(ArticleView)
        view.shows_source = not view.shows_source
        view.refresh()
        self.say("the Arabic is shown" if view.shows_source else "the Arabic is hidden")
