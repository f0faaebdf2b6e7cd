"""The issues that come next, where the screen has room for them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from tanqih.commands.terminal import cells, one_line
from tanqih.issue import Issue
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row, cropped, padded, width_of
from tanqih.review.tui.messages import IssueClicked
from tanqih.review.tui.panels import Panel

MOST = 60


class Upcoming(Panel):
    """Open issues of the article after the current one, in the order in which they are asked; a click goes there."""

    def __init__(self) -> None:
        super().__init__()
        self._issues: Sequence[Issue] = ()
        self.border_title = " next "

    def show(self, issues: Sequence[Issue]) -> None:
        """Show these issues."""
        self._issues = issues[:MOST]
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:
        """One line for each issue: how severe, its words, its rule."""
        shown = self._issues[:height]
        if not shown:
            return [[("nothing more in this text", styles.DIM)]]
        rules = min(max(cells(issue.rule) for issue in shown), width // 2)
        return [self._row(issue, width, rules) for issue in shown]

    def _row(self, issue: Issue, width: int, rules: int) -> Row:
        sign, style = styles.SEVERITY[issue.severity]
        head: Row = [(f"{sign:<3}", style)]
        room = max(1, width - width_of(head) - rules - 2)
        words = cropped([(one_line(issue.text).strip() or "(between words)", styles.PLAIN)], room)
        return [*head, *padded(words, room + 2), *cropped([(issue.rule, styles.DIM)], rules)]

    def on_click(self, event: events.Click) -> None:
        """A click goes to the issue."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.y < len(self._issues):
            self.post_message(IssueClicked(self._issues[offset.y].key))
