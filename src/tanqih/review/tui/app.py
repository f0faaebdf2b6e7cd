"""The terminal program of `tanqih review`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tanqih.commands.terminal import standard_screen, visible
from tanqih.config import Config
from tanqih.errors import ConfigError, nearest
from tanqih.review.actions import ACTIONS, Keymap, keymap, shown
from tanqih.review.ahead import Ahead
from tanqih.review.database import IN_MEMORY
from tanqih.review.late import with_embedded
from tanqih.review.opening import Opening, another_checker, open_review
from tanqih.review.replay import lost_lines
from tanqih.review.result import Result
from tanqih.review.served import is_served
from tanqih.review.tui.bidi import APP, AUTO, mode_for
from tanqih.review.tui.screen import ReviewScreen
from tanqih.review.tui.styles import THEMES, theme_for

LOST_SHOWN = 20


class ReviewApp(App[list[str]], inherit_bindings=False):
    """Shows the review screen and ends with the lines that say what was written."""

    CSS_PATH = Path(__file__).with_name("app.tcss")  # absolute, so that a subclass elsewhere finds it
    COMMAND_PALETTE_BINDING = "f24"  # no keyboard has it: the palette is an action like the others, with keys of its own
    TITLE = "tanqih review"

    def __init__(self, opening: Opening, result: Result, *, ahead: bool = True) -> None:
        """Args:
        opening: the review.
        result: writes the texts.
        ahead: check the texts that come in a thread of their own.

        Raises:
            ConfigError: the configuration names a theme, an action or a key that there is not.
        """
        super().__init__()
        config = opening.config
        self.session = opening.session
        self.keys: Keymap = keymap(config.keys)
        for theme in THEMES.values():
            self.register_theme(theme)
        name = theme_for(config.theme, self.console.color_system)
        if name not in self.available_themes:
            known = ["auto", *THEMES, *self.available_themes]
            raise ConfigError(f"no theme {config.theme!r}{nearest(config.theme, known)}; known: {', '.join(known)}")
        self.theme = name
        mode = APP if is_served() and config.bidi == AUTO else mode_for(config.bidi)
        late = opening.late
        make_check = late.load if late else partial(another_checker, config)
        thread = Ahead(self.session.queue, make_check, renew=late is not None) if ahead else None
        self._ahead = thread
        self._screen = ReviewScreen.with_keys(self.keys)(opening, result, self.keys, thread, mode)

    def on_mount(self) -> None:
        """Open the screen."""
        self.push_screen(self._screen, self.exit)

    def on_unmount(self) -> None:
        """Nobody checks texts any more."""
        if self._ahead is not None:
            self._ahead.stop()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's signature
        """The palette: everything in the table of actions, and the colours."""
        for action in ACTIONS:
            keys = "  ".join(shown(key) for key in self.keys[action.name])
            title = action.help[0].upper() + action.help[1:]
            yield SystemCommand(
                title, f"{keys or 'no key'} \N{MIDDLE DOT} {action.name}", partial(self._screen.action_do, action.name)
            )
        yield SystemCommand("Change the colours", "theme", self.action_change_theme)

    async def on_event(self, event: events.Event) -> None:
        """Every key is counted before anything is done with it, and the characters that go into an editor."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self._ahead is not None:
                self._ahead.look(self.session.at)
            self.session.effort.press(typed=int(event.is_printable and isinstance(self.focused, Input | TextArea)))
        await super().on_event(event)


def run(
    paths: Sequence[str | PathLike[str]],
    config: Config,
    *,
    output: str | PathLike[str] | None = None,
    in_place: bool = False,
    backup: bool = False,
    store: str | PathLike[str] | None = None,
    source: str | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> int:
    """Review files on the screen; without a terminal print the report of check and say how to open the screen.

    Args:
        paths: files.
        config: settings.
        output: a file, or a folder for several files; default `<name>.edited<suffix>` beside each.
        in_place: write into the files themselves.
        backup: keep what a file held before it was replaced, beside it.
        store: file for the decisions; default as `tanqih.review.database.default_store`.
        source: the Arabic of the one text.
        read_options: options of `tanqih.formats.read`.

    Returns:
        0; 1 when the screen broke down, with what was decided kept.

    Raises:
        TanqihError: a file, the store or an option is wrong, or a file is under review already.
    """
    with_screen = is_served() or (sys.stdin.isatty() and sys.stdout.isatty())
    config, without_model = with_embedded(config) if with_screen else (config, "")
    kept = store if with_screen else IN_MEMORY
    opening = open_review(
        paths, config, store=kept, source=source, read_options=read_options, claim=with_screen, late=with_screen
    )
    if without_model:
        opening.session.queue.notes.append(without_model)
    with opening.session.queue.store:
        result = Result(opening, output, in_place=in_place, backup=backup)
        if not with_screen:
            _report(opening, [str(path) for path in paths])
            return 0
        program = ReviewApp(opening, result)
        lines = program.run()
        if lines is None:
            lines = ["the screen was closed; what you decided is kept"]
        left, unknown = opening.session.queue.left()
        if left:
            more = f", and {unknown} text{'s' * (unknown != 1)} not looked at" if unknown else ""
            lines = [*lines, f"{left} issue{'s' * (left != 1)} still open{more}: the same command goes on there"]
        lost = lost_lines(opening.session.queue.lost)
        said = sys.stderr if is_served() else sys.stdout
        said.write("".join(f"{visible(line)}\n" for line in [*lines, *lost[:LOST_SHOWN]]))
        if len(lost) > LOST_SHOWN:
            said.write(f"and {len(lost) - LOST_SHOWN} more decisions that no longer apply\n")
    return program.return_code or 0


def _report(opening: Opening, paths: list[str]) -> None:
    from dataclasses import replace

    from tanqih.commands.output import Tally, TextReporter

    screen = standard_screen()
    reporter, tally = TextReporter(screen), Tally()
    queue = opening.session.queue
    for index in range(len(queue)):
        report = replace(queue[index].rounds[0].report, issues=queue[index].rounds[0].issues)
        tally.add(report)
        reporter.document(report, report.document.path)
    reporter.finish(tally)
    screen.line(visible(f"In a terminal, tanqih review {' '.join(paths)} opens the review screen."))
