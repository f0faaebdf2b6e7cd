"""What the store promises: nothing is lost, nobody is overwritten, strangers are refused."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tanqih.document import Span
from tanqih.errors import InputError
from tanqih.issue import Decision, Edit, Verdict
from tanqih.review.entry import Entry
from tanqih.review.session import Session
from tanqih.review.store import Store
from tests.review.fakes import check, document
from tests.support import ROOT


def entry(key: str = "k", text: str = "good") -> Entry:
    return Entry(Decision(key, Verdict.ACCEPT, (Edit(0, Span(0, 3), text),), choice=0, rule="fake/word"), 0, "bad", Span(0, 3))


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    code = f"import sys\nsys.path[:0] = [{str(ROOT / 'src')!r}, {str(ROOT)!r}]\n{textwrap.dedent(script)}"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_what_is_recorded_comes_back_also_from_lone_surrogates(tmp_path: Path) -> None:
    with Store(tmp_path / "review.db") as store:
        row = store.open(document("bad", "a\udcff")).row
        stored = store.record(row, [entry(text="\ud800\N{ARABIC COMMA}")])
    with Store(tmp_path / "review.db") as store:
        assert store.open(document("bad", "a\udcff")).row == row
        assert store.entries(row) == stored
        assert stored[0].decision.group == 1


def test_undo_is_a_row_of_its_own(tmp_path: Path) -> None:
    with Store(tmp_path / "review.db") as store:
        row = store.open(document("bad")).row
        store.record(row, [entry("a"), entry("b")])
        store.record(row, [entry("c")])
        assert store.history([row]).newest == (2, [row])
        store.undo([row], 2)
        store.undo([row], 1)
        assert store.entries(row) == []
        assert store.history([row]).newest is None
        store.redo([row], 1)
        assert [one.decision.key for one in store.entries(row)] == ["a", "b"]
        assert store.history([row]).next == (2, [row])
        assert store.record(row, [entry("d")])[0].decision.group == 3
        assert store.history([row]).next is None
    with sqlite3.connect(tmp_path / "review.db") as database:
        assert database.execute("SELECT count(*) FROM decisions").fetchone() == (7,)
    database.close()


def test_kill_9_loses_no_decision_that_was_shown(tmp_path: Path) -> None:
    script = """
        from tanqih.review.session import Session
        from tanqih.review.store import Store
        from tests.review.fakes import check, document
        review = Session([document("bad " * 200)], check, Store(sys.argv[1]))
        while review.issue:
            review.accept(1)
            print(review.progress.issues - review.progress.left, flush=True)
    """
    process = run(script, tmp_path / "review.db")
    assert process.stdout is not None
    shown = 0
    for line in process.stdout:
        shown = int(line)
        if shown == 7:
            process.send_signal(signal.SIGKILL)
            break
    shown = max([shown, *map(int, process.stdout.read().split())])
    process.wait()
    process.stdout.close()
    with Store(tmp_path / "review.db") as store:
        review = Session([document("bad " * 200)], check, store)
        made = len(review.article.decisions)
        assert shown <= made <= shown + 1
        assert review.article.preview.text.split() == ["good"] * made + ["bad"] * (200 - made)
        assert review.progress.number == made + 1


def test_two_processes_write_at_the_same_time(tmp_path: Path) -> None:
    script = """
        from tanqih.review.session import Session
        from tanqih.review.store import Store
        from tests.review.fakes import check, document
        review = Session([document("bad " * 15, sys.argv[2])], check, Store(sys.argv[1]))
        while review.issue:
            review.accept(1)
    """
    processes = [run(script, tmp_path / "new" / "review.db", name) for name in ("one", "two", "three")]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    with Store(tmp_path / "new" / "review.db") as store:
        review = Session([document("bad " * 15, name) for name in ("one", "two", "three")], check, store)
        assert review.queue.counts().total() == len([d for n in range(3) for d in review.queue[n].decisions]) == 45


def test_the_second_review_of_a_text_is_told_and_overwrites_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "review.db") as first, Store(tmp_path / "review.db") as second:
        one, two = Session([document("bad bad")], check, first), Session([document("bad bad")], check, second)
        one.accept(1)
        with pytest.raises(InputError, match="another review has decided on this text meanwhile; quit and open it again"):
            two.accept(0)
        assert two.article.preview.text == "bad bad"
    with Store(tmp_path / "review.db") as store:
        assert Session([document("bad bad")], check, store).article.preview.text == "good bad"


def test_a_locked_store_is_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "review.db"
    with Store(path, busy_seconds=0.05) as store:
        review = Session([document("bad")], check, store)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match="locked; close the other review"):
            review.accept(1)
        assert review.article.preview.text == "bad"
        other.execute("ROLLBACK")
        other.close()
        review.accept(1)
        assert review.article.preview.text == "good"


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "review.db"
    Store(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(InputError, match=r"newer tanqih \(version 99, this one reads 2\); upgrade tanqih"):
        Store(path)


def test_strangers_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("This is no database at all, but it is long enough to look at.\n" * 20)
    with pytest.raises(InputError, match="not a database"):
        Store(tmp_path / "text.db")
    database = sqlite3.connect(tmp_path / "other.db")
    database.execute("CREATE TABLE something(a)")
    database.close()
    with pytest.raises(InputError, match="a database of something else"):
        Store(tmp_path / "other.db")
    with pytest.raises(InputError, match="review store"):
        Store(tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / ".tanqih").write_text("a file")
    with pytest.raises(InputError, match="name another with --store"):
        Store(tmp_path / ".tanqih" / "review.db")


def test_the_default_folder_hides_itself_from_git(tmp_path: Path) -> None:
    Store(tmp_path / ".tanqih" / "review.db").close()
    assert (tmp_path / ".tanqih" / ".gitignore").read_text() == "*\n"
    Store(tmp_path / "mine" / "review.db").close()
    assert not (tmp_path / "mine" / ".gitignore").exists()


def test_a_changed_text_keeps_the_decisions_that_still_match() -> None:
    with Store(":memory:") as store:
        review = Session([document("Words before a bad day.\n\nA bad night here.\n\nIt is the last bad one.")], check, store)
        review.accept(1)
        review.reject()
        review.edit("worst")
        assert review.article.preview.text == "Words before a good day.\n\nA bad night here.\n\nIt is the last worst one."
        changed = "New.\n\nWords before a bad day.\n\nA bad night here and there.\n\nLonger now. It is the last bad one."
        review = Session([document(changed)], check, store)
        assert review.queue.notes == ["story has changed since it was reviewed: 2 of 3 decisions still hold"]
        expected = "New.\n\nWords before a good day.\n\nA bad night here and there.\n\nLonger now. It is the last worst one."
        assert review.article.preview.text == expected
        assert [issue.text for issue in review.article.open_issues()] == ["bad"]
        again = Session([document(changed)], check, store)
        assert again.queue.notes == []
        assert again.article.preview.text == expected
        again.undo()
        assert again.article.preview.text == expected.replace("worst", "bad")


def test_a_rewritten_paragraph_and_an_ignored_rule_are_carried_over() -> None:
    with Store(":memory:") as store:
        review = Session([document("A bad day.\n\nAn odd and bad night.\n\nodd")], check, store)
        review.rewrite("A day.")
        review.ignore_rule()
        review = Session([document("First.\n\nA bad day.\n\nAn odd and bad night.\n\nodd, odd")], check, store)
        assert review.article.preview.text == "First.\n\nA day.\n\nAn odd and bad night.\n\nodd, odd"
        assert [issue.rule for issue in review.article.open_issues()] == ["fake/word"]
