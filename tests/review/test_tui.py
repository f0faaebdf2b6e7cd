"""The screen, driven by keys without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget

from tanqih.review.opening import open_review
from tanqih.review.result import Result
from tanqih.review.session import Session
from tanqih.review.tui.app import ReviewApp, run
from tanqih.review.tui.editor import OwnText
from tanqih.review.tui.panels import Heading, KeyBar, Notice
from tanqih.review.tui.screen import ReviewScreen
from tanqih.review.tui.summary import Help, Summary
from tanqih.review.tui.widgets import After, IssuePanel, Paragraphs
from tests.review.test_result import STABLE

TEXT = "The talks ended.. No date was set.\n\nA bridge\N{ARABIC COMMA} the only one, is closed.\n\nThe minister left. ” She said nothing.\n"
SIZES = [(80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf8")


def app() -> ReviewApp:
    opening = open_review(["a.txt"], STABLE)
    return ReviewApp(opening.session, Result(opening))


def shown(pilot: Pilot[list[str]], kind: type[Widget]) -> str:
    content = pilot.app.screen_stack[1].query_one(kind).render()
    assert isinstance(content, Content)
    return content.plain


def session(pilot: Pilot[list[str]]) -> Session:
    screen = pilot.app.screen_stack[1]
    assert isinstance(screen, ReviewScreen)
    return screen.session


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_screen_shows(size: tuple[int, int]) -> None:
    async with app().run_test(size=size) as pilot:
        await pilot.pause()
        assert "a.txt" in shown(pilot, Heading)
        assert "issue 1 of 3" in shown(pilot, Heading)
        assert "The talks ended\N{RIGHT HALF BLOCK}..\N{LEFT HALF BLOCK} No date was set." in shown(pilot, Paragraphs)
        assert "A bridge" in shown(pilot, Paragraphs)
        panel = shown(pilot, IssuePanel)
        assert "Two full stops" in panel
        assert "talks ended.[.] No date" in panel
        assert "safe" in panel
        assert "facts kept" in panel
        assert "The talks ended. No date was set." in shown(pilot, After)
        assert (
            shown(pilot, KeyBar).split()
            == (
                "a accept 1-9 pick r reject e edit s skip b back u undo i ignore w save q quit ?"
                if size[0] == 80
                else "a accept 1-9 choose r reject e edit s skip b back u undo i ignore w save q quit ? help"
            ).split()
        )
        for kind in (Heading, Paragraphs, IssuePanel, After, Notice, KeyBar):
            widget = pilot.app.screen_stack[1].query_one(kind)
            lines = shown(pilot, kind).split("\n")
            assert len(lines) <= widget.content_size.height
            assert max(map(len, lines)) <= widget.content_size.width
        assert pilot.app.screen.query_one(KeyBar).region.bottom == size[1]


async def test_accept_reject_undo_and_save_to_the_end() -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        assert "issue 2 of 3" in shown(pilot, Heading)
        assert "accepted: keep one" in shown(pilot, Notice)
        await pilot.press("enter", "r")
        assert "Everything is decided" in shown(pilot, Summary)
        assert "a.edited.txt" in shown(pilot, Summary)
        assert "3 of 3 done" in shown(pilot, Heading)
        await pilot.press("u")
        assert "issue 3 of 3" in shown(pilot, Heading)
        assert "undone: reject" in shown(pilot, Notice)
        await pilot.press("b")
        assert "accepted" in str(pilot.app.screen.query_one(IssuePanel).border_title)
        await pilot.press("w")
        assert "a.edited.txt: written (2 edits)" in shown(pilot, Notice)
    written = Path("a.edited.txt").read_text(encoding="utf8")
    assert written == TEXT.replace("..", ".").replace("\N{ARABIC COMMA}", ",")


async def test_edit_the_words_and_the_paragraph() -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        editor = pilot.app.screen.query_one(OwnText)
        assert editor.text == "."
        await pilot.press("backspace", "exclamation_mark", "a", "enter")
        assert session(pilot).article.preview.segments[0].target == "The talks ended!a No date was set."
        assert not editor.display
        await pilot.press("E", "q", "escape")
        assert session(pilot).article.preview.segments[1].target.startswith("A bridge\N{ARABIC COMMA}")
        await pilot.press("E", "home", *("delete",) * 2, "B", "enter")
        assert session(pilot).article.preview.segments[1].target.startswith("Bbridge\N{ARABIC COMMA}")
        assert session(pilot).article.decisions[0].keystrokes == 5


async def test_choosing_skipping_ignoring_and_what_is_refused() -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        assert "! there is no suggestion 4 here" in shown(pilot, Notice)
        await pilot.press("1", "down", "s", "i", "b", "b")
        assert "issue 1 of 3" in shown(pilot, Heading)
        await pilot.press("b")
        assert "first issue" in shown(pilot, Notice)
        await pilot.press("s", "s")
        assert "2 skipped, everything else is decided" in shown(pilot, Summary)
        await pilot.press("a")
        assert "! there is no issue to decide" in shown(pilot, Notice)
        await pilot.press("s")
        assert "issue 1 of 3" in shown(pilot, Heading)


async def test_help_opens_and_closes() -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, Help)
        await pilot.press("escape", "a")
        assert "issue 2 of 3" in shown(pilot, Heading)


async def test_quit_and_resume_at_the_same_issue() -> None:
    first = app()
    async with first.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "s", "q")
    assert first.return_value == ["a.edited.txt: written (1 edit)"]
    second = app()
    async with second.run_test(size=(80, 24)) as pilot:
        assert "issue 3 of 3" in shown(pilot, Heading)
        await pilot.press("r", "a", "ctrl+q")
    assert second.return_value == ["a.edited.txt: written (2 edits)"]


async def test_a_result_that_cannot_be_written_keeps_the_screen_open_once() -> None:
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        Path("a.edited.txt").mkdir()
        await pilot.press("a", "q")
        assert "q again quits" in shown(pilot, Notice)
        await pilot.press("q")
    assert made.return_value
    assert made.return_value[0].startswith("not written: a.edited.txt")


async def test_a_click_chooses_and_the_keys_can_be_clicked() -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.click(KeyBar, offset=(3, 0))
        assert "issue 2 of 3" in shown(pilot, Heading)
        await pilot.click(IssuePanel, offset=(8, 3))
        assert "issue 2 of 3" in shown(pilot, Heading)


async def test_hidden_characters_and_arabic_are_shown_visibly() -> None:
    Path("a.txt").write_text("A \x1b[31m\N{RIGHT-TO-LEFT OVERRIDE}end.. Here [bold]it[/bold] is.\n", encoding="utf8")
    arabic = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH}"
    opening = open_review(["a.txt"], STABLE, source=arabic)
    async with ReviewApp(opening.session, Result(opening)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = shown(pilot, Paragraphs)
        assert "\x1b" not in text
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text
        assert "U+202E" in text
        assert "[bold]it[/bold]" in text
        assert [line for line in text.split("\n") if line.endswith(arabic)] == [arabic.rjust(78)]


def test_without_a_terminal_the_report_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["a.txt"], STABLE) == 0
    out = capsys.readouterr().out
    assert "punct/double-dot" in out
    assert "3 issues" in out
    assert "tanqih review a.txt opens the review screen" in out
    assert not Path(".tanqih").exists()
