"""Many texts and many issues: plans, filters, orders, what is checked ahead, and what is held of texts that are far away."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tanqih.errors import EditError, InputError
from tanqih.issue import Severity, Verdict
from tanqih.review import ahead, shelf
from tanqih.review.ahead import Ahead
from tanqih.review.asking import Filter, Order
from tanqih.review.bulk import accept_rule, dismiss_rule, same_words, template
from tanqih.review.rounds import Status
from tanqih.review.session import Session
from tanqih.review.store import Store
from tests.review.fakes import check, document
from tests.review.test_pictures import TEXT
from tests.review.test_pictures import check as check_picture


def session(*texts: str) -> Session:
    return Session([document(text, f"text{n}") for n, text in enumerate(texts)], check)


def reads(review: Session) -> list[str]:
    return [one.text for one in review.queue.previews()]


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not until():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_rule_is_accepted_everywhere_in_one_step() -> None:
    review = session("bad and bad", "nothing", "a bad end..")
    plan = accept_rule(review, "fake/word").all()
    assert (len(plan.samples), sorted(plan.made)) == (3, [0, 2])
    assert review.carry_out(plan) == "accepted fake/word: 3 issues in 2 texts"
    assert reads(review) == ["odd and odd", "nothing", "a odd end.."]
    assert review.undo() == "undone: a step in 2 texts"
    assert reads(review) == ["bad and bad", "nothing", "a bad end.."]
    assert review.carry_out(plan.only(2)) == "accepted fake/word: 1 issue"
    assert reads(review)[0] == "bad and bad"


def test_a_plan_leaves_out_what_does_not_fit_beside_the_rest_and_says_why() -> None:
    review = session("Go on.. and on..", "odd")
    first = review.article.issues[0]
    review.accept(0)
    plan = accept_rule(review, "fake/dots").all()
    assert [sample.issue.text for sample in plan.samples] == [".."]
    assert accept_rule(review, "fake/odd").all().left_out == {"nothing is suggested": 1}
    with pytest.raises(EditError, match="nothing to do"):
        review.carry_out(accept_rule(review, "fake/odd").all())
    assert first.rule == "fake/pair"


def test_a_dismissed_rule_is_not_asked_in_later_rounds_or_in_texts_without_it() -> None:
    review = session("bad odd", "nothing bad.. here", "odd")
    review.go_to(review.article.issues[-1].key)
    assert review.carry_out(dismiss_rule(review, "fake/odd").all()) == "dismissed fake/odd: 2 issues in 2 texts"
    for _ in range(3):
        review.accept(0)  # bad becomes odd, which would be asked in the next round
    assert review.finished
    assert review.queue.counts()[Status.IGNORED] == 2
    again = Session(review.queue.documents, check, review.queue.store)
    assert again.finished


def test_the_same_words_are_decided_the_same() -> None:
    review = session("bad and bad", "so bad", "odd")
    review.edit("evil", None)
    review.previous()
    like = template(review, Verdict.ACCEPT)
    assert review.carry_out(same_words(review, like).all()) == "put your text for “bad”: 2 issues in 2 texts"
    assert reads(review) == ["evil and evil", "so evil", "odd"]
    assert [d.verdict for d in review.queue[1].decisions] == [Verdict.OWN_TEXT]
    assert review.carry_out(same_words(review, template(review, Verdict.REJECT)).all()) == "rejected “odd”: 1 issue"
    review = session("bad", "bad")
    review.carry_out(same_words(review, template(review, Verdict.ACCEPT, 1)).all())
    assert reads(review) == ["good", "good"]
    with pytest.raises(EditError, match="there is no issue here"):
        template(review, Verdict.ACCEPT, 1)


def test_effort_of_a_step_is_counted_once() -> None:
    now = [0.0]
    review = Session([document("bad bad", "one"), document("bad", "two")], check, clock=lambda: now[0])
    now[0] = 3.0
    review.effort.press()
    review.carry_out(accept_rule(review, "fake/word").all())
    made = [decision for index in range(2) for decision in review.queue[index].decisions]
    assert [(decision.seconds, decision.keystrokes) for decision in made] == [(3.0, 1), (0.0, 0), (0.0, 0)]
    assert len({decision.made_at for decision in made}) == 1


def test_a_filter_asks_only_what_passes_and_an_order_the_worst_first() -> None:
    review = Session([document(TEXT)], check_picture)
    rules = [issue.rule for issue in review.asked(review.article)]
    assert rules == ["demo/dots", "demo/number", "demo/tail", "demo/twice", "demo/furniture"]
    assert review.reorder() == "asked by severity"
    assert [issue.rule for issue in review.asked(review.article)][:2] == ["demo/number", "demo/tail"]
    assert review.reorder() == "asked by impact"
    assert review.order is Order.IMPACT
    assert review.narrow(Filter(severity=Severity.MAJOR)) == "asked now: major and worse"
    assert review.issue is not None
    assert review.issue.rule == "demo/number"
    review.reject()
    assert review.issue.rule == "demo/tail"
    review.reject()
    assert review.finished
    assert review.left() == (0, 0)
    with pytest.raises(EditError, match="nothing is open with this filter: demo/tail, major and worse"):
        review.narrow(Filter(rule="demo/tail"))
    assert review.narrow(Filter()) == "asked now: all issues"
    assert review.left() == (3, 0)
    assert str(Filter(family="demo", severity=Severity.CRITICAL, confidence=0.8)) == "demo, critical, 80% sure and more"


def test_paragraphs_and_search_go_through_all_texts() -> None:
    review = session("One.\n\nbad two.\n\nThree.", "Four.\n\nodd five")
    seen = [(review.at, review.segment, bool(review.key))]
    while review.by_paragraph(1):
        seen.append((review.at, review.segment, bool(review.key)))
    assert seen == [(0, 1, True), (0, 2, False), (1, 0, False), (1, 1, True)]
    while review.by_paragraph(-1):
        pass
    assert (review.at, review.segment) == (0, 0)
    assert not review.previous()
    assert review.next()
    assert (review.at, review.segment) == (0, 1)
    assert review.search("FIVE")
    assert (review.at, review.segment, bool(review.key)) == (1, 1, True)
    assert review.search("three")
    assert (review.at, review.segment, review.key) == (0, 2, "")
    assert review.search("three")
    assert not review.search("zebra")


def test_only_a_few_articles_are_held_and_the_rest_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "KEPT", 3)
    review = session(*["bad odd"] * 12)
    assert review.queue.left() == (2, 11)
    assert review.queue.counts() == {Status.OPEN: 24}
    assert review.queue.left() == (24, 0)
    assert sum(review.queue.held(index) for index in range(12)) == 3
    for _ in range(24):
        review.accept(1) if review.issue and review.issue.suggestions else review.reject()
    assert review.finished
    assert reads(review) == ["good odd"] * 12
    for _ in range(24):
        review.undo()
    assert reads(review) == ["bad odd"] * 12


def test_texts_are_checked_ahead_and_never_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "FAR_QUIET_SECONDS", 0.0)
    checked: list[str] = []

    def slow(one: object) -> object:
        checked.append(one.id)  # type: ignore[attr-defined]
        time.sleep(0.002)
        return check(one)  # type: ignore[arg-type]

    review = session("bad", *["nothing"] * 20, "bad", *["odd"] * 10)
    review.patient = True
    thread = Ahead(review.queue, lambda: slow)  # type: ignore[arg-type, return-value]
    review.accept(1)
    assert review.waiting
    assert not review.finished
    thread.start(review.at)
    assert thread.alive
    wait(review.resume)
    assert review.at == 21
    wait(lambda: not review.left()[1])
    assert len(checked) >= 31
    for _ in range(11):
        review.reject()
    assert review.finished
    thread.stop()
    assert not thread.alive


def test_a_thread_that_cannot_check_leaves_it_to_the_review() -> None:
    def cannot() -> object:
        raise InputError("no glossary")

    review = session("bad", "bad")
    thread = Ahead(review.queue, cannot)  # type: ignore[arg-type]
    thread.start(0)
    wait(lambda: not thread.alive)
    review.accept(1)
    assert review.at == 1


def test_what_is_decided_meanwhile_is_not_overwritten_by_the_thread() -> None:
    review = session("bad", "bad odd", "odd")
    review.queue.sure(1)

    def meddling(one: object) -> object:
        if one.id == "text1":  # type: ignore[attr-defined]
            review.carry_out(dismiss_rule(review, "fake/odd").all())
        return check(one)  # type: ignore[arg-type]

    review.queue._forget(1)
    thread = Ahead(review.queue, lambda: meddling)  # type: ignore[arg-type, return-value]
    thread._prepare(1, meddling, keep=False)  # type: ignore[arg-type]
    assert review.queue.counts()[Status.IGNORED] == 2


def test_one_record_twice_is_decided_once() -> None:
    with Store(":memory:") as store:
        review = Session([document("bad", "same"), document("bad", "same"), document("odd")], check, store)
        review.accept(1)
        assert reads(review) == ["good", "good", "odd"]
        assert review.at == 2
        review.undo()
        assert reads(review) == ["bad", "bad", "odd"]


def test_another_text_is_gone_to_by_its_place() -> None:
    review = session("bad", "nothing", "One.\n\nodd")
    assert review.go_to_text(2)
    assert (review.at, review.segment) == (2, 1)
    assert not review.go_to_text(1)
    assert (review.at, review.segment, review.key) == (1, 0, "")
    assert review.next()
    assert review.at == 2
