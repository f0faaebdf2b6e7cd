"""What people decided, with the paragraphs it was decided on: exports and stores of reviews as evidence for tuning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from tanqih import formats
from tanqih.apply import apply
from tanqih.document import Document, Segment, Span
from tanqih.errors import EditError, InputError
from tanqih.issue import Report, Verdict
from tanqih.models.interface import Change
from tanqih.review.entry import Entry, content_hash
from tanqih.review.exchange import read_decisions
from tanqih.review.rounds import STATUS_OF, Round
from tanqih.review.snapshot import snapshot

_DATABASE = b"SQLite format 3\0"


class Judged(NamedTuple):
    """A decision on some words of a paragraph.

    Attributes:
        text: the paragraph as it read when the decision was made.
        start, end: the words in question.
        rule: id of the issue; "" for a paragraph that was rewritten.
        edits: what was made of them, in order; none when the suggestion was refused.
    """

    text: str
    start: int
    end: int
    rule: str
    edits: tuple[Change, ...]

    @property
    def refused(self) -> bool:
        """True when the words were left as they are."""
        return not self.edits

    @property
    def after(self) -> str:
        """The paragraph with this decision alone carried out."""
        text = self.text
        for change in sorted(self.edits, reverse=True):
            text = text[: change.start] + change.text + text[change.end :]
        return text


class Decided(NamedTuple):
    """The decisions on one text: its hash, where it may be found, and what was decided."""

    text: str
    path: str
    entries: tuple[Entry, ...]
    data: bytes | None = None


class Evidence(NamedTuple):
    """What was read: decisions, and how many texts were decided on whose words are no longer to be found."""

    judged: list[Judged]
    lost: int


def read_evidence(decisions: Iterable[str], texts: Iterable[str]) -> Evidence:
    """The decisions of exports (`tanqih review --export`) and of review stores, on the texts they were made on.

    Args:
        decisions: files.
        texts: files that were reviewed; those that the decisions name are looked for as well, from the working folder.

    Raises:
        InputError: a file cannot be read, or is neither an export nor a store.
    """
    decided = [one for path in decisions for one in (_of_store(path) if _is_store(path) else _of_export(path))]
    places = [*texts, *dict.fromkeys(one.path for one in decided if one.path)]
    documents: dict[str, Document] = {}
    for path in dict.fromkeys(places):
        if Path(path).is_file():
            documents.update((content_hash(document), document) for document in formats.read(path))
    judged: list[Judged] = []
    lost = 0
    for one in decided:
        if one.data is not None and one.text not in documents:
            documents.update((content_hash(found), found) for found in formats.read(BytesIO(one.data), path=one.path))
        if (document := documents.get(one.text)) is None:
            lost += 1
        else:
            judged += of_entries(document, one.entries)
    return Evidence(judged, lost)


def of_entries(document: Document, entries: Sequence[Entry]) -> Iterator[Judged]:
    """The decisions on a document, each with its paragraph as it read in its round."""
    for number in sorted({entry.round for entry in entries}):
        mine = [entry for entry in entries if entry.round == number]
        this = Round(document, Report(document, ()), (), [entry.decision for entry in mine])
        held = {id(decision) for decision in this.held}
        segments = {segment.index: segment for segment in document.segments}
        for entry in mine:
            if id(entry.decision) in held and (segment := segments.get(entry.decision.segment)) is not None:
                yield from _judged(segment, entry)
        try:
            document = apply(document, this.edits())
        except EditError:
            return  # what follows belongs to a text that cannot be made again


def _judged(segment: Segment, entry: Entry) -> Iterator[Judged]:
    decision = entry.decision
    edits = tuple(Change(e.span.start, e.span.end, e.text) for e in sorted(decision.edits) if e.segment == segment.index)
    text = segment.target
    if decision.verdict is Verdict.REWRITE and edits:
        yield Judged(text, 0, len(text), "", edits)
    elif decision.verdict in STATUS_OF and bool(edits) != (decision.verdict is Verdict.REJECT):
        span = Span(min([entry.span.start, *(e.start for e in edits)]), max([entry.span.end, *(e.end for e in edits)]))
        if span.end <= len(text):
            yield Judged(text, span.start, span.end, decision.rule, edits)


def _is_store(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", "name a file that --export wrote", path=path) from None


def _of_export(path: str) -> Iterator[Decided]:
    for foreign in read_decisions(path):
        yield Decided(foreign.text, foreign.file, tuple(foreign.entries))


def _of_store(path: str) -> list[Decided]:
    with snapshot(path) as store:
        bases = dict(store.all("SELECT path, base FROM files"))
        rows = store.all("SELECT id, path, hash FROM documents")
        return [Decided(text, place, tuple(store.entries(row)), bases.get(place)) for row, place, text in rows]
