"""Nothing is lost: where the store is, two reviews of a file, a file that changes, moves or is overwritten by the review itself."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tanqih.errors import InputError
from tanqih.review.database import default_store
from tanqih.review.opening import Opening, open_review
from tanqih.review.result import Result
from tanqih.review.store import Store
from tests.review.screens import STABLE
from tests.review.test_result import BROKEN, MENDED
from tests.support import ROOT


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(BROKEN)


def opened(*paths: str | Path, claim: bool = False) -> Opening:
    return open_review(paths or ["a.txt"], STABLE, claim=claim)


def test_the_store_is_in_the_state_folder_unless_the_first_version_left_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert default_store() == tmp_path / "state" / "tanqih" / "review.db"
    monkeypatch.delenv("XDG_STATE_HOME")
    assert default_store().name == "review.db"
    assert default_store().parts[-2] == "tanqih"
    monkeypatch.setenv("XDG_STATE_HOME", "relative/is/ignored")
    assert default_store().is_absolute()
    Path(".tanqih").mkdir()
    Path(".tanqih/review.db").touch()
    assert default_store() == Path(".tanqih/review.db")


def test_a_file_is_known_from_any_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened().session.accept()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    again = open_review(["../../a.txt"], STABLE).session
    assert again.progress.left == 1
    assert again.article.document.id == "a.txt"


def test_files_of_one_name_in_two_folders_are_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened().session.accept()
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_bytes(BROKEN)
    monkeypatch.chdir(other)
    assert open_review(["a.txt"], STABLE).session.progress.left == 2


def test_a_file_that_was_moved_keeps_its_decisions_and_a_copy_has_none() -> None:
    opened().session.accept()
    shutil.copy("a.txt", "copy.txt")
    assert opened("copy.txt").session.progress.left == 2
    Path("elsewhere").mkdir()
    Path("a.txt").rename("elsewhere/b.txt")
    session = opened("elsewhere/b.txt").session
    assert session.progress.left == 1
    session.undo()
    assert session.progress.left == 2


def test_undo_leads_to_the_first_byte_also_after_the_file_was_overwritten() -> None:
    opening = opened()
    opening.session.accept()
    Result(opening, in_place=True).write()
    opening.session.accept()
    Result(opening, in_place=True).write()
    assert Path("a.txt").read_bytes() == MENDED
    again = opened()
    assert again.session.finished
    assert again.session.queue.notes == []
    assert [again.session.undo(), again.session.undo()] == ["undone: accept", "undone: accept"]
    Result(again, in_place=True).write()
    assert Path("a.txt").read_bytes() == BROKEN
    third = opened()
    assert [third.session.redo(), third.session.redo(), third.session.redo()] == ["redone: accept"] * 2 + ["nothing to redo"]
    Result(third, in_place=True).write()
    assert Path("a.txt").read_bytes() == MENDED


def test_a_file_changed_by_hand_after_it_was_overwritten_keeps_what_was_rejected() -> None:
    opening = opened()
    opening.session.accept()
    opening.session.reject()
    Result(opening, in_place=True).write()
    Path("a.txt").write_bytes(Path("a.txt").read_bytes() + b"The end came.. So it is.\r\n")
    session = opened().session
    assert [issue.text for issue in session.article.open_issues()] == [".."]


def test_backup_keeps_the_first_bytes() -> None:
    opening = opened()
    result = Result(opening, in_place=True, backup=True)
    opening.session.accept()
    result.write()
    opening.session.accept()
    result.write()
    assert Path("a.txt.bak").read_bytes() == BROKEN
    assert Path("a.txt").read_bytes() == MENDED


def test_what_no_longer_applies_is_listed() -> None:
    session = opened().session
    session.accept()
    session.reject()
    Path("a.txt").write_bytes(BROKEN.replace(b"The talks ended.. No", b"All is well. No"))
    queue = opened().session.queue
    assert queue.notes == ["a.txt has changed since it was reviewed: 1 of 2 decisions still hold"]
    assert [(one.document, one.entry.words) for one in queue.lost] == [("a.txt", "..")]
    assert opened().session.queue.lost == []


def test_a_second_review_of_a_file_is_told_who_has_it() -> None:
    first = opened(claim=True)
    with pytest.raises(
        InputError, match=rf"a\.txt: is under review already \(process {os.getpid()}, since \d\d:\d\d\); go on there"
    ):
        opened(claim=True)
    Path("link.txt").symlink_to("a.txt")
    with pytest.raises(InputError, match="under review already"):
        opened("link.txt", claim=True)
    Path("b.txt").write_bytes(BROKEN)
    opened("b.txt", claim=True).session.queue.store.close()
    opened(claim=False).session.queue.store.close()
    first.session.queue.store.close()
    opened(claim=True).session.queue.store.close()
    assert list(Path("state/tanqih/locks").iterdir()) == []


def test_a_killed_review_holds_nothing() -> None:
    script = (
        "import os, sys; from tests.review.test_keeping import opened; from pathlib import Path; os.chdir(sys.argv[1])\n"
        "opened(claim=True); os.kill(os.getpid(), 9)"
    )
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    done = subprocess.run([sys.executable, "-c", script, str(Path.cwd())], check=False, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode == -9
    with sqlite3.connect("state/tanqih/review.db") as database:
        assert database.execute("SELECT count(*) FROM claims").fetchone() == (1,)
    database.close()
    opened(claim=True).session.queue.store.close()
    assert list(Path("state/tanqih/locks").iterdir()) == []


def test_a_store_of_the_first_version_is_brought_up_to_date() -> None:
    Path(".tanqih").mkdir()
    database = sqlite3.connect(".tanqih/review.db")
    database.executescript((Path(__file__).parent / "store-1.sql").read_text(encoding="utf8"))
    database.close()
    opening = opened()
    assert opening.session.queue.store.path == ".tanqih/review.db"
    assert opening.session.progress.left == 1
    assert opening.session.article.decisions[0].typed == 0
    assert opening.session.undo() == "undone: accept"
    assert Path("a.edited.txt").exists() is False
    Result(opening).write()


def test_a_step_over_many_texts_is_one_step_also_for_a_review_of_one_of_them() -> None:
    Path("b.txt").write_bytes(BROKEN)
    from tanqih.review.bulk import accept_rule

    session = opened("a.txt", "b.txt").session
    assert session.carry_out(accept_rule(session, "punct/double-dot").all()) == "accepted punct/double-dot: 2 issues in 2 texts"
    one = opened("b.txt").session
    assert one.undo() == "undone: accept"
    both = opened("a.txt", "b.txt").session
    assert [both.queue[index].counts().total() for index in range(2)] == [2, 2]
    assert both.undo() == "undone: accept"
    assert both.redo() == "redone: a step in 2 texts"


def test_another_version_of_the_store_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    Store(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 3")
    database.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="a store of a newer tanqih"):
        open_review(["a.txt"], STABLE, store=path)
    assert path.read_bytes() == before
