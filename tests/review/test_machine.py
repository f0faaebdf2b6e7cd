"""Any sequence of what a person can do: undo leads back to the first byte, redo forward again, and a restart changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tanqih.apply import apply
from tanqih.errors import TanqihError
from tanqih.issue import Severity, Verdict
from tanqih.review import shelf
from tanqih.review.asking import Filter
from tanqih.review.bulk import accept_rule, dismiss_rule, same_words, template
from tanqih.review.rounds import Status
from tanqih.review.session import Session
from tanqih.review.store import Store
from tests.review.fakes import check, document

TEXTS = (
    "A bad start.. So on.\n\nNothing here.",
    "bad odd, bad.. and https://example.org/..\n\nA bad end",
    "Nothing at all.",
    "odd, bad..\n\nbad, odd",
)
FILTERS = (Filter(), Filter(rule="fake/word"), Filter(family="fake"), Filter(severity=Severity.MAJOR), Filter(confidence=0.95))
State = tuple[tuple[str, ...], tuple[tuple[tuple[str, Status], ...], ...], tuple[tuple[tuple[str, str], ...], ...]]


class Review(RuleBasedStateMachine):
    """A person at work, and the states to which undo and redo must lead."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(":memory:")
        self.behind: list[State] = []
        self.ahead: list[State] = []

    def teardown(self) -> None:
        while self.session.undo() != "nothing to undo":
            pass
        assert self.state() == self.first
        assert tuple(one.text for one in self.session.queue.previews()) == tuple(d.text for d in self.session.queue.documents)
        self.store.close()

    @initialize(kept=st.sampled_from([2, 24]))
    def begin(self, kept: int) -> None:
        """Few articles are held, so that they are made again and again, or all of them."""
        shelf.KEPT = kept
        self.open()
        self.first = self.state()

    def open(self) -> None:
        self.session = Session([document(text, f"text{n}") for n, text in enumerate(TEXTS)], check, self.store)

    def state(self) -> State:
        queue = self.session.queue
        articles = [queue[index] for index in range(len(queue))]
        return (
            tuple(article.preview.text for article in articles),
            tuple(tuple(article.statuses().items()) for article in articles),
            tuple(tuple(sorted(queue.remarks(index).items())) for index in range(len(queue))),
        )

    def do(self, verb: Callable[[], object]) -> None:
        """What is refused changes nothing; what is done can be undone."""
        before, group = self.state(), self.session.queue.history.newest
        with suppress(TanqihError):
            verb()
        if self.session.queue.history.newest != group:
            self.behind.append(before)
            self.ahead.clear()
        else:
            assert self.state() == before

    @rule(choice=st.sampled_from([None, 0, 1]))
    def accept(self, choice: int | None) -> None:
        self.do(lambda: self.session.accept(choice))

    @rule()
    def reject(self) -> None:
        self.do(self.session.reject)

    @rule(text=st.sampled_from(["bad", "fine..", "", "good"]), choice=st.sampled_from([None, 0]))
    def edit(self, text: str, choice: int | None) -> None:
        self.do(lambda: self.session.edit(text, choice))

    @rule(tail=st.sampled_from([" bad", "..", " fine"]))
    def rewrite(self, tail: str) -> None:
        self.do(lambda: self.session.rewrite(self.session.paragraph() + tail))

    @rule(text=st.sampled_from(["why?", "ask the desk", ""]))
    def annotate(self, text: str) -> None:
        self.do(lambda: self.session.annotate(text))

    @rule(here=st.booleans())
    def accept_rule(self, here: bool) -> None:
        if issue := self.session.issue:
            plan = accept_rule(self.session, issue.rule).all()
            self.do(lambda: self.session.carry_out(plan.only(self.session.at) if here else plan))

    @rule()
    def dismiss_rule(self) -> None:
        if issue := self.session.issue:
            self.do(lambda: self.session.carry_out(dismiss_rule(self.session, issue.rule).all()))

    @rule(verdict=st.sampled_from([Verdict.ACCEPT, Verdict.REJECT]))
    def same(self, verdict: Verdict) -> None:
        self.do(lambda: self.session.carry_out(same_words(self.session, template(self.session, verdict, 0)).all()))

    @rule(wanted=st.sampled_from(FILTERS))
    def narrow(self, wanted: Filter) -> None:
        self.do(lambda: self.session.narrow(wanted))

    @rule(name=st.sampled_from(["skip", "next", "previous", "reorder"]))
    def move(self, name: str) -> None:
        self.do(getattr(self.session, name))

    @rule(step=st.sampled_from([1, -1]))
    def paragraph(self, step: int) -> None:
        self.do(lambda: self.session.by_paragraph(step))

    @rule(words=st.sampled_from(["bad", "ODD", "nothing", "zebra"]))
    def search(self, words: str) -> None:
        found = self.session.search(words)
        assert found == (words != "zebra") or self.behind

    @precondition(lambda self: self.behind)
    @rule()
    def undo(self) -> None:
        now = self.state()
        self.session.undo()
        assert self.state() == self.behind.pop()
        self.ahead.append(now)

    @precondition(lambda self: self.ahead)
    @rule()
    def redo(self) -> None:
        now = self.state()
        self.session.redo()
        assert self.state() == self.ahead.pop()
        self.behind.append(now)

    @precondition(lambda self: self.behind)
    @rule(steps=st.integers(1, 4), restarted=st.booleans())
    def back_and_forth(self, steps: int, restarted: bool) -> None:
        steps = min(steps, len(self.behind))
        for _ in range(steps):
            self.undo()
        if restarted:
            self.restart()
        for _ in range(steps):
            self.redo()

    @rule()
    def restart(self) -> None:
        before = self.state()
        self.open()
        assert self.session.queue.notes == []
        assert self.state() == before

    @invariant()
    def it_reads_as_what_is_decided(self) -> None:
        queue = self.session.queue
        for index in range(len(queue)):
            article = queue[index]
            made = article.document
            for one in article.rounds:
                made = apply(made, [edit for decision in one.held for edit in decision.edits])
            assert article.preview == made
            assert queue.summary(index) == article.summary()
        assert [one.text for one in queue.previews()] == [queue[index].preview.text for index in range(len(queue))]

    @invariant()
    def the_cursor_is_somewhere(self) -> None:
        session = self.session
        assert (session.issue is not None) == bool(session.key)
        assert session.finished <= (not session.key)
        if not session.finished:
            assert session.paragraph()
        assert session.left()[0] >= 0


@pytest.fixture(autouse=True)
def _kept_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "KEPT", shelf.KEPT)


TestReview = Review.TestCase
TestReview.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
