"""Every action of the table: by each of its keys, from the palette, in the help; and keys of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from tanqih.config import Config, load_file, merged
from tanqih.errors import ConfigError
from tanqih.issue import Severity, Verdict
from tanqih.review.actions import ACTIONS, BY_NAME, keymap, table
from tanqih.review.asking import Filter, Order
from tanqih.review.tui.article import ArticleView
from tanqih.review.tui.dialogs import Ask, Page, Pick, Question
from tanqih.review.tui.editor import OwnText
from tanqih.review.tui.moving import Jump
from tests.review.screens import STABLE, ArticlePilot, app, review, rows, said, session, shown
from tests.support import ROOT

TEXT = """The talks .. Mediators speak

It ended.. No date was set. It broke.. Then it went on.

A bridge\N{ARABIC COMMA} the only one, is closed.
"""
Expectation = Callable[[ArticlePilot], bool]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf8")


def decided(pilot: ArticlePilot) -> list[Verdict]:
    return [decision.verdict for decision in session(pilot).article.decisions]


def number(pilot: ArticlePilot) -> int:
    return session(pilot).progress.number


def window(kind: type) -> Expectation:
    return lambda pilot: isinstance(pilot.app.screen, kind)


EXPECTED: dict[str, tuple[tuple[str, ...], tuple[str, ...], Expectation]] = {
    "accept": ((), (), lambda p: decided(p) == [Verdict.ACCEPT] and number(p) == 2),
    **{
        f"choose-{n}": ((), (), lambda p, n=n: review(p).place == n - 1 if n <= 3 else f"no suggestion {n}" in said(p))  # type: ignore[misc]
        for n in range(1, 10)
    },
    "choose-next": ((), (), lambda p: review(p).place == 1),
    "choose-previous": ((), (), lambda p: review(p).place == 2),
    "reject": ((), (), lambda p: decided(p) == [Verdict.REJECT]),
    "skip": ((), (), lambda p: number(p) == 2 and len(session(p).skipped) == 1),
    "edit": ((), (), lambda p: review(p).query_one(OwnText).has_focus),
    "edit-paragraph": ((), (), lambda p: review(p).query_one(OwnText).text == "The talks .. Mediators speak"),
    "undo": (("a",), (), lambda p: decided(p) == [] and number(p) == 1),
    "redo": (("a", "u"), (), lambda p: decided(p) == [Verdict.ACCEPT] and number(p) == 2),
    "note": ((), (*"why?", "enter"), lambda p: session(p).note == "why?" and "why?" in "".join(rows(p))),
    "accept-rule": ((), ("enter",), lambda p: decided(p) == [Verdict.ACCEPT] * 3 and session(p).progress.left == 1),
    "dismiss-rule": ((), ("a",), lambda p: decided(p) == [Verdict.IGNORE_RULE] and session(p).progress.left == 1),
    "same": (("a",), ("y",), lambda p: decided(p) == [Verdict.ACCEPT] * 3),
    "glossary": ((), (), lambda p: "glossary.tsv" in "".join(rows(p))),
    "next": ((), (), lambda p: number(p) == 2),
    "previous": (("n", "n"), (), lambda p: number(p) == 2),
    "next-paragraph": ((), (), lambda p: session(p).segment == 1),
    "previous-paragraph": (("j", "j"), (), lambda p: session(p).segment == 1),
    "texts": (("n",), ("enter",), lambda p: number(p) == 1),
    "jump": ((), ("c",), lambda p: number(p) == 3),
    "search": ((), (*"BRIDGE", "enter"), lambda p: number(p) == 4 and review(p).query_one(ArticleView).found == "bridge"),
    "filter": ((), (*"arabic", "enter"), lambda p: session(p).filter == Filter(rule="punct/arabic-marks") and number(p) == 1),
    "order": ((), (), lambda p: session(p).order is Order.SEVERITY),
    "diff": (("a",), (), lambda p: isinstance(p.app.screen, Page) and "changes in a.txt" in "".join(rows(p))),
    "write": (("a",), (), lambda p: "a.edited.txt: written (1 edit)" in said(p) and Path("a.edited.txt").exists()),
    "source": ((), (), lambda p: "the Arabic is hidden" in said(p)),
    "scroll-down": ((), (), lambda p: "The talks" not in shown(p, ArticleView)),
    "scroll-up": (("pagedown",), (), lambda p: "The talks" in shown(p, ArticleView)),
    "palette": ((), (), window(CommandPalette)),
    "help": ((), (), window(Page)),
    "quit": (("a",), (), window(Question)),
}
LONG = TEXT + "\n" + "\n\n".join(f"Paragraph {n} is here for its length." for n in range(20)) + "\n"


def test_every_action_that_has_a_key_is_expected_to_do_something() -> None:
    assert set(EXPECTED) == {action.name for action in ACTIONS if action.keys}


@pytest.mark.parametrize(("name", "key"), [(action.name, key) for action in ACTIONS for key in action.keys])
async def test_a_key_does_what_it_says(name: str, key: str) -> None:
    Path("a.txt").write_text(LONG if name.startswith("scroll") else TEXT, encoding="utf8")
    before, after, expected = EXPECTED[name]
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*before)
        await pilot.press(key)
        await pilot.pause()
        await pilot.press(*after)
        await pilot.pause()
        assert expected(pilot)


async def test_the_palette_does_what_is_found_in_it() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        titles = {command.title.casefold() for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert {action.help.casefold() for action in ACTIONS} < titles
        await pilot.press("ctrl+p", *"the text is right")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        while isinstance(pilot.app.screen, CommandPalette):
            await pilot.pause()
        await pilot.pause()
        assert decided(pilot) == [Verdict.REJECT]


async def test_keys_of_ones_own_are_used_and_shown_everywhere() -> None:
    config = merged(STABLE, keys=(("accept", ("x",)), ("reject", ("a", "ctrl+r")), ("lost", ("?",))))
    async with app(config=config).run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "a", "ctrl+r")
        assert decided(pilot) == [Verdict.ACCEPT, Verdict.REJECT, Verdict.REJECT]
        assert "x accept" in rows(pilot)[-1]
        assert "a reject" in rows(pilot)[-1]
        await pilot.press("enter")
        assert len(decided(pilot)) == 3
        await pilot.press("?")
        assert "Every decision still applies." in "".join(rows(pilot))
    lines = dict(line for _, lines in table(keymap(config.keys)) for line in lines)
    assert lines["x"] == "accept the chosen suggestion"
    assert lines["F1"].startswith("the keys")


def test_keys_that_cannot_be_are_refused_with_the_nearest_name() -> None:
    with pytest.raises(ConfigError, match=r"no action 'acept', did you mean 'accept'\?"):
        keymap([("acept", ("x",))])
    with pytest.raises(ConfigError, match="'x' is given to 'accept' and to 'reject'"):
        keymap([("accept", ("x",)), ("reject", ("x",))])
    assert keymap([("accept", ("?",))])["help"] == ("f1",)
    assert len({key for keys in keymap().values() for key in keys}) == sum(len(action.keys) for action in ACTIONS)


def test_the_settings_of_the_screen_come_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "tanqih.toml"
    path.write_text('bidi = "terminal"\ntheme = "light"\neditor = "external"\n[keys]\naccept = "x"\nreject = ["y", "z"]\n')
    config = load_file(path)
    assert (config.bidi, config.theme, config.editor) == ("terminal", "light", "external")
    assert config.keys == (("accept", ("x",)), ("reject", ("y", "z")))
    for text, error in (
        ('bidi = "yes"', "bidi must be one of"),
        ("keys = 1", "keys must be a table"),
        ("[keys]\naccept = 1", r"\[keys\] accept must be a key or a list of keys"),
        ("[keys]\naccept = []", None),
    ):
        path.write_text(text)
        if error is None:
            assert load_file(path).keys == (("accept", ()),)
        else:
            with pytest.raises(ConfigError, match=error):
                load_file(path)


def test_a_theme_that_is_not_there_is_an_error_before_the_screen_opens() -> None:
    with pytest.raises(ConfigError, match="no theme 'drak', did you mean 'dark'"):
        app(config=merged(STABLE, theme="drak"))
    assert app(config=merged(STABLE, theme="nord")).theme == "nord"


async def test_help_tells_what_the_rule_is_about_and_all_keys() -> None:
    async with app(config=Config(select=("punct",), prefilter="re")).run_test(size=(110, 120)) as pilot:
        await pilot.press("question_mark")
        text = "\n".join(rows(pilot))
        assert "This issue: punct/double-dot" in text
        for _, lines in table(keymap()):
            assert [words for _, words in lines if words[:30] not in text] == []


async def test_filters_narrow_what_is_asked_and_say_so() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await pilot.press("f")
        assert isinstance(pilot.app.screen, Pick)
        await pilot.press(*"family punct", "enter")
        assert session(pilot).filter == Filter(family="punct")
        assert "only punct" in said(pilot)
        await pilot.press("f", *"critical", "enter")
        assert "nothing is open with this filter" in said(pilot)
        assert session(pilot).filter == Filter(family="punct")
        await pilot.press("f", "down", "up", "enter")
        assert not session(pilot).filter
        assert Filter(severity=Severity.MAJOR).narrowed(Filter(rule="a/b")) == Filter(rule="a/b", severity=Severity.MAJOR)
        assert Filter(rule="a/b").narrowed(Filter(family="c")) == Filter(family="c")


async def test_windows_close_and_change_nothing() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        before = (session(pilot).key, session(pilot).queue.history.newest)
        for key in ("slash", "m", "f", "d", "question_mark", "A", "X", "g", "space", "E", "e", "ctrl+p"):
            await pilot.press(key)
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.screen is review(pilot), key
            assert not review(pilot).editing
        assert (session(pilot).key, session(pilot).queue.history.newest) == before
        await pilot.press("space")
        assert isinstance(pilot.app.screen, Jump)
        await pilot.click(offset=(1, 1))
        assert not isinstance(pilot.app.screen, Jump)


async def test_a_wording_goes_to_the_glossary_when_it_is_whole() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await pilot.press("g")
        fields = {field.id: field for field in pilot.app.screen.query(Input)}
        assert fields["field-wrong"].value == ".. Mediators"
        fields["field-wrong"].value, fields["field-english"].value = "the sector", "the Strip"
        await pilot.press("enter")
        assert "is empty; write the Arabic term" in "".join(rows(pilot))
        fields["field-arabic"].value = "\N{ARABIC LETTER QAF}\N{ARABIC LETTER TAH}"
        await pilot.press("enter")
        assert "holds from the next review on" in said(pilot)
    made = Path("settings/tanqih/glossary.tsv").read_text(encoding="utf8").splitlines()
    assert made[1].startswith("\N{ARABIC LETTER QAF}\N{ARABIC LETTER TAH}\tthe Strip\tthe sector\tphrase\tterm/")
    assert BY_NAME["glossary"].keys == ("g",)


async def test_a_search_goes_on_from_place_to_place_and_an_empty_one_ends_it() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        for expected in (1, 2, 0):
            await pilot.press("slash")
            assert isinstance(pilot.app.screen, Ask)
            await pilot.press(*"the", "enter")
            assert session(pilot).segment == expected
        await pilot.press("slash", *"zebra", "enter")
        assert "nowhere: zebra" in said(pilot)
        await pilot.press("slash", "backspace", "enter")
        assert review(pilot).query_one(ArticleView).found == ""


def test_the_documentation_lists_every_key_as_it_is() -> None:
    text = (ROOT / "docs" / "review.md").read_text(encoding="utf8")
    wanted = [
        f"| {' '.join(f'`{key}`' for key in keys.split('  '))} | {words} |"
        for _, lines in table(keymap())
        for keys, words in lines
    ]
    listed = [line for line in text.splitlines() if line.startswith(("| `", "| ("))]
    assert listed == wanted
