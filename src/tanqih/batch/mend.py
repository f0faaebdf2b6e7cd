"""One article: checked, mended as far as the mode allows, and every change noted as an edit of the text as it was read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tanqih import formats
from tanqih.batch.hunks import Hunk, TextEdit, applied, composed, line_changes, text_edits
from tanqih.batch.records import BadRecord, Fields
from tanqih.check import Checker
from tanqih.decide import LEVELS
from tanqih.document import Document
from tanqih.errors import InputError
from tanqih.fix import fix_document
from tanqih.formats.diffs import Change
from tanqih.formats.plain import PlainText, document_from_text, text_changes, text_of
from tanqih.issue import Decision, Edit, Issue, Report

_UNFIT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of one article.

    Attributes:
        text: as it is now.
        edits: what turns the text as it was read into it, ordered and disjoint.
        before: the report on the text as it was read.
        after: the report on the text as it is now.
        applied: issues whose first suggestion was applied.
    """

    text: str
    edits: tuple[TextEdit, ...]
    before: Report
    after: Report
    applied: tuple[Issue, ...] = ()


def document_of(fields: Fields, name: str, number: int) -> Document:
    """The article of a record, with its Arabic paired or aligned.

    Args:
        fields: what the record says.
        name: id of the document when the record has none.
        number: of the record.

    Raises:
        BadRecord: a NUL or a lone surrogate in the text; the languages are swapped; a page that cannot be read.
    """
    if not fields.text.isascii() or "\0" in fields.text:
        found = _UNFIT.search(fields.text)
        if found:
            what = "a NUL" if found.group() == "\0" else f"the lone surrogate U+{ord(found.group()):04X}"
            raise BadRecord(f"the text holds {what} at character {found.start() + 1}")
    name = fields.id or name
    try:
        document = _read(fields, name)
        if fields.source and fields.source.strip():
            from tanqih.align import paired

            document = paired(document.with_source(fields.source))
    except InputError as error:
        raise BadRecord(str(error)) from None
    return Document(name, document.segments, None, number, document.languages, document.source, document.skeleton)


def _read(fields: Fields, name: str) -> Document:
    if fields.format == "txt":
        return document_from_text(fields.text, name)
    found = list(formats.read_bytes(fields.text.encode(), fields.format, encoding="utf-8", id=name))
    if len(found) != 1 or raw_text(found[0]) != fields.text:
        raise BadRecord(f"the text cannot be read back as {fields.format}")
    return found[0]


def raw_text(document: Document) -> str:
    """The whole text of a document, of a page its markup, with the edits of its segments."""
    if isinstance(document.skeleton, PlainText):
        return text_of(document)
    return formats.render(document).decode()


def checked(checker: Checker, document: Document) -> Mended:
    """The article as it is, with its report."""
    report = checker.check(document)
    return Mended(raw_text(document), (), report, report)


def mended(checker: Checker, document: Document, level: str, min_confidence: float) -> Mended:
    """The article mended to a fixed point (`fix_document`), with the edits of all passes told as edits of the text as it was read.

    Args:
        checker: what to check with.
        document: of `document_of`.
        level: "safe" or "review".
        min_confidence: least confidence for a review suggestion.
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    passes = _Passes()
    fixed = fix_document(
        checker,
        document,
        level,
        min_confidence=min_confidence,
        render=raw_text,
        reread=formats.reread,
        watch=passes.note,
    )
    if passes.first is None:
        return Mended(fixed.text, (), fixed.report, fixed.report)
    text = raw_text(document)
    edits = text_edits(passes.hunks, text, fixed.text)
    if applied(text, edits) != fixed.text:
        # What a reader makes of an edited page is not always the page as it was written: then the texts are compared.
        rules = tuple(dict.fromkeys(issue.rule for issue in fixed.applied))
        changed = line_changes(text, fixed.text)
        edits = [TextEdit(at.start, at.end, text[at.start : at.end], at.text, rules) for at in changed]
    return Mended(fixed.text, tuple(edits), passes.first, fixed.report, fixed.applied)


class _Passes:
    """Collects what each pass of fixing does to the text."""

    def __init__(self) -> None:
        self.first: Report | None = None
        self.hunks: list[Hunk] = []
        self._base: Document | None = None  # the document that was read last, and the hunks up to it
        self._before: list[Hunk] = []
        self._places: list[tuple[int, int, str]] = []

    def note(self, report: Report, decisions: Sequence[Decision], edited: Document) -> None:
        """As `watch` of `fix_document`. A document that is not read again between passes keeps its skeleton: its changes add up."""
        self.first = self.first or report
        if self._base is None or self._base.skeleton is not report.document.skeleton:
            self._base, self._before, self._places = report.document, self.hunks, []
        where = _Places(self._base)
        self._places += [(*where.of(edit), decision.rule) for decision in decisions for edit in decision.edits]
        self._places.sort()
        starts = [start for start, _, _ in self._places]
        found = [(change, _rules(change, self._places, starts)) for change in changes_of(self._base, edited)]
        self.hunks = composed(self._before, found)


def changes_of(base: Document, edited: Document) -> list[Change]:
    """What an edited document changes in the text of the one that was read."""
    if isinstance(base.skeleton, PlainText):
        return text_changes(edited, base.skeleton)
    return line_changes(raw_text(base), raw_text(edited))


def _rules(change: Change, places: Sequence[tuple[int, int, str]], starts: Sequence[int]) -> tuple[str, ...]:
    """The rules whose edits touch a change, else that of the nearest edit; of edits ordered by their starts."""
    first, last = bisect_left(starts, change.start), bisect_right(starts, change.end)
    near = [(max(0, start - change.end, change.start - end), rule) for start, end, rule in places[max(0, first - 1) : last + 1]]
    least = min(distance for distance, _ in near)
    return tuple(dict.fromkeys(rule for distance, rule in near if distance == least))


class _Places:
    """Where the edits of segments stand in the whole text: exactly in plain text, by line and column in pages."""

    def __init__(self, document: Document) -> None:
        self._segments = {segment.index: segment for segment in document.segments}
        self._starts: list[int] | None = None
        self._document = document

    def of(self, edit: Edit) -> tuple[int, int]:
        """Half-open offsets in the text, as near as can be known."""
        segment = self._segments[edit.segment]
        if segment.offset is not None:
            return segment.offset + edit.span.start, segment.offset + edit.span.end
        start, end = (self._offset(segment.place(at)) for at in (edit.span.start, edit.span.end))
        return start, max(start, end)

    def _offset(self, place: tuple[int, int] | None) -> int:
        if place is None:
            return 0
        if self._starts is None:
            raw = raw_text(self._document)
            newline = "\n" if "\n" in raw or "\r" not in raw else "\r"
            self._starts = [0, *accumulate(len(line) + 1 for line in raw.split(newline))]
        return self._starts[min(place[0], len(self._starts)) - 1] + place[1] - 1
