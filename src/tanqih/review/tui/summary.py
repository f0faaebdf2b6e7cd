"""What the screen shows when nothing is asked any more, and the page of help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tanqih.review.rounds import Status
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row, Run, wrapped
from tanqih.review.tui.panels import Panel

_NAMES = {
    Status.ACCEPTED: "suggestions accepted",
    Status.OWN_TEXT: "mended with your own text",
    Status.REJECTED: "rejected: the text is right",
    Status.IGNORED: "ignored with their rule",
    Status.SETTLED: "settled by another decision",
    Status.OPEN: "still open (skipped)",
}
_HELP = (
    ("", "Deciding"),
    ("a  Enter", "accept the chosen suggestion (at first the best one)"),
    ("1-9  up  down", "choose a suggestion, and see how it would read"),
    ("r", "reject: the text is right, do not ask again"),
    ("e", "your own text in the place of the marked words"),
    ("E", "your own paragraph, in the place of all decisions in it"),
    ("i", "ignore this rule in this text from now on"),
    ("u  ctrl+z", "undo the last decision, also of an earlier day"),
    ("", "Moving and saving"),
    ("s  n  right", "skip: leave it open, go to the next"),
    ("b  p  left", "back to the issue before, also to change a decision"),
    ("w", "write the edited text now"),
    ("q", "write it and quit; decisions are kept at once anyway"),
    ("", "Signs"),
    (f"{styles.OPEN}words{styles.CLOSE}", "what the issue is about"),
    ("[gone] {new}", "what a suggestion deletes and inserts"),
    ("\N{CHECK MARK}  !", "facts (numbers, names, not, who said it) stay, or change"),
    ("~  !  !!", "minor, major, critical"),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole review in figures: issues by outcome, score at the start and now, a line for each result, the store's path."""

    counts: dict[Status, int]
    scores: tuple[float, float]
    results: Sequence[str]
    store: str


class Summary(Panel):
    """The end of a review."""

    tally: Tally | None = None

    def show(self, tally: Tally) -> None:
        """Show the figures."""
        self.tally = tally
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:  # noqa: ARG002 - one signature
        """Figures, scores, and where the result goes."""
        if self.tally is None:
            return []
        counts, scores = self.tally.counts, self.tally.scores
        left = counts.get(Status.OPEN, 0)
        title = f"{left} skipped, everything else is decided" if left else "Everything is decided"
        rows: list[Row] = [[], [(title, "bold $success" if not left else "bold $warning")], []]
        shown = {status: counts.get(status, 0) for status in _NAMES}
        rows += [[(f"{n:>5}  ", styles.STRONG), (_NAMES[status], styles.PLAIN)] for status, n in shown.items() if n]
        if not any(shown.values()):
            rows = [[], [("No issues were found", "bold $success")]]
        arrow = f"{scores[0]:.0f} \N{RIGHTWARDS ARROW} {scores[1]:.0f}"
        rows += [[], [("score  ", styles.DIM), (arrow, styles.STRONG)], []]
        for line in self.tally.results:
            rows += wrapped([("result  ", styles.DIM), (line, styles.PLAIN)], width)
        rows += wrapped([("kept in ", styles.DIM), (self.tally.store, styles.PLAIN)], width)
        keys: Row = [("q", styles.KEY), (" write and quit   ", styles.QUIET), ("w", styles.KEY), (" write now   ", styles.QUIET)]
        again: list[Run] = [("s", styles.KEY), (" the skipped ones   ", styles.QUIET)] if left else []
        return [*rows, [], [*keys, *again, ("u", styles.KEY), (" undo", styles.QUIET)]]


class Help(ModalScreen[None]):
    """All keys and signs."""

    BINDINGS = [Binding("escape,q,question_mark,f1,enter,space", "dismiss", "close")]  # noqa: RUF012 - as Textual declares it

    def compose(self) -> ComposeResult:
        """One text that scrolls when it is too long."""
        rows: list[Row] = []
        for key, text in _HELP:
            if key:
                rows.append([(f"  {key:<15}", styles.KEY), (text, styles.PLAIN)])
            else:
                rows += [*([[]] if rows else []), [(text, styles.STRONG)]]
        with VerticalScroll(id="help") as scroll:
            scroll.border_title = "keys and signs"
            scroll.border_subtitle = "esc closes"
            yield Static(styles.content(rows))
