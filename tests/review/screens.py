"""The review screen without a terminal: opening it, what its parts show, and pictures of it as text with colours."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget

from tanqih.config import Config
from tanqih.review.opening import open_review
from tanqih.review.result import Result
from tanqih.review.session import Session
from tanqih.review.tui.app import ReviewApp
from tanqih.review.tui.base import ReviewBase
from tanqih.review.tui.panels import Notice

STABLE = Config(
    select=("punct/arabic-marks", "punct/double-dot", "quotes/stray-closing"), prefilter="re", theme="dark", bidi="app"
)
ArticlePilot = Pilot[list[str]]


def app(
    paths: Sequence[str | Path] = ("a.txt",),
    config: Config = STABLE,
    *,
    source: str | None = None,
    ahead: bool = False,
    **kept: Any,
) -> ReviewApp:
    """The program on files; texts are checked when they are reached unless `ahead`."""
    opening = open_review(paths, config, source=source)
    return ReviewApp(opening, Result(opening, **kept), ahead=ahead)


def review(pilot: ArticlePilot) -> ReviewBase:
    """The review screen, also when a window is open over it."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, ReviewBase))


def session(pilot: ArticlePilot) -> Session:
    """The session that the screen shows."""
    return review(pilot).session


def shown(pilot: ArticlePilot, kind: type[Widget]) -> str:
    """What a part of the review screen shows."""
    content = review(pilot).query_one(kind).render()
    assert isinstance(content, Content)
    return content.plain


def said(pilot: ArticlePilot) -> str:
    """The line of messages."""
    return shown(pilot, Notice)


def rows(pilot: ArticlePilot) -> list[str]:
    """The whole screen as it is painted, without colours."""
    return ["".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips()]


def picture(pilot: ArticlePilot) -> str:
    """The whole screen as it is painted, with its colours as escape sequences: `cat` shows it in a terminal."""
    width, height = pilot.app.size
    console = Console(
        width=width,
        height=height,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        no_color=False,
    )
    lines = []
    for strip in pilot.app.screen._compositor.render_strips():
        with console.capture() as captured:
            for segment in strip:
                console.print(segment.text, style=segment.style, end="", markup=False, highlight=False, soft_wrap=True)
        lines.append(captured.get())
    return "\n".join(lines) + "\n"
