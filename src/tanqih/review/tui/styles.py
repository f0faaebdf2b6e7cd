"""The few styles of the review screen, and its themes. Everything has a sign or a weight too, so it reads without colour."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from textual.content import Content
from textual.theme import Theme

from tanqih.diff import Piece
from tanqih.issue import Severity
from tanqih.review.tui.layout import Row, Run

PLAIN = ""
DIM = "$foreground 55%"
QUIET = "$foreground 75%"
STRONG = "bold"
KEY = "bold $primary"
MARK = "bold reverse $warning"
EDGE = "$warning"
FOUND = "underline bold $accent"
DELETED = "strike $error"
GONE = "$error"
SEAM = "underline $foreground 75%"
INSERTED = "bold $success"
CHANGED = "$success"
BAD = "bold $error"
GOOD = "$success"
LABEL = "bold reverse $primary"
BAR = "$primary"
OPEN, CLOSE = "\N{RIGHT HALF BLOCK}", "\N{LEFT HALF BLOCK}"
SEVERITY = {
    Severity.CRITICAL: ("!!", "bold $error"),
    Severity.MAJOR: ("!", "bold $error"),
    Severity.MINOR: ("~", "bold $warning"),
    Severity.NEUTRAL: ("\N{MIDDLE DOT}", "bold $primary"),
}
WORDS = {
    Severity.CRITICAL: "underline $error",
    Severity.MAJOR: "underline $error",
    Severity.MINOR: "underline $warning",
    Severity.NEUTRAL: "underline $primary",
}
PASSED_OVER = "underline $foreground 55%"
_DIFF = {"delete": ("[", "]", DELETED, GONE), "insert": ("{", "}", INSERTED, INSERTED)}

DARK = Theme(
    name="tanqih-dark",
    primary="#7fa8d1",
    secondary="#8f9bb3",
    accent="#d9b26a",
    warning="#e0b45c",
    error="#e07a70",
    success="#93c47d",
    foreground="#d6d5d0",
    background="#191b1f",
    surface="#1f2227",
    panel="#2b2f36",
    dark=True,
)
LIGHT = Theme(
    name="tanqih-light",
    primary="#1f5c99",
    secondary="#4a5568",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#b3261e",
    success="#2e6b1f",
    foreground="#23262b",
    background="#fbfaf7",
    surface="#f1efe9",
    panel="#e4e1d9",
    dark=False,
)
BASIC = Theme(
    name="tanqih-basic",
    primary="#55ffff",
    secondary="#5555ff",
    accent="#ff55ff",
    warning="#ffff55",
    error="#ff5555",
    success="#55ff55",
    foreground="#c4c4c4",
    background="#000000",
    surface="#000000",
    panel="#0000aa",
    dark=True,
)
"""For terminals of 16 colours: its colours are theirs, so that none of them becomes grey."""
THEMES = {"dark": DARK, "light": LIGHT, "basic": BASIC}
_LIGHT_BACKGROUNDS = ("7", "15")


def theme_for(wanted: str, colors: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """Name of the theme: `dark`, `light`, `basic`, one of Textual's own, or for `auto` by what the terminal tells of itself.

    Args:
        wanted: in the configuration.
        colors: the terminal's colours as Rich names them: "standard" has 16.
        environment: `COLORFGBG` tells of the background.
    """
    if wanted == "auto" and colors == "standard":
        wanted = "basic"
    elif wanted == "auto":
        background = environment.get("COLORFGBG", "").rpartition(";")[2]
        wanted = "light" if background in _LIGHT_BACKGROUNDS else "dark"
    return THEMES[wanted].name if wanted in THEMES else wanted


def diff_runs(pieces: Iterable[Piece], kept: str = QUIET) -> list[Run]:
    """A word diff in colour and in brackets: `[deleted]`, `{inserted}`."""
    runs: list[Run] = []
    for kind, text in pieces:
        if kind == "keep":
            runs.append((text, kept))
        else:
            opening, closing, style, edge = _DIFF[kind]
            runs += [(opening, edge), (text, style), (closing, edge)]
    return runs


def content(rows: Iterable[Row]) -> Content:
    """Rows as one Content. The texts are literal, never markup."""
    parts: list[str | tuple[str, str]] = []
    for number, row in enumerate(rows):
        if number:
            parts.append("\n")
        parts += [(text, str(style)) if style else text for text, style in _merged(row)]
    return Content.assemble(*parts)


def _merged(row: Row) -> Row:
    """The row with neighbours of one style in one: fewer pieces are painted faster."""
    runs: Row = []
    for text, style in row:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        elif text:
            runs.append((text, style))
    return runs
