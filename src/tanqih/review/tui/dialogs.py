"""Small windows over the review screen: a line to type, a list to pick from, pages to read. Escape closes every one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tanqih.commands.terminal import one_line
from tanqih.review.actions import shown
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row

Answer = TypeVar("Answer")
Answers = list[tuple[tuple[str, ...], str, str]]
"""Keys, the answer that they give, what it means."""
CLOSE_KEY = "esc closes"
NARROW, WIDE = 78, 116
"""Widths of windows, as in app.tcss."""
FRAME = 6
"""Cells of a window's border, padding and scroll bar."""


class Dialog(ModalScreen[Answer | None]):
    """A window; None is its answer when it is closed."""

    BINDINGS = [Binding("escape", "close", "close")]  # noqa: RUF012 - as Textual declares it

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the window closes it."""
        if event.widget is self:
            self.dismiss(None)


class Ask(Dialog[str]):
    """One line of text."""

    def __init__(self, title: str, value: str = "", hint: str = "") -> None:
        """Args:
        title: what is asked.
        value: to begin with, selected.
        hint: what it is good for.
        """
        super().__init__()
        self._title, self._value, self._hint = title, value, hint

    def compose(self) -> ComposeResult:
        """The line, and the hint below it."""
        with Vertical(classes="window ask") as window:
            window.border_title, window.border_subtitle = f" {self._title} ", f" Enter takes it \N{MIDDLE DOT} {CLOSE_KEY} "
            yield Input(self._value, select_on_focus=True, compact=True)
            if self._hint:
                yield Static(Content(self._hint), classes="hint")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Pick(Dialog[int]):
    """A list that typing narrows; answers with the place of what was picked in the whole list."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "close", "close"),
        Binding("down", "move(1)", "next", priority=True),
        Binding("up", "move(-1)", "previous", priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """Args:
        title: what is picked.
        choices: words, and what stands at their right.
        """
        super().__init__()
        self._title, self._choices = title, choices

    def compose(self) -> ComposeResult:
        """A line for typing, and the list."""
        with Vertical(classes="window pick") as window:
            window.border_title, window.border_subtitle = f" {self._title} ", f" type to narrow \N{MIDDLE DOT} {CLOSE_KEY} "
            yield Input(placeholder="type to narrow", compact=True)
            yield OptionList(*self._options(""), compact=True)

    def on_mount(self) -> None:
        """The first line is picked unless the person goes on."""
        self.query_one(OptionList).highlighted = 0

    def _options(self, typed: str) -> Iterable[Option]:
        words = typed.casefold().split()
        width = max((len(label) for label, _ in self._choices), default=0)
        for place, (label, hint) in enumerate(self._choices):
            if all(word in label.casefold() for word in words):
                yield Option(Content.assemble(f"{one_line(label):<{width}}  ", (hint, styles.DIM)), id=str(place))

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(self._options(event.value))
        found.highlighted = 0 if found.option_count else None

    def action_move(self, step: int) -> None:
        """Up and down in the list while typing."""
        found = self.query_one(OptionList)
        if found.option_count:
            found.highlighted = ((found.highlighted or 0) + step) % found.option_count

    @on(Input.Submitted)
    def _submitted(self) -> None:
        found = self.query_one(OptionList)
        if found.highlighted is not None:
            self.dismiss(int(found.get_option_at_index(found.highlighted).id or 0))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(int(event.option.id or 0))


class Page(Dialog[None]):
    """Rows to read."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape,q,enter,space,question_mark,f1,d", "close", "close"),
        Binding("j", "scroll_rows(1)", "down", show=False),
        Binding("k", "scroll_rows(-1)", "up", show=False),
    ]

    def __init__(self, title: str, rows: Callable[[int], Iterable[Row]], *, wide: bool = False) -> None:
        """Args:
        title: of the window.
        rows: for a number of cells.
        wide: take more of the width there is.
        """
        super().__init__()
        self._title, self._rows, self._wide = title, rows, wide

    def compose(self) -> ComposeResult:
        """One text that scrolls when it is too long."""
        with VerticalScroll(classes="window -wide" if self._wide else "window") as window:
            window.border_title, window.border_subtitle = f" {self._title} ", f" {CLOSE_KEY} "
            yield Static(styles.content(self._rows(min(self.app.size.width, WIDE if self._wide else NARROW) - FRAME)))

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def action_scroll_rows(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)


class Question(Dialog[str]):
    """A question with a few answers, each with its key."""

    def __init__(self, title: str, rows: Iterable[Row], answers: Answers, *, wide: bool = False) -> None:
        """Args:
        title: of the window.
        rows: what it is about.
        answers: keys, the answer, what it means.
        wide: take more of the width there is.
        """
        super().__init__()
        self._title, self._rows, self._answers, self._wide = title, list(rows), answers, wide
        self._by_key = {key: answer for keys, answer, _ in answers for key in keys}

    def compose(self) -> ComposeResult:
        """The rows, and the answers below them."""
        with Vertical(classes="window -wide" if self._wide else "window") as window:
            window.border_title, window.border_subtitle = f" {self._title} ", f" {CLOSE_KEY} "
            yield Static(styles.content([*self._rows, []]))
            for keys, answer, meaning in self._answers:
                named = "  ".join(shown(key) for key in keys)
                line = Content.assemble((f"  {named:<13}", styles.KEY), meaning)
                yield Static(line, id=f"answer-{answer}", classes="answer")

    def on_key(self, event: events.Key) -> None:
        """The key of an answer gives it."""
        if event.key in self._by_key:
            event.stop()
            self.dismiss(self._by_key[event.key])

    def on_click(self, event: events.Click) -> None:
        """A click on an answer gives it, one beside the window closes it."""
        name = event.widget.id if event.widget is not None else None
        if name and name.startswith("answer-"):
            self.dismiss(name.removeprefix("answer-"))
        elif event.widget is self:
            self.dismiss(None)


class Form(Dialog[dict[str, str]]):
    """A few lines of text, each with a name."""

    def __init__(self, title: str, fields: Sequence[tuple[str, str, str]], hint: str = "") -> None:
        """Args:
        title: of the window.
        fields: name, words before it, value to begin with.
        hint: what becomes of it.
        """
        super().__init__()
        self._title, self._fields, self._hint = title, fields, hint

    def compose(self) -> ComposeResult:
        """A line for each field."""
        with Vertical(classes="window form") as window:
            window.border_title = f" {self._title} "
            window.border_subtitle = f" Tab next field \N{MIDDLE DOT} Enter takes it \N{MIDDLE DOT} {CLOSE_KEY} "
            for name, label, value in self._fields:
                yield Static(Content(label), classes="label")
                yield Input(value, id=f"field-{name}", compact=True)
            yield Static(Content(self._hint), classes="hint", id="hint")

    def on_mount(self) -> None:
        """Begin in the first field that is empty."""
        empty = next((name for name, _, value in self._fields if not value), self._fields[0][0])
        self.query_one(f"#field-{empty}", Input).focus()

    def refuse(self, why: str) -> None:
        """Say why the values cannot be taken."""
        self.query_one("#hint", Static).update(Content.assemble((f"! {why}", styles.BAD)))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        values = {name: self.query_one(f"#field-{name}", Input).value.strip() for name, _, _ in self._fields}
        if why := self.objection(values):
            self.refuse(why)
        else:
            self.dismiss(values)

    def objection(self, values: dict[str, str]) -> str:  # noqa: ARG002 - for subclasses
        """Why these values cannot be taken; "" when they can."""
        return ""
