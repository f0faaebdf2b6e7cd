"""A paragraph with its changes: what was there from the start, what was deleted and inserted, and by which finding.

Edits of several rounds are laid over one another, each in the offsets of the text that the one before left behind. So a word that
one decision wrote and a later one changed shows the first text struck out and the last one inserted, and nothing in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tanqih.document import Span
from tanqih.issue import Edit
from tanqih.review.wording import changed_pieces

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one history.

    Attributes:
        kind: "keep", "delete" (it was there, it is gone) or "insert" (it was not there, it is now).
        text: the words; "" for a place that only carries a mark.
        by: numbers of the findings that changed it.
        marks: numbers of the findings that are about it and changed nothing.
    """

    kind: Literal["keep", "delete", "insert"]
    text: str
    by: Numbers = ()
    marks: Numbers = ()

    @property
    def stands(self) -> bool:
        """True for text of the paragraph as it reads now."""
        return self.kind != "delete"


class Tracked:
    """One paragraph. Offsets count code points of the paragraph as it reads at that moment."""

    def __init__(self, text: str) -> None:
        """Args:
        text: as it was at first.
        """
        self._runs = [Run("keep", text)]

    @property
    def text(self) -> str:
        """The paragraph as it reads now."""
        return "".join(run.text for run in self._runs if run.stands)

    @property
    def runs(self) -> list[Run]:
        """The paragraph with its history, in order; neighbours differ."""
        merged: list[Run] = []
        for run in self._runs:
            last = merged[-1] if merged else None
            if last and (last.kind, last.by, last.marks) == (run.kind, run.by, run.marks):
                merged[-1] = replace(last, text=last.text + run.text)
            elif run.text or run.marks:
                merged.append(run)
        return merged

    def mark(self, span: Span, number: int) -> None:
        """Say that a finding is about a span; an empty one is marked as a place."""
        first, last = self._at(span.start), self._at(span.end)
        if first == last:
            self._runs.insert(first, Run("keep", "", marks=(number,)))
        for at in range(first, last):
            run = self._runs[at]
            if run.stands:
                self._runs[at] = replace(run, marks=(*run.marks, number))

    def change(self, edits: Mapping[Edit, Numbers]) -> None:
        """Make edits that do not conflict, each with the numbers of its findings; their segment is not looked at."""
        text = self.text
        for edit, by in reversed(_whole_words(text, edits)):
            for part in reversed(list(_smallest(edit, text[edit.span.start : edit.span.end]))):
                self._replace(part, by)

    def _replace(self, edit: Edit, by: Numbers) -> None:
        first = self._at(edit.span.start)
        last = self._at(edit.span.end)
        gone = [replace(run, kind="delete", by=by) if run.kind == "keep" else run for run in self._runs[first:last]]
        # What an earlier round inserted and this one takes away was never in the text that the reader knows.
        gone = [run for run in gone if run.kind == "delete" or (run.marks and not run.text)]
        self._runs[first:last] = [*gone, *([Run("insert", edit.text, by)] if edit.text else [])]

    def _at(self, offset: int) -> int:
        """Index of the run that starts at an offset of the text; a run that lies across it is cut. Behind what was deleted there."""
        passed = 0
        for at, run in enumerate(self._runs):
            if not run.stands:
                continue
            if passed == offset and run.text:
                return at
            if passed + len(run.text) > offset:
                cut = offset - passed
                self._runs[at : at + 1] = [replace(run, text=run.text[:cut]), replace(run, text=run.text[cut:])]
                return at + 1
            passed += len(run.text)
        return len(self._runs)


def _whole_words(text: str, edits: Mapping[Edit, Numbers]) -> list[tuple[Edit, Numbers]]:
    """The edits in order, each widened to whole words, so that a reader never sees half of one; those in one word become one."""
    found: list[tuple[Edit, Numbers]] = []
    for edit in sorted(edits):
        start, end = edit.span.start, edit.span.end
        while start and _inside(text, start):
            start -= 1
        while _inside(text, end):
            end += 1
        before, by = text[start : edit.span.start], edits[edit]
        if found and found[-1][0].span.end > start:
            last, others = found.pop()
            before = last.text[: len(last.text) - (last.span.end - edit.span.start)]
            start, by = last.span.start, (*others, *by)
        found.append((Edit(edit.segment, Span(start, end), before + edit.text + text[edit.span.end : end]), by))
    return found


def _inside(text: str, at: int) -> bool:
    """True when a place lies inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _smallest(edit: Edit, before: str) -> Iterable[Edit]:
    """An edit as the smallest ones that do the same, in whole words."""
    at = edit.span.start
    start, text = at, ""
    for kind, words in changed_pieces(before, edit.text):
        if kind == "keep":
            if at > start or text:
                yield Edit(edit.segment, Span(start, at), text)
            at += len(words)
            start, text = at, ""
        elif kind == "delete":
            at += len(words)
        else:
            text += words
    if at > start or text:
        yield Edit(edit.segment, Span(start, at), text)
