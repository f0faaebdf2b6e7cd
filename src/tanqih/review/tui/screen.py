"""The review screen: every action of the table of actions, by key, by a click in the footer, and from the palette."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.binding import Binding

from tanqih.review.actions import ACTIONS, CHOICES, Keymap
from tanqih.review.tui.deciding import Deciding
from tanqih.review.tui.keeping import Keeping
from tanqih.review.tui.messages import Pressed
from tanqih.review.tui.moving import Moving

_WHILE_EDITING = frozenset({"outside", "help", "palette"})


class ReviewScreen(Deciding, Moving, Keeping):
    """One issue at a time. Ends with the lines that say what was written."""

    def action_do(self, name: str) -> None:
        """Do what an action of the table says, unless something else has to be finished first."""
        if self.busy:
            self.say(f"{self.busy}: one moment", bad=True)
        elif self.editing and name not in _WHILE_EDITING:
            self.say("take your text with Enter, or leave it with Esc, first", bad=True)
        else:
            self._verb(name)()

    def _verb(self, name: str) -> Callable[[], None]:
        number = name.removeprefix("choose-")
        if number.isdecimal() and 1 <= int(number) <= CHOICES:
            return lambda: self.do_choose(int(number) - 1)
        verb: Callable[[], None] = getattr(self, f"do_{name.replace('-', '_')}")
        return verb

    @classmethod
    def with_keys(cls, keys: Keymap) -> type[ReviewScreen]:
        """The screen with these keys. A class of its own: Textual applies a keymap of the app anew to every key that is pressed."""

        class Keyed(cls):  # type: ignore[valid-type, misc]
            BINDINGS = [  # noqa: RUF012 - as Textual declares it
                Binding(",".join(keys[action.name]), f"do('{action.name}')", action.help, show=False)
                for action in ACTIONS
                if keys[action.name]
            ]

        return Keyed

    @on(Pressed)
    def _pressed(self, message: Pressed) -> None:
        self.action_do(message.action)
