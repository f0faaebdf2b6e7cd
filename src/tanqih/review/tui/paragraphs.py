"""A paragraph laid out for the article's part of the screen: its issues marked, the Arabic beside or below it. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tanqih.commands.terminal import ELLIPSIS
from tanqih.document import Span
from tanqih.review.marks import Mark, Paragraph
from tanqih.review.tui import styles
from tanqih.review.tui.bidi import RLM, among_english, ready
from tanqih.review.tui.layout import Row, Run, padded, width_of, wrapped

FAR = 8_000
"""Characters from the marked words that no screen is large enough to show."""
GUTTER = 2
BETWEEN = " \N{BOX DRAWINGS LIGHT VERTICAL} "
LEAST_COLUMN = 36
"""Cells of a column of text that still reads well; with less there is no room for a second one."""
_BAR = "\N{LEFT ONE QUARTER BLOCK} "


class Hit(str):
    """A style that knows which issue it belongs to, so that a click does."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, style: str, key: str) -> Hit:
        """A style of an issue."""
        made = super().__new__(cls, style)
        made.key = key
        return made


class Look(NamedTuple):
    """How paragraphs are laid out.

    Attributes:
        width: cells of the whole row.
        beside: the Arabic stands beside the English; else below it.
        mode: of `bidi`.
        found: words that were searched for, in lower case.
    """

    width: int
    beside: bool
    mode: str
    found: str = ""

    @property
    def columns(self) -> tuple[int, int]:
        """Cells for the English and for the Arabic."""
        room = self.width - GUTTER
        if not self.beside:
            return room, room
        arabic = (room - len(BETWEEN)) * 9 // 20
        return room - len(BETWEEN) - arabic, arabic


def fits_beside(width: int) -> bool:
    """True when there is room for two columns."""
    return (width - GUTTER - len(BETWEEN)) * 9 // 20 >= LEAST_COLUMN


@lru_cache(maxsize=1024)
def laid_out(
    paragraph: Paragraph, look: Look, *, current: bool, with_source: bool, labels: tuple[tuple[str, str], ...] = ()
) -> list[Row]:
    """The rows of a paragraph; the current one has a bar at its left.

    Args:
        paragraph: to show.
        look: how.
        current: the cursor is on it.
        with_source: show the Arabic, if there is any.
        labels: letters to press, by the key of the issue.
    """
    english, arabic = look.columns
    runs = _runs(paragraph, look.found, dict(labels), current=current)
    rows = [among_english(row, look.mode) for row in wrapped(runs, english)]
    source = _source_rows(paragraph, arabic, look, current=current) if with_source and paragraph.segment.source else []
    edge: Run = (_BAR, styles.BAR) if current else (" " * GUTTER, "")
    if not look.beside or not with_source:
        return [[edge, *row] for row in [*rows, *source]]
    rows += [[] for _ in range(len(source) - len(rows))]
    source += [[] for _ in range(len(rows) - len(source))]
    between: Run = (BETWEEN, styles.DIM)
    return [[edge, *padded(row, english), between, *other] for row, other in zip(rows, source, strict=True)]


def blank_row(look: Look) -> Row:
    """The row between two paragraphs."""
    return [(" " * (GUTTER + look.columns[0]), ""), (BETWEEN, styles.DIM)] if look.beside else []


def keys_in(row: Row) -> list[tuple[int, int, str]]:
    """The issues of a row: first cell, cell after the last one, key."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for text, style in row:
        size = width_of([(text, "")])
        if isinstance(style, Hit):
            found.append((at, at + size, style.key))
        at += size
    return found


def _runs(paragraph: Paragraph, found: str, labels: Mapping[str, str], *, current: bool) -> list[Run]:
    text, marks = paragraph.segment.target, paragraph.marks
    base = styles.STRONG if paragraph.segment.role.is_heading else styles.PLAIN if current else styles.QUIET
    hits = [Span(*one.span()) for one in re.finditer(re.escape(found), text, re.IGNORECASE)] if found else []
    focus = next((mark.span.start for mark in marks if mark.current), 0)
    low, high = (max(0, focus - FAR), focus + FAR) if len(text) > 2 * FAR else (0, len(text))
    spans = [mark.span for mark in marks] + list(paragraph.changed) + hits
    cuts = sorted({low, min(high, len(text)), *(at for span in spans for at in (span.start, span.end) if low <= at <= high)})
    runs: list[Run] = [(ELLIPSIS, styles.DIM)] if low else []
    for start, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        runs += [(styles.CLOSE, Hit(styles.EDGE, m.key)) for m in marks if m.current and m.span.end == start and len(m.span)]
        runs += [_sign(mark, labels) for mark in marks if mark.span.start == start]
        runs += [(styles.CLOSE, Hit(styles.EDGE, m.key)) for m in marks if m.current and m.span.start == start == m.span.end]
        if start < end:
            runs.append((text[start:end], _style(marks, paragraph.changed, hits, Span(start, end), base)))
    return [*runs, *([(ELLIPSIS, styles.DIM)] if high < len(text) else [])]


def _sign(mark: Mark, labels: Mapping[str, str]) -> Run:
    if mark.key in labels:
        return labels[mark.key], Hit(styles.LABEL, mark.key)
    if mark.current:
        return styles.OPEN, Hit(styles.EDGE, mark.key)
    sign, style = styles.SEVERITY[mark.severity]
    return sign, Hit(style if mark.asked else styles.DIM, mark.key)


def _style(marks: tuple[Mark, ...], changed: tuple[Span, ...], hits: list[Span], part: Span, base: str) -> str:
    """The style of a part of the text that no mark begins or ends in."""
    over = [mark for mark in marks if mark.span.start <= part.start and part.end <= mark.span.end]
    if over:
        top = max(over, key=lambda mark: (mark.current, mark.asked, mark.severity))
        style = styles.MARK if top.current else styles.WORDS[top.severity] if top.asked else styles.PASSED_OVER
        return Hit(style, top.key)
    if any(span.start <= part.start and part.end <= span.end for span in hits):
        return styles.FOUND
    return styles.CHANGED if any(span.start <= part.start and part.end <= span.end for span in changed) else base


def _source_rows(paragraph: Paragraph, width: int, look: Look, *, current: bool) -> list[Row]:
    """The Arabic at the right edge, the words of the current issue marked."""
    text = paragraph.segment.source or ""
    base = styles.QUIET if current else styles.DIM
    runs: list[Run] = [(text[: 2 * FAR], base)]
    if paragraph.source is not None and current:
        span = _whole_words(text, paragraph.source)
        # The first edge stands at the right of the words, for the line runs from right to left.
        marked = [(styles.CLOSE, styles.EDGE), (text[span.start : span.end], styles.MARK), (styles.OPEN, styles.EDGE)]
        runs = [(text[: span.start], base), *marked, (text[span.end :], base)]
    rows = []
    for row in wrapped(runs, width):
        shown = ready(row, look.mode)
        space = width - width_of([run for run in shown if run[0] != RLM])
        rows.append([(" " * max(0, space), ""), *shown])
    return rows


def _whole_words(text: str, span: Span) -> Span:
    """The span widened to whole words: letters that join must not change their style in the middle."""
    start, end = span.start, min(span.end, len(text))
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(min(start, end), end)
