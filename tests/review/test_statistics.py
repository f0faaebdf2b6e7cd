"""The effort log: what is measured, what a store's log says about the work, and that looking changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.document import Document
from tanqih.errors import InputError
from tanqih.issue import Decision, Verdict
from tanqih.review.effort import Effort
from tanqih.review.entry import Entry
from tanqih.review.log import Name, versions_of
from tanqih.review.session import Session
from tanqih.review.snapshot import snapshot
from tanqih.review.statistics import Statistics, edit_rate, measure, spelt_time, word_edits
from tanqih.review.store import Store

from .fakes import TEXT, check, document

STORY = Name("", "story")


class Clock:
    """Goes on only when it is told to; noon of the first of March is zero."""

    start = datetime(2026, 3, 1, 12).timestamp()

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> float:
        return self.start + self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "review.db") as kept:
        yield kept


def unplaced(text: str = TEXT, name: str = "story") -> Document:
    """A document without a path: its name is its id alone."""
    made = document(text, name)
    return Document(made.id, made.segments)


def session(store: Store, clock: Clock, *documents: Document, private: bool = False) -> Session:
    review = Session(documents or [unplaced()], check, store, private=private)
    review.effort = Effort(clock, now=clock.now, private=private)
    review.effort.look(review.key)
    return review


def work(review: Session, clock: Clock, verb: str, *arguments: str, seconds: float = 10.0, typed: int = 0) -> None:
    """Look at the issue for some seconds, press a key (or type), decide."""
    clock.seconds += seconds
    review.effort.press(typed)
    getattr(review, verb)(*arguments)


def counted(store: Store, *documents: Document, since: float | None = None) -> Statistics:
    texts = {Name("", one.id): one for one in documents or [unplaced()]}
    with snapshot(store.path) as copy:
        return measure(copy, texts, since=since)


def test_time_keys_and_characters_go_to_the_issue_on_the_screen(clock: Clock) -> None:
    effort = Effort(clock, now=clock.now)
    effort.look("a")
    clock.seconds += 5
    effort.press()
    effort.look("b")
    clock.seconds += 500  # a pause: a minute of it counts
    effort.press(typed=1)
    effort.press(typed=1)
    effort.look("a")
    clock.seconds += 2
    assert effort.take("a")[1:] == (7.0, 1, 0)
    assert effort.take("b") == (clock.now(), 60.0, 2, 2)
    assert effort.take("b")[1:] == (0.0, 0, 0)


def test_a_private_review_keeps_its_decisions_and_nothing_else(store: Store, clock: Clock) -> None:
    review = session(store, clock, private=True)
    work(review, clock, "accept", typed=3)
    work(review, clock, "reject")
    found = counted(store)
    assert [made.decision.verdict for made in found.decisions] == [Verdict.ACCEPT, Verdict.REJECT]
    assert {made.decision.made_at for made in found.decisions} == {0.0}
    (work_done,) = found.documents
    assert (work_done.decided, work_done.seconds, work_done.keystrokes, work_done.typed) == (2, 0.0, 0, 0)
    assert work_done.words_per_hour is None
    assert found.days == []


def test_the_work_on_a_document(store: Store, clock: Clock) -> None:
    review = session(store, clock)
    work(review, clock, "accept")
    work(review, clock, "edit", "fine", typed=4, seconds=20)
    (done,) = counted(store).documents
    assert (done.name, done.words, done.decided, done.withdrawn) == (STORY, 23, 2, 0)
    assert (done.seconds, done.keystrokes, done.typed) == (30.0, 2, 4)
    assert done.words_seen == len(TEXT.split("\n\n")[0].split()) == 6
    assert done.words_per_hour == pytest.approx(6 / 30 * 3600)
    before, after = TEXT.split(), review.article.preview.text.split()
    assert done.edit_rate == pytest.approx(sum(a != b for a, b in zip(before, after, strict=True)) / len(after))


def test_an_undone_decision_was_work_but_is_no_verdict(store: Store, clock: Clock) -> None:
    review = session(store, clock)
    work(review, clock, "accept")
    review.undo()
    work(review, clock, "reject", seconds=5)
    found = counted(store)
    (done,) = found.documents
    assert (done.decided, done.withdrawn, done.seconds, done.keystrokes) == (1, 1, 15.0, 2)
    assert done.edit_rate == 0.0
    (rule,) = found.rules
    assert (rule.accepted, rule.rejected, rule.accept_rate) == (0, 1, 0.0)


def test_a_later_decision_on_the_same_issue_takes_the_place_of_the_first(store: Store, clock: Clock) -> None:
    review = session(store, clock)
    work(review, clock, "accept")
    review.previous()
    work(review, clock, "reject")
    (done,) = counted(store).documents
    assert (done.decided, done.withdrawn, done.seconds) == (1, 1, 20.0)


def test_verdicts_by_rule(store: Store, clock: Clock) -> None:
    review = session(store, clock)
    while review.issue:
        verb = {"fake/dots": "accept", "fake/pair": "reject", "fake/odd": "reject"}.get(review.issue.rule, "ignore_rule")
        work(review, clock, verb)
    rules = {rule.rule: rule for rule in counted(store).rules}
    dots, word = rules["fake/dots"], rules["fake/word"]
    assert (dots.accepted, dots.first, dots.rejected) == (dots.decided, dots.decided, 0)
    assert dots.accept_rate == 1.0
    assert (word.ignored, word.decided, word.accept_rate) == (1, 1, 0.0)


def test_days_and_since(store: Store, clock: Clock) -> None:
    review = session(store, clock)
    work(review, clock, "accept")
    clock.seconds += 86_400
    work(review, clock, "reject")
    work(review, clock, "reject")
    found = counted(store)
    assert [(day.day, day.decided) for day in found.days] == [("2026-03-01", 1), ("2026-03-02", 2)]
    later = counted(store, since=Clock.start + 3600)
    assert [(day.day, day.decided) for day in later.days] == [("2026-03-02", 2)]
    (done,) = later.documents
    assert (done.decided, done.keystrokes) == (2, 2)
    everything = found.documents[0]
    assert everything.words_seen is not None
    assert done.words_seen is not None
    assert done.words_seen <= everything.words_seen
    assert counted(store, since=Clock.start + 10 * 86_400) == Statistics()


def test_a_decision_that_another_version_took_over_counts_once(store: Store, clock: Clock) -> None:
    work(session(store, clock), clock, "accept")
    changed = unplaced(TEXT + "\n\nA new end.")
    again = session(store, clock, changed)
    work(again, clock, "reject")
    found = counted(store, changed)
    assert [made.decision.verdict for made in found.decisions] == [Verdict.ACCEPT, Verdict.REJECT]
    (done,) = found.documents
    assert (done.seconds, done.words) == (20.0, len(changed.text.split()))
    assert done.edit_rate == pytest.approx(1 / len(changed.text.split()))


def test_what_is_kept_for_a_written_text_is_nobodys_decision(store: Store, clock: Clock) -> None:
    review = session(store, clock)
    work(review, clock, "accept")
    work(review, clock, "reject")
    review.queue.keep_rejections(0, review.article.preview)
    assert sum(len(versions) for versions in versions_of(store).values()) == 2
    found = counted(store)
    assert [made.decision.verdict for made in found.decisions] == [Verdict.ACCEPT, Verdict.REJECT]


def test_a_rule_that_was_ignored_everywhere_counts_in_every_text(store: Store, clock: Clock) -> None:
    review = session(store, clock, unplaced(), unplaced(name="other"), private=True)
    everywhere = Entry(Decision("", Verdict.IGNORE_RULE, rule="fake/dots"))
    review.queue.record_all({0: [everywhere], 1: [everywhere]}, {})
    (rule,) = counted(store).rules
    assert (rule.rule, rule.ignored, rule.decided) == ("fake/dots", 2, 2)


def test_a_text_that_is_gone_or_another_has_no_word_figures(store: Store, clock: Clock) -> None:
    work(session(store, clock), clock, "accept")
    for texts in ({}, {STORY: unplaced("Something else.")}):
        with snapshot(store.path) as copy:
            (done,) = measure(copy, texts).documents
        assert (done.words, done.words_seen, done.edit_rate, done.words_per_hour) == (None, None, None, None)
        assert done.seconds == 10.0


def test_only_some_documents(store: Store, clock: Clock) -> None:
    for name in ("story", "other"):
        work(session(store, clock, unplaced(name=name)), clock, "accept")
    with snapshot(store.path) as copy:
        found = measure(copy, {}, only=[Name("", "other"), Name("", "unknown")])
    assert [done.name.document for done in found.documents] == ["other"]


def distance(one: list[str], other: list[str]) -> int:
    """The textbook's table."""
    row = list(range(len(other) + 1))
    for i, word in enumerate(one, 1):
        row, old = [i], row
        for j, against in enumerate(other, 1):
            row.append(min(old[j] + 1, row[-1] + 1, old[j - 1] + (word != against)))
    return row[-1]


