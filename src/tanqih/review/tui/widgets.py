"""The issue on the review screen: in its paragraph, with its suggestions, and as it would read.

Each part is told what to show and lays it out in the space that it has; none of them decides anything.
"""

from __future__ import annotations

from textual import events
from textual.content import Content

from tanqih.commands.terminal import ELLIPSIS, cells, one_line
from tanqih.document import Segment
from tanqih.issue import Applicability
from tanqih.review.article import Article
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row, Run, cropped, fitted_diff, padded, right, styled_rows, width_of, window, wrapped
from tanqih.review.tui.messages import Chosen
from tanqih.review.tui.panels import Panel
from tanqih.review.view import Option, View
from tanqih.review.wording import changed_pieces

FAR = 8_000
"""Characters from the marked words that no screen is large enough to show."""
USUAL_OPTIONS = 4
_APPLICABILITY = {Applicability.SAFE: "safe", Applicability.REVIEW: "review", Applicability.FLAG: "flag"}
_WHO_DECIDES = {
    Applicability.SAFE: "safe without asking",
    Applicability.REVIEW: "for you to decide",
    Applicability.FLAG: "shown only",
}


class Paragraphs(Panel):
    """The issue's paragraph as it reads now, its words marked, between its dimmed neighbours; the Arabic, if any, below it."""

    article: Article | None = None
    view: View | None = None

    def show(self, article: Article, view: View) -> None:
        """Show an issue in its paragraph."""
        self.article, self.view = article, view
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:
        """The paragraph always begins on the same line, unless it is too long for that."""
        if self.view is None or self.article is None:
            return []
        marked = wrapped(self._runs(self.view), width)
        above = height // 4
        source = self._source(self.view.segment, width, max(1, min(height // 2, height - above - len(marked) - 3)))
        room = height - len(source)
        if len(marked) + above + 1 > room:
            above = max(0, room - len(marked) - 1)
        marked = window(marked, room - (above + 1 if above else 0), styled_rows(marked, (styles.MARK, styles.EDGE)))
        top = self._neighbours(width, above, before=True)
        top = [*([[]] * (above - len(top))), *top, []] if above else []
        bottom = self._neighbours(width, height - len(top) - len(marked) - len(source) - 1, before=False)
        return [*top, *marked, *source, [], *bottom]

    def _runs(self, view: View) -> list[Run]:
        text, mark = view.segment.target, view.mark
        base = styles.STRONG if view.segment.role.is_heading else styles.PLAIN
        marked = [(styles.OPEN, styles.EDGE), (text[mark.start : mark.end], styles.MARK), (styles.CLOSE, styles.EDGE)]
        before, after = text[max(0, mark.start - FAR) : mark.start], text[mark.end : mark.end + FAR]
        return [(before, base), *marked, (after, base)]

    def _source(self, segment: Segment, width: int, height: int) -> list[Row]:
        """The Arabic at the right edge, wrapped in logical order; a terminal that knows how turns each row round."""
        if not segment.source:
            return []
        rows = window(wrapped([(segment.source, styles.QUIET)], width), height, range(0))
        return [[], *(right(row, width) for row in rows)]

    def _neighbours(self, width: int, height: int, *, before: bool) -> list[Row]:
        if self.article is None or self.view is None or height < 1:
            return []
        index = self.view.issue.segment
        segments = [
            s for s in self.article.preview.segments if s.target.strip() and (s.index < index if before else s.index > index)
        ]
        rows: list[Row] = []
        for segment in reversed(segments) if before else segments:
            if len(rows) >= height:
                break
            more = wrapped([(segment.target, styles.DIM)], width)
            rows = [*more, *([[]] if rows else []), *rows] if before else [*rows, *([[]] if rows else []), *more]
        return rows[-height:] if before else rows[:height]


class IssuePanel(Panel):
    """What is wrong, and the numbered suggestions as word diffs."""

    view: View | None = None
    chosen = 0
    first_option_row = 0
    first_option = 0

    def show(self, view: View, chosen: int, status: str) -> None:
        """Show an issue with the suggestion at the place `chosen` selected; `status` is "" while it is open."""
        self.view, self.chosen = view, chosen
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
        if self.view is None:
            return []
        rows = wrapped([(self.view.issue.message, styles.PLAIN)], width)[:2]
        rows += [[]] * (1 if height > 6 else 0)
        options = self.view.options
        if not options:
            return [*rows, [("No suggestion: e writes your own text, r keeps it as it is.", styles.QUIET)]]
        room = max(1, height - len(rows) - 1)
        self.first_option_row = len(rows)
        self.first_option = max(0, min(self.chosen - room // 2, len(options) - room))
        shown = options[self.first_option : self.first_option + room]
        labels = min(max(cells(one_line(o.suggestion.label)) for o in options), max(20, width // 3 - 2))
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
        facts = ("!", styles.BAD) if option.suggestion.guard else ("\N{CHECK MARK}", styles.GOOD)
        tail: Row = [(f"  {_APPLICABILITY[option.suggestion.applicability]:<6} ", styles.DIM), facts]
        room = max(8, width - width_of(head) - width_of(tail))
        diff = cropped(styles.diff_runs(fitted_diff(option.pieces, room)), room)
        return [*head, *padded(diff, room), *tail]

    def _about(self, option: Option, hidden: int, width: int) -> Row:
        if option.refusal:
            return cropped([(option.refusal, styles.BAD)], width)
        suggestion = option.suggestion
        more = f" \N{MIDDLE DOT} {hidden} more" if hidden > 0 else ""
        facts = (f"facts change: {suggestion.guard}", styles.BAD) if suggestion.guard else ("facts kept", styles.DIM)
        origin = suggestion.origin.replace(":", " ", 1)
        known = f"from {origin} \N{MIDDLE DOT} {_WHO_DECIDES[suggestion.applicability]} \N{MIDDLE DOT} "
        return cropped([(f"      {known}", styles.DIM), facts, (more, styles.DIM)], width)

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

    def show(self, view: View, option: Option | None) -> None:
        """Show what an option makes of the paragraph; None: nothing to show."""
        self.view, self.option = view, option
        self.border_title = " would read " if option and not option.refusal else " stays "
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
