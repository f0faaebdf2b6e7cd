"""The session without a screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanqih.apply import apply
from tanqih.document import Document
from tanqih.errors import EditError, TanqihError
from tanqih.issue import Verdict
from tanqih.review.rounds import Status, changes
from tanqih.review.session import Session
from tanqih.review.store import Store
from tanqih.review.wording import changed_pieces
from tests.review.fakes import check, document

Snapshot = tuple[list[str], list[dict[str, Status]], int]


def session(*texts: str, store: Store | None = None) -> Session:
    documents = [document(text, f"text{n}") for n, text in enumerate(texts)] or [document()]
    return Session(documents, check, store)


def reads(review: Session, index: int = 0) -> str:
    return review.queue[index].preview.text


def go_to(review: Session, rule: str) -> None:
    while review.issue and review.issue.rule != rule:
        review.next()


def test_accept_goes_on_and_shows_the_text_as_it_reads() -> None:
    review = session("A bad day, a bad night.")
    assert review.progress[2:5] == (1, 2, 2)
    review.accept(1)
    assert reads(review) == "A good day, a bad night."
    view = review.view
    assert view is not None
    assert view.segment.target[view.mark.start : view.mark.end] == "bad"
    assert view.segment.target == "A good day, a bad night."
    assert [option.after for option in view.options] == ["A good day, a odd night.", "A good day, a good night."]
    assert review.progress[2:5] == (2, 2, 1)


def test_an_overlapping_issue_is_settled_and_comes_back_with_undo() -> None:
    review = session("Go on.. bad")
    pair, dots, word = review.article.issues
    go_to(review, "fake/dots")
    review.accept(0)
    assert review.article.statuses() == {pair.key: Status.SETTLED, dots.key: Status.ACCEPTED, word.key: Status.OPEN}
    review.undo()
    assert review.issue == dots
    assert set(review.article.statuses().values()) == {Status.OPEN}


def test_a_decision_that_conflicts_is_refused_and_says_why() -> None:
    review = session("Go on.. bad")
    review.accept(0)  # fake/pair deletes the words and the dots
    review.previous()
    review.key = next(issue.key for issue in review.article.issues if issue.rule == "fake/dots")
    with pytest.raises(EditError, match="an earlier decision changed these words"):
        review.accept(0)
    with pytest.raises(EditError, match="an earlier decision"):
        review.edit("!")
    assert reads(review) == "Go  bad"


def test_a_decision_can_be_changed_by_going_back() -> None:
    review = session("A bad day.")
    review.accept(0)
    review.undo()
    review.accept(1)
    assert review.issue is None
    review.previous()
    review.reject()
    assert reads(review) == "A bad day."
    review.undo()
    assert reads(review) == "A good day."


def test_own_text_replaces_the_words_or_what_the_suggestion_covers() -> None:
    review = session("A bad day.")
    assert review.editable() == "bad"
    assert review.editable(1) == "good"
    with pytest.raises(EditError, match="reject the issue"):
        review.edit("bad")
    review.edit("splendid", 1)
    assert reads(review) == "A splendid day."
    assert review.article.decisions[0].verdict is Verdict.OWN_TEXT


def test_a_rewritten_paragraph_supersedes_its_decisions_and_is_checked_again() -> None:
    review = session("A bad day, a bad night..")
    review.accept(1)
    assert review.paragraph() == "A good day, a bad night.."
    review.rewrite("A bad day and night.")
    assert [d.verdict for d in review.article.round.decisions] == []
    assert reads(review) == "A bad day and night."
    assert review.progress.round == 2
    assert [issue.text for issue in review.article.issues] == ["bad"]
    review.undo()
    assert reads(review) == "A good day, a bad night.."
    assert review.progress.round == 1


def test_protected_text_cannot_be_rewritten() -> None:
    review = session("A bad link https://example.org/a here")
    with pytest.raises(EditError, match="protected"):
        review.rewrite("A link https://example.com/b here")
    review.rewrite("See the link https://example.org/a there")
    assert reads(review) == "See the link https://example.org/a there"


def test_a_further_round_asks_what_is_new_and_nothing_that_was_rejected() -> None:
    review = session("One bad, two bad, three..")
    review.reject()
    review.accept(0)  # "odd", which another rule flags
    go_to(review, "fake/pair")
    review.reject()
    review.reject()
    assert review.progress.round == 2
    assert [issue.text for issue in review.article.issues] == ["odd"]  # the first "bad" has other words around it now
    assert review.queue.notes == ["checked again after your edits: 1 new issue"]
    review.reject()
    assert review.issue is None
    assert review.article.counts() == {Status.REJECTED: 4, Status.ACCEPTED: 1}


def test_skip_leaves_open_and_the_end_offers_them_again() -> None:
    review = session("bad", "bad, bad")
    for _ in range(3):
        review.skip()
    assert review.issue is None
    assert review.queue.counts() == {Status.OPEN: 3}
    review.skip()
    assert (review.at, review.progress.number) == (0, 1)


def test_ignoring_a_rule_holds_in_this_text_only() -> None:
    review = session("bad bad odd", "bad")
    assert review.ignore_rule() == "ignored in this text: fake/word (2 open)"
    assert review.issue is not None
    assert review.issue.rule == "fake/odd"
    review.reject()
    assert (review.at, review.issue and review.issue.rule) == (1, "fake/word")
    review.undo()
    review.undo()
    assert review.queue[0].counts()[Status.OPEN] == 3


def test_previous_goes_back_through_the_queue() -> None:
    review = session("bad", "nothing", "bad")
    review.accept(1)
    assert review.at == 2
    assert review.previous()
    assert review.at == 0
    assert review.status is Status.ACCEPTED
    assert not review.previous()


def test_the_score_rises_with_what_is_decided() -> None:
    review = session("A bad day in a long text of more than ten words, bad indeed.")
    start = review.article.start_score
    assert review.article.score == start < 100
    review.accept(1)
    assert start < review.article.score < 100
    review.reject()
    assert review.article.score == 100


def test_effort_counts_keys_and_seconds_but_no_pauses() -> None:
    now = [0.0]
    review = Session([document("bad bad")], check, clock=lambda: now[0])

    def press(after: float) -> None:
        now[0] += after
        review.effort.press()

    press(2.0)
    press(500.0)  # a cup of tea
    review.accept(1)
    press(1.0)
    review.skip()
    review.skip()
    press(3.0)
    review.reject()
    first, second = review.article.decisions
    assert (first.seconds, first.keystrokes) == (62.0, 2)
    assert (second.seconds, second.keystrokes) == (4.0, 2)


def test_restart_goes_on_at_the_same_issue(tmp_path: Path) -> None:
    path = tmp_path / "review.db"
    with Store(path) as store:
        review = session("bad", "bad odd bad", store=store)
        review.accept(1)
        review.accept(1)
        review.skip()
        review.leave()
        key = review.key
    with Store(path) as store:
        review = session("bad", "bad odd bad", store=store)
        assert (review.at, review.key) == (1, key)
        review.undo()
        assert reads(review, 1) == "bad odd bad"
        review.undo()
        assert review.at == 0
        assert review.undo() == "nothing to undo"


def actions() -> st.SearchStrategy[tuple[str, int]]:
    names = "accept accept accept reject skip next previous edit rewrite ignore undo undo".split()
    return st.tuples(st.sampled_from(names), st.integers(0, 2))


def act(review: Session, name: str, number: int) -> None:
    texts = ("bad", "fine..", "")
    verbs: dict[str, Callable[[], object]] = {
        "accept": lambda: review.accept(number or None),
        "reject": review.reject,
        "skip": review.skip,
        "next": review.next,
        "previous": review.previous,
        "edit": lambda: review.edit(texts[number], None if number else 0),
        "rewrite": lambda: review.rewrite(f"{review.paragraph()} {texts[number]}".strip()),
        "ignore": review.ignore_rule,
        "undo": review.undo,
    }
    try:
        verbs[name]()
    except TanqihError:
        review.undo()  # what is refused changes nothing, so an undo takes back what was done before it


def snapshot(review: Session) -> Snapshot:
    articles = [review.queue[index] for index in range(len(review.queue))]
    return [a.preview.text for a in articles], [a.statuses() for a in articles], sum(len(a.rounds) for a in articles)


def by_hand(review: Session, index: int) -> Document:
    article = review.queue[index]
    made = article.document
    for one in article.rounds:
        made = apply(made, [edit for decision in one.held for edit in decision.edits])
    return made


@settings(max_examples=60)
@given(st.lists(actions(), max_size=25))
def test_any_sequence_previews_what_is_applied_and_undoes_to_the_start(steps: list[tuple[str, int]]) -> None:
    with Store(":memory:") as store:
        review = session("A bad start.. So on.", "bad odd, bad.. and https://example.org/..", store=store)
        start = snapshot(review)
        for name, number in steps:
            act(review, name, number)
            assert review.queue.previews() == [by_hand(review, index) for index in range(2)]
            assert (review.issue is not None) == bool(review.key)
        again = session("A bad start.. So on.", "bad odd, bad.. and https://example.org/..", store=store)
        assert snapshot(again) == snapshot(review)
        assert again.queue.notes == []
        while review.undo() != "nothing to undo":
            pass
        assert snapshot(review) == start


@settings(max_examples=60)
@given(st.lists(actions().filter(lambda step: step[0] != "undo"), max_size=15))
def test_undo_restores_exactly_what_was_before(steps: list[tuple[str, int]]) -> None:
    review = session("A bad start.. So on.", "bad odd, bad.. and on..")
    seen: list[Snapshot] = []
    for name, number in steps:
        before, group = snapshot(review), newest_group(review)
        act(review, name, number)
        if newest_group(review) > group:
            seen.append(before)
        elif newest_group(review) < group:
            seen.pop()
    for before in reversed(seen):
        review.undo()
        assert snapshot(review) == before


def newest_group(review: Session) -> int:
    return (review.queue.history.newest or (0, []))[0]


@given(st.text("ab .,", max_size=12), st.text("ab .,", max_size=12))
def test_changes_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    made = document(before or "x")
    start = made.segments[0].target if made.segments else ""
    if made.segments:
        assert apply(made, changes(0, start, after)).segments[0].target == after


@given(st.text("aB .,_", max_size=12), st.text("aB .,_", max_size=12), st.text("ab ", max_size=4), st.text("ab ", max_size=4))
def test_changed_pieces_hold_both_texts_in_whole_words(one: str, other: str, head: str, tail: str) -> None:
    before, after = f"{head}{one}{tail}", f"{head}{other}{tail}"
    pieces = changed_pieces(before, after)
    assert "".join(text for kind, text in pieces if kind != "insert") == before
    assert "".join(text for kind, text in pieces if kind != "delete") == after
    cuts = {len("".join(text for kind, text in pieces[:n] if kind != "insert")) for n in range(len(pieces))}
    assert not [at for at in cuts if at and re.fullmatch(r"\w\w", before[at - 1 : at + 1])]
