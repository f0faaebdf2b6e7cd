"""The issue on the review screen: what is wrong, its suggestions, and the paragraph as it would read.

Each part is told what to show and lays it out in the space that it has; none of them decides anything.
"""

from __future__ import annotations

from textual import events
from textual.content import Content

from tanqih.commands.terminal import ELLIPSIS, cells, one_line
from tanqih.issue import Applicability
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row, Run, cropped, fitted_diff, padded, styled_rows, width_of, window, wrapped
from tanqih.review.tui.messages import Chosen
from tanqih.review.tui.panels import Panel
from tanqih.review.tui.paragraphs import FAR
from tanqih.review.view import Option, View
from tanqih.review.wording import changed_pieces

USUAL_OPTIONS = 4
ORIGIN_FROM = 76
"""Cells from which on every suggestion says where it comes from; the chosen one always does."""
_WHO_DECIDES = {
    Applicability.SAFE: "safe without asking",
    Applicability.REVIEW: "for you to decide",
    Applicability.FLAG: "shown only",
}


class IssuePanel(Panel):
    """What is wrong, and the numbered suggestions as word diffs."""

    view: View | None = None
    chosen = 0
    note = ""
    first_option_row = 0
    first_option = 0

    def show(self, view: View | None, chosen: int, status: str, note: str) -> None:
        """Show an issue with the suggestion at the place `chosen` selected; no view: a paragraph without an issue.

        Args:
            view: of the issue.
            chosen: place in the list of its options.
            status: "" while it is open.
            note: of the reviewer.
        """
        self.view, self.chosen, self.note = view, chosen, note
        if view is None:
            self.border_title = Content.assemble((" no open issue in this paragraph ", styles.STRONG))
        else:
            issue = view.issue
            sign, style = styles.SEVERITY[issue.severity]
            decided = f" \N{MIDDLE DOT} {status}" if status else ""
            self.border_title = Content.assemble(
                (f" {sign} {issue.severity}", style),
                f" \N{MIDDLE DOT} {issue.rule} \N{MIDDLE DOT} {issue.confidence:.0%} sure",
                (decided, styles.KEY),
                " ",
            )
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:
        """The message, the suggestions around the chosen one, and a line about the chosen one."""
        noted = [cropped([("note  ", styles.KEY), (self.note, styles.PLAIN)], width)] if self.note else []
        if self.view is None:
            said: Row = [("Nothing is asked here. You may edit the paragraph, or go to the next issue.", styles.QUIET)]
            return [cropped(said, width), *noted]
        rows = wrapped([(self.view.issue.message, styles.PLAIN)], width)[:2] + noted
        rows += [[]] * (1 if height > 6 else 0)
        options = self.view.options
        if not options:
            return [*rows, [("No suggestion: write your own text, or reject to keep it as it is.", styles.QUIET)]]
        room = max(1, height - len(rows) - 1)
        self.first_option_row = len(rows)
        self.first_option = max(0, min(self.chosen - room // 2, len(options) - room))
        shown = options[self.first_option : self.first_option + room]
        labels = min(max(cells(one_line(o.suggestion.label)) for o in options), max(18, width // 3 - 2))
        rows += [self._option(option, place, labels, width) for place, option in enumerate(shown, self.first_option)]
        rows += [[]] * (min(height - 1, self.first_option_row + max(USUAL_OPTIONS, len(options)) + 1) - len(rows))
        return [*rows, self._about(options[self.chosen], len(options) - len(shown), width)]

    def _option(self, option: Option, place: int, labels: int, width: int) -> Row:
        chosen = place == self.chosen
        pointer = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}" if chosen else " "
        label = cropped([(option.suggestion.label or "change", styles.STRONG if chosen else styles.PLAIN)], labels)
        head: Row = [(f"{pointer} ", styles.KEY), (f"{place + 1}  ", styles.KEY), *padded(label, labels + 2)]
        if option.refusal:
            return [*head, *cropped([("not beside an earlier decision", styles.DIM)], width - width_of(head))]
        facts = ("facts !", styles.BAD) if option.suggestion.guard else ("facts \N{CHECK MARK}", styles.GOOD)
        origin = "+".join(dict.fromkeys(one.partition(":")[0] for one in option.suggestion.origins))
        tail: Row = [("  ", ""), *([(f"{origin:<9}", styles.DIM)] if width >= ORIGIN_FROM else []), facts]
        room = max(8, width - width_of(head) - width_of(tail))
        diff = cropped(styles.diff_runs(fitted_diff(option.pieces, room)), room)
        return [*head, *padded(diff, room), *tail]

    def _about(self, option: Option, hidden: int, width: int) -> Row:
        if option.refusal:
            return cropped([(option.refusal, styles.BAD)], width)
        suggestion = option.suggestion
        more = f" \N{MIDDLE DOT} {hidden} more" if hidden > 0 else ""
        facts = (f"facts would change: {suggestion.guard}", styles.BAD) if suggestion.guard else ("facts kept", styles.DIM)
        origin = " and ".join(one.replace(":", " ", 1) for one in suggestion.origins)
        known = f"from {origin} \N{MIDDLE DOT} {_WHO_DECIDES[suggestion.applicability]} \N{MIDDLE DOT} "
        return cropped([(f"     {known}", styles.DIM), facts, (more, styles.DIM)], width)

    def on_click(self, event: events.Click) -> None:
        """A click on a suggestion chooses it."""
        offset = event.get_content_offset(self)
        place = self.first_option + offset.y - self.first_option_row if offset else -1
        if self.view and offset and offset.y >= self.first_option_row and 0 <= place < len(self.view.options):
            self.post_message(Chosen(place))


class After(Panel):
    """The paragraph as it would read with the chosen suggestion."""

    view: View | None = None
    option: Option | None = None

    def show(self, view: View | None, option: Option | None) -> None:
        """Show what an option makes of the paragraph; None: nothing to show."""
        self.view, self.option = view, option
        self.border_title = " would read " if option and not option.refusal else " stays " if view else ""
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:
        """The paragraph with new words marked, around the change."""
        if self.view is None:
            return []
        before = self.view.segment.target
        after = self.option.after if self.option and not self.option.refusal else before
        if not after.strip():
            return [[("(the paragraph is deleted)", styles.DIM)]]
        rows = wrapped(_after_runs(before, after), width)
        return window(rows, height, styled_rows(rows, (styles.INSERTED, styles.SEAM)))


def _after_runs(before: str, after: str) -> list[Run]:
    """The new text: what is new in it marked, and the characters around a place where something is gone."""
    runs: list[Run] = []
    gone = False
    for kind, text in changed_pieces(before, after):
        if kind == "delete":
            gone = True
        elif kind == "insert":
            runs.append((text, styles.INSERTED))
            gone = False
        else:
            if len(text) > 2 * FAR:
                text = f"{text[:FAR]}{ELLIPSIS}{text[-FAR:]}"  # noqa: PLW2901 - the middle is never seen
            if gone and runs:
                last, style = runs.pop()
                runs += [(last[:-1], style), (last[-1:], styles.SEAM)]
            runs += [(text[:1], styles.SEAM if gone else styles.QUIET), (text[1:], styles.QUIET)]
            gone = False
    if gone and runs:
        last, style = runs.pop()
        runs += [(last[:-1], style), (last[-1:], styles.SEAM)]
    return runs
