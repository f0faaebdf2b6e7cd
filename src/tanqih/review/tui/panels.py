"""The frame of the review screen: what all parts share, the heading, the line of messages and the line of keys."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tanqih.commands.terminal import cells, one_line
from tanqih.review.session import Progress
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row, cropped, padded, width_of

BAR_CELLS = 14
Keys = tuple[tuple[str, str, str], ...]
KEYS: Keys = (
    ("a", "accept", "screen.accept"),
    ("1-9", "choose", ""),
    ("r", "reject", "screen.reject"),
    ("e", "edit", "screen.edit"),
    ("s", "skip", "screen.skip"),
    ("b", "back", "screen.back"),
    ("u", "undo", "screen.undo"),
    ("i", "ignore", "screen.ignore"),
    ("w", "save", "screen.save"),
    ("q", "quit", "screen.quit"),
    ("?", "help", "screen.help"),
)
_SHORT = {"choose": "pick", "help": ""}
EDITING_KEYS: Keys = (("enter", "take it", ""), ("esc", "leave it", ""))


class Panel(Widget):
    """A part that lays rows out anew whenever it is told something or changes its size."""

    def rows(self, width: int, height: int) -> list[Row]:
        """What to show in this many cells."""
        raise NotImplementedError

    def render(self) -> Content:
        """The rows as content."""
        width, height = self.content_size
        return styles.content(self.rows(width, height)[:height]) if width > 0 and height > 0 else Content()


class Heading(Panel):
    """Document, place in the queue, progress and score, on one line."""

    name_shown = ""
    progress = Progress(1, 1, 0, 0, 0, 1)
    scores = (100.0, 100.0)
    finished = False

    def show(self, name: str, progress: Progress, scores: tuple[float, float], finished: bool) -> None:
        """Show where the review stands. `scores`: at the start and now."""
        self.name_shown, self.progress, self.scores, self.finished = name, progress, scores, finished
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:  # noqa: ARG002 - one signature
        """One line: the name gives way first."""
        p = self.progress
        done = 1 - p.left / p.issues if p.issues else 1.0
        filled = BAR_CELLS if not p.left else min(BAR_CELLS - 1, int(done * BAR_CELLS))
        again = f"round {p.round} \N{MIDDLE DOT} " if p.round > 1 else ""
        place = f"{p.issues - p.left} of {p.issues} done" if self.finished else f"issue {p.number} of {p.issues}"
        tail: Row = [
            (f"{again}{place}  ", styles.PLAIN),
            ("\N{FULL BLOCK}" * filled, "$primary"),
            ("\N{LIGHT SHADE}" * (BAR_CELLS - filled), styles.DIM),
            (f"  score {self.scores[0]:.0f} \N{RIGHTWARDS ARROW} ", styles.QUIET),
            (f"{self.scores[1]:>3.0f}", styles.STRONG),
        ]
        queue = f"  {p.document}/{p.documents}" if p.documents > 1 else ""
        room = width - width_of(tail) - 2 - cells(queue)
        name = one_line(self.name_shown)
        if cells(name) > room > 1:
            name = f"\N{HORIZONTAL ELLIPSIS}{name[len(name) - room + 1 :]}"
        return [[*padded([(name, styles.STRONG), (queue, styles.QUIET)], width - width_of(tail)), *tail]]


class Notice(Panel):
    """One line: what was just done, or why not."""

    text = ""
    bad = False

    def show(self, text: str, *, bad: bool = False) -> None:
        """Show a line; `bad` when something could not be done."""
        self.text, self.bad = text, bad
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:  # noqa: ARG002 - one signature
        """The line, cut to fit."""
        sign = "! " if self.bad else ""
        return [cropped([(f"{sign}{self.text}", styles.BAD if self.bad else styles.QUIET)], width)]


class KeyBar(Widget):
    """The keys on one line; a click does the same. When it is narrow the gaps close and some words are shorter."""

    auto_links = False
    editing = False

    def show(self, *, editing: bool) -> None:
        """Show the keys of the issue, or of the own text."""
        self.editing = editing
        self.refresh()

    def render(self) -> Content:
        """The keys. They are the program's own words, so markup is safe here."""
        keys = EDITING_KEYS if self.editing else KEYS
        width = self.content_size.width - 1
        if _width(keys) > width:
            keys = tuple((key, _SHORT.get(name, name), action) for key, name, action in keys)
        gap = max(1, min(3, (width - _width(keys)) // (len(keys) - 1) + 1))
        parts: list[Content] = []
        for key, name, action in keys:
            text = f"[$primary bold]{key}[/] [$foreground 75%]{name}[/]".replace(" [$foreground 75%][/]", "")
            parts.append(Content.from_markup(f"[@click={action}()]{text}[/]" if action else text))
        return Content(" " * (gap if _width(keys) < width else 1)).join(parts)


def _width(keys: Keys) -> int:
    """Cells of a line of keys with single gaps."""
    return sum(len(key) + len(name) + bool(name) for key, name, _ in keys) + len(keys) - 1
