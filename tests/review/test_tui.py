"""What the review screen shows, and that nothing of a text reaches the terminal raw."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from tanqih.config import Config, merged
from tanqih.document import Span
from tanqih.review.marks import Marks
from tanqih.review.tui.app import run
from tanqih.review.tui.article import ArticleView
from tanqih.review.tui.dialogs import Page, Question
from tanqih.review.tui.editor import OwnText
from tanqih.review.tui.panels import Heading, KeyBar, Notice
from tanqih.review.tui.summary import Summary
from tanqih.review.tui.upcoming import Upcoming
from tanqih.review.tui.widgets import After, IssuePanel
from tests.review.screens import STABLE, app, review, rows, said, session, shown

TEXT = "The talks ended.. No date was set.\n\nA bridge\N{ARABIC COMMA} the only one, is closed.\n\nThe minister left. ” She said nothing.\n"
ARABIC = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH} \N{ARABIC LETTER DAL}"
SIZES = [(80, 24), (120, 40), (200, 50)]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf8")


@pytest.mark.parametrize("size", SIZES)
async def test_every_part_has_its_place_and_fits(size: tuple[int, int]) -> None:
    async with app(source=f"{ARABIC}\n\n{ARABIC}\n\n{ARABIC}").run_test(size=size) as pilot:
        await pilot.pause()
        assert "a.txt" in shown(pilot, Heading)
        assert "issue 1 of 3" in shown(pilot, Heading)
        assert "3 left" in shown(pilot, Heading)
        text = shown(pilot, ArticleView)
        assert "The talks ended\N{RIGHT HALF BLOCK}..\N{LEFT HALF BLOCK} No date was set." in text
        assert "A bridge~\N{ARABIC COMMA} the only one" in text
        assert "~ minor" in text
        panel = shown(pilot, IssuePanel)
        assert "Two full stops" in panel
        assert "talks ended.[.] No date" in panel
        assert "facts kept" in panel
        assert "The talks ended. No date was set." in shown(pilot, After)
        parts: list[type[Widget]] = [
            Heading,
            ArticleView,
            IssuePanel,
            After,
            Notice,
            KeyBar,
            *([Upcoming] if size[0] >= 150 else []),
        ]
        for kind in parts:
            widget = review(pilot).query_one(kind)
            lines = shown(pilot, kind).split("\n")
            assert len(lines) <= widget.content_size.height
            assert max(map(len, lines)) <= widget.content_size.width
        assert review(pilot).query_one(KeyBar).region.bottom == size[1]
        assert "a accept  1-9 choose  r reject" in rows(pilot)[-1 if size[1] < 32 else -2]
        assert "? help" in rows(pilot)[-1]


async def test_the_arabic_stands_beside_the_english_or_below_it() -> None:
    for width, beside in ((80, False), (90, True), (160, True)):
        async with app(source=f"{ARABIC}\n\n{ARABIC}\n\n{ARABIC}").run_test(size=(width, 30)) as pilot:
            await pilot.pause()
            lines = [line.rstrip() for line in shown(pilot, ArticleView).split("\n")]
            found = [line for line in lines if "\N{ARABIC LETTER DAL ISOLATED FORM}" in line]
            assert len(found) == (3 if beside else 1)
            assert ("The talks ended" in found[0]) == beside
            await pilot.press("t")
            assert "\N{ARABIC LETTER DAL ISOLATED FORM}" not in shown(pilot, ArticleView)


async def test_hidden_characters_are_shown_visibly() -> None:
    Path("a.txt").write_text("A \x1b[31m\N{RIGHT-TO-LEFT OVERRIDE}end.. Here [bold]it[/bold] is.\n", encoding="utf8")
    async with app(source="\x1b\N{RIGHT-TO-LEFT OVERRIDE}").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        whole = "".join(rows(pilot))
        assert "\x1b" not in whole
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in whole
        assert "U+202E" in whole
        assert "[bold]it[/bold]" in whole


async def test_the_words_of_the_source_are_marked_when_they_are_known() -> None:
    made = app(source=f"{ARABIC}\n\n{ARABIC}\n\n{ARABIC}")
    article = made.session.article
    issue = article.issues[0]
    object.__setattr__(issue, "source_span", Span(4, 5))
    async with made.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        line = next(line for line in rows(pilot) if "The talks" in line)
        dal = "\N{ARABIC LETTER DAL ISOLATED FORM}"
        assert f"\N{RIGHT HALF BLOCK}{dal}\N{LEFT HALF BLOCK}" in line
    assert Marks(article, issue.key, 0).paragraph(0).source == Span(4, 5)


async def test_a_paragraph_without_an_issue_can_be_edited() -> None:
    Path("a.txt").write_text("It ended.. So.\n\nNothing is wrong here.\n", encoding="utf8")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        assert "no open issue" in str(review(pilot).query_one(IssuePanel).border_title)
        assert "0 of 1 done" in shown(pilot, Heading)
        assert "E paragraph" in shown(pilot, KeyBar)
        assert "accept" not in shown(pilot, KeyBar)
        await pilot.press("E", "end", "!", "enter")
        assert session(pilot).article.preview.segments[-1].target == "Nothing is wrong here.!"
        assert "the paragraph is rewritten" in said(pilot)


async def test_a_deleted_paragraph_can_be_gone_back_to() -> None:
    Path("a.txt").write_text("It ended.. So.\n\nSubscribe to our channel\n", encoding="utf8")
    config = merged(STABLE, select=("boilerplate/share-follow", "punct/double-dot"))
    async with app(config=config).run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "a")
        assert [one.target for one in session(pilot).article.preview.segments] == ["It ended. So.", ""]
        await pilot.press("p")
        assert "Subscribe to our channel" in shown(pilot, ArticleView)
        assert "accepted" in str(review(pilot).query_one(IssuePanel).border_title)


async def test_too_small_a_window_says_so_and_loses_nothing() -> None:
    async with app().run_test(size=(50, 12)) as pilot:
        await pilot.pause()
        assert "This window has 50 columns and 12 rows." in rows(pilot)[1]
        assert not any("talks" in row for row in rows(pilot))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "The talks ended" in shown(pilot, ArticleView)
        assert "This window" not in "".join(rows(pilot))


async def test_quit_asks_before_it_writes() -> None:
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "q")
        assert isinstance(pilot.app.screen, Question)
        await pilot.press("escape", "q", "s")
        assert not Path("a.edited.txt").exists()
        await pilot.press("q", "d")
    assert made.return_value == ["not written; what you decided is kept"]
    assert not Path("a.edited.txt").exists()
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        assert "issue 2 of 3" in shown(pilot, Heading)
        await pilot.press("ctrl+q", "enter")
    assert made.return_value == ["a.edited.txt: written (1 edit)"]
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
    assert made.return_value == ["a.edited.txt: up to date (1 edit)"]


async def test_a_result_that_cannot_be_written_is_said_and_the_screen_stays() -> None:
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        Path("a.edited.txt").mkdir()
        await pilot.press("a", "w")
        assert said(pilot).startswith("! a.edited.txt: ")
        await pilot.press("q", "enter")
        await pilot.pause()
        assert "Your decisions are kept." in "".join(rows(pilot))
        await pilot.press("d")
    assert made.return_value == ["not written; what you decided is kept"]


async def test_the_end_says_what_became_of_everything() -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "enter", "r")
        summary = shown(pilot, Summary)
        assert "Everything is decided" in summary
        assert "a.edited.txt" in summary
        assert "3 of 3 done" in shown(pilot, Heading)
        assert "skip" in shown(pilot, KeyBar)
        assert "accept" not in shown(pilot, KeyBar)
        await pilot.press("a")
        assert "! there is no issue to decide" in said(pilot)
        await pilot.press("u")
        assert "issue 3 of 3" in shown(pilot, Heading)


async def test_the_same_keys_do_nothing_else_while_a_text_is_written() -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        field = review(pilot).query_one(OwnText)
        assert field.text == "."
        await pilot.press("a", "u", "q")
        assert field.text == ".auq"
        await pilot.click(KeyBar, offset=(2, 0))
        assert session(pilot).article.decisions == []
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, Page)
        await pilot.press("escape", "escape")
        assert not field.display
        assert session(pilot).article.decisions == []


async def test_a_conflicting_paragraph_stays_in_the_field() -> None:
    Path("a.txt").write_text("It ended.. See https://example.org/a here.\n", encoding="utf8")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("E", "f7", "x", "enter")
        assert "protected" in said(pilot)
        assert review(pilot).query_one(OwnText).text == "x"


def test_without_a_terminal_the_report_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["a.txt"], STABLE) == 0
    out = capsys.readouterr().out
    assert "punct/double-dot" in out
    assert "3 issues" in out
    assert "tanqih review a.txt opens the review screen" in out
    assert not Path("state").exists()


async def test_clicks_on_an_issue_a_suggestion_and_a_key() -> None:
    config = Config(select=("punct/double-dot", "punct/arabic-marks"), prefilter="re", theme="light")
    Path("a.txt").write_text("Talks .. Mediators speak\n\nIt ended.. So. A bridge\N{ARABIC COMMA} closed.\n", encoding="utf8")
    async with app(config=config).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = shown(pilot, ArticleView).split("\n")
        y = next(at for at, line in enumerate(lines) if "bridge" in line)
        await pilot.click(ArticleView, offset=(lines[y].index("~\N{ARABIC COMMA}"), y))
        assert session(pilot).issue is not None
        assert session(pilot).issue.rule == "punct/arabic-marks"  # type: ignore[union-attr]
        await pilot.click(ArticleView, offset=(3, 0))
        first = session(pilot).issue
        assert first is not None
        assert first.segment == 0
        lines = shown(pilot, IssuePanel).split("\n")
        y = next(at for at, line in enumerate(lines) if " 2 " in line)
        await pilot.click(IssuePanel, offset=(8, y + 1))
        assert review(pilot).place == 1
        await pilot.click(KeyBar, offset=(2, 0))
        assert session(pilot).article.decisions[0].choice == 1


async def test_ctrl_c_tells_how_to_quit_and_a_quit_without_decisions_says_nothing() -> None:
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
        assert "q quits" in said(pilot)
        await pilot.press("q")
    assert made.return_value == []
