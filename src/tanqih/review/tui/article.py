"""The article on the review screen: all paragraphs around the current one, every open issue marked, the Arabic beside it."""

from __future__ import annotations

from itertools import islice
from string import ascii_lowercase

from textual import events

from tanqih.issue import Severity
from tanqih.review.marks import Marks
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row, cropped, padded, styled_rows, width_of
from tanqih.review.tui.messages import IssueClicked, ParagraphClicked
from tanqih.review.tui.panels import Panel
from tanqih.review.tui.paragraphs import Look, blank_row, fits_beside, keys_in, laid_out

LEGEND_FROM = 7
NOWHERE = -1
"""Stands for the paragraph of a row between paragraphs."""
WHEEL_ROWS = 3
_LEGEND = ((Severity.CRITICAL, "critical"), (Severity.MAJOR, "major"), (Severity.MINOR, "minor"), (Severity.NEUTRAL, "neutral"))


class ArticleView(Panel):
    """The paragraph of the cursor, where it can be found again without looking for it, between its neighbours."""

    shows_source = True
    found = ""

    def __init__(self) -> None:
        super().__init__()
        self._marks: Marks | None = None
        self._current = -1
        self._scrolled = 0
        self._labels: dict[str, str] = {}
        self._shown: list[tuple[int, Row]] = []

    def show(self, marks: Marks, current: int) -> None:
        """Show an article with the cursor on a paragraph."""
        self._marks, self._current, self._scrolled = marks, current, 0
        self.refresh()

    def scroll_rows(self, rows: int) -> None:
        """Look further down (or up, below zero) without moving the cursor."""
        self._scrolled += rows
        self.refresh()

    def label(self, on: bool) -> dict[str, str]:
        """Give the issues in sight letters, or take them away again; the keys of the issues by letter."""
        self._labels = {}
        if on and self._marks is not None:
            segments = dict.fromkeys(segment for segment, _ in self._shown if segment >= 0)
            inside = {key for _, row in self._shown for _, _, key in keys_in(row)}
            keys = [mark.key for segment in segments for mark in self._marks.paragraph(segment).marks if mark.key in inside]
            self._labels = dict(zip(dict.fromkeys(keys), ascii_lowercase, strict=False))
        self.refresh()
        return {letter: key for key, letter in self._labels.items()}

    def rows(self, width: int, height: int) -> list[Row]:
        """The rows in sight, and below them what the signs mean."""
        if self._marks is None:
            return []
        with_legend = height >= LEGEND_FROM
        room = height - with_legend
        look = Look(width, fits_beside(width) and self.shows_source and self._has_source(self._marks), self.mode, self.found)
        self._shown = self._window(self._marks, look, room)
        self._shown += [(NOWHERE, [])] * (room - len(self._shown))
        rows = [row for _, row in self._shown]
        return [*rows, self._legend(self._marks, width)] if with_legend else rows

    def written(self, row: Row) -> Row:
        """The row as it is: its paragraph was laid out for the terminal already."""
        return row

    def _has_source(self, marks: Marks) -> bool:
        return any(marks.paragraph(index).segment.source for index in islice(marks.order, 3))

    def _window(self, marks: Marks, look: Look, height: int) -> list[tuple[int, Row]]:
        """The rows in sight, each with its paragraph.

        The cursor's paragraph begins a quarter down, unless it is too long for that, or the article ends before the window does.
        """
        here = marks.order.index(self._current)
        rows = self._rows_of(marks, look, here)
        usual = height // 4 - self._hidden(rows, height, height // 4)
        after = self._down(marks, look, here, height + max(0, self._scrolled))
        usual = max(usual, height - len(after))  # at the end of the article
        before = self._up(marks, look, here, usual + max(0, -self._scrolled))
        every = [*before, *after]
        start = max(0, len(before) - usual)
        first = min(max(0, start + self._scrolled), max(start, len(every) - height))
        self._scrolled = first - start
        return every[first : first + height]

    def _hidden(self, rows: list[Row], height: int, top: int) -> int:
        """How many rows of a long paragraph lie above the window when it must show the marked words."""
        if len(rows) <= height - top - 1:
            return 0
        words = styled_rows(rows, (styles.MARK, styles.EDGE))
        return max(0, words.start + min(len(words), height - top) - (height - top - 1))

    def _down(self, marks: Marks, look: Look, here: int, wanted: int) -> list[tuple[int, Row]]:
        """At least so many rows from the cursor's paragraph on, if there are."""
        found: list[tuple[int, Row]] = []
        for at in range(here, len(marks.order)):
            if len(found) >= wanted:
                break
            between = [(NOWHERE, blank_row(look))] if found else []
            found += [*between, *((marks.order[at], row) for row in self._rows_of(marks, look, at))]
        return found

    def _up(self, marks: Marks, look: Look, here: int, wanted: int) -> list[tuple[int, Row]]:
        """At least so many rows before the cursor's paragraph, if there are."""
        found: list[tuple[int, Row]] = []
        for at in range(here - 1, -1, -1):
            if len(found) >= wanted:
                break
            found = [*((marks.order[at], row) for row in self._rows_of(marks, look, at)), (NOWHERE, blank_row(look)), *found]
        return found

    def _rows_of(self, marks: Marks, look: Look, at: int) -> list[Row]:
        index = marks.order[at]
        current = index == self._current
        paragraph = marks.paragraph(index)
        labels = tuple((mark.key, self._labels[mark.key]) for mark in paragraph.marks if mark.key in self._labels)
        with_source = self.shows_source and (look.beside or current)
        return laid_out(paragraph, look, current=current, with_source=with_source, labels=labels)

    def _legend(self, marks: Marks, width: int) -> Row:
        """What the signs in sight mean, and how many issues are above and below."""
        seen = [segment for segment, _ in self._shown if segment >= 0]
        if not seen:
            return []
        first, last = marks.order.index(seen[0]), marks.order.index(seen[-1])
        counts = {"above": marks.count(marks.order[:first]), "below": marks.count(marks.order[last + 1 :])}
        said = " \N{MIDDLE DOT} ".join(f"{number} {where}" for where, number in counts.items() if number)
        present = {
            mark.severity for segment in dict.fromkeys(seen) for mark in marks.paragraph(segment).marks if not mark.current
        }
        legend: Row = []
        for severity, name in _LEGEND:
            if severity in present:
                sign, style = styles.SEVERITY[severity]
                legend += [(f"{sign} ", style), (f"{name}  ", styles.DIM)]
        tail: Row = [(f"{said}" if said else "", styles.DIM)]
        return cropped([*padded([("  ", ""), *legend], width - width_of(tail)), *tail], width)

    def on_click(self, event: events.Click) -> None:
        """A click on an issue goes to it, elsewhere to the paragraph."""
        offset = event.get_content_offset(self)
        if offset is None or not 0 <= offset.y < len(self._shown):
            return
        segment, row = self._shown[offset.y]
        key = next((key for start, end, key in keys_in(row) if start <= offset.x < end), "")
        if key:
            self.post_message(IssueClicked(key))
        elif segment >= 0:
            self.post_message(ParagraphClicked(segment))

    def on_mouse_scroll_down(self) -> None:
        """The wheel looks further down."""
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        """The wheel looks further up."""
        self.scroll_rows(-WHEEL_ROWS)
