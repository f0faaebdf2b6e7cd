"""What can go wrong around a review: a clear message, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from tanqih.errors import InputError
from tanqih.review.opening import Opening, open_review
from tanqih.review.result import Result
from tanqih.review.store import Store
from tests.review.screens import STABLE, app, said, session
from tests.review.test_result import BROKEN

NOT_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(BROKEN)


def opened() -> Opening:
    return open_review(["a.txt"], STABLE)


def full(store: Store) -> None:
    """Let the store's disk be full."""
    pages = store.one("PRAGMA page_count")[0]
    store.one(f"PRAGMA max_page_count = {pages}")


async def test_a_full_disk_is_said_and_what_was_decided_is_kept() -> None:
    made = app()
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.press("a")
        full(session(pilot).queue.store)
        for text in ("x" * 9000, "y" * 9000):
            await pilot.press("e")
            pilot.app.screen.query_one("#own").load_text(text)  # type: ignore[attr-defined]
            await pilot.press("enter")
            if "full" in said(pilot):
                break
        assert "review store: database or disk is full; free some space; what was decided until now is kept" in said(
            pilot
        ).replace("\n", "")
        assert [d.rule for d in session(pilot).article.decisions] == ["punct/double-dot"]
        assert session(pilot).article.preview.text.startswith("The talks ended. No date")
    assert [d.rule for d in opened().session.article.decisions] == ["punct/double-dot"]


def test_a_disk_that_is_full_for_the_result_leaves_no_half_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = opened()
    opening.session.accept()

    def no_space(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        with pytest.raises(InputError, match=r"a\.txt: cannot be written \(No space left on device\)"):
            Result(opening, in_place=True).write()
    assert Path("a.txt").read_bytes() == BROKEN
    assert {path.name for path in Path().iterdir()} == {"a.txt", "state"}
    assert Result(opening, in_place=True).write()[0].line == "a.txt: written (1 edit)"


async def test_a_file_that_is_deleted_or_changed_under_the_review_is_said() -> None:
    made = app(in_place=True)
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.press("a")
        Path("a.txt").rename("b.txt")
        await pilot.press("w")
        assert "a.txt: is gone; put it back, or name an output with -o; the decisions are kept" in said(pilot)
        Path("a.txt").write_bytes(BROKEN + b"More.\r\n")
        await pilot.press("w")
        assert "a.txt: has changed on disk since it was read; open it again; the decisions are kept" in said(pilot)
        assert Path("a.txt").read_bytes() == BROKEN + b"More.\r\n"
        await pilot.press("r")
    Path("b.txt").replace("a.txt")
    assert len(opened().session.article.decisions) == 2


def test_a_store_that_cannot_be_written_is_an_error_at_once(tmp_path: Path) -> None:
    path = tmp_path / "review.db"
    Store(path).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    with Store(path) as store:
        store.one("PRAGMA query_only = ON")
        with pytest.raises(
            InputError, match="attempt to write a readonly database; make it writable, or name another with --store"
        ):
            store.claim(["a.txt"])


@NOT_ROOT
def test_read_only_files_and_folders() -> None:
    Path("a.txt").chmod(stat.S_IRUSR)
    with pytest.raises(InputError, match=r"a\.txt: is read-only; make it writable, or name an output with -o"):
        Result(opened(), in_place=True)
    Path("state/tanqih/review.db").chmod(stat.S_IRUSR)
    with pytest.raises(InputError, match="make it writable, or name another with --store"):
        opened()


def test_a_read_only_file_is_refused_before_the_review_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = opened()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match=r"a\.txt: is read-only"):
        Result(opening, in_place=True)
    assert Result(opening).targets() == ["a.edited.txt"]


def test_a_text_without_issues_or_words_is_no_problem() -> None:
    for content in (b"", b"\n\n", b"All is well.\n"):
        Path("a.txt").write_bytes(content)
        opening = opened()
        assert opening.session.finished
        assert opening.session.progress[2:5] == (0, 0, 0)
        assert Result(opening).write() == []


async def test_the_screen_of_an_empty_text() -> None:
    Path("a.txt").write_bytes(b"\n")
    async with app().run_test(size=(80, 24)) as pilot:
        for key in (
            "a",
            "r",
            "e",
            "E",
            "n",
            "p",
            "j",
            "k",
            "A",
            "X",
            "equals_sign",
            "g",
            "m",
            "o",
            "u",
            "U",
            "space",
            "d",
            "escape",
        ):
            await pilot.press(key)
            await pilot.pause()
        assert session(pilot).finished
        assert Path("a.txt").read_bytes() == b"\n"
