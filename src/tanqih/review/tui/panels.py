"""The frame of the review screen: what all parts share, the heading, the line of messages and the line of keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widget import Widget

from tanqih.commands.terminal import ELLIPSIS, cells, one_line
from tanqih.review.session import Progress
from tanqih.review.tui import styles
from tanqih.review.tui.bidi import APP, among_english
from tanqih.review.tui.layout import Row, cropped, padded, width_of, wrapped
from tanqih.review.tui.messages import Pressed

BAR_CELLS = 12
LEAST_NAME = 12
MOST_NOTICE_ROWS = 4
Keys = Sequence[tuple[str, str, str]]
"""Key, word, action name ("" for none), the most important first."""


class Panel(Widget):
    """A part that lays rows out anew whenever it is told something or changes its size."""

    mode = APP
    """Who turns Arabic round, as in `bidi`."""

    def rows(self, width: int, height: int) -> list[Row]:
        """What to show in this many cells, in logical order."""
        raise NotImplementedError

    def written(self, row: Row) -> Row:
        """A row as it is written to the terminal."""
        return among_english(row, self.mode)

    def render(self) -> Content:
        """The rows as content."""
        width, height = self.content_size
        if width <= 0 or height <= 0:
            return Content()
        return styles.content(self.written(row) for row in self.rows(width, height)[:height])


@dataclass(frozen=True, slots=True)
class Standing:
    """What the heading says: name of the text, place, scores at the start and now, open issues in all texts (0: not known yet)."""

    name: str
    progress: Progress
    scores: tuple[float, float]
    left_in_all: int


class Heading(Panel):
    """Text, place in the queue, progress and score, on one line."""

    standing: Standing | None = None

    def show(self, standing: Standing) -> None:
        """Show where the review stands."""
        self.standing = standing
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:  # noqa: ARG002 - one signature
        """One line: the name gives way first, then the count of all texts, then the bar."""
        if self.standing is None:
            return []
        name = one_line(self.standing.name)
        for size in (2, 1, 0):
            tail = self._tail(self.standing, size)
            if width - width_of(tail) >= min(cells(name), LEAST_NAME) + 2 or not size:
                break
        p = self.standing.progress
        queue = f"  text {p.document} of {p.documents}" if p.documents > 1 else ""
        if width - width_of(tail) - cells(queue) < LEAST_NAME:
            queue = f"  {p.document}/{p.documents}" if p.documents > 1 else ""
        room = width - width_of(tail) - 2 - cells(queue)
        if cells(name) > room > 1:
            name = f"{ELLIPSIS}{name[len(name) - room + 1 :]}"
        return [[*padded([(name, styles.STRONG), (queue, styles.QUIET)], width - width_of(tail)), *tail]]

    def _tail(self, standing: Standing, size: int) -> Row:
        p = standing.progress
        filled = BAR_CELLS if not p.left else min(BAR_CELLS - 1, int((1 - p.left / p.issues) * BAR_CELLS))
        again = f"round {p.round} \N{MIDDLE DOT} " if p.round > 1 else ""
        place = f"issue {p.number} of {p.issues}" if p.number else f"{p.issues - p.left} of {p.issues} done"
        in_all = f", {standing.left_in_all} in all" if size > 1 and p.documents > 1 and standing.left_in_all else ""
        bar: Row = [("\N{FULL BLOCK}" * filled, styles.BAR), ("\N{LIGHT SHADE}" * (BAR_CELLS - filled), styles.DIM), ("  ", "")]
        score = f"score {standing.scores[0]:.0f} \N{RIGHTWARDS ARROW} "
        return [
            (f"{again}{place}  ", styles.PLAIN),
            *(bar if size else []),
            (f"{p.left} left{in_all}  ", styles.STRONG),
            (score, styles.QUIET),
            (f"{standing.scores[1]:.0f}", styles.STRONG),
        ]


class Notice(Panel):
    """What was just done, or why not, on one line; what is wrong is never cut off. At the right what holds all the time."""

    text = ""
    bad = False
    state = ""

    def show(self, text: str, *, bad: bool = False) -> None:
        """Show a line; `bad` when something could not be done."""
        self.text, self.bad = text, bad
        self.styles.height = min(MOST_NOTICE_ROWS, len(self._said(max(1, self.content_size.width)))) if bad else 1
        self.refresh()

    def hold(self, state: str) -> None:
        """Show what holds all the time: filter, order, what is going on."""
        if state != self.state:
            self.state = state
            self.refresh()

    def _said(self, width: int) -> list[Row]:
        if self.bad:
            return wrapped([(f"! {self.text}", styles.BAD)], width)
        return [cropped([(self.text, styles.QUIET)], width)]

    def rows(self, width: int, height: int) -> list[Row]:  # noqa: ARG002 - one signature
        """The message, and beside it what holds, if there is room for that."""
        said, state = self._said(width), one_line(self.state)
        if not state or len(said) > 1 or width_of(said[0]) + cells(state) + 2 > width:
            return said
        return [[*padded(said[0], width - cells(state)), (state, styles.KEY)]]


class KeyBar(Widget):
    """The keys, the most important first, in as many rows as there are; a click on one does the same."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._keys: Keys = ()
        self._places: list[tuple[int, int, int, str]] = []

    def show(self, keys: Keys) -> None:
        """Show these keys. The last one is shown in any case."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """The keys that fit."""
        width, height = self.content_size
        self._places = []
        rows: list[Row] = []
        for number in range(max(1, height)):
            rows.append([])
            self._fill(rows, self._left(), width, last=number == max(1, height) - 1)
        return styles.content(row[:-1] for row in rows)  # without the gap behind the last one

    def _left(self) -> Keys:
        shown = {action for _, _, _, action in self._places}
        return [key for key in self._keys if key[2] not in shown] if shown else self._keys

    def _fill(self, rows: list[Row], keys: Keys, width: int, *, last: bool) -> None:
        """Fill the last row; in the very last one room is kept for the last key."""
        used = 0
        kept = sum(cells(part) for part in keys[-1][:2]) + 3 if keys and last else 0
        for at, (key, word, action) in enumerate(keys):
            size = cells(key) + cells(word) + 1
            final = at == len(keys) - 1
            if used + size + (0 if final else kept) > width:
                if final or not last:
                    return
                continue
            rows[-1] += [(key, styles.KEY), (f" {word}", styles.QUIET), ("  ", "")]
            self._places.append((len(rows) - 1, used, used + size, action))
            used += size + 2

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        offset = event.get_content_offset(self)
        for row, start, end, action in self._places if offset else ():
            if offset and row == offset.y and start <= offset.x < end and action:
                self.post_message(Pressed(action))
