"""What the screen shows when nothing is asked any more, or the next text is still being checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tanqih.review.rounds import Status
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row, wrapped
from tanqih.review.tui.panels import Panel

TARGETS = 8
_NAMES = {
    Status.ACCEPTED: "suggestions accepted",
    Status.OWN_TEXT: "mended with your own text",
    Status.REJECTED: "rejected: the text is right",
    Status.IGNORED: "dismissed with their rule",
    Status.SETTLED: "settled by another decision",
    Status.OPEN: "still open (skipped, or not asked by the filter)",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole review in figures: issues by outcome, score at the start and now, where the results go, the store's path."""

    counts: dict[Status, int]
    scores: tuple[float, float]
    results: Sequence[str]
    store: str


class Summary(Panel):
    """The end of a review."""

    tally: Tally | None = None

    def show(self, tally: Tally | None) -> None:
        """Show the figures; None: the next text is being checked."""
        self.tally = tally
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:  # noqa: ARG002 - one signature
        """Figures, scores, and where the result goes."""
        if self.tally is None:
            return [[], [("Checking the next texts", styles.STRONG)], [], [("The review goes on by itself.", styles.QUIET)]]
        counts, scores = self.tally.counts, self.tally.scores
        left = counts.get(Status.OPEN, 0)
        title = f"{left} still open, everything else is decided" if left else "Everything is decided"
        rows: list[Row] = [[], [(title, "bold $success" if not left else "bold $warning")], []]
        shown = {status: counts.get(status, 0) for status in _NAMES}
        rows += [[(f"{n:>5}  ", styles.STRONG), (_NAMES[status], styles.PLAIN)] for status, n in shown.items() if n]
        if not any(shown.values()):
            rows = [[], [("No issues were found", "bold $success")]]
        arrow = f"{scores[0]:.0f} \N{RIGHTWARDS ARROW} {scores[1]:.0f}"
        rows += [[], [("score   ", styles.DIM), (arrow, styles.STRONG)], []]
        for line in self.tally.results[:TARGETS]:
            rows += wrapped([("result  ", styles.DIM), (line, styles.PLAIN)], width)
        if len(self.tally.results) > TARGETS:
            rows.append([(f"        and {len(self.tally.results) - TARGETS} more", styles.DIM)])
        rows += wrapped([("kept in ", styles.DIM), (self.tally.store, styles.PLAIN)], width)
        return rows