WORDS = st.lists(st.sampled_from(["a", "b", "A", "a."]), max_size=7).map(" ".join)


@given(WORDS, WORDS)
def test_word_edits_are_the_fewest_there_can_be(one: str, other: str) -> None:
    before, after = document(one), document(other)
    if len(before.segments) == len(after.segments):
        assert word_edits(before, after) == (distance(one.split(), other.split()), len(other.split()))


def test_a_moved_phrase_is_no_shift() -> None:
    assert word_edits(document("a b c d"), document("c d a b")) == (4, 4)
    assert edit_rate(document("a b c d"), document("a b c d")) == 0.0


def test_spelt_time() -> None:
    assert [spelt_time(seconds) for seconds in (0, 7, 845, 3909)] == ["\N{EN DASH}", "0:07", "14:05", "1:05:09"]


def test_looking_changes_nothing(store: Store, clock: Clock) -> None:
    review = session(store, clock)
    work(review, clock, "accept")
    before = list(store.all("SELECT * FROM documents")), list(store.all("SELECT * FROM decisions"))
    with snapshot(store.path) as copy:
        Session([unplaced(TEXT + "\n\nMore..")], check, copy).accept()
    assert (list(store.all("SELECT * FROM documents")), list(store.all("SELECT * FROM decisions"))) == before


def test_a_store_that_is_none_is_an_error_that_names_it(tmp_path: Path) -> None:
    for name, content in (("text.db", b"no database at all, but a text that is long enough to look at"), ("none.db", None)):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(InputError, match=rf"^{path}: "), snapshot(path):
            pass
    newer = tmp_path / "newer.db"
    with closing(sqlite3.connect(newer)) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match=rf"^{newer}: a store of a newer tanqih"), snapshot(newer):
        pass
    assert not (tmp_path / "none.db").exists()
