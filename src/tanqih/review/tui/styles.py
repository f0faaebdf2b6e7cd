"""The few styles of the review screen, and its colours. Everything has a sign or a weight too, so it reads without colour."""

from __future__ import annotations

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
MARK = "bold $warning"
EDGE = "$warning"
DELETED = "strike $error"
GONE = "$error"
SEAM = "underline $foreground 75%"
INSERTED = "bold $success"
BAD = "bold $error"
GOOD = "$success"
OPEN, CLOSE = "\N{RIGHT HALF BLOCK}", "\N{LEFT HALF BLOCK}"
SEVERITY = {
    Severity.CRITICAL: ("!!", "bold $error"),
    Severity.MAJOR: ("!", "bold $error"),
    Severity.MINOR: ("~", "bold $warning"),
    Severity.NEUTRAL: ("\N{MIDDLE DOT}", "bold $primary"),
}
_DIFF = {"delete": ("[", "]", DELETED, GONE), "insert": ("{", "}", INSERTED, INSERTED)}

CALM = Theme(
    name="tanqih",
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


def diff_runs(pieces: list[Piece]) -> list[Run]:
    """A word diff in colour and in brackets: `[deleted]`, `{inserted}`."""
    runs: list[Run] = []
    for kind, text in pieces:
        if kind == "keep":
            runs.append((text, QUIET))
        else:
            opening, closing, style, edge = _DIFF[kind]
            runs += [(opening, edge), (text, style), (closing, edge)]
    return runs


def content(rows: list[Row]) -> Content:
    """Rows as one Content. The texts are literal, never markup."""
    parts: list[str | tuple[str, str]] = []
    for number, row in enumerate(rows):
        if number:
            parts.append("\n")
        parts += [(text, style) if style else text for text, style in row if text]
    return Content.assemble(*parts)
