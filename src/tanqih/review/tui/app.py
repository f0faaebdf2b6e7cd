"""The terminal program of `tanqih review`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any

from textual import events
from textual.app import App

from tanqih.commands.terminal import standard_screen, visible
from tanqih.config import Config
from tanqih.review.opening import Opening, open_review
from tanqih.review.result import Result
from tanqih.review.session import Session
from tanqih.review.tui.screen import ReviewScreen
from tanqih.review.tui.styles import CALM


class ReviewApp(App[list[str]]):
    """Shows the review screen and ends with the lines that say what was written."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "tanqih review"

    def __init__(self, session: Session, result: Result) -> None:
        """Args:
        session: the review.
        result: writes the texts.
        """
        super().__init__()
        self.session, self._result = session, result
        self.register_theme(CALM)
        self.theme = CALM.name

    def on_mount(self) -> None:
        """Open the screen."""
        self.push_screen(ReviewScreen(self.session, self._result), self.exit)

    async def action_quit(self) -> None:
        """ctrl+q, from wherever it is pressed: as `q`."""
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen):
                screen.action_quit()

    async def on_event(self, event: events.Event) -> None:
        """Every key is counted before anything is done with it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.session.effort.press()
        await super().on_event(event)


def run(
    paths: Sequence[str | PathLike[str]],
    config: Config,
    *,
    output: str | PathLike[str] | None = None,
    in_place: bool = False,
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
        store: file for the decisions; default `.tanqih/review.db` in the working folder.
        source: the Arabic of the one text.
        read_options: options of `tanqih.formats.read`.

    Returns:
        0.

    Raises:
        TanqihError: a file, the store or an option is wrong.
    """
    with_screen = sys.stdin.isatty() and sys.stdout.isatty()
    kept = store if with_screen else ":memory:"
    opening = open_review(paths, config, store=kept, source=source, read_options=read_options)
    result = Result(opening, output, in_place=in_place)
    if not with_screen:
        _report(opening, [str(path) for path in paths])
        return 0
    lines = ReviewApp(opening.session, result).run() or ["the screen was closed; what you decided is kept"]
    left = sum(len(opening.session.queue[index].open_issues()) for index in range(len(opening.session.queue)))
    if left:
        lines = [*lines, f"{left} issue{'s' * (left != 1)} still open: the same command goes on there"]
    sys.stdout.write("".join(f"{visible(line)}\n" for line in lines))
    opening.session.queue.store.close()
    return 0


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
